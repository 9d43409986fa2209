/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client is: where it goes, what it always says, and what its calls share. The calls
 * themselves are in ilx-http-call.c, pages in ilx-http-pager.c. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-error.h"
#include "ilx-http-client-private.h"
#include "ilx-http-request-private.h"
#include "ilx-http-url.h"
#include "ilx-redaction.h"
#include "ilx-text.h"

#define DEFAULT_MAX_CONNECTIONS 4
#define DEFAULT_BODY_TYPE "application/json"
/* Shorter than what servers keep, so that a connection is rarely closed under a request. */
#define IDLE_SECONDS 20

struct _IlxHttpClient
{
  GObject parent_instance;

  IlxClock *clock; /* (owned) */
  GUri *base;      /* (owned) */
  char *base_url;  /* without a slash at its end */
  char *name;      /* of the platform */
  IlxHttpErrorFunc error_func;
  guint max_connections;

  GHashTable *headers; /* name → value */
  char *body_type;
  char *secret_name;  /* (nullable): the header that carries the secret */
  char *secret_value; /* (nullable): with its prefix; wiped */
  char *secret;       /* (nullable): bare; wiped */

  IlxRateLimiter *limiter; /* (owned) */
  IlxGate *connections;    /* (owned) */
  GHashTable *turns;       /* a tier's name → IlxGate (owned) */
  SoupSession *session;    /* (owned) (nullable): made for the first call */
};

enum
{
  CALLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxHttpClient, ilx_http_client, G_TYPE_OBJECT)

/* HTTP/1.1 alone, also over TLS. With libsoup 3.2 an HTTP/2 request that waits for its answer can't
 * be cancelled, so neither the user nor a time-out ends it; and one that the server refuses is sent
 * again without a bound, even a POST. Only the environment can say so, and only before there are
 * threads is it safe to change. */
static void __attribute__ ((constructor)) force_http1 (void)
{
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}

static void
replace (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static void
ilx_http_client_finalize (GObject *object)
{
  IlxHttpClient *self = ILX_HTTP_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->base, g_uri_unref);
  g_free (self->base_url);
  g_free (self->name);
  g_hash_table_unref (self->headers);
  g_free (self->body_type);
  g_free (self->secret_name);
  ilx_text_free_secret (self->secret_value);
  ilx_text_free_secret (self->secret);
  g_clear_pointer (&self->limiter, ilx_rate_limiter_free);
  g_clear_pointer (&self->connections, ilx_gate_free);
  g_hash_table_unref (self->turns);
  G_OBJECT_CLASS (ilx_http_client_parent_class)->finalize (object);
}

static void
ilx_http_client_class_init (IlxHttpClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_http_client_finalize;
  signals[CALLED] = g_signal_new ("called", ILX_TYPE_HTTP_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_INT64);
}

static void
ilx_http_client_init (IlxHttpClient *self)
{
  self->max_connections = DEFAULT_MAX_CONNECTIONS;
  self->body_type = g_strdup (DEFAULT_BODY_TYPE);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->turns
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ilx_gate_free);
}

static char *
dup_without_slash (const char *url)
{
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;
  return g_strndup (url, length);
}

/**
 * ilx_http_client_new:
 * @base_url: where the platform lives; https, or plain http on this machine
 * @clock: whose time counts
 * @error: %ILX_ERROR_INVALID_INPUT with the field "url" for any other address
 *
 * Nothing is connected before the first call. TLS is always verified; redirects are never followed,
 * so that a secret goes to @base_url's origin alone.
 *
 * Returns: (transfer full) (nullable): a client
 */
IlxHttpClient *
ilx_http_client_new (const char *base_url, IlxClock *clock, GError **error)
{
  g_autoptr (GUri) base = NULL;
  IlxHttpClient *self;

  g_return_val_if_fail (base_url != NULL && ILX_IS_CLOCK (clock), NULL);
  base = ilx_http_url_parse_base (base_url, error);
  if (base == NULL)
    return NULL;
  self = g_object_new (ILX_TYPE_HTTP_CLIENT, NULL);
  self->clock = g_object_ref (clock);
  self->base_url = dup_without_slash (base_url);
  self->limiter = ilx_rate_limiter_new (clock);
  ilx_http_client_set_name (self, g_uri_get_host (base));
  self->base = g_steal_pointer (&base);
  return self;
}

/**
 * ilx_http_client_set_name:
 * @self: a client
 * @platform_name: how the user calls the platform, for messages; at first its host
 */
