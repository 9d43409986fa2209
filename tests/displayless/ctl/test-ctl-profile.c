/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs no platform: the brand, campaigns as drafts, the trash, export; and what happens when
 * input, disk or database are bad. */
#include "config.h"

#include <glib/gstdio.h>

#include "ilx-json.h"
#include "ilx-test-ctl.h"

static char *
create (IlxTestCtl *ctl, const char *subject)
{
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (ctl, 0, "campaign", "create", "--subject", subject, NULL);

  return g_strdup (g_strchomp (run->out));
}

static const char *
get (IlxTestRun *run, const char *path)
{
  return ilx_json_get_string_or (run->json, path, NULL);
}

/* --- Brand --- */

static void
test_the_brand_is_kept (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (IlxTestRun) set = ilx_test_ctl_expect (
      ctl, 0, "brand", "set", "--name", "Möbel & Co", "--slug", "moebel-co", "--domain",
      "shop.example", "--sender-name", "Mia", "--sender-email", "mia@shop.example", "--reply-to",
      "help@shop.example", "--postal-address", "1 Main Street\nSpringfield", NULL);
  g_autoptr (IlxTestRun) again
      = ilx_test_ctl_expect (ctl, 0, "brand", "set", "--reply-to", "", NULL);
  g_autoptr (IlxTestRun) show = ilx_test_ctl_expect (ctl, 0, "brand", "show", "--json", NULL);

  g_assert_cmpstr (get (show, "name"), ==, "Möbel & Co");
  g_assert_cmpstr (get (show, "slug"), ==, "moebel-co");
  g_assert_cmpstr (get (show, "domain"), ==, "shop.example");
  g_assert_cmpstr (get (show, "sender_email"), ==, "mia@shop.example");
  g_assert_cmpstr (get (show, "postal_address"), ==, "1 Main Street\nSpringfield");
  g_assert_null (get (show, "reply_to"));
}

static void
test_a_wrong_brand_changes_nothing (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (IlxTestRun) wrong = ilx_test_ctl_expect (
      ctl, 1, "brand", "set", "--name", "Shop", "--sender-email", "no address", "--json", NULL);
  g_autoptr (IlxTestRun) show = ilx_test_ctl_expect (ctl, 0, "brand", "show", "--json", NULL);

  g_assert_cmpstr (get (wrong, "error.code"), ==, "invalid-input");
  g_assert_cmpstr (get (wrong, "error.field"), ==, "sender-email");
  g_assert_null (get (show, "name"));
}

/* --- Campaigns --- */

static void
test_a_campaign_holds_what_it_was_given (void)
{
  static const char body[] = "<p>Grüße 🎉 {{ first_name }}</p>\r\n<p>&nbsp;</p>";
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *html = ilx_test_ctl_write (ctl, "mail.html", body, -1);
  g_autoptr (IlxTestRun) made = ilx_test_ctl_run (
      ctl, "Hello there\n", "campaign", "create", "--subject", "Grüße 🎉", "--preview-text", "Look",
      "--html", html, "--text", "-", "--from-name", "Mia", "--from-email", "mia@shop.example",
      "--reply-to", "help@shop.example", "--no-smart-sending", "--no-utm", "--json", NULL);
  g_autoptr (IlxTestRun) show = NULL;
  g_autoptr (IlxTestRun) part = NULL;
  const char *id = get (made, "id");

  g_assert_cmpint (made->status, ==, 0);
  g_assert_nonnull (id);
  show = ilx_test_ctl_expect (ctl, 0, "campaign", "show", id, "--json", NULL);
  g_assert_cmpstr (get (show, "subject"), ==, "Grüße 🎉");
  g_assert_cmpstr (get (show, "preview_text"), ==, "Look");
  g_assert_cmpstr (get (show, "html"), ==, body);
  g_assert_cmpstr (get (show, "text"), ==, "Hello there\n");
  g_assert_cmpstr (get (show, "from_email"), ==, "mia@shop.example");
  g_assert_cmpstr (get (show, "state"), ==, "draft");
  g_assert_false (ilx_json_get_bool_or (show->json, "has_smart_sending", TRUE));
  g_assert_false (ilx_json_get_bool_or (show->json, "has_utm_tracking", TRUE));
  g_assert_true (ilx_json_get_bool_or (show->json, "has_open_tracking", FALSE));
  part = ilx_test_ctl_expect (ctl, 0, "campaign", "show", id, "--part", "html", NULL);
  g_assert_cmpstr (part->out, ==, body);
}

