/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer thread: order, transactions, cancelling, closing, and who waits for whom. */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "ilx-db-private.h"
#include "store-fixture.h"

/* A closure: inserts its number, then does as it is told. */
typedef struct
{
  int number;
  gboolean fails;
  gboolean breaks;          /* its last statement fails in SQLite */
  GAsyncQueue *gate;        /* (nullable): wait until something is in it */
  GThread *ran_on;          /* out */
  GThread **freed_on;       /* (nullable): out */
  GCancellable *to_be_gone; /* (nullable): cancelled while it runs */
} Note;

static Note *
note_new (int number)
{
  Note *note = g_new0 (Note, 1);

  note->number = number;
  return note;
}

static void
note_free (gpointer data)
{
  Note *note = data;

  if (note->freed_on != NULL)
    *note->freed_on = g_thread_self ();
  g_free (note);
}

static gboolean
insert_note (IlxDb *db, gpointer data, GError **error)
{
  Note *note = data;
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (
      db, "INSERT INTO quota (connection_id, tier, day, used) VALUES ('note', '', ?1, 1)", error);

  note->ran_on = g_thread_self ();
  if (note->gate != NULL)
    g_async_queue_pop (note->gate);
  if (note->to_be_gone != NULL)
    g_cancellable_cancel (note->to_be_gone);
  ilx_stmt_bind_int (stmt, 1, note->number);
  if (!ilx_stmt_run (stmt, error))
    return FALSE;
  if (note->breaks)
    return ilx_db_exec (db, "INSERT INTO audience VALUES ('a', 'b', 'c', 1, 2, 3, 4, 5)", error);
  if (note->fails)
    ilx_set_error (error, ILX_ERROR_REJECTED, "no");
  return !note->fails;
}

static void
write_note (IlxStore *store, Note *note, GCancellable *cancellable, GAsyncResult **result)
{
  ilx_store_write_async (store, insert_note, note, note_free, cancellable, ilx_test_await_cb,
                         result);
}

static Note *
finish_note (IlxStore *store, GAsyncResult **result, GError **error)
{
  Note *note;

  ilx_test_await (result);
  note = ilx_store_write_finish (store, *result, error);
  /* It holds the store. */
  g_clear_object (result);
  return note;
}

/* The numbers in the database, as the reader sees them. */
static void
assert_notes (IlxStore *store, const char *expected)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store),
                                             "SELECT group_concat(day, ' ') FROM"
                                             " (SELECT day FROM quota ORDER BY day)",
                                             NULL);

  g_assert_cmpint (ilx_stmt_step (stmt, NULL), ==, ILX_ROW);
  g_assert_cmpstr (ilx_stmt_get_text (stmt, 0), ==, expected);
}

static void
test_write (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Note *note;

  fixture_init (&fixture);
  g_assert_cmpstr (ilx_store_get_path (fixture.store), ==, fixture.path);
  g_assert_true (ilx_store_get_clock (fixture.store) == fixture.clock);
  assert_notes (fixture.store, NULL);
  write_note (fixture.store, note_new (1), NULL, &result);
  note = finish_note (fixture.store, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (note->number, ==, 1);
  g_assert_true (note->ran_on != g_thread_self ());
  note_free (note);
  assert_notes (fixture.store, "1");
  fixture_clear (&fixture);
}

static void
test_rollback (void)
{
  static const struct
  {
    gboolean fails;
    gboolean breaks;
    IlxErrorCode code;
  } rows[] = { { TRUE, FALSE, ILX_ERROR_REJECTED }, { FALSE, TRUE, ILX_ERROR_STORAGE } };
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      GThread *freed_on = NULL;
      Note *note = note_new (2);

      note->fails = rows[i].fails;
      note->breaks = rows[i].breaks;
      note->freed_on = &freed_on;
      write_note (fixture.store, note, NULL, &result);
      g_assert_null (finish_note (fixture.store, &result, &error));
      assert_ilx_error (error, rows[i].code);
      /* What it carries is the caller's, be it objects that notify. */
      g_assert_true (freed_on == g_thread_self ());
      assert_notes (fixture.store, NULL);
    }
  fixture_clear (&fixture);
}

