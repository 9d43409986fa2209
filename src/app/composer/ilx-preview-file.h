/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail as a private file, for a browser that is to show it when no preview can. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes @html into a file that only this user can read, in place of the one before. */
void ilx_preview_file_write_async (const char *html,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* (transfer full) */
GFile *ilx_preview_file_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
