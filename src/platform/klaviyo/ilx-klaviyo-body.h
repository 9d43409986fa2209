/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model objects into what Klaviyo wants to be sent, and the filters that find it again. Pure. */
#pragma once

#include "ilx-delivery.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *ilx_klaviyo_dup_template_name (IlxDelivery *delivery);

JsonNode *ilx_klaviyo_body_build_template (IlxDelivery *delivery, const char *id, const char *name);
JsonNode *ilx_klaviyo_body_build_campaign (IlxDelivery *delivery, const char *label);
JsonNode *ilx_klaviyo_body_build_campaign_change (IlxDelivery *delivery, const char *id);
JsonNode *
ilx_klaviyo_body_build_message_change (IlxDelivery *delivery, const char *id, const char *label);
JsonNode *ilx_klaviyo_body_build_assignment (const char *message_id, const char *template_id);
JsonNode *ilx_klaviyo_body_build_job (const char *type, const char *campaign_id);
JsonNode *ilx_klaviyo_body_build_cancellation (const char *campaign_id, gboolean is_final);

char *ilx_klaviyo_filter_dup_string (const char *text);
char *ilx_klaviyo_filter_dup_template (const char *name, gint64 created_after);
char *ilx_klaviyo_filter_dup_campaign (const char *name, gint64 created_after);

G_END_DECLS
