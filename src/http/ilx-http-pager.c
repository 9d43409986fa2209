/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pages of a list, by the link to the next that each one gives. The links are a platform's
 * words: they are followed on our origin only, never twice, and not for ever. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-http-client-private.h"
#include "ilx-http-request-private.h"
#include "ilx-http-url.h"
#include "ilx-json.h"
#include "ilx-step-runner.h"

#define MAX_PAGES 1000

typedef struct
{
  IlxSteps steps;

  /* In */
  IlxHttpClient *client; /* (owned) */
  char *items_path;
  char *next_path;

  /* Progress */
  IlxHttpRequest *request; /* (owned): for the page under way */
  GHashTable *seen;        /* (element-type utf8) (owned): addresses asked for */

  /* Out */
  JsonNode *items; /* (owned) (nullable) */
} IlxHttpPager;

static void
ilx_http_pager_free (gpointer data)
{
  IlxHttpPager *self = data;

  g_clear_object (&self->client);
  g_free (self->items_path);
  g_free (self->next_path);
  g_clear_pointer (&self->request, ilx_http_request_unref);
  g_hash_table_unref (self->seen);
  g_clear_pointer (&self->items, json_node_unref);
  g_free (self);
}

/* Copies are shallow; they belong to no page, so a page can go. */
static gboolean
add_items (IlxHttpPager *self, JsonNode *page, GError **error)
{
  JsonArray *items = ilx_json_get_array (page, self->items_path, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    ilx_json_append (self->items, json_node_copy (json_array_get_element (items, i)));
  return TRUE;
}

static gboolean
set_bad_link (IlxHttpPager *self, GError **error, const char *detail)
{
  ilx_set_error (error, ILX_ERROR_BAD_REPLY,
                 _ ("%s answers with pages that can't be followed, so the list is not complete."),
                 ilx_http_client_get_name (self->client));
  if (error != NULL)
    ilx_error_set_detail (*error, detail);
  return FALSE;
}

static gboolean
follow (IlxHttpPager *self, const char *next, GError **error)
{
  g_autoptr (GUri) uri = ilx_http_url_parse_within (next, ilx_http_client_get_base (self->client));
  IlxHttpRequest *request;

  if (uri == NULL)
    return set_bad_link (self, error, "the link to the next page leads elsewhere");
  if (g_hash_table_size (self->seen) >= MAX_PAGES)
    return set_bad_link (self, error, "too many pages");
  if (!g_hash_table_add (self->seen, g_strdup (next)))
    return set_bad_link (self, error, "the pages go in a circle");
  request = ilx_http_request_new_next (self->request, next);
  ilx_http_request_unref (self->request);
  self->request = request;
  return TRUE;
}

static gboolean
page_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxHttpPager *self = state;

  ilx_http_client_send_async (self->client, self->request, g_task_get_cancellable (task), callback,
                              data);
  return TRUE;
}

static IlxStepOutcome
page_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxHttpPager *self = state;
  g_autoptr (JsonNode) page = ilx_http_client_send_finish (self->client, result, error);
  const char *next;

  if (page == NULL || !add_items (self, page, error))
    return ILX_STEP_FAILED;
  if (ilx_json_get (page, self->next_path) == NULL)
    return ILX_STEP_NEXT;
  next = ilx_json_get_string (page, self->next_path, error);
  return next != NULL && follow (self, next, error) ? ILX_STEP_AGAIN : ILX_STEP_FAILED;
}

static const IlxStep pager_steps[] = {
  { "fetch a page", page_begin, page_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_http_client_fetch_all_async:
 * @self: a client
 * @request: a GET for the first page
 * @items_path: where a page has its array, such as "data"
 * @next_path: where it has the address of the next page; absent or null on the last
 * @cancellable: (nullable): ends it promptly in every phase
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Fetches pages one after the other, each under the limits of @request. Main thread.
 */
void
ilx_http_client_fetch_all_async (IlxHttpClient *self,
                                 IlxHttpRequest *request,
                                 const char *items_path,
                                 const char *next_path,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;
  IlxHttpPager *pager;

  g_return_if_fail (ILX_IS_HTTP_CLIENT (self));
  g_return_if_fail (request != NULL && items_path != NULL && next_path != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_http_client_fetch_all_async);
  pager = g_new0 (IlxHttpPager, 1);
  pager->client = g_object_ref (self);
  pager->items_path = g_strdup (items_path);
  pager->next_path = g_strdup (next_path);
  pager->request = ilx_http_request_ref (request);
  pager->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (pager->seen, ilx_http_client_dup_url (self, request));
  pager->items = ilx_json_empty_array ();
  g_task_set_task_data (task, pager, ilx_http_pager_free);
  ilx_steps_run (task, pager_steps);
}

/**
 * ilx_http_client_fetch_all_finish:
 * @self: a client
 * @result: the result
 * @error: what ilx_http_client_send_finish() says; %ILX_ERROR_BAD_REPLY for a page without its
 * array and for links that lead elsewhere, in a circle, or beyond 1,000 pages
 *
 * Returns: (transfer full) (nullable): one array with the items of all pages; never a part of them
 */
JsonNode *
ilx_http_client_fetch_all_finish (IlxHttpClient *self, GAsyncResult *result, GError **error)
{
  IlxHttpPager *pager;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  pager = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&pager->items);
}
