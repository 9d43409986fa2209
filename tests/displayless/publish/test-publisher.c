/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journalled runner against a platform that fails on demand: every outcome at every row, and
 * random walks through all of them. The processes that are really killed are in ctl/. */
#include "config.h"

#include "ilx-campaign-store.h"
#include "ilx-error.h"
#include "publish-fixture.h"

/* --- The way through -------------------------------------------------------------------------- */

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_DRAFT, 0, &error);

  g_assert_no_error (error);
  assert_operation_state (operation, ILX_OPERATION_DONE);
  assert_campaign_state (fixture, ILX_CAMPAIGN_DRAFT);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "make"), ==, 1);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "keep"), ==, 1);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 0);
}

static void
test_now (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, &error);
  g_autoptr (IlxOperation) sent = NULL;

  g_assert_no_error (error);
  assert_operation_state (operation, ILX_OPERATION_AWAITING_CONFIRMATION);
  g_assert_cmpint (ilx_operation_get_estimate (operation), ==, 100);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 0);
  assert_campaign_state (fixture, ILX_CAMPAIGN_DRAFT);

  sent = confirm (fixture, ilx_operation_get_id (operation), 100, &error);
  g_assert_no_error (error);
  assert_operation_state (sent, ILX_OPERATION_DONE);
  assert_campaign_state (fixture, ILX_CAMPAIGN_SENDING);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, 1);
}

static void
test_wrong_count (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  g_autoptr (IlxOperation) refused
      = confirm (fixture, ilx_operation_get_id (operation), 99, &error);

  g_assert_null (refused);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_CONFIRMED);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 0);
}

/* An edit while the operation waits voids it: what was looked at is no longer what is there. */
static void
test_edit_before_confirmation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  g_autoptr (IlxOperation) refused = NULL;

  ilx_campaign_set_subject (fixture->campaign, "Something else");
  save_campaign (fixture);
  refused = confirm (fixture, ilx_operation_get_id (operation), 100, &error);
  g_assert_null (refused);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 0);
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  const gint64 *people = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = NULL;

  fake_platform_set_people (fixture->platform, *people);
  operation = begin (fixture, ILX_DELIVER_NOW, 0, &error);
  g_assert_null (operation);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BLOCKED);
  assert_campaign_state (fixture, ILX_CAMPAIGN_FAILED);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 0);
}

/* The estimate is read anew when the operation is taken up again, and the old answer is void. */
static void
test_estimate_is_fresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  g_autoptr (IlxOperation) again = NULL;
  g_autoptr (IlxOperation) refused = NULL;

  fake_platform_set_people (fixture->platform, 25000);
  again = resume (fixture, ilx_operation_get_id (operation), ILX_RUN_ALL, &error);
  g_assert_no_error (error);
  assert_operation_state (again, ILX_OPERATION_AWAITING_CONFIRMATION);
  g_assert_cmpint (ilx_operation_get_estimate (again), ==, 25000);
  refused = confirm (fixture, ilx_operation_get_id (operation), 100, &error);
  g_assert_null (refused);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_CONFIRMED);
}

static void
test_time_has_passed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_AT, NOW + ILX_HOUR, &error);
  g_autoptr (IlxOperation) late = NULL;

  g_assert_no_error (error);
  ilx_clock_advance (fixture->clock, 2 * ILX_HOUR);
  late = confirm (fixture, ilx_operation_get_id (operation), 100, &error);
  g_assert_null (late);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BLOCKED);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 0);
}

/* What was confirmed yesterday, and stopped by a dead network, is not sent today without asking. */
static void
test_old_confirmation (Fixture *fixture, gconstpointer data)
{
  const gint64 *jump = data;
  const FakeOutcome offline[] = { FAKE_OFFLINE };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  g_autoptr (IlxOperation) stopped = NULL;
  g_autoptr (IlxOperation) asked = NULL;

  fake_platform_script (fixture->platform, offline, 1);
  stopped = confirm (fixture, ilx_operation_get_id (operation), 100, &error);
  g_assert_null (stopped);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NETWORK);
  g_clear_error (&error);
  ilx_clock_set_now (fixture->clock, ilx_clock_get_now (fixture->clock) + *jump);
  asked = resume (fixture, ilx_operation_get_id (operation), ILX_RUN_ALL, &error);
  g_assert_no_error (error);
  assert_operation_state (asked, ILX_OPERATION_AWAITING_CONFIRMATION);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, 0);
}

