/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-webview-color.h"
#include "ilx-webview-css.h"

/* Queries that are true and false on every screen. */
#define ALWAYS "(min-width:0)"
#define NEVER "(max-width:-1px)"

typedef struct
{
  const char *start;
  const char *end;
} Span;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || (guchar) c >= 0x80;
}

static const char *
skip_comment (const char *at, const char *end)
{
  const char *close = end - at > 4 ? memmem (at + 2, (gsize) (end - at - 2), "*/", 2) : NULL;

  if (close == NULL && end - at == 4 && memcmp (at, "/**/", 4) == 0)
    return end;
  return close != NULL ? close + 2 : end;
}

/* A string ends with its quote, or, being wrong, with its line. */
static const char *
skip_string (const char *at, const char *end)
{
  char quote = *at++;

  for (; at < end; at++)
    {
      if (*at == quote)
        return at + 1;
      if (*at == '\n')
        return at;
      if (*at == '\\' && at + 1 < end)
        at++;
    }
  return end;
}

static const char *
skip_name (const char *at, const char *end)
{
  while (at < end && (is_name_char (*at) || (*at == '\\' && at + 1 < end && at[1] != '\n')))
    at += *at == '\\' ? 2 : 1;
  return at;
}

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end)
    {
      if (is_blank (*at))
        at++;
      else if (*at == '/' && at + 1 < end && at[1] == '*')
        at = skip_comment (at, end);
      else
        break;
    }
  return at;
}

static gboolean
is_name (Span span, const char *name)
{
  gsize length = strlen (name);

  return (gsize) (span.end - span.start) == length
         && g_ascii_strncasecmp (span.start, name, length) == 0;
}

/* The rest of "url(" without quotes, in which nothing means anything. */
static const char *
skip_address (const char *at, const char *end)
{
  const char *inside = at + 1;

  while (inside < end && is_blank (*inside))
    inside++;
  if (inside < end && (*inside == '"' || *inside == '\''))
    return at;
  for (; inside < end && *inside != ')'; inside++)
    if (*inside == '\\' && inside + 1 < end)
      inside++;
  return inside < end ? inside + 1 : end;
}

/* Behind the token at @at, which is never empty. */
static const char *
skip_token (const char *at, const char *end)
{
  Span name = { at, skip_name (*at == '@' || *at == '#' ? at + 1 : at, end) };

  if (name.end > at + (*at == '@' || *at == '#'))
    {
      if (is_name (name, "url") && name.end < end && *name.end == '(')
        return skip_address (name.end, end);
      return name.end;
    }
  if (*at == '"' || *at == '\'')
    return skip_string (at, end);
  if (*at == '/' && at + 1 < end && at[1] == '*')
    return skip_comment (at, end);
  return at + 1;
}

/* The { ; or } that ends what begins at @at, or @end. */
static const char *
find_statement_end (const char *at, const char *end)
{
  guint depth = 0;

  while (at < end)
    {
      if (*at == '(' || *at == '[')
        depth++;
      else if ((*at == ')' || *at == ']') && depth > 0)
        depth--;
      else if (depth == 0 && (*at == '{' || *at == '}' || *at == ';'))
        return at;
      at = skip_token (at, end);
    }
  return end;
}

static void
append (GString *out, const char *start, const char *end)
{
  g_string_append_len (out, start, end - start);
}

/* ---- Media queries ---- */

static gboolean
take_name (const char **at, const char *end, Span *name)
{
  name->start = skip_blanks (*at, end);
  name->end = skip_name (name->start, end);
  *at = skip_blanks (name->end, end);
  return name->end > name->start;
}

/* Behind "(prefers-color-scheme: dark)" or "light" at @at, or NULL. */
static const char *
match_preference (const char *at, const char *end, gboolean *is_dark)
{
  Span feature, value;

  at++;
  if (!take_name (&at, end, &feature) || !is_name (feature, "prefers-color-scheme"))
    return NULL;
  if (at >= end || *at++ != ':' || !take_name (&at, end, &value))
    return NULL;
  if (at >= end || *at != ')' || (!is_name (value, "dark") && !is_name (value, "light")))
    return NULL;
  *is_dark = is_name (value, "dark");
  return at + 1;
}

