/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTML of a mail as text, with search, import, and a status line. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"
#include "ilx-source-search.h"

G_BEGIN_DECLS

#define ILX_TYPE_SOURCE_PANE (ilx_source_pane_get_type ())
G_DECLARE_FINAL_TYPE (IlxSourcePane, ilx_source_pane, ILX, SOURCE_PANE, GtkWidget)

void ilx_source_pane_set_document (IlxSourcePane *self, IlxDocument *document);
/* Puts the focus into the text. */
void ilx_source_pane_focus (IlxSourcePane *self);
/* Lets the user choose a file that replaces the text; one undo takes it back. */
void ilx_source_pane_choose_file (IlxSourcePane *self);
void ilx_source_pane_import (IlxSourcePane *self, GFile *file);
IlxSourceSearch *ilx_source_pane_get_search (IlxSourcePane *self);
GtkTextBuffer *ilx_source_pane_get_buffer (IlxSourcePane *self);

void ilx_source_pane_prepare (void);

G_END_DECLS
