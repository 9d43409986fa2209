/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before an account is disconnected, and says what goes and what stays. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* @callback is called once: with what was chosen. */
typedef void (*IlxDisconnectFunc) (GtkWidget *widget, gboolean remove_webhooks);

/* @widget: what asks; @callback is called with it, if the user agrees and it is still there. */
GtkWindow *ilx_disconnect_dialog_new (IlxWorkspace *workspace,
                                      IlxConnection *connection,
                                      GtkWidget *widget,
                                      IlxDisconnectFunc callback);

G_END_DECLS
