/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract of every record type, in one loop over all of them: it can be made, its properties
 * have their defaults, the same value notifies nobody and another one once, copies are equal and
 * apart, what is written is read again, and it finalizes. */
#include "config.h"

#include <string.h>

#include "ilx-audience.h"
#include "ilx-brand.h"
#include "ilx-campaign.h"
#include "ilx-connection.h"
#include "ilx-json.h"
#include "ilx-operation-step.h"
#include "ilx-operation.h"
#include "ilx-record.h"

static GType
get_type (guint index)
{
  const GType types[] = { ILX_TYPE_AUDIENCE,   ILX_TYPE_BRAND,     ILX_TYPE_CAMPAIGN,
                          ILX_TYPE_CONNECTION, ILX_TYPE_OPERATION, ILX_TYPE_OPERATION_STEP };

  return index < G_N_ELEMENTS (types) ? types[index] : G_TYPE_INVALID;
}

typedef void (*FieldCheck) (IlxRecord *record, const IlxField *field);

/* Each field of each type, on a record of its own. */
static void
foreach_field (FieldCheck check)
{
  for (guint i = 0; get_type (i) != G_TYPE_INVALID; i++)
    {
      guint n_fields;
      g_autoptr (IlxRecord) first = g_object_new (get_type (i), NULL);
      const IlxField *fields = ilx_record_get_fields (first, &n_fields);

      for (guint j = 0; j < n_fields; j++)
        {
          g_autoptr (IlxRecord) record = g_object_new (get_type (i), NULL);

          g_test_message ("%s:%s", g_type_name (get_type (i)), fields[j].name);
          check (record, &fields[j]);
        }
    }
}

static GHashTable *
new_map (const char *value)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (map, g_strdup ("campaign"), g_strdup (value));
  g_hash_table_insert (map, g_strdup ("template"), g_strdup ("RipRmi \"ä\""));
  return map;
}

/* A value that is not the default; @variant tells two of them apart. */
static void
set_sample (GValue *value, const IlxField *field, guint variant)
{
  const char *strings[] = { "one", "two \"ä\",\n[]", NULL };
  g_autofree char *text = g_strdup_printf ("text %u \"ä\"\n\\", variant);

  if (variant == 1)
    strings[1] = NULL;
  switch (field->type)
    {
    case ILX_FIELD_STRING:
      g_value_init (value, G_TYPE_STRING);
      g_value_set_string (value, text);
      break;
    case ILX_FIELD_STRV:
      g_value_init (value, G_TYPE_STRV);
      g_value_set_boxed (value, strings);
      break;
    case ILX_FIELD_MAP:
      g_value_init (value, G_TYPE_HASH_TABLE);
      g_value_take_boxed (value, new_map (text));
      break;
    case ILX_FIELD_INT:
    case ILX_FIELD_TIME:
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, (1795339805 + (gint64) variant) * G_USEC_PER_SEC);
      break;
    case ILX_FIELD_BOOL:
      g_value_init (value, G_TYPE_BOOLEAN);
      g_value_set_boolean (value, field->initial == 0);
      break;
    case ILX_FIELD_ENUM:
      g_value_init (value, G_TYPE_INT);
      g_value_set_int (value, 1 + (int) variant);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
set_field (IlxRecord *record, const IlxField *field, guint variant)
{
  g_auto (GValue) value = G_VALUE_INIT;

  set_sample (&value, field, variant);
  g_object_set_property (G_OBJECT (record), field->name, &value);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
check_default (IlxRecord *record, const IlxField *field)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (record), field->name);
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (pspec);
  g_assert_true ((pspec->flags & G_PARAM_READWRITE) == G_PARAM_READWRITE);
  g_assert_true ((pspec->flags & G_PARAM_EXPLICIT_NOTIFY) != 0);
  g_object_get_property (G_OBJECT (record), field->name, &value);
  if (field->type == ILX_FIELD_MAP)
    g_assert_cmpuint (g_hash_table_size (g_value_get_boxed (&value)), ==, 0);
  else
    g_assert_true (g_param_value_defaults (pspec, &value));
}

static void
test_defaults (void)
{
  foreach_field (check_default);
}

