/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a campaign's message: subject, sender, and the copy of the template that it sends. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-delivery.h"
#include "ilx-klaviyo-error.h"

/* --- find-message ----------------------------------------------------------------------------- */

static gboolean
find_is_needed (IlxDelivery *delivery)
{
  return ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_MESSAGE) == NULL;
}

static void
find_begin (IlxDelivery *delivery,
            JsonNode *intent,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (
      ILX_KLAVIYO_GET_MESSAGES, ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_CAMPAIGN));

  ilx_klaviyo_delivery_poll (delivery, ILX_KLAVIYO_GET_MESSAGES, request, cancellable, callback,
                             user_data);
}

static JsonNode *
find_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_poll_finish (delivery, result, error);
  const char *id = ilx_json_get_string_or (reply, "data[0].id", NULL);

  if (id != NULL)
    return ilx_json_object (ILX_KLAVIYO_MESSAGE, ilx_json_string (id), NULL);
  if (reply != NULL)
    ilx_klaviyo_set_bad_reply (error, "data[0].id: expected a string");
  return NULL;
}

static void
find_apply (IlxDelivery *delivery, JsonNode *result)
{
  ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_MESSAGE,
                                   ilx_json_get_string_or (result, ILX_KLAVIYO_MESSAGE, NULL));
}

const IlxDeliveryStep ilx_klaviyo_find_message = {
  .name = "find-message",
  .title = N_ ("Looking for the campaign's message"),
  .effect = ILX_EFFECT_READ,
  .is_needed = find_is_needed,
  .begin = find_begin,
  .finish = find_finish,
  .apply = find_apply,
};

/* --- update-message --------------------------------------------------------------------------- */

static gboolean
update_is_needed (IlxDelivery *delivery)
{
  return ilx_klaviyo_delivery_is_older (delivery, ILX_KLAVIYO_CAMPAIGN);
}

static void
update_begin (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  const char *id = ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_MESSAGE);
  const char *label = ilx_json_get_string_or (intent, "name", "");
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_UPDATE_MESSAGE, id, ilx_klaviyo_body_build_message_change (delivery, id, label));

  ilx_klaviyo_delivery_send (delivery, ILX_KLAVIYO_UPDATE_MESSAGE, request, cancellable, callback,
                             user_data);
}

const IlxDeliveryStep ilx_klaviyo_update_message = {
  .name = "update-message",
  .title = N_ ("Updating subject and sender"),
  .effect = ILX_EFFECT_CHANGE,
  .is_needed = update_is_needed,
  .build_intent = ilx_klaviyo_delivery_build_intent,
  .begin = update_begin,
  .finish = ilx_klaviyo_delivery_done_finish,
};

/* --- assign-template -------------------------------------------------------------------------- */

static void
assign_begin (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  JsonNode *body = ilx_klaviyo_body_build_assignment (
      ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_MESSAGE),
      ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_TEMPLATE));
  g_autoptr (IlxHttpRequest) request
      = ilx_klaviyo_request_new_body (ILX_KLAVIYO_ASSIGN_TEMPLATE, NULL, body);

  ilx_klaviyo_delivery_poll (delivery, ILX_KLAVIYO_ASSIGN_TEMPLATE, request, cancellable, callback,
                             user_data);
}

static JsonNode *
assign_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_poll_finish (delivery, result, error);

  return reply != NULL ? ilx_json_empty_object () : NULL;
}

const IlxDeliveryStep ilx_klaviyo_assign_template = {
  .name = "assign-template",
  .title = N_ ("Putting the e-mail into the campaign"),
  .effect = ILX_EFFECT_CHANGE,
  .begin = assign_begin,
  .finish = assign_finish,
};

/* --- verify-content --------------------------------------------------------------------------- */

static void
verify_begin (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (IlxHttpRequest) request
      = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_MESSAGE_TEMPLATE,
                                 ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_MESSAGE));

  ilx_klaviyo_delivery_poll (delivery, ILX_KLAVIYO_GET_MESSAGE_TEMPLATE, request, cancellable,
                             callback, user_data);
}

static JsonNode *
verify_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_poll_finish (delivery, result, error);

  if (reply == NULL || !ilx_klaviyo_delivery_check_html (delivery, reply, error))
    return NULL;
  return ilx_json_empty_object ();
}

const IlxDeliveryStep ilx_klaviyo_verify_content = {
  .name = "verify-content",
  .title = N_ ("Comparing the campaign's e-mail with yours"),
  .effect = ILX_EFFECT_READ,
  .begin = verify_begin,
  .finish = verify_finish,
};
