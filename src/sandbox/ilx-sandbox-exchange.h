/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request from its arrival to its answer, with whatever is to go wrong on the way.
 *
 *   came ── strike with a delay? ── wait ─┐
 *     └──────────────────────────────────►├─ strikes before? ── yes ─────────► strike
 *                                         └─ gate, handler ─ strikes after? ─► strike
 *                                                                └─ no ──────► answer      → log
 */
#pragma once

#include "ilx-sandbox-line.h"
#include "ilx-sandbox-parts.h"

G_BEGIN_DECLS

/* Takes part in a server's life: what it lends must live until the exchange ends, which it does at
 * the latest when @cancellable is cancelled and the main loop has run. @owner is kept so long. */
void ilx_sandbox_exchange_run (GObject *owner,
                               IlxSandboxParts *parts,
                               IlxSandboxLines *lines,
                               IlxClock *clock,
                               GCancellable *cancellable,
                               SoupServerMessage *message);

G_END_DECLS
