/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-step-runner.h"

static void run (GTask *task);

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxSteps *state = g_task_get_task_data (task);
  GError *error = NULL;

  switch (state->step->finish (state, source, result, &error))
    {
    case ILX_STEP_FAILED:
      g_assert (error != NULL);
      g_task_return_error (task, error);
      return;
    case ILX_STEP_NEXT:
      state->step++;
      break;
    case ILX_STEP_AGAIN:
      break;
    case ILX_STEP_RESTART:
      state->step = state->table;
      break;
    default:
      g_assert_not_reached ();
    }
  run (task);
}

static void
run (GTask *task)
{
  IlxSteps *state = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  for (; state->step->begin != NULL; state->step++)
    {
      if (state->step->begin (task, state, ready_cb, g_object_ref (task)))
        return;
      g_object_unref (task);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * ilx_steps_run:
 * @task: (transfer full): its data is a struct whose first member is an #IlxSteps; it returns %TRUE
 *   after the last row, or the first error
 * @table: rows, ended by one without `begin`
 *
 * Drives @table on the task's main context. A cancelled task ends before the next row.
 */
void
ilx_steps_run (GTask *task, const IlxStep *table)
{
  g_autoptr (GTask) owned = task;
  IlxSteps *state = g_task_get_task_data (task);

  state->table = table;
  state->step = table;
  run (task);
}
