/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the simulated Mailchimp's campaigns, and what becomes of one that goes out:
 *
 *   save ──► sending ──► sent       a campaign's hidden "leaves" and "arrives" are the times at
 *     └──► schedule ──┘              which it goes on by itself
 *            └──► save    sending ──► canceled
 *
 * At the moment at which it leaves it is settled whom it goes to (hidden "recipients"), and a
 * delivery is noted for tests. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-time.h"

#define CAMPAIGNS "campaigns"
#define RECIPIENTS_PER_SECOND 100
#define SETTLING_TIME (5 * ILX_SECOND)
#define MAX_TESTS_A_DAY 24

static const char *const send_types[] = { "html", "plaintext", NULL };
static const IlxSandboxSchema address_rows[] = { { "", ILX_SANDBOX_EMAIL }, { NULL } };
static const IlxSandboxSchema test_body[] = {
  { "test_emails", ILX_SANDBOX_ARRAY, ILX_SANDBOX_REQUIRED, .inner = address_rows, .min = 1,
    .max = 20 },
  { "send_type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = send_types },
  { NULL },
};
static const IlxSandboxSchema schedule_body[] = {
  { "schedule_time", ILX_SANDBOX_TIME, ILX_SANDBOX_REQUIRED },
  { "timewarp", ILX_SANDBOX_BOOLEAN },
  { "batch_delivery", ILX_SANDBOX_OPEN },
  { NULL },
};

static gint64
get_hidden (IlxSandboxObject *campaign, const char *name)
{
  return ilx_json_get_int_or (ilx_sandbox_object_get_hidden (campaign), name, 0);
}

static void
set_hidden (IlxSandboxObject *campaign, const char *name, gint64 value)
{
  ilx_json_set (ilx_sandbox_object_get_hidden (campaign), name, ilx_json_int (value));
}

static void
set_time (IlxSandboxObject *campaign, const char *name, gint64 time)
{
  g_autofree char *text = time != 0 ? ilx_sandbox_format_time (time) : g_strdup ("");

  ilx_sandbox_mailchimp_write (campaign, name, text);
}

static JsonNode *
build_recipients (GPtrArray *members)
{
  JsonNode *ids = ilx_json_empty_array ();

  for (guint i = 0; i < members->len; i++)
    ilx_json_append (ids, ilx_json_string (((IlxSandboxObject *) members->pdata[i])->id));
  return ids;
}

static GPtrArray *
dup_recipients (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  return ilx_sandbox_mailchimp_dup_recipients (
      state, ilx_sandbox_mailchimp_read (campaign, "recipients.list_id"),
      ilx_json_get (ilx_sandbox_object_get_attributes (campaign), "recipients.segment_opts"));
}

/**
 * ilx_sandbox_mailchimp_depart:
 * @state: the state
 * @campaign: a campaign
 * @at: when
 *
 * Lets it leave. It arrives some time later.
 */
void
ilx_sandbox_mailchimp_depart (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 at)
{
  g_autoptr (GPtrArray) members = dup_recipients (state, campaign);

  ilx_json_set (ilx_sandbox_object_get_hidden (campaign), "recipients", build_recipients (members));
  set_hidden (campaign, "left", at);
  set_hidden (campaign, "arrives",
              at + SETTLING_TIME + members->len * ILX_SECOND / RECIPIENTS_PER_SECOND);
  set_time (campaign, "send_time", at);
  ilx_sandbox_mailchimp_write (campaign, "status", "sending");
}

static void
add_delivery (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 at)
{
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_HEX);
  g_autofree char *time = ilx_sandbox_format_time (at);
  guint n = ilx_json_get_length (ilx_sandbox_object_get_hidden (campaign), "recipients");

  ilx_sandbox_mailchimp_add (state, "deliveries", id,
                             ilx_json_object ("campaign", ilx_json_string (campaign->id),
                                              "recipients", ilx_json_int (n), "at",
                                              ilx_json_string (time), NULL),
                             NULL);
}

static void
start (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 at)
{
  ilx_sandbox_mailchimp_depart (state, campaign, at);
  add_delivery (state, campaign, at);
}

static void
arrive (IlxSandboxObject *campaign)
{
  guint n = ilx_json_get_length (ilx_sandbox_object_get_hidden (campaign), "recipients");

  ilx_sandbox_mailchimp_write (campaign, "status", "sent");
  ilx_json_set (ilx_sandbox_object_get_attributes (campaign), "emails_sent", ilx_json_int (n));
}

