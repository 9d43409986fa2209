/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children side by side, and in the next row when there is no room: for buttons, which must not be
 * cut in a narrow window or with large text. (AdwWrapBox is newer than the floor, and a flow box
 * puts them into columns.) */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "fills" (boolean): the children of a row share its whole width. */
#define ILX_TYPE_WRAP_LAYOUT (ilx_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (IlxWrapLayout, ilx_wrap_layout, ILX, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ilx_wrap_layout_new (void);

G_END_DECLS
