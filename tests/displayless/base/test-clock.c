/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three temperaments of a clock, and waits that end in time, in order, or when told. */
#include "config.h"

#include "ilx-clock.h"
#include "ilx-test-await.h"

#define DATE ((gint64) 1800000000 * ILX_SECOND)

static void
test_system (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new ();
  gint64 now = g_get_real_time ();
  gint64 steady = ilx_clock_get_monotonic (clock);

  g_assert_cmpint (ABS (ilx_clock_get_now (clock) - now), <, ILX_MINUTE);
  g_assert_cmpint (ilx_clock_get_monotonic (clock), >=, steady);
  ilx_clock_advance (clock, ILX_DAY);
  g_assert_cmpint (ABS (ilx_clock_get_now (clock) - now - ILX_DAY), <, ILX_MINUTE);
  g_assert_cmpint (ilx_clock_get_monotonic (clock) - steady, <, ILX_MINUTE);
  ilx_clock_set_now (clock, DATE);
  g_assert_cmpint (ABS (ilx_clock_get_now (clock) - DATE), <, ILX_MINUTE);
}

static void
test_manual (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (DATE);
  gint64 steady = ilx_clock_get_monotonic (clock);

  g_assert_cmpint (ilx_clock_get_now (clock), ==, DATE);
  ilx_test_spin (5);
  g_assert_cmpint (ilx_clock_get_now (clock), ==, DATE);
  ilx_clock_advance (clock, ILX_HOUR);
  g_assert_cmpint (ilx_clock_get_now (clock), ==, DATE + ILX_HOUR);
  g_assert_cmpint (ilx_clock_get_monotonic (clock), ==, steady + ILX_HOUR);
  ilx_clock_set_now (clock, DATE - ILX_DAY);
  g_assert_cmpint (ilx_clock_get_now (clock), ==, DATE - ILX_DAY);
  g_assert_cmpint (ilx_clock_get_monotonic (clock), ==, steady + ILX_HOUR);
}

static void
test_fast (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_fast (1000);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  gint64 steady = ilx_clock_get_monotonic (clock);

  ilx_clock_wait_async (clock, 20 * ILX_SECOND, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_clock_wait_finish (clock, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 20 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 10 * ILX_SECOND);
  g_assert_cmpint (ilx_clock_get_monotonic (clock) - steady, >=, 20 * ILX_SECOND);
  g_assert_cmpint (ABS (ilx_clock_get_now (clock) - g_get_real_time ()), <, ILX_MINUTE);
}

/* A speed below one would stop time. */
static void
test_slow_is_real (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_fast (0);
  g_autoptr (GAsyncResult) result = NULL;

  ilx_clock_wait_async (clock, 2000, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_clock_wait_finish (clock, result, NULL));
}

static void
test_no_time (void)
{
  static const gint64 times[] = { 0, -1, G_MININT64 / 2 };
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (DATE);

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      ilx_clock_wait_async (clock, times[i], NULL, ilx_test_await_cb, &result);
      g_assert_null (result);
      ilx_test_await (&result);
      g_assert_true (ilx_clock_wait_finish (clock, result, NULL));
    }
}

typedef struct
{
  IlxClock *clock;
  GString *order;
  const char *name;
  gint64 again; /* wait once more for as long */
} Note;

static void
note_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Note *note = user_data;
  gint64 again = note->again;

  g_assert_true (ilx_clock_wait_finish (ILX_CLOCK (source), result, NULL));
  g_string_append (note->order, note->name);
  note->again = 0;
  if (again != 0)
    ilx_clock_wait_async (note->clock, again, NULL, note_cb, note);
}

