/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a mail will look: on a desktop and on a phone, at once when there is room, through a lens.
 * What it shows are models, and it says so. Clicking a link tells where it leads. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_PREVIEW_PANE (ilx_preview_pane_get_type ())
G_DECLARE_FINAL_TYPE (IlxPreviewPane, ilx_preview_pane, ILX, PREVIEW_PANE, GtkWidget)

void ilx_preview_pane_set_document (IlxPreviewPane *self,
                                    IlxWorkspace *workspace,
                                    IlxDocument *document);
/* Of the lens: "light", "dark-authored", "dark-inverted", "images-off", "plain-text". */
const char *ilx_preview_pane_get_lens (IlxPreviewPane *self);
void ilx_preview_pane_set_lens (IlxPreviewPane *self, const char *lens);

G_END_DECLS
