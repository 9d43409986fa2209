/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A campaign's way to the platform when nothing goes wrong: drafts, agreeing, sending, scheduling,
 * taking back. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-test-ctl.h"

#define PROMPT "type the number of people"

static const char *
get (IlxTestRun *run, const char *path)
{
  return ilx_json_get_string_or (run->json, path, NULL);
}

static gint64
get_int (IlxTestRun *run, const char *path)
{
  return ilx_json_get_int_or (run->json, path, -1);
}

/* A connected profile; what the sandbox had before anything was sent. */
typedef struct
{
  IlxTestCtl *ctl;
  char *id;
  guint n_campaigns;
  guint n_templates;
  guint n_jobs;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  ilx_test_ctl_connect (self->ctl);
  self->id = ilx_test_ctl_create_campaign (self->ctl, "Spring sale 🌷");
  self->n_campaigns = ilx_test_ctl_count (self->ctl, "campaigns");
  self->n_templates = ilx_test_ctl_count (self->ctl, "templates");
  self->n_jobs = ilx_test_ctl_count (self->ctl, "campaign-send-jobs");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->id);
  ilx_test_ctl_free (self->ctl);
}

/* One campaign of ours is there, and so many send jobs. */
static void
assert_made (Fixture *self, guint n_jobs)
{
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaigns"), ==, self->n_campaigns + 1);
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==,
                    self->n_jobs + n_jobs);
}

static void
test_a_draft_stays_a_draft (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id, "--draft", "--json", NULL);
  g_autoptr (IlxTestRun) again
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id, "--draft", "--json", NULL);
  g_autoptr (IlxTestRun) status
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "status", self->id, "--json", NULL);

  g_assert_cmpstr (get (run, "id"), ==, self->id);
  g_assert_cmpstr (get (run, "state"), ==, "draft");
  g_assert_nonnull (get (run, "operation"));
  g_assert_nonnull (get (run, "remote.campaign"));
  g_assert_nonnull (get (run, "remote.template"));
  g_assert_cmpstr (get (again, "remote.campaign"), ==, get (run, "remote.campaign"));
  g_assert_cmpstr (get (status, "state"), ==, "draft");
  assert_made (self, 0);
}

static void
test_nothing_leaves_without_agreement (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) json
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--now", "--json", NULL);
  g_autoptr (IlxTestRun) text
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--now", NULL);
  g_autofree char *count = NULL;

  g_assert_cmpstr (get (json, "error.code"), ==, "not-confirmed");
  g_assert_nonnull (strstr (get (json, "error.remedy"), "--yes"));
  g_assert_cmpint (get_int (json, "estimate"), >, 0);
  g_assert_cmpstr (get (json, "operation_state"), ==, "awaiting-confirmation");
  count = g_strdup_printf ("%" G_GINT64_FORMAT, get_int (json, "estimate"));
  g_assert_nonnull (strstr (text->err, count));
  g_assert_nonnull (strstr (text->err, "Spring sale"));
  g_assert_nonnull (strstr (text->err, "hello@shop.example"));
  g_assert_nonnull (strstr (text->err, "nothing was sent"));
  assert_made (self, 0);
}

static void
test_yes_sends_once_whatever_follows (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id,
                                                    "--now", "--yes", "--json", NULL);
  g_autoptr (IlxTestRun) again = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id,
                                                      "--now", "--yes", "--json", NULL);
  g_autoptr (IlxTestRun) later
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--at",
                             "2036-12-01T08:00:00Z", "--yes", "--json", NULL);
  g_autoptr (IlxTestRun) edit = ilx_test_ctl_expect (self->ctl, 1, "campaign", "edit", self->id,
                                                     "--subject", "Other", "--json", NULL);
  g_autoptr (IlxTestRun) resume = ilx_test_ctl_run (self->ctl, NULL, "operations", "resume",
                                                    get (run, "operation"), "--json", NULL);

  g_assert_true (g_str_equal (get (run, "state"), "sending")
                 || g_str_equal (get (run, "state"), "sent"));
  g_assert_cmpstr (get (run, "operation_state"), ==, "done");
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpstr (get (again, "error.code"), ==, "conflict");
  g_assert_cmpstr (get (later, "error.code"), ==, "conflict");
  g_assert_cmpstr (get (edit, "error.code"), ==, "conflict");
  g_test_message ("%s", resume->out);
  assert_made (self, 1);
}

/* The same mail to the same people is blocked as well, whichever campaign it is. */
static void
test_a_copy_of_what_was_sent_is_blocked (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id,
                                                    "--now", "--yes", "--json", NULL);
  g_autoptr (IlxTestRun) copy
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "duplicate", self->id, "--json", NULL);
  g_autoptr (IlxTestRun) again = ilx_test_ctl_expect (
      self->ctl, 1, "campaign", "send", get (copy, "id"), "--now", "--yes", "--json", NULL);

  g_assert_cmpstr (get (again, "error.code"), ==, "blocked");
  assert_made (self, 1);
}

