/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal: what may begin, what is committed together, and what stays as it ended. */
#include "config.h"

#include "store-fixture.h"

static IlxCampaign *
add_campaign (Fixture *fixture, const char *subject)
{
  IlxCampaign *campaign = make_campaign (subject);
  g_autoptr (GError) error = NULL;

  save_campaign (fixture->store, campaign, &error);
  g_assert_no_error (error);
  return campaign;
}

static IlxOperation *
begin_on (Fixture *fixture, IlxCampaign *campaign)
{
  IlxOperation *operation = make_operation (campaign);
  g_autoptr (GError) error = NULL;

  begin_operation (fixture->store, operation, &error);
  g_assert_no_error (error);
  return operation;
}

static void
finish_operation (Fixture *fixture,
                  IlxOperation *operation,
                  IlxOperationState state,
                  IlxCampaign *campaign,
                  IlxCampaignState campaign_state)
{
  g_autoptr (GError) error = NULL;

  ilx_operation_set_state (operation, state);
  ilx_campaign_set_state (campaign, campaign_state);
  commit_operation (fixture->store, operation, NULL, campaign, &error);
  g_assert_no_error (error);
}

static void
assert_stored (Fixture *fixture, IlxOperation *operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) stored
      = ilx_journal_store_load (fixture->store, ilx_operation_get_id (operation), &error);

  g_assert_no_error (error);
  g_assert_true (ilx_record_is_equal (stored, operation));
}

static IlxCampaignState
load_state (Fixture *fixture, IlxCampaign *campaign)
{
  g_autoptr (IlxCampaign) stored
      = ilx_campaign_store_load (fixture->store, ilx_campaign_get_id (campaign), NULL);

  return ilx_campaign_get_state (stored);
}

static void
test_begin (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxOperation) operation = NULL;

  fixture_init (&fixture);
  campaign = add_campaign (&fixture, "begin");
  operation = begin_on (&fixture, campaign);
  g_assert_cmpuint (strlen (ilx_operation_get_id (operation)), ==, 12);
  g_assert_cmpint (ilx_operation_get_created_at (operation), ==, STORE_NOW);
  g_assert_cmpint (ilx_operation_get_updated_at (operation), ==, STORE_NOW);
  g_assert_cmpint (ilx_operation_get_stamp (operation), ==, STORE_NOW);
  g_assert_cmpint (load_state (&fixture, campaign), ==, ILX_CAMPAIGN_SUBMITTING);
  assert_stored (&fixture, operation);
  fixture_reopen (&fixture);
  assert_stored (&fixture, operation);
  fixture_clear (&fixture);
}

static void
assert_begin_refused (Fixture *fixture, IlxOperation *operation, IlxErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) before = ilx_record_copy (operation);

  g_assert_false (begin_operation (fixture->store, operation, &error));
  assert_ilx_error (error, code);
  g_assert_true (ilx_record_is_equal (before, operation));
}

static void
test_begin_refused (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxOperation) first = NULL;
  g_autoptr (IlxOperation) second = NULL;

  fixture_init (&fixture);
  campaign = add_campaign (&fixture, "refused");
  second = make_operation (campaign);

  ilx_operation_set_revision (second, 2);
  assert_begin_refused (&fixture, second, ILX_ERROR_CONFLICT);
  ilx_operation_set_revision (second, 1);
  ilx_operation_set_campaign_id (second, "nobody");
  assert_begin_refused (&fixture, second, ILX_ERROR_NOT_FOUND);
  ilx_operation_set_campaign_id (second, ilx_campaign_get_id (campaign));
  g_assert_true (trash_campaign (fixture.store, ilx_campaign_get_id (campaign), TRUE, NULL));
  assert_begin_refused (&fixture, second, ILX_ERROR_CONFLICT);
  g_assert_true (trash_campaign (fixture.store, ilx_campaign_get_id (campaign), FALSE, NULL));
  g_assert_cmpint (load_state (&fixture, campaign), ==, ILX_CAMPAIGN_DRAFT);

  first = begin_on (&fixture, campaign);
  for (int state = ILX_OPERATION_RUNNING; state <= ILX_OPERATION_NEEDS_ATTENTION; state++)
    {
      finish_operation (&fixture, first, (IlxOperationState) state, campaign,
                        ILX_CAMPAIGN_SUBMITTING);
      assert_begin_refused (&fixture, second, ILX_ERROR_BUSY);
    }
  assert_stored (&fixture, first);
  fixture_clear (&fixture);
}

