/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context menu of a list's rows, and the keys of its actions: by right click, by long press
 * (which selects one more instead), by Menu and Shift+F10. What the menu is opened on becomes
 * selected. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @view: a GtkListView or GtkColumnView whose cells are set up by ilx_cell_setup(). */
void ilx_row_menu_attach (GtkWidget *view, GMenuModel *menu);
/* @detailed_action works on what is selected, while the focus is in @view. */
void ilx_row_menu_add_key (GtkWidget *view, const char *trigger, const char *detailed_action);
/* The same from anywhere in the window, as long as @page is shown there. */
void ilx_row_menu_add_global_key (GtkWidget *page, const char *trigger, const char *action);

G_END_DECLS
