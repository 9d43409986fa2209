/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quitting, from wherever the keyboard is: a dialog has no keys of the application by itself. Each
 * window and dialog is closed as if by hand, the newest first, so that each has its say. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has the keys of "app.quit" work in every window that is not one of the application. As long as
 * the application lives. */
void ilx_quit_watch (GtkApplication *application);
/* FALSE: a window wants to stay, and so do those below it. */
gboolean ilx_quit_close_all (GtkApplication *application);

G_END_DECLS
