/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edit of a campaign is: a part for each field that it changes. A part is a piece of a
 * text, or the whole value. Its two directions are the same thing with the sides swapped. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-document-private.h"

/* More at once is no typing, but a paste. */
#define MAX_TYPED_BYTES 64

typedef struct
{
  IlxEdit parent;
  IlxStoredEdit *stored; /* (owned) */
  gboolean is_typed;
} IlxDocumentEdit;

typedef struct
{
  const char *name;
  gboolean is_text;
  const char *undo_label;
  const char *redo_label;
} IlxEditedField;

static const IlxEditedField edited_fields[] = {
  { "subject", TRUE, N_ ("Undo Change Subject"), N_ ("Redo Change Subject") },
  { "preview-text", TRUE, N_ ("Undo Change Preview Text"), N_ ("Redo Change Preview Text") },
  { "from-name", TRUE, N_ ("Undo Change Sender"), N_ ("Redo Change Sender") },
  { "from-email", TRUE, N_ ("Undo Change Sender"), N_ ("Redo Change Sender") },
  { "reply-to", TRUE, N_ ("Undo Change Reply Address"), N_ ("Redo Change Reply Address") },
  { "html", TRUE, N_ ("Undo Edit HTML"), N_ ("Redo Edit HTML") },
  { "text", TRUE, N_ ("Undo Edit Plain Text"), N_ ("Redo Edit Plain Text") },
  { "connection-id", FALSE, N_ ("Undo Change Account"), N_ ("Redo Change Account") },
  { "platform", FALSE, N_ ("Undo Change Account"), N_ ("Redo Change Account") },
  { "included", FALSE, N_ ("Undo Change Recipients"), N_ ("Redo Change Recipients") },
  { "excluded", FALSE, N_ ("Undo Change Recipients"), N_ ("Redo Change Recipients") },
  { "has-smart-sending", FALSE, N_ ("Undo Change Smart Sending"),
    N_ ("Redo Change Smart Sending") },
  { "has-open-tracking", FALSE, N_ ("Undo Change Tracking"), N_ ("Redo Change Tracking") },
  { "has-click-tracking", FALSE, N_ ("Undo Change Tracking"), N_ ("Redo Change Tracking") },
  { "has-utm-tracking", FALSE, N_ ("Undo Change Tracking"), N_ ("Redo Change Tracking") },
};

static const IlxEditedField *
find_edited (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (edited_fields); i++)
    if (g_str_equal (edited_fields[i].name, name))
      return &edited_fields[i];
  return NULL;
}

/* The row of the model's table, of a field that a user may write; NULL for others. */
const IlxField *
ilx_document_find_field (IlxDocument *self, const char *name)
{
  guint n_fields;
  const IlxField *fields = ilx_record_get_fields (ILX_RECORD (self->campaign), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].name, name))
      return find_edited (name) != NULL ? &fields[i] : NULL;
  return NULL;
}

gboolean
ilx_document_is_text (const char *field)
{
  const IlxEditedField *edited = find_edited (field);

  return edited != NULL && edited->is_text;
}

/* --- Texts ------------------------------------------------------------------------------------ */

IlxTextChange *
ilx_text_change_new (
    const char *field, gint64 offset, gint64 n_removed, const char *inserted, gssize n_bytes)
{
  IlxTextChange *self = g_new0 (IlxTextChange, 1);

  self->field = g_intern_string (field);
  self->offset = (guint) offset;
  self->n_removed = (guint) n_removed;
  self->inserted = n_bytes < 0 ? g_strdup (inserted) : g_strndup (inserted, (gsize) n_bytes);
  return self;
}

void
ilx_text_change_free (gpointer self)
{
  IlxTextChange *change = self;

  g_free (change->inserted);
  g_free (change);
}

/* The text that is being edited; where a campaign has none, an empty one. */
IlxLongText *
ilx_document_get_text (IlxDocument *self, const char *field)
{
  IlxLongText *text = g_hash_table_lookup (self->texts, field);

  if (text == NULL)
    {
      g_autofree char *present
          = ilx_record_dup_text (self->campaign, ilx_document_find_field (self, field));

      text = ilx_long_text_new (present);
      g_hash_table_insert (self->texts, (gpointer) g_intern_string (field), text);
    }
  return text;
}

