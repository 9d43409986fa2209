/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-campaign-store.h"
#include "ilx-journal-store.h"
#include "ilx-preflight.h"
#include "ilx-text.h"
#include "ilx-time.h"

/* A count older than this says little. */
#define STALE_COUNT ILX_DAY

static void
check_connection (IlxConnection *connection, IlxFindings *findings)
{
  if (connection == NULL)
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "not-connected", "platform",
                      _ ("No account of this platform is connected. Connect it first."));
  else if (ilx_connection_get_state (connection) == ILX_CONNECTION_BROKEN)
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "connection-broken", "platform",
                      _ ("The platform no longer accepts the key of “%s”. Connect it again."),
                      ilx_connection_get_account_name (connection));
}

static void
check_sender (const IlxSender *sender, IlxFindings *findings)
{
  if (sender->email == NULL)
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "no-sender", "from-email",
                      _ ("Nobody is named as sender. Set the sender of the campaign, or the sender "
                         "or the domain of the brand."));
  if (sender->name == NULL)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "no-sender-name", "from-name",
                      _ ("The mail shows an address but no sender name. Set one; people open what "
                         "they recognize."));
}

static void
check_count (IlxAudience *audience, gint64 now, IlxFindings *findings)
{
  g_autofree char *age = ilx_time_format_age (now - ilx_audience_get_counted_at (audience));

  if (ilx_audience_get_count (audience) == 0)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "empty-audience", "included",
                      _ ("“%s” had no members when it was counted (%s)."),
                      ilx_audience_get_name (audience), age);
  else if (ilx_audience_get_count (audience) > 0
           && now - ilx_audience_get_counted_at (audience) > STALE_COUNT)
    ilx_findings_add (findings, ILX_FINDING_HINTS, "stale-count", "included",
                      _ ("The size of “%s” is from %s. It is estimated anew before sending."),
                      ilx_audience_get_name (audience), age);
  if (ilx_audience_get_is_processing (audience))
    ilx_findings_add (findings, ILX_FINDING_WARNS, "audience-processing", "included",
                      _ ("The platform is still working out who belongs to “%s”."),
                      ilx_audience_get_name (audience));
}

static gboolean
check_audience (IlxStore *store,
                const char *connection_id,
                const char *id,
                const char *field,
                IlxFindings *findings,
                GError **error)
{
  GError *local = NULL;
  g_autoptr (IlxAudience) audience = ilx_audience_store_load (store, connection_id, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (audience == NULL)
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "audience-gone", field,
                      _ ("The audience “%s” is not among those of the account. Choose another, or "
                         "refresh the audiences; the mail is unchanged."),
                      id);
  else if (g_str_equal (field, "included"))
    check_count (audience, ilx_clock_get_now (ilx_store_get_clock (store)), findings);
  return TRUE;
}

static gboolean
check_audiences (IlxStore *store,
                 const IlxPreflight *preflight,
                 IlxFindings *findings,
                 GError **error)
{
  const char *connection_id;
  const char *const *lists[] = { ilx_campaign_get_included (preflight->campaign),
                                 ilx_campaign_get_excluded (preflight->campaign) };
  const char *const fields[] = { "included", "excluded" };

  if (preflight->connection == NULL)
    return TRUE;
  connection_id = ilx_connection_get_id (preflight->connection);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const char *const *id = lists[i]; id != NULL && *id != NULL; id++)
      if (!check_audience (store, connection_id, *id, fields[i], findings, error))
        return FALSE;
  return TRUE;
}

