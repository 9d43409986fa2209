/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-klaviyo-private.h"

struct _IlxKlaviyoPlatform
{
  IlxPlatform parent_instance;

  IlxKlaviyoClient *client; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxKlaviyoPlatform, ilx_klaviyo_platform, ILX_TYPE_PLATFORM)

static void
ilx_klaviyo_platform_finalize (GObject *object)
{
  IlxKlaviyoPlatform *self = ILX_KLAVIYO_PLATFORM (object);

  g_clear_object (&self->client);
  G_OBJECT_CLASS (ilx_klaviyo_platform_parent_class)->finalize (object);
}

static void
ilx_klaviyo_platform_class_init (IlxKlaviyoPlatformClass *klass)
{
  IlxPlatformClass *platform_class = ILX_PLATFORM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ilx_klaviyo_platform_finalize;
  platform_class->verify_async = ilx_klaviyo_verify_async;
  platform_class->verify_finish = ilx_klaviyo_verify_finish;
  platform_class->fetch_audiences_async = ilx_klaviyo_fetch_audiences_async;
  platform_class->fetch_audiences_finish = ilx_klaviyo_fetch_audiences_finish;
  platform_class->fetch_count_async = ilx_klaviyo_fetch_count_async;
  platform_class->fetch_count_finish = ilx_klaviyo_fetch_count_finish;
  platform_class->fetch_status_async = ilx_klaviyo_fetch_status_async;
  platform_class->fetch_status_finish = ilx_klaviyo_fetch_status_finish;
  platform_class->cancel_async = ilx_klaviyo_cancel_async;
  platform_class->cancel_finish = ilx_klaviyo_cancel_finish;
  platform_class->remove_webhooks_async = ilx_klaviyo_remove_webhooks_async;
  platform_class->remove_webhooks_finish = ilx_klaviyo_remove_webhooks_finish;
  platform_class->get_delivery_steps = ilx_klaviyo_get_delivery_steps;
}

static void
ilx_klaviyo_platform_init (IlxKlaviyoPlatform *self)
{
}

static void
called_cb (IlxHttpClient *http, GError *error, gint64 resumes_at, IlxPlatform *self)
{
  ilx_platform_note_call (self, error, resumes_at);
}

/**
 * ilx_klaviyo_platform_new:
 * @url: where Klaviyo lives
 * @secret: a private API key whose form was checked
 * @clock: what waits
 * @quota: (nullable): who keeps the counters of daily limits
 * @error: %ILX_ERROR_INVALID_INPUT when @url can't be used
 *
 * Returns: (transfer full): one account on Klaviyo; no call is made yet
 */
IlxPlatform *
ilx_klaviyo_platform_new (
    const char *url, const char *secret, IlxClock *clock, IlxHttpQuota *quota, GError **error)
{
  g_autoptr (IlxKlaviyoClient) client = ilx_klaviyo_client_new (url, secret, clock, quota, error);
  IlxKlaviyoPlatform *self;

  if (client == NULL)
    return NULL;
  self = g_object_new (ILX_TYPE_KLAVIYO_PLATFORM, NULL);
  self->client = g_steal_pointer (&client);
  g_signal_connect_object (ilx_klaviyo_client_get_http (self->client), "called",
                           G_CALLBACK (called_cb), self, 0);
  return ILX_PLATFORM (self);
}

/**
 * ilx_klaviyo_platform_get_client:
 * @self: an account on Klaviyo
 *
 * Returns: (transfer none): its way there
 */
IlxKlaviyoClient *
ilx_klaviyo_platform_get_client (IlxKlaviyoPlatform *self)
{
  g_return_val_if_fail (ILX_IS_KLAVIYO_PLATFORM (self), NULL);
  return self->client;
}
