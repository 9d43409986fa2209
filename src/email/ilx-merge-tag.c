/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-html-scanner.h"
#include "ilx-merge-tag.h"

/* How a kind begins and ends, and at what its search gives up. The longer mark stands first. */
typedef struct
{
  IlxMergeTagKind kind;
  const char *open;
  const char *close;
  const char *give_up[3];
} Mark;

static const Mark marks[] = {
  { ILX_MERGE_TAG_VARIABLE, "{{{", "}}}", { "{{", "{%", NULL } },
  { ILX_MERGE_TAG_VARIABLE, "{{", "}}", { "{{", "{%", NULL } },
  { ILX_MERGE_TAG_COMMAND, "{%", "%}", { "{{", "{%", NULL } },
  { ILX_MERGE_TAG_NOTE, "{#", "#}", { "{#", "\n", NULL } },
  { ILX_MERGE_TAG_STARS, "*|", "|*", { "\n", "<", NULL } },
};

static gboolean
starts_with (const char *text, const char *end, const char *what)
{
  gsize length = strlen (what);

  return (gsize) (end - text) >= length && memcmp (text, what, length) == 0;
}

static const Mark *
find_mark (const char *text, const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (starts_with (text, end, marks[i].open))
      return &marks[i];
  return NULL;
}

static gboolean
gives_up (const Mark *mark, const char *text, const char *end)
{
  for (guint i = 0; mark->give_up[i] != NULL; i++)
    if (starts_with (text, end, mark->give_up[i]))
      return TRUE;
  return FALSE;
}

/* The length of the whole tag, 0 if it does not end. Each search ends at the next beginning, so
 * that all of them together read the text once. */
static gsize
measure (const Mark *mark, const char *start, const char *end)
{
  for (const char *at = start + strlen (mark->open); at < end; at++)
    {
      if (starts_with (at, end, mark->close))
        return (gsize) (at - start) + strlen (mark->close);
      if (gives_up (mark, at, end))
        return 0;
    }
  return 0;
}

/**
 * ilx_merge_tag_measure:
 * @start: a place in a text
 * @end: where the text ends
 *
 * Returns: the length of the merge tag that begins at @start, 0 if none does, or if it does not end
 */
gsize
ilx_merge_tag_measure (const char *start, const char *end)
{
  const Mark *mark = find_mark (start, end);

  return mark != NULL ? measure (mark, start, end) : 0;
}

static void
add (GArray *tags, IlxMergeTagKind kind, IlxMergeTagPlace place, const char *start, gsize length)
{
  IlxMergeTag tag = { kind, place, start, length };

  g_array_append_val (tags, tag);
}

/* Adds what begins at @at, and returns how far to go on. */
static gsize
take_tag (GArray *tags, IlxMergeTagPlace place, const char *at, const char *end)
{
  const Mark *mark = find_mark (at, end);
  gsize length = mark != NULL ? measure (mark, at, end) : 0;

  if (length > 0)
    {
      add (tags, mark->kind, place, at, length);
      return length;
    }
  if (mark != NULL && (mark->kind == ILX_MERGE_TAG_VARIABLE || mark->kind == ILX_MERGE_TAG_COMMAND))
    {
      length = strlen (mark->open);
      add (tags, ILX_MERGE_TAG_OPEN, place, at, length);
      return length;
    }
  /* Style sheets end with }} by right. */
  if (place != ILX_MERGE_TAG_IN_HIDDEN
      && (starts_with (at, end, "}}") || starts_with (at, end, "%}")))
    {
      add (tags, ILX_MERGE_TAG_STRAY, place, at, 2);
      return 2;
    }
  return 1;
}

static void
find (GArray *tags, IlxMergeTagPlace place, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *at = text; at < end;)
    at += strchr ("{*}%", *at) != NULL ? take_tag (tags, place, at, end) : 1;
}

/**
 * ilx_merge_tags_find:
 * @text: plain text, such as a subject
 *
 * Returns: (transfer full) (element-type IlxMergeTag): the tags in it, pointing into @text
 */
GArray *
ilx_merge_tags_find (const char *text)
{
  GArray *tags = g_array_new (FALSE, FALSE, sizeof (IlxMergeTag));

  find (tags, ILX_MERGE_TAG_IN_TEXT, text, strlen (text));
  return tags;
}

/**
 * ilx_merge_tags_find_in_html:
 * @html: the source of a mail
 *
 * Returns: (transfer full) (element-type IlxMergeTag): the tags in it with their places, pointing
 *   into @html. Platforms fill them in wherever they stand, in comments as well.
 */
GArray *
ilx_merge_tags_find_in_html (const char *html)
{
  GArray *tags = g_array_new (FALSE, FALSE, sizeof (IlxMergeTag));
  IlxHtmlScanner scanner;
  IlxHtmlToken token;

  ilx_html_scanner_init (&scanner, html);
  while (ilx_html_scanner_next (&scanner, &token))
    {
      if (token.type == ILX_HTML_TEXT)
        find (tags, ILX_MERGE_TAG_IN_TEXT, token.start, token.length);
      else if (token.type == ILX_HTML_HIDDEN)
        find (tags, ILX_MERGE_TAG_IN_HIDDEN, token.start, token.length);
      else
        find (tags, ILX_MERGE_TAG_IN_MARKUP, token.start, token.length);
    }
  return tags;
}

/**
 * ilx_merge_tag_dup:
 * @self: a tag
 *
 * Returns: (transfer full): the whole tag as it is written
 */
char *
ilx_merge_tag_dup (const IlxMergeTag *self)
{
  return g_strndup (self->start, self->length);
}

/**
 * ilx_merge_tag_dup_inner:
 * @self: a tag
 *
 * Returns: (transfer full): what stands between its marks, without blanks around it
 */
char *
ilx_merge_tag_dup_inner (const IlxMergeTag *self)
{
  const char *start = self->start;
  const char *end = self->start + self->length;

  while (start < end && strchr ("{%#*|- \t\r\n", *start) != NULL)
    start++;
  while (end > start && strchr ("}%#*|- \t\r\n", end[-1]) != NULL)
    end--;
  return g_strndup (start, (gsize) (end - start));
}

/**
 * ilx_merge_tag_dup_word:
 * @self: a tag
 *
 * Returns: (transfer full): its first word: "first_name", "unsubscribe", "organization.name"
 */
char *
ilx_merge_tag_dup_word (const IlxMergeTag *self)
{
  char *inner = ilx_merge_tag_dup_inner (self);

  inner[strcspn (inner, " \t\r\n|'\"")] = '\0';
  return inner;
}
