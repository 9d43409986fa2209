/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that users give: what it must look like to be of use. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean ilx_text_is_blank (const char *text);
gboolean ilx_text_is_email (const char *text);
gboolean ilx_text_is_domain (const char *text);
gboolean ilx_text_equal (const char *a, const char *b);
guint ilx_text_count_graphemes (const char *text);
char *ilx_text_dup_trimmed (const char *text);
char *ilx_text_dup_slug (const char *text);
char *ilx_text_dup_checked (GBytes *bytes, const char *what, const char *field, GError **error);
char *ilx_text_dup_id (void);
/* For searching: without case, and with one form for what Unicode writes in several. */
char *ilx_text_fold (const char *text);
/* The words of what is searched, folded. */
char **ilx_text_split_words (const char *search);
void ilx_text_wipe (char *secret);
void ilx_text_free_secret (char *secret);

G_END_DECLS