/* The heart of "never twice": another process that still believes in a draft. */
static void
test_begin_by_state (void)
{
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (int state = ILX_CAMPAIGN_DRAFT; state <= ILX_CAMPAIGN_FAILED; state++)
    {
      g_autoptr (IlxCampaign) campaign = add_campaign (&fixture, "state");
      g_autoptr (IlxOperation) stale = make_operation (campaign);
      g_autoptr (IlxOperation) first = begin_on (&fixture, campaign);
      gboolean is_at_rest = state == ILX_CAMPAIGN_DRAFT || state == ILX_CAMPAIGN_CANCELLED
                            || state == ILX_CAMPAIGN_FAILED;

      finish_operation (&fixture, first, ILX_OPERATION_DONE, campaign, (IlxCampaignState) state);
      if (is_at_rest)
        g_assert_true (begin_operation (fixture.store, stale, NULL));
      else
        assert_begin_refused (&fixture, stale, ILX_ERROR_CONFLICT);
    }
  fixture_clear (&fixture);
}

static void
test_begin_again (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (IlxOperation) again = NULL;

  fixture_init (&fixture);
  campaign = add_campaign (&fixture, "again");
  operation = begin_on (&fixture, campaign);
  again = ilx_record_copy (operation);
  finish_operation (&fixture, operation, ILX_OPERATION_FAILED, campaign, ILX_CAMPAIGN_FAILED);
  assert_begin_refused (&fixture, again, ILX_ERROR_CONFLICT);
  assert_stored (&fixture, operation);
  fixture_clear (&fixture);
}

/* Names on the platform show whole seconds, so whole seconds must differ. */
static void
test_stamps (void)
{
  static const gint64 wanted[] = { 0, 1, ILX_SECOND - 1, ILX_SECOND, 0, 5 * ILX_SECOND, 0 };
  static const gint64 given[] = { 0, 1, 2, 3, 4, 5, 6 };
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (IlxCampaign) campaign = add_campaign (&fixture, "stamp");
      g_autoptr (IlxOperation) operation = make_operation (campaign);

      ilx_operation_set_stamp (operation, STORE_NOW + wanted[i]);
      g_assert_true (begin_operation (fixture.store, operation, NULL));
      g_assert_cmpint (ilx_operation_get_stamp (operation), ==, STORE_NOW + given[i] * ILX_SECOND);
      assert_stored (&fixture, operation);
    }
  fixture_clear (&fixture);
}

/* The index holds where the code would not. */
static void
test_one_open (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxOperation) first = NULL;
  g_autoptr (IlxOperation) second = NULL;
  g_autoptr (IlxDb) db = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  campaign = add_campaign (&fixture, "one");
  first = begin_on (&fixture, campaign);
  second = ilx_record_copy (first);
  ilx_operation_set_id (second, "second");
  ilx_operation_set_stamp (second, 1);
  db = ilx_db_open (fixture.path, ILX_DB_WRITE, NULL);
  g_assert_false (ilx_db_upsert (db, "operation", second, &error));
  assert_ilx_error (error, ILX_ERROR_STORAGE);
  ilx_operation_set_state (second, ILX_OPERATION_DONE);
  g_assert_true (ilx_db_upsert (db, "operation", second, NULL));
  g_clear_pointer (&db, ilx_db_close);
  fixture_clear (&fixture);
}

/* --- Committing ------------------------------------------------------------------------------- */