static void
test_an_edit_changes_only_what_is_given (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "First");
  g_autoptr (IlxTestRun) html = ilx_test_ctl_run (ctl, "<p>Hi</p>", "campaign", "edit", id,
                                                  "--html", "-", "--from-name", "Mia", NULL);
  g_autoptr (IlxTestRun) text
      = ilx_test_ctl_run (ctl, "Mine\n", "campaign", "edit", id, "--text", "-", NULL);
  g_autoptr (IlxTestRun) own = ilx_test_ctl_expect (ctl, 0, "campaign", "show", id, "--json", NULL);
  g_autoptr (IlxTestRun) more
      = ilx_test_ctl_expect (ctl, 0, "campaign", "edit", id, "--subject", "Second", "--from-name",
                             "", "--generate-text", "--no-open-tracking", NULL);
  g_autoptr (IlxTestRun) show
      = ilx_test_ctl_expect (ctl, 0, "campaign", "show", id, "--json", NULL);

  g_assert_cmpint (html->status, ==, 0);
  g_assert_cmpint (text->status, ==, 0);
  g_assert_cmpstr (get (own, "text"), ==, "Mine\n");
  g_assert_cmpstr (get (own, "from_name"), ==, "Mia");
  g_assert_cmpstr (get (show, "subject"), ==, "Second");
  g_assert_cmpstr (get (show, "html"), ==, "<p>Hi</p>");
  g_assert_null (get (show, "text"));
  g_assert_null (get (show, "from_name"));
  g_assert_false (ilx_json_get_bool_or (show->json, "has_open_tracking", TRUE));
  g_assert_cmpint (ilx_json_get_int_or (show->json, "revision", 0), ==, 4);
}

static void
test_the_list_is_paged_and_newest_first (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *first = create (ctl, "First");
  g_autofree char *second = create (ctl, "Second");
  g_autoptr (IlxTestRun) all = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--json", NULL);
  g_autoptr (IlxTestRun) one
      = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--limit", "1", "--json", NULL);
  g_autoptr (IlxTestRun) none
      = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--limit", "0", "--json", NULL);
  g_autoptr (IlxTestRun) text = ilx_test_ctl_expect (ctl, 0, "campaign", "list", NULL);

  g_assert_cmpuint (ilx_json_get_length (all->json, ""), ==, 2);
  g_assert_cmpstr (get (all, "[0].id"), ==, second);
  g_assert_cmpstr (get (all, "[1].subject"), ==, "First");
  g_assert_cmpuint (ilx_json_get_length (one->json, ""), ==, 1);
  g_assert_cmpuint (ilx_json_get_length (none->json, ""), ==, 0);
  g_assert_nonnull (strstr (text->out, first));
}

static void
test_the_trash_gives_back (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "Sale");
  g_autoptr (IlxTestRun) deleted = ilx_test_ctl_expect (ctl, 0, "campaign", "delete", id, NULL);
  g_autoptr (IlxTestRun) gone = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--json", NULL);
  g_autoptr (IlxTestRun) edit
      = ilx_test_ctl_expect (ctl, 1, "campaign", "edit", id, "--subject", "No", "--json", NULL);
  g_autoptr (IlxTestRun) trash
      = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--trash", "--json", NULL);
  g_autoptr (IlxTestRun) restored = ilx_test_ctl_expect (ctl, 0, "campaign", "restore", id, NULL);
  g_autoptr (IlxTestRun) back = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--json", NULL);

  g_assert_nonnull (strstr (deleted->out, "campaign restore"));
  g_assert_cmpuint (ilx_json_get_length (gone->json, ""), ==, 0);
  g_assert_cmpstr (get (edit, "error.code"), ==, "conflict");
  g_assert_cmpstr (get (trash, "[0].id"), ==, id);
  g_assert_cmpstr (get (back, "[0].subject"), ==, "Sale");
}

