/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_PREFERENCES_WINDOW (ilx_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (
    IlxPreferencesWindow, ilx_preferences_window, ILX, PREFERENCES_WINDOW, AdwPreferencesWindow)

/* @page: (nullable): the name of the page to show first */
GtkWindow *ilx_preferences_window_new (IlxWorkspace *workspace, const char *page);

G_END_DECLS
