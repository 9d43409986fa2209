/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-platform.h"

enum
{
  CALLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE (IlxPlatform, ilx_platform, G_TYPE_OBJECT)

static void
ilx_platform_class_init (IlxPlatformClass *klass)
{
  signals[CALLED] = g_signal_new ("called", ILX_TYPE_PLATFORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_INT64);
}

static void
ilx_platform_init (IlxPlatform *self)
{
}

/**
 * ilx_remote_status_free:
 * @self: (transfer full): a status
 */
void
ilx_remote_status_free (IlxRemoteStatus *self)
{
  g_free (self->remote_state);
  g_free (self->problem);
  g_free (self);
}

/**
 * ilx_platform_note_call:
 * @self: an account on a platform
 * @error: (nullable): how a call failed
 * @resumes_at: when the platform lets it be tried again, microseconds since the epoch; else 0
 *
 * For subclasses: tells whoever listens that a call came to its end.
 */
void
ilx_platform_note_call (IlxPlatform *self, const GError *error, gint64 resumes_at)
{
  g_return_if_fail (ILX_IS_PLATFORM (self));
  g_signal_emit (self, signals[CALLED], 0, error, resumes_at);
}

/**
 * ilx_platform_verify_async:
 * @self: an account on a platform
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks whose account the secret opens, and what it may do.
 */
void
ilx_platform_verify_async (IlxPlatform *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ILX_IS_PLATFORM (self));
  ILX_PLATFORM_GET_CLASS (self)->verify_async (self, cancellable, callback, user_data);
}

/**
 * ilx_platform_verify_finish:
 * @self: an account on a platform
 * @result: the result
 * @error: %ILX_ERROR_BAD_CREDENTIALS, and what a platform can answer
 *
 * Returns: (transfer full): the account, without id, with the missing permissions named
 */
IlxConnection *
ilx_platform_verify_finish (IlxPlatform *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_PLATFORM (self), NULL);
  return ILX_PLATFORM_GET_CLASS (self)->verify_finish (self, result, error);
}

/**
 * ilx_platform_fetch_audiences_async:
 * @self: an account on a platform
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks for all audiences, page by page; counts are asked for one by one.
 */
void
ilx_platform_fetch_audiences_async (IlxPlatform *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (ILX_IS_PLATFORM (self));
  ILX_PLATFORM_GET_CLASS (self)->fetch_audiences_async (self, cancellable, callback, user_data);
}

/**
 * ilx_platform_fetch_audiences_finish:
 * @self: an account on a platform
 * @result: the result
 * @error: %ILX_ERROR_MISSING_PERMISSION, and what a platform can answer
 *
 * Returns: (transfer full) (element-type IlxAudience): all of them
 */
GPtrArray *
ilx_platform_fetch_audiences_finish (IlxPlatform *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_PLATFORM (self), NULL);
  return ILX_PLATFORM_GET_CLASS (self)->fetch_audiences_finish (self, result, error);
}

/**
 * ilx_platform_fetch_count_async:
 * @self: an account on a platform
 * @audience: one of the account's
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks how many there are in @audience.
 */
void
ilx_platform_fetch_count_async (IlxPlatform *self,
                                IlxAudience *audience,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (ILX_IS_PLATFORM (self));
  ILX_PLATFORM_GET_CLASS (self)->fetch_count_async (self, audience, cancellable, callback,
                                                    user_data);
}

/**
 * ilx_platform_fetch_count_finish:
 * @self: an account on a platform
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND when the audience is gone, and what a platform can answer
 *
 * Returns: how many, suppressed ones included; -1 on error
 */
gint64
ilx_platform_fetch_count_finish (IlxPlatform *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_PLATFORM (self), -1);
  return ILX_PLATFORM_GET_CLASS (self)->fetch_count_finish (self, result, error);
}

/**
 * ilx_platform_fetch_status_async:
 * @self: an account on a platform
 * @campaign: one that was handed over
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks where @campaign stands.
 */
void
ilx_platform_fetch_status_async (IlxPlatform *self,
                                 IlxCampaign *campaign,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (ILX_IS_PLATFORM (self));
  ILX_PLATFORM_GET_CLASS (self)->fetch_status_async (self, campaign, cancellable, callback,
                                                     user_data);
}

/**
 * ilx_platform_fetch_status_finish:
 * @self: an account on a platform
 * @result: the result
 * @error: %ILX_ERROR_NOT_FOUND when it was deleted there, and what a platform can answer
 *
 * Returns: (transfer full): where it stands
 */
IlxRemoteStatus *
ilx_platform_fetch_status_finish (IlxPlatform *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_PLATFORM (self), NULL);
  return ILX_PLATFORM_GET_CLASS (self)->fetch_status_finish (self, result, error);
}

/**
 * ilx_platform_cancel_async:
 * @self: an account on a platform
 * @campaign: one that is scheduled or leaving
 * @is_final: %FALSE: back to draft; %TRUE: stopped for good
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Takes @campaign back, or stops it. The caller fetches the status afterwards, whatever came of it.
 */
void
ilx_platform_cancel_async (IlxPlatform *self,
                           IlxCampaign *campaign,
                           gboolean is_final,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ILX_IS_PLATFORM (self));
  ILX_PLATFORM_GET_CLASS (self)->cancel_async (self, campaign, is_final, cancellable, callback,
                                               user_data);
}

/**
 * ilx_platform_cancel_finish:
 * @self: an account on a platform
 * @result: the result
 * @error: %ILX_ERROR_CONFLICT when it is too late, and what a platform can answer
 *
 * Returns: %TRUE when it is taken back
 */
gboolean
ilx_platform_cancel_finish (IlxPlatform *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_PLATFORM (self), FALSE);
  return ILX_PLATFORM_GET_CLASS (self)->cancel_finish (self, result, error);
}

/**
 * ilx_platform_remove_webhooks_async:
 * @self: an account on a platform
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Deletes the webhooks that this program made.
 */
void
ilx_platform_remove_webhooks_async (IlxPlatform *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (ILX_IS_PLATFORM (self));
  ILX_PLATFORM_GET_CLASS (self)->remove_webhooks_async (self, cancellable, callback, user_data);
}

/**
 * ilx_platform_remove_webhooks_finish:
 * @self: an account on a platform
 * @result: the result
 * @error: what a platform can answer
 *
 * Returns: how many went; -1 on error
 */
gint
ilx_platform_remove_webhooks_finish (IlxPlatform *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_PLATFORM (self), -1);
  return ILX_PLATFORM_GET_CLASS (self)->remove_webhooks_finish (self, result, error);
}

/**
 * ilx_platform_get_delivery_steps:
 * @self: an account on a platform
 *
 * Returns: (transfer none): the table of a delivery, ended by a row without name
 */
const IlxDeliveryStep *
ilx_platform_get_delivery_steps (IlxPlatform *self)
{
  g_return_val_if_fail (ILX_IS_PLATFORM (self), NULL);
  return ILX_PLATFORM_GET_CLASS (self)->get_delivery_steps (self);
}
