/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-text-writer.h"

/* Deeper than this a line would be all prefix. */
#define MAX_PREFIX 40

/**
 * ilx_text_writer_init:
 * @self: (out caller-allocates): an empty writer, to be ended by ilx_text_writer_finish()
 */
void
ilx_text_writer_init (IlxTextWriter *self)
{
  *self = (IlxTextWriter){ 0 };
  self->out = g_string_new (NULL);
  self->prefix = g_string_new (NULL);
  self->marker = g_string_new (NULL);
}

static void
trim_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
}

/* The prefix, whose last bytes an item's marker takes the place of. */
static void
begin_line (IlxTextWriter *self)
{
  gsize length = self->prefix->len;

  if (self->marker->len <= length)
    length -= self->marker->len;
  g_string_append_len (self->out, self->prefix->str, (gssize) length);
  g_string_append (self->out, self->marker->str);
  g_string_truncate (self->marker, 0);
}

static void
end_lines (IlxTextWriter *self)
{
  g_string_append_c (self->out, '\n');
  if (self->breaks > 1)
    {
      g_string_append_len (self->out, self->prefix->str, (gssize) self->shared);
      trim_line (self->out);
      g_string_append_c (self->out, '\n');
    }
}

/* Writes what is due, since something visible follows. */
static void
flush (IlxTextWriter *self)
{
  if (self->out->len == 0)
    begin_line (self);
  else if (self->breaks > 0)
    {
      end_lines (self);
      begin_line (self);
    }
  else if (self->is_cell)
    g_string_append (self->out, " | ");
  else if (self->is_apart)
    g_string_append_c (self->out, ' ');
  else if (self->joiner != 0)
    g_string_append_unichar (self->out, self->joiner);
  self->breaks = 0;
  self->is_apart = FALSE;
  self->is_cell = FALSE;
  self->joiner = 0;
  self->shared = self->prefix->len;
}

/* Characters that nobody sees and that join nothing: mails are padded with them. */
static gboolean
is_padding (gunichar c)
{
  return c == 0x00ad || c == 0x034f || c == 0x061c || c == 0x115f || c == 0x1160 || c == 0x17b4
         || c == 0x17b5 || c == 0x180e || c == 0x200b || c == 0x2060 || c == 0x3164 || c == 0xfeff
         || c == 0xffa0 || (g_unichar_iscntrl (c) && !g_unichar_isspace (c) && c != 0x85);
}

/* Emoji and Persian need them between two letters, and a writing direction its marks. */
static gboolean
is_joiner (gunichar c)
{
  return c >= 0x200c && c <= 0x200f;
}

/**
 * ilx_text_writer_char:
 * @self: a writer
 * @c: a character of text
 *
 * Writes @c, or makes it due if it is a blank.
 */
void
ilx_text_writer_char (IlxTextWriter *self, gunichar c)
{
  if (is_padding (c))
    return;
  if (g_unichar_isspace (c) || c == 0x85)
    {
      self->is_apart = TRUE;
      self->joiner = 0;
      return;
    }
  if (is_joiner (c))
    {
      self->joiner = c;
      return;
    }
  flush (self);
  g_string_append_unichar (self->out, c);
}

/**
 * ilx_text_writer_literal:
 * @self: a writer
 * @text: written as it is, such as a merge tag
 */
void
ilx_text_writer_literal (IlxTextWriter *self, const char *text)
{
  flush (self);
  g_string_append (self->out, text);
}

/**
 * ilx_text_writer_appendix:
 * @self: a writer
 * @text: written behind the last visible character, before what is due
 */
void
ilx_text_writer_appendix (IlxTextWriter *self, const char *text)
{
  g_string_append (self->out, text);
}

/**
 * ilx_text_writer_break:
 * @self: a writer
 * @breaks: 1 for a new line, 2 for an empty one between, 0 for neither
 *
 * Makes a break due, unless a greater one is.
 */
void
ilx_text_writer_break (IlxTextWriter *self, guint breaks)
{
  if (breaks == 0)
    return;
  self->breaks = MAX (self->breaks, breaks);
  self->is_apart = FALSE;
  self->is_cell = FALSE;
  self->joiner = 0;
}

/**
 * ilx_text_writer_indent:
 * @self: a writer
 * @prefix: begins each line from here on, unless lines are all prefix by now
 */
void
ilx_text_writer_indent (IlxTextWriter *self, const char *prefix)
{
  if (self->prefix->len < MAX_PREFIX)
    g_string_append (self->prefix, prefix);
}

/**
 * ilx_text_writer_outdent:
 * @self: a writer
 * @length: of the prefix, before it was indented
 */
void
ilx_text_writer_outdent (IlxTextWriter *self, gsize length)
{
  g_string_truncate (self->prefix, length);
  g_string_truncate (self->marker, 0);
  self->shared = MIN (self->shared, length);
}

/**
 * ilx_text_writer_item:
 * @self: a writer
 * @marker: begins an item, such as "1. "; its further lines are indented as far
 */
void
ilx_text_writer_item (IlxTextWriter *self, const char *marker)
{
  g_autofree char *blanks = g_strnfill (strlen (marker), ' ');

  ilx_text_writer_break (self, 1);
  ilx_text_writer_indent (self, blanks);
  g_string_assign (self->marker, marker);
}

/**
 * ilx_text_writer_finish:
 * @self: a writer, of no use afterwards
 *
 * Returns: (transfer full): the text, ended by one newline; "" if nothing was written
 */
char *
ilx_text_writer_finish (IlxTextWriter *self)
{
  if (self->out->len > 0)
    g_string_append_c (self->out, '\n');
  g_string_free (self->prefix, TRUE);
  g_string_free (self->marker, TRUE);
  return g_string_free (self->out, FALSE);
}
