/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail as a row of an inbox: sender, subject, and the words that follow it. A picture for people;
 * what it says is said in the lines beside it as well. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_INBOX_ROW (ilx_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (IlxInboxRow, ilx_inbox_row, ILX, INBOX_ROW, AdwBin)

GtkWidget *ilx_inbox_row_new (void);
/* All nullable. */
void ilx_inbox_row_set (IlxInboxRow *self,
                        const char *sender,
                        const char *subject,
                        const char *preview_text);

G_END_DECLS
