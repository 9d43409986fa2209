/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes in from files, pipes and the keyboard. Reading may block for as long as nobody types,
 * so a worker thread does it; a cancelled read ends at once and leaves its thread to the exit. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ILX_CTL_MAX_KEY_BYTES 4096
#define ILX_CTL_MAX_MAIL_BYTES (5 * 1000 * 1000)

/* A whole file, or the standard input for "-". The memory is wiped when the bytes go. */
void ilx_ctl_read_file_async (const char *path,
                              gsize max_bytes,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* A line from the standard input. */
void ilx_ctl_read_line_async (GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GBytes *ilx_ctl_read_finish (GAsyncResult *result, GError **error);

char *ilx_ctl_dup_key (GBytes *bytes, GError **error);

gboolean ilx_ctl_is_terminal (void);
void ilx_ctl_set_echo (gboolean is_shown);

G_END_DECLS
