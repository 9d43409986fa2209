/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine as a program uses it, against a real sandbox process; secrets are in memory. */
#include "config.h"

#include "ilx-engine.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-test-await.h"
#include "ilx-test-ctl.h"

typedef struct
{
  IlxTestCtl *ctl; /* for its sandbox and its folder */
  IlxSecretStore *secrets;
  IlxEngine *engine;
  IlxConnection *connection; /* (nullable) */
} Fixture;

static void
open_engine (Fixture *fixture)
{
  g_autofree char *dir = ilx_test_ctl_dup_path (fixture->ctl, "engine");
  g_autoptr (GError) error = NULL;

  fixture->engine = ilx_engine_open (dir, NULL, fixture->secrets, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_setenv ("ILLIXIS_KLAVIYO_URL", ilx_test_ctl_get_url (fixture->ctl), TRUE);
  g_setenv ("ILLIXIS_TEST_SPEED", ILX_TEST_CTL_SPEED, TRUE);
  fixture->secrets = ilx_memory_secret_store_new ();
  open_engine (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->connection);
  ilx_engine_close (fixture->engine);
  g_object_unref (fixture->engine);
  g_object_unref (fixture->secrets);
  ilx_test_ctl_free (fixture->ctl);
}

/* A key of the sandbox with these scopes alone. */
static char *
dup_key (Fixture *fixture, const char *body)
{
  g_autoptr (JsonNode) reply = ilx_test_ctl_post_for (fixture->ctl, "keys", body);
  const char *key = ilx_json_get_string_or (reply, "api_key", NULL);

  g_assert_nonnull (key);
  return g_strdup (key);
}

static IlxConnection *
connect_with (Fixture *fixture, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_connect_async (fixture->engine, "klaviyo", key, TRUE, NULL, ilx_test_await_cb,
                            &result);
  ilx_test_await (&result);
  return ilx_engine_connect_finish (fixture->engine, result, error);
}

static void
connect_account (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->connection = connect_with (fixture, ilx_test_ctl_get_key (fixture->ctl), &error);
  g_assert_no_error (error);
}

static gboolean
disconnect_account (Fixture *fixture, gboolean remove_webhooks, gint *n_webhooks, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_disconnect_async (fixture->engine, fixture->connection, remove_webhooks, NULL,
                               ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_engine_disconnect_finish (fixture->engine, result, n_webhooks, error);
}

static GPtrArray *
refresh_audiences (Fixture *fixture, gint64 count_max_age, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_refresh_audiences_async (fixture->engine, fixture->connection, count_max_age, NULL,
                                      NULL, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_engine_refresh_audiences_finish (fixture->engine, result, error);
}

static void
save_campaign (Fixture *fixture, IlxCampaign *campaign)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  IlxStore *store = ilx_engine_get_store (fixture->engine);

  ilx_campaign_store_save_async (store, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_campaign_store_save_finish (store, result, &error);
  g_assert_no_error (error);
}

static IlxCampaign *
new_campaign (Fixture *fixture, const char *subject)
{
  static const char *const included[] = { "Y6nRLr", NULL };
  IlxCampaign *campaign = ilx_campaign_new ();

  ilx_campaign_set_platform (campaign, "klaviyo");
  ilx_campaign_set_subject (campaign, subject);
  ilx_campaign_set_included (campaign, included);
  ilx_campaign_set_html (campaign, "<p>Moin</p><p>{{ organization.full_address }} "
                                   "{% unsubscribe 'Abmelden' %}</p>");
  save_campaign (fixture, campaign);
  return campaign;
}

static IlxOperation *
send_campaign (
    Fixture *fixture, IlxCampaign *campaign, IlxDeliveryMode mode, gint64 at, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_send_async (fixture->engine, campaign, mode, at, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_engine_send_finish (fixture->engine, result, error);
}

static IlxOperation *
confirm (Fixture *fixture, IlxOperation *operation, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_confirm_async (fixture->engine, operation, ilx_operation_get_estimate (operation),
                            NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_engine_confirm_finish (fixture->engine, result, error);
}

static gboolean
refresh_campaign (Fixture *fixture, IlxCampaign *campaign, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_refresh_campaign_async (fixture->engine, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_engine_refresh_campaign_finish (fixture->engine, result, error);
}

static gboolean
cancel_campaign (Fixture *fixture, IlxCampaign *campaign, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_cancel_async (fixture->engine, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_engine_cancel_finish (fixture->engine, result, error);
}

static void
schedule (Fixture *fixture, IlxCampaign *campaign)
{
  g_autoptr (GError) error = NULL;
  gint64 at = ilx_clock_get_now (ilx_engine_get_clock (fixture->engine)) + 30 * ILX_DAY;
  g_autoptr (IlxOperation) asked = send_campaign (fixture, campaign, ILX_DELIVER_AT, at, &error);
  g_autoptr (IlxOperation) done = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (ilx_operation_get_state (asked), ==, ILX_OPERATION_AWAITING_CONFIRMATION);
  done = confirm (fixture, asked, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ilx_operation_get_state (done), ==, ILX_OPERATION_DONE);
}

static IlxConnection *
check_connection (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_engine_check_connection_async (fixture->engine, fixture->connection, NULL, ilx_test_await_cb,
                                     &result);
  ilx_test_await (&result);
  return ilx_engine_check_connection_finish (fixture->engine, result, error);
}

/* --- Connections ------------------------------------------------------------------------------ */

static void
test_form_of_key (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "", "   ", "AbC123", "pk_", "pk_with blank", "sk_12345678" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IlxConnection) connection = connect_with (fixture, wrong[i], &error);
      g_autoptr (JsonNode) requests = ilx_test_ctl_ask (fixture->ctl, "requests");

      g_assert_null (connection);
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
      g_assert_cmpuint (ilx_json_get_length (requests, ""), ==, 0);
    }
}

static void
test_connect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *padded = g_strdup_printf ("\n  %s \t\n", ilx_test_ctl_get_key (fixture->ctl));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) audiences = NULL;

  fixture->connection = connect_with (fixture, padded, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_connection_get_account_name (fixture->connection), ==,
                   "Nordlicht Kaffee GmbH");
  g_assert_null (ilx_connection_get_missing_permissions (fixture->connection));
  audiences = ilx_audience_store_load_all (ilx_engine_get_store (fixture->engine),
                                           ilx_connection_get_id (fixture->connection), NULL);
  g_assert_cmpuint (audiences->len, >, 10);
}

static void
test_missing_scopes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key
      = dup_key (fixture, "{\"scopes\":[\"accounts:read\",\"lists:read\",\"campaigns:read\"]}");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) disabled = NULL;

  fixture->connection = connect_with (fixture, key, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains (ilx_connection_get_missing_permissions (fixture->connection),
                                  "templates:read"));
  g_assert_false (
      g_strv_contains (ilx_connection_get_missing_permissions (fixture->connection), "lists:read"));
  disabled = ilx_engine_dup_disabled (fixture->engine, fixture->connection);
  g_assert_cmpuint (g_strv_length (disabled), >=, 3);
}

/* A revoked key stops everything and loses nothing; a new key for the same account heals it. */
static void
test_reconnect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = dup_key (fixture, "{}");
  g_autofree char *revoke = g_strdup_printf ("{\"revoke\":\"%s\"}", key);
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxConnection) stored = NULL;
  g_autoptr (IlxConnection) healed = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  fixture->connection = connect_with (fixture, key, &error);
  g_assert_no_error (error);
  campaign = new_campaign (fixture, "Revoked in between");
  ilx_test_ctl_post (fixture->ctl, "keys", revoke);
  operation = send_campaign (fixture, campaign, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
  g_clear_error (&error);
  ilx_test_spin (100);
  stored = ilx_engine_find_connection (fixture->engine, "klaviyo", NULL);
  g_assert_cmpint (ilx_connection_get_state (stored), ==, ILX_CONNECTION_BROKEN);

  healed = connect_with (fixture, ilx_test_ctl_get_key (fixture->ctl), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_connection_get_id (healed), ==, ilx_connection_get_id (fixture->connection));
  operation = send_campaign (fixture, campaign, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ilx_operation_get_state (operation), ==, ILX_OPERATION_DONE);
}

