/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulated Mailchimp takes and refuses, call by call. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"

#define API "/mailchimp/us21/3.0"
#define LIST API "/lists/a6b5da1054"
#define ADA LIST "/members/jule@example.com"
#define SENT API "/campaigns/31f0c5d2a1"
#define REPORT API "/reports/31f0c5d2a1"
#define HOOK "'url':'https://relay.example/mc?secret=1'"
#define SETTINGS "'settings':{'subject_line':'a','from_name':'b','reply_to':'c@nordlicht.example'}"

typedef struct
{
  int line;
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *title; /* of the problem; NULL: none */
  const char *field; /* of errors[0]; NULL: none */
} Row;

static const Row rows[] = {
  /* paths and methods */
  { __LINE__, "GET", API, NULL, 200 },
  { __LINE__, "GET", API "/", NULL, 200 },
  { __LINE__, "GET", API "/ping", NULL, 200 },
  { __LINE__, "GET", API "/ping/", NULL, 404, "Resource Not Found" },
  { __LINE__, "GET", API "/nothing", NULL, 404, "Resource Not Found" },
  { __LINE__, "DELETE", API "/ping", NULL, 405, "Method Not Allowed" },
  { __LINE__, "GET", "/mailchimp/us1/3.0/ping", NULL, 401, "API Key Invalid" },
  { __LINE__, "GET", "/mailchimp/us21", NULL, 401, "API Key Invalid" },
  { __LINE__, "GET", "/mailchimp", NULL, 401, "API Key Invalid" },
  /* lists */
  { __LINE__, "GET", API "/lists?count=1000", NULL, 200 },
  { __LINE__, "GET", API "/lists?count=1001", NULL, 400, "Invalid Resource", "count" },
  { __LINE__, "GET", API "/lists?count=ten", NULL, 400, "Invalid Resource", "count" },
  { __LINE__, "GET", API "/lists?count=0", NULL, 200 },
  { __LINE__, "GET", API "/lists?offset=-1", NULL, 400, "Invalid Resource", "offset" },
  { __LINE__, "GET", API "/lists?sort_field=name", NULL, 400, "Invalid Resource", "sort_field" },
  { __LINE__, "GET", API "/lists?sort_field=date_created&sort_dir=DESC", NULL, 200 },
  { __LINE__, "GET", API "/lists?sort_dir=up", NULL, 400, "Invalid Resource", "sort_dir" },
  { __LINE__, "GET", API "/lists?since_date_created=2026-01-01T00:00:00+00:00", NULL, 400,
    "Invalid Resource", "since_date_created" },
  { __LINE__, "GET", API "/lists?since_date_created=2026-01-01T00:00:00%2B00:00", NULL, 200 },
  { __LINE__, "GET", API "/lists?fields=lists.id&exclude_fields=_links", NULL, 400, "Bad Request" },
  { __LINE__, "GET", API "/lists?fields=%ff", NULL, 400, "Bad Request" },
  { __LINE__, "GET", LIST, NULL, 200 },
  { __LINE__, "GET", API "/lists/nobody", NULL, 404, "Resource Not Found" },
  { __LINE__, "GET", LIST "/segments?type=saved", NULL, 200 },
  { __LINE__, "GET", LIST "/segments?exclude_type=tag", NULL, 400, "Invalid Resource",
    "exclude_type" },
  { __LINE__, "GET", LIST "/segments/49377", NULL, 200 },
  { __LINE__, "GET", LIST "/segments/49401", NULL, 404, "Resource Not Found" },
  { __LINE__, "GET", LIST "/tag-search?name=vip", NULL, 200 },
  { __LINE__, "GET", API "/lists/x/tag-search", NULL, 404, "Resource Not Found" },
  { __LINE__, "GET", LIST "/merge-fields?count=100", NULL, 200 },
  { __LINE__, "GET", LIST "/abuse-reports?count=1000", NULL, 200 },
  /* members */
  { __LINE__, "GET", LIST "/members?status=asleep", NULL, 400, "Invalid Resource", "status" },
  { __LINE__, "GET", ADA, NULL, 200 },
  { __LINE__, "GET", LIST "/members/00000000000000000000000000000000", NULL, 404,
    "Resource Not Found" },
  { __LINE__, "PATCH", ADA, "{'status':'gone'}", 400, "Invalid Resource", "status" },
  { __LINE__, "PATCH", ADA, "{'status':'unsubscribed'}", 200 },
  { __LINE__, "PATCH", ADA, "{'status':'subscribed'}", 400, "Member In Compliance State" },
  { __LINE__, "PATCH", ADA, "{'statuss':'unsubscribed'}", 400, "Invalid Resource", "statuss" },
  { __LINE__, "PATCH", ADA, "{'email_address':'x@example.com'}", 400, "Invalid Resource",
    "email_address" },
  { __LINE__, "PUT", LIST "/members/x", "{'email_address':'x@example.com'}", 400,
    "Invalid Resource", "status_if_new" },
  { __LINE__, "PUT", LIST "/members/x",
    "{'email_address':'new@example.com','status_if_new':'subscribed'}", 200 },
  { __LINE__, "DELETE", LIST "/members/new@example.com", NULL, 204 },
  { __LINE__, "POST", LIST "/members/new@example.com/actions/delete-permanent", NULL, 204 },
  { __LINE__, "POST", LIST "/members/new@example.com/actions/delete-permanent", NULL, 404,
    "Resource Not Found" },
  { __LINE__, "PUT", LIST "/members/x",
    "{'email_address':'NEW@example.com','status_if_new':'subscribed'}", 400,
    "Forgotten Email Not Subscribed" },
  /* domains */
  { __LINE__, "GET", API "/verified-domains", NULL, 200 },
  { __LINE__, "GET", API "/verified-domains/nobody.example", NULL, 404, "Resource Not Found" },
  { __LINE__, "POST", API "/verified-domains", "{'verification_email':'a@gmail.com'}", 400,
    "Invalid Resource", "verification_email" },
  { __LINE__, "POST", API "/verified-domains", "{'verification_email':'a@nordlicht.example'}", 400,
    "Invalid Resource", "verification_email" },
  { __LINE__, "POST", API "/verified-domains", "{'verification_email':'a@New.example'}", 200 },
  { __LINE__, "POST", API "/verified-domains/new.example/actions/verify", "{'code':'wrong'}", 400,
    "Invalid Resource", "code" },
  { __LINE__, "POST", API "/verified-domains/new.example/actions/verify", "{'code':'k3v9qa'}",
    200 },
  /* webhooks */
  { __LINE__, "POST", LIST "/webhooks", "{" HOOK "}", 200 },
  { __LINE__, "POST", LIST "/webhooks", "{" HOOK "}", 400, "Invalid Resource", "url" },
  { __LINE__, "POST", LIST "/webhooks", "{'url':'http://127.0.0.1/'}", 400, "Invalid Resource",
    "url" },
  { __LINE__, "POST", LIST "/webhooks", "{}", 400, "Invalid Resource", "url" },
  { __LINE__, "POST", LIST "/webhooks", "{" HOOK ",'events':{'open':true}}", 400,
    "Invalid Resource", "events.open" },
  { __LINE__, "POST", API "/lists/b2c19e7f30/webhooks", "{" HOOK "}", 200 },
  { __LINE__, "GET", LIST "/webhooks/nobody", NULL, 404, "Resource Not Found" },
  /* campaigns */
  { __LINE__, "POST", API "/campaigns", NULL, 400, "JSON Parse Error" },
  { __LINE__, "POST", API "/campaigns", "{'type':", 400, "JSON Parse Error" },
  { __LINE__, "POST", API "/campaigns", "[]", 400, "Invalid Resource", "" },
  { __LINE__, "POST", API "/campaigns", "{}", 400, "Invalid Resource", "type" },
  { __LINE__, "POST", API "/campaigns", "{'type':'rss'}", 400, "Invalid Resource", "type" },
  { __LINE__, "POST", API "/campaigns", "{'type':'regular'}", 200 },
  { __LINE__, "POST", API "/campaigns", "{'type':'regular','recipients':{}}", 400,
    "Invalid Resource", "recipients.list_id" },
  { __LINE__, "POST", API "/campaigns", "{'type':'regular','recipients':{'list_id':'no'}}", 400,
    "Invalid Resource", "recipients.list_id" },
  { __LINE__, "POST", API "/campaigns",
    "{'type':'regular','recipients':{'list_id':'a6b5da1054','segment_opts':{'saved_segment_id':"
    "49401}}}",
    400, "Invalid Resource", "recipients.segment_opts.saved_segment_id" },
  { __LINE__, "POST", API "/campaigns",
    "{'type':'regular','recipients':{'list_id':'a6b5da1054','segment_opts':{'match':'any',"
    "'conditions':[{'condition_type':'Age'}]}}}",
    400, "Invalid Resource", "recipients.segment_opts.conditions" },
  { __LINE__, "POST", API "/campaigns", "{'type':'regular','settings':{'reply_to':'nobody'}}", 400,
    "Invalid Resource", "settings.reply_to" },
  { __LINE__, "POST", API "/campaigns", "{'type':'regular','settings':{'subject':'a'}}", 400,
    "Invalid Resource", "settings.subject" },
  { __LINE__, "GET", API "/campaigns?status=draft", NULL, 400, "Invalid Resource", "status" },
  { __LINE__, "GET", API "/campaigns?status=sent&sort_field=send_time&sort_dir=DESC", NULL, 200 },
  { __LINE__, "GET", API "/campaigns/nobody", NULL, 404, "Resource Not Found" },
  { __LINE__, "PATCH", SENT, "{}", 400, "Invalid Resource", "settings" },
  { __LINE__, "PATCH", SENT, "{'settings':{'subject_line':'a','from_name':'b'}}", 400,
    "Invalid Resource", "settings.reply_to" },
  { __LINE__, "PATCH", SENT, "{" SETTINGS "}", 400, "Bad Request" },
  { __LINE__, "PUT", SENT "/content", "{'html':'x'}", 400, "Bad Request" },
  { __LINE__, "POST", SENT "/actions/send", NULL, 400, "Bad Request" },
  { __LINE__, "POST", SENT "/actions/schedule", "{'schedule_time':'2031-01-01T00:00:00Z'}", 400,
    "Bad Request" },
  { __LINE__, "POST", SENT "/actions/schedule", "{'schedule_time':'tomorrow'}", 400,
    "Invalid Resource", "schedule_time" },
  { __LINE__, "POST", SENT "/actions/unschedule", NULL, 400, "Bad Request" },
  { __LINE__, "POST", SENT "/actions/cancel-send", NULL, 400, "Bad Request" },
  { __LINE__, "POST", SENT "/actions/pause", NULL, 400, "Bad Request" },
  { __LINE__, "POST", SENT "/actions/resume", NULL, 400, "Bad Request" },
  { __LINE__, "POST", SENT "/actions/replicate", NULL, 200 },
  { __LINE__, "POST", SENT "/actions/test", "{'test_emails':[],'send_type':'html'}", 400,
    "Invalid Resource", "test_emails" },
  { __LINE__, "POST", SENT "/actions/test", "{'test_emails':['a@example.com'],'send_type':'pdf'}",
    400, "Invalid Resource", "send_type" },
  { __LINE__, "POST", SENT "/actions/test", "{'test_emails':['a@example.com'],'send_type':'html'}",
    204 },
  { __LINE__, "POST", API "/campaigns/nobody/actions/send", NULL, 404, "Resource Not Found" },
  /* reports */
  { __LINE__, "GET", API "/reports?count=200", NULL, 200 },
  { __LINE__, "GET", API "/reports/nobody", NULL, 404, "Resource Not Found" },
  { __LINE__, "GET", REPORT, NULL, 200 },
  { __LINE__, "GET", REPORT "/open-details?sort_field=opens_count", NULL, 200 },
  { __LINE__, "GET", REPORT "/click-details?sort_field=url", NULL, 400, "Invalid Resource",
    "sort_field" },
};

