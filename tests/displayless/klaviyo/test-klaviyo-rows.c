/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single rows of a delivery where an answer decides much: probes, the last look, counting. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "klaviyo-fixture.h"

#define DRAFT                                                                                      \
  "{\"data\":{\"id\":\"C\",\"attributes\":{\"status\":\"Draft\",\"audiences\":{\"included\":["     \
  "\"Y6nRLr\"],\"excluded\":[]},\"send_strategy\":{\"method\":\"immediate\"}}}}"
#define MESSAGE                                                                                    \
  "{\"data\":{\"id\":\"M\",\"attributes\":{\"definition\":{\"content\":{\"subject\":\"Herbst\","   \
  "\"from_email\":\"hello@nordlicht.example\"}}}}}"
#define CONTENT "{\"data\":{\"id\":\"T\",\"attributes\":{\"html\":\"<p>Moin</p>\"}}}"

static void
set_remotes (Fixture *fixture)
{
  ilx_campaign_set_remote (fixture->campaign, "template", "T");
  ilx_campaign_set_remote (fixture->campaign, "campaign", "C");
  ilx_campaign_set_remote (fixture->campaign, "message", "M");
}

/* The order and the names stand in journals: a change here must be meant. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "find-template",   "find-campaign",   "upload-template", "update-template",
          "verify-template", "create-campaign", "update-campaign", "find-message",
          "update-message",  "assign-template", "verify-content",  "estimate",
          "start-sending",   "read-back" };
  const IlxDeliveryStep *row = ilx_platform_get_delivery_steps (fixture->platform);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++, row++)
    {
      gboolean is_probed = row->effect == ILX_EFFECT_CREATE || row->effect == ILX_EFFECT_SEND;

      g_assert_cmpstr (row->name, ==, names[i]);
      g_assert_nonnull (row->title);
      g_assert_true (row->begin != NULL && row->finish != NULL);
      g_assert_cmpint (row->probe != NULL, ==, is_probed);
      g_assert_cmpint (row->probe_finish != NULL, ==, is_probed);
      g_assert_true (!is_probed || row->build_intent != NULL);
      g_assert_cmpint (row->undo != NULL, ==, row->effect == ILX_EFFECT_CREATE);
      g_assert_cmpint (row->undo_finish != NULL, ==, row->undo != NULL);
      g_assert_cmpint (row->keeps, ==, g_str_equal (row->name, "create-campaign"));
    }
  g_assert_null (row->name);
}

/* --- Did sending start? ----------------------------------------------------------------------- */

static const struct
{
  int line;
  guint job_status;
  const char *job;
  guint campaign_status;
  const char *campaign;
  IlxProbe probe;
} sendings[] = {
  { __LINE__, 404, NULL, 200, "Draft", ILX_PROBE_DID_NOT },
  { __LINE__, 200, "cancelled", 200, "Draft", ILX_PROBE_DID_NOT },
  { __LINE__, 200, "queued", 200, "Draft", ILX_PROBE_HAPPENED },
  { __LINE__, 200, "processing", 200, "Draft", ILX_PROBE_HAPPENED },
  { __LINE__, 200, "queued", 404, NULL, ILX_PROBE_HAPPENED },
  { __LINE__, 200, "complete", 200, "Sent", ILX_PROBE_HAPPENED },
  { __LINE__, 404, NULL, 200, "Scheduled", ILX_PROBE_HAPPENED },
  { __LINE__, 404, NULL, 200, "Preparing to send", ILX_PROBE_HAPPENED },
  { __LINE__, 200, "complete", 200, "Cancelled: No Recipients", ILX_PROBE_HAPPENED },
  /* Perhaps the job of an earlier scheduling that was taken back. */
  { __LINE__, 200, "complete", 200, "Draft", ILX_PROBE_SILENT },
  { __LINE__, 200, "newly invented", 200, "Draft", ILX_PROBE_SILENT },
  { __LINE__, 404, NULL, 404, NULL, ILX_PROBE_SILENT },
  { __LINE__, 404, NULL, 200, "Unknown", ILX_PROBE_SILENT },
  { __LINE__, 404, NULL, 200, "Newly Invented", ILX_PROBE_SILENT },
  { __LINE__, 404, NULL, 200, "draft", ILX_PROBE_SILENT },
};

static void
add_status (Fixture *fixture, guint status, const char *word)
{
  g_autofree char *body = g_strdup_printf (
      "{\"data\":{\"id\":\"C\",\"attributes\":{\"status\":\"%s\"}}}", word != NULL ? word : "");

  if (status == 200)
    fixture_add (fixture, status, body);
  else
    fixture_add_error (fixture, status, "not there");
}

