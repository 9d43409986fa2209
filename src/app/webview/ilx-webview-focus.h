/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way out of a web view by Tab. WebKit moves the focus on at the end of a page, but keeps a
 * text view in its own to learn the keys of editing, in which the focus would be lost, and then
 * hands the key to the window once more, which would move the focus a second time. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ilx_webview_focus_open (GtkWidget *view);
GtkEventController *ilx_webview_focus_guard_new (GtkWidget *preview);

G_END_DECLS
