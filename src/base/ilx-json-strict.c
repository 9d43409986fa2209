/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-json-strict.h"

/* Deeper nesting than any platform sends. */
#define MAX_DEPTH 128

/* The number in the escape at @at, such as "\u00e4"; -1 if it is none. */
static int
get_escape (const char *at)
{
  int number = 0;

  if (at[0] != '\\' || at[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      number = number * 16 + g_ascii_xdigit_value (at[i]);
    }
  return number;
}

static gboolean
is_half (int number)
{
  return number >= 0xd800 && number < 0xe000;
}

/* How many bytes from the backslash at @at belong together, 0 if that is no escape. Half a letter,
 * or a NUL that would end the string too soon, becomes the replacement character. */
static gsize
mend_escape (char *at)
{
  int number = get_escape (at);
  int next = is_half (number) && number < 0xdc00 ? get_escape (at + 6) : -1;

  if (number == -1)
    return at[1] != '\0' && strchr ("\"\\/bfnrt", at[1]) != NULL ? 2 : 0;
  if (is_half (next) && next >= 0xdc00)
    return 12;
  if (is_half (number) || number == 0)
    memcpy (at, "\\ufffd", 6);
  return 6;
}

/* Behind the string whose quote is at @at, NULL when it does not end or holds what is no escape. */
static char *
pass_string (char *at)
{
  for (at++; *at != '"';)
    {
      gsize taken = *at == '\\' ? mend_escape (at) : 1;

      if (*at == '\0' || taken == 0)
        return NULL;
      at += taken;
    }
  return at + 1;
}

static char *
pass_digits (char *at)
{
  while (g_ascii_isdigit (*at))
    at++;
  return at;
}

/* A whole number that 64 bits don't hold becomes a fraction, which takes no more room: ten digits
 * and an exponent, where there were nineteen at least. */
static void
mend_integer (char *start, const char *end)
{
  g_autofree char *digits = g_strndup (start, (gsize) (end - start));
  char fraction[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, NULL, NULL))
    return;
  g_ascii_formatd (fraction, sizeof fraction, "%.9e", g_ascii_strtod (digits, NULL));
  memset (start, ' ', (gsize) (end - start));
  memcpy (start, fraction, MIN (strlen (fraction), (gsize) (end - start)));
}

/* Behind the number at @at, NULL when it is none of JSON's: a sign, no needless zeros, digits on
 * both sides of a point. */
static char *
pass_number (char *at)
{
  char *start = at;
  char *whole = *at == '-' ? at + 1 : at;
  char *end = pass_digits (whole);

  if (end == whole || (*whole == '0' && end > whole + 1))
    return NULL;
  if (*end != '.' && *end != 'e' && *end != 'E')
    {
      mend_integer (start, end);
      return end;
    }
  if (*end == '.' && !g_ascii_isdigit (*++end))
    return NULL;
  end = pass_digits (end);
  if (*end != 'e' && *end != 'E')
    return end;
  end += end[1] == '+' || end[1] == '-' ? 2 : 1;
  return g_ascii_isdigit (*end) ? pass_digits (end) : NULL;
}

static char *
pass_word (char *at)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (at, words[i]))
      return at + strlen (words[i]);
  return NULL;
}

/* Behind the string, number or word at @at; two of them never touch. */
static char *
pass_scalar (char *at)
{
  char *end;

  if (*at == '"')
    return pass_string (at);
  end = g_ascii_isalpha (*at) ? pass_word (at) : pass_number (at);
  if (end == NULL || g_ascii_isalnum (*end))
    return NULL;
  return *end == '\0' || strchr ("\"+-.", *end) == NULL ? end : NULL;
}

/* Whether @text is one document of JSON's own pieces; how they follow each other is left to
 * json-glib. */
static gboolean
mend (char *text)
{
  int depth = 0;
  guint n_documents = 0;

  for (char *at = text; at != NULL;)
    {
      at += strspn (at, " \t\r\n");
      if (*at == '\0')
        return n_documents == 1;
      if (depth == 0 && ++n_documents > 1)
        return FALSE;
      if (*at == '[' || *at == '{')
        depth++;
      else if (*at == ']' || *at == '}')
        depth--;
      if (depth < 0 || depth > MAX_DEPTH)
        return FALSE;
      at = strchr ("[]{},:", *at) != NULL ? at + 1 : pass_scalar (at);
    }
  return FALSE;
}

/**
 * ilx_json_dup_strict:
 * @text: foreign bytes
 * @length: how many
 *
 * Half a letter becomes the replacement character, and a whole number too great for 64 bits a
 * fraction: one broken name or number must not hide a whole list.
 *
 * Returns: (transfer full) (nullable): @text, as long as before, fit for json-glib; NULL when it is
 *   not JSON, as far as its pieces tell
 */
char *
ilx_json_dup_strict (const char *text, gsize length)
{
  g_autofree char *copy = NULL;

  if (!g_utf8_validate (text, (gssize) length, NULL))
    return NULL;
  copy = g_strndup (text, length);
  return mend (copy) ? g_steal_pointer (&copy) : NULL;
}
