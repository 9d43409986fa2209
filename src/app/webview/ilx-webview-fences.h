/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web view that reaches nothing. Each of its fences alone leaks, so all of them stand together;
 * the tests take single ones down to see that the others hold.
 *
 *   session  nothing is kept, no cookie is taken
 *   filter   the content filter, see ilx-webview-filter.h
 *   csp      a content security policy that the mail can't widen
 *   policy   no navigation, no new window, no download, but the page that we load ourselves
 *   proxy    all connections go to a closed door
 *   markup   no scripts and handlers of the mail, no media, nothing that connects ahead of time */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_WEBVIEW_FENCE_SESSION = 1 << 0,
  ILX_WEBVIEW_FENCE_FILTER = 1 << 1,
  ILX_WEBVIEW_FENCE_CSP = 1 << 2,
  ILX_WEBVIEW_FENCE_POLICY = 1 << 3,
  ILX_WEBVIEW_FENCE_PROXY = 1 << 4,
  ILX_WEBVIEW_FENCE_MARKUP = 1 << 5,
} IlxWebviewFences;
#define ILX_WEBVIEW_FENCES_ALL ((IlxWebviewFences) 0x3f)

/* What the fences let through. */
typedef enum
{
  ILX_WEBVIEW_IMAGES_OWN,    /* those that the mail holds itself */
  ILX_WEBVIEW_IMAGES_REMOTE, /* those too that are fetched */
  ILX_WEBVIEW_IMAGES_NONE,
} IlxWebviewImages;

/* The world of our own scripts, which the mail can't see. */
#define ILX_WEBVIEW_WORLD "illixis"

WebKitWebView *ilx_webview_fences_new_view (IlxWebviewFences up,
                                            IlxWebviewImages images,
                                            WebKitUserContentFilter *filter);
void ilx_webview_fences_load (WebKitWebView *view, const char *html);

G_END_DECLS
