/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the row for a method and a path. */
#pragma once

#include "ilx-sandbox-call.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_SANDBOX_ROUTE_FOUND,
  ILX_SANDBOX_ROUTE_NO_PATH,   /* 404 */
  ILX_SANDBOX_ROUTE_NO_METHOD, /* 405: the path is there, for others */
} IlxSandboxRouteResult;

/* @tables ends with NULL. When found, route and arguments of the call are set. */
IlxSandboxRouteResult ilx_sandbox_router_find (const IlxSandboxRoute *const *tables,
                                               IlxSandboxCall *call);

G_END_DECLS
