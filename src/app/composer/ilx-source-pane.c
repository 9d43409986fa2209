/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-buffer-link.h"
#include "ilx-html-import.h"
#include "ilx-problem.h"
#include "ilx-size-meter.h"
#include "ilx-source-pane.h"
#include "ilx-toast.h"

#define SIZE_DELAY 250 /* milliseconds */

struct _IlxSourcePane
{
  GtkWidget parent_instance;

  GtkWidget *box;
  IlxSourceSearch *search;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkLabel *place;
  IlxSizeMeter *size_meter;

  IlxDocument *document;         /* (owned) (nullable) */
  IlxBufferLink *link;           /* (owned) (nullable) */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
  GCancellable *cancellable;     /* (owned): of what is being read */
  guint size_id;                 /* the size that is shown is old */
};

G_DEFINE_FINAL_TYPE (IlxSourcePane, ilx_source_pane, GTK_TYPE_WIDGET)

/* --- Status ----------------------------------------------------------------------------------- */

static void
cursor_cb (IlxSourcePane *self)
{
  GtkTextIter cursor;
  g_autofree char *place = NULL;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  /* Translators: where the cursor is: line and column. */
  place = g_strdup_printf (_ ("%d:%d"), gtk_text_iter_get_line (&cursor) + 1,
                           gtk_text_iter_get_line_offset (&cursor) + 1);
  gtk_label_set_label (self->place, place);
}

static void
follow_size (IlxSourcePane *self)
{
  const char *html = ilx_campaign_get_html (ilx_document_get_campaign (self->document));

  ilx_size_meter_set_bytes (self->size_meter, html != NULL ? strlen (html) : 0);
}

static gboolean
size_cb (gpointer user_data)
{
  IlxSourcePane *self = user_data;

  self->size_id = 0;
  follow_size (self);
  return G_SOURCE_REMOVE;
}

/* Not at each key: a large text would be put together for it. */
static void
text_changed_cb (IlxDocument *document,
                 const char *field,
                 guint offset,
                 guint n_removed,
                 const char *inserted,
                 IlxSourcePane *self)
{
  if (g_str_equal (field, "html") && self->size_id == 0)
    self->size_id = g_timeout_add (SIZE_DELAY, size_cb, self);
}

static void
follow_editable (IlxSourcePane *self)
{
  gtk_text_view_set_editable (self->view, ilx_document_is_editable (self->document));
}

static void
followed_cb (IlxSourcePane *self)
{
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE,
                                0, 0);
}

static void
leave_source_cb (GtkEventControllerFocus *controller, IlxSourcePane *self)
{
  if (self->document != NULL)
    ilx_document_end_typing (self->document);
}

/* --- Import ----------------------------------------------------------------------------------- */

static void
replace_html (IlxSourcePane *self, GFile *file, const char *html)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *message = NULL;
  const char *old = ilx_campaign_get_html (ilx_document_get_campaign (self->document));

  if (!ilx_document_is_editable (self->document))
    return;
  ilx_document_edit_text (self->document, "html", 0,
                          old != NULL ? (guint) g_utf8_strlen (old, -1) : 0, html);
  /* Translators: %s: the name of a file. */
  message = g_strdup_printf (_ ("“%s” imported"), shown);
  ilx_toast_with_action (GTK_WIDGET (self), message, _ ("Undo"), "composer.undo");
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxSourcePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *html = ilx_html_import_finish (G_FILE (source), result, &error);

  if (self->document == NULL)
    return;
  if (html != NULL)
    replace_html (self, G_FILE (source), html);
  else
    ilx_problem_present (GTK_WIDGET (self), error);
}

/**
 * ilx_source_pane_import:
 * @self: a pane with a document
 * @file: an HTML file
 *
 * Reads @file and puts it in place of the text, as one edit.
 */
void
ilx_source_pane_import (IlxSourcePane *self, GFile *file)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  ilx_html_import_async (file, self->cancellable, imported_cb, g_object_ref (self));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, IlxSourcePane *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    ilx_source_pane_import (self, file);
}

static GtkFileFilter *
new_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("HTML files"));
  gtk_file_filter_add_mime_type (filter, "text/html");
  gtk_file_filter_add_suffix (filter, "html");
  gtk_file_filter_add_suffix (filter, "htm");
  return filter;
}

/**
 * ilx_source_pane_choose_file:
 * @self: a pane with a document
 *
 * Asks for a file to import.
 */
void
ilx_source_pane_choose_file (IlxSourcePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkFileFilter) filter = new_filter ();

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      _ ("Import an HTML File"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, IlxSourcePane *self)
{
  GSList *files = g_value_get_boxed (value);

  gtk_widget_remove_css_class (self->box, "illixis-drop");
  if (files == NULL || files->next != NULL || !ilx_document_is_editable (self->document))
    return FALSE;
  ilx_source_pane_import (self, files->data);
  return TRUE;
}

