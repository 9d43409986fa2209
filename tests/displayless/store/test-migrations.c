/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening what is absent, old, newer, foreign, or damaged. What is refused stays byte for byte. */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "ilx-app-state-store.h"
#include "ilx-backup.h"
#include "ilx-db-private.h"
#include "ilx-migrations.h"
#include "ilx-version-store.h"
#include "store-fixture.h"

static void
write_bytes (const char *path, gconstpointer bytes, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) size, &error);
  g_assert_no_error (error);
}

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, size);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in a folder, sorted. */
static char *
list_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, (gpointer) g_intern_string (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (GStrv) names->pdata);
}

static IlxDb *
open_with (const IlxMigrations *migrations, Fixture *fixture, GError **error)
{
  return ilx_migrations_open (migrations, fixture->path, STORE_NOW, error);
}

static char *
dup_schema (const char *path)
{
  return query_file (path, "SELECT group_concat(sql, char(10)) FROM"
                           " (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                           "  ORDER BY type, name)");
}

static void
assert_query (const char *path, const char *sql, const char *expected)
{
  g_autofree char *answer = query_file (path, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* --- The history ------------------------------------------------------------------------------ */

/* A version of the future, and one that fails half way. */
#define VERSION_2                                                                                  \
  "ALTER TABLE campaign ADD COLUMN colour TEXT;"                                                   \
  "UPDATE campaign SET colour = 'blue';"                                                           \
  "CREATE TABLE sequence (id TEXT PRIMARY KEY NOT NULL) STRICT;"
static const char *future[3];
static const IlxMigrations to_first = { future, 1 };
static const IlxMigrations to_second = { future, 2 };
static const IlxMigrations to_third = { future, 3 };

static void
make_future (const char *third)
{
  future[0] = ilx_migrations_get_default ()->scripts[0];
  future[1] = VERSION_2;
  future[2] = third;
}

/* Loads a fixture of an older version in place of the store's file. */
static void
load_fixture (Fixture *fixture, const char *name)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autoptr (GBytes) sql = read_bytes (source);

  fixture_close (fixture);
  g_unlink (fixture->path);
  write_bytes (fixture->path, "", 0);
  g_free (query_file (fixture->path, g_bytes_get_data (sql, NULL)));
}

/* Of version 2 and later: what was done to the campaign, and what is remembered. */
static void
assert_edits (Fixture *fixture, IlxCampaign *campaign)
{
  g_autoptr (IlxEditLog) log = ilx_edit_store_load (fixture->store, campaign, NULL);
  g_autofree char *session = ilx_app_state_store_load (fixture->store, "session", NULL);
  const IlxEditPart *part;

  g_assert_cmpuint (log->edits->len, ==, 3);
  g_assert_cmpint (log->cursor, ==, 2);
  g_assert_cmpuint (((IlxStoredEdit *) g_ptr_array_index (log->edits, 1))->parts->len, ==, 2);
  part = ilx_stored_edit_get (g_ptr_array_index (log->edits, 2), 0);
  g_assert_cmpint (part->place, ==, 3);
  g_assert_cmpstr (part->inserted, ==, "Moin");
  g_assert_cmpstr (session, ==, "1795339805000000");
}

/* Of version 3 and later: versions that somebody kept. */
static void
assert_versions (Fixture *fixture)
{
  g_autoptr (GPtrArray) versions
      = ilx_version_store_load_all (fixture->store, "k7m2x9q4w1ab", NULL);
  const IlxVersion *version;

  g_assert_cmpuint (versions->len, ==, 1);
  version = g_ptr_array_index (versions, 0);
  g_assert_cmpstr (version->name, ==, "Vor dem Umbau");
  g_assert_cmpint (version->kept_at, ==, STORE_NOW);
}

static void
test_fixtures (void)
{
  int n_versions = ilx_migrations_get_default ()->n_scripts;
  Fixture fresh = { NULL };
  g_autofree char *schema = NULL;

  fixture_init (&fresh);
  schema = dup_schema (fresh.path);
  for (int version = 1; version <= n_versions; version++)
    {
      Fixture old = { NULL };
      g_autofree char *name = g_strdup_printf ("store-%d.sql", version);
      g_autofree char *number = g_strdup_printf ("%d", n_versions);
      g_autofree char *migrated = NULL;
      g_autoptr (IlxCampaign) campaign = NULL;
      g_autoptr (IlxOperation) operation = NULL;
      g_autoptr (GPtrArray) steps = NULL;
      g_autoptr (IlxBrand) brand = NULL;

      fixture_init (&old);
      load_fixture (&old, name);
      fixture_open (&old);
      migrated = dup_schema (old.path);
      g_assert_cmpstr (migrated, ==, schema);
      assert_query (old.path, "PRAGMA user_version", number);
      assert_query (old.path, "PRAGMA integrity_check", "ok");
      campaign = ilx_campaign_store_load (old.store, "k7m2x9q4w1ab", NULL);
      g_assert_cmpstr (ilx_campaign_get_subject (campaign), ==, "Herbst ist da 🍂");
      g_assert_cmpstr (ilx_campaign_get_html (campaign), ==, "<p>Hallo {{ first_name }}</p>");
      g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_SENT);
      operation = ilx_journal_store_load_last (old.store, "k7m2x9q4w1ab", NULL);
      g_assert_cmpint (ilx_operation_get_state (operation), ==, ILX_OPERATION_DONE);
      steps = ilx_journal_store_load_steps (old.store, ilx_operation_get_id (operation), NULL);
      g_assert_cmpuint (steps->len, ==, 2);
      brand = ilx_brand_store_load (old.store, NULL);
      g_assert_cmpstr (ilx_brand_get_name (brand), ==, "Nordlicht");
      if (version >= 2)
        assert_edits (&old, campaign);
      if (version >= 3)
        assert_versions (&old);
      g_assert_cmpstr (ilx_operation_get_repeats (operation), ==,
                       version >= 4 ? "0pera710n000" : NULL);
      fixture_clear (&old);
    }
  fixture_clear (&fresh);
}

