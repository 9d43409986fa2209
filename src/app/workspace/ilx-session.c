/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-app-state-store.h"
#include "ilx-document-private.h"
#include "ilx-error.h"
#include "ilx-file-lock.h"
#include "ilx-json.h"
#include "ilx-session.h"

/* When the session began, while one is open; and the ids of the documents that are. */
#define SESSION_KEY "session"
#define DOCUMENTS_KEY "open-documents"

typedef struct
{
  IlxFileLock *lock;    /* (owned) (nullable): NULL: the session is another process's, or over */
  GPtrArray *recovered; /* (owned) (element-type IlxCampaign) */
} IlxSession;

static void
ilx_session_free (gpointer data)
{
  IlxSession *self = data;

  g_clear_pointer (&self->lock, ilx_file_lock_release);
  g_ptr_array_unref (self->recovered);
  g_free (self);
}

static IlxSession *
get_session (IlxWorkspace *workspace)
{
  IlxSession *self = g_object_get_data (G_OBJECT (workspace), "ilx-session");

  if (self == NULL)
    {
      self = g_new0 (IlxSession, 1);
      self->recovered = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (G_OBJECT (workspace), "ilx-session", self, ilx_session_free);
    }
  return self;
}

static char *
load (IlxWorkspace *workspace, const char *key)
{
  g_autoptr (GError) error = NULL;
  char *value = ilx_app_state_store_load (ilx_workspace_get_store (workspace), key, &error);

  if (error != NULL)
    g_debug ("What the last run left could not be read: %s", error->message);
  return value;
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ilx_app_state_store_save_finish (ILX_STORE (source), result, &error))
    g_debug ("The session could not be remembered: %s", error->message);
}

static void
remember (IlxWorkspace *workspace, const char *key, const char *value)
{
  ilx_app_state_store_save_async (ilx_workspace_get_store (workspace), key, value, NULL,
                                  remembered_cb, NULL);
}

/* --- Beginning -------------------------------------------------------------------------------- */

/* Was it written in that session? */
static void
recover (IlxWorkspace *workspace, const char *id, gint64 since)
{
  g_autoptr (IlxCampaign) campaign
      = ilx_campaign_store_load_row (ilx_workspace_get_store (workspace), id, NULL);

  if (campaign != NULL && ilx_campaign_get_trashed_at (campaign) == 0
      && ilx_campaign_get_updated_at (campaign) >= since)
    g_ptr_array_add (get_session (workspace)->recovered, g_steal_pointer (&campaign));
}

static void
find_recovered (IlxWorkspace *workspace)
{
  g_autofree char *began = load (workspace, SESSION_KEY);
  g_autofree char *documents = load (workspace, DOCUMENTS_KEY);
  g_autoptr (JsonNode) node = documents != NULL ? ilx_json_parse_text (documents, NULL) : NULL;
  g_auto (GStrv) ids = node != NULL ? ilx_json_dup_strv (node, "") : NULL;

  for (guint i = 0; began != NULL && ids != NULL && ids[i] != NULL; i++)
    recover (workspace, ids[i], g_ascii_strtoll (began, NULL, 10));
}

/**
 * ilx_workspace_begin_session:
 * @self: the workspace
 *
 * Finds out how the last run ended, and remembers that one is going on. While another process has
 * the session, this one has none.
 */
void
ilx_workspace_begin_session (IlxWorkspace *self)
{
  IlxSession *session = get_session (self);
  IlxEngine *engine = ilx_workspace_get_engine (self);
  g_autofree char *path = g_build_filename (ilx_engine_get_data_dir (engine), "session.lock", NULL);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, ilx_workspace_get_now (self));
  g_autoptr (GError) error = NULL;

  g_return_if_fail (session->lock == NULL);
  g_ptr_array_set_size (session->recovered, 0);
  session->lock = ilx_file_lock_try (path, "session", &error);
  if (session->lock == NULL)
    {
      g_debug ("No session of our own: %s", error->message);
      return;
    }
  find_recovered (self);
  remember (self, SESSION_KEY, now);
  ilx_session_note_documents (self);
}

/* Which documents are open is known before any of them is written. */
void
ilx_session_note_documents (IlxWorkspace *workspace)
{
  g_autofree gpointer *ids
      = g_hash_table_get_keys_as_array (ilx_workspace_get_documents (workspace), NULL);
  g_autoptr (JsonNode) node = ilx_json_strv ((const char *const *) ids);
  g_autofree char *text = ilx_json_to_text (node, FALSE);

  if (get_session (workspace)->lock != NULL)
    remember (workspace, DOCUMENTS_KEY, text);
}

