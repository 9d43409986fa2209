/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limiter alone, over days of a manual clock. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-rate-limiter.h"

#define NOW (G_GINT64_CONSTANT (1795339807) * ILX_SECOND)

/* Counters that outlive a limiter. */
#define TEST_TYPE_QUOTA (test_quota_get_type ())
G_DECLARE_FINAL_TYPE (TestQuota, test_quota, TEST, QUOTA, GObject)

struct _TestQuota
{
  GObject parent_instance;
  GHashTable *used; /* "tier day" → count */
};

static char *
dup_key (const char *tier, gint64 day)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, tier, day);
}

static guint
test_quota_get_used (IlxHttpQuota *quota, const char *tier, gint64 day)
{
  g_autofree char *key = dup_key (tier, day);

  return GPOINTER_TO_UINT (g_hash_table_lookup (TEST_QUOTA (quota)->used, key));
}

static void
test_quota_add (IlxHttpQuota *quota, const char *tier, gint64 day)
{
  guint n = test_quota_get_used (quota, tier, day);

  g_hash_table_insert (TEST_QUOTA (quota)->used, dup_key (tier, day), GUINT_TO_POINTER (n + 1));
}

static void
test_quota_iface_init (IlxHttpQuotaInterface *iface)
{
  iface->get_used = test_quota_get_used;
  iface->add = test_quota_add;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestQuota,
                               test_quota,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ILX_TYPE_HTTP_QUOTA, test_quota_iface_init))

static void
test_quota_finalize (GObject *object)
{
  g_hash_table_unref (TEST_QUOTA (object)->used);
  G_OBJECT_CLASS (test_quota_parent_class)->finalize (object);
}

static void
test_quota_class_init (TestQuotaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_quota_finalize;
}

static void
test_quota_init (TestQuota *self)
{
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Calls as fast as the limiter lets it until @end of steady time; tells how often. */
static guint
run_until (IlxRateLimiter *limiter, IlxClock *clock, const IlxHttpTier *tier, gint64 end)
{
  guint n = 0;

  for (;;)
    {
      gint64 wait = ilx_rate_limiter_get_wait (limiter, tier, NULL);

      if (wait < 0 || ilx_clock_get_monotonic (clock) + wait >= end)
        return n;
      ilx_clock_advance (clock, wait);
      g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, tier, NULL), ==, 0);
      ilx_rate_limiter_take (limiter, tier);
      n++;
    }
}

typedef struct
{
  guint line;
  IlxHttpTier tier;
  gint64 span;
  guint n_calls;
} SpanRow;

static const SpanRow span_rows[] = {
  { __LINE__, { "s10", 10, 0, 0 }, ILX_SECOND, 8 },
  { __LINE__, { "s10", 10, 0, 0 }, 10 * ILX_SECOND, 80 },
  { __LINE__, { "s3", 3, 0, 0 }, 10 * ILX_SECOND, 20 },
  { __LINE__, { "s1", 1, 0, 0 }, 10 * ILX_SECOND, 8 },
  { __LINE__, { "m15", 1, 15, 0 }, ILX_MINUTE, 12 },
  { __LINE__, { "m15", 1, 15, 0 }, ILX_HOUR, 720 },
  { __LINE__, { "m700", 75, 700, 0 }, ILX_SECOND, 60 },
  { __LINE__, { "m700", 75, 700, 0 }, ILX_MINUTE, 560 },
  { __LINE__, { "m1", 0, 1, 0 }, ILX_HOUR, 48 },
  { __LINE__, { "d100", 1, 15, 100 }, ILX_HOUR, 80 },
  { __LINE__, { "d1", 0, 0, 1 }, ILX_HOUR, 1 },
};

static void
test_spans (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (span_rows); i++)
    {
      const SpanRow *row = &span_rows[i];
      g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
      g_autoptr (IlxRateLimiter) limiter = ilx_rate_limiter_new (clock);

      g_test_message ("line %u", row->line);
      g_assert_cmpuint (run_until (limiter, clock, &row->tier, row->span), ==, row->n_calls);
    }
}

/* Wherever a window of the platform starts, it never sees more than it allows. */
static void
test_every_window (void)
{
  static const IlxHttpTier tier = { "m60", 10, 60, 0 };
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
  g_autoptr (IlxRateLimiter) limiter = ilx_rate_limiter_new (clock);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < 1000; i++)
    {
      gint64 now;

      ilx_clock_advance (clock, ilx_rate_limiter_get_wait (limiter, &tier, NULL) + i % 7 * 10000);
      ilx_rate_limiter_take (limiter, &tier);
      now = ilx_clock_get_monotonic (clock);
      g_array_append_val (times, now);
      if (i >= 8)
        g_assert_cmpint (now - g_array_index (times, gint64, i - 8), >=, ILX_SECOND);
      if (i >= 48)
        g_assert_cmpint (now - g_array_index (times, gint64, i - 48), >=, ILX_MINUTE);
    }
}

