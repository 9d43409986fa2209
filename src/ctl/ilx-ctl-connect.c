/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts: connect, disconnect, connections. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-ctl-output.h"
#include "ilx-ctl.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-platforms.h"
#include "ilx-time.h"

/* The names of all platforms, for a message. */
static char *
dup_platform_ids (void)
{
  GString *ids = g_string_new (NULL);

  for (const IlxPlatformInfo *info = ilx_platforms_get_all (); info->id != NULL; info++)
    g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", info->id);
  return g_string_free (ids, FALSE);
}

static gboolean
prepare_connect (IlxCtl *self, GError **error)
{
  const char *platform = ilx_ctl_get_argument (self, 0);
  g_autofree char *known = dup_platform_ids ();

  if (ilx_platforms_find (platform) == NULL)
    ilx_set_error (error, ILX_ERROR_USAGE, _ ("There is no platform “%s”. Known are: %s."),
                   platform, known);
  else if (self->secret == NULL)
    ilx_set_error (error, ILX_ERROR_USAGE,
                   _ ("The key is missing. Put it into a file and add --api-key-file FILE, or pipe "
                      "it in with --api-key-file -"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
connect_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_engine_connect_async (self->engine, ilx_ctl_get_argument (self, 0), self->secret,
                            !ilx_ctl_options_has (self->options, "this-run-only"),
                            self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
connect_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  self->connection = ilx_engine_connect_finish (self->engine, result, error);
  return self->connection != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static char *
build_connected_text (IlxCtl *self, GStrv disabled)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, _ ("Connected to %s as “%s”.\n"),
      ilx_ctl_get_platform_name (ilx_connection_get_platform (self->connection)),
      ilx_connection_get_account_name (self->connection));
  for (guint i = 0; disabled != NULL && disabled[i] != NULL; i++)
    g_string_append_printf (text, "%s\n", disabled[i]);
  if (ilx_ctl_options_has (self->options, "this-run-only"))
    g_string_append (text, _ ("The key was not kept: give it again with --api-key-file.\n"));
  return g_string_free (text, FALSE);
}

static gboolean
answer_connect (IlxCtl *self, GError **error)
{
  g_auto (GStrv) disabled = ilx_engine_dup_disabled (self->engine, self->connection);
  JsonNode *json = ilx_record_to_json (self->connection);

  ilx_json_set (json, "disabled", ilx_json_strv ((const char *const *) disabled));
  ilx_ctl_take_answer (self, json, build_connected_text (self, disabled));
  return TRUE;
}

static gboolean
prepare_disconnect (IlxCtl *self, GError **error)
{
  self->count = 0;
  return ilx_ctl_find_connection (self, ilx_ctl_get_argument (self, 0), error);
}

static gboolean
disconnect_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_engine_disconnect_async (self->engine, self->connection,
                               ilx_ctl_options_has (self->options, "remove-webhooks"),
                               self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
disconnect_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;
  gint n_webhooks = 0;

  if (!ilx_engine_disconnect_finish (self->engine, result, &n_webhooks, error))
    return ILX_STEP_FAILED;
  self->count = n_webhooks;
  return ILX_STEP_NEXT;
}

static gboolean
answer_disconnect (IlxCtl *self, GError **error)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, _ ("Disconnected from %s. The key and the cached audiences are forgotten.\n"),
      ilx_ctl_get_platform_name (ilx_connection_get_platform (self->connection)));
  if (ilx_ctl_options_has (self->options, "remove-webhooks"))
    g_string_append_printf (text,
                            ngettext ("%d webhook was removed there.\n",
                                      "%d webhooks were removed there.\n", (gulong) self->count),
                            (int) self->count);
  ilx_ctl_take_answer (self,
                       ilx_json_object ("id",
                                        ilx_json_string (ilx_connection_get_id (self->connection)),
                                        "removed_webhooks", ilx_json_int (self->count), NULL),
                       g_string_free (text, FALSE));
  return TRUE;
}

static const char *
get_state_title (IlxConnection *connection)
{
  switch (ilx_connection_get_state (connection))
    {
    case ILX_CONNECTION_CONNECTED:
      return ilx_connection_get_missing_permissions (connection) != NULL
                 ? _ ("connected, lacks permissions")
                 : _ ("connected");
    case ILX_CONNECTION_BROKEN:
      return _ ("no longer accepted");
    case ILX_CONNECTION_DISCONNECTED:
      return _ ("disconnected");
    default:
      g_return_val_if_reached ("");
    }
}

static void
add_connection (IlxCtlTable *table, IlxConnection *connection)
{
  g_autofree char *since = ilx_time_format_local (ilx_connection_get_connected_at (connection));
  const char *account = ilx_connection_get_account_name (connection);

  ilx_ctl_table_add (table, ilx_connection_get_id (connection),
                     ilx_ctl_get_platform_name (ilx_connection_get_platform (connection)),
                     account != NULL ? account : "", get_state_title (connection), since, NULL);
}

static gboolean
answer_connections (IlxCtl *self, GError **error)
{
  g_autoptr (GPtrArray) all
      = ilx_connection_store_load_all (ilx_ctl_get_store (self), FALSE, error);
  g_autoptr (IlxCtlTable) table = NULL;
  JsonNode *json;

  if (all == NULL)
    return FALSE;
  table = ilx_ctl_table_new_titled (_ ("ID"), _ ("PLATFORM"), _ ("ACCOUNT"), _ ("STATE"),
                                    _ ("SINCE"), NULL);
  json = ilx_json_empty_array ();
  for (guint i = 0; i < all->len; i++)
    {
      add_connection (table, g_ptr_array_index (all, i));
      ilx_json_append (json, ilx_record_to_json (g_ptr_array_index (all, i)));
    }
  ilx_ctl_take_answer (self, json,
                       all->len > 0 ? ilx_ctl_table_to_text (table)
                                    : g_strdup (_ ("No account is connected.\n")));
  return TRUE;
}

static const IlxStep connect_steps[] = {
  { "connect", connect_begin, connect_finish },
  { NULL },
};

static const IlxStep disconnect_steps[] = {
  { "disconnect", disconnect_begin, disconnect_finish },
  { NULL },
};

static const IlxCtlOption connect_options[] = {
  { "this-run-only", NULL, N_ ("Check the key and save the account, but keep the key nowhere") },
  { NULL },
};

static const IlxCtlOption disconnect_options[] = {
  { "remove-webhooks", NULL, N_ ("Remove our webhooks on the platform first") },
  { NULL },
};

const IlxCtlCommand ilx_ctl_connect_commands[] = {
  { "connect", N_ ("PLATFORM --api-key-file FILE|-"),
    N_ ("Connect an account, or heal its connection"),
    N_ ("The key is checked, and kept in the keyring alone. A key never belongs on a command line\n"
        "or into the environment, where other programs can read it: use a file or a pipe."),
    connect_options, 1, 1, ILX_CTL_TAKES_KEY, prepare_connect, connect_steps, answer_connect },
  { "disconnect", N_ ("[PLATFORM|ID]"),
    N_ ("Forget the key of an account, and its cached audiences"),
    N_ ("Campaigns stay. Connecting the same account again takes them up."), disconnect_options, 0,
    1, ILX_CTL_TAKES_KEY, prepare_disconnect, disconnect_steps, answer_disconnect },
  { "connections", NULL, N_ ("List the connected accounts"), NULL, NULL, 0, 0, ILX_CTL_PLAIN, NULL,
    NULL, answer_connections },
  { NULL }
};
