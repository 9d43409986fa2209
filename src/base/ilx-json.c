/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "ilx-error.h"
#include "ilx-json-strict.h"
#include "ilx-json.h"
#include "ilx-time.h"

static void
set_bad_reply (GError **error, const char *path, const char *expected)
{
  ilx_set_error (error, ILX_ERROR_BAD_REPLY, "“%s”: expected %s", path, expected);
}

static JsonNode *
parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  g_autofree char *strict = ilx_json_dup_strict (text, length);

  if (strict == NULL)
    {
      ilx_set_error (error, ILX_ERROR_BAD_REPLY, "The text is not JSON");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, strict, (gssize) length, &local)
      || json_parser_get_root (parser) == NULL)
    {
      ilx_set_error (error, ILX_ERROR_BAD_REPLY, "The text is not JSON");
      if (error != NULL && local != NULL)
        ilx_error_set_detail (*error, local->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * ilx_json_parse:
 * @bytes: foreign bytes
 * @error: %ILX_ERROR_BAD_REPLY when they are not JSON in UTF-8
 *
 * Returns: (transfer full): the root, immutable
 */
JsonNode *
ilx_json_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return parse (text != NULL ? text : "", length, error);
}

/**
 * ilx_json_parse_text:
 * @text: JSON
 * @error: %ILX_ERROR_BAD_REPLY when it is not
 *
 * Returns: (transfer full): the root, immutable
 */
JsonNode *
ilx_json_parse_text (const char *text, GError **error)
{
  return parse (text, strlen (text), error);
}

/* Takes "[12]" from the start of *path. */
static gboolean
take_index (const char **path, guint *index)
{
  char *end = NULL;
  guint64 value;

  if (**path != '[' || !g_ascii_isdigit ((*path)[1]))
    return FALSE;
  value = g_ascii_strtoull (*path + 1, &end, 10);
  if (*end != ']' || value > G_MAXUINT)
    return FALSE;
  *index = (guint) value;
  *path = end + 1;
  return TRUE;
}

static JsonNode *
get_element (JsonNode *node, guint index)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  return index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;
}

static JsonNode *
get_member (JsonNode *node, const char **path)
{
  gsize length = strcspn (*path, ".[");
  g_autofree char *name = g_strndup (*path, length);

  *path += length;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_get_member (json_node_get_object (node), name);
}

/**
 * ilx_json_get:
 * @node: (nullable): where to start
 * @path: members joined by dots, `[n]` for elements; "" is @node itself
 *
 * Returns: (transfer none) (nullable): what is there; NULL if nothing is, or a JSON null
 */
