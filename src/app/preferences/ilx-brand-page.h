/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sends: the defaults of every new campaign, saved while one types. What has not the form it
 * needs is told at its field, and saved once it has. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_BRAND_PAGE (ilx_brand_page_get_type ())
G_DECLARE_FINAL_TYPE (IlxBrandPage, ilx_brand_page, ILX, BRAND_PAGE, AdwPreferencesPage)

void ilx_brand_page_set_workspace (IlxBrandPage *self, IlxWorkspace *workspace);

G_END_DECLS
