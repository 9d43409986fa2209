/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-disconnect-dialog.h"
#include "ilx-platforms.h"

typedef struct
{
  GWeakRef widget;
  IlxDisconnectFunc callback;
  GtkCheckButton *webhooks; /* (unowned): the dialog's */
} IlxDisconnectQuestion;

static void
ilx_disconnect_question_free (gpointer data, GClosure *closure)
{
  IlxDisconnectQuestion *question = data;

  g_weak_ref_clear (&question->widget);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  IlxDisconnectQuestion *question = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&question->widget);

  if (widget != NULL && g_str_equal (response, "disconnect"))
    question->callback (widget, gtk_check_button_get_active (question->webhooks));
}

static GtkWidget *
new_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static void
add_point (GtkBox *box, const char *icon_name, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = new_label (text, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (box, line);
}

static void
add_what_goes (GtkBox *box, IlxWorkspace *workspace, IlxConnection *connection)
{
  guint n = g_list_model_get_n_items (
      ilx_workspace_get_audiences (workspace, ilx_connection_get_id (connection)));
  g_autofree char *audiences
      = g_strdup_printf (ngettext ("%u list or segment that is remembered here",
                                   "%u lists and segments that are remembered here", n),
                         n);

  gtk_box_append (box, new_label (_ ("This will be deleted"), "heading"));
  add_point (box, "user-trash-symbolic",
             ilx_workspace_is_demo (workspace) ? _ ("The key of the demo")
                                               : _ ("The key in your keyring"));
  if (n > 0)
    add_point (box, "user-trash-symbolic", audiences);
}

static void
add_what_stays (GtkBox *box, const char *platform_name)
{
  g_autofree char *there = g_strdup_printf (_ ("Everything in %s, also the key there. Campaigns "
                                               "that are scheduled there are still sent."),
                                            platform_name);

  gtk_box_append (box, new_label (_ ("This stays"), "heading"));
  add_point (box, "emblem-ok-symbolic", _ ("Your campaigns and their history here"));
  add_point (box, "emblem-ok-symbolic", there);
}

/* To delete anything on the platform a key is needed that it accepts. */
static GtkWidget *
new_webhooks (IlxConnection *connection, const char *platform_name)
{
  gboolean is_accepted = ilx_connection_get_state (connection) == ILX_CONNECTION_CONNECTED;
  g_autofree char *text
      = g_strdup_printf (is_accepted ? _ ("Also delete the webhooks that Illixis made in %s")
                                     : _ ("The webhooks that Illixis made stay: %s no longer "
                                          "accepts the key."),
                         platform_name);
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), new_label (text, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_sensitive (check, is_accepted);
  return check;
}

static GtkWidget *
new_content (IlxWorkspace *workspace, IlxConnection *connection, GtkCheckButton **webhooks)
{
  const char *id = ilx_connection_get_platform (connection);
  const IlxPlatformInfo *info = ilx_platforms_find (id);
  const char *name = info != NULL ? info->name : id;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_what_goes (GTK_BOX (box), workspace, connection);
  *webhooks = GTK_CHECK_BUTTON (new_webhooks (connection, name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*webhooks));
  add_what_stays (GTK_BOX (box), name);
  return box;
}

static char *
dup_heading (IlxConnection *connection)
{
  const char *id = ilx_connection_get_platform (connection);
  const IlxPlatformInfo *info = ilx_platforms_find (id);

  /* Translators: an account, then its platform. */
  return g_strdup_printf (_ ("Disconnect “%s” from %s?"),
                          ilx_connection_get_account_name (connection),
                          info != NULL ? info->name : id);
}

/**
 * ilx_disconnect_dialog_new:
 * @workspace: what all windows share
 * @connection: the account
 * @widget: what asks
 * @callback: called with @widget when the user agrees
 *
 * Returns: (transfer floating): the question, not shown yet
 */
GtkWindow *
ilx_disconnect_dialog_new (IlxWorkspace *workspace,
                           IlxConnection *connection,
                           GtkWidget *widget,
                           IlxDisconnectFunc callback)
{
  IlxDisconnectQuestion *question = g_new0 (IlxDisconnectQuestion, 1);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *heading = dup_heading (connection);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, NULL));

  g_weak_ref_init (&question->widget, widget);
  question->callback = callback;
  adw_message_dialog_set_extra_child (dialog,
                                      new_content (workspace, connection, &question->webhooks));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "disconnect",
                                    _ ("_Disconnect"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "disconnect", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question,
                         ilx_disconnect_question_free, 0);
  return GTK_WINDOW (dialog);
}
