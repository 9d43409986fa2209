/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands against sending a campaign, as far as this machine can tell without asking anybody.
 */
#pragma once

#include "ilx-finding.h"
#include "ilx-platform.h"
#include "ilx-sender.h"
#include "ilx-store.h"

G_BEGIN_DECLS

typedef struct
{
  IlxCampaign *campaign;
  IlxConnection *connection; /* (nullable): no account is connected */
  const IlxSender *sender;
  const IlxPlatformInfo *info; /* (nullable): for its own check */
  const char *repeats;         /* (nullable): the operation that is purposely repeated */
} IlxPreflight;

gboolean
ilx_preflight_find_sent (IlxStore *store, IlxCampaign *campaign, char **sent, GError **error);
IlxFindings *ilx_preflight_check (IlxStore *store, const IlxPreflight *preflight, GError **error);

G_END_DECLS
