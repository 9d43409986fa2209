/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain-text part of a mail, made from its HTML, and what can be told of the HTML itself. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-finding.h"

G_BEGIN_DECLS

/* Readable plain text: headings, paragraphs, lists, tables row by row, links as "text (address)",
 * images by their alternative text; hidden preheaders left out; merge tags kept as they are. */
char *ilx_text_part_build (const char *html);

/* What a mail should have whatever the platform; @unsubscribe_tags: (nullable) what counts as an
 * unsubscribe link on the platform, ended by NULL. */
IlxFindings *ilx_content_check (IlxCampaign *campaign, const char *const *unsubscribe_tags);

G_END_DECLS
