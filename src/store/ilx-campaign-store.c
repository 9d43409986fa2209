/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-campaign-facts.h"
#include "ilx-campaign-store.h"
#include "ilx-edit-store-private.h"
#include "ilx-error.h"

#define TRASH_KEPT (30 * ILX_DAY)

/* One save. The copy is the writer's, the campaign stays with the caller's thread. */
typedef struct
{
  IlxCampaign *campaign; /* (owned): in, the caller's */
  IlxCampaign *copy;     /* (owned): in and out */
  IlxEditLog *log;       /* (owned) (nullable): what led to it */
  gint64 now;
  gboolean is_replaced; /* out: what the caller has of the delivery is not what is stored */
} IlxCampaignWrite;

static IlxCampaignWrite *
ilx_campaign_write_new (IlxStore *store, IlxCampaign *campaign, IlxFieldFlags flags)
{
  IlxCampaignWrite *write = g_new0 (IlxCampaignWrite, 1);

  write->campaign = g_object_ref (campaign);
  write->copy = g_object_new (ILX_TYPE_CAMPAIGN, NULL);
  ilx_record_copy_fields (campaign, write->copy, flags);
  write->now = ilx_clock_get_now (ilx_store_get_clock (store));
  return write;
}

static void
ilx_campaign_write_free (gpointer data)
{
  IlxCampaignWrite *write = data;

  g_object_unref (write->campaign);
  g_object_unref (write->copy);
  g_clear_pointer (&write->log, ilx_edit_log_free);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxCampaignWrite, ilx_campaign_write_free)

static gboolean
run_with_id (IlxDb *db, const char *sql, const char *id, gint64 number, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, id);
  ilx_stmt_bind_int (stmt, 2, number);
  return ilx_stmt_run (stmt, error);
}

/* --- Saving an edit --------------------------------------------------------------------------- */

/* A change of the subject must not rewrite megabytes of HTML. */
static gboolean
save_body (IlxDb *db, IlxCampaign *campaign, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "INSERT INTO campaign_body (campaign_id, html, text) VALUES (?1, ?2, ?3)"
                        " ON CONFLICT (campaign_id) DO UPDATE"
                        " SET html = excluded.html, text = excluded.text"
                        " WHERE html IS NOT excluded.html OR text IS NOT excluded.text",
                        error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, ilx_campaign_get_id (campaign));
  ilx_stmt_bind_text (stmt, 2, ilx_campaign_get_html (campaign));
  ilx_stmt_bind_text (stmt, 3, ilx_campaign_get_text (campaign));
  return ilx_stmt_run (stmt, error);
}

/* Before the campaign is overwritten. */
static gboolean
save_log (IlxDb *db, IlxCampaignWrite *write, GError **error)
{
  const char *id = ilx_campaign_get_id (write->copy);

  if (write->log == NULL)
    return ilx_edit_log_write_elsewhere (db, write->copy, write->now, error);
  return ilx_edit_log_write (db, id, ilx_campaign_get_revision (write->copy), write->log, error);
}

static gboolean
insert (IlxDb *db, IlxCampaignWrite *write, GError **error)
{
  const char *id = ilx_campaign_get_id (write->copy);
  IlxCampaignFacts facts;

  /* It was stored once and is gone: tell that in the words that go with it. */
  if (ilx_campaign_get_revision (write->copy) > 0)
    return ilx_campaign_facts_load (db, id, &facts, error);
  if (ilx_campaign_get_created_at (write->copy) == 0)
    ilx_campaign_set_created_at (write->copy, write->now);
  ilx_campaign_set_updated_at (write->copy, write->now);
  ilx_campaign_set_revision (write->copy, 1);
  return ilx_db_upsert (db, "campaign", write->copy, error) && save_body (db, write->copy, error)
         && (write->log == NULL || save_log (db, write, error));
}

/* What would be confirmed is no longer what is there. */
static gboolean
abandon_operation (IlxDb *db, IlxCampaignWrite *write, GError **error)
{
  const char *id = ilx_campaign_get_id (write->copy);
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "UPDATE operation SET state = ?3, finished_at = ?2, updated_at = ?2"
                        " WHERE campaign_id = ?1 AND state = ?4",
                        error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, id);
  ilx_stmt_bind_int (stmt, 2, write->now);
  ilx_stmt_bind_int (stmt, 3, ILX_OPERATION_ABANDONED);
  ilx_stmt_bind_int (stmt, 4, ILX_OPERATION_AWAITING_CONFIRMATION);
  ilx_campaign_set_state (write->copy, ILX_CAMPAIGN_DRAFT);
  write->is_replaced = TRUE;
  return ilx_stmt_run (stmt, error)
         && ilx_campaign_facts_set_state (db, id, ILX_CAMPAIGN_DRAFT, error);
}

