/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audiences in words: what kind one is, how many people and how old that number is, and what the
 * numbers of several say together. */
#pragma once

#include "ilx-audience.h"

G_BEGIN_DECLS

const char *ilx_audience_words_get_kind (IlxAudienceKind kind);
const char *ilx_audience_words_get_icon_name (IlxAudienceKind kind);
/* "Segment · 1,204 people · counted 3 minutes ago" */
char *ilx_audience_words_dup_line (IlxAudience *audience, gint64 now);
/* The sum of @included (element-type IlxAudience, NULL for one that is gone) in a sentence. */
char *ilx_audience_words_dup_sum (GPtrArray *included, gboolean has_excluded);

G_END_DECLS
