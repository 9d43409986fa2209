/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A horizontal box's layout for texts that wrap: what the others leave is theirs, and how high they
 * are at that width is asked once. GtkBoxLayout searches for the height that would be best: a
 * hundred layouts of each text, which a page of twenty rows shows as a stop. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_LINE_LAYOUT (ilx_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (IlxLineLayout, ilx_line_layout, ILX, LINE_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ilx_line_layout_new (int spacing);
void ilx_line_layout_use_in_rows (void);

G_END_DECLS
