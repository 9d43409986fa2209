/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an element's own attributes tell about being seen: style sheets are not consulted. */
#pragma once

#include "ilx-html.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_TEXT_SIZE_INHERITED,
  ILX_TEXT_SIZE_NONE, /* too small to be seen */
  ILX_TEXT_SIZE_SOME,
} IlxTextSize;

gboolean ilx_html_is_hidden (GumboNode *element);
IlxTextSize ilx_html_get_text_size (GumboNode *element);

G_END_DECLS
