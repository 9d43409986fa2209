/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-json.h"
#include "ilx-record.h"

G_DEFINE_ABSTRACT_TYPE (IlxRecord, ilx_record, G_TYPE_OBJECT)

static const IlxField *
get_field (IlxRecord *self, guint property_id)
{
  return &ILX_RECORD_GET_CLASS (self)->fields[property_id - 1];
}

static gpointer
get_place (gpointer self, const IlxField *field)
{
  return G_STRUCT_MEMBER_P (self, field->offset);
}

static GHashTable *
new_map (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
copy_map (GHashTable *map)
{
  GHashTable *copy = new_map ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, map);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
  return copy;
}

static void
ilx_record_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  const IlxField *field = get_field (ILX_RECORD (object), property_id);
  gpointer place = get_place (object, field);

  switch (field->type)
    {
    case ILX_FIELD_STRING:
      g_value_set_string (value, *(char **) place);
      break;
    case ILX_FIELD_STRV:
    case ILX_FIELD_MAP:
      g_value_set_boxed (value, *(gpointer *) place);
      break;
    case ILX_FIELD_INT:
    case ILX_FIELD_TIME:
      g_value_set_int64 (value, *(gint64 *) place);
      break;
    case ILX_FIELD_BOOL:
      g_value_set_boolean (value, *(gboolean *) place);
      break;
    case ILX_FIELD_ENUM:
      g_value_set_int (value, *(int *) place);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_same_map (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (b, key), value) != 0)
      return FALSE;
  return TRUE;
}

static void
set_map (gpointer self, const char *name, GHashTable **place, GHashTable *value)
{
  GHashTable *copy = value != NULL ? copy_map (value) : new_map ();

  if (is_same_map (*place, copy))
    {
      g_hash_table_unref (copy);
      return;
    }
  g_hash_table_unref (*place);
  *place = copy;
  g_object_notify (self, name);
}

static void
ilx_record_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  const IlxField *field = get_field (ILX_RECORD (object), property_id);
  gpointer place = get_place (object, field);

  switch (field->type)
    {
    case ILX_FIELD_STRING:
      ilx_record_set_string (object, field->name, place, g_value_get_string (value));
      break;
    case ILX_FIELD_STRV:
      ilx_record_set_strv (object, field->name, place, g_value_get_boxed (value));
      break;
    case ILX_FIELD_MAP:
      set_map (object, field->name, place, g_value_get_boxed (value));
      break;
    case ILX_FIELD_INT:
    case ILX_FIELD_TIME:
      ilx_record_set_int (object, field->name, place, g_value_get_int64 (value));
      break;
    case ILX_FIELD_BOOL:
      ilx_record_set_bool (object, field->name, place, g_value_get_boolean (value));
      break;
    case ILX_FIELD_ENUM:
      ilx_record_set_enum (object, field->name, place, g_value_get_int (value));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
ilx_record_constructed (GObject *object)
{
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const IlxField *field = &klass->fields[i];

      if (field->type == ILX_FIELD_MAP)
        *(GHashTable **) get_place (object, field) = new_map ();
      else if (!ilx_field_is_text (field))
        ilx_record_take_number (object, field, field->initial);
    }
  G_OBJECT_CLASS (ilx_record_parent_class)->constructed (object);
}

static void
ilx_record_finalize (GObject *object)
{
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      gpointer *place = get_place (object, &klass->fields[i]);

      if (klass->fields[i].type == ILX_FIELD_STRING)
        g_free (*place);
      else if (klass->fields[i].type == ILX_FIELD_STRV)
        g_strfreev (*place);
      else if (klass->fields[i].type == ILX_FIELD_MAP)
        g_hash_table_unref (*place);
    }
  G_OBJECT_CLASS (ilx_record_parent_class)->finalize (object);
}

static void
ilx_record_class_init (IlxRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = ilx_record_constructed;
  object_class->finalize = ilx_record_finalize;
}

