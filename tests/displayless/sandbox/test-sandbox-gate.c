/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulated Klaviyo refuses before it looks at what a call is about. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"

#define LISTS "/api/lists"
#define GOOD_LIST "{'data':{'type':'list','attributes':{'name':'Neu'}}}"

typedef struct
{
  int line;
  const char *method;
  const char *path;
  const char *header; /* one that is other than it should be */
  const char *value;  /* NULL: left out */
  const char *body;
  guint status;
  const char *code;   /* NULL: not an error */
  const char *source; /* the pointer or parameter told */
} Row;

static const Row rows[] = {
  /* paths and methods */
  { __LINE__, "GET", LISTS, NULL, NULL, NULL, 200 },
  { __LINE__, "GET", LISTS "/", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "GET", "/api/list", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "GET", "/api", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "GET", "/", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "GET", "//api/lists", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "GET", LISTS "/Y6nRLr/nothing", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "GET", LISTS "/nobody", NULL, NULL, NULL, 404, "not_found", "/data" },
  { __LINE__, "GET", LISTS "/%00", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "GET", LISTS "/Y6nRLr%2Fprofiles", NULL, NULL, NULL, 404, "not_found" },
  { __LINE__, "DELETE", LISTS, NULL, NULL, NULL, 405, "method_not_allowed" },
  { __LINE__, "PUT", LISTS "/Y6nRLr", NULL, NULL, NULL, 405, "method_not_allowed" },
  /* the key */
  { __LINE__, "GET", LISTS, "Authorization", NULL, NULL, 401, "not_authenticated", "/data/" },
  { __LINE__, "GET", LISTS, "Authorization", "Bearer pk_1234", NULL, 401, "not_authenticated" },
  { __LINE__, "GET", LISTS, "Authorization", "Klaviyo-API-Key", NULL, 401, "not_authenticated" },
  { __LINE__, "GET", LISTS, "Authorization", "Klaviyo-API-Key pk_wrong", NULL, 401,
    "not_authenticated" },
  /* the revision */
  { __LINE__, "GET", LISTS, "revision", NULL, NULL, 400, "invalid" },
  { __LINE__, "GET", LISTS, "revision", "2026-07", NULL, 400, "invalid" },
  { __LINE__, "GET", LISTS, "revision", "2026-07-15.pre", NULL, 400, "invalid" },
  { __LINE__, "GET", LISTS, "revision", "2026-07-15 2026-04-15", NULL, 400, "invalid" },
  { __LINE__, "GET", LISTS, "revision", "2099-01-01", NULL, 400, "invalid" },
  { __LINE__, "GET", LISTS, "revision", "2023-02-22", NULL, 410, "gone" },
  { __LINE__, "GET", LISTS, "revision", "2025-10-15", NULL, 200 },
  /* media types */
  { __LINE__, "GET", LISTS, "Accept", "text/html", NULL, 406, "not_acceptable" },
  { __LINE__, "GET", LISTS, "Accept", "text/html, */*;q=0.1", NULL, 200 },
  { __LINE__, "GET", LISTS, "Accept", NULL, NULL, 200 },
  { __LINE__, "POST", LISTS, "Content-Type", "text/plain", GOOD_LIST, 415,
    "unsupported_media_type" },
  { __LINE__, "POST", LISTS, "Content-Type", NULL, GOOD_LIST, 415, "unsupported_media_type" },
  { __LINE__, "POST", LISTS, "Content-Type", "application/json; charset=utf-8", GOOD_LIST, 201 },
  /* the query */
  { __LINE__, "GET", LISTS "?page=2", NULL, NULL, NULL, 400, "invalid", "page" },
  { __LINE__, "GET", LISTS "?page%5Bsize%5D=11", NULL, NULL, NULL, 400, "invalid", "page[size]" },
  { __LINE__, "GET", LISTS "?page%5Bsize%5D=0", NULL, NULL, NULL, 400, "invalid", "page[size]" },
  { __LINE__, "GET", LISTS "?page%5Bsize%5D=ten", NULL, NULL, NULL, 400, "invalid", "page[size]" },
  { __LINE__, "GET", LISTS "?page%5Bcursor%5D=xx", NULL, NULL, NULL, 400, "invalid",
    "page[cursor]" },
  { __LINE__, "GET", LISTS "?page%5Bcursor%5D=", NULL, NULL, NULL, 400, "invalid", "page[cursor]" },
  { __LINE__, "GET", LISTS "?sort=profile_count", NULL, NULL, NULL, 400, "invalid", "sort" },
  { __LINE__, "GET", LISTS "?sort=--name", NULL, NULL, NULL, 400, "invalid", "sort" },
  { __LINE__, "GET", LISTS "?include=profiles", NULL, NULL, NULL, 400, "invalid", "include" },
  { __LINE__, "GET", LISTS "?fields%5Blist%5D=name,colour", NULL, NULL, NULL, 400, "invalid",
    "fields[list]" },
  { __LINE__, "GET", LISTS "?fields%5Bsegment%5D=name", NULL, NULL, NULL, 400, "invalid",
    "fields[segment]" },
  { __LINE__, "GET", LISTS "?fields%5B%5D=name", NULL, NULL, NULL, 400, "invalid", "fields[]" },
  { __LINE__, "GET", LISTS "?additional-fields%5Blist%5D=profile_count", NULL, NULL, NULL, 400,
    "invalid", "additional-fields[list]" },
  { __LINE__, "GET", LISTS "?filter=equals(colour,%5B%22x%22%5D)", NULL, NULL, NULL, 400, "invalid",
    "filter" },
  { __LINE__, "GET", LISTS "?filter=equals(name", NULL, NULL, NULL, 400, "invalid", "filter" },
  { __LINE__, "GET", LISTS "?a=%FF", NULL, NULL, NULL, 400, "invalid" },
  { __LINE__, "GET", LISTS "/Y6nRLr?sort=name", NULL, NULL, NULL, 400, "invalid", "sort" },
  { __LINE__, "GET", "/api/metrics?page%5Bsize%5D=5", NULL, NULL, NULL, 400, "invalid",
    "page[size]" },
  /* the body */
  { __LINE__, "POST", LISTS, NULL, NULL, "", 400, "invalid", "/data" },
  { __LINE__, "POST", LISTS, NULL, NULL, "{'data':", 400, "invalid", "/data" },
  { __LINE__, "POST", LISTS, NULL, NULL, "[]", 400, "invalid" },
  { __LINE__, "POST", LISTS, NULL, NULL, "{'data':{'type':'list','attributes':{}}}", 400, "invalid",
    "/data/attributes/name" },
  { __LINE__, "POST", LISTS, NULL, NULL, "{'data':{'type':'list','attributes':{'name':7}}}", 400,
    "invalid", "/data/attributes/name" },
  { __LINE__, "POST", LISTS, NULL, NULL,
    "{'data':{'type':'list','attributes':{'name':'x','colour':'red'}}}", 400, "invalid",
    "/data/attributes/colour" },
  { __LINE__, "POST", LISTS, NULL, NULL, "{'data':{'type':'lists','attributes':{'name':'x'}}}", 400,
    "invalid", "/data/type" },
  { __LINE__, "POST", LISTS, NULL, NULL, GOOD_LIST, 201 },
};