/* It can be meant all the same: by --again and the number, typed, and once. */
static void
test_again_wants_the_number (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id,
                                                    "--now", "--yes", "--json", NULL);
  g_autoptr (IlxTestRun) copy
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "duplicate", self->id, "--json", NULL);
  const char *const arguments[]
      = { "campaign", "send", get (copy, "id"), "--now", "--again", NULL };
  g_autoptr (IlxTestRun) yes
      = ilx_test_ctl_run (self->ctl, NULL, "campaign", "send", get (copy, "id"), "--now", "--again",
                          "--yes", "--json", NULL);
  g_autoptr (IlxTestRun) nobody = ilx_test_ctl_expect (
      self->ctl, 1, "campaign", "send", get (copy, "id"), "--now", "--again", "--json", NULL);
  g_autofree char *right = g_strdup_printf ("%" G_GINT64_FORMAT "\n", get_int (nobody, "estimate"));
  g_autoptr (IlxTestRun) wrong
      = ilx_test_ctl_run_on_terminal (self->ctl, PROMPT, "yes\n", arguments);
  g_autoptr (IlxTestRun) typed = NULL;
  g_autoptr (IlxTestRun) third = NULL;
  g_autoptr (IlxTestRun) refused = NULL;

  g_assert_cmpstr (get (yes, "error.code"), ==, "usage");
  g_assert_cmpstr (get (nobody, "error.code"), ==, "not-confirmed");
  g_assert_cmpint (wrong->status, ==, 1);
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs + 1);
  typed = ilx_test_ctl_run_on_terminal (self->ctl, PROMPT, right, arguments);
  g_test_message ("%s", typed->err);
  g_assert_cmpint (typed->status, ==, 0);
  g_assert_nonnull (strstr (typed->err, "Spring sale"));
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs + 2);

  third = ilx_test_ctl_expect (self->ctl, 0, "campaign", "duplicate", self->id, "--json", NULL);
  refused = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", get (third, "id"), "--now",
                                 "--yes", "--json", NULL);
  g_assert_cmpstr (get (refused, "error.code"), ==, "blocked");
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs + 2);
}

static void
test_progress_is_told_to_people (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id, "--now", "--yes", NULL);

  g_assert_nonnull (strstr (run->err, " of "));
  g_assert_nonnull (strstr (run->out, self->id));
  g_assert_null (strstr (run->out, " … "));
}

static void
test_the_typed_number_agrees (Fixture *self, gconstpointer data)
{
  const char *const arguments[] = { "campaign", "send", self->id, "--now", NULL };
  g_autoptr (IlxTestRun) json
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--now", "--json", NULL);
  g_autofree char *right = g_strdup_printf (" %" G_GINT64_FORMAT "\n", get_int (json, "estimate"));
  static const char *const wrong[] = { "\n", "yes\n", "y\n", "1\n", "0\n", "\004" };
  g_autoptr (IlxTestRun) run = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (IlxTestRun) refused
          = ilx_test_ctl_run_on_terminal (self->ctl, PROMPT, wrong[i], arguments);

      g_test_message ("%s", refused->err);
      g_assert_cmpint (refused->status, ==, 1);
      assert_made (self, 0);
    }
  run = ilx_test_ctl_run_on_terminal (self->ctl, PROMPT, right, arguments);
  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, 0);
  assert_made (self, 1);
}

static void
test_an_edit_asks_anew (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) first
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--now", "--json", NULL);
  g_autoptr (IlxTestRun) edit = ilx_test_ctl_expect (self->ctl, 0, "campaign", "edit", self->id,
                                                     "--subject", "Another subject", NULL);
  g_autoptr (IlxTestRun) second
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--now", "--json", NULL);
  g_autoptr (IlxTestRun) sent = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id,
                                                     "--now", "--yes", "--json", NULL);

  g_assert_cmpstr (get (first, "operation"), !=, get (second, "operation"));
  g_assert_cmpstr (get (second, "operation"), ==, get (sent, "operation"));
  assert_made (self, 1);
}

static void
test_scheduled_and_taken_back (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id, "--at",
                             "2036-12-01T08:00:00Z", "--yes", "--json", NULL);
  g_autoptr (IlxTestRun) edit = ilx_test_ctl_expect (self->ctl, 1, "campaign", "edit", self->id,
                                                     "--subject", "Other", "--json", NULL);
  g_autoptr (IlxTestRun) cancel
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "cancel", self->id, "--json", NULL);
  g_autoptr (IlxTestRun) status
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "status", self->id, "--json", NULL);
  g_autoptr (IlxTestRun) free_again = ilx_test_ctl_expect (self->ctl, 0, "campaign", "edit",
                                                           self->id, "--subject", "Other", NULL);

  g_assert_cmpstr (get (run, "state"), ==, "scheduled");
  g_assert_cmpstr (get (run, "scheduled_at"), ==, "2036-12-01T08:00:00Z");
  g_assert_cmpstr (get (edit, "error.code"), ==, "conflict");
  g_assert_nonnull (strstr (get (edit, "error.message"), "campaign cancel"));
  g_assert_cmpstr (get (cancel, "state"), ==, "draft");
  g_assert_cmpstr (get (status, "state"), ==, "draft");
}

