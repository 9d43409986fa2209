/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-time.h"

static char *
format (gint64 time, const char *pattern, gboolean is_local)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) shown = NULL;

  if (utc == NULL)
    return g_strdup ("");
  shown = is_local ? g_date_time_to_local (utc) : g_date_time_ref (utc);
  return g_date_time_format (shown, pattern);
}

/**
 * ilx_time_format:
 * @time: microseconds since the epoch
 *
 * Returns: (transfer full): RFC 3339 in UTC, `2026-11-22T09:30:05Z`
 */
char *
ilx_time_format (gint64 time)
{
  return format (time, "%Y-%m-%dT%H:%M:%SZ", FALSE);
}

/**
 * ilx_time_format_stamp:
 * @time: microseconds since the epoch
 *
 * Returns: (transfer full): the timestamp in remote names, in UTC, `2026-11-22 09:30:05`
 */
char *
ilx_time_format_stamp (gint64 time)
{
  return format (time, "%Y-%m-%d %H:%M:%S", FALSE);
}

/**
 * ilx_time_format_local:
 * @time: microseconds since the epoch
 *
 * Returns: (transfer full): for people, in the local zone, with the zone's name
 */
char *
ilx_time_format_local (gint64 time)
{
  return format (time, "%Y-%m-%d %H:%M %Z", TRUE);
}

/**
 * ilx_time_format_age:
 * @age: microseconds
 *
 * Returns: (transfer full): how old something is, in words: "just now", "12 minutes ago"
 */
char *
ilx_time_format_age (gint64 age)
{
  gulong minutes = (gulong) MAX (age / G_USEC_PER_SEC / 60, 0);

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%lu minute ago", "%lu minutes ago", minutes), minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (ngettext ("%lu hour ago", "%lu hours ago", minutes / 60), minutes / 60);
  return g_strdup_printf (ngettext ("%lu day ago", "%lu days ago", minutes / 1440), minutes / 1440);
}

/**
 * ilx_time_parse:
 * @text: ISO 8601 with an offset or Z, as platforms write it; a blank in place of the T is taken
 * @time: (out): microseconds since the epoch
 *
 * Returns: whether @text is a date
 */
gboolean
ilx_time_parse (const char *text, gint64 *time)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, utc);

  if (date == NULL)
    return FALSE;
  *time = g_date_time_to_unix (date) * G_USEC_PER_SEC + g_date_time_get_microsecond (date);
  return TRUE;
}

/* "2026-12-01 09:00:00" as a clock in that zone shows it. */
static GDateTime *
parse_in_zone (const char *text, GTimeZone *zone)
{
  return g_date_time_new_from_iso8601 (text, zone);
}

/* Whether the local wall clock ever shows this: an hour that is jumped over comes out as another.
 */
static gboolean
exists_on_wall_clock (GDateTime *date, const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) wanted = parse_in_zone (text, utc);
  g_autofree char *wanted_shown = g_date_time_format (wanted, "%F %T");
  g_autofree char *shown = g_date_time_format (date, "%F %T");

  return g_str_equal (shown, wanted_shown);
}

/* Whether it shows this twice. */
static gboolean
is_doubled_on_wall_clock (GDateTime *date)
{
  const GTimeSpan hours[] = { -2 * G_TIME_SPAN_HOUR,   -G_TIME_SPAN_HOUR, -30 * G_TIME_SPAN_MINUTE,
                              30 * G_TIME_SPAN_MINUTE, G_TIME_SPAN_HOUR,  2 * G_TIME_SPAN_HOUR };
  g_autofree char *shown = g_date_time_format (date, "%F %T");

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autoptr (GDateTime) other = g_date_time_add (date, hours[i]);
      g_autofree char *other_shown = g_date_time_format (other, "%F %T");

      if (g_str_equal (shown, other_shown))
        return TRUE;
    }
  return FALSE;
}

/* With a zone in the text there is nothing to guess. */
static gboolean
has_zone (const char *text)
{
  const char *clock = strpbrk (text, "T ");

  return clock != NULL && strpbrk (clock, "Z+-") != NULL;
}

/* People leave the seconds out, GLib wants them. NULL for what is not UTF-8. */
static char *
complete_seconds (const char *text)
{
  g_autoptr (GRegex) no_seconds
      = g_regex_new ("^(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d)(?!:)", 0, 0, NULL);

  return g_regex_replace (no_seconds, text, -1, 0, "\\1:00", 0, NULL);
}

/**
 * ilx_time_parse_user:
 * @text: what a user typed: `2026-12-01 09:00` (local), or RFC 3339 with an offset or Z
 * @time: (out): microseconds since the epoch
 * @error: %ILX_ERROR_INVALID_INPUT, also for an hour that the change to summer time leaves out and
 *   for one that the change back shows twice
 *
 * Returns: whether @text is one date, and only one
 */
gboolean
ilx_time_parse_user (const char *text, gint64 *time, GError **error)
{
  g_autofree char *complete = complete_seconds (text);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = complete != NULL ? parse_in_zone (complete, local) : NULL;

  if (date == NULL)
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("“%s” is not a time. Write it as 2026-12-01 09:00, or as "
                      "2026-12-01T08:00:00Z."),
                   valid);
  else if (!has_zone (complete) && !exists_on_wall_clock (date, complete))
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("“%s” does not exist: the clocks are put forward then. Choose a time an hour "
                      "later."),
                   text);
  else if (!has_zone (complete) && is_doubled_on_wall_clock (date))
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("“%s” comes twice: the clocks are put back then. Add the offset, as in "
                      "2026-10-25T02:30:00+02:00."),
                   text);
  else
    {
      *time = g_date_time_to_unix (date) * G_USEC_PER_SEC;
      return TRUE;
    }
  if (error != NULL)
    ilx_error_set_field (*error, "at");
  return FALSE;
}
