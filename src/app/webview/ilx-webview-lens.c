/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-html-scanner.h"
#include "ilx-webview-color.h"
#include "ilx-webview-css.h"
#include "ilx-webview-lens.h"

static const char *const names[] = {
  [ILX_WEBVIEW_LENS_LIGHT] = "light",
  [ILX_WEBVIEW_LENS_DARK_AUTHORED] = "dark-authored",
  [ILX_WEBVIEW_LENS_DARK_INVERTED] = "dark-inverted",
  [ILX_WEBVIEW_LENS_IMAGES_OFF] = "images-off",
};

static const IlxWebviewScheme schemes[] = {
  [ILX_WEBVIEW_LENS_LIGHT] = { FALSE, FALSE },
  [ILX_WEBVIEW_LENS_DARK_AUTHORED] = { TRUE, FALSE },
  [ILX_WEBVIEW_LENS_DARK_INVERTED] = { FALSE, TRUE },
  [ILX_WEBVIEW_LENS_IMAGES_OFF] = { FALSE, FALSE },
};

typedef struct
{
  GString *out;
  const IlxWebviewScheme *scheme;
  gboolean is_style; /* what comes next stands in a style element */
  gboolean is_light_only;
} Rewriting;

typedef struct
{
  const char *name;
  gsize name_length;
  const char *value; /* (nullable) */
  gsize value_length;
} Attribute;

/**
 * ilx_webview_lens_parse:
 * @name: (nullable): a name
 * @lens: (out): the lens
 *
 * Returns: whether there is a lens of that name
 */
gboolean
ilx_webview_lens_parse (const char *name, IlxWebviewLens *lens)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *lens = (IlxWebviewLens) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ilx_webview_lens_get_name:
 * @lens: a lens
 *
 * Returns: its name
 */
const char *
ilx_webview_lens_get_name (IlxWebviewLens lens)
{
  return names[lens];
}

/**
 * ilx_webview_lens_is_dark:
 * @lens: a lens
 *
 * Returns: whether the canvas behind the mail is dark
 */
gboolean
ilx_webview_lens_is_dark (IlxWebviewLens lens)
{
  return schemes[lens].is_dark || schemes[lens].is_inverted;
}

/* ---- Attributes ---- */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *
read_value (const char *at, const char *end, Attribute *attribute)
{
  char quote = at < end && (*at == '"' || *at == '\'') ? *at++ : '\0';

  attribute->value = at;
  while (at < end && (quote != '\0' ? *at != quote : !is_blank (*at)))
    at++;
  attribute->value_length = (gsize) (at - attribute->value);
  return quote != '\0' && at < end ? at + 1 : at;
}

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end && is_blank (*at))
    at++;
  return at;
}

/* @at stands behind the name of the tag at first, @end on its >. */
static gboolean
next_attribute (const char **at, const char *end, Attribute *attribute)
{
  const char *next = *at;

  while (next < end && (is_blank (*next) || *next == '/'))
    next++;
  if (next >= end)
    return FALSE;
  attribute->name = next++;
  while (next < end && !is_blank (*next) && *next != '/' && *next != '=')
    next++;
  attribute->name_length = (gsize) (next - attribute->name);
  attribute->value = NULL;
  attribute->value_length = 0;
  *at = next;
  next = skip_blanks (next, end);
  if (next < end && *next == '=')
    *at = read_value (skip_blanks (next + 1, end), end, attribute);
  return TRUE;
}

static gboolean
is_text (const char *text, gsize length, const char *wanted)
{
  return length == strlen (wanted) && g_ascii_strncasecmp (text, wanted, length) == 0;
}

static const char *
find_attributes (const IlxHtmlToken *token)
{
  const char *at = token->start + 1;
  const char *end = token->start + token->length;

  while (at < end && !is_blank (*at) && *at != '/' && *at != '>')
    at++;
  return at;
}

static const char *
find_end (const IlxHtmlToken *token)
{
  const char *end = token->start + token->length;

  return end[-1] == '>' ? end - 1 : end;
}

static gboolean
is_scheme_meta (const IlxHtmlToken *token)
{
  const char *at = find_attributes (token);
  Attribute attribute;

  if (strcmp (token->name, "meta") != 0)
    return FALSE;
  while (next_attribute (&at, find_end (token), &attribute))
    if (is_text (attribute.name, attribute.name_length, "name"))
      return attribute.value != NULL
             && is_text (attribute.value, attribute.value_length, "color-scheme");
  return FALSE;
}

static void
append_scheme_meta (Rewriting *self, const Attribute *attribute)
{
  gsize before = self->out->len;
  const char *value;

  ilx_webview_css_append_color_scheme (self->out, attribute->value, attribute->value_length,
                                       self->scheme);
  value = self->out->str + before;
  self->is_light_only = strcasestr (value, "light") != NULL && strcasestr (value, "dark") == NULL;
}

