/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-facts.h"
#include "ilx-error.h"

/**
 * ilx_campaign_facts_read:
 * @db: the writer's connection, in a transaction
 * @id: of a campaign
 * @facts: (out): filled at %ILX_ROW
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: %ILX_ROW, or %ILX_ROW_NONE when there is no such campaign
 */
IlxRow
ilx_campaign_facts_read (IlxDb *db, const char *id, IlxCampaignFacts *facts, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "SELECT c.revision, c.state, c.trashed_at, o.id IS NOT NULL, o.state"
                        " FROM campaign c"
                        " LEFT JOIN operation o ON o.campaign_id = c.id AND o.state IN (0, 1, 2)"
                        " WHERE c.id = ?1",
                        error);
  IlxRow row;

  if (stmt == NULL)
    return ILX_ROW_ERROR;
  ilx_stmt_bind_text (stmt, 1, id);
  row = ilx_stmt_step (stmt, error);
  if (row != ILX_ROW)
    return row;
  facts->revision = ilx_stmt_get_int (stmt, 0);
  facts->state = (IlxCampaignState) ilx_stmt_get_int (stmt, 1);
  facts->trashed_at = ilx_stmt_get_int (stmt, 2);
  facts->has_operation = ilx_stmt_get_int (stmt, 3) != 0;
  facts->operation_state = (IlxOperationState) ilx_stmt_get_int (stmt, 4);
  return ILX_ROW;
}

/**
 * ilx_campaign_facts_load:
 * @db: the writer's connection, in a transaction
 * @id: of a campaign
 * @facts: (out): filled at %TRUE
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether there is such a campaign
 */
gboolean
ilx_campaign_facts_load (IlxDb *db, const char *id, IlxCampaignFacts *facts, GError **error)
{
  IlxRow row = ilx_campaign_facts_read (db, id, facts, error);

  if (row == ILX_ROW_NONE)
    ilx_set_error (error, ILX_ERROR_NOT_FOUND, _ ("There is no campaign “%s”."), id);
  return row == ILX_ROW;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  ilx_set_error (error, ILX_ERROR_CONFLICT, "%s", sentence);
  return FALSE;
}

static gboolean
is_at_rest (IlxCampaignState state)
{
  return state == ILX_CAMPAIGN_DRAFT || state == ILX_CAMPAIGN_FAILED
         || state == ILX_CAMPAIGN_CANCELLED;
}

/* Why it can't be changed, and what to do instead. */
static const char *
get_edit_sentence (IlxCampaignState state)
{
  switch (state)
    {
    case ILX_CAMPAIGN_SCHEDULED:
      return _ ("This campaign is scheduled. Unschedule it, then change it.");
    case ILX_CAMPAIGN_SENDING:
      return _ ("This campaign is being sent and can't change any more. Duplicate it and change "
                "the copy.");
    case ILX_CAMPAIGN_SENT:
      return _ ("This campaign has been sent and can't change any more. Duplicate it and change "
                "the copy.");
    case ILX_CAMPAIGN_UNCERTAIN:
      return _ ("It is not known yet whether this campaign went out. Settle that first, or "
                "duplicate it and change the copy.");
    case ILX_CAMPAIGN_SUBMITTING:
    case ILX_CAMPAIGN_DRAFT:
    case ILX_CAMPAIGN_CANCELLED:
    case ILX_CAMPAIGN_FAILED:
    default:
      return _ ("This campaign is being handed over to the platform. Wait until that has ended or "
                "abandon it, then change the campaign.");
    }
}

static gboolean
check_not_trashed (const IlxCampaignFacts *self, GError **error)
{
  if (self->trashed_at == 0)
    return TRUE;
  return refuse (error, _ ("This campaign is in the trash. Take it out of there first."));
}

static gboolean
check_revision (const IlxCampaignFacts *self, gint64 revision, GError **error)
{
  if (self->revision == revision)
    return TRUE;
  return refuse (error,
                 _ ("This campaign was changed elsewhere meanwhile, so nothing was done. Look "
                    "at it as it is now, then decide again."));
}

/**
 * ilx_campaign_facts_check_edit:
 * @self: where a campaign stands
 * @revision: that the edit was made on
 * @error: %ILX_ERROR_CONFLICT with what to do instead
 *
 * An operation that awaits confirmation does not forbid an edit; the caller abandons it.
 *
 * Returns: whether its content may change
 */
gboolean
ilx_campaign_facts_check_edit (const IlxCampaignFacts *self, gint64 revision, GError **error)
{
  gboolean is_awaiting
      = self->has_operation && self->operation_state == ILX_OPERATION_AWAITING_CONFIRMATION;

  if (!check_not_trashed (self, error))
    return FALSE;
  if (!is_awaiting && (self->has_operation || !is_at_rest (self->state)))
    return refuse (error, get_edit_sentence (self->state));
  return check_revision (self, revision, error);
}

/* Why it can't be handed over. */
static const char *
get_begin_sentence (IlxCampaignState state)
{
  switch (state)
    {
    case ILX_CAMPAIGN_SCHEDULED:
      return _ ("This campaign is scheduled already. Unschedule it before you send it another "
                "way.");
    case ILX_CAMPAIGN_SENDING:
      return _ ("This campaign is being sent already. It was not sent again.");
    case ILX_CAMPAIGN_SENT:
      return _ ("This campaign has been sent already. It was not sent again; to repeat it, "
                "duplicate it.");
    case ILX_CAMPAIGN_UNCERTAIN:
      return _ ("It is not known yet whether this campaign went out. It was not sent again; settle "
                "that first.");
    case ILX_CAMPAIGN_SUBMITTING:
    case ILX_CAMPAIGN_DRAFT:
    case ILX_CAMPAIGN_CANCELLED:
    case ILX_CAMPAIGN_FAILED:
    default:
      return _ ("This campaign is being handed over to the platform already.");
    }
}

