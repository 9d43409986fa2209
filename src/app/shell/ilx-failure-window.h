/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown instead of everything else when the profile can't be opened: why, and what to do.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_FAILURE_WINDOW (ilx_failure_window_get_type ())
G_DECLARE_FINAL_TYPE (
    IlxFailureWindow, ilx_failure_window, ILX, FAILURE_WINDOW, AdwApplicationWindow)

/* @folder: where the data is, or would be. */
GtkWindow *
ilx_failure_window_new (GtkApplication *application, const GError *error, const char *folder);

G_END_DECLS
