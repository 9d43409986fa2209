/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people the chosen audiences may be, in a sentence, and the button that counts again. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_SUM (ilx_audience_sum_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceSum, ilx_audience_sum, ILX, AUDIENCE_SUM, GtkWidget)

void ilx_audience_sum_set_document (IlxAudienceSum *self,
                                    IlxWorkspace *workspace,
                                    IlxDocument *document);
const char *ilx_audience_sum_get_text (IlxAudienceSum *self);

G_END_DECLS
