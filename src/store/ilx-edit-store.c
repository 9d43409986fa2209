/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-campaign-load-private.h"
#include "ilx-edit-store-private.h"

static void
clear_part (gpointer data)
{
  IlxEditPart *part = data;

  g_free (part->field);
  g_free (part->removed);
  g_free (part->inserted);
}

/**
 * ilx_stored_edit_new:
 * @kind: what it is
 * @at: when it was done
 *
 * Returns: (transfer full): an edit without parts
 */
IlxStoredEdit *
ilx_stored_edit_new (IlxEditKind kind, gint64 at)
{
  IlxStoredEdit *self = g_new0 (IlxStoredEdit, 1);

  self->kind = kind;
  self->at = at;
  self->parts = g_array_new (FALSE, FALSE, sizeof (IlxEditPart));
  g_array_set_clear_func (self->parts, clear_part);
  return self;
}

/**
 * ilx_stored_edit_add:
 * @self: an edit
 * @part: what happened to one field; copied
 */
void
ilx_stored_edit_add (IlxStoredEdit *self, const IlxEditPart *part)
{
  IlxEditPart copy = { g_strdup (part->field), part->place, g_strdup (part->removed),
                       g_strdup (part->inserted) };

  g_array_append_val (self->parts, copy);
}

const IlxEditPart *
ilx_stored_edit_get (IlxStoredEdit *self, guint index)
{
  return &g_array_index (self->parts, IlxEditPart, index);
}

/**
 * ilx_stored_edit_free:
 * @self: (transfer full): an edit
 */
void
ilx_stored_edit_free (IlxStoredEdit *self)
{
  g_array_unref (self->parts);
  g_free (self);
}

static void
free_edit (gpointer edit)
{
  ilx_stored_edit_free (edit);
}

/**
 * ilx_edit_log_new:
 * @first: what is older is forgotten
 * @from: the position of the first edit that will be added
 * @cursor: how far they are done
 *
 * Returns: (transfer full): a log without edits
 */
IlxEditLog *
ilx_edit_log_new (gint64 first, gint64 from, gint64 cursor)
{
  IlxEditLog *self = g_new0 (IlxEditLog, 1);

  self->first = first;
  self->from = from;
  self->cursor = cursor;
  self->edits = g_ptr_array_new_with_free_func (free_edit);
  return self;
}

/**
 * ilx_edit_log_free:
 * @self: (transfer full): a log
 */
void
ilx_edit_log_free (IlxEditLog *self)
{
  g_ptr_array_unref (self->edits);
  g_free (self);
}

/**
 * ilx_stored_edit_new_back:
 * @self: an edit of whole values
 * @kind: what the other is
 *
 * Returns: (transfer full): the edit that takes it back
 */
IlxStoredEdit *
ilx_stored_edit_new_back (IlxStoredEdit *self, IlxEditKind kind)
{
  IlxStoredEdit *back = ilx_stored_edit_new (kind, self->at);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const IlxEditPart *part = ilx_stored_edit_get (self, i);

      ilx_stored_edit_add (
          back, &(IlxEditPart){ part->field, part->place, part->inserted, part->removed });
    }
  return back;
}

/* A change of the platform's making is not the user's to undo. */
static gboolean
is_written_by_users (const IlxField *field)
{
  static const char *const others[]
      = { "revision", "created-at", "updated-at", "trashed-at", NULL };

  return (field->flags & (ILX_FIELD_KEY | ILX_FIELD_DELIVERY)) == 0
         && !g_strv_contains (others, field->name);
}

/**
 * ilx_stored_edit_new_difference:
 * @before: a complete campaign
 * @after: another
 * @at: when it became the other
 *
 * Returns: (transfer full) (nullable): the edit that makes @before as @after; %NULL when what users
 *   write is the same in both
 */
IlxStoredEdit *
ilx_stored_edit_new_difference (IlxCampaign *before, IlxCampaign *after, gint64 at)
{
  g_autoptr (IlxStoredEdit) self = ilx_stored_edit_new (ILX_EDIT_ELSEWHERE, at);
  guint n_fields;
  const IlxField *fields = ilx_record_get_fields (ILX_RECORD (before), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *removed = ilx_record_dup_text (before, &fields[i]);
      g_autofree char *inserted = ilx_record_dup_text (after, &fields[i]);
      IlxEditPart part = { (char *) fields[i].name, ILX_EDIT_WHOLE, removed, inserted };

      if (is_written_by_users (&fields[i]) && g_strcmp0 (removed, inserted) != 0)
        ilx_stored_edit_add (self, &part);
    }
  return self->parts->len > 0 ? g_steal_pointer (&self) : NULL;
}

