/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a campaign leaves. An accepted send job walks through stages by the sandbox's clock; nothing
 * runs in between, whoever looks brings it to the present first (ilx_sandbox_klaviyo_refresh()):
 *
 *   job        queued ──┬─ processing ─┬───────────── complete
 *   immediate           │   Preparing to send ────────┬─ Sending ─── Sent
 *   others     Preparing to schedule ── Scheduled ─ Preparing to send ─┘
 *                                                      └─ Cancelled: No Recipients | Misconfigured
 *
 * Until it is Sending it can be cancelled (for good) or reverted (a draft again). */
#pragma once

#include "ilx-sandbox-state.h"

G_BEGIN_DECLS

/* Takes the job on: one object of the kind "campaign-send-jobs", which stays whatever becomes of
 * it. @begins: when the mail shall leave. */
IlxSandboxObject *
ilx_sandbox_life_accept (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 begins);
/* The campaign's present job; NULL before the first, and after a revert. */
IlxSandboxObject *ilx_sandbox_life_get_job (IlxSandboxState *state, IlxSandboxObject *campaign);
/* FALSE when it is too late. */
gboolean ilx_sandbox_life_cancel (IlxSandboxState *state, IlxSandboxObject *campaign);
gboolean ilx_sandbox_life_revert (IlxSandboxState *state, IlxSandboxObject *campaign);
gboolean ilx_sandbox_life_may_delete (IlxSandboxObject *campaign);
/* The campaign is about to be deleted. */
void ilx_sandbox_life_forget (IlxSandboxState *state, IlxSandboxObject *campaign);

/* Starts counting whom the campaign would reach, in place of an older estimation. */
IlxSandboxObject *ilx_sandbox_life_estimate (IlxSandboxState *state, IlxSandboxObject *campaign);

G_END_DECLS
