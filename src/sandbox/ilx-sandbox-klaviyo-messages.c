/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's campaign messages, and the private copies of templates that they get. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-json.h"
#include "ilx-sandbox-campaign.h"
#include "ilx-sandbox-klaviyo-bodies.h"
#include "ilx-sandbox-shape.h"

static const IlxSandboxQuery message_query = {
  .fields = "campaign-message campaign image template",
  .includes = "campaign image template",
};
static const IlxSandboxQuery change_query = { .fields = "campaign-message" };
static const IlxSandboxQuery template_query = { .fields = "template" };

static void
list_messages (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_call_find (call, "campaigns", "campaign");
  GPtrArray *messages;

  if (campaign == NULL)
    return;
  messages = g_ptr_array_new ();
  g_ptr_array_add (messages,
                   ilx_sandbox_campaign_get_message (ilx_sandbox_call_get_state (call), campaign));
  ilx_sandbox_call_reply_objects (call, messages);
}

static void
get_message (IlxSandboxCall *call)
{
  IlxSandboxObject *message = ilx_sandbox_call_find (call, "campaign-messages", "campaign-message");

  if (message != NULL)
    ilx_sandbox_call_reply_object (call, 200, message);
}

/* The message's copy; null when nothing was assigned yet. */
static void
get_message_template (IlxSandboxCall *call)
{
  IlxSandboxObject *message = ilx_sandbox_call_find (call, "campaign-messages", "campaign-message");
  IlxSandboxObject *template;

  if (message == NULL)
    return;
  template = ilx_sandbox_message_get_template (ilx_sandbox_call_get_state (call), message);
  if (template != NULL)
    ilx_sandbox_call_reply_object (call, 200, template);
  else
    ilx_sandbox_call_reply (call, 200, ilx_json_object ("data", ilx_json_null (), NULL));
}

static gboolean
check_is_draft (IlxSandboxCall *call, IlxSandboxObject *message)
{
  return ilx_sandbox_campaign_check_draft (
      call, ilx_sandbox_message_get_campaign (ilx_sandbox_call_get_state (call), message));
}

/* Takes over the members that are there, null clears one; the content has its own turn. */
static void
change_members (JsonNode *target, JsonNode *changes)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (changes));
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_str_equal (name, "content"))
      ilx_json_set (target, name, ilx_sandbox_json_dup (value));
}

static void
touch (IlxSandboxCall *call, IlxSandboxObject *message)
{
  ilx_sandbox_object_set_time (message, "updated_at",
                               ilx_sandbox_state_get_now (ilx_sandbox_call_get_state (call)));
}

static void
update_message (IlxSandboxCall *call)
{
  IlxSandboxObject *message = ilx_sandbox_call_find (call, "campaign-messages", "campaign-message");
  JsonNode *changes = ilx_json_get (ilx_sandbox_call_get_body (call), "data.attributes.definition");
  JsonNode *definition;

  if (message == NULL || !ilx_sandbox_campaign_check_id (call) || !check_is_draft (call, message))
    return;
  definition = ilx_json_get (ilx_sandbox_object_get_attributes (message), "definition");
  if (changes != NULL)
    change_members (definition, changes);
  if (ilx_json_get (changes, "content") != NULL)
    change_members (ilx_json_get (definition, "content"), ilx_json_get (changes, "content"));
  touch (call, message);
  ilx_sandbox_call_reply_object (call, 200, message);
}

/* Members of the content that say something; the older shape leaves the others out. */
static JsonNode *
build_older_content (JsonNode *content)
{
  JsonNode *shown = ilx_json_empty_object ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (content));
  while (json_object_iter_next (&iter, &name, &value))
    if (!JSON_NODE_HOLDS_NULL (value))
      ilx_json_set (shown, name, ilx_sandbox_json_dup (value));
  return shown;
}

/* The answer to an assignment: without "definition", what it holds stands one level higher. */
static void
reply_older_shape (IlxSandboxCall *call, IlxSandboxObject *message)
{
  JsonNode *attributes = ilx_sandbox_object_get_attributes (message);
  const char *label = ilx_json_get_string_or (attributes, "definition.label", "");
  JsonNode *shown = ilx_json_object (
      "label", ilx_json_string (label), "channel", ilx_json_string ("email"), "content",
      build_older_content (ilx_json_get (attributes, "definition.content")), "created_at",
      ilx_json_string (ilx_json_get_string_or (attributes, "created_at", NULL)), "updated_at",
      ilx_json_string (ilx_json_get_string_or (attributes, "updated_at", NULL)), NULL);

  ilx_sandbox_shape_reply (call, 200, "campaign-message", message->id, shown,
                           ilx_sandbox_json_dup (ilx_sandbox_object_get_relationships (message)));
}

static void
assign_template (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  JsonNode *body = ilx_sandbox_call_get_body (call);
  const char *message_id = ilx_json_get_string_or (body, "data.id", "");
  const char *template_id
      = ilx_json_get_string_or (body, "data.relationships.template.data.id", "");
  IlxSandboxObject *message
      = ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, "campaign-messages", message_id);
  IlxSandboxObject *template
      = ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, "templates", template_id);

  if (message == NULL)
    ilx_sandbox_call_reply_not_found (call, "campaign-message", message_id);
  else if (template == NULL)
    ilx_sandbox_call_reply_not_found (call, "template", template_id);
  else if (check_is_draft (call, message))
    {
      ilx_sandbox_message_assign (state, message, template);
      touch (call, message);
      reply_older_shape (call, message);
    }
}

const IlxSandboxRoute ilx_sandbox_klaviyo_message_routes[] = {
  { "GET", "/api/campaigns/{id}/campaign-messages", list_messages, "campaigns:read", 10, 150, 0,
    &message_query },
  { "GET", "/api/campaign-messages/{id}", get_message, "campaigns:read", 10, 150, 0,
    &message_query },
  { "PATCH", "/api/campaign-messages/{id}", update_message, "campaigns:write", 10, 150, 0,
    &change_query, ilx_sandbox_update_message_body },
  { "GET", "/api/campaign-messages/{id}/template", get_message_template,
    "campaigns:read templates:read", 10, 150, 0, &template_query },
  { "POST", "/api/campaign-message-assign-template", assign_template, "campaigns:write", 10, 150, 0,
    &change_query, ilx_sandbox_assign_template_body },
  { NULL },
};