static void
test_sending_probe (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "start-sending");
  g_autoptr (IlxDelivery) delivery = NULL;
  g_autoptr (JsonNode) intent = NULL;

  set_remotes (fixture);
  delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  intent = row->build_intent (delivery);
  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++)
    {
      guint n_before = ilx_test_server_get_n_requests (fixture->server);
      guint n_looks = sendings[i].probe == ILX_PROBE_HAPPENED ? 1 : 2;
      g_autoptr (JsonNode) found = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("line %d", sendings[i].line);
      for (guint look = 0; look < n_looks; look++)
        {
          add_status (fixture, sendings[i].job_status, sendings[i].job);
          add_status (fixture, sendings[i].campaign_status, sendings[i].campaign);
        }
      g_assert_cmpint (fixture_probe_row (delivery, row, intent, &found, &error), ==,
                       sendings[i].probe);
      g_assert_no_error (error);
      g_assert_cmpint (found != NULL, ==, sendings[i].probe == ILX_PROBE_HAPPENED);
      g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server) - n_before, ==,
                        2 * n_looks);
    }
}

/* It shows up only after the first look: it happened. */
static void
test_sending_probe_late (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "start-sending");
  g_autoptr (IlxDelivery) delivery = NULL;
  g_autoptr (JsonNode) intent = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (GError) error = NULL;

  set_remotes (fixture);
  delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  intent = row->build_intent (delivery);
  add_status (fixture, 404, NULL);
  add_status (fixture, 200, "Draft");
  add_status (fixture, 200, "queued");
  add_status (fixture, 200, "Draft");
  g_assert_cmpint (fixture_probe_row (delivery, row, intent, &found, &error), ==,
                   ILX_PROBE_HAPPENED);
}

/* No answer is no answer. */
static void
test_sending_probe_silent (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "start-sending");
  g_autoptr (IlxDelivery) delivery = NULL;
  g_autoptr (JsonNode) intent = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (GError) error = NULL;

  set_remotes (fixture);
  delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  intent = row->build_intent (delivery);
  add_status (fixture, 404, NULL);
  fixture_add_error (fixture, 401, "revoked");
  g_assert_cmpint (fixture_probe_row (delivery, row, intent, &found, &error), ==, ILX_PROBE_SILENT);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
  g_assert_null (found);
}

/* --- The last look ---------------------------------------------------------------------------- */

static const struct
{
  int line;
  const char *replies[3];
  IlxErrorCode code;
  gboolean may_have_happened;
} looks[] = {
  { __LINE__, { "{\"data\":{\"attributes\":{\"status\":\"Draft\"}}}" }, ILX_ERROR_CONFLICT },
  { __LINE__,
    { "{\"data\":{\"attributes\":{\"status\":\"Sending\"}}}" },
    ILX_ERROR_CONFLICT,
    TRUE },
  { __LINE__, { DRAFT, "{\"data\":{}}" }, ILX_ERROR_CONFLICT },
  { __LINE__,
    { DRAFT, MESSAGE, "{\"data\":{\"attributes\":{\"html\":\"<p>Moin!</p>\"}}}" },
    ILX_ERROR_REJECTED },
  { __LINE__, { DRAFT, MESSAGE, "{\"data\":{}}" }, ILX_ERROR_BAD_REPLY },
};

/* Whatever differs, no job is asked for. */
static void
test_last_look (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "start-sending");
  g_autoptr (IlxDelivery) delivery = NULL;
  g_autoptr (JsonNode) intent = NULL;

  set_remotes (fixture);
  delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  intent = row->build_intent (delivery);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("line %d", looks[i].line);
      for (guint j = 0; j < 3 && looks[i].replies[j] != NULL; j++)
        fixture_add (fixture, 200, looks[i].replies[j]);
      g_assert_null (fixture_run_row (delivery, row, intent, &error));
      g_assert_error (error, ILX_ERROR, (int) looks[i].code);
      g_assert_cmpint (ilx_error_get_may_have_happened (error), ==, looks[i].may_have_happened);
    }
  for (guint i = 0; i < ilx_test_server_get_n_requests (fixture->server); i++)
    g_assert_cmpstr (ilx_test_server_get_request (fixture->server, i)->method, ==, "GET");
}