static void
test_times_that_are_none (Fixture *self, gconstpointer data)
{
  static const char *const times[]
      = { "yesterday", "2001-01-01 09:00", "2036-13-01 09:00", "", "09:00", "2036-02-30 09:00" };
  g_autofree char *soon = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_minutes (now, 4);
  g_autoptr (IlxTestRun) too_soon = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id,
                                                        "--at", times[i], "--yes", "--json", NULL);

      g_assert_cmpstr (get (run, "error.code"), ==, "invalid-input");
      g_assert_cmpstr (get (run, "error.field"), ==, "at");
    }
  soon = g_date_time_format_iso8601 (then);
  too_soon = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--at", soon, "--yes",
                                  "--json", NULL);
  g_assert_nonnull (strstr (get (too_soon, "error.message"), "--now"));
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaigns"), ==, self->n_campaigns);
}

static void
test_what_a_check_blocks_is_not_sent (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) made = ilx_test_ctl_expect (self->ctl, 0, "campaign", "create",
                                                     "--subject", "No body", "--json", NULL);
  g_autoptr (IlxTestRun) run = ilx_test_ctl_run (self->ctl, NULL, "campaign", "send",
                                                 get (made, "id"), "--draft", "--json", NULL);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (get (run, "error.code"), ==, "blocked");
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "templates"), ==, self->n_templates);
}

static void
test_operations_are_listed_shown_and_given_up (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) waiting
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--now", "--json", NULL);
  const char *operation = get (waiting, "operation");
  g_autoptr (IlxTestRun) open
      = ilx_test_ctl_expect (self->ctl, 0, "operations", "list", "--json", NULL);
  g_autoptr (IlxTestRun) show
      = ilx_test_ctl_expect (self->ctl, 0, "operations", "show", operation, "--json", NULL);
  g_autoptr (IlxTestRun) text
      = ilx_test_ctl_expect (self->ctl, 0, "operations", "show", operation, NULL);
  g_autoptr (IlxTestRun) resume
      = ilx_test_ctl_expect (self->ctl, 1, "operations", "resume", operation, "--json", NULL);
  g_autoptr (IlxTestRun) decide = ilx_test_ctl_expect (self->ctl, 1, "operations", "resume",
                                                       operation, "--went-out", "--json", NULL);
  g_autoptr (IlxTestRun) abandon
      = ilx_test_ctl_expect (self->ctl, 0, "operations", "abandon", operation, "--json", NULL);
  g_autoptr (IlxTestRun) none
      = ilx_test_ctl_expect (self->ctl, 0, "operations", "list", "--json", NULL);
  g_autoptr (IlxTestRun) all
      = ilx_test_ctl_expect (self->ctl, 0, "operations", "list", "--all", "--json", NULL);

  g_assert_cmpstr (get (open, "[0].id"), ==, operation);
  g_assert_cmpstr (get (open, "[0].state"), ==, "awaiting-confirmation");
  g_assert_null (ilx_json_get (open->json, "[0].confirmation"));
  g_assert_cmpstr (get (show, "campaign_id"), ==, self->id);
  g_assert_cmpuint (ilx_json_get_length (show->json, "steps"), >, 3);
  g_assert_cmpstr (get (show, "steps[0].state"), ==, "done");
  g_assert_nonnull (strstr (text->out, get (show, "steps[0].name")));
  g_assert_cmpstr (get (resume, "error.code"), ==, "not-confirmed");
  g_assert_cmpstr (get (decide, "error.code"), ==, "conflict");
  g_assert_cmpstr (get (abandon, "operation_state"), ==, "abandoned");
  g_assert_cmpstr (get (abandon, "state"), ==, "draft");
  g_assert_cmpuint (ilx_json_get_length (none->json, ""), ==, 0);
  g_assert_cmpstr (get (all, "[0].state"), ==, "abandoned");
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/ctl/send/draft", test_a_draft_stays_a_draft);
  ADD ("/ctl/send/not-confirmed", test_nothing_leaves_without_agreement);
  ADD ("/ctl/send/once", test_yes_sends_once_whatever_follows);
  ADD ("/ctl/send/copy", test_a_copy_of_what_was_sent_is_blocked);
  ADD ("/ctl/send/again-wants-the-number", test_again_wants_the_number);
  ADD ("/ctl/send/progress", test_progress_is_told_to_people);
  ADD ("/ctl/send/typed", test_the_typed_number_agrees);
  ADD ("/ctl/send/edited", test_an_edit_asks_anew);
  ADD ("/ctl/send/scheduled", test_scheduled_and_taken_back);
  ADD ("/ctl/send/times", test_times_that_are_none);
  ADD ("/ctl/send/blocked", test_what_a_check_blocks_is_not_sent);
  ADD ("/ctl/operations", test_operations_are_listed_shown_and_given_up);
  return g_test_run ();
}
