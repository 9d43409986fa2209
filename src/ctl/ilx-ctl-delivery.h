/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a delivery is told: where it stands, what the user agrees to, and how it goes on. */
#pragma once

#include "ilx-ctl.h"
#include "ilx-sender.h"

G_BEGIN_DECLS

const char *ilx_ctl_get_subject (IlxCampaign *campaign);
char *ilx_ctl_dup_sender (const IlxSender *sender);
char *ilx_ctl_dup_moment (IlxCtl *self, gint64 time);

void ilx_ctl_set_delivery_members (IlxCtl *self, JsonNode *json);
gboolean ilx_ctl_answer_delivery (IlxCtl *self, GError **error);
gboolean ilx_ctl_tell_review (IlxCtl *self, GError **error);

G_END_DECLS
