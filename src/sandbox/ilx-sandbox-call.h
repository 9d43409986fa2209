/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request under way: what came, and what will be answered. A handler looks at the first and
 * sets the second exactly once before it returns; the server does the rest (faults, limits'
 * headers, log).
 */
#pragma once

#include "ilx-sandbox-state.h"

G_BEGIN_DECLS

typedef struct _IlxSandboxCall IlxSandboxCall;
typedef struct _IlxSandboxRoute IlxSandboxRoute;

/* What came. All lent. */
IlxSandboxState *ilx_sandbox_call_get_state (IlxSandboxCall *self);
const IlxSandboxRoute *ilx_sandbox_call_get_route (IlxSandboxCall *self);
const char *ilx_sandbox_call_get_method (IlxSandboxCall *self);
const char *ilx_sandbox_call_get_path (IlxSandboxCall *self);
/* What stands at {name} in the route's pattern. */
const char *ilx_sandbox_call_get_argument (IlxSandboxCall *self, const char *name);
/* A query parameter, decoded: "filter", "page[size]". */
const char *ilx_sandbox_call_get_query (IlxSandboxCall *self, const char *name);
/* The whole body; it fits the route's schema. NULL for a route without one. */
JsonNode *ilx_sandbox_call_get_body (IlxSandboxCall *self);

/* What will be answered. Each ends the call. */
void ilx_sandbox_call_reply (IlxSandboxCall *self, guint status, JsonNode *take);
void ilx_sandbox_call_reply_empty (IlxSandboxCall *self, guint status);
/* @source: a pointer when it begins with "/", else the name of a query parameter; NULL: "/data". */
void ilx_sandbox_call_reply_error (IlxSandboxCall *self,
                                   guint status,
                                   const char *code,
                                   const char *title,
                                   const char *detail,
                                   const char *source);
/* 400 "invalid" "Invalid input."; 404 "A campaign with id X does not exist."; 409 "conflict". */
void
ilx_sandbox_call_reply_invalid (IlxSandboxCall *self, const char *source, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void ilx_sandbox_call_reply_not_found (IlxSandboxCall *self, const char *type, const char *id);
void ilx_sandbox_call_reply_conflict (IlxSandboxCall *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
gboolean ilx_sandbox_call_has_reply (IlxSandboxCall *self);

/* Resources: {"data":…,"links":…,"included":…} with the query's fields[…], include,
 * additional-fields[…] and absolute links. These need a route whose query rows say what is allowed.
 */
void ilx_sandbox_call_reply_object (IlxSandboxCall *self, guint status, IlxSandboxObject *object);
/* All objects of a kind, through the query's filter, sort and page. */
void ilx_sandbox_call_reply_kind (IlxSandboxCall *self, const char *kind);
/* The same for some objects; takes the array (of lent IlxSandboxObject). */
void ilx_sandbox_call_reply_objects (IlxSandboxCall *self, GPtrArray *objects);
/* Finds the object of @kind whose id stands at {id}; answers 404 itself when there is none. */
IlxSandboxObject *ilx_sandbox_call_find (IlxSandboxCall *self, const char *kind, const char *type);

G_END_DECLS
