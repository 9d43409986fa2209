/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <webkit/webkit.h>

#include "ilx-webview-client.h"
#include "ilx-webview-fences.h"
#include "ilx-webview-filter.h"
#include "ilx-webview-focus.h"
#include "ilx-webview-lens.h"
#include "ilx-webview.h"

/* A mail that can't be seen after this time is said to be a failure. */
#define PATIENCE_MS 3000
/* The first picture waits for WebKit's processes, which a busy machine starts slowly. */
#define FIRST_PATIENCE_MS 15000

struct _IlxWebview
{
  GtkWidget parent_instance;

  char *html; /* (owned) (nullable) */
  IlxWebviewLens lens;
  gboolean loads_images;
  double zoom;
  gboolean is_drawn;
  char *failure;     /* (owned) (nullable) */
  char *hovered_uri; /* (owned) (nullable) */

  WebKitWebView *view;       /* (nullable): the only child */
  IlxWebviewImages images;   /* what its fences let through */
  GCancellable *cancellable; /* of all calls for this view */
  char *doctype;             /* (owned) (nullable): of the page in it */
  char *place;               /* (owned) (nullable): how far it is scrolled */
  gboolean is_new_page;      /* which was not brought to that place yet */
  guint64 wanted;            /* the version of the mail that is asked for */
  guint64 shown;             /* the one that is in the page */
  gboolean is_busy;          /* a view, a page or a version is on its way */
  gboolean is_disposed;
  GtkEventController *guard; /* (nullable): of the window, while this is in one */
  guint patience_id;
};

typedef enum
{
  PROP_HTML = 1,
  PROP_LENS,
  PROP_LOADS_IMAGES,
  PROP_ZOOM,
  PROP_IS_DRAWN,
  PROP_FAILURE,
  PROP_HOVERED_URI,
} IlxWebviewProperty;
static GParamSpec *properties[PROP_HOVERED_URI + 1];

enum
{
  LINK_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxWebview, ilx_webview, GTK_TYPE_WIDGET)

static void pump (IlxWebview *self);

/* ---- What is told ---- */

static void
set_string (IlxWebview *self, char **field, const char *value, IlxWebviewProperty property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_is_drawn (IlxWebview *self, gboolean is_drawn)
{
  if (self->is_drawn == is_drawn)
    return;
  self->is_drawn = is_drawn;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_DRAWN]);
}

static void
fail (IlxWebview *self)
{
  set_string (self, &self->failure, _ ("The preview could not be drawn."), PROP_FAILURE);
}

/* ---- Patience ---- */

static gboolean
lose_patience_cb (gpointer user_data)
{
  IlxWebview *self = user_data;

  self->patience_id = 0;
  fail (self);
  return G_SOURCE_REMOVE;
}

static void
stop_watch (IlxWebview *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
}

/* Only what is on the screen is drawn at all. */
static void
start_watch (IlxWebview *self)
{
  if (self->patience_id == 0 && (!self->is_drawn || self->is_busy) && self->view != NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->patience_id
        = g_timeout_add (self->is_drawn ? PATIENCE_MS : FIRST_PATIENCE_MS, lose_patience_cb, self);
}

/* Nothing is waited for any more; late is not never. */
static void
end_watch (IlxWebview *self)
{
  if (!self->is_drawn || self->is_busy)
    return;
  stop_watch (self);
  set_string (self, &self->failure, NULL, PROP_FAILURE);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxWebview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (source), result, &error);

  if (value == NULL || self->is_disposed || WEBKIT_WEB_VIEW (source) != self->view)
    return;
  set_is_drawn (self, TRUE);
  end_watch (self);
}

/* ---- The mail in the page ---- */

static void
call (IlxWebview *self, const char *body, GVariant *arguments, GAsyncReadyCallback callback)
{
  webkit_web_view_call_async_javascript_function (self->view, body, -1, arguments,
                                                  ILX_WEBVIEW_WORLD, NULL, self->cancellable,
                                                  callback, g_object_ref (self));
}

static void
updated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxWebview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (source), result, &error);

  if (self->is_disposed || WEBKIT_WEB_VIEW (source) != self->view)
    return;
  self->is_busy = FALSE;
  if (value == NULL)
    {
      g_warning ("The preview took no change: %s", error->message);
      fail (self);
      return;
    }
  if (!self->is_drawn)
    call (self, "return illixis.waitForFrame ()", NULL, drawn_cb);
  end_watch (self);
  pump (self);
}

