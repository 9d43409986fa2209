/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-connect-dialog.h"

/**
 * ilx_connect_dialog_present:
 * @parent: the window over which it stands
 * @workspace: what all windows share
 * @platform: (nullable): its id
 * @connection_id: (nullable): the account to reconnect
 *
 * Shows the dialog.
 */
void
ilx_connect_dialog_present (GtkWindow *parent,
                            IlxWorkspace *workspace,
                            const char *platform,
                            const char *connection_id)
{
}
