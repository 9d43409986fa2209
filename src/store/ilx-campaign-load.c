/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns out of the database: one, a page, and the one that went out before. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-facts.h"
#include "ilx-campaign-load-private.h"
#include "ilx-campaign-store.h"
#include "ilx-error.h"
#include "ilx-operation.h"

IlxCampaign *
ilx_campaign_load_row (IlxDb *db, const char *id, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_CAMPAIGN, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM campaign WHERE id = ?1", columns);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_text (stmt, 1, id);
  return ilx_db_read_one (stmt, ILX_TYPE_CAMPAIGN, error);
}

gboolean
ilx_campaign_load_body (IlxDb *db, IlxCampaign *campaign, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "SELECT html, text FROM campaign_body WHERE campaign_id = ?1", error);
  IlxRow row;

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, ilx_campaign_get_id (campaign));
  row = ilx_stmt_step (stmt, error);
  if (row == ILX_ROW)
    {
      ilx_campaign_set_html (campaign, ilx_stmt_get_text (stmt, 0));
      ilx_campaign_set_text (campaign, ilx_stmt_get_text (stmt, 1));
    }
  return row != ILX_ROW_ERROR;
}

/* Both tables as of one moment: a save of another process may come between the two reads. */
static IlxCampaign *
load_in_snapshot (IlxDb *db, const char *id, GError **error)
{
  g_autoptr (IlxCampaign) campaign = NULL;

  if (!ilx_db_exec (db, "BEGIN", error))
    return NULL;
  campaign = ilx_campaign_load_row (db, id, error);
  if (campaign != NULL && !ilx_campaign_load_body (db, campaign, error))
    g_clear_object (&campaign);
  ilx_db_exec (db, "ROLLBACK", NULL);
  return g_steal_pointer (&campaign);
}

static IlxCampaign *
answer (IlxCampaign *campaign, const char *id, GError *failure, GError **error)
{
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (campaign == NULL)
    ilx_set_error (error, ILX_ERROR_NOT_FOUND, _ ("There is no campaign “%s”."), id);
  return campaign;
}

/**
 * ilx_campaign_store_load:
 * @store: a store
 * @id: of a campaign
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the campaign with html and text, be it in the trash
 */
IlxCampaign *
ilx_campaign_store_load (IlxStore *store, const char *id, GError **error)
{
  GError *failure = NULL;
  IlxCampaign *campaign = load_in_snapshot (ilx_store_get_reader (store), id, &failure);

  return answer (campaign, id, failure, error);
}

/**
 * ilx_campaign_store_load_row:
 * @store: a store
 * @id: of a campaign
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread. Costs the same however large the mail is.
 *
 * Returns: (transfer full) (nullable): the campaign without html and text, be it in the trash
 */
IlxCampaign *
ilx_campaign_store_load_row (IlxStore *store, const char *id, GError **error)
{
  GError *failure = NULL;
  IlxCampaign *campaign = ilx_campaign_load_row (ilx_store_get_reader (store), id, &failure);

  return answer (campaign, id, failure, error);
}

/**
 * ilx_campaign_store_load_page:
 * @store: a store
 * @page: which
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable) (element-type IlxCampaign): newest first, without html and
 *   text; fewer than the limit when there are no more
 */
GPtrArray *
ilx_campaign_store_load_page (IlxStore *store, const IlxCampaignPage *page, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_CAMPAIGN, NULL);
  g_autofree char *sql
      = g_strdup_printf ("SELECT %s FROM campaign"
                         " WHERE (trashed_at = 0) = ?1 AND (created_at, id) < (?2, ?3)"
                         " ORDER BY created_at DESC, id DESC LIMIT ?4",
                         columns);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store), sql, error);
  gboolean is_first = page->before_created == 0;

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_int (stmt, 1, !page->is_trash);
  ilx_stmt_bind_int (stmt, 2, is_first ? G_MAXINT64 : page->before_created);
  ilx_stmt_bind_text (stmt, 3, is_first || page->before_id == NULL ? "" : page->before_id);
  ilx_stmt_bind_int (stmt, 4, page->limit);
  return ilx_db_read_records (stmt, ILX_TYPE_CAMPAIGN, error);
}

/**
 * ilx_campaign_store_find_sent:
 * @store: a store
 * @fingerprint: see ilx_campaign_dup_fingerprint()
 * @except_id: (nullable): a campaign that does not count
 * @since: microseconds since the epoch; what is older does not count
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Finds the same mail for the same people that went out, is about to, or may have. Main thread.
 *
 * Returns: (transfer full) (nullable): the id of the newest such operation; %NULL without an error:
 *   there is none
 */
char *
ilx_campaign_store_find_sent (
    IlxStore *store, const char *fingerprint, const char *except_id, gint64 since, GError **error)
{
  return ilx_campaign_facts_find_sent (ilx_store_get_reader (store), fingerprint, except_id, since,
                                       error);
}
