/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content filter of a preview, as rules that WebKit compiles before anything is loaded. Each
 * kind is compiled once in a process, in a private folder that is gone afterwards. */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

void ilx_webview_filter_load_async (gboolean loads_images,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
WebKitUserContentFilter *ilx_webview_filter_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
