/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ilx-list-page.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_ACTIVITY_PAGE (ilx_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (IlxActivityPage, ilx_activity_page, ILX, ACTIVITY_PAGE, IlxListPage)

IlxPage *ilx_activity_page_new (IlxWorkspace *workspace);

G_END_DECLS
