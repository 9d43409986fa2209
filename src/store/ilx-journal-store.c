/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-facts.h"
#include "ilx-campaign-store.h"
#include "ilx-error.h"
#include "ilx-journal-store.h"
#include "ilx-text.h"

/* One entry. Copies are the writer's, the operation stays with the caller's thread. */
typedef struct
{
  IlxOperation *operation; /* (owned): in, the caller's */
  IlxOperation *copy;      /* (owned): in and out */
  IlxOperationStep *step;  /* (owned) (nullable): a copy */
  IlxCampaign *campaign;   /* (owned) (nullable): a copy of key and delivery fields */
} IlxJournalWrite;

static IlxJournalWrite *
ilx_journal_write_new (IlxStore *store, IlxOperation *operation)
{
  IlxJournalWrite *write = g_new0 (IlxJournalWrite, 1);

  write->operation = g_object_ref (operation);
  write->copy = ilx_record_copy (operation);
  ilx_operation_set_updated_at (write->copy, ilx_clock_get_now (ilx_store_get_clock (store)));
  return write;
}

static void
ilx_journal_write_free (gpointer data)
{
  IlxJournalWrite *write = data;

  g_object_unref (write->operation);
  g_object_unref (write->copy);
  g_clear_object (&write->step);
  g_clear_object (&write->campaign);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxJournalWrite, ilx_journal_write_free)

/* --- Beginning -------------------------------------------------------------------------------- */

/* The first whole second from @stamp on that no operation has. Remote names show seconds, and a
 * probe finds what an operation made by them. */
static gboolean
find_stamp (IlxDb *db, gint64 *stamp, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, "SELECT 1 FROM operation WHERE stamp = ?1", error);
  IlxRow row = stmt != NULL ? ILX_ROW : ILX_ROW_ERROR;

  *stamp -= *stamp % ILX_SECOND + ILX_SECOND;
  while (row == ILX_ROW)
    {
      *stamp += ILX_SECOND;
      ilx_stmt_reset (stmt);
      ilx_stmt_bind_int (stmt, 1, *stamp);
      row = ilx_stmt_step (stmt, error);
    }
  return row == ILX_ROW_NONE;
}

/* The same operation begun again would overwrite what the journal knows of it. */
static gboolean
check_new (IlxDb *db, const char *id, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, "SELECT 1 FROM operation WHERE id = ?1", error);
  IlxRow row;

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, id);
  row = ilx_stmt_step (stmt, error);
  if (row == ILX_ROW)
    ilx_set_error (error, ILX_ERROR_CONFLICT, _ ("The operation “%s” was begun before."), id);
  return row == ILX_ROW_NONE;
}

static gboolean
begin (IlxDb *db, gpointer data, GError **error)
{
  IlxJournalWrite *write = data;
  IlxOperation *copy = write->copy;
  const char *campaign_id = ilx_operation_get_campaign_id (copy);
  gint64 stamp = ilx_operation_get_stamp (copy);
  IlxCampaignFacts facts;

  if (!ilx_campaign_facts_load (db, campaign_id, &facts, error)
      || !ilx_campaign_facts_check_begin (&facts, ilx_operation_get_revision (copy), error)
      || !check_new (db, ilx_operation_get_id (copy), error) || !find_stamp (db, &stamp, error))
    return FALSE;
  ilx_operation_set_stamp (copy, stamp);
  return ilx_db_upsert (db, "operation", copy, error)
         && ilx_campaign_facts_set_state (db, campaign_id, ILX_CAMPAIGN_SUBMITTING, error);
}

/**
 * ilx_journal_store_begin_async:
 * @store: a store
 * @operation: an open operation that the store does not have; without an id it gets one, without a
 *   stamp or a date of creation the present time
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Opens an operation. Whatever two processes do, only one is open for a campaign, and none begins
 * on a campaign that is scheduled, sending, sent, uncertain or in the trash.
 */
void
ilx_journal_store_begin_async (IlxStore *store,
                               IlxOperation *operation,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  IlxJournalWrite *write;
  g_autofree char *id = ilx_text_dup_id ();
  gint64 now;

  g_return_if_fail (ILX_IS_OPERATION (operation) && ilx_operation_is_open (operation));
  g_return_if_fail (ilx_operation_get_campaign_id (operation) != NULL);
  write = ilx_journal_write_new (store, operation);
  now = ilx_operation_get_updated_at (write->copy);
  if (ilx_operation_get_id (write->copy) == NULL)
    ilx_operation_set_id (write->copy, id);
  if (ilx_operation_get_created_at (write->copy) == 0)
    ilx_operation_set_created_at (write->copy, now);
  if (ilx_operation_get_stamp (write->copy) == 0)
    ilx_operation_set_stamp (write->copy, now);
  ilx_store_write_async (store, begin, write, ilx_journal_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_journal_store_begin_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_BUSY when another operation of the campaign is open, %ILX_ERROR_CONFLICT when
 *   the campaign changed or is past sending, %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its
 *   siblings
 *
 * On success the operation has its id, stamp and dates. The stored campaign is submitting; one in
 * memory is not touched.
 *
 * Returns: whether the operation is open, durably
 */
gboolean
ilx_journal_store_begin_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxJournalWrite) write = ilx_store_write_finish (store, result, error);

  if (write == NULL)
    return FALSE;
  ilx_operation_set_id (write->operation, ilx_operation_get_id (write->copy));
  ilx_operation_set_stamp (write->operation, ilx_operation_get_stamp (write->copy));
  ilx_operation_set_created_at (write->operation, ilx_operation_get_created_at (write->copy));
  ilx_operation_set_updated_at (write->operation, ilx_operation_get_updated_at (write->copy));
  return TRUE;
}

