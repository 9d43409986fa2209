/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail as one line of an inbox, in the colours of a mail client, not of this program: a model of
 * what people see before they open it.
 *
 * Property "is-dark". */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_INBOX_ROW (ilx_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (IlxInboxRow, ilx_inbox_row, ILX, INBOX_ROW, GtkWidget)

void ilx_inbox_row_set_mail (IlxInboxRow *self,
                             const char *sender,
                             const char *subject,
                             const char *preview_text);

G_END_DECLS
