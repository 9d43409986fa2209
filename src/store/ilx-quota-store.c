/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-quota-store.h"

#define DAYS_KEPT 7

typedef struct
{
  char *connection_id;
  char *tier;
  gint64 day;
} IlxQuotaWrite;

static void
ilx_quota_write_free (gpointer data)
{
  IlxQuotaWrite *write = data;

  g_free (write->connection_id);
  g_free (write->tier);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxQuotaWrite, ilx_quota_write_free)

/**
 * ilx_quota_store_load:
 * @store: a store
 * @connection_id: of a connection
 * @tier: a class of endpoints
 * @day: days since the epoch, UTC
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: how many calls were counted on that day; 0 with an error
 */
guint
ilx_quota_store_load (
    IlxStore *store, const char *connection_id, const char *tier, gint64 day, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (
      ilx_store_get_reader (store),
      "SELECT used FROM quota WHERE connection_id = ?1 AND tier = ?2 AND day = ?3", error);

  if (stmt == NULL)
    return 0;
  ilx_stmt_bind_text (stmt, 1, connection_id);
  ilx_stmt_bind_text (stmt, 2, tier);
  ilx_stmt_bind_int (stmt, 3, day);
  return ilx_stmt_step (stmt, error) == ILX_ROW ? (guint) ilx_stmt_get_int (stmt, 0) : 0;
}

static gboolean
count_one (IlxDb *db, IlxQuotaWrite *write, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "INSERT INTO quota (connection_id, tier, day, used) VALUES (?1, ?2, ?3, 1)"
                        " ON CONFLICT DO UPDATE SET used = used + 1",
                        error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, write->connection_id);
  ilx_stmt_bind_text (stmt, 2, write->tier);
  ilx_stmt_bind_int (stmt, 3, write->day);
  return ilx_stmt_run (stmt, error);
}

static gboolean
drop_old (IlxDb *db, IlxQuotaWrite *write, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "DELETE FROM quota WHERE connection_id = ?1 AND day < ?2", error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, write->connection_id);
  ilx_stmt_bind_int (stmt, 2, write->day - DAYS_KEPT);
  return ilx_stmt_run (stmt, error);
}

static gboolean
add (IlxDb *db, gpointer data, GError **error)
{
  return count_one (db, data, error) && drop_old (db, data, error);
}

/**
 * ilx_quota_store_add_async:
 * @store: a store
 * @connection_id: of a connection
 * @tier: a class of endpoints
 * @day: days since the epoch, UTC
 * @cancellable: (nullable): until it starts
 * @callback: (nullable): called on the caller's main context
 * @user_data: for @callback
 *
 * Counts one more call.
 */
void
ilx_quota_store_add_async (IlxStore *store,
                           const char *connection_id,
                           const char *tier,
                           gint64 day,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  IlxQuotaWrite *write = g_new0 (IlxQuotaWrite, 1);

  write->connection_id = g_strdup (connection_id);
  write->tier = g_strdup (tier);
  write->day = day;
  ilx_store_write_async (store, add, write, ilx_quota_write_free, cancellable, callback, user_data);
}

/**
 * ilx_quota_store_add_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is counted
 */
gboolean
ilx_quota_store_add_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxQuotaWrite) write = ilx_store_write_finish (store, result, error);

  return write != NULL;
}
