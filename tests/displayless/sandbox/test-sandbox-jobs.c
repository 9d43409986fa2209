/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the simulated Klaviyo's campaigns leave: send jobs, cancelling, estimations, all on a clock
 * that the test moves; and that what was accepted and what left can be counted. */
#include "config.h"

#include "draft.h"
#include "ilx-json.h"
#include "tester.h"

static void
assert_job (Tester *tester, Draft *draft, const char *expected)
{
  tester_get (tester, 200, "/api/campaign-send-jobs/%s", draft->campaign);
  tester_assert_string (tester, "data.id", draft->campaign);
  tester_assert_string (tester, "data.attributes.status", expected);
}

static void
assert_counts (Tester *tester, guint accepted, guint left)
{
  g_assert_cmpuint (tester_count (tester, "campaign-send-jobs"), ==, accepted);
  g_assert_cmpuint (tester_count (tester, "deliveries"), ==, left);
}

static void
test_immediate (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);

  tester_get (tester, 404, "/api/campaign-send-jobs/%s", draft->campaign);
  draft_send (tester, draft, 202);
  tester_assert_string (tester, "data.type", "campaign-send-job");
  tester_assert_string (tester, "data.id", draft->campaign);
  tester_assert_string (tester, "data.attributes.status", "queued");
  assert_job (tester, draft, "queued");
  draft_assert_status (tester, draft, "Preparing to send");
  g_assert_nonnull (tester_get_string (tester, "data.attributes.send_time"));
  draft_send (tester, draft, 409);
  assert_counts (tester, 1, 0);
  tester_advance (tester, 0.8);
  assert_job (tester, draft, "processing");
  tester_advance (tester, 1.4);
  assert_job (tester, draft, "complete");
  draft_assert_status (tester, draft, "Sending");
  assert_counts (tester, 1, 1);
  tester_assert_string (tester, "klaviyo.campaign-send-jobs[0].attributes.campaign",
                        draft->campaign);
  tester_assert_string (tester, "klaviyo.deliveries[0].attributes.campaign", draft->campaign);
  g_assert_cmpint (ilx_json_get_int_or (tester_get_reply (tester),
                                        "klaviyo.deliveries[0].attributes.recipients", 0),
                   >, 0);
  tester_advance (tester, 30);
  draft_assert_status (tester, draft, "Sent");
  draft_send (tester, draft, 409);
  draft_stop (tester, draft, "cancel", 409);
  draft_stop (tester, draft, "revert", 409);
  assert_counts (tester, 1, 1);
}

static void
test_scheduled (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft
      = draft_new (tester, list, "{'method':'static','datetime':'2031-12-01T06:00:00Z'}");

  draft_send (tester, draft, 202);
  draft_assert_status (tester, draft, "Preparing to schedule");
  tester_advance (tester, 1.5);
  draft_assert_status (tester, draft, "Scheduled");
  tester_assert_string (tester, "data.attributes.send_time", "2031-12-01T06:00:00+00:00");
  tester_get (tester, 200, "/api/campaign-messages/%s", draft->message);
  tester_assert_string (tester, "data.attributes.send_times[0].datetime",
                        "2031-12-01T06:00:00+00:00");
  tester_call (tester, 200, "POST", "/_sandbox/clock", "{'now':'2031-12-01T05:59:50Z'}");
  draft_assert_status (tester, draft, "Scheduled");
  tester_call (tester, 200, "POST", "/_sandbox/clock", "{'now':'2031-12-01T06:00:01Z'}");
  draft_assert_status (tester, draft, "Preparing to send");
  assert_counts (tester, 1, 0);
  tester_advance (tester, 60);
  draft_assert_status (tester, draft, "Sent");
  assert_counts (tester, 1, 1);
  tester_assert_string (tester, "klaviyo.deliveries[0].attributes.at", "2031-12-01T06:00:02+00:00");
}

