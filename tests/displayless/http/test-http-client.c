/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Over real HTTP: what goes out, what statuses mean, what is tried again and what never. */
#include "config.h"

#include <string.h>

#include "http-fixture.h"
#include "ilx-json.h"

typedef HttpFixture Fixture;

static const char *
get_header (Fixture *fixture, guint index, const char *name)
{
  return soup_message_headers_get_one (
      ilx_test_server_get_request (fixture->server, index)->headers, name);
}

static void
test_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/api/templates");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;
  const IlxTestRequest *seen;

  ilx_http_client_set_header (fixture->client, "revision", "2026-07-15");
  ilx_http_client_set_header (fixture->client, "content-type", "application/vnd.api+json");
  ilx_http_request_add_query (request, "page[size]", "1+2 ä&b=c");
  ilx_http_request_take_body (request, ilx_json_object ("data", ilx_json_string ("ü\n"), NULL));
  ilx_test_server_add_json (fixture->server, 201, "{\"data\": {\"id\": \"7\"}}");
  json = http_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_json_get_string_or (json, "data.id", NULL), ==, "7");

  seen = ilx_test_server_get_request (fixture->server, 0);
  g_assert_cmpstr (seen->method, ==, "POST");
  g_assert_cmpstr (seen->path, ==, "/api/templates");
  g_assert_cmpstr (seen->query, ==, "page%5Bsize%5D=1%2B2%20%C3%A4%26b%3Dc");
  g_assert_cmpstr (seen->body, ==, "{\"data\":\"ü\\n\"}");
  g_assert_cmpstr (get_header (fixture, 0, "revision"), ==, "2026-07-15");
  g_assert_cmpstr (get_header (fixture, 0, "Content-Type"), ==, "application/vnd.api+json");
  g_assert_cmpstr (get_header (fixture, 0, "Authorization"), ==, "Klaviyo-API-Key " TEST_SECRET);
  g_assert_cmpstr (get_header (fixture, 0, "User-Agent"), ==, "Illixis/" PACKAGE_VERSION);
  g_assert_null (get_header (fixture, 0, "Cookie"));
}

static void
test_no_body (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 200, 202, 204 };

  ilx_http_client_set_header (fixture->client, "Content-Type", "application/vnd.api+json");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json = NULL;

      ilx_test_server_add (fixture->server, statuses[i], NULL, NULL);
      ilx_test_server_set_header (fixture->server, "Set-Cookie", "a=b; Path=/");
      json = http_fixture_send_simple (fixture, "DELETE", "/x", &error);
      g_assert_no_error (error);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (json));
      g_assert_null (get_header (fixture, i, "Content-Type"));
      g_assert_null (get_header (fixture, i, "Cookie"));
    }
}

typedef struct
{
  guint line;
  const char *method;
  guint status;
  const char *type;
  const char *body;
  IlxErrorCode code;
  guint n_requests;
  gboolean may_have_happened;
} StatusRow;

#define JSON "application/json"