/**
 * ilx_webview_css_append_media:
 * @out: gets the query
 * @query: a media query, or some
 * @length: of @query
 * @scheme: the scheme of the lens
 */
void
ilx_webview_css_append_media (GString *out,
                              const char *query,
                              gsize length,
                              const IlxWebviewScheme *scheme)
{
  const char *end = query + length;

  for (const char *at = query; at < end;)
    {
      gboolean is_dark = FALSE;
      const char *next = *at == '(' ? match_preference (at, end, &is_dark) : NULL;

      if (next != NULL)
        {
          g_string_append (out, is_dark == scheme->is_dark ? ALWAYS : NEVER);
        }
      else
        {
          next = skip_token (at, end);
          append (out, at, next);
        }
      at = next;
    }
}

/* ---- Declarations ---- */

static gboolean
has_name (Span value, const char *name)
{
  for (const char *at = value.start; at < value.end;)
    {
      Span token = { at, skip_token (at, value.end) };

      if (is_name (token, name))
        return TRUE;
      at = token.end;
    }
  return FALSE;
}

/**
 * ilx_webview_css_append_color_scheme:
 * @out: gets the value
 * @value: a value of "color-scheme"
 * @length: of @value
 * @scheme: the scheme of the lens
 *
 * Who takes both gets the one of the lens; who insists on one gets that.
 */
void
ilx_webview_css_append_color_scheme (GString *out,
                                     const char *value,
                                     gsize length,
                                     const IlxWebviewScheme *scheme)
{
  Span span = { value, value + length };

  if (!has_name (span, "light") || !has_name (span, "dark"))
    {
      append (out, span.start, span.end);
      return;
    }
  for (const char *at = value; at < span.end;)
    {
      Span token = { at, skip_token (at, span.end) };

      if (is_name (token, "light") || is_name (token, "dark"))
        g_string_append (out, scheme->is_dark ? "dark" : "light");
      else
        append (out, token.start, token.end);
      at = token.end;
    }
}

static gboolean
starts_with (Span name, const char *start)
{
  gsize length = strlen (start);

  return (gsize) (name.end - name.start) >= length
         && g_ascii_strncasecmp (name.start, start, length) == 0;
}

