/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-html-import.h"
#include "ilx-text.h"

/* What a campaign can hold. */
#define MAX_BYTES (5 * 1000 * 1000)

/* Reads no further than what would be refused anyway. */
static gboolean
read_more_cb (const char *contents, goffset size, gpointer user_data)
{
  return size <= MAX_BYTES;
}

static char *
check (char *contents, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (contents, length);

  if (length > MAX_BYTES)
    {
      ilx_set_error (
          error, ILX_ERROR_INVALID_INPUT,
          _ ("The file is larger than 5 MB, more than any mail client shows. Take images "
             "out of it and link to them."));
      return NULL;
    }
  return ilx_text_dup_checked (bytes, _ ("The HTML"), "html", error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *contents = NULL;
  gsize length = 0;
  char *text = NULL;

  if (g_file_load_partial_contents_finish (G_FILE (source), result, &contents, &length, NULL,
                                           &error))
    text = check (contents, length, &error);
  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * ilx_html_import_async:
 * @file: a file
 * @cancellable: (nullable): gives up reading
 * @callback: called on the main context
 * @user_data: for @callback
 */
void
ilx_html_import_async (GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_html_import_async);
  g_file_load_partial_contents_async (file, cancellable, read_more_cb, loaded_cb, task);
}

/**
 * ilx_html_import_finish:
 * @file: the file
 * @result: the result
 * @error: %ILX_ERROR_INVALID_INPUT for what is not UTF-8 or too large, %G_IO_ERROR_NOT_FOUND and
 *   its siblings
 *
 * Returns: (transfer full) (nullable): what it holds
 */
char *
ilx_html_import_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
