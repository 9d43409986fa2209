/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An object as the platform shows it: the fields that were asked for, absolute links, and what
 * include brings along. */
#pragma once

#include "ilx-sandbox-call.h"

G_BEGIN_DECLS

JsonNode *ilx_sandbox_resource_build (IlxSandboxCall *call, IlxSandboxObject *object);
/* The included resources of @objects (of lent IlxSandboxObject), each once; NULL when the query has
 * no include. */
JsonNode *ilx_sandbox_resource_build_included (IlxSandboxCall *call, GPtrArray *objects);

G_END_DECLS
