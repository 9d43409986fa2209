/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One audience: what it is, how many people it has, and which campaigns go to it.
 *
 * Property "audience" (IlxAudience, nullable). Its buttons activate "page.new-campaign" and
 * "win.open-campaign". */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_DETAIL (ilx_audience_detail_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceDetail, ilx_audience_detail, ILX, AUDIENCE_DETAIL, AdwBin)

void ilx_audience_detail_set_workspace (IlxAudienceDetail *self, IlxWorkspace *workspace);
void ilx_audience_detail_set_audience (IlxAudienceDetail *self, IlxAudience *audience);
/* How many campaigns go to it. */
guint ilx_audience_detail_get_n_campaigns (IlxAudienceDetail *self);

G_END_DECLS
