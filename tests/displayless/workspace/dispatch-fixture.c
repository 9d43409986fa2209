/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dispatch-fixture.h"
#include "ilx-json.h"

/* A limit of minutes takes a while on the slow clock of a sanitized run. */
#define PATIENCE (240 * G_USEC_PER_SEC)

static void
ended_cb (IlxWorkspace *workspace, const char *id, int phase, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ", ilx_dispatch_phase_get_name ((IlxDispatchPhase) phase));
}

static void
open_workspace (DispatchFixture *self)
{
  g_autofree char *dir = ilx_test_ctl_dup_path (self->ctl, "workspace");
  g_autoptr (GError) error = NULL;

  self->engine = ilx_engine_open (dir, NULL, self->secrets, &error);
  g_assert_no_error (error);
  self->workspace = ilx_workspace_new (self->engine, self->settings, ILX_WORKSPACE_PLAIN);
  g_signal_connect (self->workspace, "dispatch-ended", G_CALLBACK (ended_cb), self->ended);
}

static void
connect_account (DispatchFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_engine_connect_async (self->engine, "klaviyo", ilx_test_ctl_get_key (self->ctl), TRUE, NULL,
                            ilx_test_await_cb, &result);
  ilx_test_await (&result);
  self->connection = ilx_engine_connect_finish (self->engine, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_connections (self->workspace);
}

void
dispatch_fixture_set_up (DispatchFixture *self, gconstpointer data)
{
  self->ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_setenv ("ILLIXIS_KLAVIYO_URL", ilx_test_ctl_get_url (self->ctl), TRUE);
  g_setenv ("ILLIXIS_TEST_SPEED", self->speed != NULL ? self->speed : ILX_TEST_CTL_SPEED, TRUE);
  self->ended = g_string_new (NULL);
  self->secrets = ilx_memory_secret_store_new ();
  self->settings
      = g_settings_new_with_path ("io.illixis.Illixis", "/io/illixis/Illixis/dispatch-test/");
  dispatch_fixture_set_countdown (self, 3);
  open_workspace (self);
  connect_account (self);
}

static void
close_workspace (DispatchFixture *self)
{
  ilx_workspace_stop (self->workspace);
  ilx_test_spin (50); /* what was broken off ends */
  ilx_test_finalize (g_steal_pointer (&self->workspace));
  ilx_engine_close (self->engine);
  ilx_test_finalize (g_steal_pointer (&self->engine));
}

void
dispatch_fixture_restart (DispatchFixture *self)
{
  close_workspace (self);
  open_workspace (self);
}

void
dispatch_fixture_tear_down (DispatchFixture *self, gconstpointer data)
{
  close_workspace (self);
  g_object_unref (self->connection);
  g_object_unref (self->settings);
  g_object_unref (self->secrets);
  g_string_free (self->ended, TRUE);
  ilx_test_ctl_free (self->ctl);
}

void
dispatch_fixture_set_countdown (DispatchFixture *self, int seconds)
{
  g_settings_set_int (self->settings, "send-countdown", seconds);
}

static void
save (DispatchFixture *self, IlxCampaign *campaign)
{
  IlxStore *store = ilx_engine_get_store (self->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_campaign_store_save_async (store, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_campaign_store_save_finish (store, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_campaign (self->workspace, ilx_campaign_get_id (campaign));
}

char *
dispatch_fixture_add_campaign (DispatchFixture *self, const char *subject)
{
  static const char *const included[] = { "Y6nRLr", NULL };
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();

  ilx_campaign_set_platform (campaign, "klaviyo");
  ilx_campaign_set_connection_id (campaign, ilx_connection_get_id (self->connection));
  ilx_campaign_set_subject (campaign, subject);
  ilx_campaign_set_included (campaign, included);
  ilx_campaign_set_created_at (campaign, ilx_workspace_get_now (self->workspace));
  ilx_campaign_set_html (campaign, "<p>Moin</p><p>{{ organization.full_address }} "
                                   "{% unsubscribe 'Abmelden' %}</p>");
  save (self, campaign);
  return g_strdup (ilx_campaign_get_id (campaign));
}

void
dispatch_fixture_edit_campaign (DispatchFixture *self, const char *id, const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign
      = ilx_campaign_store_load (ilx_engine_get_store (self->engine), id, &error);

  g_assert_no_error (error);
  ilx_campaign_set_subject (campaign, subject);
  save (self, campaign);
}

void
dispatch_fixture_inject (DispatchFixture *self,
                         const char *method,
                         const char *path,
                         const char *fault)
{
  g_autofree char *json = g_strdup_printf (
      "{\"platform\":\"klaviyo\",\"method\":\"%s\",\"path\":\"%s\",%s}", method, path, fault);

  ilx_test_ctl_post (self->ctl, "faults", json);
}

guint
dispatch_fixture_count_requests (DispatchFixture *self, const char *method, const char *path)
{
  g_autoptr (JsonNode) log = ilx_test_ctl_ask (self->ctl, "requests");
  guint n = 0;

  for (guint i = 0; i < ilx_json_get_length (log, ""); i++)
    {
      g_autofree char *method_place = g_strdup_printf ("[%u].method", i);
      g_autofree char *path_place = g_strdup_printf ("[%u].path", i);

      if (g_str_equal (ilx_json_get_string_or (log, method_place, ""), method)
          && g_str_has_prefix (ilx_json_get_string_or (log, path_place, ""), path))
        n++;
    }
  return n;
}

guint
dispatch_fixture_count_send_jobs (DispatchFixture *self)
{
  return dispatch_fixture_count_requests (self, "POST", "/api/campaign-send-jobs");
}

static void
await (IlxDispatch *dispatch, IlxDispatchPhase phase, gboolean is_at_rest)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (ilx_dispatch_get_phase (dispatch) != phase
         || (is_at_rest && ilx_dispatch_is_busy (dispatch)))
    {
      const GError *error = ilx_dispatch_get_error (dispatch);

      if (g_get_monotonic_time () > end)
        g_error ("It is %s, not %s: %s",
                 ilx_dispatch_phase_get_name (ilx_dispatch_get_phase (dispatch)),
                 ilx_dispatch_phase_get_name (phase), error != NULL ? error->message : "no error");
      ilx_test_spin (2);
    }
}

void
dispatch_await (IlxDispatch *dispatch, IlxDispatchPhase phase)
{
  await (dispatch, phase, TRUE);
}

void
dispatch_await_entry (IlxDispatch *dispatch, IlxDispatchPhase phase)
{
  await (dispatch, phase, FALSE);
}

void
dispatch_fixture_await_silence (DispatchFixture *self, IlxDispatch *dispatch)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!ilx_dispatch_can_decide (dispatch))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!ilx_dispatch_is_busy (dispatch))
        ilx_clock_advance (ilx_engine_get_clock (self->engine), ILX_MINUTE);
      ilx_test_spin (20);
    }
  while (ilx_dispatch_is_busy (dispatch))
    ilx_test_spin (5);
}

gint64
dispatch_prepare_now (IlxDispatch *dispatch)
{
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  g_assert_no_error (ilx_dispatch_get_error (dispatch));
  return ilx_operation_get_estimate (ilx_dispatch_get_operation (dispatch));
}
