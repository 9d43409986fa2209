/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module as the program meets it: opened by its name, known by its properties alone. */
#include "config.h"

#include <gmodule.h>
#include <gtk/gtk.h>

typedef GtkWidget *(*NewPreview) (void);

static GModule *
open_module (NewPreview *new_preview)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("ILLIXIS_MODULE_DIR"), "illixis-webview.so", NULL);
  GModule *module = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    g_error ("%s", g_module_error ());
  g_assert_true (g_module_symbol (module, "ilx_webview_module_new", (gpointer *) new_preview));
  return module;
}

static void
assert_property (GtkWidget *preview, const char *name, GType type, GParamFlags flags)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (preview), name);

  g_assert_nonnull (pspec);
  g_assert_true (pspec->value_type == type);
  g_assert_true ((pspec->flags & G_PARAM_READWRITE) == flags);
}

static void
test_contract (void)
{
  NewPreview new_preview;
  GModule *module = open_module (&new_preview);
  GtkWidget *preview = g_object_ref_sink (new_preview ());

  g_assert_cmpstr (G_OBJECT_TYPE_NAME (preview), ==, "IlxWebview");
  g_assert_cmpstr (g_getenv ("WEBKIT_DISABLE_DMABUF_RENDERER"), ==, "1");
  assert_property (preview, "html", G_TYPE_STRING, G_PARAM_READWRITE);
  assert_property (preview, "lens", G_TYPE_STRING, G_PARAM_READWRITE);
  assert_property (preview, "loads-images", G_TYPE_BOOLEAN, G_PARAM_READWRITE);
  assert_property (preview, "is-drawn", G_TYPE_BOOLEAN, G_PARAM_READABLE);
  assert_property (preview, "failure", G_TYPE_STRING, G_PARAM_READABLE);
  assert_property (preview, "hovered-uri", G_TYPE_STRING, G_PARAM_READABLE);
  g_assert_cmpuint (g_signal_lookup ("link-activated", G_OBJECT_TYPE (preview)), !=, 0);
  g_object_unref (preview);
  g_module_close (module);
}

/* Closed and opened again it is the same, since its types are registered for good. */
static void
test_stays (void)
{
  for (guint i = 0; i < 2; i++)
    {
      NewPreview new_preview;
      GModule *module = open_module (&new_preview);
      GtkWidget *window = gtk_window_new ();
      GtkWidget *preview = new_preview ();
      gboolean is_drawn = FALSE;
      gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

      gtk_window_set_child (GTK_WINDOW (window), preview);
      gtk_window_present (GTK_WINDOW (window));
      g_object_set (preview, "html", "<p>x", NULL);
      while (!is_drawn)
        {
          g_assert_cmpint (g_get_monotonic_time (), <, end);
          g_main_context_iteration (NULL, TRUE);
          g_object_get (preview, "is-drawn", &is_drawn, NULL);
        }
      gtk_window_destroy (GTK_WINDOW (window));
      g_module_close (module);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webview-module/contract", test_contract);
  g_test_add_func ("/webview-module/stays", test_stays);
  return g_test_run ();
}