/* Whoever looks only a year later sees the same life. */
static void
test_late_look (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (
      tester, list,
      "{'method':'throttled','datetime':'2031-12-01T06:00:00Z','throttle_percentage':50}");

  draft_send (tester, draft, 202);
  tester_call (tester, 200, "POST", "/_sandbox/clock", "{'now':'2032-12-01T00:00:00Z'}");
  draft_assert_status (tester, draft, "Sent");
  tester_assert_string (tester, "data.attributes.updated_at", "2031-12-01T08:00:02+00:00");
  assert_job (tester, draft, "complete");
  assert_counts (tester, 1, 1);
}

static void
test_past (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) past
      = draft_new (tester, list, "{'method':'static','datetime':'2020-12-01T06:00:00Z'}");
  g_autoptr (Draft) day
      = draft_new (tester, list, "{'method':'smart_send_time','date':'2020-12-01'}");

  draft_send (tester, past, 400);
  draft_send (tester, day, 400);
  draft_assert_status (tester, past, "Draft");
  assert_counts (tester, 0, 0);
}

static void
test_revert (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft
      = draft_new (tester, list, "{'method':'static','datetime':'2031-12-01T06:00:00Z'}");

  draft_stop (tester, draft, "revert", 404);
  draft_send (tester, draft, 202);
  tester_advance (tester, 5);
  draft_stop (tester, draft, "revert", 204);
  g_assert_null (tester_get_reply (tester));
  draft_assert_status (tester, draft, "Draft");
  tester_assert_null (tester, "data.attributes.send_time");
  tester_assert_null (tester, "data.attributes.scheduled_at");
  tester_get (tester, 404, "/api/campaign-send-jobs/%s", draft->campaign);
  assert_counts (tester, 1, 0);
  tester_assert_string (tester, "klaviyo.campaign-send-jobs[0].attributes.status", "cancelled");
  draft_send (tester, draft, 202);
  tester_call (tester, 200, "POST", "/_sandbox/clock", "{'now':'2032-12-01T00:00:00Z'}");
  draft_assert_status (tester, draft, "Sent");
  assert_counts (tester, 2, 1);
}

static void
test_cancel (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);

  draft_send (tester, draft, 202);
  draft_stop (tester, draft, "pause", 400);
  draft_stop (tester, draft, "cancel", 204);
  draft_assert_status (tester, draft, "Cancelled");
  assert_job (tester, draft, "cancelled");
  draft_send (tester, draft, 409);
  draft_stop (tester, draft, "revert", 409);
  tester_advance (tester, 60);
  draft_assert_status (tester, draft, "Cancelled");
  assert_counts (tester, 1, 0);
}

/* What is not fit to be sent stays a draft. */
static void
test_not_ready (void)
{
  static const char *const contents[] = { "'subject':null", "'subject':''", "'from_email':null" };
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autofree char *bare = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (Draft) draft = draft_new (tester, list, NULL);
      g_autofree char *path = g_strconcat ("/api/campaign-messages/", draft->message, NULL);

      tester_call (tester, 200, "PATCH", path,
                   "{'data':{'type':'campaign-message','id':'%s','attributes':{'definition':"
                   "{'channel':'email','content':{%s}}}}}",
                   draft->message, contents[i]);
      draft_send (tester, draft, 400);
      draft_assert_status (tester, draft, "Draft");
    }
  tester_call (tester, 201, "POST", "/api/campaigns",
               "{'data':{'type':'campaign','attributes':{'name':'a','audiences':{'included':"
               "['%s']},'campaign-messages':{'data':[{'type':'campaign-message','attributes':"
               "{'definition':{'channel':'email','content':{'subject':'S','from_email':"
               "'a@b.example'}}}}]}}}}",
               list);
  bare = tester_dup (tester, "data.id");
  tester_call (tester, 400, "POST", "/api/campaign-send-jobs",
               "{'data':{'type':'campaign-send-job','id':'%s'}}", bare);
  tester_call (tester, 404, "POST", "/api/campaign-send-jobs",
               "{'data':{'type':'campaign-send-job','id':'nobody'}}");
  assert_counts (tester, 0, 0);
}

