/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-platforms.h"
#include "ilx-preferences-accounts.h"
#include "ilx-problem.h"

static void
open_cb (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);

  ilx_problem_activate (row, "win.show-section::connections");
  if (GTK_IS_WINDOW (root))
    gtk_window_close (GTK_WINDOW (root));
}

static void
connect_cb (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWindow *parent
      = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;

  if (parent == NULL)
    return;
  gtk_window_close (GTK_WINDOW (root));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.connect", "s", "");
}

static GtkWidget *
new_row (const char *title, const char *subtitle, const char *icon_name, GCallback activated)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", subtitle, "activatable", TRUE, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  g_signal_connect (row, "activated", activated, NULL);
  return row;
}

static const char *
get_state (IlxConnection *connection)
{
  const char *const *missing = ilx_connection_get_missing_permissions (connection);

  if (ilx_connection_get_state (connection) != ILX_CONNECTION_CONNECTED)
    return _ ("%s, no longer accepted");
  return missing != NULL && *missing != NULL ? _ ("%s, lacks permissions") : _ ("%s, connected");
}

static GtkWidget *
new_account_row (IlxConnection *connection)
{
  const char *id = ilx_connection_get_platform (connection);
  const IlxPlatformInfo *info = ilx_platforms_find (id);
  /* Translators: in these, the placeholder is a platform. */
  g_autofree char *subtitle
      = g_strdup_printf (get_state (connection), info != NULL ? info->name : id);

  return new_row (ilx_connection_get_account_name (connection), subtitle, "go-next-symbolic",
                  G_CALLBACK (open_cb));
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
fill (AdwPreferencesGroup *group, GListModel *model)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (group), "ilx-rows");

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (model, i);

      add_row (group, rows, new_account_row (connection));
    }
  add_row (group, rows,
           new_row (_ ("Connect an account"), NULL, "list-add-symbolic", G_CALLBACK (connect_cb)));
}

static void
changed_cb (IlxWorkspace *workspace, AdwPreferencesGroup *group)
{
  fill (group, ilx_workspace_get_connections (workspace));
}

/**
 * ilx_preferences_accounts_fill:
 * @group: an empty group
 * @workspace: whose accounts
 *
 * Fills @group, and has it follow.
 */
void
ilx_preferences_accounts_fill (AdwPreferencesGroup *group, IlxWorkspace *workspace)
{
  g_object_set_data_full (G_OBJECT (group), "ilx-rows", g_ptr_array_new (),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (changed_cb), group, 0);
  changed_cb (workspace, group);
}
