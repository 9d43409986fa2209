/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row after which mail leaves. Between the handing over and the user's word minutes or days may
 * have passed, so it looks once more that Klaviyo holds what was confirmed, and only then sends. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-delivery.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-search.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxDelivery *delivery;    /* (owned) */
  IlxKlaviyoClient *client; /* (owned) */
  char *id;                 /* (owned): of the campaign, and of its job */
  /* progress, of a probe */
  gboolean is_job_gone;
  gboolean is_job_running;
  IlxProbe probe; /* what the last look says */
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->delivery);
  g_object_unref (sending->client);
  g_free (sending->id);
  g_free (sending);
}

static GTask *
sending_new (IlxDelivery *delivery,
             const char *id,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (delivery, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  sending->delivery = g_object_ref (delivery);
  sending->client = g_object_ref (ilx_klaviyo_delivery_get_client (delivery));
  sending->id = g_strdup (id);
  g_task_set_task_data (task, sending, sending_free);
  return task;
}

static void
get (GTask *task,
     Sending *sending,
     IlxKlaviyoCall call,
     const char *id,
     GAsyncReadyCallback callback,
     gpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (call, id);

  ilx_klaviyo_client_send_async (sending->client, call, request, g_task_get_cancellable (task),
                                 callback, data);
}

/* --- The last look, and the sending ----------------------------------------------------------- */

static gboolean
campaign_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Sending *sending = state;

  get (task, sending, ILX_KLAVIYO_GET_CAMPAIGN, sending->id, callback, data);
  return TRUE;
}

static IlxStepOutcome
campaign_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Sending *sending = state;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, error);

  if (reply == NULL || !ilx_klaviyo_json_check_campaign (reply, sending->delivery, error))
    return ILX_STEP_FAILED;
  return ILX_STEP_NEXT;
}

static gboolean
message_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Sending *sending = state;

  get (task, sending, ILX_KLAVIYO_GET_MESSAGE,
       ilx_klaviyo_delivery_get_remote (sending->delivery, ILX_KLAVIYO_MESSAGE), callback, data);
  return TRUE;
}

static IlxStepOutcome
message_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Sending *sending = state;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, error);

  if (reply == NULL || !ilx_klaviyo_json_check_message (reply, sending->delivery, error))
    return ILX_STEP_FAILED;
  return ILX_STEP_NEXT;
}

static gboolean
content_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Sending *sending = state;

  get (task, sending, ILX_KLAVIYO_GET_MESSAGE_TEMPLATE,
       ilx_klaviyo_delivery_get_remote (sending->delivery, ILX_KLAVIYO_MESSAGE), callback, data);
  return TRUE;
}

static IlxStepOutcome
content_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Sending *sending = state;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, error);

  if (reply == NULL || !ilx_klaviyo_delivery_check_html (sending->delivery, reply, error))
    return ILX_STEP_FAILED;
  return ILX_STEP_NEXT;
}

static gboolean
send_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Sending *sending = state;
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_START_SENDING, NULL,
      ilx_klaviyo_body_build_job ("campaign-send-job", sending->id));

  ilx_klaviyo_client_send_async (sending->client, ILX_KLAVIYO_START_SENDING, request,
                                 g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
send_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, error);

  return reply != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static const IlxStep send_steps[] = {
  { "is the campaign as confirmed", campaign_begin, campaign_finish },
  { "is the message as confirmed", message_begin, message_finish },
  { "is the e-mail as confirmed", content_begin, content_finish },
  { "send", send_begin, send_finish },
  { NULL, NULL, NULL },
};

/* --- Did it happen? ---------------------------------------------------------------------------
 *
 *                     campaign is Draft                         beyond Draft    gone, unreadable
 *   no job, cancelled DID_NOT                                   HAPPENED        SILENT
 *   job runs          HAPPENED                                  HAPPENED        HAPPENED
 *   job complete      SILENT: perhaps the job of an earlier     HAPPENED        SILENT
 *                     scheduling that was taken back
 *
 * Two looks, 5 s apart, unless the first says HAPPENED. */

static gboolean
job_look_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Sending *sending = state;

  if (sending->probe == ILX_PROBE_HAPPENED)
    return FALSE;
  get (task, sending, ILX_KLAVIYO_GET_SEND_JOB, sending->id, callback, data);
  return TRUE;
}

static IlxStepOutcome
fail (GError *failure, GError **error)
{
  g_propagate_error (error, failure);
  return ILX_STEP_FAILED;
}

