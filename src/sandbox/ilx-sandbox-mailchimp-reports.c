/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the simulated Mailchimp's mails. What each recipient did follows from who it is
 * and which campaign it was, so that sums and details always agree. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-shop.h"

#define LINK_URL "https://nordlicht.example/neu"
#define LINK_ID "17ad30940a"

typedef struct
{
  IlxSandboxObject *member; /* (nullable): may have been erased since */
  gboolean is_hard;
  gboolean is_soft;
  gboolean is_proxy; /* an opening that a proxy made */
  gboolean has_left;
  gboolean has_complained;
  guint opens;
  guint clicks;
} Fate;

typedef struct
{
  guint sent, hard, soft, opens, openers, own_opens, own_openers, clicks, clickers, left,
      complaints;
} Sums;

static const IlxSandboxChooser report_choosers[] = {
  { "type", "type", ILX_SANDBOX_IS },
  { "since_send_time", "send_time", ILX_SANDBOX_SINCE },
  { "before_send_time", "send_time", ILX_SANDBOX_BEFORE },
  { NULL },
};
static const IlxSandboxCollection reports_collection
    = { .name = "reports", .choosers = report_choosers };
static const IlxSandboxCollection sent_collection = { .name = "sent_to" };
static const IlxSandboxCollection left_collection = { .name = "unsubscribes" };
static const IlxSandboxCollection complaints_collection
    = { .name = "abuse_reports", .is_whole = TRUE };
static const IlxSandboxCollection clicks_collection
    = { .name = "urls_clicked", .sorts = "total_clicks unique_clicks" };
static const IlxSandboxCollection opens_collection = { .name = "members", .sorts = "opens_count" };
static const IlxSandboxCollection activity_collection = { .name = "emails" };

enum
{
  DRAW_BOUNCE = 11,
  DRAW_OPEN,
  DRAW_PROXY,
  DRAW_CLICK,
  DRAW_LEAVE,
};

static Fate
get_fate (IlxSandboxState *state, const char *campaign_id, const char *member_id)
{
  guint number = g_str_hash (member_id) * 31 + g_str_hash (campaign_id);
  guint bounce = ilx_sandbox_shop_draw (number, DRAW_BOUNCE);
  guint click = ilx_sandbox_shop_draw (number, DRAW_CLICK);
  guint leave = ilx_sandbox_shop_draw (number, DRAW_LEAVE);
  Fate fate = { ilx_sandbox_mailchimp_get (state, "members", member_id) };

  fate.is_hard = bounce == 0;
  fate.is_soft = bounce == 1;
  if (bounce <= 1 || ilx_sandbox_shop_draw (number, DRAW_OPEN) >= 41)
    return fate;
  fate.opens = 1 + click % 3;
  fate.is_proxy = ilx_sandbox_shop_draw (number, DRAW_PROXY) < 38;
  fate.clicks = click < 25 ? 1 + click % 2 : 0;
  fate.has_left = leave < 2;
  fate.has_complained = leave == 2;
  return fate;
}

static void
add_fate (Sums *sums, const Fate *fate)
{
  sums->sent++;
  sums->hard += fate->is_hard;
  sums->soft += fate->is_soft;
  sums->opens += fate->opens;
  sums->openers += fate->opens > 0;
  sums->own_opens += fate->is_proxy ? 0 : fate->opens;
  sums->own_openers += fate->opens > 0 && !fate->is_proxy;
  sums->clicks += fate->clicks;
  sums->clickers += fate->clicks > 0;
  sums->left += fate->has_left;
  sums->complaints += fate->has_complained;
}

/* The fates of all who got it, in the order of the list. */
static GArray *
dup_fates (IlxSandboxState *state, IlxSandboxObject *campaign, Sums *sums)
{
  GArray *fates = g_array_new (FALSE, FALSE, sizeof (Fate));
  JsonNode *hidden = ilx_sandbox_object_get_hidden (campaign);
  g_auto (GStrv) ids = ilx_json_dup_strv (hidden, "recipients");

  *sums = (Sums){ 0 };
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      Fate fate = get_fate (state, campaign->id, ids[i]);

      add_fate (sums, &fate);
      g_array_append_val (fates, fate);
    }
  return fates;
}

static double
get_rate (const Sums *sums, guint part)
{
  guint delivered = sums->sent - sums->hard - sums->soft;

  return delivered > 0 ? (double) part / delivered : 0;
}

