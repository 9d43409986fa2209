/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A campaign of the simulated Mailchimp from the draft to its report. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"

#define API "/mailchimp/us21/3.0"

static Asker *
new_asker (void)
{
  Asker *asker = asker_new (0);

  asker_use_mailchimp (asker);
  /* Past a quarter of an hour by a little, whatever the date. */
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'now':'2027-03-01T09:01:00Z'}");
  return asker;
}

static void
ask (Asker *asker,
     guint status,
     const char *method,
     const char *id,
     const char *rest,
     const char *body)
{
  g_autofree char *path = g_strconcat (API "/campaigns/", id, rest, NULL);

  asker_expect (asker, status, method, path, body);
}

static void
assert_status (Asker *asker, const char *id, const char *status)
{
  ask (asker, 200, "GET", id, "", NULL);
  g_assert_cmpstr (asker_get_string (asker, "status"), ==, status);
}

/* A campaign that lacks nothing; @recipients as JSON. */
static char *
dup_draft (Asker *asker, const char *recipients, const char *sender)
{
  g_autofree char *body = g_strdup_printf (
      "{'type':'regular','recipients':%s,'settings':{'subject_line':'Neu','title':"
      "'Neu · illixis:7f3a9c21','from_name':'Nordlicht','reply_to':'%s'}}",
      recipients, sender);
  char *id;

  asker_expect (asker, 200, "POST", API "/campaigns", body);
  id = g_strdup (asker_get_string (asker, "id"));
  ask (asker, 200, "PUT", id, "/content", "{'html':'<p>Moin <a href=*|UNSUB|*>weg</a></p>'}");
  return id;
}

#define ALL "{'list_id':'a6b5da1054'}"
#define SENDER "hello@nordlicht.example"

static void
test_send (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *id = dup_draft (asker, ALL, SENDER);
  g_autofree char *report = g_strconcat (API "/reports/", id, NULL);
  gint64 n;

  asker_expect (asker, 404, "GET", report, NULL);
  ask (asker, 200, "GET", id, "/send-checklist", NULL);
  g_assert_true (ilx_json_get_bool_or (asker->json, "is_ready", FALSE));
  ask (asker, 204, "POST", id, "/actions/send", NULL);
  assert_status (asker, id, "sending");
  n = ilx_json_get_int_or (asker->json, "recipients.recipient_count", 0);
  ask (asker, 400, "POST", id, "/actions/send", NULL);
  ask (asker, 400, "DELETE", id, "", NULL);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':60}");
  assert_status (asker, id, "sent");
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "emails_sent", 0), ==, n);
  ask (asker, 400, "POST", id, "/actions/send", NULL);
  g_assert_cmpuint (asker_count (asker, "deliveries"), ==, 1);
  asker_expect (asker, 200, "GET", report, NULL);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "emails_sent", 0), ==, n);
  ask (asker, 204, "DELETE", id, "", NULL);
  asker_expect (asker, 404, "GET", report, NULL);
}

static void
test_schedule (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *id = dup_draft (asker, ALL, SENDER);

  ask (asker, 400, "POST", id, "/actions/schedule", "{'schedule_time':'2027-03-01T09:00:00Z'}");
  ask (asker, 400, "POST", id, "/actions/schedule", "{'schedule_time':'2027-03-01T09:16:00Z'}");
  g_assert_true (
      g_str_has_prefix (asker_get_string (asker, "detail"), "This campaign cannot be scheduled: "));
  ask (asker, 204, "POST", id, "/actions/schedule",
       "{'schedule_time':'2027-03-01T10:15:00+01:00'}");
  assert_status (asker, id, "schedule");
  g_assert_cmpstr (asker_get_string (asker, "send_time"), ==, "2027-03-01T09:15:00+00:00");
  ask (asker, 400, "POST", id, "/actions/schedule", "{'schedule_time':'2027-03-01T09:30:00Z'}");
  ask (asker, 400, "PUT", id, "/content", "{'html':'x'}");
  ask (asker, 204, "POST", id, "/actions/unschedule", NULL);
  assert_status (asker, id, "save");
  g_assert_cmpstr (asker_get_string (asker, "send_time"), ==, "");
  ask (asker, 400, "POST", id, "/actions/unschedule", NULL);
  ask (asker, 204, "POST", id, "/actions/schedule", "{'schedule_time':'2027-03-01T09:30:00Z'}");
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'now':'2027-03-01T09:29:59Z'}");
  assert_status (asker, id, "schedule");
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'now':'2027-03-01T09:30:00Z'}");
  assert_status (asker, id, "sending");
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':60}");
  assert_status (asker, id, "sent");
  g_assert_cmpuint (asker_count (asker, "deliveries"), ==, 1);
}

