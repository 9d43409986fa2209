/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that may use GTK or libadwaita newer than the floor, and where what newer versions
 * deprecate is kept. Everything else is written to GTK 4.8 and libadwaita 1.2. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void ilx_compat_css_load (GtkCssProvider *provider, const char *css);
void ilx_compat_announce (GtkWidget *widget, const char *message);
void ilx_compat_show_uri (GtkWindow *parent,
                          const char *uri,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean ilx_compat_show_uri_finish (GtkWindow *parent, GAsyncResult *result, GError **error);

void ilx_compat_return_memory (void);

G_END_DECLS