static void
test_disconnect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) audiences = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxConnection) again = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  g_autofree char *id = NULL;

  connect_account (fixture);
  id = g_strdup (ilx_connection_get_id (fixture->connection));
  campaign = new_campaign (fixture, "Stays");
  g_assert_true (disconnect_account (fixture, FALSE, NULL, &error));
  g_assert_no_error (error);
  audiences = ilx_audience_store_load_all (ilx_engine_get_store (fixture->engine), id, NULL);
  g_assert_cmpuint (audiences->len, ==, 0);
  operation = send_campaign (fixture, campaign, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  /* The same account comes back as itself, so that its campaigns know it. */
  again = connect_with (fixture, ilx_test_ctl_get_key (fixture->ctl), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_connection_get_id (again), ==, id);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = dup_key (fixture, "{}");
  g_autoptr (IlxConnection) checked = NULL;
  g_autoptr (IlxConnectionHealth) health = NULL;
  g_autoptr (GError) error = NULL;

  fixture->connection = connect_with (fixture, key, &error);
  g_assert_no_error (error);
  checked = check_connection (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_connection_get_id (checked), ==,
                   ilx_connection_get_id (fixture->connection));
  g_assert_cmpint (ilx_connection_get_connected_at (checked), ==,
                   ilx_connection_get_connected_at (fixture->connection));
  g_assert_cmpint (ilx_connection_get_checked_at (checked), >,
                   ilx_connection_get_checked_at (fixture->connection));
  health = ilx_engine_dup_health (fixture->engine, fixture->connection);
  g_assert_cmpint (health->called_at, !=, 0);
  g_assert_no_error (health->error);
}

