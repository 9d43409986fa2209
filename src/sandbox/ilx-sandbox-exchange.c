/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-exchange.h"

#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-control.h"
#include "ilx-sandbox-gate.h"

#include <string.h>

/* Half a reply must fit into a socket's buffer, so that nothing waits for the client to read. */
#define MAX_HALF (16 * 1024)

static const char page[] = "<!DOCTYPE html>\n<html><head><title>Just a moment</title></head>"
                           "<body><h1>We will be back soon</h1></body></html>\n";

typedef struct
{
  GObject *owner; /* (owned) */
  IlxSandboxParts *parts;
  IlxSandboxLines *lines;
  SoupServerMessage *message; /* (owned) */
  IlxSandboxCall *call;       /* (owned) */
  IlxSandboxStrike *strike;   /* (owned) (nullable) */
} IlxSandboxExchange;

static void
exchange_free (IlxSandboxExchange *self)
{
  self->parts->n_under_way--;
  g_object_unref (self->message);
  ilx_sandbox_call_free (self->call);
  g_clear_pointer (&self->strike, ilx_sandbox_strike_free);
  g_object_unref (self->owner);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSandboxExchange, exchange_free)

static GBytes *
dup_request_body (SoupServerMessage *message)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (message));
}

static void
write_log (IlxSandboxExchange *self, guint status)
{
  const char *fault
      = self->strike != NULL ? ilx_sandbox_fault_kind_get_name (self->strike->kind) : NULL;

  ilx_sandbox_log_add (self->parts->log, self->call->method, self->call->path,
                       self->call->query_text, status, fault,
                       ilx_sandbox_state_get_now (self->parts->state));
}

/* Those that libsoup has no words for. */
static const char *
get_phrase (guint status)
{
  switch (status)
    {
    case 410:
      return "Gone";
    case 429:
      return "Too Many Requests";
    default:
      return soup_status_get_phrase (status);
    }
}

static void
answer (IlxSandboxExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  GPtrArray *pairs = self->call->headers;

  for (guint i = 0; pairs != NULL && i < pairs->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (pairs, i),
                                  g_ptr_array_index (pairs, i + 1));
  soup_server_message_set_status (self->message, self->call->status,
                                  get_phrase (self->call->status));
  if (self->call->reply == NULL)
    {
      /* libsoup 3.2 closes the connection after a body without a length, and takes none for such a
       * one. A client that isn't told sends its next request into the void. */
      soup_message_headers_replace (headers, "Connection", "close");
      return;
    }
  soup_server_message_set_response (self->message, self->call->media_type, SOUP_MEMORY_COPY,
                                    self->call->reply, strlen (self->call->reply));
}

static void
execute (IlxSandboxExchange *self)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (self->message);
  IlxSandboxHeaders headers = {
    soup_message_headers_get_one (request, "Authorization"),
    soup_message_headers_get_one (request, "revision"),
    soup_message_headers_get_list (request, "Accept"),
    soup_message_headers_get_one (request, "Content-Type"),
    soup_message_headers_get_one (request, "X-HTTP-Method-Override"),
  };
  g_autoptr (GBytes) body = dup_request_body (self->message);

  self->call->n_under_way = self->parts->n_under_way;
  ilx_sandbox_gate_handle (self->call, &headers, body, self->parts->keys, self->parts->limits);
}

static void
forget_reply (IlxSandboxCall *call)
{
  call->status = 0;
  g_clear_pointer (&call->reply, g_free);
  g_clear_pointer (&call->headers, g_ptr_array_unref);
}

/* The status that was asked for, with its body or the documented one. */
static void
strike_status (IlxSandboxExchange *self)
{
  guint status = self->strike->status;
  const char *phrase = get_phrase (status);

  forget_reply (self->call);
  self->call->platform->fail (self->call, status, phrase);
  if (self->strike->body != NULL)
    ilx_sandbox_call_set_reply (self->call, status, self->call->platform->error_media_type,
                                *self->strike->body != '\0' ? self->strike->body : NULL);
  if (self->strike->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", self->strike->retry_after);

      ilx_sandbox_call_set_header (self->call, "Retry-After", seconds);
    }
  answer (self);
}

static void
strike_html (IlxSandboxExchange *self)
{
  forget_reply (self->call);
  ilx_sandbox_call_set_reply (self->call, 200, "text/html; charset=utf-8", page);
  answer (self);
}

/* The first half of what would be answered; of an answer without body, the start of some JSON. */
static char *
dup_half (IlxSandboxCall *call)
{
  const char *whole = call->reply != NULL ? call->reply : "{\"data\": {\"type\": \"nothing\"}}";

  return g_strndup (whole, MIN (strlen (whole) / 2, MAX_HALF));
}

static void
strike_malformed (IlxSandboxExchange *self)
{
  g_autofree char *half = dup_half (self->call);
  guint status = self->call->status == 204 ? 200 : self->call->status;

  ilx_sandbox_call_set_reply (self->call, status, self->call->platform->media_type, half);
  answer (self);
}

