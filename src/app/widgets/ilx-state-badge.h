/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state as a pill: symbol, word and colour, so that it is never told by colour alone.
 *
 * Properties: "label", "icon-name" (nullable), "tone" (nullable: "accent", "success", "warning",
 * "error"; else neutral). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_STATE_BADGE (ilx_state_badge_get_type ())
G_DECLARE_FINAL_TYPE (IlxStateBadge, ilx_state_badge, ILX, STATE_BADGE, GtkWidget)

GtkWidget *ilx_state_badge_new (void);
void ilx_state_badge_set (IlxStateBadge *self,
                          const char *label,
                          const char *icon_name,
                          const char *tone);

G_END_DECLS
