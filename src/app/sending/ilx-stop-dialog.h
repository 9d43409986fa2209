/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Stop everything": lists what it will stop, asks once, and shows what came of each. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_STOP_DIALOG (ilx_stop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IlxStopDialog, ilx_stop_dialog, ILX, STOP_DIALOG, AdwWindow)

/* Shows it over @parent; lent. */
GtkWidget *ilx_stop_dialog_present (GtkWindow *parent, IlxWorkspace *workspace);

G_END_DECLS
