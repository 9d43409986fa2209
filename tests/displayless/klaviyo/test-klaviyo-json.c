/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo's JSON, both ways, without a network. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-json.h"

#define NOW (G_GINT64_CONSTANT (1795339805) * ILX_SECOND) /* 2026-11-22T09:30:05Z */

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = ilx_json_parse_text (text, &error);

  g_assert_no_error (error);
  return node;
}

static char *
to_text (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;

  return ilx_json_to_text (owned, FALSE);
}

/* --- Where a campaign stands ------------------------------------------------------------------ */

static const struct
{
  int line;
  const char *attributes;
  gboolean is_known;
  IlxCampaignState state;
  gboolean has_problem;
  gint64 scheduled_at;
  gint64 sent_at;
} statuses[] = {
  { __LINE__, "\"status\":\"Draft\"", TRUE, ILX_CAMPAIGN_DRAFT },
  { __LINE__, "\"status\":\"Preparing to schedule\"", TRUE, ILX_CAMPAIGN_SCHEDULED },
  { __LINE__, "\"status\":\"Scheduled\",\"send_time\":\"2026-11-22T09:30:06+00:00\"", TRUE,
    ILX_CAMPAIGN_SCHEDULED, FALSE, NOW + ILX_SECOND },
  { __LINE__,
    "\"status\":\"Scheduled\",\"send_time\":null,\"scheduled_at\":\"2026-11-22T09:30:05Z\"", TRUE,
    ILX_CAMPAIGN_SCHEDULED, FALSE, NOW },
  { __LINE__, "\"status\":\"Queued without Recipients\",\"send_time\":\"2026-11-22T09:30:06Z\"",
    TRUE, ILX_CAMPAIGN_SCHEDULED, FALSE, NOW + ILX_SECOND },
  { __LINE__, "\"status\":\"Queued without Recipients\",\"send_time\":\"2026-11-22T09:30:05Z\"",
    TRUE, ILX_CAMPAIGN_SENDING },
  { __LINE__, "\"status\":\"Queued without Recipients\"", TRUE, ILX_CAMPAIGN_SENDING },
  { __LINE__, "\"status\":\"Preparing to send\"", TRUE, ILX_CAMPAIGN_SENDING },
  { __LINE__, "\"status\":\"Adding Recipients\"", TRUE, ILX_CAMPAIGN_SENDING },
  { __LINE__, "\"status\":\"Sending\"", TRUE, ILX_CAMPAIGN_SENDING },
  { __LINE__, "\"status\":\"Sending Segments\"", TRUE, ILX_CAMPAIGN_SENDING },
  { __LINE__, "\"status\":\"Variations Sent\"", TRUE, ILX_CAMPAIGN_SENDING },
  { __LINE__, "\"status\":\"Sent\",\"send_time\":\"2026-11-22T10:30:05+01:00\"", TRUE,
    ILX_CAMPAIGN_SENT, FALSE, 0, NOW },
  { __LINE__, "\"status\":\"Cancelled\"", TRUE, ILX_CAMPAIGN_CANCELLED, TRUE },
  { __LINE__, "\"status\":\"Cancelled: Smart Sending\"", TRUE, ILX_CAMPAIGN_FAILED, TRUE },
  { __LINE__, "\"status\":\"Cancelled: No Recipients\"", TRUE, ILX_CAMPAIGN_FAILED, TRUE },
  { __LINE__, "\"status\":\"Cancelled: Account Disabled\"", TRUE, ILX_CAMPAIGN_FAILED, TRUE },
  { __LINE__, "\"status\":\"Cancelled: Billing Limit\"", TRUE, ILX_CAMPAIGN_FAILED, TRUE },
  { __LINE__, "\"status\":\"Cancelled: Misconfigured\"", TRUE, ILX_CAMPAIGN_FAILED, TRUE },
  { __LINE__, "\"status\":\"Cancelled: Internal Error\"", TRUE, ILX_CAMPAIGN_FAILED, TRUE },
  /* Nobody knows these: no guess. */
  { __LINE__, "\"status\":\"Unknown\"", FALSE },
  { __LINE__, "\"status\":\"sent\"", FALSE },
  { __LINE__, "\"status\":\"Sent \"", FALSE },
  { __LINE__, "\"status\":\"Cancelled: Solar Flare\"", FALSE },
  { __LINE__, "\"status\":\"\"", FALSE },
  { __LINE__, "\"status\":null", FALSE },
  { __LINE__, "\"status\":7,\"send_time\":\"yesterday\"", FALSE },
  { __LINE__, "\"name\":\"x\"", FALSE },
};