static void
update (IlxWebview *self)
{
  gboolean is_light_only = FALSE;
  g_autofree char *copy
      = ilx_webview_lens_apply (self->lens, self->html != NULL ? self->html : "", &is_light_only);
  GVariantDict arguments;

  self->is_busy = TRUE;
  self->shown = self->wanted;
  start_watch (self);
  ilx_webview_client_put_canvas (self->view, self->lens, is_light_only);
  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "html", "s", copy);
  g_variant_dict_insert (&arguments, "place", "s",
                         self->is_new_page && self->place != NULL ? self->place : "");
  self->is_new_page = FALSE;
  call (self, "illixis.update (html, place)", g_variant_dict_end (&arguments), updated_cb);
}

/* ---- The page ---- */

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, IlxWebview *self)
{
  if (event != WEBKIT_LOAD_FINISHED || view != self->view)
    return;
  self->is_busy = FALSE;
  pump (self);
}

static void
load_page (IlxWebview *self, char *doctype)
{
  g_autofree char *page = g_strconcat (doctype, "<html><head></head><body></body></html>", NULL);

  g_free (self->doctype);
  self->doctype = doctype;
  self->is_busy = TRUE;
  self->is_new_page = TRUE;
  start_watch (self);
  ilx_webview_fences_load (self->view, page);
}

/* ---- The view ---- */

static gboolean
let_go_cb (gpointer view)
{
  return G_SOURCE_REMOVE;
}

/* It may be WebKit that calls, which is not done with the view yet. */
static void
close_view (IlxWebview *self)
{
  stop_watch (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->doctype, g_free);
  self->is_busy = FALSE;
  self->shown = 0;
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->view, self);
      g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, let_go_cb, g_object_ref (self->view),
                       g_object_unref);
      gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));
    }
}

static void
terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, IlxWebview *self)
{
  close_view (self);
  set_string (self, &self->hovered_uri, NULL, PROP_HOVERED_URI);
  set_is_drawn (self, FALSE);
  fail (self);
}

static void
target_cb (WebKitUserContentManager *manager, JSCValue *value, IlxWebview *self)
{
  g_autofree char *target = jsc_value_to_string (value);

  set_string (self, &self->hovered_uri, *target != '\0' ? target : NULL, PROP_HOVERED_URI);
}

static void
activated_cb (WebKitUserContentManager *manager, JSCValue *value, IlxWebview *self)
{
  g_autofree char *target = jsc_value_to_string (value);

  g_signal_emit (self, signals[LINK_ACTIVATED], 0, target);
}

static void
place_cb (WebKitUserContentManager *manager, JSCValue *value, IlxWebview *self)
{
  if (self->is_new_page)
    return;
  g_free (self->place);
  self->place = jsc_value_to_string (value);
}

static void
connect_scripts (IlxWebview *self)
{
  static const struct
  {
    const char *name;
    GCallback callback;
  } messages[] = {
    { "target", G_CALLBACK (target_cb) },
    { "activated", G_CALLBACK (activated_cb) },
    { "place", G_CALLBACK (place_cb) },
  };
  WebKitUserContentManager *manager = webkit_web_view_get_user_content_manager (self->view);

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *signal = g_strconcat ("script-message-received::", messages[i].name, NULL);

      webkit_user_content_manager_register_script_message_handler (manager, messages[i].name,
                                                                   ILX_WEBVIEW_WORLD);
      g_signal_connect_object (manager, signal, messages[i].callback, self, 0);
    }
  ilx_webview_client_add_scripts (self->view);
}

static void
text_scale_cb (GtkSettings *settings, GParamSpec *pspec, IlxWebview *self)
{
  if (self->view != NULL)
    ilx_webview_client_set_zoom (self->view, self->zoom);
}

