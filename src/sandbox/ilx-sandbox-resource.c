/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-resource.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-klaviyo.h"
#include "ilx-sandbox-pick.h"
#include "ilx-sandbox-words.h"

#include <string.h>

/* Which attributes of a type this call wants. */
typedef struct
{
  const IlxSandboxType *type;
  const char *fields;     /* (nullable): comma-separated; NULL for all */
  const char *additional; /* (nullable): comma-separated */
} IlxSandboxSelection;

static const char *
get_typed_query (IlxSandboxCall *call, const char *name, const char *type)
{
  g_autofree char *key = NULL;

  if (call->query == NULL)
    return NULL;
  key = g_strdup_printf ("%s[%s]", name, type);
  return ilx_sandbox_call_get_query (call, key);
}

static gboolean
is_wanted (const IlxSandboxSelection *selection, const char *name)
{
  if (ilx_sandbox_words_have (selection->type->additional, name, -1)
      && (selection->additional == NULL
          || !ilx_sandbox_words_name (selection->additional, name, FALSE)))
    return FALSE;
  return selection->fields == NULL || ilx_sandbox_words_name (selection->fields, name, TRUE);
}

static JsonNode *
build_attributes (JsonNode *attributes, const IlxSandboxSelection *selection)
{
  JsonNode *shown = ilx_json_empty_object ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (attributes));
  while (json_object_iter_next (&iter, &name, &value))
    if (is_wanted (selection, name))
      ilx_json_set (shown, name, ilx_sandbox_pick (value, name, selection->fields));
  return shown;
}

static JsonNode *
build_relationship (JsonNode *stored, const char *self_url, const char *name)
{
  g_autofree char *self = g_strdup_printf ("%s/relationships/%s", self_url, name);
  g_autofree char *related = g_strdup_printf ("%s/%s", self_url, name);
  JsonNode *shown = ilx_json_empty_object ();

  if (json_object_has_member (json_node_get_object (stored), "data"))
    ilx_json_set (shown, "data",
                  json_node_copy (json_object_get_member (json_node_get_object (stored), "data")));
  ilx_json_set (
      shown, "links",
      ilx_json_object ("self", ilx_json_string (self), "related", ilx_json_string (related), NULL));
  return shown;
}

static JsonNode *
build_relationships (JsonNode *stored, const char *self_url)
{
  JsonNode *shown = ilx_json_empty_object ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (stored));
  while (json_object_iter_next (&iter, &name, &value))
    ilx_json_set (shown, name, build_relationship (value, self_url, name));
  return shown;
}

static char *
dup_self_url (IlxSandboxCall *call, const IlxSandboxType *type, const char *id)
{
  int length = strchrnul (type->kinds, ' ') - type->kinds;
  g_autofree char *escaped = g_uri_escape_string (id, ":", FALSE);

  return g_strdup_printf ("%s/api/%.*s/%s", ilx_sandbox_state_get_base_url (call->state), length,
                          type->kinds, escaped);
}

/**
 * ilx_sandbox_resource_build:
 * @call: the call, whose query selects fields
 * @object: what to show; its type must be in the table of types
 *
 * Returns: (transfer full): {"type","id","attributes","relationships","links"}
 */
JsonNode *
ilx_sandbox_resource_build (IlxSandboxCall *call, IlxSandboxObject *object)
{
  const char *type_name = ilx_json_get_string_or (object->document, "type", "");
  IlxSandboxSelection selection
      = { ilx_sandbox_klaviyo_find_type (type_name), get_typed_query (call, "fields", type_name),
          get_typed_query (call, "additional-fields", type_name) };
  g_autofree char *self = NULL;
  JsonNode *relationships = ilx_sandbox_object_get_relationships (object);
  JsonNode *resource;

  g_assert (selection.type != NULL);
  self = dup_self_url (call, selection.type, object->id);
  resource = ilx_json_object ("type", ilx_json_string (type_name), "id",
                              ilx_json_string (object->id), NULL);
  /* A type that is but its id has no attributes at all. */
  if (!g_str_equal (selection.type->fields, "id"))
    ilx_json_set (resource, "attributes",
                  build_attributes (ilx_sandbox_object_get_attributes (object), &selection));
  if (json_object_get_size (json_node_get_object (relationships)) > 0)
    ilx_json_set (resource, "relationships", build_relationships (relationships, self));
  ilx_json_set (resource, "links", ilx_json_object ("self", ilx_json_string (self), NULL));
  return resource;
}

static IlxSandboxObject *
find_by_type (IlxSandboxCall *call, const char *type_name, const char *id)
{
  const IlxSandboxType *type = ilx_sandbox_klaviyo_find_type (type_name);
  const char *rest = type != NULL ? type->kinds : "";
  const char *word;
  gsize length;

  while ((word = ilx_sandbox_words_next (&rest, ' ', &length)) != NULL)
    {
      g_autofree char *kind = g_strndup (word, length);
      IlxSandboxObject *object
          = ilx_sandbox_state_find (call->state, ILX_SANDBOX_KLAVIYO, kind, id);

      if (object != NULL)
        return object;
    }
  return NULL;
}

/* Adds the resource that @linkage {"type","id"} names, unless it is there. */
static void
include_one (IlxSandboxCall *call, JsonNode *linkage, GHashTable *seen, JsonNode *included)
{
  IlxSandboxObject *object = find_by_type (call, ilx_json_get_string_or (linkage, "type", ""),
                                           ilx_json_get_string_or (linkage, "id", ""));

  if (object != NULL && g_hash_table_add (seen, object))
    ilx_json_append (included, ilx_sandbox_resource_build (call, object));
}

static void
include_relationship (IlxSandboxCall *call,
                      IlxSandboxObject *object,
                      const char *name,
                      GHashTable *seen,
                      JsonNode *included)
{
  g_autofree char *path = g_strdup_printf ("%s.data", name);
  JsonNode *data = ilx_json_get (ilx_sandbox_object_get_relationships (object), path);

  if (data == NULL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (data))
    include_one (call, data, seen, included);
  for (guint i = 0; i < ilx_json_get_length (data, ""); i++)
    include_one (call, json_array_get_element (json_node_get_array (data), i), seen, included);
}

/**
 * ilx_sandbox_resource_build_included:
 * @call: the call, whose query may have an include
 * @objects: (element-type IlxSandboxObject): the primary data
 *
 * Returns: (transfer full) (nullable): the array for "included"
 */
JsonNode *
ilx_sandbox_resource_build_included (IlxSandboxCall *call, GPtrArray *objects)
{
  const char *include = ilx_sandbox_call_get_query (call, "include");
  g_autoptr (GHashTable) seen = NULL;
  g_auto (GStrv) names = NULL;
  JsonNode *included;

  if (include == NULL)
    return NULL;
  seen = g_hash_table_new (NULL, NULL);
  names = g_strsplit (include, ",", -1);
  included = ilx_json_empty_array ();
  for (guint i = 0; i < objects->len; i++)
    for (guint n = 0; names[n] != NULL; n++)
      include_relationship (call, g_ptr_array_index (objects, i), names[n], seen, included);
  return included;
}