static IlxStepOutcome
job_look_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Sending *sending = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &local);
  const char *status = ilx_json_get_string_or (reply, "data.attributes.status", "");

  if (reply == NULL && !ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    return fail (g_steal_pointer (&local), error);
  sending->is_job_gone = reply == NULL || g_str_equal (status, "cancelled");
  sending->is_job_running = g_str_equal (status, "queued") || g_str_equal (status, "processing");
  return ILX_STEP_NEXT;
}

static gboolean
campaign_look_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  return ((Sending *) state)->probe != ILX_PROBE_HAPPENED
         && campaign_begin (task, state, callback, data);
}

static IlxProbe
judge (Sending *sending, JsonNode *reply)
{
  g_autoptr (IlxRemoteStatus) status
      = reply != NULL ? ilx_klaviyo_json_parse_status (reply, 0, NULL) : NULL;

  if (sending->is_job_running)
    return ILX_PROBE_HAPPENED;
  if (status == NULL || !status->is_known)
    return ILX_PROBE_SILENT;
  if (status->state != ILX_CAMPAIGN_DRAFT)
    return ILX_PROBE_HAPPENED;
  return sending->is_job_gone ? ILX_PROBE_DID_NOT : ILX_PROBE_SILENT;
}

static IlxStepOutcome
campaign_look_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Sending *sending = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  if (reply == NULL && !ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    return fail (g_steal_pointer (&local), error);
  sending->probe = judge (sending, reply);
  return ILX_STEP_NEXT;
}

static gboolean
wait_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Sending *sending = state;

  if (sending->probe == ILX_PROBE_HAPPENED)
    return FALSE;
  ilx_clock_wait_async (ilx_klaviyo_client_get_clock (sending->client), ILX_KLAVIYO_SEARCH_PAUSE,
                        g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
wait_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_clock_wait_finish (ILX_CLOCK (source), result, error) ? ILX_STEP_NEXT
                                                                   : ILX_STEP_FAILED;
}

static const IlxStep look_steps[] = {
  { "is there a job", job_look_begin, job_look_finish },
  { "where is the campaign", campaign_look_begin, campaign_look_finish },
  { "wait", wait_begin, wait_finish },
  { "is there a job now", job_look_begin, job_look_finish },
  { "where is the campaign now", campaign_look_begin, campaign_look_finish },
  { NULL, NULL, NULL },
};

/* --- The row ---------------------------------------------------------------------------------- */

static gboolean
is_needed (IlxDelivery *delivery)
{
  return ilx_delivery_get_mode (delivery) != ILX_DELIVER_DRAFT;
}

static JsonNode *
build_intent (IlxDelivery *delivery)
{
  return ilx_json_object (
      ILX_KLAVIYO_CAMPAIGN,
      ilx_json_string (ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_CAMPAIGN)), NULL);
}

static void
begin (IlxDelivery *delivery,
       JsonNode *intent,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  const char *id = ilx_json_get_string_or (intent, ILX_KLAVIYO_CAMPAIGN, "");
  GTask *task = sending_new (delivery, id, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) begin);
  g_task_set_check_cancellable (task, FALSE);
  ilx_steps_run (task, send_steps);
}

static JsonNode *
finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, delivery), NULL);
  return g_task_propagate_boolean (G_TASK (result), error) ? ilx_json_empty_object () : NULL;
}

static void
probe (IlxDelivery *delivery,
       JsonNode *intent,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  const char *id = ilx_json_get_string_or (intent, ILX_KLAVIYO_CAMPAIGN, "");
  GTask *task = sending_new (delivery, id, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) probe);
  ilx_steps_run (task, look_steps);
}

static IlxProbe
probe_finish (IlxDelivery *delivery, GAsyncResult *result, JsonNode **found, GError **error)
{
  Sending *sending;

  g_return_val_if_fail (g_task_is_valid (result, delivery), ILX_PROBE_SILENT);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return ILX_PROBE_SILENT;
  sending = g_task_get_task_data (G_TASK (result));
  if (sending->probe == ILX_PROBE_HAPPENED)
    *found = ilx_json_empty_object ();
  return sending->probe;
}

const IlxDeliveryStep ilx_klaviyo_start_sending = {
  .name = "start-sending",
  .title = N_ ("Handing the campaign over for sending"),
  .effect = ILX_EFFECT_SEND,
  .is_needed = is_needed,
  .build_intent = build_intent,
  .begin = begin,
  .finish = finish,
  .probe = probe,
  .probe_finish = probe_finish,
};