static void
test_a_duplicate_is_another_draft (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "Sale");
  g_autoptr (IlxTestRun) copy
      = ilx_test_ctl_expect (ctl, 0, "campaign", "duplicate", id, "--json", NULL);
  g_autoptr (IlxTestRun) list = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--json", NULL);

  g_assert_cmpstr (get (copy, "id"), !=, id);
  g_assert_cmpuint (ilx_json_get_length (list->json, ""), ==, 2);
}

static void
test_a_check_says_what_is_missing (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "Sale");
  g_autoptr (IlxTestRun) check
      = ilx_test_ctl_expect (ctl, 1, "campaign", "check", id, "--json", NULL);
  g_autoptr (IlxTestRun) text = ilx_test_ctl_expect (ctl, 1, "campaign", "check", id, NULL);

  g_assert_cmpstr (get (check, "error.code"), ==, "blocked");
  g_assert_false (ilx_json_get_bool_or (check->json, "is_ready", TRUE));
  g_assert_cmpuint (ilx_json_get_length (check->json, "findings"), >, 1);
  g_assert_cmpstr (get (check, "findings[0].level"), ==, "blocks");
  g_assert_nonnull (strstr (text->out, "must be mended"));
}

static void
test_an_export_has_all_and_spares_other_files (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "Sale");
  g_autofree char *dir = ilx_test_ctl_dup_path (ctl, "export");
  g_autoptr (IlxTestRun) done = ilx_test_ctl_expect (ctl, 0, "export", dir, "--json", NULL);
  g_autoptr (IlxTestRun) again = ilx_test_ctl_expect (ctl, 1, "export", dir, "--json", NULL);

  g_assert_cmpint (ilx_json_get_int_or (done->json, "campaigns", 0), ==, 1);
  g_assert_nonnull (get (again, "error.message"));
}

static void
test_what_does_not_exist (void)
{
  static const char *const lines[] = {
    "campaign show nothere00000",         "campaign edit nothere00000 --subject x",
    "campaign check nothere00000",        "campaign duplicate nothere00000",
    "campaign delete nothere00000",       "campaign restore nothere00000",
    "campaign status nothere00000",       "campaign cancel nothere00000",
    "campaign send nothere00000 --draft", "operations show nothere00000",
    "operations resume nothere00000",     "operations resume nothere00000 --went-out",
    "operations abandon nothere00000",
  };
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = g_strconcat (lines[i], " --json", NULL);
      g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
      g_autoptr (IlxTestRun) run = ilx_test_ctl_runv (ctl, NULL, (const char *const *) arguments);

      g_test_message ("%s: %s", lines[i], run->out);
      g_assert_cmpint (run->status, ==, 1);
      g_assert_cmpstr (get (run, "error.code"), ==, "not-found");
    }
}

static void
test_without_an_account (void)
{
  static const char *const lines[] = {
    "audiences klaviyo",
    "audiences klaviyo --refresh",
    "audiences",
    "disconnect klaviyo",
    "campaign create --platform klaviyo",
    "campaign create --audience Newsletter",
  };
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (IlxTestRun) none = ilx_test_ctl_expect (ctl, 0, "connections", "--json", NULL);

  g_assert_cmpstr (none->out, ==, "[]\n");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = g_strconcat (lines[i], " --json", NULL);
      g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
      g_autoptr (IlxTestRun) run = ilx_test_ctl_runv (ctl, NULL, (const char *const *) arguments);

      g_test_message ("%s: %s", lines[i], run->out);
      g_assert_cmpint (run->status, ==, 3);
      g_assert_cmpstr (get (run, "error.code"), ==, "not-connected");
    }
}

