/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-recovery.h"
#include "ilx-session.h"
#include "ilx-text.h"

static char *
dup_words_for (IlxCampaign *campaign)
{
  const char *subject = ilx_campaign_get_subject (campaign);
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_local (ilx_campaign_get_updated_at (campaign) / G_USEC_PER_SEC);
  g_autofree char *clock = g_date_time_format (time, "%X");

  if (ilx_text_is_blank (subject))
    /* Translators: the placeholder is a time of day. */
    return g_strdup_printf (_ ("Illixis was closed unexpectedly. Your new campaign is as you left "
                               "it at %s."),
                            clock);
  /* Translators: a campaign's subject, then a time of day. */
  return g_strdup_printf (_ ("Illixis was closed unexpectedly. “%s” is as you left it at %s."),
                          subject, clock);
}

/**
 * ilx_recovery_dup_words:
 * @workspace: the workspace, whose session was begun
 *
 * Returns: (transfer full) (nullable): what to tell the user
 */
char *
ilx_recovery_dup_words (IlxWorkspace *workspace)
{
  GPtrArray *recovered = ilx_workspace_get_recovered (workspace);

  if (recovered->len == 0)
    return NULL;
  if (recovered->len == 1)
    return dup_words_for (g_ptr_array_index (recovered, 0));
  return g_strdup_printf (
      ngettext ("Illixis was closed unexpectedly. %u campaign is as you left it.",
                "Illixis was closed unexpectedly. %u campaigns are as you left "
                "them.",
                recovered->len),
      recovered->len);
}
