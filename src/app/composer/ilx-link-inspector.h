/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a link of the mail leads, whole, and what can be done with it. Clicking a link in a preview
 * opens this, never a browser. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_LINK_INSPECTOR (ilx_link_inspector_get_type ())
G_DECLARE_FINAL_TYPE (IlxLinkInspector, ilx_link_inspector, ILX, LINK_INSPECTOR, GtkPopover)

GtkWidget *ilx_link_inspector_new (void);
void ilx_link_inspector_show (IlxLinkInspector *self, const char *uri);
/* Whether a browser can be asked to open it: an address on the web or of a person, without a merge
 * tag that only the platform fills in. */
gboolean ilx_link_inspector_can_open (const char *uri);

G_END_DECLS
