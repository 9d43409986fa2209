/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry that shows a text of a document: what is typed becomes edits of the document, and what
 * changes there (undo, another window) is shown here. Undo is the document's alone. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

/* For as long as @entry lives. @field: "subject", "preview-text", … */
void ilx_entry_link (GtkEntry *entry, IlxDocument *document, const char *field);

G_END_DECLS