/* The one call that is never repeated by itself. */
static void
test_send_once (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    IlxErrorCode code;
    gboolean may_have_happened;
  } rows[] = {
    { 409, ILX_ERROR_CONFLICT, FALSE },
    { 400, ILX_ERROR_REJECTED, FALSE },
    { 500, ILX_ERROR_SERVER, TRUE },
    { 503, ILX_ERROR_SERVER, TRUE },
  };
  const IlxDeliveryStep *row = fixture_find_row (fixture, "start-sending");
  g_autoptr (IlxDelivery) delivery = NULL;
  g_autoptr (JsonNode) intent = NULL;

  set_remotes (fixture);
  delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  intent = row->build_intent (delivery);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture_add (fixture, 200, DRAFT);
      fixture_add (fixture, 200, MESSAGE);
      fixture_add (fixture, 200, CONTENT);
      fixture_add_error (fixture, rows[i].status, "no");
      g_assert_null (fixture_run_row (delivery, row, intent, &error));
      g_assert_error (error, ILX_ERROR, (int) rows[i].code);
      g_assert_cmpint (ilx_error_get_may_have_happened (error), ==, rows[i].may_have_happened);
      g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 4 * (i + 1));
    }
}

/* --- Was it created? -------------------------------------------------------------------------- */

static void
test_template_probe (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "upload-template");
  g_autoptr (IlxDelivery) delivery = NULL;
  g_autoptr (JsonNode) intent = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autofree char *body = NULL;
  const char *name;

  ilx_campaign_set_subject (fixture->campaign, "it's \"both\"");
  delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  intent = row->build_intent (delivery);
  name = ilx_json_get_string_or (intent, "name", NULL);
  g_assert_true (g_str_has_prefix (name, "ILLIXIS Campaign - it's \"both\" - "));
  fixture_add (fixture, 200,
               "{\"data\":[{\"id\":\"X\",\"attributes\":{\"name\":\"another\"}},"
               "{\"id\":\"Y\",\"attributes\":{\"name\":null}}]}");
  body = g_strdup_printf ("{\"data\":[{\"id\":\"T9\",\"attributes\":{\"name\":\"ILLIXIS Campaign - "
                          "it's \\\"both\\\" - %s\"}}]}",
                          strstr (name, "\" - ") + strlen ("\" - "));
  fixture_add (fixture, 200, body);
  g_assert_cmpint (fixture_probe_row (delivery, row, intent, &found, NULL), ==, ILX_PROBE_HAPPENED);
  g_assert_cmpstr (ilx_json_get_string_or (found, "template", NULL), ==, "T9");
  row->apply (delivery, found);
  g_assert_cmpstr (ilx_campaign_get_remote (fixture->campaign, "template"), ==, "T9");
}

static void
test_campaign_probe (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "create-campaign");
  g_autoptr (IlxDelivery) delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  g_autoptr (JsonNode) intent = row->build_intent (delivery);
  g_autoptr (JsonNode) found = NULL;
  g_autofree char *ours = g_strdup_printf (
      "{\"data\":[{\"id\":\"M9\",\"attributes\":{\"definition\":{\"label\":\"%s\""
      "}}}]}",
      ilx_json_get_string_or (intent, "name", ""));

  /* Two of that name, one that only contains it; the details of the latter are not asked for. */
  fixture_add (fixture, 200,
               "{\"data\":[{\"id\":\"C9\",\"attributes\":{\"name\":\"Herbst\"}},"
               "{\"id\":\"C7\",\"attributes\":{\"name\":\"Herbst 2\"}},"
               "{\"id\":\"C8\",\"attributes\":{\"name\":\"Herbst\"}}]}");
  fixture_add (fixture, 200,
               "{\"data\":[{\"id\":\"M8\",\"attributes\":{\"definition\":{\"label\":"
               "\"Herbst\"}}}]}");
  fixture_add (fixture, 200, ours);
  g_assert_cmpint (fixture_probe_row (delivery, row, intent, &found, NULL), ==, ILX_PROBE_HAPPENED);
  g_assert_cmpstr (ilx_json_get_string_or (found, "campaign", NULL), ==, "C9");
  g_assert_cmpstr (ilx_json_get_string_or (found, "message", NULL), ==, "M9");
  fixture_assert_asked (fixture, 1, "GET /api/campaigns/C8/campaign-messages");
}

