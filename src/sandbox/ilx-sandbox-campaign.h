/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated Klaviyo campaign, its one message, and the message's private copy of a template: what
 * the calls about campaigns, messages and jobs have in common. Objects are lent throughout. */
#pragma once

#include "ilx-sandbox-call.h"

G_BEGIN_DECLS

/* Takes the attributes, which are complete; the message's are built from @definition (lent). */
IlxSandboxObject *ilx_sandbox_campaign_add (IlxSandboxState *state,
                                            const char *id,
                                            JsonNode *attributes,
                                            JsonNode *definition);
void ilx_sandbox_campaign_remove (IlxSandboxState *state, IlxSandboxObject *campaign);
IlxSandboxObject *ilx_sandbox_campaign_find (IlxSandboxState *state, const char *id);
IlxSandboxObject *ilx_sandbox_campaign_get_message (IlxSandboxState *state,
                                                    IlxSandboxObject *campaign);
IlxSandboxObject *ilx_sandbox_message_get_campaign (IlxSandboxState *state,
                                                    IlxSandboxObject *message);
/* NULL: none was assigned. */
IlxSandboxObject *ilx_sandbox_message_get_template (IlxSandboxState *state,
                                                    IlxSandboxObject *message);
void ilx_sandbox_message_assign (IlxSandboxState *state,
                                 IlxSandboxObject *message,
                                 IlxSandboxObject *template);

const char *ilx_sandbox_campaign_get_status (IlxSandboxObject *campaign);
gboolean ilx_sandbox_campaign_has_status (IlxSandboxObject *campaign, const char *status);
void ilx_sandbox_campaign_set_status (IlxSandboxObject *campaign, const char *status, gint64 at);
void ilx_sandbox_object_set_time (IlxSandboxObject *object, const char *name, gint64 time);

/* The body's id is the path's; a campaign is still a draft: both answer the call when not so. */
gboolean ilx_sandbox_campaign_check_id (IlxSandboxCall *call);
gboolean ilx_sandbox_campaign_check_draft (IlxSandboxCall *call, IlxSandboxObject *campaign);

JsonNode *ilx_sandbox_build_time (gint64 time);

G_END_DECLS
