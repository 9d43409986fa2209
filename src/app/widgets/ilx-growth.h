/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list view makes widgets for 200 rows at once, seen or not, which is felt in a table. So when
 * all rows change, only as many as a screen has are given to it, and the others follow frame by
 * frame. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has @slice show its first rows now and all a few frames later, beginning @pause microseconds from
 * now. @view: whose frames. */
void ilx_growth_start (GtkWidget *view, GtkSliceListModel *slice, gint64 pause);

G_END_DECLS
