/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account can't be used for since its key lacks permissions, a row each, with the help on
 * how to change that. Not shown when nothing is missing. */
#pragma once

#include <adwaita.h>

#include "ilx-engine.h"

G_BEGIN_DECLS

#define ILX_TYPE_MISSING_GROUP (ilx_missing_group_get_type ())
G_DECLARE_FINAL_TYPE (IlxMissingGroup, ilx_missing_group, ILX, MISSING_GROUP, AdwBin)

void ilx_missing_group_show (IlxMissingGroup *self, IlxEngine *engine, IlxConnection *connection);

G_END_DECLS
