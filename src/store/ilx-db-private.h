/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this room share about a connection: foreign failures become ours here. */
#pragma once

#include "ilx-db.h"
#include "ilx-error.h"

G_BEGIN_DECLS

sqlite3 *ilx_db_get_handle (IlxDb *self);

IlxErrorCode ilx_db_error_code (sqlite3 *handle, int result);
void ilx_db_set_error (sqlite3 *handle, const char *path, GError **error);
void
ilx_db_set_error_code (IlxErrorCode code, const char *path, const char *detail, GError **error);
void ilx_db_set_errno (int code, const char *path, GError **error);

G_END_DECLS
