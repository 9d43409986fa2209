/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page share. */
#pragma once

#include "ilx-banner.h"
#include "ilx-campaigns-page.h"
#include "ilx-list-page.h"

G_BEGIN_DECLS

struct _IlxCampaignsPage
{
  IlxListPage parent_instance;

  GtkWidget *tools;
  IlxBanner *trash_banner;
  IlxListFrame *frame;
  GtkBox *pills;
  GtkColumnView *table;
  GtkColumnViewColumn *subject_column;
  GtkColumnViewColumn *state_column;
  GtkColumnViewColumn *account_column;
  GtkColumnViewColumn *audience_column;
  GtkColumnViewColumn *recipients_column;
  GtkColumnViewColumn *moment_column;
  GtkListView *list;
  GtkRevealer *selection_bar;
  GtkLabel *selection_label;
  GtkFilterListModel *source;
  GtkFilterListModel *filtered;
  GtkSliceListModel *shown;
  GtkMultiSelection *selection;
  GMenuModel *row_menu;

  IlxWorkspace *workspace;   /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when it goes */
  GPtrArray *audience_lists; /* (element-type GListModel) (owned): whose names are shown */
  gboolean is_trash;
};

/* ilx-campaigns-actions.c: in its init, and whenever something else is selected. */
void ilx_campaigns_page_add_actions (IlxCampaignsPage *self);
void ilx_campaigns_page_follow_selection (IlxCampaignsPage *self);
/* The row at @position was activated. */
void ilx_campaigns_page_activate (IlxCampaignsPage *self, guint position);
/* What is shown: the campaigns, or the trash. */
IlxCampaignList *ilx_campaigns_page_get_list (IlxCampaignsPage *self);

G_END_DECLS
