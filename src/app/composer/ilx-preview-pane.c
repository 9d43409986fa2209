/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ilx-app-state-store.h"
#include "ilx-compat.h"
#include "ilx-link-inspector.h"
#include "ilx-preview-file.h"
#include "ilx-drop-down.h"
#include "ilx-preview-frame.h"
#include "ilx-preview-pane.h"
#include "ilx-problem.h"
#include "ilx-text.h"
#include "ilx-width-bin.h"

/* Keys that come faster are shown together; each is on the screen within a tenth of a second. */
#define UPDATE_DELAY 40 /* milliseconds */
/* Between and beside two frames. */
#define FRAME_SPACE 12

struct _IlxPreviewPane
{
  GtkWidget parent_instance;

  GtkAdjustment *desktop_width;
  GtkAdjustment *phone_width;
  GtkDropDown *lens_chooser;
  GtkWidget *device_box;
  GtkToggleButton *desktop_toggle;
  GtkToggleButton *phone_toggle;
  GtkToggleButton *images_toggle;
  GtkStack *stack;
  IlxWidthBin *bin;
  IlxPreviewFrame *desktop_frame;
  IlxPreviewFrame *phone_frame;
  GtkTextView *text_view;
  GtkWidget *status_box;
  GtkLabel *status;
  IlxLinkInspector *inspector;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxDocument *document;   /* (owned) (nullable) */
  guint update_id;         /* what is shown is older than the document */
  gboolean is_device_chosen;
  gboolean is_stale; /* it is not shown, and older */
};

G_DEFINE_FINAL_TYPE (IlxPreviewPane, ilx_preview_pane, GTK_TYPE_WIDGET)

/* In the order of the chooser. */
static const char *const lenses[]
    = { "light", "dark-authored", "dark-inverted", "images-off", "plain-text" };

static IlxCampaign *
get_campaign (IlxPreviewPane *self)
{
  return ilx_document_get_campaign (self->document);
}

/* --- What is shown ---------------------------------------------------------------------------- */

static gboolean
is_text (IlxPreviewPane *self)
{
  return g_str_equal (ilx_preview_pane_get_lens (self), "plain-text");
}

static void
show_text (IlxPreviewPane *self)
{
  g_autofree char *text
      = ilx_engine_dup_text_part (ilx_workspace_get_engine (self->workspace), get_campaign (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text != NULL ? text : "",
                            -1);
}

static void
show_mail (IlxPreviewPane *self, const char *html)
{
  IlxPreviewFrame *frames[] = { self->desktop_frame, self->phone_frame };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    g_object_set (frames[i], "lens", ilx_preview_pane_get_lens (self), "html", html, NULL);
}

static void
update (IlxPreviewPane *self)
{
  const char *html = ilx_campaign_get_html (get_campaign (self));
  gboolean is_empty = ilx_text_is_blank (html);

  self->is_stale = FALSE;
  if (is_text (self))
    show_text (self);
  else if (!is_empty)
    show_mail (self, html);
  gtk_stack_set_visible_child_name (self->stack, is_empty         ? "empty"
                                                 : is_text (self) ? "text"
                                                                  : "mail");
}

static gboolean
update_cb (gpointer user_data)
{
  IlxPreviewPane *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (IlxPreviewPane *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->is_stale = TRUE;
  else if (self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_DELAY, update_cb, self);
}

static void
text_changed_cb (IlxDocument *document,
                 const char *field,
                 guint offset,
                 guint n_removed,
                 const char *inserted,
                 IlxPreviewPane *self)
{
  if (g_str_equal (field, "html") || g_str_equal (field, "text"))
    changed_cb (self);
}

static void
lens_changed_cb (IlxPreviewPane *self)
{
  if (self->document != NULL)
    update (self);
}

/* --- Arrangement ------------------------------------------------------------------------------ */

static void arrange (IlxPreviewPane *self);

static void
device_toggled_cb (IlxPreviewPane *self)
{
  self->is_device_chosen = TRUE;
  arrange (self);
}

/* As long as nobody chose, the one that can be seen whole. */
static void
choose_device (IlxPreviewPane *self, int width)
{
  gboolean has_room = width >= (int) gtk_adjustment_get_value (self->desktop_width);

  if (self->is_device_chosen || width == 0)
    return;
  g_signal_handlers_block_by_func (self->desktop_toggle, device_toggled_cb, self);
  gtk_toggle_button_set_active (has_room ? self->desktop_toggle : self->phone_toggle, TRUE);
  g_signal_handlers_unblock_by_func (self->desktop_toggle, device_toggled_cb, self);
}

/* Both devices when there is room, else one. */
static void
arrange (IlxPreviewPane *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->bin));
  double wanted = gtk_adjustment_get_value (self->desktop_width)
                  + gtk_adjustment_get_value (self->phone_width) + 3 * FRAME_SPACE;
  gboolean has_room = width >= (int) wanted;
  gboolean is_desktop;

  choose_device (self, width);
  is_desktop = gtk_toggle_button_get_active (self->desktop_toggle);
  gtk_widget_set_visible (self->device_box, !has_room);
  gtk_widget_set_visible (GTK_WIDGET (self->desktop_frame), has_room || is_desktop);
  gtk_widget_set_visible (GTK_WIDGET (self->phone_frame), has_room || !is_desktop);
}

