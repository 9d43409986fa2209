/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a campaign stands on its platform, and taking it back from there. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxEngine *engine;     /* (unowned): the task's source */
  IlxCampaign *campaign; /* (owned): the caller's */
  gboolean is_cancelling;
  /* progress */
  IlxConnection *connection; /* (owned) */
  IlxOperation *open;        /* (owned) (nullable) */
  IlxFileLock *lock;         /* (owned) (nullable): from reading the state to saving it */
  IlxPlatform *platform;     /* (owned) */
  GError *problem;           /* (owned) (nullable): told after the state was read back */
} IlxStatusCheck;

static void
ilx_status_check_free (gpointer data)
{
  IlxStatusCheck *self = data;

  g_clear_object (&self->campaign);
  g_clear_object (&self->connection);
  g_clear_object (&self->open);
  g_clear_pointer (&self->lock, ilx_file_lock_release);
  g_clear_object (&self->platform);
  g_clear_error (&self->problem);
  g_free (self);
}

/* What stands against going on, kept for the end: the state is read all the same. */
static void
keep_problem (IlxStatusCheck *self, GError *error)
{
  ilx_engine_note_error (self->engine, ilx_campaign_get_connection_id (self->campaign), error);
  if (self->problem == NULL)
    self->problem = error;
  else
    g_error_free (error);
}

static gboolean
settle_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxStatusCheck *self = state;

  if (self->open == NULL
      || ilx_operation_get_state (self->open) == ILX_OPERATION_AWAITING_CONFIRMATION)
    return FALSE;
  ilx_engine_settle_async (self->engine, ilx_operation_get_id (self->open),
                           g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
settle_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxStatusCheck *self = state;
  GError *local = NULL;
  IlxOperation *operation = ilx_engine_resume_finish (ILX_ENGINE (source), result, &local);

  g_clear_object (&operation);
  /* Somebody else at it is no problem: what they say is the state. */
  if (ilx_error_is (local, ILX_ERROR_BUSY))
    g_clear_error (&local);
  if (local != NULL)
    keep_problem (self, local);
  return ILX_STEP_NEXT;
}

static gboolean
read_stored (IlxStatusCheck *self, GError **error)
{
  g_autoptr (IlxCampaign) stored
      = ilx_campaign_store_load (self->engine->store, ilx_campaign_get_id (self->campaign), error);

  if (stored == NULL)
    return FALSE;
  ilx_record_copy_fields (stored, self->campaign, ILX_FIELD_DELIVERY);
  return TRUE;
}

/* While an operation is at it, the journal says more than the platform's present state. */
static gboolean
is_at_work (IlxStatusCheck *self)
{
  IlxCampaignState state = ilx_campaign_get_state (self->campaign);

  return state == ILX_CAMPAIGN_SUBMITTING || state == ILX_CAMPAIGN_UNCERTAIN;
}

/* Under the lock the state is read once more: an answer of the platform must never be saved over
 * what another process did while it was on its way. */
static gboolean
lock_and_read (IlxStatusCheck *self)
{
  const char *id = ilx_campaign_get_id (self->campaign);
  GError *error = NULL;

  self->lock = ilx_publisher_lock (self->engine->publisher, id, &error);
  if (ilx_error_is (error, ILX_ERROR_BUSY) && !self->is_cancelling)
    g_clear_error (&error);
  if (error == NULL)
    read_stored (self, &error);
  if (error == NULL && self->lock != NULL)
    return TRUE;
  if (error != NULL)
    keep_problem (self, error);
  return FALSE;
}

static gboolean
open_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxStatusCheck *self = state;

  if (!lock_and_read (self) || is_at_work (self)
      || ilx_campaign_get_remote (self->campaign, "campaign") == NULL)
    return FALSE;
  ilx_engine_open_platform_async (self->engine, self->connection, g_task_get_cancellable (task),
                                  callback, data);
  return TRUE;
}

static IlxStepOutcome
open_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxStatusCheck *self = state;

  self->platform = ilx_engine_open_platform_finish (ILX_ENGINE (source), result, error);
  return self->platform != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
