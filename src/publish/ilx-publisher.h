/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands campaigns over to platforms, each as one journalled operation that no crash can make happen
 * twice. One process at a time works on a campaign; the kernel takes the lock back from a dead one.
 *
 * "progress" (IlxOperation *operation, const char *title, guint position, guint n_rows) is emitted
 * before each row. */
#pragma once

#include "ilx-platform.h"
#include "ilx-run.h"
#include "ilx-sender.h"

G_BEGIN_DECLS

#define ILX_TYPE_PUBLISHER (ilx_publisher_get_type ())
G_DECLARE_FINAL_TYPE (IlxPublisher, ilx_publisher, ILX, PUBLISHER, GObject)

IlxPublisher *ilx_publisher_new (IlxStore *store, const char *lock_path);

/* Keeps every other process from working on the campaign, until it is released. ILX_ERROR_BUSY. */
IlxFileLock *ilx_publisher_lock (IlxPublisher *self, const char *campaign_id, GError **error);

/* What a delivery needs besides the campaign, which is read from the store under the lock. */
typedef struct
{
  IlxPlatform *platform;
  const IlxSender *sender;
  const char *text;    /* the plain-text part */
  const char *repeats; /* (nullable): the operation that a new one purposely repeats */
} IlxPublishMeans;

void ilx_publisher_begin_async (IlxPublisher *self,
                                IlxCampaign *campaign,
                                const IlxPublishMeans *means,
                                IlxDeliveryMode mode,
                                gint64 scheduled_at,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void ilx_publisher_resume_async (IlxPublisher *self,
                                 const char *operation_id,
                                 const IlxPublishMeans *means,
                                 IlxRunMode mode,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void ilx_publisher_confirm_async (IlxPublisher *self,
                                  const char *operation_id,
                                  gint64 count,
                                  const IlxPublishMeans *means,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void ilx_publisher_decide_async (IlxPublisher *self,
                                 const char *operation_id,
                                 gboolean went_out,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Of all four: (transfer full). */
IlxOperation *ilx_publisher_finish (IlxPublisher *self, GAsyncResult *result, GError **error);

G_END_DECLS
