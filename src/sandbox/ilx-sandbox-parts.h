/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one sandbox consists of, for its server and its control interface. */
#pragma once

#include "ilx-sandbox-faults.h"
#include "ilx-sandbox-keys.h"
#include "ilx-sandbox-limits.h"
#include "ilx-sandbox-log.h"
#include "ilx-sandbox-state.h"

G_BEGIN_DECLS

typedef struct
{
  IlxSandboxState *state;   /* (owned) */
  IlxSandboxKeys *keys;     /* (owned) */
  IlxSandboxLimits *limits; /* (owned) */
  IlxSandboxFaults *faults; /* (owned) */
  IlxSandboxLog *log;       /* (owned) */
  guint n_under_way;        /* requests that were not answered yet */
} IlxSandboxParts;

/* A fresh shop, an empty log, no faults, unused limits; the keys stay. */
void ilx_sandbox_parts_reset (IlxSandboxParts *parts);

G_END_DECLS