static const StatusRow status_rows[] = {
  { __LINE__, "POST", 400, JSON, "{\"errors\":[]}", ILX_ERROR_REJECTED, 1, FALSE },
  { __LINE__, "POST", 400, "text/html", "<h1>No</h1>", ILX_ERROR_REJECTED, 1, FALSE },
  { __LINE__, "GET", 401, JSON, "{", ILX_ERROR_BAD_CREDENTIALS, 1, FALSE },
  { __LINE__, "GET", 403, NULL, NULL, ILX_ERROR_MISSING_PERMISSION, 1, FALSE },
  { __LINE__, "PATCH", 404, JSON, "null", ILX_ERROR_NOT_FOUND, 1, FALSE },
  { __LINE__, "PATCH", 409, JSON, "{}", ILX_ERROR_CONFLICT, 1, FALSE },
  { __LINE__, "GET", 410, JSON, "{}", ILX_ERROR_UPDATE_NEEDED, 1, FALSE },
  { __LINE__, "POST", 413, JSON, "{}", ILX_ERROR_REJECTED, 1, FALSE },
  { __LINE__, "POST", 422, JSON, "{}", ILX_ERROR_REJECTED, 1, FALSE },
  { __LINE__, "POST", 500, JSON, "{}", ILX_ERROR_SERVER, 1, TRUE },
  { __LINE__, "POST", 502, "text/html", "<html>", ILX_ERROR_SERVER, 1, TRUE },
  { __LINE__, "GET", 503, NULL, NULL, ILX_ERROR_SERVER, 5, FALSE },
  { __LINE__, "PATCH", 500, NULL, NULL, ILX_ERROR_SERVER, 5, TRUE },
  { __LINE__, "DELETE", 504, NULL, NULL, ILX_ERROR_SERVER, 5, TRUE },
  { __LINE__, "POST", 429, JSON, "{}", ILX_ERROR_RATE_LIMITED, 5, FALSE },
  { __LINE__, "GET", 200, "text/html", "<html>", ILX_ERROR_BAD_REPLY, 5, FALSE },
  { __LINE__, "POST", 200, "text/html", "{}", ILX_ERROR_BAD_REPLY, 1, TRUE },
  { __LINE__, "POST", 201, JSON, "{\"data\": ", ILX_ERROR_BAD_REPLY, 1, TRUE },
  { __LINE__, "POST", 202, JSON, "\xff\xfe", ILX_ERROR_BAD_REPLY, 1, TRUE },
  { __LINE__, "GET", 200, JSON, "   ", ILX_ERROR_BAD_REPLY, 5, FALSE },
  { __LINE__, "GET", 200, JSON, "", ILX_ERROR_BAD_REPLY, 5, FALSE },
  { __LINE__, "GET", 304, NULL, NULL, ILX_ERROR_BAD_REPLY, 1, FALSE },
};

static void
check_status (Fixture *fixture, const StatusRow *row)
{
  guint before = ilx_test_server_get_n_requests (fixture->server);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  g_test_message ("line %u", row->line);
  ilx_test_server_add (fixture->server, row->status, row->type, row->body);
  ilx_test_server_set_header (fixture->server, "X-Request-Id", "abc-1");
  ilx_test_server_set_always (fixture->server);
  json = http_fixture_send_simple (fixture, row->method, "/x", &error);
  g_assert_null (json);
  g_assert_error (error, ILX_ERROR, (int) row->code);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server) - before, ==, row->n_requests);
  g_assert_cmpint (ilx_error_get_may_have_happened (error), ==, row->may_have_happened);
  g_assert_cmpuint (ilx_error_get_status (error), ==, row->status);
  g_assert_cmpstr (ilx_error_get_request_id (error), ==, "abc-1");
  g_assert_nonnull (strstr (error->message, "Klaviyo"));
}

static void
test_statuses (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_rows); i++)
    check_status (fixture, &status_rows[i]);
}

