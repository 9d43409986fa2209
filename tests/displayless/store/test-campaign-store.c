/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns in and out of the database, and every edit that must be refused. */
#include "config.h"

#include "store-fixture.h"

static void
set_state (Fixture *fixture, IlxCampaign *campaign, IlxCampaignState state)
{
  g_autoptr (GError) error = NULL;

  ilx_campaign_set_state (campaign, state);
  save_delivery (fixture->store, campaign, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, state);
}

static void
save_new (Fixture *fixture, IlxCampaign *campaign)
{
  g_autoptr (GError) error = NULL;

  save_campaign (fixture->store, campaign, &error);
  g_assert_no_error (error);
}

static IlxCampaign *
load (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  IlxCampaign *campaign = ilx_campaign_store_load (fixture->store, id, &error);

  g_assert_no_error (error);
  return campaign;
}

static void
assert_stored (Fixture *fixture, IlxCampaign *campaign)
{
  g_autoptr (IlxCampaign) stored = load (fixture, ilx_campaign_get_id (campaign));

  g_assert_true (ilx_record_is_equal (stored, campaign));
}

static void
test_round_trip (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();

  fixture_init (&fixture);
  fill_record (campaign, 1);
  ilx_campaign_set_revision (campaign, 0);
  ilx_campaign_set_created_at (campaign, 0);
  ilx_campaign_set_trashed_at (campaign, 0);
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_FAILED);
  save_new (&fixture, campaign);
  g_assert_cmpint (ilx_campaign_get_revision (campaign), ==, 1);
  g_assert_cmpint (ilx_campaign_get_created_at (campaign), ==, STORE_NOW);
  g_assert_cmpint (ilx_campaign_get_updated_at (campaign), ==, STORE_NOW);
  assert_stored (&fixture, campaign);
  fixture_reopen (&fixture);
  assert_stored (&fixture, campaign);

  ilx_clock_advance (fixture.clock, ILX_MINUTE);
  ilx_campaign_set_subject (campaign, NULL);
  ilx_campaign_set_text (campaign, NULL);
  ilx_campaign_set_included (campaign, NULL);
  save_new (&fixture, campaign);
  g_assert_cmpint (ilx_campaign_get_revision (campaign), ==, 2);
  g_assert_cmpint (ilx_campaign_get_created_at (campaign), ==, STORE_NOW);
  g_assert_cmpint (ilx_campaign_get_updated_at (campaign), ==, STORE_NOW + ILX_MINUTE);
  assert_stored (&fixture, campaign);
  fixture_clear (&fixture);
}

static void
test_large_body (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("large");
  g_autofree char *html = g_strnfill (10 * 1000 * 1000, 'x');

  fixture_init (&fixture);
  ilx_campaign_set_html (campaign, html);
  ilx_campaign_set_text (campaign, "");
  save_new (&fixture, campaign);
  assert_stored (&fixture, campaign);
  fixture_clear (&fixture);
}

/* An edit leaves alone what the platform said, and the other way round. */
static void
test_fields_apart (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("edited");
  g_autoptr (IlxCampaign) old = NULL;
  g_autoptr (IlxCampaign) now = NULL;

  fixture_init (&fixture);
  save_new (&fixture, campaign);
  old = load (&fixture, ilx_campaign_get_id (campaign));
  ilx_campaign_set_remote (old, "template", "T1");
  ilx_campaign_set_subject (old, "not to be saved");
  set_state (&fixture, old, ILX_CAMPAIGN_CANCELLED);

  ilx_campaign_set_subject (campaign, "edited twice");
  ilx_campaign_set_recipients (campaign, 12345);
  save_new (&fixture, campaign);
  now = load (&fixture, ilx_campaign_get_id (campaign));
  g_assert_cmpstr (ilx_campaign_get_subject (now), ==, "edited twice");
  g_assert_cmpstr (ilx_campaign_get_remote (now, "template"), ==, "T1");
  g_assert_cmpint (ilx_campaign_get_state (now), ==, ILX_CAMPAIGN_CANCELLED);
  g_assert_cmpint (ilx_campaign_get_recipients (now), ==, -1);
  g_assert_cmpint (ilx_campaign_get_revision (now), ==, 2);
  fixture_clear (&fixture);
}

