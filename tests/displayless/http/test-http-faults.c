/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Over real HTTP: lines that break, answers that never come or never end, and users who cancel. */
#include "config.h"

#include <string.h>

#include "http-fixture.h"
#include "ilx-json.h"

typedef HttpFixture Fixture;

static const IlxHttpTier tier = { "test", 1, 15, 0 };

typedef struct
{
  guint line;
  const char *method;
  IlxTestFault fault;
  IlxErrorCode code;
  guint n_requests;
  gboolean may_have_happened;
} FaultRow;

static const FaultRow fault_rows[] = {
  { __LINE__, "GET", ILX_TEST_FAULT_RESET, ILX_ERROR_NETWORK, 5, FALSE },
  { __LINE__, "POST", ILX_TEST_FAULT_RESET, ILX_ERROR_NETWORK, 1, TRUE },
  { __LINE__, "DELETE", ILX_TEST_FAULT_RESET, ILX_ERROR_NETWORK, 5, TRUE },
  { __LINE__, "GET", ILX_TEST_FAULT_BREAK, ILX_ERROR_NETWORK, 5, FALSE },
  { __LINE__, "POST", ILX_TEST_FAULT_BREAK, ILX_ERROR_NETWORK, 1, TRUE },
  { __LINE__, "PATCH", ILX_TEST_FAULT_BREAK, ILX_ERROR_NETWORK, 5, TRUE },
  { __LINE__, "GET", ILX_TEST_FAULT_STALL, ILX_ERROR_TIMED_OUT, 5, FALSE },
  { __LINE__, "POST", ILX_TEST_FAULT_STALL, ILX_ERROR_TIMED_OUT, 1, TRUE },
  { __LINE__, "GET", ILX_TEST_FAULT_STALL_BODY, ILX_ERROR_TIMED_OUT, 5, FALSE },
  { __LINE__, "POST", ILX_TEST_FAULT_STALL_BODY, ILX_ERROR_TIMED_OUT, 1, TRUE },
  { __LINE__, "GET", ILX_TEST_FAULT_ENDLESS, ILX_ERROR_BAD_REPLY, 1, FALSE },
  { __LINE__, "POST", ILX_TEST_FAULT_ENDLESS, ILX_ERROR_BAD_REPLY, 1, TRUE },
};

static void
check_fault (Fixture *fixture, const FaultRow *row)
{
  guint before = ilx_test_server_get_n_requests (fixture->server);
  g_autoptr (GError) error = NULL;

  g_test_message ("line %u", row->line);
  ilx_test_server_add_fault (fixture->server, row->fault);
  ilx_test_server_set_always (fixture->server);
  g_assert_null (http_fixture_send_simple (fixture, row->method, "/x", &error));
  g_assert_error (error, ILX_ERROR, (int) row->code);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server) - before, ==, row->n_requests);
  g_assert_cmpint (ilx_error_get_may_have_happened (error), ==, row->may_have_happened);
  g_assert_nonnull (strstr (error->message, "Klaviyo"));
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    check_fault (fixture, &fault_rows[i]);
}

static void
test_recovers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_BREAK);
  ilx_test_server_add (fixture->server, 200, "text/html", "<html>");
  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL);
  ilx_test_server_add_json (fixture->server, 200, "{\"data\": 1}");
  json = http_fixture_send_simple (fixture, "GET", "/x", &error);
  g_assert_no_error (error);
  g_assert_cmpint (ilx_json_get_int_or (json, "data", 0), ==, 1);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 4);
}

/* A kept connection that died is no excuse for sending twice what must go out once. */
static void
test_dead_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) first = http_fixture_send_simple (fixture, "GET", "/1", &error);

  g_assert_no_error (error);
  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_RESET);
  g_assert_null (http_fixture_send_simple (fixture, "POST", "/2", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 2);
}

/* The time-out is the request's, on the client's clock. */
static void
test_timeout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/x");
  gint64 before = ilx_clock_get_monotonic (fixture->clock);
  g_autoptr (GError) error = NULL;

  ilx_http_request_set_timeout (request, 120);
  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL);
  g_assert_null (http_fixture_send (fixture, request, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_TIMED_OUT);
  g_assert_cmpint (ilx_clock_get_monotonic (fixture->clock) - before, ==, 120 * ILX_SECOND);
}

static void
check_unreached (const char *url)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (TEST_NOW);
  g_autoptr (IlxHttpClient) client = ilx_http_client_new (url, clock, NULL);
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/x");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_http_client_send_async (client, request, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_null (ilx_http_client_send_finish (client, result, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_false (ilx_error_get_may_have_happened (error));
  ilx_test_spin (5);
}

