/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-quit.h"

/* --- The key ---------------------------------------------------------------------------------- */

static gboolean
quit_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return GDK_EVENT_STOP;
}

static void
add_key (GtkApplication *application, GtkWindow *window)
{
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, "app.quit");
  g_autofree char *trigger = g_strjoinv ("|", accels);
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                            gtk_callback_action_new (quit_cb, application, NULL));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

static void
toplevels_cb (GListModel *toplevels, guint position, guint n_removed, guint n_added, gpointer data)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      /* It is being made, and nobody knows yet whose it is; those of the application have the key
       * as well, and then the first of the two is the last. */
      add_key (data, window);
    }
}

/**
 * ilx_quit_watch:
 * @application: an application with an action "quit" and keys for it
 *
 * Has every window that comes from now on know these keys.
 */
void
ilx_quit_watch (GtkApplication *application)
{
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (toplevels_cb),
                           application, 0);
}

/* --- The end ---------------------------------------------------------------------------------- */

/* Lent; NULL: none is shown. The help overlay stays hidden with its window, and is no reason to
 * stay. */
static GtkWindow *
find_newest (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (toplevels); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i - 1);

      if (gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/**
 * ilx_quit_close_all:
 * @application: the application
 *
 * Closes all windows, those that came last first: a dialog before what it is about.
 *
 * Returns: whether all have gone
 */
gboolean
ilx_quit_close_all (GtkApplication *application)
{
  GtkWindow *window;
  GList *rest;

  while ((window = find_newest ()) != NULL)
    {
      gtk_window_close (window);
      if (find_newest () == window)
        return FALSE;
    }
  while ((rest = gtk_application_get_windows (application)) != NULL)
    gtk_window_destroy (rest->data);
  return TRUE;
}