static const char *
get_source (Asker *asker)
{
  const char *pointer = asker_get_string (asker, "errors[0].source.pointer");

  return pointer != NULL ? pointer : asker_get_string (asker, "errors[0].source.parameter");
}

static void
check_error (Asker *asker, const Row *row)
{
  static const char *const always[] = { "id", "code", "title", "detail" };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    {
      g_autofree char *path = g_strdup_printf ("errors[0].%s", always[i]);

      g_assert_nonnull (asker_get_string (asker, path));
    }
  g_assert_cmpstr (asker_get_string (asker, "errors[0].code"), ==, row->code);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "errors[0].status", 0), ==, row->status);
  if (row->source != NULL)
    g_assert_cmpstr (get_source (asker), ==, row->source);
}

static void
test_rows (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autofree char *usual = row->header != NULL
                                   ? g_strdup (g_hash_table_lookup (asker->headers, row->header))
                                   : NULL;

      g_test_message ("row at line %d", row->line);
      if (row->header != NULL)
        asker_set_header (asker, row->header, row->value);
      asker_expect (asker, row->status, row->method, row->path, row->body);
      g_assert_cmpstr (asker_get_header (asker, "Content-Type"), ==, "application/vnd.api+json");
      if (row->code != NULL)
        check_error (asker, row);
      if (row->header != NULL)
        asker_set_header (asker, row->header, usual);
    }
}

