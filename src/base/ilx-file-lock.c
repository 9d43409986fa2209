/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ilx-error.h"
#include "ilx-file-lock.h"

struct _IlxFileLock
{
  int fd;
};

/* One byte of the file stands for a key, so that a thousand keys need no thousand files. The hash
 * is 62 bits wide: two keys that meet there would only wait for each other. */
static struct flock
get_range (const char *key)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 offset;

  g_checksum_update (sum, (const guchar *) key, -1);
  g_checksum_get_digest (sum, digest, &length);
  memcpy (&offset, digest, sizeof offset);
  return (struct flock){
    .l_type = F_WRLCK,
    .l_whence = SEEK_SET,
    .l_start = (off_t) (offset >> 2),
    .l_len = 1,
  };
}

static void
set_error (GError **error, const char *path, int number)
{
  if (number == EAGAIN || number == EACCES)
    ilx_set_error (error, ILX_ERROR_BUSY,
                   _ ("Another Illixis is working on this. Nothing was changed here."));
  else
    ilx_set_error (error, ILX_ERROR_STORAGE, _ ("The lock “%s” can't be made: %s"), path,
                   g_strerror (number));
}

/**
 * ilx_file_lock_try:
 * @path: a file, made if absent; it stays when the lock is released
 * @key: what is locked: another key of the same file is another lock
 * @error: %ILX_ERROR_BUSY when another holder has it, %ILX_ERROR_STORAGE when it can't be made
 *
 * Takes the lock or fails at once. Two locks in one process exclude each other as well.
 *
 * Returns: (transfer full) (nullable): the lock
 */
IlxFileLock *
ilx_file_lock_try (const char *path, const char *key, GError **error)
{
  struct flock range = get_range (key);
  IlxFileLock *self;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      ilx_set_error (error, ILX_ERROR_STORAGE, _ ("The lock “%s” can't be made: %s"), path,
                     g_strerror (errno));
      return NULL;
    }
  if (fcntl (fd, F_OFD_SETLK, &range) != 0)
    {
      set_error (error, path, errno);
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
