/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contract.h"

#include "ilx-json.h"

#include <string.h>

struct _Contract
{
  JsonNode *document; /* (owned) */
};

static char *check (Contract *self, JsonNode *schema, JsonNode *value, const char *at);

/* Where Klaviyo itself answers null against its document. */
static const char *const known_nulls[] = { "/links/next", "/links/prev", "/send_times", NULL };

Contract *
contract_load (const char *platform)
{
  g_autofree char *upper = g_ascii_strup (platform, -1);
  g_autofree char *variable = g_strdup_printf ("ILLIXIS_%s_OPENAPI", upper);
  g_autofree char *name = g_strdup_printf ("%s-openapi.json", platform);
  const char *named = g_getenv (variable);
  g_autofree char *beside
      = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "api", name, NULL);
  g_autofree char *text = NULL;
  Contract *self;

  if (!g_file_get_contents (named != NULL ? named : beside, &text, NULL, NULL))
    return NULL;
  self = g_new0 (Contract, 1);
  self->document = ilx_json_parse_text (text, NULL);
  g_assert_nonnull (self->document);
  return self;
}

void
contract_free (Contract *self)
{
  json_node_unref (self->document);
  g_free (self);
}

static JsonNode *
get_member (JsonNode *node, const char *name)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_get_member (json_node_get_object (node), name);
}

/* What "#/components/schemas/Name" refers to, in the end. */
static JsonNode *
resolve (Contract *self, JsonNode *given)
{
  const char *reference = ilx_json_get_string_or (get_member (given, "$ref"), "", NULL);
  g_auto (GStrv) names = NULL;
  JsonNode *node = self->document;

  if (reference == NULL)
    return given;
  names = g_strsplit (reference, "/", -1);
  for (guint i = 1; names[i] != NULL; i++)
    node = get_member (node, names[i]);
  return resolve (self, node);
}

static guint
get_length (JsonNode *node)
{
  return node != NULL ? ilx_json_get_length (node, "") : 0;
}

static JsonNode *
get_element (JsonNode *node, guint index)
{
  return json_array_get_element (json_node_get_array (node), index);
}

static JsonNode *
find_property (Contract *self, JsonNode *schema, const char *name)
{
  JsonNode *all = get_member (schema, "allOf");
  JsonNode *found = get_member (get_member (schema, "properties"), name);

  for (guint i = 0; found == NULL && i < get_length (all); i++)
    found = find_property (self, resolve (self, get_element (all, i)), name);
  return found;
}

static gboolean
is_open (JsonNode *schema)
{
  return get_member (schema, "properties") == NULL && get_member (schema, "allOf") == NULL;
}

static char *
check_required (Contract *self, JsonNode *schema, JsonNode *value, const char *at)
{
  JsonNode *names = get_member (schema, "required");
  JsonNode *all = get_member (schema, "allOf");
  char *fault = NULL;

  for (guint i = 0; i < get_length (names); i++)
    if (get_member (value, json_node_get_string (get_element (names, i))) == NULL)
      return g_strdup_printf ("%s lacks %s", at, json_node_get_string (get_element (names, i)));
  for (guint i = 0; fault == NULL && i < get_length (all); i++)
    fault = check_required (self, resolve (self, get_element (all, i)), value, at);
  return fault;
}

static char *
check_object (Contract *self, JsonNode *schema, JsonNode *value, const char *at)
{
  g_autoptr (GList) names = json_object_get_members (json_node_get_object (value));
  char *fault = check_required (self, schema, value, at);

  for (GList *l = names; fault == NULL && l != NULL; l = l->next)
    {
      g_autofree char *below = g_strdup_printf ("%s/%s", at, (char *) l->data);
      JsonNode *property = find_property (self, schema, l->data);

      if (property != NULL)
        fault = check (self, property, get_member (value, l->data), below);
      else if (!is_open (schema))
        fault = g_strdup_printf ("%s is not in the document", below);
    }
  return fault;
}

