/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way to change a campaign: a piece of a text, a property, undo and redo. */
#include "config.h"

#include "ilx-document-private.h"

static void
begin_change (IlxDocument *self)
{
  g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self->campaign));
}

static void
end_change (IlxDocument *self)
{
  ilx_document_sync (self, FALSE);
  ilx_document_touch (self);
  g_object_thaw_notify (G_OBJECT (self->campaign));
  ilx_document_tell_changes (self);
  ilx_document_tell_state (self);
  g_object_unref (self);
}

void
ilx_document_do (IlxDocument *self, IlxStoredEdit *edit)
{
  begin_change (self);
  ilx_history_do (self->history, ilx_document_edit_new (edit));
  end_change (self);
}

static void
do_part (IlxDocument *self, const IlxEditPart *part)
{
  IlxStoredEdit *edit = ilx_stored_edit_new (ILX_EDIT_BY_USER, 0);

  ilx_stored_edit_add (edit, part);
  ilx_document_do (self, edit);
}

static gboolean
can_edit (IlxDocument *self, const char *field)
{
  g_return_val_if_fail (ILX_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (ilx_document_find_field (self, field) != NULL, FALSE);
  return self->is_editable;
}

/* As text, newest; NULL for none. */
static char *
dup_value (IlxDocument *self, const char *field)
{
  IlxLongText *text = g_hash_table_lookup (self->texts, field);

  if (text != NULL)
    return g_strdup (ilx_long_text_get (text));
  return ilx_record_dup_text (self->campaign, ilx_document_find_field (self, field));
}

static gboolean
has_text (IlxDocument *self, const char *field)
{
  g_autofree char *value = NULL;

  if (g_hash_table_contains (self->texts, field))
    return TRUE;
  value = dup_value (self, field);
  return value != NULL;
}

/**
 * ilx_document_edit_text:
 * @self: a document
 * @field: name of a text property of the campaign
 * @offset: characters from its start
 * @n_removed: characters from there that go
 * @inserted: UTF-8 that comes in their place
 *
 * One edit; it joins the one before if it continues that. Does nothing where the document is not
 * editable.
 */
void
ilx_document_edit_text (
    IlxDocument *self, const char *field, guint offset, guint n_removed, const char *inserted)
{
  IlxEditPart part = { (char *) field, offset, NULL, (char *) inserted };
  g_autofree char *removed = NULL;
  gint64 n = n_removed;

  if (!can_edit (self, field))
    return;
  g_return_if_fail (ilx_document_is_text (field) && inserted != NULL);
  if (!has_text (self, field))
    part.place = ILX_EDIT_WHOLE;
  else
    removed = ilx_long_text_dup_slice (ilx_document_get_text (self, field), &part.place, &n);
  part.removed = removed;
  if (g_strcmp0 (removed != NULL ? removed : "", inserted) == 0)
    return;
  self->n_editing++;
  do_part (self, &part);
  self->n_editing--;
}

/* As little of a text as there is to change, so that carets stay where they are. */
static void
set_text (IlxDocument *self, const char *field, const char *value)
{
  g_autofree char *present = dup_value (self, field);
  IlxEditPart part = { (char *) field, ILX_EDIT_WHOLE, present, (char *) value };
  g_autofree char *removed = NULL;
  g_autofree char *inserted = NULL;
  IlxTextDifference difference;

  if (present != NULL && value != NULL)
    {
      if (!ilx_text_find_difference (present, value, &difference))
        return;
      part.place = difference.offset;
      part.removed = removed = g_strndup (difference.removed, difference.n_removed);
      part.inserted = inserted = g_strndup (difference.inserted, difference.n_inserted);
    }
  if (present != value)
    do_part (self, &part);
}

/* What a property would be as text: by a campaign that has nothing else. */
static char *
dup_as_text (IlxDocument *self, const char *property, const GValue *value)
{
  g_autoptr (IlxCampaign) scratch = g_object_new (ILX_TYPE_CAMPAIGN, NULL);

  g_object_set_property (G_OBJECT (scratch), property, value);
  return ilx_record_dup_text (scratch, ilx_document_find_field (self, property));
}

/**
 * ilx_document_set:
 * @self: a document
 * @property: of the campaign, one that users write
 * @value: its new value
 *
 * One edit, or none when it has that value. Does nothing where the document is not editable.
 */
void
ilx_document_set (IlxDocument *self, const char *property, const GValue *value)
{
  g_autofree char *text = NULL;
  g_autofree char *present = NULL;

  if (!can_edit (self, property))
    return;
  text = dup_as_text (self, property, value);
  if (ilx_document_is_text (property))
    {
      set_text (self, property, text);
      return;
    }
  present = dup_value (self, property);
  if (g_strcmp0 (present, text) != 0)
    do_part (self, &(IlxEditPart){ (char *) property, ILX_EDIT_WHOLE, present, text });
}

/**
 * ilx_document_set_string:
 * @self: a document
 * @property: a string property of the campaign
 * @value: (nullable): its new value
 */
void
ilx_document_set_string (IlxDocument *self, const char *property, const char *value)
{
  g_auto (GValue) boxed = G_VALUE_INIT;

  g_value_init (&boxed, G_TYPE_STRING);
  g_value_set_static_string (&boxed, value);
  ilx_document_set (self, property, &boxed);
}

/**
 * ilx_document_set_strv:
 * @self: a document
 * @property: a list property of the campaign
 * @value: (nullable): its new value
 */
void
ilx_document_set_strv (IlxDocument *self, const char *property, const char *const *value)
{
  g_auto (GValue) boxed = G_VALUE_INIT;

  g_value_init (&boxed, G_TYPE_STRV);
  g_value_set_static_boxed (&boxed, value);
  ilx_document_set (self, property, &boxed);
}

/**
 * ilx_document_set_boolean:
 * @self: a document
 * @property: a boolean property of the campaign
 * @value: its new value
 */
void
ilx_document_set_boolean (IlxDocument *self, const char *property, gboolean value)
{
  g_auto (GValue) boxed = G_VALUE_INIT;

  g_value_init (&boxed, G_TYPE_BOOLEAN);
  g_value_set_boolean (&boxed, value);
  ilx_document_set (self, property, &boxed);
}

/**
 * ilx_document_set_account:
 * @self: a document
 * @connection: (nullable): the account that shall send it; %NULL: not chosen
 *
 * The recipients are lists of the account before, so they go; undo brings both back.
 */
void
ilx_document_set_account (IlxDocument *self, IlxConnection *connection)
{
  g_autoptr (IlxCampaign) after = NULL;
  g_autoptr (IlxStoredEdit) edit = NULL;
  const char *id = connection != NULL ? ilx_connection_get_id (connection) : NULL;

  if (!can_edit (self, "connection-id")
      || g_strcmp0 (ilx_campaign_get_connection_id (self->campaign), id) == 0)
    return;
  after = ilx_record_copy (self->campaign);
  ilx_campaign_set_connection_id (after, id);
  ilx_campaign_set_platform (after,
                             connection != NULL ? ilx_connection_get_platform (connection) : NULL);
  ilx_campaign_set_included (after, NULL);
  ilx_campaign_set_excluded (after, NULL);
  edit = ilx_stored_edit_new_difference (self->campaign, after, 0);
  edit->kind = ILX_EDIT_BY_USER;
  ilx_document_do (self, g_steal_pointer (&edit));
}

/* --- Undo ------------------------------------------------------------------------------------- */

static void
move (IlxDocument *self, gboolean (*func) (IlxHistory *))
{
  g_return_if_fail (ILX_IS_DOCUMENT (self));
  if (!self->is_editable)
    return;
  begin_change (self);
  if (func (self->history))
    end_change (self);
  else
    {
      g_object_thaw_notify (G_OBJECT (self->campaign));
      g_object_unref (self);
    }
}

/**
 * ilx_document_undo:
 * @self: a document
 *
 * Takes the last edit back, if there is one.
 */
void
ilx_document_undo (IlxDocument *self)
{
  move (self, ilx_history_undo);
}

/**
 * ilx_document_redo:
 * @self: a document
 *
 * Does again what was taken back last.
 */
void
ilx_document_redo (IlxDocument *self)
{
  move (self, ilx_history_redo);
}

void
ilx_document_end_typing (IlxDocument *self)
{
  ilx_history_add_barrier (self->history);
}
