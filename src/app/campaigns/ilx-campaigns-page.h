/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ilx-list-page.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_CAMPAIGNS_PAGE (ilx_campaigns_page_get_type ())
G_DECLARE_FINAL_TYPE (IlxCampaignsPage, ilx_campaigns_page, ILX, CAMPAIGNS_PAGE, IlxListPage)

IlxPage *ilx_campaigns_page_new (IlxWorkspace *workspace);

G_END_DECLS
