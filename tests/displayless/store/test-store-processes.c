/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real processes on one profile: several write, several make it at once, and one is killed in the
 * middle of its commits, again and again. What it had acknowledged is there. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "store-fixture.h"

#define MOST_PROCESSES 8
#define N_FIRST_STARTS 40
#define N_KILLS 25

/* --- The child -------------------------------------------------------------------------------- */

static void
count_until_done (IlxStore *store, const char *n_writes)
{
  for (gint64 i = g_ascii_strtoll (n_writes, NULL, 10); i > 0; i--)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      ilx_quota_store_add_async (store, "shared", "tier", 1, NULL, ilx_test_await_cb, &result);
      ilx_test_await (&result);
      ilx_quota_store_add_finish (store, result, &error);
      g_assert_no_error (error);
    }
}

/* Commits until it is killed, and says so after each. */
static void
commit_for_ever (IlxStore *store, const char *name)
{
  g_autoptr (IlxCampaign) campaign = make_campaign (name);
  g_autoptr (IlxOperation) operation = NULL;

  ilx_campaign_set_id (campaign, name);
  g_assert_true (save_campaign (store, campaign, NULL));
  operation = make_operation (campaign);
  ilx_operation_set_id (operation, name);
  g_assert_true (begin_operation (store, operation, NULL));
  for (gint64 i = 1;; i++)
    {
      g_autoptr (IlxOperationStep) step = ilx_operation_step_new ();
      g_autofree char *text = g_strdup_printf ("step-%" G_GINT64_FORMAT, i);

      ilx_operation_step_set_operation_id (step, name);
      ilx_operation_step_set_name (step, text);
      ilx_operation_step_set_position (step, i);
      ilx_operation_set_step (operation, text);
      ilx_operation_set_n_probes (operation, i);
      ilx_campaign_set_recipients (campaign, i);
      g_assert_true (commit_operation (store, operation, step, campaign, NULL));
      printf ("%" G_GINT64_FORMAT "\n", i);
      fflush (stdout);
    }
}

static int
run_child (const char *job, const char *path, const char *name)
{
  g_autoptr (IlxClock) clock = ilx_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxStore) store = ilx_store_open (path, clock, &error);

  g_assert_no_error (error);
  if (g_str_equal (job, "count"))
    count_until_done (store, name);
  else
    commit_for_ever (store, name);
  return 0;
}

static GSubprocess *
spawn (const char *job, const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child",
                                         job, path, name, NULL);

  g_assert_no_error (error);
  return child;
}

/* --- Several at once -------------------------------------------------------------------------- */

static void
run_together (const char *path, guint n_processes, const char *n_writes)
{
  GSubprocess *children[MOST_PROCESSES];

  for (guint i = 0; i < n_processes; i++)
    children[i] = spawn ("count", path, n_writes);
  for (guint i = 0; i < n_processes; i++)
    {
      g_autoptr (GError) error = NULL;

      g_subprocess_wait_check (children[i], NULL, &error);
      g_assert_no_error (error);
      g_object_unref (children[i]);
    }
}

static void
test_together (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  run_together (fixture.path, 3, "40");
  g_assert_cmpuint (ilx_quota_store_load (fixture.store, "shared", "tier", 1, &error), ==, 3 * 40);
  fixture_clear (&fixture);
}

/* The first start, clicked eight times: all make the database at the same moment. */
static void
test_first_start (void)
{
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  fixture_close (&fixture);
  for (guint round = 0; round < N_FIRST_STARTS; round++)
    {
      g_autofree char *name = g_strdup_printf ("round-%u", round);

      g_free (fixture.path);
      fixture.path = g_build_filename (fixture.folder, name, "illixis.db", NULL);
      run_together (fixture.path, MOST_PROCESSES, "2");
      fixture_open (&fixture);
      g_assert_cmpuint (ilx_quota_store_load (fixture.store, "shared", "tier", 1, NULL), ==,
                        MOST_PROCESSES * 2);
      {
        g_autofree char *mode = query_file (fixture.path, "PRAGMA journal_mode");

        g_assert_cmpstr (mode, ==, "wal");
      }
      fixture_close (&fixture);
    }
  fixture_clear (&fixture);
}

/* --- kill -9 ---------------------------------------------------------------------------------- */

/* Lets a child commit, kills it at a moment of chance, answers the last number that it told. */
static gint64
run_and_kill (const char *path, const char *name)
{
  g_autoptr (GSubprocess) child = spawn ("commit", path, name);
  g_autoptr (GDataInputStream) lines
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  int n_awaited = g_test_rand_int_range (1, 30);
  gint64 last = 0;
  char *line;

  for (int i = 0; i < n_awaited; i++)
    {
      line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      g_assert_nonnull (line);
      last = g_ascii_strtoll (line, NULL, 10);
      g_free (line);
    }
  g_usleep ((gulong) g_test_rand_int_range (0, 3000));
  g_subprocess_send_signal (child, SIGKILL);
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      last = g_ascii_strtoll (line, NULL, 10);
      g_free (line);
    }
  g_subprocess_wait (child, NULL, NULL);
  return last;
}

/* All that was told is there, at most one more, and the three tables agree. */
static void
assert_survived (Fixture *fixture, const char *name, gint64 last)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = ilx_journal_store_load (fixture->store, name, &error);
  g_autoptr (IlxCampaign) campaign = ilx_campaign_store_load (fixture->store, name, &error);
  g_autoptr (GPtrArray) steps = ilx_journal_store_load_steps (fixture->store, name, &error);
  gint64 found = ilx_operation_get_n_probes (operation);

  g_assert_no_error (error);
  g_assert_true (found == last || found == last + 1);
  g_assert_cmpint (ilx_campaign_get_recipients (campaign), ==, found);
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_DRAFT);
  g_assert_cmpuint (steps->len, ==, found);
  for (guint i = 0; i < steps->len; i++)
    g_assert_cmpint (ilx_operation_step_get_position (g_ptr_array_index (steps, i)), ==, i + 1);
  g_assert_cmpstr (ilx_operation_get_step (operation), ==,
                   ilx_operation_step_get_name (g_ptr_array_index (steps, found - 1)));
}

static void
test_kill (void)
{
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  fixture_close (&fixture);
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("kill-%u", i);
      g_autofree char *check = NULL;
      gint64 last = run_and_kill (fixture.path, name);

      fixture_open (&fixture);
      assert_survived (&fixture, name, last);
      check = query_file (fixture.path, "PRAGMA integrity_check");
      g_assert_cmpstr (check, ==, "ok");
      fixture_close (&fixture);
    }
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], argv[4]);
  /* A kill loses no page of the kernel's, so nothing is lost by memory being the disk. */
  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/processes/together", test_together);
  g_test_add_func ("/store/processes/first-start", test_first_start);
  g_test_add_func ("/store/processes/kill", test_kill);
  return g_test_run ();
}
