/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as rows, by their field tables: a new field is a row there and a column in a migration,
 * and nothing here. */
#include "config.h"

#include "ilx-db.h"

typedef gboolean (*FieldFilter) (const IlxField *field, IlxFieldFlags flags);

static gboolean
is_column (const IlxField *field, IlxFieldFlags flags)
{
  return (field->flags & ILX_FIELD_LARGE) == 0;
}

static gboolean
is_key (const IlxField *field, IlxFieldFlags flags)
{
  return (field->flags & ILX_FIELD_KEY) != 0;
}

static gboolean
is_value (const IlxField *field, IlxFieldFlags flags)
{
  return is_column (field, flags) && !is_key (field, flags);
}

static gboolean
has_flags (const IlxField *field, IlxFieldFlags flags)
{
  return is_value (field, flags)
         && (flags == ILX_FIELD_NONE ? field->flags == ILX_FIELD_NONE
                                     : (field->flags & flags) != 0);
}

/* In a pattern $ is the column, and # its place in the table of fields from 1, which is its number
 * as a bound value too. */
static void
append_pattern (GString *sql, const char *pattern, const char *column, guint number)
{
  for (; *pattern != '\0'; pattern++)
    if (*pattern == '$')
      g_string_append (sql, column);
    else if (*pattern == '#')
      g_string_append_printf (sql, "%u", number);
    else
      g_string_append_c (sql, *pattern);
}

static guint
append_columns (GString *sql,
                IlxRecordClass *klass,
                FieldFilter filter,
                IlxFieldFlags flags,
                const char *pattern,
                const char *separator)
{
  guint n = 0;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_autofree char *column = NULL;

      if (!filter (&klass->fields[i], flags))
        continue;
      column = g_strdelimit (g_strdup (klass->fields[i].name), "-", '_');
      if (n++ > 0)
        g_string_append (sql, separator);
      append_pattern (sql, pattern, column, i + 1);
    }
  return n;
}

static void
bind_fields (IlxStmt *stmt, gpointer record, FieldFilter filter, IlxFieldFlags flags)
{
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const IlxField *field = &klass->fields[i];

      if (!filter (field, flags))
        continue;
      if (ilx_field_is_text (field))
        {
          g_autofree char *text = ilx_record_dup_text (record, field);

          ilx_stmt_bind_text (stmt, (int) i + 1, text);
        }
      else
        ilx_stmt_bind_int (stmt, (int) i + 1, ilx_record_get_number (record, field));
    }
}

/**
 * ilx_db_dup_columns:
 * @record_type: a type of record
 * @prefix: (nullable): the table's alias
 *
 * Returns: (transfer full): its columns for a SELECT, "c.id, c.name", without large ones
 */
char *
ilx_db_dup_columns (GType record_type, const char *prefix)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (record_type);
  g_autofree char *pattern = prefix != NULL ? g_strconcat (prefix, ".$", NULL) : g_strdup ("$");
  GString *sql = g_string_new (NULL);

  append_columns (sql, (IlxRecordClass *) klass, is_column, ILX_FIELD_NONE, pattern, ", ");
  return g_string_free (sql, FALSE);
}

/* A table of a type without a key holds one row, number 1. */
static char *
build_upsert (IlxRecordClass *klass, const char *table)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  GString *sql = g_string_new ("INSERT ");
  gboolean is_single = append_columns (keys, klass, is_key, ILX_FIELD_NONE, "$", ", ") == 0;

  g_string_append_printf (sql, "%sINTO %s (%s", is_single ? "OR REPLACE " : "", table,
                          is_single ? "rowid, " : "");
  append_columns (sql, klass, is_column, ILX_FIELD_NONE, "$", ", ");
  g_string_append_printf (sql, ") VALUES (%s", is_single ? "1, " : "");
  append_columns (sql, klass, is_column, ILX_FIELD_NONE, "?#", ", ");
  g_string_append (sql, ")");
  if (!is_single)
    {
      g_string_append_printf (sql, " ON CONFLICT (%s) DO UPDATE SET ", keys->str);
      append_columns (sql, klass, is_value, ILX_FIELD_NONE, "$ = excluded.$", ", ");
    }
  return g_string_free (sql, FALSE);
}

