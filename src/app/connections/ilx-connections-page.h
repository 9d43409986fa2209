/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ilx-page.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_CONNECTIONS_PAGE (ilx_connections_page_get_type ())
G_DECLARE_FINAL_TYPE (IlxConnectionsPage, ilx_connections_page, ILX, CONNECTIONS_PAGE, IlxPage)

IlxPage *ilx_connections_page_new (IlxWorkspace *workspace);

G_END_DECLS
