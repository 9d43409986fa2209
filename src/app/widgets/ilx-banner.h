/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence across the top of a page for as long as something lasts, with a button if something
 * can be done about it. (AdwBanner is newer than the floor.)
 *
 * Properties: "title" (plain text; empty hides it), "button-label" (nullable), "action-name" and
 * "action-target" of the button, "tone" (nullable: "warning", "error", "accent"). */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_BANNER (ilx_banner_get_type ())
G_DECLARE_FINAL_TYPE (IlxBanner, ilx_banner, ILX, BANNER, GtkWidget)

GtkWidget *ilx_banner_new (void);
void ilx_banner_set_title (IlxBanner *self, const char *title);
void ilx_banner_set_button (IlxBanner *self, const char *label, const char *detailed_action);
void ilx_banner_set_tone (IlxBanner *self, const char *tone);

G_END_DECLS
