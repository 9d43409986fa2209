/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-confirmation.h"

/* Slightly ahead is a clock being set; more is one that jumped back, and then nobody knows the age.
 */
#define CLOCK_TOLERANCE (5 * 60 * (gint64) G_USEC_PER_SEC)

static void
add_number (GString *text, gint64 number)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", number);
}

static void
add_text (GString *text, const char *value)
{
  g_string_append_printf (text, "%s\n", value != NULL ? value : "");
}

/**
 * ilx_confirmation_build:
 * @operation: what would be done
 * @campaign: what would be sent
 * @count: how many people the user was told
 *
 * Returns: (transfer full): the token of an agreement to exactly this
 */
char *
ilx_confirmation_build (IlxOperation *operation, IlxCampaign *campaign, gint64 count)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fingerprint = ilx_campaign_dup_fingerprint (campaign);

  add_text (text, ilx_operation_get_id (operation));
  add_text (text, ilx_campaign_get_id (campaign));
  add_number (text, ilx_campaign_get_revision (campaign));
  add_text (text, ilx_campaign_get_connection_id (campaign));
  add_text (text, fingerprint);
  add_number (text, count);
  add_number (text, ilx_operation_get_mode (operation));
  add_number (text, ilx_operation_get_scheduled_at (operation));
  if (ilx_operation_get_repeats (operation) != NULL)
    add_text (text, ilx_operation_get_repeats (operation));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

/**
 * ilx_confirmation_is_valid:
 * @operation: with the token that was agreed to, if any
 * @campaign: as it is stored now
 * @now: microseconds since the epoch
 *
 * Returns: whether the user agreed to exactly this, and lately
 */
gboolean
ilx_confirmation_is_valid (IlxOperation *operation, IlxCampaign *campaign, gint64 now)
{
  const char *agreed = ilx_operation_get_confirmation (operation);
  gint64 age = now - ilx_operation_get_confirmed_at (operation);
  g_autofree char *token
      = ilx_confirmation_build (operation, campaign, ilx_operation_get_estimate (operation));

  return agreed != NULL && g_str_equal (agreed, token) && age <= ILX_CONFIRMATION_LIFETIME
         && age >= -CLOCK_TOLERANCE;
}
