/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole deliveries against the simulated Klaviyo, which refuses what Klaviyo refuses. */
#include "config.h"

#include <libsoup/soup.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-platform.h"
#include "ilx-platform.h"
#include "ilx-sandbox.h"
#include "ilx-test-await.h"

#define SPEED 40
/* What has to survive on its way there and back. */
#define HTML                                                                                       \
  "<!DOCTYPE html>\r\n<html><body>\t<p>Moin {{ first_name|default:'' }}! \xC3\xBC "                \
  "\xF0\x9F\x98\x80 "                                                                              \
  "&#123;</p>\n{% unsubscribe 'Abmelden' %}\\</body></html>\n\n"

typedef struct
{
  IlxSandbox *sandbox;
  JsonNode *description;
  SoupSession *session;
  IlxClock *clock;
  IlxPlatform *platform;
  IlxCampaign *campaign;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const included[] = { "Y6nRLr", NULL };
  g_autoptr (GError) error = NULL;

  fixture->sandbox = ilx_sandbox_new (SPEED);
  g_assert_true (ilx_sandbox_start (fixture->sandbox, 0, &error));
  fixture->description = ilx_sandbox_describe (fixture->sandbox);
  fixture->session = soup_session_new ();
  fixture->clock = ilx_clock_new_fast (SPEED);
  fixture->platform = ilx_klaviyo_platform_new (
      ilx_json_get_string_or (fixture->description, "klaviyo.url", ""),
      ilx_json_get_string_or (fixture->description, "klaviyo.api_key", ""), fixture->clock, NULL,
      &error);
  g_assert_no_error (error);
  fixture->campaign = ilx_campaign_new ();
  ilx_campaign_set_subject (fixture->campaign, "Sch\xC3\xB6n's");
  ilx_campaign_set_html (fixture->campaign, HTML);
  ilx_campaign_set_included (fixture->campaign, included);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->platform);
  g_object_unref (fixture->campaign);
  g_object_unref (fixture->session);
  ilx_test_spin (5);
  g_object_unref (fixture->clock);
  json_node_unref (fixture->description);
  ilx_sandbox_stop (fixture->sandbox);
  g_object_unref (fixture->sandbox);
}

/* Asks the sandbox's control. */
static JsonNode *
control (Fixture *fixture, const char *method, const char *path, const char *body)
{
  const char *base = ilx_json_get_string_or (fixture->description, "control", "");
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, body != NULL ? strlen (body) : 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) reply = NULL;

  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL,
                                    ilx_test_await_cb, &result);
  ilx_test_await (&result);
  reply = soup_session_send_and_read_finish (fixture->session, result, NULL);
  g_assert_nonnull (reply);
  g_assert_cmpuint (soup_message_get_status (message) / 100, ==, 2);
  return g_bytes_get_size (reply) > 0 ? ilx_json_parse (reply, NULL) : ilx_json_empty_object ();
}

static void
add_fault (Fixture *fixture, const char *method, const char *path, const char *kind)
{
  g_autofree char *body
      = g_strdup_printf ("{\"method\":\"%s\",\"path\":\"%s\",\"kind\":\"%s\"}", method, path, kind);

  json_node_unref (control (fixture, "POST", "/faults", body));
}

/* How many objects of a kind the sandbox has; with @needle those whose text has it. */
static guint
count (Fixture *fixture, const char *kind, const char *needle)
{
  g_autoptr (JsonNode) state = control (fixture, "GET", "/state", NULL);
  g_autofree char *path = g_strconcat ("klaviyo.", kind, NULL);
  JsonArray *all = ilx_json_get_array (state, path, NULL);
  guint n = 0;

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      g_autofree char *text = ilx_json_to_text (json_array_get_element (all, i), FALSE);

      if (strstr (text, needle) != NULL)
        n++;
    }
  return n;
}

static IlxDelivery *
deliver (Fixture *fixture, IlxDeliveryMode mode)
{
  static gint64 n_deliveries;
  gint64 now = ilx_clock_get_now (fixture->clock);
  IlxSender *sender = g_new0 (IlxSender, 1);

  sender->email = g_strdup ("hello@nordlicht.example");
  sender->name = g_strdup ("Nordlicht");
  return ilx_delivery_new (G_OBJECT (fixture->platform), fixture->campaign, sender, mode,
                           mode == ILX_DELIVER_AT ? now + ILX_DAY : 0,
                           now + ILX_SECOND * n_deliveries++, fixture->clock);
}

