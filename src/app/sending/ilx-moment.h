/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moment that a user means by a date and a time on the wall: it may be none (an hour that the
 * clocks jump over), two (one that they show twice), or too soon to be scheduled. No GTK, no clock
 * of its own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_MOMENT_GOOD,
  ILX_MOMENT_NO_DATE, /* the text is no date */
  ILX_MOMENT_NO_TIME,
  ILX_MOMENT_SKIPPED, /* the clocks are put forward over it */
  ILX_MOMENT_TWICE,   /* the clocks are put back over it: the user must say which */
  ILX_MOMENT_TOO_SOON,
} IlxMomentKind;

typedef enum
{
  ILX_MOMENT_ASK,
  ILX_MOMENT_FIRST,
  ILX_MOMENT_SECOND,
} IlxMomentChoice;

typedef struct
{
  IlxMomentKind kind;
  gint64 time;   /* of GOOD and TOO_SOON; of TWICE the first; microseconds since the epoch */
  gint64 second; /* when it comes twice, else 0 */
} IlxMoment;

/* @date: "2026-12-01", @time: "9:00"; @choice: which, if it comes twice. */
IlxMoment ilx_moment_parse (
    const char *date, const char *time, GTimeZone *zone, gint64 now, IlxMomentChoice choice);
/* Why it can't be scheduled, a sentence; NULL when it can. Static. */
const char *ilx_moment_get_problem (const IlxMoment *moment);

/* "Tue 1 Dec 2026, 09:00 CET" in that zone; @zone: NULL for the local one. */
char *ilx_moment_dup_text (gint64 time, GTimeZone *zone);
/* The same as seen from @now: "Tomorrow, 09:00 CET". */
char *ilx_moment_dup_relative (gint64 time, gint64 now, GTimeZone *zone);
/* "in 3 h 12 min"; empty for what is past. */
char *ilx_moment_dup_distance (gint64 distance);
/* "Europe/Berlin (CET, UTC+01:00)", at that time. */
char *ilx_moment_dup_zone (GTimeZone *zone, gint64 time);

G_END_DECLS