static gboolean
update (IlxDb *db, IlxCampaignWrite *write, const IlxCampaignFacts *facts, GError **error)
{
  gint64 revision = ilx_campaign_get_revision (write->copy);

  if (!ilx_campaign_facts_check_edit (facts, revision, error))
    return FALSE;
  if (facts->has_operation && !abandon_operation (db, write, error))
    return FALSE;
  ilx_campaign_set_revision (write->copy, revision + 1);
  ilx_campaign_set_updated_at (write->copy, write->now);
  ilx_campaign_set_trashed_at (write->copy, 0);
  return save_log (db, write, error)
         && ilx_db_update (db, "campaign", write->copy, ILX_FIELD_NONE, error)
         && save_body (db, write->copy, error);
}

static gboolean
save (IlxDb *db, gpointer data, GError **error)
{
  IlxCampaignWrite *write = data;
  IlxCampaignFacts facts;

  switch (ilx_campaign_facts_read (db, ilx_campaign_get_id (write->copy), &facts, error))
    {
    case ILX_ROW:
      return update (db, write, &facts, error);
    case ILX_ROW_NONE:
      return insert (db, write, error);
    case ILX_ROW_ERROR:
    default:
      return FALSE;
    }
}

/**
 * ilx_campaign_store_save_async:
 * @store: a store
 * @campaign: what to save; copied at once, so it may be edited on
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Saves what the user wrote. Save again only after the callback, which moves the revision on.
 */
void
ilx_campaign_store_save_async (IlxStore *store,
                               IlxCampaign *campaign,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  ilx_campaign_store_save_edited_async (store, campaign, NULL, cancellable, callback, user_data);
}

/**
 * ilx_campaign_store_save_edited_async:
 * @store: a store
 * @campaign: what to save; copied at once, so it may be edited on
 * @log: (transfer full) (nullable): the edits that led to it
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Saves what the user wrote and how it came about: both, or neither.
 */
void
ilx_campaign_store_save_edited_async (IlxStore *store,
                                      IlxCampaign *campaign,
                                      IlxEditLog *log,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  IlxCampaignWrite *write;

  g_return_if_fail (ILX_IS_CAMPAIGN (campaign));
  g_return_if_fail (ilx_campaign_get_id (campaign) != NULL);
  write = ilx_campaign_write_new (store, campaign, ILX_FIELD_NONE);
  write->log = log;
  ilx_store_write_async (store, save, write, ilx_campaign_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_campaign_store_save_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_CONFLICT with what to do, %ILX_ERROR_NOT_FOUND when it was deleted for good,
 *   %ILX_ERROR_STORAGE and its siblings
 *
 * On success the campaign has its new revision and dates, and is a draft again if an operation was
 * abandoned by the edit.
 *
 * Returns: whether it is saved
 */
gboolean
ilx_campaign_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxCampaignWrite) write = ilx_store_write_finish (store, result, error);

  if (write == NULL)
    return FALSE;
  ilx_campaign_set_revision (write->campaign, ilx_campaign_get_revision (write->copy));
  ilx_campaign_set_created_at (write->campaign, ilx_campaign_get_created_at (write->copy));
  ilx_campaign_set_updated_at (write->campaign, ilx_campaign_get_updated_at (write->copy));
  if (write->is_replaced)
    ilx_campaign_set_state (write->campaign, ilx_campaign_get_state (write->copy));
  return TRUE;
}

/* --- Delivery --------------------------------------------------------------------------------- */

static gboolean
read_delivery (IlxDb *db, IlxCampaignWrite *write, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_CAMPAIGN, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM campaign WHERE id = ?1", columns);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, sql, error);
  g_autoptr (IlxCampaign) stored = NULL;

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, ilx_campaign_get_id (write->copy));
  stored = ilx_db_read_one (stmt, ILX_TYPE_CAMPAIGN, error);
  if (stored == NULL)
    return FALSE;
  ilx_record_copy_fields (stored, write->copy, ILX_FIELD_DELIVERY);
  write->is_replaced = TRUE;
  return TRUE;
}

/* The journal owns these fields while an operation is open, and what has been sent stays so: an
 * answer of the platform that was on its way meanwhile is old news, and a state set back by it
 * would let the campaign be sent again. */
static gboolean
is_old_news (const IlxCampaignFacts *facts, IlxCampaign *copy)
{
  return facts->has_operation
         || (facts->state == ILX_CAMPAIGN_SENT
             && ilx_campaign_get_state (copy) != ILX_CAMPAIGN_SENT);
}

static gboolean
save_delivery (IlxDb *db, gpointer data, GError **error)
{
  IlxCampaignWrite *write = data;
  IlxCampaignFacts facts;

  if (!ilx_campaign_facts_load (db, ilx_campaign_get_id (write->copy), &facts, error))
    return FALSE;
  if (is_old_news (&facts, write->copy))
    return read_delivery (db, write, error);
  return ilx_db_update (db, "campaign", write->copy, ILX_FIELD_DELIVERY, error);
}