static void
check_problem (Asker *asker, const Row *row)
{
  g_assert_cmpstr (asker_get_header (asker, "Content-Type"), ==,
                   "application/problem+json; charset=utf-8");
  g_assert_cmpstr (asker_get_string (asker, "title"), ==, row->title);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "status", 0), ==, row->status);
  g_assert_nonnull (asker_get_string (asker, "type"));
  g_assert_nonnull (asker_get_string (asker, "detail"));
  g_assert_nonnull (asker_get_string (asker, "instance"));
  g_assert_cmpstr (asker_get_string (asker, "errors[0].field"), ==, row->field);
}

static void
test_rows (void)
{
  g_autoptr (Asker) asker = asker_new (0);

  asker_use_mailchimp (asker);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row at line %d", rows[i].line);
      asker_expect (asker, rows[i].status, rows[i].method, rows[i].path, rows[i].body);
      if (rows[i].title != NULL)
        check_problem (asker, &rows[i]);
    }
}

static const struct
{
  const char *header;
  const char *value;
  guint status;
  const char *title;
} signatures[] = {
  { "Authorization", NULL, 401, "API Key Missing" },
  { "Authorization", "Bearer nonsense", 401, "API Key Invalid" },
  { "Authorization", "Bearer", 401, "API Key Invalid" },
  { "Authorization", "Basic !!", 401, "API Key Invalid" },
  { "Authorization", "Klaviyo-API-Key pk_1", 401, "API Key Invalid" },
  { "X-HTTP-Method-Override", "PATCH", 422, "Invalid Method Override" },
  { NULL, NULL, 200 },
};

