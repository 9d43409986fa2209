/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Over real HTTP: pages, and links that lead where none should be followed. */
#include "config.h"

#include "http-fixture.h"
#include "ilx-json.h"

typedef HttpFixture Fixture;

static JsonNode *
fetch_all (Fixture *fixture, GError **error)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/api/lists");
  g_autoptr (GAsyncResult) result = NULL;

  ilx_http_request_add_query (request, "sort", "-name");
  ilx_http_client_fetch_all_async (fixture->client, request, "data", "links.next", NULL,
                                   ilx_test_await_cb, &result);
  ilx_test_await_on (&result, fixture->clock, TEST_STEP);
  return ilx_http_client_fetch_all_finish (fixture->client, result, error);
}

/* Adds a page with one item and a link to @target on the origin @origin; NULL: on ours. */
static void
add_page (Fixture *fixture, const char *item, const char *origin, const char *target)
{
  g_autofree char *page = g_strdup_printf (
      "{\"data\": [{\"id\": \"%s\"}], \"links\": {\"self\": \"x\", \"next\": \"%s%s\"}}", item,
      origin != NULL ? origin : ilx_test_server_get_url (fixture->server), target);

  ilx_test_server_add_json (fixture->server, 200, page);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) all = NULL;

  add_page (fixture, "a", NULL, "/api/lists?page%5Bcursor%5D=bmV4dDo6");
  add_page (fixture, "b", NULL, "/other?page=2");
  ilx_test_server_add_json (fixture->server, 200,
                            "{\"data\": [{\"id\": \"c\"}, null], \"links\": {\"next\": null}}");
  all = fetch_all (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ilx_json_get_length (all, ""), ==, 4);
  g_assert_cmpstr (ilx_json_get_string_or (all, "[0].id", NULL), ==, "a");
  g_assert_cmpstr (ilx_json_get_string_or (all, "[2].id", NULL), ==, "c");
  g_assert_cmpstr (ilx_test_server_get_request (fixture->server, 0)->query, ==, "sort=-name");
  g_assert_cmpstr (ilx_test_server_get_request (fixture->server, 1)->query, ==,
                   "page%5Bcursor%5D=bmV4dDo6");
  g_assert_cmpstr (ilx_test_server_get_request (fixture->server, 2)->path, ==, "/other");
}

static void
test_single (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) all = NULL;

  ilx_test_server_add_json (fixture->server, 200, "{\"data\": []}");
  all = fetch_all (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (all));
  g_assert_cmpuint (ilx_json_get_length (all, ""), ==, 0);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxTestServer) foreign = ilx_test_server_new ();
  const char *url = ilx_test_server_get_url (foreign);
  const char *origins[]
      = { url, "https://127.0.0.1", "https://evil.example", "//evil.example", "file:///etc",
          "",  "javascript:" };

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_autoptr (GError) error = NULL;

      add_page (fixture, "a", origins[i], "/api/lists?page=2");
      g_assert_null (fetch_all (fixture, &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
      g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, i + 1);
    }
  ilx_test_spin (20);
  g_assert_cmpuint (ilx_test_server_get_n_requests (foreign), ==, 0);
}

static void
test_circle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) to_itself = NULL;
  g_autoptr (GError) back = NULL;

  add_page (fixture, "a", NULL, "/api/lists?sort=-name");
  g_assert_null (fetch_all (fixture, &to_itself));
  g_assert_error (to_itself, ILX_ERROR, ILX_ERROR_BAD_REPLY);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 1);

  add_page (fixture, "a", NULL, "/2");
  add_page (fixture, "b", NULL, "/3");
  add_page (fixture, "c", NULL, "/2");
  g_assert_null (fetch_all (fixture, &back));
  g_assert_error (back, ILX_ERROR, ILX_ERROR_BAD_REPLY);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 4);
}

static void
test_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1010; i++)
    {
      g_autofree char *target = g_strdup_printf ("/%u", i);

      add_page (fixture, "a", NULL, target);
    }
  g_assert_null (fetch_all (fixture, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
  g_assert_cmpuint (ilx_test_server_get_n_requests (fixture->server), ==, 1000);
}

static void
test_bad_pages (Fixture *fixture, gconstpointer data)
{
  static const char *const pages[] = {
    "{}",
    "[]",
    "null",
    "{\"data\": {}}",
    "{\"data\": [], \"links\": {\"next\": 7}}",
    "{\"data\": [], \"links\": {\"next\": {}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;

      ilx_test_server_add_json (fixture->server, 200, pages[i]);
      g_assert_null (fetch_all (fixture, &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
    }
}

/* A list is whole or it is none. */
static void
test_fails_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_page (fixture, "a", NULL, "/2");
  ilx_test_server_add (fixture->server, 403, NULL, NULL);
  g_assert_null (fetch_all (fixture, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_MISSING_PERMISSION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/http/pager/" name, Fixture, NULL, http_fixture_set_up, func, http_fixture_tear_down)
  ADD ("pages", test_pages);
  ADD ("single", test_single);
  ADD ("foreign", test_foreign);
  ADD ("circle", test_circle);
  ADD ("endless", test_endless);
  ADD ("bad-pages", test_bad_pages);
  ADD ("fails-later", test_fails_later);
  return g_test_run ();
}