/* --- Images ----------------------------------------------------------------------------------- */

static char *
dup_images_key (IlxPreviewPane *self)
{
  return g_strconcat ("preview-images/", ilx_campaign_get_id (get_campaign (self)), NULL);
}

static void
hovered_cb (IlxPreviewPane *self)
{
  g_autofree char *desktop = ilx_preview_frame_dup_hovered_uri (self->desktop_frame);
  g_autofree char *phone = ilx_preview_frame_dup_hovered_uri (self->phone_frame);
  const char *uri = desktop != NULL ? desktop : phone;
  gboolean has_images = gtk_toggle_button_get_active (self->images_toggle);
  gboolean is_uri = uri != NULL && *uri != '\0';

  if (!is_uri)
    uri = has_images ? _ ("Images are loaded from the web")
                     : _ ("Images from the web are not loaded");
  gtk_label_set_ellipsize (self->status, is_uri ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->status, !is_uri);
  gtk_label_set_label (self->status, uri);
}

static void
show_images (IlxPreviewPane *self)
{
  gboolean is_active = gtk_toggle_button_get_active (self->images_toggle);

  g_object_set (self->desktop_frame, "loads-images", is_active, NULL);
  g_object_set (self->phone_frame, "loads-images", is_active, NULL);
  hovered_cb (self);
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ilx_app_state_store_save_finish (ILX_STORE (source), result, &error))
    g_debug ("The choice to load images could not be kept: %s", error->message);
}

static void
images_toggled_cb (IlxPreviewPane *self)
{
  gboolean is_active = gtk_toggle_button_get_active (self->images_toggle);
  g_autofree char *key = NULL;

  if (self->document == NULL)
    return;
  key = dup_images_key (self);
  show_images (self);
  ilx_app_state_store_save_async (ilx_workspace_get_store (self->workspace), key,
                                  is_active ? "loaded" : NULL, NULL, remembered_cb, NULL);
}

static void
recall_images (IlxPreviewPane *self)
{
  g_autofree char *key = dup_images_key (self);
  g_autofree char *value
      = ilx_app_state_store_load (ilx_workspace_get_store (self->workspace), key, NULL);

  g_signal_handlers_block_by_func (self->images_toggle, images_toggled_cb, self);
  gtk_toggle_button_set_active (self->images_toggle, g_strcmp0 (value, "loaded") == 0);
  g_signal_handlers_unblock_by_func (self->images_toggle, images_toggled_cb, self);
  show_images (self);
}

/* --- Links and the browser -------------------------------------------------------------------- */