/**
 * ilx_campaign_store_save_delivery_async:
 * @store: a store
 * @campaign: whose delivery fields to save
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Saves what the platform said of it.
 */
void
ilx_campaign_store_save_delivery_async (IlxStore *store,
                                        IlxCampaign *campaign,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  IlxFieldFlags flags = ILX_FIELD_KEY | ILX_FIELD_DELIVERY;

  g_return_if_fail (ILX_IS_CAMPAIGN (campaign));
  ilx_store_write_async (store, save_delivery, ilx_campaign_write_new (store, campaign, flags),
                         ilx_campaign_write_free, cancellable, callback, user_data);
}

/**
 * ilx_campaign_store_save_delivery_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * When the stored fields stood (see the header), the campaign has those now.
 *
 * Returns: whether campaign and database agree
 */
gboolean
ilx_campaign_store_save_delivery_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxCampaignWrite) write = ilx_store_write_finish (store, result, error);

  if (write == NULL)
    return FALSE;
  if (write->is_replaced)
    ilx_record_copy_fields (write->copy, write->campaign, ILX_FIELD_DELIVERY);
  return TRUE;
}

/* --- The trash -------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  gboolean is_trashed;
  gint64 now;
  gint n_purged; /* out */
} IlxTrashWrite;

static void
ilx_trash_write_free (gpointer data)
{
  IlxTrashWrite *write = data;

  g_free (write->id);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxTrashWrite, ilx_trash_write_free)

static IlxTrashWrite *
ilx_trash_write_new (IlxStore *store, const char *id, gboolean is_trashed)
{
  IlxTrashWrite *write = g_new0 (IlxTrashWrite, 1);

  write->id = g_strdup (id);
  write->is_trashed = is_trashed;
  write->now = ilx_clock_get_now (ilx_store_get_clock (store));
  return write;
}

static gboolean
trash (IlxDb *db, gpointer data, GError **error)
{
  IlxTrashWrite *write = data;
  IlxCampaignFacts facts;

  if (!ilx_campaign_facts_load (db, write->id, &facts, error))
    return FALSE;
  /* What is there already keeps its date: its 30 days have begun. */
  if (write->is_trashed == (facts.trashed_at != 0))
    return TRUE;
  if (write->is_trashed && !ilx_campaign_facts_check_trash (&facts, error))
    return FALSE;
  return run_with_id (db, "UPDATE campaign SET trashed_at = ?2 WHERE id = ?1", write->id,
                      write->is_trashed ? write->now : 0, error);
}

/**
 * ilx_campaign_store_trash_async:
 * @store: a store
 * @id: of a campaign
 * @is_trashed: whether into the trash, or out of it
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Moves a campaign. Where it is already it stays.
 */
void
ilx_campaign_store_trash_async (IlxStore *store,
                                const char *id,
                                gboolean is_trashed,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  ilx_store_write_async (store, trash, ilx_trash_write_new (store, id, is_trashed),
                         ilx_trash_write_free, cancellable, callback, user_data);
}

/**
 * ilx_campaign_store_trash_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_CONFLICT when something is still to leave, %ILX_ERROR_NOT_FOUND,
 *   %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is there
 */
gboolean
ilx_campaign_store_trash_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxTrashWrite) write = ilx_store_write_finish (store, result, error);

  return write != NULL;
}

static gboolean
purge (IlxDb *db, gpointer data, GError **error)
{
  IlxTrashWrite *write = data;
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "DELETE FROM campaign"
                        " WHERE (trashed_at = 0) = 0 AND trashed_at <= ?1 AND NOT EXISTS"
                        " (SELECT 1 FROM operation o"
                        "  WHERE o.campaign_id = campaign.id AND o.state IN (0, 1, 2))",
                        error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_int (stmt, 1, write->now - TRASH_KEPT);
  if (!ilx_stmt_run (stmt, error))
    return FALSE;
  write->n_purged = ilx_db_get_n_changed (db);
  return TRUE;
}

/**
 * ilx_campaign_store_purge_async:
 * @store: a store
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Empties the trash of what is 30 days old, with its operations.
 */
void
ilx_campaign_store_purge_async (IlxStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  ilx_store_write_async (store, purge, ilx_trash_write_new (store, NULL, TRUE),
                         ilx_trash_write_free, cancellable, callback, user_data);
}

/**
 * ilx_campaign_store_purge_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: how many campaigns are gone, -1 on error
 */
gint
ilx_campaign_store_purge_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxTrashWrite) write = ilx_store_write_finish (store, result, error);

  return write != NULL ? write->n_purged : -1;
}
