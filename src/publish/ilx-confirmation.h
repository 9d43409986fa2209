/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user agreed to, as a token: this revision of this campaign, from this account, to these
 * audiences, to so many people, at this time. If any of it changes, the token no longer fits. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-operation.h"

G_BEGIN_DECLS

/* An agreement is good for this long; mail that nobody thinks of any more must not leave. */
#define ILX_CONFIRMATION_LIFETIME (60 * 60 * (gint64) G_USEC_PER_SEC)

char *ilx_confirmation_build (IlxOperation *operation, IlxCampaign *campaign, gint64 count);
gboolean ilx_confirmation_is_valid (IlxOperation *operation, IlxCampaign *campaign, gint64 now);

G_END_DECLS
