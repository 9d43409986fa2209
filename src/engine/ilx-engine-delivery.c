/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending: the engine gathers what a delivery takes, and publish/ does it under the journal. Each
 * public function is a table of the same few rows. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxEngine *engine;         /* (unowned): the task's source */
  GCancellable *cancellable; /* (owned) (nullable) */
  IlxCampaign *shown;        /* (owned) (nullable): the caller's, told of what came out */
  IlxDeliveryMode mode;
  gint64 scheduled_at;
  gint64 count;
  char *repeats; /* (owned) (nullable) */
  IlxRunMode run_mode;
  /* gathered */
  IlxCampaign *campaign;     /* (owned): as stored */
  IlxConnection *connection; /* (owned) */
  IlxSender *sender;         /* (owned) */
  char *text;                /* (owned) */
  IlxPlatform *platform;     /* (owned) */
  IlxOperation *operation;   /* (owned) (nullable): the open one, then what came out */
  gboolean is_account_new;   /* the campaign did not name its account before */
  IlxRemoteStatus *status;   /* (owned) (nullable) */
} IlxDelivering;

static void
ilx_delivering_free (gpointer data)
{
  IlxDelivering *self = data;

  g_clear_object (&self->cancellable);
  g_clear_object (&self->shown);
  g_clear_object (&self->campaign);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->sender, ilx_sender_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self->repeats);
  g_clear_object (&self->platform);
  g_clear_object (&self->operation);
  g_clear_pointer (&self->status, ilx_remote_status_free);
  g_free (self);
}

static GTask *
new_task (IlxEngine *engine,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  /* The cancellable reaches the calls, not the task: what was answered is committed. */
  GTask *task = g_task_new (engine, NULL, callback, user_data);
  IlxDelivering *self = g_new0 (IlxDelivering, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) new_task);
  g_task_set_task_data (task, self, ilx_delivering_free);
  self->engine = engine;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return task;
}

/* --- Gathering -------------------------------------------------------------------------------- */

static gboolean
gather_account (IlxDelivering *self, GError **error)
{
  const char *id = ilx_campaign_get_connection_id (self->campaign);
  const char *platform = ilx_campaign_get_platform (self->campaign);

  self->is_account_new = id == NULL;
  self->connection = ilx_engine_find_connection (self->engine,
                                                 id != NULL         ? id
                                                 : platform != NULL ? platform
                                                                    : "klaviyo",
                                                 error);
  return self->connection != NULL;
}

/* Everything that a delivery of the stored campaign takes, except for the platform. */
static gboolean
gather (IlxDelivering *self, const char *campaign_id, GError **error)
{
  IlxStore *store = self->engine->store;
  GError *local = NULL;

  self->campaign = ilx_campaign_store_load (store, campaign_id, error);
  if (self->campaign == NULL || !gather_account (self, error))
    return FALSE;
  g_clear_object (&self->operation);
  self->operation = ilx_journal_store_load_open (store, campaign_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  self->text = ilx_engine_dup_text_part (self->engine, self->campaign);
  self->sender = ilx_engine_resolve_sender (self->engine, self->campaign, self->connection, error);
  return self->sender != NULL;
}

static gboolean
gather_for_operation (IlxDelivering *self, const char *operation_id, GError **error)
{
  g_autoptr (IlxOperation) operation
      = ilx_journal_store_load (self->engine->store, operation_id, error);

  if (operation == NULL || !gather (self, ilx_operation_get_campaign_id (operation), error))
    return FALSE;
  g_set_object (&self->operation, operation);
  return TRUE;
}

/* --- The rows --------------------------------------------------------------------------------- */

static IlxPublishMeans
get_means (IlxDelivering *self)
{
  return (IlxPublishMeans){ self->platform, self->sender, self->text, self->repeats };
}

/* A campaign that named no account is bound to the one that sends it, before anything else. */
static gboolean
bind_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxDelivering *self = state;

  if (!self->is_account_new)
    return FALSE;
  ilx_campaign_set_connection_id (self->campaign, ilx_connection_get_id (self->connection));
  ilx_campaign_set_platform (self->campaign, ilx_connection_get_platform (self->connection));
  ilx_campaign_store_save_async (self->engine->store, self->campaign, NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
bind_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_campaign_store_save_finish (ILX_STORE (source), result, error) ? ILX_STEP_NEXT
                                                                            : ILX_STEP_FAILED;
}

static gboolean
open_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxDelivering *self = state;

  ilx_engine_open_platform_async (self->engine, self->connection, self->cancellable, callback,
                                  data);
  return TRUE;
}

static IlxStepOutcome
open_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxDelivering *self = state;

  self->platform = ilx_engine_open_platform_finish (ILX_ENGINE (source), result, error);
  return self->platform != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static IlxStepOutcome
