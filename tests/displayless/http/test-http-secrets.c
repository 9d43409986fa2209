/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The secret is sent, and is nowhere else: not in a log, not in an error. */
#include "config.h"

#include <string.h>

#include "http-fixture.h"
#include "ilx-json.h"

typedef HttpFixture Fixture;

#define OTHER_KEY "pk_somebody_elses_key_9999"
#define QUERY_WORD "query-word-of-the-user"
#define BODY_WORD "body-word-of-the-user"

static GString *log_text;

/* All fields as they are; a formatted line would be in the charset of the locale. */
static GLogWriterOutput
collect_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_string_append_printf (log_text, "%s=%s\n", fields[i].key, (const char *) fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

/* A platform that says in every way what must not be said. */
static void
echo_cb (GError **error, guint status, JsonNode *json)
{
  const char *words = ilx_json_get_string_or (json, "detail", "");

  g_clear_error (error);
  *error = ilx_error_new (ILX_ERROR_REJECTED, "It says: %s", words);
  ilx_error_set_detail (*error, words);
  ilx_error_set_field (*error, words);
  ilx_error_set_permission (*error, words);
  ilx_error_set_request_id (*error, words);
}

static void
assert_clean (const char *text)
{
  if (text == NULL)
    return;
  g_assert_null (strstr (text, TEST_SECRET));
  g_assert_null (strstr (text, OTHER_KEY));
  g_assert_null (strstr (text, "0123456789abcdef"));
}

static void
send_all_kinds (Fixture *fixture)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (IlxHttpRequest) request
          = ilx_http_request_new ("POST", "/api/" OTHER_KEY "/lists");
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json = NULL;

      ilx_http_request_add_query (request, "filter", QUERY_WORD);
      ilx_http_request_take_body (request, ilx_json_string (BODY_WORD));
      json = http_fixture_send (fixture, request, &error);
      if (error == NULL)
        continue;
      g_assert_null (strstr (error->message, QUERY_WORD));
      assert_clean (error->message);
      assert_clean (ilx_error_get_detail (error));
      assert_clean (ilx_error_get_field (error));
      assert_clean (ilx_error_get_permission (error));
      assert_clean (ilx_error_get_request_id (error));
    }
}

static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  ilx_http_client_set_error_func (fixture->client, echo_cb);
  ilx_test_server_add_json (fixture->server, 400,
                            "{\"detail\": \"" TEST_SECRET " " OTHER_KEY "\"}");
  ilx_test_server_set_header (fixture->server, "X-Request-Id", "id-" TEST_SECRET);
  ilx_test_server_add (fixture->server, 200, "text/" TEST_SECRET, BODY_WORD);
  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_BREAK);
  ilx_test_server_add_json (fixture->server, 200, "{\"reply\": \"" BODY_WORD "\"}");
  ilx_test_server_set_header (fixture->server, "X-Request-Id", "id-1");
  send_all_kinds (fixture);

  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 4);
  g_assert_cmpstr (soup_message_headers_get_one (
                       ilx_test_server_get_request (fixture->server, 3)->headers, "Authorization"),
                   ==, "Klaviyo-API-Key " TEST_SECRET);
  assert_clean (log_text->str);
  g_assert_null (strstr (log_text->str, QUERY_WORD));
  g_assert_null (strstr (log_text->str, BODY_WORD));
  g_assert_null (strstr (log_text->str, "Authorization"));
  /* And it does say what it should. */
  g_assert_nonnull (strstr (log_text->str, "POST /api/pk_…9999/lists: status 400"));
  g_assert_nonnull (strstr (log_text->str, "POST /api/pk_…9999/lists: status 200"));
  g_assert_nonnull (strstr (log_text->str, "id-1"));
  g_assert_nonnull (strstr (log_text->str, "network"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* Newer GLib's handler for tests prints by itself and passes nothing on to the writer. */
  g_log_set_default_handler (g_log_default_handler, NULL);
  log_text = g_string_new (NULL);
  g_log_set_writer_func (collect_log, NULL, NULL);
  g_test_add ("/http/secrets", Fixture, NULL, http_fixture_set_up, test_secrets,
              http_fixture_tear_down);
  status = g_test_run ();
  g_string_free (log_text, TRUE);
  return status;
}
