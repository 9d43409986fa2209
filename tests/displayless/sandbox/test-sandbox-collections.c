/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages, sorts, fields, filters and links of the shop's collections. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"

static Asker *
new_unlimited (void)
{
  Asker *asker = asker_new (1);

  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  return asker;
}

static const char *
get_id (Asker *asker, guint index)
{
  g_autofree char *path = g_strdup_printf ("data[%u].id", index);

  return asker_get_string (asker, path);
}

static guint
get_n (Asker *asker)
{
  return ilx_json_get_length (asker->json, "data");
}

/* The path of a link, which must be absolute and lead here. */
static char *
dup_link (Asker *asker, const char *name)
{
  g_autofree char *path = g_strdup_printf ("links.%s", name);
  const char *link = asker_get_string (asker, path);

  if (link == NULL)
    return NULL;
  g_assert_true (g_str_has_prefix (link, asker->url));
  return g_strdup (link + strlen (asker->url));
}

/* Follows a link to the end; each id must be new. Returns how many there were. */
static guint
walk (Asker *asker, const char *path, const char *link, guint page_size, GPtrArray *ids)
{
  g_autofree char *next = g_strdup (path);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  while (next != NULL)
    {
      asker_expect (asker, 200, "GET", next, NULL);
      g_assert_cmpuint (get_n (asker), <=, page_size);
      for (guint i = 0; i < get_n (asker); i++)
        {
          g_assert_true (g_hash_table_add (seen, g_strdup (get_id (asker, i))));
          if (ids != NULL)
            g_ptr_array_add (ids, g_strdup (get_id (asker, i)));
        }
      g_free (next);
      next = dup_link (asker, link);
    }
  return g_hash_table_size (seen);
}

typedef struct
{
  int line;
  const char *path;
  guint page_size;
  guint n;
} Walk;

static const Walk walks[] = {
  { __LINE__, "/api/lists", 10, 11 },
  { __LINE__, "/api/lists?sort=name", 10, 11 },
  { __LINE__, "/api/lists?sort=-created", 10, 11 },
  { __LINE__, "/api/lists?page[size]=1&sort=-name", 1, 11 },
  { __LINE__, "/api/lists?page[size]=7", 7, 11 },
  { __LINE__, "/api/segments?sort=id", 10, 5 },
  { __LINE__, "/api/segments?filter=equals(is_active,true)&page[size]=3", 3, 4 },
  { __LINE__, "/api/profiles?page[size]=100&fields[profile]=email", 100, 432 },
  { __LINE__, "/api/profiles?page[size]=50&sort=-email&fields[profile]=email", 50, 432 },
  { __LINE__, "/api/lists/ZtB2wH/profiles", 20, 0 },
  { __LINE__, "/api/metrics", 200, 18 },
  { __LINE__, "/api/metrics?filter=equals(integration.name,\"Shopify\")", 200, 7 },
  { __LINE__, "/api/mapped-metrics?include=metric", 200, 7 },
  { __LINE__, "/api/flows?filter=equals(status,\"live\")", 50, 2 },
  { __LINE__, "/api/events?filter=equals(metric_id,\"RESQ6t\")&page[size]=50&sort=-datetime", 50,
    120 },
  { __LINE__, "/api/events?filter=has(metric)&page[size]=1000", 1000, 170 },
  { __LINE__, "/api/webhook-topics", 200, 9 },
};

