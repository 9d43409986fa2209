/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry of the module: what the composer asks for by name once a preview opens. */
#include "config.h"

#include <gmodule.h>

#include "ilx-webview.h"

G_MODULE_EXPORT GtkWidget *ilx_webview_module_new (void);
G_MODULE_EXPORT const char *g_module_check_init (GModule *module);

/* Its types are registered for good, and so are WebKit's. */
const char *
g_module_check_init (GModule *module)
{
  g_module_make_resident (module);
  return NULL;
}

GtkWidget *
ilx_webview_module_new (void)
{
  return ilx_webview_new ();
}