static void
test_check_revoked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = dup_key (fixture, "{}");
  g_autofree char *revoke = g_strdup_printf ("{\"revoke\": \"%s\"}", key);
  g_autoptr (IlxConnection) broken = NULL;
  g_autoptr (IlxConnectionHealth) health = NULL;
  g_autoptr (GError) error = NULL;

  fixture->connection = connect_with (fixture, key, &error);
  g_assert_no_error (error);
  ilx_test_ctl_post (fixture->ctl, "keys", revoke);
  broken = check_connection (fixture, &error);
  g_assert_null (broken);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
  g_assert_cmpstr (ilx_error_get_call (error), ==, "GET /api/accounts");
  g_assert_cmpint (ilx_error_get_failed_at (error), !=, 0);
  health = ilx_engine_dup_health (fixture->engine, fixture->connection);
  g_assert_error (health->error, ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
  g_assert_cmpint (health->failed_at, ==, health->called_at);
}

static void
test_reconnect_with_another_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxConnection) other = ilx_connection_new ();
  g_autoptr (IlxConnection) connection = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  ilx_connection_set_id (other, "other");
  ilx_connection_set_platform (other, "klaviyo");
  ilx_connection_set_account_id (other, "OTHER1");
  ilx_connection_set_account_name (other, "Other Shop");
  ilx_engine_reconnect_async (fixture->engine, other, ilx_test_ctl_get_key (fixture->ctl), TRUE,
                              NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  connection = ilx_engine_connect_finish (fixture->engine, result, &error);
  g_assert_null (connection);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_cmpstr (ilx_error_get_field (error), ==, "account");
  g_assert_nonnull (strstr (error->message, "Other Shop"));
  all = ilx_connection_store_load_all (ilx_engine_get_store (fixture->engine), TRUE, NULL);
  g_assert_cmpuint (all->len, ==, 0);
}