static void
test_status (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"data\":{\"id\":\"C\",\"attributes\":{%s}}}",
                                               statuses[i].attributes);
      g_autoptr (JsonNode) reply = parse (text);
      g_autoptr (IlxRemoteStatus) status = ilx_klaviyo_json_parse_status (reply, NOW, NULL);

      g_test_message ("line %d", statuses[i].line);
      g_assert_nonnull (status);
      g_assert_nonnull (status->remote_state);
      g_assert_cmpint (status->is_known, ==, statuses[i].is_known);
      g_assert_cmpint (status->state, ==, statuses[i].state);
      g_assert_cmpint (status->problem != NULL, ==, statuses[i].has_problem);
      g_assert_cmpint (status->scheduled_at, ==, statuses[i].scheduled_at);
      g_assert_cmpint (status->sent_at, ==, statuses[i].sent_at);
    }
}

static void
test_status_unreadable (void)
{
  static const char *const replies[] = { "{}", "[]", "null", "{\"data\":null}", "{\"data\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (JsonNode) reply = parse (replies[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ilx_klaviyo_json_parse_status (reply, NOW, &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
      g_assert_false (ilx_klaviyo_json_is_draft (reply));
    }
}

/* --- Accounts and audiences ------------------------------------------------------------------- */

static void
test_account (void)
{
  g_autoptr (JsonNode) reply = parse (
      "{\"data\":[{\"type\":\"account\",\"id\":\"AbC123\",\"attributes\":{\"timezone\":"
      "\"Europe/Berlin\",\"contact_information\":{\"default_sender_name\":\"Nordlicht Kaffee\","
      "\"default_sender_email\":\"hello@nordlicht.example\",\"organization_name\":\"Nordlicht "
      "GmbH\",\"street_address\":{\"address1\":\"Hafenweg 5\",\"address2\":null,\"city\":\"Kiel\","
      "\"region\":\"SH\",\"country\":\"DE\",\"zip\":\"24103\"}}}}]}");
  g_autoptr (IlxConnection) connection = ilx_klaviyo_json_parse_account (reply, NULL);

  g_assert_cmpstr (ilx_connection_get_platform (connection), ==, "klaviyo");
  g_assert_null (ilx_connection_get_id (connection));
  g_assert_cmpstr (ilx_connection_get_account_id (connection), ==, "AbC123");
  g_assert_cmpstr (ilx_connection_get_account_name (connection), ==, "Nordlicht GmbH");
  g_assert_cmpstr (ilx_connection_get_sender_name (connection), ==, "Nordlicht Kaffee");
  g_assert_cmpstr (ilx_connection_get_sender_email (connection), ==, "hello@nordlicht.example");
  g_assert_cmpstr (ilx_connection_get_timezone (connection), ==, "Europe/Berlin");
  g_assert_cmpstr (ilx_connection_get_postal_address (connection), ==,
                   "Hafenweg 5, 24103 Kiel, SH, DE");
}