static void
test_order (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (DATE);
  g_autoptr (GString) order = g_string_new (NULL);
  Note notes[]
      = { { clock, order, "c" }, { clock, order, "a", ILX_SECOND }, { clock, order, "b" } };

  ilx_clock_wait_async (clock, 3 * ILX_SECOND, NULL, note_cb, &notes[0]);
  ilx_clock_wait_async (clock, 1 * ILX_SECOND, NULL, note_cb, &notes[1]);
  ilx_clock_wait_async (clock, 2 * ILX_SECOND, NULL, note_cb, &notes[2]);
  g_assert_cmpuint (ilx_clock_get_n_waiting (clock), ==, 3);
  ilx_clock_advance (clock, ILX_SECOND - 1);
  ilx_test_spin (1);
  g_assert_cmpstr (order->str, ==, "");
  ilx_clock_advance (clock, 1);
  ilx_test_spin (1);
  g_assert_cmpstr (order->str, ==, "a");
  g_assert_cmpuint (ilx_clock_get_n_waiting (clock), ==, 3);
  ilx_clock_advance (clock, ILX_DAY);
  ilx_test_spin (1);
  /* The second wait of the first was begun at 1 s, and ends with the one of 2 s. */
  g_assert_cmpuint (order->len, ==, 4);
  g_assert_true (g_str_has_suffix (order->str, "c"));
  g_assert_cmpuint (ilx_clock_get_n_waiting (clock), ==, 0);
}

static void
test_date_does_not_wake (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (DATE);
  g_autoptr (GAsyncResult) result = NULL;

  ilx_clock_wait_async (clock, ILX_HOUR, NULL, ilx_test_await_cb, &result);
  ilx_clock_set_now (clock, DATE + ILX_DAY);
  ilx_test_spin (1);
  g_assert_null (result);
  ilx_clock_set_now (clock, DATE - ILX_DAY);
  ilx_clock_advance (clock, ILX_HOUR);
  ilx_test_await (&result);
  g_assert_true (ilx_clock_wait_finish (clock, result, NULL));
}

/* Before, during, and together with the end of the wait. */
static void
test_cancel (void)
{
  IlxClock *clocks[] = { ilx_clock_new (), ilx_clock_new_fast (10), ilx_clock_new_manual (DATE) };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    for (guint before = 0; before < 2; before++)
      {
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        g_autoptr (GAsyncResult) result = NULL;
        g_autoptr (GError) error = NULL;

        if (before)
          g_cancellable_cancel (cancellable);
        ilx_clock_wait_async (clocks[i], ILX_DAY, cancellable, ilx_test_await_cb, &result);
        if (!before)
          ilx_test_spin (1);
        g_cancellable_cancel (cancellable);
        ilx_test_await (&result);
        g_assert_false (ilx_clock_wait_finish (clocks[i], result, &error));
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        g_assert_cmpuint (ilx_clock_get_n_waiting (clocks[i]), ==, 0);
      }
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    g_object_unref (clocks[i]);
}

static void
test_cancel_when_due (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (DATE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_clock_wait_async (clock, ILX_SECOND, cancellable, ilx_test_await_cb, &result);
  g_cancellable_cancel (cancellable);
  ilx_clock_advance (clock, ILX_SECOND);
  ilx_test_await (&result);
  g_assert_false (ilx_clock_wait_finish (clock, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ilx_test_spin (1);
}

/* Whoever waits keeps the clock alive. */
static void
test_lives_while_waiting (void)
{
  IlxClock *clock = ilx_clock_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gpointer weak = clock;

  g_object_add_weak_pointer (G_OBJECT (clock), &weak);
  ilx_clock_wait_async (clock, 1000, NULL, ilx_test_await_cb, &result);
  g_object_unref (clock);
  g_assert_nonnull (weak);
  ilx_test_await (&result);
  g_assert_true (ilx_clock_wait_finish (weak, result, NULL));
  g_clear_object (&result);
  ilx_test_spin (1);
  g_assert_null (weak);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/manual", test_manual);
  g_test_add_func ("/base/clock/fast", test_fast);
  g_test_add_func ("/base/clock/slow-is-real", test_slow_is_real);
  g_test_add_func ("/base/clock/no-time", test_no_time);
  g_test_add_func ("/base/clock/order", test_order);
  g_test_add_func ("/base/clock/date-does-not-wake", test_date_does_not_wake);
  g_test_add_func ("/base/clock/cancel", test_cancel);
  g_test_add_func ("/base/clock/cancel-when-due", test_cancel_when_due);
  g_test_add_func ("/base/clock/lives-while-waiting", test_lives_while_waiting);
  return g_test_run ();
}
