/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each kind of fault: what the client gets, and whether the call was executed. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"
#include "ilx-sandbox-line.h"

#define LISTS "/api/lists"
#define GOOD_LIST "{'data':{'type':'list','attributes':{'name':'Neu'}}}"
#define SHORT_PATIENCE 150

typedef enum
{
  GETS_REPLY,
  GETS_BROKEN_LINE,
  GETS_NOTHING,
} Outcome;

typedef struct
{
  int line;
  const char *fault;
  Outcome outcome;
  guint status; /* of GETS_REPLY */
  gboolean is_json;
  gboolean is_executed;
} Row;

static const Row rows[] = {
  { __LINE__, "'kind':'status','status':503", GETS_REPLY, 503, TRUE, FALSE },
  { __LINE__, "'kind':'status'", GETS_REPLY, 500, TRUE, FALSE },
  { __LINE__, "'kind':'status','status':500,'body':'oops'", GETS_REPLY, 500, FALSE, FALSE },
  { __LINE__, "'kind':'status-after','status':500", GETS_REPLY, 500, TRUE, TRUE },
  { __LINE__, "'kind':'hang'", GETS_NOTHING, 0, FALSE, FALSE },
  { __LINE__, "'kind':'hang-after'", GETS_NOTHING, 0, FALSE, TRUE },
  { __LINE__, "'kind':'drop'", GETS_BROKEN_LINE, 0, FALSE, FALSE },
  { __LINE__, "'kind':'drop-after'", GETS_BROKEN_LINE, 0, FALSE, TRUE },
  { __LINE__, "'kind':'reset-body'", GETS_BROKEN_LINE, 0, FALSE, TRUE },
  { __LINE__, "'kind':'malformed'", GETS_REPLY, 201, FALSE, TRUE },
  { __LINE__, "'kind':'html'", GETS_REPLY, 200, FALSE, TRUE },
  { __LINE__, "'kind':'html-before'", GETS_REPLY, 200, FALSE, FALSE },
  { __LINE__, "'kind':'latency','delay':20", GETS_REPLY, 201, TRUE, TRUE },
  /* A delay goes through other code than a strike at once. */
  { __LINE__, "'kind':'hang','delay':5", GETS_NOTHING, 0, FALSE, FALSE },
  { __LINE__, "'kind':'drop','delay':5", GETS_BROKEN_LINE, 0, FALSE, FALSE },
  { __LINE__, "'kind':'drop-after','delay':5", GETS_BROKEN_LINE, 0, FALSE, TRUE },
  { __LINE__, "'kind':'reset-body','delay':5", GETS_BROKEN_LINE, 0, FALSE, TRUE },
  { __LINE__, "'kind':'status','delay':5,'status':409", GETS_REPLY, 409, TRUE, FALSE },
};

static void
check_outcome (Asker *asker, const Row *row)
{
  switch (row->outcome)
    {
    case GETS_REPLY:
      g_assert_no_error (asker->error);
      g_assert_cmpuint (asker->status, ==, row->status);
      g_assert_cmpint (asker->json != NULL, ==, row->is_json);
      break;
    case GETS_NOTHING:
      g_assert_error (asker->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      break;
    case GETS_BROKEN_LINE:
    default:
      g_assert_nonnull (asker->error);
      g_assert_false (g_error_matches (asker->error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
    }
}

static void
test_kinds (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fault
          = g_strdup_printf ("{'method':'POST','path':'" LISTS "',%s}", rows[i].fault);
      guint before = asker_count (asker, "lists");

      g_test_message ("row at line %d", rows[i].line);
      asker_inject (asker, fault);
      asker->patience = rows[i].outcome == GETS_NOTHING ? SHORT_PATIENCE : 20000;
      asker_ask (asker, "POST", LISTS, GOOD_LIST);
      check_outcome (asker, &rows[i]);
      asker->patience = 20000;
      g_assert_cmpuint (asker_count (asker, "lists"), ==, before + rows[i].is_executed);
      asker_expect (asker, 201, "POST", LISTS, GOOD_LIST);
    }
}

static void
test_retry_after (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_inject (asker, "{'kind':'status','status':429,'retry_after':30}");
  asker_expect (asker, 429, "GET", LISTS, NULL);
  g_assert_cmpstr (asker_get_header (asker, "Retry-After"), ==, "30");
  g_assert_null (asker_get_header (asker, "RateLimit-Limit"));
  g_assert_cmpstr (asker_get_string (asker, "errors[0].code"), ==, "throttled");
  asker_inject (asker, "{'kind':'status-after','status':503}");
  asker_expect (asker, 503, "GET", LISTS, NULL);
  g_assert_null (asker_get_header (asker, "Retry-After"));
}

/* An answer without body can be broken too. */
static void
test_empty_reply (void)
{
  static const char *const kinds[] = { "malformed", "reset-body" };
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *fault = g_strdup_printf ("{'method':'DELETE','kind':'%s'}", kinds[i]);
      g_autofree char *path = NULL;

      asker_expect (asker, 201, "POST", "/api/webhooks",
                    "{'data':{'type':'webhook','attributes':{'name':'x','endpoint_url':"
                    "'https://relay.example/a','secret_key':'0123456789abcdef'},'relationships':"
                    "{'webhook-topics':{'data':[{'type':'webhook-topic','id':"
                    "'event:klaviyo.bounced_email'}]}}}}");
      path = g_strconcat ("/api/webhooks/", asker_get_string (asker, "data.id"), NULL);
      asker_inject (asker, fault);
      asker_ask (asker, "DELETE", path, NULL);
      g_assert_null (asker->json);
      g_assert_cmpuint (asker_count (asker, "webhooks"), ==, 0);
    }
}

static void
test_after_and_count (void)
{
  static const guint expected[] = { 200, 200, 503, 503, 503, 200, 200 };
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  asker_inject (asker, "{'kind':'status','status':503,'path':'/api/l*','after':2,'count':3}");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      /* What doesn't match counts for nothing. */
      asker_expect (asker, 200, "GET", "/api/metrics", NULL);
      asker_expect (asker, expected[i], "GET", LISTS "/Y6nRLr", NULL);
    }
  asker_expect (asker, 200, "GET", "/_sandbox/faults", NULL);
  g_assert_cmpuint (ilx_json_get_length (asker->json, ""), ==, 0);
}

