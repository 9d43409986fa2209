/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that one can go to or do here, found by words: sections, campaigns, audiences, pages
 * of the preferences and of the help, actions. Nothing that sends is among it. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Properties of a found place, all read-only: "title", "detail" (what kind of thing it is),
 * "icon-name", "action" (detailed, to be activated on the page that is shown). */
#define ILX_TYPE_GO_PLACE (ilx_go_place_get_type ())
G_DECLARE_FINAL_TYPE (IlxGoPlace, ilx_go_place, ILX, GO_PLACE, GObject)

const char *ilx_go_place_get_title (IlxGoPlace *self);
const char *ilx_go_place_get_detail (IlxGoPlace *self);
const char *ilx_go_place_get_icon_name (IlxGoPlace *self);
const char *ilx_go_place_get_action (IlxGoPlace *self);

/* (element-type IlxGoPlace): the best first, at most some fifty. @group: (nullable): the prefix of
 * actions that the page which is shown has of its own, such as "composer". */
GPtrArray *ilx_go_search (IlxWorkspace *workspace, const char *group, const char *search);

G_END_DECLS