static void
link_activated_cb (IlxPreviewPane *self, const char *uri)
{
  ilx_link_inspector_show (self->inspector, uri);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (!ilx_compat_show_uri_finish (parent, result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ilx_problem_present (GTK_WIDGET (parent), error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) parent = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = ilx_preview_file_write_finish (result, &error);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (uri != NULL)
    ilx_compat_show_uri (parent, uri, NULL, shown_cb, g_object_ref (parent));
  else
    ilx_problem_present (GTK_WIDGET (parent), error);
}

static void
open_in_browser_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxPreviewPane *self = ILX_PREVIEW_PANE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *html = ilx_campaign_get_html (get_campaign (self));

  if (GTK_IS_WINDOW (root) && html != NULL)
    ilx_preview_file_write_async (html, NULL, written_cb, g_object_ref (root));
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_preview_pane_map (GtkWidget *widget)
{
  IlxPreviewPane *self = ILX_PREVIEW_PANE (widget);

  GTK_WIDGET_CLASS (ilx_preview_pane_parent_class)->map (widget);
  if (self->document != NULL && self->is_stale)
    update (self);
}

static void
ilx_preview_pane_dispose (GObject *object)
{
  IlxPreviewPane *self = ILX_PREVIEW_PANE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->inspector != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->inspector));
  self->inspector = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_preview_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-preview-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, desktop_width);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, phone_width);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, lens_chooser);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, device_box);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, desktop_toggle);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, phone_toggle);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, images_toggle);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, bin);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, desktop_frame);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, phone_frame);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, text_view);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, status_box);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewPane, status);
  gtk_widget_class_bind_template_callback (widget_class, lens_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, images_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, arrange);
  gtk_widget_class_bind_template_callback (widget_class, device_toggled_cb);
}

static void
ilx_preview_pane_class_init (IlxPreviewPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_preview_pane_dispose;
  widget_class->map = ilx_preview_pane_map;
  g_type_ensure (ILX_TYPE_PREVIEW_FRAME);
  g_type_ensure (ILX_TYPE_WIDTH_BIN);
  gtk_widget_class_install_action (widget_class, "preview.open-in-browser", NULL,
                                   open_in_browser_action);
  bind_template (widget_class);
}

static void
ilx_preview_pane_init (IlxPreviewPane *self)
{
  IlxPreviewFrame *frames[2];

  gtk_widget_init_template (GTK_WIDGET (self));
  ilx_drop_down_set_words (self->lens_chooser, _ ("Lens of the preview"), _ ("No lens chosen"),
                           NULL);
  frames[0] = self->desktop_frame;
  frames[1] = self->phone_frame;
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_signal_connect_swapped (frames[i], "link-activated", G_CALLBACK (link_activated_cb), self);
      g_signal_connect_swapped (frames[i], "notify::hovered-uri", G_CALLBACK (hovered_cb), self);
    }
  self->inspector = ILX_LINK_INSPECTOR (ilx_link_inspector_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->inspector), self->status_box);
}

static void
bind_width (IlxPreviewPane *self, const char *key, GtkAdjustment *width, IlxPreviewFrame *frame)
{
  g_settings_bind (ilx_workspace_get_settings (self->workspace), key, width, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_object_bind_property (width, "value", frame, "page-width", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (width, "value-changed", G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
}

/**
 * ilx_preview_pane_set_document:
 * @self: a pane, once
 * @workspace: what all windows share
 * @document: what it shows
 */
void
ilx_preview_pane_set_document (IlxPreviewPane *self, IlxWorkspace *workspace, IlxDocument *document)
{
  IlxCampaign *campaign = ilx_document_get_campaign (document);

  self->workspace = g_object_ref (workspace);
  self->document = g_object_ref (document);
  bind_width (self, "preview-desktop-width", self->desktop_width, self->desktop_frame);
  bind_width (self, "preview-mobile-width", self->phone_width, self->phone_frame);
  g_signal_connect_object (campaign, "notify::html", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "text-changed", G_CALLBACK (text_changed_cb), self, 0);
  recall_images (self);
  arrange (self);
  update (self);
}

const char *
ilx_preview_pane_get_lens (IlxPreviewPane *self)
{
  return lenses[MIN (gtk_drop_down_get_selected (self->lens_chooser), G_N_ELEMENTS (lenses) - 1)];
}

/**
 * ilx_preview_pane_set_lens:
 * @self: a pane
 * @lens: "light", "dark-authored", "dark-inverted", "images-off" or "plain-text"
 */
void
ilx_preview_pane_set_lens (IlxPreviewPane *self, const char *lens)
{
  for (guint i = 0; i < G_N_ELEMENTS (lenses); i++)
    if (g_str_equal (lenses[i], lens))
      gtk_drop_down_set_selected (self->lens_chooser, i);
}
