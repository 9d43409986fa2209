/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a document gets to the disk by itself, and what happens when it can't.
 *
 *   changed ─► waits for a pause in typing ─► writing ─► written, or changed meanwhile: waits again
 *                        ▲                       │
 *                        └── later and later ────┤ failed
 *                                                └ conflict: waits for a reload, or for others to
 *                                                  say that the campaign changed */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-document-private.h"
#include "ilx-error.h"

/* A pause; and how long typing goes on at most without a save. Text and commit stay within a
 * quarter of a second, and within a second. */
#define PAUSE (150 * ILX_SECOND / 1000)
#define MAX_WAIT (700 * ILX_SECOND / 1000)
#define FIRST_RETRY ILX_SECOND
#define LAST_RETRY (30 * ILX_SECOND)

static void wait_for_time (IlxDocument *self);
static void write_now (IlxDocument *self);

static IlxStore *
get_store (IlxDocument *self)
{
  return ilx_workspace_get_store (self->workspace);
}

static IlxClock *
get_clock (IlxDocument *self)
{
  return ilx_engine_get_clock (ilx_workspace_get_engine (self->workspace));
}

static const char *
get_id (IlxDocument *self)
{
  return ilx_campaign_get_id (self->campaign);
}

gboolean
ilx_document_is_written (IlxDocument *self)
{
  return self->saved_serial == self->serial;
}

/* Trying again changes nothing before somebody else does. */
static gboolean
is_stuck (IlxDocument *self)
{
  return ilx_error_is (self->error, ILX_ERROR_CONFLICT)
         || ilx_error_is (self->error, ILX_ERROR_NOT_FOUND);
}

/* --- What it is ------------------------------------------------------------------------------- */

static gboolean
is_awaiting_confirmation (IlxDocument *self)
{
  g_autoptr (IlxOperation) operation
      = ilx_journal_store_load_open (get_store (self), get_id (self), NULL);

  return operation != NULL
         && ilx_operation_get_state (operation) == ILX_OPERATION_AWAITING_CONFIRMATION;
}

/* A draft that was counted and not agreed to may be written on: the next save abandons that. */
gboolean
ilx_document_compute_editable (IlxDocument *self)
{
  if (ilx_campaign_is_editable (self->campaign))
    return TRUE;
  return ilx_campaign_get_trashed_at (self->campaign) == 0
         && ilx_campaign_get_state (self->campaign) == ILX_CAMPAIGN_SUBMITTING
         && is_awaiting_confirmation (self);
}

static void
update_editable (IlxDocument *self)
{
  ilx_document_set_editable (self, ilx_document_compute_editable (self));
}

static void
take_error (IlxDocument *self, GError *error)
{
  gboolean had_none = self->error == NULL;

  g_clear_error (&self->error);
  self->error = error;
  if (error == NULL)
    self->n_failures = 0;
  if (!had_none || error != NULL)
    ilx_document_tell_error (self);
  /* What can't be written must not go with the last window that shows it. */
  if (is_stuck (self) && self->kept == NULL)
    self->kept = g_object_ref (self);
  else if (!is_stuck (self))
    g_clear_object (&self->kept);
}

/* --- Flushing --------------------------------------------------------------------------------- */

static gboolean
is_reached (IlxDocument *self, GTask *task)
{
  const guint64 *serial = g_task_get_task_data (task);

  return *serial <= self->saved_serial;
}

