/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control interface: state, log, clock, keys, reset; and what holds the objects. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"
#include "ilx-sandbox-log.h"
#include "ilx-sandbox-state.h"
#include "ilx-time.h"

static void
test_describe (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  g_autoptr (JsonNode) description = ilx_sandbox_describe (asker->sandbox);
  g_autofree char *control = g_strconcat (asker->url, "/_sandbox", NULL);

  g_assert_true (g_str_has_prefix (asker->url, "http://127.0.0.1:"));
  g_assert_cmpstr (ilx_json_get_string_or (description, "control", NULL), ==, control);
  /* Both ways of joining an address and a path lead there. */
  asker_expect (asker, 200, "GET", "/_sandbox/clock", NULL);
  asker_expect (asker, 200, "GET", "/_sandbox/_sandbox/clock", NULL);
}

static void
test_port_taken (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  g_autoptr (IlxSandbox) other = ilx_sandbox_new (1);
  g_autoptr (GError) error = NULL;
  guint port = (guint) g_ascii_strtoull (strrchr (asker->url, ':') + 1, NULL, 10);

  g_assert_false (ilx_sandbox_start (other, port, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  /* Stopped, the port is free for the other at once. */
  ilx_sandbox_stop (asker->sandbox);
  g_clear_error (&error);
  g_assert_true (ilx_sandbox_start (other, port, &error));
  g_assert_no_error (error);
}

static void
test_only_loopback (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  guint16 port = (guint16) g_ascii_strtoull (strrchr (asker->url, ':') + 1, NULL, 10);

  /* Another address of the same machine reaches a server only if it listens everywhere. */
  connection = g_socket_client_connect_to_host (client, "127.0.0.2", port, NULL, NULL);
  g_assert_null (connection);
  connection = g_socket_client_connect_to_host (client, "::1", port, NULL, NULL);
  g_assert_null (connection);
}

static void
test_state (void)
{
  static const struct
  {
    const char *kind;
    guint n;
  } kinds[] = {
    { "accounts", 1 },           { "lists", 11 },    { "segments", 5 },
    { "profiles", 432 },         { "metrics", 18 },  { "campaigns", 10 },
    { "campaign-messages", 10 }, { "templates", 0 }, { "webhook-topics", 9 },
  };
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 200, "GET", "/_sandbox/state", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("klaviyo.%s", kinds[i].kind);

      g_test_message ("%s", kinds[i].kind);
      if (kinds[i].n > 0)
        g_assert_cmpuint (ilx_json_get_length (asker->json, path), ==, kinds[i].n);
    }
  g_assert_null (strstr (asker->text, "\"hidden\""));
  g_assert_null (strstr (asker->text, asker->key));
  asker_expect (asker, 200, "GET", "/_sandbox/state?kinds=lists,segments", NULL);
  g_assert_cmpuint (
      json_object_get_size (json_node_get_object (ilx_json_get (asker->json, "klaviyo"))), ==, 2);
}

static void
test_requests (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 200, "GET", "/api/lists?page%5Bsize%5D=3", NULL);
  asker_expect (asker, 404, "GET", "/api/nothing", NULL);
  asker_set_key (asker, "pk_secret_of_somebody");
  asker_expect (asker, 401, "GET", "/api/lists?a=%FF%FE", NULL);
  asker_expect (asker, 200, "GET", "/_sandbox/requests", NULL);
  g_assert_cmpuint (ilx_json_get_length (asker->json, ""), ==, 3);
  g_assert_cmpstr (asker_get_string (asker, "[0].path"), ==, "/api/lists");
  g_assert_cmpstr (asker_get_string (asker, "[0].query"), ==, "page[size]=3");
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "[1].status", 0), ==, 404);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "[2].status", 0), ==, 401);
  /* Neither keys nor the sandbox's own calls. */
  g_assert_null (strstr (asker->text, asker->key));
  g_assert_null (strstr (asker->text, "pk_secret"));
  g_assert_null (strstr (asker->text, "_sandbox"));
  asker_expect (asker, 200, "DELETE", "/_sandbox/requests", NULL);
  asker_expect (asker, 200, "GET", "/_sandbox/requests", NULL);
  g_assert_cmpuint (ilx_json_get_length (asker->json, ""), ==, 0);
}