void
ilx_http_client_set_name (IlxHttpClient *self, const char *platform_name)
{
  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  replace (&self->name, platform_name);
  ilx_rate_limiter_set_name (self->limiter, platform_name);
}

static gboolean
is_header_value (const char *value)
{
  return strpbrk (value, "\r\n") == NULL;
}

/**
 * ilx_http_client_set_header:
 * @self: a client
 * @name: a header that every request carries; "Content-Type" only those with a body
 * @value: its value
 */
void
ilx_http_client_set_header (IlxHttpClient *self, const char *name, const char *value)
{
  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  g_return_if_fail (is_header_value (value));
  if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    replace (&self->body_type, value);
  else
    g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

/**
 * ilx_http_client_set_secret_header:
 * @self: a client
 * @name: the header, such as "Authorization"
 * @prefix: what stands before the secret, with its blank
 * @secret: the secret; copied, wiped when the client goes, and cut out of all errors and logs
 */
void
ilx_http_client_set_secret_header (IlxHttpClient *self,
                                   const char *name,
                                   const char *prefix,
                                   const char *secret)
{
  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  g_return_if_fail (is_header_value (secret));
  ilx_text_free_secret (self->secret_value);
  ilx_text_free_secret (self->secret);
  replace (&self->secret_name, name);
  self->secret_value = g_strconcat (prefix, secret, NULL);
  self->secret = g_strdup (secret);
}

/**
 * ilx_http_client_set_error_func:
 * @self: a client
 * @func: (nullable): makes a platform's error bodies into errors
 */
void
ilx_http_client_set_error_func (IlxHttpClient *self, IlxHttpErrorFunc func)
{
  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  self->error_func = func;
}

/**
 * ilx_http_client_set_quota:
 * @self: a client
 * @quota: (nullable): who counts days; without one they are counted until the client goes
 */
void
ilx_http_client_set_quota (IlxHttpClient *self, IlxHttpQuota *quota)
{
  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  ilx_rate_limiter_set_quota (self->limiter, quota);
}

/**
 * ilx_http_client_set_max_connections:
 * @self: a client that has not sent anything yet
 * @max_connections: how many requests are in flight at the same time, at most; 4 at first
 */
void
ilx_http_client_set_max_connections (IlxHttpClient *self, guint max_connections)
{
  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  g_return_if_fail (max_connections > 0 && self->session == NULL && self->connections == NULL);
  self->max_connections = max_connections;
}

/**
 * ilx_http_client_note_call:
 * @self: a client
 * @error: (nullable): how a try failed
 * @resumes_at: when the platform lets it be tried again, microseconds since the epoch; 0: at once,
 * or never
 *
 * Tells whoever listens that a try came to its end.
 */
void
ilx_http_client_note_call (IlxHttpClient *self, const GError *error, gint64 resumes_at)
{
  g_signal_emit (self, signals[CALLED], 0, error, resumes_at);
}

/**
 * ilx_http_client_get_session:
 * @self: a client
 *
 * Returns: (transfer none): the session, made when first asked for
 */
SoupSession *
ilx_http_client_get_session (IlxHttpClient *self)
{
  if (self->session != NULL)
    return self->session;
  self->session = soup_session_new_with_options (
      "max-conns", (int) self->max_connections, "max-conns-per-host", (int) self->max_connections,
      "timeout", 0, "idle-timeout", IDLE_SECONDS, "user-agent", "Illixis/" PACKAGE_VERSION, NULL);
  /* A proxy has no business between us and this machine, and would see the secret in clear. */
  if (ilx_http_url_is_loopback (self->base))
    soup_session_set_proxy_resolver (self->session, NULL);
  return self->session;
}

IlxClock *
ilx_http_client_get_clock (IlxHttpClient *self)
{
  return self->clock;
}

IlxRateLimiter *
ilx_http_client_get_limiter (IlxHttpClient *self)
{
  return self->limiter;
}

/**
 * ilx_http_client_get_connections:
 * @self: a client
 *
 * libsoup has a queue for its connections too, but the time-out of a request would run while it
 * stands there.
 *
 * Returns: (transfer none): the door to them
 */
IlxGate *
ilx_http_client_get_connections (IlxHttpClient *self)
{
  if (self->connections == NULL)
    self->connections = ilx_gate_new (self->max_connections);
  return self->connections;
}

/**
 * ilx_http_client_get_turns:
 * @self: a client
 * @tier: a class of endpoints
 *
 * Returns: (transfer none): its door, for one at a time
 */
IlxGate *
ilx_http_client_get_turns (IlxHttpClient *self, const IlxHttpTier *tier)
{
  IlxGate *turns = g_hash_table_lookup (self->turns, tier->name);

  if (turns == NULL)
    {
      turns = ilx_gate_new (1);
      g_hash_table_insert (self->turns, g_strdup (tier->name), turns);
    }
  return turns;
}

const char *
ilx_http_client_get_name (IlxHttpClient *self)
{
  return self->name;
}

GUri *
ilx_http_client_get_base (IlxHttpClient *self)
{
  return self->base;
}

/**
 * ilx_http_client_dup_url:
 * @self: a client
 * @request: a request
 *
 * Returns: (transfer full): the whole address that it goes to
 */
char *
ilx_http_client_dup_url (IlxHttpClient *self, IlxHttpRequest *request)
{
  g_autofree char *target = NULL;

  if (ilx_http_request_get_url (request) != NULL)
    return g_strdup (ilx_http_request_get_url (request));
  target = ilx_http_request_dup_target (request);
  return g_strconcat (self->base_url, target, NULL);
}

/**
 * ilx_http_client_dup_redacted:
 * @self: a client
 * @text: (nullable): text for a log
 *
 * Returns: (transfer full) (nullable): @text without our secret
 */
char *
ilx_http_client_dup_redacted (IlxHttpClient *self, const char *text)
{
  const char *const secrets[] = { self->secret, NULL };

  return ilx_redaction_dup (text, secrets);
}

/* An id of "." or ".." would make it another path than the one that was meant. */
static gboolean
has_dot_segment (const char *path)
{
  return strstr (path, "/./") != NULL || strstr (path, "/../") != NULL
         || g_str_has_suffix (path, "/.") || g_str_has_suffix (path, "/..");
}

static GUri *
build_url (IlxHttpClient *self, IlxHttpRequest *request, GError **error)
{
  g_autofree char *url = ilx_http_client_dup_url (self, request);
  GUri *uri = NULL;

  if (!has_dot_segment (ilx_http_request_get_path (request)))
    uri = ilx_http_url_parse_within (url, self->base);
  if (uri == NULL)
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("This can't be asked of %s: it makes no valid address."), self->name);
  return uri;
}

