/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user is told when the platform is in trouble, and when they stop a command themselves. */
#include "config.h"

#include <signal.h>
#include <sqlite3.h>

#include "ilx-json.h"
#include "ilx-test-ctl.h"

#define SEND_JOBS "/api/campaign-send-jobs"

static const char *
get (IlxTestRun *run, const char *path)
{
  return ilx_json_get_string_or (run->json, path, NULL);
}

typedef struct
{
  IlxTestCtl *ctl;
  char *id;
  guint n_jobs;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  ilx_test_ctl_connect (self->ctl);
  self->id = ilx_test_ctl_create_campaign (self->ctl, "Spring sale");
  self->n_jobs = ilx_test_ctl_count (self->ctl, "campaign-send-jobs");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->id);
  ilx_test_ctl_free (self->ctl);
}

/* The job is made but its reply lost, and nobody says afterwards what became of it. One read of the
 * campaign still passes: the one before the job is asked for. */
static void
fall_silent (Fixture *self)
{
  ilx_test_ctl_post (
      self->ctl, "faults",
      "[{\"method\":\"POST\",\"path\":\"" SEND_JOBS "\",\"kind\":\"drop-after\",\"count\":100},"
      "{\"method\":\"GET\",\"path\":\"" SEND_JOBS "/*\",\"kind\":\"drop\",\"count\":100000},"
      "{\"method\":\"GET\",\"path\":\"/api/campaigns/*\",\"kind\":\"drop\",\"count\":100000,"
      "\"after\":1}]");
}

/* Brings the campaign to where only the agreement is missing: no read is left before the job. */
static char *
make_ready (Fixture *self)
{
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (self->ctl, 1, "campaign", "send", self->id, "--now", "--json", NULL);

  return g_strdup (get (run, "operation"));
}

static void
test_uncertain_is_told_and_never_repeated (Fixture *self, gconstpointer data)
{
  g_autofree char *operation = make_ready (self);
  g_autoptr (IlxTestRun) run = NULL;
  g_autoptr (IlxTestRun) again = NULL;
  g_autoptr (IlxTestRun) status = NULL;
  g_autoptr (IlxTestRun) show = NULL;
  g_autoptr (IlxTestRun) abandon = NULL;
  g_autoptr (IlxTestRun) resumed = NULL;

  fall_silent (self);
  run = ilx_test_ctl_expect (self->ctl, 5, "campaign", "send", self->id, "--now", "--yes", "--json",
                             NULL);
  g_assert_cmpstr (get (run, "id"), ==, self->id);
  g_assert_cmpstr (get (run, "state"), ==, "uncertain");
  g_assert_cmpstr (get (run, "operation"), ==, operation);
  g_assert_nonnull (get (run, "remote.campaign"));
  g_assert_cmpstr (get (run, "error.code"), ==, "uncertain");
  again = ilx_test_ctl_run (self->ctl, NULL, "campaign", "send", self->id, "--now", "--yes", NULL);
  g_assert_cmpint (again->status, ==, 5);
  g_assert_nonnull (strstr (again->err, "operations show"));
  status = ilx_test_ctl_expect (self->ctl, 5, "campaign", "status", self->id, "--json", NULL);
  g_assert_cmpstr (get (status, "state"), ==, "uncertain");
  show = ilx_test_ctl_expect (self->ctl, 0, "operations", "show", operation, NULL);
  g_assert_nonnull (strstr (show->out, "operations resume"));
  abandon = ilx_test_ctl_run (self->ctl, NULL, "operations", "abandon", operation, NULL);
  g_assert_cmpint (abandon->status, !=, 0);
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs + 1);

  ilx_test_ctl_delete (self->ctl, "faults");
  resumed = ilx_test_ctl_expect (self->ctl, 0, "operations", "resume", operation, "--json", NULL);
  g_assert_cmpstr (get (resumed, "operation_state"), ==, "done");
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs + 1);
}

