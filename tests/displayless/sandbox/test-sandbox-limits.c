/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixed windows of a second, a minute and a day, on the sandbox's clock. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"
#include "ilx-sandbox-limits.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  int line;
  gint64 at; /* milliseconds from the start of a window of each kind */
  gboolean is_throttled;
  guint retry_after;
  guint remaining; /* of the steady window */
} Row;

/* Two a second, four a minute, six a day. */
static const Row rows[] = {
  { __LINE__, 0, FALSE, 0, 3 },         { __LINE__, 10, FALSE, 0, 2 },
  { __LINE__, 500, TRUE, 1, 2 },        { __LINE__, 999, TRUE, 1, 2 },
  { __LINE__, 1000, FALSE, 0, 1 },      { __LINE__, 1001, FALSE, 0, 0 },
  { __LINE__, 1002, TRUE, 59, 0 },      { __LINE__, 30000, TRUE, 30, 0 },
  { __LINE__, 59999, TRUE, 1, 0 },      { __LINE__, 60000, FALSE, 0, 3 },
  { __LINE__, 61000, FALSE, 0, 2 },     { __LINE__, 62000, TRUE, 86338, 2 },
  { __LINE__, 86399000, TRUE, 1, 4 },   { __LINE__, 86400000, FALSE, 0, 3 },
  { __LINE__, 86400001, FALSE, 0, 2 },  { __LINE__, 86400002, TRUE, 1, 2 },
  { __LINE__, 999999999, FALSE, 0, 3 },
};

static void
test_windows (void)
{
  const IlxSandboxAllowance allowance = { 2, 4, 6 };
  IlxSandboxLimits *limits = ilx_sandbox_limits_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      IlxSandboxVerdict verdict
          = ilx_sandbox_limits_take (limits, &allowance, &allowance, rows[i].at * 1000);

      g_test_message ("row at line %d", rows[i].line);
      g_assert_cmpint (verdict.is_throttled, ==, rows[i].is_throttled);
      g_assert_cmpuint (verdict.retry_after, ==, rows[i].retry_after);
      g_assert_cmpuint (verdict.remaining, ==, rows[i].remaining);
      g_assert_cmpuint (verdict.limit, ==, 4);
      g_assert_cmpuint (verdict.reset, >, 0);
      g_assert_cmpuint (verdict.reset, <=, 60);
    }
  ilx_sandbox_limits_free (limits);
}

static void
test_each_its_own (void)
{
  const IlxSandboxAllowance once = { 1, 0, 0 };
  const IlxSandboxAllowance never = { 0, 0, 0 };
  IlxSandboxLimits *limits = ilx_sandbox_limits_new ();

  g_assert_false (ilx_sandbox_limits_take (limits, "a", &once, SECOND).is_throttled);
  g_assert_true (ilx_sandbox_limits_take (limits, "a", &once, SECOND).is_throttled);
  g_assert_false (ilx_sandbox_limits_take (limits, "b", &once, SECOND).is_throttled);
  ilx_sandbox_limits_clear (limits);
  g_assert_false (ilx_sandbox_limits_take (limits, "a", &once, SECOND).is_throttled);
  for (guint i = 0; i < 10000; i++)
    g_assert_false (ilx_sandbox_limits_take (limits, "c", &never, SECOND).is_throttled);
  ilx_sandbox_limits_free (limits);
}

/* The rest of the sandbox's second, so that what follows falls into one window. */
static void
start_second (Asker *asker)
{
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':86400}");
}

static guint
get_number (Asker *asker, const char *header)
{
  const char *value = asker_get_header (asker, header);

  g_assert_nonnull (value);
  return (guint) g_ascii_strtoull (value, NULL, 10);
}

static void
test_headers (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  start_second (asker);
  asker_expect (asker, 200, "GET", "/api/metrics", NULL);
  g_assert_cmpuint (get_number (asker, "RateLimit-Limit"), ==, 150);
  g_assert_cmpuint (get_number (asker, "RateLimit-Remaining"), ==, 149);
  g_assert_cmpuint (get_number (asker, "RateLimit-Reset"), <=, 60);
  g_assert_null (asker_get_header (asker, "Retry-After"));
  /* What is refused behind the limit has counted and says so. */
  asker_expect (asker, 400, "GET", "/api/metrics?x=y", NULL);
  g_assert_cmpuint (get_number (asker, "RateLimit-Remaining"), ==, 148);
  /* What is refused before it has not. */
  asker_set_header (asker, "revision", NULL);
  asker_expect (asker, 400, "GET", "/api/metrics", NULL);
  g_assert_null (asker_get_header (asker, "RateLimit-Limit"));
}