static void
check_notifies (IlxRecord *record, const IlxField *field)
{
  g_autofree char *signal = g_strconcat ("notify::", field->name, NULL);
  gboolean has_third = field->type != ILX_FIELD_BOOL;
  guint n_own = 0, n_any = 0;

  g_signal_connect (record, signal, G_CALLBACK (count_cb), &n_own);
  g_signal_connect (record, "notify", G_CALLBACK (count_cb), &n_any);
  set_field (record, field, 0);
  g_assert_cmpuint (n_own, ==, 1);
  set_field (record, field, 0);
  g_assert_cmpuint (n_own, ==, 1);
  if (has_third)
    set_field (record, field, 1);
  g_assert_cmpuint (n_own, ==, has_third ? 2 : 1);
  g_assert_cmpuint (n_any, ==, n_own);
}

static void
test_notifies (void)
{
  foreach_field (check_notifies);
}

/* Setting the default on a new record changes nothing. */
static void
check_default_notifies_nobody (IlxRecord *record, const IlxField *field)
{
  g_auto (GValue) value = G_VALUE_INIT;
  guint n_any = 0;

  g_signal_connect (record, "notify", G_CALLBACK (count_cb), &n_any);
  g_object_get_property (G_OBJECT (record), field->name, &value);
  g_object_set_property (G_OBJECT (record), field->name, &value);
  g_assert_cmpuint (n_any, ==, 0);
}

static void
test_default_notifies_nobody (void)
{
  foreach_field (check_default_notifies_nobody);
}

/* One field makes a difference, a copy has it, and changing the original leaves the copy. */
static void
check_copy (IlxRecord *record, const IlxField *field)
{
  g_autoptr (IlxRecord) plain = g_object_new (G_OBJECT_TYPE (record), NULL);
  g_autoptr (IlxRecord) copy = NULL;

  g_assert_true (ilx_record_is_equal (record, plain));
  set_field (record, field, 0);
  g_assert_false (ilx_record_is_equal (record, plain));
  g_assert_false (ilx_record_is_equal (plain, record));
  copy = ilx_record_copy (record);
  g_assert_true (G_OBJECT_TYPE (copy) == G_OBJECT_TYPE (record));
  g_assert_true (ilx_record_is_equal (copy, record));
  ilx_record_copy_fields (plain, record, ILX_FIELD_NONE);
  g_assert_true (ilx_record_is_equal (record, plain));
  g_assert_false (ilx_record_is_equal (copy, plain));
}

static void
test_copies (void)
{
  foreach_field (check_copy);
}

static void
check_flags (IlxRecord *record, const IlxField *field)
{
  static const IlxFieldFlags all[] = { ILX_FIELD_KEY, ILX_FIELD_LARGE, ILX_FIELD_DELIVERY };

  set_field (record, field, 0);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (IlxRecord) other = g_object_new (G_OBJECT_TYPE (record), NULL);

      ilx_record_copy_fields (record, other, all[i]);
      g_assert_cmpint (ilx_record_is_equal (record, other), ==, (field->flags & all[i]) != 0);
    }
}

static void
test_copies_by_flag (void)
{
  foreach_field (check_flags);
}

/* As the store does: each field as text or number, and back. */
static void
check_stored (IlxRecord *record, const IlxField *field)
{
  for (guint variant = 0; variant < 2; variant++)
    {
      g_autoptr (IlxRecord) read = g_object_new (G_OBJECT_TYPE (record), NULL);
      guint n_notified = 0;

      g_signal_connect (read, "notify", G_CALLBACK (count_cb), &n_notified);
      if (variant == 1)
        set_field (record, field, 0);
      if (ilx_field_is_text (field))
        {
          g_autofree char *text = ilx_record_dup_text (record, field);

          ilx_record_take_text (read, field, text);
        }
      else
        ilx_record_take_number (read, field, ilx_record_get_number (record, field));
      g_assert_true (ilx_record_is_equal (record, read));
      g_assert_cmpuint (n_notified, ==, 0);
    }
}

static void
test_stored (void)
{
  foreach_field (check_stored);
}

