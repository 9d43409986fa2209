/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-clock.h"
#include "ilx-moment.h"
#include "ilx-send-words.h"
#include "ilx-time.h"

#define NOW "2026-03-20T12:00:00Z"

typedef struct
{
  const char *zone;
  const char *date;
  const char *time;
  IlxMomentChoice choice;
  IlxMomentKind kind;
  const char *expected; /* (nullable): in UTC */
  int line;
} Case;

#define BERLIN "Europe/Berlin"
#define CASE(...)                                                                                  \
  {                                                                                                \
    __VA_ARGS__, __LINE__                                                                          \
  }

static const Case cases[] = {
  CASE (BERLIN, "2026-03-21", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-03-21T08:00:00Z"),
  CASE (BERLIN, " 2026-03-21 ", "9:00", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-03-21T08:00:00Z"),
  CASE (BERLIN, "2026-3-21", "09.00", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-03-21T08:00:00Z"),
  CASE (BERLIN, "2026-07-01", "00:00", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-06-30T22:00:00Z"),
  /* Put forward from 02:00 to 03:00. */
  CASE (BERLIN, "2026-03-29", "01:59", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-03-29T00:59:00Z"),
  CASE (BERLIN, "2026-03-29", "02:00", ILX_MOMENT_ASK, ILX_MOMENT_SKIPPED, NULL),
  CASE (BERLIN, "2026-03-29", "02:30", ILX_MOMENT_SECOND, ILX_MOMENT_SKIPPED, NULL),
  CASE (BERLIN, "2026-03-29", "03:00", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-03-29T01:00:00Z"),
  /* Put back from 03:00 to 02:00. */
  CASE (BERLIN, "2026-10-25", "01:59", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-10-24T23:59:00Z"),
  CASE (BERLIN, "2026-10-25", "02:30", ILX_MOMENT_ASK, ILX_MOMENT_TWICE, "2026-10-25T00:30:00Z"),
  CASE (BERLIN, "2026-10-25", "02:30", ILX_MOMENT_FIRST, ILX_MOMENT_GOOD, "2026-10-25T00:30:00Z"),
  CASE (BERLIN, "2026-10-25", "02:30", ILX_MOMENT_SECOND, ILX_MOMENT_GOOD, "2026-10-25T01:30:00Z"),
  CASE (BERLIN, "2026-10-25", "03:00", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-10-25T02:00:00Z"),
  /* Half an hour, below the equator. */
  CASE ("Australia/Lord_Howe",
        "2026-04-05",
        "01:45",
        ILX_MOMENT_ASK,
        ILX_MOMENT_TWICE,
        "2026-04-04T14:45:00Z"),
  CASE ("Australia/Lord_Howe", "2026-10-04", "02:15", ILX_MOMENT_ASK, ILX_MOMENT_SKIPPED, NULL),
  CASE ("America/New_York",
        "2026-11-01",
        "01:30",
        ILX_MOMENT_SECOND,
        ILX_MOMENT_GOOD,
        "2026-11-01T06:30:00Z"),
  CASE ("Asia/Kathmandu",
        "2026-03-21",
        "09:00",
        ILX_MOMENT_ASK,
        ILX_MOMENT_GOOD,
        "2026-03-21T03:15:00Z"),
  CASE ("UTC", "2026-10-25", "02:30", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-10-25T02:30:00Z"),
  /* Too soon. */
  CASE ("UTC", "2026-03-20", "12:04", ILX_MOMENT_ASK, ILX_MOMENT_TOO_SOON, "2026-03-20T12:04:00Z"),
  CASE ("UTC", "2026-03-20", "12:05", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2026-03-20T12:05:00Z"),
  CASE ("UTC", "2026-03-20", "11:00", ILX_MOMENT_ASK, ILX_MOMENT_TOO_SOON, "2026-03-20T11:00:00Z"),
  CASE ("UTC", "1970-01-01", "00:00", ILX_MOMENT_ASK, ILX_MOMENT_TOO_SOON, NULL),
  CASE (BERLIN, "2025-10-26", "02:30", ILX_MOMENT_FIRST, ILX_MOMENT_TOO_SOON, NULL),
  /* No date, no time. */
  CASE ("UTC", "", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_NO_DATE, NULL),
  CASE ("UTC", "2026-02-29", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_NO_DATE, NULL),
  CASE ("UTC", "2028-02-29", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_GOOD, "2028-02-29T09:00:00Z"),
  CASE ("UTC", "0000-01-01", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_NO_DATE, NULL),
  CASE ("UTC", "2026-13-01", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_NO_DATE, NULL),
  CASE ("UTC", "01.12.2026", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_NO_DATE, NULL),
  CASE ("UTC", "2026-12-01\xff", "09:00", ILX_MOMENT_ASK, ILX_MOMENT_NO_DATE, NULL),
  CASE ("UTC", "2026-12-01", "", ILX_MOMENT_ASK, ILX_MOMENT_NO_TIME, NULL),
  CASE ("UTC", "2026-12-01", "24:00", ILX_MOMENT_ASK, ILX_MOMENT_NO_TIME, NULL),
  CASE ("UTC", "2026-12-01", "9:60", ILX_MOMENT_ASK, ILX_MOMENT_NO_TIME, NULL),
  CASE ("UTC", "2026-12-01", "9", ILX_MOMENT_ASK, ILX_MOMENT_NO_TIME, NULL),
  CASE ("UTC", "2026-12-01", "9:00 pm", ILX_MOMENT_ASK, ILX_MOMENT_NO_TIME, NULL),
};

static gint64
parse (const char *text)
{
  gint64 time;

  g_assert_true (ilx_time_parse (text, &time));
  return time;
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (c->zone);
      IlxMoment moment = ilx_moment_parse (c->date, c->time, zone, parse (NOW), c->choice);

      g_test_message ("line %d: %s %s %s", c->line, c->date, c->time, c->zone);
      g_assert_nonnull (zone);
      g_assert_cmpint (moment.kind, ==, c->kind);
      if (c->expected != NULL)
        g_assert_cmpint (moment.time, ==, parse (c->expected));
      g_assert_true ((ilx_moment_get_problem (&moment) == NULL) == (c->kind == ILX_MOMENT_GOOD));
      if (moment.kind == ILX_MOMENT_TWICE)
        g_assert_cmpint (moment.second, >, moment.time);
    }
}

/* Whatever moment there is, its own words lead back to it. */
static void
test_there_and_back (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (BERLIN);
  gint64 start = parse ("2026-03-27T00:00:00Z");

  for (gint64 time = start; time < start + 300 * ILX_DAY; time += 37 * ILX_MINUTE)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
      g_autoptr (GDateTime) there = g_date_time_to_timezone (utc, zone);
      g_autofree char *date = g_date_time_format (there, "%Y-%m-%d");
      g_autofree char *clock = g_date_time_format (there, "%H:%M");
      IlxMoment first = ilx_moment_parse (date, clock, zone, 0, ILX_MOMENT_FIRST);
      IlxMoment second = ilx_moment_parse (date, clock, zone, 0, ILX_MOMENT_SECOND);

      g_assert_true (first.time == time || second.time == time);
    }
}

static void
test_words (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (BERLIN);
  gint64 now = parse (NOW);
  const struct
  {
    gint64 distance;
    const char *words;
  } distances[] = {
    { -ILX_HOUR, "" },
    { 0, "" },
    { 59 * ILX_SECOND, "in 0 min" },
    { 192 * ILX_MINUTE, "in 3 h 12 min" },
    { 47 * ILX_HOUR, "in 47 h 0 min" },
    { 48 * ILX_HOUR, "in 2 days" },
  };
  g_autofree char *today = ilx_moment_dup_relative (now + ILX_HOUR, now, zone);
  g_autofree char *tomorrow = ilx_moment_dup_relative (now + ILX_DAY, now, zone);
  g_autofree char *later = ilx_moment_dup_relative (now + 2 * ILX_DAY, now, zone);
  g_autofree char *full = ilx_moment_dup_zone (zone, now);

  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      g_autofree char *words = ilx_moment_dup_distance (distances[i].distance);

      g_assert_cmpstr (words, ==, distances[i].words);
    }
  g_assert_cmpstr (today, ==, "Today, 14:00 CET");
  g_assert_cmpstr (tomorrow, ==, "Tomorrow, 13:00 CET");
  g_assert_cmpstr (later, ==, "Sun 22 Mar 2026, 13:00 CET");
  g_assert_cmpstr (full, ==, "Europe/Berlin (CET, UTC+01:00)");
}

static void
test_number (void)
{
  const struct
  {
    const char *typed;
    gint64 number;
    gboolean is_it;
  } numbers[] = {
    { "9310", 9310, TRUE },
    { "9,310", 9310, TRUE },
    { "9.310", 9310, TRUE },
    { "9 310", 9310, TRUE },
    { " 9310 ", 9310, TRUE },
    { "9\u202f310", 9310, TRUE },
    { "9\u00a0310", 9310, TRUE },
    { "9'310", 9310, TRUE },
    { "9’310", 9310, TRUE },
    { "٩٣١٠", 9310, TRUE },
    { "9311", 9310, FALSE },
    { "931", 9310, FALSE },
    { "93100", 9310, FALSE },
    { "", 9310, FALSE },
    { "", 0, FALSE },
    { "-9310", 9310, FALSE },
    { "9310x", 9310, FALSE },
    { "yes", 9310, FALSE },
    { "0x245e", 9310, FALSE },
    { "\xff", 9310, FALSE },
    { "99999999999999999999", 1, FALSE },
    { "9310000000000000000", 9310, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_test_message ("%u: %s", i, numbers[i].typed);
      g_assert_true (ilx_send_is_number (numbers[i].typed, numbers[i].number) == numbers[i].is_it);
    }
}

static void
test_must_type (void)
{
  const IlxSendUsual none = { 0, -1 };
  const IlxSendUsual some = { 5, 1000 };

  g_assert_true (ilx_send_must_type (&none, 1));
  g_assert_false (ilx_send_must_type (&some, 1));
  g_assert_false (ilx_send_must_type (&some, 2999));
  g_assert_true (ilx_send_must_type (&some, 3000));
  g_assert_true (ilx_send_must_type (&some, 10000));
  g_assert_true (ilx_send_must_type (&(IlxSendUsual){ 5, 9999 }, 10000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moment/parse", test_parse);
  g_test_add_func ("/moment/there-and-back", test_there_and_back);
  g_test_add_func ("/moment/words", test_words);
  g_test_add_func ("/send-words/number", test_number);
  g_test_add_func ("/send-words/must-type", test_must_type);
  return g_test_run ();
}
