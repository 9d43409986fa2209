/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop app remembers from run to run and no user calls data: the session, open tabs,
 * choices made once. Preferences are in GSettings. */
#pragma once

#include "ilx-store.h"

G_BEGIN_DECLS

/* NULL without an error: nothing is remembered. Main thread. */
char *ilx_app_state_store_load (IlxStore *store, const char *key, GError **error);
/* @value: (nullable): NULL forgets it */
void ilx_app_state_store_save_async (IlxStore *store,
                                     const char *key,
                                     const char *value,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean ilx_app_state_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
