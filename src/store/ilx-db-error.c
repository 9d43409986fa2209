/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's and the kernel's failures as ILX_ERROR_STORAGE*: the sentence is for the user, SQLite's
 * own words follow as detail. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ilx-db-private.h"

static gboolean
is_full (int code)
{
  return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

static gboolean
is_forbidden (int code)
{
  return code == EACCES || code == EPERM || code == EROFS;
}

/* SQLite says "can't open" for many reasons; only the file system knows whether it is this one. */
static gboolean
is_read_only (const char *path)
{
  g_autofree char *folder = NULL;

  if (path == NULL)
    return FALSE;
  folder = g_path_get_dirname (path);
  return (access (path, W_OK) != 0 && is_forbidden (errno))
         || (access (folder, W_OK) != 0 && is_forbidden (errno));
}

static const char *
get_sentence (IlxErrorCode code)
{
  switch ((int) code)
    {
    case ILX_ERROR_BUSY:
      return _ ("Another Illixis is writing to “%s”. Nothing was changed here; try again in a "
                "moment.");
    case ILX_ERROR_STORAGE_FULL:
      return _ ("The disk that holds “%s” is full. What was saved before is safe.");
    case ILX_ERROR_STORAGE_READ_ONLY:
      return _ ("“%s” can't be written. What is in it was not changed.");
    case ILX_ERROR_STORAGE_CORRUPT:
      return _ ("The database “%s” is damaged. It was left as it is.");
    case ILX_ERROR_STORAGE_NEWER:
      return _ ("“%s” was written by a newer Illixis. It was left untouched.");
    default:
      return _ ("The database “%s” can't be read or written.");
    }
}

/**
 * ilx_db_set_error_code:
 * @code: %ILX_ERROR_BUSY or one of %ILX_ERROR_STORAGE and its siblings
 * @path: (nullable): the database
 * @detail: (nullable): in SQLite's words
 * @error: where to put it
 *
 * Makes an error with the words that @code has here.
 */
void
ilx_db_set_error_code (IlxErrorCode code, const char *path, const char *detail, GError **error)
{
  if (error == NULL)
    return;
  ilx_set_error (error, code, get_sentence (code),
                 path != NULL && *path != '\0' ? path : "illixis.db");
  ilx_error_set_detail (*error, detail);
}

/* Of an input or output error the system's number says more than SQLite's. */
static IlxErrorCode
get_system_code (sqlite3 *handle, IlxErrorCode otherwise)
{
  int code = handle != NULL ? sqlite3_system_errno (handle) : 0;

  if (is_full (code))
    return ILX_ERROR_STORAGE_FULL;
  if (is_forbidden (code)
      || is_read_only (handle != NULL ? sqlite3_db_filename (handle, "main") : NULL))
    return ILX_ERROR_STORAGE_READ_ONLY;
  return otherwise;
}

/**
 * ilx_db_error_code:
 * @handle: (nullable): the connection it happened on
 * @result: SQLite's result code, extended or not
 *
 * Returns: ours
 */
IlxErrorCode
ilx_db_error_code (sqlite3 *handle, int result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ILX_ERROR_BUSY;
    case SQLITE_FULL:
      return ILX_ERROR_STORAGE_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ILX_ERROR_STORAGE_READ_ONLY;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return get_system_code (handle, ILX_ERROR_STORAGE);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ILX_ERROR_STORAGE_CORRUPT;
    default:
      return ILX_ERROR_STORAGE;
    }
}

/**
 * ilx_db_set_error:
 * @handle: (nullable): a connection whose last call failed
 * @path: (nullable): its file; %NULL: ask @handle
 * @error: where to put it
 */
void
ilx_db_set_error (sqlite3 *handle, const char *path, GError **error)
{
  int result = sqlite3_extended_errcode (handle);
  g_autofree char *detail = NULL;

  if (path == NULL && handle != NULL)
    path = sqlite3_db_filename (handle, "main");
  detail = g_strdup_printf ("SQLite %d: %s", result, sqlite3_errmsg (handle));
  ilx_db_set_error_code (ilx_db_error_code (handle, result), path, detail, error);
}

/**
 * ilx_db_set_errno:
 * @code: errno of a call on the database's file or folder
 * @path: that file or folder
 * @error: where to put it
 */
void
ilx_db_set_errno (int code, const char *path, GError **error)
{
  IlxErrorCode ours = ILX_ERROR_STORAGE;

  if (is_full (code))
    ours = ILX_ERROR_STORAGE_FULL;
  else if (is_forbidden (code))
    ours = ILX_ERROR_STORAGE_READ_ONLY;
  ilx_db_set_error_code (ours, path, g_strerror (code), error);
}
