/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Mailchimp's campaigns: made, changed, read, deleted. What becomes of them when they
 * go out is in ilx-sandbox-mailchimp-actions.c. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-words.h"

#define CAMPAIGNS "campaigns"
#define FIRST_WEB_ID 1187000

static const IlxSandboxChooser choosers[] = {
  { "type", "type", ILX_SANDBOX_IS, "regular plaintext absplit rss variate" },
  { "status", "status", ILX_SANDBOX_IS, "save paused schedule sending sent" },
  { "list_id", "recipients.list_id", ILX_SANDBOX_IS },
  { "folder_id", "settings.folder_id", ILX_SANDBOX_IS },
  { "since_create_time", "create_time", ILX_SANDBOX_SINCE },
  { "before_create_time", "create_time", ILX_SANDBOX_BEFORE },
  { "since_send_time", "send_time", ILX_SANDBOX_SINCE },
  { "before_send_time", "send_time", ILX_SANDBOX_BEFORE },
  { NULL },
};
static const IlxSandboxCollection collection
    = { .name = "campaigns", .sorts = "create_time send_time", .choosers = choosers };

static const char *const types[] = { "regular", "plaintext", NULL };
static const char *const matches[] = { "any", "all", NULL };
static const char *const content_types[] = { "template", "multichannel", NULL };

static const IlxSandboxSchema condition_rows[] = { { "", ILX_SANDBOX_OPEN }, { NULL } };
static const IlxSandboxSchema segment_rows[] = {
  { "saved_segment_id", ILX_SANDBOX_INTEGER },
  { "prebuilt_segment_id", ILX_SANDBOX_STRING },
  { "match", ILX_SANDBOX_STRING, .choices = matches },
  { "conditions", ILX_SANDBOX_ARRAY, .inner = condition_rows, .max = 5 },
  { NULL },
};
static const IlxSandboxSchema recipient_rows[] = {
  { "list_id", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .min = 1 },
  { "segment_opts", ILX_SANDBOX_OBJECT, .inner = segment_rows },
  { NULL },
};
#define SETTING_ROWS(presence)                                                                     \
  { "subject_line", ILX_SANDBOX_STRING, presence, .max = 150 },                                    \
      { "preview_text", ILX_SANDBOX_STRING, .max = 150 }, { "title", ILX_SANDBOX_STRING },         \
      { "from_name", ILX_SANDBOX_STRING, presence }, { "reply_to", ILX_SANDBOX_EMAIL, presence },  \
      { "to_name", ILX_SANDBOX_STRING }, { "use_conversation", ILX_SANDBOX_BOOLEAN },              \
      { "folder_id", ILX_SANDBOX_STRING }, { "authenticate", ILX_SANDBOX_BOOLEAN },                \
      { "auto_footer", ILX_SANDBOX_BOOLEAN }, { "inline_css", ILX_SANDBOX_BOOLEAN },               \
      { "auto_tweet", ILX_SANDBOX_BOOLEAN }, { "fb_comments", ILX_SANDBOX_BOOLEAN },               \
      { "template_id", ILX_SANDBOX_INTEGER },                                                      \
  {                                                                                                \
    NULL                                                                                           \
  }
