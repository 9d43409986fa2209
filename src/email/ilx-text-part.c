/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk over the tree with a stack of its own, one frame an open element, so that no mail can
 * exhaust the program's. A mail without a tree is read piece by piece, which keeps less of it. */
#include "config.h"

#include <string.h>

#include "ilx-html-scanner.h"
#include "ilx-html-style.h"
#include "ilx-html.h"
#include "ilx-merge-tag.h"
#include "ilx-text-part.h"
#include "ilx-text-writer.h"
#include "ilx-text.h"

/* What an element is to a reader of plain text. */
typedef enum
{
  ROLE_INLINE,
  ROLE_IGNORED,
  ROLE_BLOCK,
  ROLE_QUOTE,
  ROLE_LIST,
  ROLE_NUMBERED,
  ROLE_ITEM,
  ROLE_INDENTED,
  ROLE_ROW,
  ROLE_CELL,
  ROLE_LINK,
  ROLE_IMAGE,
  ROLE_BREAK,
  ROLE_RULE,
  ROLE_VERBATIM, /* line breaks in it stay */
} Role;

/* Breaks around it: 1 for a line of its own, 2 for an empty line as well. */
typedef struct
{
  const char *name;
  Role role;
  guint breaks;
} Kind;

static const Kind kinds[] = {
  { "a", ROLE_LINK, 0 },           { "address", ROLE_BLOCK, 1 },    { "article", ROLE_BLOCK, 1 },
  { "aside", ROLE_BLOCK, 1 },      { "audio", ROLE_IGNORED, 0 },    { "blockquote", ROLE_QUOTE, 2 },
  { "br", ROLE_BREAK, 0 },         { "caption", ROLE_BLOCK, 1 },    { "center", ROLE_BLOCK, 1 },
  { "dd", ROLE_INDENTED, 1 },      { "details", ROLE_BLOCK, 1 },    { "dir", ROLE_LIST, 2 },
  { "div", ROLE_BLOCK, 1 },        { "dl", ROLE_BLOCK, 2 },         { "dt", ROLE_BLOCK, 1 },
  { "fieldset", ROLE_BLOCK, 1 },   { "figcaption", ROLE_BLOCK, 1 }, { "figure", ROLE_BLOCK, 1 },
  { "footer", ROLE_BLOCK, 1 },     { "form", ROLE_BLOCK, 1 },       { "frameset", ROLE_IGNORED, 0 },
  { "h1", ROLE_BLOCK, 2 },         { "h2", ROLE_BLOCK, 2 },         { "h3", ROLE_BLOCK, 2 },
  { "h4", ROLE_BLOCK, 2 },         { "h5", ROLE_BLOCK, 2 },         { "h6", ROLE_BLOCK, 2 },
  { "head", ROLE_IGNORED, 0 },     { "header", ROLE_BLOCK, 1 },     { "hr", ROLE_RULE, 2 },
  { "iframe", ROLE_IGNORED, 0 },   { "img", ROLE_IMAGE, 0 },        { "legend", ROLE_BLOCK, 1 },
  { "li", ROLE_ITEM, 1 },          { "main", ROLE_BLOCK, 1 },       { "math", ROLE_IGNORED, 0 },
  { "menu", ROLE_LIST, 2 },        { "nav", ROLE_BLOCK, 1 },        { "noembed", ROLE_IGNORED, 0 },
  { "noframes", ROLE_IGNORED, 0 }, { "object", ROLE_IGNORED, 0 },   { "ol", ROLE_NUMBERED, 2 },
  { "option", ROLE_BLOCK, 1 },     { "p", ROLE_BLOCK, 2 },          { "pre", ROLE_VERBATIM, 2 },
  { "script", ROLE_IGNORED, 0 },   { "section", ROLE_BLOCK, 1 },    { "select", ROLE_IGNORED, 0 },
  { "style", ROLE_IGNORED, 0 },    { "summary", ROLE_BLOCK, 1 },    { "svg", ROLE_IGNORED, 0 },
  { "table", ROLE_BLOCK, 1 },      { "td", ROLE_CELL, 0 },          { "template", ROLE_IGNORED, 0 },
  { "textarea", ROLE_IGNORED, 0 }, { "th", ROLE_CELL, 0 },          { "title", ROLE_IGNORED, 0 },
  { "tr", ROLE_ROW, 1 },           { "ul", ROLE_LIST, 2 },          { "video", ROLE_IGNORED, 0 },
};

