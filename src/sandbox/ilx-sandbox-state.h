/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulated platforms hold: objects by platform and kind, in the order of their making,
 * and the time by which they live. Main thread only.
 *
 * An object's document is {"type","id","attributes","relationships","hidden"}. "attributes" and
 * "relationships" (each {"data":…} or {}) are what the platform shows, links are added when it is
 * shown; "hidden" is what only the sandbox knows (times of a job, secrets) and never leaves it. */
#pragma once

#include "ilx-clock.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _IlxSandboxState IlxSandboxState;

typedef struct
{
  char *id;           /* (owned) */
  const char *kind;   /* interned, "templates" */
  guint64 serial;     /* grows with each object made */
  JsonNode *document; /* (owned): see above */
  GList link;         /* its place in the kind's queue; data is the object */
} IlxSandboxObject;

typedef enum
{
  ILX_SANDBOX_ID_SHORT, /* "Y6nRLr": lists, segments, templates, metrics, flows */
  ILX_SANDBOX_ID_HEX,   /* "cb398d21d2": whatever Mailchimp has */
  ILX_SANDBOX_ID_LONG,  /* "01JD9W4ZK3N6V5Y2S8T7R1Q0PA": campaigns, messages, profiles, webhooks */
} IlxSandboxIdForm;

IlxSandboxState *ilx_sandbox_state_new (double speed);
void ilx_sandbox_state_free (IlxSandboxState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSandboxState, ilx_sandbox_state_free)

/* Throws every object away; clock offset and switches return to their beginnings. */
void ilx_sandbox_state_clear (IlxSandboxState *self);

/* Time: microseconds since the epoch. Runs @speed times as fast as the world, plus what was
 * advanced. Jobs, windows of limits and timestamps all go by it. */
gint64 ilx_sandbox_state_get_now (IlxSandboxState *self);
void ilx_sandbox_state_advance (IlxSandboxState *self, gint64 microseconds);
void ilx_sandbox_state_set_now (IlxSandboxState *self, gint64 now);
/* Steady time of the same speed, which a jump of the clock moves forward, never back. */
gint64 ilx_sandbox_state_get_steady (IlxSandboxState *self);
/* "2026-11-22T09:30:07+00:00", as Klaviyo writes it. */
char *ilx_sandbox_format_time (gint64 time);

/* "http://127.0.0.1:4010", no slash at the end. */
const char *ilx_sandbox_state_get_base_url (IlxSandboxState *self);
void ilx_sandbox_state_set_base_url (IlxSandboxState *self, const char *url);

/* Objects. A kind is named as in the path: "templates", "campaign-messages". */
char *ilx_sandbox_state_dup_id (IlxSandboxState *self, IlxSandboxIdForm form);
/* Takes attributes and the others; @relationships and @hidden may be NULL. @id NULL is not allowed:
 * make one with dup_id. Returns the object, lent. An id that is there already is a mistake. */
IlxSandboxObject *ilx_sandbox_state_add (IlxSandboxState *self,
                                         const char *platform,
                                         const char *kind,
                                         const char *type,
                                         const char *id,
                                         JsonNode *attributes,
                                         JsonNode *relationships,
                                         JsonNode *hidden);
IlxSandboxObject *ilx_sandbox_state_find (IlxSandboxState *self,
                                          const char *platform,
                                          const char *kind,
                                          const char *id);
gboolean ilx_sandbox_state_remove (IlxSandboxState *self,
                                   const char *platform,
                                   const char *kind,
                                   const char *id);
/* Oldest first; data of each link is an IlxSandboxObject. Lent, never NULL. */
GQueue *ilx_sandbox_state_get_all (IlxSandboxState *self, const char *platform, const char *kind);
/* The objects as JSON by platform and kind, without "hidden"; @kinds are comma-separated, NULL for
 * all. */
JsonNode *ilx_sandbox_state_build_dump (IlxSandboxState *self, const char *kinds);

/* Parts of a document, lent; made when not there. */
JsonNode *ilx_sandbox_object_get_attributes (IlxSandboxObject *object);
JsonNode *ilx_sandbox_object_get_relationships (IlxSandboxObject *object);
JsonNode *ilx_sandbox_object_get_hidden (IlxSandboxObject *object);

/* A true copy; json_node_copy() shares what is inside. */
JsonNode *ilx_sandbox_json_dup (JsonNode *node);

/* Switches of the account, all on at first: "webhooks" (the plan has them), "limits". */
gboolean ilx_sandbox_state_has_switch (IlxSandboxState *self, const char *name);
void ilx_sandbox_state_set_switch (IlxSandboxState *self, const char *name, gboolean is_on);

G_END_DECLS
