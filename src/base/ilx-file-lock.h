/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lock between processes that the kernel takes back when its holder dies, however it dies. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _IlxFileLock IlxFileLock;

IlxFileLock *ilx_file_lock_try (const char *path, const char *key, GError **error);
void ilx_file_lock_release (IlxFileLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxFileLock, ilx_file_lock_release)

G_END_DECLS
