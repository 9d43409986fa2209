/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "asker.h"

#include "ilx-json.h"

static void
take_url_and_key (Asker *self)
{
  g_autoptr (JsonNode) description = ilx_sandbox_describe (self->sandbox);

  self->url = g_strdup (ilx_json_get_string_or (description, "klaviyo.url", NULL));
  self->key = g_strdup (ilx_json_get_string_or (description, "klaviyo.api_key", NULL));
}

Asker *
asker_new (double speed)
{
  Asker *self = g_new0 (Asker, 1);
  g_autoptr (GError) error = NULL;

  self->sandbox = ilx_sandbox_new (speed);
  ilx_sandbox_start (self->sandbox, 0, &error);
  g_assert_no_error (error);
  take_url_and_key (self);
  self->platform = "klaviyo";
  self->patience = 20000;
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  asker_set_key (self, self->key);
  asker_set_header (self, "revision", "2026-07-15");
  asker_set_header (self, "Accept", "application/vnd.api+json");
  asker_set_header (self, "Content-Type", "application/vnd.api+json");
  return self;
}

static void
forget (Asker *self)
{
  self->status = 0;
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->message);
}

void
asker_free (Asker *self)
{
  forget (self);
  ilx_sandbox_stop (self->sandbox);
  g_object_unref (self->sandbox);
  g_hash_table_unref (self->headers);
  g_free (self->url);
  g_free (self->key);
  g_free (self);
}

void
asker_set_header (Asker *self, const char *name, const char *value)
{
  if (value == NULL)
    g_hash_table_remove (self->headers, name);
  else
    g_hash_table_insert (self->headers, g_strdup (name), g_strdup (value));
}

void
asker_set_key (Asker *self, const char *key)
{
  g_autofree char *value = g_strconcat ("Klaviyo-API-Key ", key, NULL);

  asker_set_header (self, "Authorization", value);
}

void
asker_use_mailchimp (Asker *self)
{
  g_autoptr (JsonNode) description = ilx_sandbox_describe (self->sandbox);
  g_autofree char *old_key = self->key;
  g_autofree char *old_url = self->url;
  g_autofree char *value = NULL;

  self->platform = "mailchimp";
  self->url = g_strdup (ilx_json_get_string_or (description, "mailchimp.url", NULL));
  *strstr (self->url, "/mailchimp") = '\0';
  self->key = g_strdup (ilx_json_get_string_or (description, "mailchimp.api_key", NULL));
  value = g_strconcat ("Bearer ", self->key, NULL);
  asker_set_header (self, "Authorization", value);
  asker_set_header (self, "revision", NULL);
  asker_set_header (self, "Accept", NULL);
  asker_set_header (self, "Content-Type", "application/json");
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
give_up_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

static SoupMessage *
build_message (Asker *self, const char *method, const char *path, const char *body)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autofree char *plain = body != NULL ? g_strdelimit (g_strdup (body), "'", '"') : NULL;
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GHashTableIter iter;
  gpointer name, value;

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (plain != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (plain, strlen (plain));

      soup_message_set_request_body_from_bytes (message, NULL, bytes);
    }
  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (body != NULL || !g_str_equal (name, "Content-Type"))
      soup_message_headers_replace (headers, name, value);
  return message;
}

static GBytes *
send (Asker *self)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint timer = g_timeout_add (self->patience, give_up_cb, cancellable);
  GBytes *bytes;

  soup_session_send_and_read_async (session, self->message, G_PRIORITY_DEFAULT, cancellable,
                                    sent_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  bytes = soup_session_send_and_read_finish (session, result, &self->error);
  soup_session_abort (session);
  return bytes;
}

void
asker_ask (Asker *self, const char *method, const char *path, const char *body)
{
  g_autoptr (GBytes) bytes = NULL;

  forget (self);
  self->message = build_message (self, method, path, body);
  bytes = send (self);
  if (bytes == NULL)
    return;
  self->status = soup_message_get_status (self->message);
  self->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (g_bytes_get_size (bytes) > 0)
    self->json = ilx_json_parse (bytes, NULL);
}

void
asker_expect (Asker *self, guint status, const char *method, const char *path, const char *body)
{
  asker_ask (self, method, path, body);
  if (self->status != status)
    g_test_message ("%s %s: %u %s %s", method, path, self->status, self->text,
                    self->error != NULL ? self->error->message : "");
  g_assert_cmpuint (self->status, ==, status);
}

const char *
asker_get_header (Asker *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

const char *
asker_get_string (Asker *self, const char *path)
{
  return ilx_json_get_string_or (self->json, path, NULL);
}

void
asker_inject (Asker *self, const char *fault)
{
  asker_expect (self, 200, "POST", "/_sandbox/faults", fault);
}

guint
asker_count (Asker *self, const char *kind)
{
  g_autofree char *path = g_strdup_printf ("%s.%s", self->platform, kind);
  g_autofree char *address = g_strdup_printf ("/_sandbox/state?kinds=%s", kind);

  asker_expect (self, 200, "GET", address, NULL);
  return ilx_json_get_length (self->json, path);
}
