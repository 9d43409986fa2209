/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ilx-backup.h"
#include "ilx-db-private.h"

static char *
dup_folder (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);

  return g_build_filename (parent, "backups", NULL);
}

/* "illixis-" of "…/illixis.db": what all copies of this database start with. */
static char *
dup_prefix (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ".db"))
    name[strlen (name) - strlen (".db")] = '\0';
  return g_strconcat (name, "-", NULL);
}

/* By date first, so that names in order are copies in order. */
static char *
dup_copy_name (const char *path, gint64 version, gint64 now, guint attempt)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *stamp
      = date != NULL ? g_date_time_format (date, "%Y%m%dT%H%M%SZ") : g_strdup ("undated");
  g_autofree char *folder = dup_folder (path);
  g_autofree char *prefix = dup_prefix (path);
  g_autofree char *name
      = g_strdup_printf ("%s%s-%u-v%" G_GINT64_FORMAT ".db", prefix, stamp, attempt, version);

  return g_build_filename (folder, name, NULL);
}

/* An empty file of a name that nothing had, for its owner's eyes alone. */
static char *
make_empty_copy (const char *path, gint64 version, gint64 now, GError **error)
{
  for (guint attempt = 0;; attempt++)
    {
      g_autofree char *copy = dup_copy_name (path, version, now, attempt);
      int fd = g_open (copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

      if (fd >= 0)
        {
          close (fd);
          return g_steal_pointer (&copy);
        }
      if (errno != EEXIST)
        {
          ilx_db_set_errno (errno, copy, error);
          return NULL;
        }
    }
}

static gboolean
sync_path (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int result = fd >= 0 ? fsync (fd) : -1;

  if (result != 0)
    ilx_db_set_errno (errno, path, error);
  if (fd >= 0)
    close (fd);
  return result == 0;
}

/* One statement that sees the database and its log as of one moment. */
static gboolean
write_copy (IlxDb *db, const char *copy, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (db, "VACUUM INTO ?1", error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, copy);
  return ilx_stmt_run (stmt, error) && sync_path (copy, error);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

/* Too many copies harm nobody, so a failure here is not one of the migration. */
static void
prune (const char *path)
{
  g_autofree char *folder = dup_folder (path);
  g_autofree char *prefix = dup_prefix (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_newest_first);
  for (guint i = ILX_BACKUPS_KEPT; i < names->len; i++)
    g_unlink (g_ptr_array_index (names, i));
}

/**
 * ilx_backup_make:
 * @db: a connection to @path, not in a transaction
 * @path: the database
 * @version: of its schema, for the name
 * @now: the date, microseconds since the epoch, for the name
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Copies the database into "backups" beside it, durably, and keeps the newest %ILX_BACKUPS_KEPT.
 *
 * Returns: whether there is a whole copy now; else there is none
 */
gboolean
ilx_backup_make (IlxDb *db, const char *path, gint64 version, gint64 now, GError **error)
{
  g_autofree char *folder = dup_folder (path);
  g_autofree char *copy = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      ilx_db_set_errno (errno, folder, error);
      return FALSE;
    }
  copy = make_empty_copy (path, version, now, error);
  if (copy == NULL)
    return FALSE;
  if (!write_copy (db, copy, error) || !sync_path (folder, error))
    {
      g_unlink (copy);
      return FALSE;
    }
  prune (path);
  return TRUE;
}
