/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our webhooks on Klaviyo, known by their name since Klaviyo shows an address only in part. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-private.h"
#include "ilx-step-runner.h"

#define WEBHOOK_NAME "ILLIXIS suppressions"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxKlaviyoClient *client; /* (owned) */
  /* progress */
  GPtrArray *ids; /* (element-type utf8) (owned): still to be deleted, the last one first */
  /* out */
  gint n_removed;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->client);
  g_ptr_array_unref (removal->ids);
  g_free (removal);
}

static gboolean
list_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Removal *removal = state;
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_WEBHOOKS, NULL);

  ilx_klaviyo_client_fetch_all_async (removal->client, ILX_KLAVIYO_GET_WEBHOOKS, request,
                                      g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static void
collect_ours (Removal *removal, JsonNode *items)
{
  JsonArray *array = ilx_json_get_array (items, "", NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      const char *id = ilx_json_get_string_or (item, "id", NULL);
      const char *name = ilx_json_get_string_or (item, "attributes.name", "");

      if (id != NULL && g_str_equal (name, WEBHOOK_NAME))
        g_ptr_array_add (removal->ids, g_strdup (id));
    }
}

static IlxStepOutcome
list_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) items
      = ilx_klaviyo_client_fetch_all_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  /* Most plans have no webhooks: then there are none of ours either. */
  if (ilx_error_is (local, ILX_ERROR_MISSING_PERMISSION))
    return ILX_STEP_NEXT;
  if (items == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  collect_ours (state, items);
  return ILX_STEP_NEXT;
}

static gboolean
delete_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Removal *removal = state;
  g_autoptr (IlxHttpRequest) request = NULL;

  if (removal->ids->len == 0)
    return FALSE;
  request = ilx_klaviyo_request_new (ILX_KLAVIYO_DELETE_WEBHOOK,
                                     g_ptr_array_index (removal->ids, removal->ids->len - 1));
  ilx_klaviyo_client_send_async (removal->client, ILX_KLAVIYO_DELETE_WEBHOOK, request,
                                 g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
delete_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Removal *removal = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  if (reply == NULL && !ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  g_ptr_array_set_size (removal->ids, (gint) removal->ids->len - 1);
  removal->n_removed++;
  return ILX_STEP_AGAIN;
}

static const IlxStep removal_steps[] = {
  { "which are ours", list_begin, list_finish },
  { "delete them", delete_begin, delete_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_klaviyo_remove_webhooks_async:
 * @platform: an account on Klaviyo
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * `GET /api/webhooks`, then `DELETE /api/webhooks/{id}` of each that has our name.
 */
void
ilx_klaviyo_remove_webhooks_async (IlxPlatform *platform,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (platform, cancellable, callback, user_data);
  Removal *removal = g_new0 (Removal, 1);

  removal->client
      = g_object_ref (ilx_klaviyo_platform_get_client (ILX_KLAVIYO_PLATFORM (platform)));
  removal->ids = g_ptr_array_new_with_free_func (g_free);
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_remove_webhooks_async);
  g_task_set_task_data (task, removal, removal_free);
  ilx_steps_run (task, removal_steps);
}

/**
 * ilx_klaviyo_remove_webhooks_finish:
 * @platform: an account on Klaviyo
 * @result: the result
 * @error: what a platform can answer
 *
 * Returns: how many went, none when the account has no webhooks at all; -1 on error
 */
gint
ilx_klaviyo_remove_webhooks_finish (IlxPlatform *platform, GAsyncResult *result, GError **error)
{
  Removal *removal;

  g_return_val_if_fail (g_task_is_valid (result, platform), -1);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return -1;
  removal = g_task_get_task_data (G_TASK (result));
  return removal->n_removed;
}
