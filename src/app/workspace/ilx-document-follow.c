/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others do to a campaign that is open: it goes out, or another program writes it. */
#include "config.h"

#include "ilx-document-private.h"

static gboolean
is_awaiting_confirmation (IlxDocument *self)
{
  g_autoptr (IlxOperation) operation = ilx_journal_store_load_open (
      ilx_workspace_get_store (self->workspace), ilx_campaign_get_id (self->campaign), NULL);

  return operation != NULL
         && ilx_operation_get_state (operation) == ILX_OPERATION_AWAITING_CONFIRMATION;
}

/* A draft that was counted and not agreed to may be written on: the next save abandons that. */
gboolean
ilx_document_compute_editable (IlxDocument *self)
{
  if (ilx_campaign_is_editable (self->campaign))
    return TRUE;
  return ilx_campaign_get_trashed_at (self->campaign) == 0
         && ilx_campaign_get_state (self->campaign) == ILX_CAMPAIGN_SUBMITTING
         && is_awaiting_confirmation (self);
}

void
ilx_document_update_editable (IlxDocument *self)
{
  ilx_document_set_editable (self, ilx_document_compute_editable (self));
}

/* Shows what is stored: as an edit, so that what was there before is an undo away. */
static void
adopt (IlxDocument *self, IlxCampaign *stored)
{
  gint64 now = ilx_workspace_get_now (self->workspace);
  IlxStoredEdit *edit
      = ilx_stored_edit_new_difference (ilx_document_get_campaign (self), stored, now);

  ilx_history_add_barrier (self->history);
  ilx_record_copy_fields (stored, self->campaign, ILX_FIELD_DELIVERY);
  ilx_campaign_set_revision (self->campaign, ilx_campaign_get_revision (stored));
  ilx_campaign_set_updated_at (self->campaign, ilx_campaign_get_updated_at (stored));
  ilx_campaign_set_trashed_at (self->campaign, ilx_campaign_get_trashed_at (stored));
  if (edit != NULL)
    ilx_document_do (self, edit);
  ilx_history_add_barrier (self->history);
  self->saved_serial = self->serial;
  self->is_behind = FALSE;
  ilx_document_take_error (self, NULL);
  ilx_document_update_editable (self);
  ilx_document_tell_saved_at (self);
  ilx_document_tell_state (self);
}

/* Where it stands changed, and perhaps the text. */
static void
take_row (IlxDocument *self, IlxCampaign *row)
{
  gint64 revision = ilx_campaign_get_revision (row);

  self->is_behind = revision != ilx_campaign_get_revision (self->campaign);
  ilx_record_copy_fields (row, self->campaign, ILX_FIELD_DELIVERY);
  ilx_campaign_set_trashed_at (self->campaign, ilx_campaign_get_trashed_at (row));
  ilx_document_update_editable (self);
  if (self->is_behind && ilx_document_is_written (self))
    ilx_document_reload (self, NULL);
}

/* What is on its way would be taken for another's: then it is looked at afterwards. */
void
ilx_document_look (IlxDocument *self)
{
  g_autoptr (IlxCampaign) row = NULL;

  if (!self->must_look || self->is_writing)
    return;
  self->must_look = FALSE;
  row = ilx_campaign_store_load_row (ilx_workspace_get_store (self->workspace),
                                     ilx_campaign_get_id (self->campaign), NULL);
  if (row != NULL)
    take_row (self, row);
}

/* Somebody else changed the campaign, or where it stands. */
void
ilx_document_follow (IlxDocument *self)
{
  self->must_look = TRUE;
  ilx_document_look (self);
  if (ilx_document_is_stuck (self) && self->is_editable && !self->is_behind && !self->is_writing)
    ilx_document_write (self);
}

/**
 * ilx_document_reload:
 * @self: a document
 * @error: %ILX_ERROR_NOT_FOUND when it was deleted for good, %ILX_ERROR_STORAGE and its siblings
 *
 * Has it be what is stored, whoever wrote that. The difference is an edit: undo brings back what
 * was typed here and could not be written.
 *
 * Returns: whether it was read, or will be when a save that is on its way has ended
 */
gboolean
ilx_document_reload (IlxDocument *self, GError **error)
{
  g_autoptr (IlxCampaign) stored = NULL;
  g_autoptr (IlxDocument) held = g_object_ref (self);
  gboolean had_own = !ilx_document_is_written (self);

  /* What is on its way may succeed, and then it is what is stored. */
  self->must_reload = self->is_writing;
  if (self->is_writing)
    return TRUE;
  stored = ilx_campaign_store_load (ilx_workspace_get_store (self->workspace),
                                    ilx_campaign_get_id (self->campaign), error);
  if (stored == NULL)
    return FALSE;
  adopt (self, stored);
  /* What was typed is in the history alone now; have that on the disk. */
  if (had_own && self->is_editable)
    {
      ilx_document_touch (self);
      ilx_document_tell_state (self);
    }
  return TRUE;
}
