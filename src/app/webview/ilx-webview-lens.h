/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lenses of a preview: how kinds of mail clients show a mail. Made by rewriting the copy that
 * is previewed, so that neither the theme of the app nor the desktop's decides what is seen.
 *
 *   light          asks for light; white canvas
 *   dark-authored  asks for dark, so the mail's own dark rules hold; what it leaves open is dark
 *   dark-inverted  knows no dark rules and turns all colours around, images excepted
 *   images-off     light, and no image is shown */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands before the script of a link, which is a text then. The page's script takes it off again.
 */
#define ILX_WEBVIEW_LENS_TEXT_PREFIX "x-text:"

typedef enum
{
  ILX_WEBVIEW_LENS_LIGHT,
  ILX_WEBVIEW_LENS_DARK_AUTHORED,
  ILX_WEBVIEW_LENS_DARK_INVERTED,
  ILX_WEBVIEW_LENS_IMAGES_OFF,
} IlxWebviewLens;

gboolean ilx_webview_lens_parse (const char *name, IlxWebviewLens *lens);
const char *ilx_webview_lens_get_name (IlxWebviewLens lens);
gboolean ilx_webview_lens_is_dark (IlxWebviewLens lens);
char *ilx_webview_lens_dup_doctype (const char *html);
char *ilx_webview_lens_apply (IlxWebviewLens lens, const char *html, gboolean *is_light_only);

G_END_DECLS
