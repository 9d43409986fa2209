/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever Klaviyo answers, it is read or refused; and whatever a subject holds, a filter can be
 * made of it. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-error.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-platform.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_delivery (JsonNode *reply)
{
  g_autoptr (GObject) platform = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (ILX_SECOND);
  IlxSender *sender = g_new0 (IlxSender, 1);
  g_autoptr (IlxDelivery) delivery = NULL;

  sender->email = g_strdup ("hello@nordlicht.example");
  delivery
      = ilx_delivery_new (platform, campaign, sender, ILX_DELIVER_AT, ILX_DAY, ILX_SECOND, clock);
  ilx_klaviyo_json_check_campaign (reply, delivery, NULL);
  ilx_klaviyo_json_check_message (reply, delivery, NULL);
}

static void
parse_all (JsonNode *reply)
{
  g_autoptr (IlxConnection) connection = ilx_klaviyo_json_parse_account (reply, NULL);
  g_autoptr (IlxRemoteStatus) status = ilx_klaviyo_json_parse_status (reply, ILX_DAY, NULL);
  g_autoptr (IlxAudience) audience
      = ilx_klaviyo_json_parse_audience (ilx_json_get (reply, "data"), NULL);
  g_autoptr (GPtrArray) audiences = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = ilx_error_new (ILX_ERROR_REJECTED, "before");
  JsonNode *items = ilx_json_get (reply, "data");

  g_assert (connection == NULL || ilx_connection_get_account_name (connection) != NULL);
  g_assert (status == NULL || status->remote_state != NULL);
  g_assert (audience == NULL || ilx_audience_get_name (audience) != NULL);
  if (items != NULL)
    ilx_klaviyo_json_parse_audiences (items, audiences, NULL);
  ilx_klaviyo_json_get_id (reply, NULL);
  ilx_klaviyo_json_get_html (reply, NULL);
  g_assert (ilx_klaviyo_json_parse_count (reply, NULL) >= -1);
  g_assert (ilx_klaviyo_json_parse_estimate (reply) >= -1);
  ilx_klaviyo_json_is_job_over (reply);
  ilx_klaviyo_json_is_draft (reply);
  for (guint status_code = 400; status_code < 414; status_code++)
    ilx_klaviyo_refine_error (&error, status_code, reply);
  ilx_klaviyo_name_permission (error, "lists:read");
  check_delivery (reply);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (JsonNode) reply = ilx_json_parse (bytes, NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);

  if (reply != NULL)
    parse_all (reply);
  ilx_klaviyo_check_secret (text, NULL);
  if (g_utf8_validate (text, -1, NULL))
    {
      g_autofree char *template = ilx_klaviyo_filter_dup_template (text, ILX_SECOND);
      g_autofree char *campaign = ilx_klaviyo_filter_dup_campaign (text, ILX_SECOND);

      g_assert (template != NULL && campaign != NULL);
    }
  return 0;
}
