/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's campaigns: made, read, changed while they are drafts, copied, deleted. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-json.h"
#include "ilx-sandbox-campaign.h"
#include "ilx-sandbox-klaviyo-bodies.h"
#include "ilx-sandbox-life.h"
#include "ilx-time.h"

static const char *const channels[] = { "email", "sms", "mobile_push", NULL };
static const char *const statuses[] = { "Adding Recipients",
                                        "Cancelled",
                                        "Cancelled: Account Disabled",
                                        "Cancelled: Billing Limit",
                                        "Cancelled: Internal Error",
                                        "Cancelled: Misconfigured",
                                        "Cancelled: No Recipients",
                                        "Cancelled: Smart Sending",
                                        "Draft",
                                        "Preparing to schedule",
                                        "Preparing to send",
                                        "Queued without Recipients",
                                        "Scheduled",
                                        "Sending",
                                        "Sending Segments",
                                        "Sent",
                                        "Unknown",
                                        "Variations Sent",
                                        NULL };

static const char comparisons[] = "greater-than greater-or-equal less-than less-or-equal";

static const IlxSandboxFilterField campaign_filters[] = {
  { "id", "any", ILX_SANDBOX_VALUE_STRING, "id" },
  { "messages.channel", "equals", ILX_SANDBOX_VALUE_STRING, "hidden.channel", channels },
  { "name", "contains", ILX_SANDBOX_VALUE_STRING },
  { "status", "any equals equals[]", ILX_SANDBOX_VALUE_STRING, NULL, statuses },
  { "archived", "equals", ILX_SANDBOX_VALUE_BOOLEAN },
  { "created_at", comparisons, ILX_SANDBOX_VALUE_TIME },
  { "scheduled_at", comparisons, ILX_SANDBOX_VALUE_TIME },
  { "updated_at", comparisons, ILX_SANDBOX_VALUE_TIME },
  { NULL },
};

static const IlxSandboxQuery list_query = {
  .fields = "campaign campaign-message tag",
  .includes = "campaign-messages tags",
  .sorts = "created_at id name scheduled_at updated_at",
  .filters = campaign_filters,
  .page_default = 100,
  .page_max = 100,
};
static const IlxSandboxQuery one_query = {
  .fields = "campaign campaign-message tag",
  .includes = "campaign-messages tags",
};
static const IlxSandboxQuery change_query = { .fields = "campaign" };

/* "static" as it was given, its date in UTC; nothing given is "immediate". */
static JsonNode *
build_strategy (JsonNode *given)
{
  JsonNode *strategy;
  gint64 time = ilx_json_get_time_or (given, "datetime", 0);

  if (given == NULL)
    return ilx_json_object ("method", ilx_json_string ("immediate"), NULL);
  strategy = ilx_sandbox_json_dup (given);
  if (time != 0)
    ilx_json_set (strategy, "datetime", ilx_sandbox_build_time (time));
  if (g_str_equal (ilx_json_get_string_or (given, "method", ""), "static")
      && ilx_json_get (given, "options") == NULL)
    ilx_json_set (strategy, "options", ilx_json_object ("is_local", ilx_json_bool (FALSE), NULL));
  return strategy;
}

static JsonNode *
build_options (JsonNode *given)
{
  return ilx_json_object ("use_smart_sending",
                          ilx_json_bool (ilx_json_get_bool_or (given, "use_smart_sending", TRUE)),
                          NULL);
}

/* What is not given is the account's default: everything is tracked. */
static JsonNode *
build_tracking (JsonNode *given)
{
  JsonNode *params = ilx_json_get (given, "custom_tracking_params");

  return ilx_json_object (
      "add_tracking_params",
      ilx_json_bool (ilx_json_get_bool_or (given, "add_tracking_params", TRUE)),
      "custom_tracking_params",
      params != NULL ? ilx_sandbox_json_dup (params) : ilx_json_empty_array (),
      "is_tracking_clicks",
      ilx_json_bool (ilx_json_get_bool_or (given, "is_tracking_clicks", TRUE)), "is_tracking_opens",
      ilx_json_bool (ilx_json_get_bool_or (given, "is_tracking_opens", TRUE)), NULL);
}

static JsonNode *
build_ids (JsonNode *audiences, const char *name)
{
  g_auto (GStrv) ids = ilx_json_dup_strv (audiences, name);

  return ilx_json_strv ((const char *const *) ids);
}

static JsonNode *
build_attributes (JsonNode *given, gint64 now)
{
  JsonNode *audiences = ilx_json_get (given, "audiences");

  return ilx_json_object (
      "name", ilx_json_string (ilx_json_get_string_or (given, "name", "")), "status",
      ilx_json_string ("Draft"), "archived", ilx_json_bool (FALSE), "audiences",
      ilx_json_object ("included", build_ids (audiences, "included"), "excluded",
                       build_ids (audiences, "excluded"), NULL),
      "send_options", build_options (ilx_json_get (given, "send_options")), "tracking_options",
      build_tracking (ilx_json_get (given, "tracking_options")), "send_strategy",
      build_strategy (ilx_json_get (given, "send_strategy")), "created_at",
      ilx_sandbox_build_time (now), "scheduled_at", ilx_json_null (), "updated_at",
      ilx_sandbox_build_time (now), "send_time", ilx_json_null (), NULL);
}

