/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a run, shared by the files that it is told in: ilx-run.c (the round),
 * ilx-run-choose.c (which row, and whether it may), ilx-run-outcome.c (what an outcome means),
 * ilx-run-undo.c (taking back). */
#pragma once

#include "ilx-run.h"
#include "ilx-step-runner.h"

G_BEGIN_DECLS

/* What the round does with its row. */
typedef enum
{
  ILX_NEED_NOTHING, /* the run ends here: see the operation's state and error */
  ILX_NEED_ROUND,   /* this round is over, the next chooses again */
  ILX_NEED_CALL,
  ILX_NEED_PROBE,
} IlxNeed;

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxRunArgs args;
  GCancellable *cancellable; /* (owned) (nullable) */
  IlxFileLock *lock;         /* (owned) */
  /* of the run */
  GPtrArray *entries; /* (element-type IlxOperationStep) (owned): the journal's rows */
  GError *error;      /* (owned) (nullable): how the run ends */
  guint n_silent;     /* probes of this run that stayed silent */
  gboolean is_failed; /* take back what was made */
  gboolean is_undoing;
  guint undo_index; /* rows below it are still to be taken back */
  GString *left;    /* (owned): what could not be taken back */
  /* of the round */
  const IlxDeliveryStep *row;
  IlxNeed need;
  IlxOperationStep *entry; /* (owned) (nullable): of the row */
  JsonNode *intent;        /* (owned) (nullable) */
  guint n_calls;           /* of this row, in this run */
  GError *call_error;      /* (owned) (nullable): of the last call of this row */
} IlxRun;

gint64 ilx_run_get_now (IlxRun *self);
IlxCampaign *ilx_run_get_campaign (IlxRun *self);
IlxOperationStep *ilx_run_find_entry (IlxRun *self, const IlxDeliveryStep *row);
void ilx_run_stop (IlxRun *self, IlxOperationState state, IlxCampaignState campaign_state);
void ilx_run_stop_with_error (IlxRun *self, const GError *error);
void ilx_run_fail (IlxRun *self, const GError *error);
gboolean ilx_run_is_sent (IlxRun *self);
void ilx_run_finish_operation (IlxRun *self);

/* ilx-run-choose.c */
void ilx_run_replay (IlxRun *self);
void ilx_run_choose (IlxRun *self);

/* ilx-run-outcome.c */
void ilx_run_take_result (IlxRun *self, JsonNode *result);
void ilx_run_take_error (IlxRun *self, GError *error);
void ilx_run_take_probe (IlxRun *self, IlxProbe outcome, JsonNode *result, GError *error);
gint64 ilx_run_get_wait (IlxRun *self);

/* ilx-run-undo.c */
gboolean
ilx_run_undo_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data);
IlxStepOutcome
ilx_run_undo_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error);

G_END_DECLS