static void
test_remove_webhooks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint n_webhooks = -1;

  connect_account (fixture);
  g_assert_true (disconnect_account (fixture, TRUE, &n_webhooks, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_webhooks, ==, 0);
}

/* What can't be asked is not forgotten: the key is still there to try again. */
static void
test_remove_webhooks_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) still = NULL;

  connect_account (fixture);
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  g_assert_false (disconnect_account (fixture, TRUE, NULL, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NETWORK);
  still = ilx_engine_find_connection (fixture->engine, "klaviyo", NULL);
  g_assert_nonnull (still);
}

/* The secret is gone from the keyring, which is not ours alone. */
static void
test_secret_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) audiences = NULL;

  connect_account (fixture);
  ilx_engine_close (fixture->engine);
  g_object_unref (fixture->engine);
  g_object_unref (fixture->secrets);
  fixture->secrets = ilx_memory_secret_store_new ();
  open_engine (fixture);
  audiences = refresh_audiences (fixture, -1, &error);
  g_assert_null (audiences);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_CONNECTED);
}

/* --- Audiences -------------------------------------------------------------------------------- */

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) audiences = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;

  connect_account (fixture);
  audiences = refresh_audiences (fixture, ILX_HOUR, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < audiences->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (audiences, i);

      g_assert_cmpint (ilx_audience_get_count (audience), >=, 0);
      g_assert_cmpint (ilx_audience_get_counted_at (audience), >, 0);
    }
  /* Fresh counts are not asked for again. */
  before = ilx_test_ctl_ask (fixture->ctl, "requests");
  again = refresh_audiences (fixture, ILX_HOUR, &error);
  g_assert_no_error (error);
  after = ilx_test_ctl_ask (fixture->ctl, "requests");
  g_assert_cmpuint (ilx_json_get_length (after, "") - ilx_json_get_length (before, ""), <,
                    audiences->len / 2);
}

static void
test_find_audience (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxAudience) by_name = NULL;
  g_autoptr (IlxAudience) by_id = NULL;
  g_autoptr (IlxAudience) unknown = NULL;

  connect_account (fixture);
  by_name = ilx_engine_find_audience (fixture->engine, fixture->connection, "Newsletter", &error);
  g_assert_no_error (error);
  by_id = ilx_engine_find_audience (fixture->engine, fixture->connection, "Y6nRLr", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_audience_get_id (by_name), ==, ilx_audience_get_id (by_id));
  unknown = ilx_engine_find_audience (fixture->engine, fixture->connection, "Nobody", &error);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_FOUND);
}

/* --- Delivery --------------------------------------------------------------------------------- */

static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxOperation) operation = NULL;

  guint n_templates;

  connect_account (fixture);
  n_templates = ilx_test_ctl_count (fixture->ctl, "templates");
  campaign = new_campaign (fixture, NULL);
  operation = send_campaign (fixture, campaign, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_null (operation);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BLOCKED);
  g_assert_cmpuint (ilx_test_ctl_count (fixture->ctl, "templates"), ==, n_templates);
}

/* The same mail to the same people: a copy that was not changed is stopped. */
static void
test_same_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxCampaign) copy = NULL;
  g_autoptr (IlxOperation) refused = NULL;

  connect_account (fixture);
  campaign = new_campaign (fixture, "Once is enough");
  schedule (fixture, campaign);
  copy = ilx_engine_duplicate_campaign (fixture->engine, campaign);
  g_assert_cmpint (ilx_campaign_get_state (copy), ==, ILX_CAMPAIGN_DRAFT);
  g_assert_null (ilx_campaign_get_remote (copy, "campaign"));
  save_campaign (fixture, copy);
  refused = send_campaign (fixture, copy, ILX_DELIVER_NOW, 0, &error);
  g_assert_null (refused);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BLOCKED);
}

