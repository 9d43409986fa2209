/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source of a mail, piece by piece, with merge tags taken as a whole wherever they stand. It
 * knows no tree and needs no memory, so it reads any text in one go, whatever it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_HTML_TEXT,
  ILX_HTML_START,  /* <name …> */
  ILX_HTML_END,    /* </name …> */
  ILX_HTML_HIDDEN, /* comments, declarations, what stands in a style, script or title */
} IlxHtmlTokenType;

typedef struct
{
  IlxHtmlTokenType type;
  const char *start; /* in the source */
  gsize length;
  char name[16]; /* of a start or end: lower case, cut */
} IlxHtmlToken;

typedef struct
{
  const char *at;
  const char *end;
  char raw[16]; /* the element whose content is no markup, or "" */
} IlxHtmlScanner;

void ilx_html_scanner_init (IlxHtmlScanner *self, const char *html);
gboolean ilx_html_scanner_next (IlxHtmlScanner *self, IlxHtmlToken *token);

G_END_DECLS
