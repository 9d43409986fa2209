/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of Klaviyo's room give to the class in ilx-klaviyo-platform.c: its methods. */
#pragma once

#include "ilx-klaviyo-platform.h"

G_BEGIN_DECLS

/* ilx-klaviyo-connect.c */
void ilx_klaviyo_verify_async (IlxPlatform *platform,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
IlxConnection *
ilx_klaviyo_verify_finish (IlxPlatform *platform, GAsyncResult *result, GError **error);

/* ilx-klaviyo-audiences.c */
void ilx_klaviyo_fetch_audiences_async (IlxPlatform *platform,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
ilx_klaviyo_fetch_audiences_finish (IlxPlatform *platform, GAsyncResult *result, GError **error);
void ilx_klaviyo_fetch_count_async (IlxPlatform *platform,
                                    IlxAudience *audience,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 ilx_klaviyo_fetch_count_finish (IlxPlatform *platform, GAsyncResult *result, GError **error);

/* ilx-klaviyo-campaigns.c */
void ilx_klaviyo_fetch_status_async (IlxPlatform *platform,
                                     IlxCampaign *campaign,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
IlxRemoteStatus *
ilx_klaviyo_fetch_status_finish (IlxPlatform *platform, GAsyncResult *result, GError **error);
void ilx_klaviyo_cancel_async (IlxPlatform *platform,
                               IlxCampaign *campaign,
                               gboolean is_final,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean ilx_klaviyo_cancel_finish (IlxPlatform *platform, GAsyncResult *result, GError **error);

/* ilx-klaviyo-webhooks.c */
void ilx_klaviyo_remove_webhooks_async (IlxPlatform *platform,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gint
ilx_klaviyo_remove_webhooks_finish (IlxPlatform *platform, GAsyncResult *result, GError **error);

/* ilx-klaviyo-delivery.c */
const IlxDeliveryStep *ilx_klaviyo_get_delivery_steps (IlxPlatform *platform);

G_END_DECLS
