/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real disks that are full or can't be written: a small tmpfs in a mount namespace of our own, and
 * a user without rights. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store-fixture.h"

#define NOBODY 65534

static gboolean has_namespace;

static void
write_id_map (const char *path, guint id)
{
  g_autofree char *map = g_strdup_printf ("%u %u 1", id, id);
  int fd = g_open (path, O_WRONLY, 0);

  if (fd >= 0)
    {
      g_assert_cmpint (write (fd, map, strlen (map)), ==, strlen (map));
      close (fd);
    }
}

/* Mounts made from here on are ours alone and go with us. Before there is a second thread. */
static gboolean
enter_namespace (void)
{
  uid_t user = getuid ();
  gid_t group = getgid ();

  if (unshare (CLONE_NEWNS) != 0)
    {
      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return FALSE;
      g_file_set_contents ("/proc/self/setgroups", "deny", -1, NULL);
      write_id_map ("/proc/self/uid_map", user);
      write_id_map ("/proc/self/gid_map", group);
    }
  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* A fixture on a small disk of its own; FALSE: skipped. */
static gboolean
fixture_init_on_disk (Fixture *self, const char *options)
{
  fixture_init (self);
  fixture_close (self);
  g_free (self->path);
  self->path = g_build_filename (self->folder, "disk", "illixis.db", NULL);
  {
    g_autofree char *disk = g_path_get_dirname (self->path);

    g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
    if (has_namespace && mount ("tmpfs", disk, "tmpfs", 0, options) == 0)
      return TRUE;
  }
  g_test_skip ("mounting is not permitted here");
  fixture_clear (self);
  return FALSE;
}

static void
fixture_clear_disk (Fixture *self)
{
  g_autofree char *disk = g_path_get_dirname (self->path);

  if (self->store != NULL)
    fixture_close (self);
  g_assert_cmpint (umount (disk), ==, 0);
  fixture_clear (self);
}

static void
remount (Fixture *self, unsigned long flags)
{
  g_autofree char *disk = g_path_get_dirname (self->path);

  g_assert_cmpint (mount (NULL, disk, NULL, MS_REMOUNT | flags, NULL), ==, 0);
}

static void
assert_open_refused (Fixture *self, IlxErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ilx_store_open (self->path, self->clock, &error));
  assert_ilx_error (error, code);
}

/* --- Read-only -------------------------------------------------------------------------------- */

