/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections: accounts, as far as they are no secret. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-error.h"

static char *
build_select (const char *rest)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_CONNECTION, NULL);

  return g_strdup_printf ("SELECT %s FROM connection %s", columns, rest);
}

/**
 * ilx_connection_store_load_all:
 * @store: a store
 * @with_disconnected: whether those count that the user disconnected
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable) (element-type IlxConnection): in the order in which they were
 *   first connected
 */
GPtrArray *
ilx_connection_store_load_all (IlxStore *store, gboolean with_disconnected, GError **error)
{
  g_autofree char *sql = build_select ("WHERE ?1 OR state <> ?2 ORDER BY rowid");
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store), sql, error);

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_int (stmt, 1, with_disconnected);
  ilx_stmt_bind_int (stmt, 2, ILX_CONNECTION_DISCONNECTED);
  return ilx_db_read_records (stmt, ILX_TYPE_CONNECTION, error);
}

/**
 * ilx_connection_store_load:
 * @store: a store
 * @id: of a connection
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the connection, be it disconnected
 */
IlxConnection *
ilx_connection_store_load (IlxStore *store, const char *id, GError **error)
{
  g_autofree char *sql = build_select ("WHERE id = ?1");
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store), sql, error);
  GError *failure = NULL;
  IlxConnection *connection;

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_text (stmt, 1, id);
  connection = ilx_db_read_one (stmt, ILX_TYPE_CONNECTION, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (connection == NULL)
    ilx_set_error (error, ILX_ERROR_NOT_FOUND, _ ("There is no connection “%s”."), id);
  return connection;
}

static gboolean
save (IlxDb *db, gpointer data, GError **error)
{
  return ilx_db_upsert (db, "connection", data, error);
}

/**
 * ilx_connection_store_save_async:
 * @store: a store
 * @connection: what to save; copied at once
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Inserts it, or overwrites the one with its id.
 */
void
ilx_connection_store_save_async (IlxStore *store,
                                 IlxConnection *connection,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (ILX_IS_CONNECTION (connection));
  g_return_if_fail (ilx_connection_get_id (connection) != NULL);
  ilx_store_write_async (store, save, ilx_record_copy (connection), g_object_unref, cancellable,
                         callback, user_data);
}

/**
 * ilx_connection_store_save_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is saved
 */
gboolean
ilx_connection_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxConnection) connection = ilx_store_write_finish (store, result, error);

  return connection != NULL;
}

static gboolean
disconnect (IlxDb *db, const char *id, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "UPDATE connection SET state = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, id);
  ilx_stmt_bind_int (stmt, 2, ILX_CONNECTION_DISCONNECTED);
  if (!ilx_stmt_run (stmt, error))
    return FALSE;
  if (ilx_db_get_n_changed (db) == 1)
    return TRUE;
  ilx_set_error (error, ILX_ERROR_NOT_FOUND, _ ("There is no connection “%s”."), id);
  return FALSE;
}

static gboolean
forget (IlxDb *db, gpointer data, GError **error)
{
  g_autoptr (IlxStmt) stmt = NULL;

  if (!disconnect (db, data, error))
    return FALSE;
  stmt = ilx_db_prepare (db, "DELETE FROM audience WHERE connection_id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, data);
  return ilx_stmt_run (stmt, error);
}

/**
 * ilx_connection_store_forget_async:
 * @store: a store
 * @id: of a connection
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Marks it disconnected and drops its cached audiences. The row stays: campaigns refer to it, and
 * the account keeps its id when it is connected again.
 */
void
ilx_connection_store_forget_async (IlxStore *store,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  ilx_store_write_async (store, forget, g_strdup (id), g_free, cancellable, callback, user_data);
}

/**
 * ilx_connection_store_forget_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is forgotten
 */
gboolean
ilx_connection_store_forget_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autofree char *id = ilx_store_write_finish (store, result, error);

  return id != NULL;
}