/* All that may be null is null; an id there must be. */
static void
test_account_bare (void)
{
  static const char *const bad[] = { "{\"data\":[]}",
                                     "{\"data\":[{\"id\":null}]}",
                                     "{\"data\":[{\"id\":\" \"}]}",
                                     "{\"data\":{\"id\":\"A\"}}",
                                     "{\"data\":[{\"id\":7}]}",
                                     "[]" };
  g_autoptr (JsonNode) reply = parse ("{\"data\":[{\"id\":\"A\",\"attributes\":{\"timezone\":null,"
                                      "\"contact_information\":null}}]}");
  g_autoptr (IlxConnection) connection = ilx_klaviyo_json_parse_account (reply, NULL);

  g_assert_cmpstr (ilx_connection_get_account_name (connection), ==, "A");
  g_assert_null (ilx_connection_get_postal_address (connection));
  g_assert_null (ilx_connection_get_sender_email (connection));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonNode) node = parse (bad[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ilx_klaviyo_json_parse_account (node, &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
    }
}

static void
test_audiences (void)
{
  g_autoptr (JsonNode) items = parse (
      "[{\"type\":\"list\",\"id\":\"Y6nRLr\",\"attributes\":{\"name\":\"Newsletter\"}},"
      "{\"type\":\"segment\",\"id\":\"12\",\"attributes\":{\"name\":null,\"is_processing\":true}}"
      "]");
  g_autoptr (JsonNode) bad = parse ("[{\"id\":\"A\"},{\"type\":\"list\"}]");
  g_autoptr (GPtrArray) audiences = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  IlxAudience *first;
  IlxAudience *second;

  g_assert_true (ilx_klaviyo_json_parse_audiences (items, audiences, NULL));
  g_assert_cmpuint (audiences->len, ==, 2);
  first = g_ptr_array_index (audiences, 0);
  second = g_ptr_array_index (audiences, 1);
  g_assert_cmpstr (ilx_audience_get_name (first), ==, "Newsletter");
  g_assert_cmpint (ilx_audience_get_kind (first), ==, ILX_AUDIENCE_LIST);
  g_assert_cmpint (ilx_audience_get_count (first), ==, -1);
  g_assert_cmpstr (ilx_audience_get_name (second), ==, "12");
  g_assert_cmpint (ilx_audience_get_kind (second), ==, ILX_AUDIENCE_SEGMENT);
  g_assert_true (ilx_audience_get_is_processing (second));
  g_assert_false (ilx_klaviyo_json_parse_audiences (bad, audiences, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
}

static const struct
{
  int line;
  const char *value;
  gint64 count;
} counts[] = {
  { __LINE__, "0", 0 },         { __LINE__, "12873", 12873 }, { __LINE__, "\"12873\"", 12873 },
  { __LINE__, "3.0", 3 },       { __LINE__, "null", -1 },     { __LINE__, "-5", -1 },
  { __LINE__, "\"many\"", -1 }, { __LINE__, "{}", -1 },       { __LINE__, "1e300", -1 },
};

static void
test_counts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"data\":{\"attributes\":{\"profile_count\":%s,"
                                               "\"estimated_recipient_count\":%s}}}",
                                               counts[i].value, counts[i].value);
      g_autoptr (JsonNode) reply = parse (text);
      g_autoptr (GError) error = NULL;

      g_test_message ("line %d", counts[i].line);
      g_assert_cmpint (ilx_klaviyo_json_parse_count (reply, &error), ==, counts[i].count);
      g_assert_cmpint (error != NULL, ==, counts[i].count < 0);
      g_assert_cmpint (ilx_klaviyo_json_parse_estimate (reply), ==, counts[i].count);
    }
  g_assert_cmpint (ilx_klaviyo_json_parse_estimate (NULL), ==, -1);
}

