/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-http-reply.h"
#include "ilx-http-words.h"
#include "ilx-json.h"
#include "ilx-redaction.h"

void
ilx_http_reply_free (IlxHttpReply *self)
{
  g_free (self->content_type);
  g_free (self->retry_after);
  g_free (self->request_id);
  g_bytes_unref (self->body);
  g_free (self);
}

/**
 * ilx_http_reply_is_success:
 * @self: a reply
 *
 * Returns: whether its status is 2xx
 */
gboolean
ilx_http_reply_is_success (const IlxHttpReply *self)
{
  return self->status >= 200 && self->status < 300;
}

/**
 * ilx_http_reply_get_retry_after:
 * @self: a reply
 *
 * Returns: how many seconds it asks to wait, at least 1; a minute if it does not say so in digits
 */
guint
ilx_http_reply_get_retry_after (const IlxHttpReply *self)
{
  guint64 seconds;

  if (self->retry_after == NULL
      || !g_ascii_string_to_unsigned (self->retry_after, 10, 0, G_MAXUINT, &seconds, NULL))
    return ILX_HTTP_DEFAULT_RETRY_AFTER;
  return MAX (1, (guint) seconds);
}

static gboolean
is_json_type (const char *type)
{
  g_autofree char *lower = type != NULL ? g_ascii_strdown (type, -1) : NULL;

  return lower != NULL && (g_str_has_suffix (lower, "/json") || g_str_has_suffix (lower, "+json"));
}

static JsonNode *
parse_body (const IlxHttpReply *self, GError **error)
{
  if (is_json_type (self->content_type))
    return ilx_json_parse (self->body, error);
  ilx_set_error (error, ILX_ERROR_BAD_REPLY, "The answer is %s instead of JSON",
                 self->content_type != NULL ? self->content_type : "of no type");
  return NULL;
}

/* The platform's words refine what the status said; what the transport knows stays as it was. */
static void
refine (GError **error, const IlxHttpReply *self, const IlxHttpReader *reader)
{
  g_autoptr (JsonNode) json = parse_body (self, NULL);
  gint64 retry_at = ilx_error_get_retry_at (*error);

  if (reader->error_func != NULL)
    reader->error_func (error, self->status, json);
  g_assert (*error != NULL);
  ilx_error_set_status (*error, self->status);
  ilx_error_set_retry_at (*error, retry_at);
  if (ilx_error_get_request_id (*error) == NULL)
    ilx_error_set_request_id (*error, self->request_id);
  ilx_redaction_clean_error (*error, reader->secrets);
}

static GError *
new_refusal (const IlxHttpReply *self, const IlxHttpReader *reader)
{
  gint64 wait = ilx_http_reply_get_retry_after (self) * ILX_SECOND;
  GError *error
      = ilx_http_words_new_error (self->status, reader->platform_name, reader->now + wait);

  refine (&error, self, reader);
  return error;
}

/* A success that can't be read. The parser's message is for whoever looks closer. */
static GError *
new_bad_reply (const IlxHttpReply *self, const IlxHttpReader *reader, const GError *cause)
{
  GError *error = ilx_http_words_new_error (self->status, reader->platform_name, 0);

  ilx_error_set_detail (error, cause->message);
  ilx_error_set_request_id (error, self->request_id);
  ilx_redaction_clean_error (error, reader->secrets);
  return error;
}

/**
 * ilx_http_reply_read:
 * @self: a reply
 * @reader: who reads it
 * @error: by its status; %ILX_ERROR_BAD_REPLY for a success that is not JSON
 *
 * The status decides, the body is looked at after.
 *
 * Returns: (transfer full) (nullable): the body; an empty object for a success that has none
 */
JsonNode *
ilx_http_reply_read (const IlxHttpReply *self, const IlxHttpReader *reader, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *json;

  if (!ilx_http_reply_is_success (self))
    {
      g_propagate_error (error, new_refusal (self, reader));
      return NULL;
    }
  if (g_bytes_get_size (self->body) == 0 && !self->is_body_missing)
    return ilx_json_empty_object ();
  json = parse_body (self, &local);
  if (json == NULL)
    g_propagate_error (error, new_bad_reply (self, reader, local));
  return json;
}
