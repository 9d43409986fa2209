/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong, for a person: what happened, what it means for the mail, what to do, with a
 * button where that can be one, and the technical words under "Details". */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A dialog; for what must be read. Nothing is shown for a cancellation. */
void ilx_problem_present (GtkWidget *parent, const GError *error);
/* A toast whose button opens that dialog; for what went wrong on the side. */
void ilx_problem_toast (GtkWidget *from, const GError *error);

/* The parts, for views that show it inline. All for ILX_ERROR and any other domain. */
const char *ilx_problem_get_title (const GError *error);
/* The button that helps: its label, and the detailed action; FALSE when there is none. Lent. */
gboolean ilx_problem_get_remedy (const GError *error, const char **label, const char **action);
/* "Details": code, status, request id, the platform's words; never a key or an address. */
char *ilx_problem_dup_details (const GError *error);

G_END_DECLS
