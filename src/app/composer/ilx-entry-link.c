/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-entry-link.h"
#include "ilx-text-diff.h"

#define LINK "ilx-entry-link"

typedef struct
{
  GtkEntry *entry;        /* (unowned): whose data this is */
  GtkEntryBuffer *buffer; /* (owned) */
  IlxDocument *document;  /* (owned) */
  char *field;            /* (owned) */
  gboolean is_telling;    /* the document is being told of what was typed */
  gboolean is_following;  /* the entry is being changed to what the document has */
  gulong buffer_ids[2];
  GtkEventController *focus; /* (unowned): the entry's */
  gulong document_id;
  gulong campaign_id;
} IlxEntryLink;

static void
ilx_entry_link_free (gpointer data)
{
  IlxEntryLink *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->buffer_ids); i++)
    g_clear_signal_handler (&self->buffer_ids[i], self->buffer);
  g_clear_signal_handler (&self->campaign_id, ilx_document_get_campaign (self->document));
  g_clear_signal_handler (&self->document_id, self->document);
  g_object_unref (self->buffer);
  g_object_unref (self->document);
  g_free (self->field);
  g_free (self);
}

/* --- What is typed ---------------------------------------------------------------------------- */

static void
tell (IlxEntryLink *self, guint position, guint n_removed, const char *inserted)
{
  if (self->is_following)
    return;
  self->is_telling = TRUE;
  ilx_document_edit_text (self->document, self->field, position, n_removed, inserted);
  self->is_telling = FALSE;
}

static void
inserted_cb (
    GtkEntryBuffer *buffer, guint position, const char *text, guint n_chars, gpointer user_data)
{
  const char *end = g_utf8_offset_to_pointer (text, n_chars);
  g_autofree char *inserted = g_strndup (text, (gsize) (end - text));

  tell (user_data, position, 0, inserted);
}

static void
deleted_cb (GtkEntryBuffer *buffer, guint position, guint n_chars, gpointer user_data)
{
  tell (user_data, position, n_chars, "");
}

static gboolean
has_line_break (const char *text, int length)
{
  return memchr (text, '\n', (gsize) length) != NULL || memchr (text, '\r', (gsize) length) != NULL;
}

/* All of them end up in a header, which has one line: a pasted line break becomes a blank. */
static void
insert_text_cb (GtkEditable *text, char *inserted, int length, int *position, gpointer user_data)
{
  gsize n_bytes = length < 0 ? strlen (inserted) : (gsize) length;
  g_autofree char *line = NULL;

  if (!has_line_break (inserted, (int) n_bytes))
    return;
  line = g_strdelimit (g_strndup (inserted, n_bytes), "\r\n", ' ');
  g_signal_handlers_block_by_func (text, insert_text_cb, user_data);
  gtk_editable_insert_text (text, line, -1, position);
  g_signal_handlers_unblock_by_func (text, insert_text_cb, user_data);
  g_signal_stop_emission_by_name (text, "insert-text");
}

/* --- What the document has -------------------------------------------------------------------- */

static void
apply (IlxEntryLink *self, const IlxTextDiff *diff)
{
  self->is_following = TRUE;
  gtk_entry_buffer_delete_text (self->buffer, diff->offset, (int) diff->n_removed);
  gtk_entry_buffer_insert_text (self->buffer, diff->offset, diff->inserted, -1);
  self->is_following = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self->entry),
                             (int) (diff->offset + g_utf8_strlen (diff->inserted, -1)));
}

static void
follow (IlxEntryLink *self)
{
  g_autofree char *text = NULL;
  g_auto (IlxTextDiff) diff = { 0 };

  if (self->is_telling)
    return;
  g_object_get (ilx_document_get_campaign (self->document), self->field, &text, NULL);
  if (ilx_text_diff_find (gtk_entry_buffer_get_text (self->buffer), text, &diff))
    apply (self, &diff);
}

static void
text_changed_cb (IlxDocument *document,
                 const char *field,
                 guint offset,
                 guint n_removed,
                 const char *inserted,
                 gpointer user_data)
{
  IlxEntryLink *self = user_data;

  if (g_str_equal (field, self->field))
    follow (self);
}

static void
notify_cb (GObject *campaign, GParamSpec *pspec, gpointer user_data)
{
  follow (user_data);
}

static void
leave_cb (GtkEventControllerFocus *controller, gpointer user_data)
{
  IlxEntryLink *self = user_data;

  ilx_document_end_typing (self->document);
}

/* Before its controllers go, and whatever they would tell. */
static void
destroy_cb (GtkWidget *entry, gpointer user_data)
{
  IlxEntryLink *self = user_data;

  gtk_widget_remove_controller (entry, self->focus);
  g_object_set_data (G_OBJECT (entry), LINK, NULL);
}

static void
watch (IlxEntryLink *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);
  g_autofree char *notify = g_strconcat ("notify::", self->field, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->buffer_ids[0]
      = g_signal_connect (self->buffer, "inserted-text", G_CALLBACK (inserted_cb), self);
  self->buffer_ids[1]
      = g_signal_connect (self->buffer, "deleted-text", G_CALLBACK (deleted_cb), self);
  self->document_id
      = g_signal_connect (self->document, "text-changed", G_CALLBACK (text_changed_cb), self);
  self->campaign_id = g_signal_connect (campaign, notify, G_CALLBACK (notify_cb), self);
  g_signal_connect (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "insert-text",
                    G_CALLBACK (insert_text_cb), NULL);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  self->focus = focus;
  g_signal_connect (self->entry, "destroy", G_CALLBACK (destroy_cb), self);
}

/**
 * ilx_entry_link:
 * @entry: an entry
 * @document: what is edited
 * @field: which text of it
 *
 * Ties them together for as long as @entry lives.
 */
void
ilx_entry_link (GtkEntry *entry, IlxDocument *document, const char *field)
{
  IlxEntryLink *self = g_new0 (IlxEntryLink, 1);

  self->entry = entry;
  self->buffer = g_object_ref (gtk_entry_get_buffer (entry));
  self->document = g_object_ref (document);
  self->field = g_strdup (field);
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  follow (self);
  watch (self);
  g_object_set_data_full (G_OBJECT (entry), LINK, self, ilx_entry_link_free);
}
