/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations and their rows out of the database. "Newest" is by order of insertion: the clock may
 * have jumped between two of them. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-journal-store.h"

/* @rest follows FROM operation; ?1 is @text or, without that, @number. */
static IlxStmt *
prepare (IlxStore *store, const char *rest, const char *text, gint64 number, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_OPERATION, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM operation %s", columns, rest);
  IlxStmt *stmt = ilx_db_prepare (ilx_store_get_reader (store), sql, error);

  if (stmt == NULL)
    return NULL;
  if (text != NULL)
    ilx_stmt_bind_text (stmt, 1, text);
  else
    ilx_stmt_bind_int (stmt, 1, number);
  return stmt;
}

static IlxOperation *
load_one (IlxStore *store, const char *rest, const char *text, GError **error)
{
  g_autoptr (IlxStmt) stmt = prepare (store, rest, text, 0, error);

  return stmt != NULL ? ilx_db_read_one (stmt, ILX_TYPE_OPERATION, error) : NULL;
}

/**
 * ilx_journal_store_load:
 * @store: a store
 * @id: of an operation
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the operation
 */
IlxOperation *
ilx_journal_store_load (IlxStore *store, const char *id, GError **error)
{
  GError *failure = NULL;
  IlxOperation *operation = load_one (store, "WHERE id = ?1", id, &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (operation == NULL)
    ilx_set_error (error, ILX_ERROR_NOT_FOUND, _ ("There is no operation “%s”."), id);
  return operation;
}

/**
 * ilx_journal_store_load_open:
 * @store: a store
 * @campaign_id: of a campaign
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): its open operation; %NULL without an error: there is none
 */
IlxOperation *
ilx_journal_store_load_open (IlxStore *store, const char *campaign_id, GError **error)
{
  return load_one (store, "WHERE campaign_id = ?1 AND state IN (0, 1, 2)", campaign_id, error);
}

/**
 * ilx_journal_store_load_last:
 * @store: a store
 * @campaign_id: of a campaign
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): its newest operation; %NULL without an error: there is none
 */
IlxOperation *
ilx_journal_store_load_last (IlxStore *store, const char *campaign_id, GError **error)
{
  return load_one (store, "WHERE campaign_id = ?1 ORDER BY rowid DESC LIMIT 1", campaign_id, error);
}

/**
 * ilx_journal_store_load_all:
 * @store: a store
 * @only_open: whether to leave out what has ended
 * @limit: at most so many
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable) (element-type IlxOperation): newest first
 */
GPtrArray *
ilx_journal_store_load_all (IlxStore *store, gboolean only_open, guint limit, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = prepare (store,
                 only_open ? "WHERE state IN (0, 1, 2) ORDER BY rowid DESC LIMIT ?1"
                           : "ORDER BY rowid DESC LIMIT ?1",
                 NULL, limit, error);

  return stmt != NULL ? ilx_db_read_records (stmt, ILX_TYPE_OPERATION, error) : NULL;
}

/**
 * ilx_journal_store_load_steps:
 * @store: a store
 * @operation_id: of an operation
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable) (element-type IlxOperationStep): its rows by position,
 * perhaps none
 */
GPtrArray *
ilx_journal_store_load_steps (IlxStore *store, const char *operation_id, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_OPERATION_STEP, NULL);
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s FROM operation_step WHERE operation_id = ?1 ORDER BY position, name", columns);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store), sql, error);

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_text (stmt, 1, operation_id);
  return ilx_db_read_records (stmt, ILX_TYPE_OPERATION_STEP, error);
}
