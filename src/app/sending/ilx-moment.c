/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-clock.h"
#include "ilx-moment.h"

/* A platform sends at once what is due so soon. */
#define MIN_AHEAD (5 * ILX_MINUTE)

static gboolean
match (const char *pattern, const char *text, int *numbers, guint n_numbers)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL) || !g_regex_match (regex, text, 0, &info))
    return FALSE;
  for (guint i = 0; i < n_numbers; i++)
    {
      g_autofree char *digits = g_match_info_fetch (info, (int) i + 1);

      numbers[i] = (int) g_ascii_strtoll (digits, NULL, 10);
    }
  return TRUE;
}

/* What clocks without a zone would count; FALSE with what is wrong. */
static gboolean
parse_wall (const char *date, const char *time, gint64 *wall, IlxMomentKind *kind)
{
  int ymd[3], hm[2];
  g_autoptr (GDateTime) utc = NULL;

  *kind = ILX_MOMENT_NO_DATE;
  if (!match ("^\\s*(\\d{4})-(\\d{1,2})-(\\d{1,2})\\s*$", date, ymd, 3)
      || !g_date_valid_dmy ((GDateDay) ymd[2], (GDateMonth) ymd[1], (GDateYear) ymd[0]))
    return FALSE;
  *kind = ILX_MOMENT_NO_TIME;
  if (!match ("^\\s*(\\d{1,2})[:.](\\d{2})\\s*$", time, hm, 2) || hm[0] > 23 || hm[1] > 59)
    return FALSE;
  utc = g_date_time_new_utc (ymd[0], ymd[1], ymd[2], hm[0], hm[1], 0);
  if (utc == NULL)
    return FALSE;
  *wall = g_date_time_to_unix (utc);
  return TRUE;
}

/* The zone's distance from UTC at that moment, in seconds. */
static gint64
get_offset (GTimeZone *zone, gint64 seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return g_time_zone_get_offset (zone, interval);
}

/* Whether the wall shows @wall at @offset from UTC. */
static gboolean
is_shown (GTimeZone *zone, gint64 wall, gint64 offset)
{
  return get_offset (zone, wall - offset) == offset;
}

/* Finds the moments at which the wall shows it: none, one or two, the earlier first. A change of
 * the clocks lies between the offsets of the day before and the day after. */
static guint
find_moments (GTimeZone *zone, gint64 wall, gint64 moments[2])
{
  gint64 before = get_offset (zone, wall - 24 * 60 * 60);
  gint64 after = get_offset (zone, wall + 24 * 60 * 60);
  guint n = 0;

  if (is_shown (zone, wall, before))
    moments[n++] = wall - before;
  if (after != before && is_shown (zone, wall, after))
    moments[n++] = wall - after;
  if (n == 2 && moments[1] < moments[0])
    {
      gint64 later = moments[0];

      moments[0] = moments[1];
      moments[1] = later;
    }
  return n;
}

/**
 * ilx_moment_parse:
 * @date: as typed: year, month and day with hyphens
 * @time: as typed: hour and minute with a colon
 * @zone: whose wall clock is meant
 * @now: microseconds since the epoch
 * @choice: which one, when the clock shows it twice
 *
 * Returns: what is meant, or why nothing can be
 */
IlxMoment
ilx_moment_parse (
    const char *date, const char *time, GTimeZone *zone, gint64 now, IlxMomentChoice choice)
{
  IlxMoment moment = { 0 };
  gint64 wall, moments[2] = { 0 };
  guint n;

  if (!parse_wall (date, time, &wall, &moment.kind))
    return moment;
  n = find_moments (zone, wall, moments);
  if (n == 0)
    {
      moment.kind = ILX_MOMENT_SKIPPED;
      return moment;
    }
  moment.second = n == 2 ? moments[1] * G_USEC_PER_SEC : 0;
  moment.time = moments[n == 2 && choice == ILX_MOMENT_SECOND ? 1 : 0] * G_USEC_PER_SEC;
  if (n == 2 && choice == ILX_MOMENT_ASK)
    moment.kind = ILX_MOMENT_TWICE;
  else
    moment.kind = moment.time < now + MIN_AHEAD ? ILX_MOMENT_TOO_SOON : ILX_MOMENT_GOOD;
  return moment;
}

