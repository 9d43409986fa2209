/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-look.h"
#include "ilx-text.h"

static const struct
{
  const char *icon_name;
  const char *tone;
  IlxCampaignGroup group;
} looks[] = {
  [ILX_CAMPAIGN_DRAFT] = { "document-edit-symbolic", NULL, ILX_CAMPAIGN_GROUP_DRAFTS },
  [ILX_CAMPAIGN_SUBMITTING] = { "content-loading-symbolic", "accent", ILX_CAMPAIGN_GROUP_SENDING },
  [ILX_CAMPAIGN_UNCERTAIN]
  = { "dialog-question-symbolic", "warning", ILX_CAMPAIGN_GROUP_ATTENTION },
  [ILX_CAMPAIGN_SCHEDULED] = { "alarm-symbolic", "accent", ILX_CAMPAIGN_GROUP_SCHEDULED },
  [ILX_CAMPAIGN_SENDING] = { "mail-send-symbolic", "accent", ILX_CAMPAIGN_GROUP_SENDING },
  [ILX_CAMPAIGN_SENT] = { "object-select-symbolic", "success", ILX_CAMPAIGN_GROUP_SENT },
  [ILX_CAMPAIGN_CANCELLED] = { "process-stop-symbolic", NULL, ILX_CAMPAIGN_GROUP_SENT },
  [ILX_CAMPAIGN_FAILED] = { "dialog-error-symbolic", "error", ILX_CAMPAIGN_GROUP_ATTENTION },
};

static const struct
{
  const char *name;
  const char *title;
} groups[ILX_N_CAMPAIGN_GROUPS] = {
  [ILX_CAMPAIGN_GROUP_ALL] = { "all", NC_ ("campaigns", "All") },
  [ILX_CAMPAIGN_GROUP_DRAFTS] = { "drafts", NC_ ("campaigns", "Drafts") },
  [ILX_CAMPAIGN_GROUP_SCHEDULED] = { "scheduled", NC_ ("campaigns", "Scheduled") },
  [ILX_CAMPAIGN_GROUP_SENDING] = { "sending", NC_ ("campaigns", "Sending") },
  [ILX_CAMPAIGN_GROUP_SENT] = { "sent", NC_ ("campaigns", "Sent") },
  [ILX_CAMPAIGN_GROUP_ATTENTION] = { "attention", NC_ ("campaigns", "Needs Attention") },
};

/**
 * ilx_campaign_look_get_icon_name:
 * @state: a state
 *
 * Returns: (transfer none): its symbol
 */
const char *
ilx_campaign_look_get_icon_name (IlxCampaignState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (looks), NULL);
  return looks[state].icon_name;
}

/**
 * ilx_campaign_look_get_tone:
 * @state: a state
 *
 * Returns: (transfer none) (nullable): the tone of its badge
 */
const char *
ilx_campaign_look_get_tone (IlxCampaignState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (looks), NULL);
  return looks[state].tone;
}

/**
 * ilx_campaign_look_get_group:
 * @state: a state
 *
 * Returns: the group that it is filtered by
 */
IlxCampaignGroup
ilx_campaign_look_get_group (IlxCampaignState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (looks), ILX_CAMPAIGN_GROUP_ALL);
  return looks[state].group;
}

/**
 * ilx_campaign_group_get_name:
 * @group: a group
 *
 * Returns: (transfer none): its stable name
 */
const char *
ilx_campaign_group_get_name (IlxCampaignGroup group)
{
  return groups[group].name;
}

/**
 * ilx_campaign_group_get_title:
 * @group: a group
 *
 * Returns: (transfer none): what a filter calls it
 */
const char *
ilx_campaign_group_get_title (IlxCampaignGroup group)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "campaigns", groups[group].title);
}

/**
 * ilx_campaign_group_find:
 * @name: (nullable): of a group
 *
 * Returns: that group; %ILX_CAMPAIGN_GROUP_ALL when there is none of that name
 */
IlxCampaignGroup
ilx_campaign_group_find (const char *name)
{
  for (int i = 0; i < ILX_N_CAMPAIGN_GROUPS; i++)
    if (g_strcmp0 (groups[i].name, name) == 0)
      return (IlxCampaignGroup) i;
  return ILX_CAMPAIGN_GROUP_ALL;
}

/* The number of the day in the local calendar. */
static int
get_day (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return (int) g_date_get_julian (&date);
}

static const char *
choose_pattern (int days)
{
  if (days == 0)
    /* Translators: a moment today, as in "Today 09:00 CEST"; see g_date_time_format(). */
    return _ ("Today %H:%M %Z");
  if (days == 1)
    /* Translators: a moment tomorrow, as in "Tomorrow 09:00 CEST". */
    return _ ("Tomorrow %H:%M %Z");
  if (days == -1)
    /* Translators: a moment yesterday, as in "Yesterday 09:00 CEST". */
    return _ ("Yesterday %H:%M %Z");
  if (days > 0 && days < 7)
    /* Translators: a moment in the coming days, as in "Friday 09:00 CEST". */
    return _ ("%A %H:%M %Z");
  /* Translators: a moment with its date, as in "24 December 2026, 09:00 CET". */
  return _ ("%-e %B %Y, %H:%M %Z");
}

/**
 * ilx_moment_format:
 * @time: microseconds since the epoch
 * @now: likewise, the present
 *
 * Returns: (transfer full): @time as one says it at @now, in the local zone with its name
 */
char *
ilx_moment_format (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  if (then == NULL || today == NULL)
    return g_strdup ("");
  return g_date_time_format (then, choose_pattern (get_day (then) - get_day (today)));
}

/**
 * ilx_campaign_look_dup_words:
 * @campaign: a campaign
 * @now: the time
 *
 * Returns: (transfer full): its state in a word or two; when it goes out, if it is scheduled
 */
char *
ilx_campaign_look_dup_words (IlxCampaign *campaign, gint64 now)
{
  IlxCampaignState state = ilx_campaign_get_state (campaign);
  gint64 scheduled_at = ilx_campaign_get_scheduled_at (campaign);

  if (state == ILX_CAMPAIGN_SCHEDULED && scheduled_at != 0)
    return ilx_moment_format (scheduled_at, now);
  return g_strdup (ilx_campaign_state_get_title (state));
}

/**
 * ilx_campaign_look_dup_name:
 * @campaign: a campaign
 *
 * Returns: (transfer full): what to call it: its subject, or words for none
 */
char *
ilx_campaign_look_dup_name (IlxCampaign *campaign)
{
  const char *subject = ilx_campaign_get_subject (campaign);

  return g_strdup (subject == NULL || ilx_text_is_blank (subject) ? _ ("(No subject)") : subject);
}
