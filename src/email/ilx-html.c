/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <setjmp.h>
#include <string.h>

#include "ilx-html-scanner.h"
#include "ilx-html.h"
#include "ilx-merge-tag.h"

/* Nested mails of layout tables reach 60. */
#define MAX_DEPTH 512
/* Beyond this no platform takes the mail. */
#define MAX_BYTES (1000 * 1000)
/* What the tree of such a mail may take; unclosed formatting elements multiply without an end. */
#define MAX_TREE_BYTES (128 * 1024 * 1024)
#define BLOCK_BYTES (256 * 1024)

/* A private-use plane, where no text for people is: its n-th character stands for the n-th tag. */
#define FIRST_STAND_IN 0xf0000
#define LAST_STAND_IN 0xfffff

struct _IlxHtml
{
  GPtrArray *tags; /* (element-type utf8) (owned) */
  GString *source; /* with the stand-ins; the tree points into it */
  GumboOutput *output;

  /* the memory of the tree */
  GPtrArray *blocks; /* (owned) */
  char *free_bytes;
  gsize n_free;
  gsize n_used;
  jmp_buf too_big;
};

/* Elements without content, and those that others end, do not nest by themselves. */
static const char *const flat[]
    = { "area",   "base",     "br",      "col",   "embed", "hr",    "img",   "input", "link",
        "meta",   "param",    "source",  "track", "wbr",   "p",     "li",    "dt",    "dd",
        "tr",     "td",       "th",      "tbody", "thead", "tfoot", "html",  "head",  "body",
        "option", "optgroup", "caption", "rp",    "rt",    "image", "frame", NULL };

/* Takes the element off the stack of open ones. A table keeps what is around it open. */
static void
close_element (GPtrArray *open, const char *name)
{
  for (guint i = open->len; i > 0; i--)
    {
      const char *candidate = g_ptr_array_index (open, i - 1);

      if (g_str_equal (candidate, name))
        {
          g_ptr_array_set_size (open, (int) i - 1);
          return;
        }
      if (g_str_equal (candidate, "table"))
        return;
    }
}

static gboolean
is_too_deep (const char *html)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  IlxHtmlScanner scanner;
  IlxHtmlToken token;

  ilx_html_scanner_init (&scanner, html);
  while (ilx_html_scanner_next (&scanner, &token))
    {
      if (token.type == ILX_HTML_END)
        close_element (open, token.name);
      else if (token.type == ILX_HTML_START && !g_strv_contains (flat, token.name))
        g_ptr_array_add (open, g_strdup (token.name));
      if (open->len > MAX_DEPTH)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_stand_in (gunichar c)
{
  return c >= FIRST_STAND_IN && c <= LAST_STAND_IN;
}

/* Text of the source, without characters that would be taken for a stand-in. */
static void
append_source (IlxHtml *self, const char *start, const char *end)
{
  for (const char *at = start; at < end; at = g_utf8_next_char (at))
    if (!is_stand_in (g_utf8_get_char (at)))
      g_string_append_len (self->source, at, g_utf8_next_char (at) - at);
}

static void
append_stand_in (IlxHtml *self, const IlxMergeTag *tag)
{
  gunichar c = FIRST_STAND_IN + self->tags->len;

  g_ptr_array_add (self->tags, ilx_merge_tag_dup (tag));
  if (tag->place == ILX_MERGE_TAG_IN_TEXT)
    g_string_append (self->source, "<!--");
  g_string_append_unichar (self->source, c);
  if (tag->place == ILX_MERGE_TAG_IN_TEXT)
    g_string_append (self->source, "-->");
}

static gboolean
is_whole (const IlxMergeTag *tag)
{
  return tag->kind != ILX_MERGE_TAG_OPEN && tag->kind != ILX_MERGE_TAG_STRAY
         && tag->place != ILX_MERGE_TAG_IN_HIDDEN;
}

static void
take_tags_out (IlxHtml *self, const char *html)
{
  g_autoptr (GArray) tags = ilx_merge_tags_find_in_html (html);
  const char *at = html;

  for (guint i = 0; i < tags->len && self->tags->len < LAST_STAND_IN - FIRST_STAND_IN; i++)
    {
      const IlxMergeTag *tag = &g_array_index (tags, IlxMergeTag, i);

      if (!is_whole (tag))
        continue;
      append_source (self, at, tag->start);
      append_stand_in (self, tag);
      at = tag->start + tag->length;
    }
  append_source (self, at, at + strlen (at));
}

static void
add_block (IlxHtml *self, gsize size)
{
  self->free_bytes = g_malloc (size);
  self->n_free = size;
  g_ptr_array_add (self->blocks, self->free_bytes);
}

static void *
allocate_cb (void *user_data, size_t size)
{
  IlxHtml *self = user_data;
  gsize rounded = (size + 15) & ~(gsize) 15;
  void *place;

  self->n_used += rounded;
  /* Gumbo can't be told that there is no memory; it holds nothing but what it got from here. */
  if (self->n_used > MAX_TREE_BYTES)
    longjmp (self->too_big, 1);
  if (rounded > self->n_free)
    add_block (self, MAX (rounded, BLOCK_BYTES));
  place = self->free_bytes;
  self->free_bytes += rounded;
  self->n_free -= rounded;
  return place;
}

static void
deallocate_cb (void *user_data, void *place)
{
}

static void
build_tree (IlxHtml *self)
{
  GumboOptions options = kGumboDefaultOptions;

  options.allocator = allocate_cb;
  options.deallocator = deallocate_cb;
  options.userdata = self;
  options.max_errors = 0;
  if (setjmp (self->too_big) == 0)
    self->output = gumbo_parse_with_options (&options, self->source->str, self->source->len);
}

/**
 * ilx_html_parse:
 * @html: the source of a mail, UTF-8
 *
 * Returns: (transfer full): the mail; it has no tree when it is too big or nests too deep
 */
IlxHtml *
ilx_html_parse (const char *html)
{
  IlxHtml *self = g_new0 (IlxHtml, 1);

  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->source = g_string_new (NULL);
  if (strlen (html) > MAX_BYTES || is_too_deep (html))
    return self;
  take_tags_out (self, html);
  build_tree (self);
  return self;
}

/**
 * ilx_html_free:
 * @self: (transfer full): a mail
 */
void
ilx_html_free (IlxHtml *self)
{
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->blocks);
  g_string_free (self->source, TRUE);
  g_free (self);
}