/* Each must be a list or a segment of the account; answers 404 itself. */
static gboolean
check_audiences (IlxSandboxCall *call, JsonNode *attributes, const char *name)
{
  g_autofree char *path = g_strconcat ("audiences.", name, NULL);
  g_autofree char *pointer = g_strconcat ("/data/attributes/audiences/", name, NULL);
  g_auto (GStrv) ids = ilx_json_dup_strv (attributes, path);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *detail = NULL;

      if (ilx_sandbox_klaviyo_has_audience (ilx_sandbox_call_get_state (call), ids[i]))
        continue;
      detail = g_strdup_printf ("A list or segment with id %s does not exist.", ids[i]);
      ilx_sandbox_call_reply_error (call, 404, "not_found", "Not found.", detail, pointer);
      return FALSE;
    }
  return TRUE;
}

static JsonNode *
get_given (IlxSandboxCall *call)
{
  return ilx_json_get (ilx_sandbox_call_get_body (call), "data.attributes");
}

/* The platform insists that a list of campaigns says of which channel. */
static void
list_campaigns (IlxSandboxCall *call)
{
  const char *text = ilx_sandbox_call_get_query (call, "filter");
  g_autoptr (IlxSandboxFilter) filter
      = text != NULL ? ilx_sandbox_filter_parse (text, campaign_filters, NULL) : NULL;

  if (ilx_sandbox_filter_has_field (filter, "messages.channel"))
    ilx_sandbox_call_reply_kind (call, "campaigns");
  else
    ilx_sandbox_call_reply_invalid (call, "filter",
                                    "A channel filter is required to list campaigns, for example "
                                    "equals(messages.channel,'email').");
}

static void
get_campaign (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_call_find (call, "campaigns", "campaign");

  if (campaign != NULL)
    ilx_sandbox_call_reply_object (call, 200, campaign);
}

static void
create_campaign (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  JsonNode *given = get_given (call);
  g_autofree char *id = NULL;

  if (!check_audiences (call, given, "included") || !check_audiences (call, given, "excluded"))
    return;
  id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_LONG);
  ilx_sandbox_call_reply_object (
      call, 201,
      ilx_sandbox_campaign_add (
          state, id, build_attributes (given, ilx_sandbox_state_get_now (state)),
          ilx_json_get (given, "campaign-messages.data[0].attributes.definition")));
}

static void
change_audience (JsonNode *attributes, JsonNode *given, const char *name)
{
  JsonNode *changes = ilx_json_get (given, "audiences");

  if (ilx_json_get (changes, name) != NULL)
    ilx_json_set (ilx_json_get (attributes, "audiences"), name, build_ids (changes, name));
}

/* A member that is absent stays, one that is null goes back to its default. */
static void
change_part (JsonNode *attributes,
             JsonNode *given,
             const char *name,
             JsonNode *(*build) (JsonNode *) )
{
  if (json_object_has_member (json_node_get_object (given), name))
    ilx_json_set (attributes, name, build (ilx_json_get (given, name)));
}

static void
update_campaign (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_call_find (call, "campaigns", "campaign");
  JsonNode *given = get_given (call);
  const char *name = ilx_json_get_string_or (given, "name", NULL);
  JsonNode *attributes;

  if (campaign == NULL || !ilx_sandbox_campaign_check_id (call)
      || !ilx_sandbox_campaign_check_draft (call, campaign)
      || !check_audiences (call, given, "included") || !check_audiences (call, given, "excluded"))
    return;
  attributes = ilx_sandbox_object_get_attributes (campaign);
  if (name != NULL)
    ilx_json_set (attributes, "name", ilx_json_string (name));
  change_audience (attributes, given, "included");
  change_audience (attributes, given, "excluded");
  change_part (attributes, given, "send_strategy", build_strategy);
  change_part (attributes, given, "send_options", build_options);
  change_part (attributes, given, "tracking_options", build_tracking);
  ilx_sandbox_object_set_time (campaign, "updated_at",
                               ilx_sandbox_state_get_now (ilx_sandbox_call_get_state (call)));
  ilx_sandbox_call_reply_object (call, 200, campaign);
}

/* One that is leaving can't be deleted any more; one that waits is unscheduled by it. */
static void
delete_campaign (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *campaign = ilx_sandbox_call_find (call, "campaigns", "campaign");

  if (campaign == NULL)
    return;
  if (!ilx_sandbox_life_may_delete (campaign))
    {
      ilx_sandbox_call_reply_conflict (call, "A campaign that is being sent can't be deleted.");
      return;
    }
  ilx_sandbox_life_forget (state, campaign);
  ilx_sandbox_campaign_remove (state, campaign);
  ilx_sandbox_call_reply_empty (call, 204);
}

