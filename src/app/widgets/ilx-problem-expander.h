/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Details" of an error, folded away, with a button that copies them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_PROBLEM_EXPANDER (ilx_problem_expander_get_type ())
G_DECLARE_FINAL_TYPE (IlxProblemExpander, ilx_problem_expander, ILX, PROBLEM_EXPANDER, GtkWidget)

GtkWidget *ilx_problem_expander_new (const GError *error);
/* @error: (nullable): without one, or with one that has no details, it is not shown. */
void ilx_problem_expander_set_error (IlxProblemExpander *self, const GError *error);

G_END_DECLS
