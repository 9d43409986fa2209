/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-words.h"

#include <string.h>

/**
 * ilx_sandbox_words_next:
 * @rest: where to look; moved behind the word
 * @separator: what stands between words; more than one of it is as one
 * @length: (out): the word's
 *
 * Returns: (transfer none) (nullable): the next word, not ended by a NUL
 */
const char *
ilx_sandbox_words_next (const char **rest, char separator, gsize *length)
{
  const char *word = *rest;

  while (*word == separator)
    word++;
  if (*word == '\0')
    return NULL;
  *length = strchrnul (word, separator) - word;
  *rest = word + *length;
  return word;
}

/**
 * ilx_sandbox_words_have:
 * @words: (nullable): words between blanks
 * @word: what to look for
 * @length: its bytes, or -1 when it ends with a NUL
 *
 * Returns: whether it is one of them
 */
gboolean
ilx_sandbox_words_have (const char *words, const char *word, gssize length)
{
  gsize wanted = length < 0 ? strlen (word) : (gsize) length;
  const char *rest = words != NULL ? words : "";
  const char *each;
  gsize n;

  while ((each = ilx_sandbox_words_next (&rest, ' ', &n)) != NULL)
    if (n == wanted && memcmp (each, word, n) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ilx_sandbox_words_name:
 * @names: names between commas
 * @path: what to look for
 * @or_part: whether a name of something below @path will do, too: "content.html" for "content"
 *
 * Returns: whether one of the names is it
 */
gboolean
ilx_sandbox_words_name (const char *names, const char *path, gboolean or_part)
{
  const char *rest = names;
  const char *name;
  gsize length, wanted = strlen (path);

  while ((name = ilx_sandbox_words_next (&rest, ',', &length)) != NULL)
    {
      if (length < wanted || memcmp (name, path, wanted) != 0)
        continue;
      if (length == wanted || (or_part && name[wanted] == '.'))
        return TRUE;
    }
  return FALSE;
}
