/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a document gets to the disk by itself, and what happens when it can't.
 *
 *   changed ─► waits for a pause in typing ─► writing ─► written, or changed meanwhile: waits again
 *                        ▲                       │
 *                        └── later and later ────┤ failed
 *                                                └ conflict: kept apart; waits for a reload, or for
 *                                                  others to say that the campaign changed */
#include "config.h"

#include "ilx-document-private.h"
#include "ilx-error.h"

/* A pause; and how long typing goes on at most without a save. Text and commit stay within a
 * quarter of a second, and within a second. */
#define PAUSE (150 * ILX_SECOND / 1000)
#define MAX_WAIT (700 * ILX_SECOND / 1000)
#define FIRST_RETRY ILX_SECOND
#define LAST_RETRY (30 * ILX_SECOND)

static void wait_for_time (IlxDocument *self);

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
gboolean
ilx_document_is_stuck (IlxDocument *self)
{
  return ilx_error_is (self->error, ILX_ERROR_CONFLICT)
         || ilx_error_is (self->error, ILX_ERROR_NOT_FOUND);
}

/* @error: (transfer full) (nullable) */
void
ilx_document_take_error (IlxDocument *self, GError *error)
{
  gboolean had_none = self->error == NULL;

  g_clear_error (&self->error);
  self->error = error;
  if (error == NULL)
    self->n_failures = 0;
  if (!had_none || error != NULL)
    ilx_document_tell_error (self);
  /* What can't be written must not go with the last window that shows it. */
  if (ilx_document_is_stuck (self) && self->kept == NULL)
    self->kept = g_object_ref (self);
  else if (!ilx_document_is_stuck (self))
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
    ilx_document_write (self);
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
  ilx_document_take_error (self, NULL);
  ilx_document_forget_rescued (self);
  ilx_document_update_editable (self);
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
  ilx_document_take_error (self, error);
  if (ilx_document_is_stuck (self))
    {
      self->must_look = TRUE;
      ilx_document_rescue (self);
    }
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
  if (self->must_reload)
    ilx_document_reload (self, NULL);
  ilx_document_look (self);
  ilx_document_tell_state (self);
  if (self->flushes->len > 0 && !self->is_writing)
    ilx_document_write (self);
  else
    wait_for_time (self);
}

void
ilx_document_write (IlxDocument *self)
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
  gint64 due = MIN (self->last_time + PAUSE, self->first_time + MAX_WAIT);

  return ilx_document_is_stuck (self) ? due : MAX (due, self->retry_time);
}

/* Nothing to write, or nothing but what is kept apart already. */
static gboolean
is_idle (IlxDocument *self)
{
  return ilx_document_is_written (self) || self->is_writing
         || (ilx_document_is_stuck (self) && self->rescued_serial == self->serial);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDocument) self = user_data;

  /* Cancelled: a shorter one took its place. */
  if (!ilx_clock_wait_finish (ILX_CLOCK (source), result, NULL))
    return;
  g_clear_object (&self->waiting);
  if (is_idle (self))
    return;
  if (ilx_clock_get_monotonic (get_clock (self)) < get_due_time (self))
    wait_for_time (self);
  else if (ilx_document_is_stuck (self))
    ilx_document_rescue (self);
  else
    ilx_document_write (self);
}

/* One wait at a time, whatever is typed during it: at its end it may turn out to be too early. */
static void
wait_for_time (IlxDocument *self)
{
  gint64 due = get_due_time (self);
  gint64 delay = due - ilx_clock_get_monotonic (get_clock (self));

  if (is_idle (self))
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

  if (self->serial == known || self->serial == self->rescued_serial)
    self->first_time = now;
  self->last_time = now;
  self->serial++;
  wait_for_time (self);
}