static void
test_walks (void)
{
  g_autoptr (Asker) asker = new_unlimited ();

  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      guint n = walk (asker, walks[i].path, "next", walks[i].page_size, NULL);

      g_test_message ("row at line %d: %u", walks[i].line, n);
      g_assert_cmpuint (n, ==, walks[i].n);
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Going back shows the same pages, and a sort is a sort. */
static void
test_back_and_order (void)
{
  g_autoptr (Asker) asker = new_unlimited ();
  g_autoptr (GPtrArray) forward = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = NULL;
  g_autofree char *prev = NULL;

  walk (asker, "/api/lists?sort=id&page[size]=4", "next", 4, forward);
  for (guint i = 1; i < forward->len; i++)
    g_assert_cmpint (compare_ids (&forward->pdata[i - 1], &forward->pdata[i]), <, 0);
  /* The walk ended on the last page. */
  g_assert_cmpuint (get_n (asker), ==, 3);
  prev = dup_link (asker, "prev");
  asker_expect (asker, 200, "GET", prev, NULL);
  g_assert_cmpuint (get_n (asker), ==, 4);
  g_assert_cmpstr (get_id (asker, 0), ==, forward->pdata[4]);
  first = dup_link (asker, "prev");
  asker_expect (asker, 200, "GET", first, NULL);
  g_assert_cmpstr (get_id (asker, 0), ==, forward->pdata[0]);
  g_assert_null (asker_get_string (asker, "links.prev"));
  /* Null, as Klaviyo says it, not left out. */
  g_assert_true (json_object_has_member (
      json_object_get_object_member (json_node_get_object (asker->json), "links"), "prev"));
}

/* What is made or deleted between two pages neither hides nor doubles the others. */
static void
test_pages_while_things_change (void)
{
  g_autoptr (Asker) asker = new_unlimited ();
  g_autofree char *next = NULL;

  asker_expect (asker, 200, "GET", "/api/lists?sort=name&page[size]=10", NULL);
  next = dup_link (asker, "next");
  asker_expect (asker, 201, "POST", "/api/lists",
                "{'data':{'type':'list','attributes':{'name':'AAA'}}}");
  asker_expect (asker, 200, "GET", next, NULL);
  g_assert_cmpuint (get_n (asker), ==, 1);
}

static void
test_fields (void)
{
  g_autoptr (Asker) asker = new_unlimited ();
  JsonNode *attributes;

  asker_expect (asker, 200, "GET", "/api/lists?fields[list]=name,opt_in_process", NULL);
  attributes = ilx_json_get (asker->json, "data[0].attributes");
  g_assert_cmpuint (json_object_get_size (json_node_get_object (attributes)), ==, 2);
  g_assert_cmpstr (asker_get_string (asker, "data[0].attributes.name"), ==, "Newsletter");
  asker_expect (asker, 200, "GET", "/api/lists?fields[list]=", NULL);
  attributes = ilx_json_get (asker->json, "data[0].attributes");
  g_assert_cmpuint (json_object_get_size (json_node_get_object (attributes)), ==, 0);
  asker_expect (asker, 200, "GET",
                "/api/profiles?fields[profile]=email,subscriptions.email.marketing.consent&"
                "additional-fields[profile]=subscriptions",
                NULL);
  attributes = ilx_json_get (asker->json, "data[0].attributes.subscriptions.email.marketing");
  g_assert_cmpuint (json_object_get_size (json_node_get_object (attributes)), ==, 1);
  /* Not without being asked for. */
  asker_expect (asker, 200, "GET", "/api/profiles", NULL);
  g_assert_null (ilx_json_get (asker->json, "data[0].attributes.subscriptions"));
  asker_expect (asker, 400, "GET", "/api/lists/Y6nRLr/profiles?fields[profile]=shoe_size", NULL);
}

static void
test_profile_count (void)
{
  g_autoptr (Asker) asker = new_unlimited ();
  gint64 count;

  asker_expect (asker, 200, "GET", "/api/lists/Y6nRLr?additional-fields[list]=profile_count", NULL);
  count = ilx_json_get_int_or (asker->json, "data.attributes.profile_count", -1);
  g_assert_cmpint (count, >, 300);
  g_assert_cmpuint (walk (asker, "/api/lists/Y6nRLr/profiles?page[size]=100", "next", 100, NULL),
                    ==, count);
  /* Known now, but shown only to who asks. */
  asker_expect (asker, 200, "GET", "/api/lists/Y6nRLr", NULL);
  g_assert_null (ilx_json_get (asker->json, "data.attributes.profile_count"));
  asker_expect (asker, 200, "GET", "/api/lists?fields[list]=name", NULL);
  g_assert_null (ilx_json_get (asker->json, "data[0].attributes.profile_count"));
  asker_expect (asker, 200, "GET", "/api/lists/ZtB2wH?additional-fields[list]=profile_count", NULL);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "data.attributes.profile_count", -1), ==, 0);
}