static void
ilx_record_init (IlxRecord *self)
{
}

static int
count_nicks (const IlxField *field)
{
  int n = 0;

  while (field->nicks[n] != NULL)
    n++;
  return n;
}

static GParamSpec *
new_pspec (const IlxField *field)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  switch (field->type)
    {
    case ILX_FIELD_STRING:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    case ILX_FIELD_STRV:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);
    case ILX_FIELD_MAP:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_HASH_TABLE, flags);
    case ILX_FIELD_INT:
    case ILX_FIELD_TIME:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, field->initial,
                                 flags);
    case ILX_FIELD_BOOL:
      return g_param_spec_boolean (field->name, NULL, NULL, field->initial != 0, flags);
    case ILX_FIELD_ENUM:
      return g_param_spec_int (field->name, NULL, NULL, 0, count_nicks (field) - 1,
                               (int) field->initial, flags);
    default:
      g_assert_not_reached ();
    }
}

/**
 * ilx_record_class_set_fields:
 * @klass: the class of a subclass, in its class_init
 * @fields: (array length=n_fields): its table, static
 * @n_fields: rows of @fields
 *
 * Installs a property for each field.
 */
void
ilx_record_class_set_fields (IlxRecordClass *klass, const IlxField *fields, guint n_fields)
{
  /* GObject gives a subclass everything of its parent but these two. */
  G_OBJECT_CLASS (klass)->get_property = ilx_record_get_property;
  G_OBJECT_CLASS (klass)->set_property = ilx_record_set_property;
  klass->fields = fields;
  klass->n_fields = n_fields;
  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (G_OBJECT_CLASS (klass), i + 1, new_pspec (&fields[i]));
}

/**
 * ilx_record_get_fields:
 * @self: a record
 * @n_fields: (out): rows
 *
 * Returns: (transfer none): the table of its type
 */
const IlxField *
ilx_record_get_fields (IlxRecord *self, guint *n_fields)
{
  g_return_val_if_fail (ILX_IS_RECORD (self), NULL);
  *n_fields = ILX_RECORD_GET_CLASS (self)->n_fields;
  return ILX_RECORD_GET_CLASS (self)->fields;
}

static void
copy_property (gpointer from, gpointer to, const char *name)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (from, name, &value);
  g_object_set_property (to, name, &value);
}

/**
 * ilx_record_copy_fields:
 * @from: a record
 * @to: another of the same type
 * @flags: copies the fields that have one of these flags; %ILX_FIELD_NONE copies all
 */
void
ilx_record_copy_fields (gpointer from, gpointer to, IlxFieldFlags flags)
{
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (from);

  g_return_if_fail (G_OBJECT_TYPE (from) == G_OBJECT_TYPE (to));
  for (guint i = 0; i < klass->n_fields; i++)
    if (flags == ILX_FIELD_NONE || (klass->fields[i].flags & flags) != 0)
      copy_property (from, to, klass->fields[i].name);
}

/**
 * ilx_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): another with the same values, for a thread of its own
 */
gpointer
ilx_record_copy (gpointer record)
{
  gpointer copy = g_object_new (G_OBJECT_TYPE (record), NULL);

  ilx_record_copy_fields (record, copy, ILX_FIELD_NONE);
  return copy;
}

/**
 * ilx_record_is_equal:
 * @a: a record
 * @b: another
 *
 * Returns: whether both are of one type and all their fields agree
 */
