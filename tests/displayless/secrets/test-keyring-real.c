/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GNOME Keyring itself: unlocked, locked in the middle, and without a default collection. Each case
 * runs under support/with-keyring.sh in a process of its own. */
#include "config.h"

#include <sys/wait.h>

#include "ilx-keyring-call.h"
#include "secrets-await.h"

static const IlxSecretId id = { "default", "klaviyo", "0abc", "api-key" };

static IlxSecretsState
probe_now (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_keyring_probe_async (NULL, await_cb, &result);
  return ilx_keyring_probe_finish (await (&result));
}

/* Runs this program's test below "/subprocess" with a keyring of its own. */
static void
run_with_keyring (const char *kind)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support", "with-keyring.sh", NULL);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *path = g_strconcat (g_test_get_path (), "/subprocess", NULL);
  const char *argv[] = { script, program, "-q", "-p", path, "--GTestSubprocess", NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "KEYRING", kind, TRUE);
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL,
                               &output, &errors, &status, &error));
  g_assert_no_error (error);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    {
      g_test_skip (errors);
      return;
    }
  if (!g_spawn_check_wait_status (status, &error))
    g_test_message ("%s\n%s", output, errors);
  g_assert_no_error (error);
}

static void
test_unlocked (void)
{
  run_with_keyring ("unlocked");
}

static void
test_unlocked_subprocess (void)
{
  g_autoptr (IlxSecretStore) store = ilx_keyring_new ();

  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_AVAILABLE);
  assert_store_works (store);
  assert_cancels (store, &id);
}

/* Locks the collection as the user's session would. */
static void
lock_collection (void)
{
  const char *const argv[] = { "gdbus",
                               "call",
                               "--session",
                               "--dest=org.freedesktop.secrets",
                               "--object-path=/org/freedesktop/secrets",
                               "--method=org.freedesktop.Secret.Service.Lock",
                               "[objectpath '/org/freedesktop/secrets/collection/login']",
                               NULL };
  g_autofree char *output = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                               NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static void
test_locked (void)
{
  run_with_keyring ("unlocked");
}

/* A locked key is not "no key", and it can't be taken for forgotten either. */
static void
test_locked_subprocess (void)
{
  g_autoptr (IlxSecretStore) store = ilx_keyring_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (store_now (store, &id, "pk_secret", &error));
  lock_collection ();
  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_LOCKED);
  assert_all_fail (store, &id, ILX_ERROR_SECRETS_LOCKED);
}

static void
test_without_default (void)
{
  run_with_keyring ("locked");
}

static void
test_without_default_subprocess (void)
{
  g_autoptr (IlxSecretStore) store = ilx_keyring_new ();
  GError *error = NULL;

  g_object_set (store, "timeout", 2 * ILX_SECOND, NULL);
  g_assert_cmpint (probe_now (), ==, ILX_SECRETS_LOCKED);
  assert_secret (store, &id, NULL);
  g_assert_false (store_now (store, &id, "pk_secret", &error));
  assert_told (error, ILX_ERROR_SECRETS_LOCKED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/real/unlocked", test_unlocked);
  g_test_add_func ("/secrets/real/unlocked/subprocess", test_unlocked_subprocess);
  g_test_add_func ("/secrets/real/locked", test_locked);
  g_test_add_func ("/secrets/real/locked/subprocess", test_locked_subprocess);
  g_test_add_func ("/secrets/real/without-default", test_without_default);
  g_test_add_func ("/secrets/real/without-default/subprocess", test_without_default_subprocess);
  return g_test_run ();
}
