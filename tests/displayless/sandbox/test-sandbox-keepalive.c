/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That connections stay open from one answer to the next, or say that they end. A client that
 * doesn't know loses a request, and ours would have to call it uncertain. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-sandbox.h"

#include <string.h>

typedef struct
{
  IlxSandbox *sandbox;           /* (owned) */
  char *key;                     /* (owned) */
  GSocketConnection *connection; /* (owned) */
  GString *got;                  /* (owned): the last answer */
} Line;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Line *line, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (JsonNode) description = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  line->sandbox = ilx_sandbox_new (1);
  ilx_sandbox_start (line->sandbox, 0, &error);
  g_assert_no_error (error);
  description = ilx_sandbox_describe (line->sandbox);
  line->key = g_strdup (ilx_json_get_string_or (description, "klaviyo.api_key", NULL));
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_uri_async (
      client, ilx_json_get_string_or (description, "klaviyo.url", ""), 80, NULL, done_cb, &result);
  await (&result);
  line->connection = g_socket_client_connect_to_uri_finish (client, result, &error);
  g_assert_no_error (error);
  line->got = g_string_new (NULL);
}

static void
tear_down (Line *line, gconstpointer data)
{
  g_io_stream_close (G_IO_STREAM (line->connection), NULL, NULL);
  g_object_unref (line->connection);
  ilx_sandbox_stop (line->sandbox);
  g_object_unref (line->sandbox);
  g_free (line->key);
  g_string_free (line->got, TRUE);
}

/* Appends what comes; FALSE at the end of the connection. */
static gboolean
receive (Line *line)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (line->connection)),
                                   4096, G_PRIORITY_DEFAULT, NULL, done_cb, &result);
  await (&result);
  bytes = g_input_stream_read_bytes_finish (
      g_io_stream_get_input_stream (G_IO_STREAM (line->connection)), result, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return FALSE;
  g_string_append_len (line->got, g_bytes_get_data (bytes, NULL),
                       (gssize) g_bytes_get_size (bytes));
  return TRUE;
}

/* Whether the head, and as much of a body as it announces, is there. */
static gboolean
is_whole (const char *answer)
{
  const char *body = strstr (answer, "\r\n\r\n");
  const char *length = strstr (answer, "Content-Length: ");

  if (body == NULL)
    return FALSE;
  return length == NULL
         || strlen (body + 4) >= g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10);
}

static void
ask (Line *line, const char *method, const char *path, const char *body, const char *status)
{
  g_autofree char *request = g_strdup_printf (
      "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Klaviyo-API-Key %s\r\n"
      "revision: 2026-07-15\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
      method, path, line->key, strlen (body), body);
  g_autoptr (GAsyncResult) result = NULL;

  g_string_truncate (line->got, 0);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (line->connection)),
                                   request, strlen (request), G_PRIORITY_DEFAULT, NULL, done_cb,
                                   &result);
  await (&result);
  while (!is_whole (line->got->str))
    g_assert_true (receive (line));
  g_assert_true (g_str_has_prefix (line->got->str, status));
}

static void
test_stays_open (Line *line, gconstpointer data)
{
  static const char body[] = "{\"data\":{\"type\":\"template\",\"attributes\":{\"name\":\"a\","
                             "\"editor_type\":\"CODE\",\"html\":\"x\"}}}";

  for (guint i = 0; i < 3; i++)
    {
      ask (line, "GET", "/api/templates", "", "HTTP/1.1 200");
      ask (line, "POST", "/api/templates", body, "HTTP/1.1 201");
      ask (line, "GET", "/api/templates/nobody", "", "HTTP/1.1 404");
      g_assert_null (strstr (line->got->str, "Connection: close"));
    }
}

/* An answer without a body ends the connection in this libsoup, and says so. */
static void
test_says_its_end (Line *line, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) created = NULL;

  ask (line, "POST", "/api/templates",
       "{\"data\":{\"type\":\"template\",\"attributes\":{\"name\":\"a\",\"editor_type\":\"CODE\","
       "\"html\":\"x\"}}}",
       "HTTP/1.1 201");
  created = ilx_json_parse_text (strstr (line->got->str, "\r\n\r\n") + 4, NULL);
  path = g_strconcat ("/api/templates/", ilx_json_get_string_or (created, "data.id", ""), NULL);
  ask (line, "DELETE", path, "", "HTTP/1.1 204");
  g_assert_nonnull (strstr (line->got->str, "Connection: close"));
  g_assert_false (receive (line));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/sandbox/keepalive/stays-open", Line, NULL, set_up, test_stays_open, tear_down);
  g_test_add ("/sandbox/keepalive/says-its-end", Line, NULL, set_up, test_says_its_end, tear_down);
  return g_test_run ();
}
