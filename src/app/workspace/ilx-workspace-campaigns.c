/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to campaigns as a whole: made, duplicated, thrown away, taken back. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-workspace.h"

/* A new draft belongs to the only account, or to the one whose rows are shown; else the user
 * chooses. */
static void
take_account (IlxWorkspace *self, IlxCampaign *campaign)
{
  GListModel *connections = ilx_workspace_get_connections (self);
  const char *chosen = ilx_account_choice_get_account (ilx_workspace_get_account_choice (self));
  IlxConnection *shown = ilx_workspace_find_connection (self, chosen);
  g_autoptr (IlxConnection) account = shown != NULL ? g_object_ref (shown) : NULL;

  if (account == NULL && g_list_model_get_n_items (connections) == 1)
    account = g_list_model_get_item (connections, 0);
  if (account == NULL)
    return;
  ilx_campaign_set_platform (campaign, ilx_connection_get_platform (account));
  ilx_campaign_set_connection_id (campaign, ilx_connection_get_id (account));
}

static IlxCampaign *
new_campaign (IlxWorkspace *self)
{
  IlxCampaign *campaign = ilx_campaign_new ();
  gint64 now = ilx_workspace_get_now (self);

  ilx_campaign_set_created_at (campaign, now);
  ilx_campaign_set_updated_at (campaign, now);
  take_account (self, campaign);
  return campaign;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxWorkspace *self = g_task_get_source_object (task);
  IlxCampaign *campaign = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ilx_campaign_store_save_finish (ILX_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  ilx_workspace_refresh_campaign (self, ilx_campaign_get_id (campaign));
  g_task_return_pointer (task, g_strdup (ilx_campaign_get_id (campaign)), g_free);
}

/* @campaign: (transfer full) */
static void
save_new (GTask *task, IlxCampaign *campaign)
{
  IlxWorkspace *self = g_task_get_source_object (task);

  g_task_set_task_data (task, campaign, g_object_unref);
  ilx_campaign_store_save_async (ilx_workspace_get_store (self), campaign,
                                 g_task_get_cancellable (task), saved_cb, task);
}

static GTask *
new_create_task (IlxWorkspace *self,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_workspace_create_campaign_async);
  return task;
}

/**
 * ilx_workspace_create_campaign_async:
 * @self: the workspace
 * @cancellable: (nullable): until it is written
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Stores a new, empty draft.
 */
void
ilx_workspace_create_campaign_async (IlxWorkspace *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  save_new (new_create_task (self, cancellable, callback, user_data), new_campaign (self));
}

/**
 * ilx_workspace_duplicate_campaign_async:
 * @self: the workspace
 * @id: of a campaign, in whatever state
 * @cancellable: (nullable): until it is written
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Stores a draft with the content of that campaign; finish with
 * ilx_workspace_create_campaign_finish().
 */
void
ilx_workspace_duplicate_campaign_async (IlxWorkspace *self,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = new_create_task (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (IlxCampaign) campaign
      = ilx_campaign_store_load (ilx_workspace_get_store (self), id, &error);

  if (campaign == NULL)
    g_task_return_error (task, error);
  else
    save_new (g_steal_pointer (&task),
              ilx_engine_duplicate_campaign (ilx_workspace_get_engine (self), campaign));
}

static void
mark_as_correction (IlxCampaign *campaign)
{
  const char *subject = ilx_campaign_get_subject (campaign);
  const char *mark = _ ("Correction: %s");
  g_autofree char *prefix = g_strndup (mark, strcspn (mark, "%"));
  g_autofree char *corrected = NULL;

  if (subject == NULL || (*prefix != '\0' && g_str_has_prefix (subject, prefix)))
    return;
  corrected = g_strdup_printf (mark, subject);
  ilx_campaign_set_subject (campaign, corrected);
}

/**
 * ilx_workspace_correct_campaign_async:
 * @self: the workspace
 * @id: of a campaign that went out, or part of it
 * @cancellable: (nullable): until it is written
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Stores a draft with its content, for the same audiences, whose subject says that it is a
 * correction; finish with ilx_workspace_create_campaign_finish().
 */
void
ilx_workspace_correct_campaign_async (IlxWorkspace *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = new_create_task (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (IlxCampaign) campaign
      = ilx_campaign_store_load (ilx_workspace_get_store (self), id, &error);
  IlxCampaign *copy;

  if (campaign == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  copy = ilx_engine_duplicate_campaign (ilx_workspace_get_engine (self), campaign);
  mark_as_correction (copy);
  save_new (g_steal_pointer (&task), copy);
}

/**
 * ilx_workspace_create_campaign_finish:
 * @self: the workspace
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: (transfer full) (nullable): the new campaign's id
 */
char *
ilx_workspace_create_campaign_finish (IlxWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
trashed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!ilx_campaign_store_trash_finish (ILX_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  ilx_workspace_refresh_campaign (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * ilx_workspace_trash_campaign_async:
 * @self: the workspace
 * @id: of a campaign
 * @is_trashed: into the trash, or out of it
 * @cancellable: (nullable): until it is written
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Moves a campaign. What is still to leave is refused with %ILX_ERROR_CONFLICT.
 */
void
ilx_workspace_trash_campaign_async (IlxWorkspace *self,
                                    const char *id,
                                    gboolean is_trashed,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_workspace_trash_campaign_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  ilx_campaign_store_trash_async (ilx_workspace_get_store (self), id, is_trashed, cancellable,
                                  trashed_cb, task);
}

/**
 * ilx_workspace_trash_campaign_finish:
 * @self: the workspace
 * @result: the result
 * @error: %ILX_ERROR_CONFLICT with what to do first, %ILX_ERROR_NOT_FOUND, those of the store
 *
 * Returns: whether it was moved
 */
gboolean
ilx_workspace_trash_campaign_finish (IlxWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
