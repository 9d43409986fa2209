/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Into the trash and out of it, one campaign or many: with a toast that names what was moved and
 * takes it back, and the store's words for what could not be. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* @from: where toasts are shown. @ids: of campaigns. */
void ilx_campaign_trash_move (GtkWidget *from, IlxWorkspace *workspace, const char *const *ids);
void ilx_campaign_trash_restore (GtkWidget *from, IlxWorkspace *workspace, const char *const *ids);

G_END_DECLS