/**
 * ilx_sandbox_mailchimp_build_summary:
 * @state: the state
 * @campaign: a campaign that was sent
 *
 * Returns: (transfer full): the sums that a campaign shows
 */
JsonNode *
ilx_sandbox_mailchimp_build_summary (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  Sums sums;
  g_autoptr (GArray) fates = dup_fates (state, campaign, &sums);

  return ilx_json_object (
      "opens", ilx_json_int (sums.opens), "unique_opens", ilx_json_int (sums.openers), "open_rate",
      ilx_json_double (get_rate (&sums, sums.openers)), "clicks", ilx_json_int (sums.clicks),
      "subscriber_clicks", ilx_json_int (sums.clickers), "click_rate",
      ilx_json_double (get_rate (&sums, sums.clickers)), NULL);
}

static char *
dup_after (IlxSandboxObject *campaign, guint minutes)
{
  gint64 left = ilx_json_get_int_or (ilx_sandbox_object_get_hidden (campaign), "left", 0);

  return ilx_sandbox_format_time (left + minutes * ILX_MINUTE);
}

static JsonNode *
build_opens (IlxSandboxObject *campaign, const Sums *sums)
{
  g_autofree char *last = sums->opens > 0 ? dup_after (campaign, 490) : g_strdup ("");

  return ilx_json_object (
      "opens_total", ilx_json_int (sums->opens), "unique_opens", ilx_json_int (sums->openers),
      "open_rate", ilx_json_double (get_rate (sums, sums->openers)), "last_open",
      ilx_json_string (last), "proxy_excluded_opens", ilx_json_int (sums->own_opens),
      "proxy_excluded_unique_opens", ilx_json_int (sums->own_openers), "proxy_excluded_open_rate",
      ilx_json_double (get_rate (sums, sums->own_openers)), NULL);
}

static JsonNode *
build_clicks (IlxSandboxObject *campaign, const Sums *sums)
{
  g_autofree char *last = sums->clicks > 0 ? dup_after (campaign, 470) : g_strdup ("");

  return ilx_json_object ("clicks_total", ilx_json_int (sums->clicks), "unique_clicks",
                          ilx_json_int (sums->clickers), "unique_subscriber_clicks",
                          ilx_json_int (sums->clickers), "click_rate",
                          ilx_json_double (get_rate (sums, sums->clickers)), "last_click",
                          ilx_json_string (last), NULL);
}

static JsonNode *
build_bounces (const Sums *sums)
{
  return ilx_json_object ("hard_bounces", ilx_json_int (sums->hard), "soft_bounces",
                          ilx_json_int (sums->soft), "syntax_errors", ilx_json_int (0), NULL);
}

static JsonNode *
build_report (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  Sums sums;
  g_autoptr (GArray) fates = dup_fates (state, campaign, &sums);
  g_autoptr (JsonNode) shown = ilx_sandbox_mailchimp_build_campaign (state, campaign);
  const char *(*text) (JsonNode *, const char *, const char *) = ilx_json_get_string_or;

  return ilx_json_object (
      "id", ilx_json_string (campaign->id), "campaign_title",
      ilx_json_string (text (shown, "settings.title", "")), "type",
      ilx_json_string (text (shown, "type", "")), "list_id",
      ilx_json_string (text (shown, "recipients.list_id", "")), "list_is_active",
      ilx_json_bool (ilx_json_get_bool_or (shown, "recipients.list_is_active", FALSE)), "list_name",
      ilx_json_string (text (shown, "recipients.list_name", "")), "subject_line",
      ilx_json_string (text (shown, "settings.subject_line", "")), "preview_text",
      ilx_json_string (text (shown, "settings.preview_text", "")), "emails_sent",
      ilx_json_int (sums.sent), "abuse_reports", ilx_json_int (sums.complaints), "unsubscribed",
      ilx_json_int (sums.left), "send_time", ilx_json_string (text (shown, "send_time", "")),
      "bounces", build_bounces (&sums), "opens", build_opens (campaign, &sums), "clicks",
      build_clicks (campaign, &sums), "delivery_status",
      ilx_json_object ("enabled", ilx_json_bool (FALSE), NULL), NULL);
}

