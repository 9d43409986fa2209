/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of checks, a file each. */
#pragma once

#include "ilx-content-check.h"

G_BEGIN_DECLS

void ilx_content_check_tags (IlxFindings *findings, const char *field, const char *text);
void ilx_content_check_markup (IlxFindings *findings, const char *html);
gboolean ilx_content_has_tag (const char *text, gboolean is_html, const char *const *tags);

G_END_DECLS
