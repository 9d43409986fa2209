/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every write, sync, truncation and creation fails once, the first, the second, the third… until
 * none is left. Each time the file holds the state before or the state after, never a half; what
 * was acknowledged is there, also after a power cut. */
#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "ilx-migrations.h"
#include "store-fixture.h"
#include "store-vfs.h"

/* How a disk may fail: once or from then on. */
static const struct
{
  FaultKind kind;
  gboolean is_dead;
} faults[]
    = { { FAULT_FULL, FALSE }, { FAULT_IO, TRUE }, { FAULT_TORN, FALSE }, { FAULT_TORN, TRUE } };

/* Far more than any case needs; a loop that passes it has stopped making progress. */
#define MOST_FAULTS 500

typedef struct
{
  Fixture fixture;
  IlxCampaign *campaign;
  IlxOperation *operation;
} Case;

typedef gboolean (*CaseFunc) (Case *self, GError **error);

/* A folder without a store in it yet. */
static void
fixture_init_empty (Fixture *self)
{
  self->folder = g_dir_make_tmp ("illixis-faults-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "illixis.db", NULL);
  self->clock = ilx_clock_new_manual (STORE_NOW);
}

static void
case_prepare (Case *self, gboolean is_begun)
{
  fixture_init (&self->fixture);
  self->campaign = make_campaign ("before");
  g_assert_true (save_campaign (self->fixture.store, self->campaign, NULL));
  self->operation = make_operation (self->campaign);
  if (is_begun)
    g_assert_true (begin_operation (self->fixture.store, self->operation, NULL));
  fixture_close (&self->fixture);
}

/* A copy of what was prepared once, since making a schema anew each time takes long. */
static void
case_init (Case *self, Case *prepared)
{
  g_autofree char *contents = NULL;
  gsize size;

  fixture_init_empty (&self->fixture);
  g_assert_true (g_file_get_contents (prepared->fixture.path, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (self->fixture.path, contents, (gssize) size, NULL));
  self->campaign = ilx_record_copy (prepared->campaign);
  self->operation = ilx_record_copy (prepared->operation);
}

static void
case_clear (Case *self)
{
  fixture_clear (&self->fixture);
  g_object_unref (self->campaign);
  g_object_unref (self->operation);
}

/* All that the cases change, as one line. */
static const char facts_sql[]
    = "SELECT (SELECT group_concat(subject || ' ' || revision || ' ' || state || ' ' || remote)"
      "        FROM campaign)"
      " || ' ' || (SELECT group_concat(length(html)) FROM campaign_body)"
      " || ' ' || (SELECT count(*) || coalesce(group_concat(revision || ' ' || cursor), '')"
      "            FROM campaign_history)"
      " || ' ' || (SELECT count(*) || coalesce(group_concat(length(inserted)), '')"
      "            FROM campaign_edit)"
      " || ' ' || (SELECT count(*) || coalesce(group_concat(state || ' ' || coalesce(step, '')),"
      "            '') FROM operation)"
      " || ' ' || (SELECT count(*) || coalesce(group_concat(state || ' ' || result), '')"
      "            FROM operation_step)";

/* Copies database and log as they are, as a kill at this moment would leave them, and reads that.
 */
static char *
read_after_kill (const char *path)
{
  static const char *const suffixes[] = { "", "-wal" };
  g_autofree char *folder = g_dir_make_tmp ("illixis-killed-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (folder, "illixis.db", NULL);
  g_autofree char *check = NULL;
  char *facts;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (copy, suffixes[i], NULL);
      g_autofree char *contents = NULL;
      gsize size;

      if (g_file_get_contents (from, &contents, &size, NULL))
        g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
    }
  check = query_file (copy, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
  facts = query_file (copy, facts_sql);
  fixture_remove_tree (folder);
  return facts;
}

static gboolean
do_begin (Case *self, GError **error)
{
  return begin_operation (self->fixture.store, self->operation, error);
}

static gboolean
do_commit (Case *self, GError **error)
{
  g_autoptr (IlxOperationStep) step = ilx_operation_step_new ();

  ilx_operation_step_set_operation_id (step, ilx_operation_get_id (self->operation));
  ilx_operation_step_set_name (step, "send");
  ilx_operation_step_set_state (step, ILX_STEP_DONE);
  ilx_operation_step_set_result (step, "{\"id\":\"J1\"}");
  ilx_operation_set_state (self->operation, ILX_OPERATION_DONE);
  ilx_operation_set_step (self->operation, "send");
  ilx_campaign_set_state (self->campaign, ILX_CAMPAIGN_SENT);
  ilx_campaign_set_remote (self->campaign, "campaign", "C1");
  return commit_operation (self->fixture.store, self->operation, step, self->campaign, error);
}

static gboolean
do_save (Case *self, GError **error)
{
  g_autofree char *html = g_strnfill (30 * 1000, 'x');

  ilx_campaign_set_subject (self->campaign, "after");
  ilx_campaign_set_html (self->campaign, html);
  return save_campaign (self->fixture.store, self->campaign, error);
}

/* Text and what led to it, or neither. */
static gboolean
do_save_edited (Case *self, GError **error)
{
  g_autofree char *html = g_strnfill (30 * 1000, 'x');
  IlxEditPart part = { (char *) "html", ILX_EDIT_WHOLE, (char *) "<p>Hello</p>", html };
  IlxEditLog *log = ilx_edit_log_new (0, 0, 1);

  g_ptr_array_add (log->edits, ilx_stored_edit_new (ILX_EDIT_BY_USER, STORE_NOW));
  ilx_stored_edit_add (g_ptr_array_index (log->edits, 0), &part);
  ilx_campaign_set_html (self->campaign, html);
  return save_edited (self->fixture.store, self->campaign, log, error);
}

static const struct
{
  const char *name;
  CaseFunc func;
  gboolean is_begun;
} cases[] = {
  { "begin", do_begin, FALSE },
  { "commit", do_commit, TRUE },
  { "save", do_save, FALSE },
  { "save-edited", do_save_edited, FALSE },
};

static char *
find_outcome (guint i, Case *prepared)
{
  Case self = {
    { NULL },
  };
  char *after;

  case_init (&self, prepared);
  fixture_open (&self.fixture);
  g_assert_true (cases[i].func (&self, NULL));
  after = query_file (self.fixture.path, facts_sql);
  case_clear (&self);
  return after;
}

static void
assert_storage_error (GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == ILX_ERROR);
  g_assert_true (ilx_error_is (error, ILX_ERROR_STORAGE)
                 || ilx_error_is (error, ILX_ERROR_STORAGE_FULL));
}

/* Answers whether a fault was met. */
static gboolean
run_with_fault (guint i, guint n, guint fault, Case *prepared, const char *after)
{
  Case self = {
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *killed = NULL;
  g_autofree char *live = NULL;
  g_autofree char *later = NULL;
  gboolean is_done, has_failed;

  case_init (&self, prepared);
  fixture_open (&self.fixture);
  before = query_file (self.fixture.path, facts_sql);
  g_assert_cmpstr (before, !=, after);
  store_vfs_arm (n, faults[fault].kind, faults[fault].is_dead);
  is_done = cases[i].func (&self, &error);
  killed = read_after_kill (self.fixture.path);
  has_failed = store_vfs_disarm ();
  if (is_done)
    g_assert_cmpstr (killed, ==, after);
  else
    {
      assert_storage_error (error);
      g_assert_true (has_failed);
      g_assert_true (g_str_equal (killed, before) || g_str_equal (killed, after));
    }
  /* The same process goes on: what it was told is so, and it can write. */
  live = query_file (self.fixture.path, facts_sql);
  g_assert_cmpstr (live, ==, is_done ? after : before);
  if (!is_done)
    {
      g_assert_true (cases[i].func (&self, NULL));
      later = query_file (self.fixture.path, facts_sql);
      g_assert_cmpstr (later, ==, after);
    }
  case_clear (&self);
  return has_failed;
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Case prepared = {
    { NULL },
  };
  g_autofree char *after = NULL;

  case_prepare (&prepared, cases[i].is_begun);
  after = find_outcome (i, &prepared);

  for (guint f = 0; f < G_N_ELEMENTS (faults); f++)
    {
      guint n = 1;

      while (run_with_fault (i, n, f, &prepared, after))
        g_assert_cmpuint (n++, <, MOST_FAULTS);
      g_test_message ("kind %d, %s: %u faults", faults[f].kind, faults[f].is_dead ? "dead" : "once",
                      n - 1);
      /* A commit is at least a write and a sync. */
      g_assert_cmpuint (n - 1, >=, 2);
    }
  case_clear (&prepared);
}

/* --- Making and migrating --------------------------------------------------------------------- */

static gboolean
open_new_with_fault (guint n, FaultKind kind, gboolean is_dead)
{
  Fixture fixture = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean has_failed;

  fixture_init_empty (&fixture);
  store_vfs_arm (n, kind, is_dead);
  fixture.store = ilx_store_open (fixture.path, fixture.clock, &error);
  if (fixture.store != NULL)
    fixture_close (&fixture);
  else
    assert_storage_error (error);
  has_failed = store_vfs_disarm ();
  /* Whatever is there, the next start makes it whole. */
  fixture_open (&fixture);
  {
    g_autoptr (IlxCampaign) campaign = make_campaign ("new");

    g_assert_true (save_campaign (fixture.store, campaign, NULL));
  }
  fixture_clear (&fixture);
  return has_failed;
}

static void
test_new (void)
{
  for (guint f = 0; f < G_N_ELEMENTS (faults); f += 3)
    {
      guint n = 1;

      while (open_new_with_fault (n, faults[f].kind, faults[f].is_dead))
        g_assert_cmpuint (n++, <, MOST_FAULTS);
      g_test_message ("%u faults", n - 1);
      g_assert_cmpuint (n, >, 10);
    }
}

static gint64
query_number (const char *path, const char *sql)
{
  g_autofree char *text = query_file (path, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

static gboolean
migrate_with_fault (guint n, FaultKind kind, gboolean is_dead, Case *prepared)
{
  const IlxMigrations *present = ilx_migrations_get_default ();
  g_autofree const char **scripts = g_new0 (const char *, present->n_scripts + 1);
  IlxMigrations migrations = { scripts, present->n_scripts + 1 };
  Case self = {
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;
  gint64 version;
  gboolean has_failed;
  IlxDb *db;

  for (int i = 0; i < present->n_scripts; i++)
    scripts[i] = present->scripts[i];
  scripts[present->n_scripts] = "ALTER TABLE campaign ADD COLUMN colour TEXT;"
                                "UPDATE campaign SET colour = 'blue'";
  case_init (&self, prepared);
  before = query_file (self.fixture.path, facts_sql);
  store_vfs_arm (n, kind, is_dead);
  db = ilx_migrations_open (&migrations, self.fixture.path, STORE_NOW, &error);
  if (db != NULL)
    ilx_db_close (db);
  else
    assert_storage_error (error);
  has_failed = store_vfs_disarm ();
  now = query_file (self.fixture.path, facts_sql);
  g_assert_cmpstr (now, ==, before);
  version = query_number (self.fixture.path, "PRAGMA user_version");
  g_assert_true (version == present->n_scripts + (db != NULL)
                 || (has_failed && version == present->n_scripts + 1));
  db = ilx_migrations_open (&migrations, self.fixture.path, STORE_NOW, NULL);
  g_assert_nonnull (db);
  ilx_db_close (db);
  case_clear (&self);
  return has_failed;
}

static void
test_migrate (void)
{
  Case prepared = {
    { NULL },
  };

  case_prepare (&prepared, TRUE);
  for (guint f = 0; f < G_N_ELEMENTS (faults); f += 3)
    {
      guint n = 1;

      while (migrate_with_fault (n, faults[f].kind, faults[f].is_dead, &prepared))
        g_assert_cmpuint (n++, <, MOST_FAULTS);
      g_test_message ("%u faults", n - 1);
      g_assert_cmpuint (n, >, 10);
    }
  case_clear (&prepared);
}

/* --- A power cut ------------------------------------------------------------------------------ */

/* After each callback the disk has it: what a sync has covered is all that is looked at. */
static void
test_power_cut (void)
{
  Fixture fixture = { NULL };
  g_autofree char *cut = g_dir_make_tmp ("illixis-cut-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (cut, "illixis.db", NULL);
  g_autoptr (IlxCampaign) campaign = make_campaign ("power");

  store_vfs_keep_synced (cut);
  fixture_init (&fixture);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *subject = g_strdup_printf ("edit %u", i);
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      ilx_campaign_set_subject (campaign, subject);
      g_assert_true (save_campaign (fixture.store, campaign, NULL));
      store_vfs_keep_synced (NULL);
      expected = query_file (fixture.path, facts_sql);
      found = read_after_kill (path);
      g_assert_cmpstr (found, ==, expected);
      store_vfs_keep_synced (cut);
    }
  store_vfs_keep_synced (NULL);
  fixture_clear (&fixture);
  fixture_remove_tree (cut);
}

int
main (int argc, char **argv)
{
  /* Thousands of databases: in memory where there is such a place, since no sync counts here. */
  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  store_vfs_install ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/faults/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/store/faults/new", test_new);
  g_test_add_func ("/store/faults/migrate", test_migrate);
  g_test_add_func ("/store/faults/power-cut", test_power_cut);
  return g_test_run ();
}
