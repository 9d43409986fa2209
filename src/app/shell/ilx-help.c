/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-compat.h"
#include "ilx-help.h"
#include "ilx-problem-expander.h"

static void
tell_why_not (GtkWindow *parent, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (
      parent, _ ("The Help Could Not Be Opened"),
      _ ("No program here shows help pages. Install Yelp, the help viewer of GNOME; your software "
         "centre calls it “Help” or “yelp”."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      ilx_problem_expander_new (error));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (ilx_compat_show_uri_finish (parent, result, &error))
    return;
  /* Who closed the window meanwhile does not wait for the help any more. */
  if (parent == NULL || gtk_widget_get_visible (GTK_WIDGET (parent)))
    tell_why_not (parent, error);
}

/**
 * ilx_help_show:
 * @parent: (nullable): the window that asks
 * @topic: a page, or "" for the first one
 *
 * Shows a page of the help, or says why it can't.
 */
void
ilx_help_show (GtkWindow *parent, const char *topic)
{
  g_autofree char *uri = g_strdup_printf ("help:illixis%s%s", *topic != '\0' ? "/" : "", topic);

  ilx_compat_show_uri (parent, uri, NULL, shown_cb, parent != NULL ? g_object_ref (parent) : NULL);
}
