/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-operation-step.h"

struct _IlxOperationStep
{
  IlxRecord parent_instance;

  char *operation_id;
  char *name;
  gint64 position;
  int state;
  char *intent;
  char *result;
  gint64 attempts;
  gint64 started_at;
  gint64 finished_at;
  char *message;
};

G_DEFINE_FINAL_TYPE (IlxOperationStep, ilx_operation_step, ILX_TYPE_RECORD)

static const char *const state_names[] = { "intended", "done", "refused", "undone", NULL };

#define AT(field) G_STRUCT_OFFSET (IlxOperationStep, field)
static const IlxField fields[] = {
  { "operation-id", ILX_FIELD_STRING, AT (operation_id), ILX_FIELD_KEY },
  { "name", ILX_FIELD_STRING, AT (name), ILX_FIELD_KEY },
  { "position", ILX_FIELD_INT, AT (position) },
  { "state", ILX_FIELD_ENUM, AT (state), 0, 0, state_names },
  { "intent", ILX_FIELD_STRING, AT (intent) },
  { "result", ILX_FIELD_STRING, AT (result) },
  { "attempts", ILX_FIELD_INT, AT (attempts) },
  { "started-at", ILX_FIELD_TIME, AT (started_at) },
  { "finished-at", ILX_FIELD_TIME, AT (finished_at) },
  { "message", ILX_FIELD_STRING, AT (message) },
};
#undef AT

static void
ilx_operation_step_class_init (IlxOperationStepClass *klass)
{
  ilx_record_class_set_fields (ILX_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
ilx_operation_step_init (IlxOperationStep *self)
{
}

ILX_DEFINE_STRING (IlxOperationStep, ilx_operation_step, operation_id, "operation-id")
ILX_DEFINE_STRING (IlxOperationStep, ilx_operation_step, name, "name")
ILX_DEFINE_INT (IlxOperationStep, ilx_operation_step, position, "position")
ILX_DEFINE_ENUM (IlxOperationStep, ilx_operation_step, state, "state", IlxStepState)
ILX_DEFINE_STRING (IlxOperationStep, ilx_operation_step, intent, "intent")
ILX_DEFINE_STRING (IlxOperationStep, ilx_operation_step, result, "result")
ILX_DEFINE_INT (IlxOperationStep, ilx_operation_step, attempts, "attempts")
ILX_DEFINE_INT (IlxOperationStep, ilx_operation_step, started_at, "started-at")
ILX_DEFINE_INT (IlxOperationStep, ilx_operation_step, finished_at, "finished-at")
ILX_DEFINE_STRING (IlxOperationStep, ilx_operation_step, message, "message")

/**
 * ilx_operation_step_new:
 *
 * Returns: (transfer full): an empty one
 */
IlxOperationStep *
ilx_operation_step_new (void)
{
  return g_object_new (ILX_TYPE_OPERATION_STEP, NULL);
}

/**
 * ilx_step_state_get_name:
 * @state: a state
 *
 * Returns: (transfer none): its stable name for scripts
 */
const char *
ilx_step_state_get_name (IlxStepState state)
{
  return state_names[state];
}
