/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-buffer-link.h"
#include "ilx-text-diff.h"

struct _IlxBufferLink
{
  GObject parent_instance;

  IlxDocument *document; /* (owned) */
  char *field;           /* (owned) */
  GtkTextBuffer *buffer; /* (owned) */
  gboolean is_telling;   /* the document is being told of what was typed */
  gboolean is_following; /* the buffer is being changed to what the document has */
  gboolean is_grouping;
  guint n_actions;     /* user actions that are open in the buffer */
  gboolean is_pending; /* there is an edit that the document does not know yet */
  guint offset;        /* the pending one: where */
  guint n_removed;
  GString *inserted; /* (owned) */
};

enum
{
  FOLLOWED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxBufferLink, ilx_buffer_link, G_TYPE_OBJECT)

/* --- What is typed ---------------------------------------------------------------------------- */

static void
tell (IlxBufferLink *self, guint offset, guint n_removed, const char *inserted)
{
  self->is_telling = TRUE;
  ilx_document_edit_text (self->document, self->field, offset, n_removed, inserted);
  self->is_telling = FALSE;
}

static void
flush (IlxBufferLink *self)
{
  g_autofree char *inserted = NULL;

  if (!self->is_pending)
    return;
  self->is_pending = FALSE;
  inserted = g_strdup (self->inserted->str);
  g_string_truncate (self->inserted, 0);
  tell (self, self->offset, self->n_removed, inserted);
}

static guint
count_inserted (IlxBufferLink *self)
{
  return (guint) g_utf8_strlen (self->inserted->str, (gssize) self->inserted->len);
}

static void
begin_pending (IlxBufferLink *self, guint offset)
{
  flush (self);
  self->is_pending = TRUE;
  self->offset = offset;
  self->n_removed = 0;
}

static gboolean
is_ignored (IlxBufferLink *self)
{
  return self->is_following || self->is_grouping;
}

/* Before the buffer changes, so that the place is still the one that the document knows. */
static void
insert_text_cb (
    GtkTextBuffer *buffer, GtkTextIter *place, const char *text, int length, IlxBufferLink *self)
{
  guint offset = (guint) gtk_text_iter_get_offset (place);

  if (is_ignored (self))
    return;
  if (!self->is_pending || offset != self->offset + count_inserted (self))
    begin_pending (self, offset);
  g_string_append_len (self->inserted, text, length);
  if (self->n_actions == 0)
    flush (self);
}

static void
delete_range_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, IlxBufferLink *self)
{
  guint first = (guint) MIN (gtk_text_iter_get_offset (start), gtk_text_iter_get_offset (end));
  guint last = (guint) MAX (gtk_text_iter_get_offset (start), gtk_text_iter_get_offset (end));

  if (is_ignored (self) || first == last)
    return;
  /* Joins what was deleted in front of it or behind it, as long as nothing was inserted. */
  if (!self->is_pending || self->inserted->len > 0
      || (first != self->offset && last != self->offset))
    begin_pending (self, first);
  self->offset = first;
  self->n_removed += last - first;
  if (self->n_actions == 0)
    flush (self);
}

static void
begin_user_action_cb (GtkTextBuffer *buffer, IlxBufferLink *self)
{
  self->n_actions++;
}

static void
end_user_action_cb (GtkTextBuffer *buffer, IlxBufferLink *self)
{
  if (self->n_actions > 0)
    self->n_actions--;
  if (self->n_actions == 0)
    flush (self);
}

/* --- What the document has -------------------------------------------------------------------- */

static char *
dup_shown (IlxBufferLink *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
apply (IlxBufferLink *self, const IlxTextDiff *diff)
{
  GtkTextIter start, end;

  self->is_following = TRUE;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) diff->offset);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) (diff->offset + diff->n_removed));
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, diff->inserted, -1);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  self->is_following = FALSE;
}

