/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses a client may call: its base, and what lies on the very same origin. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GUri *ilx_http_url_parse_base (const char *url, GError **error);
gboolean ilx_http_url_is_loopback (GUri *url);
GUri *ilx_http_url_parse_within (const char *url, GUri *base);

G_END_DECLS
