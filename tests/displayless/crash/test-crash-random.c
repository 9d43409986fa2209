/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real illixisctl is killed by a real SIGKILL at random moments of a send, and started again: 500
 * times in all, in programs that run side by side. */
#include "config.h"

#include <stdlib.h>

#include "ilx-json.h"
#include "ilx-sent-once.h"

#define N_ROUNDS 125 /* of the four */

static guint
get_n_rounds (void)
{
  const char *rounds = g_getenv ("ILLIXIS_TEST_ROUNDS");

  return rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : N_ROUNDS;
}

/* Kills it after so many microseconds, or later as the machine goes; FALSE when it was done by
 * then. */
static gboolean
kill_after (GSubprocess *process, gulong microseconds)
{
  g_autoptr (IlxTestRun) run = NULL;

  g_usleep (microseconds);
  g_subprocess_send_signal (process, SIGKILL);
  run = ilx_test_ctl_finish (process, NULL);
  if (run->status != -SIGKILL)
    ilx_assert_settled (run);
  return run->status == -SIGKILL;
}

/* How long an undisturbed send takes here, so that the moments are spread over it. */
static gint64
measure (IlxTestCtl *ctl)
{
  g_autofree char *id = ilx_test_ctl_create_campaign (ctl, "Undisturbed");
  gint64 start = g_get_monotonic_time ();
  g_autoptr (IlxTestRun) run = ilx_send_until_settled (ctl, id, 1);

  g_assert_cmpint (run->status, ==, 0);
  return g_get_monotonic_time () - start;
}

static void
test_random_points (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  guint n_rounds = get_n_rounds ();
  guint n_killed = 0;
  gint64 duration;

  ilx_test_ctl_connect (ctl);
  duration = measure (ctl);
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *subject = g_strdup_printf ("Killed in round %u", round);
      g_autofree char *id = ilx_test_ctl_create_campaign (ctl, subject);
      guint n_kills = (guint) g_test_rand_int_range (1, 4);
      g_autoptr (IlxTestRun) settled = NULL;

      for (guint i = 0; i < n_kills; i++)
        {
          g_autoptr (GSubprocess) process = ilx_spawn_send (ctl, id);

          if (!kill_after (process, (gulong) g_test_rand_int_range (0, (gint) duration)))
            break;
          n_killed++;
        }
      settled = ilx_send_until_settled (ctl, id, 5);
      ilx_assert_settled (settled);
      ilx_assert_sent_once (ctl, id, subject);
    }
  g_test_message ("%u rounds, %u kills, a send takes %d ms", n_rounds, n_killed,
                  (int) (duration / 1000));
  g_assert_cmpuint (n_killed, >, n_rounds / 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/crash/random-points", test_random_points);
  return g_test_run ();
}