/**
 * ilx_html_get_document:
 * @self: a mail
 *
 * Returns: (transfer none) (nullable): the node above all others; NULL when it has no tree. Merge
 *   tags at the ends of the source stand in it directly.
 */
GumboNode *
ilx_html_get_document (IlxHtml *self)
{
  return self->output != NULL ? self->output->document : NULL;
}

/**
 * ilx_html_get_merge_tag:
 * @self: a mail
 * @c: a character of its tree
 *
 * Returns: (transfer none) (nullable): the merge tag that @c stands for
 */
const char *
ilx_html_get_merge_tag (IlxHtml *self, gunichar c)
{
  if (!is_stand_in (c) || c - FIRST_STAND_IN >= self->tags->len)
    return NULL;
  return g_ptr_array_index (self->tags, c - FIRST_STAND_IN);
}

/**
 * ilx_html_dup_restored:
 * @self: a mail
 * @text: a text of its tree, such as the value of an attribute
 *
 * Returns: (transfer full): @text with its merge tags
 */
char *
ilx_html_dup_restored (IlxHtml *self, const char *text)
{
  GString *restored = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *tag = ilx_html_get_merge_tag (self, g_utf8_get_char (at));

      if (tag != NULL)
        g_string_append (restored, tag);
      else
        g_string_append_len (restored, at, g_utf8_next_char (at) - at);
    }
  return g_string_free (restored, FALSE);
}

/**
 * ilx_html_get_attribute:
 * @node: an element
 * @name: in lower case
 *
 * Returns: (transfer none) (nullable): its value, without merge tags; NULL if it is not there
 */
const char *
ilx_html_get_attribute (GumboNode *node, const char *name)
{
  GumboAttribute *attribute = gumbo_get_attribute (&node->v.element.attributes, name);

  return attribute != NULL ? attribute->value : NULL;
}

/**
 * ilx_html_get_children:
 * @node: any node
 *
 * Returns: (transfer none) (nullable): its children; NULL if it is neither document nor element
 */
const GumboVector *
ilx_html_get_children (GumboNode *node)
{
  if (node->type == GUMBO_NODE_DOCUMENT)
    return &node->v.document.children;
  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
    return NULL;
  return &node->v.element.children;
}

static void
push_children (GPtrArray *waiting, GumboNode *node)
{
  const GumboVector *children = ilx_html_get_children (node);

  for (guint i = children->length; i > 0; i--)
    {
      GumboNode *child = children->data[i - 1];

      if (child->type == GUMBO_NODE_ELEMENT)
        g_ptr_array_add (waiting, child);
    }
}

/**
 * ilx_html_foreach_element:
 * @self: a mail
 * @visit: called for each element, in the order of the source
 * @data: for @visit
 */
void
ilx_html_foreach_element (IlxHtml *self, IlxHtmlVisit visit, gpointer data)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  if (ilx_html_get_document (self) != NULL)
    push_children (waiting, ilx_html_get_document (self));
  while (waiting->len > 0)
    {
      GumboNode *node = g_ptr_array_steal_index (waiting, waiting->len - 1);

      if (visit (self, node, data))
        push_children (waiting, node);
    }
}