/* A try that may have been executed is not undone by a later one that surely was not. */
static void
test_uncertain_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ilx_test_server_add (fixture->server, 500, NULL, NULL);
  ilx_test_server_add (fixture->server, 409, NULL, NULL);
  g_assert_null (http_fixture_send_simple (fixture, "PATCH", "/x", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_true (ilx_error_get_may_have_happened (error));
}

/* The body goes out whole every time, and the pauses are those of a back-off. */
static void
test_back_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/render");
  gint64 before = ilx_clock_get_monotonic (fixture->clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;
  gint64 took;

  ilx_http_request_set_repeatable (request, TRUE);
  ilx_http_request_take_body (request, ilx_json_object ("a", ilx_json_int (1), NULL));
  for (guint i = 0; i < 4; i++)
    ilx_test_server_add (fixture->server, 503, NULL, NULL);
  json = http_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (ilx_test_server_get_request (fixture->server, i)->body, ==, "{\"a\":1}");
  took = ilx_clock_get_monotonic (fixture->clock) - before;
  g_assert_cmpint (took, >=, (1 + 2 + 4 + 8) * ILX_SECOND);
  g_assert_cmpint (took, <, 40 * ILX_SECOND);
}

typedef struct
{
  guint line;
  const char *retry_after;
  gint64 least; /* seconds that it waits; 0: it gives up */
} ThrottleRow;

static const ThrottleRow throttle_rows[] = {
  { __LINE__, "7", 7 },
  { __LINE__, "120", 120 },
  { __LINE__, NULL, 60 },
  { __LINE__, "soon", 60 },
  { __LINE__, "-5", 60 },
  { __LINE__, "0", 1 },
  { __LINE__, "99999999999", 60 },
  { __LINE__, "121", 0 },
  { __LINE__, "3600", 0 },
};

static void
check_throttle (Fixture *fixture, const ThrottleRow *row)
{
  gint64 before = ilx_clock_get_monotonic (fixture->clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;
  gint64 took;

  g_test_message ("line %u", row->line);
  ilx_test_server_add (fixture->server, 429, NULL, NULL);
  if (row->retry_after != NULL)
    ilx_test_server_set_header (fixture->server, "Retry-After", row->retry_after);
  json = http_fixture_send_simple (fixture, "POST", "/x", &error);
  took = ilx_clock_get_monotonic (fixture->clock) - before;
  if (row->least > 0)
    {
      g_assert_no_error (error);
      g_assert_cmpint (took, >=, row->least * ILX_SECOND);
      g_assert_cmpint (took, <, (row->least + 20) * ILX_SECOND);
      return;
    }
  g_assert_error (error, ILX_ERROR, ILX_ERROR_RATE_LIMITED);
  g_assert_false (ilx_error_get_may_have_happened (error));
  g_assert_cmpint (took, <, 20 * ILX_SECOND);
  g_assert_cmpint (ilx_error_get_retry_at (error) / ILX_SECOND, >=,
                   before / ILX_SECOND + g_ascii_strtoll (row->retry_after, NULL, 10));
}

static void
test_throttled (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (throttle_rows); i++)
    check_throttle (fixture, &throttle_rows[i]);
}

/* The secret must not follow a redirect, nor may anything else. */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (IlxTestServer) foreign = ilx_test_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;

      ilx_test_server_add (fixture->server, statuses[i], NULL, NULL);
      ilx_test_server_set_header (fixture->server, "Location", ilx_test_server_get_url (foreign));
      g_assert_null (http_fixture_send_simple (fixture, "GET", "/x", &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
      g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, i + 1);
    }
  ilx_test_spin (20);
  g_assert_cmpuint (ilx_test_server_get_n_requests (foreign), ==, 0);
}

static void
test_paths (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "/api/templates/..", "/api/../admin", "/api/./x", "/a b", "/a\r\nX: y", "/ä", "/%zz", "/a#b",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (http_fixture_send_simple (fixture, "DELETE", paths[i], &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
      g_assert_false (ilx_error_get_may_have_happened (error));
    }
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
refine_cb (GError **error, guint status, JsonNode *json)
{
  if (status == 400 && json != NULL)
    {
      g_clear_error (error);
      *error = ilx_error_new (ILX_ERROR_BAD_CREDENTIALS, "The key is wrong: %s",
                              ilx_json_get_string_or (json, "errors[0].detail", ""));
      ilx_error_set_field (*error, "api_key");
    }
  else if (json == NULL)
    ilx_error_set_detail (*error, "no JSON");
}

static void
test_error_func (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) refined = NULL;
  g_autoptr (GError) plain = NULL;

  ilx_http_client_set_error_func (fixture->client, refine_cb);
  ilx_test_server_add_json (fixture->server, 400,
                            "{\"errors\":[{\"detail\":\"" TEST_SECRET "\"}]}");
  g_assert_null (http_fixture_send_simple (fixture, "GET", "/x", &refined));
  g_assert_error (refined, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
  g_assert_cmpstr (refined->message, ==, "The key is wrong: pk_…7f3c");
  g_assert_cmpstr (ilx_error_get_field (refined), ==, "api_key");
  g_assert_cmpuint (ilx_error_get_status (refined), ==, 400);

  ilx_test_server_add (fixture->server, 404, "text/html", "<html>");
  g_assert_null (http_fixture_send_simple (fixture, "GET", "/x", &plain));
  g_assert_error (plain, ILX_ERROR, ILX_ERROR_NOT_FOUND);
  g_assert_cmpstr (ilx_error_get_detail (plain), ==, "no JSON");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/http/client/" name, Fixture, NULL, http_fixture_set_up, func,                      \
              http_fixture_tear_down)
  ADD ("request", test_request);
  ADD ("no-body", test_no_body);
  ADD ("statuses", test_statuses);
  ADD ("uncertain-stays", test_uncertain_stays);
  ADD ("back-off", test_back_off);
  ADD ("throttled", test_throttled);
  ADD ("redirect", test_redirect);
  ADD ("paths", test_paths);
  ADD ("error-func", test_error_func);
  return g_test_run ();
}
