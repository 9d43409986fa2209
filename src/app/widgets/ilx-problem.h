/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong, for a person: what happened, what it means for the mail, what to do, with a
 * button where that can be one, and the technical words under "Details". Where a page shows it
 * inline: ilx-problem-box.h. */
#pragma once

#include <adwaita.h>

#include "ilx-problem-details.h"
#include "ilx-problem-words.h"

G_BEGIN_DECLS

/* A dialog; for what must be read. Nothing is shown for a cancellation. */
void ilx_problem_present (GtkWidget *parent, const GError *error);
/* A toast whose button opens that dialog; for what went wrong on the side. */
void ilx_problem_toast (GtkWidget *from, const GError *error);
/* A remedy's detailed action, from @widget or, when it is in a dialog, from the window below. */
gboolean ilx_problem_activate (GtkWidget *widget, const char *detailed_action);

G_END_DECLS
