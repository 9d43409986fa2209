/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tells one simulated platform from another: where its paths are, its shop, its gate, and how
 * it says that something went wrong. State, keys, limits, faults, log and clock are for all. */
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
  const char *method_override;
} IlxSandboxHeaders;

/* One call on its way through a platform's gate. All lent. */
typedef struct
{
  IlxSandboxCall *call;
  const IlxSandboxHeaders *headers;
  GBytes *body;
  IlxSandboxKeys *keys;
  IlxSandboxLimits *limits;
} IlxSandboxPass;

typedef struct
{
  const char *name;
  const char *prefix;           /* of its paths, which it does not see itself */
  const char *media_type;       /* of its replies */
  const char *error_media_type; /* of those with 400 and above */
  void (*open_shop) (IlxSandboxState *state);
  /* Brings all that is under way to the state's now. Called before each call is handled and before
   * a dump; must cost nothing when nothing is under way. */
  void (*refresh) (IlxSandboxState *state);
  /* Answers the call in every case. */
  void (*handle) (IlxSandboxPass *pass);
  /* Answers with a status that was asked for, in the platform's shape. */
  void (*fail) (IlxSandboxCall *call, guint status, const char *phrase);
  /* Where it is and what opens it. */
  JsonNode *(*describe) (IlxSandboxState *state, IlxSandboxKeys *keys);
} IlxSandboxPlatform;

extern const IlxSandboxPlatform ilx_sandbox_klaviyo;
extern const IlxSandboxPlatform ilx_sandbox_mailchimp;

/* All of them, ended by NULL. */
extern const IlxSandboxPlatform *const ilx_sandbox_platforms[];
/* Whose path it is; never NULL. */
const IlxSandboxPlatform *ilx_sandbox_platforms_find (const char *path);
gboolean ilx_sandbox_platforms_have (const char *name);
void ilx_sandbox_platforms_open_shops (IlxSandboxState *state);
void ilx_sandbox_platforms_refresh (IlxSandboxState *state);

G_END_DECLS
