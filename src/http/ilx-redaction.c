/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-error.h"
#include "ilx-redaction.h"

#define KEY_PREFIX "pk_"
/* Four letters of a shorter secret would tell too much of it; a shorter "secret" is a word. */
#define MIN_SHOWN_LENGTH 12
#define MIN_SECRET_LENGTH 4
#define MAX_CHARACTERS 2000

static void
append_mark (GString *out, const char *secret, gsize length)
{
  g_string_append (out, KEY_PREFIX "…");
  if (length >= MIN_SHOWN_LENGTH)
    g_string_append_len (out, secret + length - 4, 4);
}

static char *
dup_without (const char *text, const char *secret)
{
  GString *out = g_string_new (NULL);
  gsize length = strlen (secret);
  const char *found;

  for (; (found = strstr (text, secret)) != NULL; text = found + length)
    {
      g_string_append_len (out, text, found - text);
      append_mark (out, secret, length);
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static gsize
get_key_length (const char *text)
{
  gsize length = strlen (KEY_PREFIX);

  while (g_ascii_isalnum (text[length]) || text[length] == '_')
    length++;
  return length;
}

/* Replaces what has the form of a key, ours or not. */
static char *
dup_without_keys (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *found;

  while ((found = strstr (text, KEY_PREFIX)) != NULL)
    {
      gsize length = get_key_length (found);

      g_string_append_len (out, text, found - text);
      if (length > strlen (KEY_PREFIX))
        append_mark (out, found, length);
      else
        g_string_append (out, KEY_PREFIX);
      text = found + length;
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

/* Control characters would let a platform paint on the user's terminal. */
static char *
dup_printable (const char *text)
{
  GString *out = g_string_new (NULL);
  guint n = 0;

  for (; *text != '\0' && n < MAX_CHARACTERS; text = g_utf8_next_char (text), n++)
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (out, g_unichar_iscntrl (c) && c != '\n' && c != '\t' ? ' ' : c);
    }
  if (*text != '\0')
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}

static void
replace (char **text, char *by)
{
  g_free (*text);
  *text = by;
}

/**
 * ilx_redaction_dup:
 * @text: (nullable): foreign text, of any bytes
 * @secrets: (nullable) (array zero-terminated=1): secrets that we know
 *
 * Replaces known secrets and whatever looks like a key by `pk_…` and the last four letters.
 *
 * Returns: (transfer full) (nullable): valid UTF-8, at most 2,000 characters, without control
 * characters; NULL for NULL
 */
char *
ilx_redaction_dup (const char *text, const char *const *secrets)
{
  char *clean;

  if (text == NULL)
    return NULL;
  clean = g_utf8_make_valid (text, -1);
  for (; secrets != NULL && *secrets != NULL; secrets++)
    if (strlen (*secrets) >= MIN_SECRET_LENGTH)
      replace (&clean, dup_without (clean, *secrets));
  replace (&clean, dup_without_keys (clean));
  replace (&clean, dup_printable (clean));
  return clean;
}

/**
 * ilx_redaction_clean_error:
 * @error: an error into which a platform's words went
 * @secrets: (nullable) (array zero-terminated=1): secrets that we know
 *
 * Cleans its message and all text beside it.
 */
void
ilx_redaction_clean_error (GError *error, const char *const *secrets)
{
  g_autofree char *detail = ilx_redaction_dup (ilx_error_get_detail (error), secrets);
  g_autofree char *field = ilx_redaction_dup (ilx_error_get_field (error), secrets);
  g_autofree char *permission = ilx_redaction_dup (ilx_error_get_permission (error), secrets);
  g_autofree char *request_id = ilx_redaction_dup (ilx_error_get_request_id (error), secrets);

  replace (&error->message, ilx_redaction_dup (error->message, secrets));
  ilx_error_set_detail (error, detail);
  ilx_error_set_field (error, field);
  ilx_error_set_permission (error, permission);
  ilx_error_set_request_id (error, request_id);
}
