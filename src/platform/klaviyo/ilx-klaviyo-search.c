/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-search.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxKlaviyoClient *client; /* (owned) */
  const IlxKlaviyoSearch *search;
  JsonNode *intent; /* (owned) */
  /* progress */
  GPtrArray
      *candidates; /* (element-type JsonNode) (owned): still to be looked at, the last first */
  /* out */
  JsonNode *found; /* (owned) (nullable) */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->client);
  json_node_unref (self->intent);
  g_ptr_array_unref (self->candidates);
  g_clear_pointer (&self->found, json_node_unref);
  g_free (self);
}

static gboolean
list_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Search *self = state;
  g_autoptr (IlxHttpRequest) request = NULL;
  g_autofree char *filter = NULL;

  if (self->found != NULL)
    return FALSE;
  request = ilx_klaviyo_request_new (self->search->list, NULL);
  filter = self->search->dup_filter (self->intent);
  ilx_http_request_add_query (request, "filter", filter);
  ilx_http_request_add_query (request, self->search->fields_name, self->search->fields);
  ilx_klaviyo_client_fetch_all_async (self->client, self->search->list, request,
                                      g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
list_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Search *self = state;
  g_autoptr (JsonNode) items
      = ilx_klaviyo_client_fetch_all_finish (ILX_KLAVIYO_CLIENT (source), result, error);
  JsonArray *array = ilx_json_get_array (items, "", NULL);

  if (items == NULL)
    return ILX_STEP_FAILED;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (ilx_json_get_string_or (item, "id", NULL) != NULL
          && self->search->is_candidate (item, self->intent))
        g_ptr_array_add (self->candidates, json_node_ref (item));
    }
  return ILX_STEP_NEXT;
}

static JsonNode *
peek_candidate (Search *self)
{
  return g_ptr_array_index (self->candidates, self->candidates->len - 1);
}

static void
judge_candidate (Search *self, JsonNode *details)
{
  self->found = self->search->match (peek_candidate (self), details, self->intent);
  g_ptr_array_set_size (self->candidates, (gint) self->candidates->len - 1);
}

static gboolean
details_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Search *self = state;
  IlxKlaviyoCall call = self->search->details;
  g_autoptr (IlxHttpRequest) request = NULL;

  while (call == ILX_KLAVIYO_N_CALLS && self->found == NULL && self->candidates->len > 0)
    judge_candidate (self, NULL);
  if (self->found != NULL || self->candidates->len == 0)
    return FALSE;
  request
      = ilx_klaviyo_request_new (call, ilx_json_get_string_or (peek_candidate (self), "id", NULL));
  ilx_klaviyo_client_send_async (self->client, call, request, g_task_get_cancellable (task),
                                 callback, data);
  return TRUE;
}

static IlxStepOutcome
details_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Search *self = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  if (reply == NULL && !ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  if (reply != NULL)
    judge_candidate (self, reply);
  else
    g_ptr_array_set_size (self->candidates, (gint) self->candidates->len - 1);
  return ILX_STEP_AGAIN;
}

static gboolean
wait_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Search *self = state;

  if (self->found != NULL)
    return FALSE;
  ilx_clock_wait_async (ilx_klaviyo_client_get_clock (self->client), ILX_KLAVIYO_SEARCH_PAUSE,
                        g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
wait_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_clock_wait_finish (ILX_CLOCK (source), result, error) ? ILX_STEP_NEXT
                                                                   : ILX_STEP_FAILED;
}

static const IlxStep search_steps[] = {
  { "list", list_begin, list_finish },
  { "details", details_begin, details_finish },
  { "wait", wait_begin, wait_finish },
  { "list again", list_begin, list_finish },
  { "details again", details_begin, details_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_klaviyo_search_async:
 * @client: the way to Klaviyo
 * @search: (transfer none): what is searched, static
 * @intent: (transfer none): what the journal keeps of the call in question
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * One or two lists, and the details of each candidate.
 */
void
ilx_klaviyo_search_async (IlxKlaviyoClient *client,
                          const IlxKlaviyoSearch *search,
                          JsonNode *intent,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Search *self = g_new0 (Search, 1);

  self->client = g_object_ref (client);
  self->search = search;
  self->intent = json_node_ref (intent);
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_search_async);
  g_task_set_task_data (task, self, search_free);
  ilx_steps_run (task, search_steps);
}

/**
 * ilx_klaviyo_search_finish:
 * @client: the way to Klaviyo
 * @result: the result
 * @found: (out) (transfer full): what the row would have given
 * @error: what a platform can answer
 *
 * Returns: %ILX_PROBE_HAPPENED with @found, %ILX_PROBE_DID_NOT, or %ILX_PROBE_SILENT with @error
 */
IlxProbe
ilx_klaviyo_search_finish (IlxKlaviyoClient *client,
                           GAsyncResult *result,
                           JsonNode **found,
                           GError **error)
{
  Search *self;

  g_return_val_if_fail (g_task_is_valid (result, client), ILX_PROBE_SILENT);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return ILX_PROBE_SILENT;
  self = g_task_get_task_data (G_TASK (result));
  if (self->found == NULL)
    return ILX_PROBE_DID_NOT;
  *found = g_steal_pointer (&self->found);
  return ILX_PROBE_HAPPENED;
}
