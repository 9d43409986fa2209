/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line at the bottom of the window that goes by itself: for what need not be read. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @from: any widget in the window. @title: one line, no full stop, the object named. */
void ilx_toast (GtkWidget *from, const char *title);
/* @action is a detailed action name of @from's window or of a widget above it: "win.undo-trash::ID"
 */
void ilx_toast_with_action (GtkWidget *from,
                            const char *title,
                            const char *button_label,
                            const char *detailed_action);

G_END_DECLS
