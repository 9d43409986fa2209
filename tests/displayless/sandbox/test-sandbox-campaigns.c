/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's campaigns and messages over HTTP: shapes, refusals, what a state allows.
 */
#include "config.h"

#include "draft.h"
#include "ilx-json.h"
#include "tester.h"

#define MESSAGE(content)                                                                           \
  "'campaign-messages':{'data':[{'type':'campaign-message','attributes':{'definition':" content    \
  "}}]}"
#define EMAIL "{'channel':'email','content':{'subject':'S'}}"

static void
test_create (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autofree char *id = NULL;
  g_autofree char *message = NULL;

  tester_call (tester, 201, "POST", "/api/campaigns",
               "{'data':{'type':'campaign','attributes':{'name':'Herbst','audiences':{"
               "'included':['%s']}," MESSAGE (EMAIL) "}}}",
               list);
  id = tester_dup (tester, "data.id");
  g_assert_cmpuint (strlen (id), ==, 26);
  message = tester_dup (tester, "data.relationships.campaign-messages.data[0].id");
  tester_assert_string (tester, "data.type", "campaign");
  tester_assert_string (tester, "data.attributes.status", "Draft");
  tester_assert_string (tester, "data.attributes.send_strategy.method", "immediate");
  tester_assert_string (tester, "data.attributes.audiences.included[0]", list);
  g_assert_true (ilx_json_get_bool_or (tester_get_reply (tester),
                                       "data.attributes.send_options.use_smart_sending", FALSE));
  tester_assert_null (tester, "data.attributes.send_time");
  tester_assert_null (tester, "data.attributes.scheduled_at");
  g_assert_true (
      g_str_has_suffix (tester_get_string (tester, "data.attributes.created_at"), "+00:00"));
  g_assert_true (g_str_has_suffix (
      tester_get_string (tester, "data.relationships.campaign-messages.links.related"),
      "/campaign-messages"));

  tester_get (tester, 200, "/api/campaigns/%s/campaign-messages", id);
  tester_assert_string (tester, "data[0].id", message);
  tester_assert_string (tester, "data[0].attributes.definition.content.subject", "S");
  tester_assert_string (tester, "data[0].relationships.campaign.data.id", id);
  tester_assert_null (tester, "data[0].relationships.template.data");
  tester_get (tester, 200, "/api/campaign-messages/%s/template", message);
  tester_assert_null (tester, "data");
}

static void
test_static_strategy (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft
      = draft_new (tester, list, "{'method':'static','datetime':'2031-12-01T07:00:00+01:00'}");

  tester_get (tester, 200, "/api/campaigns/%s", draft->campaign);
  tester_assert_string (tester, "data.attributes.send_strategy.datetime",
                        "2031-12-01T06:00:00+00:00");
  tester_assert_null (tester, "data.attributes.send_time");
  draft_assert_status (tester, draft, "Draft");
}

