/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the main loop was kept from running: the window stands still for that long. Measured
 * between the return of one poll and the beginning of the next, by the wall clock and by the
 * processor's, since on a busy machine others keep us waiting too. What was at work then is told by
 * a timer's signal that looks at the stack when it has taken too long already.
 *
 * For finding out: it is on during the tour, and when ILLIXIS_LOOP_WATCH is set. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Once, on the main thread. */
void ilx_loop_watch_start (void);
/* What is being done from now on, for the report; @place outlives the watch. */
void ilx_loop_watch_set_place (const char *place);
/* What the watcher itself did since the last poll does not count. */
void ilx_loop_watch_forgive (void);
/* Prints the longest stop of all, the hardest ones, where they were, and how many were too long. */
void ilx_loop_watch_report (void);

G_END_DECLS