/* A success without an id: what was asked for may have been made. */
static void
test_id (void)
{
  g_autoptr (JsonNode) good = parse ("{\"data\":{\"id\":\"0\"}}");
  g_autoptr (JsonNode) bad = parse ("{\"data\":{\"id\":\"\"}}");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (ilx_klaviyo_json_get_id (good, NULL), ==, "0");
  g_assert_null (ilx_klaviyo_json_get_id (bad, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
  g_assert_true (ilx_error_get_may_have_happened (error));
}

/* --- Bodies ----------------------------------------------------------------------------------- */

static IlxDelivery *
make_delivery (IlxDeliveryMode mode, gboolean is_bare)
{
  static const char *const included[] = { "Y6nRLr", "UTd5ui", NULL };
  static const char *const excluded[] = { "VZq8Kp", NULL };
  g_autoptr (GObject) platform = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
  IlxSender *sender = g_new0 (IlxSender, 1);

  ilx_campaign_set_subject (campaign, "Herbst");
  ilx_campaign_set_html (campaign, "<p>\"&\r\n\xC3\xBC</p>");
  ilx_campaign_set_text (campaign, "Moin");
  ilx_campaign_set_included (campaign, included);
  ilx_campaign_set_has_click_tracking (campaign, FALSE);
  sender->email = g_strdup ("hello@nordlicht.example");
  if (!is_bare)
    {
      ilx_campaign_set_excluded (campaign, excluded);
      ilx_campaign_set_preview_text (campaign, "Frisch");
      sender->name = g_strdup ("Nordlicht");
      sender->reply_to = g_strdup ("reply@nordlicht.example");
    }
  return ilx_delivery_new (platform, campaign, sender, mode, NOW + ILX_HOUR + 7, NOW, clock);
}

static void
test_template_body (void)
{
  g_autoptr (IlxDelivery) delivery = make_delivery (ILX_DELIVER_NOW, TRUE);
  g_autofree char *name = ilx_klaviyo_dup_template_name (delivery);
  g_autofree char *made = to_text (ilx_klaviyo_body_build_template (delivery, NULL, name));
  g_autofree char *changed = to_text (ilx_klaviyo_body_build_template (delivery, "RipRmi", name));

  g_assert_cmpstr (name, ==, "ILLIXIS Campaign - Herbst - 2026-11-22 09:30:05");
  g_assert_cmpstr (made, ==,
                   "{\"data\":{\"type\":\"template\",\"attributes\":{\"name\":\"ILLIXIS Campaign - "
                   "Herbst - 2026-11-22 09:30:05\",\"editor_type\":\"CODE\",\"html\":\"<p>\\\"&"
                   "\\r\\n\xC3\xBC</p>\",\"text\":\"Moin\"}}}");
  g_assert_nonnull (strstr (changed, "\"id\":\"RipRmi\""));
  g_assert_null (strstr (changed, "editor_type"));
}

static void
test_campaign_body (void)
{
  g_autoptr (IlxDelivery) now = make_delivery (ILX_DELIVER_NOW, TRUE);
  g_autoptr (IlxDelivery) later = make_delivery (ILX_DELIVER_AT, FALSE);
  g_autofree char *bare = to_text (ilx_klaviyo_body_build_campaign (now, "L"));
  g_autofree char *full = to_text (ilx_klaviyo_body_build_campaign_change (later, "C"));

  g_assert_cmpstr (
      bare, ==,
      "{\"data\":{\"type\":\"campaign\",\"attributes\":{\"name\":\"Herbst\",\"audiences\":{"
      "\"included\":[\"Y6nRLr\",\"UTd5ui\"],\"excluded\":[]},\"send_strategy\":{\"method\":"
      "\"immediate\"},\"send_options\":{\"use_smart_sending\":true},\"tracking_options\":{"
      "\"is_tracking_opens\":true,\"is_tracking_clicks\":false,\"add_tracking_params\":true,"
      "\"custom_tracking_params\":[]},\"campaign-messages\":{\"data\":[{\"type\":"
      "\"campaign-message\",\"attributes\":{\"definition\":{\"channel\":\"email\",\"label\":\"L\","
      "\"content\":{\"subject\":\"Herbst\",\"from_email\":\"hello@nordlicht.example\"}}}}]}}}}");
  g_assert_cmpstr (
      full, ==,
      "{\"data\":{\"type\":\"campaign\",\"id\":\"C\",\"attributes\":{\"name\":\"Herbst\","
      "\"audiences\":{\"included\":[\"Y6nRLr\",\"UTd5ui\"],\"excluded\":[\"VZq8Kp\"]},"
      "\"send_strategy\":{\"method\":\"static\",\"datetime\":\"2026-11-22T10:30:05Z\",\"options\":{"
      "\"is_local\":false}},\"send_options\":{\"use_smart_sending\":true},\"tracking_options\":{"
      "\"is_tracking_opens\":true,\"is_tracking_clicks\":false,\"add_tracking_params\":true,"
      "\"custom_tracking_params\":[]}}}}");
}

/* A change must take back what an earlier delivery said: null, where a new message says nothing. */
static void
test_message_body (void)
{
  g_autoptr (IlxDelivery) bare = make_delivery (ILX_DELIVER_NOW, TRUE);
  g_autoptr (IlxDelivery) full = make_delivery (ILX_DELIVER_NOW, FALSE);
  g_autofree char *taken_back = to_text (ilx_klaviyo_body_build_message_change (bare, "M", "L"));
  g_autofree char *said = to_text (ilx_klaviyo_body_build_message_change (full, "M", "L"));

  g_assert_cmpstr (taken_back, ==,
                   "{\"data\":{\"type\":\"campaign-message\",\"id\":\"M\",\"attributes\":{"
                   "\"definition\":{\"channel\":\"email\",\"label\":\"L\",\"content\":{\"subject\":"
                   "\"Herbst\",\"preview_text\":null,\"from_email\":\"hello@nordlicht.example\","
                   "\"from_label\":null,\"reply_to_email\":null}}}}}");
  g_assert_nonnull (strstr (said, "\"preview_text\":\"Frisch\""));
  g_assert_nonnull (strstr (said, "\"from_label\":\"Nordlicht\""));
  g_assert_nonnull (strstr (said, "\"reply_to_email\":\"reply@nordlicht.example\""));
}

static void
test_small_bodies (void)
{
  g_autofree char *assignment = to_text (ilx_klaviyo_body_build_assignment ("M", "T"));
  g_autofree char *job = to_text (ilx_klaviyo_body_build_job ("campaign-send-job", "C"));
  g_autofree char *revert = to_text (ilx_klaviyo_body_build_cancellation ("C", FALSE));
  g_autofree char *cancel = to_text (ilx_klaviyo_body_build_cancellation ("C", TRUE));

  g_assert_cmpstr (assignment, ==,
                   "{\"data\":{\"type\":\"campaign-message\",\"id\":\"M\",\"relationships\":{"
                   "\"template\":{\"data\":{\"type\":\"template\",\"id\":\"T\"}}}}}");
  g_assert_cmpstr (job, ==, "{\"data\":{\"type\":\"campaign-send-job\",\"id\":\"C\"}}");
  g_assert_cmpstr (revert, ==,
                   "{\"data\":{\"type\":\"campaign-send-job\",\"id\":\"C\",\"attributes\":{"
                   "\"action\":\"revert\"}}}");
  g_assert_nonnull (strstr (cancel, "\"action\":\"cancel\""));
}

/* --- Filters ---------------------------------------------------------------------------------- */

static const struct
{
  int line;
  const char *text;
  const char *quoted;
} strings[] = {
  { __LINE__, "plain", "\"plain\"" },
  { __LINE__, "", "\"\"" },
  { __LINE__, "it's", "\"it's\"" },
  { __LINE__, "say \"hi\"", "'say \"hi\"'" },
  { __LINE__, "a),equals(name,b", "\"a),equals(name,b\"" },
  { __LINE__, "\xF0\x9F\x98\x80 \xD7\xA9", "\"\xF0\x9F\x98\x80 \xD7\xA9\"" },
  { __LINE__, "it's \"both\"", NULL },
  { __LINE__, "back\\slash", NULL },
  { __LINE__, "tab\there", NULL },
};

static void
test_filter_strings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *quoted = ilx_klaviyo_filter_dup_string (strings[i].text);

      g_test_message ("line %d", strings[i].line);
      g_assert_cmpstr (quoted, ==, strings[i].quoted);
    }
}

