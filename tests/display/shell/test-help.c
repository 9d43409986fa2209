/* SPDX-License-Identifier: GPL-3.0-or-later */
/* F1 where no program shows help pages: the user is told, and the program goes on. */
#include "config.h"

#include <adwaita.h>

#include "ilx-help.h"

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
look_cb (gpointer user_data)
{
  GtkWidget *dialog = find_dialog ();

  if (dialog == NULL)
    return G_SOURCE_CONTINUE;
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "The Help Could Not Be Opened");
  g_assert_nonnull (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  *(gboolean *) user_data = TRUE;
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

static GtkWindow *
ask (GApplication *application)
{
  GtkWindow *window = GTK_WINDOW (adw_application_window_new (GTK_APPLICATION (application)));

  gtk_window_present (window);
  ilx_help_show (window, "send");
  return window;
}

static void
ask_and_wait_cb (GApplication *application, gboolean *is_told)
{
  ask (application);
  g_timeout_add (20, look_cb, is_told);
}

static void
ask_and_close_cb (GApplication *application)
{
  gtk_window_destroy (ask (application));
}

static void
run (GCallback activate_cb, gpointer data)
{
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.illixis.Illixis.Test", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", activate_cb, data);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
}

static void
test_tells_why_not (void)
{
  gboolean is_told = FALSE;

  run (G_CALLBACK (ask_and_wait_cb), &is_told);
  g_assert_true (is_told);
}

/* The answer comes when nobody waits for it. */
static void
test_outlives_its_window (void)
{
  run (G_CALLBACK (ask_and_close_cb), NULL);
  g_assert_null (find_dialog ());
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/tells-why-not", test_tells_why_not);
  g_test_add_func ("/help/outlives-its-window", test_outlives_its_window);
  return g_test_run ();
}
