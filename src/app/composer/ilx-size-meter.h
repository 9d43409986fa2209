/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large the HTML is, against the 102 KB at which Gmail cuts a mail off: a number with words
 * beside it, so that it is never told by colour alone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_SIZE_METER (ilx_size_meter_get_type ())
G_DECLARE_FINAL_TYPE (IlxSizeMeter, ilx_size_meter, ILX, SIZE_METER, GtkWidget)

void ilx_size_meter_set_bytes (IlxSizeMeter *self, gsize n_bytes);
const char *ilx_size_meter_get_text (IlxSizeMeter *self);

G_END_DECLS
