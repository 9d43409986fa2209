/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mail itself, small: what leaves, byte for byte, in light, dark, or as a phone shows it. The
 * web view is loaded when this is shown, and draws without scripts and without the network. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_SEND_THUMBNAIL (ilx_send_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (IlxSendThumbnail, ilx_send_thumbnail, ILX, SEND_THUMBNAIL, AdwBin)

GtkWidget *ilx_send_thumbnail_new (void);
void ilx_send_thumbnail_set_html (IlxSendThumbnail *self, const char *html);

G_END_DECLS
