/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-json.h"
#include "ilx-klaviyo-error.h"
#include "ilx-text.h"

/* More entries of one body than anybody reads. */
#define MAX_ENTRIES 4

/* Where Klaviyo's pointers end, and what of the model that is. */
static const struct
{
  const char *ending;
  const char *field;
} fields[] = {
  { "/subject", "subject" },
  { "/preview_text", "preview-text" },
  { "/from_email", "from-email" },
  { "/from_label", "from-name" },
  { "/reply_to_email", "reply-to" },
  { "/html", "html" },
  { "/text", "text" },
  { "/attributes/name", "subject" },
  { "/attributes/audiences", "included" },
  { "/audiences/included", "included" },
  { "/audiences/excluded", "excluded" },
  { "/send_strategy/datetime", "at" },
};

/**
 * ilx_klaviyo_reword:
 * @error: one of ours
 * @code: what it is after all
 * @message: a sentence in the user's words
 *
 * Keeps the data beside the message.
 */
void
ilx_klaviyo_reword (GError *error, IlxErrorCode code, const char *message)
{
  char *copy = g_strdup (message);

  g_free (error->message);
  error->message = copy;
  error->code = (int) code;
}

/**
 * ilx_klaviyo_set_bad_reply:
 * @error: (nullable): where to put it
 * @detail: what was missing, for support
 *
 * An answer with a good status that lacks what it must have.
 */
void
ilx_klaviyo_set_bad_reply (GError **error, const char *detail)
{
  if (error == NULL)
    return;
  ilx_set_error (error, ILX_ERROR_BAD_REPLY,
                 _ ("Klaviyo sent an answer that can't be understood."));
  ilx_error_set_detail (*error, detail);
}

static void
add_sentence (GString *words, const char *sentence)
{
  if (ilx_text_is_blank (sentence))
    return;
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, sentence);
  if (strchr (".!?", words->str[words->len - 1]) == NULL)
    g_string_append_c (words, '.');
}

