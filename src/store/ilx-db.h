/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite, wrapped thinly: a connection with its statements cached, three outcomes of a step, and
 * errors as ILX_ERROR_STORAGE*. A connection belongs to the thread that opened it. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "ilx-record.h"

G_BEGIN_DECLS

typedef struct _IlxDb IlxDb;
typedef sqlite3_stmt IlxStmt;

typedef enum
{
  ILX_ROW_ERROR = -1,
  ILX_ROW_NONE,
  ILX_ROW,
} IlxRow;

typedef enum
{
  ILX_DB_READ,
  ILX_DB_WRITE, /* the store's; see ilx-migrations.h, which makes the file and checks it */
} IlxDbMode;

IlxDb *ilx_db_open (const char *path, IlxDbMode mode, GError **error);
void ilx_db_close (IlxDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxDb, ilx_db_close)

gboolean ilx_db_exec (IlxDb *self, const char *sql, GError **error);
/* A cached statement, reset and without bindings; lent until the next call with the same text. Hold
 * it in a g_autoptr: that resets it, else a read that stops early keeps its snapshot open. */
IlxStmt *ilx_db_prepare (IlxDb *self, const char *sql, GError **error);
void ilx_stmt_reset (IlxStmt *stmt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxStmt, ilx_stmt_reset)
int ilx_db_get_n_changed (IlxDb *self);

/* @index counts from 1, as in SQL. */
void ilx_stmt_bind_text (IlxStmt *stmt, int index, const char *text);
void ilx_stmt_bind_int (IlxStmt *stmt, int index, gint64 number);
IlxRow ilx_stmt_step (IlxStmt *stmt, GError **error);
/* Steps a statement that gives no rows. */
gboolean ilx_stmt_run (IlxStmt *stmt, GError **error);
const char *ilx_stmt_get_text (IlxStmt *stmt, int column);
gint64 ilx_stmt_get_int (IlxStmt *stmt, int column);

/* Records by their field tables: columns are named as properties, with underscores. Fields with
 * ILX_FIELD_LARGE are left out. */
char *ilx_db_dup_columns (GType record_type, const char *prefix);
gboolean ilx_db_upsert (IlxDb *self, const char *table, gpointer record, GError **error);
/* Only fields with one of @flags, ILX_FIELD_NONE for those without any; WHERE is made of the
 * ILX_FIELD_KEY fields. Ask ilx_db_get_n_changed() whether there was such a row. */
gboolean ilx_db_update (
    IlxDb *self, const char *table, gpointer record, IlxFieldFlags flags, GError **error);
/* A new record from the present row, whose columns start with ilx_db_dup_columns(). */
gpointer ilx_db_read_record (IlxStmt *stmt, GType record_type);
/* The first row as a record, resetting the statement; NULL without an error: there is none. */
gpointer ilx_db_read_one (IlxStmt *stmt, GType record_type, GError **error);
/* All rows of a statement as records: (element-type IlxRecord). */
GPtrArray *ilx_db_read_records (IlxStmt *stmt, GType record_type, GError **error);

G_END_DECLS
