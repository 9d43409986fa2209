/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's system webhooks. They are kept and told, nothing is delivered. An account
 * whose plan lacks them (the switch "webhooks") gets 403. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-json.h"

#include <string.h>

static const IlxSandboxQuery webhook_query
    = { .fields = "webhook webhook-topic", .includes = "webhook-topics" };
static const IlxSandboxQuery saved_query = { .fields = "webhook" };
static const IlxSandboxQuery topic_query = { .fields = "webhook-topic" };

static const char *const webhook_type[] = { "webhook", NULL };
static const char *const topic_type[] = { "webhook-topic", NULL };
static const IlxSandboxSchema topic_rows[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = topic_type },
  { "id", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED },
  { NULL },
};
static const IlxSandboxSchema topic_row[] = {
  { "", ILX_SANDBOX_OBJECT, .inner = topic_rows },
  { NULL },
};
static const IlxSandboxSchema topics_rows[] = {
  { "data", ILX_SANDBOX_ARRAY, ILX_SANDBOX_REQUIRED, .inner = topic_row, .min = 1 },
  { NULL },
};
static const IlxSandboxSchema new_relationship_rows[] = {
  { "webhook-topics", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = topics_rows },
  { NULL },
};
static const IlxSandboxSchema relationship_rows[] = {
  { "webhook-topics", ILX_SANDBOX_OBJECT, .inner = topics_rows },
  { NULL },
};
static const IlxSandboxSchema new_attribute_rows[] = {
  { "name", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .min = 1 },
  { "description", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "endpoint_url", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED },
  { "secret_key", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .min = 16 },
  { NULL },
};
static const IlxSandboxSchema attribute_rows[] = {
  { "name", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "description", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "endpoint_url", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "secret_key", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE, .min = 16 },
  { "enabled", ILX_SANDBOX_BOOLEAN, ILX_SANDBOX_NULLABLE },
  { NULL },
};
static const IlxSandboxSchema new_rows[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = webhook_type },
  { "attributes", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = new_attribute_rows },
  { "relationships", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = new_relationship_rows },
  { NULL },
};
static const IlxSandboxSchema changed_rows[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = webhook_type },
  { "id", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = attribute_rows },
  { "relationships", ILX_SANDBOX_OBJECT, .inner = relationship_rows },
  { NULL },
};
static const IlxSandboxSchema create_body[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = new_rows },
  { NULL },
};
static const IlxSandboxSchema update_body[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = changed_rows },
  { NULL },
};

/* Only https, and only topics that the account has; FALSE when 400 has been answered. */
static gboolean
check_webhook (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  JsonNode *data = ilx_json_get (ilx_sandbox_call_get_body (call), "data");
  const char *url = ilx_json_get_string_or (data, "attributes.endpoint_url", "https://");
  JsonNode *topics = ilx_json_get (data, "relationships.webhook-topics.data");

  if (!g_str_has_prefix (url, "https://"))
    {
      ilx_sandbox_call_reply_invalid (call, "/data/attributes/endpoint_url",
                                      "The endpoint URL must use https.");
      return FALSE;
    }
  for (guint i = 0; i < ilx_json_get_length (topics, ""); i++)
    {
      JsonNode *topic = json_array_get_element (json_node_get_array (topics), i);
      const char *id = ilx_json_get_string_or (topic, "id", "");

      if (ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, "webhook-topics", id) != NULL)
        continue;
      ilx_sandbox_call_reply_invalid (call, "/data/relationships/webhook-topics/data",
                                      "'%s' is not a valid webhook topic.", id);
      return FALSE;
    }
  return TRUE;
}

/* Scheme and host: the rest of an address is never told again. */
static char *
dup_truncated (const char *url)
{
  const char *host = strstr (url, "://");

  return g_strndup (url, host != NULL ? host + 3 + strcspn (host + 3, "/?#") - url : 0);
}

static void
set_given (JsonNode *attributes, JsonNode *given, const char *name)
{
  JsonNode *value = ilx_json_get (given, name);

  if (value != NULL)
    ilx_json_set (attributes, name, json_node_copy (value));
}