/* What stands in the attributes with a good list's id in place of LIST. */
static const struct
{
  const char *attributes;
  guint status;
  const char *pointer;
} bad_rows[] = {
  { "'audiences':{'included':['LIST']}," MESSAGE (EMAIL), 400, "/data/attributes/name" },
  { "'name':'a'," MESSAGE (EMAIL), 400, "/data/attributes/audiences" },
  { "'name':'a','audiences':{}," MESSAGE (EMAIL), 400, "/data/attributes/audiences/included" },
  { "'name':'a','audiences':{'included':[]}," MESSAGE (EMAIL), 400,
    "/data/attributes/audiences/included" },
  { "'name':'a','audiences':{'included':['nobody']}," MESSAGE (EMAIL), 404,
    "/data/attributes/audiences/included" },
  { "'name':'a','audiences':{'included':['LIST'],'excluded':['nobody']}," MESSAGE (EMAIL), 404,
    "/data/attributes/audiences/excluded" },
  { "'name':'a','audiences':{'included':['LIST']}", 400, "/data/attributes/campaign-messages" },
  { "'name':'a','audiences':{'included':['LIST']},'campaign-messages':{'data':[]}", 400,
    "/data/attributes/campaign-messages/data" },
  { "'name':'a','audiences':{'included':['LIST']},'campaign_messages':{}," MESSAGE (EMAIL), 400,
    "/data/attributes/campaign_messages" },
  { "'name':'a','audiences':{'included':['LIST']}," MESSAGE ("{'channel':'fax'}"), 400,
    "/data/attributes/campaign-messages/data/0/attributes/definition/channel" },
  { "'name':'a','audiences':{'included':['LIST']}," MESSAGE (
        "{'channel':'email','content':{'from_email':'nobody'}}"),
    400, "/data/attributes/campaign-messages/data/0/attributes/definition/content/from_email" },
  { "'name':'a','audiences':{'included':['LIST']}," MESSAGE (
        "{'channel':'email','content':{'reply_to_email':''}}"),
    400, "/data/attributes/campaign-messages/data/0/attributes/definition/content/reply_to_email" },
  { "'name':'a','audiences':{'included':['LIST']}," MESSAGE (
        "{'channel':'email','content':{'body':'x'}}"),
    400, "/data/attributes/campaign-messages/data/0/attributes/definition/content/body" },
  { "'name':'a','audiences':{'included':['LIST']},'send_strategy':{'method':'static'}," MESSAGE (
        EMAIL),
    400, "/data/attributes/send_strategy/datetime" },
  { "'name':'a','audiences':{'included':['LIST']},'send_strategy':{'method':'immediate',"
    "'datetime':'2031-12-01T06:00:00Z'}," MESSAGE (EMAIL),
    400, "/data/attributes/send_strategy/datetime" },
  { "'name':'a','audiences':{'included':['LIST']},'send_strategy':{'method':'throttled',"
    "'datetime':'2031-12-01T06:00:00Z','throttle_percentage':12}," MESSAGE (EMAIL),
    400, "/data/attributes/send_strategy/throttle_percentage" },
  { "'name':'a','audiences':{'included':['LIST']},'send_strategy':{'method':'smart_send_time',"
    "'date':'tomorrow'}," MESSAGE (EMAIL),
    400, "/data/attributes/send_strategy/date" },
  { "'name':'a','audiences':{'included':['LIST']},'tracking_options':{'custom_tracking_params':"
    "[{'type':'dynamic','name':'utm','value':'moon'}]}," MESSAGE (EMAIL),
    400, "/data/attributes/tracking_options/custom_tracking_params/0/value" },
  { "'name':'a','status':'Sent','audiences':{'included':['LIST']}," MESSAGE (EMAIL), 400,
    "/data/attributes/status" },
};

static void
test_refused (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  guint before = tester_count (tester, "campaigns");

  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_auto (GStrv) parts = g_strsplit (bad_rows[i].attributes, "LIST", -1);
      g_autofree char *attributes = g_strjoinv (list, parts);

      tester_call (tester, bad_rows[i].status, "POST", "/api/campaigns",
                   "{'data':{'type':'campaign','attributes':{%s}}}", attributes);
      tester_assert_string (tester, "errors[0].source.pointer", bad_rows[i].pointer);
    }
  g_assert_cmpuint (tester_count (tester, "campaigns"), ==, before);
}

static void
test_list (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  const char email[] = "equals%28messages.channel%2C%27email%27%29";

  tester_get (tester, 400, "/api/campaigns");
  tester_assert_string (tester, "errors[0].source.parameter", "filter");
  tester_get (tester, 400, "/api/campaigns?filter=equals%%28status%%2C%%27Draft%%27%%29");
  tester_get (tester, 400,
              "/api/campaigns?filter=and%%28%s%%2Cequals%%28name%%2C%%27Moin%%27%%29%%29", email);
  tester_get (tester, 200, "/api/campaigns?filter=equals%%28messages.channel%%2C%%27sms%%27%%29");
  g_assert_cmpuint (ilx_json_get_length (tester_get_reply (tester), "data"), ==, 0);
  tester_get (tester, 200,
              "/api/campaigns?filter=and%%28%s%%2Cequals%%28status%%2C%%27Draft%%27%%29%%29"
              "&include=campaign-messages",
              email);
  g_assert_cmpuint (ilx_json_get_length (tester_get_reply (tester), "data"), ==, 1);
  tester_assert_string (tester, "data[0].id", draft->campaign);
  tester_assert_string (tester, "included[0].type", "campaign-message");
  tester_assert_string (tester, "included[0].id", draft->message);
  tester_get (tester, 200, "/api/campaigns?filter=%s&page%%5Bsize%%5D=1&sort=-created_at", email);
  tester_assert_string (tester, "data[0].id", draft->campaign);
  g_assert_nonnull (tester_get_string (tester, "links.next"));
  tester_get (tester, 400, "/api/campaigns?filter=%s&page%%5Bsize%%5D=101", email);
}

