/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context menu of a list's rows, by right click, by long press
 * (which selects one more instead), by Menu and Shift+F10. What the menu is opened on becomes
 * selected. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @view: a GtkListView or GtkColumnView whose cells are made by ilx_cell_new_factory(). */
void ilx_row_menu_attach (GtkWidget *view, GMenuModel *menu);
/* An action of a page that is at hand from anywhere in its window, as long as the page is shown. */
void ilx_row_menu_add_global_key (GtkWidget *page, const char *trigger, const char *action);

G_END_DECLS
