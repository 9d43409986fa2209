/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-test-await.h"
#include "ilx-test-picture.h"

void
ilx_test_init_style (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "../src/app/shell/style.css", NULL);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

GtkWindow *
ilx_test_window_new (GtkWidget *child, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (window, width, height);
  gtk_window_present (window);
  ilx_test_spin (100);
  return window;
}

static gboolean
is_label_with (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

gboolean
ilx_test_shows (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return FALSE;
  if (is_label_with (widget, text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ilx_test_shows (child, text))
      return TRUE;
  return FALSE;
}

GtkWidget *
ilx_test_find_button (GtkWidget *widget, const char *action)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ilx_test_find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Nothing is there to be pictured until a frame was drawn. */
static GskRenderNode *
render (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GskRenderNode *node = NULL;

  while (node == NULL)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      ilx_test_spin (50);
      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  return node;
}

static void
take_picture (GtkWindow *window, const char *name, const char *kind)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, kind);
  g_autofree char *path = g_build_filename (g_getenv ("ILX_PICTURES"), file, NULL);
  GskRenderNode *node = render (GTK_WIDGET (window));
  g_autoptr (GdkTexture) texture
      = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);

  gsk_render_node_unref (node);
  gdk_texture_save_to_png (texture, path);
}

void
ilx_test_take_pictures (GtkWindow *window, const char *name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  if (g_getenv ("ILX_PICTURES") == NULL)
    return;
  ilx_test_spin (300);
  take_picture (window, name, "light");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  ilx_test_spin (300);
  take_picture (window, name, "dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (window, 360, 900);
  ilx_test_spin (300);
  take_picture (window, name, "narrow");
}
