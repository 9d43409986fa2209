/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one piece in which two texts differ, so that a view that follows a text changes no more than
 * that: cursor, selection and scrolling stay where they are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint offset;    /* characters */
  guint n_removed; /* characters */
  char *inserted;  /* (owned) */
} IlxTextDiff;

gboolean ilx_text_diff_find (const char *from, const char *to, IlxTextDiff *diff);
void ilx_text_diff_clear (IlxTextDiff *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IlxTextDiff, ilx_text_diff_clear)

G_END_DECLS