/* Accounts: one a second. The clock lets the next through without any waiting. */
static void
test_throttled (void)
{
  g_autoptr (Asker) asker = asker_new (1);
  guint n_throttled = 0;

  start_second (asker);
  for (guint i = 0; i < 3; i++)
    {
      asker_ask (asker, "GET", "/api/accounts", NULL);
      n_throttled += asker->status == 429;
    }
  g_assert_cmpuint (n_throttled, >=, 1);
  asker_ask (asker, "GET", "/api/accounts", NULL);
  if (asker->status == 429)
    {
      g_assert_cmpuint (get_number (asker, "Retry-After"), ==, 1);
      g_assert_null (asker_get_header (asker, "RateLimit-Limit"));
      g_assert_cmpstr (asker_get_string (asker, "errors[0].code"), ==, "throttled");
    }
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':1}");
  asker_expect (asker, 200, "GET", "/api/accounts", NULL);
}

/* Keys are many, the account is one. */
static void
test_keys_share (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  start_second (asker);
  for (guint i = 0; i < 15; i++)
    {
      asker_expect (asker, 200, "GET", "/api/accounts", NULL);
      asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':1}");
    }
  asker_expect (asker, 201, "POST", "/_sandbox/keys", "{}");
  asker_set_key (asker, asker_get_string (asker, "api_key"));
  asker_ask (asker, "GET", "/api/accounts", NULL);
  /* The minute may have changed on the way; then the account has 15 more. */
  if (asker->status == 200)
    g_assert_cmpuint (get_number (asker, "RateLimit-Remaining"), >=, 0);
  else
    g_assert_cmpuint (get_number (asker, "Retry-After"), <=, 60);
}

/* Lists and segments share one small limit for counts, and their plain calls don't suffer. */
static void
test_profile_count (void)
{
  static const char list[] = "/api/lists/Y6nRLr?additional-fields%5Blist%5D=profile_count";
  static const char segment[] = "/api/segments/UTd5ui?additional-fields[segment]=profile_count";
  g_autoptr (Asker) asker = asker_new (1);
  guint n_throttled = 0;

  start_second (asker);
  for (guint i = 0; i < 4; i++)
    {
      asker_ask (asker, "GET", i % 2 == 0 ? list : segment, NULL);
      n_throttled += asker->status == 429;
      asker_expect (asker, 200, "GET", "/api/lists/Y6nRLr", NULL);
      g_assert_cmpuint (get_number (asker, "RateLimit-Limit"), ==, 750);
    }
  g_assert_cmpuint (n_throttled, >=, 1);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':1}");
  asker_expect (asker, 200, "GET", segment, NULL);
  g_assert_cmpuint (get_number (asker, "RateLimit-Limit"), ==, 15);
}

static void
test_daily (void)
{
  static const char body[] = "{'data':{'type':'list','attributes':{'name':'x'}}}";
  g_autoptr (Asker) asker = asker_new (1);
  guint n_made = 0;

  start_second (asker);
  for (guint i = 0; i < 200; i++)
    {
      asker_ask (asker, "POST", "/api/lists", body);
      n_made += asker->status == 201;
      asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':1}");
    }
  /* 150 a day; the day itself may change once while 200 of its seconds pass. */
  g_assert_cmpuint (n_made, >=, 150);
  g_assert_cmpuint (n_made, <=, 200);
  if (n_made == 150)
    g_assert_cmpuint (asker->status, ==, 200);
  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':86400}");
  asker_expect (asker, 201, "POST", "/api/lists", body);
}

static void
test_reset_and_switch (void)
{
  g_autoptr (Asker) asker = asker_new (1);

  for (guint i = 0; i < 4; i++)
    {
      asker_expect (asker, 200, "POST", "/_sandbox/reset", NULL);
      asker_expect (asker, 200, "GET", "/api/accounts", NULL);
    }
  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':false}");
  for (guint i = 0; i < 40; i++)
    asker_expect (asker, 200, "GET", "/api/accounts", NULL);
  asker_expect (asker, 200, "POST", "/_sandbox/plan", "{'limits':true}");
  asker_ask (asker, "GET", "/api/accounts", NULL);
}

/* At a thousand times the speed a minute's window lasts 60 ms. */
static void
test_speed (void)
{
  g_autoptr (Asker) asker = asker_new (1000);
  gint64 until = g_get_monotonic_time () + 10 * SECOND;
  guint n = 0;

  while (n < 40 && g_get_monotonic_time () < until)
    {
      asker_ask (asker, "GET", "/api/accounts", NULL);
      n += asker->status == 200;
    }
  g_assert_cmpuint (n, ==, 40);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/limits/windows", test_windows);
  g_test_add_func ("/sandbox/limits/each-its-own", test_each_its_own);
  g_test_add_func ("/sandbox/limits/headers", test_headers);
  g_test_add_func ("/sandbox/limits/throttled", test_throttled);
  g_test_add_func ("/sandbox/limits/keys-share", test_keys_share);
  g_test_add_func ("/sandbox/limits/profile-count", test_profile_count);
  g_test_add_func ("/sandbox/limits/daily", test_daily);
  g_test_add_func ("/sandbox/limits/reset-and-switch", test_reset_and_switch);
  g_test_add_func ("/sandbox/limits/speed", test_speed);
  return g_test_run ();
}
