/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-history.h"

struct _IlxHistory
{
  gpointer document; /* (unowned) */
  IlxClock *clock;   /* (owned) */
  guint n_kept;
  GPtrArray *edits; /* (element-type IlxEdit) (owned) */
  gint64 first;     /* position of the first one in edits */
  guint n_done;
  gint64 changed_from;
  gboolean is_merging;
  gint64 last_time; /* steady, of the last one done */
};

/**
 * ilx_edit_free:
 * @self: (transfer full): an edit
 */
void
ilx_edit_free (IlxEdit *self)
{
  self->klass->free (self);
}

static void
free_edit (gpointer edit)
{
  ilx_edit_free (edit);
}

/**
 * ilx_history_new:
 * @document: (not nullable): what edits are applied to
 * @clock: says how much time is between them
 * @n_kept: how many can be undone at least
 *
 * Returns: (transfer full): an empty history
 */
IlxHistory *
ilx_history_new (gpointer document, IlxClock *clock, guint n_kept)
{
  IlxHistory *self = g_new0 (IlxHistory, 1);

  self->document = document;
  self->clock = g_object_ref (clock);
  self->n_kept = n_kept;
  self->edits = g_ptr_array_new_with_free_func (free_edit);
  return self;
}

/**
 * ilx_history_free:
 * @self: (transfer full): a history
 */
void
ilx_history_free (IlxHistory *self)
{
  g_ptr_array_unref (self->edits);
  g_object_unref (self->clock);
  g_free (self);
}

static void
set_changed (IlxHistory *self, gint64 position)
{
  self->changed_from = MIN (self->changed_from, position);
}

static void
drop_undone (IlxHistory *self)
{
  if (self->n_done == self->edits->len)
    return;
  set_changed (self, ilx_history_get_cursor (self));
  g_ptr_array_set_size (self->edits, (int) self->n_done);
  self->is_merging = FALSE;
}

static gboolean
merge (IlxHistory *self, IlxEdit *edit, gint64 now)
{
  IlxEdit *last;

  if (!self->is_merging || self->n_done == 0 || now - self->last_time > ILX_HISTORY_MERGE_TIME)
    return FALSE;
  last = g_ptr_array_index (self->edits, self->n_done - 1);
  if (last->klass != edit->klass || last->klass->merge == NULL || !last->klass->merge (last, edit))
    return FALSE;
  last->at = edit->at;
  set_changed (self, ilx_history_get_cursor (self) - 1);
  return TRUE;
}

/* By the half at a time: an array that loses its head at each edit would move all the others. */
static void
forget_old (IlxHistory *self)
{
  guint n = self->n_kept / 2 + 1;

  if (self->edits->len < self->n_kept + n)
    return;
  g_ptr_array_remove_range (self->edits, 0, n);
  self->first += n;
  self->n_done -= n;
  self->changed_from = MAX (self->changed_from, self->first);
}

/**
 * ilx_history_do:
 * @self: a history
 * @edit: (transfer full): what to do
 *
 * Applies @edit. Whatever was undone can't be redone any more. Merged into the one before it is
 * freed at once.
 */
void
ilx_history_do (IlxHistory *self, IlxEdit *edit)
{
  g_autoptr (IlxEdit) owned = edit;
  gint64 now = ilx_clock_get_monotonic (self->clock);
  gboolean is_merged;

  edit->at = ilx_clock_get_now (self->clock);
  edit->klass->apply (edit, self->document);
  drop_undone (self);
  is_merged = merge (self, edit, now);
  self->last_time = now;
  if (is_merged)
    return;
  g_ptr_array_add (self->edits, g_steal_pointer (&owned));
  self->n_done++;
  self->is_merging = TRUE;
  forget_old (self);
}

/**
 * ilx_history_undo:
 * @self: a history
 *
 * Returns: whether there was something to undo
 */
