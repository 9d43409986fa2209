/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ilx-backup.h"
#include "ilx-db-private.h"
#include "ilx-migrations.h"

/* What a file says of itself. */
typedef struct
{
  gint64 version;
  gint64 application;
} IlxFileFacts;

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  ilx_db_set_errno (errno, folder, error);
  return FALSE;
}

/* An empty file is an empty database. Made by us, so that nobody else may read it from its first
 * byte on; SQLite gives its two companions the same permissions. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd;

  if (!make_folder (path, error))
    return FALSE;
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  if (errno == EEXIST)
    return TRUE;
  ilx_db_set_errno (errno, path, error);
  return FALSE;
}

static gboolean
read_number (IlxDb *db, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, sql, error);

  if (stmt == NULL || ilx_stmt_step (stmt, error) != ILX_ROW)
    return FALSE;
  *number = ilx_stmt_get_int (stmt, 0);
  return TRUE;
}

/* The two numbers come first and alone: SQLite gives them without reading the schema, which of a
 * newer version may be beyond it. */
static gboolean
check_version (
    const IlxMigrations *self, IlxFileFacts *facts, IlxDb *db, const char *path, GError **error)
{
  if (!read_number (db, "PRAGMA user_version", &facts->version, error)
      || !read_number (db, "PRAGMA application_id", &facts->application, error))
    return FALSE;
  if (facts->application != ILX_APPLICATION_ID || facts->version <= self->n_scripts)
    return TRUE;
  ilx_db_set_error_code (ILX_ERROR_STORAGE_NEWER, path, NULL, error);
  return FALSE;
}

/* Also shows whether the schema can be read at all. */
static gboolean
check_ours (IlxFileFacts *facts, IlxDb *db, const char *path, GError **error)
{
  gint64 n_objects;

  if (!read_number (db, "SELECT count(*) FROM sqlite_schema", &n_objects, error))
    return FALSE;
  if (facts->application == ILX_APPLICATION_ID || (facts->version == 0 && n_objects == 0))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_STORAGE,
                 _ ("“%s” is a database of another program. It was left untouched."), path);
  return FALSE;
}

/* As of one moment: another process may be making the database. */
static gboolean
check_file (
    const IlxMigrations *self, IlxFileFacts *facts, IlxDb *db, const char *path, GError **error)
{
  gboolean is_good;

  if (!ilx_db_exec (db, "BEGIN", error))
    return FALSE;
  is_good = check_version (self, facts, db, path, error) && check_ours (facts, db, path, error);
  ilx_db_exec (db, "ROLLBACK", NULL);
  return is_good;
}

static gboolean
has_broken_reference (IlxDb *db, GError **error)
{
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (db, "SELECT \"table\" FROM pragma_foreign_key_check", error);

  switch (stmt != NULL ? ilx_stmt_step (stmt, error) : ILX_ROW_ERROR)
    {
    case ILX_ROW:
      ilx_set_error (error, ILX_ERROR_STORAGE,
                     _ ("The database can't be brought to the present version. It was left as it "
                        "was."));
      ilx_error_set_detail (error != NULL ? *error : NULL, "a reference would be broken");
      return TRUE;
    case ILX_ROW_NONE:
      return FALSE;
    case ILX_ROW_ERROR:
    default:
      return TRUE;
    }
}

/* One version on. Another process may have done it while we waited for the lock. */
static gboolean
run_script (const IlxMigrations *self, IlxDb *db, int version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                           ILX_APPLICATION_ID, version);
  gint64 present;

  if (!read_number (db, "PRAGMA user_version", &present, error))
    return FALSE;
  if (present >= version)
    return TRUE;
  return ilx_db_exec (db, self->scripts[version - 1], error) && ilx_db_exec (db, mark, error)
         && !has_broken_reference (db, error);
}

static gboolean
run_scripts (const IlxMigrations *self, IlxDb *db, gint64 first, gint64 last, GError **error)
{
  for (gint64 version = first; version <= last; version++)
    if (!run_script (self, db, (int) version, error))
      return FALSE;
  return TRUE;
}

/* From @first to @last as one: what lies between is never seen by anybody. */
static gboolean
migrate_range (const IlxMigrations *self, IlxDb *db, gint64 first, gint64 last, GError **error)
{
  if (!ilx_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (run_scripts (self, db, first, last, error) && ilx_db_exec (db, "COMMIT", error))
    return TRUE;
  /* Some failures have rolled back by themselves. */
  if (!sqlite3_get_autocommit (ilx_db_get_handle (db)))
    ilx_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
migrate (const IlxMigrations *self,
         IlxDb *db,
         const IlxFileFacts *facts,
         const char *path,
         gint64 now,
         GError **error)
{
  if (facts->version > 0 && facts->version < self->n_scripts
      && !ilx_backup_make (db, path, facts->version, now, error))
    return FALSE;
  /* A new database is made at once: whoever looks meanwhile would take it for an older one. */
  if (facts->version == 0)
    return migrate_range (self, db, 1, self->n_scripts, error);
  for (gint64 version = facts->version + 1; version <= self->n_scripts; version++)
    if (!migrate_range (self, db, version, version, error))
      return FALSE;
  return TRUE;
}

/* Readers go on while another writes. Two processes that make one database at the same moment get
 * in each other's way here; whoever comes later finds it done. */
static gboolean
set_up_log (IlxDb *db, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (ilx_db_exec (db, "PRAGMA journal_mode = WAL", &failure)
      || ilx_error_is (failure, ILX_ERROR_BUSY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (log, &info) == 0 && info.st_size > 0;
}

/* While this is set, a close leaves file and log as they are. */
static void
set_hands_off (IlxDb *db, gboolean is_on)
{
  sqlite3_db_config (ilx_db_get_handle (db), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, is_on, NULL);
}

static gboolean
check_and_migrate (
    const IlxMigrations *self, IlxDb *db, const char *path, gint64 now, GError **error)
{
  IlxFileFacts facts;

  /* A log that was there belongs to a file that may turn out not to be ours to touch. */
  set_hands_off (db, has_log (path));
  if (!check_file (self, &facts, db, path, error))
    return FALSE;
  set_hands_off (db, FALSE);
  /* A commit is on the disk before anybody hears of it: the journal of operations stands on it. */
  return ilx_db_exec (db, "PRAGMA synchronous = FULL", error) && set_up_log (db, error)
         && migrate (self, db, &facts, path, now, error)
         && ilx_db_exec (db, "PRAGMA foreign_keys = ON", error);
}

/**
 * ilx_migrations_open:
 * @self: the schema's history
 * @path: the database
 * @now: the date, microseconds since the epoch
 * @error: %ILX_ERROR_STORAGE and its siblings; then the file is as it was
 *
 * Opens a connection for writing. A database that is absent is made (0600, its folder 0700), an
 * older one is copied into "backups" beside it and migrated.
 *
 * Returns: (transfer full) (nullable): the connection
 */
IlxDb *
ilx_migrations_open (const IlxMigrations *self, const char *path, gint64 now, GError **error)
{
  g_autoptr (IlxDb) db = NULL;

  if (!make_file (path, error))
    return NULL;
  db = ilx_db_open (path, ILX_DB_WRITE, error);
  if (db == NULL || !check_and_migrate (self, db, path, now, error))
    return NULL;
  return g_steal_pointer (&db);
}
