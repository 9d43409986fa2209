/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-klaviyo-bodies.h"

#define REQUIRED ILX_SANDBOX_REQUIRED
#define NULLABLE ILX_SANDBOX_NULLABLE

static const char *const campaign_type[] = { "campaign", NULL };
static const char *const message_type[] = { "campaign-message", NULL };
static const char *const template_type[] = { "template", NULL };
static const char *const send_job_type[] = { "campaign-send-job", NULL };
static const char *const estimation_job_type[] = { "campaign-recipient-estimation-job", NULL };

static const IlxSandboxSchema id_row[] = {
  { "id", ILX_SANDBOX_STRING },
  { NULL },
};

/* How it is sent. */
static const char *const percentages[]
    = { "1", "2", "5", "10", "11", "13", "14", "17", "20", "25", "33", "50", NULL };
static const IlxSandboxSchema local_rows[] = {
  { "is_local", ILX_SANDBOX_BOOLEAN, REQUIRED },
  { "send_past_recipients_immediately", ILX_SANDBOX_BOOLEAN },
  { NULL },
};
static const IlxSandboxSchema not_local_rows[] = {
  { "is_local", ILX_SANDBOX_BOOLEAN, REQUIRED },
  { NULL },
};
static const IlxSandboxSchema locality_shapes[] = {
  { "true", ILX_SANDBOX_OBJECT, .inner = local_rows },
  { "false", ILX_SANDBOX_OBJECT, .inner = not_local_rows },
  { NULL },
};
static const IlxSandboxSchema immediate_rows[] = {
  { "method", ILX_SANDBOX_STRING, REQUIRED },
  { NULL },
};
static const IlxSandboxSchema static_rows[] = {
  { "method", ILX_SANDBOX_STRING, REQUIRED },
  { "datetime", ILX_SANDBOX_TIME, REQUIRED },
  { "options", ILX_SANDBOX_VARIANT, NULLABLE, locality_shapes, .tag = "is_local" },
  { NULL },
};
static const IlxSandboxSchema throttled_rows[] = {
  { "method", ILX_SANDBOX_STRING, REQUIRED },
  { "datetime", ILX_SANDBOX_TIME, REQUIRED },
  { "throttle_percentage", ILX_SANDBOX_INTEGER, REQUIRED, .choices = percentages },
  { NULL },
};
static const IlxSandboxSchema smart_rows[] = {
  { "method", ILX_SANDBOX_STRING, REQUIRED },
  { "date", ILX_SANDBOX_DATE, REQUIRED },
  { NULL },
};
static const IlxSandboxSchema strategy_shapes[] = {
  { "immediate", ILX_SANDBOX_OBJECT, .inner = immediate_rows },
  { "static", ILX_SANDBOX_OBJECT, .inner = static_rows },
  { "throttled", ILX_SANDBOX_OBJECT, .inner = throttled_rows },
  { "smart_send_time", ILX_SANDBOX_OBJECT, .inner = smart_rows },
  { NULL },
};
static const IlxSandboxSchema send_option_rows[] = {
  { "use_smart_sending", ILX_SANDBOX_BOOLEAN, NULLABLE },
  { NULL },
};

/* What is tracked. */
static const char *const dynamic_values[] = { "campaign_id",
                                              "campaign_name",
                                              "campaign_name_id",
                                              "campaign_name_send_day",
                                              "email_subject",
                                              "group_id",
                                              "group_name",
                                              "group_name_id",
                                              "link_alt_text",
                                              "message_type",
                                              "profile_id",
                                              "profile_external_id",
                                              NULL };
static const IlxSandboxSchema dynamic_rows[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED },
  { "value", ILX_SANDBOX_STRING, REQUIRED, .choices = dynamic_values },
  { "name", ILX_SANDBOX_STRING, REQUIRED },
  { NULL },
};
static const IlxSandboxSchema fixed_rows[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED },
  { "value", ILX_SANDBOX_STRING, REQUIRED },
  { "name", ILX_SANDBOX_STRING, REQUIRED },
  { NULL },
};
static const IlxSandboxSchema parameter_shapes[] = {
  { "dynamic", ILX_SANDBOX_OBJECT, .inner = dynamic_rows },
  { "static", ILX_SANDBOX_OBJECT, .inner = fixed_rows },
  { NULL },
};
static const IlxSandboxSchema parameter_row[] = {
  { "parameter", ILX_SANDBOX_VARIANT, .inner = parameter_shapes, .tag = "type" },
  { NULL },
};
static const IlxSandboxSchema tracking_rows[] = {
  { "add_tracking_params", ILX_SANDBOX_BOOLEAN, NULLABLE },
  { "custom_tracking_params", ILX_SANDBOX_ARRAY, .inner = parameter_row },
  { "is_tracking_clicks", ILX_SANDBOX_BOOLEAN, NULLABLE },
  { "is_tracking_opens", ILX_SANDBOX_BOOLEAN, NULLABLE },
  { NULL },
};

