/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last row: what became of it, read from Klaviyo. Right after the job was accepted a campaign
 * may still call itself a draft, so it is asked for up to a minute. This row does not fail: by then
 * the campaign is handed over, whatever can be read, and saying that it failed would be a lie. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-delivery.h"
#include "ilx-klaviyo-json.h"

static gboolean
is_settled (JsonNode *reply, const GError *error)
{
  g_autoptr (IlxRemoteStatus) status
      = reply != NULL ? ilx_klaviyo_json_parse_status (reply, 0, NULL) : NULL;

  return status == NULL || (status->is_known && status->state != ILX_CAMPAIGN_DRAFT);
}

static void
begin (IlxDelivery *delivery,
       JsonNode *intent,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  static const IlxKlaviyoPatience once = { 0, 1, is_settled };
  static const IlxKlaviyoPatience patience = { 5 * ILX_SECOND, 13, is_settled };
  gboolean is_draft = ilx_delivery_get_mode (delivery) == ILX_DELIVER_DRAFT;
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (
      ILX_KLAVIYO_GET_CAMPAIGN, ilx_klaviyo_delivery_get_remote (delivery, ILX_KLAVIYO_CAMPAIGN));

  ilx_klaviyo_client_poll_async (ilx_klaviyo_delivery_get_client (delivery),
                                 ILX_KLAVIYO_GET_CAMPAIGN, request, is_draft ? &once : &patience,
                                 cancellable, callback, user_data);
}

static JsonNode *
build_result (IlxRemoteStatus *status)
{
  JsonNode *result = ilx_json_object ("remote_state", ilx_json_string (status->remote_state),
                                      "scheduled_at", ilx_json_time (status->scheduled_at),
                                      "sent_at", ilx_json_time (status->sent_at), "problem",
                                      ilx_json_string (status->problem), NULL);

  if (status->is_known)
    ilx_json_set (result, "state", ilx_json_int (status->state));
  return result;
}

static JsonNode *
finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  gint64 now = ilx_clock_get_now (ilx_delivery_get_clock (delivery));
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_poll_finish (delivery, result, &local);
  g_autoptr (IlxRemoteStatus) status
      = reply != NULL ? ilx_klaviyo_json_parse_status (reply, now, NULL) : NULL;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return status != NULL ? build_result (status) : ilx_json_empty_object ();
}

/* What must be so after the rows before, as long as Klaviyo does not say otherwise. */
static IlxCampaignState
get_expected_state (IlxDelivery *delivery)
{
  switch (ilx_delivery_get_mode (delivery))
    {
    case ILX_DELIVER_NOW:
      return ILX_CAMPAIGN_SENDING;
    case ILX_DELIVER_AT:
      return ILX_CAMPAIGN_SCHEDULED;
    case ILX_DELIVER_DRAFT:
    default:
      return ILX_CAMPAIGN_DRAFT;
    }
}

static void
apply (IlxDelivery *delivery, JsonNode *result)
{
  IlxCampaign *campaign = ilx_delivery_get_campaign (delivery);
  gint64 told = ilx_json_get_int_or (result, "state", ILX_CAMPAIGN_DRAFT);
  IlxCampaignState state
      = told != ILX_CAMPAIGN_DRAFT ? (IlxCampaignState) told : get_expected_state (delivery);
  gint64 wanted_at = state == ILX_CAMPAIGN_SCHEDULED ? ilx_delivery_get_scheduled_at (delivery) : 0;

  ilx_campaign_set_state (campaign, state);
  ilx_campaign_set_remote_state (campaign, ilx_json_get_string_or (result, "remote_state", NULL));
  ilx_campaign_set_scheduled_at (campaign,
                                 ilx_json_get_time_or (result, "scheduled_at", wanted_at));
  ilx_campaign_set_sent_at (campaign, ilx_json_get_time_or (result, "sent_at", 0));
  ilx_campaign_set_problem (campaign, ilx_json_get_string_or (result, "problem", NULL));
}

const IlxDeliveryStep ilx_klaviyo_read_back = {
  .name = "read-back",
  .title = N_ ("Reading the campaign's state"),
  .effect = ILX_EFFECT_READ,
  .begin = begin,
  .finish = finish,
  .apply = apply,
};