static void
test_update (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autofree char *empty = draft_dup_empty_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  g_autofree char *path = g_strconcat ("/api/campaigns/", draft->campaign, NULL);

  tester_call (tester, 200, "PATCH", path,
               "{'data':{'type':'campaign','id':'%s','attributes':{'name':'Neu','audiences':"
               "{'excluded':['%s']},'send_options':{'use_smart_sending':false},'send_strategy':"
               "{'method':'throttled','datetime':'2031-11-25T08:00:00Z',"
               "'throttle_percentage':25}}}}",
               draft->campaign, empty);
  tester_get (tester, 200, "%s", path);
  tester_assert_string (tester, "data.attributes.name", "Neu");
  tester_assert_string (tester, "data.attributes.audiences.included[0]", list);
  tester_assert_string (tester, "data.attributes.audiences.excluded[0]", empty);
  tester_assert_int (tester, "data.attributes.send_strategy.throttle_percentage", 25);
  g_assert_false (ilx_json_get_bool_or (tester_get_reply (tester),
                                        "data.attributes.send_options.use_smart_sending", TRUE));

  tester_call (tester, 404, "PATCH", path,
               "{'data':{'type':'campaign','id':'%s','attributes':{'audiences':{'included':"
               "['nobody']}}}}",
               draft->campaign);
  tester_call (tester, 400, "PATCH", path,
               "{'data':{'type':'campaign','id':'other','attributes':{'name':'x'}}}");
  draft_send (tester, draft, 202);
  tester_call (tester, 409, "PATCH", path,
               "{'data':{'type':'campaign','id':'%s','attributes':{'name':'x'}}}", draft->campaign);
}

static void
test_message (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  g_autofree char *path = g_strconcat ("/api/campaign-messages/", draft->message, NULL);

  tester_call (tester, 200, "PATCH", path,
               "{'data':{'type':'campaign-message','id':'%s','attributes':{'definition':{"
               "'channel':'email','content':{'subject':'Neu','from_label':null}}}}}",
               draft->message);
  tester_get (tester, 200, "%s", path);
  tester_assert_string (tester, "data.attributes.definition.label", "Moin");
  tester_assert_string (tester, "data.attributes.definition.content.subject", "Neu");
  tester_assert_string (tester, "data.attributes.definition.content.from_email",
                        "hello@nordlicht.example");
  tester_assert_null (tester, "data.attributes.definition.content.from_label");
  tester_call (tester, 400, "PATCH", path,
               "{'data':{'type':'campaign-message','id':'%s','attributes':{'definition':{"
               "'content':{'subject':'x'}}}}}",
               draft->message);
  tester_assert_string (tester, "errors[0].source.pointer", "/data/attributes/definition/channel");
  draft_send (tester, draft, 202);
  tester_call (tester, 409, "PATCH", path,
               "{'data':{'type':'campaign-message','id':'%s','attributes':{'definition':{"
               "'channel':'email','content':{'subject':'x'}}}}}",
               draft->message);
}

static guint
assign (Tester *tester, const char *message, const char *template, guint status)
{
  return tester_call (
      tester, status, "POST", "/api/campaign-message-assign-template",
      "{'data':{'type':'campaign-message','id':'%s','relationships':{'template':{'data':"
      "{'type':'template','id':'%s'}}}}}",
      message, template);
}

