/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-connect-attempt.h"

/* Whether the account is new here: then a cancellation takes all of it back. One that was there
 * before has its new key and keeps it. */
static gboolean
is_new (IlxWorkspace *workspace, IlxConnection *connection)
{
  return ilx_workspace_find_connection (workspace, ilx_connection_get_id (connection)) == NULL;
}

static void
return_cancelled (GTask *task)
{
  ilx_workspace_refresh_connections (g_task_get_source_object (task));
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!ilx_engine_disconnect_finish (ILX_ENGINE (source), result, NULL, &error))
    g_message ("An account stays connected: %s", error->message);
  return_cancelled (task);
}

static void
return_connection (GTask *task, IlxConnection *connection)
{
  IlxWorkspace *workspace = g_task_get_source_object (task);

  ilx_workspace_refresh_connections (workspace);
  ilx_workspace_refresh_audiences (workspace, ilx_connection_get_id (connection));
  g_task_return_pointer (task, g_object_ref (connection), g_object_unref);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxWorkspace *workspace = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (IlxConnection) connection
      = ilx_engine_connect_finish (ILX_ENGINE (source), result, &error);

  if (connection == NULL)
    g_task_return_error (task, error);
  else if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return_connection (task, connection);
  else if (!is_new (workspace, connection))
    return_cancelled (task);
  else
    ilx_engine_disconnect_async (ILX_ENGINE (source), connection, FALSE, NULL, taken_back_cb,
                                 g_steal_pointer (&task));
}

/**
 * ilx_connect_attempt_async:
 * @workspace: the workspace
 * @platform: its id
 * @connection: (nullable): the account to reconnect
 * @key: what the user pasted
 * @flags: how
 * @cancellable: works at any moment: nothing is connected then that was not before
 * @callback: called on the main context
 * @user_data: for @callback
 */
void
ilx_connect_attempt_async (IlxWorkspace *workspace,
                           const char *platform,
                           IlxConnection *connection,
                           const char *key,
                           IlxConnectFlags flags,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  IlxEngine *engine = ilx_workspace_get_engine (workspace);
  gboolean keep = (flags & ILX_CONNECT_KEEP_KEY) != 0;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_connect_attempt_async);
  g_task_set_check_cancellable (task, FALSE);
  if (connection != NULL && (flags & ILX_CONNECT_ANY_ACCOUNT) == 0)
    ilx_engine_reconnect_async (engine, connection, key, keep, cancellable, connected_cb, task);
  else
    ilx_engine_connect_async (engine, platform, key, keep, cancellable, connected_cb, task);
}

/**
 * ilx_connect_attempt_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: see ilx_engine_connect_async() and ilx_engine_reconnect_async()
 *
 * Returns: (transfer full) (nullable): the account
 */
IlxConnection *
ilx_connect_attempt_finish (IlxWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
