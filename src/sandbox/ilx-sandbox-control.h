/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /_sandbox/: what tests and the demo do to the sandbox itself.
 *
 *   GET    state                                  every object by platform and kind, or with
 *                                                 ?kinds=lists,campaigns those of some kinds
 *   GET    requests                               the log
 *   DELETE requests                               empties it
 *   GET    faults   POST fault|[fault,…]  DELETE  see ilx-sandbox-faults.h
 *   GET    clock    POST {"advance":s}|{"now":t}  the platforms' time
 *   POST   keys     {"scopes":[…]} | {"revoke":k} another key, all scopes when none are named
 *   GET    plan     POST {"webhooks":b,"limits":b} what the account has
 *   POST   reset                                  a fresh shop
 */
#pragma once

#include "ilx-sandbox-call.h"
#include "ilx-sandbox-parts.h"

G_BEGIN_DECLS

#define ILX_SANDBOX_CONTROL_PREFIX "/_sandbox"

gboolean ilx_sandbox_control_has_path (const char *path);
/* Answers the call in every case. */
void ilx_sandbox_control_handle (IlxSandboxParts *parts, IlxSandboxCall *call, GBytes *body);

G_END_DECLS