/**
 * ilx_workspace_get_recovered:
 * @self: the workspace, whose session was begun
 *
 * Returns: (transfer none) (element-type IlxCampaign): what was being written when the last run was
 *   cut off, as it was left
 */
GPtrArray *
ilx_workspace_get_recovered (IlxWorkspace *self)
{
  return get_session (self)->recovered;
}

/* --- Flushing --------------------------------------------------------------------------------- */

typedef struct
{
  guint n_left;
  GError *error; /* (owned) (nullable): the first */
} IlxFlush;

static void
ilx_flush_free (gpointer data)
{
  IlxFlush *flush = data;

  g_clear_error (&flush->error);
  g_free (flush);
}

/* @task: (transfer full): one of the references that count what is left */
static void
finish_one (GTask *task)
{
  g_autoptr (GTask) held = task;
  IlxFlush *flush = g_task_get_task_data (task);

  if (--flush->n_left > 0)
    return;
  if (flush->error != NULL)
    g_task_return_error (task, g_steal_pointer (&flush->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Kept apart by its document, to be decided on by the user in whatever run. */
static gboolean
is_harmless (const GError *error)
{
  return error == NULL || ilx_error_is (error, ILX_ERROR_CONFLICT)
         || ilx_error_is (error, ILX_ERROR_NOT_FOUND);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IlxFlush *flush = g_task_get_task_data (user_data);
  g_autoptr (GError) error = NULL;

  if (!ilx_document_flush_finish (ILX_DOCUMENT (source), result, &error)
      && (flush->error == NULL || (is_harmless (flush->error) && !is_harmless (error))))
    {
      g_clear_error (&flush->error);
      flush->error = g_steal_pointer (&error);
    }
  finish_one (user_data);
}

/**
 * ilx_workspace_flush_async:
 * @self: the workspace
 * @cancellable: (nullable): gives up waiting; they are written all the same
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Has all documents write what is not written yet.
 */
void
ilx_workspace_flush_async (IlxWorkspace *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GList) documents = g_hash_table_get_values (ilx_workspace_get_documents (self));
  IlxFlush *flush = g_new0 (IlxFlush, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_workspace_flush_async);
  g_task_set_task_data (task, flush, ilx_flush_free);
  flush->n_left = 1 + g_list_length (documents);
  for (GList *document = documents; document != NULL; document = document->next)
    ilx_document_flush_async (document->data, cancellable, flushed_cb, g_object_ref (task));
  finish_one (task);
}

/**
 * ilx_workspace_flush_finish:
 * @self: the workspace
 * @result: the result
 * @error: the first of them
 *
 * Returns: whether everything is on the disk
 */
gboolean
ilx_workspace_flush_finish (IlxWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Ending ----------------------------------------------------------------------------------- */

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxSession *session = get_session (g_task_get_source_object (task));
  GError *error = NULL;

  if (!ilx_app_state_store_save_finish (ILX_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&session->lock, ilx_file_lock_release);
  g_task_return_boolean (task, TRUE);
}

static void
all_flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxWorkspace *self = ILX_WORKSPACE (source);
  GError *error = NULL;

  if (!ilx_workspace_flush_finish (self, result, &error) && !is_harmless (error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (get_session (self)->lock == NULL)
    g_task_return_boolean (task, TRUE);
  else
    ilx_app_state_store_save_async (ilx_workspace_get_store (self), SESSION_KEY, NULL, NULL,
                                    ended_cb, g_steal_pointer (&task));
}

/**
 * ilx_workspace_end_session_async:
 * @self: the workspace
 * @cancellable: (nullable): gives up waiting
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Writes everything, then that it was written. What a conflict keeps from being written has been
 * kept apart.
 */
void
ilx_workspace_end_session_async (IlxWorkspace *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_workspace_end_session_async);
  ilx_workspace_flush_async (self, cancellable, all_flushed_cb, task);
}

/**
 * ilx_workspace_end_session_finish:
 * @self: the workspace
 * @result: the result
 * @error: why something could not be written: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether this run ended well
 */
gboolean
ilx_workspace_end_session_finish (IlxWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
