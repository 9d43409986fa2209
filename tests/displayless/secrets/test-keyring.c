/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring where it works by a file, where there is none, and where it does not answer. Each
 * case runs in a process of its own, since libsecret keeps the first service that it met. */
#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "ilx-keyring-call.h"
#include "mock-keyring.h"
#include "secrets-await.h"

static const IlxSecretId id = { "default", "klaviyo", "0abc", "api-key" };

static IlxSecretStore *
new_hasty_keyring (void)
{
  IlxSecretStore *store = ilx_keyring_new ();

  g_object_set (store, "timeout", 200 * ILX_SECOND / 1000, NULL);
  return store;
}

static IlxSecretsState
probe_now (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_keyring_probe_within_async (200 * ILX_SECOND / 1000, NULL, await_cb, &result);
  return ilx_keyring_probe_finish (await (&result));
}

/* Runs the test of this name below "/subprocess", with the variables given as name, value. */
static void
run_apart (const char *first_name, ...)
{
  static const char *const names[]
      = { "DBUS_SESSION_BUS_ADDRESS", "SECRET_BACKEND", "DISPLAY", "XDG_RUNTIME_DIR" };
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *sanitizer = g_strdup (g_getenv ("ASAN_OPTIONS"));
  va_list args;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    g_setenv (name, va_arg (args, const char *), TRUE);
  va_end (args);
  g_test_trap_subprocess (NULL, 20 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_setenv ("PATH", path, TRUE);
  if (sanitizer != NULL)
    g_setenv ("ASAN_OPTIONS", sanitizer, TRUE);
  g_test_trap_assert_passed ();
}

/* libsecret's file forgets to free the mark of its former version. */
static char *
dup_options_without_leaks (void)
{
  const char *options = g_getenv ("ASAN_OPTIONS");

  return g_strconcat (options != NULL ? options : "", ":detect_leaks=0", NULL);
}

static void
test_file (void)
{
  g_autoptr (IlxSecretStore) store = NULL;
  g_autofree char *path = NULL;
  GStatBuf status;

  if (!g_test_subprocess ())
    {
      g_autofree char *folder = g_dir_make_tmp ("keyring-XXXXXX", NULL);
      g_autofree char *options = dup_options_without_leaks ();
      g_autofree char *backup = NULL;

      path = g_build_filename (folder, "keyring", NULL);
      run_apart ("SECRET_BACKEND", "file", "SECRET_FILE_TEST_PATH", path,
                 "SECRET_FILE_TEST_PASSWORD", "test", "ASAN_OPTIONS", options, NULL);
      backup = g_strconcat (path, "~", NULL);
      g_remove (path);
      g_remove (backup);
      g_assert_cmpint (g_rmdir (folder), ==, 0);
      return;
    }
  store = ilx_keyring_new ();
  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_AVAILABLE);
  assert_store_works (store);
  assert_cancels (store, &id);
  g_assert_cmpint (g_stat (g_getenv ("SECRET_FILE_TEST_PATH"), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 077, ==, 0);
}

/* A dbus-launch in the way leaves a mark when it is called. */
static char *
make_trap (const char *folder)
{
  g_autofree char *program = g_build_filename (folder, "dbus-launch", NULL);
  g_autofree char *mark = g_build_filename (folder, "mark", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\ntouch '%s'\nexit 1\n", mark);

  g_assert_true (
      g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  return g_steal_pointer (&mark);
}

static void
test_no_bus (void)
{
  g_autoptr (IlxSecretStore) store = NULL;

  if (!g_test_subprocess ())
    {
      g_autofree char *folder = g_dir_make_tmp ("keyring-XXXXXX", NULL);
      g_autofree char *mark = make_trap (folder);
      g_autofree char *program = g_build_filename (folder, "dbus-launch", NULL);
      g_autofree char *search = g_strconcat (folder, ":", g_getenv ("PATH"), NULL);

      run_apart ("PATH", search, "DISPLAY", ":77", NULL);
      run_apart ("PATH", search, "DISPLAY", ":77", "DBUS_SESSION_BUS_ADDRESS", "", NULL);
      run_apart ("PATH", search, "DISPLAY", ":77", "DBUS_SESSION_BUS_ADDRESS", "autolaunch:", NULL);
      run_apart ("PATH", search, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", NULL);
      run_apart ("PATH", search, "DBUS_SESSION_BUS_ADDRESS", "nonsense", NULL);
      run_apart ("PATH", search, "XDG_RUNTIME_DIR", "/nowhere", NULL);
      g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
      g_remove (program);
      g_rmdir (folder);
      return;
    }
  store = ilx_keyring_new ();
  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_ABSENT);
  assert_all_fail (store, &id, ILX_ERROR_SECRETS_ABSENT);
  assert_cancels (store, &id);
}

/* A bus on which nobody owns the name, and nothing could be started for it. */
static void
test_no_service (void)
{
  g_autoptr (IlxSecretStore) store = NULL;
  GTestDBus *bus;

  if (!g_test_subprocess ())
    {
      run_apart (NULL);
      return;
    }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  store = ilx_keyring_new ();
  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_ABSENT);
  assert_all_fail (store, &id, ILX_ERROR_SECRETS_ABSENT);
  g_test_dbus_stop (bus);
}

static void
test_silent (void)
{
  g_autoptr (IlxSecretStore) store = NULL;
  MockKeyring *mock;
  gint64 started = g_get_monotonic_time ();

  if (!g_test_subprocess ())
    {
      run_apart (NULL);
      return;
    }
  mock = mock_keyring_start (MOCK_SILENT);
  store = new_hasty_keyring ();
  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_LOCKED);
  assert_all_fail (store, &id, ILX_ERROR_SECRETS_LOCKED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (mock_keyring_get_n_calls (mock), >, 0);
  mock_keyring_stop_bus (mock);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/* The user gives up while the keyring is silent: at once, not when the time is over. */
static void
test_cancelled_while_silent (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (IlxSecretStore) store = NULL;
  g_autoptr (GError) error = NULL;
  MockKeyring *mock;
  gint64 started = g_get_monotonic_time ();

  if (!g_test_subprocess ())
    {
      run_apart (NULL);
      return;
    }
  mock = mock_keyring_start (MOCK_SILENT);
  store = ilx_keyring_new ();
  g_timeout_add (50, cancel_cb, cancellable);
  ilx_secret_store_lookup_async (store, &id, cancellable, await_cb, &result);
  g_assert_null (ilx_secret_store_lookup_finish (store, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 5 * G_USEC_PER_SEC);
  mock_keyring_stop_bus (mock);
}

/* As GNOME Keyring without a default collection: the store waits for a prompt for ever. */
static void
test_silent_prompt (void)
{
  g_autoptr (IlxSecretStore) store = NULL;
  g_autoptr (GError) error = NULL;
  MockKeyring *mock;

  if (!g_test_subprocess ())
    {
      run_apart (NULL);
      return;
    }
  mock = mock_keyring_start (MOCK_SILENT_PROMPT);
  store = new_hasty_keyring ();
  g_assert_false (store_now (store, &id, "pk_secret", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_SECRETS_LOCKED);
  g_assert_nonnull (strstr (error->message, "1 second"));
  mock_keyring_stop_bus (mock);
}

static void
test_locked (void)
{
  g_autoptr (IlxSecretStore) store = NULL;
  g_autoptr (GError) error = NULL;
  MockKeyring *mock;

  if (!g_test_subprocess ())
    {
      run_apart (NULL);
      return;
    }
  mock = mock_keyring_start (MOCK_LOCKED);
  store = ilx_keyring_new ();
  g_assert_false (store_now (store, &id, "pk_secret", &error));
  g_test_message ("%s (%s)", error->message, ilx_error_get_detail (error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_SECRETS_LOCKED);
  mock_keyring_stop_bus (mock);
}

static void
test_denied (void)
{
  g_autoptr (IlxSecretStore) store = NULL;
  MockKeyring *mock;

  if (!g_test_subprocess ())
    {
      run_apart (NULL);
      return;
    }
  mock = mock_keyring_start (MOCK_DENIED);
  store = ilx_keyring_new ();
  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_ABSENT);
  assert_all_fail (store, &id, ILX_ERROR_SECRETS_ABSENT);
  mock_keyring_stop_bus (mock);
}

static gboolean
stop_bus_cb (gpointer data)
{
  mock_keyring_stop_bus (data);
  return G_SOURCE_REMOVE;
}

/* The session ends in the middle of a call: an error, not the end of this process. */
static void
test_bus_goes_away (void)
{
  g_autoptr (IlxSecretStore) store = NULL;
  g_autoptr (GError) error = NULL;
  MockKeyring *mock;

  if (!g_test_subprocess ())
    {
      run_apart (NULL);
      return;
    }
  mock = mock_keyring_start (MOCK_SILENT);
  store = ilx_keyring_new ();
  g_timeout_add (100, stop_bus_cb, mock);
  g_assert_false (store_now (store, &id, "pk_secret", &error));
  g_test_message ("%s (%s)", error->message, ilx_error_get_detail (error));
  g_assert_true (ilx_error_is (error, ILX_ERROR_SECRETS_ABSENT));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/secrets/keyring/file", test_file);
  g_test_add_func ("/secrets/keyring/no-bus", test_no_bus);
  g_test_add_func ("/secrets/keyring/no-service", test_no_service);
  g_test_add_func ("/secrets/keyring/silent", test_silent);
  g_test_add_func ("/secrets/keyring/cancelled-while-silent", test_cancelled_while_silent);
  g_test_add_func ("/secrets/keyring/silent-prompt", test_silent_prompt);
  g_test_add_func ("/secrets/keyring/locked", test_locked);
  g_test_add_func ("/secrets/keyring/denied", test_denied);
  g_test_add_func ("/secrets/keyring/bus-goes-away", test_bus_goes_away);
  return g_test_run ();
}
