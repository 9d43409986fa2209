/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of the table of campaigns show, and the rows of the narrow list; and the texts
 * of it that come from elsewhere: the names of accounts and audiences. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_CAMPAIGN_CELL_SUBJECT,
  ILX_CAMPAIGN_CELL_STATE,
  ILX_CAMPAIGN_CELL_ACCOUNT,
  ILX_CAMPAIGN_CELL_AUDIENCE,
  ILX_CAMPAIGN_CELL_RECIPIENTS,
  ILX_CAMPAIGN_CELL_MOMENT,
  ILX_CAMPAIGN_CELL_ROW, /* everything in two lines */
} IlxCampaignCellKind;

/* Rows of that kind; @workspace outlives it. */
GtkListItemFactory *ilx_campaign_cells_new_factory (IlxCampaignCellKind kind,
                                                    IlxWorkspace *workspace);

/* (transfer full), perhaps empty. Fits as a cell's text. */
char *ilx_campaign_cells_dup_audience (gpointer campaign, gpointer workspace);
/* When it was thrown away, sent, or else edited last. */
gint64 ilx_campaign_cells_get_moment (IlxCampaign *campaign);

G_END_DECLS