/* What the body names goes into the webhook; the secret goes where it is never shown. */
static void
apply (IlxSandboxCall *call, IlxSandboxObject *webhook)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  JsonNode *data = ilx_json_get (ilx_sandbox_call_get_body (call), "data");
  JsonNode *given = ilx_json_get (data, "attributes");
  JsonNode *topics = ilx_json_get (data, "relationships.webhook-topics.data");
  JsonNode *attributes = ilx_sandbox_object_get_attributes (webhook);
  const char *url = ilx_json_get_string_or (given, "endpoint_url", NULL);
  g_autofree char *now = ilx_sandbox_format_time (ilx_sandbox_state_get_now (state));
  g_autofree char *truncated = url != NULL ? dup_truncated (url) : NULL;

  set_given (attributes, given, "name");
  set_given (attributes, given, "description");
  set_given (attributes, given, "enabled");
  set_given (ilx_sandbox_object_get_hidden (webhook), given, "secret_key");
  if (truncated != NULL)
    ilx_json_set (attributes, "endpoint_url", ilx_json_string (truncated));
  ilx_json_set (attributes, "updated_at", ilx_json_string (now));
  if (topics != NULL)
    ilx_json_set (ilx_sandbox_object_get_relationships (webhook), "webhook-topics",
                  ilx_json_object ("data", ilx_sandbox_json_dup (topics), NULL));
}

/* POST /api/webhooks */
static void
create_webhook (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  g_autofree char *id = NULL;
  g_autofree char *now = NULL;
  IlxSandboxObject *webhook;

  if (!check_webhook (call))
    return;
  id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_LONG);
  now = ilx_sandbox_format_time (ilx_sandbox_state_get_now (state));
  webhook = ilx_sandbox_state_add (
      state, ILX_SANDBOX_KLAVIYO, "webhooks", "webhook", id,
      ilx_json_object ("name", ilx_json_null (), "description", ilx_json_null (), "endpoint_url",
                       ilx_json_null (), "enabled", ilx_json_bool (TRUE), "created_at",
                       ilx_json_string (now), "updated_at", ilx_json_null (), NULL),
      NULL, NULL);
  apply (call, webhook);
  ilx_sandbox_call_reply_object (call, 201, webhook);
}

/* PATCH /api/webhooks/{id} */
static void
update_webhook (IlxSandboxCall *call)
{
  IlxSandboxObject *webhook = ilx_sandbox_call_find (call, "webhooks", "webhook");
  const char *id = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.id", "");

  if (webhook == NULL || !check_webhook (call))
    return;
  if (!g_str_equal (id, webhook->id))
    {
      ilx_sandbox_call_reply_invalid (call, "/data/id", "The id does not match the path.");
      return;
    }
  apply (call, webhook);
  ilx_sandbox_call_reply_object (call, 200, webhook);
}

/* DELETE /api/webhooks/{id} */
static void
delete_webhook (IlxSandboxCall *call)
{
  IlxSandboxObject *webhook = ilx_sandbox_call_find (call, "webhooks", "webhook");

  if (webhook == NULL)
    return;
  ilx_sandbox_state_remove (ilx_sandbox_call_get_state (call), ILX_SANDBOX_KLAVIYO, "webhooks",
                            webhook->id);
  ilx_sandbox_call_reply_empty (call, 204);
}

/* GET /api/webhooks */
static void
get_webhooks (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "webhooks");
}

/* GET /api/webhooks/{id} */
static void
get_webhook (IlxSandboxCall *call)
{
  IlxSandboxObject *webhook = ilx_sandbox_call_find (call, "webhooks", "webhook");

  if (webhook != NULL)
    ilx_sandbox_call_reply_object (call, 200, webhook);
}

/* GET /api/webhook-topics */
static void
get_topics (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "webhook-topics");
}

/* GET /api/webhook-topics/{id} */
static void
get_topic (IlxSandboxCall *call)
{
  IlxSandboxObject *topic = ilx_sandbox_call_find (call, "webhook-topics", "webhook-topic");

  if (topic != NULL)
    ilx_sandbox_call_reply_object (call, 200, topic);
}

#define READ "webhooks:read", 1, 15, 0
#define WRITE "webhooks:write", 1, 15, 0
#define PLAN "webhooks"

const IlxSandboxRoute ilx_sandbox_klaviyo_webhook_routes[] = {
  { "GET", "/api/webhooks", get_webhooks, READ, &webhook_query, NULL, PLAN },
  { "POST", "/api/webhooks", create_webhook, WRITE, &saved_query, create_body, PLAN },
  { "GET", "/api/webhooks/{id}", get_webhook, READ, &webhook_query, NULL, PLAN },
  { "PATCH", "/api/webhooks/{id}", update_webhook, WRITE, &saved_query, update_body, PLAN },
  { "DELETE", "/api/webhooks/{id}", delete_webhook, WRITE, NULL, NULL, PLAN },
  { "GET", "/api/webhook-topics", get_topics, READ, &topic_query, NULL, PLAN },
  { "GET", "/api/webhook-topics/{id}", get_topic, READ, &topic_query, NULL, PLAN },
  { NULL },
};