static void
test_signatures (void)
{
  g_autoptr (Asker) asker = asker_new (0);
  g_autofree char *usual = NULL;
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *basic = NULL;

  asker_use_mailchimp (asker);
  usual = g_strconcat ("Bearer ", asker->key, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      if (signatures[i].header != NULL)
        asker_set_header (asker, signatures[i].header, signatures[i].value);
      asker_expect (asker, signatures[i].status, "GET", API "/ping", NULL);
      g_assert_cmpstr (asker_get_string (asker, "title"), ==, signatures[i].title);
      asker_set_header (asker, "Authorization", usual);
      asker_set_header (asker, "X-HTTP-Method-Override", NULL);
    }
  pair = g_strconcat ("anybody:", asker->key, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  basic = g_strconcat ("Basic ", encoded, NULL);
  asker_set_header (asker, "Authorization", basic);
  asker_expect (asker, 200, "GET", API "/ping", NULL);
}

/* Neither platform takes the other's key. */
static void
test_keys_are_apart (void)
{
  g_autoptr (Asker) asker = asker_new (0);
  g_autofree char *klaviyo = g_strdup (asker->key);
  g_autofree char *bearer = g_strconcat ("Bearer ", klaviyo, NULL);

  asker_use_mailchimp (asker);
  asker_set_header (asker, "Authorization", bearer);
  asker_expect (asker, 401, "GET", API "/ping", NULL);
  asker_set_key (asker, asker->key);
  asker_set_header (asker, "revision", "2026-07-15");
  asker_expect (asker, 401, "GET", "/api/lists", NULL);
  asker_set_key (asker, klaviyo);
  asker_expect (asker, 200, "GET", "/api/lists", NULL);
  asker_expect (asker, 201, "POST", "/_sandbox/keys", "{'platform':'mailchimp','scopes':['read']}");
  g_assert_true (g_str_has_suffix (asker_get_string (asker, "api_key"), "-us21"));
  asker_expect (asker, 400, "POST", "/_sandbox/keys", "{'platform':'mailpigeon'}");
}

/* A role that may only look, and a plan that lacks things. */
static void
test_role_and_plan (void)
{
  g_autoptr (Asker) asker = asker_new (0);
  g_autofree char *bearer = NULL;

  asker_use_mailchimp (asker);
  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'paid':false}");
  asker_expect (asker, 200, "GET", API "/", NULL);
  g_assert_cmpstr (asker_get_string (asker, "pricing_plan_type"), ==, "forever_free");
  asker_expect (asker, 403, "POST", SENT "/actions/cancel-send", NULL);
  asker_expect (asker, 403, "POST", SENT "/actions/schedule",
                "{'schedule_time':'2031-01-01T00:00:00Z'}");
  g_assert_cmpstr (asker_get_string (asker, "title"), ==, "Forbidden");
  asker_expect (asker, 201, "POST", "/_sandbox/keys", "{'platform':'mailchimp','scopes':['read']}");
  bearer = g_strconcat ("Bearer ", asker_get_string (asker, "api_key"), NULL);
  asker_set_header (asker, "Authorization", bearer);
  asker_expect (asker, 200, "GET", API "/lists", NULL);
  asker_expect (asker, 403, "POST", API "/campaigns", "{'type':'regular'}");
}

