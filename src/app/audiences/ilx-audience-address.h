/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

void ilx_audience_address (GtkWidget *page,
                           IlxWorkspace *workspace,
                           IlxAudience *audience,
                           GCancellable *cancellable);

G_END_DECLS