static void
test_campaign_probe_nothing (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "create-campaign");
  g_autoptr (IlxDelivery) delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  g_autoptr (JsonNode) intent = row->build_intent (delivery);
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (GError) error = NULL;

  for (guint look = 0; look < 2; look++)
    {
      fixture_add (fixture, 200,
                   "{\"data\":[{\"id\":\"C8\",\"attributes\":{\"name\":\"Herbst\"}}]}");
      fixture_add_error (fixture, 404, "deleted meanwhile");
    }
  g_assert_cmpint (fixture_probe_row (delivery, row, intent, &found, &error), ==,
                   ILX_PROBE_DID_NOT);
  fixture_add (fixture, 200, "{\"data\":\"no list\"}");
  ilx_test_server_set_always (fixture->server);
  g_assert_cmpint (fixture_probe_row (delivery, row, intent, &found, &error), ==, ILX_PROBE_SILENT);
  g_assert_nonnull (error);
  g_assert_null (found);
}

/* 201 without an id: it may be there, so the journal must ask. */
static void
test_create_unreadable (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "upload-template", "create-campaign" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const IlxDeliveryStep *row = fixture_find_row (fixture, names[i]);
      g_autoptr (IlxDelivery) delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
      g_autoptr (JsonNode) intent = row->build_intent (delivery);
      g_autoptr (GError) error = NULL;

      fixture_add (fixture, 201, "{\"data\":{\"type\":\"x\",\"attributes\":{}}}");
      g_assert_null (fixture_run_row (delivery, row, intent, &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
      g_assert_true (ilx_error_get_may_have_happened (error));
    }
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "upload-template");
  g_autoptr (IlxDelivery) delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  g_autoptr (JsonNode) result = ilx_json_object ("template", ilx_json_string ("T"), NULL);
  g_autoptr (GError) error = NULL;

  set_remotes (fixture);
  fixture_add_error (fixture, 403, "missing: templates:write");
  g_assert_false (fixture_undo_row (delivery, row, result, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_MISSING_PERMISSION);
  g_assert_nonnull (ilx_campaign_get_remote (fixture->campaign, "template"));
  g_clear_error (&error);
  fixture_add_error (fixture, 404, "gone");
  g_assert_true (fixture_undo_row (delivery, row, result, &error));
  g_assert_no_error (error);
  g_assert_null (ilx_campaign_get_remote (fixture->campaign, "template"));
  fixture_assert_asked (fixture, 1, "DELETE /api/templates/T");
}

/* --- Counting --------------------------------------------------------------------------------- */

static gint64
estimate (Fixture *fixture, GError **error)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "estimate");
  g_autoptr (IlxDelivery) delivery = NULL;
  g_autoptr (JsonNode) result = NULL;

  set_remotes (fixture);
  delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  result = fixture_run_row (delivery, row, NULL, error);
  if (result == NULL)
    return -2;
  row->apply (delivery, result);
  return ilx_campaign_get_recipients (fixture->campaign);
}

static void
test_estimate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_status (fixture, 404, NULL); /* the campaign is that new */
  add_status (fixture, 200, "queued");
  add_status (fixture, 404, NULL);
  add_status (fixture, 200, "processing");
  add_status (fixture, 200, "complete");
  fixture_add (fixture, 200,
               "{\"data\":{\"id\":\"C\",\"attributes\":{\"estimated_recipient_count\":11984}}}");
  g_assert_cmpint (estimate (fixture, &error), ==, 11984);
  g_assert_no_error (error);
}

static void
test_estimate_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_status (fixture, 200, "queued");
  add_status (fixture, 200, "cancelled");
  g_assert_cmpint (estimate (fixture, &error), ==, -1);
  add_status (fixture, 200, "queued");
  add_status (fixture, 200, "complete");
  fixture_add (fixture, 200,
               "{\"data\":{\"id\":\"C\",\"attributes\":{\"estimated_recipient_count\":null}}}");
  g_assert_cmpint (estimate (fixture, &error), ==, -1);
  g_assert_no_error (error);
  add_status (fixture, 200, "queued");
  fixture_add_error (fixture, 401, "revoked");
  g_assert_cmpint (estimate (fixture, &error), ==, -2);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
}

/* A job that never ends is given a minute. */
static void
test_estimate_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_status (fixture, 200, "processing");
  ilx_test_server_set_always (fixture->server);
  g_assert_cmpint (estimate (fixture, &error), ==, -1);
  g_assert_no_error (error);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 32);
}

/* --- Reading back ----------------------------------------------------------------------------- */

