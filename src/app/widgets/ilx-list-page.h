/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that is a list: what one does to its rows, how they are sorted, and which of them are
 * shown. The template has an IlxListFrame with the rows as a table and as a narrow list; what is
 * special to the rows stays with the page that derives from this.
 *
 * Actions, here and in the header bar: "page.sort" (a column's name; the same once more turns the
 * order round), "page.group" (which pill is on), "page.clear-filters", and those that the page
 * adds.
 *
 * Properties: "group" (string, never NULL: which pill is on, "all"), "account" (string, never NULL:
 * whose rows are shown, the id of an account, empty for all). */
#pragma once

#include "ilx-list-frame.h"
#include "ilx-page.h"

G_BEGIN_DECLS

#define ILX_TYPE_LIST_PAGE (ilx_list_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (IlxListPage, ilx_list_page, ILX, LIST_PAGE, IlxPage)

struct _IlxListPageClass
{
  IlxPageClass parent_class;
};

/* In class_init: what the template may call. */
void ilx_list_page_bind_callbacks (GtkWidgetClass *klass);

/* In init, before and after the template is made. The actions get the page as their data. */
void ilx_list_page_add_actions (IlxListPage *self, const GActionEntry *entries, guint n_entries);
void ilx_list_page_set_views (IlxListPage *self,
                              IlxListFrame *frame,
                              GtkColumnView *table,
                              GtkListView *list,
                              GMenuModel *row_menu);
/* @order: which comes first when one sorts by it: of numbers the largest. @factory: (transfer full)
 */
void ilx_list_page_add_column (IlxListPage *self,
                               const char *name,
                               GtkColumnViewColumn *column,
                               GtkSortType order,
                               GtkListItemFactory *factory);
/* @choice: an IlxAccountChoice. The column "account" is there while there is something to choose.
 */
void ilx_list_page_follow_choice (IlxListPage *self, gpointer choice);

void ilx_list_page_set_enabled (IlxListPage *self, const char *name, gboolean is_enabled);
void ilx_list_page_set_state (IlxListPage *self, const char *name, GVariant *state);
/* What rows are made of besides their items changed. */
void ilx_list_page_update_rows (IlxListPage *self);
/* The group and the search; the account is everybody's. */
void ilx_list_page_clear_filters (IlxListPage *self);

const char *ilx_list_page_get_group (IlxListPage *self);
const char *ilx_list_page_get_account (IlxListPage *self);
gboolean ilx_list_page_shows (IlxListPage *self, const char *account);

G_END_DECLS
