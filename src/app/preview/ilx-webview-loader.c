/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "ilx-webview-loader.h"

#define MODULE "illixis-webview.so"
#define ENTRY "ilx_webview_module_new"

typedef GtkWidget *(*IlxWebviewNew) (void);

/* What the module offers; written once, on the main thread. */
static IlxWebviewNew new_view;

static char *
dup_path (void)
{
  const char *dir = g_getenv ("ILLIXIS_MODULE_DIR");

  return g_build_filename (dir != NULL && *dir != '\0' ? dir : MODULE_DIR, MODULE, NULL);
}

/* Stays loaded: its types are registered for good. */
static gpointer
find_entry (const char *path, GError **error)
{
  GModule *module = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  gpointer entry = NULL;

  if (module != NULL && g_module_symbol (module, ENTRY, &entry) && entry != NULL)
    {
      g_module_make_resident (module);
      return entry;
    }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
               _ ("The part of Illixis that draws mails could not be loaded: %s"),
               g_module_error ());
  return NULL;
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = dup_path ();
  GError *error = NULL;
  gpointer entry = find_entry (path, &error);

  if (entry != NULL)
    g_task_return_pointer (task, entry, NULL);
  else
    g_task_return_error (task, error);
}

/**
 * ilx_webview_loader_load_async:
 * @cancellable: (nullable): gives up waiting
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Loads the module; when it is there already that is quickly done.
 */
void
ilx_webview_loader_load_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_webview_loader_load_async);
  if (new_view != NULL)
    g_task_return_pointer (task, (gpointer) (guintptr) new_view, NULL);
  else
    g_task_run_in_thread (task, load_thread);
}

/**
 * ilx_webview_loader_load_finish:
 * @result: the result
 * @error: why it could not be loaded
 *
 * Returns: whether views can be made now
 */
gboolean
ilx_webview_loader_load_finish (GAsyncResult *result, GError **error)
{
  gpointer entry = g_task_propagate_pointer (G_TASK (result), error);

  if (entry != NULL)
    new_view = (IlxWebviewNew) (guintptr) entry;
  return entry != NULL;
}

/**
 * ilx_webview_loader_new_view:
 *
 * Returns: (transfer floating): a web view
 */
GtkWidget *
ilx_webview_loader_new_view (void)
{
  g_return_val_if_fail (new_view != NULL, NULL);
  return new_view ();
}
