/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting an account, or healing its connection: a key is pasted, checked with the platform, and
 * kept in the keyring. What is typed goes from the entry to the engine and nowhere else. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_CONNECT_DIALOG (ilx_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IlxConnectDialog, ilx_connect_dialog, ILX, CONNECT_DIALOG, AdwWindow)

/* @platform: (nullable): else the user chooses, if there is something to choose. @connection_id:
 * (nullable): the account to reconnect; without one, the only account that is broken is meant. */
GtkWindow *
ilx_connect_dialog_new (IlxWorkspace *workspace, const char *platform, const char *connection_id);
/* Shows the dialog over @parent. */
void ilx_connect_dialog_present (GtkWindow *parent,
                                 IlxWorkspace *workspace,
                                 const char *platform,
                                 const char *connection_id);

G_END_DECLS
