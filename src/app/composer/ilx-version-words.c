/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-text.h"
#include "ilx-time.h"
#include "ilx-version-words.h"

typedef enum
{
  AS_TEXT,
  AS_LINES,
  AS_SWITCH,
  AS_ANOTHER, /* ids, which mean nothing to people */
} IlxVersionFieldKind;

static const struct
{
  const char *field;
  const char *title;
  IlxVersionFieldKind kind;
} fields[] = {
  { "subject", N_ ("Subject"), AS_TEXT },
  { "preview-text", N_ ("Preview text"), AS_TEXT },
  { "from-name", N_ ("Sender’s name"), AS_TEXT },
  { "from-email", N_ ("Sender’s address"), AS_TEXT },
  { "reply-to", N_ ("Reply address"), AS_TEXT },
  { "html", N_ ("HTML"), AS_LINES },
  { "text", N_ ("Plain text"), AS_LINES },
  { "connection-id", N_ ("Account"), AS_ANOTHER },
  { "platform", N_ ("Platform"), AS_ANOTHER },
  { "included", N_ ("Who gets it"), AS_ANOTHER },
  { "excluded", N_ ("Who is left out"), AS_ANOTHER },
  { "has-smart-sending", N_ ("Smart sending"), AS_SWITCH },
  { "has-open-tracking", N_ ("Tracking of opens"), AS_SWITCH },
  { "has-click-tracking", N_ ("Tracking of clicks"), AS_SWITCH },
  { "has-utm-tracking", N_ ("UTM parameters"), AS_SWITCH },
};

/**
 * ilx_version_words_dup_title:
 * @version: a version
 *
 * Returns: (transfer full): what it is called
 */
char *
ilx_version_words_dup_title (const IlxVersion *version)
{
  if (version->name != NULL)
    return g_strdup (version->name);
  return ilx_time_format_local (version->kept_at);
}

/**
 * ilx_version_words_dup_origin:
 * @version: a version
 * @now: the time
 *
 * Returns: (transfer full): how old it is, and why it was kept
 */
char *
ilx_version_words_dup_origin (const IlxVersion *version, gint64 now)
{
  g_autofree char *age = ilx_time_format_age (MAX (now - version->kept_at, 0));

  if (version->kind == ILX_VERSION_BEFORE_RESTORE)
    /* Translators: the placeholder is "5 minutes ago". */
    return g_strdup_printf (_ ("%s · kept before another version was restored"), age);
  /* Translators: the placeholder is "5 minutes ago". */
  return g_strdup_printf (_ ("%s · saved by you"), age);
}

static guint
find_field (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].field, field))
      return i;
  return 0;
}

/**
 * ilx_version_words_get_field:
 * @field: name of a property of a campaign
 *
 * Returns: what people call it
 */
const char *
ilx_version_words_get_field (const char *field)
{
  return _ (fields[find_field (field)].title);
}

/* Lines of @text, each with how often it is there. */
static GHashTable *
count_lines (char **lines)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, lines[i]));

      g_hash_table_insert (counts, lines[i], GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

/* How many lines of @text are not in @other. */
static guint
count_missing (const char *text, const char *other)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_auto (GStrv) others = g_strsplit (other != NULL ? other : "", "\n", -1);
  g_autoptr (GHashTable) counts = count_lines (others);
  guint n_missing = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, lines[i]));

      if (n > 0)
        g_hash_table_insert (counts, lines[i], GUINT_TO_POINTER (n - 1));
      else
        n_missing++;
    }
  return n_missing;
}

static char *
dup_lines (const IlxEditPart *part)
{
  guint n_come = count_missing (part->inserted, part->removed);
  guint n_go = count_missing (part->removed, part->inserted);
  g_autofree char *come
      = g_strdup_printf (ngettext ("%u line comes", "%u lines come", n_come), n_come);
  g_autofree char *go = g_strdup_printf (ngettext ("%u line goes", "%u lines go", n_go), n_go);

  if (ilx_text_is_blank (part->inserted))
    return g_strdup (_ ("It was empty"));
  if (n_come == 0 && n_go == 0)
    return g_strdup (_ ("The same lines in another order"));
  if (n_come == 0 || n_go == 0)
    return g_strdup (n_come > 0 ? come : go);
  /* Translators: "2 lines come, 1 line goes" */
  return g_strdup_printf (_ ("%s, %s"), come, go);
}

/**
 * ilx_version_words_dup_change:
 * @part: of the edit that restoring a version would be
 *
 * Returns: (transfer full): what the field would be then
 */
char *
ilx_version_words_dup_change (const IlxEditPart *part)
{
  switch (fields[find_field (part->field)].kind)
    {
    case AS_LINES:
      return dup_lines (part);
    case AS_SWITCH:
      return g_strdup (g_strcmp0 (part->inserted, "0") == 0 ? _ ("It was off") : _ ("It was on"));
    case AS_ANOTHER:
      return g_strdup (_ ("It was another choice"));
    case AS_TEXT:
    default:
      if (ilx_text_is_blank (part->inserted))
        return g_strdup (_ ("It was empty"));
      return g_strdup_printf (_ ("“%s”"), part->inserted);
    }
}
