/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-pick.h"

#include "ilx-json.h"
#include "ilx-sandbox-words.h"

typedef JsonNode *(*Pick) (JsonNode *node, const char *path, const char *names);

static char *
dup_below (const char *path, const char *name)
{
  return *path == '\0' ? g_strdup (name) : g_strdup_printf ("%s.%s", path, name);
}

static JsonNode *
pick_elements (JsonNode *node, const char *path, const char *names, Pick pick)
{
  JsonNode *array = ilx_json_empty_array ();
  JsonArray *from = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (from); i++)
    ilx_json_append (array, pick (json_array_get_element (from, i), path, names));
  return array;
}

/* Members whose path is named or has something named below it when @is_named, all others when not.
 */
static JsonNode *
pick_members (JsonNode *node, const char *path, const char *names, gboolean is_named, Pick pick)
{
  JsonNode *part = ilx_json_empty_object ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *below = dup_below (path, name);

      if (ilx_sandbox_words_name (names, below, is_named) == is_named)
        ilx_json_set (part, name, pick (value, below, names));
    }
  return part;
}

/**
 * ilx_sandbox_pick:
 * @node: any JSON
 * @path: where it stands, "" for the root
 * @names: (nullable): the paths wanted, between commas
 *
 * Returns: (transfer full): those parts of it
 */
JsonNode *
ilx_sandbox_pick (JsonNode *node, const char *path, const char *names)
{
  if (names == NULL || (*path != '\0' && ilx_sandbox_words_name (names, path, FALSE)))
    return json_node_copy (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return pick_elements (node, path, names, ilx_sandbox_pick);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return pick_members (node, path, names, TRUE, ilx_sandbox_pick);
  return json_node_copy (node);
}

/**
 * ilx_sandbox_pick_others:
 * @node: any JSON
 * @path: where it stands, "" for the root
 * @names: (nullable): the paths not wanted, between commas
 *
 * Returns: (transfer full): the other parts of it
 */
JsonNode *
ilx_sandbox_pick_others (JsonNode *node, const char *path, const char *names)
{
  if (names != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return pick_elements (node, path, names, ilx_sandbox_pick_others);
  if (names != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return pick_members (node, path, names, FALSE, ilx_sandbox_pick_others);
  return json_node_copy (node);
}
