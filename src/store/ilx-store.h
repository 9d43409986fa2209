/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's data: one SQLite file. The writer thread owns the writing connection and runs queued
 * closures, each in a transaction; the main thread reads by a connection of its own, indexed reads
 * only. Aggregates have a file each: ilx-campaign-store.h and its siblings. */
#pragma once

#include "ilx-clock.h"
#include "ilx-db.h"

G_BEGIN_DECLS

#define ILX_TYPE_STORE (ilx_store_get_type ())
G_DECLARE_FINAL_TYPE (IlxStore, ilx_store, ILX, STORE, GObject)

/* Runs on the writer thread inside of a transaction; FALSE with an error rolls it back. @data was
 * given away by the caller. What it makes for the caller it leaves in @data. */
typedef gboolean (*IlxWriteFunc) (IlxDb *db, gpointer data, GError **error);

/* Opens @path, makes or migrates it (a copy is made first, in "backups" beside it).
 * ILX_ERROR_STORAGE, _FULL, _READ_ONLY, _CORRUPT, _NEWER: the file is left as it was. */
IlxStore *ilx_store_open (const char *path, IlxClock *clock, GError **error);
/* Ends the writer after its queue is empty. Called by dispose as well. */
void ilx_store_close (IlxStore *self);

const char *ilx_store_get_path (IlxStore *self);
IlxClock *ilx_store_get_clock (IlxStore *self);
/* The reading connection, main thread. */
IlxDb *ilx_store_get_reader (IlxStore *self);

/* @callback runs on the caller's main context. _finish() gives @data back, owned by the caller.
 * Cancelling helps until @func starts; what was begun ends, and _finish() tells how. */
void ilx_store_write_async (IlxStore *self,
                            IlxWriteFunc func,
                            gpointer data,
                            GDestroyNotify free_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer ilx_store_write_finish (IlxStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
