/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call, as endpoint code sees one: it waits for its tier's turn and keeps it for as many tries as
 * it takes, so that a tier has one request in flight and later calls queue behind a back-off. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-http-attempt.h"
#include "ilx-http-client-private.h"
#include "ilx-http-request-private.h"
#include "ilx-http-retry.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;

  /* In */
  IlxHttpClient *client;   /* (owned) */
  IlxHttpRequest *request; /* (owned) */

  /* Progress */
  gboolean holds_turn;
  guint n_tries;
  gint64 delay;               /* before the next try */
  gboolean may_have_happened; /* one of the tries so far may have been executed */

  /* Out */
  JsonNode *json; /* (owned) (nullable) */
} IlxHttpCall;

static void
release_turn (IlxHttpCall *self)
{
  if (self->holds_turn)
    ilx_gate_leave (
        ilx_http_client_get_turns (self->client, ilx_http_request_get_tier (self->request)));
  self->holds_turn = FALSE;
}

static void
ilx_http_call_free (gpointer data)
{
  IlxHttpCall *self = data;

  release_turn (self);
  g_clear_pointer (&self->request, ilx_http_request_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_object (&self->client);
  g_free (self);
}

static gboolean
turn_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpCall *self = state;
  const IlxHttpTier *tier = ilx_http_request_get_tier (self->request);
  IlxGate *turns;

  if (tier == NULL)
    return FALSE;
  turns = ilx_http_client_get_turns (self->client, tier);
  self->holds_turn = ilx_gate_try_enter (turns);
  if (self->holds_turn)
    return FALSE;
  ilx_gate_enter_async (turns, g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
turn_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxHttpCall *self = state;

  self->holds_turn = ilx_gate_enter_finish (result, error);
  return self->holds_turn ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
try_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpCall *self = state;

  ilx_http_attempt_async (self->client, self->request, self->delay, g_task_get_cancellable (task),
                          callback, data);
  return TRUE;
}

/* What is uncertain stays so: a second try that is refused does not undo a first one that may have
 * been executed. */
static void
note_outcome (IlxHttpCall *self, const IlxHttpReply *reply, const GError *error)
{
  if (!ilx_http_request_is_harmless (self->request)
      && ilx_http_retry_may_have_happened (reply, error))
    self->may_have_happened = TRUE;
}

/* What somebody who looks into it has to know: never the query, which may hold addresses. */
static void
describe_failure (IlxHttpCall *self, GError *error)
{
  g_autofree char *call = g_strdup_printf ("%s %s", ilx_http_request_get_method (self->request),
                                           ilx_http_request_get_path (self->request));

  ilx_error_set_call (error, call);
  ilx_error_set_failed_at (error, ilx_clock_get_now (ilx_http_client_get_clock (self->client)));
}

static void
tell (IlxHttpCall *self, const GError *error)
{
  gboolean is_slowed = ilx_error_is (error, ILX_ERROR_RATE_LIMITED) && self->delay > 0;
  gint64 now = ilx_clock_get_now (ilx_http_client_get_clock (self->client));

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ilx_http_client_note_call (self->client, error, is_slowed ? now + self->delay : 0);
}

static IlxStepOutcome
try_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxHttpCall *self = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (IlxHttpReply) reply = ilx_http_attempt_finish (self->client, result, &local);

  self->n_tries++;
  if (reply != NULL)
    self->json = ilx_http_client_read_reply (self->client, reply, &local);
  if (local == NULL)
    {
      release_turn (self);
      tell (self, NULL);
      return ILX_STEP_NEXT;
    }
  describe_failure (self, local);
  note_outcome (self, reply, local);
  self->delay = ilx_http_retry_get_delay (reply, local, self->n_tries,
                                          ilx_http_request_is_repeatable (self->request));
  tell (self, local);
  if (self->delay >= 0)
    return ILX_STEP_AGAIN;
  release_turn (self);
  ilx_error_set_may_have_happened (local, self->may_have_happened);
  g_propagate_error (error, g_steal_pointer (&local));
  return ILX_STEP_FAILED;
}

static const IlxStep call_steps[] = {
  { "wait for the turn", turn_begin, turn_finish },
  { "try", try_begin, try_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_http_client_send_async:
 * @self: a client
 * @request: what to send; not changed until the call is over
 * @cancellable: (nullable): ends it promptly in every phase
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Sends @request, as often and as slowly as the platform's limits and failures ask. A request that
 * is not repeatable goes out once, unless the platform said that it was not executed (429). Main
 * thread.
 */
void
ilx_http_client_send_async (IlxHttpClient *self,
                            IlxHttpRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;
  IlxHttpCall *call;

  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  g_return_if_fail (request != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_http_client_send_async);
  call = g_new0 (IlxHttpCall, 1);
  call->client = g_object_ref (self);
  call->request = ilx_http_request_ref (request);
  g_task_set_task_data (task, call, ilx_http_call_free);
  ilx_steps_run (task, call_steps);
}

/**
 * ilx_http_client_send_finish:
 * @self: a client
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED, after which the call may have happened if it was not a GET;
 *   %ILX_ERROR_NETWORK, %ILX_ERROR_TIMED_OUT, %ILX_ERROR_SERVER, %ILX_ERROR_BAD_REPLY,
 *   %ILX_ERROR_RATE_LIMITED (see retry_at), %ILX_ERROR_REJECTED, %ILX_ERROR_BAD_CREDENTIALS,
 *   %ILX_ERROR_MISSING_PERMISSION, %ILX_ERROR_NOT_FOUND, %ILX_ERROR_CONFLICT,
 *   %ILX_ERROR_UPDATE_NEEDED, %ILX_ERROR_INVALID_INPUT (a path that is none), or what the error
 *   function made of them
 *
 * Returns: (transfer full) (nullable): the answer; an empty object when it had no body; NULL with
 * an error only
 */
JsonNode *
ilx_http_client_send_finish (IlxHttpClient *self, GAsyncResult *result, GError **error)
{
  IlxHttpCall *call;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  call = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&call->json);
}
