/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-subject-words.h"
#include "ilx-text.h"
#include "ilx-time.h"

#define REPEATED_AGE (60 * G_TIME_SPAN_DAY)

/**
 * ilx_subject_words_dup_counter:
 * @subject: (nullable): a subject
 *
 * Returns: (transfer full): how many characters people see
 */
char *
ilx_subject_words_dup_counter (const char *subject)
{
  guint n = ilx_text_count_graphemes (subject);

  return g_strdup_printf (ngettext ("%u character", "%u characters", n), n);
}

/* When it left, or is to leave; 0 for a draft. */
static gint64
get_left_at (IlxCampaign *campaign)
{
  switch (ilx_campaign_get_state (campaign))
    {
    case ILX_CAMPAIGN_SENT:
    case ILX_CAMPAIGN_SENDING:
      return ilx_campaign_get_sent_at (campaign) != 0 ? ilx_campaign_get_sent_at (campaign)
                                                      : ilx_campaign_get_updated_at (campaign);
    case ILX_CAMPAIGN_SCHEDULED:
      return ilx_campaign_get_scheduled_at (campaign);
    case ILX_CAMPAIGN_DRAFT:
    case ILX_CAMPAIGN_SUBMITTING:
    case ILX_CAMPAIGN_UNCERTAIN:
    case ILX_CAMPAIGN_CANCELLED:
    case ILX_CAMPAIGN_FAILED:
    default:
      return 0;
    }
}

static gboolean
is_same (const char *subject, IlxCampaign *other)
{
  g_autofree char *trimmed = NULL;

  if (ilx_campaign_get_subject (other) == NULL)
    return FALSE;
  trimmed = ilx_text_dup_trimmed (ilx_campaign_get_subject (other));
  return g_str_equal (subject, trimmed);
}

/**
 * ilx_subject_words_find_repeated:
 * @workspace: whose campaigns are looked at
 * @campaign: the one whose subject it is
 *
 * Returns: when the last other mail with this subject left or will leave, if that is not longer ago
 *   than 60 days; else 0
 */
gint64
ilx_subject_words_find_repeated (IlxWorkspace *workspace, IlxCampaign *campaign)
{
  GListModel *all = G_LIST_MODEL (ilx_workspace_get_campaigns (workspace));
  guint n = g_list_model_get_n_items (all);
  gint64 since = ilx_workspace_get_now (workspace) - REPEATED_AGE;
  g_autofree char *subject = ilx_text_dup_trimmed (ilx_campaign_get_subject (campaign));
  gint64 last = 0;

  if (ilx_text_is_blank (subject))
    return 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IlxCampaign) other = g_list_model_get_item (all, i);
      gint64 left_at = get_left_at (other);

      if (left_at >= since && left_at > last && is_same (subject, other)
          && g_strcmp0 (ilx_campaign_get_id (other), ilx_campaign_get_id (campaign)) != 0)
        last = left_at;
    }
  return last;
}

static char *
dup_repeated (gint64 left_at, gint64 now)
{
  g_autofree char *age = ilx_time_format_age (now - left_at);

  if (left_at > now)
    return g_strdup (_ ("Another mail with this subject is scheduled. People may take the two for "
                        "the same one."));
  /* Translators: %s: "12 days ago". */
  return g_strdup_printf (
      _ ("Another mail with this subject went out %s. People may take the two for the same one."),
      age);
}

/**
 * ilx_subject_words_dup_note:
 * @workspace: whose campaigns are looked at
 * @campaign: the one whose subject it is
 * @is_warning: (out): whether it warns
 *
 * Returns: (transfer full) (nullable): a sentence about its subject
 */
char *
ilx_subject_words_dup_note (IlxWorkspace *workspace, IlxCampaign *campaign, gboolean *is_warning)
{
  guint n = ilx_text_count_graphemes (ilx_campaign_get_subject (campaign));
  gint64 repeated = ilx_subject_words_find_repeated (workspace, campaign);

  *is_warning = repeated != 0 || n > ILX_SUBJECT_DESKTOP;
  if (repeated != 0)
    return dup_repeated (repeated, ilx_workspace_get_now (workspace));
  if (n > ILX_SUBJECT_DESKTOP)
    return g_strdup (_ ("Most inboxes cut a subject after about 60 characters."));
  if (n > ILX_SUBJECT_PHONE)
    return g_strdup (_ ("Phones cut a subject after about 35 characters."));
  return NULL;
}
