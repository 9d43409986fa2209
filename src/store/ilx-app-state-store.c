/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-app-state-store.h"

typedef struct
{
  char *key;
  char *value; /* (nullable) */
} IlxAppStateWrite;

static void
ilx_app_state_write_free (gpointer data)
{
  IlxAppStateWrite *write = data;

  g_free (write->key);
  g_free (write->value);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxAppStateWrite, ilx_app_state_write_free)

/**
 * ilx_app_state_store_load:
 * @store: a store
 * @key: what
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): what was saved by that key; %NULL without an error: nothing
 */
char *
ilx_app_state_store_load (IlxStore *store, const char *key, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store),
                                             "SELECT value FROM app_state WHERE key = ?1", error);

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_text (stmt, 1, key);
  return ilx_stmt_step (stmt, error) == ILX_ROW ? g_strdup (ilx_stmt_get_text (stmt, 0)) : NULL;
}

static gboolean
save (IlxDb *db, gpointer data, GError **error)
{
  IlxAppStateWrite *write = data;
  const char *sql = write->value != NULL
                        ? "INSERT OR REPLACE INTO app_state (key, value) VALUES (?1, ?2)"
                        : "DELETE FROM app_state WHERE key = ?1";
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, write->key);
  if (write->value != NULL)
    ilx_stmt_bind_text (stmt, 2, write->value);
  return ilx_stmt_run (stmt, error);
}

/**
 * ilx_app_state_store_save_async:
 * @store: a store
 * @key: what
 * @value: (nullable): %NULL forgets it
 * @cancellable: (nullable): until it starts
 * @callback: (nullable): called on the caller's main context
 * @user_data: for @callback
 *
 * Remembers something.
 */
void
ilx_app_state_store_save_async (IlxStore *store,
                                const char *key,
                                const char *value,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  IlxAppStateWrite *write = g_new0 (IlxAppStateWrite, 1);

  write->key = g_strdup (key);
  write->value = g_strdup (value);
  ilx_store_write_async (store, save, write, ilx_app_state_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_app_state_store_save_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is remembered
 */
gboolean
ilx_app_state_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxAppStateWrite) write = ilx_store_write_finish (store, result, error);

  return write != NULL;
}