/* Title and detail of each entry, without what is said twice. */
static char *
dup_words (JsonNode *json)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_entries = MIN (ilx_json_get_length (json, "errors"), MAX_ENTRIES);

  for (guint i = 0; i < n_entries; i++)
    {
      g_autofree char *path = g_strdup_printf ("errors[%u]", i);
      JsonNode *entry = ilx_json_get (json, path);
      const char *title = ilx_json_get_string_or (entry, "title", NULL);
      const char *detail = ilx_json_get_string_or (entry, "detail", NULL);

      if (title == NULL || detail == NULL || strstr (detail, title) == NULL)
        add_sentence (words, title);
      if (detail == NULL || strstr (words->str, detail) == NULL)
        add_sentence (words, detail);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static const char *
get_source (JsonNode *json)
{
  const char *pointer = ilx_json_get_string_or (json, "errors[0].source.pointer", NULL);

  return pointer != NULL ? pointer
                         : ilx_json_get_string_or (json, "errors[0].source.parameter", NULL);
}

/* The property of the model if the pointer leads to one; else the pointer, unless it says nothing.
 */
static const char *
find_field (const char *source)
{
  if (source == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_has_suffix (source, fields[i].ending))
      return fields[i].field;
  return g_str_equal (source, "/data") || g_str_equal (source, "/data/") ? NULL : source;
}

static gboolean
speaks_of (const char *words, const char *const *phrases)
{
  g_autofree char *folded = words != NULL ? g_utf8_casefold (words, -1) : NULL;

  for (; folded != NULL && *phrases != NULL; phrases++)
    if (strstr (folded, *phrases) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_about_key (guint status, const char *words)
{
  static const char *const phrases[] = { "private key", "api key", "api-key", "apikey", NULL };

  return status == 400 && speaks_of (words, phrases);
}

static gboolean
is_about_size (guint status, const char *words, const char *field)
{
  static const char *const phrases[]
      = { "too large", "too big", "too long", "exceeds", "size limit", "maximum size", NULL };

  if (status == 413)
    return TRUE;
  return status == 400 && g_strcmp0 (field, "html") == 0 && speaks_of (words, phrases);
}

static gboolean
is_scope_char (char c)
{
  return g_ascii_isalpha (c) || c == '-' || c == '_' || c == ':';
}

/* The scopes that a text names, such as "lists:read profiles:read", joined by blanks. */
static char *
dup_scopes (const char *words)
{
  g_autoptr (GString) scopes = g_string_new (NULL);

  while (words != NULL && *words != '\0')
    {
      gsize length = 0;

      while (is_scope_char (words[length]))
        length++;
      if (length > 5
          && (strncmp (words + length - 5, ":read", 5) == 0
              || (length > 6 && strncmp (words + length - 6, ":write", 6) == 0)))
        g_string_append_printf (scopes, "%s%.*s", scopes->len > 0 ? " " : "", (int) length, words);
      words += MAX (length, 1);
    }
  return scopes->len > 0 ? g_string_free (g_steal_pointer (&scopes), FALSE) : NULL;
}

static void
reword_by_status (GError *error, guint status, const char *words, const char *field)
{
  if (status == 401 || is_about_key (status, words))
    ilx_klaviyo_reword (error, ILX_ERROR_BAD_CREDENTIALS,
                        _ ("Klaviyo does not accept the API key."));
  else if (is_about_size (status, words, field))
    ilx_klaviyo_reword (error, ILX_ERROR_REJECTED,
                        _ ("HTML content exceeds Klaviyo's size limits. Make the e-mail smaller; "
                           "images belong behind links."));
  else if (status == 410)
    ilx_klaviyo_reword (error, ILX_ERROR_UPDATE_NEEDED,
                        _ ("Klaviyo no longer speaks with this version of Illixis."));
}

/**
 * ilx_klaviyo_refine_error:
 * @error: (inout): what the client made of the status
 * @status: the HTTP status, not 2xx
 * @json: (nullable): the body, if it was JSON at all
 *
 * An #IlxHttpErrorFunc. Klaviyo's words become the detail, its pointer the field, the scopes that a
 * 403 names the permission.
 */
void
ilx_klaviyo_refine_error (GError **error, guint status, JsonNode *json)
{
  g_autofree char *words = dup_words (json);
  const char *field = find_field (get_source (json));
  const char *id = ilx_json_get_string_or (json, "errors[0].id", NULL);

  if (error == NULL || *error == NULL)
    return;
  if (words != NULL)
    ilx_error_set_detail (*error, words);
  if (field != NULL)
    ilx_error_set_field (*error, field);
  if (id != NULL && ilx_error_get_request_id (*error) == NULL)
    ilx_error_set_request_id (*error, id);
  if (status == 403)
    {
      g_autofree char *scopes = dup_scopes (words);

      ilx_error_set_permission (*error, scopes);
    }
  reword_by_status (*error, status, words, field);
}

/**
 * ilx_klaviyo_name_permission:
 * @error: (nullable): an error
 * @scopes: what the endpoint wants, joined by blanks
 *
 * Tells a 403 in words: Klaviyo's own list of scopes, else what the documentation says of the
 * endpoint. Other errors stay as they are.
 */
void
ilx_klaviyo_name_permission (GError *error, const char *scopes)
{
  g_autofree char *message = NULL;

  if (!ilx_error_is (error, ILX_ERROR_MISSING_PERMISSION))
    return;
  if (ilx_error_get_permission (error) == NULL)
    ilx_error_set_permission (error, scopes);
  /* Translators: the placeholder is one or more of Klaviyo's scopes, such as "lists:read". */
  message = g_strdup_printf (_ ("The Klaviyo API key lacks the permission “%s”."),
                             ilx_error_get_permission (error));
  ilx_klaviyo_reword (error, ILX_ERROR_MISSING_PERMISSION, message);
}
