/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ilx-http"
#include "config.h"

#include "ilx-error.h"
#include "ilx-http-attempt.h"
#include "ilx-http-client-private.h"
#include "ilx-http-exchange.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;

  /* In */
  IlxHttpClient *client;   /* (owned) */
  IlxHttpRequest *request; /* (owned) */
  gint64 delay;
  SoupMessage *message; /* (owned) */

  /* Progress */
  gboolean holds_connection;
  gint64 started; /* when the exchange began, in steady time */

  /* Out */
  IlxHttpReply *reply; /* (owned) (nullable) */
} IlxHttpAttempt;

static void
release_connection (IlxHttpAttempt *self)
{
  if (self->holds_connection)
    ilx_gate_leave (ilx_http_client_get_connections (self->client));
  self->holds_connection = FALSE;
}

static void
ilx_http_attempt_free (gpointer data)
{
  IlxHttpAttempt *self = data;

  release_connection (self);
  g_clear_pointer (&self->request, ilx_http_request_unref);
  g_clear_object (&self->message);
  g_clear_pointer (&self->reply, ilx_http_reply_free);
  g_clear_object (&self->client);
  g_free (self);
}

/* "status 200", "network", "cancelled". */
static char *
dup_outcome (IlxHttpAttempt *self, const GError *error)
{
  if (error == NULL)
    return g_strdup_printf ("status %u", self->reply->status);
  return g_strdup (error->domain == ILX_ERROR ? ilx_error_code_get_name ((IlxErrorCode) error->code)
                                              : "cancelled");
}

/* Method, path, outcome, duration, request id: enough to find a call again, nothing of its content.
 */
static void
log_exchange (IlxHttpAttempt *self, const GError *error)
{
  gint64 now = ilx_clock_get_monotonic (ilx_http_client_get_clock (self->client));
  const char *id = self->reply != NULL ? self->reply->request_id : NULL;
  const char *path = ilx_http_request_get_path (self->request);
  g_autofree char *safe_id = ilx_http_client_dup_redacted (self->client, id);
  g_autofree char *safe_path = ilx_http_client_dup_redacted (self->client, path);
  g_autofree char *outcome = dup_outcome (self, error);

  g_debug ("%s %s: %s, %" G_GINT64_FORMAT " ms, %s", ilx_http_request_get_method (self->request),
           safe_path, outcome, (now - self->started) / 1000, safe_id != NULL ? safe_id : "-");
}

static gboolean
delay_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpAttempt *self = state;

  if (self->delay <= 0)
    return FALSE;
  ilx_clock_wait_async (ilx_http_client_get_clock (self->client), self->delay,
                        g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
delay_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_clock_wait_finish (ILX_CLOCK (source), result, error) ? ILX_STEP_NEXT
                                                                   : ILX_STEP_FAILED;
}

static gint64
get_wait (IlxHttpAttempt *self, GError **error)
{
  return ilx_rate_limiter_get_wait (ilx_http_client_get_limiter (self->client),
                                    ilx_http_request_get_tier (self->request), error);
}

/* A day that is used up waits for nothing, and fails in finish, where there is an error to set. */
static gboolean
pace_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpAttempt *self = state;
  gint64 wait = get_wait (self, NULL);

  if (wait == 0)
    return FALSE;
  ilx_clock_wait_async (ilx_http_client_get_clock (self->client), MAX (wait, 0),
                        g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
pace_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  if (!ilx_clock_wait_finish (ILX_CLOCK (source), result, error) || get_wait (state, error) < 0)
    return ILX_STEP_FAILED;
  return ILX_STEP_AGAIN;
}

static gboolean
connect_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpAttempt *self = state;
  IlxGate *connections = ilx_http_client_get_connections (self->client);

  self->holds_connection = ilx_gate_try_enter (connections);
  if (self->holds_connection)
    return FALSE;
  ilx_gate_enter_async (connections, g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
connect_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxHttpAttempt *self = state;

  self->holds_connection = ilx_gate_enter_finish (result, error);
  return self->holds_connection ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
exchange_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpAttempt *self = state;
  IlxClock *clock = ilx_http_client_get_clock (self->client);

  ilx_rate_limiter_take (ilx_http_client_get_limiter (self->client),
                         ilx_http_request_get_tier (self->request));
  self->started = ilx_clock_get_monotonic (clock);
  ilx_http_exchange_async (ilx_http_client_get_session (self->client), self->message, clock,
                           ilx_http_request_get_timeout (self->request),
                           ilx_http_client_get_name (self->client), g_task_get_cancellable (task),
                           callback, data);
  return TRUE;
}

static IlxStepOutcome
exchange_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxHttpAttempt *self = state;
  g_autoptr (GError) local = NULL;

  self->reply = ilx_http_exchange_finish (result, &local);
  release_connection (self);
  log_exchange (self, local);
  if (self->reply != NULL)
    return ILX_STEP_NEXT;
  g_propagate_error (error, g_steal_pointer (&local));
  return ILX_STEP_FAILED;
}

static const IlxStep attempt_steps[] = {
  { "wait before the next try", delay_begin, delay_finish },
  { "wait for the limit", pace_begin, pace_finish },
  { "wait for a connection", connect_begin, connect_finish },
  { "exchange", exchange_begin, exchange_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_http_attempt_async:
 * @client: the client
 * @request: what to send
 * @delay: microseconds to wait before
 * @cancellable: (nullable): ends it in every phase
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Main thread.
 */
void
ilx_http_attempt_async (IlxHttpClient *client,
                        IlxHttpRequest *request,
                        gint64 delay,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  IlxHttpAttempt *self = g_new0 (IlxHttpAttempt, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_http_attempt_async);
  self->client = g_object_ref (client);
  self->request = ilx_http_request_ref (request);
  self->delay = delay;
  g_task_set_task_data (task, self, ilx_http_attempt_free);
  self->message = ilx_http_client_build_message (client, request, &error);
  if (self->message == NULL)
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), attempt_steps);
}

/**
 * ilx_http_attempt_finish:
 * @client: the client
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED; %ILX_ERROR_INVALID_INPUT for a path that is none;
 *   %ILX_ERROR_RATE_LIMITED when the day's calls are used up; what ilx_http_exchange_finish() says
 *
 * Returns: (transfer full) (nullable): the whole reply, of any status
 */
IlxHttpReply *
ilx_http_attempt_finish (IlxHttpClient *client, GAsyncResult *result, GError **error)
{
  IlxHttpAttempt *self;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  self = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&self->reply);
}
