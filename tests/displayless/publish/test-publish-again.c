/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same mail to the same people: refused, unless it is meant, and then once. */
#include "config.h"

#include "ilx-confirmation.h"
#include "ilx-error.h"
#include "publish-fixture.h"

/* The fixture goes on with another campaign of the same content. */
static void
copy_campaign (Fixture *fixture)
{
  g_clear_object (&fixture->campaign);
  set_up_campaign (fixture);
}

static void
assert_refused (Fixture *fixture, guint n_sent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) operation = begin_and_confirm (fixture, &error);

  g_assert_null (operation);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BLOCKED);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, n_sent);
  assert_campaign_state (fixture, ILX_CAMPAIGN_DRAFT);
}

static IlxOperation *
send_one (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  IlxOperation *operation = begin_and_confirm (fixture, &error);

  g_assert_no_error (error);
  assert_operation_state (operation, ILX_OPERATION_DONE);
  return operation;
}

/* One sending is repeated once, by who names it; the next must name the newest. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxOperation) first = send_one (fixture);
  g_autoptr (IlxOperation) second = NULL;
  g_autoptr (IlxOperation) stored = NULL;

  copy_campaign (fixture);
  assert_refused (fixture, 1);
  copy_campaign (fixture);
  fixture->repeats = "another";
  assert_refused (fixture, 1);

  copy_campaign (fixture);
  fixture->repeats = ilx_operation_get_id (first);
  second = send_one (fixture);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, 2);
  stored = ilx_journal_store_load (fixture->store, ilx_operation_get_id (second), NULL);
  g_assert_cmpstr (ilx_operation_get_repeats (stored), ==, ilx_operation_get_id (first));

  copy_campaign (fixture);
  assert_refused (fixture, 2);
  copy_campaign (fixture);
  fixture->repeats = ilx_operation_get_id (second);
  g_clear_object (&first);
  first = send_one (fixture);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, 3);
}

/* Several are prepared, all for good reasons; whoever agrees first is the only one. */
static void
test_again_at_once (Fixture *fixture, gconstpointer is_repeat)
{
  g_autoptr (IlxOperation) first = is_repeat != NULL ? send_one (fixture) : NULL;
  guint n_before = is_repeat != NULL ? 1 : 0;
  g_autoptr (IlxOperation) one = NULL;
  g_autoptr (IlxOperation) other = NULL;
  g_autoptr (IlxOperation) sent = NULL;
  g_autoptr (IlxOperation) refused = NULL;
  g_autofree char *open_id = NULL;
  g_autoptr (GError) error = NULL;

  fixture->repeats = first != NULL ? ilx_operation_get_id (first) : NULL;
  copy_campaign (fixture);
  one = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  copy_campaign (fixture);
  other = begin (fixture, ILX_DELIVER_NOW, 0, NULL);
  sent = confirm (fixture, ilx_operation_get_id (one), 100, &error);
  g_assert_no_error (error);
  refused = confirm (fixture, ilx_operation_get_id (other), 100, &error);
  g_assert_null (refused);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BLOCKED);
  g_clear_error (&error);
  /* Nor by going on with it, however often. */
  g_clear_object (&other);
  open_id = dup_open_id (fixture);
  other = resume (fixture, open_id, ILX_RUN_ALL, NULL);
  assert_operation_state (other, ILX_OPERATION_AWAITING_CONFIRMATION);
  refused = confirm (fixture, ilx_operation_get_id (other), 100, &error);
  g_assert_null (refused);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BLOCKED);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, n_before + 1);
}

/* After 30 days it is no accident any more. */
static void
test_again_much_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxOperation) first = send_one (fixture);
  g_autoptr (IlxOperation) second = NULL;

  ilx_clock_advance (fixture->clock, 30 * ILX_DAY - ILX_HOUR);
  copy_campaign (fixture);
  assert_refused (fixture, 1);
  ilx_clock_advance (fixture->clock, 2 * ILX_HOUR);
  copy_campaign (fixture);
  second = send_one (fixture);
  g_assert_cmpuint (fake_platform_count (fixture->platform, "send"), ==, 2);
}

/* What is repeated is part of what was agreed to, and the agreement ages as every other. */
static void
test_again_is_bound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxOperation) operation = ilx_operation_new ();
  g_autofree char *plain = NULL, *again = NULL, *other = NULL;
  gint64 now = ilx_clock_get_now (fixture->clock);

  ilx_operation_set_estimate (operation, 100);
  plain = ilx_confirmation_build (operation, fixture->campaign, 100);
  ilx_operation_set_repeats (operation, "first");
  again = ilx_confirmation_build (operation, fixture->campaign, 100);
  ilx_operation_set_repeats (operation, "second");
  other = ilx_confirmation_build (operation, fixture->campaign, 100);
  g_assert_cmpstr (plain, !=, again);
  g_assert_cmpstr (again, !=, other);
  ilx_operation_set_confirmation (operation, other);
  ilx_operation_set_confirmed_at (operation, now);
  g_assert_true (ilx_confirmation_is_valid (operation, fixture->campaign, now));
  g_assert_false (ilx_confirmation_is_valid (operation, fixture->campaign, now + ILX_DAY));
  g_assert_false (ilx_confirmation_is_valid (operation, fixture->campaign, now - ILX_DAY));
  ilx_operation_set_repeats (operation, "first");
  g_assert_false (ilx_confirmation_is_valid (operation, fixture->campaign, now));
  ilx_operation_set_repeats (operation, NULL);
  g_assert_false (ilx_confirmation_is_valid (operation, fixture->campaign, now));
}

/* A repetition that fails at any row, in any way, is one mailing more at most. */
static void
test_again_at_each_row (void)
{
  for (guint row = 0; row < 6; row++)
    for (guint outcome = 0; outcome < FAKE_N_OUTCOMES; outcome++)
      {
        Fixture fixture = { 0 };
        FakeOutcome script[6] = { FAKE_OK };
        g_autoptr (IlxOperation) first = NULL;
        g_autoptr (IlxOperation) second = NULL;
        g_autoptr (IlxOperation) third = NULL;
        guint n_sent;

        g_test_message ("outcome %u at row %u", outcome, row);
        set_up (&fixture, NULL);
        first = send_one (&fixture);
        copy_campaign (&fixture);
        fixture.repeats = ilx_operation_get_id (first);
        script[row] = outcome;
        fake_platform_script (fixture.platform, script, 6);
        second = begin_and_confirm (&fixture, NULL);
        go_on (&fixture, 3);
        n_sent = fake_platform_count (fixture.platform, "send");
        g_assert_cmpuint (n_sent, <=, 2);
        /* If it left, the first can't be repeated once more; if not, it can. */
        copy_campaign (&fixture);
        third = begin_and_confirm (&fixture, NULL);
        g_assert_cmpuint (fake_platform_count (fixture.platform, "send"), ==, 2);
        g_assert_true ((third != NULL) == (n_sent == 1));
        tear_down (&fixture, NULL);
      }
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/publisher/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("again", NULL, test_again);
  ADD ("again/at-once", GINT_TO_POINTER (TRUE), test_again_at_once);
  ADD ("again/first-at-once", NULL, test_again_at_once);
  ADD ("again/much-later", NULL, test_again_much_later);
  ADD ("again/is-bound", NULL, test_again_is_bound);
  g_test_add_func ("/publisher/again/at-each-row", test_again_at_each_row);
  return g_test_run ();
}
