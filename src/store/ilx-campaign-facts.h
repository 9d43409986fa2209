/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a campaign stands in the database, as seen inside of a write; and what that forbids. What
 * a caller holds in memory may be old, and another process may have sent it meanwhile. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-db.h"
#include "ilx-operation.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 revision;
  IlxCampaignState state;
  gint64 trashed_at;
  gboolean has_operation; /* one that is open; then: */
  IlxOperationState operation_state;
} IlxCampaignFacts;

IlxRow ilx_campaign_facts_read (IlxDb *db, const char *id, IlxCampaignFacts *facts, GError **error);
gboolean
ilx_campaign_facts_load (IlxDb *db, const char *id, IlxCampaignFacts *facts, GError **error);

gboolean
ilx_campaign_facts_check_edit (const IlxCampaignFacts *self, gint64 revision, GError **error);
gboolean
ilx_campaign_facts_check_begin (const IlxCampaignFacts *self, gint64 revision, GError **error);
gboolean ilx_campaign_facts_check_trash (const IlxCampaignFacts *self, GError **error);

gboolean
ilx_campaign_facts_set_state (IlxDb *db, const char *id, IlxCampaignState state, GError **error);

char *ilx_campaign_facts_find_sent (
    IlxDb *db, const char *fingerprint, const char *except_id, gint64 since, GError **error);

G_END_DECLS
