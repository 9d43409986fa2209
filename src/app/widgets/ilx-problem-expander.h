/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Details" of an error, folded away, with a button that copies them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_PROBLEM_DETAILS (ilx_problem_details_get_type ())
G_DECLARE_FINAL_TYPE (IlxProblemDetails, ilx_problem_details, ILX, PROBLEM_DETAILS, GtkWidget)

GtkWidget *ilx_problem_details_new (const GError *error);
/* @error: (nullable): without one, or with one that has no details, it is not shown. */
void ilx_problem_details_set_error (IlxProblemDetails *self, const GError *error);

G_END_DECLS
