/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "ilx-error.h"
#include "ilx-file-lock.h"

struct _IlxFileLock
{
  int fd;
};

/**
 * ilx_file_lock_try:
 * @path: a file, made if absent; it stays when the lock is released
 * @error: %ILX_ERROR_BUSY when another holder has it, %ILX_ERROR_STORAGE when it can't be made
 *
 * Takes the lock or fails at once. Two locks in one process exclude each other as well.
 *
 * Returns: (transfer full) (nullable): the lock
 */
IlxFileLock *
ilx_file_lock_try (const char *path, GError **error)
{
  IlxFileLock *self;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      ilx_set_error (error, ILX_ERROR_STORAGE,
                     _ ("The lock “%s” can't be made: %s"), path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      ilx_set_error (error, ILX_ERROR_BUSY,
                     _ ("Another Illixis is working on this. Nothing was changed here."));
      close (fd);
      return NULL;
    }
  self = g_new0 (IlxFileLock, 1);
  self->fd = fd;
  return self;
}

/**
 * ilx_file_lock_release:
 * @self: (transfer full): the lock
 */
void
ilx_file_lock_release (IlxFileLock *self)
{
  close (self->fd);
  g_free (self);
}
