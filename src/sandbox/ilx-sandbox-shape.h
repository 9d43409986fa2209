/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that look like a resource and are none that is stored: an older shape of it, a rendered
 * one, one under another id. */
#pragma once

#include "ilx-sandbox-call.h"

G_BEGIN_DECLS

void ilx_sandbox_shape_reply (IlxSandboxCall *call,
                              guint status,
                              const char *type,
                              const char *id,
                              JsonNode *attributes,
                              JsonNode *relationships);

G_END_DECLS