/* "“Spring sale” to 9,310 people on 12 November 2026, 09:00" */
static char *
dup_mailing (IlxOperation *operation, IlxCampaign *campaign)
{
  gint64 count = ilx_campaign_get_recipients (campaign);
  gint64 at = ilx_operation_get_mode (operation) == ILX_DELIVER_AT
                  ? ilx_operation_get_scheduled_at (operation)
                  : ilx_operation_get_confirmed_at (operation);
  g_autofree char *when = ilx_time_format_local (at);
  g_autofree char *number = NULL;

  if (count < 0)
    count = ilx_operation_get_estimate (operation);
  number = g_strdup_printf ("%'" G_GINT64_FORMAT, MAX (count, 0));
  if (count < 0)
    /* Translators: a subject, and when it was sent. */
    return g_strdup_printf (_ ("“%s”, %s"), ilx_campaign_get_subject (campaign), when);
  /* Translators: a subject, when it was sent, and to how many people. */
  return g_strdup_printf (ngettext ("“%s”, %s, %s person", "“%s”, %s, %s people", (gulong) count),
                          ilx_campaign_get_subject (campaign), when, number);
}

static void
tell_repeat (const IlxPreflight *preflight,
             IlxOperation *operation,
             IlxCampaign *campaign,
             IlxFindings *findings)
{
  g_autofree char *mailing = dup_mailing (operation, campaign);

  if (ilx_text_equal (ilx_operation_get_id (operation), preflight->repeats))
    ilx_findings_add (findings, ILX_FINDING_WARNS, "sends-again", NULL,
                      _ ("This repeats a sending on purpose: %s. The same people get the same mail "
                         "again."),
                      mailing);
  else
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "already-sent", NULL,
                      _ ("The same mail was sent to the same audience in the last 30 days: %s. "
                         "Change the mail or the audience, or send it again on purpose."),
                      mailing);
}

static gboolean
check_repeat (IlxStore *store, const IlxPreflight *preflight, IlxFindings *findings, GError **error)
{
  g_autofree char *sent = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;

  if (!ilx_preflight_find_sent (store, preflight->campaign, &sent, error))
    return FALSE;
  if (sent == NULL)
    return TRUE;
  operation = ilx_journal_store_load (store, sent, error);
  campaign = operation != NULL
                 ? ilx_campaign_store_load (store, ilx_operation_get_campaign_id (operation), error)
                 : NULL;
  if (campaign != NULL)
    tell_repeat (preflight, operation, campaign, findings);
  return campaign != NULL;
}

/**
 * ilx_preflight_find_sent:
 * @store: where earlier campaigns are
 * @campaign: what is to be sent
 * @sent: (out) (nullable) (transfer full): the operation by which the same mail went to the same
 *   people lately, or may have
 * @error: of the store
 *
 * Within 30 days that is an accident until somebody says otherwise. Main thread; an indexed read.
 *
 * Returns: whether it could be looked up
 */
gboolean
ilx_preflight_find_sent (IlxStore *store, IlxCampaign *campaign, char **sent, GError **error)
{
  g_autofree char *fingerprint = ilx_campaign_dup_fingerprint (campaign);
  gint64 since = ilx_clock_get_now (ilx_store_get_clock (store)) - ILX_REPEAT_WINDOW;
  GError *local = NULL;

  *sent = ilx_campaign_store_find_sent (store, fingerprint, ilx_campaign_get_id (campaign), since,
                                        &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/**
 * ilx_preflight_check:
 * @store: where audiences and earlier campaigns are
 * @preflight: what is to be checked
 * @error: of the store
 *
 * Main thread; indexed reads only, no network.
 *
 * Returns: (transfer full) (nullable): what was found; it may go if nothing of it blocks
 */
IlxFindings *
ilx_preflight_check (IlxStore *store, const IlxPreflight *preflight, GError **error)
{
  g_autoptr (GPtrArray) findings = ilx_findings_new ();

  /* First, since of many warnings a question shows the first ones. */
  if (!check_repeat (store, preflight, findings, error))
    return NULL;
  check_connection (preflight->connection, findings);
  check_sender (preflight->sender, findings);
  if (preflight->info != NULL)
    ilx_findings_take_all (findings, preflight->info->check (preflight->campaign));
  if (!check_audiences (store, preflight, findings, error))
    return NULL;
  return g_steal_pointer (&findings);
}
