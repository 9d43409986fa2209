/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row that asks how many people the campaign would reach. Klaviyo works that out in a job:
 *
 *   start ──► ask every 2 s for a minute ──complete──► the number
 *                          └──else──► unknown (-1): nobody can confirm it, so nothing is sent */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-delivery.h"
#include "ilx-klaviyo-json.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxKlaviyoClient *client; /* (owned) */
  char *id;                 /* (owned): of the campaign, and of all that is asked here */
  /* progress */
  gboolean is_complete;
  /* out */
  gint64 count;
} Estimate;

static void
estimate_free (gpointer data)
{
  Estimate *estimate = data;

  g_object_unref (estimate->client);
  g_free (estimate->id);
  g_free (estimate);
}

static gboolean
start_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Estimate *estimate = state;
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_START_ESTIMATION, NULL,
      ilx_klaviyo_body_build_job ("campaign-recipient-estimation-job", estimate->id));

  ilx_klaviyo_client_poll_async (estimate->client, ILX_KLAVIYO_START_ESTIMATION, request,
                                 &ilx_klaviyo_patience_fresh, g_task_get_cancellable (task),
                                 callback, data);
  return TRUE;
}

static IlxStepOutcome
start_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_poll_finish (ILX_KLAVIYO_CLIENT (source), result, error);

  return reply != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
is_job_settled (JsonNode *reply, const GError *error)
{
  return reply != NULL ? ilx_klaviyo_json_is_job_over (reply)
                       : !ilx_error_is (error, ILX_ERROR_NOT_FOUND);
}

static gboolean
job_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  static const IlxKlaviyoPatience patience = { 2 * ILX_SECOND, 31, is_job_settled };
  Estimate *estimate = state;
  g_autoptr (IlxHttpRequest) request
      = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_ESTIMATION_JOB, estimate->id);

  ilx_klaviyo_client_poll_async (estimate->client, ILX_KLAVIYO_GET_ESTIMATION_JOB, request,
                                 &patience, g_task_get_cancellable (task), callback, data);
  return TRUE;
}

/* What is not there is unknown; any other failure is one. */
static IlxStepOutcome
end_or_fail (GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (owned == NULL || ilx_error_is (owned, ILX_ERROR_NOT_FOUND))
    return ILX_STEP_NEXT;
  g_propagate_error (error, g_steal_pointer (&owned));
  return ILX_STEP_FAILED;
}

static IlxStepOutcome
job_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Estimate *estimate = state;
  GError *local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_poll_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  estimate->is_complete = reply != NULL && ilx_klaviyo_json_is_job_complete (reply);
  return end_or_fail (local, error);
}

static gboolean
count_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Estimate *estimate = state;
  g_autoptr (IlxHttpRequest) request = NULL;

  if (!estimate->is_complete)
    return FALSE;
  request = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_ESTIMATION, estimate->id);
  ilx_klaviyo_client_poll_async (estimate->client, ILX_KLAVIYO_GET_ESTIMATION, request,
                                 &ilx_klaviyo_patience_fresh, g_task_get_cancellable (task),
                                 callback, data);
  return TRUE;
}

static IlxStepOutcome
count_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Estimate *estimate = state;
  GError *local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_poll_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  estimate->count = ilx_klaviyo_json_parse_estimate (reply);
  return end_or_fail (local, error);
}

static const IlxStep estimate_steps[] = {
  { "start the job", start_begin, start_finish },
  { "wait for it", job_begin, job_finish },
  { "fetch the number", count_begin, count_finish },
  { NULL, NULL, NULL },
};

/* --- The row ---------------------------------------------------------------------------------- */

static gboolean
is_needed (IlxDelivery *delivery)
{
  return ilx_delivery_get_mode (delivery) != ILX_DELIVER_DRAFT;
}

static void
begin (IlxDelivery *delivery,
       JsonNode *intent,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (delivery, cancellable, callback, user_data);
  Estimate *estimate = g_new0 (Estimate, 1);

  estimate->client = g_object_ref (ilx_klaviyo_delivery_get_client (delivery));
  estimate->id = g_strdup (ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_CAMPAIGN));
  estimate->count = -1;
  g_task_set_source_tag (task, (gpointer) (guintptr) begin);
  g_task_set_task_data (task, estimate, estimate_free);
  ilx_steps_run (task, estimate_steps);
}

static JsonNode *
finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  Estimate *estimate;

  g_return_val_if_fail (g_task_is_valid (result, delivery), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  estimate = g_task_get_task_data (G_TASK (result));
  return ilx_json_object ("count", ilx_json_int (estimate->count), NULL);
}

static void
apply (IlxDelivery *delivery, JsonNode *result)
{
  ilx_campaign_set_recipients (ilx_delivery_get_campaign (delivery),
                               ilx_json_get_int_or (result, "count", -1));
}

const IlxDeliveryStep ilx_klaviyo_estimate = {
  .name = "estimate",
  .title = N_ ("Counting the recipients"),
  .effect = ILX_EFFECT_READ,
  .is_needed = is_needed,
  .begin = begin,
  .finish = finish,
  .apply = apply,
};
