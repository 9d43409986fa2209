/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a database in the folder "backups" beside it, made before it is changed at large. */
#pragma once

#include "ilx-db.h"

G_BEGIN_DECLS

#define ILX_BACKUPS_KEPT 5

gboolean ilx_backup_make (IlxDb *db, const char *path, gint64 version, gint64 now, GError **error);

G_END_DECLS