static void
test_read_only_disk (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("kept");
  g_autoptr (IlxCampaign) stored = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before, size_after;

  if (!fixture_init_on_disk (&fixture, "size=4m"))
    return;
  remount (&fixture, MS_RDONLY);
  assert_open_refused (&fixture, ILX_ERROR_STORAGE_READ_ONLY);
  remount (&fixture, 0);
  fixture_open (&fixture);
  g_assert_true (save_campaign (fixture.store, campaign, NULL));
  fixture_close (&fixture);
  g_assert_true (g_file_get_contents (fixture.path, &before, &size_before, NULL));
  remount (&fixture, MS_RDONLY);
  assert_open_refused (&fixture, ILX_ERROR_STORAGE_READ_ONLY);
  g_assert_true (g_file_get_contents (fixture.path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  remount (&fixture, 0);
  fixture_open (&fixture);
  stored = ilx_campaign_store_load (fixture.store, ilx_campaign_get_id (campaign), NULL);
  g_assert_true (ilx_record_is_equal (stored, campaign));
  fixture_clear_disk (&fixture);
}

/* Runs in a process of its own that has given its rights away. */
static void
test_no_rights_inside (void)
{
  const char *path = g_getenv ("ILX_TEST_PATH");
  g_autoptr (IlxClock) clock = ilx_clock_new ();
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  if (getuid () == 0)
    g_assert_cmpint (setresuid (NOBODY, NOBODY, NOBODY), ==, 0);
  g_assert_null (ilx_store_open (path, clock, &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE_READ_ONLY);
}

static void
run_without_rights (const char *path)
{
  g_setenv ("ILX_TEST_PATH", path, TRUE);
  g_test_trap_subprocess ("/store/disk/no-rights/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("ILX_TEST_PATH");
  g_test_trap_assert_passed ();
}

static void
test_no_rights (void)
{
  static const struct
  {
    mode_t folder;
    mode_t file;
  } rows[] = {
    { 0555, 0444 }, /* all may be read */
    { 0555, 0400 }, /* not even that */
    { 0555, 0666 }, /* the file could be written, but not the log beside it */
    { 0777, 0444 }, { 0500, 0600 },
  };
  Fixture fixture = { NULL };
  g_autofree char *absent = NULL;

  fixture_init (&fixture);
  fixture_close (&fixture);
  absent = g_build_filename (fixture.folder, "absent", "illixis.db", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (g_chmod (fixture.path, rows[i].file), ==, 0);
      g_assert_cmpint (g_chmod (fixture.folder, rows[i].folder), ==, 0);
      g_test_message ("%o %o", (guint) rows[i].folder, (guint) rows[i].file);
      /* The owner of a file that may be written has all rights to it. */
      if (getuid () == 0 || i < 3)
        run_without_rights (fixture.path);
      if ((rows[i].folder & 0222) == 0 || getuid () == 0)
        run_without_rights (rows[i].folder == 0777 ? fixture.path : absent);
    }
  g_chmod (fixture.folder, 0700);
  fixture_clear (&fixture);
}

/* --- Full ------------------------------------------------------------------------------------- */

/* Leaves so many bytes free. */
static void
fill_disk (Fixture *self, gsize n_free)
{
  g_autofree char *disk = g_path_get_dirname (self->path);
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);
  int fd = g_open (filler, O_WRONLY | O_CREAT, 0600);
  char block[4096] = "";
  gsize size = 0;

  while (write (fd, block, sizeof block) == sizeof block)
    size += sizeof block;
  g_assert_cmpint (errno, ==, ENOSPC);
  g_assert_cmpint (ftruncate (fd, (off_t) (size - MIN (n_free, size))), ==, 0);
  close (fd);
}

static void
free_disk (Fixture *self)
{
  g_autofree char *disk = g_path_get_dirname (self->path);
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);

  g_unlink (filler);
}

/* Opening a new profile with ever more room, until it fits. */
static void
test_full_at_first (void)
{
  gsize n_free = 0;
  gboolean is_open = FALSE;

  for (; !is_open && n_free < 1024 * 1024; n_free += 4096)
    {
      Fixture fixture = { NULL };
      g_autoptr (GError) error = NULL;

      if (!fixture_init_on_disk (&fixture, "size=1m"))
        return;
      fill_disk (&fixture, n_free);
      fixture.store = ilx_store_open (fixture.path, fixture.clock, &error);
      is_open = fixture.store != NULL;
      if (!is_open)
        {
          assert_ilx_error (error, ILX_ERROR_STORAGE_FULL);
          free_disk (&fixture);
          fixture_open (&fixture);
        }
      fixture_clear_disk (&fixture);
    }
  g_test_message ("%" G_GSIZE_FORMAT " bytes make room for a profile", n_free);
  g_assert_true (is_open);
  g_assert_cmpuint (n_free, >, 3 * 4096);
}

static void
assert_all_stored (Fixture *fixture, GPtrArray *campaigns)
{
  IlxCampaignPage page = { .limit = G_MAXINT };
  g_autoptr (GPtrArray) stored = ilx_campaign_store_load_page (fixture->store, &page, NULL);

  g_assert_cmpuint (stored->len, ==, campaigns->len);
  for (guint i = 0; i < campaigns->len; i++)
    {
      IlxCampaign *campaign = g_ptr_array_index (campaigns, i);
      g_autoptr (IlxCampaign) found
          = ilx_campaign_store_load (fixture->store, ilx_campaign_get_id (campaign), NULL);

      g_assert_true (ilx_record_is_equal (found, campaign));
    }
}

static gboolean
save_one (Fixture *fixture, GPtrArray *campaigns, GError **error)
{
  IlxCampaign *campaign = make_campaign ("filling");
  g_autofree char *html = g_strnfill (3000 + campaigns->len % 7 * 1000, 'x');

  ilx_campaign_set_html (campaign, html);
  if (!save_campaign (fixture->store, campaign, error))
    {
      g_object_unref (campaign);
      return FALSE;
    }
  g_ptr_array_add (campaigns, campaign);
  return TRUE;
}

/* Saving until nothing fits: what was saved is there, and with room again it goes on. */
static void
test_full_later (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GPtrArray) campaigns = g_ptr_array_new_with_free_func (g_object_unref);

  if (!fixture_init_on_disk (&fixture, "size=512k"))
    return;
  fixture_open (&fixture);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GError) error = NULL;

      fill_disk (&fixture, 40 * 1024);
      while (save_one (&fixture, campaigns, &error))
        g_assert_cmpuint (campaigns->len, <, 1000);
      assert_ilx_error (error, ILX_ERROR_STORAGE_FULL);
      assert_all_stored (&fixture, campaigns);
      free_disk (&fixture);
      g_assert_true (save_one (&fixture, campaigns, NULL));
      fixture_reopen (&fixture);
      assert_all_stored (&fixture, campaigns);
    }
  fixture_clear_disk (&fixture);
}

int
main (int argc, char **argv)
{
  has_namespace = enter_namespace ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/disk/read-only", test_read_only_disk);
  g_test_add_func ("/store/disk/no-rights", test_no_rights);
  g_test_add_func ("/store/disk/no-rights/subprocess", test_no_rights_inside);
  g_test_add_func ("/store/disk/full-at-first", test_full_at_first);
  g_test_add_func ("/store/disk/full-later", test_full_later);
  return g_test_run ();
}
