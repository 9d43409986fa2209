/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that make the campaign on Klaviyo, or bring the one from before up to date. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-delivery.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-search.h"

/* --- find-campaign ---------------------------------------------------------------------------- */

static gboolean
is_known (IlxDelivery *delivery)
{
  return ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_CAMPAIGN) != NULL;
}

static void
find_begin (IlxDelivery *delivery,
            JsonNode *intent,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (
      ILX_KLAVIYO_GET_CAMPAIGN, ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_CAMPAIGN));

  ilx_klaviyo_delivery_poll (delivery, ILX_KLAVIYO_GET_CAMPAIGN, request, cancellable, callback,
                             user_data);
}

/* What is scheduled, on its way or stopped half-way is not changed, and not sent once more. */
static gboolean
check_draft (JsonNode *reply, GError **error)
{
  if (ilx_klaviyo_json_is_draft (reply))
    return TRUE;
  ilx_set_error (
      error, ILX_ERROR_CONFLICT,
      /* Translators: the placeholder is Klaviyo's word for the state: Sent, Scheduled. */
      _ ("In Klaviyo the campaign is no draft but “%s”. Take it back first if it is "
         "scheduled; else duplicate it to send it anew."),
      ilx_json_get_string_or (reply, "data.attributes.status", "Unknown"));
  return FALSE;
}

static JsonNode *
find_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_poll_finish (delivery, result, &local);

  if (reply != NULL && !check_draft (reply, error))
    return NULL;
  if (reply != NULL || ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    return ilx_json_object ("gone", ilx_json_bool (reply == NULL), NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
forget_campaign (IlxDelivery *delivery)
{
  ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_CAMPAIGN, NULL);
  ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_MESSAGE, NULL);
}

static void
find_apply (IlxDelivery *delivery, JsonNode *result)
{
  if (ilx_json_get_bool_or (result, "gone", FALSE))
    forget_campaign (delivery);
}

const IlxDeliveryStep ilx_klaviyo_find_campaign = {
  .name = "find-campaign",
  .title = N_ ("Looking for the campaign in Klaviyo"),
  .effect = ILX_EFFECT_READ,
  .is_needed = is_known,
  .begin = find_begin,
  .finish = find_finish,
  .apply = find_apply,
};

/* --- create-campaign -------------------------------------------------------------------------- */

static gboolean
create_is_needed (IlxDelivery *delivery)
{
  return !is_known (delivery);
}

static void
create_begin (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  const char *label = ilx_json_get_string_or (intent, "name", "");
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_CREATE_CAMPAIGN, NULL, ilx_klaviyo_body_build_campaign (delivery, label));

  ilx_klaviyo_delivery_send (delivery, ILX_KLAVIYO_CREATE_CAMPAIGN, request, cancellable, callback,
                             user_data);
}

/* Without @message the row find-message asks for it. */
static JsonNode *
build_result (const char *campaign, const char *message)
{
  JsonNode *result = ilx_json_object (ILX_KLAVIYO_CAMPAIGN, ilx_json_string (campaign), NULL);

  if (message != NULL)
    ilx_json_set (result, ILX_KLAVIYO_MESSAGE, ilx_json_string (message));
  return result;
}

static JsonNode *
create_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_send_finish (delivery, result, error);
  const char *id = reply != NULL ? ilx_klaviyo_json_get_id (reply, error) : NULL;

  if (id == NULL)
    return NULL;
  return build_result (
      id, ilx_json_get_string_or (reply, "data.relationships.campaign-messages.data[0].id", NULL));
}

static void
create_apply (IlxDelivery *delivery, JsonNode *result)
{
  ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_CAMPAIGN,
                                   ilx_json_get_string_or (result, ILX_KLAVIYO_CAMPAIGN, NULL));
  ilx_klaviyo_delivery_set_remote (delivery, ILX_KLAVIYO_MESSAGE,
                                   ilx_json_get_string_or (result, ILX_KLAVIYO_MESSAGE, NULL));
  ilx_klaviyo_delivery_mark_new (delivery, ILX_KLAVIYO_CAMPAIGN);
}