gboolean
ilx_history_undo (IlxHistory *self)
{
  IlxEdit *edit;

  self->is_merging = FALSE;
  if (self->n_done == 0)
    return FALSE;
  edit = g_ptr_array_index (self->edits, --self->n_done);
  edit->klass->revert (edit, self->document);
  return TRUE;
}

/**
 * ilx_history_redo:
 * @self: a history
 *
 * Returns: whether there was something to redo
 */
gboolean
ilx_history_redo (IlxHistory *self)
{
  IlxEdit *edit;

  self->is_merging = FALSE;
  if (self->n_done == self->edits->len)
    return FALSE;
  edit = g_ptr_array_index (self->edits, self->n_done++);
  edit->klass->apply (edit, self->document);
  return TRUE;
}

/**
 * ilx_history_add_barrier:
 * @self: a history
 *
 * The next edit is not merged into the last one.
 */
void
ilx_history_add_barrier (IlxHistory *self)
{
  self->is_merging = FALSE;
}

gboolean
ilx_history_can_undo (IlxHistory *self)
{
  return self->n_done > 0;
}

gboolean
ilx_history_can_redo (IlxHistory *self)
{
  return self->n_done < self->edits->len;
}

/**
 * ilx_history_get_undo_label:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): what the next undo is called
 */
const char *
ilx_history_get_undo_label (IlxHistory *self)
{
  IlxEdit *edit;

  if (!ilx_history_can_undo (self))
    return NULL;
  edit = g_ptr_array_index (self->edits, self->n_done - 1);
  return edit->klass->get_label (edit, TRUE);
}

/**
 * ilx_history_get_redo_label:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): what the next redo is called
 */
const char *
ilx_history_get_redo_label (IlxHistory *self)
{
  IlxEdit *edit;

  if (!ilx_history_can_redo (self))
    return NULL;
  edit = g_ptr_array_index (self->edits, self->n_done);
  return edit->klass->get_label (edit, FALSE);
}

gint64
ilx_history_get_first (IlxHistory *self)
{
  return self->first;
}

gint64
ilx_history_get_cursor (IlxHistory *self)
{
  return self->first + self->n_done;
}

gint64
ilx_history_get_end (IlxHistory *self)
{
  return self->first + self->edits->len;
}

/**
 * ilx_history_get_edit:
 * @self: a history
 * @position: from the first to before the end
 *
 * Returns: (transfer none): the edit there, done or undone
 */
IlxEdit *
ilx_history_get_edit (IlxHistory *self, gint64 position)
{
  g_return_val_if_fail (position >= self->first && position < ilx_history_get_end (self), NULL);
  return g_ptr_array_index (self->edits, position - self->first);
}

/**
 * ilx_history_get_changed_from:
 * @self: a history
 *
 * Returns: the first position that changed since ilx_history_set_changed_from() was told the end
 */
gint64
ilx_history_get_changed_from (IlxHistory *self)
{
  return self->changed_from;
}

/**
 * ilx_history_set_changed_from:
 * @self: a history
 * @position: from which on edits are not kept elsewhere; the end when all are
 */
void
ilx_history_set_changed_from (IlxHistory *self, gint64 position)
{
  self->changed_from = CLAMP (position, self->first, ilx_history_get_end (self));
}

/**
 * ilx_history_restore:
 * @self: a new history
 * @edits: (transfer full) (element-type IlxEdit): what was kept
 * @first: the position of the first one
 * @cursor: how far they were done
 *
 * Takes up where another one, whose edits were kept, left off. The document is at @cursor already.
 */
void
ilx_history_restore (IlxHistory *self, GPtrArray *edits, gint64 first, gint64 cursor)
{
  g_return_if_fail (self->edits->len == 0);
  g_return_if_fail (cursor >= first && cursor <= first + edits->len);
  g_ptr_array_unref (self->edits);
  self->edits = edits;
  g_ptr_array_set_free_func (edits, free_edit);
  self->first = first;
  self->n_done = (guint) (cursor - first);
  self->changed_from = ilx_history_get_end (self);
}