static const IlxSandboxSchema new_setting_rows[] = { SETTING_ROWS (0) };
static const IlxSandboxSchema setting_rows[] = { SETTING_ROWS (ILX_SANDBOX_REQUIRED) };
static const IlxSandboxSchema tracking_rows[] = {
  { "opens", ILX_SANDBOX_BOOLEAN },       { "html_clicks", ILX_SANDBOX_BOOLEAN },
  { "text_clicks", ILX_SANDBOX_BOOLEAN }, { "goal_tracking", ILX_SANDBOX_BOOLEAN },
  { "ecomm360", ILX_SANDBOX_BOOLEAN },    { "google_analytics", ILX_SANDBOX_STRING, .max = 50 },
  { "clicktale", ILX_SANDBOX_STRING },    { NULL },
};
static const IlxSandboxSchema card_rows[] = {
  { "image_url", ILX_SANDBOX_STRING },
  { "description", ILX_SANDBOX_STRING },
  { "title", ILX_SANDBOX_STRING },
  { NULL },
};
static const IlxSandboxSchema create_body[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = types },
  { "recipients", ILX_SANDBOX_OBJECT, .inner = recipient_rows },
  { "settings", ILX_SANDBOX_OBJECT, .inner = new_setting_rows },
  { "tracking", ILX_SANDBOX_OBJECT, .inner = tracking_rows },
  { "social_card", ILX_SANDBOX_OBJECT, .inner = card_rows },
  { "content_type", ILX_SANDBOX_STRING, .choices = content_types },
  { NULL },
};
static const IlxSandboxSchema update_body[] = {
  { "settings", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = setting_rows },
  { "recipients", ILX_SANDBOX_OBJECT, .inner = recipient_rows },
  { "tracking", ILX_SANDBOX_OBJECT, .inner = tracking_rows },
  { "social_card", ILX_SANDBOX_OBJECT, .inner = card_rows },
  { NULL },
};

gboolean
ilx_sandbox_mailchimp_has_status (IlxSandboxObject *campaign, const char *statuses)
{
  return ilx_sandbox_words_have (statuses, ilx_sandbox_mailchimp_read (campaign, "status"), -1);
}

/* Of a campaign that left, whom it went to; of another, whom it would go to. */
static guint
count_recipients (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  JsonNode *attributes = ilx_sandbox_object_get_attributes (campaign);
  JsonNode *settled = ilx_json_get (ilx_sandbox_object_get_hidden (campaign), "recipients");
  g_autoptr (GPtrArray) recipients = NULL;

  if (settled != NULL)
    return ilx_json_get_length (settled, "");
  recipients = ilx_sandbox_mailchimp_dup_recipients (
      state, ilx_sandbox_mailchimp_read (campaign, "recipients.list_id"),
      ilx_json_get (attributes, "recipients.segment_opts"));
  return recipients->len;
}

static void
complete_recipients (IlxSandboxState *state, IlxSandboxObject *campaign, JsonNode *shown)
{
  JsonNode *recipients = ilx_json_get (shown, "recipients");
  const char *list_id = ilx_json_get_string_or (recipients, "list_id", "");
  IlxSandboxObject *list = ilx_sandbox_mailchimp_get (state, "lists", list_id);
  IlxSandboxObject *segment = ilx_sandbox_mailchimp_find_segment (
      state, list_id, ilx_json_get_int_or (recipients, "segment_opts.saved_segment_id", 0));

  ilx_json_set (recipients, "list_is_active", ilx_json_bool (list != NULL));
  ilx_json_set (recipients, "list_name",
                ilx_json_string (list != NULL ? ilx_sandbox_mailchimp_read (list, "name") : ""));
  ilx_json_set (
      recipients, "segment_text",
      ilx_json_string (segment != NULL ? ilx_sandbox_mailchimp_read (segment, "name") : ""));
  ilx_json_set (recipients, "recipient_count",
                ilx_json_int (list != NULL ? count_recipients (state, campaign) : 0));
}

/**
 * ilx_sandbox_mailchimp_build_campaign:
 * @state: the state
 * @campaign: a campaign
 *
 * Returns: (transfer full): it as it is shown
 */
JsonNode *
ilx_sandbox_mailchimp_build_campaign (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  JsonNode *shown = ilx_sandbox_json_dup (ilx_sandbox_object_get_attributes (campaign));

  complete_recipients (state, campaign, shown);
  if (ilx_sandbox_mailchimp_has_status (campaign, "sent"))
    ilx_json_set (shown, "report_summary", ilx_sandbox_mailchimp_build_summary (state, campaign));
  return shown;
}

/* GET /campaigns */
static void
get_campaigns (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  GQueue *all = ilx_sandbox_mailchimp_get_all (state, CAMPAIGNS);
  JsonNode *items = ilx_json_empty_array ();

  for (GList *l = all->head; l != NULL; l = l->next)
    ilx_json_append (items, ilx_sandbox_mailchimp_build_campaign (state, l->data));
  ilx_sandbox_mailchimp_reply_collection (call, &collection, items, NULL);
}