static void
test_fresh_confirmation (Fixture *fixture, gconstpointer data)
{
  const FakeOutcome offline[] = { FAKE_OFFLINE };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  g_autoptr (IlxOperation) stopped = NULL;
  g_autoptr (IlxOperation) sent = NULL;

  fake_platform_script (fixture->platform, offline, 1);
  stopped = confirm (fixture, ilx_operation_get_id (operation), 100, NULL);
  sent = resume (fixture, ilx_operation_get_id (operation), ILX_RUN_ALL, &error);
  g_assert_no_error (error);
  assert_operation_state (sent, ILX_OPERATION_DONE);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, 1);
}

/* --- Failures --------------------------------------------------------------------------------- */

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  const FakeOutcome outcomes[] = { FAKE_OK, FAKE_REFUSED };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = NULL;

  fake_platform_script (fixture->platform, outcomes, 2);
  operation = begin (fixture, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_null (operation);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_REJECTED);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "make"), ==, 0);
  assert_campaign_state (fixture, ILX_CAMPAIGN_FAILED);
  g_assert_null (dup_open_id (fixture));
}

static void
test_no_undo_once_kept (Fixture *fixture, gconstpointer data)
{
  const FakeOutcome outcomes[] = { FAKE_OK, FAKE_OK, FAKE_REFUSED };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = NULL;

  fake_platform_script (fixture->platform, outcomes, 3);
  operation = begin (fixture, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_REJECTED);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "make"), ==, 1);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "keep"), ==, 1);
}

static void
test_abandon (Fixture *fixture, gconstpointer data)
{
  const FakeOutcome outcomes[] = { FAKE_OK, FAKE_OFFLINE };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  g_autofree char *id = NULL;

  fake_platform_script (fixture->platform, outcomes, 2);
  operation = begin (fixture, ILX_DELIVER_DRAFT, 0, NULL);
  id = dup_open_id (fixture);
  operation = resume (fixture, id, ILX_RUN_ABANDON, &error);
  g_assert_no_error (error);
  assert_operation_state (operation, ILX_OPERATION_ABANDONED);
  assert_campaign_state (fixture, ILX_CAMPAIGN_DRAFT);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "make"), ==, 0);
}

/* What went out can't be given up. */
static void
test_abandon_after_lost_send (Fixture *fixture, gconstpointer data)
{
  const FakeOutcome lost[] = { FAKE_LOST };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  g_autoptr (IlxOperation) uncertain = NULL;
  g_autoptr (IlxOperation) settled = NULL;

  fake_platform_script (fixture->platform, lost, 1);
  fake_platform_silence (fixture->platform, 2);
  uncertain = confirm (fixture, ilx_operation_get_id (operation), 100, &error);
  assert_operation_state (uncertain, ILX_OPERATION_NEEDS_ATTENTION);
  settled = resume (fixture, ilx_operation_get_id (operation), ILX_RUN_ABANDON, &error);
  g_assert_no_error (error);
  assert_operation_state (settled, ILX_OPERATION_DONE);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, 1);
}

/* --- Uncertain -------------------------------------------------------------------------------- */

