/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-text.h"
#include "ilx-time.h"

/**
 * ilx_klaviyo_dup_template_name:
 * @delivery: a delivery
 *
 * The stamp makes the name unique, so that a probe by it is exact.
 *
 * Returns: (transfer full): what the template is called on Klaviyo
 */
char *
ilx_klaviyo_dup_template_name (IlxDelivery *delivery)
{
  const char *subject = ilx_campaign_get_subject (ilx_delivery_get_campaign (delivery));
  g_autofree char *stamp = ilx_time_format_stamp (ilx_delivery_get_stamp (delivery));

  return g_strdup_printf ("ILLIXIS Campaign - %s - %s", subject != NULL ? subject : "", stamp);
}

/* {"data": {"type": …, "id": …, "attributes": …}}; takes attributes, leaves out what is NULL. */
static JsonNode *
build_resource (const char *type, const char *id, JsonNode *attributes)
{
  JsonNode *data = ilx_json_object ("type", ilx_json_string (type), NULL);

  if (id != NULL)
    ilx_json_set (data, "id", ilx_json_string (id));
  if (attributes != NULL)
    ilx_json_set (data, "attributes", attributes);
  return ilx_json_object ("data", data, NULL);
}

/**
 * ilx_klaviyo_body_build_template:
 * @delivery: a delivery
 * @id: (nullable): of the template that is changed; NULL to create one
 * @name: its name
 *
 * Returns: (transfer full): for `POST /api/templates` or `PATCH /api/templates/{id}`
 */
JsonNode *
ilx_klaviyo_body_build_template (IlxDelivery *delivery, const char *id, const char *name)
{
  IlxCampaign *campaign = ilx_delivery_get_campaign (delivery);
  JsonNode *attributes = ilx_json_object ("name", ilx_json_string (name), NULL);

  /* Which editor it opens in can't be changed later. */
  if (id == NULL)
    ilx_json_set (attributes, "editor_type", ilx_json_string ("CODE"));
  ilx_json_set (attributes, "html", ilx_json_string (ilx_campaign_get_html (campaign)));
  ilx_json_set (attributes, "text", ilx_json_string (ilx_delivery_get_text (delivery)));
  return build_resource ("template", id, attributes);
}

static JsonNode *
build_strategy (IlxDelivery *delivery)
{
  if (ilx_delivery_get_mode (delivery) != ILX_DELIVER_AT)
    return ilx_json_object ("method", ilx_json_string ("immediate"), NULL);
  return ilx_json_object ("method", ilx_json_string ("static"), "datetime",
                          ilx_json_time (ilx_delivery_get_scheduled_at (delivery)), "options",
                          ilx_json_object ("is_local", ilx_json_bool (FALSE), NULL), NULL);
}

/* What a campaign is beside its message. Everything is said, since a default may change. */
static JsonNode *
build_campaign_attributes (IlxDelivery *delivery)
{
  IlxCampaign *campaign = ilx_delivery_get_campaign (delivery);
  JsonNode *audiences
      = ilx_json_object ("included", ilx_json_strv (ilx_campaign_get_included (campaign)),
                         "excluded", ilx_json_strv (ilx_campaign_get_excluded (campaign)), NULL);
  JsonNode *options = ilx_json_object (
      "use_smart_sending", ilx_json_bool (ilx_campaign_get_has_smart_sending (campaign)), NULL);
  JsonNode *tracking = ilx_json_object (
      "is_tracking_opens", ilx_json_bool (ilx_campaign_get_has_open_tracking (campaign)),
      "is_tracking_clicks", ilx_json_bool (ilx_campaign_get_has_click_tracking (campaign)),
      "add_tracking_params", ilx_json_bool (ilx_campaign_get_has_utm_tracking (campaign)),
      "custom_tracking_params", ilx_json_empty_array (), NULL);

  return ilx_json_object ("name", ilx_json_string (ilx_campaign_get_subject (campaign)),
                          "audiences", audiences, "send_strategy", build_strategy (delivery),
                          "send_options", options, "tracking_options", tracking, NULL);
}

/* An empty address is refused by Klaviyo: absent when new, null when it takes back an older one. */
static void
set_content (JsonNode *content, const char *name, const char *value, gboolean is_change)
{
  if (!ilx_text_is_blank (value))
    ilx_json_set (content, name, ilx_json_string (value));
  else if (is_change)
    ilx_json_set (content, name, ilx_json_null ());
}

static JsonNode *
build_message_attributes (IlxDelivery *delivery, const char *label, gboolean is_change)
{
  IlxCampaign *campaign = ilx_delivery_get_campaign (delivery);
  const IlxSender *sender = ilx_delivery_get_sender (delivery);
  JsonNode *content = ilx_json_empty_object ();

  set_content (content, "subject", ilx_campaign_get_subject (campaign), is_change);
  set_content (content, "preview_text", ilx_campaign_get_preview_text (campaign), is_change);
  set_content (content, "from_email", sender->email, is_change);
  set_content (content, "from_label", sender->name, is_change);
  set_content (content, "reply_to_email", sender->reply_to, is_change);
  return ilx_json_object ("definition",
                          ilx_json_object ("channel", ilx_json_string ("email"), "label",
                                           ilx_json_string (label), "content", content, NULL),
                          NULL);
}

/**
 * ilx_klaviyo_body_build_campaign:
 * @delivery: a delivery
 * @label: of its message, unique, so that a probe by it is exact
 *
 * Returns: (transfer full): for `POST /api/campaigns`
 */