static void
test_members_by_day (void)
{
  g_autoptr (Asker) asker = new_unlimited ();
  g_autofree char *before = NULL;

  asker_expect (asker, 200, "GET",
                "/api/lists/Y6nRLr/profiles?sort=-joined_group_at&page[size]=50&"
                "filter=less-than(joined_group_at,2099-01-01T00:00:00Z)",
                NULL);
  for (guint i = 0; i < get_n (asker); i++)
    {
      g_autofree char *path = g_strdup_printf ("data[%u].attributes.joined_group_at", i);
      const char *joined = asker_get_string (asker, path);

      g_assert_nonnull (joined);
      if (before != NULL)
        g_assert_cmpstr (joined, <=, before);
      g_free (before);
      before = g_strdup (joined);
    }
  asker_expect (asker, 404, "GET", "/api/lists/nobody/profiles", NULL);
}

/* The call by which suppressions are fetched. */
static void
test_suppressed (void)
{
  static const char path[]
      = "/api/profiles?filter=greater-or-equal(subscriptions.email.marketing.suppression."
        "timestamp,2000-01-01T00:00:00Z)&additional-fields[profile]=subscriptions&"
        "sort=subscriptions.email.marketing.suppression.timestamp&page[size]=100";
  g_autoptr (Asker) asker = new_unlimited ();
  const char *before = "";
  guint n;

  asker_expect (asker, 200, "GET", path, NULL);
  n = get_n (asker);
  g_assert_cmpuint (n, >, 20);
  g_assert_cmpuint (n, <, 80);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *marketing
          = g_strdup_printf ("data[%u].attributes.subscriptions.email.marketing", i);
      JsonNode *node = ilx_json_get (asker->json, marketing);
      const char *date = ilx_json_get_string_or (node, "suppression[0].timestamp", NULL);

      g_assert_cmpstr (date, >=, before);
      g_assert_false (ilx_json_get_bool_or (node, "can_receive_email_marketing", TRUE));
      before = date;
    }
  asker_expect (asker, 200, "GET", "/api/profiles?filter=equals(email,\"jule@example.com\")", NULL);
  g_assert_cmpuint (get_n (asker), ==, 1);
}

static void
test_included (void)
{
  g_autoptr (Asker) asker = new_unlimited ();

  asker_expect (asker, 200, "GET",
                "/api/events?include=profile,metric&fields[profile]=email&page[size]=30&"
                "filter=equals(metric_id,\"RESQ6t\")",
                NULL);
  /* Each person once, and the one metric once. */
  g_assert_cmpuint (ilx_json_get_length (asker->json, "included"), ==, 31);
  g_assert_nonnull (asker_get_string (asker, "included[0].attributes.email"));
  asker_expect (asker, 200, "GET", "/api/mapped-metrics?include=metric", NULL);
  g_assert_cmpuint (ilx_json_get_length (asker->json, "included"), ==, 6);
  asker_expect (asker, 200, "GET", "/api/mapped-metrics", NULL);
  g_assert_null (ilx_json_get (asker->json, "included"));
}

#define WEBHOOK(url, secret, topic)                                                                \
  "{'data':{'type':'webhook','attributes':{'name':'ILLIXIS suppressions','endpoint_url':'" url     \
  "','secret_key':'" secret "'},'relationships':{'webhook-topics':{'data':[{'type':"               \
  "'webhook-topic','id':'" topic "'}]}}}}"
#define GOOD_URL "https://relay.example/klaviyo/7f3c?x=1"
#define GOOD_SECRET "0f8f5c1d2b3a4978"
#define GOOD_TOPIC "event:klaviyo.bounced_email"

