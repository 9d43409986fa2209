/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the composer has in the header bar: undo, redo, whether everything is on the disk, and the
 * way to sending. It acts by the page's actions, "composer.…".
 *
 * Property "is-compact" (boolean): symbols alone, for a narrow window. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_COMPOSER_TOOLS (ilx_composer_tools_get_type ())
G_DECLARE_FINAL_TYPE (IlxComposerTools, ilx_composer_tools, ILX, COMPOSER_TOOLS, GtkWidget)

GtkWidget *ilx_composer_tools_new (IlxDocument *document);
void ilx_composer_tools_set_compact (IlxComposerTools *self, gboolean is_compact);
const char *ilx_composer_tools_get_state (IlxComposerTools *self);

G_END_DECLS
