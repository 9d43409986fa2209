/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a campaign by whatever connection, for what has to be read inside of a write. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-db.h"

G_BEGIN_DECLS

/* NULL without an error: there is none. */
IlxCampaign *ilx_campaign_load_row (IlxDb *db, const char *id, GError **error);
gboolean ilx_campaign_load_body (IlxDb *db, IlxCampaign *campaign, GError **error);

G_END_DECLS
