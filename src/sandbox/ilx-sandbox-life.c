/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-life.h"

#include "ilx-json.h"
#include "ilx-sandbox-campaign.h"
#include "ilx-sandbox-klaviyo.h"

#define SEND_JOBS "campaign-send-jobs"
#define ESTIMATION_JOBS "campaign-recipient-estimation-jobs"
#define ESTIMATIONS "campaign-recipient-estimations"

#define QUEUE_TIME (ILX_SECOND / 2)
#define SCHEDULE_TIME ILX_SECOND
#define PREPARE_TIME (2 * ILX_SECOND)
#define RECIPIENTS_PER_SECOND 1000
#define ESTIMATION_TIME (3 * ILX_SECOND / 2)

/* A job under way. In its hidden part: stage, accepted, begins, arrives (times, 0 for not yet). */
typedef struct
{
  IlxSandboxState *state;
  IlxSandboxObject *job;
  IlxSandboxObject *campaign;
} Life;

typedef struct
{
  gint64 (*get_due) (Life *life);
  void (*happen) (Life *life, gint64 at);
} Stage;

static gint64
get_hidden (IlxSandboxObject *object, const char *name)
{
  return ilx_json_get_int_or (ilx_sandbox_object_get_hidden (object), name, 0);
}

static void
set_hidden (IlxSandboxObject *object, const char *name, gint64 value)
{
  ilx_json_set (ilx_sandbox_object_get_hidden (object), name, ilx_json_int (value));
}

static void
set_job_status (IlxSandboxObject *job, const char *status)
{
  ilx_json_set (ilx_sandbox_object_get_attributes (job), "status", ilx_json_string (status));
}

/* No stage follows. */
static void
finish (IlxSandboxObject *job, const char *status)
{
  set_job_status (job, status);
  set_hidden (job, "stage", -1);
}

static gboolean
is_scheduled (Life *life)
{
  return get_hidden (life->job, "begins") > get_hidden (life->job, "accepted");
}

static gint64
get_queue_end (Life *life)
{
  return get_hidden (life->job, "accepted") + QUEUE_TIME;
}

static void
take_up (Life *life, gint64 at)
{
  set_job_status (life->job, "processing");
}

static gint64
get_schedule_end (Life *life)
{
  return get_hidden (life->job, "accepted") + SCHEDULE_TIME;
}

static void
schedule (Life *life, gint64 at)
{
  if (!is_scheduled (life))
    return;
  ilx_sandbox_campaign_set_status (life->campaign, "Scheduled", at);
  set_job_status (life->job, "complete");
}

static gint64
get_begin (Life *life)
{
  return get_hidden (life->job, "begins");
}

static void
prepare (Life *life, gint64 at)
{
  if (is_scheduled (life))
    ilx_sandbox_campaign_set_status (life->campaign, "Preparing to send", at);
}

static gint64
get_departure (Life *life)
{
  return get_hidden (life->job, "begins") + PREPARE_TIME;
}

static guint
count_recipients (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  JsonNode *attributes = ilx_sandbox_object_get_attributes (campaign);
  g_auto (GStrv) included = ilx_json_dup_strv (attributes, "audiences.included");
  g_auto (GStrv) excluded = ilx_json_dup_strv (attributes, "audiences.excluded");

  return ilx_sandbox_klaviyo_count_recipients (state, (const char *const *) included,
                                               (const char *const *) excluded);
}

/* Every sender is taken for verified, but this one: a test must be able to have one refused. */
static gboolean
has_unverified_sender (Life *life)
{
  IlxSandboxObject *message = ilx_sandbox_campaign_get_message (life->state, life->campaign);
  const char *sender = ilx_json_get_string_or (ilx_sandbox_object_get_attributes (message),
                                               "definition.content.from_email", "");

  return g_str_has_prefix (sender, "unverified@");
}

static void
add_delivery (Life *life, guint recipients, gint64 at)
{
  g_autofree char *id = ilx_sandbox_state_dup_id (life->state, ILX_SANDBOX_ID_LONG);
  JsonNode *attributes
      = ilx_json_object ("campaign", ilx_json_string (life->campaign->id), "recipients",
                         ilx_json_int (recipients), "at", ilx_sandbox_build_time (at), NULL);

  ilx_sandbox_state_add (life->state, ILX_SANDBOX_KLAVIYO, "deliveries", "delivery", id, attributes,
                         NULL, NULL);
}

/* A throttled campaign leaves in so many portions, one an hour. */
static gint64
get_travel_time (Life *life, guint recipients)
{
  gint64 percentage = ilx_json_get_int_or (ilx_sandbox_object_get_attributes (life->campaign),
                                           "send_strategy.throttle_percentage", 0);

  if (percentage > 0)
    return (100 + percentage - 1) / percentage * ILX_HOUR;
  return MAX (recipients * ILX_SECOND / RECIPIENTS_PER_SECOND, ILX_SECOND);
}