/**
 * ilx_db_upsert:
 * @self: a connection
 * @table: its table
 * @record: an #IlxRecord
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Inserts the record, or overwrites the one with the same key. Large fields are left out.
 *
 * Returns: whether it was done
 */
gboolean
ilx_db_upsert (IlxDb *self, const char *table, gpointer record, GError **error)
{
  g_autofree char *sql = build_upsert (ILX_RECORD_GET_CLASS (record), table);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (self, sql, error);

  if (stmt == NULL)
    return FALSE;
  bind_fields (stmt, record, is_column, ILX_FIELD_NONE);
  return ilx_stmt_run (stmt, error);
}

/**
 * ilx_db_update:
 * @self: a connection
 * @table: its table
 * @record: an #IlxRecord with a key
 * @flags: which fields: those with one of these flags, %ILX_FIELD_NONE for those without any
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Updates some columns of the row with the record's key, if there is one.
 *
 * Returns: whether it was done, be it to no row
 */
gboolean
ilx_db_update (IlxDb *self, const char *table, gpointer record, IlxFieldFlags flags, GError **error)
{
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (record);
  g_autoptr (GString) sql = g_string_new ("UPDATE ");
  g_autoptr (IlxStmt) stmt = NULL;

  g_string_append_printf (sql, "%s SET ", table);
  append_columns (sql, klass, has_flags, flags, "$ = ?#", ", ");
  g_string_append (sql, " WHERE ");
  append_columns (sql, klass, is_key, ILX_FIELD_NONE, "$ = ?#", " AND ");
  stmt = ilx_db_prepare (self, sql->str, error);
  if (stmt == NULL)
    return FALSE;
  bind_fields (stmt, record, has_flags, flags);
  bind_fields (stmt, record, is_key, ILX_FIELD_NONE);
  return ilx_stmt_run (stmt, error);
}

/**
 * ilx_db_read_record:
 * @stmt: a statement at a row, whose first columns are those of ilx_db_dup_columns()
 * @record_type: the type of record
 *
 * Returns: (transfer full): a new record
 */
gpointer
ilx_db_read_record (IlxStmt *stmt, GType record_type)
{
  gpointer record = g_object_new (record_type, NULL);
  IlxRecordClass *klass = ILX_RECORD_GET_CLASS (record);
  int column = 0;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const IlxField *field = &klass->fields[i];

      if (!is_column (field, ILX_FIELD_NONE))
        continue;
      if (ilx_field_is_text (field))
        ilx_record_take_text (record, field, ilx_stmt_get_text (stmt, column++));
      else
        ilx_record_take_number (record, field, ilx_stmt_get_int (stmt, column++));
    }
  return record;
}

/**
 * ilx_db_read_one:
 * @stmt: a statement with its values bound
 * @record_type: the type of record
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: (transfer full) (nullable): the first row as a record; %NULL without an error: there is
 *   none
 */
gpointer
ilx_db_read_one (IlxStmt *stmt, GType record_type, GError **error)
{
  gpointer record = NULL;

  if (ilx_stmt_step (stmt, error) == ILX_ROW)
    record = ilx_db_read_record (stmt, record_type);
  ilx_stmt_reset (stmt);
  return record;
}

/**
 * ilx_db_read_records:
 * @stmt: a statement with its values bound
 * @record_type: the type of record
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: (transfer full) (nullable) (element-type IlxRecord): all rows
 */
GPtrArray *
ilx_db_read_records (IlxStmt *stmt, GType record_type, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  IlxRow row;

  while ((row = ilx_stmt_step (stmt, error)) == ILX_ROW)
    g_ptr_array_add (records, ilx_db_read_record (stmt, record_type));
  ilx_stmt_reset (stmt);
  return row == ILX_ROW_ERROR ? NULL : g_steal_pointer (&records);
}
