/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connected accounts as rows that lead to where they are looked after. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Fills @group, and has it follow the accounts of @workspace. */
void ilx_preferences_accounts_fill (AdwPreferencesGroup *group, IlxWorkspace *workspace);

G_END_DECLS