static void
test_uncertain (Fixture *fixture, gconstpointer data)
{
  gboolean went_out = GPOINTER_TO_INT (data);
  const FakeOutcome outcomes[] = { went_out ? FAKE_LOST : FAKE_NOT_DONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  const char *id = ilx_operation_get_id (operation);
  g_autoptr (IlxOperation) uncertain = NULL;
  g_autoptr (IlxOperation) decided = NULL;

  fake_platform_script (fixture->platform, outcomes, 1);
  fake_platform_silence (fixture->platform, 100);
  uncertain = confirm (fixture, id, 100, &error);
  g_assert_no_error (error);
  assert_operation_state (uncertain, ILX_OPERATION_NEEDS_ATTENTION);
  assert_campaign_state (fixture, ILX_CAMPAIGN_UNCERTAIN);
  g_assert_cmpint (ilx_operation_get_n_probes (uncertain), ==, 2);

  /* Too early to decide; asking before the time is allowed and does not count. */
  decided = decide (fixture, id, went_out, &error);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_clear_error (&error);
  for (guint i = 0; i < 3; i++)
    g_object_unref (resume (fixture, id, ILX_RUN_ALL, NULL));
  decided = decide (fixture, id, went_out, &error);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_clear_error (&error);

  for (guint i = 0; i < 2; i++)
    {
      ilx_clock_advance (fixture->clock, 10 * ILX_MINUTE);
      g_object_unref (resume (fixture, id, ILX_RUN_ALL, NULL));
    }
  decided = decide (fixture, id, went_out, &error);
  g_assert_no_error (error);
  assert_operation_state (decided, went_out ? ILX_OPERATION_DONE : ILX_OPERATION_FAILED);
  assert_campaign_state (fixture, went_out ? ILX_CAMPAIGN_SENDING : ILX_CAMPAIGN_DRAFT);
  /* However often it was asked: nothing was repeated. */
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 1);
}

static void
test_uncertain_heals (Fixture *fixture, gconstpointer data)
{
  const FakeOutcome outcomes[] = { FAKE_LOST };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  g_autoptr (IlxOperation) uncertain = NULL;
  g_autoptr (IlxOperation) sent = NULL;

  fake_platform_script (fixture->platform, outcomes, 1);
  fake_platform_silence (fixture->platform, 2);
  uncertain = confirm (fixture, ilx_operation_get_id (operation), 100, NULL);
  assert_operation_state (uncertain, ILX_OPERATION_NEEDS_ATTENTION);
  sent = resume (fixture, ilx_operation_get_id (operation), ILX_RUN_SETTLE, &error);
  g_assert_no_error (error);
  assert_operation_state (sent, ILX_OPERATION_DONE);
  assert_campaign_state (fixture, ILX_CAMPAIGN_SENDING);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "send"), ==, 1);
}

/* --- Everything at every row ------------------------------------------------------------------ */

static void
assert_truth (Fixture *fixture)
{
  g_autoptr (IlxCampaign) campaign = load_campaign (fixture);
  IlxCampaignState state = ilx_campaign_get_state (campaign);
  guint n_sent = fake_platform_count (fixture->platform, "send");

  g_assert_cmpuint (n_sent, <=, 1);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "make"), <=, 1);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "keep"), <=, 1);
  if (state == ILX_CAMPAIGN_SENDING)
    g_assert_cmpuint (n_sent, ==, 1);
  else if (state != ILX_CAMPAIGN_SUBMITTING && state != ILX_CAMPAIGN_UNCERTAIN)
    g_assert_cmpuint (n_sent, ==, 0);
}

static void
test_each_outcome_at_each_row (void)
{
  for (guint row = 0; row < 6; row++)
    for (guint outcome = 0; outcome < FAKE_N_OUTCOMES; outcome++)
      {
        Fixture fixture = { 0 };
        FakeOutcome script[6] = { FAKE_OK };
        g_autoptr (IlxOperation) operation = NULL;
        gboolean is_lasting = outcome == FAKE_REFUSED || outcome == FAKE_CONFLICT;

        g_test_message ("outcome %u at row %u", outcome, row);
        set_up (&fixture, NULL);
        script[row] = outcome;
        fake_platform_script (fixture.platform, script, 6);
        operation = begin_and_confirm (&fixture, NULL);
        go_on (&fixture, 3);
        assert_truth (&fixture);
        /* Row 5 only reads after the mail has left: nothing can make that untrue. */
        assert_campaign_state (&fixture,
                               is_lasting && row < 5 ? ILX_CAMPAIGN_FAILED : ILX_CAMPAIGN_SENDING);
        tear_down (&fixture, NULL);
      }
}

