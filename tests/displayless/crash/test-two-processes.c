/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that send the same campaign at the same moment: one does, the others say so. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-sent-once.h"

#define N_PROCESSES 4
#define N_ROUNDS 12

static void
test_same_moment (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);

  ilx_test_ctl_connect (ctl);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *subject = g_strdup_printf ("All at once %u", round);
      g_autofree char *id = ilx_test_ctl_create_campaign (ctl, subject);
      GSubprocess *processes[N_PROCESSES];
      guint n_sent = 0;

      for (guint i = 0; i < N_PROCESSES; i++)
        processes[i] = ilx_spawn_send (ctl, id);
      for (guint i = 0; i < N_PROCESSES; i++)
        {
          g_autoptr (IlxTestRun) run = ilx_test_ctl_finish (processes[i], NULL);
          const char *code = ilx_json_get_string_or (run->json, "error.code", "none");

          g_test_message ("exit %d, %s", run->status, code);
          if (run->status == 0)
            n_sent++;
          else
            g_assert_true (g_str_equal (code, "busy") || g_str_equal (code, "conflict")
                           || g_str_equal (code, "not-confirmed"));
          g_object_unref (processes[i]);
        }
      g_assert_cmpuint (n_sent, >=, 1);
      ilx_assert_sent_once (ctl, id, subject);
    }
}

/* While one works on it, nobody else can: not send, not edit, not delete. */
static void
test_while_at_work (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autofree char *id = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (IlxTestRun) other = NULL;
  g_autoptr (IlxTestRun) edit = NULL;
  g_autoptr (IlxTestRun) trash = NULL;
  g_autoptr (IlxTestRun) first = NULL;

  ilx_test_ctl_connect (ctl);
  id = ilx_test_ctl_create_campaign (ctl, "Being worked on");
  ilx_test_ctl_post (ctl, "faults",
                     "{\"method\":\"POST\",\"path\":\"/api/campaigns\",\"kind\":\"latency\","
                     "\"delay\":1000}");
  process = ilx_spawn_send (ctl, id);
  ilx_test_ctl_wait_for_requests (ctl, 1);
  while (ilx_sent_count (ctl, "Being worked on").n_templates == 0)
    g_usleep (5000);
  other = ilx_test_ctl_run (ctl, NULL, "campaign", "send", id, "--now", "--yes", "--json", NULL);
  g_assert_cmpstr (ilx_json_get_string_or (other->json, "error.code", NULL), ==, "busy");
  edit = ilx_test_ctl_run (ctl, NULL, "campaign", "edit", id, "--subject", "No", "--json", NULL);
  g_assert_cmpstr (ilx_json_get_string_or (edit->json, "error.code", NULL), ==, "conflict");
  trash = ilx_test_ctl_run (ctl, NULL, "campaign", "delete", id, "--json", NULL);
  g_assert_cmpstr (ilx_json_get_string_or (trash->json, "error.code", NULL), ==, "conflict");
  first = ilx_test_ctl_finish (process, NULL);
  g_clear_pointer (&first, ilx_test_run_free);
  first = ilx_send_until_settled (ctl, id, 5);
  ilx_assert_settled (first);
  ilx_assert_sent_once (ctl, id, "Being worked on");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/two-processes/same-moment", test_same_moment);
  g_test_add_func ("/two-processes/while-at-work", test_while_at_work);
  return g_test_run ();
}
