/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a program's first frame is on the screen, and what memory it has taken by then: for the
 * benchmark, which asks for it with ILLIXIS_PRINT_FIRST_FRAME. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @window is not realized yet. @painted is called once. */
void ilx_first_frame_await (GtkWindow *window, void (*painted) (void));
/* The time and the memory of now, as a line of JSON. */
void ilx_first_frame_print (void);

G_END_DECLS
