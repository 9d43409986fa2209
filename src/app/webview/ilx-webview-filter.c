/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ilx-webview-filter.h"

/* Everything is blocked that has an address; what the mail holds itself is not. */
#define BLOCK_ALL "{\"trigger\":{\"url-filter\":\".*\"},\"action\":{\"type\":\"block\"}}"
#define EXCEPT "\"action\":{\"type\":\"ignore-previous-rules\"}}"
#define PASS_OWN                                                                                   \
  "{\"trigger\":{\"url-filter\":\"^data:\"}," EXCEPT                                               \
  ",{\"trigger\":{\"url-filter\":\"^about:\"}," EXCEPT
#define PASS_IMAGES                                                                                \
  "{\"trigger\":{\"url-filter\":\"^https?:\",\"resource-type\":[\"image\"]}," EXCEPT

static const char *const rules[]
    = { "[" BLOCK_ALL "," PASS_OWN "]", "[" BLOCK_ALL "," PASS_OWN "," PASS_IMAGES "]" };
static const char *const names[] = { "fenced", "images" };
static WebKitUserContentFilter *compiled[2];

typedef struct
{
  gboolean loads_images;
  char *folder; /* (owned) */
} Compiling;

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
compiling_free (Compiling *self)
{
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Compiling *compiling = g_task_get_task_data (task);
  GError *error = NULL;
  WebKitUserContentFilter *filter = webkit_user_content_filter_store_save_finish (
      WEBKIT_USER_CONTENT_FILTER_STORE (source), result, &error);

  if (filter == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (compiled[compiling->loads_images] == NULL)
    compiled[compiling->loads_images] = webkit_user_content_filter_ref (filter);
  g_task_return_pointer (task, filter, (GDestroyNotify) webkit_user_content_filter_unref);
}

static void
compile (GTask *task, gboolean loads_images)
{
  g_autoptr (WebKitUserContentFilterStore) store = NULL;
  g_autoptr (GBytes) source = NULL;
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("illixis-preview-XXXXXX", &error);
  Compiling *compiling;

  if (folder == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  compiling = g_new0 (Compiling, 1);
  compiling->loads_images = loads_images;
  compiling->folder = folder;
  g_task_set_task_data (task, compiling, (GDestroyNotify) compiling_free);
  store = webkit_user_content_filter_store_new (folder);
  source = g_bytes_new_static (rules[loads_images], strlen (rules[loads_images]));
  webkit_user_content_filter_store_save (store, names[loads_images], source,
                                         g_task_get_cancellable (task), saved_cb, task);
}

/**
 * ilx_webview_filter_load_async:
 * @loads_images: whether images may pass
 * @cancellable: (nullable): to give up
 * @callback: called when the filter is there
 * @user_data: for @callback
 */
void
ilx_webview_filter_load_async (gboolean loads_images,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ilx_webview_filter_load_async);
  loads_images = loads_images != FALSE;
  if (compiled[loads_images] == NULL)
    {
      compile (task, loads_images);
      return;
    }
  g_task_return_pointer (task, webkit_user_content_filter_ref (compiled[loads_images]),
                         (GDestroyNotify) webkit_user_content_filter_unref);
  g_object_unref (task);
}

/**
 * ilx_webview_filter_load_finish:
 * @result: what the callback was given
 * @error: set if it could not be compiled
 *
 * Returns: (transfer full): the filter
 */
WebKitUserContentFilter *
ilx_webview_filter_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