/* The point of no return. */
static void
depart (Life *life, gint64 at)
{
  guint recipients = count_recipients (life->state, life->campaign);

  if (has_unverified_sender (life) || recipients == 0)
    {
      ilx_sandbox_campaign_set_status (
          life->campaign, recipients == 0 ? "Cancelled: No Recipients" : "Cancelled: Misconfigured",
          at);
      finish (life->job, "complete");
      return;
    }
  ilx_sandbox_campaign_set_status (life->campaign, "Sending", at);
  set_job_status (life->job, "complete");
  set_hidden (life->job, "arrives", at + get_travel_time (life, recipients));
  add_delivery (life, recipients, at);
}

static gint64
get_arrival (Life *life)
{
  return get_hidden (life->job, "arrives");
}

static void
arrive (Life *life, gint64 at)
{
  ilx_sandbox_campaign_set_status (life->campaign, "Sent", at);
  finish (life->job, "complete");
}

static const Stage send_stages[] = {
  { get_queue_end, take_up }, { get_schedule_end, schedule }, { get_begin, prepare },
  { get_departure, depart },  { get_arrival, arrive },
};
#define STAGE_LEFT 4 /* the first stage at which the mail has left */

static gint64
get_estimation_end (Life *life)
{
  return get_hidden (life->job, "accepted") + ESTIMATION_TIME;
}

static void
conclude (Life *life, gint64 at)
{
  guint recipients = count_recipients (life->state, life->campaign);

  ilx_sandbox_state_add (
      life->state, ILX_SANDBOX_KLAVIYO, ESTIMATIONS, "campaign-recipient-estimation",
      life->campaign->id,
      ilx_json_object ("estimated_recipient_count", ilx_json_int (recipients), NULL), NULL, NULL);
  finish (life->job, "complete");
}

static const Stage estimation_stages[] = {
  { get_queue_end, take_up },
  { get_estimation_end, conclude },
};

/* Lets all happen that is due by now. */
static void
advance (Life *life, const Stage *stages)
{
  gint64 now = ilx_sandbox_state_get_now (life->state);
  gint64 stage;

  while ((stage = get_hidden (life->job, "stage")) >= 0 && stages[stage].get_due (life) <= now)
    {
      set_hidden (life->job, "stage", stage + 1);
      stages[stage].happen (life, stages[stage].get_due (life));
    }
}

static void
advance_all (IlxSandboxState *state, const char *kind, const Stage *stages)
{
  GQueue *jobs = ilx_sandbox_state_get_all (state, ILX_SANDBOX_KLAVIYO, kind);

  for (GList *l = jobs->head; l != NULL; l = l->next)
    {
      Life life = { state, l->data, NULL };

      if (get_hidden (life.job, "stage") < 0)
        continue;
      life.campaign = ilx_sandbox_campaign_find (
          state, ilx_json_get_string_or (ilx_sandbox_object_get_hidden (life.job), "campaign", ""));
      g_assert (life.campaign != NULL);
      advance (&life, stages);
    }
}

/**
 * ilx_sandbox_klaviyo_refresh:
 * @state: the state
 *
 * Brings all that is under way to the state's present.
 */
void
ilx_sandbox_klaviyo_refresh (IlxSandboxState *state)
{
  advance_all (state, SEND_JOBS, send_stages);
  advance_all (state, ESTIMATION_JOBS, estimation_stages);
}

static JsonNode *
build_hidden (IlxSandboxObject *campaign, gint64 accepted, gint64 begins)
{
  return ilx_json_object ("campaign", ilx_json_string (campaign->id), "stage", ilx_json_int (0),
                          "accepted", ilx_json_int (accepted), "begins", ilx_json_int (begins),
                          NULL);
}

/* When each message leaves, as its attributes tell; null before. */
static void
set_send_times (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 begins)
{
  IlxSandboxObject *message = ilx_sandbox_campaign_get_message (state, campaign);
  gboolean is_local = ilx_json_get_bool_or (ilx_sandbox_object_get_attributes (campaign),
                                            "send_strategy.options.is_local", FALSE);
  JsonNode *times = ilx_json_null ();

  if (begins != 0)
    {
      json_node_unref (times);
      times = ilx_json_array (ilx_json_object ("datetime", ilx_sandbox_build_time (begins),
                                               "is_local", ilx_json_bool (is_local), NULL),
                              NULL);
    }
  ilx_json_set (ilx_sandbox_object_get_attributes (message), "send_times", times);
  ilx_sandbox_object_set_time (campaign, "send_time", begins);
}

