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
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(IlxTestRun) killed = NULL;
  g_autoptr(IlxTestRun) settled = NULL;

  ilx_test_ctl_set_env (ctl, "LD_PRELOAD", g_getenv ("ILX_KILL_LIBRARY"));
  ilx_test_ctl_set_env (ctl, "ILX_KILL_AT", at);
  process = ilx_spawn_send (ctl, id);
  ilx_test_ctl_set_env (ctl, "LD_PRELOAD", NULL);
  ilx_test_ctl_set_env (ctl, "ILX_KILL_AT", NULL);
  killed = ilx_test_ctl_finish (process, NULL);
  if (killed->status != -SIGKILL)
    g_assert_cmpint (killed->status, ==, 0);

  settled = ilx_send_until_settled (ctl, id, 5);
  if (settled->status == 1) /* the first had come further than it could say */
    g_assert_cmpstr (ilx_json_get_string_or (settled->json, "error.code", NULL), ==, "conflict");
  else
    g_assert_cmpint (settled->status, ==, 0);
  ilx_assert_sent_once (ctl, id, subject);
  return killed->status == -SIGKILL;
}

static void
test_every_point (void)
{
  g_autoptr(IlxTestCtl) ctl = NULL;
  /* Under a sanitizer, which has a suite of its own, every so many points do. */
  guint stride = g_getenv ("ILLIXIS_TEST_ROUNDS") != NULL ? 13 : 1;
  guint n = 1;

  if (g_getenv ("ILX_KILL_LIBRARY") == NULL)
    {
      g_test_skip ("the library that kills is not here");
      return;
    }
  ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  ilx_test_ctl_connect (ctl);
  while (kill_and_recover (ctl, n))
    {
      n += stride;
      g_assert_cmpuint (n, <, MAX_POINTS);
    }
  g_test_message ("killed at %u points", n - 1);
  g_assert_cmpuint (n, >, 40);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/crash/every-point", test_every_point);
  return g_test_run ();
}