/* What it says. Of the channels the sandbox knows e-mail alone. */
static const IlxSandboxSchema content_rows[] = {
  { "subject", ILX_SANDBOX_STRING, NULLABLE },
  { "preview_text", ILX_SANDBOX_STRING, NULLABLE },
  { "from_email", ILX_SANDBOX_EMAIL, NULLABLE },
  { "from_label", ILX_SANDBOX_STRING, NULLABLE },
  { "reply_to_email", ILX_SANDBOX_EMAIL, NULLABLE },
  { "cc_email", ILX_SANDBOX_EMAIL, NULLABLE },
  { "bcc_email", ILX_SANDBOX_EMAIL, NULLABLE },
  { NULL },
};
static const IlxSandboxSchema email_rows[] = {
  { "channel", ILX_SANDBOX_STRING, REQUIRED },
  { "label", ILX_SANDBOX_STRING, NULLABLE },
  { "content", ILX_SANDBOX_OBJECT, NULLABLE, content_rows },
  { NULL },
};
static const IlxSandboxSchema channel_shapes[] = {
  { "email", ILX_SANDBOX_OBJECT, .inner = email_rows },
  { NULL },
};
static const IlxSandboxSchema message_attributes[] = {
  { "definition", ILX_SANDBOX_VARIANT, REQUIRED, channel_shapes, .tag = "channel" },
  { NULL },
};
static const IlxSandboxSchema message_rows[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = message_type },
  { "attributes", ILX_SANDBOX_OBJECT, REQUIRED, message_attributes },
  { NULL },
};
static const IlxSandboxSchema message_row[] = {
  { "message", ILX_SANDBOX_OBJECT, .inner = message_rows },
  { NULL },
};
static const IlxSandboxSchema messages_rows[] = {
  { "data", ILX_SANDBOX_ARRAY, REQUIRED, message_row, .min = 1, .max = 1 },
  { NULL },
};

/* POST /api/campaigns */
static const IlxSandboxSchema create_audience_rows[] = {
  { "included", ILX_SANDBOX_ARRAY, REQUIRED, id_row, .min = 1 },
  { "excluded", ILX_SANDBOX_ARRAY, .inner = id_row },
  { NULL },
};
static const IlxSandboxSchema create_attributes[] = {
  { "name", ILX_SANDBOX_STRING, REQUIRED, .min = 1 },
  { "audiences", ILX_SANDBOX_OBJECT, REQUIRED, create_audience_rows },
  { "send_strategy", ILX_SANDBOX_VARIANT, NULLABLE, strategy_shapes, .tag = "method" },
  { "send_options", ILX_SANDBOX_OBJECT, NULLABLE, send_option_rows },
  { "tracking_options", ILX_SANDBOX_OBJECT, NULLABLE, tracking_rows },
  { "campaign-messages", ILX_SANDBOX_OBJECT, REQUIRED, messages_rows },
  { NULL },
};
static const IlxSandboxSchema create_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = campaign_type },
  { "attributes", ILX_SANDBOX_OBJECT, REQUIRED, create_attributes },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_create_campaign_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, create_data },
  { NULL },
};

/* PATCH /api/campaigns/{id} */
static const IlxSandboxSchema update_audience_rows[] = {
  { "included", ILX_SANDBOX_ARRAY, .inner = id_row, .min = 1 },
  { "excluded", ILX_SANDBOX_ARRAY, .inner = id_row },
  { NULL },
};
static const IlxSandboxSchema update_attributes[] = {
  { "name", ILX_SANDBOX_STRING, NULLABLE, .min = 1 },
  { "audiences", ILX_SANDBOX_OBJECT, NULLABLE, update_audience_rows },
  { "send_strategy", ILX_SANDBOX_VARIANT, NULLABLE, strategy_shapes, .tag = "method" },
  { "send_options", ILX_SANDBOX_OBJECT, NULLABLE, send_option_rows },
  { "tracking_options", ILX_SANDBOX_OBJECT, NULLABLE, tracking_rows },
  { NULL },
};
static const IlxSandboxSchema update_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = campaign_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, REQUIRED, update_attributes },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_update_campaign_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, update_data },
  { NULL },
};

/* POST /api/campaign-clone */
static const IlxSandboxSchema clone_attributes[] = {
  { "new_name", ILX_SANDBOX_STRING, NULLABLE, .min = 1 },
  { NULL },
};
static const IlxSandboxSchema clone_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = campaign_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, REQUIRED, clone_attributes },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_clone_campaign_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, clone_data },
  { NULL },
};

/* PATCH /api/campaign-messages/{id} */
static const IlxSandboxSchema update_message_attributes[] = {
  { "definition", ILX_SANDBOX_VARIANT, NULLABLE, channel_shapes, .tag = "channel" },
  { NULL },
};
static const IlxSandboxSchema update_message_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = message_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, REQUIRED, update_message_attributes },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_update_message_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, update_message_data },
  { NULL },
};

/* POST /api/campaign-message-assign-template */
static const IlxSandboxSchema linkage_rows[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = template_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { NULL },
};
static const IlxSandboxSchema linked_rows[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, linkage_rows },
  { NULL },
};
static const IlxSandboxSchema relationship_rows[] = {
  { "template", ILX_SANDBOX_OBJECT, REQUIRED, linked_rows },
  { NULL },
};
static const IlxSandboxSchema assign_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = message_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { "relationships", ILX_SANDBOX_OBJECT, REQUIRED, relationship_rows },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_assign_template_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, assign_data },
  { NULL },
};

/* Jobs. */
static const char *const actions[] = { "cancel", "revert", NULL };
static const IlxSandboxSchema send_job_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = send_job_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_send_job_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, send_job_data },
  { NULL },
};
static const IlxSandboxSchema cancel_attributes[] = {
  { "action", ILX_SANDBOX_STRING, REQUIRED, .choices = actions },
  { NULL },
};
static const IlxSandboxSchema cancel_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = send_job_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, REQUIRED, cancel_attributes },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_cancel_job_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, cancel_data },
  { NULL },
};
static const IlxSandboxSchema estimation_job_data[] = {
  { "type", ILX_SANDBOX_STRING, REQUIRED, .choices = estimation_job_type },
  { "id", ILX_SANDBOX_STRING, REQUIRED },
  { NULL },
};
const IlxSandboxSchema ilx_sandbox_estimation_job_body[] = {
  { "data", ILX_SANDBOX_OBJECT, REQUIRED, estimation_job_data },
  { NULL },
};
