/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-problem-expander.h"
#include "ilx-problem.h"

/**
 * ilx_problem_activate:
 * @widget: where the button is
 * @detailed_action: an action of a widget or a window above it
 *
 * Dialogs do not know the actions of the window that they stand over, so those are looked for
 * there.
 *
 * Returns: whether there was such an action
 */
gboolean
ilx_problem_activate (GtkWidget *widget, const char *detailed_action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed_action, &name, &target, NULL))
    return FALSE;
  while (widget != NULL)
    {
      GtkRoot *root = gtk_widget_get_root (widget);

      if (gtk_widget_activate_action_variant (widget, name, target))
        return TRUE;
      widget = GTK_IS_WINDOW (root) ? (GtkWidget *) gtk_window_get_transient_for (GTK_WINDOW (root))
                                    : NULL;
    }
  return FALSE;
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  if (!g_str_equal (response, "close"))
    ilx_problem_activate (user_data, response);
}

/**
 * ilx_problem_present:
 * @parent: where it happened
 * @error: what went wrong
 *
 * Shows a dialog with the sentences, the button that helps, and the details.
 */
void
ilx_problem_present (GtkWidget *parent, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autofree char *body = NULL;
  const char *label, *action;
  AdwMessageDialog *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Translators: what happened, then what it means and what to do, each a sentence. */
  body = g_strdup_printf (_ ("%s %s"), ilx_problem_get_sentence (error),
                          ilx_problem_get_advice (error));
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, ilx_problem_get_title (error), body));
  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  if (ilx_problem_get_remedy (error, &label, &action))
    adw_message_dialog_add_response (dialog, action, label);
  adw_message_dialog_set_extra_child (dialog, ilx_problem_expander_new (error));
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
details_cb (AdwToast *toast, gpointer user_data)
{
  ilx_problem_present (user_data, g_object_get_data (G_OBJECT (toast), "ilx-error"));
}

/**
 * ilx_problem_toast:
 * @from: where it happened
 * @error: what went wrong
 *
 * Shows a few words for eight seconds, with a button for the rest.
 */
void
ilx_problem_toast (GtkWidget *from, const GError *error)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  if (overlay == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  toast = adw_toast_new (ilx_problem_get_title (error));
  adw_toast_set_timeout (toast, 8);
  adw_toast_set_button_label (toast, _ ("_Details"));
  g_object_set_data_full (G_OBJECT (toast), "ilx-error", g_error_copy (error),
                          (GDestroyNotify) g_error_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (details_cb), from, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
