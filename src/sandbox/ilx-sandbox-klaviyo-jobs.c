/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's send jobs and recipient estimations. All of their ids are the campaign's;
 * what becomes of them by and by is told in ilx-sandbox-life.h. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-json.h"
#include "ilx-sandbox-campaign.h"
#include "ilx-sandbox-klaviyo-bodies.h"
#include "ilx-sandbox-life.h"
#include "ilx-sandbox-shape.h"

/* When a mail leaves that may leave at the hour that suits each reader. */
#define SMART_HOUR (9 * ILX_HOUR)

static const IlxSandboxQuery send_query = { .fields = "campaign-send-job" };
static const IlxSandboxQuery estimation_job_query
    = { .fields = "campaign-recipient-estimation-job" };
static const IlxSandboxQuery estimation_query = { .fields = "campaign-recipient-estimation" };

/* The campaign that the path or the body names; answers 404 itself. */
static IlxSandboxObject *
find_campaign (IlxSandboxCall *call, const char *id)
{
  IlxSandboxObject *campaign = ilx_sandbox_campaign_find (ilx_sandbox_call_get_state (call), id);

  if (campaign == NULL)
    ilx_sandbox_call_reply_not_found (call, "campaign", id);
  return campaign;
}

static const char *
get_body_id (IlxSandboxCall *call)
{
  return ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.id", "");
}

/* The sandbox keeps every job under an id of its own; the platform shows it under the campaign's.
 */
static void
reply_send_job (IlxSandboxCall *call, guint status, IlxSandboxObject *job, const char *campaign_id)
{
  const char *job_status
      = ilx_json_get_string_or (ilx_sandbox_object_get_attributes (job), "status", "");

  ilx_sandbox_shape_reply (call, status, "campaign-send-job", campaign_id,
                           ilx_json_object ("status", ilx_json_string (job_status), NULL), NULL);
}

static gint64
get_begin (JsonNode *strategy, gint64 now)
{
  const char *date = ilx_json_get_string_or (strategy, "date", NULL);
  g_autofree char *midnight = date != NULL ? g_strconcat (date, "T00:00:00Z", NULL) : NULL;
  g_autoptr (JsonNode) node = ilx_json_string (midnight);

  if (midnight != NULL)
    return ilx_json_get_time_or (node, "", now) + SMART_HOUR;
  return ilx_json_get_time_or (strategy, "datetime", now);
}

/* What the platform would rather not send; answers 400 itself. */
static gboolean
check_message (IlxSandboxCall *call, IlxSandboxObject *message)
{
  JsonNode *attributes = ilx_sandbox_object_get_attributes (message);
  const char *lacking = NULL;

  if (ilx_sandbox_message_get_template (ilx_sandbox_call_get_state (call), message) == NULL)
    lacking = "template";
  else if (*ilx_json_get_string_or (attributes, "definition.content.subject", "") == '\0')
    lacking = "subject";
  else if (*ilx_json_get_string_or (attributes, "definition.content.from_email", "") == '\0')
    lacking = "from_email";
  if (lacking != NULL)
    ilx_sandbox_call_reply_invalid (call, "/data",
                                    "The campaign can't be sent: its message has no %s.", lacking);
  return lacking == NULL;
}

static void
send_campaign (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *campaign = find_campaign (call, get_body_id (call));
  gint64 now = ilx_sandbox_state_get_now (state);
  gint64 begins;

  if (campaign == NULL)
    return;
  if (!ilx_sandbox_campaign_has_status (campaign, "Draft"))
    {
      ilx_sandbox_call_reply_conflict (call, "The campaign is not in a state that can be sent.");
      return;
    }
  if (!check_message (call, ilx_sandbox_campaign_get_message (state, campaign)))
    return;
  begins = get_begin (ilx_json_get (ilx_sandbox_object_get_attributes (campaign), "send_strategy"),
                      now);
  if (begins < now)
    ilx_sandbox_call_reply_invalid (call, "/data", "The send time is in the past.");
  else
    reply_send_job (call, 202, ilx_sandbox_life_accept (state, campaign, begins), campaign->id);
}

/* The job of the campaign in the path; answers 404 itself. */
static IlxSandboxObject *
find_send_job (IlxSandboxCall *call, IlxSandboxObject **campaign)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  const char *id = ilx_sandbox_call_get_argument (call, "id");
  IlxSandboxObject *job = NULL;

  *campaign = ilx_sandbox_campaign_find (state, id);
  if (*campaign != NULL)
    job = ilx_sandbox_life_get_job (state, *campaign);
  if (job == NULL)
    ilx_sandbox_call_reply_not_found (call, "campaign-send-job", id);
  return job;
}

static void
get_send_job (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign;
  IlxSandboxObject *job = find_send_job (call, &campaign);

  if (job != NULL)
    reply_send_job (call, 200, job, campaign->id);
}

static void
cancel_send_job (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  const char *action
      = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.attributes.action", "");
  IlxSandboxObject *campaign;
  gboolean is_done;

  if (find_send_job (call, &campaign) == NULL || !ilx_sandbox_campaign_check_id (call))
    return;
  is_done = g_str_equal (action, "revert") ? ilx_sandbox_life_revert (state, campaign)
                                           : ilx_sandbox_life_cancel (state, campaign);
  if (is_done)
    ilx_sandbox_call_reply_empty (call, 204);
  else
    ilx_sandbox_call_reply_conflict (call, "The campaign is past the point where it can be "
                                           "cancelled or reverted.");
}

static void
start_estimation (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = find_campaign (call, get_body_id (call));

  if (campaign != NULL)
    ilx_sandbox_call_reply_object (
        call, 202, ilx_sandbox_life_estimate (ilx_sandbox_call_get_state (call), campaign));
}

static void
get_estimation_job (IlxSandboxCall *call)
{
  IlxSandboxObject *job = ilx_sandbox_call_find (call, "campaign-recipient-estimation-jobs",
                                                 "campaign-recipient-estimation-job");

  if (job != NULL)
    ilx_sandbox_call_reply_object (call, 200, job);
}

static void
get_estimation (IlxSandboxCall *call)
{
  IlxSandboxObject *estimation = ilx_sandbox_call_find (call, "campaign-recipient-estimations",
                                                        "campaign-recipient-estimation");

  if (estimation != NULL)
    ilx_sandbox_call_reply_object (call, 200, estimation);
}

const IlxSandboxRoute ilx_sandbox_klaviyo_job_routes[] = {
  { "POST", "/api/campaign-send-jobs", send_campaign, "campaigns:write", 10, 150, 0, &send_query,
    ilx_sandbox_send_job_body },
  { "GET", "/api/campaign-send-jobs/{id}", get_send_job, "campaigns:read", 10, 150, 0,
    &send_query },
  { "PATCH", "/api/campaign-send-jobs/{id}", cancel_send_job, "campaigns:write", 10, 150, 0, NULL,
    ilx_sandbox_cancel_job_body },
  { "POST", "/api/campaign-recipient-estimation-jobs", start_estimation, "campaigns:write", 10, 150,
    0, &estimation_job_query, ilx_sandbox_estimation_job_body },
  { "GET", "/api/campaign-recipient-estimation-jobs/{id}", get_estimation_job, "campaigns:read", 10,
    150, 0, &estimation_job_query },
  { "GET", "/api/campaign-recipient-estimations/{id}", get_estimation, "campaigns:read", 10, 150, 0,
    &estimation_query },
  { NULL },
};
