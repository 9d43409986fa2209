/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ilx-page.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_SEND_PAGE (ilx_send_page_get_type ())
G_DECLARE_FINAL_TYPE (IlxSendPage, ilx_send_page, ILX, SEND_PAGE, IlxPage)

IlxPage *ilx_send_page_new (IlxWorkspace *workspace, const char *campaign_id);

G_END_DECLS
