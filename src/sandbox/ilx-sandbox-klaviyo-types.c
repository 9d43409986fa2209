/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resources that the simulated Klaviyo can show: where each type is kept and which names
 * fields[type] and additional-fields[type] may hold. Of what serves other channels than e-mail only
 * the outermost names are here. */
#include "config.h"

#include "ilx-sandbox-route.h"

/* type, kinds, fields, additional, what fields may name of the additional ones */
static const IlxSandboxType types[] = {
  { "account", "accounts",
    "contact_information contact_information.default_sender_email "
    "contact_information.default_sender_name contact_information.organization_name "
    "contact_information.street_address contact_information.street_address.address1 "
    "contact_information.street_address.address2 "
    "contact_information.street_address.city "
    "contact_information.street_address.country "
    "contact_information.street_address.region contact_information.street_address.zip "
    "contact_information.website_url id industry locale preferred_currency "
    "public_api_key test_account timezone",
    NULL, NULL },
  { "attribution", "attributions", "id", NULL, NULL },
  { "campaign", "campaigns",
    "archived audiences audiences.excluded audiences.included created_at id name "
    "scheduled_at send_options send_options.use_smart_sending send_strategy "
    "send_strategy.date send_strategy.datetime send_strategy.method "
    "send_strategy.options send_strategy.options.is_local "
    "send_strategy.options.send_past_recipients_immediately "
    "send_strategy.throttle_percentage send_time status tracking_options "
    "tracking_options.add_tracking_params tracking_options.custom_tracking_params "
    "tracking_options.is_tracking_clicks tracking_options.is_tracking_opens "
    "updated_at",
    NULL, NULL },
  { "campaign-message", "campaign-messages",
    "channel content content.bcc_email content.cc_email content.from_email "
    "content.from_label content.preview_text content.reply_to_email content.subject "
    "created_at definition definition.channel definition.content "
    "definition.content.bcc_email definition.content.cc_email "
    "definition.content.from_email definition.content.from_label "
    "definition.content.preview_text definition.content.reply_to_email "
    "definition.content.subject definition.label id label send_times updated_at",
    NULL, NULL },
  { "campaign-recipient-estimation", "campaign-recipient-estimations",
    "estimated_recipient_count id", NULL, NULL },
  { "campaign-recipient-estimation-job", "campaign-recipient-estimation-jobs", "id status", NULL,
    NULL },
  { "campaign-send-job", "campaign-send-jobs", "id status", NULL, NULL },
  { "conversation", "conversations", "channel id", NULL, NULL },
  { "custom-metric", "custom-metrics",
    "created definition definition.aggregation_method definition.metric_groups id "
    "name updated",
    NULL, NULL },
  { "event", "events", "datetime event_properties id timestamp uuid", NULL, NULL },
  { "flow", "flows", "archived created id name status trigger_type updated", "definition",
    "definition definition.actions definition.entry_action_id "
    "definition.profile_filter definition.profile_filter.condition_groups "
    "definition.reentry_criteria definition.reentry_criteria.duration "
    "definition.reentry_criteria.unit definition.triggers" },
  { "flow-action", "flow-actions", "created definition id updated", NULL, NULL },
  { "image", "images", "format hidden id image_url name size updated_at", NULL, NULL },
  { "list", "lists", "created id name opt_in_process updated", "profile_count", "profile_count" },
  { "mapped-metric", "mapped-metrics", "id updated", NULL, NULL },
  { "metric", "metrics", "created id integration name updated", NULL, NULL },
  { "profile", "profiles",
    "created email external_id first_name id image joined_group_at last_event_date "
    "last_name locale location location.address1 location.address2 location.city "
    "location.country location.ip location.latitude location.longitude "
    "location.region location.timezone location.zip organization phone_number "
    "properties title updated",
    "subscriptions predictive_analytics",
    "predictive_analytics subscriptions subscriptions.email "
    "subscriptions.email.marketing "
    "subscriptions.email.marketing.can_receive_email_marketing "
    "subscriptions.email.marketing.consent "
    "subscriptions.email.marketing.consent_timestamp "
    "subscriptions.email.marketing.custom_method_detail "
    "subscriptions.email.marketing.double_optin "
    "subscriptions.email.marketing.last_updated "
    "subscriptions.email.marketing.list_suppressions "
    "subscriptions.email.marketing.method subscriptions.email.marketing.method_detail "
    "subscriptions.email.marketing.suppression" },
  { "push-token", "push-tokens",
    "background created enablement_status id metadata platform recorded_date token "
    "vendor",
    NULL, NULL },
  { "segment", "segments",
    "created definition definition.condition_groups id is_active is_processing "
    "is_starred name updated",
    "profile_count", "profile_count" },
  { "tag", "tags", "id name", NULL, NULL },
  { "template", "templates template-copies", "amp created editor_type html id name text updated",
    "definition",
    "definition definition.body definition.body.id definition.body.properties "
    "definition.body.properties.css_class definition.body.properties.id "
    "definition.body.sections definition.body.styles "
    "definition.body.styles.background_color definition.body.styles.width "
    "definition.id definition.styles definition.template_id" },
  { "webhook", "webhooks", "created_at description enabled endpoint_url id name updated_at", NULL,
    NULL },
  { "webhook-topic", "webhook-topics", "id", NULL, NULL },
};

/**
 * ilx_sandbox_klaviyo_find_type:
 * @type: "list"
 *
 * Returns: (nullable): the type's row
 */
const IlxSandboxType *
ilx_sandbox_klaviyo_find_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return &types[i];
  return NULL;
}