static void
test_for_ever (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_inject (asker, "[{'kind':'status','status':503,'count':0},{'kind':'drop'}]");
  for (guint i = 0; i < 5; i++)
    asker_expect (asker, 503, "GET", "/api/metrics", NULL);
  asker_expect (asker, 200, "GET", "/_sandbox/faults", NULL);
  g_assert_cmpuint (ilx_json_get_length (asker->json, ""), ==, 2);
  asker_expect (asker, 200, "DELETE", "/_sandbox/faults", NULL);
  asker_expect (asker, 200, "GET", "/api/metrics", NULL);
}

/* A fault that is half understood would let a test pass that injects nothing. */
static void
test_senseless (void)
{
  static const char *const senseless[] = {
    "",
    "{}",
    "[1]",
    "7",
    "{'kind':'explode'}",
    "{'kind':'hang','cuont':2}",
    "{'kind':'hang','count':-1}",
    "{'kind':'hang','count':'many'}",
    "{'kind':'status','status':99}",
    "{'kind':'status','status':600}",
    "[{'kind':'hang','count':0},{'kind':'explode'}]",
    "{'kind':",
  };
  g_autoptr (Asker) asker = asker_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (senseless); i++)
    {
      asker_expect (asker, 400, "POST", "/_sandbox/faults", senseless[i]);
      g_assert_nonnull (asker_get_string (asker, "error"));
    }
  asker_expect (asker, 200, "GET", LISTS, NULL);
}

static void
test_log_tells (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_inject (asker, "{'kind':'drop-after','method':'POST'}");
  asker_ask (asker, "POST", LISTS, GOOD_LIST);
  asker_expect (asker, 200, "GET", "/_sandbox/requests", NULL);
  g_assert_cmpstr (asker_get_string (asker, "[0].fault"), ==, "drop-after");
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "[0].status", -1), ==, 0);
  g_assert_cmpstr (asker_get_string (asker, "[0].method"), ==, "POST");
}

/* Stopping while something hangs and something waits ends both. */
static void
test_stop_under_way (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_inject (asker, "[{'kind':'hang'},{'kind':'latency','delay':3600000}]");
  asker->patience = 50;
  asker_ask (asker, "GET", LISTS, NULL);
  asker_ask (asker, "GET", LISTS, NULL);
  g_assert_error (asker->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ilx_sandbox_stop (asker->sandbox);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (ilx_sandbox_start (asker->sandbox, 0, NULL));
}

typedef struct
{
  IlxSandboxLines *lines;
  guint n_hung;
} Hanging;

static void
hang_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer data)
{
  Hanging *hanging = data;

  ilx_sandbox_lines_hang (hanging->lines, message);
  hanging->n_hung++;
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer server)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  return soup_server_accept_iostream (server, G_IO_STREAM (connection), local, remote, NULL);
}

/* A line that hangs is let go when its client goes, not before. */
static void
test_client_leaves (void)
{
  static const char request[] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  Hanging hanging = { ilx_sandbox_lines_new (), 0 };
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  soup_server_add_handler (server, NULL, hang_cb, &hanging, NULL);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), server);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  while (hanging.n_hung == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (ilx_sandbox_lines_get_n (hanging.lines), ==, 1);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  while (ilx_sandbox_lines_get_n (hanging.lines) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  soup_server_disconnect (server);
  ilx_sandbox_lines_free (hanging.lines);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/faults/kinds", test_kinds);
  g_test_add_func ("/sandbox/faults/retry-after", test_retry_after);
  g_test_add_func ("/sandbox/faults/empty-reply", test_empty_reply);
  g_test_add_func ("/sandbox/faults/after-and-count", test_after_and_count);
  g_test_add_func ("/sandbox/faults/for-ever", test_for_ever);
  g_test_add_func ("/sandbox/faults/senseless", test_senseless);
  g_test_add_func ("/sandbox/faults/log-tells", test_log_tells);
  g_test_add_func ("/sandbox/faults/stop-under-way", test_stop_under_way);
  g_test_add_func ("/sandbox/faults/client-leaves", test_client_leaves);
  return g_test_run ();
}
