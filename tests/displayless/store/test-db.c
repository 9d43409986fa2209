/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wrapper: every function of ilx-db.h, and records as rows. */
#include "config.h"

#include <errno.h>

#include "ilx-db-private.h"
#include "ilx-migrations.h"
#include "store-fixture.h"

static IlxDb *
open_empty (void)
{
  g_autoptr (GError) error = NULL;
  IlxDb *db = ilx_db_open (":memory:", ILX_DB_WRITE, &error);

  g_assert_no_error (error);
  ilx_db_exec (db, "CREATE TABLE t (a TEXT, b INTEGER)", &error);
  g_assert_no_error (error);
  return db;
}

static IlxStmt *
prepare (IlxDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  IlxStmt *stmt = ilx_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  return stmt;
}

static void
test_values (void)
{
  static const struct
  {
    const char *text;
    gint64 number;
  } rows[] = {
    { NULL, 0 },
    { "", G_MININT64 },
    { "é 🎉 \u2068עברית\u2069", G_MAXINT64 },
    { "'; DROP TABLE t; --", -1 },
    { "\xff\xfe not UTF-8", 1 },
  };
  g_autoptr (IlxDb) db = open_empty ();
  IlxStmt *stmt;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      stmt = prepare (db, "INSERT INTO t (a, b) VALUES (?1, ?2)");
      ilx_stmt_bind_text (stmt, 1, rows[i].text);
      ilx_stmt_bind_int (stmt, 2, rows[i].number);
      g_assert_true (ilx_stmt_run (stmt, NULL));
      g_assert_cmpint (ilx_db_get_n_changed (db), ==, 1);
    }
  stmt = prepare (db, "SELECT a, b FROM t ORDER BY rowid");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (ilx_stmt_step (stmt, NULL), ==, ILX_ROW);
      g_assert_cmpstr (ilx_stmt_get_text (stmt, 0), ==, rows[i].text);
      g_assert_cmpint (ilx_stmt_get_int (stmt, 1), ==, rows[i].number);
    }
  g_assert_cmpint (ilx_stmt_step (stmt, NULL), ==, ILX_ROW_NONE);
}

static void
test_cache (void)
{
  g_autoptr (IlxDb) db = open_empty ();
  IlxStmt *stmt = prepare (db, "SELECT ?1");

  ilx_stmt_bind_int (stmt, 1, 7);
  g_assert_cmpint (ilx_stmt_step (stmt, NULL), ==, ILX_ROW);
  g_assert_cmpint (ilx_stmt_get_int (stmt, 0), ==, 7);
  /* The same one again, at its start and without the value. */
  g_assert_true (prepare (db, "SELECT ?1") == stmt);
  g_assert_cmpint (ilx_stmt_step (stmt, NULL), ==, ILX_ROW);
  g_assert_null (ilx_stmt_get_text (stmt, 0));
  /* A reset keeps it. */
  ilx_stmt_reset (stmt);
  ilx_stmt_bind_int (stmt, 1, 8);
  ilx_stmt_reset (stmt);
  g_assert_cmpint (ilx_stmt_step (stmt, NULL), ==, ILX_ROW);
  g_assert_cmpint (ilx_stmt_get_int (stmt, 0), ==, 8);
  g_assert_true (prepare (db, "SELECT ?1, 2") != stmt);
}

/* A loan that is given back ends its read: another connection may fold the log then. */
static void
test_loan (void)
{
  g_autoptr (IlxDb) db = open_empty ();

  g_assert_true (ilx_db_exec (db, "INSERT INTO t VALUES (1, 1), (2, 2)", NULL));
  {
    g_autoptr (IlxStmt) stmt = prepare (db, "SELECT a FROM t");

    g_assert_cmpint (ilx_stmt_step (stmt, NULL), ==, ILX_ROW);
    g_assert_true (sqlite3_stmt_busy (stmt));
  }
  g_assert_false (sqlite3_stmt_busy (prepare (db, "SELECT a FROM t")));
}

