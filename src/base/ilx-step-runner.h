/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain of asynchronous calls, written as a table and driven by one small runner.
 *
 *      row.begin ──FALSE──────────────► next row
 *          │ TRUE
 *          ▼
 *      (the call) ──► row.finish ──NEXT──► next row
 *                          ├──────AGAIN──► the same row: the next page, the next item
 *                          ├────RESTART──► the first row: the next round of a loop
 *                          └──────FAILED─► the task returns the error
 *
 * The state struct is the task's data; its first member is an IlxSteps. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_STEP_FAILED,
  ILX_STEP_NEXT,
  ILX_STEP_AGAIN,
  ILX_STEP_RESTART,
} IlxStepOutcome;

typedef struct
{
  const char *name;
  /* Starts the call and answers TRUE, or has nothing to do here and answers FALSE. It must not hold
   * on to callback and data when it answers FALSE. */
  gboolean (*begin) (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data);
  IlxStepOutcome (*finish) (gpointer state, GObject *source, GAsyncResult *result, GError **error);
} IlxStep;

typedef struct
{
  const IlxStep *table; /* its first row */
  const IlxStep *step;  /* the present row */
} IlxSteps;

void ilx_steps_run (GTask *task, const IlxStep *table);

G_END_DECLS
