/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar that searches and replaces in the HTML source. All that "Replace All" does is one undo.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "ilx-buffer-link.h"

G_BEGIN_DECLS

#define ILX_TYPE_SOURCE_SEARCH (ilx_source_search_get_type ())
G_DECLARE_FINAL_TYPE (IlxSourceSearch, ilx_source_search, ILX, SOURCE_SEARCH, GtkWidget)

/* Once. */
void ilx_source_search_attach (IlxSourceSearch *self, GtkSourceView *view, IlxBufferLink *link);
/* Opens it with what is selected in the source, and puts the focus into it. */
void ilx_source_search_open (IlxSourceSearch *self, gboolean is_replacing);
void ilx_source_search_close (IlxSourceSearch *self);
void ilx_source_search_set_text (IlxSourceSearch *self, const char *text, const char *replacement);
const char *ilx_source_search_get_status (IlxSourceSearch *self);

G_END_DECLS