static const Kind plain = { "", ROLE_INLINE, 0 };
static const Kind foreign = { "", ROLE_IGNORED, 0 };

/* An element that is being read. */
typedef struct
{
  GumboNode *node;
  guint next_child;
  Role role;
  guint breaks;
  gboolean is_unseen;   /* text in it has no size */
  gboolean is_verbatim; /* blanks in it stay */
  gsize prefix_length;  /* to go back to */
  gsize start;          /* of its text in the output */
  gint64 number;        /* of a numbered list: of the next item */
  guint n_images;       /* of a link: those in it, with or without words */
} Frame;

typedef struct
{
  IlxHtml *html;
  IlxTextWriter writer;
  GArray *frames;     /* (element-type Frame) */
  gboolean is_in_row; /* a cell of this row has text */
} Walk;

static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  return &plain;
}

static const Kind *
get_kind (GumboNode *node)
{
  const GumboElement *element = &node->v.element;

  if (element->tag_namespace != GUMBO_NAMESPACE_HTML)
    return &foreign;
  return find_kind (gumbo_normalized_tagname (element->tag));
}

static Frame *
get_frame (Walk *self, guint above)
{
  if (self->frames->len <= above)
    return NULL;
  return &g_array_index (self->frames, Frame, self->frames->len - 1 - above);
}

/* The nearest open element of a role. */
static Frame *
find_frame (Walk *self, Role role)
{
  for (guint i = 0; i < self->frames->len; i++)
    if (get_frame (self, i)->role == role)
      return get_frame (self, i);
  return NULL;
}

static void
write_char (Walk *self, gunichar c, gboolean is_verbatim)
{
  const char *tag = ilx_html_get_merge_tag (self->html, c);

  if (tag != NULL)
    ilx_text_writer_literal (&self->writer, tag);
  else if (is_verbatim && c == '\n')
    ilx_text_writer_break (&self->writer, self->writer.breaks + 1);
  else
    ilx_text_writer_char (&self->writer, c);
}

static void
write_text (Walk *self, const char *text, gboolean is_verbatim)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    write_char (self, g_utf8_get_char (text), is_verbatim);
}

static void
write_node_text (Walk *self, GumboNode *node)
{
  Frame *frame = get_frame (self, 0);

  if (!frame->is_unseen)
    write_text (self, node->v.text.text, frame->is_verbatim);
}

/* A comment that is nothing but a stand-in is a merge tag between elements. Commands stay even
 * where nobody sees them, since their beginnings and ends belong together. */
static void
write_comment (Walk *self, GumboNode *node)
{
  const char *text = node->v.text.text;
  const char *tag = ilx_html_get_merge_tag (self->html, g_utf8_get_char (text));

  if (tag == NULL || *g_utf8_next_char (text) != '\0')
    return;
  if (!get_frame (self, 0)->is_unseen || !g_str_has_prefix (tag, "{{"))
    ilx_text_writer_literal (&self->writer, tag);
}

static void
write_image (Walk *self, GumboNode *node)
{
  const char *words = ilx_html_get_attribute (node, "alt");
  Frame *link = find_frame (self, ROLE_LINK);

  if (link != NULL)
    link->n_images++;
  if (words != NULL)
    write_text (self, words, FALSE);
}

static gboolean
has_scheme (const char *address, const char *scheme)
{
  return g_ascii_strncasecmp (address, scheme, strlen (scheme)) == 0;
}

/* A mail address or telephone number as people write it. */
static char *
dup_bare (const char *address)
{
  g_autofree char *bare = g_strndup (address, strcspn (address, "?"));
  char *readable = g_uri_unescape_string (bare, NULL);

  return readable != NULL ? readable : g_steal_pointer (&bare);
}

static char *
dup_without_blanks (const char *address)
{
  g_auto (GStrv) pieces = g_strsplit (address, " ", -1);

  return g_strjoinv ("%20", pieces);
}

/* Where a link leads, in the form that is shown; NULL if nowhere outside of the mail. */
static char *
dup_address (Walk *self, GumboNode *node)
{
  const char *value = ilx_html_get_attribute (node, "href");
  g_autofree char *address = NULL;
  g_autofree char *shown = NULL;

  address = ilx_text_dup_trimmed (value != NULL ? value : "");
  g_strdelimit (address, "\r\n\t", ' ');
  if (*address == '\0' || *address == '#' || has_scheme (address, "javascript:")
      || has_scheme (address, "data:") || has_scheme (address, "cid:"))
    return NULL;
  if (has_scheme (address, "mailto:") || has_scheme (address, "tel:")
      || has_scheme (address, "sms:"))
    shown = dup_bare (strchr (address, ':') + 1);
  else
    shown = dup_without_blanks (address);
  return *shown != '\0' ? ilx_html_dup_restored (self->html, shown) : NULL;
}

