/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process is killed in each phase, and another takes up what it left: one send job at most, and
 * none that nobody agreed to.
 *
 * The test runs itself as that process: `--child DIR ID PHASE` brings a campaign into a phase, says
 * so, and waits there to be killed. */
#include "config.h"

#include <signal.h>
#include <sys/prctl.h>

#include "dispatch-fixture.h"

#define KEY "ILX_TEST_KEY_FILE" /* where the child finds the sandbox's key */
#define AGAIN "ILLIXIS_TEST_AGAIN"

/* Of one campaign. */
#define N_CRASHES 16

static const char *program;

/* --- The process that is killed --------------------------------------------------------------- */

static void
told_cb (IlxDispatch *dispatch, GParamSpec *pspec, gpointer user_data)
{
  g_print ("%s\n", ilx_dispatch_phase_get_name (ilx_dispatch_get_phase (dispatch)));
}

static IlxWorkspace *
open_child (const char *dir, GSettings *settings)
{
  g_autoptr (IlxSecretStore) secrets = ilx_memory_secret_store_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  IlxEngine *engine = ilx_engine_open (dir, NULL, secrets, &error);
  g_autoptr (IlxConnection) connection = NULL;

  g_assert_no_error (error);
  g_file_get_contents (g_getenv (KEY), &key, NULL, &error);
  g_assert_no_error (error);
  connection = ilx_engine_find_connection (engine, "klaviyo", &error);
  g_assert_no_error (error);
  ilx_engine_use_secret (engine, ilx_connection_get_id (connection), g_strstrip (key));
  return ilx_workspace_new (engine, settings, ILX_WORKSPACE_PLAIN);
}

static void
prepare_again (IlxDispatch *dispatch)
{
  ilx_dispatch_repeat (dispatch, ILX_DELIVER_NOW, 0);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  g_assert_true (ilx_dispatch_is_repeat (dispatch));
}

static int
run_child (const char *dir, const char *id, const char *countdown)
{
  GSettings *settings
      = g_settings_new_with_path ("io.illixis.Illixis", "/io/illixis/Illixis/dispatch-child/");
  IlxWorkspace *workspace = open_child (dir, settings);
  IlxDispatch *dispatch = ilx_dispatch_open (workspace, id);

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  g_settings_set_int (settings, "send-countdown", (int) g_ascii_strtoll (countdown, NULL, 10));
  g_signal_connect (dispatch, "notify::phase", G_CALLBACK (told_cb), NULL);
  told_cb (dispatch, NULL, NULL);
  ilx_workspace_start (workspace);
  while (ilx_dispatch_is_busy (dispatch)) /* what an earlier one left */
    ilx_test_spin (1);
  if (g_getenv (AGAIN) != NULL)
    prepare_again (dispatch);
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  for (;;)
    ilx_test_spin (1000);
  return 0;
}

/* --- Those who kill it, and go on ------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *until;     /* the phase in which it is killed */
  const char *countdown; /* seconds */
  const char *method;    /* of a call that hangs in that phase (nullable) */
  const char *path;
  const char *kind;
  IlxDispatchPhase then; /* what the next process makes of it */
} Crash;

static const Crash crashes[] = {
  { "preparing/before", "preparing", "0", "POST", "/api/campaigns", "hang", ILX_DISPATCH_AWAITING },
  { "preparing/after", "preparing", "0", "POST", "/api/campaigns", "hang-after",
    ILX_DISPATCH_AWAITING },
  { "preparing/template", "preparing", "0", "POST", "/api/templates", "hang-after",
    ILX_DISPATCH_AWAITING },
  { "preparing/counting", "preparing", "0", "GET", "/api/campaign-recipient-estimations/*", "hang",
    ILX_DISPATCH_AWAITING },
  { "countdown", "countdown", "60", NULL, NULL, NULL, ILX_DISPATCH_AWAITING },
  { "submitting/look", "submitting", "0", "GET", "/api/campaign-messages/*/template", "hang",
    ILX_DISPATCH_SENT },
  { "submitting/before", "submitting", "0", "POST", "/api/campaign-send-jobs", "hang",
    ILX_DISPATCH_SENT },
  { "submitting/after", "submitting", "0", "POST", "/api/campaign-send-jobs", "hang-after",
    ILX_DISPATCH_SENT },
  { "sending", "sending", "0", NULL, NULL, NULL, ILX_DISPATCH_SENT },
};

static GSubprocess *
spawn (DispatchFixture *fixture, const char *id, const Crash *crash)
{
  g_autofree char *dir = ilx_test_ctl_dup_path (fixture->ctl, "workspace");
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_setenv (KEY, ilx_test_ctl_get_key_file (fixture->ctl), TRUE);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child", dir, id,
                              crash->countdown, NULL);
  g_assert_no_error (error);
  return process;
}

static void
await_line (GSubprocess *process, const char *wanted)
{
  g_autoptr (GDataInputStream) lines
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      g_assert_nonnull (line);
    }
  while (!g_str_equal (line, wanted));
}

static void
await_hanging (DispatchFixture *fixture)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (JsonNode) left = ilx_test_ctl_ask (fixture->ctl, "faults");

      if (json_array_get_length (json_node_get_array (left)) == 0)
        break;
      g_usleep (5000);
    }
  g_usleep (20000); /* what is executed before it hangs is so by now */
}