/* One scope of each call is enough to name what is missing. */
static void
test_scopes (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  g_autofree char *key = NULL;

  asker_expect (asker, 201, "POST", "/_sandbox/keys", "{'scopes':['lists:read','accounts:read']}");
  key = g_strdup (asker_get_string (asker, "api_key"));
  g_assert_true (g_str_has_prefix (key, "pk_"));
  g_assert_cmpstr (key, !=, asker->key);
  asker_set_key (asker, key);
  asker_expect (asker, 200, "GET", LISTS, NULL);
  asker_expect (asker, 403, "POST", LISTS, GOOD_LIST);
  g_assert_cmpstr (asker_get_string (asker, "errors[0].detail"), ==,
                   "Your API key is missing required scopes: lists:write");
  g_assert_cmpstr (asker_get_string (asker, "errors[0].code"), ==, "permission_denied");
  asker_expect (asker, 403, "GET", LISTS "/Y6nRLr/profiles", NULL);
  g_assert_cmpstr (asker_get_string (asker, "errors[0].detail"), ==,
                   "Your API key is missing required scopes: profiles:read");
  asker_expect (asker, 403, "GET", "/api/webhooks", NULL);
}

static void
test_revoke (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  g_autofree char *body = g_strdup_printf ("{'revoke':'%s'}", asker->key);

  asker_expect (asker, 200, "GET", LISTS, NULL);
  asker_expect (asker, 200, "POST", "/_sandbox/keys", body);
  asker_expect (asker, 401, "GET", LISTS, NULL);
  asker_expect (asker, 404, "POST", "/_sandbox/keys", body);
  /* A reset opens a new shop, it does not hand out the old key again. */
  asker_expect (asker, 200, "POST", "/_sandbox/reset", NULL);
  asker_expect (asker, 401, "GET", LISTS, NULL);
  asker_expect (asker, 201, "POST", "/_sandbox/keys", "{}");
  asker_set_key (asker, asker_get_string (asker, "api_key"));
  asker_expect (asker, 201, "POST", LISTS, GOOD_LIST);
}

static void
test_plan (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  asker_expect (asker, 200, "GET", "/api/webhooks", NULL);
  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'webhooks':false}");
  asker_expect (asker, 403, "GET", "/api/webhook-topics", NULL);
  asker_expect (asker, 403, "GET", "/api/webhooks", NULL);
  asker_expect (asker, 200, "GET", LISTS, NULL);
  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'webhooks':true}");
  asker_expect (asker, 200, "GET", "/api/webhook-topics", NULL);
}

static void
test_key_is_fresh (void)
{
  g_autoptr (Asker) one = asker_new (1);
  g_autoptr (Asker) other = asker_new (1);

  g_assert_cmpuint (strlen (one->key), ==, strlen ("pk_") + 34);
  g_assert_cmpstr (one->key, !=, other->key);
  asker_set_key (one, other->key);
  asker_expect (one, 401, "GET", LISTS, NULL);
}

static void
test_large_body (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  g_autofree char *name = g_strnfill (6 * 1024 * 1024, 'x');
  g_autofree char *body
      = g_strdup_printf ("{'data':{'type':'list','attributes':{'name':'%s'}}}", name);

  asker_expect (asker, 413, "POST", LISTS, body);
  asker_expect (asker, 200, "GET", LISTS, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/gate/rows", test_rows);
  g_test_add_func ("/sandbox/gate/scopes", test_scopes);
  g_test_add_func ("/sandbox/gate/revoke", test_revoke);
  g_test_add_func ("/sandbox/gate/plan", test_plan);
  g_test_add_func ("/sandbox/gate/key-is-fresh", test_key_is_fresh);
  g_test_add_func ("/sandbox/gate/large-body", test_large_body);
  return g_test_run ();
}
