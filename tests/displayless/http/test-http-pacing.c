/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Over real HTTP: limits, turns, days and connections, as the server sees them. */
#include "config.h"

#include "http-fixture.h"

typedef HttpFixture Fixture;

#define N_CALLS 8

typedef struct
{
  GAsyncResult *results[N_CALLS];
} Calls;

static void
start_calls (Fixture *fixture, Calls *calls, const char *method, const IlxHttpTier *tier)
{
  *calls = (Calls){ 0 };
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      g_autoptr (IlxHttpRequest) request = ilx_http_request_new (method, path);

      ilx_http_request_set_tier (request, tier);
      ilx_http_client_send_async (fixture->client, request, NULL, ilx_test_await_cb,
                                  &calls->results[i]);
    }
}

static void
finish_call (Fixture *fixture, Calls *calls, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json
      = ilx_http_client_send_finish (fixture->client, calls->results[index], &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
  g_clear_object (&calls->results[index]);
}

/* Waits for so many requests, and for a little longer that there are no more. */
static void
expect_requests (Fixture *fixture, guint n)
{
  ilx_test_await_count (ilx_test_server_peek_n_requests (fixture->server), n);
  ilx_test_spin (10);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, n);
}

/* 3 a second are 2 for us, and they go in the order of their coming, one after the other. */
static void
test_second (Fixture *fixture, gconstpointer data)
{
  static const IlxHttpTier tier = { "three", 3, 0, 0 };
  Calls calls;

  start_calls (fixture, &calls, "GET", &tier);
  for (guint n = 2; n <= N_CALLS; n += 2)
    {
      expect_requests (fixture, n);
      ilx_clock_advance (fixture->clock, ILX_SECOND - 1);
      expect_requests (fixture, n);
      ilx_clock_advance (fixture->clock, 1);
    }
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);

      g_assert_cmpstr (ilx_test_server_get_request (fixture->server, i)->path, ==, path);
      finish_call (fixture, &calls, i);
    }
  g_assert_cmpuint (ilx_test_server_get_max_active (fixture->server), ==, 1);
}

/* Two tiers do not wait for each other. */
static void
test_tiers (Fixture *fixture, gconstpointer data)
{
  static const IlxHttpTier slow = { "slow", 1, 0, 0 };
  static const IlxHttpTier fast = { "fast", 100, 0, 0 };
  Calls slow_calls, fast_calls;

  start_calls (fixture, &slow_calls, "GET", &slow);
  start_calls (fixture, &fast_calls, "GET", &fast);
  expect_requests (fixture, 1 + N_CALLS);
  for (guint i = 0; i < N_CALLS; i++)
    {
      finish_call (fixture, &fast_calls, i);
      ilx_test_await_on (&slow_calls.results[i], fixture->clock, TEST_STEP);
      finish_call (fixture, &slow_calls, i);
    }
}

/* 5 a day are 4 for us; then it is said when, and nothing is asked. */
static void
test_day (Fixture *fixture, gconstpointer data)
{
  static const IlxHttpTier tier = { "daily", 0, 0, 5 };
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/x");
  gint64 midnight = (TEST_NOW / ILX_DAY + 1) * ILX_DAY;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  ilx_http_request_set_tier (request, &tier);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (JsonNode) allowed = http_fixture_send (fixture, request, &error);

      g_assert_no_error (error);
    }
  g_assert_null (http_fixture_send (fixture, request, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_RATE_LIMITED);
  g_assert_cmpint (ilx_error_get_retry_at (error), ==, midnight);
  g_assert_false (ilx_error_get_may_have_happened (error));
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 4);
  g_clear_error (&error);

  ilx_clock_advance (fixture->clock, midnight - ilx_clock_get_now (fixture->clock));
  json = http_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
}

static void
check_connections (Fixture *fixture, const char *method, guint max)
{
  Calls calls;

  start_calls (fixture, &calls, method, NULL);
  for (guint i = 0; i < N_CALLS; i++)
    {
      ilx_test_await (&calls.results[i]);
      finish_call (fixture, &calls, i);
    }
  g_assert_cmpuint (ilx_test_server_get_max_active (fixture->server), ==, max);
}

static void
test_connections (Fixture *fixture, gconstpointer data)
{
  guint max = GPOINTER_TO_UINT (data);

  ilx_http_client_set_max_connections (fixture->client, max);
  ilx_test_server_add_json (fixture->server, 200, "{}");
  ilx_test_server_set_delay (fixture->server, 10);
  ilx_test_server_set_always (fixture->server);
  check_connections (fixture, "GET", max);
  /* Each on a new connection, while the old ones are still kept. */
  check_connections (fixture, "POST", max);
  check_connections (fixture, "GET", max);
}

/* A request that stands in the queue for a connection does not use its time-out up. */
static void
test_queue_is_patient (Fixture *fixture, gconstpointer data)
{
  Calls calls;

  ilx_http_client_set_max_connections (fixture->client, 1);
  for (guint i = 0; i + 1 < N_CALLS; i++)
    ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL);
  start_calls (fixture, &calls, "POST", NULL);
  for (guint i = 0; i < N_CALLS; i++)
    ilx_test_await_on (&calls.results[i], fixture->clock, TEST_STEP);
  finish_call (fixture, &calls, N_CALLS - 1);
  for (guint i = 0; i + 1 < N_CALLS; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ilx_http_client_send_finish (fixture->client, calls.results[i], &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_TIMED_OUT);
      g_clear_object (&calls.results[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, data, func)                                                                      \
  g_test_add ("/http/pacing/" name, Fixture, GUINT_TO_POINTER (data), http_fixture_set_up, func,   \
              http_fixture_tear_down)
  ADD ("second", 0, test_second);
  ADD ("tiers", 0, test_tiers);
  ADD ("day", 0, test_day);
  ADD ("connections/1", 1, test_connections);
  ADD ("connections/3", 3, test_connections);
  ADD ("queue-is-patient", 0, test_queue_is_patient);
  return g_test_run ();
}
