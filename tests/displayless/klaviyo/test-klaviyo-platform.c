/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account on Klaviyo can do, against canned answers. */
#include "config.h"

#include "ilx-error.h"
#include "klaviyo-fixture.h"

#define ACCOUNT                                                                                    \
  "{\"data\":[{\"type\":\"account\",\"id\":\"AbC123\",\"attributes\":{\"contact_information\":{"   \
  "\"organization_name\":\"Nordlicht\"}}}]}"
#define EMPTY "{\"data\":[],\"links\":{\"next\":null}}"

/* --- Connecting ------------------------------------------------------------------------------- */

static IlxConnection *
verify (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_platform_verify_async (fixture->platform, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_platform_verify_finish (fixture->platform, result, error);
}

static void
test_verify (Fixture *fixture, gconstpointer data)
{
  static const char *const asked[]
      = { "GET /api/accounts",  "GET /api/lists",         "GET /api/segments", "GET /api/templates",
          "GET /api/campaigns", "GET /api/flows",         "GET /api/metrics",  "GET /api/profiles",
          "GET /api/events",    "GET /api/webhook-topics" };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) connection = NULL;

  fixture_add (fixture, 200, ACCOUNT);
  fixture_add (fixture, 200, EMPTY);
  ilx_test_server_set_always (fixture->server);
  connection = verify (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_connection_get_account_name (connection), ==, "Nordlicht");
  g_assert_null (ilx_connection_get_missing_permissions (connection));
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, G_N_ELEMENTS (asked));
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    fixture_assert_asked (fixture, i, asked[i]);
}

/* On every call, and nothing else in it. */
static void
test_headers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxConnection) connection = NULL;

  fixture_add (fixture, 200, ACCOUNT);
  ilx_test_server_set_always (fixture->server);
  connection = verify (fixture, NULL);
  for (guint i = 0; i < ilx_test_server_get_n_requests (fixture->server); i++)
    {
      const IlxTestRequest *request = ilx_test_server_get_request (fixture->server, i);

      g_assert_cmpstr (soup_message_headers_get_one (request->headers, "Authorization"), ==,
                       "Klaviyo-API-Key " KEY);
      g_assert_cmpstr (soup_message_headers_get_one (request->headers, "revision"), ==,
                       "2026-07-15");
      g_assert_cmpstr (soup_message_headers_get_one (request->headers, "Accept"), ==,
                       "application/vnd.api+json");
      g_assert_true (request->query == NULL || strstr (request->query, KEY) == NULL);
    }
}

static void
test_verify_without_scopes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) connection = NULL;
  const char *const *missing;

  fixture_add (fixture, 200, ACCOUNT);
  fixture_add_error (fixture, 403, "missing required scopes: lists:read");
  fixture_add_error (fixture, 403, "no words that name it");
  fixture_add (fixture, 200, EMPTY);
  fixture_add (fixture, 403, "not JSON");
  fixture_add_error (fixture, 400, "a mistake of ours says nothing about scopes");
  fixture_add_error (fixture, 403, "missing required scopes: metrics:read, lists:read");
  fixture_add (fixture, 200, EMPTY);
  ilx_test_server_set_always (fixture->server);
  connection = verify (fixture, &error);
  g_assert_no_error (error);
  missing = ilx_connection_get_missing_permissions (connection);
  g_assert_cmpuint (g_strv_length ((GStrv) missing), ==, 4);
  g_assert_cmpstr (missing[0], ==, "lists:read");
  g_assert_cmpstr (missing[1], ==, "segments:read");
  g_assert_cmpstr (missing[2], ==, "campaigns:read");
  g_assert_cmpstr (missing[3], ==, "metrics:read");
}

static void
test_verify_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *detail;
    IlxErrorCode code;
  } rows[] = {
    { 401, "Missing or invalid private key.", ILX_ERROR_BAD_CREDENTIALS },
    { 400, "The API key specified is invalid.", ILX_ERROR_BAD_CREDENTIALS },
    { 403, "missing scopes: accounts:read", ILX_ERROR_MISSING_PERMISSION },
    { 410, "gone", ILX_ERROR_UPDATE_NEEDED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture_add_error (fixture, rows[i].status, rows[i].detail);
      g_assert_null (verify (fixture, &error));
      g_assert_error (error, ILX_ERROR, (int) rows[i].code);
      g_assert_null (strstr (error->message, KEY));
    }
}

