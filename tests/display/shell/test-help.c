/* SPDX-License-Identifier: GPL-3.0-or-later */
/* F1 where no program shows help pages: the user is told, and the program goes on. */
#include "config.h"

#include <adwaita.h>

#include "ilx-help.h"

typedef struct
{
  gboolean closes_window; /* before the answer is there */
  gboolean is_told;
} IlxCase;

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
  IlxCase *row = user_data;
  GtkWidget *dialog = find_dialog ();

  if (dialog == NULL)
    return G_SOURCE_CONTINUE;
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "The Help Could Not Be Opened");
  g_assert_true (row->closes_window || gtk_window_get_transient_for (GTK_WINDOW (dialog)) != NULL);
  row->is_told = TRUE;
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GApplication *application, IlxCase *row)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  ilx_help_show (GTK_WINDOW (window), "send");
  if (row->closes_window)
    gtk_window_destroy (GTK_WINDOW (window));
  g_timeout_add (20, look_cb, row);
}

static void
test_tells (gconstpointer data)
{
  IlxCase row = { .closes_window = GPOINTER_TO_INT (data) };
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.illixis.Illixis.Test", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &row);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
  g_assert_true (row.is_told);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/help/tells-why-not", GINT_TO_POINTER (FALSE), test_tells);
  g_test_add_data_func ("/help/tells-without-a-window", GINT_TO_POINTER (TRUE), test_tells);
  return g_test_run ();
}
