/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list with the details of what is chosen beside it, or in its place where there is no room; then
 * the details have a way back.
 *
 * Properties: "list", "detail" (widgets), "title" (of the details), "has-detail" (something is
 * chosen). */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_SPLIT (ilx_split_get_type ())
G_DECLARE_FINAL_TYPE (IlxSplit, ilx_split, ILX, SPLIT, GtkWidget)

/* Shows the details where only one of both is shown. */
void ilx_split_show_detail (IlxSplit *self);
gboolean ilx_split_is_folded (IlxSplit *self);

G_END_DECLS
