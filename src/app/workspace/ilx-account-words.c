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
is_only (IlxWorkspace *workspace, IlxConnection *connection)
{
  GListModel *all = ilx_workspace_get_connections (workspace);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (IlxConnection) other = g_list_model_get_item (all, i);

      if (g_strcmp0 (ilx_connection_get_account_name (other),
                     ilx_connection_get_account_name (connection))
          == 0)
        n++;
    }
  return n <= 1;
}

/**
 * ilx_account_words_dup_name:
 * @workspace: what knows the accounts
 * @connection_id: (nullable): of an account
 *
 * Returns: (transfer full): its name, with its platform where another account has the same name;
 *   empty for none
 */
char *
ilx_account_words_dup_name (IlxWorkspace *workspace, const char *connection_id)
{
  IlxConnection *connection = ilx_workspace_find_connection (workspace, connection_id);

  if (connection == NULL)
    return g_strdup ("");
  if (!ilx_text_is_blank (ilx_connection_get_account_name (connection))
      && is_only (workspace, connection))
    return g_strdup (ilx_connection_get_account_name (connection));
  return ilx_account_words_dup_title (connection);
}
