/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that bring the HTML to Klaviyo, byte for byte, and take it back if nothing comes of it.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-delivery.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-search.h"

/* --- find-template ---------------------------------------------------------------------------- */

static gboolean
is_known (IlxDelivery *delivery)
{
  return ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_TEMPLATE) != NULL;
}

static void
get_template (IlxDelivery *delivery,
              const char *fields,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (
      ILX_KLAVIYO_GET_TEMPLATE, ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_TEMPLATE));

  ilx_http_request_add_query (request, "fields[template]", fields);
  ilx_klaviyo_delivery_poll (delivery, ILX_KLAVIYO_GET_TEMPLATE, request, cancellable, callback,
                             user_data);
}

static void
find_begin (IlxDelivery *delivery,
            JsonNode *intent,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  get_template (delivery, "name", cancellable, callback, user_data);
}

static JsonNode *
find_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_poll_finish (delivery, result, &local);

  if (reply != NULL || ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    return ilx_json_object ("gone", ilx_json_bool (reply == NULL), NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
find_apply (IlxDelivery *delivery, JsonNode *result)
{
  if (ilx_json_get_bool_or (result, "gone", FALSE))
    ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_TEMPLATE, NULL);
}

const IlxDeliveryStep ilx_klaviyo_find_template = {
  .name = "find-template",
  .title = N_ ("Looking for the template in Klaviyo"),
  .effect = ILX_EFFECT_READ,
  .is_needed = is_known,
  .begin = find_begin,
  .finish = find_finish,
  .apply = find_apply,
};

/* --- upload-template -------------------------------------------------------------------------- */

static gboolean
upload_is_needed (IlxDelivery *delivery)
{
  return !is_known (delivery);
}

static void
upload_begin (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  const char *name = ilx_json_get_string_or (intent, "name", "");
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_CREATE_TEMPLATE, NULL, ilx_klaviyo_body_build_template (delivery, NULL, name));

  ilx_klaviyo_delivery_send (delivery, ILX_KLAVIYO_CREATE_TEMPLATE, request, cancellable, callback,
                             user_data);
}

static JsonNode *
build_result (const char *id)
{
  return ilx_json_object (ILX_KLAVIYO_TEMPLATE, ilx_json_string (id), NULL);
}

static JsonNode *
upload_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_send_finish (delivery, result, error);
  const char *id = reply != NULL ? ilx_klaviyo_json_get_id (reply, error) : NULL;

  return id != NULL ? build_result (id) : NULL;
}

static void
upload_apply (IlxDelivery *delivery, JsonNode *result)
{
  ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_TEMPLATE,
                                   ilx_json_get_string_or (result, ILX_KLAVIYO_TEMPLATE, NULL));
  ilx_klaviyo_delivery_mark_new (delivery, ILX_KLAVIYO_TEMPLATE);
}

static char *
search_dup_filter (JsonNode *intent)
{
  return ilx_klaviyo_filter_dup_template (ilx_json_get_string_or (intent, "name", ""),
                                          ilx_klaviyo_intent_get_created_after (intent));
}

/* The name is unique. Whether Klaviyo kept the HTML is the next row's question: a template that it
 * changed is ours all the same, and must be taken back. */
static gboolean
search_is_candidate (JsonNode *item, JsonNode *intent)
{
  return g_strcmp0 (ilx_json_get_string_or (item, "attributes.name", NULL),
                    ilx_json_get_string_or (intent, "name", ""))
         == 0;
}

static JsonNode *
search_match (JsonNode *item, JsonNode *details, JsonNode *intent)
{
  return build_result (ilx_json_get_string_or (item, "id", NULL));
}

static const IlxKlaviyoSearch search = {
  .list = ILX_KLAVIYO_GET_TEMPLATES,
  .fields_name = "fields[template]",
  .fields = "name,created",
  .dup_filter = search_dup_filter,
  .is_candidate = search_is_candidate,
  .details = ILX_KLAVIYO_N_CALLS,
  .match = search_match,
};

static void
upload_probe (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  ilx_klaviyo_search_async (ilx_klaviyo_delivery_get_client (delivery), &search, intent,
                            cancellable, callback, user_data);
}

static IlxProbe
upload_probe_finish (IlxDelivery *delivery, GAsyncResult *result, JsonNode **found, GError **error)
{
  return ilx_klaviyo_search_finish (ilx_klaviyo_delivery_get_client (delivery), result, found,
                                    error);
}

static void
upload_undo (IlxDelivery *delivery,
             JsonNode *result,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (
      ILX_KLAVIYO_DELETE_TEMPLATE, ilx_json_get_string_or (result, ILX_KLAVIYO_TEMPLATE, ""));

  ilx_klaviyo_delivery_send (delivery, ILX_KLAVIYO_DELETE_TEMPLATE, request, cancellable, callback,
                             user_data);
}

static gboolean
upload_undo_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  if (!ilx_klaviyo_delivery_gone_finish (delivery, result, error))
    return FALSE;
  ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_TEMPLATE, NULL);
  return TRUE;
}

const IlxDeliveryStep ilx_klaviyo_upload_template = {
  .name = "upload-template",
  .title = N_ ("Uploading the e-mail"),
  .effect = ILX_EFFECT_CREATE,
  .is_needed = upload_is_needed,
  .build_intent = ilx_klaviyo_delivery_build_intent,
  .begin = upload_begin,
  .finish = upload_finish,
  .apply = upload_apply,
  .probe = upload_probe,
  .probe_finish = upload_probe_finish,
  .undo = upload_undo,
  .undo_finish = upload_undo_finish,
};

/* --- update-template -------------------------------------------------------------------------- */

static gboolean
update_is_needed (IlxDelivery *delivery)
{
  return ilx_klaviyo_delivery_is_older (delivery, ILX_KLAVIYO_TEMPLATE);
}

static void
update_begin (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  const char *id = ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_TEMPLATE);
  const char *name = ilx_json_get_string_or (intent, "name", "");
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_UPDATE_TEMPLATE, id, ilx_klaviyo_body_build_template (delivery, id, name));

  ilx_klaviyo_delivery_send (delivery, ILX_KLAVIYO_UPDATE_TEMPLATE, request, cancellable, callback,
                             user_data);
}

const IlxDeliveryStep ilx_klaviyo_update_template = {
  .name = "update-template",
  .title = N_ ("Updating the e-mail"),
  .effect = ILX_EFFECT_CHANGE,
  .is_needed = update_is_needed,
  .build_intent = ilx_klaviyo_delivery_build_intent,
  .begin = update_begin,
  .finish = ilx_klaviyo_delivery_done_finish,
};

/* --- verify-template -------------------------------------------------------------------------- */

static void
verify_begin (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  get_template (delivery, "name,html", cancellable, callback, user_data);
}

static JsonNode *
verify_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_poll_finish (delivery, result, error);

  if (reply == NULL || !ilx_klaviyo_delivery_check_html (delivery, reply, error))
    return NULL;
  return ilx_json_empty_object ();
}

const IlxDeliveryStep ilx_klaviyo_verify_template = {
  .name = "verify-template",
  .title = N_ ("Comparing the uploaded e-mail with yours"),
  .effect = ILX_EFFECT_READ,
  .begin = verify_begin,
  .finish = verify_finish,
};
