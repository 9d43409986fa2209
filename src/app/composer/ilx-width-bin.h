/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One child, and how wide it is: what a page arranges itself by. (AdwBreakpoint is newer than the
 * floor.)
 *
 * Property "width" (int, notified outside of the allocation): in pixels of text scale 1, so that
 * large text makes a place narrow. 0 before it is shown. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_WIDTH_BIN (ilx_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (IlxWidthBin, ilx_width_bin, ILX, WIDTH_BIN, GtkWidget)

int ilx_width_bin_get_width (IlxWidthBin *self);
void ilx_width_bin_set_child (IlxWidthBin *self, GtkWidget *child);

G_END_DECLS