/* As if the time until the next probe had passed. */
static void
pass_time (Fixture *self)
{
  g_autofree char *path = ilx_test_ctl_dup_path (self->ctl, "data/illixis.db");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "UPDATE operation SET next_probe_at = 1 WHERE next_probe_at > 0",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Resumes until the platform was asked as often as it can be expected to be. */
static void
ask_in_vain (Fixture *self, const char *operation)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (IlxTestRun) early = ilx_test_ctl_run (self->ctl, NULL, "operations", "resume",
                                                       operation, "--went-out", "--json", NULL);
      g_autoptr (IlxTestRun) run = NULL;
      g_autoptr (IlxTestRun) show = NULL;

      g_assert_cmpint (early->status, ==, 1);
      g_assert_cmpstr (get (early, "error.code"), ==, "conflict");
      pass_time (self);
      run = ilx_test_ctl_expect (self->ctl, 5, "operations", "resume", operation, "--json", NULL);
      show = ilx_test_ctl_expect (self->ctl, 0, "operations", "show", operation, NULL);
      if (strstr (show->out, "--went-out") != NULL)
        return;
    }
  g_error ("The user is never asked");
}

static void
test_the_user_decides_last (Fixture *self, gconstpointer data)
{
  gboolean went_out = GPOINTER_TO_INT (data);
  g_autofree char *operation = make_ready (self);
  g_autoptr (IlxTestRun) run = NULL;
  g_autoptr (IlxTestRun) decided = NULL;
  g_autoptr (IlxTestRun) again = NULL;

  fall_silent (self);
  run = ilx_test_ctl_expect (self->ctl, 5, "campaign", "send", self->id, "--now", "--yes", NULL);
  ask_in_vain (self, operation);
  decided = ilx_test_ctl_run (self->ctl, NULL, "operations", "resume", operation,
                              went_out ? "--went-out" : "--did-not-go-out", "--json", NULL);
  g_test_message ("%s%s", decided->out, decided->err);
  g_assert_cmpint (decided->status, ==, 0);
  g_assert_cmpstr (get (decided, "operation_state"), ==, went_out ? "done" : "failed");
  g_assert_cmpstr (get (decided, "state"), ==, went_out ? "sending" : "draft");
  again = ilx_test_ctl_expect (self->ctl, 1, "operations", "resume", operation, "--went-out",
                               "--json", NULL);
  g_assert_cmpstr (get (again, "error.code"), ==, "conflict");
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs + 1);
}

static void
test_offline_shows_what_was_known (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) draft
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id, "--draft", "--json", NULL);
  g_autoptr (IlxTestRun) json = NULL;
  g_autoptr (IlxTestRun) text = NULL;
  g_autoptr (IlxTestRun) send = NULL;
  g_autoptr (IlxTestRun) cancel = NULL;

  ilx_test_ctl_stop_sandbox (self->ctl);
  json = ilx_test_ctl_expect (self->ctl, 4, "campaign", "status", self->id, "--json", NULL);
  text = ilx_test_ctl_expect (self->ctl, 4, "campaign", "status", self->id, NULL);
  send = ilx_test_ctl_expect (self->ctl, 4, "campaign", "send", self->id, "--now", "--yes",
                              "--json", NULL);
  cancel = ilx_test_ctl_run (self->ctl, NULL, "campaign", "cancel", self->id, "--json", NULL);
  g_assert_cmpstr (get (json, "state"), ==, "draft");
  g_assert_cmpstr (get (json, "remote.campaign"), ==, get (draft, "remote.campaign"));
  g_assert_cmpstr (get (json, "error.code"), ==, "network");
  g_assert_nonnull (strstr (text->err, "could not be asked"));
  g_assert_nonnull (strstr (text->out, "is a draft"));
  g_assert_cmpstr (get (send, "error.code"), ==, "network");
  g_assert_nonnull (get (send, "operation"));
  g_assert_cmpint (cancel->status, !=, 0);
}

static void
test_a_local_draft_needs_no_network (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxTestRun) run = NULL;

  ilx_test_ctl_stop_sandbox (self->ctl);
  run = ilx_test_ctl_expect (self->ctl, 0, "campaign", "status", self->id, "--json", NULL);
  g_assert_cmpstr (get (run, "state"), ==, "draft");
  g_assert_null (get (run, "operation"));
}

typedef struct
{
  const char *faults;
  int status;
  const char *code;
} Trouble;

