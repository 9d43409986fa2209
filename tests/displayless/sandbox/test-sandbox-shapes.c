/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the sandbox shows of an object must be in Klaviyo's own description of its API. That
 * file lies beside the source tree where it is to be had; without it there is nothing to compare.
 */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"

#define DESCRIPTION "api/klaviyo-openapi.json"

typedef struct
{
  const char *path;    /* to be asked for */
  const char *pattern; /* as the description names it */
} Row;

static const Row rows[] = {
  { "/api/accounts", "/api/accounts" },
  { "/api/accounts/AbC123", "/api/accounts/{id}" },
  { "/api/lists", "/api/lists" },
  { "/api/lists/Y6nRLr?additional-fields[list]=profile_count", "/api/lists/{id}" },
  { "/api/lists/Y6nRLr/profiles", "/api/lists/{id}/profiles" },
  { "/api/segments", "/api/segments" },
  { "/api/segments/UTd5ui?additional-fields[segment]=profile_count", "/api/segments/{id}" },
  { "/api/profiles?additional-fields[profile]=subscriptions", "/api/profiles" },
  { "/api/metrics", "/api/metrics" },
  { "/api/mapped-metrics", "/api/mapped-metrics" },
  { "/api/events", "/api/events" },
  { "/api/flows", "/api/flows" },
  { "/api/webhook-topics", "/api/webhook-topics" },
  { "/api/campaigns?filter=equals(messages.channel,'email')", "/api/campaigns" },
  { "/api/campaigns/01JBT9F4V2RQ6W1Y5M8D3K7H0C/campaign-messages",
    "/api/campaigns/{id}/campaign-messages" },
};

static JsonNode *
load_description (void)
{
  const char *shared = g_getenv ("ILLIXIS_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, DESCRIPTION, NULL)
                                         : g_build_filename (g_test_get_dir (G_TEST_DIST), "..",
                                                             "..", "shared", DESCRIPTION, NULL);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  bytes = g_bytes_new (text, length);
  return ilx_json_parse (bytes, NULL);
}

/* Names with dots and slashes can't be paths; they are members all the same. */
static JsonNode *
get_member (JsonNode *node, const char *name)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_get_member (json_node_get_object (node), name);
}

/* The schema behind a reference, or the schema itself. */
static JsonNode *
resolve (JsonNode *root, JsonNode *schema)
{
  const char *reference = ilx_json_get_string_or (get_member (schema, "$ref"), "", NULL);

  if (reference == NULL)
    return schema;
  return get_member (ilx_json_get (root, "components.schemas"), strrchr (reference, '/') + 1);
}

static gboolean schema_has (JsonNode *root, JsonNode *schema, const char *name);

static gboolean
any_has (JsonNode *root, JsonNode *schemas, const char *name)
{
  for (guint i = 0; i < ilx_json_get_length (schemas, ""); i++)
    if (schema_has (root, json_array_get_element (json_node_get_array (schemas), i), name))
      return TRUE;
  return FALSE;
}

/* Whether the schema, or a part of it, has a property of this name. */
static gboolean
schema_has (JsonNode *root, JsonNode *schema, const char *name)
{
  JsonNode *resolved = resolve (root, schema);

  return get_member (get_member (resolved, "properties"), name) != NULL
         || any_has (root, get_member (resolved, "allOf"), name)
         || any_has (root, get_member (resolved, "anyOf"), name);
}

/* Appends the schemas of a property, from each part that has it. */
static void
collect (JsonNode *root, JsonNode *schema, const char *name, GPtrArray *found)
{
  JsonNode *resolved = resolve (root, schema);
  JsonNode *property = get_member (get_member (resolved, "properties"), name);
  JsonNode *parts = get_member (resolved, "allOf");

  if (property != NULL)
    g_ptr_array_add (found, resolve (root, property));
  for (guint i = 0; i < ilx_json_get_length (parts, ""); i++)
    collect (root, json_array_get_element (json_node_get_array (parts), i), name, found);
}

static JsonNode *
get_resource_schema (JsonNode *root, const char *pattern)
{
  JsonNode *operation = get_member (get_member (get_member (root, "paths"), pattern), "get");
  JsonNode *answer = get_member (get_member (operation, "responses"), "200");
  JsonNode *media = get_member (get_member (answer, "content"), "application/vnd.api+json");
  JsonNode *document = resolve (root, get_member (media, "schema"));
  JsonNode *data = resolve (root, get_member (get_member (document, "properties"), "data"));
  JsonNode *items = get_member (data, "items");

  g_assert_nonnull (data);
  return items != NULL ? items : data;
}

static void
check_part (JsonNode *root, JsonNode *schema, JsonNode *resource, const char *part)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  JsonNode *shown = get_member (resource, part);
  JsonObjectIter iter;
  const char *name;

  if (shown == NULL)
    return;
  collect (root, schema, part, parts);
  json_object_iter_init (&iter, json_node_get_object (shown));
  while (json_object_iter_next (&iter, &name, NULL))
    {
      gboolean is_known = FALSE;

      for (guint i = 0; i < parts->len; i++)
        is_known = is_known || schema_has (root, g_ptr_array_index (parts, i), name);
      g_test_message ("%s.%s", part, name);
      g_assert_true (is_known);
    }
}

static void
check_resource (JsonNode *root, JsonNode *schema, JsonNode *resource)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, json_node_get_object (resource));
  while (json_object_iter_next (&iter, &name, NULL))
    {
      g_test_message ("%s", name);
      g_assert_true (schema_has (root, schema, name));
    }
  check_part (root, schema, resource, "attributes");
  check_part (root, schema, resource, "relationships");
}

static void
test_shapes (void)
{
  g_autoptr (JsonNode) root = load_description ();
  g_autoptr (Asker) asker = NULL;

  if (root == NULL)
    {
      g_test_skip ("Klaviyo's description of its API is not here");
      return;
    }
  asker = asker_new (1);
  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      JsonNode *schema = get_resource_schema (root, rows[i].pattern);
      JsonNode *data;

      g_test_message ("%s", rows[i].path);
      asker_expect (asker, 200, "GET", rows[i].path, NULL);
      data = get_member (asker->json, "data");
      if (JSON_NODE_HOLDS_OBJECT (data))
        check_resource (root, schema, data);
      else
        g_assert_cmpuint (ilx_json_get_length (data, ""), >, 0);
      for (guint n = 0; n < ilx_json_get_length (data, ""); n++)
        check_resource (root, schema, json_array_get_element (json_node_get_array (data), n));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/shapes", test_shapes);
  return g_test_run ();
}
