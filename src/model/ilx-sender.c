/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sender.h"
#include "ilx-text.h"

/* The first that is not blank. */
static char *
dup_first (const char *first, const char *second, const char *third)
{
  const char *const candidates[] = { first, second, third };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (!ilx_text_is_blank (candidates[i]))
      return ilx_text_dup_trimmed (candidates[i]);
  return NULL;
}

/**
 * ilx_sender_resolve:
 * @campaign: a campaign
 * @brand: (nullable): whose it is
 * @connection: (nullable): the account that sends it
 *
 * Address: the campaign's own, the brand's, `hello@{domain}`, the account's default, else none.
 *
 * Returns: (transfer full): the sender
 */
IlxSender *
ilx_sender_resolve (IlxCampaign *campaign, IlxBrand *brand, IlxConnection *connection)
{
  IlxSender *self = g_new0 (IlxSender, 1);
  g_autofree char *domain
      = ilx_text_dup_trimmed (brand != NULL ? ilx_brand_get_domain (brand) : NULL);
  g_autofree char *hello = ilx_text_is_blank (domain) ? NULL : g_strconcat ("hello@", domain, NULL);
  const char *own = brand != NULL ? ilx_brand_get_sender_email (brand) : NULL;
  const char *of_account = connection != NULL ? ilx_connection_get_sender_email (connection) : NULL;
  const char *name = brand != NULL ? ilx_brand_get_sender_name (brand) : NULL;

  if (ilx_text_is_blank (name) && brand != NULL)
    name = ilx_brand_get_name (brand);
  self->email = dup_first (ilx_campaign_get_from_email (campaign), own, hello);
  if (self->email == NULL)
    self->email = dup_first (of_account, NULL, NULL);
  self->name = dup_first (ilx_campaign_get_from_name (campaign), name,
                          connection != NULL ? ilx_connection_get_sender_name (connection) : NULL);
  self->reply_to = dup_first (ilx_campaign_get_reply_to (campaign),
                              brand != NULL ? ilx_brand_get_reply_to (brand) : NULL, NULL);
  return self;
}

/**
 * ilx_sender_free:
 * @self: (transfer full): a sender
 */
void
ilx_sender_free (IlxSender *self)
{
  g_free (self->name);
  g_free (self->email);
  g_free (self->reply_to);
  g_free (self);
}
