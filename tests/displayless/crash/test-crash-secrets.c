/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A send is stopped in the middle of its call, with every debug message on: the key is in no log,
 * no database, no crash text, no file, not in the process list and not in the environment. */
#include "config.h"

#include <glib/gstdio.h>

#include "ilx-json.h"
#include "ilx-sent-once.h"

static void
assert_absent (const char *where, const char *bytes, gsize length, const char *key)
{
  if (bytes != NULL && g_strstr_len (bytes, (gssize) length, key) != NULL)
    g_error ("The key is in %s", where);
  /* g_strstr_len() ends at a NUL; binary files go on. */
  for (gsize i = 0; bytes != NULL && i + strlen (key) <= length; i++)
    if (memcmp (bytes + i, key, strlen (key)) == 0)
      g_error ("The key is in %s", where);
}

static void
assert_absent_from_file (const char *path, const char *key)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  assert_absent (path, bytes, length, key);
}

/* Below a folder, except for the file that the key came from. */
static guint
assert_absent_below (const char *path, const char *key, const char *except)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        n += assert_absent_below (child, key, except);
      else if (!g_str_equal (child, except))
        {
          assert_absent_from_file (child, key);
          n++;
        }
    }
  return n;
}

static void
assert_absent_from_process (GSubprocess *process, const char *key)
{
  static const char *const files[] = { "cmdline", "environ", "comm", "status" };
  const char *pid = g_subprocess_get_identifier (process);

  g_assert_nonnull (pid);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename ("/proc", pid, files[i], NULL);

      if (g_access (path, R_OK) == 0)
        assert_absent_from_file (path, key);
    }
}

static void
wait_until_struck (IlxTestCtl *ctl)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (JsonNode) left = ilx_test_ctl_ask (ctl, "faults");

      if (ilx_json_get_length (left, "") == 0)
        return;
      g_usleep (5000);
    }
  g_assert_not_reached ();
}

static void
test_crash (gconstpointer signal)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  const char *key = ilx_test_ctl_get_key (ctl);
  g_autofree char *id = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (IlxTestRun) run = NULL;

  ilx_test_ctl_connect (ctl);
  id = ilx_test_ctl_create_campaign (ctl, "Crashes on the way");
  ilx_test_ctl_post (ctl, "faults",
                     "{\"method\":\"POST\",\"path\":\"/api/campaigns\",\"kind\":\"hang\"}");
  ilx_test_ctl_set_env (ctl, "G_MESSAGES_DEBUG", "all");
  /* A sanitizer must not catch what is to end the program. */
  ilx_test_ctl_set_env (ctl, "ASAN_OPTIONS", "detect_leaks=0:handle_segv=0:handle_abort=0");
  process = ilx_spawn_send (ctl, id);
  wait_until_struck (ctl);
  assert_absent_from_process (process, key);
  g_subprocess_send_signal (process, GPOINTER_TO_INT (signal));
  run = ilx_test_ctl_finish (process, NULL);
  g_assert_cmpint (run->status, ==, -GPOINTER_TO_INT (signal));
  g_assert_nonnull (strstr (run->err, "POST")); /* the log is on, so it could have told */
  assert_absent ("standard output", run->out, strlen (run->out), key);
  assert_absent ("standard error", run->err, strlen (run->err), key);
  g_assert_cmpuint (
      assert_absent_below (ilx_test_ctl_get_dir (ctl), key, ilx_test_ctl_get_key_file (ctl)), >, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/crash-secrets/abort", GINT_TO_POINTER (SIGABRT), test_crash);
  g_test_add_data_func ("/crash-secrets/fault", GINT_TO_POINTER (SIGSEGV), test_crash);
  g_test_add_data_func ("/crash-secrets/kill", GINT_TO_POINTER (SIGKILL), test_crash);
  return g_test_run ();
}
