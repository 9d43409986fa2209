/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in front of the simulated Klaviyo's handlers, in Klaviyo's order: path, key, scopes,
 * revision, media types, limits, query, body. */
#pragma once

#include "ilx-sandbox-call.h"
#include "ilx-sandbox-keys.h"
#include "ilx-sandbox-limits.h"

G_BEGIN_DECLS

/* The headers that matter, lent; NULL when absent. */
typedef struct
{
  const char *authorization;
  const char *revision;
  const char *accept;
  const char *content_type;
} IlxSandboxHeaders;

/* Answers the call in every case. @body is what came with it, maybe empty. */
void ilx_sandbox_gate_handle (IlxSandboxCall *call,
                              const IlxSandboxHeaders *headers,
                              GBytes *body,
                              IlxSandboxKeys *keys,
                              IlxSandboxLimits *limits);

G_END_DECLS