static void
test_not_limited (void)
{
  static const IlxHttpTier tier = { "free", 0, 0, 0 };
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
  g_autoptr (IlxRateLimiter) limiter = ilx_rate_limiter_new (clock);

  for (guint i = 0; i < 1000; i++)
    {
      g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, &tier, NULL), ==, 0);
      ilx_rate_limiter_take (limiter, &tier);
      g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, NULL, NULL), ==, 0);
      ilx_rate_limiter_take (limiter, NULL);
    }
}

/* A year of a daily limit; every day is a new process. */
static void
test_year (void)
{
  static const IlxHttpTier tier = { "create-flow", 1, 15, 100 };
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
  g_autoptr (TestQuota) quota = g_object_new (TEST_TYPE_QUOTA, NULL);

  for (guint day = 0; day < 365; day++)
    {
      g_autoptr (IlxRateLimiter) limiter = ilx_rate_limiter_new (clock);
      g_autoptr (GError) error = NULL;
      gint64 midnight = (ilx_clock_get_now (clock) / ILX_DAY + 1) * ILX_DAY;

      ilx_rate_limiter_set_name (limiter, "Klaviyo");
      ilx_rate_limiter_set_quota (limiter, ILX_HTTP_QUOTA (quota));
      g_assert_cmpuint (run_until (limiter, clock, &tier, G_MAXINT64), ==, 80);
      g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, &tier, &error), ==, -1);
      g_assert_error (error, ILX_ERROR, ILX_ERROR_RATE_LIMITED);
      g_assert_cmpint (ilx_error_get_retry_at (error), ==, midnight);
      g_assert_false (ilx_error_get_may_have_happened (error));
      ilx_clock_advance (clock, midnight - ilx_clock_get_now (clock));
    }
}

/* Half of the day in one process, half in the next. */
static void
test_restart (void)
{
  static const IlxHttpTier tier = { "reports", 0, 0, 225 };
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
  g_autoptr (TestQuota) quota = g_object_new (TEST_TYPE_QUOTA, NULL);
  guint n = 0;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (IlxRateLimiter) limiter = ilx_rate_limiter_new (clock);

      ilx_rate_limiter_set_quota (limiter, ILX_HTTP_QUOTA (quota));
      for (guint call = 0; call < 60; call++)
        if (ilx_rate_limiter_get_wait (limiter, &tier, NULL) == 0)
          {
            ilx_rate_limiter_take (limiter, &tier);
            n++;
          }
    }
  g_assert_cmpuint (n, ==, 180);
}

/* Dates that jump, far and both ways, neither stall nor burst. */
static void
test_jumps (void)
{
  static const IlxHttpTier tier = { "jump", 10, 150, 0 };
  static const gint64 dates[] = { 0, NOW - 400 * ILX_DAY, NOW + 4000 * ILX_DAY, -5, NOW };
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
  g_autoptr (IlxRateLimiter) limiter = ilx_rate_limiter_new (clock);

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      for (guint call = 0; call < 8; call++)
        {
          g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, &tier, NULL), ==, 0);
          ilx_rate_limiter_take (limiter, &tier);
        }
      ilx_clock_set_now (clock, dates[i]);
      g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, &tier, NULL), ==, ILX_SECOND);
      ilx_clock_advance (clock, ILX_SECOND);
    }
}

/* Days of a date that jumps are counted each for itself, also the one before 1970. */
static void
test_jumping_days (void)
{
  static const IlxHttpTier tier = { "days", 0, 0, 1 };
  static const gint64 dates[] = { NOW, NOW + ILX_DAY, NOW - ILX_DAY, -1, 0 };
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (NOW);
  g_autoptr (IlxRateLimiter) limiter = ilx_rate_limiter_new (clock);
  g_autoptr (TestQuota) quota = g_object_new (TEST_TYPE_QUOTA, NULL);

  ilx_rate_limiter_set_quota (limiter, ILX_HTTP_QUOTA (quota));
  for (guint i = 0; i < 2 * G_N_ELEMENTS (dates); i++)
    {
      gint64 date = dates[i % G_N_ELEMENTS (dates)];
      g_autoptr (GError) error = NULL;

      ilx_clock_set_now (clock, date);
      if (i < G_N_ELEMENTS (dates))
        {
          g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, &tier, NULL), ==, 0);
          ilx_rate_limiter_take (limiter, &tier);
          continue;
        }
      g_assert_cmpint (ilx_rate_limiter_get_wait (limiter, &tier, &error), ==, -1);
      g_assert_cmpint (ilx_error_get_retry_at (error), >, date);
      g_assert_cmpint (ilx_error_get_retry_at (error), <=, date + ILX_DAY);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/http/rate-limiter/spans", test_spans);
  g_test_add_func ("/http/rate-limiter/every-window", test_every_window);
  g_test_add_func ("/http/rate-limiter/not-limited", test_not_limited);
  g_test_add_func ("/http/rate-limiter/year", test_year);
  g_test_add_func ("/http/rate-limiter/restart", test_restart);
  g_test_add_func ("/http/rate-limiter/jumps", test_jumps);
  g_test_add_func ("/http/rate-limiter/jumping-days", test_jumping_days);
  return g_test_run ();
}
