/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain-text part of a mail, made from its HTML: headings, paragraphs, lists, tables row by
 * row, links as "text (address)", images by their alternative text; hidden preheaders left out;
 * merge tags kept as they are. */
#pragma once

#include <glib.h>

#include "ilx-content-check.h"

G_BEGIN_DECLS

char *ilx_text_part_build (const char *html);

G_END_DECLS
