/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text that grows: blanks collapse, breaks are due until something follows, each line begins
 * with the marks of the quotes and lists that it stands in. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString *out;
  GString *prefix;   /* of each line */
  gsize shared;      /* bytes of the prefix that the last line and the next have in common */
  GString *marker;   /* stands for the end of the prefix in the first line of an item */
  guint breaks;      /* due: 1 a new line, 2 an empty one between */
  gboolean is_apart; /* a blank is due */
  gboolean is_cell;  /* the mark between two cells is due */
  gunichar joiner;   /* due if it joins two letters */
} IlxTextWriter;

void ilx_text_writer_init (IlxTextWriter *self);
void ilx_text_writer_char (IlxTextWriter *self, gunichar c);
void ilx_text_writer_literal (IlxTextWriter *self, const char *text);
void ilx_text_writer_appendix (IlxTextWriter *self, const char *text);
void ilx_text_writer_break (IlxTextWriter *self, guint breaks);
void ilx_text_writer_indent (IlxTextWriter *self, const char *prefix);
void ilx_text_writer_outdent (IlxTextWriter *self, gsize length);
void ilx_text_writer_item (IlxTextWriter *self, const char *marker);
char *ilx_text_writer_finish (IlxTextWriter *self);

G_END_DECLS
