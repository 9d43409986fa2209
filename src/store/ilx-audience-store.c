/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audiences as last seen on the platform: a cache, gone with its connection. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-error.h"
#include "ilx-json.h"

static IlxStmt *
prepare_select (IlxStore *store, const char *rest, const char *connection_id, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_AUDIENCE, NULL);
  g_autofree char *sql
      = g_strdup_printf ("SELECT %s FROM audience WHERE connection_id = ?1 %s", columns, rest);
  IlxStmt *stmt = ilx_db_prepare (ilx_store_get_reader (store), sql, error);

  if (stmt != NULL)
    ilx_stmt_bind_text (stmt, 1, connection_id);
  return stmt;
}

/**
 * ilx_audience_store_load_all:
 * @store: a store
 * @connection_id: of a connection
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable) (element-type IlxAudience): what is cached, by name
 */
GPtrArray *
ilx_audience_store_load_all (IlxStore *store, const char *connection_id, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = prepare_select (store, "ORDER BY name COLLATE NOCASE, id", connection_id, error);

  return stmt != NULL ? ilx_db_read_records (stmt, ILX_TYPE_AUDIENCE, error) : NULL;
}

/**
 * ilx_audience_store_load:
 * @store: a store
 * @connection_id: of a connection
 * @id: of an audience there
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the audience; %NULL without an error: not cached
 */
IlxAudience *
ilx_audience_store_load (IlxStore *store, const char *connection_id, const char *id, GError **error)
{
  g_autoptr (IlxStmt) stmt = prepare_select (store, "AND id = ?2", connection_id, error);

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_text (stmt, 2, id);
  return ilx_db_read_one (stmt, ILX_TYPE_AUDIENCE, error);
}

/* --- Writing ---------------------------------------------------------------------------------- */

typedef struct
{
  char *connection_id;
  GPtrArray *audiences; /* (element-type IlxAudience) (owned): copies */
} IlxAudienceWrite;

static void
ilx_audience_write_free (gpointer data)
{
  IlxAudienceWrite *write = data;

  g_free (write->connection_id);
  g_ptr_array_unref (write->audiences);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxAudienceWrite, ilx_audience_write_free)

static IlxAudienceWrite *
ilx_audience_write_new (const char *connection_id)
{
  IlxAudienceWrite *write = g_new0 (IlxAudienceWrite, 1);

  write->connection_id = g_strdup (connection_id);
  write->audiences = g_ptr_array_new_with_free_func (g_object_unref);
  return write;
}

static void
add_copy (IlxAudienceWrite *write, IlxStore *store, IlxAudience *audience)
{
  IlxAudience *copy = ilx_record_copy (audience);

  ilx_audience_set_connection_id (copy, write->connection_id);
  if (ilx_audience_get_updated_at (copy) == 0)
    ilx_audience_set_updated_at (copy, ilx_clock_get_now (ilx_store_get_clock (store)));
  g_ptr_array_add (write->audiences, copy);
}

static gboolean
finish_write (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxAudienceWrite) write = ilx_store_write_finish (store, result, error);

  return write != NULL;
}

/* A reply that was on its way while the user disconnected must not bring the audiences back. */
static gboolean
check_connected (IlxDb *db, const char *connection_id, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "SELECT 1 FROM connection WHERE id = ?1 AND state <> ?2", error);
  IlxRow row;

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, connection_id);
  ilx_stmt_bind_int (stmt, 2, ILX_CONNECTION_DISCONNECTED);
  row = ilx_stmt_step (stmt, error);
  if (row == ILX_ROW_NONE)
    ilx_set_error (error, ILX_ERROR_NOT_CONNECTED,
                   _ ("The account was disconnected meanwhile, so its audiences were not kept."));
  return row == ILX_ROW;
}

/* A count that is not known does not overwrite one that is. */
static gboolean
keep_count (IlxDb *db, IlxAudience *audience, GError **error)
{
  g_autoptr (IlxStmt) stmt = NULL;

  if (ilx_audience_get_count (audience) >= 0)
    return TRUE;
  stmt = ilx_db_prepare (
      db, "SELECT count, counted_at FROM audience WHERE connection_id = ?1 AND id = ?2", error);
  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, ilx_audience_get_connection_id (audience));
  ilx_stmt_bind_text (stmt, 2, ilx_audience_get_id (audience));
  switch (ilx_stmt_step (stmt, error))
    {
    case ILX_ROW:
      ilx_audience_set_count (audience, ilx_stmt_get_int (stmt, 0));
      ilx_audience_set_counted_at (audience, ilx_stmt_get_int (stmt, 1));
      return TRUE;
    case ILX_ROW_NONE:
      return TRUE;
    case ILX_ROW_ERROR:
    default:
      return FALSE;
    }
}

