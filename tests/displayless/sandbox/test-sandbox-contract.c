/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the sandbox's answers are answers by Klaviyo's own document. Skipped without it. */
#include "config.h"

#include "contract.h"
#include "draft.h"
#include "ilx-json.h"
#include "tester.h"

/* In this order; {id} stands for the id of the kind named. Bodies have %s where that id belongs. */
static const struct
{
  const char *method;
  const char *pattern;
  guint status;
  const char *id;    /* "campaign", "message", "template", "list", "segment", or NULL */
  const char *query; /* or NULL */
  const char *body;  /* or NULL */
} calls[] = {
  { "GET", "/api/accounts", 200 },
  { "GET", "/api/lists", 200, NULL, "sort=name" },
  { "GET", "/api/lists/{id}", 200, "list", "additional-fields%5Blist%5D=profile_count" },
  { "GET", "/api/segments", 200 },
  { "GET", "/api/segments/{id}", 200, "segment", "additional-fields%5Bsegment%5D=profile_count" },
  { "GET", "/api/profiles", 200, NULL, "additional-fields%5Bprofile%5D=subscriptions" },
  { "GET", "/api/metrics", 200 },
  { "GET", "/api/templates", 200 },
  { "GET", "/api/templates/{id}", 200, "template" },
  { "PATCH", "/api/templates/{id}", 200, "template", NULL,
    "{'data':{'type':'template','id':'%s','attributes':{'text':'x'}}}" },
  { "POST", "/api/template-render", 201, "template", NULL,
    "{'data':{'type':'template','id':'%s','attributes':{'context':{}}}}" },
  { "POST", "/api/template-clone", 201, "template", NULL,
    "{'data':{'type':'template','id':'%s','attributes':{}}}" },
  { "GET", "/api/campaigns", 200, NULL,
    "include=campaign-messages,tags&filter=equals%28messages.channel%2C%27email%27%29" },
  { "GET", "/api/campaigns/{id}", 200, "campaign", "include=campaign-messages" },
  { "PATCH", "/api/campaigns/{id}", 200, "campaign", NULL,
    "{'data':{'type':'campaign','id':'%s','attributes':{'send_strategy':{'method':'static',"
    "'datetime':'2031-12-01T06:00:00Z','options':{'is_local':false}},'tracking_options':{"
    "'custom_tracking_params':[{'type':'static','name':'a','value':'b'},{'type':'dynamic',"
    "'name':'c','value':'campaign_id'}]}}}}" },
  { "POST", "/api/campaign-clone", 201, "campaign", NULL,
    "{'data':{'type':'campaign','id':'%s','attributes':{}}}" },
  { "GET", "/api/campaigns/{id}/campaign-messages", 200, "campaign", "include=template,campaign" },
  { "GET", "/api/campaign-messages/{id}", 200, "message", "include=template,campaign" },
  { "PATCH", "/api/campaign-messages/{id}", 200, "message", NULL,
    "{'data':{'type':'campaign-message','id':'%s','attributes':{'definition':{'channel':'email',"
    "'content':{'preview_text':'x'}}}}}" },
  { "GET", "/api/campaign-messages/{id}/template", 200, "message" },
  { "POST", "/api/campaign-recipient-estimation-jobs", 202, "campaign", NULL,
    "{'data':{'type':'campaign-recipient-estimation-job','id':'%s'}}" },
  { "GET", "/api/campaign-recipient-estimation-jobs/{id}", 200, "campaign" },
  { "POST", "/_sandbox/clock", 200, NULL, NULL, "{'advance':5}" },
  { "GET", "/api/campaign-recipient-estimations/{id}", 200, "campaign" },
  { "POST", "/api/campaign-send-jobs", 202, "campaign", NULL,
    "{'data':{'type':'campaign-send-job','id':'%s'}}" },
  { "GET", "/api/campaign-send-jobs/{id}", 200, "campaign" },
  { "GET", "/api/campaign-messages/{id}", 200, "message" },
  { "PATCH", "/api/campaign-send-jobs/{id}", 204, "campaign", NULL,
    "{'data':{'type':'campaign-send-job','id':'%s','attributes':{'action':'cancel'}}}" },
  { "GET", "/api/campaigns/{id}", 200, "campaign" },
  { "DELETE", "/api/templates/{id}", 204, "template" },
  { "DELETE", "/api/campaigns/{id}", 204, "campaign" },
};

static char *
dup_path (const char *pattern, const char *id, const char *query)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "{id}", 2);
  g_autofree char *path = g_strjoinv (id, parts);

  return query != NULL ? g_strconcat (path, "?", query, NULL) : g_steal_pointer (&path);
}

static const char *
get_id (Draft *draft, const char *segment, const char *name)
{
  if (name == NULL)
    return "";
  if (g_str_equal (name, "campaign"))
    return draft->campaign;
  if (g_str_equal (name, "message"))
    return draft->message;
  if (g_str_equal (name, "template"))
    return draft->template;
  return g_str_equal (name, "list") ? draft->audience : segment;
}

static void
assert_kept (
    Contract *contract, Tester *tester, const char *method, const char *pattern, guint status)
{
  g_autofree char *fault = NULL;

  if (g_str_has_prefix (pattern, "/_sandbox"))
    return;
  fault = contract_check (contract, method, pattern, status, tester_get_reply (tester));
  if (fault != NULL)
    g_test_message ("%s %s: %s", method, pattern, fault);
  g_assert_null (fault);
}

static void
test_replies (void)
{
  g_autoptr (Contract) contract = contract_load ("klaviyo");
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autofree char *segment = NULL;
  g_autoptr (Draft) draft = NULL;

  if (contract == NULL)
    {
      g_test_skip ("Klaviyo's document is not here");
      return;
    }
  draft = draft_new (tester, list, NULL);
  tester_get (tester, 200, "/api/segments");
  segment = tester_dup (tester, "data[0].id");
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      const char *id = get_id (draft, segment, calls[i].id);
      g_autofree char *path = dup_path (calls[i].pattern, id, calls[i].query);

      tester_call (tester, calls[i].status, calls[i].method, path, calls[i].body, id);
      assert_kept (contract, tester, calls[i].method, calls[i].pattern, calls[i].status);
    }
}

/* That the answers to making things and assigning are kept to as well; and that the check can fail.
 */
static void
test_creations (void)
{
  g_autoptr (Contract) contract = contract_load ("klaviyo");
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = NULL;
  g_autofree char *fault = NULL;

  if (contract == NULL)
    {
      g_test_skip ("Klaviyo's document is not here");
      return;
    }
  draft = draft_new (tester, list, NULL);
  assert_kept (contract, tester, "POST", "/api/campaign-message-assign-template", 200);
  tester_call (tester, 201, "POST", "/api/templates",
               "{'data':{'type':'template','attributes':{'name':'a','editor_type':'CODE',"
               "'html':'x'}}}");
  assert_kept (contract, tester, "POST", "/api/templates", 201);
  fault = contract_check (contract, "POST", "/api/campaigns", 201, tester_get_reply (tester));
  g_assert_nonnull (fault);
  tester_call (tester, 201, "POST", "/api/campaigns",
               "{'data':{'type':'campaign','attributes':{'name':'a','audiences':{'included':"
               "['%s']},'campaign-messages':{'data':[{'type':'campaign-message','attributes':"
               "{'definition':{'channel':'email'}}}]}}}}",
               list);
  assert_kept (contract, tester, "POST", "/api/campaigns", 201);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/contract/replies", test_replies);
  g_test_add_func ("/sandbox/contract/creations", test_creations);
  return g_test_run ();
}