/* --- Going on --------------------------------------------------------------------------------- */

/* An operation that has ended stays so: an edit of the campaign may have abandoned it while its
 * confirmation was under way. */
static gboolean
check_state (gint64 stored, IlxOperation *copy, GError **error)
{
  gboolean is_open = stored == ILX_OPERATION_RUNNING
                     || stored == ILX_OPERATION_AWAITING_CONFIRMATION
                     || stored == ILX_OPERATION_NEEDS_ATTENTION;

  if (is_open || stored == (gint64) ilx_operation_get_state (copy))
    return TRUE;
  if (stored == ILX_OPERATION_ABANDONED)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("This operation was abandoned, perhaps because the campaign was changed. "
                      "Nothing was sent by it; send the campaign as it is now."));
  else
    ilx_set_error (error, ILX_ERROR_CONFLICT, _ ("This operation has ended already."));
  return FALSE;
}

/* Whoever is the first to agree to a mailing is; for the second the same mail went to the same
 * people in between. It is asked here, where no other process can come between answer and commit.
 * The one exception is the operation that was purposely repeated, as long as nobody else did. */
static gboolean
check_repeat (IlxDb *db, IlxOperation *copy, GError **error)
{
  gint64 since = ilx_operation_get_confirmed_at (copy) - ILX_REPEAT_WINDOW;
  GError *local = NULL;
  g_autofree char *sent
      = ilx_campaign_facts_find_sent (db, ilx_operation_get_fingerprint (copy),
                                      ilx_operation_get_campaign_id (copy), since, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (sent == NULL || ilx_text_equal (sent, ilx_operation_get_repeats (copy)))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_BLOCKED,
                 _ ("The same mail has just been sent to the same audience by another campaign. "
                    "Nothing was sent by this one; look at it once more."));
  return FALSE;
}

static gboolean
check_agreement (IlxDb *db, gint64 agreed_before, IlxOperation *copy, GError **error)
{
  gboolean is_new = agreed_before == 0 && ilx_operation_get_confirmed_at (copy) != 0
                    && ilx_operation_get_state (copy) == ILX_OPERATION_RUNNING;

  return !is_new || check_repeat (db, copy, error);
}

static gboolean
check_operation (IlxDb *db, IlxOperation *copy, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "SELECT state, confirmed_at FROM operation WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, ilx_operation_get_id (copy));
  switch (ilx_stmt_step (stmt, error))
    {
    case ILX_ROW:
      return check_state (ilx_stmt_get_int (stmt, 0), copy, error)
             && check_agreement (db, ilx_stmt_get_int (stmt, 1), copy, error);
    case ILX_ROW_NONE:
      ilx_set_error (error, ILX_ERROR_NOT_FOUND, _ ("There is no operation “%s”."),
                     ilx_operation_get_id (copy));
      return FALSE;
    case ILX_ROW_ERROR:
    default:
      return FALSE;
    }
}

static gboolean
commit (IlxDb *db, gpointer data, GError **error)
{
  IlxJournalWrite *write = data;

  return check_operation (db, write->copy, error)
         && ilx_db_update (db, "operation", write->copy, ILX_FIELD_NONE, error)
         && (write->step == NULL || ilx_db_upsert (db, "operation_step", write->step, error))
         && (write->campaign == NULL
             || ilx_db_update (db, "campaign", write->campaign, ILX_FIELD_DELIVERY, error));
}

static IlxCampaign *
copy_delivery (IlxCampaign *campaign)
{
  IlxCampaign *copy = g_object_new (ILX_TYPE_CAMPAIGN, NULL);

  ilx_record_copy_fields (campaign, copy, ILX_FIELD_KEY | ILX_FIELD_DELIVERY);
  return copy;
}

/**
 * ilx_journal_store_commit_async:
 * @store: a store
 * @operation: an operation that was begun
 * @step: (nullable): a row of it
 * @campaign: (nullable): its campaign, of which only the delivery fields are saved
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Commits what is given, all or nothing. Everything is copied at once.
 */
void
ilx_journal_store_commit_async (IlxStore *store,
                                IlxOperation *operation,
                                IlxOperationStep *step,
                                IlxCampaign *campaign,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  IlxJournalWrite *write;
  const char *id = ilx_operation_get_id (operation);
  const char *campaign_id = ilx_operation_get_campaign_id (operation);

  g_return_if_fail (id != NULL);
  g_return_if_fail (step == NULL
                    || ilx_text_equal (ilx_operation_step_get_operation_id (step), id));
  g_return_if_fail (campaign == NULL
                    || ilx_text_equal (ilx_campaign_get_id (campaign), campaign_id));
  write = ilx_journal_write_new (store, operation);
  write->step = step != NULL ? ilx_record_copy (step) : NULL;
  write->campaign = campaign != NULL ? copy_delivery (campaign) : NULL;
  ilx_store_write_async (store, commit, write, ilx_journal_write_free, cancellable, callback,
                         user_data);
}

/**
 * ilx_journal_store_commit_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_CONFLICT when the operation has ended meanwhile (an edit abandons one that
 *   awaits confirmation), %ILX_ERROR_BLOCKED when it is newly confirmed and the same mail went to
 *   the same people by another operation than the one that it purposely repeats,
 *   %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is in the journal, durably
 */
gboolean
ilx_journal_store_commit_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxJournalWrite) write = ilx_store_write_finish (store, result, error);

  if (write == NULL)
    return FALSE;
  ilx_operation_set_updated_at (write->operation, ilx_operation_get_updated_at (write->copy));
  return TRUE;
}