static void
strike_reset (IlxSandboxExchange *self)
{
  g_autofree char *half = dup_half (self->call);
  g_autofree char *bytes = g_strdup_printf (
      "HTTP/1.1 %u Broken\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
      self->call->status == 204 ? 200 : self->call->status, self->call->platform->media_type,
      2 * strlen (half) + 1, half);

  ilx_sandbox_line_reset (self->message, bytes, strlen (bytes));
}

/* Ends the exchange by what goes wrong. */
static void
strike (IlxSandboxExchange *self)
{
  switch (self->strike->kind)
    {
    case ILX_SANDBOX_FAULT_STATUS:
    case ILX_SANDBOX_FAULT_STATUS_AFTER:
      strike_status (self);
      break;
    case ILX_SANDBOX_FAULT_HANG:
    case ILX_SANDBOX_FAULT_HANG_AFTER:
      ilx_sandbox_lines_hang (self->lines, self->message);
      break;
    case ILX_SANDBOX_FAULT_DROP:
    case ILX_SANDBOX_FAULT_DROP_AFTER:
      ilx_sandbox_line_drop (self->message);
      break;
    case ILX_SANDBOX_FAULT_RESET_BODY:
      strike_reset (self);
      break;
    case ILX_SANDBOX_FAULT_MALFORMED:
      strike_malformed (self);
      break;
    case ILX_SANDBOX_FAULT_HTML:
    case ILX_SANDBOX_FAULT_HTML_BEFORE:
      strike_html (self);
      break;
    case ILX_SANDBOX_FAULT_LATENCY:
      answer (self);
      break;
    case ILX_SANDBOX_N_FAULTS:
    default:
      g_assert_not_reached ();
    }
}

/* What the log says was answered: nothing, of a line that hung or broke. */
static guint
get_logged_status (IlxSandboxExchange *self)
{
  if (self->strike == NULL)
    return self->call->status;
  switch (self->strike->kind)
    {
    case ILX_SANDBOX_FAULT_HANG:
    case ILX_SANDBOX_FAULT_HANG_AFTER:
    case ILX_SANDBOX_FAULT_DROP:
    case ILX_SANDBOX_FAULT_DROP_AFTER:
      return 0;
    case ILX_SANDBOX_FAULT_STATUS:
    case ILX_SANDBOX_FAULT_STATUS_AFTER:
    case ILX_SANDBOX_FAULT_RESET_BODY:
    case ILX_SANDBOX_FAULT_MALFORMED:
    case ILX_SANDBOX_FAULT_HTML:
    case ILX_SANDBOX_FAULT_HTML_BEFORE:
    case ILX_SANDBOX_FAULT_LATENCY:
    case ILX_SANDBOX_N_FAULTS:
    default:
      return self->call->status;
    }
}

static void
go_on (IlxSandboxExchange *self)
{
  if (self->strike == NULL || !ilx_sandbox_fault_kind_is_before (self->strike->kind))
    execute (self);
  if (self->strike != NULL)
    strike (self);
  else
    answer (self);
  write_log (self, get_logged_status (self));
}

static void
control (IlxSandboxExchange *self)
{
  g_autoptr (GBytes) body = dup_request_body (self->message);

  ilx_sandbox_control_handle (self->parts, self->call, body);
  answer (self);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxSandboxExchange) self = user_data;

  if (!ilx_clock_wait_finish (ILX_CLOCK (source), result, NULL))
    {
      ilx_sandbox_line_drop (self->message);
      return;
    }
  soup_server_message_unpause (self->message);
  go_on (self);
}

static IlxSandboxExchange *
exchange_new (GObject *owner,
              IlxSandboxParts *parts,
              IlxSandboxLines *lines,
              SoupServerMessage *message)
{
  IlxSandboxExchange *self = g_new0 (IlxSandboxExchange, 1);
  GUri *uri = soup_server_message_get_uri (message);

  self->owner = g_object_ref (owner);
  self->parts = parts;
  self->lines = lines;
  self->message = g_object_ref (message);
  parts->n_under_way++;
  self->call = ilx_sandbox_call_new (parts->state, soup_server_message_get_method (message),
                                     g_uri_get_path (uri), g_uri_get_query (uri));
  return self;
}

/**
 * ilx_sandbox_exchange_run:
 * @owner: kept alive until the exchange ends
 * @parts: lent by @owner
 * @lines: lent by @owner
 * @clock: real time, for delays
 * @cancellable: ends delays
 * @message: a request whose body is there
 *
 * Answers the request now or later, or sees to it that it never is.
 */
void
ilx_sandbox_exchange_run (GObject *owner,
                          IlxSandboxParts *parts,
                          IlxSandboxLines *lines,
                          IlxClock *clock,
                          GCancellable *cancellable,
                          SoupServerMessage *message)
{
  g_autoptr (IlxSandboxExchange) self = exchange_new (owner, parts, lines, message);

  if (ilx_sandbox_control_has_path (self->call->path))
    {
      control (self);
      return;
    }
  self->strike = ilx_sandbox_faults_take (parts->faults, self->call->platform->name,
                                          self->call->method, self->call->path);
  if (self->strike == NULL || self->strike->delay == 0)
    {
      go_on (self);
      return;
    }
  soup_server_message_pause (message);
  ilx_clock_wait_async (clock, self->strike->delay * (ILX_SECOND / 1000), cancellable, waited_cb,
                        self);
  g_steal_pointer (&self);
}