/* A damaged or newer database: what can't be is as if it were not there. */
static void
check_nonsense (IlxRecord *record, const IlxField *field)
{
  static const char *const texts[] = { NULL, "", "{", "null", "7", "\"x\"", "[1,{},null]" };
  static const gint64 numbers[] = { -1, 8, 1000, G_MAXINT, G_MAXINT64, G_MININT64 };
  g_autoptr (IlxRecord) plain = g_object_new (G_OBJECT_TYPE (record), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (field->type == ILX_FIELD_STRV || field->type == ILX_FIELD_MAP)
      {
        ilx_record_take_text (record, field, texts[i]);
        g_assert_true (ilx_record_is_equal (record, plain));
      }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (field->type == ILX_FIELD_ENUM)
      {
        g_autoptr (JsonNode) json = NULL;

        ilx_record_take_number (record, field, numbers[i]);
        g_assert_true (ilx_record_is_equal (record, plain));
        json = ilx_record_to_json (record);
        g_assert_nonnull (json);
      }
}

static void
test_nonsense (void)
{
  foreach_field (check_nonsense);
}

/* The property of an enum can't hold what has no name. */
static void
check_enum (IlxRecord *record, const IlxField *field)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (record), field->name);
  g_autoptr (GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  if (field->type != ILX_FIELD_ENUM)
    return;
  for (; field->nicks[n] != NULL; n++)
    {
      g_assert_cmpuint (strspn (field->nicks[n], "abcdefghijklmnopqrstuvwxyz-"), ==,
                        strlen (field->nicks[n]));
      g_assert_true (g_hash_table_add (nicks, (gpointer) field->nicks[n]));
    }
  g_assert_cmpint (G_PARAM_SPEC_INT (pspec)->minimum, ==, 0);
  g_assert_cmpint (G_PARAM_SPEC_INT (pspec)->maximum, ==, (int) n - 1);
}

static void
test_enums (void)
{
  foreach_field (check_enum);
}

static void
check_json (IlxRecord *record, const IlxField *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "-", '_');
  g_autoptr (JsonNode) before = ilx_record_to_json (record);
  g_autoptr (JsonNode) after = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) again = NULL;

  set_field (record, field, 0);
  after = ilx_record_to_json (record);
  g_assert_true (json_object_has_member (json_node_get_object (before), name));
  g_assert_false (json_node_equal (before, after));
  text = ilx_json_to_text (after, FALSE);
  again = ilx_json_parse_text (text, NULL);
  g_assert_true (json_node_equal (after, again));
  if (field->type == ILX_FIELD_TIME)
    g_assert_cmpstr (ilx_json_get_string_or (after, name, NULL), ==, "2026-11-22T09:30:05Z");
  if (field->type == ILX_FIELD_TIME)
    g_assert_null (ilx_json_get (before, name));
  if (field->type == ILX_FIELD_ENUM)
    g_assert_cmpstr (ilx_json_get_string_or (after, name, NULL), ==, field->nicks[1]);
}

static void
test_json (void)
{
  foreach_field (check_json);
}

static void
check_finalizes (IlxRecord *record, const IlxField *field)
{
  IlxRecord *other = ilx_record_copy (record);
  gpointer weak = other;

  g_object_add_weak_pointer (G_OBJECT (other), &weak);
  set_field (other, field, 0);
  set_field (other, field, 1);
  g_object_unref (other);
  g_assert_null (weak);
}

static void
test_finalizes (void)
{
  foreach_field (check_finalizes);
}

/* Every type has one table of its own, without two rows of a name or a place. */
static void
test_tables (void)
{
  for (guint i = 0; get_type (i) != G_TYPE_INVALID; i++)
    {
      g_autoptr (IlxRecord) record = g_object_new (get_type (i), NULL);
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
      guint n_fields;
      const IlxField *fields = ilx_record_get_fields (record, &n_fields);

      for (guint j = 0; j < n_fields; j++)
        {
          g_assert_true (g_hash_table_add (names, (gpointer) fields[j].name));
          g_assert_true (g_hash_table_add (places, GSIZE_TO_POINTER (fields[j].offset)));
          g_assert_null (strchr (fields[j].name, '_'));
        }
    }
}

static void
test_types_differ (void)
{
  g_autoptr (IlxBrand) brand = ilx_brand_new ();
  g_autoptr (IlxAudience) audience = ilx_audience_new ();

  g_assert_false (ilx_record_is_equal (brand, audience));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/record/defaults", test_defaults);
  g_test_add_func ("/model/record/notifies", test_notifies);
  g_test_add_func ("/model/record/default-notifies-nobody", test_default_notifies_nobody);
  g_test_add_func ("/model/record/copies", test_copies);
  g_test_add_func ("/model/record/copies-by-flag", test_copies_by_flag);
  g_test_add_func ("/model/record/stored", test_stored);
  g_test_add_func ("/model/record/nonsense", test_nonsense);
  g_test_add_func ("/model/record/enums", test_enums);
  g_test_add_func ("/model/record/json", test_json);
  g_test_add_func ("/model/record/finalizes", test_finalizes);
  g_test_add_func ("/model/record/tables", test_tables);
  g_test_add_func ("/model/record/types-differ", test_types_differ);
  return g_test_run ();
}
