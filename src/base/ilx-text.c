/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "ilx-error.h"
#include "ilx-text.h"

/**
 * ilx_text_is_blank:
 * @text: (nullable): UTF-8
 *
 * Returns: whether it is NULL, empty or white space only
 */
gboolean
ilx_text_is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/**
 * ilx_text_equal:
 * @a: (nullable): a text
 * @b: (nullable): another
 *
 * Returns: whether they are the same, with NULL and "" being the same
 */
gboolean
ilx_text_equal (const char *a, const char *b)
{
  return g_str_equal (a != NULL ? a : "", b != NULL ? b : "");
}

/* Whether the character belongs to the one before it: accents, skin tones, the tags of flags, the
 * further letters of a Hangul syllable, joiners. */
static gboolean
extends_grapheme (gunichar c)
{
  return g_unichar_ismark (c) || c == 0x200c || c == 0x200d || (c >= 0x1160 && c <= 0x11ff)
         || (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0xe0020 && c <= 0xe007f);
}

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/**
 * ilx_text_count_graphemes:
 * @text: (nullable): UTF-8
 *
 * Returns: how many characters people see, as near to Unicode's rules as a counter needs: a family
 *   of emoji is one, a flag is one, a letter with its accents is one
 */
guint
ilx_text_count_graphemes (const char *text)
{
  guint n = 0;
  guint n_indicators = 0; /* in a row */
  gunichar last = 0;

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      n_indicators = is_regional_indicator (c) ? n_indicators + 1 : 0;
      if (last == 0
          || (!extends_grapheme (c) && !(last == 0x200d && c >= 0x2190)
              && !(last == '\r' && c == '\n') && (n_indicators == 0 || n_indicators % 2 == 1)))
        n++;
      last = c;
    }
  return n;
}

static gboolean
is_domain_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (; *label != '\0'; label++)
    if (!g_ascii_isalnum (*label) && *label != '-' && !(*label & 0x80))
      return FALSE;
  return TRUE;
}

/**
 * ilx_text_is_domain:
 * @text: (nullable): such as "shop.example"
 *
 * Returns: whether it is a domain of at least two labels
 */
gboolean
ilx_text_is_domain (const char *text)
{
  g_auto (GStrv) labels = NULL;

  if (text == NULL || strlen (text) > 253 || strchr (text, '.') == NULL)
    return FALSE;
  labels = g_strsplit (text, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!is_domain_label (labels[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_local_part (const char *text, gsize length)
{
  if (length == 0 || length > 64 || text[0] == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' && i + 1 < length && text[i + 1] == '.')
        return FALSE;
      if (!g_ascii_isalnum (text[i]) && strchr (".!#$%&'*+/=?^_`{|}~-", text[i]) == NULL
          && !(text[i] & 0x80))
        return FALSE;
    }
  return TRUE;
}

/**
 * ilx_text_is_email:
 * @text: (nullable): such as "hello@shop.example"
 *
 * Returns: whether a mail can be sent to or from it, as far as its form tells
 */
gboolean
ilx_text_is_email (const char *text)
{
  const char *at = text != NULL ? strrchr (text, '@') : NULL;

  return at != NULL && is_local_part (text, (gsize) (at - text)) && ilx_text_is_domain (at + 1);
}

/**
 * ilx_text_dup_trimmed:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full) (nullable): @text without white space at its ends
 */
char *
ilx_text_dup_trimmed (const char *text)
{
  return text != NULL ? g_strstrip (g_strdup (text)) : NULL;
}

/**
 * ilx_text_dup_slug:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text as lower-case ASCII letters, digits and single hyphens
 */
char *
ilx_text_dup_slug (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, NULL);
  GString *slug = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (slug, g_ascii_tolower (*c));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_string_free (slug, FALSE);
}

/* "line 3" for the place of a byte. */
static guint
get_line (const char *text, gsize offset)
{
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    if (text[i] == '\n')
      line++;
  return line;
}

/**
 * ilx_text_dup_checked:
 * @bytes: what a file held
 * @what: how to call it in a message, such as "The HTML"
 * @field: the property that it would become
 * @error: %ILX_ERROR_INVALID_INPUT with the line, for NUL bytes and what is not UTF-8
 *
 * Returns: (transfer full) (nullable): the text, byte for byte
 */
char *
ilx_text_dup_checked (GBytes *bytes, const char *what, const char *field, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *end = NULL;

  if (length == 0)
    return g_strdup ("");
  if (memchr (text, '\0', length) != NULL)
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("%s holds a NUL byte in line %u, so it is not text. Save it as UTF-8."), what,
                   get_line (text, (gsize) ((const char *) memchr (text, '\0', length) - text)));
  else if (!g_utf8_validate (text, (gssize) length, &end))
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("%s is not UTF-8: line %u holds other bytes. Save it as UTF-8."), what,
                   get_line (text, (gsize) (end - text)));
  else
    return g_strndup (text, length);
  if (error != NULL)
    ilx_error_set_field (*error, field);
  return NULL;
}

/**
 * ilx_text_dup_id:
 *
 * Returns: (transfer full): a new id of 12 letters and digits that can be read out over a telephone
 */
char *
ilx_text_dup_id (void)
{
  /* Crockford's alphabet: no i, l, o, u. 12 of 32 letters are 60 random bits. */
  static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
  guint8 random[12];
  char id[13] = "";

  if (getrandom (random, sizeof random, 0) != sizeof random)
    g_error ("The kernel gave no random bytes");
  for (guint i = 0; i < sizeof random; i++)
    id[i] = alphabet[random[i] % 32];
  return g_strdup (id);
}

/**
 * ilx_text_wipe:
 * @secret: (nullable): overwritten with zeros in place
 */
void
ilx_text_wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
}

/**
 * ilx_text_free_secret:
 * @secret: (nullable) (transfer full): wiped, then freed
 */
void
ilx_text_free_secret (char *secret)
{
  ilx_text_wipe (secret);
  g_free (secret);
}

/**
 * ilx_text_fold:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text as it is compared
 */
char *
ilx_text_fold (const char *text)
{
  g_autofree char *normal = NULL;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

/**
 * ilx_text_split_words:
 * @search: UTF-8
 *
 * Returns: (transfer full): its words, folded
 */
char **
ilx_text_split_words (const char *search)
{
  g_autofree char *folded = ilx_text_fold (search);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_strv_builder_add (words, *part);
  return g_strv_builder_end (words);
}
