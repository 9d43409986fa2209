/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail on one device: a web view of a certain width behind a line that says what it is. The view
 * is made when the frame is first shown.
 *
 * Properties: "title", "page-width" (int), "html" (nullable), "lens", "loads-images", "hovered-uri"
 * (nullable, notified). Signal "link-activated" (const char *uri). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_PREVIEW_FRAME (ilx_preview_frame_get_type ())
G_DECLARE_FINAL_TYPE (IlxPreviewFrame, ilx_preview_frame, ILX, PREVIEW_FRAME, GtkWidget)

char *ilx_preview_frame_dup_hovered_uri (IlxPreviewFrame *self);
/* Why nothing can be seen; NULL: it can. */
char *ilx_preview_frame_dup_failure (IlxPreviewFrame *self);
/* The web view, once there is one: lent. */
GtkWidget *ilx_preview_frame_get_view (IlxPreviewFrame *self);

G_END_DECLS
