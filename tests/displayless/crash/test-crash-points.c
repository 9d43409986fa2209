/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real illixisctl is killed by a real SIGKILL at every point of a send, one point after the
 * other, and started again. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-sent-once.h"

#define MAX_POINTS 2000

/* Sends a new campaign in a program that dies before its n-th call; FALSE when it came to its end.
 */
static gboolean
kill_and_recover (IlxTestCtl *ctl, guint n)
{
  g_autofree char *subject = g_strdup_printf ("Killed at point %u", n);
  g_autofree char *id = ilx_test_ctl_create_campaign (ctl, subject);
  g_autofree char *at = g_strdup_printf ("%u", n);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (IlxTestRun) killed = NULL;
  g_autoptr (IlxTestRun) settled = NULL;

  ilx_test_ctl_set_env (ctl, "LD_PRELOAD", g_getenv ("ILX_KILL_LIBRARY"));
  ilx_test_ctl_set_env (ctl, "ILX_KILL_AT", at);
  process = ilx_spawn_send (ctl, id);
  ilx_test_ctl_set_env (ctl, "LD_PRELOAD", NULL);
  ilx_test_ctl_set_env (ctl, "ILX_KILL_AT", NULL);
  killed = ilx_test_ctl_finish (process, NULL);
  if (killed->status != -SIGKILL)
    g_assert_cmpint (killed->status, ==, 0);

  settled = ilx_send_until_settled (ctl, id, 5);
  ilx_assert_settled (settled);
  ilx_assert_sent_once (ctl, id, subject);
  return killed->status == -SIGKILL;
}

/* The points are shared out among programs that run side by side: "2/4" is the second of four. */
static void
get_share (const char *share, guint *first, guint *stride)
{
  *first = share != NULL ? (guint) (share[0] - '0') : 1;
  *stride = share != NULL ? (guint) (share[2] - '0') : 1;
}

static void
test_every_point (gconstpointer share)
{
  g_autoptr (IlxTestCtl) ctl = NULL;
  guint n, stride;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the library that kills can't stand before that of the sanitizer");
  return;
#endif
  g_assert_nonnull (g_getenv ("ILX_KILL_LIBRARY"));
  ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  ilx_test_ctl_connect (ctl);
  get_share (share, &n, &stride);
  while (kill_and_recover (ctl, n))
    {
      n += stride;
      g_assert_cmpuint (n, <, MAX_POINTS);
    }
  g_test_message ("killed up to point %u", n - stride);
  g_assert_cmpuint (n, >, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/crash/every-point", argc > 1 ? argv[1] : NULL, test_every_point);
  return g_test_run ();
}
