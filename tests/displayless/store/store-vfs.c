/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "store-vfs.h"

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* behind this struct */
  char *path;         /* (nullable) */
} ShimFile;

static sqlite3_vfs shim;
static sqlite3_vfs *real_vfs;

/* The writer thread counts, the test's thread arms. */
static GMutex mutex;
static guint countdown; /* 0: nothing fails */
static FaultKind kind;
static gboolean is_dead;
static gboolean has_failed;
static char *synced_folder;

void
store_vfs_arm (guint n, FaultKind new_kind, gboolean new_is_dead)
{
  g_mutex_lock (&mutex);
  countdown = n;
  kind = new_kind;
  is_dead = new_is_dead;
  has_failed = FALSE;
  g_mutex_unlock (&mutex);
}

gboolean
store_vfs_disarm (void)
{
  gboolean did_fail;

  g_mutex_lock (&mutex);
  did_fail = has_failed;
  countdown = 0;
  has_failed = FALSE;
  g_mutex_unlock (&mutex);
  return did_fail;
}

void
store_vfs_keep_synced (const char *folder)
{
  g_mutex_lock (&mutex);
  g_free (synced_folder);
  synced_folder = g_strdup (folder);
  g_mutex_unlock (&mutex);
}

static gboolean
is_to_fail (void)
{
  gboolean fails = FALSE;

  g_mutex_lock (&mutex);
  if (countdown > 0)
    {
      fails = has_failed ? is_dead : --countdown == 0;
      if (fails)
        {
          has_failed = TRUE;
          countdown = 1; /* still armed */
        }
    }
  g_mutex_unlock (&mutex);
  return fails;
}

static int
get_failure (int otherwise)
{
  return kind == FAULT_FULL ? SQLITE_FULL : otherwise;
}

static void
copy_synced (const char *path)
{
  g_mutex_lock (&mutex);
  if (synced_folder != NULL && path != NULL)
    {
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *copy = g_build_filename (synced_folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
      g_assert_true (g_file_set_contents (copy, contents, (gssize) size, NULL));
    }
  g_mutex_unlock (&mutex);
}

/* --- Files ------------------------------------------------------------------------------------ */

#define REAL(file) (((ShimFile *) (file))->real)

static int
shim_close (sqlite3_file *file)
{
  int result = REAL (file)->pMethods->xClose (REAL (file));

  g_free (((ShimFile *) file)->path);
  return result;
}

static int
shim_read (sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
  return REAL (file)->pMethods->xRead (REAL (file), bytes, size, offset);
}

static int
shim_write (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  if (is_to_fail ())
    {
      if (kind == FAULT_TORN)
        REAL (file)->pMethods->xWrite (REAL (file), bytes, size / 2, offset);
      return get_failure (SQLITE_IOERR_WRITE);
    }
  return REAL (file)->pMethods->xWrite (REAL (file), bytes, size, offset);
}

static int
shim_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (is_to_fail ())
    return get_failure (SQLITE_IOERR_TRUNCATE);
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
shim_sync (sqlite3_file *file, int flags)
{
  if (is_to_fail ())
    return get_failure (SQLITE_IOERR_FSYNC);
  /* What a sync is for is told by the copy; the real one would only make thousands of runs slow. */
  copy_synced (((ShimFile *) file)->path);
  return SQLITE_OK;
}

static int
shim_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
shim_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
shim_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
shim_check_reserved_lock (sqlite3_file *file, int *is_reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), is_reserved);
}

static int
shim_file_control (sqlite3_file *file, int op, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, argument);
}

static int
shim_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

/* A disk that promises nothing. */
static int
shim_device_characteristics (sqlite3_file *file)
{
  return 0;
}

static int
shim_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **place)
{
  if (extend && is_to_fail ())
    return get_failure (SQLITE_IOERR_SHMSIZE);
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, place);
}

static int
shim_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
shim_shm_unmap (sqlite3_file *file, int is_deleted)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), is_deleted);
}

static const sqlite3_io_methods shim_methods = {
  .iVersion = 2,
  .xClose = shim_close,
  .xRead = shim_read,
  .xWrite = shim_write,
  .xTruncate = shim_truncate,
  .xSync = shim_sync,
  .xFileSize = shim_file_size,
  .xLock = shim_lock,
  .xUnlock = shim_unlock,
  .xCheckReservedLock = shim_check_reserved_lock,
  .xFileControl = shim_file_control,
  .xSectorSize = shim_sector_size,
  .xDeviceCharacteristics = shim_device_characteristics,
  .xShmMap = shim_shm_map,
  .xShmLock = shim_shm_lock,
  .xShmBarrier = shim_shm_barrier,
  .xShmUnmap = shim_shm_unmap,
};

/* --- The file system -------------------------------------------------------------------------- */

static gboolean
is_created (const char *path, int flags)
{
  return (flags & SQLITE_OPEN_CREATE) != 0
         && (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS));
}

static int
shim_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  ShimFile *self = (ShimFile *) file;
  int result;

  self->base.pMethods = NULL;
  if (is_created (path, flags) && is_to_fail ())
    return get_failure (SQLITE_CANTOPEN);
  self->real = (sqlite3_file *) (self + 1);
  result = real_vfs->xOpen (real_vfs, path, self->real, flags, out_flags);
  if (result != SQLITE_OK)
    return result;
  self->path = g_strdup (path);
  self->base.pMethods = &shim_methods;
  return SQLITE_OK;
}

static int
shim_delete (sqlite3_vfs *vfs, const char *path, int sync_dir)
{
  if (is_to_fail ())
    return get_failure (SQLITE_IOERR_DELETE);
  return real_vfs->xDelete (real_vfs, path, sync_dir);
}

void
store_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  shim = *real_vfs;
  shim.pNext = NULL;
  shim.zName = "illixis-shim";
  shim.szOsFile = (int) sizeof (ShimFile) + real_vfs->szOsFile;
  shim.xOpen = shim_open;
  shim.xDelete = shim_delete;
  g_assert_cmpint (sqlite3_vfs_register (&shim, TRUE), ==, SQLITE_OK);
}