static void
test_unschedule (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;

  connect_account (fixture);
  campaign = new_campaign (fixture, "Later");
  schedule (fixture, campaign);
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_DRAFT); /* not told yet */
  g_assert_true (refresh_campaign (fixture, campaign, &error));
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_SCHEDULED);
  g_assert_true (cancel_campaign (fixture, campaign, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_DRAFT);
  /* and it can be scheduled once more, with the same objects there */
  schedule (fixture, campaign);
  g_assert_true (refresh_campaign (fixture, campaign, &error));
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_SCHEDULED);
}

/* An edit after "draft" changes the objects that are there instead of making more. */
static void
test_edit_and_deliver_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxOperation) first = NULL;
  g_autoptr (IlxOperation) second = NULL;
  g_autofree char *remote = NULL;
  guint n_templates, n_campaigns;

  connect_account (fixture);
  n_templates = ilx_test_ctl_count (fixture->ctl, "templates");
  n_campaigns = ilx_test_ctl_count (fixture->ctl, "campaigns");
  campaign = new_campaign (fixture, "First words");
  first = send_campaign (fixture, campaign, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_no_error (error);
  remote = g_strdup (ilx_campaign_get_remote (campaign, "campaign"));
  ilx_campaign_set_subject (campaign, "Better words");
  save_campaign (fixture, campaign);
  second = send_campaign (fixture, campaign, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_campaign_get_remote (campaign, "campaign"), ==, remote);
  g_assert_cmpuint (ilx_test_ctl_count (fixture->ctl, "templates"), ==, n_templates + 1);
  g_assert_cmpuint (ilx_test_ctl_count (fixture->ctl, "campaigns"), ==, n_campaigns + 1);
}

static void
test_nothing_to_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;

  connect_account (fixture);
  campaign = new_campaign (fixture, "A draft");
  g_assert_false (cancel_campaign (fixture, campaign, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
}

static void
test_status_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;

  connect_account (fixture);
  campaign = new_campaign (fixture, "Out of reach");
  schedule (fixture, campaign);
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  g_assert_false (refresh_campaign (fixture, campaign, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_SCHEDULED);
}

/* --- Export ----------------------------------------------------------------------------------- */

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = ilx_test_ctl_dup_path (fixture->ctl, "exported");
  g_autofree char *body_path = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;

  connect_account (fixture);
  campaign = new_campaign (fixture, "Everything");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      gint n;

      ilx_engine_export_async (fixture->engine, dir, NULL, ilx_test_await_cb, &result);
      ilx_test_await (&result);
      n = ilx_engine_export_finish (fixture->engine, result, &error);
      g_assert_cmpint (n, ==, i == 0 ? 1 : -1); /* never over what is there */
    }
  g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
  body_path
      = g_build_filename (dir, "campaigns", ilx_campaign_get_id (campaign), "body.html", NULL);
  g_assert_true (g_file_get_contents (body_path, &body, NULL, NULL));
  g_assert_cmpstr (body, ==, ilx_campaign_get_html (campaign));
}

#define ADD(name, function) g_test_add ("/engine/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("form-of-key", test_form_of_key);
  ADD ("connect", test_connect);
  ADD ("missing-scopes", test_missing_scopes);
  ADD ("reconnect", test_reconnect);
  ADD ("disconnect", test_disconnect);
  ADD ("check", test_check);
  ADD ("check-revoked", test_check_revoked);
  ADD ("reconnect-with-another-key", test_reconnect_with_another_key);
  ADD ("remove-webhooks", test_remove_webhooks);
  ADD ("remove-webhooks-offline", test_remove_webhooks_offline);
  ADD ("secret-is-gone", test_secret_is_gone);
  ADD ("counts", test_counts);
  ADD ("find-audience", test_find_audience);
  ADD ("blocked", test_blocked);
  ADD ("same-again", test_same_again);
  ADD ("unschedule", test_unschedule);
  ADD ("edit-and-deliver-again", test_edit_and_deliver_again);
  ADD ("nothing-to-cancel", test_nothing_to_cancel);
  ADD ("status-offline", test_status_offline);
  ADD ("export", test_export);
  return g_test_run ();
}
