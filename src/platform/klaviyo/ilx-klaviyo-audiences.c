/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and segments, ten a page; and their sizes, which Klaviyo tells one at a time and slowly. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-private.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxKlaviyoClient *client; /* (owned) */
  /* progress */
  guint n_refused;
  /* out */
  GPtrArray *audiences; /* (element-type IlxAudience) (owned) */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->client);
  g_clear_pointer (&fetch->audiences, g_ptr_array_unref);
  g_free (fetch);
}

static void
fetch_all (GTask *task,
           IlxKlaviyoCall call,
           IlxHttpRequest *request,
           GAsyncReadyCallback callback,
           gpointer data)
{
  Fetch *fetch = g_task_get_task_data (task);

  ilx_http_request_add_query (request, "sort", "name");
  ilx_klaviyo_client_fetch_all_async (fetch->client, call, request, g_task_get_cancellable (task),
                                      callback, data);
}

static gboolean
lists_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_LISTS, NULL);

  ilx_http_request_add_query (request, "fields[list]", "name,created,updated,opt_in_process");
  fetch_all (task, ILX_KLAVIYO_GET_LISTS, request, callback, data);
  return TRUE;
}

static gboolean
segments_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_SEGMENTS, NULL);

  ilx_http_request_add_query (request, "fields[segment]",
                              "name,is_active,is_processing,created,updated");
  ilx_http_request_add_query (request, "filter", "equals(is_active,true)");
  fetch_all (task, ILX_KLAVIYO_GET_SEGMENTS, request, callback, data);
  return TRUE;
}

/* A key may lack the scope of one of the two kinds: the other is of use all the same. */
static gboolean
is_bearable (Fetch *fetch, const GError *error)
{
  return ilx_error_is (error, ILX_ERROR_MISSING_PERMISSION) && ++fetch->n_refused < 2;
}

static IlxStepOutcome
page_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Fetch *fetch = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) items
      = ilx_klaviyo_client_fetch_all_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  if (items == NULL && is_bearable (fetch, local))
    return ILX_STEP_NEXT;
  if (items == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  return ilx_klaviyo_json_parse_audiences (items, fetch->audiences, error) ? ILX_STEP_NEXT
                                                                           : ILX_STEP_FAILED;
}

static const IlxStep fetch_steps[] = {
  { "lists", lists_begin, page_finish },
  { "segments", segments_begin, page_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_klaviyo_fetch_audiences_async:
 * @platform: an account on Klaviyo
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * `GET /api/lists` and `GET /api/segments`, all pages.
 */
void
ilx_klaviyo_fetch_audiences_async (IlxPlatform *platform,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (platform, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->client = g_object_ref (ilx_klaviyo_platform_get_client (ILX_KLAVIYO_PLATFORM (platform)));
  fetch->audiences = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_fetch_audiences_async);
  g_task_set_task_data (task, fetch, fetch_free);
  ilx_steps_run (task, fetch_steps);
}

/**
 * ilx_klaviyo_fetch_audiences_finish:
 * @platform: an account on Klaviyo
 * @result: the result
 * @error: %ILX_ERROR_MISSING_PERMISSION when neither kind may be read; what a platform can answer
 *
 * Returns: (transfer full) (element-type IlxAudience): lists, then active segments, by name
 */
GPtrArray *
ilx_klaviyo_fetch_audiences_finish (IlxPlatform *platform, GAsyncResult *result, GError **error)
{
  Fetch *fetch;

  g_return_val_if_fail (g_task_is_valid (result, platform), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  fetch = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&fetch->audiences);
}

/* --- Sizes ------------------------------------------------------------------------------------ */

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &error);
  gint64 count = reply != NULL ? ilx_klaviyo_json_parse_count (reply, &error) : -1;

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_memdup2 (&count, sizeof count), g_free);
}

/**
 * ilx_klaviyo_fetch_count_async:
 * @platform: an account on Klaviyo
 * @audience: a list or segment
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * `GET /api/lists/{id}` or `GET /api/segments/{id}` with the additional field: once a second and 15
 * times a minute for both together, so this may wait seconds for its turn.
 */
void
ilx_klaviyo_fetch_count_async (IlxPlatform *platform,
                               IlxAudience *audience,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  gboolean is_segment = ilx_audience_get_kind (audience) == ILX_AUDIENCE_SEGMENT;
  IlxKlaviyoCall call = is_segment ? ILX_KLAVIYO_COUNT_SEGMENT : ILX_KLAVIYO_COUNT_LIST;
  g_autoptr (IlxHttpRequest) request
      = ilx_klaviyo_request_new (call, ilx_audience_get_id (audience));
  GTask *task = g_task_new (platform, cancellable, callback, user_data);

  ilx_http_request_add_query (request,
                              is_segment ? "additional-fields[segment]" : "additional-fields[list]",
                              "profile_count");
  ilx_http_request_add_query (request, is_segment ? "fields[segment]" : "fields[list]",
                              "name,profile_count");
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_fetch_count_async);
  ilx_klaviyo_client_send_async (ilx_klaviyo_platform_get_client (ILX_KLAVIYO_PLATFORM (platform)),
                                 call, request, cancellable, counted_cb, task);
}

/**
 * ilx_klaviyo_fetch_count_finish:
 * @platform: an account on Klaviyo
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND when the audience is gone; what a platform can answer
 *
 * Returns: how many profiles, suppressed ones included; -1 on error
 */
gint64
ilx_klaviyo_fetch_count_finish (IlxPlatform *platform, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *count = NULL;

  g_return_val_if_fail (g_task_is_valid (result, platform), -1);
  count = g_task_propagate_pointer (G_TASK (result), error);
  return count != NULL ? *count : -1;
}
