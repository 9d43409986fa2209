/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session bus that is there. Without one GLib would start dbus-launch, which leaves a daemon
 * behind that outlives us and that no keyring listens to; so we look before we call. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ilx-error.h"
#include "ilx-keyring-call.h"

gboolean
ilx_keyring_is_file (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0;
}

/* The socket that GLib takes when the environment names none. */
static gboolean
has_socket_of_user (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 && S_ISSOCK (status.st_mode) && status.st_uid == geteuid ();
}

static gboolean
has_bus (void)
{
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");

  if (address == NULL || *address == '\0')
    return has_socket_of_user ();
  return !g_str_has_prefix (address, "autolaunch:");
}

static void
got_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Else GDBus would end the process with the session, and with it a send that is under way. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  g_task_return_pointer (task, bus, g_object_unref);
}

/**
 * ilx_keyring_bus_async:
 * @cancellable: (nullable): ends it early
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reaches the session bus, if one runs.
 */
void
ilx_keyring_bus_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_keyring_bus_async);
  if (!has_bus ())
    g_task_return_error (task, ilx_error_new (ILX_ERROR_SECRETS_ABSENT,
                                              _ ("No keyring can run here: this session has no "
                                                 "message bus.")));
  else
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, got_bus_cb, g_object_ref (task));
}

/**
 * ilx_keyring_bus_finish:
 * @result: the result
 * @error: %ILX_ERROR_SECRETS_ABSENT when there is no bus, or an error of GIO
 *
 * Returns: (transfer full): the bus, which does not end the process when it goes
 */
GDBusConnection *
ilx_keyring_bus_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
