/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections, their cached audiences, and the brand. */
#pragma once

#include "ilx-audience.h"
#include "ilx-brand.h"
#include "ilx-connection.h"
#include "ilx-store.h"

G_BEGIN_DECLS

/* (element-type IlxConnection), without disconnected ones unless asked for; oldest first. */
GPtrArray *
ilx_connection_store_load_all (IlxStore *store, gboolean with_disconnected, GError **error);
IlxConnection *ilx_connection_store_load (IlxStore *store, const char *id, GError **error);
void ilx_connection_store_save_async (IlxStore *store,
                                      IlxConnection *connection,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean ilx_connection_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error);
/* Marks it disconnected and drops its cached audiences, in one transaction. */
void ilx_connection_store_forget_async (IlxStore *store,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean ilx_connection_store_forget_finish (IlxStore *store, GAsyncResult *result, GError **error);

/* (element-type IlxAudience), by name. */
GPtrArray *ilx_audience_store_load_all (IlxStore *store, const char *connection_id, GError **error);
/* NULL without an error: not cached. */
IlxAudience *ilx_audience_store_load (IlxStore *store,
                                      const char *connection_id,
                                      const char *id,
                                      GError **error);
/* Replaces names and kinds, keeps counts that are known, drops what is no longer there. */
void ilx_audience_store_replace_async (IlxStore *store,
                                       const char *connection_id,
                                       GPtrArray *audiences,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean ilx_audience_store_replace_finish (IlxStore *store, GAsyncResult *result, GError **error);
/* One, with its count. */
void ilx_audience_store_save_async (IlxStore *store,
                                    IlxAudience *audience,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ilx_audience_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error);
/* It is gone on the platform. */
void ilx_audience_store_delete_async (IlxStore *store,
                                      IlxAudience *audience,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean ilx_audience_store_delete_finish (IlxStore *store, GAsyncResult *result, GError **error);

/* Never NULL without an error; empty before it is first saved. */
IlxBrand *ilx_brand_store_load (IlxStore *store, GError **error);
void ilx_brand_store_save_async (IlxStore *store,
                                 IlxBrand *brand,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean ilx_brand_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
