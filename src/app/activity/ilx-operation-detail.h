/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One operation: what its state means, what went wrong, what can be done about it, and its steps as
 * the journal has them.
 *
 * Property "operation" (IlxOperation, nullable). */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_OPERATION_DETAIL (ilx_operation_detail_get_type ())
G_DECLARE_FINAL_TYPE (IlxOperationDetail, ilx_operation_detail, ILX, OPERATION_DETAIL, AdwBin)

void ilx_operation_detail_set_workspace (IlxOperationDetail *self, IlxWorkspace *workspace);
void ilx_operation_detail_set_operation (IlxOperationDetail *self, IlxOperation *operation);
/* Of IlxOperationStep: lent. */
GListModel *ilx_operation_detail_get_steps (IlxOperationDetail *self);

G_END_DECLS
