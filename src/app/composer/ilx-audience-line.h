/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An audience as a line: icon and word for its kind, name, count with its age. It follows the
 * audience, also when that goes away on the platform. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_LINE (ilx_audience_line_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceLine, ilx_audience_line, ILX, AUDIENCE_LINE, GtkWidget)

GtkWidget *ilx_audience_line_new (void);
/* @audience NULL: it is gone, and @note says so. */
void ilx_audience_line_set (IlxAudienceLine *self,
                            IlxWorkspace *workspace,
                            IlxAudience *audience,
                            const char *name,
                            const char *note);
/* Says again how old the number is. */
void ilx_audience_line_refresh (IlxAudienceLine *self);
const char *ilx_audience_line_get_name (IlxAudienceLine *self);
const char *ilx_audience_line_get_details (IlxAudienceLine *self);

G_END_DECLS
