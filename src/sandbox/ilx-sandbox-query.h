/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query string against what a route allows. */
#pragma once

#include "ilx-sandbox-call.h"

G_BEGIN_DECLS

/* Reads the query into the call; FALSE when 400 has been answered. */
gboolean ilx_sandbox_query_read (IlxSandboxCall *call);

G_END_DECLS
