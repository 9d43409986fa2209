/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of the web view nothing is known here but its properties "html", "lens", "loads-images", "zoom",
 * "failure", "hovered-uri", and its signal "link-activated". */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ilx-preview-frame.h"
#include "ilx-webview-loader.h"

/* Smaller than this nothing can be made out; then it is scrolled sideways. */
#define MIN_ZOOM 0.4

struct _IlxPreviewFrame
{
  GtkWidget parent_instance;

  GtkLabel *caption;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkBox *holder;
  AdwStatusPage *failed_page;

  char *title; /* (owned) (nullable) */
  int page_width;
  double zoom; /* at most 1: a page that is wider than its place is shown smaller */
  char *html;  /* (owned) (nullable) */
  char *lens;  /* (owned) (nullable) */
  gboolean loads_images;
  char *failure;             /* (owned) (nullable): the module could not be loaded */
  GtkWidget *view;           /* (unowned) (nullable): in the holder, once it has been shown */
  GCancellable *cancellable; /* (owned) (nullable): while the module is being loaded */
  guint fit_id;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_PAGE_WIDTH,
  PROP_HTML,
  PROP_LENS,
  PROP_LOADS_IMAGES,
  PROP_HOVERED_URI,
} IlxPreviewFrameProperty;
static GParamSpec *properties[PROP_HOVERED_URI + 1];

enum
{
  LINK_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxPreviewFrame, ilx_preview_frame, GTK_TYPE_WIDGET)

/* --- The view --------------------------------------------------------------------------------- */

/* The view stays where it is below the words, so that one that comes late still shows. */
static void
follow_failure (IlxPreviewFrame *self)
{
  g_autofree char *failure = ilx_preview_frame_dup_failure (self);
  g_autofree char *escaped = failure != NULL ? g_markup_escape_text (failure, -1) : NULL;

  if (escaped != NULL)
    adw_status_page_set_description (self->failed_page, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->failed_page), escaped != NULL);
  gtk_stack_set_visible_child_name (self->stack, self->view != NULL ? "view" : "loading");
}

static void
hovered_cb (IlxPreviewFrame *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOVERED_URI]);
}

static void
link_activated_cb (IlxPreviewFrame *self, const char *uri)
{
  g_signal_emit (self, signals[LINK_ACTIVATED], 0, uri);
}

static char *
dup_caption (IlxPreviewFrame *self)
{
  const char *title = self->title != NULL ? self->title : "";
  int percent = (int) (self->zoom * 100 + 0.5);

  if (percent < 100)
    /* Translators: a device, how wide its window is, and how large it is drawn here. */
    return g_strdup_printf (_ ("%s · %d px, shown at %d %%"), title, self->page_width, percent);
  /* Translators: a device and how wide its window is: "Desktop · 640 px". */
  return g_strdup_printf (_ ("%s · %d px"), title, self->page_width);
}

static void
show_caption (IlxPreviewFrame *self)
{
  g_autofree char *caption = dup_caption (self);

  gtk_label_set_label (self->caption, caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, caption,
                                  -1);
}

static void
update_view (IlxPreviewFrame *self)
{
  if (self->view == NULL)
    return;
  g_object_set (self->view, "lens", self->lens != NULL ? self->lens : "light", "loads-images",
                self->loads_images, "zoom", self->zoom, NULL);
  gtk_widget_set_size_request (self->view, (int) (self->page_width * self->zoom), -1);
}

/* The page is laid out for its own width all the same, so it breaks its lines as it will. */
static gboolean
fit_cb (gpointer user_data)
{
  IlxPreviewFrame *self = user_data;
  double place
      = gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (self->scroller));
  double zoom
      = place > 0 && self->page_width > 0 ? CLAMP (place / self->page_width, MIN_ZOOM, 1.0) : 1.0;

  self->fit_id = 0;
  if (ABS (zoom - self->zoom) < 0.001)
    return G_SOURCE_REMOVE;
  self->zoom = zoom;
  show_caption (self);
  update_view (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: sizes are told while they are being given out. */
static void
fit (IlxPreviewFrame *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add (fit_cb, self);
}

static void
add_view (IlxPreviewFrame *self)
{
  self->view = ilx_webview_loader_new_view ();
  gtk_widget_set_vexpand (self->view, TRUE);
  g_signal_connect_object (self->view, "notify::failure", G_CALLBACK (follow_failure), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::hovered-uri", G_CALLBACK (hovered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "link-activated", G_CALLBACK (link_activated_cb), self,
                           G_CONNECT_SWAPPED);
  update_view (self);
  g_object_set (self->view, "html", self->html, NULL);
  gtk_box_append (self->holder, self->view);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxPreviewFrame) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_loaded = ilx_webview_loader_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (is_loaded)
    add_view (self);
  else
    self->failure = g_strdup (error->message);
  follow_failure (self);
}

static void
load (IlxPreviewFrame *self)
{
  g_clear_pointer (&self->failure, g_free);
  self->cancellable = g_cancellable_new ();
  ilx_webview_loader_load_async (self->cancellable, loaded_cb, g_object_ref (self));
}

/* A view tries again when it is told what to show. */
static void
try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxPreviewFrame *self = ILX_PREVIEW_FRAME (widget);

  if (self->view != NULL)
    g_object_set (self->view, "html", self->html, NULL);
  else if (self->cancellable == NULL)
    load (self);
  follow_failure (self);
}

