/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a platform fills in for each person: `{{ first_name }}`, `{% unsubscribe 'Opt out' %}`,
 * `{# a note #}`, `*|FNAME|*`. Found, never understood: they go to the platform as they are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_MERGE_TAG_VARIABLE, /* {{ … }} and {{{ … }}} */
  ILX_MERGE_TAG_COMMAND,  /* {% … %} */
  ILX_MERGE_TAG_NOTE,     /* {# … #} */
  ILX_MERGE_TAG_STARS,    /* *| … |* */
  ILX_MERGE_TAG_OPEN,     /* the start of one that does not end */
  ILX_MERGE_TAG_STRAY,    /* the end of one that did not start */
} IlxMergeTagKind;

typedef enum
{
  ILX_MERGE_TAG_IN_TEXT,
  ILX_MERGE_TAG_IN_MARKUP, /* between < and > */
  ILX_MERGE_TAG_IN_HIDDEN, /* in a comment, a style, a script, the title */
} IlxMergeTagPlace;

typedef struct
{
  IlxMergeTagKind kind;
  IlxMergeTagPlace place;
  const char *start; /* in the text searched */
  gsize length;
} IlxMergeTag;

gsize ilx_merge_tag_measure (const char *start, const char *end);
GArray *ilx_merge_tags_find (const char *text);
GArray *ilx_merge_tags_find_in_html (const char *html);
char *ilx_merge_tag_dup (const IlxMergeTag *self);
char *ilx_merge_tag_dup_inner (const IlxMergeTag *self);
char *ilx_merge_tag_dup_word (const IlxMergeTag *self);

G_END_DECLS
