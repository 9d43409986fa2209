/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-run-private.h"

const gint64 ilx_run_probe_delays[ILX_RUN_N_PROBES]
    = { 5 * ILX_SECOND, 30 * ILX_SECOND, 2 * ILX_MINUTE, 10 * ILX_MINUTE };

static void
ilx_run_free (gpointer data)
{
  IlxRun *self = data;

  g_clear_object (&self->args.store);
  g_clear_object (&self->args.delivery);
  g_clear_object (&self->args.operation);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->lock, ilx_file_lock_release);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->entry);
  g_clear_pointer (&self->intent, json_node_unref);
  g_clear_error (&self->call_error);
  g_clear_error (&self->error);
  g_string_free (self->left, TRUE);
  g_free (self);
}

gint64
ilx_run_get_now (IlxRun *self)
{
  return ilx_clock_get_now (ilx_delivery_get_clock (self->args.delivery));
}

IlxCampaign *
ilx_run_get_campaign (IlxRun *self)
{
  return ilx_delivery_get_campaign (self->args.delivery);
}

/* (nullable): a row that the journal does not know was not begun, or not needed. */
IlxOperationStep *
ilx_run_find_entry (IlxRun *self, const IlxDeliveryStep *row)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      IlxOperationStep *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (ilx_operation_step_get_name (entry), row->name))
        return entry;
    }
  return NULL;
}

/* The run ends after its outcome is committed, in this state. */
void
ilx_run_stop (IlxRun *self, IlxOperationState state, IlxCampaignState campaign_state)
{
  self->need = ILX_NEED_NOTHING;
  ilx_operation_set_state (self->args.operation, state);
  ilx_campaign_set_state (ilx_run_get_campaign (self), campaign_state);
  if (!ilx_operation_is_open (self->args.operation))
    ilx_operation_set_finished_at (self->args.operation, ilx_run_get_now (self));
}

static void
keep_error (IlxRun *self, const GError *error)
{
  IlxOperation *operation = self->args.operation;
  IlxErrorCode code = error->domain == ILX_ERROR ? (IlxErrorCode) error->code : ILX_ERROR_FAILED;

  ilx_operation_set_error_code (operation, ilx_error_code_get_name (code));
  ilx_operation_set_error_message (operation, error->message);
  ilx_operation_set_error_detail (operation, ilx_error_get_detail (error));
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

/* Whether the row that lets mail leave is done. */
gboolean
ilx_run_is_sent (IlxRun *self)
{
  for (const IlxDeliveryStep *row = self->args.rows; row->name != NULL; row++)
    {
      IlxOperationStep *entry = ilx_run_find_entry (self, row);

      if (row->effect == ILX_EFFECT_SEND && entry != NULL
          && ilx_operation_step_get_state (entry) == ILX_STEP_DONE)
        return TRUE;
    }
  return FALSE;
}

/* All is done; a campaign that no row said more of is a draft on the platform. */
void
ilx_run_finish_operation (IlxRun *self)
{
  IlxCampaignState state = ilx_campaign_get_state (ilx_run_get_campaign (self));

  ilx_operation_set_error_code (self->args.operation, NULL);
  ilx_operation_set_error_message (self->args.operation, NULL);
  ilx_operation_set_error_detail (self->args.operation, NULL);
  ilx_run_stop (self, ILX_OPERATION_DONE,
                state == ILX_CAMPAIGN_SUBMITTING ? ILX_CAMPAIGN_DRAFT : state);
}

/* The run ends and answers the error; the operation stays open and can be resumed. Once mail has
 * left, though, nothing that fails can change that: then the operation is done, and how far the
 * sending got can be asked at any time. */
void
ilx_run_stop_with_error (IlxRun *self, const GError *error)
{
  if (ilx_run_is_sent (self))
    {
      ilx_run_finish_operation (self);
      return;
    }
  self->need = ILX_NEED_NOTHING;
  keep_error (self, error);
  ilx_operation_set_retry_at (self->args.operation, ilx_error_get_retry_at (error));
}

/* The operation is over; what it made is taken back, unless a row that keeps it is done. */
void
ilx_run_fail (IlxRun *self, const GError *error)
{
  if (ilx_run_is_sent (self))
    {
      ilx_run_finish_operation (self);
      return;
    }
  self->is_failed = TRUE;
  keep_error (self, error);
  ilx_run_stop (self, ILX_OPERATION_FAILED, ILX_CAMPAIGN_FAILED);
  ilx_campaign_set_problem (ilx_run_get_campaign (self), error->message);
}

static guint
count_rows (IlxRun *self)
{
  guint n = 0;

  while (self->args.rows[n].name != NULL)
    n++;
  return n;
}

static void
tell_progress (IlxRun *self)
{
  if (self->args.progress != NULL && self->need != ILX_NEED_NOTHING)
    self->args.progress (self->args.operation, self->row->title,
                         (guint) (self->row - self->args.rows), count_rows (self),
                         self->args.progress_data);
}

/* --- The round -------------------------------------------------------------------------------- */

static gboolean
choose_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;
  g_autoptr (GError) error = NULL;

  if (self->is_undoing)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    ilx_run_stop_with_error (self, error);
  else
    ilx_run_choose (self);
  tell_progress (self);
  return FALSE;
}

