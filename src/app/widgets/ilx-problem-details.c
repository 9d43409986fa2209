/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The technical words of an error, to be looked at, copied and sent to strangers: so whatever has
 * the form of an address or of a key is taken out here once more, wherever it came from. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-error.h"
#include "ilx-problem-details.h"
#include "ilx-time.h"

/* As long as no id of a request, a list or a campaign is, and shorter than any key. */
#define LONG_WORD 40
#define TAKEN_OUT "…"

static const char *const key_prefixes[] = { "pk_", "sk_", "xkeysib-", "SG.", "key-", "re_", "eyJ" };

/* Of which the words of a text are made that could be one address or one key. */
static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || (c < 0x80 && c != 0 && strchr ("@.+-_~=%", (int) c) != NULL);
}

static gboolean
is_address (const char *word)
{
  return strchr (word, '@') != NULL || strstr (word, "%40") != NULL;
}

static gboolean
has_key_prefix (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_prefixes); i++)
    {
      const char *found = strstr (word, key_prefixes[i]);

      if (found != NULL && strlen (found) > strlen (key_prefixes[i]) + 3)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_private (const char *word)
{
  return is_address (word) || has_key_prefix (word) || strlen (word) >= LONG_WORD;
}

static void
flush_word (GString *out, GString *word)
{
  g_string_append (out, is_private (word->str) ? TAKEN_OUT : word->str);
  g_string_truncate (word, 0);
}

/* Control characters, line breaks among them, would let a platform write lines of its own. */
static char *
dup_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) word = g_string_new (NULL);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_word_character (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      flush_word (out, word);
      g_string_append_unichar (out, g_unichar_iscntrl (c) ? ' ' : c);
    }
  flush_word (out, word);
  return g_string_free (out, FALSE);
}

static void
add_line (GString *text, const char *name, const char *value)
{
  g_autofree char *clean = NULL;

  if (value == NULL || *value == '\0')
    return;
  clean = dup_clean (value);
  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* Translators: a line of technical details: what it is, then its value. */
  g_string_append_printf (text, _ ("%s: %s"), name, clean);
}

/**
 * ilx_problem_dup_details:
 * @error: what went wrong
 *
 * Returns: (transfer full): the technical words, a line each; perhaps empty
 */
char *
ilx_problem_dup_details (const GError *error)
{
  GString *text = g_string_new (NULL);
  guint status = ilx_error_get_status (error);
  gint64 failed_at = ilx_error_get_failed_at (error);
  g_autofree char *status_text = status != 0 ? g_strdup_printf ("%u", status) : NULL;
  g_autofree char *time = failed_at != 0 ? ilx_time_format (failed_at) : NULL;

  if (error->domain == ILX_ERROR)
    add_line (text, _ ("Code"), ilx_error_code_get_name ((IlxErrorCode) error->code));
  else
    add_line (text, _ ("Message"), error->message);
  add_line (text, _ ("Call"), ilx_error_get_call (error));
  add_line (text, _ ("Status"), status_text);
  add_line (text, _ ("Permission"), ilx_error_get_permission (error));
  add_line (text, _ ("Request"), ilx_error_get_request_id (error));
  add_line (text, _ ("Time"), time);
  add_line (text, _ ("The platform says"), ilx_error_get_detail (error));
  return g_string_free (text, FALSE);
}