/* Random scripts of all outcomes, with probes that fall silent now and then. */
static void
test_random_walks (void)
{
  for (guint round = 0; round < 60; round++)
    {
      Fixture fixture = { 0 };
      FakeOutcome script[24];
      g_autoptr (IlxOperation) operation = NULL;

      set_up (&fixture, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (script); i++)
        script[i] = g_test_rand_int_range (0, 2) == 0
                        ? FAKE_OK
                        : (FakeOutcome) g_test_rand_int_range (0, FAKE_N_OUTCOMES);
      fake_platform_script (fixture.platform, script, G_N_ELEMENTS (script));
      fake_platform_silence (fixture.platform, (guint) g_test_rand_int_range (0, 4));
      operation = begin_and_confirm (&fixture, NULL);
      assert_truth (&fixture);
      for (guint i = 0; i < 6; i++)
        {
          go_on (&fixture, 1);
          assert_truth (&fixture);
        }
      tear_down (&fixture, NULL);
    }
}

/* --- Two at once ------------------------------------------------------------------------------ */

static void
test_locked_by_another (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lock_path = g_build_filename (fixture->dir, "operations.lock", NULL);
  g_autoptr (IlxFileLock) lock
      = ilx_file_lock_try (lock_path, ilx_campaign_get_id (fixture->campaign), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_DRAFT, 0, &error);

  g_assert_nonnull (lock);
  g_assert_null (operation);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BUSY);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "make"), ==, 0);
}

static void
test_second_operation (Fixture *fixture, gconstpointer data)
{
  const FakeOutcome offline[] = { FAKE_OFFLINE };
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = NULL;

  fake_platform_script (fixture->platform, offline, 1);
  operation = begin (fixture, ILX_DELIVER_DRAFT, 0, NULL);
  g_assert_null (operation);
  operation = begin (fixture, ILX_DELIVER_DRAFT, 0, &error);
  g_assert_null (operation);
  g_assert_nonnull (error);
  g_assert_cmpuint (fake_platform_get_n_calls (fixture->platform, "make"), ==, 1);
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/publisher/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  static const gint64 none = 0, unknown = -1, next_day = ILX_DAY, day_before = -ILX_DAY;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("draft", NULL, test_draft);
  ADD ("now", NULL, test_now);
  ADD ("wrong-count", NULL, test_wrong_count);
  ADD ("edit-before-confirmation", NULL, test_edit_before_confirmation);
  ADD ("nobody", &none, test_nobody);
  ADD ("unknown-count", &unknown, test_nobody);
  ADD ("estimate-is-fresh", NULL, test_estimate_is_fresh);
  ADD ("time-has-passed", NULL, test_time_has_passed);
  ADD ("old-confirmation", &next_day, test_old_confirmation);
  ADD ("clock-set-back", &day_before, test_old_confirmation);
  ADD ("fresh-confirmation", NULL, test_fresh_confirmation);
  ADD ("undo", NULL, test_undo);
  ADD ("no-undo-once-kept", NULL, test_no_undo_once_kept);
  ADD ("abandon", NULL, test_abandon);
  ADD ("abandon-after-lost-send", NULL, test_abandon_after_lost_send);
  ADD ("uncertain/went-out", GINT_TO_POINTER (TRUE), test_uncertain);
  ADD ("uncertain/did-not", GINT_TO_POINTER (FALSE), test_uncertain);
  ADD ("uncertain/heals", NULL, test_uncertain_heals);
  ADD ("locked-by-another", NULL, test_locked_by_another);
  ADD ("second-operation", NULL, test_second_operation);
  g_test_add_func ("/publisher/each-outcome-at-each-row", test_each_outcome_at_each_row);
  g_test_add_func ("/publisher/random-walks", test_random_walks);
  return g_test_run ();
}
