/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-platforms.h"
#include "ilx-slowdown.h"

/* Shorter pauses are over before they are read. */
#define WORTH_TELLING (3 * ILX_SECOND)

typedef struct
{
  IlxBanner *banner;       /* (unowned): it owns this */
  IlxWorkspace *workspace; /* (owned) */
  gulong handler;
  const char *name;  /* of the platform; static */
  gint64 resumes_at; /* 0: nothing to tell */
  guint source;      /* 0: nothing to count down */
} IlxSlowdown;

static void
ilx_slowdown_free (gpointer data)
{
  IlxSlowdown *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_signal_handler_disconnect (ilx_workspace_get_engine (self->workspace), self->handler);
  g_object_unref (self->workspace);
  g_free (self);
}

static void
forget (IlxSlowdown *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->resumes_at = 0;
  ilx_banner_set_title (self->banner, NULL);
}

static gint64
get_left (IlxSlowdown *self)
{
  return self->resumes_at - ilx_workspace_get_now (self->workspace);
}

static void
tell (IlxSlowdown *self)
{
  gint64 seconds = (get_left (self) + ILX_SECOND - 1) / ILX_SECOND;
  /* Translators: a platform, then seconds. */
  g_autofree char *title
      = g_strdup_printf (_ ("%s asks us to slow down. Continuing in %d s; nothing is lost."),
                         self->name, (int) seconds);

  ilx_banner_set_title (self->banner, title);
}

static gboolean
count_cb (gpointer user_data)
{
  IlxSlowdown *self = user_data;

  if (get_left (self) > 0)
    {
      tell (self);
      return G_SOURCE_CONTINUE;
    }
  self->source = 0;
  forget (self);
  return G_SOURCE_REMOVE;
}

static void
begin (IlxSlowdown *self, IlxConnection *connection, gint64 resumes_at)
{
  const IlxPlatformInfo *info = ilx_platforms_find (ilx_connection_get_platform (connection));

  self->name = info != NULL ? info->name : "";
  self->resumes_at = resumes_at;
  tell (self);
  if (self->source == 0)
    self->source = g_timeout_add_seconds (1, count_cb, self);
}

static void
health_changed_cb (IlxEngine *engine, const char *id, IlxSlowdown *self)
{
  IlxConnection *connection = ilx_workspace_find_connection (self->workspace, id);
  g_autoptr (IlxConnectionHealth) health = NULL;
  gint64 now = ilx_workspace_get_now (self->workspace);

  if (connection == NULL)
    return;
  health = ilx_engine_dup_health (engine, connection);
  if (health->resumes_at - now > WORTH_TELLING && health->resumes_at > self->resumes_at)
    begin (self, connection, health->resumes_at);
  else if (self->resumes_at != 0 && health->resumes_at == 0 && health->error == NULL)
    forget (self); /* all was found in order before the time was over */
}

/**
 * ilx_slowdown_watch:
 * @banner: the banner of a window
 * @workspace: what all windows share
 *
 * Has @banner tell when a platform asks for a pause, and count down to its end.
 */
void
ilx_slowdown_watch (IlxBanner *banner, IlxWorkspace *workspace)
{
  IlxSlowdown *self = g_new0 (IlxSlowdown, 1);

  self->banner = banner;
  self->workspace = g_object_ref (workspace);
  self->handler = g_signal_connect (ilx_workspace_get_engine (workspace), "health-changed",
                                    G_CALLBACK (health_changed_cb), self);
  g_object_set_data_full (G_OBJECT (banner), "ilx-slowdown", self, ilx_slowdown_free);
}
