/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a web view needs to be a mail client: a canvas behind the mail, pixels that the desktop's
 * text does not stretch, and the scripts that bring a mail into the page. */
#pragma once

#include <webkit/webkit.h>

#include "ilx-webview-lens.h"

G_BEGIN_DECLS

void ilx_webview_client_add_scripts (WebKitWebView *view);
void ilx_webview_client_forbid_zoom (WebKitWebView *view);
void
ilx_webview_client_put_canvas (WebKitWebView *view, IlxWebviewLens lens, gboolean is_light_only);
void ilx_webview_client_set_zoom (WebKitWebView *view, double zoom);

G_END_DECLS
