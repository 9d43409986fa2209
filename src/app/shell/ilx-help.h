/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help is read in the desktop's own viewer. Where none is installed, a dialog says so and what
 * to do about it, since a key that does nothing helps nobody. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Pages are named after the files in help/C/, without ".page"; "" is the first one. */
void ilx_help_show (GtkWindow *parent, const char *topic);

G_END_DECLS
