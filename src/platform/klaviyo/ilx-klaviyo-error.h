/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo's error bodies (JSON:API) into words. The status decides; the body only tells more. */
#pragma once

#include "ilx-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void ilx_klaviyo_refine_error (GError **error, guint status, JsonNode *json);
void ilx_klaviyo_name_permission (GError *error, const char *scopes);
void ilx_klaviyo_reword (GError *error, IlxErrorCode code, const char *message);
void ilx_klaviyo_set_bad_reply (GError **error, const char *detail);

G_END_DECLS