/* A page, parts of objects, and what is chosen. */
static void
test_partial_answers (void)
{
  g_autoptr (Asker) asker = asker_new (0);

  asker_use_mailchimp (asker);
  asker_expect (asker, 200, "GET", API "/lists?count=1&offset=1&fields=lists.id,total_items", NULL);
  g_assert_cmpstr (asker->text, ==, "{\"lists\":[{\"id\":\"b2c19e7f30\"}],\"total_items\":4}");
  asker_expect (asker, 200, "GET", API "/lists?exclude_fields=_links,lists", NULL);
  g_assert_cmpstr (asker->text, ==, "{\"total_items\":4}");
  asker_expect (asker, 200, "GET", LIST "/segments?exclude_type=static&count=100", NULL);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "total_items", 0), ==, 3);
  asker_expect (asker, 200, "GET", LIST "/members", NULL);
  g_assert_cmpuint (ilx_json_get_length (asker->json, "members"), ==, 10);
  asker_expect (asker, 200, "GET", API "/lists?email=JULE@example.com", NULL);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "total_items", 0), >, 0);
  asker_expect (asker, 200, "GET", API "/verified-domains?count=1", NULL);
  g_assert_cmpuint (ilx_json_get_length (asker->json, "domains"), ==, 3);
}

/* Faults take Mailchimp's shape, and a platform's name tells them apart. */
static void
test_faults (void)
{
  g_autoptr (Asker) asker = asker_new (0);

  asker_use_mailchimp (asker);
  asker_inject (asker, "{'platform':'klaviyo','kind':'status','status':500}");
  asker_expect (asker, 200, "GET", API "/ping", NULL);
  asker_inject (asker, "{'platform':'mailchimp','kind':'status','status':429}");
  asker_expect (asker, 429, "GET", API "/ping", NULL);
  g_assert_cmpstr (asker_get_string (asker, "title"), ==, "Too Many Requests");
  g_assert_cmpstr (asker_get_header (asker, "Content-Type"), ==,
                   "application/problem+json; charset=utf-8");
  asker_inject (asker, "{'platform':'mailchimp','kind':'status','status':403,'body':''}");
  asker_expect (asker, 403, "GET", API "/ping", NULL);
  g_assert_null (asker->text);
  asker_expect (asker, 200, "GET", API "/ping", NULL);
}