/**
 * ilx_sandbox_life_accept:
 * @state: the state
 * @campaign: a draft that is fit to be sent
 * @begins: when, not before now
 *
 * Returns: (transfer none): the job
 */
IlxSandboxObject *
ilx_sandbox_life_accept (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 begins)
{
  gint64 now = ilx_sandbox_state_get_now (state);
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_LONG);
  JsonNode *attributes = ilx_json_object ("campaign", ilx_json_string (campaign->id), "status",
                                          ilx_json_string ("queued"), "accepted_at",
                                          ilx_sandbox_build_time (now), NULL);

  begins = MAX (begins, now);
  ilx_json_set (ilx_sandbox_object_get_hidden (campaign), "job", ilx_json_string (id));
  ilx_sandbox_object_set_time (campaign, "scheduled_at", now);
  ilx_sandbox_campaign_set_status (
      campaign, begins > now ? "Preparing to schedule" : "Preparing to send", now);
  set_send_times (state, campaign, begins);
  return ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, SEND_JOBS, "campaign-send-job", id,
                                attributes, NULL, build_hidden (campaign, now, begins));
}

IlxSandboxObject *
ilx_sandbox_life_get_job (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  const char *id = ilx_json_get_string_or (ilx_sandbox_object_get_hidden (campaign), "job", NULL);

  return id != NULL ? ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, SEND_JOBS, id) : NULL;
}

static gboolean
may_stop (IlxSandboxObject *job)
{
  gint64 stage = get_hidden (job, "stage");

  return stage >= 0 && stage < STAGE_LEFT;
}

/**
 * ilx_sandbox_life_cancel:
 * @state: the state
 * @campaign: a campaign with a job
 *
 * Returns: whether it was in time; then the campaign is Cancelled for good
 */
gboolean
ilx_sandbox_life_cancel (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  IlxSandboxObject *job = ilx_sandbox_life_get_job (state, campaign);

  if (!may_stop (job))
    return FALSE;
  finish (job, "cancelled");
  ilx_sandbox_campaign_set_status (campaign, "Cancelled", ilx_sandbox_state_get_now (state));
  return TRUE;
}

/**
 * ilx_sandbox_life_revert:
 * @state: the state
 * @campaign: a campaign with a job
 *
 * Returns: whether it was in time; then the campaign is a draft again, without a job
 */
gboolean
ilx_sandbox_life_revert (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  if (!ilx_sandbox_life_cancel (state, campaign))
    return FALSE;
  json_object_remove_member (json_node_get_object (ilx_sandbox_object_get_hidden (campaign)),
                             "job");
  ilx_sandbox_campaign_set_status (campaign, "Draft", ilx_sandbox_state_get_now (state));
  ilx_sandbox_object_set_time (campaign, "scheduled_at", 0);
  set_send_times (state, campaign, 0);
  return TRUE;
}

/**
 * ilx_sandbox_life_may_delete:
 * @campaign: a campaign
 *
 * Returns: whether it is not just leaving
 */
gboolean
ilx_sandbox_life_may_delete (IlxSandboxObject *campaign)
{
  return !ilx_sandbox_campaign_has_status (campaign, "Preparing to send")
         && !ilx_sandbox_campaign_has_status (campaign, "Sending");
}

static void
forget_estimation (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  ilx_sandbox_state_remove (state, ILX_SANDBOX_KLAVIYO, ESTIMATION_JOBS, campaign->id);
  ilx_sandbox_state_remove (state, ILX_SANDBOX_KLAVIYO, ESTIMATIONS, campaign->id);
}

/**
 * ilx_sandbox_life_forget:
 * @state: the state
 * @campaign: a campaign that may be deleted and will be
 *
 * Stops a job that waits (its object stays, it was accepted once) and drops the estimation.
 */
void
ilx_sandbox_life_forget (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  IlxSandboxObject *job = ilx_sandbox_life_get_job (state, campaign);

  if (job != NULL && may_stop (job))
    finish (job, "cancelled");
  forget_estimation (state, campaign);
}

/**
 * ilx_sandbox_life_estimate:
 * @state: the state
 * @campaign: any campaign
 *
 * Returns: (transfer none): the job
 */
IlxSandboxObject *
ilx_sandbox_life_estimate (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  gint64 now = ilx_sandbox_state_get_now (state);

  forget_estimation (state, campaign);
  return ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, ESTIMATION_JOBS,
                                "campaign-recipient-estimation-job", campaign->id,
                                ilx_json_object ("status", ilx_json_string ("queued"), NULL), NULL,
                                build_hidden (campaign, now, now));
}