/* Those whose serial is written; with an error all. */
static void
answer_flushes (IlxDocument *self, const GError *error)
{
  g_autoptr (GPtrArray) answered = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = self->flushes->len; i > 0; i--)
    if (error != NULL || is_reached (self, g_ptr_array_index (self->flushes, i - 1)))
      g_ptr_array_add (answered, g_ptr_array_steal_index (self->flushes, i - 1));
  for (guint i = 0; i < answered->len; i++)
    {
      GTask *task = g_ptr_array_index (answered, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

/**
 * ilx_document_flush_async:
 * @self: a document
 * @cancellable: (nullable): gives up waiting; it is written all the same
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Writes what is not written yet, now.
 */
void
ilx_document_flush_async (IlxDocument *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_document_flush_async);
  g_task_set_task_data (task, g_memdup2 (&self->serial, sizeof self->serial), g_free);
  g_ptr_array_add (self->flushes, task);
  if (ilx_document_is_written (self))
    answer_flushes (self, NULL);
  else if (!self->is_writing)
    write_now (self);
}

/**
 * ilx_document_flush_finish:
 * @self: a document
 * @result: the result
 * @error: why it could not be written: %ILX_ERROR_CONFLICT, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether all that was there at the call is on the disk
 */
gboolean
ilx_document_flush_finish (IlxDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Writing ---------------------------------------------------------------------------------- */

/* The edits that are not stored, or not as they are. */
static IlxEditLog *
build_log (IlxDocument *self)
{
  gint64 end = ilx_history_get_end (self->history);
  gint64 from = ilx_history_get_changed_from (self->history);
  IlxEditLog *log = ilx_edit_log_new (ilx_history_get_first (self->history), from,
                                      ilx_history_get_cursor (self->history));

  for (gint64 position = from; position < end; position++)
    {
      IlxStoredEdit *edit
          = ilx_document_edit_get_stored (ilx_history_get_edit (self->history, position));
      IlxStoredEdit *copy = ilx_stored_edit_new (edit->kind, edit->at);

      for (guint i = 0; i < edit->parts->len; i++)
        ilx_stored_edit_add (copy, ilx_stored_edit_get (edit, i));
      g_ptr_array_add (log->edits, copy);
    }
  return log;
}

static void
tell_others (IlxDocument *self)
{
  self->is_telling = TRUE;
  ilx_workspace_refresh_campaign (self->workspace, get_id (self));
  self->is_telling = FALSE;
}

static void
stop_waiting (IlxDocument *self)
{
  g_cancellable_cancel (self->waiting);
  g_clear_object (&self->waiting);
}

static void
written (IlxDocument *self)
{
  self->saved_serial = self->writing_serial;
  self->retry_time = 0;
  if (ilx_document_is_written (self))
    stop_waiting (self);
  take_error (self, NULL);
  update_editable (self);
  tell_others (self);
  ilx_document_tell_saved_at (self);
  answer_flushes (self, NULL);
}

/* @error: (transfer full) */
static void
failed (IlxDocument *self, GError *error)
{
  gint64 delay = MIN (FIRST_RETRY << MIN (self->n_failures, 10), LAST_RETRY);
  gint64 from = MIN (ilx_history_get_changed_from (self->history), self->writing_from);

  ilx_history_set_changed_from (self->history, from);
  self->n_failures++;
  self->retry_time = ilx_clock_get_monotonic (get_clock (self)) + delay;
  g_debug ("A campaign could not be saved: %s", error->message);
  take_error (self, error);
  if (is_stuck (self))
    self->must_look = TRUE;
  answer_flushes (self, self->error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDocument) self = user_data;
  GError *error = NULL;

  self->is_writing = FALSE;
  if (ilx_campaign_store_save_finish (ILX_STORE (source), result, &error))
    written (self);
  else
    failed (self, error);
  ilx_document_look (self);
  ilx_document_tell_state (self);
  if (self->flushes->len > 0 && !self->is_writing)
    write_now (self);
  else
    wait_for_time (self);
}

static void
write_now (IlxDocument *self)
{
  ilx_document_sync (self, TRUE);
  self->is_writing = TRUE;
  self->writing_serial = self->serial;
  self->writing_from = ilx_history_get_changed_from (self->history);
  ilx_campaign_store_save_edited_async (get_store (self), self->campaign, build_log (self), NULL,
                                        saved_cb, g_object_ref (self));
  ilx_history_set_changed_from (self->history, ilx_history_get_end (self->history));
}

/* --- Its time --------------------------------------------------------------------------------- */

static gint64
get_due_time (IlxDocument *self)
{
  return MAX (MIN (self->last_time + PAUSE, self->first_time + MAX_WAIT), self->retry_time);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDocument) self = user_data;

  /* Cancelled: a shorter one took its place. */
  if (!ilx_clock_wait_finish (ILX_CLOCK (source), result, NULL))
    return;
  g_clear_object (&self->waiting);
  if (ilx_document_is_written (self) || self->is_writing || is_stuck (self))
    return;
  if (ilx_clock_get_monotonic (get_clock (self)) < get_due_time (self))
    wait_for_time (self);
  else
    write_now (self);
}

/* One wait at a time, whatever is typed during it: at its end it may turn out to be too early. */
static void
wait_for_time (IlxDocument *self)
{
  gint64 due = get_due_time (self);
  gint64 delay = due - ilx_clock_get_monotonic (get_clock (self));

  if (self->is_writing || ilx_document_is_written (self) || is_stuck (self))
    return;
  if (self->waiting != NULL && self->wait_until <= due)
    return;
  stop_waiting (self);
  self->waiting = g_cancellable_new ();
  self->wait_until = due;
  ilx_clock_wait_async (get_clock (self), MAX (delay, 0), self->waiting, waited_cb,
                        g_object_ref (self));
}

void
ilx_document_touch (IlxDocument *self)
{
  gint64 now = ilx_clock_get_monotonic (get_clock (self));
  guint64 known = self->is_writing ? self->writing_serial : self->saved_serial;

  if (self->serial == known)
    self->first_time = now;
  self->last_time = now;
  self->serial++;
  wait_for_time (self);
}

/* --- Others ----------------------------------------------------------------------------------- */

/* Shows what is stored: as an edit, so that what was there before is an undo away. */
static void
adopt (IlxDocument *self, IlxCampaign *stored)
{
  gint64 now = ilx_workspace_get_now (self->workspace);
  IlxStoredEdit *edit
      = ilx_stored_edit_new_difference (ilx_document_get_campaign (self), stored, now);

  ilx_history_add_barrier (self->history);
  ilx_record_copy_fields (stored, self->campaign, ILX_FIELD_DELIVERY);
  ilx_campaign_set_revision (self->campaign, ilx_campaign_get_revision (stored));
  ilx_campaign_set_updated_at (self->campaign, ilx_campaign_get_updated_at (stored));
  ilx_campaign_set_trashed_at (self->campaign, ilx_campaign_get_trashed_at (stored));
  if (edit != NULL)
    ilx_document_do (self, edit);
  ilx_history_add_barrier (self->history);
  self->saved_serial = self->serial;
  take_error (self, NULL);
  update_editable (self);
  ilx_document_tell_saved_at (self);
  ilx_document_tell_state (self);
}

/* Where it stands changed, and perhaps the text. */
static void
take_row (IlxDocument *self, IlxCampaign *row)
{
  gboolean is_other = ilx_campaign_get_revision (row) != ilx_campaign_get_revision (self->campaign);

  ilx_record_copy_fields (row, self->campaign, ILX_FIELD_DELIVERY);
  ilx_campaign_set_trashed_at (self->campaign, ilx_campaign_get_trashed_at (row));
  update_editable (self);
  if (is_other && ilx_document_is_written (self))
    ilx_document_reload (self, NULL);
}

/* What is on its way would be taken for another's: then it is looked at afterwards. */
void
ilx_document_look (IlxDocument *self)
{
  g_autoptr (IlxCampaign) row = NULL;

  if (!self->must_look || self->is_writing)
    return;
  self->must_look = FALSE;
  row = ilx_campaign_store_load_row (get_store (self), get_id (self), NULL);
  if (row != NULL)
    take_row (self, row);
}

/* Somebody else changed the campaign, or where it stands. */
void
ilx_document_follow (IlxDocument *self)
{
  self->must_look = TRUE;
  ilx_document_look (self);
  if (is_stuck (self) && self->is_editable && !self->is_writing)
    write_now (self);
}

/**
 * ilx_document_reload:
 * @self: a document
 * @error: %ILX_ERROR_NOT_FOUND when it was deleted for good, %ILX_ERROR_BUSY while it is being
 *   saved, %ILX_ERROR_STORAGE and its siblings
 *
 * Has it be what is stored, whoever wrote that. The difference is an edit: undo brings back what
 * was typed here and could not be written.
 *
 * Returns: whether it was read
 */
gboolean
ilx_document_reload (IlxDocument *self, GError **error)
{
  g_autoptr (IlxCampaign) stored = NULL;
  g_autoptr (IlxDocument) held = g_object_ref (self);
  gboolean had_own = !ilx_document_is_written (self);

  if (self->is_writing)
    {
      ilx_set_error (error, ILX_ERROR_BUSY, _ ("This campaign is being saved. Try again."));
      return FALSE;
    }
  stored = ilx_campaign_store_load (get_store (self), get_id (self), error);
  if (stored == NULL)
    return FALSE;
  adopt (self, stored);
  /* What was typed is in the history alone now; have that on the disk. */
  if (had_own && self->is_editable)
    {
      ilx_document_touch (self);
      ilx_document_tell_state (self);
    }
  return TRUE;
}
