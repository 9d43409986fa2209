/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a campaign: the versions that were kept, the newest first; each tells what would
 * change, and can be restored, which is one undo. */
#pragma once

#include <adwaita.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_VERSIONS_DIALOG (ilx_versions_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IlxVersionsDialog, ilx_versions_dialog, ILX, VERSIONS_DIALOG, AdwWindow)

/* Shows it over the window that @parent is in: lent. */
GtkWindow *
ilx_versions_dialog_present (GtkWidget *parent, IlxWorkspace *workspace, IlxDocument *document);

/* Asks for a name, and keeps the present version by it: lent. */
GtkWindow *ilx_versions_dialog_ask_name (GtkWidget *parent, IlxDocument *document);

G_END_DECLS
