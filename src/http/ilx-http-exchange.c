/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-http-exchange.h"
#include "ilx-http-words.h"
#include "ilx-step-runner.h"

#define CHUNK (64 * 1024)

typedef struct
{
  IlxSteps steps;

  /* In */
  SoupSession *session; /* (owned) */
  SoupMessage *message; /* (owned) */
  char *platform_name;

  /* Progress */
  GCancellable *inner; /* (owned): ends what is under way, for the user or for the time-out */
  GSource *cancelled;  /* (owned) (nullable): passes the caller's cancellation on to it */
  gboolean is_timed_out;
  gboolean has_left;    /* something of the request went to the platform */
  GInputStream *stream; /* (owned) (nullable) */
  GByteArray *body;     /* (owned) (nullable): NULL when complete */

  /* Out */
  IlxHttpReply *reply; /* (owned) (nullable) */
} IlxHttpExchange;

/* Ends the time-out's wait and the watch, and lets go of the connection, which a reply that broke
 * off holds as long as its stream lives. May be called twice. */
static void
settle (IlxHttpExchange *self)
{
  g_clear_object (&self->stream);
  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_clear_pointer (&self->cancelled, g_source_unref);
    }
  g_cancellable_cancel (self->inner);
}

static void
ilx_http_exchange_free (gpointer data)
{
  IlxHttpExchange *self = data;

  settle (self);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_free (self->platform_name);
  g_clear_object (&self->inner);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->reply, ilx_http_reply_free);
  g_free (self);
}

static void
starting_cb (SoupMessage *message, IlxHttpExchange *self)
{
  self->has_left = TRUE;
}

static const char *
get_request_id (SoupMessageHeaders *headers)
{
  static const char *const names[] = { "X-Request-Id", "X-Klaviyo-Req-Id", "CF-Ray" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = soup_message_headers_get_one (headers, names[i]);

      if (id != NULL)
        return id;
    }
  return NULL;
}

/* Whether there should have been something to read: a line that breaks behind the headers can look
 * like an empty answer, and "nothing found" must not be read out of that. */
static gboolean
is_body_missing (IlxHttpExchange *self, GBytes *body)
{
  return g_bytes_get_size (body) == 0 && soup_message_get_status (self->message) == 200
         && g_str_equal (soup_message_get_method (self->message), "GET");
}

static void
take_reply (IlxHttpExchange *self, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  self->reply = g_new0 (IlxHttpReply, 1);
  self->reply->status = soup_message_get_status (self->message);
  self->reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  self->reply->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  self->reply->request_id = g_strdup (get_request_id (headers));
  self->reply->is_body_missing = is_body_missing (self, body);
  self->reply->body = body;
}

/* What the user is told of a try that did not come to its end. */
static GError *
new_error (IlxHttpExchange *self, const GError *cause)
{
  GError *error;

  if (self->is_timed_out)
    error = ilx_http_words_new_timed_out (self->platform_name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  else
    error = ilx_http_words_new_broken (cause, self->platform_name);
  ilx_error_set_may_have_happened (error, self->has_left);
  return error;
}

static GError *
new_too_long (IlxHttpExchange *self)
{
  guint status = soup_message_get_status (self->message);
  GError *error = ilx_error_new (
      ILX_ERROR_BAD_REPLY, _ ("The answer of %s is too long to be read."), self->platform_name);

  ilx_error_set_status (error, status);
  ilx_error_set_may_have_happened (error, TRUE);
  return error;
}

/* A refusal is one although its explanation broke off: the status was there, and decides. */
static IlxStepOutcome
fail_reading (IlxHttpExchange *self, GError *cause, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (cause->domain == ILX_ERROR && soup_message_get_status (self->message) >= 300)
    {
      take_reply (self, g_bytes_new (NULL, 0));
      return ILX_STEP_NEXT;
    }
  g_propagate_error (error, g_steal_pointer (&owned));
  return ILX_STEP_FAILED;
}

static gboolean
send_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpExchange *self = state;

  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->inner, callback,
                           data);
  return TRUE;
}

static IlxStepOutcome
send_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxHttpExchange *self = state;
  g_autoptr (GError) local = NULL;

  self->stream = soup_session_send_finish (self->session, result, &local);
  if (self->stream != NULL)
    return ILX_STEP_NEXT;
  g_propagate_error (error, new_error (self, local));
  return ILX_STEP_FAILED;
}

static gboolean
read_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpExchange *self = state;

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->inner, callback,
                                   data);
  return TRUE;
}

static IlxStepOutcome
read_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxHttpExchange *self = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (self->stream, result, &local);
  gsize length;
  const guint8 *data;

  if (chunk == NULL)
    return fail_reading (self, new_error (self, local), error);
  data = g_bytes_get_data (chunk, &length);
  if (length == 0)
    {
      take_reply (self, g_byte_array_free_to_bytes (g_steal_pointer (&self->body)));
      return ILX_STEP_NEXT;
    }
  if (length > ILX_HTTP_MAX_BODY - self->body->len)
    return fail_reading (self, new_too_long (self), error);
  g_byte_array_append (self->body, data, (guint) length);
  return ILX_STEP_AGAIN;
}

static const IlxStep exchange_steps[] = {
  { "send the request", send_begin, send_finish },
  { "read the reply", read_begin, read_finish },
  { NULL, NULL, NULL },
};

static void
timeout_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxHttpExchange *self = g_task_get_task_data (task);

  if (!ilx_clock_wait_finish (ILX_CLOCK (source), result, NULL))
    return;
  self->is_timed_out = TRUE;
  g_cancellable_cancel (self->inner);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  IlxHttpExchange *self = user_data;

  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

/* By a source and not by the signal, whose handler would run wherever somebody cancels. */
static void
watch_cancellable (GTask *task, IlxHttpExchange *self)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_task_get_context (task));
}

/**
 * ilx_http_exchange_async:
 * @session: the session
 * @message: what to send; used once
 * @clock: measures the time-out
 * @timeout: seconds for all of it
 * @platform_name: how the user calls the platform
 * @cancellable: (nullable): ends it in every phase
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Main thread.
 */
void
ilx_http_exchange_async (SoupSession *session,
                         SoupMessage *message,
                         IlxClock *clock,
                         guint timeout,
                         const char *platform_name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  IlxHttpExchange *self = g_new0 (IlxHttpExchange, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_http_exchange_async);
  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->platform_name = g_strdup (platform_name);
  self->inner = g_cancellable_new ();
  self->body = g_byte_array_new ();
  g_task_set_task_data (task, self, ilx_http_exchange_free);
  watch_cancellable (task, self);
  ilx_clock_wait_async (clock, timeout * ILX_SECOND, self->inner, timeout_cb, g_object_ref (task));
  ilx_steps_run (task, exchange_steps);
}

/**
 * ilx_http_exchange_finish:
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED, %ILX_ERROR_TIMED_OUT, %ILX_ERROR_NETWORK, or %ILX_ERROR_BAD_REPLY
 *   for a body that is too long; with "may have happened" if anything went out, whatever the method
 *
 * Returns: (transfer full) (nullable): the whole reply, of any status
 */
IlxHttpReply *
ilx_http_exchange_finish (GAsyncResult *result, GError **error)
{
  IlxHttpExchange *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  self = g_task_get_task_data (G_TASK (result));
  settle (self);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&self->reply);
}