static void
test_cancel (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *id = dup_draft (asker, ALL, SENDER);

  ask (asker, 204, "POST", id, "/actions/send", NULL);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':1}");
  ask (asker, 204, "POST", id, "/actions/cancel-send", NULL);
  assert_status (asker, id, "canceled");
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "emails_sent", 0), ==, 100);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':60}");
  assert_status (asker, id, "canceled");
}

static const struct
{
  const char *recipients;
  const char *sender;
  const char *heading; /* of the first error of the checklist; NULL: ready */
} readiness[] = {
  { ALL, SENDER, NULL },
  { ALL, "a@shop.nordlicht.example", NULL },
  { ALL, "a@deep.shop.nordlicht.example", "From Email Address" },
  { ALL, "moin@nordlicht-kaffee.example", "From Email Address" },
  { ALL, "someone@gmail.com", "From Email Address" },
  { "{'list_id':'e91f5b6a27'}", SENDER, "List" },
  { "{'list_id':'a6b5da1054','segment_opts':{'saved_segment_id':50103}}", SENDER, "List" },
  { "{'list_id':'a6b5da1054','segment_opts':{'saved_segment_id':50101}}", SENDER, NULL },
};

static const char *
find_error (Asker *asker)
{
  for (guint i = 0; i < ilx_json_get_length (asker->json, "items"); i++)
    {
      g_autofree char *type = g_strdup_printf ("items[%u].type", i);
      g_autofree char *heading = g_strdup_printf ("items[%u].heading", i);

      if (g_strcmp0 (asker_get_string (asker, type), "error") == 0)
        return asker_get_string (asker, heading);
    }
  return NULL;
}

static void
test_readiness (void)
{
  g_autoptr (Asker) asker = new_asker ();

  for (guint i = 0; i < G_N_ELEMENTS (readiness); i++)
    {
      g_autofree char *id = dup_draft (asker, readiness[i].recipients, readiness[i].sender);

      ask (asker, 200, "GET", id, "/send-checklist", NULL);
      g_assert_cmpstr (find_error (asker), ==, readiness[i].heading);
      ask (asker, readiness[i].heading == NULL ? 204 : 400, "POST", id, "/actions/send", NULL);
    }
}

/* Whom tags choose: all of the segment and of the rest together. */
static void
test_segments (void)
{
  static const char *const operators[] = { "static_is", "static_not" };
  g_autoptr (Asker) asker = new_asker ();
  gint64 sum = 0, all;

  asker_expect (asker, 200, "GET", API "/lists/a6b5da1054", NULL);
  all = ilx_json_get_int_or (asker->json, "stats.member_count", 0);
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{'type':'regular','recipients':{'list_id':'a6b5da1054','segment_opts':{'match':'all',"
          "'conditions':[{'condition_type':'StaticSegment','field':'static_segment','op':'%s',"
          "'value':50101}]}}}",
          operators[i]);

      asker_expect (asker, 200, "POST", API "/campaigns", body);
      g_assert_cmpint (ilx_json_get_int_or (asker->json, "recipients.recipient_count", 0), >, 0);
      sum += ilx_json_get_int_or (asker->json, "recipients.recipient_count", 0);
    }
  g_assert_cmpint (sum, ==, all);
}

/* Somebody who left doesn't get the next one. */
static void
test_suppression (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *id = dup_draft (asker, ALL, SENDER);
  gint64 before;

  ask (asker, 200, "GET", id, "", NULL);
  before = ilx_json_get_int_or (asker->json, "recipients.recipient_count", 0);
  asker_expect (asker, 200, "PATCH", API "/lists/a6b5da1054/members/jule@example.com",
                "{'status':'unsubscribed'}");
  ask (asker, 200, "GET", id, "", NULL);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "recipients.recipient_count", 0), ==,
                   before - 1);
  asker_expect (asker, 200, "GET",
                API "/lists/a6b5da1054/members?status=unsubscribed"
                    "&since_last_changed=2027-03-01T09:00:00Z",
                NULL);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "total_items", 0), ==, 1);
}

