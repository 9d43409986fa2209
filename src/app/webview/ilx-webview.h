/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview of a mail: a web view behind fences (ilx-webview-fences.h), seen through a lens
 * (ilx-webview-lens.h). The program knows it by its properties alone, since it is loaded as a
 * module:
 *
 *   html          what to show; each change is brought into the page that is there
 *   lens          "light", "dark-authored", "dark-inverted" or "images-off"
 *   loads-images  whether images are fetched
 *   zoom          how large it is shown; the mail is laid out for the view's width divided by it
 *   is-drawn      whether the mail can be seen
 *   failure       why it can't, as a sentence; setting html tries again
 *   hovered-uri   the link below the pointer, or with the focus, as it stands in the mail
 *
 * and by its signal link-activated (uri): following a link is nothing but this. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_WEBVIEW (ilx_webview_get_type ())
G_DECLARE_FINAL_TYPE (IlxWebview, ilx_webview, ILX, WEBVIEW, GtkWidget)

GtkWidget *ilx_webview_new (void);
gboolean ilx_webview_is_settled (IlxWebview *self);

G_END_DECLS