static gboolean
wait_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;
  gint64 wait = self->need == ILX_NEED_PROBE ? ilx_run_get_wait (self) : 0;

  if (wait <= 0)
    return FALSE;
  ilx_clock_wait_async (ilx_delivery_get_clock (self->args.delivery), wait, self->cancellable,
                        callback, data);
  return TRUE;
}

static IlxStepOutcome
wait_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRun *self = state;
  g_autoptr (GError) local = NULL;

  if (!ilx_clock_wait_finish (ILX_CLOCK (source), result, &local))
    ilx_run_stop_with_error (self, local);
  return ILX_STEP_NEXT;
}

static gboolean
probe_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;

  if (self->need != ILX_NEED_PROBE)
    return FALSE;
  self->row->probe (self->args.delivery, self->intent, self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
probe_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRun *self = state;
  JsonNode *found = NULL;
  GError *local = NULL;
  IlxProbe outcome = self->row->probe_finish (self->args.delivery, result, &found, &local);

  ilx_run_take_probe (self, outcome, found, local);
  return ILX_STEP_NEXT;
}

/* Makes the entry of a row that is begun for the first time: its intent is fixed here, for good. */
static void
make_entry (IlxRun *self)
{
  g_autofree char *text = NULL;

  self->entry = ilx_operation_step_new ();
  self->intent = self->row->build_intent != NULL ? self->row->build_intent (self->args.delivery)
                                                 : ilx_json_empty_object ();
  text = ilx_json_to_text (self->intent, FALSE);
  ilx_operation_step_set_operation_id (self->entry, ilx_operation_get_id (self->args.operation));
  ilx_operation_step_set_name (self->entry, self->row->name);
  ilx_operation_step_set_position (self->entry, self->row - self->args.rows);
  ilx_operation_step_set_intent (self->entry, text);
  g_ptr_array_add (self->entries, g_object_ref (self->entry));
}

static void
commit (IlxRun *self, IlxOperationStep *entry, GAsyncReadyCallback callback, gpointer data)
{
  ilx_operation_set_updated_at (self->args.operation, ilx_run_get_now (self));
  /* Never cancelled: what has happened must get into the journal. */
  ilx_journal_store_commit_async (self->args.store, self->args.operation, entry,
                                  ilx_run_get_campaign (self), NULL, callback, data);
}

static gboolean
intend_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;

  if (self->need != ILX_NEED_CALL)
    return FALSE;
  if (self->entry == NULL)
    make_entry (self);
  ilx_operation_step_set_state (self->entry, ILX_STEP_INTENDED);
  ilx_operation_step_set_attempts (self->entry, ilx_operation_step_get_attempts (self->entry) + 1);
  ilx_operation_step_set_started_at (self->entry, ilx_run_get_now (self));
  ilx_operation_set_step (self->args.operation, self->row->name);
  ilx_operation_set_state (self->args.operation, ILX_OPERATION_RUNNING);
  ilx_operation_set_retry_at (self->args.operation, 0);
  commit (self, self->entry, callback, data);
  return TRUE;
}