static IlxOperationStep *
make_step (IlxOperation *operation, const char *name, gint64 position)
{
  IlxOperationStep *step = ilx_operation_step_new ();

  fill_record (step, (guint) position);
  ilx_operation_step_set_operation_id (step, ilx_operation_get_id (operation));
  ilx_operation_step_set_name (step, name);
  ilx_operation_step_set_position (step, position);
  return step;
}

static void
assert_steps (Fixture *fixture, IlxOperation *operation, IlxOperationStep **steps, guint n_steps)
{
  g_autoptr (GPtrArray) stored
      = ilx_journal_store_load_steps (fixture->store, ilx_operation_get_id (operation), NULL);

  g_assert_cmpuint (stored->len, ==, n_steps);
  for (guint i = 0; i < n_steps; i++)
    g_assert_true (ilx_record_is_equal (g_ptr_array_index (stored, i), steps[i]));
}

static void
test_commit (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxCampaign) stored = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  IlxOperationStep *steps[2];

  fixture_init (&fixture);
  campaign = add_campaign (&fixture, "commit");
  operation = begin_on (&fixture, campaign);
  assert_steps (&fixture, operation, NULL, 0);
  steps[0] = make_step (operation, "template", 1);
  steps[1] = make_step (operation, "campaign", 2);
  for (int i = 1; i >= 0; i--)
    g_assert_true (commit_operation (fixture.store, operation, steps[i], NULL, NULL));
  assert_steps (&fixture, operation, steps, 2);

  ilx_operation_step_set_state (steps[0], ILX_STEP_DONE);
  ilx_operation_step_set_result (steps[0], "{\"id\":\"T1\"}");
  ilx_campaign_set_remote (campaign, "template", "T1");
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_UNCERTAIN);
  ilx_campaign_set_subject (campaign, "not to be saved");
  fill_record (operation, 1);
  ilx_operation_set_id (operation, ilx_operation_step_get_operation_id (steps[0]));
  ilx_operation_set_campaign_id (operation, ilx_campaign_get_id (campaign));
  ilx_clock_advance (fixture.clock, ILX_HOUR);
  g_assert_true (commit_operation (fixture.store, operation, steps[0], campaign, NULL));
  g_assert_cmpint (ilx_operation_get_updated_at (operation), ==, STORE_NOW + ILX_HOUR);
  fixture_reopen (&fixture);
  assert_stored (&fixture, operation);
  assert_steps (&fixture, operation, steps, 2);
  stored = ilx_campaign_store_load (fixture.store, ilx_campaign_get_id (campaign), NULL);
  g_assert_cmpstr (ilx_campaign_get_remote (stored, "template"), ==, "T1");
  g_assert_cmpint (ilx_campaign_get_state (stored), ==, ILX_CAMPAIGN_UNCERTAIN);
  g_assert_cmpstr (ilx_campaign_get_subject (stored), ==, "commit");
  g_assert_cmpint (ilx_campaign_get_revision (stored), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_object_unref (steps[i]);
  fixture_clear (&fixture);
}

/* From each state to each: what has ended stays so, else everything goes. */
static void
test_transitions (void)
{
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (int from = ILX_OPERATION_RUNNING; from <= ILX_OPERATION_ABANDONED; from++)
    for (int to = ILX_OPERATION_RUNNING; to <= ILX_OPERATION_ABANDONED; to++)
      {
        g_autoptr (IlxCampaign) campaign = add_campaign (&fixture, "transition");
        g_autoptr (IlxOperation) operation = begin_on (&fixture, campaign);
        g_autoptr (IlxOperationStep) step = make_step (operation, "template", 1);
        g_autoptr (GError) error = NULL;
        gboolean may = from <= ILX_OPERATION_NEEDS_ATTENTION || from == to;

        finish_operation (&fixture, operation, (IlxOperationState) from, campaign,
                          ILX_CAMPAIGN_FAILED);
        ilx_operation_set_state (operation, (IlxOperationState) to);
        g_assert_cmpint (commit_operation (fixture.store, operation, step, NULL, &error), ==, may);
        if (may)
          continue;
        assert_ilx_error (error, ILX_ERROR_CONFLICT);
        ilx_operation_set_state (operation, (IlxOperationState) from);
        assert_stored (&fixture, operation);
        assert_steps (&fixture, operation, NULL, 0);
      }
  fixture_clear (&fixture);
}

