/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours turned around, as clients do that make a light mail dark by force: what was light is dark
 * and what was dark is light, in the same hue. White becomes the canvas of a dark client. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ilx_webview_color_append_inverted (GString *out, const char *color, gsize length);
gboolean ilx_webview_color_append_inverted_legacy (GString *out, const char *color, gsize length);

G_END_DECLS
