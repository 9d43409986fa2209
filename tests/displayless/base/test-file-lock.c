/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One holder a key, in this process and among all; and the kernel takes a lock back from the dead.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ilx-error.h"
#include "ilx-file-lock.h"

static char *
dup_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lock-XXXXXX", NULL);

  return g_build_filename (folder, "lock", NULL);
}

static void
remove_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (folder);
}

static void
assert_busy (const char *path, const char *key)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ilx_file_lock_try (path, key, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BUSY);
}

static void
assert_free (const char *path, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxFileLock) lock = ilx_file_lock_try (path, key, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lock);
}

static void
test_one_process (void)
{
  g_autofree char *path = dup_path ();
  IlxFileLock *lock = ilx_file_lock_try (path, "campaign 1", NULL);

  g_assert_nonnull (lock);
  assert_busy (path, "campaign 1");
  assert_free (path, "campaign 2");
  assert_free (path, "");
  /* That another key came and went through the same file lets go of nothing. */
  assert_busy (path, "campaign 1");
  ilx_file_lock_release (lock);
  assert_free (path, "campaign 1");
  assert_free (path, "campaign 1");
  remove_path (path);
}

static void
test_many_keys (void)
{
  g_autofree char *path = dup_path ();
  g_autoptr (GPtrArray) locks
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ilx_file_lock_release);
  GStatBuf status;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      IlxFileLock *lock = ilx_file_lock_try (path, key, NULL);

      g_assert_nonnull (lock);
      g_ptr_array_add (locks, lock);
    }
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 0);
  g_assert_cmpint (status.st_mode & 077, ==, 0);
  remove_path (path);
}

/* A child that takes the lock, says so, and waits to be killed. */
static pid_t
start_holder (const char *path)
{
  int pipe_ends[2];
  char said = 0;
  pid_t child;

  g_assert_cmpint (pipe (pipe_ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      said = ilx_file_lock_try (path, "key", NULL) != NULL ? 'y' : 'n';
      if (write (pipe_ends[1], &said, 1) == 1)
        pause ();
      _exit (1);
    }
  g_assert_cmpint (read (pipe_ends[0], &said, 1), ==, 1);
  g_assert_cmpint (said, ==, 'y');
  close (pipe_ends[0]);
  close (pipe_ends[1]);
  return child;
}

static void
test_two_processes (void)
{
  g_autofree char *path = dup_path ();
  pid_t holder = start_holder (path);

  assert_busy (path, "key");
  assert_free (path, "another key");
  kill (holder, SIGKILL);
  g_assert_cmpint (waitpid (holder, NULL, 0), ==, holder);
  assert_free (path, "key");
  remove_path (path);
}

/* A program that we start does not inherit it. */
static void
test_not_inherited (void)
{
  g_autofree char *path = dup_path ();
  IlxFileLock *lock = ilx_file_lock_try (path, "key", NULL);
  const char *const argv[] = { "sleep", "10", NULL };
  GPid child;

  g_assert_true (g_spawn_async (NULL, (char **) argv, NULL,
                                G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD
                                    | G_SPAWN_LEAVE_DESCRIPTORS_OPEN,
                                NULL, NULL, &child, NULL));
  ilx_file_lock_release (lock);
  assert_free (path, "key");
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  remove_path (path);
}

static void
test_no_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ilx_file_lock_try ("/nowhere/lock", "key", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "/nowhere/lock"));
  g_clear_error (&error);
  g_assert_null (ilx_file_lock_try ("/", "key", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_STORAGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/file-lock/one-process", test_one_process);
  g_test_add_func ("/base/file-lock/many-keys", test_many_keys);
  g_test_add_func ("/base/file-lock/two-processes", test_two_processes);
  g_test_add_func ("/base/file-lock/not-inherited", test_not_inherited);
  g_test_add_func ("/base/file-lock/no-place", test_no_place);
  return g_test_run ();
}