static void
test_trouble_ends_with_its_code (Fixture *self, gconstpointer data)
{
  const Trouble *trouble = data;
  g_autoptr (IlxTestRun) run = NULL;
  g_autoptr (IlxTestRun) after = NULL;

  ilx_test_ctl_post (self->ctl, "faults", trouble->faults);
  run = ilx_test_ctl_run (self->ctl, NULL, "campaign", "send", self->id, "--draft", "--json", NULL);
  g_test_message ("%s%s", run->out, run->err);
  g_assert_cmpint (run->status, ==, trouble->status);
  g_assert_cmpstr (get (run, "error.code"), ==, trouble->code);
  ilx_test_ctl_delete (self->ctl, "faults");
  after
      = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id, "--draft", "--json", NULL);
  g_assert_cmpstr (get (after, "state"), ==, "draft");
}

static const Trouble troubles[] = {
  { "{\"method\":\"GET\",\"path\":\"/api/templates*\",\"kind\":\"status\",\"status\":503,"
    "\"count\":1000}",
    4, "server" },
  { "{\"method\":\"GET\",\"path\":\"/api/templates*\",\"kind\":\"html-before\",\"count\":1000}", 4,
    "bad-reply" },
  { "{\"method\":\"GET\",\"path\":\"/api/templates*\",\"kind\":\"drop\",\"count\":1000}", 4,
    "network" },
  { "{\"method\":\"POST\",\"path\":\"/api/templates\",\"kind\":\"status\",\"status\":403,"
    "\"count\":1000}",
    1, "missing-permission" },
  { "{\"path\":\"/api/templates*\",\"kind\":\"status\",\"status\":401,"
    "\"count\":1000}",
    3, "bad-credentials" },
};

/* Ctrl+C in the middle of a send: nothing is lost, and the same command goes on. */
static void
test_stopping_is_polite (Fixture *self, gconstpointer data)
{
  int signum = GPOINTER_TO_INT (data);
  const char *const arguments[]
      = { "campaign", "send", self->id, "--now", "--yes", "--json", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (IlxTestRun) run = NULL;
  g_autoptr (IlxTestRun) after = NULL;

  ilx_test_ctl_delete (self->ctl, "requests");
  ilx_test_ctl_post (self->ctl, "faults",
                     "{\"path\":\"/api/*\",\"kind\":\"hang\",\"count\":1000,\"after\":2}");
  process = ilx_test_ctl_spawn (self->ctl, arguments);
  ilx_test_ctl_wait_for_requests (self->ctl, 3);
  g_subprocess_send_signal (process, signum);
  run = ilx_test_ctl_finish (process, NULL);
  g_test_message ("%s%s", run->out, run->err);
  g_assert_cmpint (run->status, ==, 130);
  g_assert_cmpstr (get (run, "error.code"), ==, "cancelled");
  ilx_test_ctl_delete (self->ctl, "faults");
  after = ilx_test_ctl_expect (self->ctl, 0, "campaign", "send", self->id, "--now", "--yes",
                               "--json", NULL);
  g_assert_cmpuint (ilx_test_ctl_count (self->ctl, "campaign-send-jobs"), ==, self->n_jobs + 1);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/ctl/trouble/uncertain", NULL, test_uncertain_is_told_and_never_repeated);
  ADD ("/ctl/trouble/it-went-out", GINT_TO_POINTER (TRUE), test_the_user_decides_last);
  ADD ("/ctl/trouble/it-did-not", GINT_TO_POINTER (FALSE), test_the_user_decides_last);
  ADD ("/ctl/trouble/offline", NULL, test_offline_shows_what_was_known);
  ADD ("/ctl/trouble/local", NULL, test_a_local_draft_needs_no_network);
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ctl/trouble/code/%s", troubles[i].code);

      ADD (path, &troubles[i], test_trouble_ends_with_its_code);
    }
  ADD ("/ctl/trouble/ctrl-c", GINT_TO_POINTER (SIGINT), test_stopping_is_polite);
  ADD ("/ctl/trouble/terminated", GINT_TO_POINTER (SIGTERM), test_stopping_is_polite);
  return g_test_run ();
}
