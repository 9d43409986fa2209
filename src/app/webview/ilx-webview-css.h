/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rewrites CSS for a lens, by the tokens of its syntax: no byte is changed but those of a colour
 * scheme that somebody asks for, or of a colour that is inverted. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean is_dark;     /* what "prefers-color-scheme" answers */
  gboolean is_inverted; /* all colours are turned around */
} IlxWebviewScheme;

void ilx_webview_css_append_sheet (GString *out,
                                   const char *css,
                                   gsize length,
                                   const IlxWebviewScheme *scheme);
void ilx_webview_css_append_declarations (GString *out,
                                          const char *css,
                                          gsize length,
                                          const IlxWebviewScheme *scheme);
void ilx_webview_css_append_media (GString *out,
                                   const char *query,
                                   gsize length,
                                   const IlxWebviewScheme *scheme);
void ilx_webview_css_append_color_scheme (GString *out,
                                          const char *value,
                                          gsize length,
                                          const IlxWebviewScheme *scheme);

G_END_DECLS