static void
crash_child (DispatchFixture *fixture, const char *id, const Crash *crash)
{
  g_autofree char *fault = g_strdup_printf ("\"kind\":\"%s\"", crash->kind);
  g_autoptr (GSubprocess) process = NULL;

  if (crash->path != NULL)
    dispatch_fixture_inject (fixture, crash->method, crash->path, fault);
  process = spawn (fixture, id, crash);
  await_line (process, crash->until);
  if (crash->path != NULL)
    await_hanging (fixture);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

static void
test_crash (DispatchFixture *fixture, gconstpointer data)
{
  const Crash *crash = data;
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, crash->name);
  g_autoptr (IlxDispatch) dispatch = NULL;
  IlxSentCount sent;

  crash_child (fixture, id, crash);
  ilx_workspace_start (fixture->workspace);
  dispatch = ilx_dispatch_open (fixture->workspace, id);
  dispatch_await (dispatch, crash->then);
  ilx_test_spin (300);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, crash->then);
  sent = ilx_sent_count (fixture->ctl, crash->name);
  g_assert_cmpuint (sent.n_templates, ==, 1);
  g_assert_cmpuint (sent.n_campaigns, ==, 1);
  g_assert_cmpuint (sent.n_send_jobs, ==, crash->then == ILX_DISPATCH_SENT ? 1 : 0);
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
  if (crash->then != ILX_DISPATCH_AWAITING)
    return;
  /* Whatever it was, it can still be sent. */
  dispatch_fixture_set_countdown (fixture, 0);
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, crash->name).n_send_jobs, ==, 1);
}

static void
test_crash_again (DispatchFixture *fixture, gconstpointer data)
{
  const Crash *crash = data;
  g_autofree char *first_id = dispatch_fixture_add_campaign (fixture, crash->name);
  g_autofree char *id = NULL;
  g_autoptr (IlxDispatch) first = ilx_dispatch_open (fixture->workspace, first_id);
  g_autoptr (IlxDispatch) dispatch = NULL;

  dispatch_fixture_set_countdown (fixture, 0);
  ilx_dispatch_confirm (first, dispatch_prepare_now (first));
  dispatch_await (first, ILX_DISPATCH_SENDING); /* and nobody looks how far it is */
  id = dispatch_fixture_add_campaign (fixture, crash->name);
  g_setenv (AGAIN, "1", TRUE);
  crash_child (fixture, id, crash);
  g_unsetenv (AGAIN);
  ilx_workspace_start (fixture->workspace);
  dispatch = ilx_dispatch_open (fixture->workspace, id);
  dispatch_await (dispatch, crash->then);
  ilx_test_spin (300);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, crash->then);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, crash->name).n_send_jobs, ==,
                    crash->then == ILX_DISPATCH_SENT ? 2 : 1);
  if (crash->then == ILX_DISPATCH_SENT)
    return;
  /* What was said before the crash still is. */
  g_assert_true (ilx_dispatch_is_repeat (dispatch));
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, crash->name).n_send_jobs, ==, 2);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, crash->name).n_campaigns, ==, 2);
}

/* Killed again and again, wherever it was, and sent in the end once. */
static void
test_many_crashes (DispatchFixture *fixture, gconstpointer data)
{
  static const Crash crash = { .countdown = "60" };
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, "Many");
  g_autoptr (IlxDispatch) dispatch = NULL;

  for (guint i = 0; i < N_CRASHES; i++)
    {
      g_autoptr (GSubprocess) process = spawn (fixture, id, &crash);

      await_line (process, "preparing");
      g_usleep (i * 20000);
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
    }
  ilx_workspace_start (fixture->workspace);
  dispatch = ilx_dispatch_open (fixture->workspace, id);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Many").n_send_jobs, ==, 0);
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Many").n_send_jobs, ==, 1);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Many").n_campaigns, ==, 1);
}

/* While one process hands it over, another one's clicks lead nowhere. */
static void
test_two_processes (DispatchFixture *fixture, gconstpointer data)
{
  static const Crash slow = { .until = "preparing", .countdown = "0" };
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, "Two");
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (GSubprocess) process = NULL;

  dispatch_fixture_inject (fixture, "POST", "/api/campaigns",
                           "\"kind\":\"latency\",\"delay\":1000");
  process = spawn (fixture, id, &slow);
  await_line (process, "preparing");
  await_hanging (fixture);
  ilx_workspace_start (fixture->workspace);
  dispatch = ilx_dispatch_open (fixture->workspace, id);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  ilx_dispatch_confirm (dispatch, 1);
  ilx_dispatch_abandon (dispatch);
  await_line (process, "sent");
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Two").n_send_jobs, ==, 1);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Two").n_campaigns, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], argv[4]);
  program = self;
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (crashes); i++)
    {
      g_autofree char *name = g_strdup_printf ("/dispatch-crash/%s", crashes[i].name);

      g_test_add (name, DispatchFixture, &crashes[i], dispatch_fixture_set_up, test_crash,
                  dispatch_fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (crashes); i++)
    {
      g_autofree char *name = g_strdup_printf ("/dispatch-crash/again/%s", crashes[i].name);

      g_test_add (name, DispatchFixture, &crashes[i], dispatch_fixture_set_up, test_crash_again,
                  dispatch_fixture_tear_down);
    }
  g_test_add ("/dispatch-crash/many", DispatchFixture, NULL, dispatch_fixture_set_up,
              test_many_crashes, dispatch_fixture_tear_down);
  g_test_add ("/dispatch-crash/two-processes", DispatchFixture, NULL, dispatch_fixture_set_up,
              test_two_processes, dispatch_fixture_tear_down);
  return g_test_run ();
}
