/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of steps runs as it is drawn: on, again, from the start, to an error, or not at all. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-step-runner.h"
#include "ilx-test-await.h"

typedef struct
{
  IlxSteps steps;
  GString *trace; /* "b" and "f" for each begin and finish, with the row's letter */
  guint n_again;
  guint n_restarts;
  gboolean fails;
  gboolean skips;
  GCancellable *cancel_in; /* (nullable): cancelled by the second row */
} State;

static guint n_freed;

static void
state_free (gpointer data)
{
  State *self = data;

  g_string_free (self->trace, TRUE);
  g_free (self);
  n_freed++;
}

/* A call that answers in the next turn of the main loop. */
static void
call (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
a_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  State *self = state;

  g_string_append (self->trace, "ba ");
  call (g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
a_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  State *self = state;

  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  g_string_append (self->trace, "fa ");
  if (self->n_again == 0)
    return ILX_STEP_NEXT;
  self->n_again--;
  return ILX_STEP_AGAIN;
}

static gboolean
b_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  State *self = state;

  g_string_append (self->trace, "bb ");
  if (self->cancel_in != NULL)
    g_cancellable_cancel (self->cancel_in);
  if (self->skips)
    return FALSE;
  call (g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
b_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  State *self = state;

  g_string_append (self->trace, "fb ");
  if (self->fails)
    {
      ilx_set_error (error, ILX_ERROR_CONFLICT, "No.");
      return ILX_STEP_FAILED;
    }
  if (self->n_restarts == 0)
    return ILX_STEP_NEXT;
  self->n_restarts--;
  return ILX_STEP_RESTART;
}

static const IlxStep table[] = {
  { "the first", a_begin, a_finish },
  { "the second", b_begin, b_finish },
  { NULL, NULL, NULL },
};
static const IlxStep empty_table[] = {
  { NULL, NULL, NULL },
};

typedef struct
{
  int line;
  State state;
  const char *trace;
  IlxErrorCode code; /* 0 for none */
  gboolean is_cancelled_before;
  gboolean is_cancelled_within;
} Row;

static const Row rows[] = {
  { __LINE__, { { 0 } }, "ba fa bb fb " },
  { __LINE__, { .n_again = 2 }, "ba fa ba fa ba fa bb fb " },
  { __LINE__, { .n_restarts = 2 }, "ba fa bb fb ba fa bb fb ba fa bb fb " },
  { __LINE__, { .skips = TRUE }, "ba fa bb " },
  { __LINE__, { .fails = TRUE }, "ba fa bb fb ", ILX_ERROR_CONFLICT },
  { __LINE__, { { 0 } }, "", 0, TRUE },
  { __LINE__, { { 0 } }, "ba fa bb fb ", 0, FALSE, TRUE },
};

static void
run_row (const Row *row)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_cancelled = row->is_cancelled_before || row->is_cancelled_within;
  State *state = g_memdup2 (&row->state, sizeof *state);
  GTask *task = g_task_new (NULL, cancellable, ilx_test_await_cb, &result);

  state->trace = g_string_new (NULL);
  state->cancel_in = row->is_cancelled_within ? cancellable : NULL;
  if (row->is_cancelled_before)
    g_cancellable_cancel (cancellable);
  g_task_set_task_data (task, state, state_free);
  ilx_steps_run (task, table);
  ilx_test_await (&result);
  g_assert_cmpint (g_task_propagate_boolean (G_TASK (result), &error), ==,
                   row->code == ILX_ERROR_FAILED && !is_cancelled);
  if (is_cancelled)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else if (row->code != ILX_ERROR_FAILED)
    g_assert_true (ilx_error_is (error, row->code));
  g_assert_cmpstr (state->trace->str, ==, row->trace);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("line %d", rows[i].line);
      run_row (&rows[i]);
    }
  /* Nothing held on to a task that had ended. */
  g_assert_cmpuint (n_freed, ==, G_N_ELEMENTS (rows));
}

static void
test_empty (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  GTask *task = g_task_new (NULL, NULL, ilx_test_await_cb, &result);

  g_task_set_task_data (task, g_new0 (IlxSteps, 1), g_free);
  ilx_steps_run (task, empty_table);
  ilx_test_await (&result);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
}

static gboolean
skip_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  return FALSE;
}

/* Rows that have nothing to do do not pile up on the stack, nor does AGAIN. */
static void
test_many (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree IlxStep *many = g_new0 (IlxStep, 100 * 1000 + 1);
  GTask *task = g_task_new (NULL, NULL, ilx_test_await_cb, &result);
  Row row = { __LINE__, { .n_again = 20 * 1000 }, NULL };

  for (guint i = 0; i < 100 * 1000; i++)
    many[i].begin = skip_begin;
  g_task_set_task_data (task, g_new0 (IlxSteps, 1), g_free);
  ilx_steps_run (task, many);
  ilx_test_await (&result);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));

  g_clear_object (&result);
  task = g_task_new (NULL, NULL, ilx_test_await_cb, &result);
  row.state.trace = g_string_new (NULL);
  g_task_set_task_data (task, g_memdup2 (&row.state, sizeof row.state), state_free);
  ilx_steps_run (task, table);
  ilx_test_await (&result);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/step-runner/rows", test_rows);
  g_test_add_func ("/base/step-runner/empty", test_empty);
  g_test_add_func ("/base/step-runner/many", test_many);
  return g_test_run ();
}
