/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls a day, by connection and class of endpoints. */
#pragma once

#include "ilx-store.h"

G_BEGIN_DECLS

guint ilx_quota_store_load (
    IlxStore *store, const char *connection_id, const char *tier, gint64 day, GError **error);
/* Counts one more, and drops days older than a week. */
void ilx_quota_store_add_async (IlxStore *store,
                                const char *connection_id,
                                const char *tier,
                                gint64 day,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ilx_quota_store_add_finish (IlxStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
