/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be told of a mail by itself, before any platform or audience is asked. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-finding.h"

G_BEGIN_DECLS

IlxFindings *ilx_content_check (IlxCampaign *campaign, const char *const *unsubscribe_tags);

G_END_DECLS