static void
test_migrate (void)
{
  Fixture old = { NULL };
  Fixture fresh = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxDb) db = NULL;
  g_autofree char *migrated = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *copy = NULL;

  make_future (NULL);
  fixture_init (&old);
  load_fixture (&old, "store-1.sql");
  db = open_with (&to_second, &old, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, ilx_db_close);
  migrated = dup_schema (old.path);
  assert_query (old.path, "SELECT colour FROM campaign WHERE id = 'k7m2x9q4w1ab'", "blue");
  assert_query (old.path, "SELECT html FROM campaign_body WHERE campaign_id = 'k7m2x9q4w1ab'",
                "<p>Hallo {{ first_name }}</p>");

  fixture_init (&fresh);
  fixture_close (&fresh);
  g_unlink (fresh.path);
  db = open_with (&to_second, &fresh, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, ilx_db_close);
  expected = dup_schema (fresh.path);
  g_assert_cmpstr (migrated, ==, expected);

  /* The copy is the old version, whole, and opens as such. */
  copy = g_build_filename (old.folder, "backups", "illixis-20261122T093005Z-0-v1.db", NULL);
  assert_query (copy, "PRAGMA user_version", "1");
  assert_query (copy, "PRAGMA integrity_check", "ok");
  assert_query (copy, "SELECT count(*) FROM campaign", "3");
  db = ilx_migrations_open (&to_first, copy, STORE_NOW, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, ilx_db_close);
  fixture_clear (&fresh);
  fixture_clear (&old);
}

