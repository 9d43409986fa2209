/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of an operation in the journal: what was intended, what came of it. */
#pragma once

#include "ilx-record.h"

G_BEGIN_DECLS

/* Numbers are stored.
 *
 *   (no row) ──► intended ──► done ──► undone
 *                    └──────► refused (certainly without effect) ──► intended again */
typedef enum
{
  ILX_STEP_INTENDED = 0, /* the call may or may not have been made */
  ILX_STEP_DONE = 1,
  ILX_STEP_REFUSED = 2, /* the platform refused, nothing happened */
  ILX_STEP_UNDONE = 3,
} IlxStepState;

#define ILX_TYPE_OPERATION_STEP (ilx_operation_step_get_type ())
G_DECLARE_FINAL_TYPE (IlxOperationStep, ilx_operation_step, ILX, OPERATION_STEP, IlxRecord)

IlxOperationStep *ilx_operation_step_new (void);

ILX_DECLARE_STRING (IlxOperationStep, ilx_operation_step, operation_id)
ILX_DECLARE_STRING (IlxOperationStep, ilx_operation_step, name) /* of the row */
ILX_DECLARE_INT (IlxOperationStep, ilx_operation_step, position)
ILX_DECLARE_ENUM (IlxOperationStep, ilx_operation_step, state, IlxStepState)
ILX_DECLARE_STRING (IlxOperationStep,
                    ilx_operation_step,
                    intent) /* JSON of the platform, fixed before the call */
ILX_DECLARE_STRING (IlxOperationStep, ilx_operation_step, result) /* JSON of the platform */
ILX_DECLARE_INT (IlxOperationStep, ilx_operation_step, attempts)  /* calls begun */
ILX_DECLARE_INT (IlxOperationStep, ilx_operation_step, started_at)
ILX_DECLARE_INT (IlxOperationStep, ilx_operation_step, finished_at)
ILX_DECLARE_STRING (IlxOperationStep, ilx_operation_step, message) /* what went wrong last */

const char *ilx_step_state_get_name (IlxStepState state);

G_END_DECLS
