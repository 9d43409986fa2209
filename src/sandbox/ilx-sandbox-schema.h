/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request's body must look like. Objects are closed: a member that the schema doesn't name
 * is refused. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _IlxSandboxSchema IlxSandboxSchema;

/* FALSE with the first fault: @pointer (owned) as "/data/attributes/name", @detail (owned) as
 * "'name' is a required field for the resource 'template'." */
gboolean ilx_sandbox_schema_check (const IlxSandboxSchema *schema,
                                   JsonNode *body,
                                   char **pointer,
                                   char **detail);

G_END_DECLS