/**
 * ilx_sandbox_mailchimp_refresh:
 * @state: the state
 *
 * Brings all that is under way to the state's present.
 */
void
ilx_sandbox_mailchimp_refresh (IlxSandboxState *state)
{
  gint64 now = ilx_sandbox_state_get_now (state);
  GQueue *all = ilx_sandbox_mailchimp_get_all (state, CAMPAIGNS);

  for (GList *l = all->head; l != NULL; l = l->next)
    {
      if (ilx_sandbox_mailchimp_has_status (l->data, "schedule")
          && get_hidden (l->data, "leaves") <= now)
        start (state, l->data, get_hidden (l->data, "leaves"));
      if (ilx_sandbox_mailchimp_has_status (l->data, "sending")
          && get_hidden (l->data, "arrives") <= now)
        arrive (l->data);
    }
}

/* The campaign, when it is in one of @statuses; answers itself when not. */
static IlxSandboxObject *
find_in (IlxSandboxCall *call, const char *statuses, const char *detail)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");

  if (campaign == NULL || ilx_sandbox_mailchimp_has_status (campaign, statuses))
    return campaign;
  ilx_sandbox_mailchimp_refuse_action (call, detail);
  return NULL;
}

static gboolean
is_ready (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  g_autoptr (JsonNode) checklist = ilx_sandbox_mailchimp_build_checklist (state, campaign);

  return ilx_json_get_bool_or (checklist, "is_ready", FALSE);
}

/* POST …/actions/send */
static void
send_campaign (IlxSandboxCall *call)
{
  static const char detail[] = "Your Campaign is not ready to send.";
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *campaign = find_in (call, "save paused", detail);

  if (campaign == NULL)
    return;
  if (!is_ready (state, campaign))
    {
      ilx_sandbox_mailchimp_refuse_action (call, detail);
      return;
    }
  start (state, campaign, ilx_sandbox_state_get_now (state));
  ilx_sandbox_call_reply_empty (call, 204);
}

static const char *
find_schedule_fault (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 time)
{
  if (!is_ready (state, campaign))
    return "This campaign cannot be scheduled: Your Campaign is not ready to send.";
  if (time <= ilx_sandbox_state_get_now (state))
    return "This campaign cannot be scheduled: The time must be in the future.";
  if (time % (15 * ILX_MINUTE) != 0)
    return "This campaign cannot be scheduled: The time must be on the quarter-hour.";
  return NULL;
}

/* POST …/actions/schedule */
static void
schedule_campaign (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  JsonNode *body = ilx_sandbox_call_get_body (call);
  gint64 time = ilx_json_get_time_or (body, "schedule_time", 0);
  IlxSandboxObject *campaign
      = find_in (call, "save paused",
                 "This campaign cannot be scheduled: It is scheduled or was sent already.");
  const char *fault = campaign != NULL ? find_schedule_fault (state, campaign, time) : NULL;

  if (fault != NULL)
    ilx_sandbox_mailchimp_refuse_action (call, fault);
  if (campaign == NULL || fault != NULL)
    return;
  set_hidden (campaign, "leaves", time);
  set_time (campaign, "send_time", time);
  ilx_sandbox_mailchimp_write (campaign, "status", "schedule");
  ilx_sandbox_call_reply_empty (call, 204);
}

/* POST …/actions/unschedule */
static void
unschedule_campaign (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = find_in (call, "schedule", "This campaign is not scheduled.");

  if (campaign == NULL)
    return;
  set_time (campaign, "send_time", 0);
  ilx_sandbox_mailchimp_write (campaign, "status", "save");
  ilx_sandbox_call_reply_empty (call, 204);
}

/* How many of the recipients have their mail already. */
static guint
count_gone (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  gint64 age = ilx_sandbox_state_get_now (state) - get_hidden (campaign, "left");
  guint n = ilx_json_get_length (ilx_sandbox_object_get_hidden (campaign), "recipients");

  return (guint) MIN (n, (guint64) age * RECIPIENTS_PER_SECOND / ILX_SECOND);
}

/* POST …/actions/cancel-send */
static void
cancel_campaign (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = find_in (call, "sending", "This campaign is not being sent.");

  if (campaign == NULL)
    return;
  ilx_json_set (ilx_sandbox_object_get_attributes (campaign), "emails_sent",
                ilx_json_int (count_gone (ilx_sandbox_call_get_state (call), campaign)));
  ilx_sandbox_mailchimp_write (campaign, "status", "canceled");
  ilx_sandbox_call_reply_empty (call, 204);
}