static IlxSandboxObject *
find_sent (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, "campaigns", "campaign_id");

  if (campaign == NULL || ilx_sandbox_mailchimp_has_status (campaign, "sent"))
    return campaign;
  ilx_sandbox_mailchimp_refuse_missing (call);
  return NULL;
}

/* GET /reports */
static void
get_reports (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  GQueue *all = ilx_sandbox_mailchimp_get_all (state, "campaigns");
  JsonNode *items = ilx_json_empty_array ();

  for (GList *l = all->head; l != NULL; l = l->next)
    if (ilx_sandbox_mailchimp_has_status (l->data, "sent"))
      ilx_json_append (items, build_report (state, l->data));
  ilx_sandbox_mailchimp_reply_collection (call, &reports_collection, items, NULL);
}

/* GET /reports/{campaign_id} */
static void
get_report (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = find_sent (call);

  if (campaign != NULL)
    ilx_sandbox_mailchimp_reply (call, 200,
                                 build_report (ilx_sandbox_call_get_state (call), campaign));
}

/* What every row about a recipient begins with. */
static JsonNode *
build_person (IlxSandboxObject *campaign, const Fate *fate)
{
  return ilx_json_object (
      "email_id", ilx_json_string (ilx_sandbox_mailchimp_read (fate->member, "id")),
      "email_address", ilx_json_string (ilx_sandbox_mailchimp_read (fate->member, "email_address")),
      "campaign_id", ilx_json_string (campaign->id), "list_id",
      ilx_json_string (ilx_sandbox_mailchimp_read (campaign, "recipients.list_id")),
      "list_is_active", ilx_json_bool (TRUE), NULL);
}

/* A row about a recipient, or NULL when there is nothing to say. */
typedef JsonNode *(*Describe) (IlxSandboxObject *campaign, const Fate *fate);

static void
reply_people (IlxSandboxCall *call, const IlxSandboxCollection *collection, Describe describe)
{
  IlxSandboxObject *campaign = find_sent (call);
  g_autoptr (GArray) fates = NULL;
  JsonNode *items, *rest;
  Sums sums;

  if (campaign == NULL)
    return;
  fates = dup_fates (ilx_sandbox_call_get_state (call), campaign, &sums);
  items = ilx_json_empty_array ();
  for (guint i = 0; i < fates->len; i++)
    {
      const Fate *fate = &g_array_index (fates, Fate, i);
      JsonNode *item = fate->member != NULL ? describe (campaign, fate) : NULL;

      if (item != NULL)
        ilx_json_append (items, item);
    }
  rest = ilx_json_object ("campaign_id", ilx_json_string (campaign->id), NULL);
  if (collection == &opens_collection)
    ilx_json_set (rest, "total_opens", ilx_json_int (sums.opens));
  ilx_sandbox_mailchimp_reply_collection (call, collection, items, rest);
}

static JsonNode *
describe_sent (IlxSandboxObject *campaign, const Fate *fate)
{
  JsonNode *row = build_person (campaign, fate);
  g_autofree char *last = fate->opens > 0 ? dup_after (campaign, 20) : g_strdup ("");

  ilx_json_set (row, "status",
                ilx_json_string (fate->is_hard   ? "hard"
                                 : fate->is_soft ? "soft"
                                                 : "sent"));
  ilx_json_set (row, "open_count", ilx_json_int (fate->opens));
  ilx_json_set (row, "last_open", ilx_json_string (last));
  return row;
}

static JsonNode *
describe_leaving (IlxSandboxObject *campaign, const Fate *fate)
{
  g_autofree char *time = dup_after (campaign, 60);
  JsonNode *row;

  if (!fate->has_left)
    return NULL;
  row = build_person (campaign, fate);
  ilx_json_set (row, "timestamp", ilx_json_string (time));
  ilx_json_set (row, "reason", ilx_json_string ("Normal unsubscribe"));
  return row;
}

static JsonNode *
describe_complaint (IlxSandboxObject *campaign, const Fate *fate)
{
  g_autofree char *time = dup_after (campaign, 120);
  JsonNode *row;

  if (!fate->has_complained)
    return NULL;
  row = build_person (campaign, fate);
  ilx_json_set (row, "id", ilx_json_int (fate->member->serial));
  ilx_json_set (row, "date", ilx_json_string (time));
  return row;
}

