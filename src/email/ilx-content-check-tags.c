/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merge tags: a broken one is refused by the platform, or goes to everybody as it is; one without a
 * default leaves a hole where a person lacks the value. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-content-check-private.h"
#include "ilx-merge-tag.h"

/* Commands that have an end. */
static const char *const blocks[] = { "if", "for", "with", "ifchanged", "autoescape", NULL };
/* Variables that everybody has, or that are not of a person. */
static const char *const certain[] = { "email",
                                       "person.email",
                                       "unsubscribe_link",
                                       "unsubscribe_url",
                                       "unsubscribe",
                                       "manage_preferences_link",
                                       "web_view_link",
                                       "subject",
                                       "contact.email",
                                       "organization",
                                       "RESEND_UNSUBSCRIBE_URL",
                                       NULL };

typedef struct
{
  IlxFindings *findings;
  const char *field;
  GPtrArray *open;  /* (element-type utf8) (owned): the inner text of blocks not ended yet */
  GHashTable *told; /* (element-type utf8) (owned): variables that were told of */
} TagCheck;

static void
add_broken (TagCheck *self, const IlxMergeTag *tag)
{
  g_autofree char *around
      = g_utf8_substring (tag->start, 0, MIN (g_utf8_strlen (tag->start, 200), 24));

  ilx_findings_add (self->findings, ILX_FINDING_BLOCKS, "broken-merge-tag", self->field,
                    _ ("The merge tag at “%s” is not complete. Write it as {{ first_name }} or "
                       "{%% unsubscribe %%}, with both ends."),
                    around);
}

static void
add_unended (TagCheck *self, const char *inner)
{
  ilx_findings_add (self->findings, ILX_FINDING_BLOCKS, "broken-merge-tag", self->field,
                    _ ("The block “%s” has no end. Add the end where it belongs, such as "
                       "{%% endif %%}."),
                    inner);
}

static void
add_unbegun (TagCheck *self, const char *word)
{
  ilx_findings_add (self->findings, ILX_FINDING_BLOCKS, "broken-merge-tag", self->field,
                    _ ("“%s” ends a block that did not begin. Take it out, or add the beginning."),
                    word);
}

/* The first word of a block. */
static gboolean
is_block_of (const char *inner, const char *word)
{
  gsize length = strlen (word);

  return strncmp (inner, word, length) == 0 && !g_ascii_isalnum (inner[length]);
}

static void
end_block (TagCheck *self, const char *word)
{
  const char *opened
      = self->open->len > 0 ? g_ptr_array_index (self->open, self->open->len - 1) : NULL;

  if (opened != NULL && is_block_of (opened, word + strlen ("end")))
    g_ptr_array_set_size (self->open, (int) self->open->len - 1);
  else
    add_unbegun (self, word);
}

static void
check_command (TagCheck *self, const IlxMergeTag *tag)
{
  g_autofree char *inner = ilx_merge_tag_dup_inner (tag);
  g_autofree char *word = ilx_merge_tag_dup_word (tag);

  if (*word == '\0')
    add_broken (self, tag);
  else if (g_strv_contains (blocks, word))
    g_ptr_array_add (self->open, g_steal_pointer (&inner));
  else if (g_str_has_prefix (word, "end") && g_strv_contains (blocks, word + strlen ("end")))
    end_block (self, word);
}

static gboolean
is_certain (const char *word)
{
  return g_strv_contains (certain, word) || g_str_has_prefix (word, "organization.")
         || g_str_has_prefix (word, "current_") || *word == '\'' || *word == '"';
}