static IlxSandboxObject *
add_clone (IlxSandboxState *state, IlxSandboxObject *original, const char *name)
{
  JsonNode *given = ilx_sandbox_object_get_attributes (original);
  IlxSandboxObject *message = ilx_sandbox_campaign_get_message (state, original);
  IlxSandboxObject *template = ilx_sandbox_message_get_template (state, message);
  JsonNode *definition = ilx_json_get (ilx_sandbox_object_get_attributes (message), "definition");
  JsonNode *attributes = build_attributes (given, ilx_sandbox_state_get_now (state));
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_LONG);
  IlxSandboxObject *clone;

  ilx_json_set (attributes, "name", ilx_json_string (name));
  clone = ilx_sandbox_campaign_add (state, id, attributes, definition);
  if (template != NULL)
    ilx_sandbox_message_assign (state, ilx_sandbox_campaign_get_message (state, clone), template);
  return clone;
}

static void
clone_campaign (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  const char *id = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.id", "");
  IlxSandboxObject *original = ilx_sandbox_campaign_find (state, id);
  g_autofree char *fallback = NULL;

  if (original == NULL)
    {
      ilx_sandbox_call_reply_not_found (call, "campaign", id);
      return;
    }
  fallback = g_strconcat (
      ilx_json_get_string_or (ilx_sandbox_object_get_attributes (original), "name", ""), " (clone)",
      NULL);
  ilx_sandbox_call_reply_object (
      call, 201,
      add_clone (state, original, ilx_json_get_string_or (get_given (call), "new_name", fallback)));
}

/**
 * ilx_sandbox_klaviyo_add_sent_campaign:
 * @state: the state
 * @id: the campaign's id
 * @subject: its subject, and its name
 * @list_id: to whom it went
 * @sent_at: when, microseconds since the epoch
 *
 * Adds a campaign of the past, without a send job and a delivery: those are counted by tests.
 */
void
ilx_sandbox_klaviyo_add_sent_campaign (IlxSandboxState *state,
                                       const char *id,
                                       const char *subject,
                                       const char *list_id,
                                       gint64 sent_at)
{
  g_autoptr (JsonNode) given = ilx_json_object (
      "name", ilx_json_string (subject), "audiences",
      ilx_json_object ("included", ilx_json_array (ilx_json_string (list_id), NULL), NULL), NULL);
  g_autoptr (JsonNode) definition
      = ilx_json_object ("label", ilx_json_string (subject), "content",
                         ilx_json_object ("subject", ilx_json_string (subject), "from_email",
                                          ilx_json_string ("hello@nordlicht.example"), "from_label",
                                          ilx_json_string ("Nordlicht Kaffee"), NULL),
                         NULL);
  g_autoptr (JsonNode) template = ilx_json_object (
      "attributes",
      ilx_json_object ("name", ilx_json_string (subject), "editor_type", ilx_json_string ("CODE"),
                       "html", ilx_json_string ("<html><body>{% unsubscribe %}</body></html>"),
                       "text", ilx_json_null (), "amp", ilx_json_null (), "created",
                       ilx_sandbox_build_time (sent_at), "updated",
                       ilx_sandbox_build_time (sent_at), NULL),
      NULL);
  /* Only its attributes are read. */
  IlxSandboxObject source = { .document = template };
  IlxSandboxObject *campaign = ilx_sandbox_campaign_add (
      state, id, build_attributes (given, sent_at - ILX_HOUR), definition);

  ilx_sandbox_message_assign (state, ilx_sandbox_campaign_get_message (state, campaign), &source);
  ilx_sandbox_object_set_time (campaign, "scheduled_at", sent_at);
  ilx_sandbox_object_set_time (campaign, "send_time", sent_at);
  ilx_sandbox_campaign_set_status (campaign, "Sent", sent_at + 10 * ILX_MINUTE);
}

const IlxSandboxRoute ilx_sandbox_klaviyo_campaign_routes[] = {
  { "GET", "/api/campaigns", list_campaigns, "campaigns:read", 10, 150, 0, &list_query },
  { "POST", "/api/campaigns", create_campaign, "campaigns:write", 10, 150, 0, &change_query,
    ilx_sandbox_create_campaign_body },
  { "GET", "/api/campaigns/{id}", get_campaign, "campaigns:read", 10, 150, 0, &one_query },
  { "PATCH", "/api/campaigns/{id}", update_campaign, "campaigns:write", 10, 150, 0, &change_query,
    ilx_sandbox_update_campaign_body },
  { "DELETE", "/api/campaigns/{id}", delete_campaign, "campaigns:write", 10, 150 },
  { "POST", "/api/campaign-clone", clone_campaign, "campaigns:write", 10, 150, 0, &change_query,
    ilx_sandbox_clone_campaign_body },
  { NULL },
};
