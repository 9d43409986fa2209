/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-klaviyo-endpoint.h"
#include "ilx-klaviyo-platform.h"

/* Calls a second, a minute, a day, as Klaviyo documents them; the client keeps below. */
static const IlxHttpTier accounts = { "klaviyo-accounts", 1, 15, 0 };
static const IlxHttpTier lists = { "klaviyo-lists", 75, 750, 0 };
static const IlxHttpTier segments = { "klaviyo-segments", 75, 750, 0 };
/* Whatever asks for additional fields shares this one, list or segment. */
/* The slowest of all, and the user waits for it. */
static const IlxHttpTier counts = { "klaviyo-counts", 1, 15, 0, .takes_all = TRUE };
static const IlxHttpTier templates = { "klaviyo-templates", 75, 750, 0 };
static const IlxHttpTier campaigns = { "klaviyo-campaigns", 10, 150, 0 };
static const IlxHttpTier messages = { "klaviyo-campaign-messages", 10, 150, 0 };
static const IlxHttpTier estimations = { "klaviyo-estimations", 10, 150, 0 };
static const IlxHttpTier send_jobs = { "klaviyo-send-jobs", 10, 150, 0 };
static const IlxHttpTier flows = { "klaviyo-flows", 3, 60, 0 };
static const IlxHttpTier metrics = { "klaviyo-metrics", 10, 150, 0 };
static const IlxHttpTier profiles = { "klaviyo-profiles", 75, 750, 0 };
static const IlxHttpTier events = { "klaviyo-events", 350, 3500, 0 };
static const IlxHttpTier topics = { "klaviyo-webhook-topics", 1, 15, 0 };
static const IlxHttpTier webhooks = { "klaviyo-webhooks", 1, 15, 0 };
static const IlxHttpTier webhook_deletions = { "klaviyo-webhook-deletions", 1, 15, 0 };

static const IlxHttpTier reports = { "klaviyo-reports", 1, 2, 225 };

/* Those that have a day's limit. */
const IlxDayLimit ilx_klaviyo_day_limits[] = {
  { &reports, N_ ("Reports") },
  { NULL },
};

static const IlxKlaviyoEndpoint endpoints[ILX_KLAVIYO_N_CALLS] = {
  [ILX_KLAVIYO_GET_ACCOUNTS] = { "GET", "/api/accounts", "accounts:read", &accounts },
  [ILX_KLAVIYO_GET_LISTS] = { "GET", "/api/lists", "lists:read", &lists },
  [ILX_KLAVIYO_COUNT_LIST] = { "GET", "/api/lists/{id}", "lists:read", &counts },
  [ILX_KLAVIYO_GET_SEGMENTS] = { "GET", "/api/segments", "segments:read", &segments },
  [ILX_KLAVIYO_COUNT_SEGMENT] = { "GET", "/api/segments/{id}", "segments:read", &counts },
  [ILX_KLAVIYO_GET_TEMPLATES] = { "GET", "/api/templates", "templates:read", &templates },
  [ILX_KLAVIYO_GET_TEMPLATE] = { "GET", "/api/templates/{id}", "templates:read", &templates },
  [ILX_KLAVIYO_CREATE_TEMPLATE] = { "POST", "/api/templates", "templates:write", &templates },
  [ILX_KLAVIYO_UPDATE_TEMPLATE] = { "PATCH", "/api/templates/{id}", "templates:write", &templates },
  [ILX_KLAVIYO_DELETE_TEMPLATE]
  = { "DELETE", "/api/templates/{id}", "templates:write", &templates },
  [ILX_KLAVIYO_GET_CAMPAIGNS] = { "GET", "/api/campaigns", "campaigns:read", &campaigns },
  [ILX_KLAVIYO_GET_CAMPAIGN] = { "GET", "/api/campaigns/{id}", "campaigns:read", &campaigns },
  [ILX_KLAVIYO_CREATE_CAMPAIGN] = { "POST", "/api/campaigns", "campaigns:write", &campaigns },
  [ILX_KLAVIYO_UPDATE_CAMPAIGN] = { "PATCH", "/api/campaigns/{id}", "campaigns:write", &campaigns },
  [ILX_KLAVIYO_DELETE_CAMPAIGN]
  = { "DELETE", "/api/campaigns/{id}", "campaigns:write", &campaigns },
  [ILX_KLAVIYO_GET_MESSAGES]
  = { "GET", "/api/campaigns/{id}/campaign-messages", "campaigns:read", &messages },
  [ILX_KLAVIYO_GET_MESSAGE] = { "GET", "/api/campaign-messages/{id}", "campaigns:read", &messages },
  [ILX_KLAVIYO_UPDATE_MESSAGE]
  = { "PATCH", "/api/campaign-messages/{id}", "campaigns:write", &messages },
  [ILX_KLAVIYO_ASSIGN_TEMPLATE]
  = { "POST", "/api/campaign-message-assign-template", "campaigns:write", &messages, TRUE },
  [ILX_KLAVIYO_GET_MESSAGE_TEMPLATE]
  = { "GET", "/api/campaign-messages/{id}/template", "campaigns:read templates:read", &messages },
  [ILX_KLAVIYO_START_ESTIMATION]
  = { "POST", "/api/campaign-recipient-estimation-jobs", "campaigns:write", &estimations, TRUE },
  [ILX_KLAVIYO_GET_ESTIMATION_JOB]
  = { "GET", "/api/campaign-recipient-estimation-jobs/{id}", "campaigns:read", &estimations },
  [ILX_KLAVIYO_GET_ESTIMATION]
  = { "GET", "/api/campaign-recipient-estimations/{id}", "campaigns:read", &estimations },
  [ILX_KLAVIYO_START_SENDING]
  = { "POST", "/api/campaign-send-jobs", "campaigns:write", &send_jobs },
  [ILX_KLAVIYO_GET_SEND_JOB]
  = { "GET", "/api/campaign-send-jobs/{id}", "campaigns:read", &send_jobs },
  [ILX_KLAVIYO_CANCEL_SENDING]
  = { "PATCH", "/api/campaign-send-jobs/{id}", "campaigns:write", &send_jobs },
  [ILX_KLAVIYO_GET_FLOWS] = { "GET", "/api/flows", "flows:read", &flows },
  [ILX_KLAVIYO_GET_METRICS] = { "GET", "/api/metrics", "metrics:read", &metrics },
  [ILX_KLAVIYO_GET_PROFILES] = { "GET", "/api/profiles", "profiles:read", &profiles },
  [ILX_KLAVIYO_GET_EVENTS] = { "GET", "/api/events", "events:read", &events },
  [ILX_KLAVIYO_GET_WEBHOOK_TOPICS] = { "GET", "/api/webhook-topics", "webhooks:read", &topics },
  [ILX_KLAVIYO_GET_WEBHOOKS] = { "GET", "/api/webhooks", "webhooks:read", &webhooks },
  [ILX_KLAVIYO_DELETE_WEBHOOK]
  = { "DELETE", "/api/webhooks/{id}", "webhooks:write", &webhook_deletions },
};

