/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schema's history: one script a version, the last one being today's. A script that has been
 * released is never edited; a change is a new one, with a fixture of the version before it.
 *
 *   newer, damaged, another program's ──► refused, untouched
 *   no file ──► made                  older ──► copied to backups/, then migrated */
#pragma once

#include "ilx-db.h"

G_BEGIN_DECLS

/* "Ilx1" in the file's header: says that it is ours before anything is written to it. */
#define ILX_APPLICATION_ID 0x496c7831

typedef struct
{
  const char *const *scripts; /* the first one makes version 1 */
  int n_scripts;
} IlxMigrations;

const IlxMigrations *ilx_migrations_get_default (void);

/* A connection for writing, of the calling thread, to a database that is there and up to date.
 * @now names the copy. */
IlxDb *
ilx_migrations_open (const IlxMigrations *self, const char *path, gint64 now, GError **error);

G_END_DECLS
