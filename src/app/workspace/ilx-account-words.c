/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-words.h"
#include "ilx-platforms.h"
#include "ilx-text.h"

/**
 * ilx_account_words_dup_title:
 * @connection: an account
 *
 * Returns: (transfer full): platform and name of it
 */
char *
ilx_account_words_dup_title (IlxConnection *connection)
{
  const IlxPlatformInfo *info = ilx_platforms_find (ilx_connection_get_platform (connection));
  const char *platform = info != NULL ? info->name : ilx_connection_get_platform (connection);
  const char *name = ilx_connection_get_account_name (connection);

  if (ilx_text_is_blank (name))
    return g_strdup (platform);
  /* Translators: a platform and an account on it: "Klaviyo · Bean Street". */
  return g_strdup_printf (_ ("%s · %s"), platform, name);
}

static gboolean
is_only (IlxConnection *connection, GListModel *connections)
{
  const char *name = ilx_connection_get_account_name (connection);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) other = g_list_model_get_item (connections, i);

      n += g_strcmp0 (ilx_connection_get_account_name (other), name) == 0;
    }
  return n <= 1;
}

/**
 * ilx_account_words_dup_name:
 * @connection: an account
 * @connections: (element-type IlxConnection): all of them
 *
 * Returns: (transfer full): its name, with its platform where another account has the same name
 */
char *
ilx_account_words_dup_name (IlxConnection *connection, GListModel *connections)
{
  const char *name = ilx_connection_get_account_name (connection);

  return !ilx_text_is_blank (name) && is_only (connection, connections)
             ? g_strdup (name)
             : ilx_account_words_dup_title (connection);
}

/**
 * ilx_account_words_dup_account:
 * @item: a record that is of an account
 * @workspace: an #IlxWorkspace
 *
 * Returns: (transfer full): the name of its account, empty for none
 */
char *
ilx_account_words_dup_account (gpointer item, gpointer workspace)
{
  g_autofree char *id = NULL;
  IlxConnection *connection;

  g_object_get (item, "connection-id", &id, NULL);
  connection = ilx_workspace_find_connection (workspace, id);
  return connection != NULL
             ? ilx_account_words_dup_name (connection, ilx_workspace_get_connections (workspace))
             : g_strdup ("");
}

/**
 * ilx_account_words_dup_distinction:
 * @item: a record that is of an account
 * @workspace: what knows the accounts
 *
 * Returns: (transfer full): the name of its account; empty for none, and where there is only one
 */
char *
ilx_account_words_dup_distinction (gpointer item, IlxWorkspace *workspace)
{
  return ilx_account_choice_has_choice (ilx_workspace_get_account_choice (workspace))
             ? ilx_account_words_dup_account (item, workspace)
             : g_strdup ("");
}

/**
 * ilx_account_words_dup_beside:
 * @item: a record that is of an account
 * @workspace: what knows the accounts
 * @text: what else is said of it, perhaps empty
 *
 * Returns: (transfer full): whose it is, where that has to be said, and @text
 */
char *
ilx_account_words_dup_beside (gpointer item, IlxWorkspace *workspace, const char *text)
{
  g_autofree char *account = ilx_account_words_dup_distinction (item, workspace);

  if (*account == '\0' || *text == '\0')
    return g_strconcat (account, text, NULL);
  /* Translators: an account, and what is said of something of it: "Bean Street · Newsletter". */
  return g_strdup_printf (_ ("%s · %s"), account, text);
}

/**
 * ilx_account_words_dup_row:
 * @item: a record that is of an account
 * @workspace: what knows the accounts
 * @name: what it is called
 * @state: how it is
 *
 * Returns: (transfer full): what a screen reader says of its row
 */
char *
ilx_account_words_dup_row (gpointer item,
                           IlxWorkspace *workspace,
                           const char *name,
                           const char *state)
{
  g_autofree char *account = ilx_account_words_dup_distinction (item, workspace);

  if (*account == '\0')
    /* Translators: a row of a list, for a screen reader: a name and a state. */
    return g_strdup_printf (_ ("%s, %s"), name, state);
  /* Translators: a row of a list, for a screen reader: a name, a state, and an account. */
  return g_strdup_printf (_ ("%s, %s, %s"), name, state, account);
}
