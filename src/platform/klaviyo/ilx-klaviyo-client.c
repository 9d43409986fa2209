/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-klaviyo-client.h"
#include "ilx-klaviyo-error.h"
#include "ilx-step-runner.h"

struct _IlxKlaviyoClient
{
  GObject parent_instance;

  IlxHttpClient *http; /* (owned) */
  IlxClock *clock;     /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxKlaviyoClient, ilx_klaviyo_client, G_TYPE_OBJECT)

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxKlaviyoCall call;
  IlxHttpRequest *request; /* (owned) */
  const IlxKlaviyoPatience *patience;
  /* progress */
  guint n_tries;
  gboolean is_pausing;
  /* out */
  JsonNode *reply; /* (owned) (nullable) */
} Poll;

static void
poll_free (gpointer data)
{
  Poll *poll = data;

  ilx_http_request_unref (poll->request);
  g_clear_pointer (&poll->reply, json_node_unref);
  g_free (poll);
}

static void
ilx_klaviyo_client_finalize (GObject *object)
{
  IlxKlaviyoClient *self = ILX_KLAVIYO_CLIENT (object);

  g_clear_object (&self->http);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ilx_klaviyo_client_parent_class)->finalize (object);
}

static void
ilx_klaviyo_client_class_init (IlxKlaviyoClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_klaviyo_client_finalize;
}

static void
ilx_klaviyo_client_init (IlxKlaviyoClient *self)
{
}

/**
 * ilx_klaviyo_client_new:
 * @url: where Klaviyo lives
 * @secret: a private API key; it goes into one header and nowhere else
 * @clock: what waits
 * @quota: (nullable): who keeps the counters of daily limits
 * @error: %ILX_ERROR_INVALID_INPUT when @url can't be used
 *
 * Returns: (transfer full): a client; no call is made yet
 */
IlxKlaviyoClient *
ilx_klaviyo_client_new (
    const char *url, const char *secret, IlxClock *clock, IlxHttpQuota *quota, GError **error)
{
  g_autoptr (IlxHttpClient) http = ilx_http_client_new (url, clock, error);
  IlxKlaviyoClient *self;

  if (http == NULL)
    return NULL;
  ilx_http_client_set_name (http, "Klaviyo");
  ilx_http_client_set_header (http, "revision", ILX_KLAVIYO_REVISION);
  ilx_http_client_set_header (http, "Accept", ILX_KLAVIYO_MEDIA_TYPE);
  ilx_http_client_set_header (http, "Content-Type", ILX_KLAVIYO_MEDIA_TYPE);
  ilx_http_client_set_secret_header (http, "Authorization", "Klaviyo-API-Key ", secret);
  ilx_http_client_set_error_func (http, ilx_klaviyo_refine_error);
  if (quota != NULL)
    ilx_http_client_set_quota (http, quota);
  self = g_object_new (ILX_TYPE_KLAVIYO_CLIENT, NULL);
  self->http = g_steal_pointer (&http);
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * ilx_klaviyo_client_get_clock:
 * @self: a client
 *
 * Returns: (transfer none): what it waits on
 */
IlxClock *
ilx_klaviyo_client_get_clock (IlxKlaviyoClient *self)
{
  return self->clock;
}

/**
 * ilx_klaviyo_client_get_http:
 * @self: a client
 *
 * Returns: (transfer none): what makes its calls
 */
IlxHttpClient *
ilx_klaviyo_client_get_http (IlxKlaviyoClient *self)
{
  return self->http;
}

/* --- One call --------------------------------------------------------------------------------- */

static void
return_reply (GTask *task, JsonNode *reply, GError *error)
{
  const IlxKlaviyoEndpoint *endpoint = g_task_get_task_data (task);

  if (reply == NULL)
    {
      ilx_klaviyo_name_permission (error, endpoint->scopes);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, reply, (GDestroyNotify) json_node_unref);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  JsonNode *reply = ilx_http_client_send_finish (ILX_HTTP_CLIENT (source), result, &error);

  return_reply (task, reply, error);
}

static void
fetched_all_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  JsonNode *items = ilx_http_client_fetch_all_finish (ILX_HTTP_CLIENT (source), result, &error);

  return_reply (task, items, error);
}

/**
 * ilx_klaviyo_client_send_async:
 * @self: a client
 * @call: which endpoint, for the words of a 403
 * @request: what is asked
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Makes one call. What the HTTP client repeats by itself is what can't do harm.
 */
