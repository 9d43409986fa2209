/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-preferences-window.h"

struct _IlxPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxPreferencesWindow, ilx_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
ilx_preferences_window_dispose (GObject *object)
{
  g_clear_object (&ILX_PREFERENCES_WINDOW (object)->workspace);
  G_OBJECT_CLASS (ilx_preferences_window_parent_class)->dispose (object);
}

static void
ilx_preferences_window_class_init (IlxPreferencesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_preferences_window_dispose;
}

static void
ilx_preferences_window_init (IlxPreferencesWindow *self)
{
}

/**
 * ilx_preferences_window_new:
 * @workspace: what all windows share
 * @page: (nullable): the name of the page to show first
 *
 * Returns: (transfer floating): the window
 */
GtkWindow *
ilx_preferences_window_new (IlxWorkspace *workspace, const char *page)
{
  IlxPreferencesWindow *self = g_object_new (ILX_TYPE_PREFERENCES_WINDOW, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WINDOW (self);
}
