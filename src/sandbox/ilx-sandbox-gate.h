/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in front of all handlers: each platform makes its checks in its own order. */
#pragma once

#include "ilx-sandbox-platform.h"

G_BEGIN_DECLS

/* Answers the call in every case. @body is what came with it, maybe empty. */
void ilx_sandbox_gate_handle (IlxSandboxCall *call,
                              const IlxSandboxHeaders *headers,
                              GBytes *body,
                              IlxSandboxKeys *keys,
                              IlxSandboxLimits *limits);

G_END_DECLS
