/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shop that the simulated platforms belong to: Nordlicht Kaffee, a roaster in Kiel. All of it
 * follows from tables and counting, nothing from chance; its dates reach back from the day on which
 * it opens. */
#pragma once

#include "ilx-sandbox-state.h"

G_BEGIN_DECLS

/* Someone chosen out of a hundred by counting: 0 to 99, the same for the same person and reason. */
guint ilx_sandbox_shop_draw (guint person, guint reason);
/* A date before the shop opened; whole hours. */
char *ilx_sandbox_shop_format_past (IlxSandboxState *state, guint days, guint hours);

void ilx_sandbox_shop_add_audiences (IlxSandboxState *state);
/* {"Y6nRLr":"2026-…"}: the lists and segments that a person is in. */
JsonNode *ilx_sandbox_shop_build_groups (IlxSandboxState *state, guint person);
void ilx_sandbox_shop_add_people (IlxSandboxState *state);
char *ilx_sandbox_shop_dup_person_id (guint person);
char *ilx_sandbox_shop_dup_email (guint person);
const char *ilx_sandbox_shop_get_first_name (guint person);
const char *ilx_sandbox_shop_get_last_name (guint person);
guint ilx_sandbox_shop_get_n_people (void);
/* Why a person may not be mailed, "HARD_BOUNCE"; NULL for most. */
const char *ilx_sandbox_shop_get_suppression (guint person);
/* Metrics, mapped metrics, events, flows, webhook topics. */
void ilx_sandbox_shop_add_metrics (IlxSandboxState *state);

G_END_DECLS