/* --- Bad input --- */

typedef struct
{
  const char *option;
  const char *bytes;
  gsize length;
  const char *field;
} BadFile;

static void
check_bad_file (IlxTestCtl *ctl, const char *id, const char *path, const BadFile *bad)
{
  g_autoptr (IlxTestRun) made
      = ilx_test_ctl_expect (ctl, 1, "campaign", "create", bad->option, path, "--json", NULL);
  g_autoptr (IlxTestRun) edit
      = ilx_test_ctl_expect (ctl, 1, "campaign", "edit", id, bad->option, path, "--json", NULL);

  g_test_message ("%s", get (made, "error.message"));
  g_assert_cmpstr (get (made, "error.code"), ==, "invalid-input");
  g_assert_cmpstr (get (made, "error.field"), ==, bad->field);
  g_assert_cmpstr (get (edit, "error.code"), ==, "invalid-input");
}

static void
test_bad_files_are_refused_and_nothing_is_lost (void)
{
  g_autofree char *huge = g_strnfill (10 * 1000 * 1000, 'x');
  const BadFile rows[] = {
    { "--html", huge, 10 * 1000 * 1000, "html" },
    { "--html", "<p>a\0b</p>", 10, "html" },
    { "--html", "<p>\xff\xfe</p>", 9, "html" },
    { "--html", "\xef\xbf", 2, "html" },
    { "--html", "", 0, "html" },
    { "--html", " \n\t ", 4, "html" },
    { "--text", "a\0b", 3, "text" },
    { "--text", "\x80", 1, "text" },
    { "--text", "", 0, "text" },
  };
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "Safe");
  g_autoptr (IlxTestRun) list = NULL;
  g_autoptr (IlxTestRun) show = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path
          = ilx_test_ctl_write (ctl, "bad", rows[i].bytes, (gssize) rows[i].length);

      check_bad_file (ctl, id, path, &rows[i]);
    }
  list = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--json", NULL);
  show = ilx_test_ctl_expect (ctl, 0, "campaign", "show", id, "--json", NULL);
  g_assert_cmpuint (ilx_json_get_length (list->json, ""), ==, 1);
  g_assert_cmpint (ilx_json_get_int_or (show->json, "revision", 0), ==, 1);
}

static void
test_files_that_are_none (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *missing = ilx_test_ctl_dup_path (ctl, "missing.html");
  g_autoptr (IlxTestRun) absent
      = ilx_test_ctl_expect (ctl, 1, "campaign", "create", "--html", missing, "--json", NULL);
  g_autoptr (IlxTestRun) folder = ilx_test_ctl_expect (ctl, 1, "campaign", "create", "--html",
                                                       ilx_test_ctl_get_dir (ctl), "--json", NULL);

  g_assert_cmpstr (get (absent, "error.code"), ==, "invalid-input");
  g_assert_nonnull (strstr (get (absent, "error.message"), "missing.html"));
  g_assert_cmpstr (get (folder, "error.code"), ==, "invalid-input");
}

static void
test_subjects (void)
{
  g_autofree char *long_subject = g_strnfill (1000, 'x');
  g_autofree char *longest = g_strnfill (998, 'x');
  const struct
  {
    const char *subject;
    int status;
  } rows[] = {
    { "Sale 🎉👩‍👩‍👧 عربي", 0 },
    { longest, 0 },
    { "", 0 },
    { long_subject, 1 },
    { "two\nlines", 1 },
    { "Sale\r\nBcc: all@shop.example", 1 },
  };
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (
          ctl, rows[i].status, "campaign", "create", "--subject", rows[i].subject, "--json", NULL);

      g_assert_cmpstr (get (run, "error.field"), ==, rows[i].status != 0 ? "subject" : NULL);
    }
}

