/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-campaign-store.h"
#include "ilx-preflight.h"
#include "ilx-text.h"
#include "ilx-time.h"

/* The same mail to the same people within this time is an accident until somebody says otherwise.
 */
#define REPEAT_WINDOW (30 * ILX_DAY)
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

static gboolean
check_repeat (IlxStore *store, IlxCampaign *campaign, IlxFindings *findings, GError **error)
{
  g_autofree char *fingerprint = ilx_campaign_dup_fingerprint (campaign);
  gint64 since = ilx_clock_get_now (ilx_store_get_clock (store)) - REPEAT_WINDOW;
  GError *local = NULL;
  g_autofree char *other = ilx_campaign_store_find_sent (
      store, fingerprint, ilx_campaign_get_id (campaign), since, &local);

  if (other != NULL)
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "already-sent", NULL,
                      _ ("The campaign %s sent the same mail to the same audience in the last 30 "
                         "days. Change the mail or the audience."),
                      other);
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

  check_connection (preflight->connection, findings);
  check_sender (preflight->sender, findings);
  if (preflight->info != NULL)
    ilx_findings_take_all (findings, preflight->info->check (preflight->campaign));
  if (!check_audiences (store, preflight, findings, error)
      || !check_repeat (store, preflight->campaign, findings, error))
    return NULL;
  return g_steal_pointer (&findings);
}
