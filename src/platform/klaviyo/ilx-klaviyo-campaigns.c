/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A campaign outside of its delivery: what stands against it, where it stands, taking it back. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-error.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-private.h"
#include "ilx-step-runner.h"
#include "ilx-text-part.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxKlaviyoClient *client; /* (owned) */
  char *id;                 /* (owned) */
  gboolean is_final;
  /* progress */
  GError *refusal; /* (owned) (nullable) */
} Cancellation;

static void
cancellation_free (gpointer data)
{
  Cancellation *cancellation = data;

  g_object_unref (cancellation->client);
  g_free (cancellation->id);
  g_clear_error (&cancellation->refusal);
  g_free (cancellation);
}

/* --- Checks ----------------------------------------------------------------------------------- */

static gboolean
is_empty (const char *const *ids)
{
  return ids == NULL || ids[0] == NULL;
}

static void
check_audience (IlxFindings *findings, IlxCampaign *campaign)
{
  const char *const *included = ilx_campaign_get_included (campaign);
  const char *const *excluded = ilx_campaign_get_excluded (campaign);

  if (is_empty (included))
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "no-audience", "included",
                      _ ("The campaign has no audience. Choose at least one list or segment."));
  for (guint i = 0; included != NULL && excluded != NULL && included[i] != NULL; i++)
    if (g_strv_contains (excluded, included[i]))
      {
        ilx_findings_add (findings, ILX_FINDING_BLOCKS, "audience-in-and-out", "excluded",
                          _ ("The same list or segment is both included and excluded. Take it out "
                             "of one of the two."));
        return;
      }
}

/**
 * ilx_klaviyo_check:
 * @campaign: any campaign
 *
 * Returns: (transfer full): what stands against sending it with Klaviyo; no network
 */
IlxFindings *
ilx_klaviyo_check (IlxCampaign *campaign)
{
  static const char *const tags[]
      = { "{% unsubscribe %}", "{% unsubscribe_link %}", "{% manage_preferences %}",
          "{% manage_preferences_link %}", NULL };
  IlxFindings *findings = ilx_findings_new ();

  check_audience (findings, campaign);
  ilx_findings_take_all (findings, ilx_content_check (campaign, tags));
  return findings;
}

/* --- Where it stands -------------------------------------------------------------------------- */

/* Answers at once for a campaign that never was on Klaviyo, or was forgotten. */
static gboolean
return_unknown_campaign (GTask *task, const char *id)
{
  if (id != NULL)
    return FALSE;
  g_task_return_error (
      task, ilx_error_new (ILX_ERROR_NOT_FOUND, _ ("The campaign is not on Klaviyo (yet).")));
  return TRUE;
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxKlaviyoClient *client = ILX_KLAVIYO_CLIENT (source);
  gint64 now = ilx_clock_get_now (ilx_klaviyo_client_get_clock (client));
  GError *error = NULL;
  g_autoptr (JsonNode) reply = ilx_klaviyo_client_send_finish (client, result, &error);
  IlxRemoteStatus *status
      = reply != NULL ? ilx_klaviyo_json_parse_status (reply, now, &error) : NULL;

  if (ilx_error_is (error, ILX_ERROR_NOT_FOUND))
    ilx_klaviyo_reword (error, ILX_ERROR_NOT_FOUND, _ ("The campaign was deleted in Klaviyo."));
  if (status != NULL)
    g_task_return_pointer (task, status, (GDestroyNotify) ilx_remote_status_free);
  else
    g_task_return_error (task, error);
}

/**
 * ilx_klaviyo_fetch_status_async:
 * @platform: an account on Klaviyo
 * @campaign: one that was handed over
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * `GET /api/campaigns/{id}`
 */
void
ilx_klaviyo_fetch_status_async (IlxPlatform *platform,
                                IlxCampaign *campaign,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (platform, cancellable, callback, user_data);
  const char *id = ilx_campaign_get_remote (campaign, "campaign");
  g_autoptr (IlxHttpRequest) request = NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_fetch_status_async);
  if (return_unknown_campaign (task, id))
    return;
  request = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_CAMPAIGN, id);
  ilx_klaviyo_client_send_async (ilx_klaviyo_platform_get_client (ILX_KLAVIYO_PLATFORM (platform)),
                                 ILX_KLAVIYO_GET_CAMPAIGN, request, cancellable, status_cb,
                                 g_steal_pointer (&task));
}

