/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-http-request-private.h"
#include "ilx-json.h"

#define DEFAULT_TIMEOUT 60

struct _IlxHttpRequest
{
  gatomicrefcount n_refs;
  char *method;
  char *path;
  char *url;      /* (nullable): the whole address, of a next page; stands in for path and query */
  GString *query; /* encoded, with its question mark; empty: none */
  JsonNode *body; /* (nullable) (owned) */
  GBytes *bytes;  /* (nullable) (owned): the body as it goes out, made once for all tries */
  const IlxHttpTier *tier; /* (nullable): static */
  gboolean is_repeatable;
  guint timeout;
};

/* What may be repeated without being asked: all that ends in the same state, done once or twice. */
static gboolean
is_repeatable_method (const char *method)
{
  static const char *const methods[] = { "GET", "HEAD", "PUT", "PATCH", "DELETE", NULL };

  return g_strv_contains (methods, method);
}

/**
 * ilx_http_request_new:
 * @method: the HTTP method, in capitals
 * @path: begins with a slash; goes out as it is, so whoever puts a foreign id into it escapes the
 * id by g_uri_escape_string()
 *
 * Returns: (transfer full): a request without query, body and limits, that may take 60 seconds
 */
IlxHttpRequest *
ilx_http_request_new (const char *method, const char *path)
{
  IlxHttpRequest *self;

  g_return_val_if_fail (method != NULL && path != NULL && path[0] == '/', NULL);
  self = g_new0 (IlxHttpRequest, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = g_string_new (NULL);
  self->is_repeatable = is_repeatable_method (method);
  self->timeout = DEFAULT_TIMEOUT;
  return self;
}

/**
 * ilx_http_request_new_next:
 * @self: the request for the first page
 * @url: the whole address of another, which has been checked
 *
 * Returns: (transfer full): a GET of @url under the limits of @self
 */
IlxHttpRequest *
ilx_http_request_new_next (IlxHttpRequest *self, const char *url)
{
  IlxHttpRequest *next = ilx_http_request_new ("GET", self->path);

  next->url = g_strdup (url);
  next->tier = self->tier;
  next->timeout = self->timeout;
  return next;
}

IlxHttpRequest *
ilx_http_request_ref (IlxHttpRequest *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
ilx_http_request_unref (IlxHttpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->method);
  g_free (self->path);
  g_free (self->url);
  g_string_free (self->query, TRUE);
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * ilx_http_request_add_query:
 * @self: a request
 * @name: a parameter's name, plain
 * @value: its value in UTF-8, plain; commas and brackets are for the platform to understand
 *
 * Both are percent-encoded, all but letters, digits and `-._~`.
 */
void
ilx_http_request_add_query (IlxHttpRequest *self, const char *name, const char *value)
{
  g_autofree char *safe_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *safe_value = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (self->query, "%c%s=%s", self->query->len == 0 ? '?' : '&', safe_name,
                          safe_value);
}

/**
 * ilx_http_request_take_body:
 * @self: a request
 * @body: (transfer full): goes out as JSON; not changed by anybody from now on
 */
void
ilx_http_request_take_body (IlxHttpRequest *self, JsonNode *body)
{
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->body = body;
}

/**
 * ilx_http_request_set_tier:
 * @self: a request
 * @tier: (nullable): which limits it falls under; static
 */
void
ilx_http_request_set_tier (IlxHttpRequest *self, const IlxHttpTier *tier)
{
  self->tier = tier;
}

/**
 * ilx_http_request_set_repeatable:
 * @self: a request
 * @is_repeatable: whether it does no harm to do it twice
 */
void
ilx_http_request_set_repeatable (IlxHttpRequest *self, gboolean is_repeatable)
{
  self->is_repeatable = is_repeatable;
}

/**
 * ilx_http_request_set_timeout:
 * @self: a request
 * @seconds: how long one try may take, from connecting to the last byte, on the client's clock
 */
void
ilx_http_request_set_timeout (IlxHttpRequest *self, guint seconds)
{
  self->timeout = seconds;
}

const char *
ilx_http_request_get_method (IlxHttpRequest *self)
{
  return self->method;
}

const char *
ilx_http_request_get_path (IlxHttpRequest *self)
{
  return self->path;
}

/**
 * ilx_http_request_dup_target:
 * @self: a request
 *
 * Returns: (transfer full): path and query, encoded
 */
char *
ilx_http_request_dup_target (IlxHttpRequest *self)
{
  return g_strconcat (self->path, self->query->str, NULL);
}

/**
 * ilx_http_request_get_url:
 * @self: a request
 *
 * Returns: (nullable): the whole address, if it follows a link
 */
const char *
ilx_http_request_get_url (IlxHttpRequest *self)
{
  return self->url;
}

/**
 * ilx_http_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what was taken
 */
JsonNode *
ilx_http_request_get_body (IlxHttpRequest *self)
{
  return self->body;
}

/**
 * ilx_http_request_get_bytes:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the body as it goes out, the same for every try
 */
GBytes *
ilx_http_request_get_bytes (IlxHttpRequest *self)
{
  if (self->bytes == NULL && self->body != NULL)
    {
      char *text = ilx_json_to_text (self->body, FALSE);

      self->bytes = g_bytes_new_take (text, strlen (text));
    }
  return self->bytes;
}

const IlxHttpTier *
ilx_http_request_get_tier (IlxHttpRequest *self)
{
  return self->tier;
}

gboolean
ilx_http_request_is_repeatable (IlxHttpRequest *self)
{
  return self->is_repeatable;
}

/**
 * ilx_http_request_is_harmless:
 * @self: a request
 *
 * Returns: whether its method only reads, so that there is nothing that may have happened
 */
gboolean
ilx_http_request_is_harmless (IlxHttpRequest *self)
{
  return g_str_equal (self->method, "GET") || g_str_equal (self->method, "HEAD");
}

guint
ilx_http_request_get_timeout (IlxHttpRequest *self)
{
  return self->timeout;
}
