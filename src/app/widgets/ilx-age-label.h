/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long ago something was, in words that stay true: "12 minutes ago". The exact time with its
 * zone is in the tooltip. All labels share one timer, which runs only while one of them is shown.
 *
 * Properties: "time" (int64, microseconds since the epoch; 0 shows nothing). */
#pragma once

#include <gtk/gtk.h>

#include "ilx-clock.h"

G_BEGIN_DECLS

#define ILX_TYPE_AGE_LABEL (ilx_age_label_get_type ())
G_DECLARE_FINAL_TYPE (IlxAgeLabel, ilx_age_label, ILX, AGE_LABEL, GtkWidget)

GtkWidget *ilx_age_label_new (void);
/* For the end of a line that is about something else: small, dim, at the end. */
GtkWidget *ilx_age_label_new_aside (void);
gint64 ilx_age_label_get_time (IlxAgeLabel *self);
void ilx_age_label_set_time (IlxAgeLabel *self, gint64 time);
const char *ilx_age_label_get_text (IlxAgeLabel *self);
/* Where the words stand when there is more room than they need: 0 (the default) to 1. */
void ilx_age_label_set_xalign (IlxAgeLabel *self, float xalign);
/* What the time is of, for the tooltip: N_("Sent %s"), static, already translated. NULL: the time
 * alone. */
void ilx_age_label_set_meaning (IlxAgeLabel *self, const char *meaning);

/* The clock of all labels; the system's if never set. */
void ilx_age_label_set_clock (IlxClock *clock);
/* How many labels keep the timer running. */
guint ilx_age_label_get_n_shown (void);

G_END_DECLS