static char *
check_array (Contract *self, JsonNode *schema, JsonNode *value, const char *at)
{
  char *fault = NULL;

  for (guint i = 0; fault == NULL && i < get_length (value); i++)
    {
      g_autofree char *below = g_strdup_printf ("%s/%u", at, i);

      fault = check (self, get_member (schema, "items"), get_element (value, i), below);
    }
  return fault;
}

static gboolean
has_type (const char *type, JsonNode *value)
{
  GType held = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (value);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (value);
  if (g_str_equal (type, "string"))
    return held == G_TYPE_STRING;
  if (g_str_equal (type, "boolean"))
    return held == G_TYPE_BOOLEAN;
  if (g_str_equal (type, "number"))
    return held == G_TYPE_DOUBLE || held == G_TYPE_INT64;
  return g_str_equal (type, "integer") && held == G_TYPE_INT64;
}

static char *
check_null (JsonNode *schema, const char *at)
{
  gboolean is_known = ilx_json_get_bool_or (schema, "nullable", FALSE)
                      || g_strcmp0 (ilx_json_get_string_or (schema, "type", ""), "null") == 0;

  for (guint i = 0; !is_known && known_nulls[i] != NULL; i++)
    is_known = g_str_has_suffix (at, known_nulls[i]);
  return is_known ? NULL : g_strdup_printf ("%s is null", at);
}

static char *
check_enumeration (JsonNode *schema, JsonNode *value, const char *at)
{
  JsonNode *choices = get_member (schema, "enum");
  g_autofree char *text = ilx_json_to_text (value, FALSE);

  for (guint i = 0; i < get_length (choices); i++)
    if (json_node_equal (get_element (choices, i), value))
      return NULL;
  return choices == NULL ? NULL : g_strdup_printf ("%s may not be %s", at, text);
}

static char *
check_any (Contract *self, JsonNode *schemas, JsonNode *value, const char *at)
{
  g_autofree char *fault = NULL;

  for (guint i = 0; i < get_length (schemas); i++)
    {
      g_free (fault);
      fault = check (self, get_element (schemas, i), value, at);
      if (fault == NULL)
        return NULL;
    }
  return g_strdup_printf ("%s fits nothing (%s)", at, fault);
}

static char *
check (Contract *self, JsonNode *given, JsonNode *value, const char *at)
{
  JsonNode *schema = resolve (self, given);
  JsonNode *any = get_member (schema, "anyOf");
  const char *type;

  if (any != NULL)
    return check_any (self, any, value, at);
  if (JSON_NODE_HOLDS_NULL (value))
    return check_null (schema, at);
  type = ilx_json_get_string_or (schema, "type",
                                 get_member (schema, "allOf") != NULL ? "object" : NULL);
  if (type == NULL)
    return NULL;
  if (!has_type (type, value))
    return g_strdup_printf ("%s is no %s", at, type);
  if (JSON_NODE_HOLDS_OBJECT (value))
    return check_object (self, schema, value, at);
  if (JSON_NODE_HOLDS_ARRAY (value))
    return check_array (self, schema, value, at);
  return check_enumeration (schema, value, at);
}

/* There is one media type. */
static JsonNode *
get_schema (JsonNode *content)
{
  g_autoptr (GList) types
      = content != NULL ? json_object_get_values (json_node_get_object (content)) : NULL;

  return types != NULL ? get_member (types->data, "schema") : NULL;
}

char *
contract_check (
    Contract *self, const char *method, const char *pattern, guint status, JsonNode *reply)
{
  g_autofree char *verb = g_ascii_strdown (method, -1);
  g_autofree char *code = g_strdup_printf ("%u", status);
  JsonNode *operation
      = get_member (get_member (ilx_json_get (self->document, "paths"), pattern), verb);
  JsonNode *response = resolve (self, get_member (get_member (operation, "responses"), code));
  JsonNode *content = get_member (response, "content");
  JsonNode *schema = get_schema (content);

  if (response == NULL)
    return g_strdup_printf ("%s %s does not answer %u", method, pattern, status);
  if (schema == NULL || reply == NULL)
    return schema == NULL && reply == NULL ? NULL : g_strdup ("A body where none is, or none");
  return check (self, schema, reply, "");
}
