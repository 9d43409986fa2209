/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the state of a campaign looks, everywhere the same: symbol, words, tone, and the group that
 * it is filtered by. */
#pragma once

#include "ilx-campaign.h"

G_BEGIN_DECLS

/* What a filter offers. */
typedef enum
{
  ILX_CAMPAIGN_GROUP_ALL,
  ILX_CAMPAIGN_GROUP_DRAFTS,
  ILX_CAMPAIGN_GROUP_SCHEDULED,
  ILX_CAMPAIGN_GROUP_SENDING,
  ILX_CAMPAIGN_GROUP_SENT, /* and cancelled: nothing more happens to it */
  ILX_CAMPAIGN_GROUP_ATTENTION,
  ILX_N_CAMPAIGN_GROUPS
} IlxCampaignGroup;

/* Of a badge. Lent; the tone may be NULL. */
const char *ilx_campaign_look_get_icon_name (IlxCampaignState state);
const char *ilx_campaign_look_get_tone (IlxCampaignState state);
/* The state in a word or two; of a scheduled one its moment: "Tomorrow 09:00 CEST". */
char *ilx_campaign_look_dup_words (IlxCampaign *campaign, gint64 now);
/* The subject, or words for none. */
char *ilx_campaign_look_dup_name (IlxCampaign *campaign);

IlxCampaignGroup ilx_campaign_look_get_group (IlxCampaignState state);
const char *ilx_campaign_group_get_name (IlxCampaignGroup group); /* stable: "attention" */
const char *ilx_campaign_group_get_title (IlxCampaignGroup group);
IlxCampaignGroup ilx_campaign_group_find (const char *name);

/* A moment near @now for people, in the local zone with its name: "Today 09:00 CEST", "Friday 09:00
 * CEST", "24 December 2026, 09:00 CET". */
char *ilx_moment_format (gint64 time, gint64 now);

G_END_DECLS