static void
open_view (IlxWebview *self, WebKitUserContentFilter *filter)
{
  self->view = ilx_webview_fences_new_view (ILX_WEBVIEW_FENCES_ALL, self->images, filter);
  connect_scripts (self);
  g_signal_connect (self->view, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect (self->view, "web-process-terminated", G_CALLBACK (terminated_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preview of the mail"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  ilx_webview_focus_open (GTK_WIDGET (self->view));
  ilx_webview_client_forbid_zoom (self->view);
  ilx_webview_client_set_zoom (self->view, self->zoom);
  start_watch (self);
}

static void
filter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxWebview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WebKitUserContentFilter) filter = ilx_webview_filter_load_finish (result, &error);

  if (self->is_disposed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_busy = FALSE;
  if (filter == NULL)
    {
      g_warning ("The preview has no content filter: %s", error->message);
      fail (self);
      return;
    }
  open_view (self, filter);
  pump (self);
}

static void
prepare_view (IlxWebview *self, IlxWebviewImages images)
{
  self->is_busy = TRUE;
  self->images = images;
  self->cancellable = g_cancellable_new ();
  ilx_webview_filter_load_async (images == ILX_WEBVIEW_IMAGES_REMOTE, self->cancellable, filter_cb,
                                 g_object_ref (self));
}

/* ---- From what is wanted to what is shown, a step at a time ---- */

static IlxWebviewImages
get_images (IlxWebview *self)
{
  if (self->lens == ILX_WEBVIEW_LENS_IMAGES_OFF)
    return ILX_WEBVIEW_IMAGES_NONE;
  return self->loads_images ? ILX_WEBVIEW_IMAGES_REMOTE : ILX_WEBVIEW_IMAGES_OWN;
}

static void
pump (IlxWebview *self)
{
  g_autofree char *doctype = NULL;

  if (self->is_disposed || self->is_busy || self->shown == self->wanted)
    return;
  if (self->html == NULL && self->view == NULL)
    return;
  if (self->view == NULL)
    {
      prepare_view (self, get_images (self));
      return;
    }
  doctype = ilx_webview_lens_dup_doctype (self->html != NULL ? self->html : "");
  if (g_strcmp0 (doctype, self->doctype) != 0)
    load_page (self, g_steal_pointer (&doctype));
  else
    update (self);
}

/* Fences are not moved, they are made anew, and the mail with them. */
static void
ask (IlxWebview *self)
{
  self->wanted++;
  if (self->cancellable != NULL && self->images != get_images (self))
    {
      close_view (self);
      set_is_drawn (self, FALSE);
    }
  set_string (self, &self->failure, NULL, PROP_FAILURE);
  pump (self);
  start_watch (self);
}

/* ---- Properties ---- */

static void
set_html (IlxWebview *self, const char *html)
{
  gboolean is_same = g_strcmp0 (html, self->html) == 0;

  if (is_same && self->failure == NULL)
    return;
  if (is_same)
    close_view (self); /* is tried again, from the start */
  else
    {
      g_free (self->html);
      self->html = html != NULL ? g_utf8_make_valid (html, -1) : NULL;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HTML]);
    }
  ask (self);
}

static void
set_lens (IlxWebview *self, const char *name)
{
  IlxWebviewLens lens;

  if (!ilx_webview_lens_parse (name, &lens))
    g_critical ("There is no lens \"%s\"", name);
  else if (lens != self->lens)
    {
      self->lens = lens;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LENS]);
      ask (self);
    }
}

static void
set_loads_images (IlxWebview *self, gboolean loads_images)
{
  if (self->loads_images == loads_images)
    return;
  self->loads_images = loads_images;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADS_IMAGES]);
  ask (self);
}