/* A block around it that speaks of the variable has thought of its being empty. */
static gboolean
is_guarded (TagCheck *self, const char *word)
{
  g_autofree char *root = g_strndup (word, strcspn (word, "."));

  for (guint i = 0; i < self->open->len; i++)
    {
      const char *inner = g_ptr_array_index (self->open, i);

      if (strstr (inner, word) != NULL
          || (is_block_of (inner, "for") && strstr (inner, root) != NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_default (const IlxMergeTag *tag, const char *inner)
{
  const char *filter = strchr (inner, '|');

  if (filter == NULL)
    return FALSE;
  /* In three braces what follows the bar is the default itself. */
  return g_str_has_prefix (tag->start, "{{{") || strstr (filter, "default") != NULL;
}

/* "{{ first<b>_name</b> }}", as editors make it. */
static gboolean
has_markup (const char *inner)
{
  const char *bracket = strchr (inner, '<');

  return bracket != NULL && (g_ascii_isalpha (bracket[1]) || bracket[1] == '/');
}

static void
check_variable (TagCheck *self, const IlxMergeTag *tag)
{
  g_autofree char *inner = ilx_merge_tag_dup_inner (tag);
  g_autofree char *word = ilx_merge_tag_dup_word (tag);

  if (*inner == '\0' || has_markup (inner))
    {
      add_broken (self, tag);
      return;
    }
  if (has_default (tag, inner) || is_certain (word) || is_guarded (self, word))
    return;
  if (g_hash_table_add (self->told, g_strdup (inner)))
    ilx_findings_add (self->findings, ILX_FINDING_WARNS, "merge-tag-without-default", self->field,
                      _ ("{{ %s }} leaves a hole where a person has no such value. Add a default: "
                         "{{ %s|default:'…' }}."),
                      inner, inner);
}

static void
check_tag (TagCheck *self, const IlxMergeTag *tag)
{
  switch (tag->kind)
    {
    case ILX_MERGE_TAG_VARIABLE:
      check_variable (self, tag);
      break;
    case ILX_MERGE_TAG_COMMAND:
      check_command (self, tag);
      break;
    case ILX_MERGE_TAG_OPEN:
    case ILX_MERGE_TAG_STRAY:
      add_broken (self, tag);
      break;
    case ILX_MERGE_TAG_NOTE:
    case ILX_MERGE_TAG_STARS:
    default:
      break;
    }
}

static GArray *
find_tags (const char *text, gboolean is_html)
{
  return is_html ? ilx_merge_tags_find_in_html (text) : ilx_merge_tags_find (text);
}

/* Adds what is wrong with the merge tags of a field; "html" is read as such. */
void
ilx_content_check_tags (IlxFindings *findings, const char *field, const char *text)
{
  g_autoptr (GArray) tags = find_tags (text, g_str_equal (field, "html"));
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  TagCheck self = { findings, field, open, told };

  for (guint i = 0; i < tags->len; i++)
    check_tag (&self, &g_array_index (tags, IlxMergeTag, i));
  for (guint i = 0; i < open->len; i++)
    add_unended (&self, g_ptr_array_index (open, i));
}

/* Both as the platform writes them, "{% unsubscribe %}", or by their first word alone. */
static gboolean
is_same_tag (const IlxMergeTag *tag, const char *wanted)
{
  IlxMergeTag other = { tag->kind, ILX_MERGE_TAG_IN_TEXT, wanted, strlen (wanted) };
  g_autofree char *word = ilx_merge_tag_dup_word (tag);
  g_autofree char *other_word = ilx_merge_tag_dup_word (&other);

  return *word != '\0' && g_str_equal (word, other_word);
}

/* Whether one of @tags stands where it can be seen; one in a comment can't. */
gboolean
ilx_content_has_tag (const char *text, gboolean is_html, const char *const *tags)
{
  g_autoptr (GArray) found = find_tags (text, is_html);

  for (guint i = 0; i < found->len; i++)
    {
      const IlxMergeTag *tag = &g_array_index (found, IlxMergeTag, i);

      for (guint j = 0; tag->place != ILX_MERGE_TAG_IN_HIDDEN && tags[j] != NULL; j++)
        if (is_same_tag (tag, tags[j]))
          return TRUE;
    }
  return FALSE;
}
