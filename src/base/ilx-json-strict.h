/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What json-glib must be kept from: it takes comments, in which a quote hides what follows, reads
 * 010 as 8, 0x10 as 16 and 9223372036854775808 as a negative number, makes half a surrogate pair
 * into bytes that are not UTF-8, is content with the first of several documents, and recurses. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ilx_json_dup_strict (const char *text, gsize length);

G_END_DECLS
