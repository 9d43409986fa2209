/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose name and address a campaign carries, when it does not say so itself. */
#pragma once

#include "ilx-brand.h"
#include "ilx-campaign.h"
#include "ilx-connection.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;     /* (nullable) */
  char *email;    /* (nullable): nobody knows one, ask */
  char *reply_to; /* (nullable) */
} IlxSender;

IlxSender *ilx_sender_resolve (IlxCampaign *campaign, IlxBrand *brand, IlxConnection *connection);
void ilx_sender_free (IlxSender *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSender, ilx_sender_free)

G_END_DECLS