static JsonNode *
describe_opening (IlxSandboxObject *campaign, const Fate *fate)
{
  JsonNode *row;

  if (fate->opens == 0)
    return NULL;
  row = build_person (campaign, fate);
  ilx_json_set (row, "opens_count", ilx_json_int (fate->opens));
  ilx_json_set (row, "proxy_excluded_opens_count", ilx_json_int (fate->is_proxy ? 0 : fate->opens));
  return row;
}

static void
append_activity (JsonNode *activity, IlxSandboxObject *campaign, const char *action, guint minutes)
{
  g_autofree char *time = dup_after (campaign, minutes);

  ilx_json_append (activity, ilx_json_object ("action", ilx_json_string (action), "timestamp",
                                              ilx_json_string (time), NULL));
}

/* Everybody has a row here, those who did nothing, too. */
static JsonNode *
describe_activity (IlxSandboxObject *campaign, const Fate *fate)
{
  JsonNode *row = build_person (campaign, fate);
  JsonNode *activity = ilx_json_empty_array ();

  for (guint i = 0; i < fate->opens; i++)
    append_activity (activity, campaign, "open", 20 + 90 * i);
  for (guint i = 0; i < fate->clicks; i++)
    {
      append_activity (activity, campaign, "click", 21 + 90 * i);
      ilx_json_set (json_array_get_element (json_node_get_array (activity), fate->opens + i), "url",
                    ilx_json_string (LINK_URL));
    }
  if (fate->is_hard || fate->is_soft)
    {
      append_activity (activity, campaign, "bounce", 1);
      ilx_json_set (json_array_get_element (json_node_get_array (activity), 0), "type",
                    ilx_json_string (fate->is_hard ? "hard" : "soft"));
    }
  ilx_json_set (row, "activity", activity);
  return row;
}

/* GET /reports/{campaign_id}/sent-to */
static void
get_sent_to (IlxSandboxCall *call)
{
  reply_people (call, &sent_collection, describe_sent);
}

/* GET /reports/{campaign_id}/unsubscribed */
static void
get_unsubscribed (IlxSandboxCall *call)
{
  reply_people (call, &left_collection, describe_leaving);
}

/* GET /reports/{campaign_id}/abuse-reports */
static void
get_abuse_reports (IlxSandboxCall *call)
{
  reply_people (call, &complaints_collection, describe_complaint);
}

/* GET /reports/{campaign_id}/open-details */
static void
get_open_details (IlxSandboxCall *call)
{
  reply_people (call, &opens_collection, describe_opening);
}

/* GET /reports/{campaign_id}/email-activity */
static void
get_email_activity (IlxSandboxCall *call)
{
  reply_people (call, &activity_collection, describe_activity);
}

/* GET /reports/{campaign_id}/click-details */
static void
get_click_details (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = find_sent (call);
  g_autoptr (GArray) fates = NULL;
  g_autofree char *last = NULL;
  JsonNode *items;
  Sums sums;

  if (campaign == NULL)
    return;
  fates = dup_fates (ilx_sandbox_call_get_state (call), campaign, &sums);
  last = dup_after (campaign, 470);
  items = ilx_json_empty_array ();
  if (sums.clicks > 0)
    ilx_json_append (
        items, ilx_json_object ("id", ilx_json_string (LINK_ID), "url", ilx_json_string (LINK_URL),
                                "total_clicks", ilx_json_int (sums.clicks), "click_percentage",
                                ilx_json_double (1), "unique_clicks", ilx_json_int (sums.clickers),
                                "unique_click_percentage", ilx_json_double (1), "last_click",
                                ilx_json_string (last), "campaign_id",
                                ilx_json_string (campaign->id), NULL));
  ilx_sandbox_mailchimp_reply_collection (
      call, &clicks_collection, items,
      ilx_json_object ("campaign_id", ilx_json_string (campaign->id), NULL));
}

#define REPORT "/3.0/reports/{campaign_id}"

const IlxSandboxRoute ilx_sandbox_mailchimp_report_routes[] = {
  { "GET", "/3.0/reports", get_reports },
  { "GET", REPORT, get_report },
  { "GET", REPORT "/sent-to", get_sent_to },
  { "GET", REPORT "/unsubscribed", get_unsubscribed },
  { "GET", REPORT "/abuse-reports", get_abuse_reports },
  { "GET", REPORT "/click-details", get_click_details },
  { "GET", REPORT "/open-details", get_open_details },
  { "GET", REPORT "/email-activity", get_email_activity },
  { NULL },
};