/* POST …/actions/pause and …/actions/resume. There are no RSS campaigns here. */
static void
refuse_rss (IlxSandboxCall *call)
{
  if (ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id") != NULL)
    ilx_sandbox_mailchimp_refuse_action (call, "Only RSS campaigns can be paused and resumed.");
}

/* What a body could have said of it, without what is shown beside. */
static JsonNode *
build_given (IlxSandboxObject *campaign)
{
  static const char *const names[]
      = { "type", "recipients", "settings", "tracking", "content_type" };
  JsonNode *given = ilx_json_empty_object ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ilx_json_set (given, names[i],
                  ilx_sandbox_json_dup (
                      ilx_json_get (ilx_sandbox_object_get_attributes (campaign), names[i])));
  return given;
}

static void
copy_content (IlxSandboxObject *from, IlxSandboxObject *to)
{
  static const char *const names[] = { "html", "plain_text", "has_own_text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *content = ilx_json_get (ilx_sandbox_object_get_hidden (from), names[i]);

      if (content != NULL)
        ilx_json_set (ilx_sandbox_object_get_hidden (to), names[i], json_node_copy (content));
    }
}

/* POST …/actions/replicate */
static void
replicate_campaign (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");
  g_autoptr (JsonNode) given = NULL;
  g_autofree char *title = NULL;
  IlxSandboxObject *copy;
  JsonNode *shown;

  if (campaign == NULL)
    return;
  given = build_given (campaign);
  title = g_strdup_printf ("%s (copy 01)", ilx_sandbox_mailchimp_read (campaign, "settings.title"));
  ilx_json_set (ilx_json_get (given, "settings"), "title", ilx_json_string (title));
  copy = ilx_sandbox_mailchimp_add_campaign (state, NULL, given);
  copy_content (campaign, copy);
  shown = ilx_sandbox_mailchimp_build_campaign (state, copy);
  /* A copy alone doesn't tell. */
  json_object_remove_member (json_node_get_object (ilx_json_get (shown, "recipients")),
                             "list_is_active");
  ilx_sandbox_mailchimp_reply (call, 200, shown);
}

static guint
count_tests_today (IlxSandboxState *state)
{
  GQueue *all = ilx_sandbox_mailchimp_get_all (state, "test-emails");
  gint64 yesterday = ilx_sandbox_state_get_now (state) - ILX_DAY;
  guint n = 0;

  for (GList *l = all->head; l != NULL; l = l->next)
    if (get_hidden (l->data, "time") > yesterday)
      n++;
  return n;
}

static void
add_test (IlxSandboxCall *call, IlxSandboxObject *campaign)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_HEX);
  JsonNode *body = ilx_sandbox_call_get_body (call);

  ilx_sandbox_mailchimp_add (
      state, "test-emails", id,
      ilx_json_object ("campaign", ilx_json_string (campaign->id), "to",
                       ilx_sandbox_json_dup (ilx_json_get (body, "test_emails")), NULL),
      ilx_json_object ("time", ilx_json_int (ilx_sandbox_state_get_now (state)), NULL));
}

/* POST …/actions/test */
static void
test_campaign (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");

  if (campaign == NULL)
    return;
  if (*ilx_json_get_string_or (ilx_sandbox_object_get_hidden (campaign), "html", "") == '\0')
    ilx_sandbox_mailchimp_refuse_action (call, "There is no content to send a test of.");
  else if (count_tests_today (state) >= MAX_TESTS_A_DAY)
    ilx_sandbox_mailchimp_refuse_action (call,
                                         "You have reached the number of test emails for a day.");
  else
    {
      add_test (call, campaign);
      ilx_sandbox_call_reply_empty (call, 204);
    }
}

#define ACTION(name) "/3.0/campaigns/{campaign_id}/actions/" name

const IlxSandboxRoute ilx_sandbox_mailchimp_action_routes[] = {
  { "POST", ACTION ("test"), test_campaign, "write", .schema = test_body },
  { "POST", ACTION ("send"), send_campaign, "write" },
  { "POST", ACTION ("schedule"), schedule_campaign, "write", .schema = schedule_body,
    .needs_switch = "paid" },
  { "POST", ACTION ("unschedule"), unschedule_campaign, "write" },
  { "POST", ACTION ("cancel-send"), cancel_campaign, "write", .needs_switch = "paid" },
  { "POST", ACTION ("replicate"), replicate_campaign, "write" },
  { "POST", ACTION ("pause"), refuse_rss, "write" },
  { "POST", ACTION ("resume"), refuse_rss, "write" },
  { NULL },
};