published (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxDelivering *self = state;
  GError *local = NULL;
  IlxOperation *operation = ilx_publisher_finish (ILX_PUBLISHER (source), result, &local);

  if (operation == NULL)
    {
      ilx_engine_note_error (self->engine, ilx_connection_get_id (self->connection), local);
      g_propagate_error (error, local);
      return ILX_STEP_FAILED;
    }
  g_clear_object (&self->operation);
  self->operation = operation;
  return ILX_STEP_NEXT;
}

/* Whoever does not say what it repeats goes on with what was said before. */
static gboolean
is_same_wish (IlxDelivering *self)
{
  return (self->repeats == NULL
          || g_strcmp0 (self->repeats, ilx_operation_get_repeats (self->operation)) == 0)
         && ilx_operation_get_mode (self->operation) == self->mode
         && (self->mode != ILX_DELIVER_AT
             || ilx_operation_get_scheduled_at (self->operation) == self->scheduled_at);
}

/* What awaited a confirmation for another wish is given up for this one; its draft stays. */
static gboolean
drop_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxDelivering *self = state;
  IlxPublishMeans means = get_means (self);

  if (self->operation == NULL || is_same_wish (self))
    return FALSE;
  ilx_publisher_resume_async (self->engine->publisher, ilx_operation_get_id (self->operation),
                              &means, ILX_RUN_ABANDON, self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
drop_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxDelivering *self = state;

  if (published (state, source, result, error) == ILX_STEP_FAILED)
    return ILX_STEP_FAILED;
  g_clear_object (&self->operation);
  return ILX_STEP_NEXT;
}

static gboolean
send_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxDelivering *self = state;
  IlxPublishMeans means = get_means (self);

  if (self->operation != NULL)
    ilx_publisher_resume_async (self->engine->publisher, ilx_operation_get_id (self->operation),
                                &means, ILX_RUN_ALL, self->cancellable, callback, data);
  else
    ilx_publisher_begin_async (self->engine->publisher, self->campaign, &means, self->mode,
                               self->scheduled_at, self->cancellable, callback, data);
  return TRUE;
}

static gboolean
resume_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxDelivering *self = state;
  IlxPublishMeans means = get_means (self);

  ilx_publisher_resume_async (self->engine->publisher, ilx_operation_get_id (self->operation),
                              &means, self->run_mode, self->cancellable, callback, data);
  return TRUE;
}

static gboolean
confirm_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxDelivering *self = state;
  IlxPublishMeans means = get_means (self);

  ilx_publisher_confirm_async (self->engine->publisher, ilx_operation_get_id (self->operation),
                               self->count, &means, self->cancellable, callback, data);
  return TRUE;
}

static const IlxStep send_table[] = {
  { "bind the campaign to its account", bind_begin, bind_finish },
  { "open the platform", open_begin, open_finish },
  { "drop another wish", drop_begin, drop_finish },
  { "publish", send_begin, published },
  { NULL, NULL, NULL },
};
static const IlxStep confirm_table[] = {
  { "open the platform", open_begin, open_finish },
  { "confirm and publish", confirm_begin, published },
  { NULL, NULL, NULL },
};
static const IlxStep resume_table[] = {
  { "open the platform", open_begin, open_finish },
  { "resume", resume_begin, published },
  { NULL, NULL, NULL },
};

/* Shows the caller's campaign what came out, also of a failure. */
static void
show_outcome (IlxDelivering *self)
{
  g_autoptr (IlxCampaign) stored = NULL;

  if (self->shown == NULL)
    return;
  stored = ilx_campaign_store_load (self->engine->store, ilx_campaign_get_id (self->shown), NULL);
  if (stored == NULL)
    return;
  ilx_record_copy_fields (stored, self->shown, ILX_FIELD_DELIVERY);
  ilx_campaign_set_connection_id (self->shown, ilx_campaign_get_connection_id (stored));
  ilx_campaign_set_revision (self->shown, ilx_campaign_get_revision (stored));
}

static IlxOperation *
finish (GAsyncResult *result, GError **error)
{
  IlxDelivering *self = g_task_get_task_data (G_TASK (result));
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), error);

  show_outcome (self);
  return is_done ? g_steal_pointer (&self->operation) : NULL;
}

/* --- Send ------------------------------------------------------------------------------------- */

static char *
list_blocking (IlxFindings *findings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const IlxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == ILX_FINDING_BLOCKS)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", finding->code,
                                finding->message);
    }
  return g_string_free (text, FALSE);
}

