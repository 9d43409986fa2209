/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-facts.h"
#include "ilx-error.h"
#include "ilx-version-store.h"

/**
 * ilx_version_free:
 * @self: (transfer full): an #IlxVersion
 */
void
ilx_version_free (gpointer self)
{
  IlxVersion *version = self;

  g_free (version->name);
  g_free (version);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static IlxVersion *
take_row (IlxStmt *stmt)
{
  IlxVersion *self = g_new0 (IlxVersion, 1);

  self->id = ilx_stmt_get_int (stmt, 0);
  self->name = g_strdup (ilx_stmt_get_text (stmt, 1));
  self->kind = (IlxVersionKind) ilx_stmt_get_int (stmt, 2);
  self->kept_at = ilx_stmt_get_int (stmt, 3);
  return self;
}

/**
 * ilx_version_store_load_all:
 * @store: a store
 * @campaign_id: of a campaign
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable) (element-type IlxVersion): its versions, the newest first
 */
GPtrArray *
ilx_version_store_load_all (IlxStore *store, const char *campaign_id, GError **error)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (ilx_version_free);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store),
                                             "SELECT id, name, kind, kept_at FROM campaign_version"
                                             " WHERE campaign_id = ?1 ORDER BY id DESC",
                                             error);
  IlxRow row = ILX_ROW_ERROR;

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_text (stmt, 1, campaign_id);
  while ((row = ilx_stmt_step (stmt, error)) == ILX_ROW)
    g_ptr_array_add (versions, take_row (stmt));
  return row == ILX_ROW_NONE ? g_steal_pointer (&versions) : NULL;
}

/**
 * ilx_version_store_load_content:
 * @store: a store
 * @id: of a version
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): what was kept
 */
char *
ilx_version_store_load_content (IlxStore *store, gint64 id, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (
      ilx_store_get_reader (store), "SELECT content FROM campaign_version WHERE id = ?1", error);

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_int (stmt, 1, id);
  switch (ilx_stmt_step (stmt, error))
    {
    case ILX_ROW:
      return g_strdup (ilx_stmt_get_text (stmt, 0));
    case ILX_ROW_NONE:
      ilx_set_error (error, ILX_ERROR_NOT_FOUND, _ ("This version is not there any more."));
      return NULL;
    case ILX_ROW_ERROR:
    default:
      return NULL;
    }
}

/* --- Keeping ---------------------------------------------------------------------------------- */

typedef struct
{
  char *campaign_id;
  IlxVersionKind kind;
  char *name; /* (nullable) */
  char *content;
  gint64 now;
} IlxVersionWrite;

static void
ilx_version_write_free (gpointer data)
{
  IlxVersionWrite *write = data;

  g_free (write->campaign_id);
  g_free (write->name);
  g_free (write->content);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxVersionWrite, ilx_version_write_free)

static gboolean
keep (IlxDb *db, gpointer data, GError **error)
{
  IlxVersionWrite *write = data;
  IlxCampaignFacts facts;
  g_autoptr (IlxStmt) stmt = NULL;

  if (!ilx_campaign_facts_load (db, write->campaign_id, &facts, error))
    return FALSE;
  stmt = ilx_db_prepare (db,
                         "INSERT INTO campaign_version (campaign_id, kind, name, kept_at, content)"
                         " SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?2 = 0 OR NOT EXISTS"
                         " (SELECT 1 FROM campaign_version"
                         "  WHERE campaign_id = ?1 AND content = ?5)",
                         error);
  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, write->campaign_id);
  ilx_stmt_bind_int (stmt, 2, write->kind);
  ilx_stmt_bind_text (stmt, 3, write->name);
  ilx_stmt_bind_int (stmt, 4, write->now);
  ilx_stmt_bind_text (stmt, 5, write->content);
  return ilx_stmt_run (stmt, error);
}

/**
 * ilx_version_store_keep_async:
 * @store: a store
 * @campaign_id: of a campaign
 * @kind: why it is kept
 * @name: (nullable): how it is called
 * @content: all of it
 * @cancellable: (nullable): until it starts
 * @callback: (nullable): called on the caller's main context
 * @user_data: for @callback
 *
 * Keeps a version, with the present time.
 */
void
ilx_version_store_keep_async (IlxStore *store,
                              const char *campaign_id,
                              IlxVersionKind kind,
                              const char *name,
                              const char *content,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  IlxVersionWrite *write = g_new0 (IlxVersionWrite, 1);

  write->campaign_id = g_strdup (campaign_id);
  write->kind = kind;
  write->name = g_strdup (name);
  write->content = g_strdup (content);
  write->now = ilx_clock_get_now (ilx_store_get_clock (store));
  ilx_store_write_async (store, keep, write, ilx_version_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_version_store_keep_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is kept
 */
gboolean
ilx_version_store_keep_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxVersionWrite) write = ilx_store_write_finish (store, result, error);

  return write != NULL;
}