static void
reply_campaign (IlxSandboxCall *call, IlxSandboxObject *campaign)
{
  ilx_sandbox_mailchimp_reply (
      call, 200,
      ilx_sandbox_mailchimp_build_campaign (ilx_sandbox_call_get_state (call), campaign));
}

/* GET /campaigns/{campaign_id} */
static void
get_campaign (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");

  if (campaign != NULL)
    reply_campaign (call, campaign);
}

/* The sandbox knows tags; of other conditions it can't say whom they choose. */
static gboolean
check_conditions (IlxSandboxCall *call, JsonNode *options)
{
  JsonNode *conditions = ilx_json_get (options, "conditions");

  for (guint i = 0; conditions != NULL && i < ilx_json_get_length (conditions, ""); i++)
    {
      JsonNode *condition = json_array_get_element (json_node_get_array (conditions), i);

      if (g_str_equal (ilx_json_get_string_or (condition, "condition_type", ""), "StaticSegment")
          && ilx_sandbox_words_have ("static_is static_not",
                                     ilx_json_get_string_or (condition, "op", ""), -1))
        continue;
      ilx_sandbox_mailchimp_refuse_field (call, "recipients.segment_opts.conditions",
                                          "The sandbox knows no conditions but those of tags.");
      return FALSE;
    }
  return TRUE;
}

/* That list and segment are there; answers itself when not. */
static gboolean
check_recipients (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  JsonNode *recipients = ilx_json_get (ilx_sandbox_call_get_body (call), "recipients");
  const char *list_id = ilx_json_get_string_or (recipients, "list_id", "");
  gint64 segment = ilx_json_get_int_or (recipients, "segment_opts.saved_segment_id", 0);

  if (recipients == NULL)
    return TRUE;
  if (ilx_sandbox_mailchimp_get (state, "lists", list_id) == NULL)
    ilx_sandbox_mailchimp_refuse_field (call, "recipients.list_id",
                                        "The list does not exist or is not available.");
  else if (segment != 0 && ilx_sandbox_mailchimp_find_segment (state, list_id, segment) == NULL)
    ilx_sandbox_mailchimp_refuse_field (call, "recipients.segment_opts.saved_segment_id",
                                        "The segment does not exist.");
  else
    return check_conditions (call, ilx_json_get (recipients, "segment_opts"));
  return FALSE;
}

static JsonNode *
build_settings (void)
{
  return ilx_json_object (
      "subject_line", ilx_json_string (""), "preview_text", ilx_json_string (""), "title",
      ilx_json_string (""), "from_name", ilx_json_string (""), "reply_to", ilx_json_string (""),
      "use_conversation", ilx_json_bool (FALSE), "to_name", ilx_json_string (""), "folder_id",
      ilx_json_string (""), "authenticate", ilx_json_bool (TRUE), "auto_footer",
      ilx_json_bool (FALSE), "inline_css", ilx_json_bool (FALSE), "auto_tweet",
      ilx_json_bool (FALSE), "fb_comments", ilx_json_bool (TRUE), "timewarp", ilx_json_bool (FALSE),
      "template_id", ilx_json_int (0), "drag_and_drop", ilx_json_bool (FALSE), NULL);
}

static JsonNode *
build_new (IlxSandboxState *state, const char *id)
{
  g_autofree char *now = ilx_sandbox_format_time (ilx_sandbox_state_get_now (state));
  g_autofree char *archive = g_strdup_printf (
      "https://us21.campaign-archive.com/?u=" ILX_SANDBOX_MAILCHIMP_ACCOUNT_ID "&id=%s", id);
  guint number = ilx_sandbox_mailchimp_get_all (state, CAMPAIGNS)->length;
  JsonNode *tracking = ilx_json_object (
      "opens", ilx_json_bool (TRUE), "html_clicks", ilx_json_bool (TRUE), "text_clicks",
      ilx_json_bool (FALSE), "goal_tracking", ilx_json_bool (FALSE), "ecomm360",
      ilx_json_bool (FALSE), "google_analytics", ilx_json_string (""), "clicktale",
      ilx_json_string (""), NULL);

  return ilx_json_object (
      "id", ilx_json_string (id), "web_id", ilx_json_int (FIRST_WEB_ID + number), "type",
      ilx_json_string ("regular"), "create_time", ilx_json_string (now), "archive_url",
      ilx_json_string ("http://eepurl.example/x"), "long_archive_url", ilx_json_string (archive),
      "status", ilx_json_string ("save"), "emails_sent", ilx_json_int (0), "send_time",
      ilx_json_string (""), "content_type", ilx_json_string ("template"), "recipients",
      ilx_json_object ("list_id", ilx_json_string (""), NULL), "settings", build_settings (),
      "tracking", tracking, "delivery_status",
      ilx_json_object ("enabled", ilx_json_bool (FALSE), NULL), NULL);
}

