/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows in tests: shown, looked into, and taken pictures of for people to look at. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* With the program's style. */
void ilx_test_init_style (void);
/* A window of that size with @child, drawn. */
GtkWindow *ilx_test_window_new (GtkWidget *child, int width, int height);
/* Whether @text stands in a label below @widget that is to be seen. */
gboolean ilx_test_shows (GtkWidget *widget, const char *text);
/* The button whose action is @action; lent, nullable. */
GtkWidget *ilx_test_find_button (GtkWidget *widget, const char *action);
/* Pictures of the window, light and dark, wide and narrow, into $ILX_PICTURES, if that is set. */
void ilx_test_take_pictures (GtkWindow *window, const char *name);

G_END_DECLS
