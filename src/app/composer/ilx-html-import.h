/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads an HTML file to become the body of a mail: text in UTF-8, kept byte for byte, and not
 * larger than a mail can be. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ilx_html_import_async (GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *ilx_html_import_finish (GFile *file, GAsyncResult *result, GError **error);

G_END_DECLS
