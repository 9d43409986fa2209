/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the preview share: a window with one in it, waiting until it shows what was asked
 * for, looking into the page and at its pixels. */
#pragma once

#include <webkit/webkit.h>

#include "ilx-counting-server.h"

G_BEGIN_DECLS

typedef struct
{
  IlxCountingServer *server;
  GtkWidget *window;
  GtkWidget *preview;
} IlxWebviewFixture;

void ilx_webview_fixture_set_up (IlxWebviewFixture *self, gconstpointer data);
void ilx_webview_fixture_tear_down (IlxWebviewFixture *self, gconstpointer data);

GtkWidget *ilx_webview_fixture_present (GtkWidget *child);
WebKitWebView *ilx_webview_fixture_get_view (IlxWebviewFixture *self);
void ilx_webview_fixture_show (IlxWebviewFixture *self, const char *html);
void ilx_webview_fixture_await_drawn (IlxWebviewFixture *self);
void ilx_webview_fixture_settle (IlxWebviewFixture *self);
char *ilx_webview_fixture_load_mail (IlxWebviewFixture *self, const char *name);

/* Returns: (transfer full): what the body of a function returns, as text */
char *ilx_webview_evaluate (WebKitWebView *view, const char *body);
/* Returns: (transfer full): the whole document as pixels */
GBytes *ilx_webview_dup_pixels (WebKitWebView *view, int *width, int *height);

G_END_DECLS