static void
assert_save_refused (Fixture *fixture, IlxCampaign *campaign, IlxErrorCode code, const char *word)
{
  g_autoptr (GError) error = NULL;
  gint64 revision = ilx_campaign_get_revision (campaign);

  g_assert_false (save_campaign (fixture->store, campaign, &error));
  assert_ilx_error (error, code);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
  g_assert_cmpint (ilx_campaign_get_revision (campaign), ==, revision);
}

static void
test_edited_elsewhere (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("first");
  g_autoptr (IlxCampaign) other = NULL;
  g_autoptr (IlxCampaign) stored = NULL;

  fixture_init (&fixture);
  save_new (&fixture, campaign);
  other = load (&fixture, ilx_campaign_get_id (campaign));
  save_new (&fixture, campaign);
  ilx_campaign_set_subject (other, "second");
  assert_save_refused (&fixture, other, ILX_ERROR_CONFLICT, "elsewhere");
  stored = load (&fixture, ilx_campaign_get_id (campaign));
  g_assert_cmpstr (ilx_campaign_get_subject (stored), ==, "first");
  g_assert_true (ilx_record_is_equal (stored, campaign));

  /* A new one with an id that is taken. */
  ilx_campaign_set_revision (other, 0);
  assert_save_refused (&fixture, other, ILX_ERROR_CONFLICT, "elsewhere");
  /* One that was deleted for good. */
  ilx_campaign_set_id (other, "gone");
  ilx_campaign_set_revision (other, 3);
  assert_save_refused (&fixture, other, ILX_ERROR_NOT_FOUND, "gone");
  fixture_clear (&fixture);
}

static void
test_edit_by_state (void)
{
  static const struct
  {
    IlxCampaignState state;
    const char *word; /* what to do; NULL: it may be edited */
  } rows[] = {
    { ILX_CAMPAIGN_DRAFT, NULL },           { ILX_CAMPAIGN_CANCELLED, NULL },
    { ILX_CAMPAIGN_FAILED, NULL },          { ILX_CAMPAIGN_SUBMITTING, "abandon" },
    { ILX_CAMPAIGN_UNCERTAIN, "uplicate" }, { ILX_CAMPAIGN_SCHEDULED, "Unschedule" },
    { ILX_CAMPAIGN_SENDING, "Duplicate" },  { ILX_CAMPAIGN_SENT, "Duplicate" },
  };
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxCampaign) campaign = make_campaign ("state");
      g_autoptr (IlxCampaign) stale = NULL;

      save_new (&fixture, campaign);
      stale = load (&fixture, ilx_campaign_get_id (campaign));
      set_state (&fixture, campaign, rows[i].state);
      /* What counts is what is stored, not what the caller believes. */
      g_assert_true (ilx_campaign_is_editable (stale));
      if (rows[i].word != NULL)
        assert_save_refused (&fixture, stale, ILX_ERROR_CONFLICT, rows[i].word);
      else
        save_new (&fixture, stale);
    }
  fixture_clear (&fixture);
}

/* --- With an operation ------------------------------------------------------------------------ */

static void
assert_operation_state (Fixture *fixture, IlxOperation *operation, IlxOperationState state)
{
  g_autoptr (IlxOperation) stored
      = ilx_journal_store_load (fixture->store, ilx_operation_get_id (operation), NULL);

  g_assert_cmpint (ilx_operation_get_state (stored), ==, state);
}

