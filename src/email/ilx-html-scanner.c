/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-html-scanner.h"
#include "ilx-merge-tag.h"

static const char *const raw_elements[]
    = { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", NULL };

/**
 * ilx_html_scanner_init:
 * @self: (out caller-allocates): the scanner
 * @html: the source; it must outlive the scanner
 */
void
ilx_html_scanner_init (IlxHtmlScanner *self, const char *html)
{
  self->at = html;
  self->end = html + strlen (html);
  self->raw[0] = '\0';
}

static gboolean
is_markup (const char *at)
{
  return *at == '<'
         && (g_ascii_isalpha (at[1]) || at[1] == '!' || at[1] == '?'
             || (at[1] == '/' && g_ascii_isalpha (at[2])));
}

/* Behind the merge tag at @at, or one byte further. */
static const char *
step (IlxHtmlScanner *self, const char *at)
{
  gsize length = *at == '{' || *at == '*' ? ilx_merge_tag_measure (at, self->end) : 0;

  return at + MAX (length, 1);
}

static const char *
find_text_end (IlxHtmlScanner *self)
{
  const char *at = self->at;

  while (at < self->end && !is_markup (at))
    at = step (self, at);
  return at;
}

static const char *
find_end_of (IlxHtmlScanner *self, const char *from, const char *mark)
{
  const char *found = strstr (from, mark);

  return found != NULL ? found + strlen (mark) : self->end;
}

/* A comment, "<!DOCTYPE …>", "<![if !mso]>", "<?xml …?>". "<!-->" is a whole comment. */
static const char *
find_declaration_end (IlxHtmlScanner *self)
{
  if (g_str_has_prefix (self->at, "<!--"))
    return find_end_of (self, self->at + 2, "-->");
  return find_end_of (self, self->at, ">");
}

/* The > of a tag, not one in a quoted value; a quote counts only behind an equals sign. */
static const char *
find_tag_end (IlxHtmlScanner *self)
{
  const char *at = self->at + 1;
  char quote = '\0';
  char last = '\0';

  while (at < self->end)
    {
      char c = *at;

      if (quote != '\0')
        quote = c == quote ? '\0' : quote;
      else if (c == '>')
        return at + 1;
      else if ((c == '"' || c == '\'') && last == '=')
        quote = c;
      if (!g_ascii_isspace (c))
        last = c;
      at = step (self, at);
    }
  return self->end;
}

static const char *
find_raw_end (IlxHtmlScanner *self)
{
  gsize length = strlen (self->raw);

  for (const char *at = self->at; (at = strstr (at, "</")) != NULL; at += 2)
    if (g_ascii_strncasecmp (at + 2, self->raw, length) == 0 && !g_ascii_isalnum (at[2 + length]))
      return at;
  return self->end;
}

static void
read_name (const char *at, char name[16])
{
  guint i = 0;

  for (; i < 15 && (g_ascii_isalnum (at[i]) || at[i] == '-' || at[i] == ':'); i++)
    name[i] = g_ascii_tolower (at[i]);
  name[i] = '\0';
}

static void
emit (IlxHtmlScanner *self, IlxHtmlToken *token, IlxHtmlTokenType type, const char *end)
{
  token->type = type;
  token->start = self->at;
  token->length = (gsize) (end - self->at);
  token->name[0] = '\0';
  self->at = end;
}

static void
emit_tag (IlxHtmlScanner *self, IlxHtmlToken *token)
{
  gboolean is_end = self->at[1] == '/';

  emit (self, token, is_end ? ILX_HTML_END : ILX_HTML_START, find_tag_end (self));
  read_name (token->start + (is_end ? 2 : 1), token->name);
  if (!is_end && g_strv_contains (raw_elements, token->name))
    memcpy (self->raw, token->name, sizeof self->raw);
}

/* What stands in a raw element; FALSE if nothing does. */
static gboolean
emit_raw (IlxHtmlScanner *self, IlxHtmlToken *token)
{
  const char *end = find_raw_end (self);

  self->raw[0] = '\0';
  if (end == self->at)
    return FALSE;
  emit (self, token, ILX_HTML_HIDDEN, end);
  return TRUE;
}

/**
 * ilx_html_scanner_next:
 * @self: the scanner
 * @token: (out caller-allocates): the next piece
 *
 * The pieces together are the source, byte for byte.
 *
 * Returns: %FALSE at the end
 */
gboolean
ilx_html_scanner_next (IlxHtmlScanner *self, IlxHtmlToken *token)
{
  if (self->at >= self->end)
    return FALSE;
  if (self->raw[0] != '\0' && emit_raw (self, token))
    return TRUE;
  if (!is_markup (self->at))
    emit (self, token, ILX_HTML_TEXT, find_text_end (self));
  else if (self->at[1] == '!' || self->at[1] == '?')
    emit (self, token, ILX_HTML_HIDDEN, find_declaration_end (self));
  else
    emit_tag (self, token);
  return TRUE;
}