static void
test_filters (void)
{
  g_autofree char *template = ilx_klaviyo_filter_dup_template ("A", NOW);
  g_autofree char *any_template = ilx_klaviyo_filter_dup_template ("'\"", NOW);
  g_autofree char *campaign = ilx_klaviyo_filter_dup_campaign ("A", NOW);
  g_autofree char *any_campaign = ilx_klaviyo_filter_dup_campaign ("'\"", NOW);

  g_assert_cmpstr (template, ==,
                   "and(equals(name,\"A\"),greater-or-equal(created,2026-11-22T09:30:05Z))");
  g_assert_cmpstr (any_template, ==, "greater-or-equal(created,2026-11-22T09:30:05Z)");
  g_assert_cmpstr (campaign, ==,
                   "and(equals(messages.channel,'email'),contains(name,\"A\"),"
                   "greater-or-equal(created_at,2026-11-22T09:30:05Z))");
  g_assert_cmpstr (any_campaign, ==,
                   "and(equals(messages.channel,'email'),"
                   "greater-or-equal(created_at,2026-11-22T09:30:05Z))");
}

/* --- The last look before sending ------------------------------------------------------------- */

static const struct
{
  int line;
  IlxDeliveryMode mode;
  const char *attributes;
  const char *field; /* NULL: as it was handed over */
  gboolean may_have_happened;
} last_looks[] = {
#define SAME "\"audiences\":{\"included\":[\"UTd5ui\",\"Y6nRLr\"],\"excluded\":[]}"
#define SOON "\"send_strategy\":{\"method\":\"immediate\"}"
#define AT "\"send_strategy\":{\"method\":\"static\",\"datetime\":\"2026-11-22T11:30:05+01:00\"}"
  { __LINE__, ILX_DELIVER_NOW, "\"status\":\"Draft\"," SAME "," SOON, NULL },
  { __LINE__, ILX_DELIVER_AT, "\"status\":\"Draft\"," SAME "," AT, NULL },
  { __LINE__, ILX_DELIVER_NOW, "\"status\":\"Draft\"," SAME, NULL },
  { __LINE__, ILX_DELIVER_NOW, "\"status\":\"Draft\"," SAME "," AT, "at" },
  { __LINE__, ILX_DELIVER_AT, "\"status\":\"Draft\"," SAME "," SOON, "at" },
  { __LINE__, ILX_DELIVER_NOW, "\"status\":\"Draft\"," SOON, "included" },
  { __LINE__, ILX_DELIVER_NOW,
    "\"status\":\"Draft\",\"audiences\":{\"included\":[\"Y6nRLr\"],\"excluded\":[]}," SOON,
    "included" },
  { __LINE__, ILX_DELIVER_NOW,
    "\"status\":\"Draft\",\"audiences\":{\"included\":[\"UTd5ui\",\"Y6nRLr\",\"X\"]}," SOON,
    "included" },
  { __LINE__, ILX_DELIVER_NOW,
    "\"status\":\"Draft\",\"audiences\":{\"included\":[\"UTd5ui\",\"Y6nRLr\"],\"excluded\":[\"X\"]"
    "}," SOON,
    "included" },
  { __LINE__, ILX_DELIVER_NOW, "\"status\":\"Sending\"," SAME "," SOON, "", TRUE },
  { __LINE__, ILX_DELIVER_NOW, "\"status\":null," SAME "," SOON, "", TRUE },
#undef SAME
#undef SOON
#undef AT
};

