/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/x11/gdkx.h>

#include "ilx-pointer.h"
#include "ilx-test-await.h"

/* So long does a widget have to see what the server tells. */
#define REST_MS 60

gboolean
ilx_pointer_is_there (void)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  return program != NULL && GDK_IS_X11_DISPLAY (gdk_display_get_default ());
}

/* The arguments of xdotool, with the window's number for each %w. */
static void
run (GtkWidget *widget, const char *command)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  g_autofree char *number = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface));
  GString *line = g_string_new ("xdotool ");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append (line, command);
  g_string_replace (line, "%w", number, 0);
  text = g_string_free (line, FALSE);
  g_spawn_command_line_sync (text, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ilx_test_spin (REST_MS);
}

void
ilx_pointer_move (GtkWidget *widget, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double left, top, window_x, window_y;
  g_autofree char *command = NULL;

  gtk_native_get_surface_transform (native, &left, &top);
  g_assert_true (
      gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &window_x, &window_y));
  command = g_strdup_printf ("mousemove --window %%w %d %d", (int) (window_x + left),
                             (int) (window_y + top));
  run (widget, command);
}

void
ilx_pointer_click (GtkWidget *widget, double x, double y, guint button)
{
  g_autofree char *command = g_strdup_printf ("click %u", button);

  ilx_pointer_move (widget, x, y);
  run (widget, command);
}

void
ilx_pointer_type (GtkWidget *widget, const char *keys)
{
  g_autofree char *command = g_strconcat ("windowfocus --sync %w key --delay 30 ", keys, NULL);

  run (widget, command);
}