may_cancel (IlxCampaign *campaign, GError **error)
{
  IlxCampaignState state = ilx_campaign_get_state (campaign);

  if (state == ILX_CAMPAIGN_SCHEDULED || state == ILX_CAMPAIGN_SENDING)
    return TRUE;
  if (state == ILX_CAMPAIGN_SUBMITTING || state == ILX_CAMPAIGN_UNCERTAIN)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("An operation is at this campaign. Resume or abandon that first."));
  else
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("There is nothing to cancel: the campaign is neither scheduled nor being "
                      "sent (%s)."),
                   ilx_campaign_state_get_title (state));
  return FALSE;
}

/* Sending is stopped for good; what is only scheduled becomes a draft again. */
static gboolean
cancel_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxStatusCheck *self = state;
  gboolean is_final = ilx_campaign_get_state (self->campaign) == ILX_CAMPAIGN_SENDING;
  GError *error = NULL;

  if (!self->is_cancelling || self->platform == NULL)
    return FALSE;
  if (!may_cancel (self->campaign, &error))
    {
      keep_problem (self, error);
      return FALSE;
    }
  ilx_platform_cancel_async (self->platform, self->campaign, is_final,
                             g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
cancel_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxStatusCheck *self = state;
  GError *local = NULL;

  if (!ilx_platform_cancel_finish (ILX_PLATFORM (source), result, &local))
    keep_problem (self, local);
  return ILX_STEP_NEXT;
}

static gboolean
fetch_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxStatusCheck *self = state;

  if (self->platform == NULL)
    return FALSE;
  ilx_platform_fetch_status_async (self->platform, self->campaign, g_task_get_cancellable (task),
                                   callback, data);
  return TRUE;
}

/* It was deleted on the platform: what has left has left, the rest never will. */
static void
take_gone (IlxCampaign *campaign)
{
  IlxCampaignState state = ilx_campaign_get_state (campaign);

  ilx_campaign_set_remote (campaign, "campaign", NULL);
  ilx_campaign_set_remote (campaign, "message", NULL);
  ilx_campaign_set_remote_state (campaign, NULL);
  if (state != ILX_CAMPAIGN_SCHEDULED && state != ILX_CAMPAIGN_SENDING)
    return;
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_FAILED);
  ilx_campaign_set_problem (campaign, _ ("The campaign was deleted on the platform."));
}

static void
take_status (IlxCampaign *campaign, const IlxRemoteStatus *status)
{
  gboolean is_failed_draft = status->state == ILX_CAMPAIGN_DRAFT
                             && ilx_campaign_get_state (campaign) == ILX_CAMPAIGN_FAILED;

  ilx_campaign_set_remote_state (campaign, status->remote_state);
  if (!status->is_known)
    return; /* the previous state stands until the platform says something we know */
  if (!is_failed_draft)
    {
      ilx_campaign_set_state (campaign, status->state);
      ilx_campaign_set_problem (campaign, status->problem);
    }
  ilx_campaign_set_scheduled_at (campaign, status->scheduled_at);
  ilx_campaign_set_sent_at (campaign, status->sent_at);
}

static IlxStepOutcome
fetch_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxStatusCheck *self = state;
  GError *local = NULL;
  g_autoptr (IlxRemoteStatus) status
      = ilx_platform_fetch_status_finish (ILX_PLATFORM (source), result, &local);

  if (status != NULL)
    take_status (self->campaign, status);
  else if (ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    take_gone (self->campaign);
  else
    {
      keep_problem (self, g_steal_pointer (&local));
      return ILX_STEP_NEXT;
    }
  g_clear_error (&local);
  return ILX_STEP_NEXT;
}

static gboolean
save_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxStatusCheck *self = state;

  if (self->platform == NULL)
    return FALSE;
  ilx_campaign_store_save_delivery_async (self->engine->store, self->campaign, NULL, callback,
                                          data);
  return TRUE;
}

static IlxStepOutcome
save_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_campaign_store_save_delivery_finish (ILX_STORE (source), result, error)
             ? ILX_STEP_NEXT
             : ILX_STEP_FAILED;
}

static const IlxStep status_table[] = {
  { "settle the open operation", settle_begin, settle_finish },
  { "open the platform", open_begin, open_finish },
  { "cancel", cancel_begin, cancel_finish },
  { "read the state back", fetch_begin, fetch_finish },
  { "save it", save_begin, save_finish },
  { NULL, NULL, NULL },
};

