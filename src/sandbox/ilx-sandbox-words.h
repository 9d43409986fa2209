/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets written as words between blanks (or another separator), as the tables of calls hold them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @word, @length bytes or all for -1, is one of @words (nullable). */
gboolean ilx_sandbox_words_have (const char *words, const char *word, gssize length);
/* Walks over a text: *@rest moves behind the next word, whose length is given; NULL at the end. */
const char *ilx_sandbox_words_next (const char **rest, char separator, gsize *length);
/* Whether one of the comma-separated @names is @path, or a part of it when @or_part. */
gboolean ilx_sandbox_words_name (const char *names, const char *path, gboolean or_part);

G_END_DECLS
