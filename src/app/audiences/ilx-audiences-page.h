/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ilx-list-page.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCES_PAGE (ilx_audiences_page_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudiencesPage, ilx_audiences_page, ILX, AUDIENCES_PAGE, IlxListPage)

IlxPage *ilx_audiences_page_new (IlxWorkspace *workspace);
/* Selects it, whatever was searched or chosen before. */
void ilx_audiences_page_show_audience (IlxAudiencesPage *self,
                                       const char *connection_id,
                                       const char *audience_id);

G_END_DECLS