/**
 * ilx_sandbox_mailchimp_add_campaign:
 * @state: the state
 * @id: (nullable): its id; %NULL for a fresh one
 * @given: (nullable): what a body says of it
 *
 * Returns: (transfer none): a draft
 */
IlxSandboxObject *
ilx_sandbox_mailchimp_add_campaign (IlxSandboxState *state, const char *id, JsonNode *given)
{
  g_autofree char *fresh
      = id != NULL ? g_strdup (id) : ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_HEX);
  IlxSandboxObject *campaign
      = ilx_sandbox_mailchimp_add (state, CAMPAIGNS, fresh, build_new (state, fresh), NULL);

  ilx_sandbox_mailchimp_merge (ilx_sandbox_object_get_attributes (campaign), given);
  return campaign;
}

/* POST /campaigns */
static void
create_campaign (IlxSandboxCall *call)
{
  if (check_recipients (call))
    reply_campaign (call,
                    ilx_sandbox_mailchimp_add_campaign (ilx_sandbox_call_get_state (call), NULL,
                                                        ilx_sandbox_call_get_body (call)));
}

/* What was chosen of the old list means nothing in a new one. */
static void
replace_recipients (IlxSandboxObject *campaign, JsonNode *given)
{
  JsonNode *recipients = ilx_json_get (given, "recipients");

  if (recipients != NULL)
    ilx_json_set (ilx_sandbox_object_get_attributes (campaign), "recipients",
                  ilx_sandbox_json_dup (recipients));
}

/* PATCH /campaigns/{campaign_id} */
static void
update_campaign (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");
  JsonNode *given = ilx_sandbox_call_get_body (call);

  if (campaign == NULL)
    return;
  if (!ilx_sandbox_mailchimp_has_status (campaign, "save paused"))
    {
      ilx_sandbox_mailchimp_refuse_action (
          call, "Campaigns that are scheduled, sending or sent can't be changed.");
      return;
    }
  if (!check_recipients (call))
    return;
  replace_recipients (campaign, given);
  ilx_sandbox_mailchimp_merge (ilx_sandbox_object_get_attributes (campaign), given);
  reply_campaign (call, campaign);
}

/* DELETE /campaigns/{campaign_id} */
static void
delete_campaign (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");

  if (campaign == NULL)
    return;
  if (ilx_sandbox_mailchimp_has_status (campaign, "schedule sending"))
    {
      ilx_sandbox_mailchimp_refuse_action (
          call, "Campaigns that are scheduled or sending can't be deleted.");
      return;
    }
  ilx_sandbox_state_remove (ilx_sandbox_call_get_state (call), ILX_SANDBOX_MAILCHIMP, CAMPAIGNS,
                            campaign->id);
  ilx_sandbox_call_reply_empty (call, 204);
}

const IlxSandboxRoute ilx_sandbox_mailchimp_campaign_routes[] = {
  { "GET", "/3.0/campaigns", get_campaigns },
  { "POST", "/3.0/campaigns", create_campaign, "write", .schema = create_body },
  { "GET", "/3.0/campaigns/{campaign_id}", get_campaign },
  { "PATCH", "/3.0/campaigns/{campaign_id}", update_campaign, "write", .schema = update_body },
  { "DELETE", "/3.0/campaigns/{campaign_id}", delete_campaign, "write" },
  { NULL },
};
