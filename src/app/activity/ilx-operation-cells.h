/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of the table of operations show, and the rows of the narrow list. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_OPERATION_CELL_SUBJECT, /* and what was wanted */
  ILX_OPERATION_CELL_STATE,
  ILX_OPERATION_CELL_ACCOUNT,
  ILX_OPERATION_CELL_ESTIMATE,
  ILX_OPERATION_CELL_AGE,
  ILX_OPERATION_CELL_ROW, /* everything in two lines */
} IlxOperationCellKind;

/* @workspace outlives it. */
GtkListItemFactory *ilx_operation_cells_new_factory (IlxOperationCellKind kind,
                                                     IlxWorkspace *workspace);
/* Of its campaign, wherever that is: (transfer full). */
char *ilx_operation_cells_dup_subject (IlxOperation *operation, IlxWorkspace *workspace);

G_END_DECLS
