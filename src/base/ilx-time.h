/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as text. Inside the program a date is microseconds since the epoch in a gint64, 0 for none.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ilx_time_format (gint64 time);
char *ilx_time_format_stamp (gint64 time);
char *ilx_time_format_local (gint64 time);
char *ilx_time_format_age (gint64 age);
gboolean ilx_time_parse (const char *text, gint64 *time);
gboolean ilx_time_parse_user (const char *text, gint64 *time, GError **error);

G_END_DECLS