static char *
build_ids (GPtrArray *audiences)
{
  g_autoptr (JsonNode) ids = ilx_json_empty_array ();

  for (guint i = 0; i < audiences->len; i++)
    ilx_json_append (ids, ilx_json_string (ilx_audience_get_id (g_ptr_array_index (audiences, i))));
  return ilx_json_to_text (ids, FALSE);
}

static gboolean
delete_others (IlxDb *db, IlxAudienceWrite *write, GError **error)
{
  g_autofree char *ids = build_ids (write->audiences);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (
      db,
      "DELETE FROM audience"
      " WHERE connection_id = ?1 AND id NOT IN (SELECT value FROM json_each (?2))",
      error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, write->connection_id);
  ilx_stmt_bind_text (stmt, 2, ids);
  return ilx_stmt_run (stmt, error);
}

static gboolean
replace (IlxDb *db, gpointer data, GError **error)
{
  IlxAudienceWrite *write = data;

  if (!check_connected (db, write->connection_id, error))
    return FALSE;
  for (guint i = 0; i < write->audiences->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (write->audiences, i);

      if (!keep_count (db, audience, error) || !ilx_db_upsert (db, "audience", audience, error))
        return FALSE;
    }
  return delete_others (db, write, error);
}

/**
 * ilx_audience_store_replace_async:
 * @store: a store
 * @connection_id: of a connection
 * @audiences: (element-type IlxAudience): all that the account has; copied at once
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Makes the cache what the platform has; known counts are kept where none is given.
 */
void
ilx_audience_store_replace_async (IlxStore *store,
                                  const char *connection_id,
                                  GPtrArray *audiences,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  IlxAudienceWrite *write = ilx_audience_write_new (connection_id);

  for (guint i = 0; i < audiences->len; i++)
    add_copy (write, store, g_ptr_array_index (audiences, i));
  ilx_store_write_async (store, replace, write, ilx_audience_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_audience_store_replace_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_NOT_CONNECTED when the account was disconnected meanwhile, %ILX_ERROR_STORAGE
 *   and its siblings
 *
 * Returns: whether they are cached
 */
gboolean
ilx_audience_store_replace_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  return finish_write (store, result, error);
}

static gboolean
save (IlxDb *db, gpointer data, GError **error)
{
  IlxAudienceWrite *write = data;

  return check_connected (db, write->connection_id, error)
         && ilx_db_upsert (db, "audience", g_ptr_array_index (write->audiences, 0), error);
}

/**
 * ilx_audience_store_save_async:
 * @store: a store
 * @audience: what to save, with its connection; copied at once
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Saves one with its count.
 */
void
ilx_audience_store_save_async (IlxStore *store,
                               IlxAudience *audience,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  IlxAudienceWrite *write = ilx_audience_write_new (ilx_audience_get_connection_id (audience));

  add_copy (write, store, audience);
  ilx_store_write_async (store, save, write, ilx_audience_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_audience_store_save_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_NOT_CONNECTED when the account was disconnected meanwhile, %ILX_ERROR_STORAGE
 *   and its siblings
 *
 * Returns: whether it is cached
 */
gboolean
ilx_audience_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  return finish_write (store, result, error);
}

static gboolean
delete_one (IlxDb *db, gpointer data, GError **error)
{
  IlxAudienceWrite *write = data;
  IlxAudience *audience = g_ptr_array_index (write->audiences, 0);
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "DELETE FROM audience WHERE connection_id = ?1 AND id = ?2", error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, write->connection_id);
  ilx_stmt_bind_text (stmt, 2, ilx_audience_get_id (audience));
  return ilx_stmt_run (stmt, error);
}

/**
 * ilx_audience_store_delete_async:
 * @store: a store
 * @audience: what is gone on the platform
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Drops one; that it was not cached is fine.
 */
void
ilx_audience_store_delete_async (IlxStore *store,
                                 IlxAudience *audience,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  IlxAudienceWrite *write = ilx_audience_write_new (ilx_audience_get_connection_id (audience));

  add_copy (write, store, audience);
  ilx_store_write_async (store, delete_one, write, ilx_audience_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_audience_store_delete_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is gone
 */
gboolean
ilx_audience_store_delete_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  return finish_write (store, result, error);
}