static void
test_webhooks (void)
{
  g_autoptr (Asker) asker = new_unlimited ();
  g_autofree char *path = NULL;
  g_autofree char *change = NULL;

  asker_expect (asker, 400, "POST", "/api/webhooks",
                WEBHOOK ("http://relay.example", GOOD_SECRET, GOOD_TOPIC));
  asker_expect (asker, 400, "POST", "/api/webhooks", WEBHOOK (GOOD_URL, "short", GOOD_TOPIC));
  asker_expect (asker, 400, "POST", "/api/webhooks", WEBHOOK (GOOD_URL, GOOD_SECRET, "event:x"));
  asker_expect (asker, 201, "POST", "/api/webhooks", WEBHOOK (GOOD_URL, GOOD_SECRET, GOOD_TOPIC));
  g_assert_null (strstr (asker->text, GOOD_SECRET));
  g_assert_null (strstr (asker->text, "7f3c"));
  g_assert_cmpstr (asker_get_string (asker, "data.attributes.endpoint_url"), ==,
                   "https://relay.example");
  path = g_strconcat ("/api/webhooks/", asker_get_string (asker, "data.id"), NULL);
  change = g_strdup_printf ("{'data':{'type':'webhook','id':'%s','attributes':{'enabled':false}}}",
                            asker_get_string (asker, "data.id"));
  asker_expect (asker, 200, "PATCH", path, change);
  g_assert_false (ilx_json_get_bool_or (asker->json, "data.attributes.enabled", TRUE));
  asker_expect (asker, 400, "PATCH", path,
                "{'data':{'type':'webhook','id':'other','attributes':{'enabled':true}}}");
  asker_expect (asker, 200, "GET", "/api/webhooks?include=webhook-topics", NULL);
  g_assert_cmpuint (get_n (asker), ==, 1);
  g_assert_cmpuint (ilx_json_get_length (asker->json, "included"), ==, 1);
  asker_expect (asker, 200, "GET", "/_sandbox/state?kinds=webhooks", NULL);
  g_assert_null (strstr (asker->text, GOOD_SECRET));
  asker_expect (asker, 204, "DELETE", path, NULL);
  g_assert_null (asker->json);
  asker_expect (asker, 404, "DELETE", path, NULL);
  asker_expect (asker, 404, "GET", path, NULL);
}

static void
test_new_list (void)
{
  g_autoptr (Asker) asker = new_unlimited ();
  g_autofree char *path = NULL;

  asker_expect (asker, 201, "POST", "/api/lists",
                "{'data':{'type':'list','attributes':{'name':'Ostern \\u2615','opt_in_process':"
                "'single_opt_in'}}}");
  path = g_strconcat ("/api/lists/", asker_get_string (asker, "data.id"), NULL);
  asker_expect (asker, 200, "GET", path, NULL);
  g_assert_cmpstr (asker_get_string (asker, "data.attributes.name"), ==, "Ostern ☕");
  g_assert_cmpstr (asker_get_string (asker, "data.attributes.opt_in_process"), ==, "single_opt_in");
  asker_expect (asker, 200, "GET", "/api/lists?filter=equals(name,[\"Ostern%20%E2%98%95\"])", NULL);
  g_assert_cmpuint (get_n (asker), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/collections/walks", test_walks);
  g_test_add_func ("/sandbox/collections/back-and-order", test_back_and_order);
  g_test_add_func ("/sandbox/collections/while-things-change", test_pages_while_things_change);
  g_test_add_func ("/sandbox/collections/fields", test_fields);
  g_test_add_func ("/sandbox/collections/profile-count", test_profile_count);
  g_test_add_func ("/sandbox/collections/members-by-day", test_members_by_day);
  g_test_add_func ("/sandbox/collections/suppressed", test_suppressed);
  g_test_add_func ("/sandbox/collections/included", test_included);
  g_test_add_func ("/sandbox/collections/webhooks", test_webhooks);
  g_test_add_func ("/sandbox/collections/new-list", test_new_list);
  return g_test_run ();
}
