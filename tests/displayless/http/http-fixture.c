/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "http-fixture.h"

void
http_fixture_set_up (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->clock = ilx_clock_new_manual (TEST_NOW);
  fixture->server = ilx_test_server_new ();
  fixture->client
      = ilx_http_client_new (ilx_test_server_get_url (fixture->server), fixture->clock, &error);
  g_assert_no_error (error);
  ilx_http_client_set_name (fixture->client, "Klaviyo");
  ilx_http_client_set_secret_header (fixture->client, "Authorization", "Klaviyo-API-Key ",
                                     TEST_SECRET);
}

/* Drops the last reference that is ours; whoever held another lets go soon, or has leaked it. */
static void
expect_gone (gpointer object)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  while (object != NULL && g_get_monotonic_time () < end)
    ilx_test_spin (1);
  g_assert_null (object);
}

/* Nothing may outlive the calls: neither a client nor a wait on the clock. */
void
http_fixture_tear_down (HttpFixture *fixture, gconstpointer data)
{
  expect_gone (fixture->client);
  expect_gone (fixture->clock);
  ilx_test_server_free (fixture->server);
}

JsonNode *
http_fixture_finish (HttpFixture *fixture, GAsyncResult **result, GError **error)
{
  JsonNode *json;

  ilx_test_await_on (result, fixture->clock, TEST_STEP);
  json = ilx_http_client_send_finish (fixture->client, *result, error);
  g_clear_object (result);
  return json;
}

JsonNode *
http_fixture_send (HttpFixture *fixture, IlxHttpRequest *request, GError **error)
{
  GAsyncResult *result = NULL;

  ilx_http_client_send_async (fixture->client, request, NULL, ilx_test_await_cb, &result);
  return http_fixture_finish (fixture, &result, error);
}

JsonNode *
http_fixture_send_simple (HttpFixture *fixture,
                          const char *method,
                          const char *path,
                          GError **error)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new (method, path);

  return http_fixture_send (fixture, request, error);
}