static void
test_commit_unknown (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  campaign = add_campaign (&fixture, "unknown");
  operation = make_operation (campaign);
  ilx_operation_set_id (operation, "nobody");
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_SENT);
  g_assert_false (commit_operation (fixture.store, operation, NULL, campaign, &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  g_assert_cmpint (load_state (&fixture, campaign), ==, ILX_CAMPAIGN_DRAFT);
  fixture_clear (&fixture);
}

/* --- Loading ---------------------------------------------------------------------------------- */

static void
assert_same (IlxOperation *found, IlxOperation *expected)
{
  g_autoptr (IlxOperation) owned = found;

  g_assert_cmpstr (found != NULL ? ilx_operation_get_id (found) : NULL, ==,
                   expected != NULL ? ilx_operation_get_id (expected) : NULL);
}

static void
assert_all (Fixture *fixture, gboolean only_open, guint limit, const char *expected)
{
  g_autoptr (GPtrArray) all = ilx_journal_store_load_all (fixture->store, only_open, limit, NULL);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (ids, "%s ", ilx_operation_get_id (g_ptr_array_index (all, i)));
  g_assert_cmpstr (ids->str, ==, expected);
}

/* "Newest" is the order in which they began, though the clock jumps back by a day each time. */
static void
test_load (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  const char *id;

  fixture_init (&fixture);
  campaign = add_campaign (&fixture, "load");
  id = ilx_campaign_get_id (campaign);
  assert_same (ilx_journal_store_load_last (fixture.store, id, &error), NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      IlxOperation *operation = make_operation (campaign);
      g_autofree char *name = g_strdup_printf ("%c", 'a' + i);

      ilx_clock_set_now (fixture.clock, STORE_NOW - i * ILX_DAY);
      ilx_operation_set_id (operation, name);
      g_ptr_array_add (operations, operation);
      g_assert_true (begin_operation (fixture.store, operation, NULL));
      assert_same (ilx_journal_store_load_open (fixture.store, id, &error), operation);
      assert_same (ilx_journal_store_load_last (fixture.store, id, &error), operation);
      if (i < 2)
        finish_operation (&fixture, operation, ILX_OPERATION_FAILED, campaign, ILX_CAMPAIGN_FAILED);
    }
  assert_all (&fixture, FALSE, 10, "c b a ");
  assert_all (&fixture, FALSE, 2, "c b ");
  assert_all (&fixture, TRUE, 10, "c ");
  finish_operation (&fixture, operations->pdata[2], ILX_OPERATION_ABANDONED, campaign,
                    ILX_CAMPAIGN_DRAFT);
  assert_same (ilx_journal_store_load_open (fixture.store, id, &error), NULL);
  assert_same (ilx_journal_store_load_last (fixture.store, id, &error), operations->pdata[2]);
  g_assert_no_error (error);
  assert_same (ilx_journal_store_load (fixture.store, "nobody", &error), NULL);
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/journal/begin", test_begin);
  g_test_add_func ("/store/journal/begin-refused", test_begin_refused);
  g_test_add_func ("/store/journal/begin-by-state", test_begin_by_state);
  g_test_add_func ("/store/journal/begin-again", test_begin_again);
  g_test_add_func ("/store/journal/stamps", test_stamps);
  g_test_add_func ("/store/journal/one-open", test_one_open);
  g_test_add_func ("/store/journal/commit", test_commit);
  g_test_add_func ("/store/journal/transitions", test_transitions);
  g_test_add_func ("/store/journal/commit-unknown", test_commit_unknown);
  g_test_add_func ("/store/journal/load", test_load);
  return g_test_run ();
}