/* At very high volume there is no word of explanation. */
static void
test_volume (void)
{
  g_autoptr (Asker) asker = asker_new (0);

  asker_use_mailchimp (asker);
  for (guint i = 0; i < 1500; i++)
    asker_expect (asker, 200, "GET", API "/ping", NULL);
  asker_expect (asker, 403, "GET", API "/ping", NULL);
  g_assert_null (asker->text);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':60}");
  asker_expect (asker, 200, "GET", API "/ping", NULL);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *counts = user_data;
  SoupSession *session = SOUP_SESSION (source);
  SoupMessage *message = soup_session_get_async_result_message (session, result);
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (session, result, NULL);

  g_assert_nonnull (bytes);
  counts[0]++;
  counts[1] += soup_message_get_status (message) == 429;
}

/* The delay keeps all of them under way at once. */
static void
test_connections (void)
{
  g_autoptr (Asker) asker = asker_new (0);
  g_autoptr (SoupSession) session = soup_session_new_with_options (
      "proxy-resolver", NULL, "max-conns", 12, "max-conns-per-host", 12, NULL);
  g_autofree char *url = NULL;
  g_autofree char *bearer = NULL;
  guint counts[2] = { 0, 0 };

  asker_use_mailchimp (asker);
  url = g_strconcat (asker->url, API "/ping", NULL);
  bearer = g_strconcat ("Bearer ", asker->key, NULL);
  asker_inject (asker, "{'platform':'mailchimp','kind':'latency','delay':1500,'count':12}");
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb,
                                        counts);
    }
  while (counts[0] < 12)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (counts[1], ==, 2);
  asker_expect (asker, 200, "GET", API "/ping", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/mailchimp/rows", test_rows);
  g_test_add_func ("/sandbox/mailchimp/signatures", test_signatures);
  g_test_add_func ("/sandbox/mailchimp/keys-are-apart", test_keys_are_apart);
  g_test_add_func ("/sandbox/mailchimp/role-and-plan", test_role_and_plan);
  g_test_add_func ("/sandbox/mailchimp/partial-answers", test_partial_answers);
  g_test_add_func ("/sandbox/mailchimp/faults", test_faults);
  g_test_add_func ("/sandbox/mailchimp/volume", test_volume);
  g_test_add_func ("/sandbox/mailchimp/connections", test_connections);
  return g_test_run ();
}
