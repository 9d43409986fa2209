/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text buffer that shows a text of a document, byte for byte: what is typed becomes edits of the
 * document, what changes there is shown here, and the cursor goes where it changed. Undo is the
 * document's alone.
 *
 * What the user does in one stroke (typing over a selection) is one edit: within a user action of
 * the buffer, pieces that touch are put together. A group makes one edit of anything.
 *
 * Signal "followed": the document changed the buffer; the cursor is where it did. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_BUFFER_LINK (ilx_buffer_link_get_type ())
G_DECLARE_FINAL_TYPE (IlxBufferLink, ilx_buffer_link, ILX, BUFFER_LINK, GObject)

IlxBufferLink *
ilx_buffer_link_new (IlxDocument *document, const char *field, GtkTextBuffer *buffer);
/* All that happens to the buffer between the two is one edit. */
void ilx_buffer_link_begin_group (IlxBufferLink *self);
void ilx_buffer_link_end_group (IlxBufferLink *self);

G_END_DECLS
