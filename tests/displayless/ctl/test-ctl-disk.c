/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that can't be written, disks that are full, data from the future: each is told in words,
 * and nothing that was there is lost. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/mount.h>

#include "ilx-json.h"
#include "ilx-test-ctl.h"

/* A small disk of its own at the profile's place; NULL where mounting is not allowed. */
static char *
mount_disk (IlxTestCtl *ctl, const char *options)
{
  g_autofree char *path = ilx_test_ctl_dup_path (ctl, "disk");

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  if (mount ("tmpfs", path, "tmpfs", 0, options) != 0)
    {
      g_test_skip ("mounting is not allowed here");
      return NULL;
    }
  ilx_test_ctl_set_env (ctl, "ILLIXIS_DATA_DIR", path);
  return g_steal_pointer (&path);
}

static void
assert_refused (IlxTestRun *run, const char *code)
{
  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (ilx_json_get_string_or (run->json, "error.code", NULL), ==, code);
  g_assert_nonnull (ilx_json_get_string_or (run->json, "error.remedy", NULL));
}

static guint
count_campaigns (IlxTestCtl *ctl)
{
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--json", NULL);

  return ilx_json_get_length (run->json, "");
}

static void
test_read_only (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *disk = mount_disk (ctl, "size=2m");
  g_autoptr (IlxTestRun) made = NULL;
  g_autoptr (IlxTestRun) refused = NULL;

  if (disk == NULL)
    return;
  made = ilx_test_ctl_expect (ctl, 0, "campaign", "create", "--subject", "Kept", NULL);
  g_assert_cmpint (mount (NULL, disk, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  refused = ilx_test_ctl_run (ctl, NULL, "campaign", "create", "--subject", "No", "--json", NULL);
  assert_refused (refused, "storage-read-only");
  g_assert_cmpint (mount (NULL, disk, NULL, MS_REMOUNT, NULL), ==, 0);
  g_assert_cmpuint (count_campaigns (ctl), ==, 1);
  umount (disk);
}

static void
test_full (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *disk = mount_disk (ctl, "size=300k");
  g_autofree char *big = g_strnfill (120000, 'x');
  g_autofree char *path = NULL;
  guint n = 0;

  if (disk == NULL)
    return;
  path = ilx_test_ctl_write (ctl, "big.html", big, -1);
  for (;;)
    {
      g_autoptr (IlxTestRun) run = ilx_test_ctl_run (ctl, NULL, "campaign", "create", "--subject",
                                                     "Fills", "--html", path, "--json", NULL);

      if (run->status == 0)
        {
          g_assert_cmpuint (++n, <, 10);
          continue;
        }
      assert_refused (run, "storage-full");
      break;
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (count_campaigns (ctl), ==, n);
  umount (disk);
}

static void
set_version (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_newer (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *path = ilx_test_ctl_dup_path (ctl, "data/illixis.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (IlxTestRun) made = NULL;
  g_autoptr (IlxTestRun) refused = NULL;
  gsize n_before, n_after;

  made = ilx_test_ctl_expect (ctl, 0, "campaign", "create", "--subject", "Kept", NULL);
  set_version (path, "PRAGMA user_version = 999");
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  refused = ilx_test_ctl_run (ctl, NULL, "campaign", "list", "--json", NULL);
  assert_refused (refused, "storage-newer");
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/ctl/disk/read-only", test_read_only);
  g_test_add_func ("/ctl/disk/full", test_full);
  g_test_add_func ("/ctl/disk/newer", test_newer);
  return g_test_run ();
}