static void
test_failures (void)
{
  g_autoptr (IlxDb) db = open_empty ();
  g_autoptr (GError) error = NULL;
  IlxStmt *stmt;

  g_assert_null (ilx_db_prepare (db, "SELECT nonsense FROM nowhere", &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  g_assert_nonnull (strstr (ilx_error_get_detail (error), "nowhere"));
  g_assert_null (strstr (error->message, "nowhere"));
  g_clear_error (&error);

  g_assert_false (ilx_db_exec (db, "nonsense", &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  g_clear_error (&error);

  g_assert_true (ilx_db_exec (db, "CREATE UNIQUE INDEX once ON t (a)", NULL));
  g_assert_true (ilx_db_exec (db, "INSERT INTO t VALUES ('x', 1)", NULL));
  stmt = prepare (db, "INSERT INTO t VALUES ('x', 1)");
  g_assert_cmpint (ilx_stmt_step (stmt, &error), ==, ILX_ROW_ERROR);
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_false (ilx_stmt_run (stmt, NULL));
  g_assert_null (ilx_db_open ("/nonexistent/illixis.db", ILX_DB_READ, &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
}

static void
test_error_codes (void)
{
  static const struct
  {
    int line;
    int result;
    IlxErrorCode code;
  } rows[] = {
    { __LINE__, SQLITE_BUSY, ILX_ERROR_BUSY },
    { __LINE__, SQLITE_BUSY_SNAPSHOT, ILX_ERROR_BUSY },
    { __LINE__, SQLITE_FULL, ILX_ERROR_STORAGE_FULL },
    { __LINE__, SQLITE_READONLY, ILX_ERROR_STORAGE_READ_ONLY },
    { __LINE__, SQLITE_READONLY_DBMOVED, ILX_ERROR_STORAGE_READ_ONLY },
    { __LINE__, SQLITE_PERM, ILX_ERROR_STORAGE_READ_ONLY },
    { __LINE__, SQLITE_CORRUPT, ILX_ERROR_STORAGE_CORRUPT },
    { __LINE__, SQLITE_CORRUPT_INDEX, ILX_ERROR_STORAGE_CORRUPT },
    { __LINE__, SQLITE_NOTADB, ILX_ERROR_STORAGE_CORRUPT },
    { __LINE__, SQLITE_CANTOPEN, ILX_ERROR_STORAGE },
    { __LINE__, SQLITE_IOERR, ILX_ERROR_STORAGE },
    { __LINE__, SQLITE_IOERR_WRITE, ILX_ERROR_STORAGE },
    { __LINE__, SQLITE_CONSTRAINT_UNIQUE, ILX_ERROR_STORAGE },
    { __LINE__, SQLITE_ERROR, ILX_ERROR_STORAGE },
  };
  static const struct
  {
    int code;
    IlxErrorCode ours;
  } numbers[] = { { ENOSPC, ILX_ERROR_STORAGE_FULL },     { EDQUOT, ILX_ERROR_STORAGE_FULL },
                  { EROFS, ILX_ERROR_STORAGE_READ_ONLY }, { EACCES, ILX_ERROR_STORAGE_READ_ONLY },
                  { EPERM, ILX_ERROR_STORAGE_READ_ONLY }, { EIO, ILX_ERROR_STORAGE },
                  { ENAMETOOLONG, ILX_ERROR_STORAGE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (ilx_db_error_code (NULL, rows[i].result) != rows[i].code)
      g_error ("line %d: another code", rows[i].line);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;

      ilx_db_set_errno (numbers[i].code, "/somewhere/illixis.db", &error);
      assert_ilx_error (error, numbers[i].ours);
      g_assert_nonnull (strstr (error->message, "/somewhere/illixis.db"));
      g_assert_cmpstr (ilx_error_get_detail (error), ==, g_strerror (numbers[i].code));
    }
  /* Nobody listens. */
  ilx_db_set_errno (EIO, "x", NULL);
}

/* --- Records ---------------------------------------------------------------------------------- */

typedef GType (*TypeFunc) (void);

static const struct
{
  TypeFunc get_type;
  const char *table;
  const char *apart; /* table of the large fields */
  const char *apart_key;
} record_tables[] = {
  { ilx_brand_get_type, "brand", NULL, NULL },
  { ilx_connection_get_type, "connection", NULL, NULL },
  { ilx_audience_get_type, "audience", NULL, NULL },
  { ilx_campaign_get_type, "campaign", "campaign_body", "campaign_id" },
  { ilx_operation_get_type, "operation", NULL, NULL },
  { ilx_operation_step_get_type, "operation_step", NULL, NULL },
};

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join_sorted (GPtrArray *names)
{
  g_ptr_array_sort (names, compare_texts);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (GStrv) names->pdata);
}

static char *
dup_table_columns (IlxDb *db, const char *table, const char *except)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (IlxStmt) stmt = prepare (db, "SELECT name FROM pragma_table_info (?1)");

  ilx_stmt_bind_text (stmt, 1, table);
  while (ilx_stmt_step (stmt, NULL) == ILX_ROW)
    if (g_strcmp0 (ilx_stmt_get_text (stmt, 0), except) != 0)
      g_ptr_array_add (names, g_strdup (ilx_stmt_get_text (stmt, 0)));
  return join_sorted (names);
}

static char *
dup_field_columns (GType type, gboolean is_large)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (IlxRecord) record = g_object_new (type, NULL);
  guint n_fields;
  const IlxField *fields = ilx_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (((fields[i].flags & ILX_FIELD_LARGE) != 0) == is_large)
      g_ptr_array_add (names, g_strdelimit (g_strdup (fields[i].name), "-", '_'));
  return join_sorted (names);
}

static void
test_columns (void)
{
  Fixture fixture = { NULL };
  IlxDb *db;

  fixture_init (&fixture);
  db = ilx_store_get_reader (fixture.store);
  for (guint i = 0; i < G_N_ELEMENTS (record_tables); i++)
    {
      GType type = record_tables[i].get_type ();
      g_autofree char *columns = dup_table_columns (db, record_tables[i].table, NULL);
      g_autofree char *fields = dup_field_columns (type, FALSE);
      g_autofree char *apart
          = dup_table_columns (db, record_tables[i].apart != NULL ? record_tables[i].apart : "",
                               record_tables[i].apart_key);
      g_autofree char *large = dup_field_columns (type, TRUE);

      g_assert_cmpstr (columns, ==, fields);
      g_assert_cmpstr (apart, ==, large);
    }
  fixture_clear (&fixture);
}

/* Large fields are not the mapping's business. */
static void
clear_large (gpointer record)
{
  guint n_fields;
  const IlxField *fields = ilx_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & ILX_FIELD_LARGE) != 0)
      ilx_record_take_text (record, &fields[i], NULL);
}

static void
assert_stored (IlxDb *db, const char *table, gpointer record)
{
  g_autofree char *columns = ilx_db_dup_columns (G_OBJECT_TYPE (record), "t");
  g_autofree char *sql = g_strdup_printf ("SELECT %s, 'more' FROM %s t", columns, table);
  g_autoptr (GPtrArray) records
      = ilx_db_read_records (prepare (db, sql), G_OBJECT_TYPE (record), NULL);
  g_autoptr (IlxRecord) one = ilx_db_read_one (prepare (db, sql), G_OBJECT_TYPE (record), NULL);

  g_assert_cmpuint (records->len, ==, 1);
  g_assert_true (ilx_record_is_equal (g_ptr_array_index (records, 0), record));
  g_assert_true (ilx_record_is_equal (one, record));
}

static void
run_all_scripts (IlxDb *db)
{
  const IlxMigrations *migrations = ilx_migrations_get_default ();

  for (int i = 0; i < migrations->n_scripts; i++)
    {
      g_autoptr (GError) error = NULL;

      ilx_db_exec (db, migrations->scripts[i], &error);
      g_assert_no_error (error);
    }
}

static void
test_record (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxDb) db = ilx_db_open (":memory:", ILX_DB_WRITE, &error);
  g_autoptr (IlxRecord) empty = g_object_new (record_tables[i].get_type (), NULL);
  g_autoptr (IlxRecord) record = g_object_new (record_tables[i].get_type (), NULL);

  run_all_scripts (db);
  g_assert_true (ilx_db_exec (db, "PRAGMA foreign_keys = OFF", &error));
  fill_record (record, 1);
  clear_large (record);
  ilx_db_upsert (db, record_tables[i].table, record, &error);
  g_assert_no_error (error);
  assert_stored (db, record_tables[i].table, record);

  /* Everything else anew, NULLs included, under the same key. */
  ilx_record_copy_fields (record, empty, ILX_FIELD_KEY);
  if (ILX_IS_OPERATION (empty))
    ilx_operation_set_campaign_id (ILX_OPERATION (empty), "needed");
  ilx_db_upsert (db, record_tables[i].table, empty, &error);
  g_assert_no_error (error);
  if (i != 0) /* the brand has no key */
    assert_stored (db, record_tables[i].table, empty);
}

static void
test_update (void)
{
  g_autoptr (IlxDb) db = ilx_db_open (":memory:", ILX_DB_WRITE, NULL);
  g_autoptr (IlxCampaign) first = ilx_campaign_new ();
  g_autoptr (IlxCampaign) second = ilx_campaign_new ();
  g_autoptr (IlxCampaign) expected = NULL;

  g_assert_true (ilx_db_exec (db, ilx_migrations_get_default ()->scripts[0], NULL));
  fill_record (first, 1);
  fill_record (second, 2);
  clear_large (first);
  clear_large (second);
  ilx_record_copy_fields (first, second, ILX_FIELD_KEY);
  g_assert_true (ilx_db_upsert (db, "campaign", first, NULL));

  expected = ilx_record_copy (first);
  ilx_record_copy_fields (second, expected, ILX_FIELD_DELIVERY);
  g_assert_true (ilx_db_update (db, "campaign", second, ILX_FIELD_DELIVERY, NULL));
  g_assert_cmpint (ilx_db_get_n_changed (db), ==, 1);
  assert_stored (db, "campaign", expected);

  g_assert_true (ilx_db_update (db, "campaign", second, ILX_FIELD_NONE, NULL));
  assert_stored (db, "campaign", second);

  ilx_campaign_set_id (second, "another");
  g_assert_true (ilx_db_update (db, "campaign", second, ILX_FIELD_NONE, NULL));
  g_assert_cmpint (ilx_db_get_n_changed (db), ==, 0);
}

/* What an older or a newer version wrote, or a user with an editor, must not crash us. */
static void
test_odd_rows (void)
{
  g_autoptr (IlxDb) db = ilx_db_open (":memory:", ILX_DB_WRITE, NULL);
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxCampaign) read = NULL;
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_CAMPAIGN, NULL);
  g_autofree char *sql = g_strconcat ("SELECT ", columns, " FROM campaign", NULL);

  g_assert_true (ilx_db_exec (db, ilx_migrations_get_default ()->scripts[0], NULL));
  g_assert_null (ilx_db_read_one (prepare (db, sql), ILX_TYPE_CAMPAIGN, NULL));
  g_assert_true (ilx_db_upsert (db, "campaign", campaign, NULL));
  g_assert_true (ilx_db_exec (db,
                              "UPDATE campaign SET state = 99, included = 'no JSON',"
                              " excluded = '{\"a\":1}', remote = '[1,2]', recipients = -5",
                              NULL));
  read = ilx_db_read_one (prepare (db, sql), ILX_TYPE_CAMPAIGN, NULL);
  g_assert_cmpint (ilx_campaign_get_state (read), ==, ILX_CAMPAIGN_DRAFT);
  g_assert_null (ilx_campaign_get_remote (read, "campaign"));
  g_assert_cmpint (ilx_campaign_get_recipients (read), ==, -5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/db/values", test_values);
  g_test_add_func ("/store/db/cache", test_cache);
  g_test_add_func ("/store/db/loan", test_loan);
  g_test_add_func ("/store/db/failures", test_failures);
  g_test_add_func ("/store/db/error-codes", test_error_codes);
  g_test_add_func ("/store/db/columns", test_columns);
  for (guint i = 0; i < G_N_ELEMENTS (record_tables); i++)
    {
      g_autofree char *path = g_strconcat ("/store/db/record/", record_tables[i].table, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_record);
    }
  g_test_add_func ("/store/db/update", test_update);
  g_test_add_func ("/store/db/odd-rows", test_odd_rows);
  return g_test_run ();
}
