/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of many kilobytes that is edited a character at a time, by offsets in characters. It
 * remembers where it was edited last, so that a keystroke costs a move of memory and no count from
 * the start. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IlxLongText IlxLongText;

IlxLongText *ilx_long_text_new (const char *text); /* nullable: empty */
void ilx_long_text_free (IlxLongText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxLongText, ilx_long_text_free)

const char *ilx_long_text_get (IlxLongText *self);
/* What is beyond the end is not there: @offset and @n become what is. */
char *ilx_long_text_dup_slice (IlxLongText *self, gint64 *offset, gint64 *n);
void ilx_long_text_splice (IlxLongText *self, gint64 offset, gint64 n, const char *inserted);

/* A change as small as it can be told: @offset and @n_removed in characters, what is inserted is
 * @inserted with @n_bytes. FALSE: the texts are equal. */
typedef struct
{
  gint64 offset;
  const char *removed;  /* into the old text */
  gsize n_removed;      /* bytes */
  const char *inserted; /* into the new one */
  gsize n_inserted;
} IlxTextDifference;

gboolean
ilx_text_find_difference (const char *before, const char *after, IlxTextDifference *difference);

G_END_DECLS
