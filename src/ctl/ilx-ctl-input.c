/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ilx-ctl-input.h"
#include "ilx-error.h"
#include "ilx-text.h"

#define MAX_LINE_BYTES 256

/* One read. The buffer has its full size from the start, so that no grown copy of a secret stays
 * behind; memory that nothing was read into is never touched. */
typedef struct
{
  char *path; /* (owned) (nullable): NULL for a line from the standard input */
  gsize max_bytes;
  char *buffer; /* (owned): of max_bytes + 1 */
  gsize length;
} IlxCtlRead;

static void
ilx_ctl_read_free (gpointer data)
{
  IlxCtlRead *self = data;

  if (self->buffer != NULL)
    explicit_bzero (self->buffer, self->length);
  g_free (self->buffer);
  g_free (self->path);
  g_free (self);
}

static gboolean
is_stdin (IlxCtlRead *self)
{
  return self->path == NULL || g_str_equal (self->path, "-");
}

static void
set_read_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_filename_display_name (path != NULL ? path : "-");

  if (code == ENOENT)
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT, _ ("There is no file “%s”."), name);
  else if (code == EISDIR)
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT, _ ("“%s” is a folder, not a file."), name);
  else
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT, _ ("“%s” can't be read: %s."), name,
                   g_strerror (code));
}

static gboolean
is_full (IlxCtlRead *self)
{
  return self->length > self->max_bytes
         || (self->path == NULL && self->length > 0 && self->buffer[self->length - 1] == '\n');
}

/* Reads until the end, the line's end, or one byte too many. */
static gboolean
read_all (IlxCtlRead *self, int fd, GError **error)
{
  /* A line is read byte by byte: what follows it is not ours. */
  gsize step = self->path == NULL ? 1 : 65536;

  while (!is_full (self))
    {
      gsize room = MIN (step, self->max_bytes + 1 - self->length);
      gssize n = read (fd, self->buffer + self->length, room);

      if (n == 0)
        break;
      if (n < 0 && errno != EINTR)
        {
          set_read_error (error, self->path, errno);
          return FALSE;
        }
      self->length += n > 0 ? (gsize) n : 0;
    }
  if (self->length <= self->max_bytes)
    return TRUE;
  ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                 _ ("“%s” holds more than the %zu bytes that are allowed here."),
                 self->path != NULL ? self->path : "-", self->max_bytes);
  return FALSE;
}

static GBytes *
take_bytes (IlxCtlRead *self)
{
  GBytes *bytes;
  IlxCtlRead *owner = g_new0 (IlxCtlRead, 1);

  owner->buffer = g_steal_pointer (&self->buffer);
  owner->length = self->length;
  bytes = g_bytes_new_with_free_func (owner->buffer, owner->length, ilx_ctl_read_free, owner);
  return bytes;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  IlxCtlRead *self = data;
  GError *error = NULL;
  int fd = is_stdin (self) ? STDIN_FILENO : open (self->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  if (fd < 0)
    set_read_error (&error, self->path, errno);
  else
    read_all (self, fd, &error);
  if (fd >= 0 && !is_stdin (self))
    close (fd);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, take_bytes (self), (GDestroyNotify) g_bytes_unref);
}

static void
start_reading (IlxCtlRead *self,
               gpointer tag,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  self->buffer = g_malloc (self->max_bytes + 1);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, ilx_ctl_read_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * ilx_ctl_read_file_async:
 * @path: a file, or "-" for the standard input
 * @max_bytes: more is refused
 * @cancellable: (nullable): ends the wait
 * @callback: then ilx_ctl_read_finish()
 * @user_data: for @callback
 */
void
ilx_ctl_read_file_async (const char *path,
                         gsize max_bytes,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  IlxCtlRead *self = g_new0 (IlxCtlRead, 1);

  self->path = g_strdup (path);
  self->max_bytes = max_bytes;
  start_reading (self, (gpointer) (guintptr) ilx_ctl_read_file_async, cancellable, callback,
                 user_data);
}

/**
 * ilx_ctl_read_line_async:
 * @cancellable: (nullable): ends the wait
 * @callback: then ilx_ctl_read_finish()
 * @user_data: for @callback
 */
void
ilx_ctl_read_line_async (GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  IlxCtlRead *self = g_new0 (IlxCtlRead, 1);

  self->max_bytes = MAX_LINE_BYTES;
  start_reading (self, (gpointer) (guintptr) ilx_ctl_read_line_async, cancellable, callback,
                 user_data);
}

/**
 * ilx_ctl_read_finish:
 * @result: of either read
 * @error: %ILX_ERROR_INVALID_INPUT: it is not there, can't be read, or holds too much
 *
 * Returns: (transfer full) (nullable): what was read, perhaps nothing
 */
GBytes *
ilx_ctl_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ilx_ctl_dup_key:
 * @bytes: what a file with a key held
 * @error: %ILX_ERROR_INVALID_INPUT when that can't be a key
 *
 * Returns: (transfer full) (nullable): the key without blanks around it; free it with
 *   ilx_text_free_secret()
 */
char *
ilx_ctl_dup_key (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0 && g_ascii_isspace (data[length - 1]))
    length--;
  for (; length > 0 && g_ascii_isspace (*data); data++)
    length--;
  if (length == 0)
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("The file holds no key. Copy the private key into it and nothing else."));
  else if (memchr (data, '\0', length) != NULL || !g_utf8_validate (data, (gssize) length, NULL))
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("The file is not text, so it holds no key. Copy the private key into it and "
                      "nothing else."));
  else
    return g_strndup (data, length);
  if (error != NULL)
    ilx_error_set_field (*error, "api-key-file");
  return NULL;
}

/**
 * ilx_ctl_is_terminal:
 *
 * Returns: whether somebody sits there who can be asked
 */
gboolean
ilx_ctl_is_terminal (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

/**
 * ilx_ctl_set_echo:
 * @is_shown: whether the terminal shows what is typed
 */
void
ilx_ctl_set_echo (gboolean is_shown)
{
  struct termios settings;

  if (tcgetattr (STDIN_FILENO, &settings) != 0)
    return;
  if (is_shown)
    settings.c_lflag |= ECHO;
  else
    settings.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &settings);
}