/* What never left did not happen, and the user hears it at once: the clock does not even move. */
static void
test_refused (void)
{
  g_autoptr (IlxTestServer) server = ilx_test_server_new ();
  g_autofree char *url = g_strdup (ilx_test_server_get_url (server));

  ilx_test_server_free (g_steal_pointer (&server));
  check_unreached (url);
}

static void
test_no_such_host (void)
{
  check_unreached ("https://no-such-host.invalid");
}

/* A certificate for 127.0.0.1 that nobody vouches for. */
static const char certificate_pem[] =
#include "test-certificate.inc"
    ;

static void
test_tls (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate
      = g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
  g_autoptr (IlxTestServer) server = NULL;

  g_assert_no_error (error);
  server = ilx_test_server_new_tls (certificate);
  check_unreached (ilx_test_server_get_url (server));
  g_assert_cmpuint (ilx_test_server_get_n_requests (server), ==, 0);
}

/* Cancels after the main loop has run for a while, and expects the end without the clock moving. */
static void
check_cancel (Fixture *fixture, IlxHttpRequest *request, guint n_requests)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  ilx_http_client_send_async (fixture->client, request, cancellable, ilx_test_await_cb, &result);
  ilx_test_await_count (ilx_test_server_peek_n_requests (fixture->server), n_requests);
  ilx_test_spin (20);
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  before = g_get_monotonic_time ();
  ilx_test_await (&result);
  g_assert_cmpint (g_get_monotonic_time () - before, <, G_USEC_PER_SEC);
  g_assert_null (ilx_http_client_send_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, n_requests);
}

static void
test_cancel_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/x");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  ilx_http_client_send_async (fixture->client, request, cancellable, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_null (ilx_http_client_send_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_cancel_sending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/x");

  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL);
  check_cancel (fixture, request, 1);
}

static void
test_cancel_reading (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/x");

  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL_BODY);
  check_cancel (fixture, request, 1);
}

static void
test_cancel_back_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/x");

  ilx_test_server_add (fixture->server, 503, NULL, NULL);
  check_cancel (fixture, request, 1);
}

static void
test_cancel_throttled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/x");

  ilx_test_server_add (fixture->server, 429, NULL, NULL);
  check_cancel (fixture, request, 1);
}

static void
test_cancel_pacing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/x");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  ilx_http_request_set_tier (request, &tier);
  json = http_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  check_cancel (fixture, request, 1);
}

/* In the queue behind another of its tier; after which the tier still works. */
static void
test_cancel_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/x");
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  ilx_http_request_set_tier (request, &tier);
  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL);
  ilx_http_client_send_async (fixture->client, request, NULL, ilx_test_await_cb, &first);
  check_cancel (fixture, request, 1);
  g_assert_null (http_fixture_finish (fixture, &first, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_TIMED_OUT);
  g_clear_error (&error);
  json = http_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
}

/* In the queue for a connection. */
static void
test_cancel_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/x");
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GError) error = NULL;

  ilx_http_client_set_max_connections (fixture->client, 1);
  ilx_test_server_add_fault (fixture->server, ILX_TEST_FAULT_STALL);
  ilx_http_client_send_async (fixture->client, request, NULL, ilx_test_await_cb, &first);
  check_cancel (fixture, request, 1);
  g_assert_null (http_fixture_finish (fixture, &first, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_TIMED_OUT);
}

/* The leak checker of gcc 12 crashes over the thread-local data of modules that TLS loads. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/http/faults/" name, Fixture, NULL, http_fixture_set_up, func,                      \
              http_fixture_tear_down)
  ADD ("faults", test_faults);
  ADD ("recovers", test_recovers);
  ADD ("dead-connection", test_dead_connection);
  ADD ("timeout", test_timeout);
  ADD ("cancel/before", test_cancel_before);
  ADD ("cancel/sending", test_cancel_sending);
  ADD ("cancel/reading", test_cancel_reading);
  ADD ("cancel/back-off", test_cancel_back_off);
  ADD ("cancel/throttled", test_cancel_throttled);
  ADD ("cancel/pacing", test_cancel_pacing);
  ADD ("cancel/queue", test_cancel_queue);
  ADD ("cancel/connection", test_cancel_connection);
  g_test_add_func ("/http/faults/refused", test_refused);
  g_test_add_func ("/http/faults/no-such-host", test_no_such_host);
  g_test_add_func ("/http/faults/tls", test_tls);
  return g_test_run ();
}
