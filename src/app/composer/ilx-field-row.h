/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a form: a title, an entry that shows in grey what holds when it stays empty, and a
 * sentence below it when something is to be said about it. (AdwEntryRow has no placeholder.)
 *
 * Properties: "title", "placeholder", "is-editable". */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_FIELD_ROW (ilx_field_row_get_type ())
G_DECLARE_FINAL_TYPE (IlxFieldRow, ilx_field_row, ILX, FIELD_ROW, GtkWidget)

GtkEntry *ilx_field_row_get_entry (IlxFieldRow *self);
const char *ilx_field_row_get_text (IlxFieldRow *self);
const char *ilx_field_row_get_note (IlxFieldRow *self);
void ilx_field_row_set_placeholder (IlxFieldRow *self, const char *placeholder);
/* @note: (nullable): a sentence below. @tone: (nullable): "warning", "error"; an error makes the
 * entry invalid to a screen reader, too. */
void ilx_field_row_set_note (IlxFieldRow *self, const char *note, const char *tone);
/* @counter: (nullable): stands beside the title. */
void ilx_field_row_set_counter (IlxFieldRow *self, const char *counter, const char *tone);

G_END_DECLS