static void
set_value (IlxDocument *self, const IlxField *field, const char *value)
{
  if (ilx_field_is_text (field))
    ilx_record_take_text (self->campaign, field, value);
  else
    ilx_record_take_number (self->campaign, field, g_ascii_strtoll (value, NULL, 10));
  g_object_notify (G_OBJECT (self->campaign), field->name);
}

void
ilx_document_sync (IlxDocument *self, gboolean with_large)
{
  GHashTableIter iter;
  gpointer name, text;

  g_object_freeze_notify (G_OBJECT (self->campaign));
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      gboolean is_large = (ilx_document_find_field (self, name)->flags & ILX_FIELD_LARGE) != 0;

      if (!is_large || with_large)
        g_object_set (self->campaign, name, ilx_long_text_get (text), NULL);
      if (!is_large)
        g_hash_table_iter_remove (&iter);
    }
  g_object_thaw_notify (G_OBJECT (self->campaign));
}

/* --- There and back --------------------------------------------------------------------------- */

static void
add_whole_change (IlxDocument *self, const char *field, const char *before, const char *after)
{
  IlxTextDifference difference;

  if (!ilx_text_find_difference (before != NULL ? before : "", after != NULL ? after : "",
                                 &difference))
    return;
  g_ptr_array_add (
      self->changes,
      ilx_text_change_new (field, difference.offset,
                           g_utf8_strlen (difference.removed, (gssize) difference.n_removed),
                           difference.inserted, (gssize) difference.n_inserted));
}

static void
put_whole (IlxDocument *self, const char *name, const char *removed, const char *inserted)
{
  g_hash_table_remove (self->texts, name);
  set_value (self, ilx_document_find_field (self, name), inserted);
  if (ilx_document_is_text (name))
    add_whole_change (self, name, removed, inserted);
}

static void
put_piece (
    IlxDocument *self, const char *name, gint64 place, const char *removed, const char *inserted)
{
  gint64 n_removed = g_utf8_strlen (removed, -1);

  ilx_long_text_splice (ilx_document_get_text (self, name), place, n_removed, inserted);
  g_ptr_array_add (self->changes, ilx_text_change_new (name, place, n_removed, inserted, -1));
}

static void
put (IlxDocument *self, const IlxEditPart *part, const char *removed, const char *inserted)
{
  if (find_edited (part->field) == NULL)
    return;
  if (part->place == ILX_EDIT_WHOLE)
    put_whole (self, part->field, removed, inserted);
  else
    put_piece (self, part->field, part->place, removed, inserted);
}

static void
apply (IlxEdit *edit, gpointer document)
{
  IlxStoredEdit *stored = ((IlxDocumentEdit *) edit)->stored;

  for (guint i = 0; i < stored->parts->len; i++)
    {
      const IlxEditPart *part = ilx_stored_edit_get (stored, i);

      put (document, part, part->removed, part->inserted);
    }
}

static void
revert (IlxEdit *edit, gpointer document)
{
  IlxStoredEdit *stored = ((IlxDocumentEdit *) edit)->stored;

  for (guint i = stored->parts->len; i > 0; i--)
    {
      const IlxEditPart *part = ilx_stored_edit_get (stored, i - 1);

      put (document, part, part->inserted, part->removed);
    }
}

static const char *
get_label (IlxEdit *edit, gboolean is_undo)
{
  IlxStoredEdit *stored = ((IlxDocumentEdit *) edit)->stored;
  const IlxEditedField *field;

  if (stored->kind == ILX_EDIT_ELSEWHERE)
    return is_undo ? _ ("Undo Changes Made Elsewhere") : _ ("Redo Changes Made Elsewhere");
  if (stored->kind == ILX_EDIT_RESTORE)
    return is_undo ? _ ("Undo Restore Version") : _ ("Redo Restore Version");
  field = find_edited (ilx_stored_edit_get (stored, 0)->field);
  if (field == NULL)
    return is_undo ? _ ("Undo") : _ ("Redo");
  return is_undo ? _ (field->undo_label) : _ (field->redo_label);
}