/* The part of an address that people write. */
static char *
dup_spoken (const char *address)
{
  const char *start = address;
  gsize length;

  if (has_scheme (start, "https://") || has_scheme (start, "http://"))
    start = strstr (start, "://") + 3;
  length = strlen (start);
  if (length > 0 && start[length - 1] == '/')
    length--;
  return g_ascii_strdown (start, (gssize) length);
}

static gboolean
is_same_address (const char *text, const char *address)
{
  g_autofree char *spoken_text = dup_spoken (text);
  g_autofree char *spoken_address = dup_spoken (address);

  return g_str_equal (spoken_text, spoken_address);
}

/* The words of a link, without the marks of the line that they stand in. */
static char *
dup_link_text (Walk *self, gsize start)
{
  const char *text = self->writer.out->str + MIN (start, self->writer.out->len);
  const char *words = text + strspn (text, "\n >|-");

  return ilx_text_dup_trimmed (*words != '\0' ? words : text);
}

/* "text (address)"; the address alone for an image without words; nothing for a link that can't be
 * seen, and the text alone where it is the address. */
static void
leave_link (Walk *self, Frame *frame)
{
  g_autofree char *address = dup_address (self, frame->node);
  g_autofree char *text = dup_link_text (self, frame->start);
  g_autofree char *appendix = g_strdup_printf (" (%s)", address);

  if (address == NULL)
    return;
  if (!ilx_text_is_blank (text) && !is_same_address (text, address))
    ilx_text_writer_appendix (&self->writer, appendix);
  else if (ilx_text_is_blank (text) && frame->n_images > 0)
    ilx_text_writer_literal (&self->writer, address);
}

static void
begin_item (Walk *self)
{
  Frame *list = get_frame (self, 1);
  g_autofree char *marker = NULL;

  if (list != NULL && list->role == ROLE_NUMBERED)
    marker = g_strdup_printf ("%" G_GINT64_FORMAT ". ", list->number++);
  ilx_text_writer_item (&self->writer, marker != NULL ? marker : "- ");
}

static gint64
get_first_number (GumboNode *list)
{
  const char *start = ilx_html_get_attribute (list, "start");
  gint64 number;

  if (start == NULL || !g_ascii_string_to_signed (start, 10, -9999, 9999, &number, NULL))
    return 1;
  return number;
}

/* A nested list follows its item directly. */
static guint
get_breaks (Walk *self, Frame *frame)
{
  gboolean is_list = frame->role == ROLE_LIST || frame->role == ROLE_NUMBERED;

  return is_list && find_frame (self, ROLE_ITEM) != NULL ? 1 : frame->breaks;
}

/* What comes before the content of the element on top of the stack. */
static void
enter (Walk *self, Frame *frame)
{
  IlxTextWriter *writer = &self->writer;

  ilx_text_writer_break (writer, get_breaks (self, frame));
  if (frame->role == ROLE_QUOTE)
    ilx_text_writer_indent (writer, "> ");
  else if (frame->role == ROLE_INDENTED)
    ilx_text_writer_indent (writer, "  ");
  else if (frame->role == ROLE_NUMBERED)
    frame->number = get_first_number (frame->node);
  else if (frame->role == ROLE_ITEM)
    begin_item (self);
  else if (frame->role == ROLE_ROW)
    self->is_in_row = FALSE;
  else if (frame->role == ROLE_CELL)
    writer->is_cell = self->is_in_row && writer->breaks == 0;
  else if (frame->role == ROLE_IMAGE)
    write_image (self, frame->node);
  else if (frame->role == ROLE_BREAK)
    ilx_text_writer_break (writer, MIN (writer->breaks + 1, 2));
  else if (frame->role == ROLE_RULE)
    ilx_text_writer_literal (writer, "----------");
}

/* What comes behind it. */
static void
leave (Walk *self, Frame *frame)
{
  IlxTextWriter *writer = &self->writer;

  if (frame->role == ROLE_LINK)
    leave_link (self, frame);
  else if (frame->role == ROLE_CELL)
    self->is_in_row = self->is_in_row || writer->out->len > frame->start;
  ilx_text_writer_break (writer, get_breaks (self, frame));
  if (writer->prefix->len != frame->prefix_length)
    ilx_text_writer_outdent (writer, frame->prefix_length);
}

