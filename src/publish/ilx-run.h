/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One operation at work: it takes the rows of a platform's table and drives each through the
 * journal.
 *
 *   ┌────────► choose the row ──none left, or must stop──────────────┐
 *   │               │                                                │
 *   │             wait          (a probe's delay)                    │
 *   │               │                                                │
 *   │             probe         (the journal says "intended")        │
 *   │               │ did not happen, or was never intended          │
 *   │        commit the intent                                       │
 *   │               │                                                │
 *   │             call                                               │
 *   │               │                                                ▼
 *   └─ go on ─ commit the outcome ──── failed ──► take back ──► commit that, for each row
 *
 * Private to publish/. */
#pragma once

#include "ilx-delivery.h"
#include "ilx-file-lock.h"
#include "ilx-journal-store.h"

G_BEGIN_DECLS

/* How long after a call of unknown outcome, and after each silent probe, the next probe comes. */
extern const gint64 ilx_run_probe_delays[];
#define ILX_RUN_N_PROBES 4
/* So many are waited for; the rest is for later runs, or for whoever keeps timers. */
#define ILX_RUN_N_PROBES_AT_ONCE 2

typedef enum
{
  ILX_RUN_ALL,     /* as far as it goes without a confirmation that is lacking */
  ILX_RUN_SETTLE,  /* find out what happened and read; start nothing new */
  ILX_RUN_ABANDON, /* find out what happened, then take back what is of no use */
} IlxRunMode;

typedef void (*IlxRunProgress) (
    IlxOperation *operation, const char *title, guint position, guint n_rows, gpointer user_data);

typedef struct
{
  IlxStore *store;
  IlxDelivery *delivery;
  const IlxDeliveryStep *rows; /* ended by a row without name */
  IlxOperation *operation;     /* changed as it goes */
  IlxRunMode mode;
  IlxRunProgress progress; /* (nullable) */
  gpointer progress_data;
} IlxRunArgs;

/* @lock: (transfer full): held until the run ends. */
void ilx_run_async (const IlxRunArgs *args,
                    IlxFileLock *lock,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data);
gboolean ilx_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
