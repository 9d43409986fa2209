/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ilx-preview-file.h"

/* One for all: a mail is not left lying about for each time that it was looked at. */
static GFile *
new_file (void)
{
  g_autofree char *path
      = g_build_filename (g_get_user_cache_dir (), GETTEXT_PACKAGE, "preview", "mail.html", NULL);

  return g_file_new_for_path (path);
}

static gboolean
make_dir (GFile *file, GError **error)
{
  g_autoptr (GFile) dir = g_file_get_parent (file);

  if (g_mkdir_with_parents (g_file_peek_path (dir), 0700) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *html = data;
  g_autoptr (GFile) file = new_file ();
  GError *error = NULL;

  /* Deleted first, so that the permissions are ours and not those of what was there. */
  if (make_dir (file, &error)
      && (g_file_delete (file, cancellable, &error)
          || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)))
    {
      g_autoptr (GFileOutputStream) stream = NULL;

      g_clear_error (&error);
      stream = g_file_create (file, G_FILE_CREATE_PRIVATE, cancellable, &error);
      if (stream != NULL
          && g_output_stream_write_all (G_OUTPUT_STREAM (stream), html, strlen (html), NULL,
                                        cancellable, &error))
        g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
}

/**
 * ilx_preview_file_write_async:
 * @html: a mail
 * @cancellable: (nullable): gives up
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Writes it where only this user reads, in a thread.
 */
void
ilx_preview_file_write_async (const char *html,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_preview_file_write_async);
  g_task_set_task_data (task, g_strdup (html), g_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * ilx_preview_file_write_finish:
 * @result: the result
 * @error: why it could not be written
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
ilx_preview_file_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
