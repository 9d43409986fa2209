/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo: its tables of calls, its gate in front of them, and what its parts ask of
 * each other. */
#pragma once

#include "ilx-sandbox-route.h"

G_BEGIN_DECLS

#define ILX_SANDBOX_KLAVIYO "klaviyo"

/* One table a file; each ends with a row without method. */
extern const IlxSandboxRoute ilx_sandbox_klaviyo_account_routes[];
extern const IlxSandboxRoute ilx_sandbox_klaviyo_audience_routes[]; /* lists, segments */
extern const IlxSandboxRoute ilx_sandbox_klaviyo_profile_routes[];
extern const IlxSandboxRoute ilx_sandbox_klaviyo_metric_routes[]; /* metrics, events, flows */
extern const IlxSandboxRoute ilx_sandbox_klaviyo_webhook_routes[];
extern const IlxSandboxRoute ilx_sandbox_klaviyo_template_routes[];
extern const IlxSandboxRoute ilx_sandbox_klaviyo_campaign_routes[];
extern const IlxSandboxRoute ilx_sandbox_klaviyo_message_routes[]; /* of campaigns */
extern const IlxSandboxRoute ilx_sandbox_klaviyo_job_routes[];

/* Brings every job and campaign that is under way to the state's now. Called before each call is
 * handled and before a dump; must cost nothing when nothing is under way. */
void ilx_sandbox_klaviyo_refresh (IlxSandboxState *state);

/* Adds a campaign of the past with its message and template copy, status Sent. */
void ilx_sandbox_klaviyo_add_sent_campaign (IlxSandboxState *state,
                                            const char *id,
                                            const char *subject,
                                            const char *list_id,
                                            gint64 sent_at);

/* Audiences: whether @id is a list or a segment; whom a campaign to these would reach (members of
 * one of @included, of none of @excluded, who may be mailed). */
gboolean ilx_sandbox_klaviyo_has_audience (IlxSandboxState *state, const char *id);
guint ilx_sandbox_klaviyo_count_recipients (IlxSandboxState *state,
                                            const char *const *included,
                                            const char *const *excluded);
/* Opens the shop: account, lists, segments, profiles, metrics, past campaigns. */
void ilx_sandbox_klaviyo_open_shop (IlxSandboxState *state);

G_END_DECLS
