/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-call.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"

#include <string.h>

/**
 * ilx_sandbox_call_new:
 * @state: the platform's state, lent for the call's life
 * @method: "GET"
 * @path: as it came, encoded
 * @query_text: (nullable): as it came, encoded
 *
 * Returns: (transfer full): a call without route and reply
 */
IlxSandboxCall *
ilx_sandbox_call_new (IlxSandboxState *state,
                      const char *method,
                      const char *path,
                      const char *query_text)
{
  IlxSandboxCall *self = g_new0 (IlxSandboxCall, 1);

  self->state = state;
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->platform = ilx_sandbox_platforms_find (path);
  self->local_path = self->path + strlen (self->platform->prefix);
  self->query_text = g_strdup (query_text);
  return self;
}

void
ilx_sandbox_call_free (IlxSandboxCall *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query_text);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->filter, ilx_sandbox_filter_free);
  g_clear_pointer (&self->body, json_node_unref);
  for (guint i = 0; i < self->n_arguments; i++)
    g_free (self->arguments[i]);
  g_free (self->reply);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_free (self);
}

IlxSandboxState *
ilx_sandbox_call_get_state (IlxSandboxCall *self)
{
  return self->state;
}

const IlxSandboxRoute *
ilx_sandbox_call_get_route (IlxSandboxCall *self)
{
  return self->route;
}

const char *
ilx_sandbox_call_get_method (IlxSandboxCall *self)
{
  return self->method;
}

const char *
ilx_sandbox_call_get_path (IlxSandboxCall *self)
{
  return self->path;
}

/**
 * ilx_sandbox_call_get_argument:
 * @self: a call
 * @name: "id" for {id}
 *
 * Returns: (transfer none): what stands there in the path, decoded. Asking for a name that the
 *   pattern lacks is a mistake.
 */
const char *
ilx_sandbox_call_get_argument (IlxSandboxCall *self, const char *name)
{
  for (guint i = 0; i < self->n_arguments; i++)
    if (g_str_equal (self->argument_names[i], name))
      return self->arguments[i];
  g_return_val_if_reached (NULL);
}

/**
 * ilx_sandbox_call_get_query:
 * @self: a call
 * @name: "page[size]"
 *
 * Returns: (transfer none) (nullable): the parameter, decoded
 */
const char *
ilx_sandbox_call_get_query (IlxSandboxCall *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

JsonNode *
ilx_sandbox_call_get_body (IlxSandboxCall *self)
{
  return self->body;
}

gboolean
ilx_sandbox_call_has_reply (IlxSandboxCall *self)
{
  return self->status != 0;
}

/**
 * ilx_sandbox_call_set_header:
 * @self: a call
 * @name: of a header of the reply
 * @value: its value
 */
void
ilx_sandbox_call_set_header (IlxSandboxCall *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/**
 * ilx_sandbox_call_set_reply:
 * @self: a call
 * @status: of HTTP
 * @media_type: (nullable): static text
 * @text: (nullable): the body
 *
 * Says what will be answered, in place of what was said before.
 */
void
ilx_sandbox_call_set_reply (IlxSandboxCall *self,
                            guint status,
                            const char *media_type,
                            const char *text)
{
  g_autofree char *old = self->reply;

  self->status = status;
  self->media_type = media_type;
  self->reply = g_strdup (text);
}

/**
 * ilx_sandbox_call_reply:
 * @self: a call without reply
 * @status: of HTTP
 * @take: (transfer full): the body
 */
void
ilx_sandbox_call_reply (IlxSandboxCall *self, guint status, JsonNode *take)
{
  g_return_if_fail (!ilx_sandbox_call_has_reply (self));
  self->status = status;
  self->media_type = status < 400 ? self->platform->media_type : self->platform->error_media_type;
  self->reply = ilx_json_to_text (take, FALSE);
  json_node_unref (take);
}

/**
 * ilx_sandbox_call_reply_empty:
 * @self: a call without reply
 * @status: of HTTP, mostly 204
 */
void
ilx_sandbox_call_reply_empty (IlxSandboxCall *self, guint status)
{
  g_return_if_fail (!ilx_sandbox_call_has_reply (self));
  self->status = status;
}

static JsonNode *
build_source (const char *source)
{
  const char *kind = source == NULL || *source == '/' ? "pointer" : "parameter";

  return ilx_json_object (kind, ilx_json_string (source != NULL ? source : "/data"), NULL);
}

/**
 * ilx_sandbox_call_reply_error:
 * @self: a call without reply
 * @status: of HTTP, 400 and above
 * @code: "invalid"
 * @title: "Invalid input."
 * @detail: the sentence
 * @source: (nullable): a JSON pointer into the body, or the name of a query parameter
 */
void
ilx_sandbox_call_reply_error (IlxSandboxCall *self,
                              guint status,
                              const char *code,
                              const char *title,
                              const char *detail,
                              const char *source)
{
  /* What was asked may be quoted in it, and need not be UTF-8. */
  g_autofree char *valid = g_utf8_make_valid (detail, -1);
  g_autofree char *id = g_uuid_string_random ();
  JsonNode *error
      = ilx_json_object ("id", ilx_json_string (id), "status", ilx_json_int (status), "code",
                         ilx_json_string (code), "title", ilx_json_string (title), "detail",
                         ilx_json_string (valid), "source", build_source (source), "links",
                         ilx_json_empty_object (), "meta", ilx_json_empty_object (), NULL);

  ilx_sandbox_call_reply (self, status,
                          ilx_json_object ("errors", ilx_json_array (error, NULL), NULL));
}

/**
 * ilx_sandbox_call_reply_invalid:
 * @self: a call without reply
 * @source: (nullable): as in ilx_sandbox_call_reply_error()
 * @format: the detail
 * @...: for @format
 *
 * Answers 400.
 */
void
ilx_sandbox_call_reply_invalid (IlxSandboxCall *self, const char *source, const char *format, ...)
{
  g_autofree char *detail = NULL;
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);
  ilx_sandbox_call_reply_error (self, 400, "invalid", "Invalid input.", detail, source);
}

/**
 * ilx_sandbox_call_reply_not_found:
 * @self: a call without reply
 * @type: "campaign"
 * @id: what was asked for
 *
 * Answers 404.
 */
void
ilx_sandbox_call_reply_not_found (IlxSandboxCall *self, const char *type, const char *id)
{
  g_autofree char *detail = g_strdup_printf ("A %s with id %s does not exist.", type, id);

  ilx_sandbox_call_reply_error (self, 404, "not_found", "Not found.", detail, NULL);
}

/**
 * ilx_sandbox_call_reply_conflict:
 * @self: a call without reply
 * @format: the detail
 * @...: for @format
 *
 * Answers 409.
 */
void
ilx_sandbox_call_reply_conflict (IlxSandboxCall *self, const char *format, ...)
{
  g_autofree char *detail = NULL;
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);
  ilx_sandbox_call_reply_error (self, 409, "conflict", "Conflict.", detail, NULL);
}