static void
test_last_look (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (last_looks); i++)
    {
      g_autoptr (IlxDelivery) delivery = make_delivery (last_looks[i].mode, TRUE);
      g_autofree char *text = g_strdup_printf ("{\"data\":{\"id\":\"C\",\"attributes\":{%s}}}",
                                               last_looks[i].attributes);
      g_autoptr (JsonNode) reply = parse (text);
      g_autoptr (GError) error = NULL;
      gboolean is_same = ilx_klaviyo_json_check_campaign (reply, delivery, &error);
      const char *field = ilx_error_get_field (error);

      g_test_message ("line %d", last_looks[i].line);
      g_assert_cmpint (is_same, ==, last_looks[i].field == NULL);
      g_assert_cmpint (is_same, ==, error == NULL);
      if (is_same)
        continue;
      g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
      g_assert_cmpstr (field != NULL ? field : "", ==, last_looks[i].field);
      g_assert_cmpint (ilx_error_get_may_have_happened (error), ==,
                       last_looks[i].may_have_happened);
    }
}

static const struct
{
  int line;
  const char *content;
  const char *field;
} messages[] = {
  { __LINE__, "{\"subject\":\"Herbst\",\"from_email\":\"hello@nordlicht.example\"}", NULL },
  { __LINE__, "{\"subject\":\"Herbst \",\"from_email\":\"Hello@Nordlicht.example\"}", NULL },
  { __LINE__, "{\"subject\":\"Winter\",\"from_email\":\"hello@nordlicht.example\"}", "subject" },
  { __LINE__, "{\"subject\":null,\"from_email\":\"hello@nordlicht.example\"}", "subject" },
  { __LINE__, "{\"subject\":\"Herbst\",\"from_email\":\"boss@nordlicht.example\"}", "from-email" },
  { __LINE__, "{\"subject\":\"Herbst\",\"from_email\":null}", "from-email" },
  { __LINE__, "null", "subject" },
};

