/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-long-text.h"

struct _IlxLongText
{
  GString *string;
  /* Where it was looked at last: so many characters, and bytes, from the start. */
  gint64 character;
  gsize byte;
};

/**
 * ilx_long_text_new:
 * @text: (nullable): UTF-8; copied
 *
 * Returns: (transfer full): the text
 */
IlxLongText *
ilx_long_text_new (const char *text)
{
  IlxLongText *self = g_new0 (IlxLongText, 1);

  self->string = g_string_new (text);
  return self;
}

void
ilx_long_text_free (IlxLongText *self)
{
  g_string_free (self->string, TRUE);
  g_free (self);
}

const char *
ilx_long_text_get (IlxLongText *self)
{
  return self->string->str;
}

static void
walk_back (IlxLongText *self, gint64 offset)
{
  while (self->character > offset && self->byte > 0)
    {
      self->byte--;
      if (((guchar) self->string->str[self->byte] & 0xc0) != 0x80)
        self->character--;
    }
}

static void
walk_on (IlxLongText *self, gint64 offset)
{
  while (self->character < offset && self->byte < self->string->len)
    {
      const char *here = self->string->str + self->byte;

      self->byte = MIN (self->byte + g_utf8_skip[(guchar) *here], self->string->len);
      self->character++;
    }
}

/* Goes to the character at @offset, or to the end when there is none. */
static gsize
seek (IlxLongText *self, gint64 offset)
{
  if (offset < self->character / 2)
    {
      self->character = 0;
      self->byte = 0;
    }
  walk_back (self, offset);
  walk_on (self, offset);
  return self->byte;
}

/**
 * ilx_long_text_dup_slice:
 * @self: a text
 * @offset: (inout): characters from the start
 * @n: (inout): characters from there
 *
 * Returns: (transfer full): the piece
 */
char *
ilx_long_text_dup_slice (IlxLongText *self, gint64 *offset, gint64 *n)
{
  gsize start = seek (self, MAX (*offset, 0));
  gsize end;

  *offset = self->character;
  end = seek (self, *offset + MAX (*n, 0));
  *n = self->character - *offset;
  return g_strndup (self->string->str + start, end - start);
}

/**
 * ilx_long_text_splice:
 * @self: a text
 * @offset: characters from the start
 * @n: characters from there, which go
 * @inserted: UTF-8 that comes in their place
 */
void
ilx_long_text_splice (IlxLongText *self, gint64 offset, gint64 n, const char *inserted)
{
  gsize end = seek (self, offset + n);
  gsize start = seek (self, offset);

  g_string_erase (self->string, (gssize) start, (gssize) (end - start));
  g_string_insert (self->string, (gssize) start, inserted);
}

static gboolean
is_inside (const char *place)
{
  return ((guchar) *place & 0xc0) == 0x80;
}

/**
 * ilx_text_find_difference:
 * @before: UTF-8
 * @after: UTF-8
 * @difference: (out): what makes one of the other, filled at %TRUE; lent by both
 *
 * Returns: whether they differ
 */
gboolean
ilx_text_find_difference (const char *before, const char *after, IlxTextDifference *difference)
{
  gsize n_before = strlen (before);
  gsize n_after = strlen (after);
  gsize n_most = MIN (n_before, n_after);
  gsize head = 0, tail = 0;

  while (head < n_most && before[head] == after[head])
    head++;
  if (head == n_before && head == n_after)
    return FALSE;
  while (head > 0 && (is_inside (before + head) || is_inside (after + head)))
    head--;
  while (tail < n_most - head && before[n_before - tail - 1] == after[n_after - tail - 1])
    tail++;
  while (tail > 0 && is_inside (before + n_before - tail))
    tail--;
  *difference = (IlxTextDifference){ g_utf8_strlen (before, (gssize) head), before + head,
                                     n_before - tail - head, after + head, n_after - tail - head };
  return TRUE;
}