static JsonNode *
run_row (IlxDelivery *delivery, const IlxDeliveryStep *row, JsonNode *intent, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  row->begin (delivery, intent, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return row->finish (delivery, result, error);
}

static IlxProbe
probe_row (IlxDelivery *delivery, const IlxDeliveryStep *row, JsonNode *intent, JsonNode **found)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  IlxProbe probe;

  row->probe (delivery, intent, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  probe = row->probe_finish (delivery, result, found, &error);
  g_assert_no_error (error);
  return probe;
}

/* As the journal does it, without one: what may have happened is asked, what did not is repeated.
 */
static JsonNode *
run_row_safely (IlxDelivery *delivery, const IlxDeliveryStep *row, GError **error)
{
  g_autoptr (JsonNode) intent = row->build_intent != NULL ? row->build_intent (delivery) : NULL;
  g_autoptr (GError) local = NULL;
  JsonNode *result = run_row (delivery, row, intent, &local);

  if (result == NULL && row->probe != NULL && ilx_error_get_may_have_happened (local)
      && probe_row (delivery, row, intent, &result) == ILX_PROBE_DID_NOT)
    {
      g_clear_error (&local);
      result = run_row (delivery, row, intent, &local);
    }
  if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return result;
}

/* Runs all rows; answers the names of those that were needed, or NULL with the first error. */
static GPtrArray *
run_all (IlxDelivery *delivery, GError **error)
{
  IlxPlatform *platform = ILX_PLATFORM (ilx_delivery_get_platform (delivery));
  const IlxDeliveryStep *row = ilx_platform_get_delivery_steps (platform);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (; row->name != NULL; row++)
    {
      g_autoptr (JsonNode) result = NULL;

      if (row->is_needed != NULL && !row->is_needed (delivery))
        continue;
      g_ptr_array_add (names, (gpointer) row->name);
      result = run_row_safely (delivery, row, error);
      if (result == NULL)
        return NULL;
      if (row->apply != NULL)
        row->apply (delivery, result);
    }
  return g_steal_pointer (&names);
}

static void
deliver_well (Fixture *fixture, IlxDeliveryMode mode, const char *expected)
{
  g_autoptr (IlxDelivery) delivery = deliver (fixture, mode);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = run_all (delivery, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (" ", (GStrv) names->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

#define FIRST "upload-template verify-template create-campaign assign-template verify-content "
#define AGAIN                                                                                      \
  "find-template find-campaign update-template verify-template update-campaign update-message "    \
  "assign-template verify-content "
#define OUT "estimate start-sending read-back"

/* --- The main way ----------------------------------------------------------------------------- */

static void
test_connect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) fetched = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) connection = NULL;
  g_autoptr (GPtrArray) audiences = NULL;

  ilx_platform_verify_async (fixture->platform, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  connection = ilx_platform_verify_finish (fixture->platform, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (ilx_connection_get_sender_email (connection));
  g_assert_null (ilx_connection_get_missing_permissions (connection));
  ilx_platform_fetch_audiences_async (fixture->platform, NULL, ilx_test_await_cb, &fetched);
  ilx_test_await (&fetched);
  audiences = ilx_platform_fetch_audiences_finish (fixture->platform, fetched, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (audiences->len, >, 2);
}

static void
test_now (Fixture *fixture, gconstpointer data)
{
  deliver_well (fixture, ILX_DELIVER_NOW, FIRST OUT);
  g_assert_cmpint (ilx_campaign_get_state (fixture->campaign), >=, ILX_CAMPAIGN_SENDING);
  g_assert_cmpint (ilx_campaign_get_state (fixture->campaign), <=, ILX_CAMPAIGN_SENT);
  g_assert_cmpint (ilx_campaign_get_recipients (fixture->campaign), >, 0);
  g_assert_cmpuint (count (fixture, "campaign-send-jobs",
                           ilx_campaign_get_remote (fixture->campaign, "campaign")),
                    ==, 1);
}

/* A draft, changed and handed over again, is the same campaign with the new words. */
static void
test_draft_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  deliver_well (fixture, ILX_DELIVER_DRAFT, FIRST "read-back");
  g_assert_cmpint (ilx_campaign_get_state (fixture->campaign), ==, ILX_CAMPAIGN_DRAFT);
  id = g_strdup (ilx_campaign_get_remote (fixture->campaign, "campaign"));
  ilx_campaign_set_html (fixture->campaign, "<p>second-thoughts {% unsubscribe %}</p>");
  ilx_campaign_set_subject (fixture->campaign, "Second thoughts");
  deliver_well (fixture, ILX_DELIVER_NOW, AGAIN OUT);
  g_assert_cmpstr (ilx_campaign_get_remote (fixture->campaign, "campaign"), ==, id);
  g_assert_cmpuint (count (fixture, "campaigns", "Second thoughts"), ==, 1);
  g_assert_cmpuint (count (fixture, "campaigns", "Sch\xC3\xB6n's"), ==, 0);
}

static gboolean
cancel (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_platform_cancel_async (fixture->platform, fixture->campaign, FALSE, NULL, ilx_test_await_cb,
                             &result);
  ilx_test_await (&result);
  return ilx_platform_cancel_finish (fixture->platform, result, error);
}

static void
test_schedule (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDelivery) again = NULL;
  g_autoptr (GError) error = NULL;

  deliver_well (fixture, ILX_DELIVER_AT, FIRST OUT);
  g_assert_cmpint (ilx_campaign_get_state (fixture->campaign), ==, ILX_CAMPAIGN_SCHEDULED);
  g_assert_cmpint (ilx_campaign_get_scheduled_at (fixture->campaign), >,
                   ilx_clock_get_now (fixture->clock));
  /* It is handed over: not once more, until it is taken back. */
  again = deliver (fixture, ILX_DELIVER_NOW);
  g_assert_null (run_all (again, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (cancel (fixture, &error));
  g_assert_no_error (error);
  deliver_well (fixture, ILX_DELIVER_NOW, AGAIN OUT);
  g_assert_cmpuint (
      count (fixture, "deliveries", ilx_campaign_get_remote (fixture->campaign, "campaign")), <=,
      1);
}

/* Both were deleted in Klaviyo: made anew. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  const IlxDeliveryStep *row = ilx_platform_get_delivery_steps (fixture->platform);
  g_autoptr (IlxDelivery) delivery = NULL;

  deliver_well (fixture, ILX_DELIVER_DRAFT, FIRST "read-back");
  delivery = deliver (fixture, ILX_DELIVER_DRAFT);
  for (; row->name != NULL; row++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (JsonNode) made = ilx_json_object (
          "template", ilx_json_string (ilx_campaign_get_remote (fixture->campaign, "template")),
          "campaign", ilx_json_string (ilx_campaign_get_remote (fixture->campaign, "campaign")),
          NULL);

      if (row->undo == NULL)
        continue;
      row->undo (delivery, made, NULL, ilx_test_await_cb, &result);
      ilx_test_await (&result);
      g_assert_true (row->undo_finish (delivery, result, NULL));
    }
  ilx_campaign_set_remote (fixture->campaign, "template", "Gone12");
  ilx_campaign_set_remote (fixture->campaign, "campaign", "01GONE");
  deliver_well (fixture, ILX_DELIVER_DRAFT, "find-template find-campaign " FIRST "read-back");
}

/* --- What goes wrong -------------------------------------------------------------------------- */

static const struct
{
  int line;
  const char *subject;
  const char *path;
  const char *kind;
} faults[] = {
  { __LINE__, "plain", "/api/templates", "drop" },
  { __LINE__, "plain", "/api/templates", "drop-after" },
  { __LINE__, "it's \"both\"", "/api/templates", "drop-after" },
  { __LINE__, "back\\slash", "/api/templates", "status-after" },
  { __LINE__, "plain", "/api/templates", "malformed" },
  { __LINE__, "plain", "/api/templates", "html-before" },
  { __LINE__, "plain", "/api/campaigns", "status" },
  { __LINE__, "plain", "/api/campaigns", "drop-after" },
  { __LINE__, "it's \"both\"", "/api/campaigns", "html" },
  { __LINE__, "plain", "/api/campaigns", "reset-body" },
  { __LINE__, "plain", "/api/campaign-message-assign-template", "drop-after" },
  { __LINE__, "plain", "/api/campaign-recipient-estimation-jobs", "status-after" },
  { __LINE__, "plain", "/api/campaign-send-jobs", "drop" },
  { __LINE__, "plain", "/api/campaign-send-jobs", "drop-after" },
  { __LINE__, "plain", "/api/campaign-send-jobs", "status" },
  { __LINE__, "plain", "/api/campaign-send-jobs", "html" },
};

/* Whatever happens to a call that creates or sends: one of each in the end. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (IlxDelivery) delivery = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) names = NULL;
      const char *id;

      g_test_message ("line %d", faults[i].line);
      for (const char *const *kind
           = (const char *const[]){ "template", "campaign", "message", NULL };
           *kind != NULL; kind++)
        ilx_campaign_set_remote (fixture->campaign, *kind, NULL);
      ilx_campaign_set_subject (fixture->campaign, faults[i].subject);
      delivery = deliver (fixture, ILX_DELIVER_NOW);
      add_fault (fixture, "POST", faults[i].path, faults[i].kind);
      names = run_all (delivery, &error);
      g_assert_no_error (error);
      id = ilx_campaign_get_remote (fixture->campaign, "campaign");
      g_assert_cmpuint (count (fixture, "campaign-send-jobs", id), ==, 1);
      g_assert_cmpuint (count (fixture, "templates", "ILLIXIS Campaign"), ==, i + 1);
      g_assert_cmpuint (count (fixture, "campaign-messages", "ILLIXIS Campaign"), ==, i + 1);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/klaviyo/sandbox/connect", test_connect);
  ADD ("/klaviyo/sandbox/now", test_now);
  ADD ("/klaviyo/sandbox/draft-twice", test_draft_twice);
  ADD ("/klaviyo/sandbox/schedule", test_schedule);
  ADD ("/klaviyo/sandbox/gone", test_gone);
  ADD ("/klaviyo/sandbox/faults", test_faults);
  return g_test_run ();
}