/* --- Typing ----------------------------------------------------------------------------------- */

/* One part of a text, by hand: further typing may join it. */
static gboolean
is_typed (IlxStoredEdit *stored)
{
  const IlxEditPart *part = ilx_stored_edit_get (stored, 0);
  gsize n_removed = part->removed != NULL ? strlen (part->removed) : 0;

  if (stored->kind != ILX_EDIT_BY_USER || stored->parts->len != 1
      || !ilx_document_is_text (part->field) || part->inserted == NULL)
    return FALSE;
  /* As a whole only what was none before: its first letters. */
  if (part->place == ILX_EDIT_WHOLE && part->removed != NULL)
    return FALSE;
  return n_removed <= MAX_TYPED_BYTES && strlen (part->inserted) <= MAX_TYPED_BYTES;
}

static void
append (char **text, const char *more)
{
  char *joined = g_strconcat (*text, more, NULL);

  g_free (*text);
  *text = joined;
}

/* Backspace: first it eats what was typed, then what stood before. */
static gboolean
merge_backspace (IlxEditPart *part, const IlxEditPart *next)
{
  glong n_typed = g_utf8_strlen (part->inserted, -1);
  glong n_rest = g_utf8_strlen (next->removed, -1) - n_typed;
  g_autofree char *before = NULL;

  if (n_rest <= 0)
    {
      *g_utf8_offset_to_pointer (part->inserted, -n_rest) = '\0';
      return TRUE;
    }
  if (part->place == ILX_EDIT_WHOLE)
    return FALSE;
  before = g_utf8_substring (next->removed, 0, n_rest);
  append (&before, part->removed);
  g_free (part->removed);
  part->removed = g_steal_pointer (&before);
  *part->inserted = '\0';
  part->place = next->place;
  return TRUE;
}

static gboolean
merge_parts (IlxEditPart *part, const IlxEditPart *next)
{
  gint64 end = MAX (part->place, 0) + g_utf8_strlen (part->inserted, -1);

  if (*next->removed == '\0' && next->place == end)
    {
      append (&part->inserted, next->inserted);
      return TRUE;
    }
  if (*next->inserted != '\0')
    return FALSE;
  if (next->place + g_utf8_strlen (next->removed, -1) == end)
    return merge_backspace (part, next);
  if (next->place == part->place && *part->inserted == '\0')
    {
      append (&part->removed, next->removed);
      return TRUE;
    }
  return FALSE;
}

static gboolean
merge (IlxEdit *edit, IlxEdit *next_edit)
{
  IlxDocumentEdit *self = (IlxDocumentEdit *) edit;
  IlxDocumentEdit *next = (IlxDocumentEdit *) next_edit;
  IlxEditPart *part = &g_array_index (self->stored->parts, IlxEditPart, 0);
  const IlxEditPart *next_part = ilx_stored_edit_get (next->stored, 0);

  if (!self->is_typed || !next->is_typed || next_part->place == ILX_EDIT_WHOLE
      || !g_str_equal (part->field, next_part->field))
    return FALSE;
  return merge_parts (part, next_part);
}

static void
free_edit (IlxEdit *edit)
{
  ilx_stored_edit_free (((IlxDocumentEdit *) edit)->stored);
  g_free (edit);
}

static const IlxEditClass edit_class = { get_label, apply, revert, merge, free_edit };

IlxEdit *
ilx_document_edit_new (IlxStoredEdit *stored)
{
  IlxDocumentEdit *self = g_new0 (IlxDocumentEdit, 1);

  self->parent.klass = &edit_class;
  self->parent.at = stored->at;
  self->stored = stored;
  self->is_typed = is_typed (stored);
  return &self->parent;
}

/* As it is to be kept: with its present date. */
IlxStoredEdit *
ilx_document_edit_get_stored (IlxEdit *edit)
{
  IlxStoredEdit *stored = ((IlxDocumentEdit *) edit)->stored;

  stored->at = edit->at;
  return stored;
}