JsonNode *
ilx_json_get (JsonNode *node, const char *path)
{
  while (node != NULL && *path != '\0')
    {
      guint index;

      if (*path == '.')
        path++;
      node = take_index (&path, &index) ? get_element (node, index) : get_member (node, &path);
    }
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

/**
 * ilx_json_get_string:
 * @node: (nullable): where to start
 * @path: where the string is
 * @error: %ILX_ERROR_BAD_REPLY with the path when there is no string
 *
 * Returns: (transfer none) (nullable): the string
 */
const char *
ilx_json_get_string (JsonNode *node, const char *path, GError **error)
{
  const char *text = ilx_json_get_string_or (node, path, NULL);

  if (text == NULL)
    set_bad_reply (error, path, "a string");
  return text;
}

static GType
get_value_type (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return G_TYPE_INVALID;
  return json_node_get_value_type (node);
}

/**
 * ilx_json_get_string_or:
 * @node: (nullable): where to start
 * @path: where the string is
 * @fallback: (nullable): for null, absent, or not a string
 *
 * Returns: (transfer none) (nullable): the string
 */
const char *
ilx_json_get_string_or (JsonNode *node, const char *path, const char *fallback)
{
  JsonNode *found = ilx_json_get (node, path);

  return get_value_type (found) == G_TYPE_STRING ? json_node_get_string (found) : fallback;
}

/**
 * ilx_json_get_int_or:
 * @node: (nullable): where to start
 * @path: where the number is
 * @fallback: for null, absent, or not a number
 *
 * Takes integers, doubles and numbers in strings, since platforms send all three.
 *
 * Returns: the number
 */
gint64
ilx_json_get_int_or (JsonNode *node, const char *path, gint64 fallback)
{
  JsonNode *found = ilx_json_get (node, path);
  GType type = get_value_type (found);

  gint64 exact;

  if (type == G_TYPE_INT64)
    return json_node_get_int (found);
  if (type == G_TYPE_STRING
      && g_ascii_string_to_signed (json_node_get_string (found), 10, G_MININT64, G_MAXINT64, &exact,
                                   NULL))
    return exact;
  if (type == G_TYPE_DOUBLE || type == G_TYPE_STRING)
    {
      double number = ilx_json_get_double_or (found, "", NAN);

      /* Outside of this range a double can't be cast. */
      return number > -9.0e18 && number < 9.0e18 ? (gint64) number : fallback;
    }
  return fallback;
}

/**
 * ilx_json_get_double_or:
 * @node: (nullable): where to start
 * @path: where the number is
 * @fallback: for null, absent, or not a finite number
 *
 * Returns: the number
 */
double
ilx_json_get_double_or (JsonNode *node, const char *path, double fallback)
{
  JsonNode *found = ilx_json_get (node, path);
  GType type = get_value_type (found);
  const char *text;
  char *end = NULL;
  double number;

  if (type == G_TYPE_DOUBLE || type == G_TYPE_INT64)
    {
      number = json_node_get_double (found);
      return isfinite (number) ? number : fallback;
    }
  if (type != G_TYPE_STRING)
    return fallback;
  text = json_node_get_string (found);
  number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (number) ? number : fallback;
}

/**
 * ilx_json_get_bool_or:
 * @node: (nullable): where to start
 * @path: where the boolean is
 * @fallback: for null, absent, or not a boolean
 *
 * Returns: the boolean
 */
gboolean
ilx_json_get_bool_or (JsonNode *node, const char *path, gboolean fallback)
{
  JsonNode *found = ilx_json_get (node, path);

  return get_value_type (found) == G_TYPE_BOOLEAN ? json_node_get_boolean (found) : fallback;
}

/**
 * ilx_json_get_time_or:
 * @node: (nullable): where to start
 * @path: where the date is, ISO 8601 in a string
 * @fallback: for null, absent, or not a date
 *
 * Returns: microseconds since the epoch
 */
gint64
ilx_json_get_time_or (JsonNode *node, const char *path, gint64 fallback)
{
  const char *text = ilx_json_get_string_or (node, path, NULL);
  gint64 time;

  return text != NULL && ilx_time_parse (text, &time) ? time : fallback;
}

/**
 * ilx_json_get_array:
 * @node: (nullable): where to start
 * @path: where the array is
 * @error: %ILX_ERROR_BAD_REPLY with the path when there is no array
 *
 * Returns: (transfer none) (nullable): the array
 */
JsonArray *
ilx_json_get_array (JsonNode *node, const char *path, GError **error)
{
  JsonNode *found = ilx_json_get (node, path);

  if (found != NULL && JSON_NODE_HOLDS_ARRAY (found))
    return json_node_get_array (found);
  set_bad_reply (error, path, "an array");
  return NULL;
}

/**
 * ilx_json_get_length:
 * @node: (nullable): where to start
 * @path: where the array is
 *
 * Returns: how many elements it has; 0 if there is no array
 */
guint
ilx_json_get_length (JsonNode *node, const char *path)
{
  JsonArray *array = ilx_json_get_array (node, path, NULL);

  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * ilx_json_dup_strv:
 * @node: (nullable): where to start
 * @path: where the array is
 *
 * Returns: (transfer full): its strings, without what is none; empty if there is no array
 */
GStrv
ilx_json_dup_strv (JsonNode *node, const char *path)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = ilx_json_get_array (node, path, NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = ilx_json_get_string_or (json_array_get_element (array, i), "", NULL);

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * ilx_json_string:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full): a string, or null for NULL
 */
JsonNode *
ilx_json_string (const char *text)
{
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : ilx_json_null ();
}

JsonNode *
ilx_json_int (gint64 number)
{
  return json_node_init_int (json_node_alloc (), number);
}

JsonNode *
ilx_json_double (double number)
{
  return json_node_init_double (json_node_alloc (), number);
}

JsonNode *
ilx_json_bool (gboolean value)
{
  return json_node_init_boolean (json_node_alloc (), value);
}

JsonNode *
ilx_json_null (void)
{
  return json_node_init_null (json_node_alloc ());
}

/**
 * ilx_json_time:
 * @time: microseconds since the epoch, or 0 for none
 *
 * Returns: (transfer full): the date as ISO 8601 in UTC, or null
 */
JsonNode *
ilx_json_time (gint64 time)
{
  g_autofree char *text = time != 0 ? ilx_time_format (time) : NULL;

  return ilx_json_string (text);
}

/**
 * ilx_json_strv:
 * @strings: (nullable) (array zero-terminated=1): UTF-8
 *
 * Returns: (transfer full): an array of strings, empty for NULL
 */
JsonNode *
ilx_json_strv (const char *const *strings)
{
  JsonNode *array = ilx_json_empty_array ();

  for (; strings != NULL && *strings != NULL; strings++)
    ilx_json_append (array, ilx_json_string (*strings));
  return array;
}

/**
 * ilx_json_empty_object:
 *
 * Returns: (transfer full): an object without members, to be filled by ilx_json_set()
 */
JsonNode *
ilx_json_empty_object (void)
{
  JsonNode *object = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (object, json_object_new ());
  return object;
}

/**
 * ilx_json_empty_array:
 *
 * Returns: (transfer full): an array without elements, to be filled by ilx_json_append()
 */
JsonNode *
ilx_json_empty_array (void)
{
  JsonNode *array = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (array, json_array_new ());
  return array;
}

/**
 * ilx_json_object:
 * @first_name: the name of the first member
 * @...: its value (transfer full), then further names and values, then NULL
 *
 * Returns: (transfer full): an object
 */
JsonNode *
ilx_json_object (const char *first_name, ...)
{
  JsonNode *object = ilx_json_empty_object ();
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    ilx_json_set (object, name, va_arg (args, JsonNode *));
  va_end (args);
  return object;
}

/**
 * ilx_json_array:
 * @first: (transfer full): the first element
 * @...: further elements (transfer full), then NULL
 *
 * Returns: (transfer full): an array
 */
JsonNode *
ilx_json_array (JsonNode *first, ...)
{
  JsonNode *array = ilx_json_empty_array ();
  va_list args;

  va_start (args, first);
  for (JsonNode *element = first; element != NULL; element = va_arg (args, JsonNode *))
    ilx_json_append (array, element);
  va_end (args);
  return array;
}

/**
 * ilx_json_set:
 * @object: an object
 * @name: the member
 * @value: (transfer full): its value
 */
void
ilx_json_set (JsonNode *object, const char *name, JsonNode *value)
{
  json_object_set_member (json_node_get_object (object), name, value);
}

/**
 * ilx_json_append:
 * @array: an array
 * @value: (transfer full): its new last element
 */
void
ilx_json_append (JsonNode *array, JsonNode *value)
{
  json_array_add_element (json_node_get_array (array), value);
}

/**
 * ilx_json_to_text:
 * @node: any node
 * @is_pretty: %TRUE for people, %FALSE for the wire
 *
 * Returns: (transfer full): its text in UTF-8
 */
char *
ilx_json_to_text (JsonNode *node, gboolean is_pretty)
{
  return json_to_string (node, is_pretty);
}
