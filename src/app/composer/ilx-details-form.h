/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of a campaign but its body: what people see of it in their inbox, who it is from, whom it is
 * for. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_DETAILS_FORM (ilx_details_form_get_type ())
G_DECLARE_FINAL_TYPE (IlxDetailsForm, ilx_details_form, ILX, DETAILS_FORM, GtkWidget)

void ilx_details_form_set_document (IlxDetailsForm *self,
                                    IlxWorkspace *workspace,
                                    IlxDocument *document);
/* Puts the focus on a field of the campaign, if it is here. */
gboolean ilx_details_form_focus (IlxDetailsForm *self, const char *field);

G_END_DECLS