static void
test_log_is_bounded (void)
{
  IlxSandboxLog *log = ilx_sandbox_log_new ();
  g_autoptr (JsonNode) rows = NULL;

  for (guint i = 0; i < 20500; i++)
    ilx_sandbox_log_add (log, "GET", "/api/lists", NULL, i, NULL, 1);
  rows = ilx_sandbox_log_build (log);
  g_assert_cmpuint (ilx_json_get_length (rows, ""), ==, 20000);
  g_assert_cmpint (ilx_json_get_int_or (rows, "[0].status", 0), ==, 500);
  g_assert_cmpint (ilx_json_get_int_or (rows, "[19999].status", 0), ==, 20499);
  ilx_sandbox_log_free (log);
}

static gint64
get_now (Asker *asker)
{
  asker_expect (asker, 200, "GET", "/_sandbox/clock", NULL);
  return ilx_json_get_time_or (asker->json, "now", 0);
}

static void
test_clock (void)
{
  static const char *const senseless[] = {
    "{}",
    "{'advance':'soon'}",
    "{'advance':-5}",
    "{'advance':1e300}",
    "{'now':'tomorrow'}",
    "{'now':7}",
    "[]",
  };
  g_autoptr (Asker) asker = asker_new (1);
  gint64 real = g_get_real_time ();

  g_assert_cmpint (ABS (get_now (asker) - real), <, 5 * G_TIME_SPAN_SECOND);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':3600}");
  g_assert_cmpint (ABS (get_now (asker) - real - G_TIME_SPAN_HOUR), <, 5 * G_TIME_SPAN_SECOND);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'now':'2030-05-01T12:00:00Z'}");
  g_assert_cmpint (get_now (asker) / G_TIME_SPAN_MINUTE, ==, 31731120);
  /* Back is a place to go to, too. */
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'now':'2020-05-01T12:00:00+02:00'}");
  g_assert_cmpint (get_now (asker) / G_TIME_SPAN_MINUTE, ==, 26472120);
  for (guint i = 0; i < G_N_ELEMENTS (senseless); i++)
    asker_expect (asker, 400, "POST", "/_sandbox/clock", senseless[i]);
  asker_expect (asker, 200, "POST", "/_sandbox/reset", NULL);
  g_assert_cmpint (ABS (get_now (asker) - g_get_real_time ()), <, 5 * G_TIME_SPAN_SECOND);
}

/* Fast time moves the date as well, so that what takes a minute takes a moment. */
static void
test_fast_clock (void)
{
  g_autoptr (Asker) asker = asker_new (100000);
  gint64 first = get_now (asker);
  gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  while (get_now (asker) - first < G_TIME_SPAN_HOUR && g_get_monotonic_time () < until)
    ;
  g_assert_cmpint (get_now (asker) - first, >=, G_TIME_SPAN_HOUR);
}

/* What of the shop is the same each time it opens. Messages of its past campaigns get new ids. */
static char *
dup_shop (Asker *asker)
{
  asker_expect (asker, 200, "GET",
                "/_sandbox/state?kinds=accounts,lists,segments,profiles,metrics,mapped-metrics,"
                "events,flows,templates,webhooks,webhook-topics",
                NULL);
  return g_strdup (asker->text);
}

