/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account and how it does: whose it is, when it was last in order, its last call and problem,
 * what is left of the day, what its key can't do; and what can be done with it. It follows the
 * connection by itself. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_CONNECTION_CARD (ilx_connection_card_get_type ())
G_DECLARE_FINAL_TYPE (IlxConnectionCard, ilx_connection_card, ILX, CONNECTION_CARD, AdwBin)

GtkWidget *ilx_connection_card_new (IlxWorkspace *workspace, IlxConnection *connection);
IlxConnection *ilx_connection_card_get_connection (IlxConnectionCard *self);

G_END_DECLS
