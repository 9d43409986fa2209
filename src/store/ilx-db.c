/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-db-private.h"

/* How long one process waits for another that writes; a transaction of ours takes milliseconds. The
 * reader only ever waits for the moment in which another process opens or closes the file. */
#define WRITE_PATIENCE_MS 5000
#define READ_PATIENCE_MS 500

struct _IlxDb
{
  sqlite3 *handle;
  GHashTable *statements; /* SQL to sqlite3_stmt (owned) */
  GThread *thread;        /* (unowned): who opened it, for the assertion alone */
};

static void
finalize_stmt (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

static int
get_open_flags (IlxDbMode mode)
{
  /* Never CREATE: the store makes the file itself, with its permissions. A thread of its own
   * each, so SQLite's mutexes would only cost. */
  return SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
         | (mode == ILX_DB_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
}

static gboolean
set_up (IlxDb *self, IlxDbMode mode, GError **error)
{
  sqlite3_busy_timeout (self->handle, mode == ILX_DB_WRITE ? WRITE_PATIENCE_MS : READ_PATIENCE_MS);
  /* A database that came from elsewhere must not run its functions in ours. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* SQLite falls back to reading without a word. */
  if (mode == ILX_DB_WRITE && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      ilx_db_set_error_code (ILX_ERROR_STORAGE_READ_ONLY,
                             sqlite3_db_filename (self->handle, "main"), NULL, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * ilx_db_open:
 * @path: the file, which is there
 * @mode: whether for reading or for writing
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Opens a connection for the calling thread. It touches nothing: what the file holds shows at the
 * first read. ilx_store_open() makes, checks and migrates.
 *
 * Returns: (transfer full) (nullable): the connection
 */
IlxDb *
ilx_db_open (const char *path, IlxDbMode mode, GError **error)
{
  g_autoptr (IlxDb) self = g_new0 (IlxDb, 1);

  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_stmt);
  if (sqlite3_open_v2 (path, &self->handle, get_open_flags (mode), NULL) != SQLITE_OK)
    {
      ilx_db_set_error (self->handle, path, error);
      return NULL;
    }
  if (!set_up (self, mode, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ilx_db_close:
 * @self: (transfer full): the connection
 *
 * Also frees its statements. The last writer to close folds the write-ahead log into the file.
 */
void
ilx_db_close (IlxDb *self)
{
  int result;

  g_hash_table_unref (self->statements);
  result = sqlite3_close (self->handle);
  g_assert (result == SQLITE_OK);
  g_free (self);
}

/**
 * ilx_db_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's
 */
sqlite3 *
ilx_db_get_handle (IlxDb *self)
{
  g_assert (self->thread == g_thread_self ());
  return self->handle;
}

/**
 * ilx_db_exec:
 * @self: a connection
 * @sql: one or more statements, without values in them
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Runs statements that are not worth caching.
 *
 * Returns: whether all of them ran
 */
gboolean
ilx_db_exec (IlxDb *self, const char *sql, GError **error)
{
  if (sqlite3_exec (ilx_db_get_handle (self), sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  ilx_db_set_error (self->handle, NULL, error);
  return FALSE;
}

/**
 * ilx_db_prepare:
 * @self: a connection
 * @sql: one statement, values as ?1, ?2…
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: (transfer none) (nullable): the statement, reset and without bindings
 */
IlxStmt *
ilx_db_prepare (IlxDb *self, const char *sql, GError **error)
{
  sqlite3 *handle = ilx_db_get_handle (self);
  sqlite3_stmt *stmt = g_hash_table_lookup (self->statements, sql);

  if (stmt != NULL)
    {
      ilx_stmt_reset (stmt);
      sqlite3_clear_bindings (stmt);
      return stmt;
    }
  if (sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    {
      ilx_db_set_error (handle, NULL, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), stmt);
  return stmt;
}

/**
 * ilx_db_get_n_changed:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE touched, without cascades
 */
int
ilx_db_get_n_changed (IlxDb *self)
{
  return sqlite3_changes (ilx_db_get_handle (self));
}

/**
 * ilx_stmt_reset:
 * @stmt: (nullable): a statement
 *
 * Ends its read, so that the snapshot it holds is let go. Its bindings stay.
 */
void
ilx_stmt_reset (IlxStmt *stmt)
{
  /* The result is that of the last step, which has been told already. */
  sqlite3_reset (stmt);
}

/**
 * ilx_stmt_bind_text:
 * @stmt: a statement
 * @index: which value, from 1
 * @text: (nullable): copied; %NULL is SQL's NULL
 */
void
ilx_stmt_bind_text (IlxStmt *stmt, int index, const char *text)
{
  int result = sqlite3_bind_text (stmt, index, text, -1, SQLITE_TRANSIENT);

  g_assert (result == SQLITE_OK);
}

/**
 * ilx_stmt_bind_int:
 * @stmt: a statement
 * @index: which value, from 1
 * @number: the value
 */
void
ilx_stmt_bind_int (IlxStmt *stmt, int index, gint64 number)
{
  int result = sqlite3_bind_int64 (stmt, index, number);

  g_assert (result == SQLITE_OK);
}

/**
 * ilx_stmt_step:
 * @stmt: a statement
 * @error: %ILX_ERROR_BUSY, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: %ILX_ROW, %ILX_ROW_NONE when there are no more, or %ILX_ROW_ERROR
 */
IlxRow
ilx_stmt_step (IlxStmt *stmt, GError **error)
{
  switch (sqlite3_step (stmt))
    {
    case SQLITE_ROW:
      return ILX_ROW;
    case SQLITE_DONE:
      return ILX_ROW_NONE;
    default:
      ilx_db_set_error (sqlite3_db_handle (stmt), NULL, error);
      return ILX_ROW_ERROR;
    }
}

/**
 * ilx_stmt_run:
 * @stmt: a statement that gives no rows
 * @error: see ilx_stmt_step()
 *
 * Returns: whether it was done
 */
gboolean
ilx_stmt_run (IlxStmt *stmt, GError **error)
{
  IlxRow row = ilx_stmt_step (stmt, error);

  g_assert (row != ILX_ROW);
  ilx_stmt_reset (stmt);
  return row == ILX_ROW_NONE;
}

/**
 * ilx_stmt_get_text:
 * @stmt: a statement at a row
 * @column: which, from 0
 *
 * Returns: (transfer none) (nullable): its text, until the next step or reset
 */
const char *
ilx_stmt_get_text (IlxStmt *stmt, int column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

/**
 * ilx_stmt_get_int:
 * @stmt: a statement at a row
 * @column: which, from 0
 *
 * Returns: its number
 */
gint64
ilx_stmt_get_int (IlxStmt *stmt, int column)
{
  return sqlite3_column_int64 (stmt, column);
}
