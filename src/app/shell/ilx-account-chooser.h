/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account filter on top of the sidebar: all accounts, or one of them. It shows and changes the
 * choice of the workspace, and hides while there is only one account. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_ACCOUNT_CHOOSER (ilx_account_chooser_get_type ())
G_DECLARE_FINAL_TYPE (IlxAccountChooser, ilx_account_chooser, ILX, ACCOUNT_CHOOSER, AdwBin)

/* Once. */
void ilx_account_chooser_set_workspace (IlxAccountChooser *self, IlxWorkspace *workspace);

G_END_DECLS
