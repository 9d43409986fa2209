/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong, inside of the page where it did: title, sentences, the button that helps, one to
 * try again where that makes sense, and details.
 *
 * Properties: "error" (GError, nullable: then it is not shown), "retry-action" (nullable: a
 * detailed action name of a widget above it). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ILX_TYPE_PROBLEM_BOX (ilx_problem_box_get_type ())
G_DECLARE_FINAL_TYPE (IlxProblemBox, ilx_problem_box, ILX, PROBLEM_BOX, GtkWidget)

GtkWidget *ilx_problem_box_new (void);
void ilx_problem_box_set_error (IlxProblemBox *self, const GError *error);
const GError *ilx_problem_box_get_error (IlxProblemBox *self);
void
ilx_problem_box_set_retry (IlxProblemBox *self, const char *label, const char *detailed_action);
/* For the error that it shows, in place of the table's; without the button that helps. */
void ilx_problem_box_set_words (IlxProblemBox *self,
                                const char *title,
                                const char *sentence,
                                const char *advice);

G_END_DECLS
