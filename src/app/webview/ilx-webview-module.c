/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry of the module: what the composer asks for by name once a preview opens. */
#include "config.h"

#include <webkit/webkit.h>

G_MODULE_EXPORT GtkWidget *ilx_webview_module_new (void);

GtkWidget *
ilx_webview_module_new (void)
{
  return webkit_web_view_new ();
}