/**
 * ilx_klaviyo_fetch_status_finish:
 * @platform: an account on Klaviyo
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND when it was deleted in Klaviyo; what a platform can answer
 *
 * Returns: (transfer full): where it stands
 */
IlxRemoteStatus *
ilx_klaviyo_fetch_status_finish (IlxPlatform *platform, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, platform), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Taking it back --------------------------------------------------------------------------- */

static gboolean
cancel_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Cancellation *cancellation = state;
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_CANCEL_SENDING, cancellation->id,
      ilx_klaviyo_body_build_cancellation (cancellation->id, cancellation->is_final));

  ilx_klaviyo_client_send_async (cancellation->client, ILX_KLAVIYO_CANCEL_SENDING, request,
                                 g_task_get_cancellable (task), callback, data);
  return TRUE;
}

/* A refusal by state, as against one of key, scope or network. */
static gboolean
is_too_late (const GError *error)
{
  return ilx_error_is (error, ILX_ERROR_REJECTED) || ilx_error_is (error, ILX_ERROR_CONFLICT)
         || ilx_error_is (error, ILX_ERROR_NOT_FOUND)
         || ilx_error_is (error, ILX_ERROR_INVALID_INPUT);
}

static IlxStepOutcome
cancel_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Cancellation *cancellation = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  if (is_too_late (local))
    cancellation->refusal = g_steal_pointer (&local);
  else if (reply == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  return ILX_STEP_NEXT;
}

/* A repeated call is refused because the first, whose answer was lost, did it: so look. */
static gboolean
look_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Cancellation *cancellation = state;
  g_autoptr (IlxHttpRequest) request = NULL;

  if (cancellation->refusal == NULL)
    return FALSE;
  request = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_CAMPAIGN, cancellation->id);
  ilx_klaviyo_client_send_async (cancellation->client, ILX_KLAVIYO_GET_CAMPAIGN, request,
                                 g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static gboolean
is_done (Cancellation *cancellation, JsonNode *reply)
{
  g_autoptr (IlxRemoteStatus) status = ilx_klaviyo_json_parse_status (reply, 0, NULL);
  IlxCampaignState wanted = cancellation->is_final ? ILX_CAMPAIGN_CANCELLED : ILX_CAMPAIGN_DRAFT;

  return status != NULL && status->is_known && status->state == wanted;
}

static IlxStepOutcome
look_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Cancellation *cancellation = state;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, NULL);

  if (reply != NULL && is_done (cancellation, reply))
    return ILX_STEP_NEXT;
  ilx_klaviyo_reword (
      cancellation->refusal, ILX_ERROR_CONFLICT,
      _ ("It is too late: Klaviyo no longer lets the campaign be stopped, or it was "
         "not scheduled at all."));
  g_propagate_error (error, g_steal_pointer (&cancellation->refusal));
  return ILX_STEP_FAILED;
}

static const IlxStep cancel_steps[] = {
  { "take it back", cancel_begin, cancel_finish },
  { "look, if refused", look_begin, look_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_klaviyo_cancel_async:
 * @platform: an account on Klaviyo
 * @campaign: one that is scheduled or leaving
 * @is_final: %FALSE: back to draft; %TRUE: stopped for good
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * `PATCH /api/campaign-send-jobs/{id}`
 */
void
ilx_klaviyo_cancel_async (IlxPlatform *platform,
                          IlxCampaign *campaign,
                          gboolean is_final,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (platform, cancellable, callback, user_data);
  const char *id = ilx_campaign_get_remote (campaign, "campaign");
  Cancellation *cancellation;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_cancel_async);
  if (return_unknown_campaign (task, id))
    return;
  cancellation = g_new0 (Cancellation, 1);
  cancellation->client
      = g_object_ref (ilx_klaviyo_platform_get_client (ILX_KLAVIYO_PLATFORM (platform)));
  cancellation->id = g_strdup (id);
  cancellation->is_final = is_final;
  g_task_set_task_data (task, cancellation, cancellation_free);
  ilx_steps_run (g_steal_pointer (&task), cancel_steps);
}

/**
 * ilx_klaviyo_cancel_finish:
 * @platform: an account on Klaviyo
 * @result: the result
 * @error: %ILX_ERROR_CONFLICT when it is too late; what a platform can answer
 *
 * Returns: %TRUE when it is taken back
 */
gboolean
ilx_klaviyo_cancel_finish (IlxPlatform *platform, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, platform), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