static gboolean
is_color (const Attribute *attribute)
{
  static const char *const names_of_colors[]
      = { "bgcolor", "text", "color", "link", "alink", "vlink", "bordercolor" };

  for (guint i = 0; i < G_N_ELEMENTS (names_of_colors); i++)
    if (is_text (attribute->name, attribute->name_length, names_of_colors[i]))
      return TRUE;
  return FALSE;
}

static gboolean
append_color (Rewriting *self, const Attribute *attribute)
{
  return self->scheme->is_inverted && is_color (attribute)
         && ilx_webview_color_append_inverted_legacy (self->out, attribute->value,
                                                      attribute->value_length);
}

/* WebKit takes a script away from a link, and the link with it; as text it can be told of. */
static void
append_target (Rewriting *self, const Attribute *attribute)
{
  const char *target = skip_blanks (attribute->value, attribute->value + attribute->value_length);

  if (g_ascii_strncasecmp (target, "javascript:", strlen ("javascript:")) == 0)
    g_string_append (self->out, ILX_WEBVIEW_LENS_TEXT_PREFIX);
  g_string_append_len (self->out, attribute->value, (gssize) attribute->value_length);
}

static void
append_value (Rewriting *self, const Attribute *attribute, gboolean is_scheme)
{
  const char *name = attribute->name;
  gsize length = attribute->name_length;

  if (is_scheme && is_text (name, length, "content"))
    append_scheme_meta (self, attribute);
  else if (is_text (name, length, "href") || is_text (name, length, "xlink:href"))
    append_target (self, attribute);
  else if (is_text (name, length, "media"))
    ilx_webview_css_append_media (self->out, attribute->value, attribute->value_length,
                                  self->scheme);
  else if (is_text (name, length, "style"))
    ilx_webview_css_append_declarations (self->out, attribute->value, attribute->value_length,
                                         self->scheme);
  else if (!append_color (self, attribute))
    g_string_append_len (self->out, attribute->value, (gssize) attribute->value_length);
}

/**
 * ilx_webview_lens_dup_doctype:
 * @html: the source of a mail
 *
 * Returns: (transfer full): its document type as it stands there, or ""; it decides how a page is
 *   laid out, for as long as that lives
 */
char *
ilx_webview_lens_dup_doctype (const char *html)
{
  IlxHtmlScanner scanner;
  IlxHtmlToken token;

  ilx_html_scanner_init (&scanner, html);
  while (ilx_html_scanner_next (&scanner, &token))
    {
      if (token.length > 9 && g_ascii_strncasecmp (token.start, "<!doctype", 9) == 0)
        return g_strndup (token.start, token.length);
      if (token.type != ILX_HTML_HIDDEN
          && skip_blanks (token.start, token.start + token.length) < token.start + token.length)
        break;
    }
  return g_strdup ("");
}

/* ---- The source ---- */

static void
append_start (Rewriting *self, const IlxHtmlToken *token)
{
  gboolean is_scheme = is_scheme_meta (token);
  const char *at = find_attributes (token);
  const char *copied = token->start;
  Attribute attribute;

  while (next_attribute (&at, find_end (token), &attribute))
    if (attribute.value != NULL)
      {
        g_string_append_len (self->out, copied, attribute.value - copied);
        append_value (self, &attribute, is_scheme);
        copied = attribute.value + attribute.value_length;
      }
  g_string_append_len (self->out, copied, token->start + token->length - copied);
}

static void
append_token (Rewriting *self, const IlxHtmlToken *token)
{
  if (token->type == ILX_HTML_START)
    append_start (self, token);
  else if (token->type == ILX_HTML_HIDDEN && self->is_style)
    ilx_webview_css_append_sheet (self->out, token->start, token->length, self->scheme);
  else
    g_string_append_len (self->out, token->start, (gssize) token->length);
  self->is_style = token->type == ILX_HTML_START && strcmp (token->name, "style") == 0;
}

/**
 * ilx_webview_lens_apply:
 * @lens: a lens
 * @html: the source of a mail
 * @is_light_only: (out) (optional): whether the mail refuses to be dark
 *
 * Returns: (transfer full): the source to show in @lens; it differs in nothing but what the lens is
 *   about
 */
char *
ilx_webview_lens_apply (IlxWebviewLens lens, const char *html, gboolean *is_light_only)
{
  Rewriting rewriting = { g_string_sized_new (strlen (html) + 256), &schemes[lens], FALSE, FALSE };
  IlxHtmlScanner scanner;
  IlxHtmlToken token;

  ilx_html_scanner_init (&scanner, html);
  while (ilx_html_scanner_next (&scanner, &token))
    append_token (&rewriting, &token);
  if (is_light_only != NULL)
    *is_light_only = rewriting.is_light_only;
  return g_string_free (rewriting.out, FALSE);
}