/* A message gets a copy, the copy is private, a new one each time, and later changes pass it by. */
static void
test_assign (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  g_autofree char *path = g_strconcat ("/api/templates/", draft->template, NULL);
  g_autofree char *first = NULL;
  guint before;

  tester_get (tester, 200, "/api/campaign-messages/%s?include=template", draft->message);
  first = tester_dup (tester, "data.relationships.template.data.id");
  g_assert_cmpstr (first, !=, draft->template);
  tester_assert_string (tester, "included[0].id", first);
  tester_get (tester, 404, "/api/templates/%s", first);
  before = tester_count (tester, "template-copies");

  assign (tester, draft->message, draft->template, 200);
  tester_assert_string (tester, "data.type", "campaign-message");
  tester_assert_string (tester, "data.attributes.channel", "email");
  tester_assert_string (tester, "data.attributes.content.subject", "Moin");
  tester_assert_null (tester, "data.attributes.definition");
  g_assert_cmpstr (tester_get_string (tester, "data.relationships.template.data.id"), !=, first);
  g_assert_cmpuint (tester_count (tester, "template-copies"), ==, before);

  tester_call (tester, 200, "PATCH", path,
               "{'data':{'type':'template','id':'%s','attributes':{'html':'<p>Neu</p>'}}}",
               draft->template);
  tester_get (tester, 200, "/api/campaign-messages/%s/template", draft->message);
  tester_assert_string (tester, "data.attributes.html", "<p>Moin</p>");
  assign (tester, draft->message, "nobody", 404);
  assign (tester, "nobody", draft->template, 404);
  draft_send (tester, draft, 202);
  assign (tester, draft->message, draft->template, 409);
  tester_call (tester, 204, "DELETE", path, NULL);
  tester_get (tester, 200, "/api/campaign-messages/%s/template", draft->message);
  tester_assert_string (tester, "data.attributes.html", "<p>Moin</p>");
}

static void
test_delete (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  g_autofree char *path = g_strconcat ("/api/campaigns/", draft->campaign, NULL);

  draft_send (tester, draft, 202);
  tester_call (tester, 409, "DELETE", path, NULL);
  tester_advance (tester, 60);
  draft_assert_status (tester, draft, "Sent");
  tester_call (tester, 204, "DELETE", path, NULL);
  tester_get (tester, 404, "%s", path);
  tester_get (tester, 404, "/api/campaign-messages/%s", draft->message);
  tester_get (tester, 404, "/api/campaign-send-jobs/%s", draft->campaign);
  draft_send (tester, draft, 404);
  g_assert_cmpuint (tester_count (tester, "campaign-send-jobs"), ==, 1);
  g_assert_cmpuint (tester_count (tester, "deliveries"), ==, 1);
}

/* Deleting what waits stops it for good. */
static void
test_delete_scheduled (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft
      = draft_new (tester, list, "{'method':'static','datetime':'2031-12-01T06:00:00Z'}");
  g_autofree char *path = g_strconcat ("/api/campaigns/", draft->campaign, NULL);

  draft_send (tester, draft, 202);
  tester_advance (tester, 5);
  tester_call (tester, 204, "DELETE", path, NULL);
  tester_call (tester, 200, "POST", "/_sandbox/clock", "{'now':'2032-01-01T00:00:00Z'}");
  g_assert_cmpuint (tester_count (tester, "deliveries"), ==, 0);
  tester_assert_string (tester, "klaviyo.campaign-send-jobs[0].attributes.status", "cancelled");
}

static void
test_clone (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  g_autofree char *message = NULL;

  draft_send (tester, draft, 202);
  tester_call (tester, 201, "POST", "/api/campaign-clone",
               "{'data':{'type':'campaign','id':'%s','attributes':{'new_name':'Zwei'}}}",
               draft->campaign);
  tester_assert_string (tester, "data.attributes.name", "Zwei");
  tester_assert_string (tester, "data.attributes.status", "Draft");
  message = tester_dup (tester, "data.relationships.campaign-messages.data[0].id");
  g_assert_cmpstr (message, !=, draft->message);
  tester_get (tester, 200, "/api/campaign-messages/%s/template", message);
  tester_assert_string (tester, "data.attributes.html", "<p>Moin</p>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/campaigns/create", test_create);
  g_test_add_func ("/sandbox/campaigns/static-strategy", test_static_strategy);
  g_test_add_func ("/sandbox/campaigns/refused", test_refused);
  g_test_add_func ("/sandbox/campaigns/list", test_list);
  g_test_add_func ("/sandbox/campaigns/update", test_update);
  g_test_add_func ("/sandbox/campaigns/message", test_message);
  g_test_add_func ("/sandbox/campaigns/assign", test_assign);
  g_test_add_func ("/sandbox/campaigns/delete", test_delete);
  g_test_add_func ("/sandbox/campaigns/delete-scheduled", test_delete_scheduled);
  g_test_add_func ("/sandbox/campaigns/clone", test_clone);
  return g_test_run ();
}
