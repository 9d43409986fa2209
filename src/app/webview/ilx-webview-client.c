/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-webview-client.h"
#include "ilx-webview-fences.h"

#define SCHEME "ilx-webview-scheme"

static const char light[] = ":root{color-scheme:light}";
static const char dark[] = ":root{color-scheme:dark}";

static void
add_script (WebKitUserContentManager *manager, const char *path)
{
  g_autoptr (GBytes) source = g_resources_lookup_data (path, 0, NULL);
  g_autoptr (WebKitUserScript) script = webkit_user_script_new_for_world (
      g_bytes_get_data (source, NULL), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
      WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, ILX_WEBVIEW_WORLD, NULL, NULL);

  webkit_user_content_manager_add_script (manager, script);
}

/**
 * ilx_webview_client_add_scripts:
 * @view: a new view
 */
void
ilx_webview_client_add_scripts (WebKitWebView *view)
{
  WebKitUserContentManager *manager = webkit_web_view_get_user_content_manager (view);

  add_script (manager, "/io/illixis/Illixis/webview/webview-alt.js");
  add_script (manager, "/io/illixis/Illixis/webview/webview.js");
}

/**
 * ilx_webview_client_forbid_zoom:
 * @view: a new view
 *
 * Two fingers would make a mail larger than it is.
 */
void
ilx_webview_client_forbid_zoom (WebKitWebView *view)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_ZOOM (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

/* Only when it changes, since the page computes all styles anew after it. */
static void
put_style (WebKitWebView *view, const char *scheme)
{
  WebKitUserContentManager *manager = webkit_web_view_get_user_content_manager (view);
  g_autoptr (WebKitUserStyleSheet) style = NULL;

  if (g_object_get_data (G_OBJECT (view), SCHEME) == scheme)
    return;
  g_object_set_data (G_OBJECT (view), SCHEME, (gpointer) scheme);
  style = webkit_user_style_sheet_new (scheme, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
                                       WEBKIT_USER_STYLE_LEVEL_USER, NULL, NULL);
  webkit_user_content_manager_remove_all_style_sheets (manager);
  webkit_user_content_manager_add_style_sheet (manager, style);
}

/**
 * ilx_webview_client_put_canvas:
 * @view: a view
 * @lens: a lens
 * @is_light_only: whether the mail refuses to be dark
 *
 * What the client draws where the mail draws nothing.
 */
void
ilx_webview_client_put_canvas (WebKitWebView *view, IlxWebviewLens lens, gboolean is_light_only)
{
  gboolean is_dark = ilx_webview_lens_is_dark (lens);
  GdkRGBA canvas;

  gdk_rgba_parse (&canvas, is_dark ? "#1e1e1e" : "#ffffff");
  webkit_web_view_set_background_color (view, &canvas);
  put_style (view, is_dark && !is_light_only ? dark : light);
}

/**
 * ilx_webview_client_set_zoom:
 * @view: a view
 * @zoom: 1 for a pixel of the mail a pixel of the program
 *
 * WebKit zooms with the desktop's text, but a mail is laid out in pixels: that is undone.
 */
void
ilx_webview_client_set_zoom (WebKitWebView *view, double zoom)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (view)), "gtk-xft-dpi", &dpi, NULL);
  webkit_web_view_set_zoom_level (view, dpi > 0 ? zoom * 96.0 * 1024.0 / dpi : zoom);
}
