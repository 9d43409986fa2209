/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call from inside: for the server, the gate and what renders replies. */
#pragma once

#include "ilx-sandbox-call.h"
#include "ilx-sandbox-platform.h"
#include "ilx-sandbox-route.h"

G_BEGIN_DECLS

#define ILX_SANDBOX_MAX_ARGUMENTS 2
#define ILX_SANDBOX_MEDIA_TYPE "application/vnd.api+json"

struct _IlxSandboxCall
{
  IlxSandboxState *state;
  const IlxSandboxPlatform *platform; /* whose path it is */
  const IlxSandboxRoute *route;       /* (nullable) until one is found */
  char *method;                       /* (owned) */
  char *path;                         /* (owned): as it came, encoded */
  const char *local_path;             /* within it: as the platform sees it */
  char *query_text;                   /* (owned) (nullable): as it came, encoded */
  GHashTable *query;                  /* (owned) (nullable): decoded name → value */
  IlxSandboxFilter *filter;           /* (owned) (nullable): of the parameter of that name */
  JsonNode *body;                     /* (owned) (nullable) */

  const char *argument_names[ILX_SANDBOX_MAX_ARGUMENTS]; /* interned */
  char *arguments[ILX_SANDBOX_MAX_ARGUMENTS];            /* (owned): decoded */
  guint n_arguments;
  guint n_under_way; /* requests at the moment, this one too */

  guint status; /* 0: no reply yet */
  char *reply;  /* (owned) (nullable): the reply's body */
  const char *media_type;
  GPtrArray *headers; /* (owned) (nullable): names and values in turn, all owned */
};

IlxSandboxCall *ilx_sandbox_call_new (IlxSandboxState *state,
                                      const char *method,
                                      const char *path,
                                      const char *query_text);
void ilx_sandbox_call_free (IlxSandboxCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSandboxCall, ilx_sandbox_call_free)

void ilx_sandbox_call_set_header (IlxSandboxCall *self, const char *name, const char *value);
void ilx_sandbox_call_set_reply (IlxSandboxCall *self,
                                 guint status,
                                 const char *media_type,
                                 const char *text);

G_END_DECLS
