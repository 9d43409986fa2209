/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail's HTML as a tree, by Gumbo on a leash. Gumbo walks its stack of open elements for each tag
 * and frees its tree by recursion, so a source that nests too deep or grows too big is not given to
 * it, or taken away from it; such a mail has no tree.
 *
 * Merge tags are taken out before and stand in the tree as one character each, in a comment where
 * they stood between elements: Gumbo would move text out of a table, and a loop with it. */
#pragma once

#include <glib.h>
#include <gumbo.h>

G_BEGIN_DECLS

typedef struct _IlxHtml IlxHtml;

IlxHtml *ilx_html_parse (const char *html);
void ilx_html_free (IlxHtml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxHtml, ilx_html_free)

GumboNode *ilx_html_get_document (IlxHtml *self);
const char *ilx_html_get_merge_tag (IlxHtml *self, gunichar c);
char *ilx_html_dup_restored (IlxHtml *self, const char *text);
const char *ilx_html_get_attribute (GumboNode *node, const char *name);
const GumboVector *ilx_html_get_children (GumboNode *node);

/* Answers whether to go into the element. */
typedef gboolean (*IlxHtmlVisit) (IlxHtml *self, GumboNode *element, gpointer data);
void ilx_html_foreach_element (IlxHtml *self, IlxHtmlVisit visit, gpointer data);

G_END_DECLS
