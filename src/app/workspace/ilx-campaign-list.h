/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All campaigns, or the trash, as a list model: newest first, without their bodies. The first page
 * is there at once, the others follow while nothing else is to do. */
#pragma once

#include "ilx-campaign-store.h"
#include "ilx-record-list.h"

G_BEGIN_DECLS

/* Properties: "is-complete" (everything has been read), "error-message" (why it could not be; NULL
 * when it could). The rows are the list model's; each IlxCampaign stays the same object for as long
 * as it is listed. */
#define ILX_TYPE_CAMPAIGN_LIST (ilx_campaign_list_get_type ())
G_DECLARE_FINAL_TYPE (IlxCampaignList, ilx_campaign_list, ILX, CAMPAIGN_LIST, GObject)

IlxCampaignList *ilx_campaign_list_new (IlxStore *store, gboolean is_trash);

IlxCampaign *ilx_campaign_list_find (IlxCampaignList *self, const char *id); /* lent, nullable */
gboolean ilx_campaign_list_is_complete (IlxCampaignList *self);
/* Reads one campaign from the store: it is brought up to date, comes in, or goes out. */
void ilx_campaign_list_refresh (IlxCampaignList *self, const char *id);
/* Reads everything again, from the first page on. */
void ilx_campaign_list_reload (IlxCampaignList *self);

G_END_DECLS
