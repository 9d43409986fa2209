/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets a mail, or who is left out: the chosen lists and segments as rows that can be taken
 * away, and the way to the picker.
 *
 * Property "is-excluding" (boolean, construct). */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_FIELD (ilx_audience_field_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceField, ilx_audience_field, ILX, AUDIENCE_FIELD, GtkWidget)

void ilx_audience_field_set_document (IlxAudienceField *self,
                                      IlxWorkspace *workspace,
                                      IlxDocument *document);
guint ilx_audience_field_get_n_rows (IlxAudienceField *self);
/* Says again how old the numbers are. */
void ilx_audience_field_refresh (IlxAudienceField *self);

G_END_DECLS