JsonNode *
ilx_klaviyo_body_build_campaign (IlxDelivery *delivery, const char *label)
{
  JsonNode *attributes = build_campaign_attributes (delivery);
  JsonNode *message = ilx_json_object ("type", ilx_json_string ("campaign-message"), "attributes",
                                       build_message_attributes (delivery, label, FALSE), NULL);

  ilx_json_set (attributes, "campaign-messages",
                ilx_json_object ("data", ilx_json_array (message, NULL), NULL));
  return build_resource ("campaign", NULL, attributes);
}

/**
 * ilx_klaviyo_body_build_campaign_change:
 * @delivery: a delivery
 * @id: of the campaign
 *
 * Returns: (transfer full): for `PATCH /api/campaigns/{id}`
 */
JsonNode *
ilx_klaviyo_body_build_campaign_change (IlxDelivery *delivery, const char *id)
{
  return build_resource ("campaign", id, build_campaign_attributes (delivery));
}

/**
 * ilx_klaviyo_body_build_message_change:
 * @delivery: a delivery
 * @id: of the message
 * @label: its new label
 *
 * Returns: (transfer full): for `PATCH /api/campaign-messages/{id}`, with the whole content
 */
JsonNode *
ilx_klaviyo_body_build_message_change (IlxDelivery *delivery, const char *id, const char *label)
{
  return build_resource ("campaign-message", id, build_message_attributes (delivery, label, TRUE));
}

/**
 * ilx_klaviyo_body_build_assignment:
 * @message_id: of the campaign's message
 * @template_id: of the template that is copied into it
 *
 * Returns: (transfer full): for `POST /api/campaign-message-assign-template`
 */
JsonNode *
ilx_klaviyo_body_build_assignment (const char *message_id, const char *template_id)
{
  JsonNode *template = ilx_json_object ("type", ilx_json_string ("template"), "id",
                                        ilx_json_string (template_id), NULL);
  JsonNode *relationships
      = ilx_json_object ("template", ilx_json_object ("data", template, NULL), NULL);

  return ilx_json_object ("data",
                          ilx_json_object ("type", ilx_json_string ("campaign-message"), "id",
                                           ilx_json_string (message_id), "relationships",
                                           relationships, NULL),
                          NULL);
}

/**
 * ilx_klaviyo_body_build_job:
 * @type: "campaign-send-job" or "campaign-recipient-estimation-job"
 * @campaign_id: of the campaign, which is the job's id as well
 *
 * Returns: (transfer full): for `POST /api/campaign-send-jobs` and its sibling
 */
JsonNode *
ilx_klaviyo_body_build_job (const char *type, const char *campaign_id)
{
  return build_resource (type, campaign_id, NULL);
}

/**
 * ilx_klaviyo_body_build_cancellation:
 * @campaign_id: of the campaign
 * @is_final: %TRUE to stop it for good, %FALSE to make it a draft again
 *
 * Returns: (transfer full): for `PATCH /api/campaign-send-jobs/{id}`
 */
JsonNode *
ilx_klaviyo_body_build_cancellation (const char *campaign_id, gboolean is_final)
{
  const char *action = is_final ? "cancel" : "revert";

  return build_resource ("campaign-send-job", campaign_id,
                         ilx_json_object ("action", ilx_json_string (action), NULL));
}

/* --- Filters ---------------------------------------------------------------------------------- */

/**
 * ilx_klaviyo_filter_dup_string:
 * @text: UTF-8
 *
 * The grammar has two kinds of quotes and no escapes.
 *
 * Returns: (transfer full) (nullable): @text in quotes; NULL when it can't be in a filter, so that
 * the answers must be compared here
 */
char *
ilx_klaviyo_filter_dup_string (const char *text)
{
  gboolean has_double = strchr (text, '"') != NULL;

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\\' || g_ascii_iscntrl (*c))
      return NULL;
  if (has_double && strchr (text, '\'') != NULL)
    return NULL;
  return has_double ? g_strdup_printf ("'%s'", text) : g_strdup_printf ("\"%s\"", text);
}

/**
 * ilx_klaviyo_filter_dup_template:
 * @name: the exact name
 * @created_after: microseconds since the epoch
 *
 * Returns: (transfer full): the filter of `GET /api/templates` that finds it, perhaps among others
 */
char *
ilx_klaviyo_filter_dup_template (const char *name, gint64 created_after)
{
  g_autofree char *quoted = ilx_klaviyo_filter_dup_string (name);
  g_autofree char *time = ilx_time_format (created_after);

  if (quoted == NULL)
    return g_strdup_printf ("greater-or-equal(created,%s)", time);
  return g_strdup_printf ("and(equals(name,%s),greater-or-equal(created,%s))", quoted, time);
}

/**
 * ilx_klaviyo_filter_dup_campaign:
 * @name: the exact name
 * @created_after: microseconds since the epoch
 *
 * Returns: (transfer full): the filter of `GET /api/campaigns` that finds it, perhaps among others;
 * the channel is mandatory
 */
char *
ilx_klaviyo_filter_dup_campaign (const char *name, gint64 created_after)
{
  g_autofree char *quoted = ilx_klaviyo_filter_dup_string (name);
  g_autofree char *time = ilx_time_format (created_after);

  if (quoted == NULL)
    return g_strdup_printf ("and(equals(messages.channel,'email'),greater-or-equal(created_at,%s))",
                            time);
  return g_strdup_printf ("and(equals(messages.channel,'email'),contains(name,%s),"
                          "greater-or-equal(created_at,%s))",
                          quoted, time);
}
