/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-text-diff.h"

static gboolean
is_continuation (char byte)
{
  return (byte & 0xc0) == 0x80;
}

/* Bytes that are the same at the beginning, whole characters. */
static gsize
count_prefix (const char *a, const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && (is_continuation (a[n]) || is_continuation (b[n])))
    n--;
  return n;
}

/* Bytes that are the same at the end, whole characters, at most @limit. */
static gsize
count_suffix (const char *a, gsize length_a, const char *b, gsize length_b, gsize limit)
{
  gsize n = 0;

  while (n < limit && a[length_a - n - 1] == b[length_b - n - 1])
    n++;
  while (n > 0 && is_continuation (a[length_a - n]))
    n--;
  return n;
}

/**
 * ilx_text_diff_find:
 * @from: (nullable): UTF-8
 * @to: (nullable): UTF-8
 * @diff: (out): what makes @to of @from
 *
 * Returns: whether they differ; only then is @diff filled
 */
gboolean
ilx_text_diff_find (const char *from, const char *to, IlxTextDiff *diff)
{
  const char *a = from != NULL ? from : "";
  const char *b = to != NULL ? to : "";
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);
  gsize prefix, suffix;

  if (length_a == length_b && memcmp (a, b, length_a) == 0)
    return FALSE;
  prefix = count_prefix (a, b);
  suffix = count_suffix (a, length_a, b, length_b, MIN (length_a, length_b) - prefix);
  diff->offset = (guint) g_utf8_strlen (a, (gssize) prefix);
  diff->n_removed = (guint) g_utf8_strlen (a + prefix, (gssize) (length_a - prefix - suffix));
  diff->inserted = g_strndup (b + prefix, length_b - prefix - suffix);
  return TRUE;
}

/**
 * ilx_text_diff_clear:
 * @self: a difference, or zeros
 */
void
ilx_text_diff_clear (IlxTextDiff *self)
{
  g_clear_pointer (&self->inserted, g_free);
}