static GdkDragAction
enter_cb (GtkDropTarget *target, double x, double y, IlxSourcePane *self)
{
  gtk_widget_add_css_class (self->box, "illixis-drop");
  return GDK_ACTION_COPY;
}

static void
leave_cb (GtkDropTarget *target, IlxSourcePane *self)
{
  gtk_widget_remove_css_class (self->box, "illixis-drop");
}

/* Before the text view, which would put the file's address into the text. */
static void
add_drop_target (IlxSourcePane *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- Looks ------------------------------------------------------------------------------------ */

static void
follow_style (IlxSourcePane *self)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (
      GTK_SOURCE_BUFFER (self->buffer),
      gtk_source_style_scheme_manager_get_scheme (schemes, is_dark ? "Adwaita-dark" : "Adwaita"));
}

/* Of our own, which has one language to look for, and nothing to read from the disk. */
static GtkSourceLanguage *
get_language (void)
{
  static const char *const folders[] = { "resource:///io/illixis/Illixis/composer/language", NULL };
  static GtkSourceLanguageManager *languages;

  if (languages == NULL)
    {
      languages = gtk_source_language_manager_new ();
      gtk_source_language_manager_set_search_path (languages, folders);
    }
  return gtk_source_language_manager_get_language (languages, "mail-html");
}

/* Whoever does not look at the source need not wait for its colours. */
static void
ilx_source_pane_map (GtkWidget *widget)
{
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (ILX_SOURCE_PANE (widget)->buffer);

  if (gtk_source_buffer_get_language (buffer) == NULL)
    gtk_source_buffer_set_language (buffer, get_language ());
  GTK_WIDGET_CLASS (ilx_source_pane_parent_class)->map (widget);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_source_pane_dispose (GObject *object)
{
  IlxSourcePane *self = ILX_SOURCE_PANE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->size_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->link);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (ilx_source_pane_parent_class)->dispose (object);
}

static void
ilx_source_pane_finalize (GObject *object)
{
  g_object_unref (ILX_SOURCE_PANE (object)->cancellable);
  G_OBJECT_CLASS (ilx_source_pane_parent_class)->finalize (object);
}

static void
ilx_source_pane_class_init (IlxSourcePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_source_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_source_pane_finalize;
  widget_class->map = ilx_source_pane_map;
  gtk_source_init ();
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (ILX_TYPE_SOURCE_SEARCH);
  g_type_ensure (ILX_TYPE_SIZE_METER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-source-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxSourcePane, box);
  gtk_widget_class_bind_template_child (widget_class, IlxSourcePane, search);
  gtk_widget_class_bind_template_child (widget_class, IlxSourcePane, view);
  gtk_widget_class_bind_template_child (widget_class, IlxSourcePane, buffer);
  gtk_widget_class_bind_template_child (widget_class, IlxSourcePane, place);
  gtk_widget_class_bind_template_child (widget_class, IlxSourcePane, size_meter);
  gtk_widget_class_bind_template_callback (widget_class, cursor_cb);
}

static void
ilx_source_pane_init (IlxSourcePane *self)
{
  GtkEventController *focus;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  follow_style (self);
  cursor_cb (self);
  add_drop_target (self);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "leave", G_CALLBACK (leave_source_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
}

/**
 * ilx_source_pane_prepare:
 *
 * Makes known what the editor brings along. It has icons, and a theme that gets more of them later
 * is read anew from the disk: to be called once, before the first icon is shown.
 */
void
ilx_source_pane_prepare (void)
{
  gtk_source_init ();
}

/**
 * ilx_source_pane_set_document:
 * @self: a pane, once
 * @document: whose HTML it shows
 */
void
ilx_source_pane_set_document (IlxSourcePane *self, IlxDocument *document)
{
  IlxCampaign *campaign = ilx_document_get_campaign (document);

  self->document = g_object_ref (document);
  self->link = ilx_buffer_link_new (document, "html", self->buffer);
  g_signal_connect_object (self->link, "followed", G_CALLBACK (followed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (campaign, "notify::html", G_CALLBACK (follow_size), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "text-changed", G_CALLBACK (text_changed_cb), self, 0);
  g_signal_connect_object (document, "notify::is-editable", G_CALLBACK (follow_editable), self,
                           G_CONNECT_SWAPPED);
  ilx_source_search_attach (self->search, GTK_SOURCE_VIEW (self->view), self->link);
  follow_size (self);
  follow_editable (self);
}

/**
 * ilx_source_pane_focus:
 * @self: a pane
 */
void
ilx_source_pane_focus (IlxSourcePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

IlxSourceSearch *
ilx_source_pane_get_search (IlxSourcePane *self)
{
  return self->search;
}

GtkTextBuffer *
ilx_source_pane_get_buffer (IlxSourcePane *self)
{
  return self->buffer;
}