static void
test_copies (void)
{
  Fixture fixture = { NULL };
  g_autofree char *backups = NULL;
  g_autofree char *bystander = NULL;
  g_autofree char *names = NULL;
  GStatBuf info;

  fixture_init (&fixture);
  backups = g_build_filename (fixture.folder, "backups", NULL);
  bystander = g_build_filename (backups, "holiday.db", NULL);
  g_assert_false (g_file_test (backups, G_FILE_TEST_EXISTS));
  for (int i = 0; i < ILX_BACKUPS_KEPT + 3; i++)
    {
      g_autoptr (IlxDb) db = ilx_db_open (fixture.path, ILX_DB_WRITE, NULL);
      g_autoptr (GError) error = NULL;

      /* Two at the same second, too. */
      ilx_backup_make (db, fixture.path, 1, STORE_NOW + i / 2 * ILX_SECOND, &error);
      g_assert_no_error (error);
      write_bytes (bystander, "", 0);
    }
  names = list_folder (backups);
  g_assert_cmpstr (names, ==,
                   "holiday.db illixis-20261122T093006Z-1-v1.db illixis-20261122T093007Z-0-v1.db"
                   " illixis-20261122T093007Z-1-v1.db illixis-20261122T093008Z-0-v1.db"
                   " illixis-20261122T093008Z-1-v1.db");
  g_assert_cmpint (g_stat (backups, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0700);
  {
    g_autofree char *copy = g_build_filename (backups, "illixis-20261122T093008Z-1-v1.db", NULL);

    g_assert_cmpint (g_stat (copy, &info), ==, 0);
    g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  }
  fixture_clear (&fixture);
}

static void
test_failing (void)
{
  static const char *const scripts[] = {
    "CREATE TABLE half (a TEXT); nonsense",
    "DELETE FROM campaign; INSERT INTO campaign (id) VALUES ('broken')",
    /* A reference that points nowhere, though every statement runs. */
    "DELETE FROM campaign WHERE id = 'k7m2x9q4w1ab'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      Fixture fixture = { NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      make_future (scripts[i]);
      fixture_init (&fixture);
      load_fixture (&fixture, "store-1.sql");
      ilx_db_close (open_with (&to_second, &fixture, NULL));
      before = dup_schema (fixture.path);
      g_assert_null (open_with (&to_third, &fixture, &error));
      assert_ilx_error (error, ILX_ERROR_STORAGE);
      after = dup_schema (fixture.path);
      g_assert_cmpstr (after, ==, before);
      assert_query (fixture.path, "PRAGMA user_version", "2");
      assert_query (fixture.path, "SELECT count(*) FROM campaign", "3");
      assert_query (fixture.path, "SELECT count(*) FROM operation", "1");
      /* The older program still opens it. */
      ilx_db_close (open_with (&to_second, &fixture, &error));
      fixture_clear (&fixture);
    }
}

/* No copy, no migration. */
static void
test_no_room_for_copy (void)
{
  Fixture fixture = { NULL };
  g_autofree char *backups = NULL;
  g_autoptr (GError) error = NULL;

  make_future (NULL);
  fixture_init (&fixture);
  load_fixture (&fixture, "store-1.sql");
  backups = g_build_filename (fixture.folder, "backups", NULL);
  write_bytes (backups, "a file in its place", 19);
  g_assert_null (open_with (&to_second, &fixture, &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  assert_query (fixture.path, "PRAGMA user_version", "1");
  fixture_clear (&fixture);
}

/* --- What is refused -------------------------------------------------------------------------- */

typedef struct
{
  char *names;
  GBytes *bytes;
} Snapshot;

static void
take_snapshot (Fixture *fixture, Snapshot *snapshot)
{
  snapshot->names = list_folder (fixture->folder);
  snapshot->bytes = read_bytes (fixture->path);
}

static void
assert_untouched (Fixture *fixture, Snapshot *snapshot)
{
  g_autofree char *names = list_folder (fixture->folder);
  g_autoptr (GBytes) bytes = read_bytes (fixture->path);

  g_assert_cmpstr (names, ==, snapshot->names);
  g_assert_true (g_bytes_equal (bytes, snapshot->bytes));
  g_free (snapshot->names);
  g_bytes_unref (snapshot->bytes);
}

static void
assert_open_refused (Fixture *fixture, IlxErrorCode code)
{
  g_autoptr (GError) error = NULL;
  Snapshot snapshot;

  take_snapshot (fixture, &snapshot);
  g_assert_null (ilx_store_open (fixture->path, fixture->clock, &error));
  assert_ilx_error (error, code);
  g_assert_nonnull (strstr (error->message, fixture->path));
  assert_untouched (fixture, &snapshot);
}

static void
test_newer (void)
{
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  fixture_close (&fixture);
  g_free (query_file (fixture.path, "CREATE TABLE novelty (a); PRAGMA user_version = 99"));
  assert_open_refused (&fixture, ILX_ERROR_STORAGE_NEWER);
  g_free (query_file (fixture.path, "PRAGMA journal_mode = DELETE"));
  assert_open_refused (&fixture, ILX_ERROR_STORAGE_NEWER);
  fixture_clear (&fixture);
}

/* Its schema speaks of what this SQLite has never heard of: still newer, not damaged. */
static void
test_newer_schema (void)
{
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  fixture_close (&fixture);
  g_free (query_file (fixture.path,
                      "PRAGMA user_version = 99; PRAGMA writable_schema = ON;"
                      "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, 'CREATE CUBE x')"));
  assert_open_refused (&fixture, ILX_ERROR_STORAGE_NEWER);
  fixture_clear (&fixture);
}

static GBytes *
copy_file (const char *from, const char *to)
{
  g_autoptr (GBytes) bytes = read_bytes (from);

  write_bytes (to, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_steal_pointer (&bytes);
}

/* A newer version was killed: only its log says how new it is. Neither is folded nor dropped. */
static void
test_newer_in_log (void)
{
  Fixture fixture = { NULL };
  g_autofree char *copy = NULL;
  g_autofree char *log = NULL;
  g_autofree char *copy_log = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) log_bytes = NULL;
  g_autoptr (GBytes) bytes_after = NULL;
  g_autoptr (GBytes) log_bytes_after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  copy = g_build_filename (fixture.folder, "copy.db", NULL);
  copy_log = g_strconcat (copy, "-wal", NULL);
  log = g_strconcat (fixture.path, "-wal", NULL);
  fixture_reopen (&fixture);
  g_free (query_file (fixture.path, "PRAGMA user_version = 99"));
  bytes = copy_file (fixture.path, copy);
  log_bytes = copy_file (log, copy_log);
  g_assert_cmpuint (g_bytes_get_size (log_bytes), >, 0);

  g_assert_null (ilx_store_open (copy, fixture.clock, &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE_NEWER);
  bytes_after = read_bytes (copy);
  log_bytes_after = read_bytes (copy_log);
  g_assert_true (g_bytes_equal (bytes, bytes_after));
  g_assert_true (g_bytes_equal (log_bytes, log_bytes_after));
  fixture_clear (&fixture);
}

static void
test_foreign (void)
{
  static const char *const others[] = {
    "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('bread')",
    "CREATE TABLE recipe (name TEXT); PRAGMA user_version = 1",
    "CREATE TABLE recipe (name TEXT); PRAGMA user_version = 77; PRAGMA application_id = 5",
    "PRAGMA user_version = 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      Fixture fixture = { NULL };

      fixture_init (&fixture);
      fixture_close (&fixture);
      write_bytes (fixture.path, "", 0);
      g_free (query_file (fixture.path, others[i]));
      assert_open_refused (&fixture, ILX_ERROR_STORAGE);
      fixture_clear (&fixture);
    }
}

typedef struct
{
  const char *what;
  goffset offset; /* where the damage starts */
  gsize size;     /* of it; 0: the file ends there */
} Damage;

static void
damage_file (const char *path, const Damage *damage)
{
  g_autoptr (GBytes) bytes = read_bytes (path);
  gsize size;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));

  size = g_bytes_get_size (bytes);
  g_assert_cmpint (damage->offset, <, size);
  for (gsize i = 0; i < damage->size && damage->offset + i < size; i++)
    data[damage->offset + i] = (guint8) g_test_rand_int ();
  write_bytes (path, data, damage->size == 0 ? (gsize) damage->offset : size);
}

static void
test_damaged (void)
{
  static const Damage rows[] = {
    { "all of it", 0, G_MAXINT32 },        { "its name", 0, 16 },
    { "cut in the header", 50, 0 },        { "cut after two bytes", 2, 0 },
    { "cut after the header", 100, 0 },    { "cut after a page", 4096, 0 },
    { "cut in a page", 10000, 0 },         { "the first page, not the header", 100, 3996 },
    { "the root of the schema", 100, 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture fixture = { NULL };

      g_test_message ("%s", rows[i].what);
      fixture_init (&fixture);
      fixture_close (&fixture);
      damage_file (fixture.path, &rows[i]);
      assert_open_refused (&fixture, ILX_ERROR_STORAGE_CORRUPT);
      fixture_clear (&fixture);
    }
}

/* Damage behind the schema shows at the read that meets it: an error, never nonsense. */
static void
test_damaged_inside (void)
{
  Fixture fixture = { NULL };
  const Damage damage = { "all but the first page", 4096, G_MAXINT32 };
  IlxCampaignPage page = { .limit = 10 };
  g_autoptr (IlxCampaign) campaign = make_campaign ("inside");
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  g_assert_true (save_campaign (fixture.store, campaign, NULL));
  fixture_close (&fixture);
  damage_file (fixture.path, &damage);
  fixture.store = ilx_store_open (fixture.path, fixture.clock, &error);
  if (fixture.store != NULL)
    {
      g_assert_null (ilx_campaign_store_load_page (fixture.store, &page, &error));
      assert_ilx_error (error, ILX_ERROR_STORAGE_CORRUPT);
      g_clear_error (&error);
      g_assert_null (
          ilx_campaign_store_load (fixture.store, ilx_campaign_get_id (campaign), &error));
      assert_ilx_error (error, ILX_ERROR_STORAGE_CORRUPT);
      g_clear_error (&error);
      g_assert_false (save_campaign (fixture.store, campaign, &error));
    }
  assert_ilx_error (error, ILX_ERROR_STORAGE_CORRUPT);
  fixture_clear (&fixture);
}

static void
test_odd_paths (void)
{
  static const char *const names[]
      = { "a b?mode=ro&x=#1.db", "file:x.db", "ümläut 🎉.db", "%41.db", "no-suffix" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Fixture fixture = { NULL };

      fixture_init (&fixture);
      fixture_close (&fixture);
      g_free (fixture.path);
      fixture.path = g_build_filename (fixture.folder, names[i], NULL);
      fixture_open (&fixture);
      g_assert_true (g_file_test (fixture.path, G_FILE_TEST_EXISTS));
      fixture_clear (&fixture);
    }
}

static void
test_not_a_file (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *below = NULL;

  fixture_init (&fixture);
  below = g_build_filename (fixture.path, "illixis.db", NULL);
  g_assert_null (ilx_store_open (fixture.folder, fixture.clock, &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_null (ilx_store_open (below, fixture.clock, &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/migrations/fixtures", test_fixtures);
  g_test_add_func ("/store/migrations/migrate", test_migrate);
  g_test_add_func ("/store/migrations/copies", test_copies);
  g_test_add_func ("/store/migrations/failing", test_failing);
  g_test_add_func ("/store/migrations/no-room-for-copy", test_no_room_for_copy);
  g_test_add_func ("/store/migrations/newer", test_newer);
  g_test_add_func ("/store/migrations/newer-schema", test_newer_schema);
  g_test_add_func ("/store/migrations/newer-in-log", test_newer_in_log);
  g_test_add_func ("/store/migrations/foreign", test_foreign);
  g_test_add_func ("/store/migrations/damaged", test_damaged);
  g_test_add_func ("/store/migrations/damaged-inside", test_damaged_inside);
  g_test_add_func ("/store/migrations/odd-paths", test_odd_paths);
  g_test_add_func ("/store/migrations/not-a-file", test_not_a_file);
  return g_test_run ();
}