/**
 * ilx_moment_get_problem:
 * @moment: a moment
 *
 * Returns: (transfer none) (nullable): why it can't be scheduled and what to do, a sentence or two
 */
const char *
ilx_moment_get_problem (const IlxMoment *moment)
{
  switch (moment->kind)
    {
    case ILX_MOMENT_NO_DATE:
      return _ ("This is not a date. Write it as 2026-12-01, or choose it in the calendar.");
    case ILX_MOMENT_NO_TIME:
      return _ ("This is not a time. Write it as 09:00.");
    case ILX_MOMENT_SKIPPED:
      return _ ("This time does not exist: the clocks are put forward over it. Choose a time an "
                "hour later.");
    case ILX_MOMENT_TWICE:
      return _ ("This time comes twice: the clocks are put back over it. Say which one you mean.");
    case ILX_MOMENT_TOO_SOON:
      return _ ("This would send at once — choose Send now.");
    case ILX_MOMENT_GOOD:
    default:
      return NULL;
    }
}

/* --- Words ------------------------------------------------------------------------------------ */

static GDateTime *
to_zone (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
}

/**
 * ilx_moment_dup_text:
 * @time: microseconds since the epoch
 * @zone: (nullable): else the local one
 *
 * Returns: (transfer full): weekday, date, time and zone
 */
char *
ilx_moment_dup_text (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) there = to_zone (time, zone);

  /* Translators: a date with its time for g_date_time_format(): "Tue 1 Dec 2026, 09:00 CET". */
  return g_date_time_format (there, _ ("%a %-e %b %Y, %H:%M %Z"));
}

static int
count_days (GDateTime *from, GDateTime *to)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (from),
                  (GDateMonth) g_date_time_get_month (from),
                  (GDateYear) g_date_time_get_year (from));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (to),
                  (GDateMonth) g_date_time_get_month (to), (GDateYear) g_date_time_get_year (to));
  return g_date_days_between (&a, &b);
}

/**
 * ilx_moment_dup_relative:
 * @time: microseconds since the epoch
 * @now: likewise
 * @zone: (nullable): else the local one
 *
 * Returns: (transfer full): "Today, 09:00 CET", "Tomorrow, …", or the date in full
 */
char *
ilx_moment_dup_relative (gint64 time, gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) there = to_zone (time, zone);
  g_autoptr (GDateTime) today = to_zone (now, zone);
  int days = count_days (today, there);

  /* Translators: for g_date_time_format(). */
  if (days == 0)
    return g_date_time_format (there, _ ("Today, %H:%M %Z"));
  if (days == 1)
    return g_date_time_format (there, _ ("Tomorrow, %H:%M %Z"));
  return ilx_moment_dup_text (time, zone);
}

/**
 * ilx_moment_dup_distance:
 * @distance: microseconds from now
 *
 * Returns: (transfer full): "in 3 h 12 min"; empty for what is past
 */
char *
ilx_moment_dup_distance (gint64 distance)
{
  gint64 minutes = distance / ILX_MINUTE;

  if (distance <= 0)
    return g_strdup ("");
  if (minutes < 60)
    return g_strdup_printf (_ ("in %d min"), (int) minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (_ ("in %d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
  return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) (minutes / 60 / 24)),
                          (int) (minutes / 60 / 24));
}

/**
 * ilx_moment_dup_zone:
 * @zone: a zone
 * @time: microseconds since the epoch
 *
 * Returns: (transfer full): the zone in full, as it is at that time
 */
char *
ilx_moment_dup_zone (GTimeZone *zone, gint64 time)
{
  g_autoptr (GDateTime) there = to_zone (time, zone);
  g_autofree char *offset = g_date_time_format (there, "%:z");

  /* Translators: a time zone: "Europe/Berlin (CET, UTC+01:00)". */
  return g_strdup_printf (_ ("%s (%s, UTC%s)"), g_time_zone_get_identifier (zone),
                          g_date_time_get_timezone_abbreviation (there), offset);
}