/* The platform takes these on and gives them up later. */
static void
test_given_up (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autofree char *empty = draft_dup_empty_list (tester);
  g_autoptr (Draft) nobody = draft_new (tester, empty, NULL);
  g_autoptr (Draft) unverified = draft_new (tester, list, NULL);
  g_autofree char *path = g_strconcat ("/api/campaign-messages/", unverified->message, NULL);

  tester_call (tester, 200, "PATCH", path,
               "{'data':{'type':'campaign-message','id':'%s','attributes':{'definition':"
               "{'channel':'email','content':{'from_email':'unverified@other.example'}}}}}",
               unverified->message);
  draft_send (tester, nobody, 202);
  draft_send (tester, unverified, 202);
  tester_advance (tester, 60);
  draft_assert_status (tester, nobody, "Cancelled: No Recipients");
  draft_assert_status (tester, unverified, "Cancelled: Misconfigured");
  draft_send (tester, nobody, 409);
  assert_counts (tester, 2, 0);
}

static gint64
estimate (Tester *tester, Draft *draft)
{
  tester_call (tester, 202, "POST", "/api/campaign-recipient-estimation-jobs",
               "{'data':{'type':'campaign-recipient-estimation-job','id':'%s'}}", draft->campaign);
  tester_assert_string (tester, "data.id", draft->campaign);
  tester_assert_string (tester, "data.attributes.status", "queued");
  tester_get (tester, 404, "/api/campaign-recipient-estimations/%s", draft->campaign);
  tester_advance (tester, 0.8);
  tester_get (tester, 200, "/api/campaign-recipient-estimation-jobs/%s", draft->campaign);
  tester_assert_string (tester, "data.attributes.status", "processing");
  tester_advance (tester, 1);
  tester_get (tester, 200, "/api/campaign-recipient-estimation-jobs/%s", draft->campaign);
  tester_assert_string (tester, "data.attributes.status", "complete");
  tester_get (tester, 200, "/api/campaign-recipient-estimations/%s", draft->campaign);
  return ilx_json_get_int_or (tester_get_reply (tester),
                              "data.attributes.estimated_recipient_count", -1);
}

static void
test_estimation (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autofree char *empty = draft_dup_empty_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  g_autoptr (Draft) nobody = draft_new (tester, empty, NULL);
  g_autofree char *path = g_strconcat ("/api/campaigns/", draft->campaign, NULL);
  gint64 first;

  tester_get (tester, 404, "/api/campaign-recipient-estimations/%s", draft->campaign);
  tester_get (tester, 404, "/api/campaign-recipient-estimation-jobs/%s", draft->campaign);
  tester_call (tester, 404, "POST", "/api/campaign-recipient-estimation-jobs",
               "{'data':{'type':'campaign-recipient-estimation-job','id':'nobody'}}");
  first = estimate (tester, draft);
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (estimate (tester, nobody), ==, 0);
  /* Excluding those who are included leaves nobody; asking again counts again. */
  tester_call (tester, 200, "PATCH", path,
               "{'data':{'type':'campaign','id':'%s','attributes':{'audiences':{'excluded':"
               "['%s']}}}}",
               draft->campaign, list);
  g_assert_cmpint (estimate (tester, draft), ==, 0);
}

/* What leaves is what was estimated. */
static void
test_estimation_is_true (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *list = draft_dup_full_list (tester);
  g_autoptr (Draft) draft = draft_new (tester, list, NULL);
  gint64 estimated = estimate (tester, draft);

  draft_send (tester, draft, 202);
  tester_advance (tester, 60);
  assert_counts (tester, 1, 1);
  tester_assert_int (tester, "klaviyo.deliveries[0].attributes.recipients", estimated);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/jobs/immediate", test_immediate);
  g_test_add_func ("/sandbox/jobs/scheduled", test_scheduled);
  g_test_add_func ("/sandbox/jobs/late-look", test_late_look);
  g_test_add_func ("/sandbox/jobs/past", test_past);
  g_test_add_func ("/sandbox/jobs/revert", test_revert);
  g_test_add_func ("/sandbox/jobs/cancel", test_cancel);
  g_test_add_func ("/sandbox/jobs/not-ready", test_not_ready);
  g_test_add_func ("/sandbox/jobs/given-up", test_given_up);
  g_test_add_func ("/sandbox/jobs/estimation", test_estimation);
  g_test_add_func ("/sandbox/jobs/estimation-is-true", test_estimation_is_true);
  return g_test_run ();
}