static gboolean
check_nothing_blocks (IlxDelivering *self, GError **error)
{
  const char *before = self->operation != NULL ? ilx_operation_get_repeats (self->operation) : NULL;
  g_autoptr (GPtrArray) findings = ilx_engine_check_wish (
      self->engine, self->campaign, self->repeats != NULL ? self->repeats : before, error);
  const IlxFinding *blocking = findings != NULL ? ilx_findings_get_blocking (findings) : NULL;
  g_autofree char *all = NULL;

  if (findings == NULL)
    return FALSE;
  if (blocking == NULL)
    return TRUE;
  all = list_blocking (findings);
  ilx_set_error (error, ILX_ERROR_BLOCKED, "%s", blocking->message);
  if (error != NULL)
    {
      ilx_error_set_field (*error, blocking->field);
      ilx_error_set_detail (*error, all);
    }
  return FALSE;
}

static gboolean
refuse_state (IlxDelivering *self, GError **error)
{
  IlxCampaignState state = ilx_campaign_get_state (self->campaign);

  if (state == ILX_CAMPAIGN_SCHEDULED)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("The campaign is scheduled already. Cancel that first to send it "
                      "otherwise."));
  else if (ilx_campaign_get_trashed_at (self->campaign) != 0)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("The campaign is in the trash. Restore it first."));
  else
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("The campaign was sent already (%s). Nothing was sent again; duplicate it to "
                      "send a new one."),
                   ilx_campaign_state_get_title (state));
  return FALSE;
}

/* An operation that is at work for another wish must come to an end first. */
static gboolean
refuse_other_wish (IlxDelivering *self, GError **error)
{
  ilx_set_error (error, ILX_ERROR_CONFLICT,
                 _ ("The operation %s is at this campaign already. Resume or abandon it first."),
                 ilx_operation_get_id (self->operation));
  return FALSE;
}

static gboolean
may_send (IlxDelivering *self, GError **error)
{
  IlxOperation *operation = self->operation;

  if (operation == NULL)
    return ilx_campaign_is_editable (self->campaign) ? check_nothing_blocks (self, error)
                                                     : refuse_state (self, error);
  if (ilx_operation_get_state (operation) == ILX_OPERATION_AWAITING_CONFIRMATION)
    return check_nothing_blocks (self, error);
  return is_same_wish (self) || refuse_other_wish (self, error);
}

/**
 * ilx_engine_send_async:
 * @self: the engine
 * @campaign: as the user saw it; told of what came out
 * @mode: how far to go
 * @scheduled_at: of %ILX_DELIVER_AT, microseconds since the epoch
 * @cancellable: (nullable): leaves the operation open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * See ilx-engine.h. Nothing is sent by this call that was not confirmed before.
 */
void
ilx_engine_send_async (IlxEngine *self,
                       IlxCampaign *campaign,
                       IlxDeliveryMode mode,
                       gint64 scheduled_at,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  ilx_engine_send_again_async (self, campaign, mode, scheduled_at, NULL, cancellable, callback,
                               user_data);
}

/**
 * ilx_engine_send_again_async:
 * @self: the engine
 * @campaign: as the user saw it; told of what came out
 * @mode: how far to go
 * @scheduled_at: of %ILX_DELIVER_AT, microseconds since the epoch
 * @repeats: (nullable): the operation that is to be repeated on purpose
 * @cancellable: (nullable): leaves the operation open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * See ilx-engine.h. It is confirmed as every other, and the journal keeps what it repeats.
 */
void
ilx_engine_send_again_async (IlxEngine *self,
                             IlxCampaign *campaign,
                             IlxDeliveryMode mode,
                             gint64 scheduled_at,
                             const char *repeats,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, cancellable, callback, user_data);
  IlxDelivering *delivering = g_task_get_task_data (task);
  GError *error = NULL;

  delivering->shown = g_object_ref (campaign);
  delivering->mode = mode;
  delivering->scheduled_at = scheduled_at;
  delivering->repeats = g_strdup (repeats);
  if (!gather (delivering, ilx_campaign_get_id (campaign), &error)
      || !may_send (delivering, &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), send_table);
}

/**
 * ilx_engine_send_finish:
 * @self: the engine
 * @result: the result
 * @error: what stopped it; an operation may be open all the same
 *
 * Returns: (transfer full) (nullable): the operation
 */
IlxOperation *
ilx_engine_send_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

/**
 * ilx_engine_confirm_async:
 * @self: the engine
 * @operation: one that awaits confirmation
 * @count: how many people the user was told
 * @cancellable: (nullable): leaves the operation open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Mail leaves by this call. %ILX_ERROR_NOT_CONFIRMED: what was agreed to is not what is there.
 */
void
ilx_engine_confirm_async (IlxEngine *self,
                          IlxOperation *operation,
                          gint64 count,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, cancellable, callback, user_data);
  IlxDelivering *delivering = g_task_get_task_data (task);
  GError *error = NULL;

  delivering->count = count;
  if (!gather_for_operation (delivering, ilx_operation_get_id (operation), &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), confirm_table);
}

