/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be told of a campaign without asking anybody. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-preflight.h"
#include "ilx-text-part.h"
#include "ilx-text.h"

/**
 * ilx_engine_duplicate_campaign:
 * @self: the engine
 * @campaign: a complete one
 *
 * Returns: (transfer full): a draft with its content and a new id, not stored yet
 */
IlxCampaign *
ilx_engine_duplicate_campaign (IlxEngine *self, IlxCampaign *campaign)
{
  IlxCampaign *copy = ilx_record_copy (campaign);
  g_autoptr (IlxCampaign) fresh = ilx_campaign_new ();
  gint64 now = ilx_clock_get_now (self->clock);

  ilx_record_copy_fields (fresh, copy, ILX_FIELD_DELIVERY | ILX_FIELD_KEY);
  ilx_campaign_set_revision (copy, 0);
  ilx_campaign_set_created_at (copy, now);
  ilx_campaign_set_updated_at (copy, now);
  ilx_campaign_set_trashed_at (copy, 0);
  return copy;
}

/**
 * ilx_engine_dup_text_part:
 * @self: the engine
 * @campaign: a complete one
 *
 * Returns: (transfer full): the plain-text part: its own, or the one made from its HTML
 */
char *
ilx_engine_dup_text_part (IlxEngine *self, IlxCampaign *campaign)
{
  const char *text = ilx_campaign_get_text (campaign);
  const char *html = ilx_campaign_get_html (campaign);

  if (text != NULL)
    return g_strdup (text);
  return html != NULL ? ilx_text_part_build (html) : g_strdup ("");
}

/**
 * ilx_engine_resolve_sender:
 * @self: the engine
 * @campaign: a campaign
 * @connection: (nullable): the account that would send it
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): whose name and address it would carry
 */
IlxSender *
ilx_engine_resolve_sender (IlxEngine *self,
                           IlxCampaign *campaign,
                           IlxConnection *connection,
                           GError **error)
{
  g_autoptr (IlxBrand) brand = ilx_brand_store_load (self->store, error);

  return brand != NULL ? ilx_sender_resolve (campaign, brand, connection) : NULL;
}

/* The account of a campaign: the one it names, or the only one of its platform; NULL for none. */
static IlxConnection *
find_account (IlxEngine *self, IlxCampaign *campaign)
{
  const char *id = ilx_campaign_get_connection_id (campaign);
  const char *platform = ilx_campaign_get_platform (campaign);

  if (id == NULL)
    id = platform;
  return id != NULL ? ilx_engine_find_connection (self, id, NULL) : NULL;
}

/**
 * ilx_engine_find_sent:
 * @self: the engine
 * @campaign: a complete one
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): the operation by which the same mail went, or may have gone,
 *   to the same audience within the last 30 days; %NULL without an error: there is none
 */
char *
ilx_engine_find_sent (IlxEngine *self, IlxCampaign *campaign, GError **error)
{
  char *sent = NULL;

  return ilx_preflight_find_sent (self->store, campaign, &sent, error) ? sent : NULL;
}

/**
 * ilx_engine_check_wish:
 * @self: the engine
 * @campaign: a complete one
 * @repeats: (nullable): the operation that it is to repeat on purpose
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): everything that stands against it
 */
IlxFindings *
ilx_engine_check_wish (IlxEngine *self, IlxCampaign *campaign, const char *repeats, GError **error)
{
  g_autoptr (IlxConnection) connection = find_account (self, campaign);
  g_autoptr (IlxSender) sender = ilx_engine_resolve_sender (self, campaign, connection, error);
  const char *platform_id = ilx_campaign_get_platform (campaign);
  IlxPreflight preflight = {
    .campaign = campaign,
    .connection = connection,
    .sender = sender,
    .info = platform_id != NULL ? ilx_platforms_find (platform_id) : NULL,
    .repeats = repeats,
  };

  if (sender == NULL)
    return NULL;
  return ilx_preflight_check (self->store, &preflight, error);
}

/**
 * ilx_engine_check_campaign:
 * @self: the engine
 * @campaign: a complete one
 * @error: of the store
 *
 * What an open operation repeats on purpose does not stand against it.
 *
 * Returns: (transfer full) (nullable): everything that stands against sending it, and what is worth
 *   knowing before
 */
IlxFindings *
ilx_engine_check_campaign (IlxEngine *self, IlxCampaign *campaign, GError **error)
{
  const char *id = ilx_campaign_get_id (campaign);
  GError *local = NULL;
  g_autoptr (IlxOperation) open
      = id != NULL ? ilx_journal_store_load_open (self->store, id, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  return ilx_engine_check_wish (self, campaign,
                                open != NULL ? ilx_operation_get_repeats (open) : NULL, error);
}