/* The sums of a report are those of its details. */
static void
test_report_agrees (void)
{
  static const struct
  {
    const char *detail;
    const char *sum;
  } pairs[] = { { "sent-to", "emails_sent" },
                { "unsubscribed", "unsubscribed" },
                { "abuse-reports", "abuse_reports" },
                { "open-details", "opens.unique_opens" },
                { "email-activity", "emails_sent" } };
  g_autoptr (Asker) asker = new_asker ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *path = g_strconcat (API "/reports/86e5c3a2b6/", pairs[i].detail, NULL);
      gint64 n;

      asker_expect (asker, 200, "GET", API "/reports/86e5c3a2b6", NULL);
      n = ilx_json_get_int_or (asker->json, pairs[i].sum, -1);
      asker_expect (asker, 200, "GET", path, NULL);
      g_assert_cmpint (ilx_json_get_int_or (asker->json, "total_items", -2), ==, n);
    }
}

static void
test_replicate (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *id = dup_draft (asker, ALL, SENDER);
  g_autofree char *copy = NULL;

  ask (asker, 200, "POST", id, "/actions/replicate", NULL);
  copy = g_strdup (asker_get_string (asker, "id"));
  g_assert_cmpstr (copy, !=, id);
  g_assert_cmpstr (asker_get_string (asker, "status"), ==, "save");
  ask (asker, 200, "GET", copy, "/content", NULL);
  g_assert_cmpstr (asker_get_string (asker, "plain_text"), ==, "Moin  weg");
  ask (asker, 204, "POST", copy, "/actions/send", NULL);
  assert_status (asker, id, "save");
}

static void
test_test_mails_are_limited (void)
{
  static const char body[] = "{'test_emails':['a@example.com'],'send_type':'html'}";
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *id = dup_draft (asker, ALL, SENDER);

  for (guint i = 0; i < 24; i++)
    ask (asker, 204, "POST", id, "/actions/test", body);
  ask (asker, 400, "POST", id, "/actions/test", body);
  assert_status (asker, id, "save");
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':86401}");
  ask (asker, 204, "POST", id, "/actions/test", body);
  g_assert_cmpuint (asker_count (asker, "deliveries"), ==, 0);
}

/* The secret is told once, and a reset brings the shop back as it was. */
static void
test_webhook_and_reset (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *path = NULL;

  asker_expect (asker, 200, "POST", API "/lists/a6b5da1054/webhooks",
                "{'url':'https://relay.example/','events':{'unsubscribe':true}}");
  g_assert_nonnull (asker_get_string (asker, "signing_secret"));
  path = g_strconcat (API "/lists/a6b5da1054/webhooks/", asker_get_string (asker, "id"), NULL);
  asker_expect (asker, 200, "PATCH", path, "{'events':{'cleaned':true}}");
  g_assert_null (asker_get_string (asker, "signing_secret"));
  g_assert_true (ilx_json_get_bool_or (asker->json, "events.unsubscribe", FALSE));
  asker_expect (asker, 204, "DELETE", path, NULL);
  asker_expect (asker, 404, "GET", path, NULL);
  asker_expect (asker, 200, "POST", "/_sandbox/reset", NULL);
  g_assert_cmpuint (asker_count (asker, "campaigns"), ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/mailchimp/life/send", test_send);
  g_test_add_func ("/sandbox/mailchimp/life/schedule", test_schedule);
  g_test_add_func ("/sandbox/mailchimp/life/cancel", test_cancel);
  g_test_add_func ("/sandbox/mailchimp/life/readiness", test_readiness);
  g_test_add_func ("/sandbox/mailchimp/life/segments", test_segments);
  g_test_add_func ("/sandbox/mailchimp/life/suppression", test_suppression);
  g_test_add_func ("/sandbox/mailchimp/life/report-agrees", test_report_agrees);
  g_test_add_func ("/sandbox/mailchimp/life/replicate", test_replicate);
  g_test_add_func ("/sandbox/mailchimp/life/test-mails-are-limited", test_test_mails_are_limited);
  g_test_add_func ("/sandbox/mailchimp/life/webhook-and-reset", test_webhook_and_reset);
  return g_test_run ();
}