static char *
search_dup_filter (JsonNode *intent)
{
  return ilx_klaviyo_filter_dup_campaign (ilx_json_get_string_or (intent, "subject", ""),
                                          ilx_klaviyo_intent_get_created_after (intent));
}

static gboolean
search_is_candidate (JsonNode *item, JsonNode *intent)
{
  return g_strcmp0 (ilx_json_get_string_or (item, "attributes.name", NULL),
                    ilx_json_get_string_or (intent, "subject", ""))
         == 0;
}

/* A campaign's name is its subject and may come often; the label of its message is unique. */
static JsonNode *
search_match (JsonNode *item, JsonNode *details, JsonNode *intent)
{
  for (guint i = 0; i < ilx_json_get_length (details, "data"); i++)
    {
      g_autofree char *path = g_strdup_printf ("data[%u]", i);
      JsonNode *message = ilx_json_get (details, path);
      const char *label = ilx_json_get_string_or (message, "attributes.definition.label", NULL);

      if (g_strcmp0 (label, ilx_json_get_string_or (intent, "name", "")) == 0)
        return build_result (ilx_json_get_string_or (item, "id", NULL),
                             ilx_json_get_string_or (message, "id", NULL));
    }
  return NULL;
}

static const IlxKlaviyoSearch search = {
  .list = ILX_KLAVIYO_GET_CAMPAIGNS,
  .fields_name = "fields[campaign]",
  .fields = "name,status,created_at",
  .dup_filter = search_dup_filter,
  .is_candidate = search_is_candidate,
  .details = ILX_KLAVIYO_GET_MESSAGES,
  .match = search_match,
};

static void
create_probe (IlxDelivery *delivery,
              JsonNode *intent,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  ilx_klaviyo_search_async (ilx_klaviyo_delivery_get_client (delivery), &search, intent,
                            cancellable, callback, user_data);
}

static IlxProbe
create_probe_finish (IlxDelivery *delivery, GAsyncResult *result, JsonNode **found, GError **error)
{
  return ilx_klaviyo_search_finish (ilx_klaviyo_delivery_get_client (delivery), result, found,
                                    error);
}

static void
create_undo (IlxDelivery *delivery,
             JsonNode *result,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (
      ILX_KLAVIYO_DELETE_CAMPAIGN, ilx_json_get_string_or (result, ILX_KLAVIYO_CAMPAIGN, ""));

  ilx_klaviyo_delivery_send (delivery, ILX_KLAVIYO_DELETE_CAMPAIGN, request, cancellable, callback,
                             user_data);
}

static gboolean
create_undo_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  if (!ilx_klaviyo_delivery_gone_finish (delivery, result, error))
    return FALSE;
  forget_campaign (delivery);
  return TRUE;
}

const IlxDeliveryStep ilx_klaviyo_create_campaign = {
  .name = "create-campaign",
  .title = N_ ("Creating the campaign"),
  .effect = ILX_EFFECT_CREATE,
  .keeps = TRUE,
  .is_needed = create_is_needed,
  .build_intent = ilx_klaviyo_delivery_build_intent,
  .begin = create_begin,
  .finish = create_finish,
  .apply = create_apply,
  .probe = create_probe,
  .probe_finish = create_probe_finish,
  .undo = create_undo,
  .undo_finish = create_undo_finish,
};

/* --- update-campaign -------------------------------------------------------------------------- */

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
  const char *id = ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_CAMPAIGN);
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new_body (
      ILX_KLAVIYO_UPDATE_CAMPAIGN, id, ilx_klaviyo_body_build_campaign_change (delivery, id));

  ilx_klaviyo_delivery_send (delivery, ILX_KLAVIYO_UPDATE_CAMPAIGN, request, cancellable, callback,
                             user_data);
}

const IlxDeliveryStep ilx_klaviyo_update_campaign = {
  .name = "update-campaign",
  .title = N_ ("Updating the campaign"),
  .effect = ILX_EFFECT_CHANGE,
  .is_needed = update_is_needed,
  .begin = update_begin,
  .finish = ilx_klaviyo_delivery_done_finish,
};