gboolean
ilx_record_is_equal (gpointer a, gpointer b)
{
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (a);

  if (G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return FALSE;
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const IlxField *field = &klass->fields[i];
      g_autofree char *text_a = ilx_record_dup_text (a, field);
      g_autofree char *text_b = ilx_record_dup_text (b, field);

      if (g_strcmp0 (text_a, text_b) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * ilx_record_set_string:
 * @self: a record
 * @name: of the property
 * @place: where its value is in @self
 * @value: (nullable): the new value, copied
 *
 * Compares, assigns, notifies: for the accessors that the macros define.
 */
void
ilx_record_set_string (gpointer self, const char *name, char **place, const char *value)
{
  char *copy;

  g_return_if_fail (ILX_IS_RECORD (self));
  if (g_strcmp0 (*place, value) == 0)
    return;
  copy = g_strdup (value);
  g_free (*place);
  *place = copy;
  g_object_notify (self, name);
}

static gboolean
is_same_strv (const char *const *a, const char *const *b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? a : none, b != NULL ? b : none);
}

/**
 * ilx_record_set_strv:
 * @self: a record
 * @name: of the property
 * @place: where its value is in @self
 * @value: (nullable) (array zero-terminated=1): the new value, copied
 *
 * Compares, assigns, notifies: for the accessors that the macros define.
 */
void
ilx_record_set_strv (gpointer self, const char *name, GStrv *place, const char *const *value)
{
  GStrv copy;

  g_return_if_fail (ILX_IS_RECORD (self));
  if (is_same_strv ((const char *const *) *place, value))
    return;
  copy = value != NULL && *value != NULL ? g_strdupv ((GStrv) value) : NULL;
  g_strfreev (*place);
  *place = copy;
  g_object_notify (self, name);
}

/**
 * ilx_record_set_int:
 * @self: a record
 * @name: of the property
 * @place: where its value is in @self
 * @value: the new value
 *
 * Compares, assigns, notifies: for the accessors that the macros define.
 */
void
ilx_record_set_int (gpointer self, const char *name, gint64 *place, gint64 value)
{
  g_return_if_fail (ILX_IS_RECORD (self));
  if (*place == value)
    return;
  *place = value;
  g_object_notify (self, name);
}

/**
 * ilx_record_set_bool:
 * @self: a record
 * @name: of the property
 * @place: where its value is in @self
 * @value: the new value
 *
 * Compares, assigns, notifies: for the accessors that the macros define.
 */
void
ilx_record_set_bool (gpointer self, const char *name, gboolean *place, gboolean value)
{
  g_return_if_fail (ILX_IS_RECORD (self));
  if (*place == !!value)
    return;
  *place = !!value;
  g_object_notify (self, name);
}

/**
 * ilx_record_set_enum:
 * @self: a record
 * @name: of the property
 * @place: where its value is in @self
 * @value: the new value
 *
 * Compares, assigns, notifies: for the accessors that the macros define.
 */
void
ilx_record_set_enum (gpointer self, const char *name, int *place, int value)
{
  g_return_if_fail (ILX_IS_RECORD (self));
  if (*place == value)
    return;
  *place = value;
  g_object_notify (self, name);
}

/**
 * ilx_field_is_text:
 * @field: a field
 *
 * Returns: whether its value is kept as text (strings, lists, maps) rather than as a number
 */
gboolean
ilx_field_is_text (const IlxField *field)
{
  return field->type == ILX_FIELD_STRING || field->type == ILX_FIELD_STRV
         || field->type == ILX_FIELD_MAP;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static JsonNode *
map_to_json (GHashTable *map)
{
  JsonNode *object = ilx_json_empty_object ();
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (map), compare_keys);

  for (GList *key = keys; key != NULL; key = key->next)
    ilx_json_set (object, key->data, ilx_json_string (g_hash_table_lookup (map, key->data)));
  return object;
}

static JsonNode *
field_to_json (gpointer self, const IlxField *field)
{
  gpointer place = get_place (self, field);

  switch (field->type)
    {
    case ILX_FIELD_STRING:
      return ilx_json_string (*(char **) place);
    case ILX_FIELD_STRV:
      return ilx_json_strv (*(const char *const **) place);
    case ILX_FIELD_MAP:
      return map_to_json (*(GHashTable **) place);
    case ILX_FIELD_INT:
      return ilx_json_int (*(gint64 *) place);
    case ILX_FIELD_TIME:
      return ilx_json_time (*(gint64 *) place);
    case ILX_FIELD_BOOL:
      return ilx_json_bool (*(gboolean *) place);
    case ILX_FIELD_ENUM:
      return ilx_json_string (field->nicks[*(int *) place]);
    default:
      g_assert_not_reached ();
    }
}

/**
 * ilx_record_to_json:
 * @record: a record
 *
 * Returns: (transfer full): an object with a member for each field, named as its property with
 *   underscores; dates as ISO 8601, enums by nick
 */
JsonNode *
ilx_record_to_json (gpointer record)
{
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (record);
  JsonNode *object = ilx_json_empty_object ();

  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (klass->fields[i].name), "-", '_');

      ilx_json_set (object, name, field_to_json (record, &klass->fields[i]));
    }
  return object;
}