static void
test_edit_abandons (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("awaiting");
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (IlxOperation) stored = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  save_new (&fixture, campaign);
  operation = make_operation (campaign);
  g_assert_true (begin_operation (fixture.store, operation, &error));
  assert_save_refused (&fixture, campaign, ILX_ERROR_CONFLICT, "abandon");

  ilx_operation_set_state (operation, ILX_OPERATION_AWAITING_CONFIRMATION);
  g_assert_true (commit_operation (fixture.store, operation, NULL, NULL, &error));
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_SUBMITTING);
  ilx_clock_advance (fixture.clock, ILX_MINUTE);
  save_new (&fixture, campaign);
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_DRAFT);
  assert_stored (&fixture, campaign);
  stored = ilx_journal_store_load (fixture.store, ilx_operation_get_id (operation), NULL);
  g_assert_cmpint (ilx_operation_get_state (stored), ==, ILX_OPERATION_ABANDONED);
  g_assert_cmpint (ilx_operation_get_finished_at (stored), ==, STORE_NOW + ILX_MINUTE);

  /* The confirmation that was under way comes too late, and changes nothing. */
  ilx_operation_set_state (operation, ILX_OPERATION_RUNNING);
  ilx_operation_set_confirmed_at (operation, STORE_NOW);
  g_assert_false (commit_operation (fixture.store, operation, NULL, NULL, &error));
  assert_ilx_error (error, ILX_ERROR_CONFLICT);
  assert_operation_state (&fixture, operation, ILX_OPERATION_ABANDONED);
  fixture_clear (&fixture);
}

/* An edit on an old revision must not abandon anything. */
static void
test_stale_edit_abandons_nothing (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("awaiting");
  g_autoptr (IlxCampaign) stale = NULL;
  g_autoptr (IlxOperation) operation = NULL;

  fixture_init (&fixture);
  save_new (&fixture, campaign);
  stale = load (&fixture, ilx_campaign_get_id (campaign));
  save_new (&fixture, campaign);
  operation = make_operation (campaign);
  ilx_operation_set_state (operation, ILX_OPERATION_AWAITING_CONFIRMATION);
  g_assert_true (begin_operation (fixture.store, operation, NULL));
  assert_save_refused (&fixture, stale, ILX_ERROR_CONFLICT, "elsewhere");
  assert_operation_state (&fixture, operation, ILX_OPERATION_AWAITING_CONFIRMATION);
  fixture_clear (&fixture);
}

