/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo. An edit is a value that can be applied to a document and reverted; the history is the row
 * of them with a cursor, and the document changes through it or not at all.
 *
 *   first                cursor            end
 *     ▼                     ▼                ▼
 *     [done][done][done][done][undone][undone]      do: the undone ones go, the new one is done
 *
 * Positions count from the first edit that ever was, so they stay when old ones are forgotten, and
 * whoever keeps the edits elsewhere (a table, a file) writes from "changed from" on. */
#pragma once

#include "ilx-clock.h"

G_BEGIN_DECLS

typedef struct _IlxEdit IlxEdit;
typedef struct _IlxHistory IlxHistory;

typedef struct
{
  /* "Undo Change Subject", "Redo Change Subject": a whole label, translated. */
  const char *(*get_label) (IlxEdit *self, gboolean is_undo);
  void (*apply) (IlxEdit *self, gpointer document);
  void (*revert) (IlxEdit *self, gpointer document);
  /* (nullable): makes @self do what both did, when @next continues it; both are applied. */
  gboolean (*merge) (IlxEdit *self, IlxEdit *next);
  void (*free) (IlxEdit *self);
} IlxEditClass;

/* The first member of every kind of edit. */
struct _IlxEdit
{
  const IlxEditClass *klass;
  gint64 at; /* when it was done last, microseconds since the epoch; set by the history */
};

void ilx_edit_free (IlxEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxEdit, ilx_edit_free)

/* Edits that follow each other within this time become one, where they can. */
#define ILX_HISTORY_MERGE_TIME (400 * ILX_SECOND / 1000)

/* @document: what edits are applied to, outlives the history. At least @n_kept edits can be undone
 * before old ones are forgotten. */
IlxHistory *ilx_history_new (gpointer document, IlxClock *clock, guint n_kept);
void ilx_history_free (IlxHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxHistory, ilx_history_free)

/* Applies @edit and takes it. */
void ilx_history_do (IlxHistory *self, IlxEdit *edit);
/* FALSE: there is nothing to undo, or to redo. */
gboolean ilx_history_undo (IlxHistory *self);
gboolean ilx_history_redo (IlxHistory *self);
/* What follows is an undo of its own. */
void ilx_history_add_barrier (IlxHistory *self);

gboolean ilx_history_can_undo (IlxHistory *self);
gboolean ilx_history_can_redo (IlxHistory *self);
/* NULL: there is nothing to. */
const char *ilx_history_get_undo_label (IlxHistory *self);
const char *ilx_history_get_redo_label (IlxHistory *self);

/* --- Keeping it elsewhere ----------------------------------------------------------------------
 */

gint64 ilx_history_get_first (IlxHistory *self);
gint64 ilx_history_get_cursor (IlxHistory *self);
gint64 ilx_history_get_end (IlxHistory *self);
IlxEdit *ilx_history_get_edit (IlxHistory *self, gint64 position); /* lent */
/* Edits from this position on are not what was written last; the end when all are. */
gint64 ilx_history_get_changed_from (IlxHistory *self);
void ilx_history_set_changed_from (IlxHistory *self, gint64 position);
/* Fills a new history; @edits (element-type IlxEdit) (transfer full) are not applied. */
void ilx_history_restore (IlxHistory *self, GPtrArray *edits, gint64 first, gint64 cursor);

G_END_DECLS