static gboolean
follow (IlxBufferLink *self)
{
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;
  g_auto (IlxTextDiff) diff = { 0 };

  if (self->is_telling || self->is_grouping || self->is_pending)
    return FALSE;
  /* First what is wanted: asking for it may bring the campaign up to date, and so come here. */
  g_object_get (ilx_document_get_campaign (self->document), self->field, &text, NULL);
  shown = dup_shown (self);
  if (!ilx_text_diff_find (shown, text, &diff))
    return FALSE;
  apply (self, &diff);
  return TRUE;
}

static void
follow_and_tell (IlxBufferLink *self)
{
  if (follow (self))
    g_signal_emit (self, signals[FOLLOWED], 0);
}

static void
text_changed_cb (IlxDocument *document,
                 const char *field,
                 guint offset,
                 guint n_removed,
                 const char *inserted,
                 IlxBufferLink *self)
{
  if (g_str_equal (field, self->field))
    follow_and_tell (self);
}

/* --- Groups ----------------------------------------------------------------------------------- */

/**
 * ilx_buffer_link_begin_group:
 * @self: a link
 *
 * Begins a group; it does not nest.
 */
void
ilx_buffer_link_begin_group (IlxBufferLink *self)
{
  flush (self);
  self->is_grouping = TRUE;
}

/**
 * ilx_buffer_link_end_group:
 * @self: a link in a group
 *
 * Makes one edit of what the buffer has become.
 */
void
ilx_buffer_link_end_group (IlxBufferLink *self)
{
  g_autofree char *shown = dup_shown (self);
  g_autofree char *text = NULL;
  g_auto (IlxTextDiff) diff = { 0 };

  g_object_get (ilx_document_get_campaign (self->document), self->field, &text, NULL);
  self->is_grouping = FALSE;
  if (ilx_text_diff_find (text, shown, &diff))
    tell (self, diff.offset, diff.n_removed, diff.inserted);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_buffer_link_finalize (GObject *object)
{
  IlxBufferLink *self = ILX_BUFFER_LINK (object);

  g_object_unref (self->buffer);
  g_object_unref (self->document);
  g_string_free (self->inserted, TRUE);
  g_free (self->field);
  G_OBJECT_CLASS (ilx_buffer_link_parent_class)->finalize (object);
}

static void
ilx_buffer_link_class_init (IlxBufferLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_buffer_link_finalize;
  signals[FOLLOWED] = g_signal_new ("followed", ILX_TYPE_BUFFER_LINK, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
ilx_buffer_link_init (IlxBufferLink *self)
{
  self->inserted = g_string_new (NULL);
}

static void
watch (IlxBufferLink *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);
  g_autofree char *notify = g_strconcat ("notify::", self->field, NULL);

  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (self->buffer, "delete-range", G_CALLBACK (delete_range_cb), self, 0);
  g_signal_connect_object (self->buffer, "begin-user-action", G_CALLBACK (begin_user_action_cb),
                           self, 0);
  g_signal_connect_object (self->buffer, "end-user-action", G_CALLBACK (end_user_action_cb), self,
                           0);
  g_signal_connect_object (self->document, "text-changed", G_CALLBACK (text_changed_cb), self, 0);
  g_signal_connect_object (campaign, notify, G_CALLBACK (follow_and_tell), self, G_CONNECT_SWAPPED);
}

/**
 * ilx_buffer_link_new:
 * @document: what is edited
 * @field: which text of it
 * @buffer: what shows it; its own undo is taken away
 *
 * Returns: (transfer full): what ties them together
 */
IlxBufferLink *
ilx_buffer_link_new (IlxDocument *document, const char *field, GtkTextBuffer *buffer)
{
  IlxBufferLink *self = g_object_new (ILX_TYPE_BUFFER_LINK, NULL);
  GtkTextIter start;

  self->document = g_object_ref (document);
  self->field = g_strdup (field);
  self->buffer = g_object_ref (buffer);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  follow (self);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  watch (self);
  return self;
}