static gboolean
prepare (IlxStatusCheck *self, GError **error)
{
  const char *account = ilx_campaign_get_connection_id (self->campaign);
  GError *local = NULL;

  if (!read_stored (self, error))
    return FALSE;
  self->open = ilx_journal_store_load_open (self->engine->store,
                                            ilx_campaign_get_id (self->campaign), &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (account == NULL)
    return TRUE; /* nothing of it was ever on a platform */
  self->connection = ilx_engine_find_connection (self->engine, account, error);
  return self->connection != NULL;
}

static void
start (IlxEngine *engine,
       IlxCampaign *campaign,
       gboolean is_cancelling,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (engine, cancellable, callback, user_data);
  IlxStatusCheck *self = g_new0 (IlxStatusCheck, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) start);
  g_task_set_task_data (task, self, ilx_status_check_free);
  self->engine = engine;
  self->campaign = g_object_ref (campaign);
  self->is_cancelling = is_cancelling;
  if (!prepare (self, &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), status_table);
}

static gboolean
finish (GAsyncResult *result, GError **error)
{
  IlxStatusCheck *self = g_task_get_task_data (G_TASK (result));

  /* Not with the task: whoever is told may go on with the campaign at once. */
  g_clear_pointer (&self->lock, ilx_file_lock_release);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (self->problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->problem));
  return FALSE;
}

/**
 * ilx_engine_refresh_campaign_async:
 * @self: the engine
 * @campaign: a stored one; told of what came out
 * @cancellable: (nullable): leaves the stored state as it is
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks where it stands. An open operation is probed first; nothing is begun. A campaign that never
 * was on a platform is left as it is.
 */
void
ilx_engine_refresh_campaign_async (IlxEngine *self,
                                   IlxCampaign *campaign,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  start (self, campaign, FALSE, cancellable, callback, user_data);
}

/**
 * ilx_engine_refresh_campaign_finish:
 * @self: the engine
 * @result: the result
 * @error: why the platform could not be asked; the stored state stands
 *
 * Returns: %TRUE when the state is fresh
 */
gboolean
ilx_engine_refresh_campaign_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

/**
 * ilx_engine_cancel_async:
 * @self: the engine
 * @campaign: a scheduled one, or one that is leaving; told of what came out
 * @cancellable: (nullable): the platform may have been asked all the same
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Takes a scheduled campaign back to draft, or stops one that is leaving, then reads back where it
 * stands. %ILX_ERROR_CONFLICT: too late, or nothing to cancel.
 */
void
ilx_engine_cancel_async (IlxEngine *self,
                         IlxCampaign *campaign,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GError *error = NULL;

  if (may_cancel (campaign, &error))
    start (self, campaign, TRUE, cancellable, callback, user_data);
  else
    g_task_report_error (self, callback, user_data, (gpointer) (guintptr) start, error);
}

/**
 * ilx_engine_cancel_finish:
 * @self: the engine
 * @result: the result
 * @error: see ilx_engine_cancel_async(); the campaign shows the true state
 *
 * Returns: %TRUE when it was cancelled
 */
gboolean
ilx_engine_cancel_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  if (g_task_get_task_data (G_TASK (result)) == NULL)
    return g_task_propagate_boolean (G_TASK (result), error);
  return finish (result, error);
}

/**
 * ilx_engine_get_step_title:
 * @self: the engine
 * @operation: an operation
 * @name: of a row of it, as the journal has it
 *
 * Returns: (transfer none): what that row does, translated; @name when no platform knows it
 */
const char *
ilx_engine_get_step_title (IlxEngine *self, IlxOperation *operation, const char *name)
{
  g_autoptr (IlxConnection) connection = NULL;
  const IlxPlatformInfo *info = NULL;
  const char *title = NULL;

  if (ilx_operation_get_connection_id (operation) != NULL)
    connection = ilx_connection_store_load (self->store,
                                            ilx_operation_get_connection_id (operation), NULL);
  if (connection != NULL)
    info = ilx_platforms_find (ilx_connection_get_platform (connection));
  if (info != NULL)
    title = info->get_step_title (name);
  return title != NULL ? title : name;
}
