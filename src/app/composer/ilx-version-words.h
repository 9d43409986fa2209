/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of a campaign in words: what one is called, where it comes from, and what would change
 * if it were restored. */
#pragma once

#include "ilx-edit-store.h"
#include "ilx-version-store.h"

G_BEGIN_DECLS

/* Its name, or its time. */
char *ilx_version_words_dup_title (const IlxVersion *version);
/* "5 minutes ago · saved by you" */
char *ilx_version_words_dup_origin (const IlxVersion *version, gint64 now);
/* What the field is called. */
const char *ilx_version_words_get_field (const char *field);
/* What it would be: the text itself if it is short, else how many lines differ. */
char *ilx_version_words_dup_change (const IlxEditPart *part);

G_END_DECLS