/* Before it starts a cancellation helps; after that the truth is told. */
static void
test_cancel (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GAsyncQueue) gate = g_async_queue_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  Note *note = note_new (1);

  fixture_init (&fixture);
  note->gate = gate;
  note->to_be_gone = cancellable;
  write_note (fixture.store, note, cancellable, &first);
  write_note (fixture.store, note_new (2), cancellable, &second);
  g_async_queue_push (gate, gate);
  note = finish_note (fixture.store, &first, &error);
  g_assert_no_error (error);
  note_free (note);
  g_assert_null (finish_note (fixture.store, &second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_notes (fixture.store, "1");
  fixture_clear (&fixture);
}

#define N_QUEUED 50

static void
test_close_drains (void)
{
  Fixture fixture = { NULL };
  GAsyncResult *results[N_QUEUED + 1] = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  for (int i = 0; i < N_QUEUED; i++)
    write_note (fixture.store, note_new (i), NULL, &results[i]);
  ilx_store_close (fixture.store);
  ilx_store_close (fixture.store);
  /* All written, nobody told yet. */
  g_assert_null (results[0]);
  write_note (fixture.store, note_new (N_QUEUED), NULL, &results[N_QUEUED]);
  for (int i = 0; i < N_QUEUED; i++)
    {
      note_free (finish_note (fixture.store, &results[i], &error));
      g_assert_no_error (error);
    }
  g_assert_null (finish_note (fixture.store, &results[N_QUEUED], &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  fixture_reopen (&fixture);
  g_assert_false (g_file_test ("illixis.db-journal", G_FILE_TEST_EXISTS));
  {
    g_autofree char *n = query_file (fixture.path, "SELECT count(*) FROM quota");

    g_assert_cmpstr (n, ==, G_STRINGIFY (N_QUEUED));
  }
  fixture_clear (&fixture);
}

/* Whoever calls from another context is answered there. */
static void
test_context (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  fixture_init (&fixture);
  g_main_context_push_thread_default (context);
  write_note (fixture.store, note_new (1), NULL, &result);
  g_main_context_pop_thread_default (context);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  note_free (ilx_store_write_finish (fixture.store, result, NULL));
  g_clear_object (&result);
  fixture_clear (&fixture);
}

static void
test_reader_only_reads (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  g_assert_false (ilx_db_exec (ilx_store_get_reader (fixture.store), "DELETE FROM quota", &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE_READ_ONLY);
  fixture_clear (&fixture);
}

static void
assert_mode (const char *path, const char *suffix, guint mode)
{
  g_autofree char *full = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (full, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, mode);
}

static void
test_permissions (void)
{
  Fixture fixture = { NULL };
  mode_t mask = umask (0);
  g_autofree char *folder = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  fixture_init (&fixture);
  fixture_close (&fixture);
  folder = g_build_filename (fixture.folder, "a", "profile", NULL);
  g_free (fixture.path);
  fixture.path = g_build_filename (folder, "illixis.db", NULL);
  fixture_open (&fixture);
  write_note (fixture.store, note_new (1), NULL, &result);
  note_free (finish_note (fixture.store, &result, NULL));
  assert_mode (folder, "", 0700);
  assert_mode (fixture.path, "", 0600);
  assert_mode (fixture.path, "-wal", 0600);
  assert_mode (fixture.path, "-shm", 0600);
  umask (mask);
  fixture_clear (&fixture);
}

static void
test_settings (void)
{
  Fixture fixture = { NULL };
  g_autofree char *mode = NULL;

  fixture_init (&fixture);
  mode = query_file (fixture.path, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "wal");
  fixture_close (&fixture);
  /* The last one out folds the log into the file. */
  {
    g_autofree char *log = g_strconcat (fixture.path, "-wal", NULL);

    g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  }
  fixture_clear (&fixture);
}

static gboolean
read_settings (IlxDb *db, gpointer data, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (
      db, "SELECT synchronous, foreign_keys FROM pragma_synchronous, pragma_foreign_keys", error);

  g_assert_cmpint (ilx_stmt_step (stmt, error), ==, ILX_ROW);
  g_assert_cmpint (ilx_stmt_get_int (stmt, 0), ==, 2); /* FULL */
  g_assert_cmpint (ilx_stmt_get_int (stmt, 1), ==, 1);
  return TRUE;
}

static void
test_durable (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  ilx_store_write_async (fixture.store, read_settings, NULL, NULL, NULL, ilx_test_await_cb,
                         &result);
  ilx_test_await (&result);
  ilx_store_write_finish (fixture.store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  fixture_clear (&fixture);
}

/* --- Another that writes ---------------------------------------------------------------------- */

static gboolean
be_impatient (IlxDb *db, gpointer data, GError **error)
{
  sqlite3_busy_timeout (ilx_db_get_handle (db), 20);
  return TRUE;
}

static void
test_locked (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxDb) other = NULL;
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (GAsyncResult) impatient = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  other = ilx_db_open (fixture.path, ILX_DB_WRITE, NULL);
  g_assert_true (ilx_db_exec (other, "BEGIN IMMEDIATE", NULL));
  write_note (fixture.store, note_new (1), NULL, &waiting);
  ilx_test_spin (100);
  g_assert_null (waiting);
  /* Reading goes on meanwhile. */
  assert_notes (fixture.store, NULL);
  g_assert_true (ilx_db_exec (other, "COMMIT", NULL));
  note_free (finish_note (fixture.store, &waiting, &error));
  g_assert_no_error (error);

  ilx_store_write_async (fixture.store, be_impatient, NULL, NULL, NULL, ilx_test_await_cb,
                         &impatient);
  ilx_test_await (&impatient);
  g_assert_true (ilx_db_exec (other, "BEGIN IMMEDIATE", NULL));
  write_note (fixture.store, note_new (2), NULL, &refused);
  g_assert_null (finish_note (fixture.store, &refused, &error));
  assert_ilx_error (error, ILX_ERROR_BUSY);
  g_assert_true (ilx_db_exec (other, "ROLLBACK", NULL));
  assert_notes (fixture.store, "1");
  g_clear_pointer (&other, ilx_db_close);
  g_clear_object (&impatient);
  fixture_clear (&fixture);
}

/* Two profiles' windows, or a window and a timer: two stores on one file, turn by turn. */
static void
test_two_stores (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxStore) other = NULL;
  GAsyncResult *results[2 * N_QUEUED] = { NULL };
  g_autofree char *n = NULL;

  fixture_init (&fixture);
  other = ilx_store_open (fixture.path, fixture.clock, NULL);
  for (int i = 0; i < 2 * N_QUEUED; i++)
    write_note (i % 2 == 0 ? fixture.store : other, note_new (i), NULL, &results[i]);
  for (int i = 0; i < 2 * N_QUEUED; i++)
    {
      g_autoptr (GError) error = NULL;

      note_free (finish_note (i % 2 == 0 ? fixture.store : other, &results[i], &error));
      g_assert_no_error (error);
    }
  n = query_file (fixture.path, "SELECT count(*) FROM quota");
  g_assert_cmpstr (n, ==, "100");
  g_assert_finalize_object (g_steal_pointer (&other));
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/store/write", test_write);
  g_test_add_func ("/store/store/rollback", test_rollback);
  g_test_add_func ("/store/store/cancel", test_cancel);
  g_test_add_func ("/store/store/close-drains", test_close_drains);
  g_test_add_func ("/store/store/context", test_context);
  g_test_add_func ("/store/store/reader-only-reads", test_reader_only_reads);
  g_test_add_func ("/store/store/permissions", test_permissions);
  g_test_add_func ("/store/store/settings", test_settings);
  g_test_add_func ("/store/store/durable", test_durable);
  g_test_add_func ("/store/store/locked", test_locked);
  g_test_add_func ("/store/store/two-stores", test_two_stores);
  return g_test_run ();
}
