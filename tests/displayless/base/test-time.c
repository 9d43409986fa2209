/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as platforms and as people write them, also where the clocks are put forward and back. */
#include "config.h"

#include <string.h>

#include "ilx-error.h"
#include "ilx-time.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
test_format (void)
{
  static const struct
  {
    gint64 time;
    const char *text, *stamp;
  } rows[] = {
    { 1795339805 * SECOND, "2026-11-22T09:30:05Z", "2026-11-22 09:30:05" },
    { 1795339805 * SECOND + 999999, "2026-11-22T09:30:05Z", "2026-11-22 09:30:05" },
    { 0, "1970-01-01T00:00:00Z", "1970-01-01 00:00:00" },
    { 951782400 * SECOND, "2000-02-29T00:00:00Z", "2000-02-29 00:00:00" },
    { -SECOND, "1969-12-31T23:59:59Z", "1969-12-31 23:59:59" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = ilx_time_format (rows[i].time);
      g_autofree char *stamp = ilx_time_format_stamp (rows[i].time);
      gint64 again;

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpstr (stamp, ==, rows[i].stamp);
      g_assert_true (ilx_time_parse (text, &again));
      g_assert_cmpint (again, ==, rows[i].time / SECOND * SECOND);
    }
}

/* A year that no calendar has gives no text, and no crash. */
static void
test_format_extremes (void)
{
  g_autofree char *first = ilx_time_format (G_MININT64);
  g_autofree char *last = ilx_time_format (G_MAXINT64);

  g_assert_nonnull (first);
  g_assert_nonnull (last);
}

static void
test_local (void)
{
  g_autofree char *summer = NULL;
  g_autofree char *winter = NULL;

  g_setenv ("TZ", "Europe/Berlin", TRUE);
  summer = ilx_time_format_local (1782900000 * SECOND);
  winter = ilx_time_format_local (1795339805 * SECOND);
  g_assert_cmpstr (summer, ==, "2026-07-01 12:00 CEST");
  g_assert_cmpstr (winter, ==, "2026-11-22 10:30 CET");
  g_setenv ("TZ", "UTC", TRUE);
}

static void
test_age (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } rows[] = { { -5, "just now" },
               { 0, "just now" },
               { 59, "just now" },
               { 60, "1 minute ago" },
               { 12 * 60 + 59, "12 minutes ago" },
               { 60 * 60, "1 hour ago" },
               { 47 * 3600 + 3599, "47 hours ago" },
               { 48 * 3600, "2 days ago" },
               { 400 * 86400, "400 days ago" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = ilx_time_format_age (rows[i].seconds * SECOND);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    int line;
    const char *text;
    gint64 time; /* -1: refused */
  } rows[] = {
    { __LINE__, "2026-11-22T09:30:05Z", 1795339805 * SECOND },
    { __LINE__, "2026-11-22T09:30:05+00:00", 1795339805 * SECOND },
    { __LINE__, "2026-11-22T10:30:05+01:00", 1795339805 * SECOND },
    { __LINE__, "2026-11-22T04:00:05-05:30", 1795339805 * SECOND },
    { __LINE__, "2026-11-22 09:30:05+00:00", 1795339805 * SECOND },
    { __LINE__, "2026-11-22T09:30:05.25Z", 1795339805 * SECOND + 250000 },
    { __LINE__, "2026-11-22T09:30:05.123456+00:00", 1795339805 * SECOND + 123456 },
    { __LINE__, "2026-11-22T09:30:05", 1795339805 * SECOND },
    { __LINE__, "", -1 },
    { __LINE__, "yesterday", -1 },
    { __LINE__, "2026-11-22", -1 },
    { __LINE__, "2026-13-01T00:00:00Z", -1 },
    { __LINE__, "2026-02-29T00:00:00Z", -1 },
    { __LINE__, "2026-11-22T25:00:00Z", -1 },
    { __LINE__, "2026-11-22T09:30:05Z ", -1 },
    { __LINE__, "2026-11-22T09:30:05Zx", -1 },
    { __LINE__, "1795339805", -1 },
    { __LINE__, "\xff", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 time = -1;

      g_test_message ("line %d", rows[i].line);
      g_assert_cmpint (ilx_time_parse (rows[i].text, &time), ==, rows[i].time != -1);
      g_assert_cmpint (time, ==, rows[i].time);
    }
}

typedef struct
{
  int line;
  const char *zone;
  const char *text;
  const char *expected; /* in UTC, or a word of the refusal */
} UserRow;

static const UserRow user_rows[] = {
  { __LINE__, "UTC", "2026-12-01 09:00", "2026-12-01T09:00:00Z" },
  { __LINE__, "UTC", "2026-12-01T09:00", "2026-12-01T09:00:00Z" },
  { __LINE__, "UTC", "2026-12-01 09:00:30", "2026-12-01T09:00:30Z" },
  { __LINE__, "Europe/Berlin", "2026-12-01 09:00", "2026-12-01T08:00:00Z" },
  { __LINE__, "Europe/Berlin", "2026-07-01 09:00", "2026-07-01T07:00:00Z" },
  { __LINE__, "Europe/Berlin", "2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z" },
  { __LINE__, "Europe/Berlin", "2026-12-01T09:00Z", "2026-12-01T09:00:00Z" },
  { __LINE__, "Europe/Berlin", "2026-12-01 09:00-05:00", "2026-12-01T14:00:00Z" },
  { __LINE__, "Asia/Kolkata", "2026-12-01 09:00", "2026-12-01T03:30:00Z" },

  /* put forward at 02:00 */
  { __LINE__, "Europe/Berlin", "2026-03-29 01:59", "2026-03-29T00:59:00Z" },
  { __LINE__, "Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29T00:59:59Z" },
  { __LINE__, "Europe/Berlin", "2026-03-29 02:00", "put forward" },
  { __LINE__, "Europe/Berlin", "2026-03-29 02:30", "put forward" },
  { __LINE__, "Europe/Berlin", "2026-03-29 02:59:59", "put forward" },
  { __LINE__, "Europe/Berlin", "2026-03-29 02:03:03", "put forward" },
  { __LINE__, "Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00:00Z" },
  { __LINE__, "Europe/Berlin", "2026-03-29T02:30:00+01:00", "2026-03-29T01:30:00Z" },

  /* put back at 03:00 */
  { __LINE__, "Europe/Berlin", "2026-10-25 01:59", "2026-10-24T23:59:00Z" },
  { __LINE__, "Europe/Berlin", "2026-10-25 02:00", "put back" },
  { __LINE__, "Europe/Berlin", "2026-10-25 02:30", "put back" },
  { __LINE__, "Europe/Berlin", "2026-10-25 02:59:59", "put back" },
  { __LINE__, "Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00Z" },
  { __LINE__, "Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z" },
  { __LINE__, "Europe/Berlin", "2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z" },

  /* by half an hour */
  { __LINE__, "Australia/Lord_Howe", "2026-10-04 02:15", "put forward" },
  { __LINE__, "Australia/Lord_Howe", "2026-04-05 01:45", "put back" },
  { __LINE__, "Australia/Lord_Howe", "2026-04-05 02:00", "2026-04-04T15:30:00Z" },

  /* west of Greenwich */
  { __LINE__, "America/New_York", "2026-03-08 02:30", "put forward" },
  { __LINE__, "America/New_York", "2026-11-01 01:30", "put back" },
  { __LINE__, "America/New_York", "2026-11-01 02:00", "2026-11-01T07:00:00Z" },

  { __LINE__, "UTC", "", "not a time" },
  { __LINE__, "UTC", " ", "not a time" },
  { __LINE__, "UTC", "tomorrow", "not a time" },
  { __LINE__, "UTC", "2026-12-01", "not a time" },
  { __LINE__, "UTC", "2026-12-01 9:00", "not a time" },
  { __LINE__, "UTC", "2026-12-01 24:00", "not a time" },
  { __LINE__, "UTC", "2026-02-30 09:00", "not a time" },
  { __LINE__, "UTC", "2026-12-01 09:60", "not a time" },
  { __LINE__, "UTC", "2026-12-01 09:00 x", "not a time" },
  { __LINE__, "UTC", "01.12.2026 09:00", "not a time" },
  { __LINE__, "UTC", "\xff\xfe", "not a time" },
  { __LINE__, "UTC", "%s%n", "not a time" },
};

static void
test_user (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (user_rows); i++)
    {
      const UserRow *row = &user_rows[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gint64 time = 0;

      g_test_message ("line %d", row->line);
      g_setenv ("TZ", row->zone, TRUE);
      if (ilx_time_parse_user (row->text, &time, &error))
        {
          g_assert_no_error (error);
          text = ilx_time_format (time);
          g_assert_cmpstr (text, ==, row->expected);
          continue;
        }
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
      g_assert_cmpstr (ilx_error_get_field (error), ==, "at");
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      if (strstr (error->message, row->expected) == NULL)
        g_assert_cmpstr (error->message, ==, row->expected);
      g_assert_false (ilx_time_parse_user (row->text, &time, NULL));
    }
  g_setenv ("TZ", "UTC", TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/time/format", test_format);
  g_test_add_func ("/base/time/format-extremes", test_format_extremes);
  g_test_add_func ("/base/time/local", test_local);
  g_test_add_func ("/base/time/age", test_age);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/user", test_user);
  return g_test_run ();
}