/* An answer of the platform that was on its way must not set back what happened meanwhile. */
static void
test_delivery_is_old_news (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("delivery");
  g_autoptr (IlxCampaign) stale = NULL;
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  save_new (&fixture, campaign);
  stale = load (&fixture, ilx_campaign_get_id (campaign));
  operation = make_operation (campaign);
  g_assert_true (begin_operation (fixture.store, operation, &error));
  ilx_campaign_set_remote_state (stale, "Draft");
  g_assert_true (save_delivery (fixture.store, stale, &error));
  g_assert_cmpint (ilx_campaign_get_state (stale), ==, ILX_CAMPAIGN_SUBMITTING);
  assert_stored (&fixture, stale);

  ilx_operation_set_state (operation, ILX_OPERATION_DONE);
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_SENT);
  g_assert_true (commit_operation (fixture.store, operation, NULL, campaign, &error));
  ilx_campaign_set_state (stale, ILX_CAMPAIGN_DRAFT);
  g_assert_true (save_delivery (fixture.store, stale, &error));
  g_assert_cmpint (ilx_campaign_get_state (stale), ==, ILX_CAMPAIGN_SENT);
  assert_stored (&fixture, stale);

  ilx_campaign_set_recipients (stale, 812);
  g_assert_true (save_delivery (fixture.store, stale, &error));
  assert_stored (&fixture, stale);

  ilx_campaign_set_id (stale, "gone");
  g_assert_false (save_delivery (fixture.store, stale, &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  fixture_clear (&fixture);
}

/* --- The trash -------------------------------------------------------------------------------- */

static gint
purge (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint n;

  ilx_campaign_store_purge_async (fixture->store, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  n = ilx_campaign_store_purge_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return n;
}

static char *
count_rows (Fixture *fixture, const char *table)
{
  g_autofree char *sql = g_strconcat ("SELECT count(*) FROM ", table, NULL);

  return query_file (fixture->path, sql);
}

static void
assert_rows (Fixture *fixture, const char *table, const char *expected)
{
  g_autofree char *n = count_rows (fixture, table);

  g_assert_cmpstr (n, ==, expected);
}

static void
test_trash (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("trash");
  g_autoptr (IlxCampaign) kept = make_campaign ("kept");
  const char *id = ilx_campaign_get_id (campaign);
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  save_new (&fixture, campaign);
  save_new (&fixture, kept);
  g_assert_true (trash_campaign (fixture.store, id, TRUE, &error));
  assert_save_refused (&fixture, campaign, ILX_ERROR_CONFLICT, "trash");
  ilx_clock_advance (fixture.clock, 20 * ILX_DAY);
  /* A second time does not prolong its stay. */
  g_assert_true (trash_campaign (fixture.store, id, TRUE, &error));
  g_assert_true (trash_campaign (fixture.store, id, FALSE, &error));
  save_new (&fixture, campaign);
  g_assert_true (trash_campaign (fixture.store, id, TRUE, &error));
  ilx_clock_advance (fixture.clock, 30 * ILX_DAY - 1);
  g_assert_true (trash_campaign (fixture.store, id, TRUE, &error));
  g_assert_cmpint (purge (&fixture), ==, 0);
  ilx_clock_advance (fixture.clock, 1);
  g_assert_cmpint (purge (&fixture), ==, 1);
  g_assert_null (ilx_campaign_store_load (fixture.store, id, &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (trash_campaign (fixture.store, id, TRUE, &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  assert_rows (&fixture, "campaign", "1");
  assert_rows (&fixture, "campaign_body", "1");
  fixture_clear (&fixture);
}

static void
test_trash_by_state (void)
{
  static const struct
  {
    IlxCampaignState state;
    const char *word; /* NULL: it may go */
  } rows[] = {
    { ILX_CAMPAIGN_DRAFT, NULL },
    { ILX_CAMPAIGN_CANCELLED, NULL },
    { ILX_CAMPAIGN_FAILED, NULL },
    { ILX_CAMPAIGN_SENT, NULL },
    { ILX_CAMPAIGN_SUBMITTING, "operation" },
    { ILX_CAMPAIGN_UNCERTAIN, "not known" },
    { ILX_CAMPAIGN_SCHEDULED, "Unschedule" },
    { ILX_CAMPAIGN_SENDING, "being sent" },
  };
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxCampaign) campaign = make_campaign ("trash");
      g_autoptr (GError) error = NULL;

      save_new (&fixture, campaign);
      set_state (&fixture, campaign, rows[i].state);
      trash_campaign (fixture.store, ilx_campaign_get_id (campaign), TRUE, &error);
      if (rows[i].word == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      assert_ilx_error (error, ILX_ERROR_CONFLICT);
      g_assert_nonnull (strstr (error->message, rows[i].word));
      assert_stored (&fixture, campaign);
    }
  fixture_clear (&fixture);
}

static void
test_trash_with_operation (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("busy");
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (IlxOperationStep) step = ilx_operation_step_new ();
  g_autoptr (GError) error = NULL;
  const char *id = ilx_campaign_get_id (campaign);

  fixture_init (&fixture);
  save_new (&fixture, campaign);
  operation = make_operation (campaign);
  g_assert_true (begin_operation (fixture.store, operation, NULL));
  g_assert_false (trash_campaign (fixture.store, id, TRUE, &error));
  assert_ilx_error (error, ILX_ERROR_CONFLICT);

  ilx_operation_step_set_operation_id (step, ilx_operation_get_id (operation));
  ilx_operation_step_set_name (step, "template");
  ilx_operation_set_state (operation, ILX_OPERATION_FAILED);
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_FAILED);
  g_assert_true (commit_operation (fixture.store, operation, step, campaign, NULL));
  g_assert_true (trash_campaign (fixture.store, id, TRUE, NULL));
  ilx_clock_advance (fixture.clock, 31 * ILX_DAY);
  g_assert_cmpint (purge (&fixture), ==, 1);
  assert_rows (&fixture, "operation", "0");
  assert_rows (&fixture, "operation_step", "0");
  fixture_clear (&fixture);
}

/* --- Pages ------------------------------------------------------------------------------------ */

static guint
walk_pages (Fixture *fixture, gboolean is_trash, guint limit, GHashTable *seen)
{
  IlxCampaignPage page = { .is_trash = is_trash, .limit = limit };
  g_autoptr (IlxCampaign) last = NULL;
  guint n = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) campaigns = ilx_campaign_store_load_page (fixture->store, &page, NULL);

      for (guint i = 0; i < campaigns->len; i++)
        {
          IlxCampaign *campaign = g_ptr_array_index (campaigns, i);

          g_assert_true (g_hash_table_add (seen, g_strdup (ilx_campaign_get_id (campaign))));
          g_assert_null (ilx_campaign_get_html (campaign));
          g_assert_cmpint (ilx_campaign_get_trashed_at (campaign) != 0, ==, is_trash);
          if (last != NULL)
            g_assert_cmpint (ilx_campaign_get_created_at (campaign), <=,
                             ilx_campaign_get_created_at (last));
          g_set_object (&last, campaign);
          n++;
        }
      if (campaigns->len < limit)
        return n;
      page.before_created = ilx_campaign_get_created_at (last);
      page.before_id = ilx_campaign_get_id (last);
    }
}

/* 50 campaigns, several at the same moment, every seventh in the trash. */
static void
test_pages (void)
{
  static const guint limits[] = { 1, 2, 3, 7, 50, 200 };
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (IlxCampaign) campaign = make_campaign ("page");

      if (i % 4 == 0)
        ilx_clock_advance (fixture.clock, 1);
      save_new (&fixture, campaign);
      if (i % 7 == 0)
        g_assert_true (trash_campaign (fixture.store, ilx_campaign_get_id (campaign), TRUE, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_cmpuint (walk_pages (&fixture, FALSE, limits[i], seen), ==, 42);
      g_assert_cmpuint (walk_pages (&fixture, TRUE, limits[i], seen), ==, 8);
    }
  fixture_clear (&fixture);
}

/* A page is read by its index: no sorting, no walk through all. */
static void
test_page_plan (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxStmt) stmt = NULL;
  g_autoptr (GString) plan = g_string_new (NULL);

  fixture_init (&fixture);
  stmt = ilx_db_prepare (ilx_store_get_reader (fixture.store),
                         "EXPLAIN QUERY PLAN SELECT id, subject FROM campaign"
                         " WHERE (trashed_at = 0) = ?1 AND (created_at, id) < (?2, ?3)"
                         " ORDER BY created_at DESC, id DESC LIMIT ?4",
                         NULL);
  while (ilx_stmt_step (stmt, NULL) == ILX_ROW)
    g_string_append_printf (plan, "%s\n", ilx_stmt_get_text (stmt, 3));
  g_test_message ("%s", plan->str);
  g_assert_nonnull (strstr (plan->str, "USING INDEX campaign_page"));
  g_assert_nonnull (strstr (plan->str, "<expr>=?"));
  g_assert_null (strstr (plan->str, "TEMP B-TREE"));
  g_clear_pointer (&stmt, ilx_stmt_reset);
  fixture_clear (&fixture);
}

/* --- What went out before --------------------------------------------------------------------- */

static void
assert_found (Fixture *fixture,
              IlxCampaign *campaign,
              const char *except_id,
              gint64 since,
              const char *expected)
{
  g_autofree char *fingerprint = ilx_campaign_dup_fingerprint (campaign);
  g_autoptr (GError) error = NULL;
  g_autofree char *found
      = ilx_campaign_store_find_sent (fixture->store, fingerprint, except_id, since, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_find_sent (void)
{
  static const struct
  {
    int line;
    IlxDeliveryMode mode;
    IlxOperationState operation;
    gboolean is_confirmed;
    IlxCampaignState campaign;
    gboolean is_found;
  } rows[] = {
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_DONE, TRUE, ILX_CAMPAIGN_SENT, TRUE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_DONE, TRUE, ILX_CAMPAIGN_SENDING, TRUE },
    { __LINE__, ILX_DELIVER_AT, ILX_OPERATION_DONE, TRUE, ILX_CAMPAIGN_SCHEDULED, TRUE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_NEEDS_ATTENTION, TRUE, ILX_CAMPAIGN_UNCERTAIN,
      TRUE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_RUNNING, TRUE, ILX_CAMPAIGN_SUBMITTING, TRUE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_RUNNING, FALSE, ILX_CAMPAIGN_SUBMITTING, FALSE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_AWAITING_CONFIRMATION, FALSE,
      ILX_CAMPAIGN_SUBMITTING, FALSE },
    { __LINE__, ILX_DELIVER_DRAFT, ILX_OPERATION_DONE, FALSE, ILX_CAMPAIGN_DRAFT, FALSE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_DONE, TRUE, ILX_CAMPAIGN_CANCELLED, TRUE },
    { __LINE__, ILX_DELIVER_AT, ILX_OPERATION_DONE, TRUE, ILX_CAMPAIGN_DRAFT, FALSE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_FAILED, TRUE, ILX_CAMPAIGN_FAILED, FALSE },
    { __LINE__, ILX_DELIVER_NOW, ILX_OPERATION_ABANDONED, FALSE, ILX_CAMPAIGN_DRAFT, FALSE },
  };
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *subject = g_strdup_printf ("row %u", i);
      g_autoptr (IlxCampaign) campaign = make_campaign (subject);
      g_autoptr (IlxOperation) operation = NULL;
      const char *id = ilx_campaign_get_id (campaign);
      const char *found;

      g_test_message ("line %d", rows[i].line);
      save_new (&fixture, campaign);
      assert_found (&fixture, campaign, NULL, 0, NULL);
      operation = make_operation (campaign);
      ilx_operation_set_mode (operation, rows[i].mode);
      g_assert_true (begin_operation (fixture.store, operation, NULL));
      ilx_operation_set_state (operation, rows[i].operation);
      ilx_operation_set_confirmed_at (operation, rows[i].is_confirmed ? STORE_NOW : 0);
      ilx_campaign_set_state (campaign, rows[i].campaign);
      g_assert_true (commit_operation (fixture.store, operation, NULL, campaign, NULL));
      found = rows[i].is_found ? ilx_operation_get_id (operation) : NULL;
      assert_found (&fixture, campaign, NULL, STORE_NOW, found);
      assert_found (&fixture, campaign, "another", 0, found);
      /* Some may have got what was cancelled on its way, so it counts against itself. */
      assert_found (&fixture, campaign, id, 0,
                    rows[i].campaign == ILX_CAMPAIGN_CANCELLED ? found : NULL);
      assert_found (&fixture, campaign, NULL, STORE_NOW + 1, NULL);
    }
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/campaign/round-trip", test_round_trip);
  g_test_add_func ("/store/campaign/large-body", test_large_body);
  g_test_add_func ("/store/campaign/fields-apart", test_fields_apart);
  g_test_add_func ("/store/campaign/edited-elsewhere", test_edited_elsewhere);
  g_test_add_func ("/store/campaign/edit-by-state", test_edit_by_state);
  g_test_add_func ("/store/campaign/edit-abandons", test_edit_abandons);
  g_test_add_func ("/store/campaign/stale-edit-abandons-nothing", test_stale_edit_abandons_nothing);
  g_test_add_func ("/store/campaign/delivery-is-old-news", test_delivery_is_old_news);
  g_test_add_func ("/store/campaign/trash", test_trash);
  g_test_add_func ("/store/campaign/trash-by-state", test_trash_by_state);
  g_test_add_func ("/store/campaign/trash-with-operation", test_trash_with_operation);
  g_test_add_func ("/store/campaign/pages", test_pages);
  g_test_add_func ("/store/campaign/page-plan", test_page_plan);
  g_test_add_func ("/store/campaign/find-sent", test_find_sent);
  return g_test_run ();
}