static void
ilx_preview_frame_map (GtkWidget *widget)
{
  IlxPreviewFrame *self = ILX_PREVIEW_FRAME (widget);

  GTK_WIDGET_CLASS (ilx_preview_frame_parent_class)->map (widget);
  if (self->view != NULL || self->cancellable != NULL || self->failure != NULL)
    return;
  load (self);
}

/* --- Properties ------------------------------------------------------------------------------- */

static void
set_html (IlxPreviewFrame *self, const char *html)
{
  if (g_strcmp0 (self->html, html) == 0)
    return;
  g_free (self->html);
  self->html = g_strdup (html);
  if (self->view != NULL)
    g_object_set (self->view, "html", html, NULL);
}

static void
replace (char **place, const GValue *value)
{
  g_free (*place);
  *place = g_value_dup_string (value);
}

static void
ilx_preview_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxPreviewFrame *self = ILX_PREVIEW_FRAME (object);

  switch ((IlxPreviewFrameProperty) id)
    {
    case PROP_TITLE:
      replace (&self->title, value);
      show_caption (self);
      break;
    case PROP_PAGE_WIDTH:
      self->page_width = g_value_get_int (value);
      show_caption (self);
      update_view (self);
      fit (self);
      break;
    case PROP_HTML:
      set_html (self, g_value_get_string (value));
      break;
    case PROP_LENS:
      replace (&self->lens, value);
      update_view (self);
      break;
    case PROP_LOADS_IMAGES:
      self->loads_images = g_value_get_boolean (value);
      update_view (self);
      break;
    case PROP_HOVERED_URI:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_preview_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxPreviewFrame *self = ILX_PREVIEW_FRAME (object);

  switch ((IlxPreviewFrameProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_PAGE_WIDTH:
      g_value_set_int (value, self->page_width);
      break;
    case PROP_HTML:
      g_value_set_string (value, self->html);
      break;
    case PROP_LENS:
      g_value_set_string (value, self->lens);
      break;
    case PROP_LOADS_IMAGES:
      g_value_set_boolean (value, self->loads_images);
      break;
    case PROP_HOVERED_URI:
      if (self->view != NULL)
        g_object_get_property (G_OBJECT (self->view), "hovered-uri", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_preview_frame_dispose (GObject *object)
{
  IlxPreviewFrame *self = ILX_PREVIEW_FRAME (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_handle_id (&self->fit_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->view = NULL;
  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_preview_frame_parent_class)->dispose (object);
}

static void
ilx_preview_frame_finalize (GObject *object)
{
  IlxPreviewFrame *self = ILX_PREVIEW_FRAME (object);

  g_free (self->title);
  g_free (self->html);
  g_free (self->lens);
  g_free (self->failure);
  G_OBJECT_CLASS (ilx_preview_frame_parent_class)->finalize (object);
}

static void
ilx_preview_frame_class_init (IlxPreviewFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_preview_frame_get_property;
  object_class->set_property = ilx_preview_frame_set_property;
  object_class->dispose = ilx_preview_frame_dispose;
  object_class->finalize = ilx_preview_frame_finalize;
  widget_class->map = ilx_preview_frame_map;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_PAGE_WIDTH] = g_param_spec_int ("page-width", NULL, NULL, 0, 4096, 0, flags);
  properties[PROP_HTML] = g_param_spec_string ("html", NULL, NULL, NULL, flags);
  properties[PROP_LENS] = g_param_spec_string ("lens", NULL, NULL, NULL, flags);
  properties[PROP_LOADS_IMAGES] = g_param_spec_boolean ("loads-images", NULL, NULL, FALSE, flags);
  properties[PROP_HOVERED_URI] = g_param_spec_string ("hovered-uri", NULL, NULL, NULL,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[LINK_ACTIVATED]
      = g_signal_new ("link-activated", ILX_TYPE_PREVIEW_FRAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "frame.try-again", NULL, try_again_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/preview/ilx-preview-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewFrame, caption);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewFrame, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewFrame, scroller);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewFrame, holder);
  gtk_widget_class_bind_template_child (widget_class, IlxPreviewFrame, failed_page);
}

static void
ilx_preview_frame_init (IlxPreviewFrame *self)
{
  self->zoom = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (fit), self, G_CONNECT_SWAPPED);
}

/**
 * ilx_preview_frame_dup_hovered_uri:
 * @self: a frame
 *
 * Returns: (transfer full) (nullable): where the link below the pointer leads
 */
char *
ilx_preview_frame_dup_hovered_uri (IlxPreviewFrame *self)
{
  char *uri = NULL;

  g_object_get (self, "hovered-uri", &uri, NULL);
  return uri;
}

GtkWidget *
ilx_preview_frame_get_view (IlxPreviewFrame *self)
{
  return self->view;
}

/**
 * ilx_preview_frame_dup_failure:
 * @self: a frame
 *
 * Returns: (transfer full) (nullable): why nothing can be seen
 */
char *
ilx_preview_frame_dup_failure (IlxPreviewFrame *self)
{
  char *failure = NULL;

  if (self->view != NULL)
    g_object_get (self->view, "failure", &failure, NULL);
  else
    failure = g_strdup (self->failure);
  return failure;
}