/**
 * ilx_engine_confirm_finish:
 * @self: the engine
 * @result: the result
 * @error: what stopped it
 *
 * Returns: (transfer full) (nullable): the operation, sent or scheduled, or needing attention
 */
IlxOperation *
ilx_engine_confirm_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

static void
resume_async (IlxEngine *self,
              const char *operation_id,
              IlxRunMode mode,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, cancellable, callback, user_data);
  IlxDelivering *delivering = g_task_get_task_data (task);
  GError *error = NULL;

  delivering->run_mode = mode;
  if (!gather_for_operation (delivering, operation_id, &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), resume_table);
}

/**
 * ilx_engine_resume_async:
 * @self: the engine
 * @operation_id: an open operation
 * @cancellable: (nullable): leaves it open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Probes what may have happened, then does what is left.
 */
void
ilx_engine_resume_async (IlxEngine *self,
                         const char *operation_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  resume_async (self, operation_id, ILX_RUN_ALL, cancellable, callback, user_data);
}

/**
 * ilx_engine_settle_async:
 * @self: the engine
 * @operation_id: an open operation
 * @cancellable: (nullable): leaves it as it is
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Probes what may have happened, and reads; begins nothing new.
 */
void
ilx_engine_settle_async (IlxEngine *self,
                         const char *operation_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  resume_async (self, operation_id, ILX_RUN_SETTLE, cancellable, callback, user_data);
}

/**
 * ilx_engine_resume_finish:
 * @self: the engine
 * @result: the result
 * @error: what stopped it
 *
 * Returns: (transfer full) (nullable): the operation
 */
IlxOperation *
ilx_engine_resume_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

/**
 * ilx_engine_abandon_async:
 * @self: the engine
 * @operation_id: an open operation
 * @cancellable: (nullable): leaves it open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Gives an operation up. What may have left is looked up first: mail that left can't be given up.
 */
void
ilx_engine_abandon_async (IlxEngine *self,
                          const char *operation_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  resume_async (self, operation_id, ILX_RUN_ABANDON, cancellable, callback, user_data);
}

/**
 * ilx_engine_abandon_finish:
 * @self: the engine
 * @result: the result
 * @error: %ILX_ERROR_UNCERTAIN when mail may have left, %ILX_ERROR_CONFLICT when it has
 *
 * Returns: (transfer full) (nullable): the abandoned operation
 */
IlxOperation *
ilx_engine_abandon_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxOperation) operation = finish (result, error);

  if (operation == NULL)
    return NULL;
  if (ilx_operation_get_state (operation) == ILX_OPERATION_ABANDONED)
    return g_steal_pointer (&operation);
  if (ilx_operation_get_state (operation) == ILX_OPERATION_DONE)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("It went out before it could be given up. Cancel the campaign to stop what "
                      "can be stopped."));
  else
    ilx_set_error (error, ILX_ERROR_UNCERTAIN,
                   _ ("The platform does not say whether it started, so it can't be given up yet. "
                      "Resume the operation to ask again."));
  return NULL;
}

/**
 * ilx_engine_can_decide:
 * @operation: an operation
 *
 * Returns: whether it is uncertain and the platform was asked in vain as often as it is asked
 */
gboolean
ilx_engine_can_decide (IlxOperation *operation)
{
  return ilx_operation_get_state (operation) == ILX_OPERATION_NEEDS_ATTENTION
         && ilx_operation_get_n_probes (operation) >= ILX_RUN_N_PROBES;
}

static gboolean
decide_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxDelivering *self = state;

  ilx_publisher_decide_async (self->engine->publisher, ilx_operation_get_id (self->operation),
                              self->count != 0, self->cancellable, callback, data);
  return TRUE;
}

static const IlxStep decide_table[] = {
  { "decide", decide_begin, published },
  { NULL, NULL, NULL },
};

/**
 * ilx_engine_decide_async:
 * @self: the engine
 * @operation_id: an uncertain operation
 * @went_out: what the user saw on the platform
 * @cancellable: (nullable): not used, since it does not wait
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * The user's last word; it never sends.
 */
void
ilx_engine_decide_async (IlxEngine *self,
                         const char *operation_id,
                         gboolean went_out,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, cancellable, callback, user_data);
  IlxDelivering *delivering = g_task_get_task_data (task);
  GError *error = NULL;

  delivering->count = went_out;
  if (!gather_for_operation (delivering, operation_id, &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), decide_table);
}

/**
 * ilx_engine_decide_finish:
 * @self: the engine
 * @result: the result
 * @error: what stopped it
 *
 * Returns: (transfer full) (nullable): the operation, over now
 */
IlxOperation *
ilx_engine_decide_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  return finish (result, error);
}