static void
test_reset (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  g_autofree char *before = dup_shop (asker);
  g_autofree char *changed = NULL;
  g_autofree char *after = NULL;

  asker_expect (asker, 201, "POST", "/api/lists",
                "{'data':{'type':'list','attributes':{'name':'x'}}}");
  changed = dup_shop (asker);
  g_assert_false (g_str_equal (changed, before));
  asker_inject (asker, "{'kind':'drop','count':0}");
  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'webhooks':false}");
  asker_expect (asker, 200, "POST", "/_sandbox/reset", NULL);
  after = dup_shop (asker);
  g_assert_true (g_str_equal (after, before));
  g_assert_cmpuint (asker_count (asker, "campaigns"), ==, 10);
  asker_expect (asker, 200, "GET", "/_sandbox/requests", NULL);
  g_assert_cmpstr (asker->text, ==, "[]");
  asker_expect (asker, 200, "GET", "/api/webhooks", NULL);
}

static void
test_reset_by_call (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 201, "POST", "/api/lists",
                "{'data':{'type':'list','attributes':{'name':'x'}}}");
  ilx_sandbox_reset (asker->sandbox);
  g_assert_cmpuint (asker_count (asker, "lists"), ==, 11);
}

static void
test_unknown (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 404, "GET", "/_sandbox/nothing", NULL);
  asker_expect (asker, 404, "GET", "/_sandbox/", NULL);
  asker_expect (asker, 405, "PUT", "/_sandbox/state", "{}");
  asker_expect (asker, 405, "GET", "/_sandbox/reset", NULL);
  asker_expect (asker, 400, "POST", "/_sandbox/reset", "{");
}

/* Ids never agree, whatever their form. */
static void
test_ids (void)
{
  g_autoptr (IlxSandboxState) state = ilx_sandbox_state_new (1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 20000; i++)
    {
      char *id
          = ilx_sandbox_state_dup_id (state, i % 2 ? ILX_SANDBOX_ID_LONG : ILX_SANDBOX_ID_SHORT);

      g_assert_cmpuint (strlen (id), ==, i % 2 ? 26 : 6);
      g_assert_true (g_hash_table_add (seen, id));
      if (i == 10000)
        ilx_sandbox_state_clear (state);
    }
}

static void
test_objects (void)
{
  g_autoptr (IlxSandboxState) state = ilx_sandbox_state_new (1);
  GQueue *all = ilx_sandbox_state_get_all (state, "p", "things");

  g_assert_cmpuint (all->length, ==, 0);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      ilx_sandbox_state_add (state, "p", "things", "thing", id, NULL, NULL, NULL);
    }
  g_assert_true (ilx_sandbox_state_remove (state, "p", "things", "2"));
  g_assert_false (ilx_sandbox_state_remove (state, "p", "things", "2"));
  g_assert_null (ilx_sandbox_state_find (state, "p", "things", "2"));
  g_assert_null (ilx_sandbox_state_find (state, "p", "others", "1"));
  g_assert_null (ilx_sandbox_state_find (state, "q", "things", NULL));
  g_assert_cmpuint (all->length, ==, 4);
  g_assert_cmpstr (((IlxSandboxObject *) all->head->data)->id, ==, "0");
  g_assert_cmpstr (((IlxSandboxObject *) all->tail->data)->id, ==, "4");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/control/describe", test_describe);
  g_test_add_func ("/sandbox/control/port-taken", test_port_taken);
  g_test_add_func ("/sandbox/control/only-loopback", test_only_loopback);
  g_test_add_func ("/sandbox/control/state", test_state);
  g_test_add_func ("/sandbox/control/requests", test_requests);
  g_test_add_func ("/sandbox/control/log-is-bounded", test_log_is_bounded);
  g_test_add_func ("/sandbox/control/clock", test_clock);
  g_test_add_func ("/sandbox/control/fast-clock", test_fast_clock);
  g_test_add_func ("/sandbox/control/reset", test_reset);
  g_test_add_func ("/sandbox/control/reset-by-call", test_reset_by_call);
  g_test_add_func ("/sandbox/control/unknown", test_unknown);
  g_test_add_func ("/sandbox/control/ids", test_ids);
  g_test_add_func ("/sandbox/control/objects", test_objects);
  return g_test_run ();
}