/* Revoked while it was being tried: that is no connection with missing scopes. */
static void
test_verify_revoked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_add (fixture, 200, ACCOUNT);
  fixture_add (fixture, 200, EMPTY);
  fixture_add_error (fixture, 401, "no");
  g_assert_null (verify (fixture, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
}

static void
test_verify_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add (fixture, 200, ACCOUNT);
  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL);
  ilx_platform_verify_async (fixture->platform, cancellable, ilx_test_await_cb, &result);
  ilx_test_await_count (ilx_test_server_peek_n_requests (fixture->server), 2);
  g_cancellable_cancel (cancellable);
  ilx_test_await (&result);
  g_assert_null (ilx_platform_verify_finish (fixture->platform, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Audiences -------------------------------------------------------------------------------- */

static GPtrArray *
fetch_audiences (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_platform_fetch_audiences_async (fixture->platform, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_platform_fetch_audiences_finish (fixture->platform, result, error);
}

static void
test_audiences (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) audiences = NULL;
  g_autofree char *page = g_strdup_printf (
      "{\"data\":[{\"type\":\"list\",\"id\":\"A\",\"attributes\":{\"name\":\"One\"}}],\"links\":{"
      "\"next\":\"%s/api/lists?page%%5Bcursor%%5D=x\"}}",
      ilx_test_server_get_url (fixture->server));

  fixture_add (fixture, 200, page);
  fixture_add (fixture, 200, "{\"data\":[{\"type\":\"list\",\"id\":\"B\"}],\"links\":{}}");
  fixture_add (fixture, 200, "{\"data\":[{\"type\":\"segment\",\"id\":\"C\"}]}");
  audiences = fetch_audiences (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (audiences->len, ==, 3);
  g_assert_cmpstr (ilx_audience_get_id (audiences->pdata[1]), ==, "B");
  g_assert_cmpint (ilx_audience_get_kind (audiences->pdata[2]), ==, ILX_AUDIENCE_SEGMENT);
  g_assert_cmpstr (ilx_test_server_get_request (fixture->server, 0)->query, ==,
                   "fields%5Blist%5D=name%2Ccreated%2Cupdated%2Copt_in_process&sort=name");
  g_assert_cmpstr (ilx_test_server_get_request (fixture->server, 2)->query, ==,
                   "fields%5Bsegment%5D=name%2Cis_active%2Cis_processing%2Ccreated%2Cupdated&"
                   "filter=equals%28is_active%2Ctrue%29&sort=name");
}

static void
test_audiences_half (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) audiences = NULL;

  fixture_add_error (fixture, 403, "no");
  fixture_add (fixture, 200, "{\"data\":[{\"type\":\"segment\",\"id\":\"C\"}]}");
  audiences = fetch_audiences (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (audiences->len, ==, 1);
  fixture_add_error (fixture, 403, "no");
  fixture_add_error (fixture, 403, "no");
  g_assert_null (fetch_audiences (fixture, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_MISSING_PERMISSION);
}

static gint64
fetch_count (Fixture *fixture, IlxAudienceKind kind, GError **error)
{
  g_autoptr (IlxAudience) audience = ilx_audience_new ();
  g_autoptr (GAsyncResult) result = NULL;

  ilx_audience_set_id (audience, "A/B");
  ilx_audience_set_kind (audience, kind);
  ilx_platform_fetch_count_async (fixture->platform, audience, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_platform_fetch_count_finish (fixture->platform, result, error);
}

static void
test_count (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_add (fixture, 200, "{\"data\":{\"attributes\":{\"profile_count\":0}}}");
  fixture_add (fixture, 200, "{\"data\":{\"attributes\":{\"profile_count\":4210}}}");
  fixture_add_error (fixture, 404, "gone");
  g_assert_cmpint (fetch_count (fixture, ILX_AUDIENCE_LIST, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (fetch_count (fixture, ILX_AUDIENCE_SEGMENT, &error), ==, 4210);
  g_assert_no_error (error);
  g_assert_cmpint (fetch_count (fixture, ILX_AUDIENCE_LIST, &error), ==, -1);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_FOUND);
  g_assert_cmpstr (ilx_test_server_get_request (fixture->server, 1)->query, ==,
                   "additional-fields%5Bsegment%5D=profile_count&fields%5Bsegment%5D=name%2C"
                   "profile_count");
}

/* --- Where it stands, and taking it back ------------------------------------------------------ */

static IlxRemoteStatus *
fetch_status (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_platform_fetch_status_async (fixture->platform, fixture->campaign, NULL, ilx_test_await_cb,
                                   &result);
  ilx_test_await (&result);
  return ilx_platform_fetch_status_finish (fixture->platform, result, error);
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;
  g_autoptr (IlxRemoteStatus) status = NULL;

  g_assert_null (fetch_status (fixture, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 0);

  ilx_campaign_set_remote (fixture->campaign, "campaign", "C");
  fixture_add (fixture, 200, "{\"data\":{\"id\":\"C\",\"attributes\":{\"status\":\"Sending\"}}}");
  status = fetch_status (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->state, ==, ILX_CAMPAIGN_SENDING);
  fixture_add_error (fixture, 404, "gone");
  g_assert_null (fetch_status (fixture, &gone));
  g_assert_error (gone, ILX_ERROR, ILX_ERROR_NOT_FOUND);
  g_assert_cmpstr (gone->message, ==, "The campaign was deleted in Klaviyo.");
}

static gboolean
cancel (Fixture *fixture, gboolean is_final, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_platform_cancel_async (fixture->platform, fixture->campaign, is_final, NULL,
                             ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_platform_cancel_finish (fixture->platform, result, error);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ilx_campaign_set_remote (fixture->campaign, "campaign", "C");
  ilx_test_server_add (fixture->server, 204, NULL, NULL);
  g_assert_true (cancel (fixture, FALSE, &error));
  g_assert_no_error (error);
  fixture_assert_asked (fixture, 0, "PATCH /api/campaign-send-jobs/C");
  g_assert_nonnull (
      strstr (ilx_test_server_get_request (fixture->server, 0)->body, "\"action\":\"revert\""));

  fixture_add_error (fixture, 409, "already leaving");
  fixture_add (fixture, 200, "{\"data\":{\"id\":\"C\",\"attributes\":{\"status\":\"Sending\"}}}");
  g_assert_false (cancel (fixture, TRUE, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_cmpstr (ilx_error_get_detail (error), ==, "No. already leaving.");
}

/* The first answer was lost, the repeated call is refused: it was taken back all the same. */
static void
test_cancel_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ilx_campaign_set_remote (fixture->campaign, "campaign", "C");
  fixture_add (fixture, 500, "{}");
  fixture_add_error (fixture, 409, "not scheduled");
  fixture_add (fixture, 200, "{\"data\":{\"id\":\"C\",\"attributes\":{\"status\":\"Draft\"}}}");
  g_assert_true (cancel (fixture, FALSE, &error));
  g_assert_no_error (error);

  fixture_add_error (fixture, 401, "revoked");
  g_assert_false (cancel (fixture, FALSE, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
}

/* --- Webhooks --------------------------------------------------------------------------------- */

static gint
remove_webhooks (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_platform_remove_webhooks_async (fixture->platform, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_platform_remove_webhooks_finish (fixture->platform, result, error);
}

static void
test_webhooks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_add (fixture, 200,
               "{\"data\":[{\"id\":\"A\",\"attributes\":{\"name\":\"ILLIXIS suppressions\"}},"
               "{\"id\":\"B\",\"attributes\":{\"name\":\"somebody else's\"}},"
               "{\"id\":\"C\",\"attributes\":{\"name\":null}},"
               "{\"id\":\"D\",\"attributes\":{\"name\":\"ILLIXIS suppressions\"}}]}");
  fixture_add_error (fixture, 404, "gone meanwhile");
  ilx_test_server_add (fixture->server, 204, NULL, NULL);
  g_assert_cmpint (remove_webhooks (fixture, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 3);
  fixture_assert_asked (fixture, 1, "DELETE /api/webhooks/D");
  fixture_assert_asked (fixture, 2, "DELETE /api/webhooks/A");

  fixture_add_error (fixture, 403, "not in your plan");
  g_assert_cmpint (remove_webhooks (fixture, &error), ==, 0);
  g_assert_no_error (error);
  fixture_add_error (fixture, 401, "no");
  g_assert_cmpint (remove_webhooks (fixture, &error), ==, -1);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
}

/* --- Checks ----------------------------------------------------------------------------------- */

static gboolean
has_finding (IlxFindings *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((IlxFinding *) findings->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  static const char *const both[] = { "B", "Y6nRLr", NULL };
  g_autoptr (GPtrArray) fine = ilx_klaviyo_check (fixture->campaign);
  g_autoptr (GPtrArray) twice = NULL;
  g_autoptr (GPtrArray) nobody = NULL;

  g_assert_false (has_finding (fine, "no-audience"));
  g_assert_false (has_finding (fine, "audience-in-and-out"));
  ilx_campaign_set_excluded (fixture->campaign, both);
  twice = ilx_klaviyo_check (fixture->campaign);
  g_assert_true (has_finding (twice, "audience-in-and-out"));
  ilx_campaign_set_included (fixture->campaign, NULL);
  nobody = ilx_klaviyo_check (fixture->campaign);
  g_assert_true (has_finding (nobody, "no-audience"));
  g_assert_false (has_finding (nobody, "audience-in-and-out"));
}

static const struct
{
  int line;
  const char *html;
  gboolean has_unsubscribe;
} tags[] = {
  { __LINE__, "<p>{% unsubscribe %}</p>", TRUE },
  { __LINE__, "<p>{%unsubscribe 'Abmelden'%}</p>", TRUE },
  { __LINE__, "<a href=\"{% unsubscribe_link %}\">off</a>", TRUE },
  { __LINE__, "<p>{% manage_preferences 'a' %}</p>", TRUE },
  { __LINE__, "<a href='{% manage_preferences_link %}'>off</a>", TRUE },
  { __LINE__, "<p>unsubscribe</p>", FALSE },
  { __LINE__, "<p>{{ unsubscribe_url }}</p>", FALSE },
  { __LINE__, "<!-- {% unsubscribe %} --><p>x</p>", FALSE },
};

static void
test_check_unsubscribe (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (GPtrArray) findings = NULL;

      g_test_message ("line %d", tags[i].line);
      ilx_campaign_set_html (fixture->campaign, tags[i].html);
      findings = ilx_klaviyo_check (fixture->campaign);
      g_assert_cmpint (has_finding (findings, "no-unsubscribe"), ==, !tags[i].has_unsubscribe);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/klaviyo/verify/all", test_verify);
  ADD ("/klaviyo/verify/headers", test_headers);
  ADD ("/klaviyo/verify/without-scopes", test_verify_without_scopes);
  ADD ("/klaviyo/verify/refused", test_verify_refused);
  ADD ("/klaviyo/verify/revoked", test_verify_revoked);
  ADD ("/klaviyo/verify/cancelled", test_verify_cancelled);
  ADD ("/klaviyo/audiences/pages", test_audiences);
  ADD ("/klaviyo/audiences/half", test_audiences_half);
  ADD ("/klaviyo/audiences/count", test_count);
  ADD ("/klaviyo/status", test_status);
  ADD ("/klaviyo/cancel/once", test_cancel);
  ADD ("/klaviyo/cancel/twice", test_cancel_twice);
  ADD ("/klaviyo/webhooks", test_webhooks);
  ADD ("/klaviyo/check/audience", test_check);
  ADD ("/klaviyo/check/unsubscribe", test_check_unsubscribe);
  return g_test_run ();
}
