/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of the table of audiences show, and the rows of the narrow list. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_AUDIENCE_CELL_NAME,
  ILX_AUDIENCE_CELL_KIND,
  ILX_AUDIENCE_CELL_ACCOUNT,
  ILX_AUDIENCE_CELL_COUNT,
  ILX_AUDIENCE_CELL_AGE,
  ILX_AUDIENCE_CELL_ROW, /* everything in two lines */
} IlxAudienceCellKind;

GtkListItemFactory *ilx_audience_cells_new_factory (IlxAudienceCellKind kind,
                                                    IlxWorkspace *workspace);
/* The name of the account that it is of, empty for none: (transfer full). */

/* Lent. */
const char *ilx_audience_kind_get_title (IlxAudienceKind kind);
const char *ilx_audience_kind_get_icon_name (IlxAudienceKind kind);
/* How many people, in words when that is not known: (transfer full). */
char *ilx_audience_dup_count (IlxAudience *audience);

G_END_DECLS
