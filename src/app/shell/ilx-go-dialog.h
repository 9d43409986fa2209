/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Go to anything": some words are typed, and what is found is opened, all with the keyboard. */
#pragma once

#include <adwaita.h>

#include "ilx-page.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_GO_DIALOG (ilx_go_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IlxGoDialog, ilx_go_dialog, ILX, GO_DIALOG, AdwWindow)

/* @page: (nullable): what is shown in @parent; its actions can be gone to as well. Lent. */
GtkWindow *ilx_go_dialog_present (GtkWindow *parent, IlxWorkspace *workspace, IlxPage *page);

G_END_DECLS
