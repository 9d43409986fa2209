/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real input for a test, since GTK can't make it up: xdotool points, clicks and types. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean ilx_pointer_is_there (void);
void ilx_pointer_move (GtkWidget *widget, double x, double y);
void ilx_pointer_click (GtkWidget *widget, double x, double y, guint button);
void ilx_pointer_type (GtkWidget *widget, const char *keys);

G_END_DECLS