void
ilx_klaviyo_client_send_async (IlxKlaviyoClient *self,
                               IlxKlaviyoCall call,
                               IlxHttpRequest *request,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_client_send_async);
  g_task_set_task_data (task, (gpointer) ilx_klaviyo_endpoint_get (call), NULL);
  /* The answer to a call that had an effect must not be thrown away by a late cancellation. */
  g_task_set_check_cancellable (task, FALSE);
  ilx_http_client_send_async (self->http, request, cancellable, sent_cb, task);
}

/**
 * ilx_klaviyo_client_send_finish:
 * @self: a client
 * @result: the result
 * @error: what a platform can answer
 *
 * Returns: (transfer full): the reply; JSON null when it had no body
 */
JsonNode *
ilx_klaviyo_client_send_finish (IlxKlaviyoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ilx_klaviyo_client_fetch_all_async:
 * @self: a client
 * @call: which endpoint, for the words of a 403
 * @request: what is asked: the first page
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Follows `links.next` to the last page, never to another host.
 */
void
ilx_klaviyo_client_fetch_all_async (IlxKlaviyoClient *self,
                                    IlxKlaviyoCall call,
                                    IlxHttpRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_client_fetch_all_async);
  g_task_set_task_data (task, (gpointer) ilx_klaviyo_endpoint_get (call), NULL);
  ilx_http_client_fetch_all_async (self->http, request, "data", "links.next", cancellable,
                                   fetched_all_cb, task);
}

/**
 * ilx_klaviyo_client_fetch_all_finish:
 * @self: a client
 * @result: the result
 * @error: what a platform can answer
 *
 * Returns: (transfer full): an array of the items of all pages
 */
JsonNode *
ilx_klaviyo_client_fetch_all_finish (IlxKlaviyoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Again until it is settled ---------------------------------------------------------------- */

static gboolean
is_not_missing (JsonNode *reply, const GError *error)
{
  return !ilx_error_is (error, ILX_ERROR_NOT_FOUND);
}

const IlxKlaviyoPatience ilx_klaviyo_patience_fresh = { 2 * ILX_SECOND, 4, is_not_missing };

static gboolean
poll_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Poll *poll = state;
  IlxKlaviyoClient *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (poll->is_pausing)
    ilx_clock_wait_async (self->clock, poll->patience->interval, cancellable, callback, data);
  else
    ilx_klaviyo_client_send_async (self, poll->call, poll->request, cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
poll_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Poll *poll = state;
  g_autoptr (GError) local = NULL;

  if (poll->is_pausing)
    {
      poll->is_pausing = FALSE;
      return ilx_clock_wait_finish (ILX_CLOCK (source), result, error) ? ILX_STEP_AGAIN
                                                                       : ILX_STEP_FAILED;
    }
  g_clear_pointer (&poll->reply, json_node_unref);
  poll->reply = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &local);
  poll->n_tries++;
  if (!poll->patience->is_settled (poll->reply, local) && poll->n_tries < poll->patience->max_tries)
    {
      poll->is_pausing = TRUE;
      return ILX_STEP_AGAIN;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return poll->reply != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static const IlxStep poll_steps[] = {
  { "ask until it is settled", poll_begin, poll_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_klaviyo_client_poll_async:
 * @self: a client
 * @call: which endpoint
 * @request: what is asked, each time the same; repeatable
 * @patience: (transfer none): how often, how long, and until what
 * @cancellable: (nullable): ends it early, also between two tries
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks until the answer is settled or patience ends; then the last answer counts, whatever it is.
 */
void
ilx_klaviyo_client_poll_async (IlxKlaviyoClient *self,
                               IlxKlaviyoCall call,
                               IlxHttpRequest *request,
                               const IlxKlaviyoPatience *patience,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Poll *poll = g_new0 (Poll, 1);

  poll->call = call;
  poll->request = ilx_http_request_ref (request);
  poll->patience = patience;
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_client_poll_async);
  g_task_set_task_data (task, poll, poll_free);
  ilx_steps_run (task, poll_steps);
}

/**
 * ilx_klaviyo_client_poll_finish:
 * @self: a client
 * @result: the result
 * @error: what a platform can answer
 *
 * Returns: (transfer full): the last answer
 */
JsonNode *
ilx_klaviyo_client_poll_finish (IlxKlaviyoClient *self, GAsyncResult *result, GError **error)
{
  Poll *poll;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  poll = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&poll->reply);
}