static void
set_zoom (IlxWebview *self, double zoom)
{
  if (ABS (self->zoom - zoom) < 0.001)
    return;
  self->zoom = zoom;
  if (self->view != NULL)
    ilx_webview_client_set_zoom (self->view, zoom);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

static void
ilx_webview_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxWebview *self = ILX_WEBVIEW (object);

  switch ((IlxWebviewProperty) id)
    {
    case PROP_HTML:
      g_value_set_string (value, self->html);
      break;
    case PROP_LENS:
      g_value_set_string (value, ilx_webview_lens_get_name (self->lens));
      break;
    case PROP_LOADS_IMAGES:
      g_value_set_boolean (value, self->loads_images);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    case PROP_IS_DRAWN:
      g_value_set_boolean (value, self->is_drawn);
      break;
    case PROP_FAILURE:
      g_value_set_string (value, self->failure);
      break;
    case PROP_HOVERED_URI:
      g_value_set_string (value, self->hovered_uri);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_webview_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxWebview *self = ILX_WEBVIEW (object);

  switch ((IlxWebviewProperty) id)
    {
    case PROP_HTML:
      set_html (self, g_value_get_string (value));
      break;
    case PROP_LENS:
      set_lens (self, g_value_get_string (value));
      break;
    case PROP_LOADS_IMAGES:
      set_loads_images (self, g_value_get_boolean (value));
      break;
    case PROP_ZOOM:
      set_zoom (self, g_value_get_double (value));
      break;
    case PROP_IS_DRAWN:
    case PROP_FAILURE:
    case PROP_HOVERED_URI:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* ---- The widget ---- */

static void
ilx_webview_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ilx_webview_parent_class)->map (widget);
  start_watch (ILX_WEBVIEW (widget));
}

static void
ilx_webview_unmap (GtkWidget *widget)
{
  stop_watch (ILX_WEBVIEW (widget));
  GTK_WIDGET_CLASS (ilx_webview_parent_class)->unmap (widget);
}

static void
ilx_webview_root (GtkWidget *widget)
{
  IlxWebview *self = ILX_WEBVIEW (widget);

  GTK_WIDGET_CLASS (ilx_webview_parent_class)->root (widget);
  self->guard = ilx_webview_focus_guard_new (widget);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->guard);
}

static void
ilx_webview_unroot (GtkWidget *widget)
{
  IlxWebview *self = ILX_WEBVIEW (widget);

  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->guard);
  self->guard = NULL;
  GTK_WIDGET_CLASS (ilx_webview_parent_class)->unroot (widget);
}

static gboolean
ilx_webview_grab_focus (GtkWidget *widget)
{
  IlxWebview *self = ILX_WEBVIEW (widget);

  return self->view != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
ilx_webview_dispose (GObject *object)
{
  IlxWebview *self = ILX_WEBVIEW (object);

  self->is_disposed = TRUE;
  close_view (self);
  G_OBJECT_CLASS (ilx_webview_parent_class)->dispose (object);
}

static void
ilx_webview_finalize (GObject *object)
{
  IlxWebview *self = ILX_WEBVIEW (object);

  g_free (self->html);
  g_free (self->failure);
  g_free (self->hovered_uri);
  g_free (self->place);
  G_OBJECT_CLASS (ilx_webview_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_HTML] = g_param_spec_string ("html", NULL, NULL, NULL, writable);
  properties[PROP_LENS] = g_param_spec_string ("lens", NULL, NULL, "light", writable);
  properties[PROP_LOADS_IMAGES]
      = g_param_spec_boolean ("loads-images", NULL, NULL, FALSE, writable);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0.1, 10, 1, writable);
  properties[PROP_IS_DRAWN] = g_param_spec_boolean ("is-drawn", NULL, NULL, FALSE, readable);
  properties[PROP_FAILURE] = g_param_spec_string ("failure", NULL, NULL, NULL, readable);
  properties[PROP_HOVERED_URI] = g_param_spec_string ("hovered-uri", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_webview_class_init (IlxWebviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* Before WebKit is called for the first time. With several drivers its views stay blank. */
  g_setenv ("WEBKIT_DISABLE_DMABUF_RENDERER", "1", FALSE);
  object_class->get_property = ilx_webview_get_property;
  object_class->set_property = ilx_webview_set_property;
  object_class->dispose = ilx_webview_dispose;
  object_class->finalize = ilx_webview_finalize;
  widget_class->map = ilx_webview_map;
  widget_class->unmap = ilx_webview_unmap;
  widget_class->root = ilx_webview_root;
  widget_class->unroot = ilx_webview_unroot;
  widget_class->grab_focus = ilx_webview_grab_focus;
  install_properties (object_class);
  signals[LINK_ACTIVATED]
      = g_signal_new ("link-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ilxwebview");
}

static void
ilx_webview_init (IlxWebview *self)
{
  self->zoom = 1;
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (text_scale_cb), self, 0);
}

/**
 * ilx_webview_new:
 *
 * Returns: (transfer floating): a preview of nothing
 */
GtkWidget *
ilx_webview_new (void)
{
  return g_object_new (ILX_TYPE_WEBVIEW, NULL);
}

/**
 * ilx_webview_is_settled:
 * @self: a preview
 *
 * Returns: whether the page holds the last version of the mail
 */
gboolean
ilx_webview_is_settled (IlxWebview *self)
{
  return !self->is_busy && self->shown == self->wanted;
}
