/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attempt to connect an account. It outlives the dialog that began it: when that is closed in
 * the middle, an account that came to be connected all the same is disconnected again. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_CONNECT_KEEP_KEY = 1 << 0,    /* in the keyring; else until the program ends */
  ILX_CONNECT_ANY_ACCOUNT = 1 << 1, /* also if it is not the one that was to be reconnected */
} IlxConnectFlags;

/* @connection: (nullable): the account to reconnect. @key is copied, and the copy wiped. Lists of
 * the workspace follow. */
void ilx_connect_attempt_async (IlxWorkspace *workspace,
                                const char *platform,
                                IlxConnection *connection,
                                const char *key,
                                IlxConnectFlags flags,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
IlxConnection *
ilx_connect_attempt_finish (IlxWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