static const struct
{
  int line;
  IlxDeliveryMode mode;
  guint status;
  const char *word;
  IlxCampaignState state;
} endings[] = {
  { __LINE__, ILX_DELIVER_DRAFT, 200, "Draft", ILX_CAMPAIGN_DRAFT },
  { __LINE__, ILX_DELIVER_DRAFT, 401, NULL, ILX_CAMPAIGN_DRAFT },
  { __LINE__, ILX_DELIVER_NOW, 200, "Sending", ILX_CAMPAIGN_SENDING },
  { __LINE__, ILX_DELIVER_NOW, 200, "Sent", ILX_CAMPAIGN_SENT },
  { __LINE__, ILX_DELIVER_NOW, 200, "Cancelled: No Recipients", ILX_CAMPAIGN_FAILED },
  { __LINE__, ILX_DELIVER_AT, 200, "Scheduled", ILX_CAMPAIGN_SCHEDULED },
  { __LINE__, ILX_DELIVER_AT, 200, "Preparing to send", ILX_CAMPAIGN_SENDING },
  /* It is handed over, whatever can be read. */
  { __LINE__, ILX_DELIVER_NOW, 401, NULL, ILX_CAMPAIGN_SENDING },
  { __LINE__, ILX_DELIVER_AT, 404, NULL, ILX_CAMPAIGN_SCHEDULED },
  { __LINE__, ILX_DELIVER_NOW, 200, "Draft", ILX_CAMPAIGN_SENDING },
  { __LINE__, ILX_DELIVER_AT, 200, "Newly Invented", ILX_CAMPAIGN_SCHEDULED },
};

static void
test_read_back (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "read-back");

  set_remotes (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (IlxDelivery) delivery = fixture_deliver (fixture, endings[i].mode);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) result = NULL;

      g_test_message ("line %d", endings[i].line);
      add_status (fixture, endings[i].status, endings[i].word);
      ilx_test_server_set_always (fixture->server);
      result = fixture_run_row (delivery, row, NULL, &error);
      g_assert_no_error (error);
      row->apply (delivery, result);
      g_assert_cmpint (ilx_campaign_get_state (fixture->campaign), ==, endings[i].state);
      g_assert_cmpint (ilx_campaign_get_scheduled_at (fixture->campaign) != 0, ==,
                       endings[i].state == ILX_CAMPAIGN_SCHEDULED);
    }
}

static void
test_find_campaign (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = fixture_find_row (fixture, "find-campaign");
  g_autoptr (IlxDelivery) delivery = fixture_deliver (fixture, ILX_DELIVER_NOW);
  g_autoptr (JsonNode) there = NULL;
  g_autoptr (JsonNode) gone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (row->is_needed (delivery));
  set_remotes (fixture);
  g_assert_true (row->is_needed (delivery));
  add_status (fixture, 200, "Scheduled");
  g_assert_null (fixture_run_row (delivery, row, NULL, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_false (ilx_error_get_may_have_happened (error));
  add_status (fixture, 200, "Draft");
  there = fixture_run_row (delivery, row, NULL, NULL);
  row->apply (delivery, there);
  g_assert_nonnull (ilx_campaign_get_remote (fixture->campaign, "campaign"));
  add_status (fixture, 404, NULL);
  ilx_test_server_set_always (fixture->server);
  gone = fixture_run_row (delivery, row, NULL, NULL);
  row->apply (delivery, gone);
  g_assert_null (ilx_campaign_get_remote (fixture->campaign, "campaign"));
  g_assert_null (ilx_campaign_get_remote (fixture->campaign, "message"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/klaviyo/rows/table", test_table);
  ADD ("/klaviyo/rows/sending-probe", test_sending_probe);
  ADD ("/klaviyo/rows/sending-probe-late", test_sending_probe_late);
  ADD ("/klaviyo/rows/sending-probe-silent", test_sending_probe_silent);
  ADD ("/klaviyo/rows/last-look", test_last_look);
  ADD ("/klaviyo/rows/send-once", test_send_once);
  ADD ("/klaviyo/rows/template-probe", test_template_probe);
  ADD ("/klaviyo/rows/campaign-probe", test_campaign_probe);
  ADD ("/klaviyo/rows/campaign-probe-nothing", test_campaign_probe_nothing);
  ADD ("/klaviyo/rows/create-unreadable", test_create_unreadable);
  ADD ("/klaviyo/rows/undo", test_undo);
  ADD ("/klaviyo/rows/estimate", test_estimate);
  ADD ("/klaviyo/rows/estimate-unknown", test_estimate_unknown);
  ADD ("/klaviyo/rows/estimate-endless", test_estimate_endless);
  ADD ("/klaviyo/rows/read-back", test_read_back);
  ADD ("/klaviyo/rows/find-campaign", test_find_campaign);
  return g_test_run ();
}