static void
test_no_locale_is_needed (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = NULL;
  g_autoptr (IlxTestRun) text = NULL;

  ilx_test_ctl_set_env (ctl, "LC_ALL", NULL);
  ilx_test_ctl_set_env (ctl, "LANG", NULL);
  id = create (ctl, "Grüße 🎉");
  text = ilx_test_ctl_expect (ctl, 0, "campaign", "list", NULL);
  g_assert_nonnull (strstr (text->out, "Grüße 🎉"));
}

/* --- Bad disks --- */

static void
test_a_database_from_the_future_or_broken (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "Safe");
  g_autofree char *path = ilx_test_ctl_dup_path (ctl, "data/illixis.db");
  g_autofree char *written = NULL;
  g_autofree char *after = NULL;
  g_autoptr (IlxTestRun) run = NULL;
  static const char garbage[] = "SQLite format 3\0 but not really, this is no database at all.....";
  gsize length;

  written = ilx_test_ctl_write (ctl, "data/illixis.db", garbage, sizeof garbage);
  run = ilx_test_ctl_expect (ctl, 1, "campaign", "list", "--json", NULL);
  g_assert_cmpstr (get (run, "error.code"), ==, "storage-corrupt");
  g_assert_true (g_file_get_contents (path, &after, &length, NULL));
  g_assert_cmpmem (after, length, garbage, sizeof garbage);
}

static void
test_an_answer_that_can_not_be_written (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *command = g_strconcat (g_getenv ("ILLIXISCTL"), " brand show > /dev/full", NULL);
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *data = ilx_test_ctl_dup_path (ctl, "data");
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_setenv (launcher, "ILLIXIS_DATA_DIR", data, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
}

/* Whatever is closed, the database gets no message written into it. */
static void
test_closed_streams_do_no_harm (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autofree char *id = create (ctl, "Safe");
  g_autofree char *command = g_strconcat (g_getenv ("ILLIXISCTL"), " campaign edit ", id,
                                          " --html /nowhere <&- >&- 2>&-", NULL);
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *data = ilx_test_ctl_dup_path (ctl, "data");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (IlxTestRun) list = NULL;

  g_subprocess_launcher_setenv (launcher, "ILLIXIS_DATA_DIR", data, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  list = ilx_test_ctl_expect (ctl, 0, "campaign", "list", "--json", NULL);
  g_assert_cmpuint (ilx_json_get_length (list->json, ""), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ctl/brand/kept", test_the_brand_is_kept);
  g_test_add_func ("/ctl/brand/wrong", test_a_wrong_brand_changes_nothing);
  g_test_add_func ("/ctl/campaign/create", test_a_campaign_holds_what_it_was_given);
  g_test_add_func ("/ctl/campaign/edit", test_an_edit_changes_only_what_is_given);
  g_test_add_func ("/ctl/campaign/list", test_the_list_is_paged_and_newest_first);
  g_test_add_func ("/ctl/campaign/trash", test_the_trash_gives_back);
  g_test_add_func ("/ctl/campaign/duplicate", test_a_duplicate_is_another_draft);
  g_test_add_func ("/ctl/campaign/check", test_a_check_says_what_is_missing);
  g_test_add_func ("/ctl/export", test_an_export_has_all_and_spares_other_files);
  g_test_add_func ("/ctl/not-found", test_what_does_not_exist);
  g_test_add_func ("/ctl/not-connected", test_without_an_account);
  g_test_add_func ("/ctl/bad-input/files", test_bad_files_are_refused_and_nothing_is_lost);
  g_test_add_func ("/ctl/bad-input/no-files", test_files_that_are_none);
  g_test_add_func ("/ctl/bad-input/subjects", test_subjects);
  g_test_add_func ("/ctl/bad-input/no-locale", test_no_locale_is_needed);
  g_test_add_func ("/ctl/bad-disk/corrupt", test_a_database_from_the_future_or_broken);
  g_test_add_func ("/ctl/bad-disk/full-output", test_an_answer_that_can_not_be_written);
  g_test_add_func ("/ctl/bad-disk/closed-streams", test_closed_streams_do_no_harm);
  return g_test_run ();
}
