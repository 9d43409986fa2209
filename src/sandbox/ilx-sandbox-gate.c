/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-gate.h"

#include "ilx-sandbox-call-private.h"

/**
 * ilx_sandbox_gate_handle:
 * @call: a call without reply
 * @headers: its headers
 * @body: its body
 * @keys: who may come in
 * @limits: how often
 *
 * Has the call's platform make all its checks and answer.
 */
void
ilx_sandbox_gate_handle (IlxSandboxCall *call,
                         const IlxSandboxHeaders *headers,
                         GBytes *body,
                         IlxSandboxKeys *keys,
                         IlxSandboxLimits *limits)
{
  IlxSandboxPass pass = { call, headers, body, keys, limits };

  call->platform->handle (&pass);
  g_assert (ilx_sandbox_call_has_reply (call));
}
