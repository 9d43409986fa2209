/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of a campaign that its writers want to come back to. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-document-private.h"
#include "ilx-error.h"
#include "ilx-text.h"

static IlxStore *
get_store (IlxDocument *self)
{
  return ilx_workspace_get_store (self->workspace);
}

/* --- Keeping ---------------------------------------------------------------------------------- */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ilx_version_store_keep_finish (ILX_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
keep (IlxDocument *self,
      IlxVersionKind kind,
      const char *name,
      GAsyncReadyCallback callback,
      GTask *task)
{
  g_autofree char *content = ilx_document_dup_content (self);

  ilx_version_store_keep_async (get_store (self), ilx_campaign_get_id (self->campaign), kind, name,
                                content, g_task_get_cancellable (task), callback, task);
}

/**
 * ilx_document_keep_version_async:
 * @self: a document
 * @name: (nullable): how it is called; blank is as none
 * @cancellable: (nullable): until it starts
 * @callback: (nullable): called on the caller's main context
 * @user_data: for @callback
 *
 * Keeps the campaign as it is now, also one that can't be edited.
 */
void
ilx_document_keep_version_async (IlxDocument *self,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *trimmed = name != NULL ? ilx_text_dup_trimmed (name) : NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_document_keep_version_async);
  keep (self, ILX_VERSION_BY_USER, ilx_text_is_blank (trimmed) ? NULL : trimmed, kept_cb, task);
}

/**
 * ilx_document_keep_version_finish:
 * @self: a document
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is kept
 */
gboolean
ilx_document_keep_version_finish (IlxDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Looking ---------------------------------------------------------------------------------- */

/**
 * ilx_document_load_versions:
 * @self: a document
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: (transfer full) (nullable) (element-type IlxVersion): what was kept, the newest first
 */
GPtrArray *
ilx_document_load_versions (IlxDocument *self, GError **error)
{
  return ilx_version_store_load_all (get_store (self), ilx_campaign_get_id (self->campaign), error);
}

/**
 * ilx_document_compare_version:
 * @self: a document
 * @id: of one of its versions
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: (transfer full) (nullable): the edit that restoring it would be; without parts when
 * there is no difference
 */
IlxStoredEdit *
ilx_document_compare_version (IlxDocument *self, gint64 id, GError **error)
{
  g_autofree char *text = ilx_version_store_load_content (get_store (self), id, error);
  g_autoptr (JsonNode) content = text != NULL ? ilx_json_parse_text (text, error) : NULL;

  if (content == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (content))
    return ilx_document_edit_new_to_content (self, content, ILX_EDIT_RESTORE);
  ilx_set_error (error, ILX_ERROR_STORAGE_CORRUPT, _ ("This version can't be read."));
  return NULL;
}

/* --- Coming back ------------------------------------------------------------------------------ */

static gboolean
check_editable (IlxDocument *self, GError **error)
{
  if (!self->is_editable)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("This campaign can't be changed now, so its version was not restored."));
  return self->is_editable;
}

/* Compared only now: what was typed meanwhile is an undo away as well. */
static void
restore (IlxDocument *self, GTask *task)
{
  const gint64 *id = g_task_get_task_data (task);
  GError *error = NULL;
  IlxStoredEdit *edit
      = check_editable (self, &error) ? ilx_document_compare_version (self, *id, &error) : NULL;

  if (edit == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (edit->parts->len > 0)
    ilx_document_do (self, edit);
  else
    ilx_stored_edit_free (edit);
  g_task_return_boolean (task, TRUE);
}

static void
present_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ilx_version_store_keep_finish (ILX_STORE (source), result, &error))
    restore (g_task_get_source_object (task), task);
  else
    g_task_return_error (task, error);
}

/**
 * ilx_document_restore_version_async:
 * @self: a document
 * @id: of one of its versions
 * @cancellable: (nullable): until it starts
 * @callback: (nullable): called on the caller's main context
 * @user_data: for @callback
 *
 * Has the campaign be as it was then. That is one edit; and what is there now is kept as a version
 * before, for the day when the edit is forgotten.
 */
void
ilx_document_restore_version_async (IlxDocument *self,
                                    gint64 id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_document_restore_version_async);
  g_task_set_task_data (task, g_memdup2 (&id, sizeof id), g_free);
  if (check_editable (self, &error))
    {
      keep (self, ILX_VERSION_BEFORE_RESTORE, NULL, present_kept_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * ilx_document_restore_version_finish:
 * @self: a document
 * @result: the result
 * @error: %ILX_ERROR_CONFLICT when it can't be edited, %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and
 *   its siblings
 *
 * Returns: whether it is as it was
 */
gboolean
ilx_document_restore_version_finish (IlxDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
