/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which campaigns a list shows: of a group of states, of an account, with some words in the subject
 * or in the preview text.
 *
 * Properties: "search" (nullable: words that must all be there, in any case and any form of
 * Unicode), "group" (string, see ilx_campaign_group_find()), "account" (the id of a connection;
 * empty: all).
 *
 * Signal "changing": it is about to let other campaigns through. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-campaign-look.h"

G_BEGIN_DECLS

#define ILX_TYPE_CAMPAIGN_FILTER (ilx_campaign_filter_get_type ())
G_DECLARE_FINAL_TYPE (IlxCampaignFilter, ilx_campaign_filter, ILX, CAMPAIGN_FILTER, GtkFilter)

IlxCampaignFilter *ilx_campaign_filter_new (void);

G_END_DECLS
