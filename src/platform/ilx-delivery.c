/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-delivery.h"

struct _IlxDelivery
{
  GObject parent_instance;

  GObject *platform;     /* (owned) */
  IlxCampaign *campaign; /* (owned) */
  IlxSender *sender;     /* (owned) */
  IlxDeliveryMode mode;
  gint64 scheduled_at;
  gint64 stamp;
  IlxClock *clock; /* (owned) */
  char *text;      /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (IlxDelivery, ilx_delivery, G_TYPE_OBJECT)

static void
ilx_delivery_finalize (GObject *object)
{
  IlxDelivery *self = ILX_DELIVERY (object);

  g_clear_object (&self->platform);
  g_clear_object (&self->campaign);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->sender, ilx_sender_free);
  g_free (self->text);
  G_OBJECT_CLASS (ilx_delivery_parent_class)->finalize (object);
}

static void
ilx_delivery_class_init (IlxDeliveryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_delivery_finalize;
}

static void
ilx_delivery_init (IlxDelivery *self)
{
}

/**
 * ilx_delivery_new:
 * @platform: (transfer none): the #IlxPlatform that delivers
 * @campaign: (transfer none): what goes out; the rows' apply() writes the remote ids into it
 * @sender: (transfer full): who sends it, as resolved before
 * @mode: how far it goes
 * @scheduled_at: when, for %ILX_DELIVER_AT; else 0
 * @stamp: what makes the remote names unique, microseconds since the epoch
 * @clock: (transfer none): whoever waits in a row waits on this
 *
 * Main thread only, as are its rows.
 *
 * Returns: (transfer full): the state of one delivery, before its first row
 */
IlxDelivery *
ilx_delivery_new (GObject *platform,
                  IlxCampaign *campaign,
                  IlxSender *sender,
                  IlxDeliveryMode mode,
                  gint64 scheduled_at,
                  gint64 stamp,
                  IlxClock *clock)
{
  IlxDelivery *self;

  g_return_val_if_fail (G_IS_OBJECT (platform), NULL);
  g_return_val_if_fail (ILX_IS_CAMPAIGN (campaign), NULL);
  g_return_val_if_fail (sender != NULL, NULL);
  g_return_val_if_fail (ILX_IS_CLOCK (clock), NULL);
  self = g_object_new (ILX_TYPE_DELIVERY, NULL);
  self->platform = g_object_ref (platform);
  self->campaign = g_object_ref (campaign);
  self->sender = sender;
  self->mode = mode;
  self->scheduled_at = scheduled_at;
  self->stamp = stamp;
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * ilx_delivery_get_platform:
 * @self: a delivery
 *
 * Returns: (transfer none): the #IlxPlatform that delivers
 */
GObject *
ilx_delivery_get_platform (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), NULL);
  return self->platform;
}

/**
 * ilx_delivery_get_campaign:
 * @self: a delivery
 *
 * Returns: (transfer none): what goes out
 */
IlxCampaign *
ilx_delivery_get_campaign (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), NULL);
  return self->campaign;
}

/**
 * ilx_delivery_get_sender:
 * @self: a delivery
 *
 * Returns: (transfer none): who sends it
 */
const IlxSender *
ilx_delivery_get_sender (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), NULL);
  return self->sender;
}

/**
 * ilx_delivery_get_mode:
 * @self: a delivery
 *
 * Returns: how far it goes
 */
IlxDeliveryMode
ilx_delivery_get_mode (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), ILX_DELIVER_DRAFT);
  return self->mode;
}

/**
 * ilx_delivery_get_scheduled_at:
 * @self: a delivery
 *
 * Returns: when it is to go out, microseconds since the epoch; 0 unless %ILX_DELIVER_AT
 */
gint64
ilx_delivery_get_scheduled_at (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), 0);
  return self->scheduled_at;
}

/**
 * ilx_delivery_get_stamp:
 * @self: a delivery
 *
 * Returns: the time in the remote names, microseconds since the epoch
 */
gint64
ilx_delivery_get_stamp (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), 0);
  return self->stamp;
}

/**
 * ilx_delivery_get_clock:
 * @self: a delivery
 *
 * Returns: (transfer none): what its rows wait on
 */
IlxClock *
ilx_delivery_get_clock (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), NULL);
  return self->clock;
}

/**
 * ilx_delivery_get_text:
 * @self: a delivery
 *
 * Returns: (transfer none) (nullable): the plain-text part: what was set, else the campaign's own
 */
const char *
ilx_delivery_get_text (IlxDelivery *self)
{
  g_return_val_if_fail (ILX_IS_DELIVERY (self), NULL);
  return self->text != NULL ? self->text : ilx_campaign_get_text (self->campaign);
}

/**
 * ilx_delivery_set_text:
 * @self: a delivery
 * @text: (nullable): the part made from the HTML, when the campaign has none of its own
 */
void
ilx_delivery_set_text (IlxDelivery *self, const char *text)
{
  char *copy = g_strdup (text);

  g_return_if_fail (ILX_IS_DELIVERY (self));
  g_free (self->text);
  self->text = copy;
}
