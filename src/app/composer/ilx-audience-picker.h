/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window in which one ticks the lists and segments that get a mail, or are left out. Each tick is
 * an edit of the document, so nothing is to be confirmed and everything can be undone. */
#pragma once

#include <adwaita.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_PICKER (ilx_audience_picker_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudiencePicker, ilx_audience_picker, ILX, AUDIENCE_PICKER, AdwWindow)

/* The campaign of @document has an account. @is_excluding: who is left out, else who gets it. */
GtkWindow *ilx_audience_picker_new (GtkWindow *parent,
                                    IlxWorkspace *workspace,
                                    IlxDocument *document,
                                    gboolean is_excluding);
/* What it lists now, of IlxAudience: (transfer none). */
GListModel *ilx_audience_picker_get_shown (IlxAudiencePicker *self);
/* Ticks or unticks. */
void ilx_audience_picker_toggle (IlxAudiencePicker *self, guint position);

G_END_DECLS
