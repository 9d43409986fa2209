/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As much of Klaviyo's template language as a preview needs: {{ a.b.0|default:'x' }} with the
 * filters default, lookup, upper, lower and title, {% if a.b %} {% else %} {% endif %}, and the
 * tags for unsubscribing and preferences. Loops are refused rather than shown wrong. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *ilx_sandbox_render (const char *text, JsonNode *context, gboolean is_html, GError **error);

G_END_DECLS
