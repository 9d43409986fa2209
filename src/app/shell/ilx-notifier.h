/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the desktop what became of a campaign, unless its page is looked at. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_NOTIFIER (ilx_notifier_get_type ())
G_DECLARE_FINAL_TYPE (IlxNotifier, ilx_notifier, ILX, NOTIFIER, GObject)

/* Follows @workspace for as long as it lives. A notification opens app.review-campaign. */
IlxNotifier *ilx_notifier_new (GApplication *application, IlxWorkspace *workspace);
/* The user sees it now: its notification goes. */
void ilx_notifier_withdraw (IlxNotifier *self, const char *campaign_id);

G_END_DECLS
