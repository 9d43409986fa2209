/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the program stays: while it has a window, while something is under way, and until what
 * was written is on the disk. A polite signal closes it as the user would. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_LIFETIME (ilx_lifetime_get_type ())
G_DECLARE_FINAL_TYPE (IlxLifetime, ilx_lifetime, ILX, LIFETIME, GObject)

/* Begins the session. @application outlives it. */
IlxLifetime *ilx_lifetime_new (GtkApplication *application, IlxWorkspace *workspace);
/* A window is about to be shown: a session that was being ended goes on. */
void ilx_lifetime_go_on (IlxLifetime *self);

G_END_DECLS
