/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens in the simulated Klaviyo's shop, to be read: metrics, what the account maps them to,
 * events, and the flows that they start. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-json.h"

#define COMPARISONS "greater-than greater-or-equal less-than less-or-equal"

static const IlxSandboxFilterField metric_filters[] = {
  { "integration.name", "equals", ILX_SANDBOX_VALUE_STRING },
  { "integration.category", "equals", ILX_SANDBOX_VALUE_STRING },
  { NULL },
};
static const IlxSandboxFilterField event_filters[] = {
  { "metric_id", "equals equals[]", ILX_SANDBOX_VALUE_STRING, "relationships.metric.data.id" },
  { "profile_id", "equals", ILX_SANDBOX_VALUE_STRING, "relationships.profile.data.id" },
  { "profile", "has", ILX_SANDBOX_VALUE_STRING, "relationships.profile.data.id" },
  { "metric", "has", ILX_SANDBOX_VALUE_STRING, "relationships.metric.data.id" },
  { "datetime", COMPARISONS, ILX_SANDBOX_VALUE_TIME },
  { "timestamp", COMPARISONS, ILX_SANDBOX_VALUE_NUMBER },
  { NULL },
};
static const IlxSandboxFilterField flow_filters[] = {
  { "id", "any", ILX_SANDBOX_VALUE_STRING, "id" },
  { "name", "contains ends-with equals starts-with", ILX_SANDBOX_VALUE_STRING },
  { "status", "equals", ILX_SANDBOX_VALUE_STRING },
  { "archived", "equals", ILX_SANDBOX_VALUE_BOOLEAN },
  { "created", "equals " COMPARISONS, ILX_SANDBOX_VALUE_TIME },
  { "updated", "equals " COMPARISONS, ILX_SANDBOX_VALUE_TIME },
  { "trigger_type", "equals", ILX_SANDBOX_VALUE_STRING },
  { NULL },
};

static const IlxSandboxQuery metrics_query = {
  .fields = "flow metric",
  .includes = "flow-triggers",
  .filters = metric_filters,
  .page_default = 200,
};
static const IlxSandboxQuery metric_query
    = { .fields = "flow metric", .includes = "flow-triggers" };
static const IlxSandboxQuery mapped_query
    = { .fields = "custom-metric mapped-metric metric", .includes = "custom-metric metric" };
static const IlxSandboxQuery events_query = {
  .fields = "attribution event metric profile",
  .includes = "attributions metric profile",
  .sorts = "datetime timestamp",
  .filters = event_filters,
  .page_default = 200,
  .page_max = 1000,
};
static const IlxSandboxQuery event_query
    = { .fields = "attribution event metric profile", .includes = "attributions metric profile" };
static const IlxSandboxQuery person_query = { .fields = "profile", .additional = "profile" };
static const IlxSandboxQuery flows_query = {
  .fields = "flow flow-action tag",
  .includes = "flow-actions tags",
  .sorts = "created id name status trigger_type updated",
  .filters = flow_filters,
  .page_default = 50,
  .page_max = 50,
};
static const IlxSandboxQuery flow_query
    = { .fields = "flow flow-action tag", .additional = "flow", .includes = "flow-actions tags" };

static void
reply_one (IlxSandboxCall *call, const char *kind, const char *type)
{
  IlxSandboxObject *object = ilx_sandbox_call_find (call, kind, type);

  if (object != NULL)
    ilx_sandbox_call_reply_object (call, 200, object);
}

/* GET /api/metrics */
static void
get_metrics (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "metrics");
}

/* GET /api/metrics/{id} */
static void
get_metric (IlxSandboxCall *call)
{
  reply_one (call, "metrics", "metric");
}

/* GET /api/mapped-metrics */
static void
get_mapped_metrics (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "mapped-metrics");
}

/* GET /api/events */
static void
get_events (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "events");
}

/* GET /api/events/{id} */
static void
get_event (IlxSandboxCall *call)
{
  reply_one (call, "events", "event");
}

/* GET /api/events/{id}/profile */
static void
get_profile_for_event (IlxSandboxCall *call)
{
  IlxSandboxObject *event = ilx_sandbox_call_find (call, "events", "event");
  IlxSandboxObject *profile;
  const char *id;

  if (event == NULL)
    return;
  id = ilx_json_get_string_or (ilx_sandbox_object_get_relationships (event), "profile.data.id", "");
  profile = ilx_sandbox_state_find (ilx_sandbox_call_get_state (call), ILX_SANDBOX_KLAVIYO,
                                    "profiles", id);
  if (profile != NULL)
    ilx_sandbox_call_reply_object (call, 200, profile);
  else
    ilx_sandbox_call_reply_not_found (call, "profile", id);
}

/* GET /api/flows */
static void
get_flows (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "flows");
}

/* GET /api/flows/{id} */
static void
get_flow (IlxSandboxCall *call)
{
  reply_one (call, "flows", "flow");
}

const IlxSandboxRoute ilx_sandbox_klaviyo_metric_routes[] = {
  { "GET", "/api/metrics", get_metrics, "metrics:read", 10, 150, 0, &metrics_query },
  { "GET", "/api/metrics/{id}", get_metric, "metrics:read", 10, 150, 0, &metric_query },
  { "GET", "/api/mapped-metrics", get_mapped_metrics, "metrics:read", 3, 60, 0, &mapped_query },
  { "GET", "/api/events", get_events, "events:read", 350, 3500, 0, &events_query },
  { "GET", "/api/events/{id}", get_event, "events:read", 10, 150, 0, &event_query },
  { "GET", "/api/events/{id}/profile", get_profile_for_event, "events:read profiles:read", 350,
    3500, 0, &person_query },
  { "GET", "/api/flows", get_flows, "flows:read", 3, 60, 0, &flows_query },
  { "GET", "/api/flows/{id}", get_flow, "flows:read", 3, 60, 0, &flow_query },
  { NULL },
};