/**
 * ilx_record_dup_text:
 * @self: a record
 * @field: one of its fields
 *
 * Returns: (transfer full) (nullable): its value as text: strings as they are, lists and maps as
 *   JSON, numbers in decimal
 */
char *
ilx_record_dup_text (gpointer self, const IlxField *field)
{
  g_autoptr (JsonNode) node = NULL;

  if (field->type == ILX_FIELD_STRING)
    return g_strdup (*(char **) get_place (self, field));
  if (!ilx_field_is_text (field))
    return g_strdup_printf ("%" G_GINT64_FORMAT, ilx_record_get_number (self, field));
  node = field_to_json (self, field);
  return ilx_json_to_text (node, FALSE);
}

/**
 * ilx_record_get_number:
 * @self: a record
 * @field: one of its fields that is not text
 *
 * Returns: its value
 */
gint64
ilx_record_get_number (gpointer self, const IlxField *field)
{
  gpointer place = get_place (self, field);

  if (field->type == ILX_FIELD_BOOL)
    return *(gboolean *) place;
  if (field->type == ILX_FIELD_ENUM)
    return *(int *) place;
  return *(gint64 *) place;
}

static void
take_map (GHashTable *map, const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? ilx_json_parse_text (text, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_hash_table_remove_all (map);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    g_hash_table_insert (map, g_strdup (name), g_strdup (ilx_json_get_string_or (value, "", "")));
}

/**
 * ilx_record_take_text:
 * @self: a record that nobody watches yet
 * @field: one of its fields that is text
 * @text: (nullable): what ilx_record_dup_text() gave
 *
 * Fills a field without notifying, for a record that is being read from the store.
 */
void
ilx_record_take_text (gpointer self, const IlxField *field, const char *text)
{
  gpointer place = get_place (self, field);
  g_autoptr (JsonNode) node = NULL;

  if (field->type == ILX_FIELD_MAP)
    {
      take_map (*(GHashTable **) place, text);
      return;
    }
  if (field->type == ILX_FIELD_STRING)
    {
      g_free (*(char **) place);
      *(char **) place = g_strdup (text);
      return;
    }
  node = text != NULL ? ilx_json_parse_text (text, NULL) : NULL;
  g_strfreev (*(GStrv *) place);
  *(GStrv *) place = ilx_json_get_length (node, "") > 0 ? ilx_json_dup_strv (node, "") : NULL;
}

/**
 * ilx_record_take_number:
 * @self: a record that nobody watches yet
 * @field: one of its fields that is not text
 * @number: its value; of an enum, one that nobody knows becomes the initial one
 *
 * Fills a field without notifying.
 */
void
ilx_record_take_number (gpointer self, const IlxField *field, gint64 number)
{
  gpointer place = get_place (self, field);

  if (field->type == ILX_FIELD_BOOL)
    *(gboolean *) place = number != 0;
  else if (field->type == ILX_FIELD_ENUM)
    *(int *) place = (int) (number >= 0 && number < count_nicks (field) ? number : field->initial);
  else
    *(gint64 *) place = number;
}