/* --- Writing ---------------------------------------------------------------------------------- */

static gboolean
run_with_position (
    IlxDb *db, const char *sql, const char *campaign_id, gint64 position, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, campaign_id);
  ilx_stmt_bind_int (stmt, 2, position);
  return ilx_stmt_run (stmt, error);
}

static gboolean
write_part (IlxDb *db,
            const char *campaign_id,
            gint64 position,
            IlxStoredEdit *edit,
            guint index,
            GError **error)
{
  const IlxEditPart *part = ilx_stored_edit_get (edit, index);
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "INSERT INTO campaign_edit"
                        " (campaign_id, position, part, kind, at, field, place, removed, inserted)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, campaign_id);
  ilx_stmt_bind_int (stmt, 2, position);
  ilx_stmt_bind_int (stmt, 3, index);
  ilx_stmt_bind_int (stmt, 4, edit->kind);
  ilx_stmt_bind_int (stmt, 5, edit->at);
  ilx_stmt_bind_text (stmt, 6, part->field);
  ilx_stmt_bind_int (stmt, 7, part->place);
  ilx_stmt_bind_text (stmt, 8, part->removed);
  ilx_stmt_bind_text (stmt, 9, part->inserted);
  return ilx_stmt_run (stmt, error);
}

static gboolean
write_edit (
    IlxDb *db, const char *campaign_id, gint64 position, IlxStoredEdit *edit, GError **error)
{
  for (guint i = 0; i < edit->parts->len; i++)
    if (!write_part (db, campaign_id, position, edit, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_head (
    IlxDb *db, const char *campaign_id, gint64 revision, const IlxEditLog *log, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "INSERT OR REPLACE INTO campaign_history (campaign_id, revision, cursor)"
                        " VALUES (?1, ?2, ?3)",
                        error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, campaign_id);
  ilx_stmt_bind_int (stmt, 2, revision);
  ilx_stmt_bind_int (stmt, 3, log->cursor);
  return ilx_stmt_run (stmt, error);
}

/**
 * ilx_edit_log_write:
 * @db: the writer's connection, in the transaction that saves the campaign
 * @campaign_id: whose
 * @revision: that it gets
 * @log: what changed
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it was done
 */
gboolean
ilx_edit_log_write (
    IlxDb *db, const char *campaign_id, gint64 revision, const IlxEditLog *log, GError **error)
{
  static const char old_sql[]
      = "DELETE FROM campaign_edit WHERE campaign_id = ?1 AND position < ?2";
  static const char changed_sql[]
      = "DELETE FROM campaign_edit WHERE campaign_id = ?1 AND position >= ?2";

  if (!run_with_position (db, old_sql, campaign_id, log->first, error)
      || !run_with_position (db, changed_sql, campaign_id, log->from, error))
    return FALSE;
  for (guint i = 0; i < log->edits->len; i++)
    if (!write_edit (db, campaign_id, log->from + i, g_ptr_array_index (log->edits, i), error))
      return FALSE;
  return write_head (db, campaign_id, revision, log, error);
}

static IlxRow
read_head (IlxDb *db, const char *campaign_id, gint64 *first, gint64 *cursor, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db,
                        "SELECT cursor, coalesce ((SELECT min (position) FROM campaign_edit e"
                        "  WHERE e.campaign_id = h.campaign_id), cursor)"
                        " FROM campaign_history h WHERE campaign_id = ?1",
                        error);
  IlxRow row;

  if (stmt == NULL)
    return ILX_ROW_ERROR;
  ilx_stmt_bind_text (stmt, 1, campaign_id);
  row = ilx_stmt_step (stmt, error);
  if (row == ILX_ROW)
    {
      *cursor = ilx_stmt_get_int (stmt, 0);
      *first = ilx_stmt_get_int (stmt, 1);
    }
  return row;
}

/* What was undone stays to be redone as long as nothing is on top of it. */
static IlxEditLog *
build_elsewhere (IlxCampaign *before, IlxCampaign *after, gint64 first, gint64 cursor, gint64 now)
{
  IlxStoredEdit *edit = ilx_stored_edit_new_difference (before, after, now);
  IlxEditLog *log = ilx_edit_log_new (first, edit != NULL ? cursor : G_MAXINT64, cursor);

  if (edit != NULL)
    {
      g_ptr_array_add (log->edits, edit);
      log->cursor++;
    }
  return log;
}

/**
 * ilx_edit_log_write_elsewhere:
 * @db: the writer's connection, in the transaction that saves the campaign
 * @after: as it will be, with its new revision
 * @now: the date
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Has what another program changes be an edit among the user's, if they made any.
 *
 * Returns: whether log and campaign will agree
 */
gboolean
ilx_edit_log_write_elsewhere (IlxDb *db, IlxCampaign *after, gint64 now, GError **error)
{
  const char *id = ilx_campaign_get_id (after);
  g_autoptr (IlxCampaign) before = NULL;
  g_autoptr (IlxEditLog) log = NULL;
  gint64 first, cursor;
  IlxRow row = read_head (db, id, &first, &cursor, error);

  if (row != ILX_ROW)
    return row == ILX_ROW_NONE;
  before = ilx_campaign_load_row (db, id, error);
  if (before == NULL || !ilx_campaign_load_body (db, before, error))
    return FALSE;
  log = build_elsewhere (before, after, first, cursor, now);
  return ilx_edit_log_write (db, id, ilx_campaign_get_revision (after), log, error);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* Adds the row's part, to the last edit or a new one. FALSE: a position is missing. */
static gboolean
take_row (IlxEditLog *log, IlxStmt *stmt)
{
  gint64 position = ilx_stmt_get_int (stmt, 2);
  gint64 next = log->from + log->edits->len;
  IlxEditPart part = { (char *) ilx_stmt_get_text (stmt, 5), ilx_stmt_get_int (stmt, 6),
                       (char *) ilx_stmt_get_text (stmt, 7), (char *) ilx_stmt_get_text (stmt, 8) };

  if (log->edits->len == 0)
    log->first = log->from = next = position;
  if (position == next)
    g_ptr_array_add (log->edits, ilx_stored_edit_new ((IlxEditKind) ilx_stmt_get_int (stmt, 3),
                                                      ilx_stmt_get_int (stmt, 4)));
  else if (position != next - 1)
    return FALSE;
  ilx_stored_edit_add (g_ptr_array_index (log->edits, log->edits->len - 1), &part);
  return TRUE;
}

static gboolean
is_whole (const IlxEditLog *self)
{
  return self->cursor >= self->first && self->cursor <= self->from + self->edits->len;
}

static IlxStmt *
prepare_load (IlxStore *store, IlxCampaign *campaign, GError **error)
{
  IlxStmt *stmt = ilx_db_prepare (ilx_store_get_reader (store),
                                  "SELECT h.revision, h.cursor, e.position, e.kind, e.at, e.field,"
                                  "  e.place, e.removed, e.inserted"
                                  " FROM campaign_history h"
                                  " JOIN campaign_edit e ON e.campaign_id = h.campaign_id"
                                  " WHERE h.campaign_id = ?1 ORDER BY e.position, e.part",
                                  error);

  if (stmt != NULL)
    ilx_stmt_bind_text (stmt, 1, ilx_campaign_get_id (campaign));
  return stmt;
}

/**
 * ilx_edit_store_load:
 * @store: a store
 * @campaign: a campaign, as it was loaded
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * What leads to another revision than the campaign's is as good as none: undoing it would make
 * nonsense of the text.
 *
 * Returns: (transfer full) (nullable): its edits; empty when there are none
 */
IlxEditLog *
ilx_edit_store_load (IlxStore *store, IlxCampaign *campaign, GError **error)
{
  g_autoptr (IlxStmt) stmt = prepare_load (store, campaign, error);
  g_autoptr (IlxEditLog) log = ilx_edit_log_new (0, 0, 0);
  gboolean is_good = TRUE;
  IlxRow row = ILX_ROW_ERROR;

  while (stmt != NULL && (row = ilx_stmt_step (stmt, error)) == ILX_ROW && is_good)
    {
      is_good = ilx_stmt_get_int (stmt, 0) == ilx_campaign_get_revision (campaign)
                && take_row (log, stmt);
      log->cursor = ilx_stmt_get_int (stmt, 1);
    }
  if (row == ILX_ROW_ERROR)
    return NULL;
  return is_good && is_whole (log) ? g_steal_pointer (&log) : ilx_edit_log_new (0, 0, 0);
}
