/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>

#include "ilx-lifetime.h"
#include "ilx-session.h"

struct _IlxLifetime
{
  GObject parent_instance;

  GtkApplication *application; /* (unowned): outlives this */
  IlxWorkspace *workspace;     /* (owned) */
  gboolean is_held;            /* something is under way */
  gboolean is_ending;          /* the last words are being written */
  gboolean has_ended;          /* they are written, or could not be */
  gboolean is_over;            /* they are written, and the next run finds nothing to tell of */
  guint signal_id;
};

G_DEFINE_FINAL_TYPE (IlxLifetime, ilx_lifetime, G_TYPE_OBJECT)

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxLifetime) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_over = ilx_workspace_end_session_finish (ILX_WORKSPACE (source), result, &error);
  if (!self->is_over)
    g_message ("The session could not be ended: %s", error->message);
  self->is_ending = FALSE;
  self->has_ended = TRUE;
  if (gtk_application_get_windows (self->application) != NULL)
    ilx_lifetime_go_on (self);
  g_application_release (G_APPLICATION (self->application));
}

/* Without a window and without work there is only one thing left: to write what is not written. */
static void
end_if_done (IlxLifetime *self)
{
  if (self->is_ending || self->has_ended || ilx_workspace_is_working (self->workspace)
      || gtk_application_get_windows (self->application) != NULL)
    return;
  self->is_ending = TRUE;
  g_application_hold (G_APPLICATION (self->application));
  ilx_workspace_end_session_async (self->workspace, NULL, ended_cb, g_object_ref (self));
}

static void
window_removed_cb (IlxLifetime *self)
{
  if (gtk_application_get_windows (self->application) != NULL)
    return;
  ilx_workspace_windows_closed (self->workspace);
  end_if_done (self);
}

static void
is_working_cb (IlxLifetime *self)
{
  gboolean is_working = ilx_workspace_is_working (self->workspace);

  if (is_working == self->is_held)
    return;
  self->is_held = is_working;
  if (is_working)
    {
      g_application_hold (G_APPLICATION (self->application));
      return;
    }
  end_if_done (self);
  g_application_release (G_APPLICATION (self->application));
}

static gboolean
terminate_cb (gpointer user_data)
{
  IlxLifetime *self = user_data;

  self->signal_id = 0;
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
ilx_lifetime_dispose (GObject *object)
{
  IlxLifetime *self = ILX_LIFETIME (object);

  g_clear_handle_id (&self->signal_id, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_lifetime_parent_class)->dispose (object);
}

static void
ilx_lifetime_class_init (IlxLifetimeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_lifetime_dispose;
}

static void
ilx_lifetime_init (IlxLifetime *self)
{
}

/**
 * ilx_lifetime_new:
 * @application: stays for as long as this says; outlives it
 * @workspace: what may be under way
 *
 * Begins the session. SIGTERM quits as the menu does; whoever insists is obeyed by the system.
 *
 * Returns: (transfer full): the lifetime
 */
IlxLifetime *
ilx_lifetime_new (GtkApplication *application, IlxWorkspace *workspace)
{
  IlxLifetime *self = g_object_new (ILX_TYPE_LIFETIME, NULL);

  self->application = application;
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (workspace, "notify::is-working", G_CALLBACK (is_working_cb), self,
                           G_CONNECT_SWAPPED);
  self->signal_id = g_unix_signal_add (SIGTERM, terminate_cb, self);
  ilx_workspace_begin_session (workspace);
  return self;
}

/**
 * ilx_lifetime_go_on:
 * @self: the lifetime
 *
 * Begins the session again, if it was ended already.
 */
void
ilx_lifetime_go_on (IlxLifetime *self)
{
  if (!self->has_ended)
    return;
  self->has_ended = FALSE;
  if (self->is_over)
    ilx_workspace_begin_session (self->workspace);
}