/**
 * ilx_klaviyo_endpoint_get:
 * @call: a call
 *
 * Returns: (transfer none): its row
 */
const IlxKlaviyoEndpoint *
ilx_klaviyo_endpoint_get (IlxKlaviyoCall call)
{
  g_assert (call < ILX_KLAVIYO_N_CALLS && endpoints[call].path != NULL);
  return &endpoints[call];
}

/* Ids come from foreign replies: escaped, none can lead to another endpoint. */
static char *
dup_path (const char *path, const char *id)
{
  const char *place = strstr (path, "{id}");
  g_autofree char *escaped = NULL;

  g_assert ((place != NULL) == (id != NULL));
  if (place == NULL)
    return g_strdup (path);
  escaped = g_uri_escape_string (id, NULL, FALSE);
  return g_strdup_printf ("%.*s%s%s", (int) (place - path), path, escaped, place + strlen ("{id}"));
}

/**
 * ilx_klaviyo_request_new:
 * @call: a call
 * @id: (nullable): of the object in its path, if it has one
 *
 * Returns: (transfer full): a request with the limits of @call
 */
IlxHttpRequest *
ilx_klaviyo_request_new (IlxKlaviyoCall call, const char *id)
{
  const IlxKlaviyoEndpoint *endpoint = ilx_klaviyo_endpoint_get (call);
  g_autofree char *path = dup_path (endpoint->path, id);
  IlxHttpRequest *request = ilx_http_request_new (endpoint->method, path);

  ilx_http_request_set_tier (request, endpoint->tier);
  if (endpoint->is_repeatable)
    ilx_http_request_set_repeatable (request, TRUE);
  return request;
}

/**
 * ilx_klaviyo_request_new_body:
 * @call: a call
 * @id: (nullable): of the object in its path, if it has one
 * @body: (transfer full): what is sent
 *
 * Returns: (transfer full): a request with the limits of @call
 */
IlxHttpRequest *
ilx_klaviyo_request_new_body (IlxKlaviyoCall call, const char *id, JsonNode *body)
{
  IlxHttpRequest *request = ilx_klaviyo_request_new (call, id);

  ilx_http_request_take_body (request, body);
  return request;
}