static void
add_headers (IlxHttpClient *self, SoupMessageHeaders *headers)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (self->secret_value != NULL)
    soup_message_headers_replace (headers, self->secret_name, self->secret_value);
}

/* Only our own policy repeats a request. libsoup would repeat on its own what it finds idempotent,
 * when a kept connection turns out to be dead; and while it does so (3.2.3 and 3.6.5) it may go on
 * with a request that it has freed, which ends the program. It never repeats on a new connection.
 */
#define MESSAGE_FLAGS                                                                              \
  (SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE | SOUP_MESSAGE_NEW_CONNECTION)

/**
 * ilx_http_client_build_message:
 * @self: a client
 * @request: a request
 * @error: %ILX_ERROR_INVALID_INPUT when its path makes no address on our origin
 *
 * Returns: (transfer full) (nullable): a new message, for one try
 */
SoupMessage *
ilx_http_client_build_message (IlxHttpClient *self, IlxHttpRequest *request, GError **error)
{
  g_autoptr (GUri) uri = build_url (self, request, error);
  GBytes *body = ilx_http_request_get_bytes (request);
  SoupMessage *message;

  if (uri == NULL)
    return NULL;
  message = soup_message_new_from_uri (ilx_http_request_get_method (request), uri);
  soup_message_set_flags (message, MESSAGE_FLAGS);
  add_headers (self, soup_message_get_request_headers (message));
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, self->body_type, body);
  return message;
}

/**
 * ilx_http_client_read_reply:
 * @self: a client
 * @reply: what came back
 * @error: see ilx_http_reply_read()
 *
 * Returns: (transfer full) (nullable): its JSON
 */
JsonNode *
ilx_http_client_read_reply (IlxHttpClient *self, const IlxHttpReply *reply, GError **error)
{
  const char *const secrets[] = { self->secret, NULL };
  const IlxHttpReader reader = {
    .platform_name = self->name,
    .error_func = self->error_func,
    .secrets = secrets,
    .now = ilx_clock_get_now (self->clock),
  };

  return ilx_http_reply_read (reply, &reader, error);
}
