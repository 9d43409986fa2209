/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting an account, or healing its connection. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Shows the dialog over @parent. @platform: (nullable): else the user chooses. @connection_id:
 * (nullable): the account to reconnect. */
void ilx_connect_dialog_present (GtkWindow *parent,
                                 IlxWorkspace *workspace,
                                 const char *platform,
                                 const char *connection_id);

G_END_DECLS
