/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tester.h"

#include "ilx-json.h"

#include <libsoup/soup.h>
#include <stdarg.h>

struct _Tester
{
  IlxSandbox *sandbox;  /* (owned) */
  SoupSession *session; /* (owned) */
  char *url;            /* (owned) */
  char *key;            /* (owned) */
  JsonNode *reply;      /* (owned) (nullable) */
  guint status;
};

/**
 * tester_new:
 *
 * Returns: (transfer full): a fresh sandbox that listens, and a client with its key. The account's
 *   limits are off, they have tests of their own, and its clock stands: on a busy machine a job
 * would else be done before the test has looked.
 */
Tester *
tester_new (void)
{
  Tester *self = g_new0 (Tester, 1);
  g_autoptr (JsonNode) description = NULL;
  g_autoptr (GError) error = NULL;

  self->sandbox = ilx_sandbox_new (0);
  ilx_sandbox_start (self->sandbox, 0, &error);
  g_assert_no_error (error);
  description = ilx_sandbox_describe (self->sandbox);
  self->url = g_strdup (ilx_json_get_string_or (description, "klaviyo.url", NULL));
  self->key = g_strdup (ilx_json_get_string_or (description, "klaviyo.api_key", NULL));
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  tester_call (self, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  return self;
}

void
tester_free (Tester *self)
{
  soup_session_abort (self->session);
  ilx_sandbox_stop (self->sandbox);
  g_clear_object (&self->session);
  g_clear_object (&self->sandbox);
  g_clear_pointer (&self->reply, json_node_unref);
  g_free (self->url);
  g_free (self->key);
  g_free (self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GBytes *
send (Tester *self, SoupMessage *message)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, sent_cb,
                                    &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bytes = soup_session_send_and_read_finish (self->session, result, &error);
  g_assert_no_error (error);
  return bytes;
}

static SoupMessage *
build_message (Tester *self, const char *method, const char *path, const char *body)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autofree char *authorization = g_strconcat ("Klaviyo-API-Key ", self->key, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  soup_message_headers_append (headers, "Authorization", authorization);
  soup_message_headers_append (headers, "revision", "2026-07-15");
  soup_message_headers_append (headers, "Accept", "application/vnd.api+json");
  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/vnd.api+json", bytes);
  return message;
}

guint
tester_call (
    Tester *self, guint status, const char *method, const char *path, const char *format, ...)
{
  g_autofree char *body = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  va_list args;

  va_start (args, format);
  body = format != NULL ? g_strdelimit (g_strdup_vprintf (format, args), "'", '"') : NULL;
  va_end (args);
  message = build_message (self, method, path, body);
  bytes = send (self, message);
  g_clear_pointer (&self->reply, json_node_unref);
  self->status = soup_message_get_status (message);
  if (status != 0 && self->status != status)
    g_test_message ("%s %s %s: %u %.*s", method, path, body, self->status,
                    (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
  if (status != 0)
    g_assert_cmpuint (self->status, ==, status);
  if (g_bytes_get_size (bytes) > 0)
    self->reply = ilx_json_parse (bytes, NULL);
  return self->status;
}

void
tester_get (Tester *self, guint status, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list args;

  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);
  tester_call (self, status, "GET", path, NULL);
}

void
tester_advance (Tester *self, double seconds)
{
  tester_call (self, 200, "POST", "/_sandbox/clock", "{'advance':%.3f}", seconds);
}

JsonNode *
tester_get_reply (Tester *self)
{
  return self->reply;
}

const char *
tester_get_string (Tester *self, const char *path)
{
  return ilx_json_get_string_or (self->reply, path, NULL);
}

char *
tester_dup (Tester *self, const char *path)
{
  g_assert_nonnull (tester_get_string (self, path));
  return g_strdup (tester_get_string (self, path));
}

guint
tester_count (Tester *self, const char *kind)
{
  g_autofree char *path = g_strdup_printf ("klaviyo.%s", kind);

  tester_get (self, 200, "/_sandbox/state?kinds=campaign-send-jobs,deliveries,%s", kind);
  return ilx_json_get_length (self->reply, path);
}

void
tester_assert_string (Tester *self, const char *path, const char *expected)
{
  g_test_message ("%s", path);
  g_assert_cmpstr (tester_get_string (self, path), ==, expected);
}

void
tester_assert_int (Tester *self, const char *path, gint64 expected)
{
  g_test_message ("%s", path);
  g_assert_cmpint (ilx_json_get_int_or (self->reply, path, G_MININT64), ==, expected);
}

void
tester_assert_null (Tester *self, const char *path)
{
  g_test_message ("%s", path);
  g_assert_null (ilx_json_get (self->reply, path));
}
