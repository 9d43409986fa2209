/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo's words for where a campaign stands, as a table. A word that is not in it says nothing:
 * the state that we knew stays, and we ask again. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-json.h"
#include "ilx-klaviyo-error.h"
#include "ilx-klaviyo-json.h"

#define NOBODY_LEFT                                                                                \
  N_ ("Nobody was left to mail: everybody in the audience was mailed a short while ago (Smart "    \
      "Sending), or the audience is empty.")

static const struct
{
  const char *word;
  IlxCampaignState state;
  const char *problem;
} states[] = {
  { "Draft", ILX_CAMPAIGN_DRAFT, NULL },
  { "Preparing to schedule", ILX_CAMPAIGN_SCHEDULED, NULL },
  { "Scheduled", ILX_CAMPAIGN_SCHEDULED, NULL },
  { "Queued without Recipients", ILX_CAMPAIGN_SENDING, NULL }, /* see parse_word() */
  { "Preparing to send", ILX_CAMPAIGN_SENDING, NULL },
  { "Adding Recipients", ILX_CAMPAIGN_SENDING, NULL },
  { "Sending", ILX_CAMPAIGN_SENDING, NULL },
  { "Sending Segments", ILX_CAMPAIGN_SENDING, NULL },
  { "Variations Sent", ILX_CAMPAIGN_SENDING, NULL },
  { "Sent", ILX_CAMPAIGN_SENT, NULL },
  { "Cancelled", ILX_CAMPAIGN_CANCELLED, N_ ("The campaign was cancelled in Klaviyo.") },
  { "Cancelled: Smart Sending", ILX_CAMPAIGN_FAILED, NOBODY_LEFT },
  { "Cancelled: No Recipients", ILX_CAMPAIGN_FAILED, NOBODY_LEFT },
  { "Cancelled: Account Disabled", ILX_CAMPAIGN_FAILED,
    N_ ("Klaviyo cancelled the campaign because the account is disabled. Ask Klaviyo's support.") },
  { "Cancelled: Billing Limit", ILX_CAMPAIGN_FAILED,
    N_ ("Klaviyo cancelled the campaign because the plan's limit is reached. Change the plan in "
        "Klaviyo.") },
  { "Cancelled: Misconfigured", ILX_CAMPAIGN_FAILED,
    N_ ("Klaviyo cancelled the campaign because it is misconfigured. Most often the sender's "
        "address is not verified in Klaviyo.") },
  { "Cancelled: Internal Error", ILX_CAMPAIGN_FAILED,
    N_ ("Klaviyo cancelled the campaign because of an error of its own. Ask Klaviyo's support.") },
};

static void
parse_word (IlxRemoteStatus *status, const char *word, gint64 send_time, gint64 now)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].word, word))
      {
        status->is_known = TRUE;
        status->state = states[i].state;
        status->problem = states[i].problem != NULL ? g_strdup (_ (states[i].problem)) : NULL;
      }
  /* Klaviyo queues a scheduled campaign long before it works out who gets it. */
  if (g_str_equal (word, "Queued without Recipients") && send_time > now)
    status->state = ILX_CAMPAIGN_SCHEDULED;
}

/**
 * ilx_klaviyo_json_parse_status:
 * @reply: of `GET /api/campaigns/{id}`
 * @now: microseconds since the epoch
 * @error: %ILX_ERROR_BAD_REPLY
 *
 * Returns: (transfer full): where the campaign stands
 */
IlxRemoteStatus *
ilx_klaviyo_json_parse_status (JsonNode *reply, gint64 now, GError **error)
{
  JsonNode *attributes = ilx_json_get (reply, "data.attributes");
  const char *word = ilx_json_get_string_or (attributes, "status", "Unknown");
  gint64 scheduled_at = ilx_json_get_time_or (attributes, "scheduled_at", 0);
  gint64 send_time = ilx_json_get_time_or (attributes, "send_time", scheduled_at);
  IlxRemoteStatus *status;

  if (attributes == NULL)
    {
      ilx_klaviyo_set_bad_reply (error, "data.attributes: expected an object");
      return NULL;
    }
  status = g_new0 (IlxRemoteStatus, 1);
  status->remote_state = g_strdup (word);
  parse_word (status, word, send_time, now);
  if (status->is_known && status->state == ILX_CAMPAIGN_SCHEDULED)
    status->scheduled_at = send_time;
  if (status->is_known && status->state == ILX_CAMPAIGN_SENT)
    status->sent_at = send_time;
  return status;
}

/**
 * ilx_klaviyo_json_is_draft:
 * @reply: of `GET /api/campaigns/{id}`
 *
 * Returns: whether nothing was scheduled or sent
 */
gboolean
ilx_klaviyo_json_is_draft (JsonNode *reply)
{
  return g_str_equal (ilx_json_get_string_or (reply, "data.attributes.status", ""), "Draft");
}
