/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a window's first frame is on the screen, and for the benchmark, which asks for it with
 * ILLIXIS_PRINT_FIRST_FRAME, what memory the program has taken by then. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*IlxPainted) (gpointer user_data);

/* @window is not realized yet. @painted is called once. */
void ilx_first_frame_await (GtkWindow *window, IlxPainted painted, gpointer user_data);
/* The time and the memory of now, as a line of JSON. */
void ilx_first_frame_print (gpointer unused);

G_END_DECLS
