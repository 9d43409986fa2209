/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails when told, between SQLite and the real one; and one that shows what a power cut
 * would leave. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_FULL, /* no space left */
  FAULT_IO,   /* an input or output error */
  FAULT_TORN, /* half of a write arrives, then an error */
} FaultKind;

/* Makes it SQLite's default. */
void store_vfs_install (void);
/* The n-th write, sync, truncation or creation from now on fails, from 1; 0 for none. @is_dead: and
 * all after it. */
void store_vfs_arm (guint n, FaultKind kind, gboolean is_dead);
/* Whether it has failed; and no more faults. */
gboolean store_vfs_disarm (void);
/* From now on a copy of each file as it was at its last sync is kept in @folder; NULL: no more. */
void store_vfs_keep_synced (const char *folder);

G_END_DECLS
