/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-test-await.h"

#define PATIENCE (30 * G_USEC_PER_SEC)
/* How long nothing must happen before a manual clock moves on. */
#define QUIET_MILLISECONDS 2

void
ilx_test_await_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

static gboolean
wake_cb (gpointer user_data)
{
  gboolean *is_over = user_data;

  *is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Whether something happened within so many milliseconds. */
static gboolean
iterate (guint milliseconds)
{
  gboolean is_over = FALSE;
  guint timer = g_timeout_add (milliseconds, wake_cb, &is_over);

  g_main_context_iteration (NULL, TRUE);
  if (!is_over)
    g_source_remove (timer);
  return !is_over;
}

void
ilx_test_await_on (GAsyncResult **result, IlxClock *clock, gint64 step)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (*result == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!iterate (QUIET_MILLISECONDS) && clock != NULL)
        ilx_clock_advance (clock, step);
    }
}

void
ilx_test_await (GAsyncResult **result)
{
  ilx_test_await_on (result, NULL, 0);
}

void
ilx_test_await_count (const guint *value, guint target)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (*value < target)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      iterate (QUIET_MILLISECONDS);
    }
}

void
ilx_test_finalize (gpointer object)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (g_atomic_int_get (&G_OBJECT (object)->ref_count) > 1)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      iterate (QUIET_MILLISECONDS);
    }
  g_assert_finalize_object (G_OBJECT (object));
}

void
ilx_test_spin (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    iterate (1);
}
