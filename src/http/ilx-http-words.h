/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a status, or a broken line, means: a code to decide by and a sentence with the platform's
 * name. A platform refines it by its own words. */
#pragma once

#include "ilx-error.h"

G_BEGIN_DECLS

IlxErrorCode ilx_http_words_get_code (guint status);
GError *ilx_http_words_new_error (guint status, const char *platform_name, gint64 retry_at);
GError *ilx_http_words_new_broken (const GError *cause, const char *platform_name);
GError *ilx_http_words_new_timed_out (const char *platform_name);

G_END_DECLS