static void
test_last_look_message (void)
{
  g_autoptr (IlxDelivery) delivery = make_delivery (ILX_DELIVER_NOW, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"data\":{\"id\":\"M\",\"attributes\":{\"definition\":{\"content\":%s}}}}",
          messages[i].content);
      g_autoptr (JsonNode) reply = parse (text);
      g_autoptr (GError) error = NULL;

      g_test_message ("line %d", messages[i].line);
      g_assert_cmpint (ilx_klaviyo_json_check_message (reply, delivery, &error), ==,
                       messages[i].field == NULL);
      g_assert_cmpstr (ilx_error_get_field (error), ==, messages[i].field);
      g_assert_false (ilx_error_get_may_have_happened (error));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/klaviyo/json/status", test_status);
  g_test_add_func ("/klaviyo/json/status-unreadable", test_status_unreadable);
  g_test_add_func ("/klaviyo/json/account", test_account);
  g_test_add_func ("/klaviyo/json/account-bare", test_account_bare);
  g_test_add_func ("/klaviyo/json/audiences", test_audiences);
  g_test_add_func ("/klaviyo/json/counts", test_counts);
  g_test_add_func ("/klaviyo/json/id", test_id);
  g_test_add_func ("/klaviyo/body/template", test_template_body);
  g_test_add_func ("/klaviyo/body/campaign", test_campaign_body);
  g_test_add_func ("/klaviyo/body/message", test_message_body);
  g_test_add_func ("/klaviyo/body/small", test_small_bodies);
  g_test_add_func ("/klaviyo/filter/strings", test_filter_strings);
  g_test_add_func ("/klaviyo/filter/filters", test_filters);
  g_test_add_func ("/klaviyo/last-look/campaign", test_last_look);
  g_test_add_func ("/klaviyo/last-look/message", test_last_look_message);
  return g_test_run ();
}
