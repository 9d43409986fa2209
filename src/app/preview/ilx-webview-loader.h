/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The web view comes from a module that is loaded when the first preview is shown: WebKit is large,
 * and who only writes text never pays for it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Loads the module, in a thread, once a process. An error is a G_FILE_ERROR with the reason. */
void ilx_webview_loader_load_async (GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ilx_webview_loader_load_finish (GAsyncResult *result, GError **error);
/* A new view, after the module was loaded: properties and signal are told in ilx-preview-frame.c.
 */
GtkWidget *ilx_webview_loader_new_view (void);

G_END_DECLS