/* Where a word like "tan" is a colour, and no font or animation. */
static gboolean
takes_color_names (Span name)
{
  static const char *const starts[]
      = { "background",      "border",      "outline",           "color",       "box-shadow",
          "text-decoration", "column-rule", "-webkit-text-fill", "text-shadow", "caret-color" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (starts_with (name, starts[i]))
      return TRUE;
  return FALSE;
}

/* A drawing is a picture, and pictures stay as they are. */
static gboolean
is_drawing (Span name)
{
  return is_name (name, "fill") || is_name (name, "stroke") || is_name (name, "stop-color");
}

/* What may be a colour at @at: a number, a function, or a name if @has_names. */
static gboolean
find_color (Span *color, const char *at, const char *end, gboolean has_names)
{
  const char *close;

  color->start = at;
  color->end = skip_token (at, end);
  if (*at == '#')
    return TRUE;
  if (!g_ascii_isalpha (*at))
    return FALSE;
  if (color->end == end || *color->end != '(')
    return has_names;
  close = memchr (color->end, ')', (gsize) (end - color->end));
  if (close == NULL || !(starts_with (*color, "rgb") || starts_with (*color, "hsl")))
    return FALSE;
  color->end = close + 1;
  return TRUE;
}

static void
append_inverted (GString *out, Span value, gboolean has_names)
{
  for (const char *at = value.start; at < value.end;)
    {
      Span color;
      gboolean is_color = find_color (&color, at, value.end, has_names)
                          && ilx_webview_color_append_inverted (out, color.start,
                                                                (gsize) (color.end - color.start));

      if (!is_color)
        {
          color.end = skip_token (at, value.end);
          append (out, at, color.end);
        }
      at = color.end;
    }
}

static void
append_declaration (GString *out, Span span, const IlxWebviewScheme *scheme)
{
  Span name;
  const char *at = span.start;

  if (!take_name (&at, span.end, &name) || at >= span.end || *at != ':')
    {
      append (out, span.start, span.end);
      return;
    }
  append (out, span.start, ++at);
  if (is_name (name, "color-scheme"))
    ilx_webview_css_append_color_scheme (out, at, (gsize) (span.end - at), scheme);
  else if (scheme->is_inverted && !is_drawing (name))
    append_inverted (out, (Span){ at, span.end }, takes_color_names (name));
  else
    append (out, at, span.end);
}

/* ---- Sheets ---- */

static gboolean
is_query (Span name)
{
  return is_name (name, "@media") || is_name (name, "@import") || is_name (name, "@custom-media");
}

/* From an @ to what ends its prelude. */
static void
append_at_rule (GString *out, Span span, const IlxWebviewScheme *scheme)
{
  Span name = { span.start, skip_token (span.start, span.end) };

  append (out, name.start, name.end);
  if (is_query (name))
    ilx_webview_css_append_media (out, name.end, (gsize) (span.end - name.end), scheme);
  else
    append (out, name.end, span.end);
}

static void
append_statement (GString *out, Span span, gboolean is_declaration, const IlxWebviewScheme *scheme)
{
  const char *start = skip_blanks (span.start, span.end);

  append (out, span.start, start);
  span.start = start;
  if (start < span.end && *start == '@')
    append_at_rule (out, span, scheme);
  else if (is_declaration)
    append_declaration (out, span, scheme);
  else
    append (out, span.start, span.end);
}

/* Around a sheet stands what old browsers, and XML, wanted there. */
static const char *
skip_wrapping (const char *at, const char *end)
{
  static const char *const wrappings[] = { "<!--", "-->", "<![CDATA[", "]]>" };
  const char *start;

  do
    {
      start = at = skip_blanks (at, end);
      for (guint i = 0; i < G_N_ELEMENTS (wrappings); i++)
        if (starts_with ((Span){ at, end }, wrappings[i]))
          at += strlen (wrappings[i]);
    }
  while (at > start);
  return at;
}

static void
append_statements (GString *out, Span css, guint depth, const IlxWebviewScheme *scheme)
{
  for (const char *at = css.start; at < css.end;)
    {
      const char *start = depth == 0 ? skip_wrapping (at, css.end) : at;
      Span span = { start, find_statement_end (start, css.end) };
      gboolean is_block = span.end < css.end && *span.end == '{';

      append (out, at, start);
      append_statement (out, span, !is_block && depth > 0, scheme);
      if (span.end == css.end)
        return;
      g_string_append_c (out, *span.end);
      if (is_block)
        depth++;
      else if (*span.end == '}' && depth > 0)
        depth--;
      at = span.end + 1;
    }
}

/**
 * ilx_webview_css_append_sheet:
 * @out: gets the sheet
 * @css: a style sheet, however broken
 * @length: of @css
 * @scheme: the scheme of the lens
 */
void
ilx_webview_css_append_sheet (GString *out,
                              const char *css,
                              gsize length,
                              const IlxWebviewScheme *scheme)
{
  append_statements (out, (Span){ css, css + length }, 0, scheme);
}

/**
 * ilx_webview_css_append_declarations:
 * @out: gets the declarations
 * @css: what stands in a style attribute
 * @length: of @css
 * @scheme: the scheme of the lens
 */
void
ilx_webview_css_append_declarations (GString *out,
                                     const char *css,
                                     gsize length,
                                     const IlxWebviewScheme *scheme)
{
  append_statements (out, (Span){ css, css + length }, 1, scheme);
}