static gboolean
is_unseen (GumboNode *node, const Frame *parent)
{
  IlxTextSize size = ilx_html_get_text_size (node);

  if (size == ILX_TEXT_SIZE_INHERITED)
    return parent != NULL && parent->is_unseen;
  return size == ILX_TEXT_SIZE_NONE;
}

static void
open_element (Walk *self, GumboNode *node)
{
  Frame *parent = get_frame (self, 0);
  const Kind *kind = get_kind (node);
  Frame frame = { node, 0, kind->role, kind->breaks };

  if (kind->role == ROLE_IGNORED || ilx_html_is_hidden (node))
    return;
  frame.is_unseen = is_unseen (node, parent);
  frame.is_verbatim = frame.role == ROLE_VERBATIM || (parent != NULL && parent->is_verbatim);
  frame.prefix_length = self->writer.prefix->len;
  frame.start = self->writer.out->len;
  g_array_append_val (self->frames, frame);
  enter (self, get_frame (self, 0));
}

static void
visit (Walk *self, GumboNode *node)
{
  switch (node->type)
    {
    case GUMBO_NODE_ELEMENT:
      open_element (self, node);
      break;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
      write_node_text (self, node);
      break;
    case GUMBO_NODE_COMMENT:
      write_comment (self, node);
      break;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_TEMPLATE:
    default:
      break;
    }
}

static void
walk (Walk *self)
{
  Frame document = { ilx_html_get_document (self->html) };

  g_array_append_val (self->frames, document);
  while (self->frames->len > 0)
    {
      Frame *frame = get_frame (self, 0);
      const GumboVector *children = ilx_html_get_children (frame->node);

      if (frame->next_child < children->length)
        {
          visit (self, children->data[frame->next_child++]);
          continue;
        }
      leave (self, frame);
      g_array_set_size (self->frames, self->frames->len - 1);
    }
}

/* The characters that HTML can't do without. */
static const struct
{
  const char *name;
  gunichar c;
} entities[] = { { "&amp;", '&' },  { "&lt;", '<' },   { "&gt;", '>' },
                 { "&quot;", '"' }, { "&#39;", '\'' }, { "&nbsp;", ' ' } };

/* Writes the character or merge tag at @at, and returns how long it is. */
static gsize
write_piece (IlxTextWriter *writer, const char *at, const char *end)
{
  gsize length = ilx_merge_tag_measure (at, end);

  if (length > 0)
    {
      g_autofree char *tag = g_strndup (at, length);

      ilx_text_writer_literal (writer, tag);
      return length;
    }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (at, entities[i].name))
      {
        ilx_text_writer_char (writer, entities[i].c);
        return strlen (entities[i].name);
      }
  ilx_text_writer_char (writer, g_utf8_get_char (at));
  return (gsize) (g_utf8_next_char (at) - at);
}

/* A mail without a tree: its text, a line for each element that has one of its own. */
static void
write_pieces (IlxTextWriter *writer, const char *html)
{
  IlxHtmlScanner scanner;
  IlxHtmlToken token;

  ilx_html_scanner_init (&scanner, html);
  while (ilx_html_scanner_next (&scanner, &token))
    {
      if (token.type == ILX_HTML_TEXT)
        for (gsize i = 0; i < token.length;)
          i += write_piece (writer, token.start + i, token.start + token.length);
      else if (token.type != ILX_HTML_HIDDEN)
        ilx_text_writer_break (writer, find_kind (token.name)->role == ROLE_BREAK
                                           ? 1
                                           : find_kind (token.name)->breaks);
    }
}

/**
 * ilx_text_part_build:
 * @html: the source of a mail, UTF-8
 *
 * Returns: (transfer full): its text for readers without HTML, ended by one newline; "" when
 * nothing of the mail can be read
 */
char *
ilx_text_part_build (const char *html)
{
  Walk self = { 0 };

  self.html = ilx_html_parse (html);
  self.frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  ilx_text_writer_init (&self.writer);
  if (ilx_html_get_document (self.html) != NULL)
    walk (&self);
  else
    write_pieces (&self.writer, html);
  g_array_unref (self.frames);
  ilx_html_free (self.html);
  return ilx_text_writer_finish (&self.writer);
}
