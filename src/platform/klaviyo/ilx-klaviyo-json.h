/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo's JSON into model objects. Pure. Any attribute may be null, absent or of a type that
 * nobody promised; only what nothing can go on without (an id) makes an error. */
#pragma once

#include "ilx-platform.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *ilx_klaviyo_json_get_id (JsonNode *reply, GError **error);
const char *ilx_klaviyo_json_get_html (JsonNode *reply, GError **error);

IlxConnection *ilx_klaviyo_json_parse_account (JsonNode *reply, GError **error);
IlxAudience *ilx_klaviyo_json_parse_audience (JsonNode *item, GError **error);
gboolean ilx_klaviyo_json_parse_audiences (JsonNode *items, GPtrArray *audiences, GError **error);
gint64 ilx_klaviyo_json_parse_count (JsonNode *reply, GError **error);
gint64 ilx_klaviyo_json_parse_estimate (JsonNode *reply);
gboolean ilx_klaviyo_json_is_job_over (JsonNode *reply);
gboolean ilx_klaviyo_json_is_job_complete (JsonNode *reply);

IlxRemoteStatus *ilx_klaviyo_json_parse_status (JsonNode *reply, gint64 now, GError **error);
gboolean ilx_klaviyo_json_is_draft (JsonNode *reply);

/* Whether what Klaviyo holds is still what was handed over. */
gboolean ilx_klaviyo_json_check_campaign (JsonNode *reply, IlxDelivery *delivery, GError **error);
gboolean ilx_klaviyo_json_check_message (JsonNode *reply, IlxDelivery *delivery, GError **error);

G_END_DECLS
