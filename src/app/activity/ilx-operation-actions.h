/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done about an operation, as buttons: those alone that its state allows. An open one
 * is followed through the dispatch of its campaign, which does the work.
 *
 * Property "operation" (IlxOperation, nullable). */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_OPERATION_ACTIONS (ilx_operation_actions_get_type ())
G_DECLARE_FINAL_TYPE (IlxOperationActions, ilx_operation_actions, ILX, OPERATION_ACTIONS, AdwBin)

void ilx_operation_actions_set_workspace (IlxOperationActions *self, IlxWorkspace *workspace);
void ilx_operation_actions_set_operation (IlxOperationActions *self, IlxOperation *operation);

G_END_DECLS