/**
 * ilx_campaign_facts_check_begin:
 * @self: where a campaign stands
 * @revision: that is to go out
 * @error: %ILX_ERROR_BUSY when another operation is open, %ILX_ERROR_CONFLICT
 *
 * Returns: whether an operation may begin on it
 */
gboolean
ilx_campaign_facts_check_begin (const IlxCampaignFacts *self, gint64 revision, GError **error)
{
  if (!check_not_trashed (self, error))
    return FALSE;
  if (self->has_operation)
    {
      ilx_set_error (error, ILX_ERROR_BUSY,
                     _ ("An operation of this campaign is open already. Resume or abandon that "
                        "one."));
      return FALSE;
    }
  if (!is_at_rest (self->state))
    return refuse (error, get_begin_sentence (self->state));
  return check_revision (self, revision, error);
}

/**
 * ilx_campaign_facts_check_trash:
 * @self: where a campaign stands
 * @error: %ILX_ERROR_CONFLICT with what to do first
 *
 * What is still to leave must not get out of sight.
 *
 * Returns: whether it may go into the trash
 */
gboolean
ilx_campaign_facts_check_trash (const IlxCampaignFacts *self, GError **error)
{
  if (self->has_operation || self->state == ILX_CAMPAIGN_SUBMITTING)
    return refuse (error, _ ("An operation of this campaign is open. Finish or abandon it, then "
                             "delete the campaign."));
  if (self->state == ILX_CAMPAIGN_SCHEDULED)
    return refuse (error,
                   _ ("This campaign is scheduled and would still go out. Unschedule it, then "
                      "delete it."));
  if (self->state == ILX_CAMPAIGN_SENDING)
    return refuse (error, _ ("This campaign is being sent. Delete it when that has ended."));
  if (self->state == ILX_CAMPAIGN_UNCERTAIN)
    return refuse (error,
                   _ ("It is not known yet whether this campaign went out. Settle that, then "
                      "delete it."));
  return TRUE;
}

/**
 * ilx_campaign_facts_set_state:
 * @db: the writer's connection, in a transaction
 * @id: of a campaign
 * @state: its new state
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it was set
 */
gboolean
ilx_campaign_facts_set_state (IlxDb *db, const char *id, IlxCampaignState state, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "UPDATE campaign SET state = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, id);
  ilx_stmt_bind_int (stmt, 2, state);
  return ilx_stmt_run (stmt, error);
}

/* An operation that may have let mail out: it is done, or it is open and was confirmed; and its
 * campaign was not taken back since. Of a campaign that was cancelled on its way some may have got
 * it, so it counts against itself as well. */
static const char find_sent_sql[]
    = "SELECT o.id FROM operation o JOIN campaign c ON c.id = o.campaign_id"
      " WHERE o.fingerprint = ?1 AND (o.campaign_id IS NOT ?2 OR c.state = ?14)"
      " AND max(o.created_at, o.confirmed_at, o.scheduled_at) >= ?3"
      " AND o.mode IN (?4, ?5)"
      " AND (o.state IN (?6, ?7) OR (o.state = ?8 AND o.confirmed_at > 0))"
      " AND c.state IN (?9, ?10, ?11, ?12, ?13, ?14)"
      " ORDER BY o.rowid DESC LIMIT 1";

/**
 * ilx_campaign_facts_find_sent:
 * @db: a connection
 * @fingerprint: see ilx_campaign_dup_fingerprint()
 * @except_id: (nullable): a campaign that does not count
 * @since: microseconds since the epoch; what is older does not count
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: (transfer full) (nullable): the newest operation by which the same mail may have gone to
 *   the same people; %NULL without an error: there is none
 */
char *
ilx_campaign_facts_find_sent (
    IlxDb *db, const char *fingerprint, const char *except_id, gint64 since, GError **error)
{
  static const int numbers[] = { ILX_DELIVER_NOW,        ILX_DELIVER_AT,
                                 ILX_OPERATION_DONE,     ILX_OPERATION_NEEDS_ATTENTION,
                                 ILX_OPERATION_RUNNING,  ILX_CAMPAIGN_SUBMITTING,
                                 ILX_CAMPAIGN_UNCERTAIN, ILX_CAMPAIGN_SCHEDULED,
                                 ILX_CAMPAIGN_SENDING,   ILX_CAMPAIGN_SENT,
                                 ILX_CAMPAIGN_CANCELLED };
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, find_sent_sql, error);

  if (stmt == NULL)
    return NULL;
  ilx_stmt_bind_text (stmt, 1, fingerprint);
  ilx_stmt_bind_text (stmt, 2, except_id);
  ilx_stmt_bind_int (stmt, 3, since);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    ilx_stmt_bind_int (stmt, 4 + (int) i, numbers[i]);
  return ilx_stmt_step (stmt, error) == ILX_ROW ? g_strdup (ilx_stmt_get_text (stmt, 0)) : NULL;
}