static IlxStepOutcome
committed (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  /* Without a journal nothing may happen: the run ends here and now. */
  return ilx_journal_store_commit_finish (ILX_STORE (source), result, error) ? ILX_STEP_NEXT
                                                                             : ILX_STEP_FAILED;
}

static gboolean
call_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;

  if (self->need != ILX_NEED_CALL)
    return FALSE;
  self->n_calls++;
  self->row->begin (self->args.delivery, self->intent, self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
call_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRun *self = state;
  GError *local = NULL;
  JsonNode *answer = self->row->finish (self->args.delivery, result, &local);

  if (answer != NULL)
    ilx_run_take_result (self, answer);
  else
    ilx_run_take_error (self, local);
  return ILX_STEP_NEXT;
}

static gboolean
outcome_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;

  if (self->is_undoing)
    return FALSE;
  commit (self, self->entry, callback, data);
  return TRUE;
}

static IlxStepOutcome
outcome_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRun *self = state;

  if (committed (state, source, result, error) == ILX_STEP_FAILED)
    return ILX_STEP_FAILED;
  return self->need == ILX_NEED_NOTHING ? ILX_STEP_NEXT : ILX_STEP_RESTART;
}

/* What was taken back is no longer the campaign's, and its row says so. */
static gboolean
undone_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;

  if (!self->is_undoing)
    return FALSE;
  commit (self, self->entry, callback, data);
  return TRUE;
}

static IlxStepOutcome
undone_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRun *self = state;

  if (committed (state, source, result, error) == ILX_STEP_FAILED)
    return ILX_STEP_FAILED;
  return self->undo_index > 0 ? ILX_STEP_RESTART : ILX_STEP_NEXT;
}

static const IlxStep run_table[] = {
  { "choose the row", choose_begin, NULL },
  { "wait", wait_begin, wait_finish },
  { "probe", probe_begin, probe_finish },
  { "commit the intent", intend_begin, committed },
  { "call", call_begin, call_finish },
  { "commit the outcome", outcome_begin, outcome_finish },
  { "take back", ilx_run_undo_begin, ilx_run_undo_finish },
  { "commit what was taken back", undone_begin, undone_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_run_async:
 * @args: what to run; its objects are held until the end
 * @lock: (transfer full): the campaign's lock
 * @cancellable: (nullable): leaves the operation open, to be resumed
 * @callback: called when the operation ends or stops
 * @user_data: for @callback
 *
 * Runs an operation that the journal knows as far as it goes. Main thread.
 */
void
ilx_run_async (const IlxRunArgs *args,
               IlxFileLock *lock,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  /* The task itself has no cancellable: what a call answered is committed even if it comes late. */
  g_autoptr (GTask) task = g_task_new (args->store, NULL, callback, user_data);
  IlxRun *self = g_new0 (IlxRun, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_run_async);
  self->args = *args;
  g_object_ref (self->args.store);
  g_object_ref (self->args.delivery);
  g_object_ref (self->args.operation);
  self->lock = lock;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->left = g_string_new (NULL);
  self->row = args->rows;
  g_task_set_task_data (task, self, ilx_run_free);
  self->entries
      = ilx_journal_store_load_steps (args->store, ilx_operation_get_id (args->operation), &error);
  if (self->entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ilx_run_replay (self);
  ilx_steps_run (g_steal_pointer (&task), run_table);
}

/**
 * ilx_run_finish:
 * @result: the result
 * @error: the error that ended or stopped the operation; see its state for which of the two
 *
 * Returns: %TRUE if it came to a state that needs no excuse: done, abandoned, awaiting
 * confirmation, or needing attention
 */
gboolean
ilx_run_finish (GAsyncResult *result, GError **error)
{
  IlxRun *self = g_task_get_task_data (G_TASK (result));

  /* Not with the task: whoever is told may begin the next run at once. */
  g_clear_pointer (&self->lock, ilx_file_lock_release);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
