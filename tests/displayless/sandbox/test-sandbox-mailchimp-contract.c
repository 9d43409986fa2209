/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the simulated Mailchimp's answers are answers by the document of its interface. Skipped
 * without it. */
#include "config.h"

#include "asker.h"
#include "contract.h"
#include "ilx-json.h"

#define API "/mailchimp/us21/3.0"

/* In this order; an argument of the pattern is replaced by what stands here. */
static const struct
{
  const char *method;
  const char *pattern;
  guint status;
  const char *path; /* NULL: the pattern */
  const char *body;
} calls[] = {
  { "GET", "/", 200 },
  { "GET", "/ping", 200 },
  { "GET", "/lists", 200, "/lists?include_total_contacts=true" },
  { "GET", "/lists/{list_id}", 200, "/lists/a6b5da1054" },
  { "GET", "/lists/{list_id}", 404, "/lists/nobody" },
  { "GET", "/lists/{list_id}/segments", 200, "/lists/a6b5da1054/segments" },
  { "GET", "/lists/{list_id}/merge-fields", 200, "/lists/a6b5da1054/merge-fields" },
  { "GET", "/lists/{list_id}/abuse-reports", 200, "/lists/a6b5da1054/abuse-reports" },
  { "GET", "/lists/{list_id}/members", 200, "/lists/a6b5da1054/members?count=500" },
  { "GET", "/lists/{list_id}/members/{subscriber_hash}", 200,
    "/lists/a6b5da1054/members/jule@example.com" },
  { "PATCH", "/lists/{list_id}/members/{subscriber_hash}", 200,
    "/lists/a6b5da1054/members/jule@example.com", "{'status':'unsubscribed'}" },
  { "PATCH", "/lists/{list_id}/members/{subscriber_hash}", 400,
    "/lists/a6b5da1054/members/jule@example.com", "{'status':'subscribed'}" },
  { "PUT", "/lists/{list_id}/members/{subscriber_hash}", 200,
    "/lists/a6b5da1054/members/neu@example.com",
    "{'email_address':'neu@example.com','status_if_new':'subscribed'}" },
  { "DELETE", "/lists/{list_id}/members/{subscriber_hash}", 204,
    "/lists/a6b5da1054/members/neu@example.com" },
  { "POST", "/lists/{list_id}/webhooks", 200, "/lists/a6b5da1054/webhooks",
    "{'url':'https://relay.example/'}" },
  { "GET", "/lists/{list_id}/webhooks", 200, "/lists/a6b5da1054/webhooks" },
  { "GET", "/verified-domains", 200 },
  { "GET", "/verified-domains/{domain_name}", 200, "/verified-domains/nordlicht.example" },
  { "POST", "/verified-domains", 200, NULL, "{'verification_email':'a@new.example'}" },
  { "POST", "/campaigns", 400, NULL, "{'type':'regular','recipients':{'list_id':'no'}}" },
  { "POST", "/campaigns", 200, NULL,
    "{'type':'regular','recipients':{'list_id':'a6b5da1054','segment_opts':{'saved_segment_id':"
    "49377}},'settings':{'subject_line':'Neu'},'tracking':{'opens':false}}" },
  { "GET", "/campaigns", 200 },
  { "GET", "/campaigns/{campaign_id}", 200, "/campaigns/86e5c3a2b6" },
  { "GET", "/campaigns/{campaign_id}/content", 200, "/campaigns/86e5c3a2b6/content" },
  { "GET", "/campaigns/{campaign_id}/send-checklist", 200, "/campaigns/86e5c3a2b6/send-checklist" },
  { "POST", "/campaigns/{campaign_id}/actions/send", 400, "/campaigns/86e5c3a2b6/actions/send" },
  { "POST", "/campaigns/{campaign_id}/actions/replicate", 200,
    "/campaigns/86e5c3a2b6/actions/replicate" },
  { "GET", "/reports", 200 },
  { "GET", "/reports/{campaign_id}", 200, "/reports/86e5c3a2b6" },
  { "GET", "/reports/{campaign_id}/sent-to", 200, "/reports/86e5c3a2b6/sent-to?count=500" },
  { "GET", "/reports/{campaign_id}/unsubscribed", 200, "/reports/86e5c3a2b6/unsubscribed" },
  { "GET", "/reports/{campaign_id}/abuse-reports", 200, "/reports/86e5c3a2b6/abuse-reports" },
  { "GET", "/reports/{campaign_id}/click-details", 200, "/reports/86e5c3a2b6/click-details" },
  { "GET", "/reports/{campaign_id}/open-details", 200, "/reports/86e5c3a2b6/open-details" },
  { "GET", "/reports/{campaign_id}/email-activity", 200,
    "/reports/86e5c3a2b6/email-activity?count=500" },
};

static void
test_replies (void)
{
  g_autoptr (Contract) contract = contract_load ("mailchimp");
  g_autoptr (Asker) asker = asker_new (0);

  if (contract == NULL)
    {
      g_test_skip ("Mailchimp's document is not here");
      return;
    }
  asker_use_mailchimp (asker);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *path
          = g_strconcat (API, calls[i].path != NULL ? calls[i].path : calls[i].pattern, NULL);
      g_autofree char *fault = NULL;

      asker_expect (asker, calls[i].status, calls[i].method, path, calls[i].body);
      fault = contract_check (contract, calls[i].method, calls[i].pattern, calls[i].status,
                              asker->json);
      if (fault != NULL)
        g_test_message ("%s %s: %s", calls[i].method, path, fault);
      g_assert_null (fault);
    }
}

/* That the check can fail. */
static void
test_check (void)
{
  g_autoptr (Contract) contract = contract_load ("mailchimp");
  g_autoptr (JsonNode) wrong = ilx_json_parse_text ("{\"health_status\":7}", NULL);
  g_autofree char *fault = NULL;

  if (contract == NULL)
    {
      g_test_skip ("Mailchimp's document is not here");
      return;
    }
  fault = contract_check (contract, "GET", "/ping", 200, wrong);
  g_assert_nonnull (fault);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/mailchimp/contract/replies", test_replies);
  g_test_add_func ("/sandbox/mailchimp/contract/check", test_check);
  return g_test_run ();
}
