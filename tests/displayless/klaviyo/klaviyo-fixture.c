/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "klaviyo-fixture.h"

#define MEDIA_TYPE "application/vnd.api+json"

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const included[] = { "Y6nRLr", NULL };
  g_autoptr (GError) error = NULL;

  fixture->server = ilx_test_server_new ();
  fixture->clock = ilx_clock_new_fast (FAST);
  fixture->platform = ilx_klaviyo_platform_new (ilx_test_server_get_url (fixture->server), KEY,
                                                fixture->clock, NULL, &error);
  g_assert_no_error (error);
  fixture->campaign = ilx_campaign_new ();
  ilx_campaign_set_subject (fixture->campaign, "Herbst");
  ilx_campaign_set_html (fixture->campaign, "<p>Moin</p>");
  ilx_campaign_set_included (fixture->campaign, included);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  ilx_test_finalize (fixture->platform);
  ilx_test_finalize (fixture->campaign);
  ilx_test_finalize (fixture->clock);
  ilx_test_server_free (fixture->server);
}

void
fixture_add (Fixture *fixture, guint status, const char *json)
{
  ilx_test_server_add (fixture->server, status, MEDIA_TYPE, json);
}

void
fixture_add_error (Fixture *fixture, guint status, const char *detail)
{
  g_autofree char *body = g_strdup_printf (
      "{\"errors\":[{\"id\":\"e\",\"code\":\"c\",\"title\":\"No.\",\"detail\":\"%s\"}]}", detail);

  fixture_add (fixture, status, body);
}

char *
fixture_dup_asked (Fixture *fixture, guint index)
{
  const IlxTestRequest *request = ilx_test_server_get_request (fixture->server, index);

  return g_strdup_printf ("%s %s", request->method, request->path);
}

void
fixture_assert_asked (Fixture *fixture, guint index, const char *method_and_path)
{
  g_autofree char *asked = NULL;

  g_assert_cmpuint (index, <, ilx_test_server_get_n_requests (fixture->server));
  asked = fixture_dup_asked (fixture, index);
  g_assert_cmpstr (asked, ==, method_and_path);
}

IlxDelivery *
fixture_deliver (Fixture *fixture, IlxDeliveryMode mode)
{
  gint64 now = ilx_clock_get_now (fixture->clock);
  IlxSender *sender = g_new0 (IlxSender, 1);

  sender->email = g_strdup ("hello@nordlicht.example");
  sender->name = g_strdup ("Nordlicht");
  return ilx_delivery_new (G_OBJECT (fixture->platform), fixture->campaign, sender, mode,
                           mode == ILX_DELIVER_AT ? now + ILX_DAY : 0, now, fixture->clock);
}

const IlxDeliveryStep *
fixture_find_row (Fixture *fixture, const char *name)
{
  const IlxDeliveryStep *row = ilx_platform_get_delivery_steps (fixture->platform);

  while (row->name != NULL && !g_str_equal (row->name, name))
    row++;
  g_assert_nonnull (row->name);
  return row;
}

JsonNode *
fixture_run_row (IlxDelivery *delivery,
                 const IlxDeliveryStep *row,
                 JsonNode *intent,
                 GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  row->begin (delivery, intent, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return row->finish (delivery, result, error);
}

IlxProbe
fixture_probe_row (IlxDelivery *delivery,
                   const IlxDeliveryStep *row,
                   JsonNode *intent,
                   JsonNode **found,
                   GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  row->probe (delivery, intent, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return row->probe_finish (delivery, result, found, error);
}

gboolean
fixture_undo_row (IlxDelivery *delivery,
                  const IlxDeliveryStep *row,
                  JsonNode *result,
                  GError **error)
{
  g_autoptr (GAsyncResult) async_result = NULL;

  row->undo (delivery, result, NULL, ilx_test_await_cb, &async_result);
  ilx_test_await (&async_result);
  return row->undo_finish (delivery, async_result, error);
}
