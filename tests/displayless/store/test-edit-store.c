/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done to a campaign, and what the app remembers, in and out of the database. */
#include "config.h"

#include "ilx-app-state-store.h"
#include "store-fixture.h"

/* "a b c" from @from on: each letter is an edit that inserts it into the subject. */
static IlxEditLog *
make_log (gint64 first, gint64 from, gint64 cursor, const char *letters)
{
  IlxEditLog *log = ilx_edit_log_new (first, from, cursor);

  for (const char *letter = letters; *letter != '\0'; letter++)
    {
      const char text[] = { *letter, '\0' };
      IlxStoredEdit *edit = ilx_stored_edit_new (ILX_EDIT_BY_USER, STORE_NOW);
      IlxEditPart part = { (char *) "subject", letter - letters, (char *) "", (char *) text };

      ilx_stored_edit_add (edit, &part);
      g_ptr_array_add (log->edits, edit);
    }
  return log;
}

/* "first cursor letters" of what is stored. */
static char *
read_log (Fixture *fixture, IlxCampaign *campaign)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxEditLog) log = ilx_edit_store_load (fixture->store, campaign, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_string_printf (text, "%d %d ", (int) log->first, (int) log->cursor);
  for (guint i = 0; i < log->edits->len; i++)
    {
      IlxStoredEdit *edit = g_ptr_array_index (log->edits, i);

      g_string_append (text, ilx_stored_edit_get (edit, 0)->inserted);
    }
  return g_string_free (text, FALSE);
}

static void
assert_log (Fixture *fixture, IlxCampaign *campaign, const char *expected)
{
  g_autofree char *found = read_log (fixture, campaign);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_log (void)
{
  static const struct
  {
    gint64 first, from, cursor;
    const char *letters;
    const char *expected;
  } rows[] = {
    { 0, 0, 3, "abc", "0 3 abc" }, { 0, 3, 4, "d", "0 4 abcd" },
    { 0, 4, 2, "", "0 2 abcd" },                                /* two undone */
    { 0, 2, 3, "X", "0 3 abX" },   { 0, 2, 3, "Y", "0 3 abY" }, /* typed on */
    { 2, 3, 5, "pq", "2 5 Ypq" },                               /* two forgotten */
    { 2, 2, 3, "n", "2 3 n" },     { 3, 3, 3, "", "0 0 " },
  };
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("log");
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  g_assert_true (save_campaign (fixture.store, campaign, NULL));
  assert_log (&fixture, campaign, "0 0 ");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      save_edited (fixture.store, campaign,
                   make_log (rows[i].first, rows[i].from, rows[i].cursor, rows[i].letters), &error);
      g_assert_no_error (error);
      fixture_reopen (&fixture);
      assert_log (&fixture, campaign, rows[i].expected);
    }
  fixture_clear (&fixture);
}

/* What is refused leaves text and log alone. */
static void
test_conflict (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("mine");
  g_autoptr (IlxCampaign) stale = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  g_assert_true (save_edited (fixture.store, campaign, make_log (0, 0, 1, "a"), NULL));
  stale = ilx_record_copy (campaign);
  g_assert_true (save_edited (fixture.store, campaign, make_log (0, 1, 2, "b"), NULL));
  g_assert_false (save_edited (fixture.store, stale, make_log (0, 0, 1, "z"), &error));
  assert_ilx_error (error, ILX_ERROR_CONFLICT);
  assert_log (&fixture, campaign, "0 2 ab");
  /* It leads to another text than the old one. */
  assert_log (&fixture, stale, "0 0 ");
  fixture_clear (&fixture);
}

/* Another program knows nothing of edits: its save is one all the same. */
static void
test_elsewhere (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("before");
  g_autoptr (IlxEditLog) log = NULL;
  IlxStoredEdit *edit;

  fixture_init (&fixture);
  g_assert_true (save_edited (fixture.store, campaign, make_log (0, 0, 1, "ab"), NULL));
  ilx_campaign_set_subject (campaign, "after");
  ilx_campaign_set_html (campaign, NULL);
  ilx_campaign_set_has_utm_tracking (campaign, FALSE);
  g_assert_true (save_campaign (fixture.store, campaign, NULL));
  log = ilx_edit_store_load (fixture.store, campaign, NULL);
  g_assert_cmpint (log->cursor, ==, 2);
  g_assert_cmpuint (log->edits->len, ==, 2);
  edit = g_ptr_array_index (log->edits, 1);
  g_assert_cmpint (edit->kind, ==, ILX_EDIT_ELSEWHERE);
  g_assert_cmpuint (edit->parts->len, ==, 3);
  g_assert_cmpstr (ilx_stored_edit_get (edit, 0)->removed, ==, "before");
  g_assert_cmpstr (ilx_stored_edit_get (edit, 0)->inserted, ==, "after");
  g_assert_cmpstr (ilx_stored_edit_get (edit, 1)->removed, ==, "<p>Hello</p>");
  g_assert_null (ilx_stored_edit_get (edit, 1)->inserted);
  g_assert_cmpstr (ilx_stored_edit_get (edit, 2)->removed, ==, "1");
  fixture_clear (&fixture);
}

/* One that changes nothing takes nothing away that could be redone. */
static void
test_elsewhere_equal (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("same");

  fixture_init (&fixture);
  g_assert_true (save_edited (fixture.store, campaign, make_log (0, 0, 1, "ab"), NULL));
  g_assert_true (save_campaign (fixture.store, campaign, NULL));
  assert_log (&fixture, campaign, "0 1 ab");
  fixture_clear (&fixture);
}

static gint
purge (IlxStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_store_purge_async (store, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_campaign_store_purge_finish (store, result, NULL);
}

static void
test_purge (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("gone");
  g_autofree char *n_edits = NULL;
  g_autofree char *n_heads = NULL;

  fixture_init (&fixture);
  g_assert_true (save_edited (fixture.store, campaign, make_log (0, 0, 1, "ab"), NULL));
  g_assert_true (trash_campaign (fixture.store, ilx_campaign_get_id (campaign), TRUE, NULL));
  ilx_clock_advance (fixture.clock, 31 * ILX_DAY);
  g_assert_cmpint (purge (fixture.store), ==, 1);
  n_edits = query_file (fixture.path, "SELECT count(*) FROM campaign_edit");
  n_heads = query_file (fixture.path, "SELECT count(*) FROM campaign_history");
  g_assert_cmpstr (n_edits, ==, "0");
  g_assert_cmpstr (n_heads, ==, "0");
  fixture_clear (&fixture);
}

/* --- What the app remembers ------------------------------------------------------------------- */

static void
remember (Fixture *fixture, const char *key, const char *value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_app_state_store_save_async (fixture->store, key, value, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_app_state_store_save_finish (fixture->store, result, &error));
  g_assert_no_error (error);
}

static void
assert_remembered (Fixture *fixture, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = ilx_app_state_store_load (fixture->store, key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, value);
}

static void
test_app_state (void)
{
  Fixture fixture = { NULL };

  fixture_init (&fixture);
  assert_remembered (&fixture, "tabs", NULL);
  remember (&fixture, "tabs", "[\"a\"]");
  remember (&fixture, "images/'; --", "");
  remember (&fixture, "tabs", "[]");
  fixture_reopen (&fixture);
  assert_remembered (&fixture, "tabs", "[]");
  assert_remembered (&fixture, "images/'; --", "");
  remember (&fixture, "tabs", NULL);
  remember (&fixture, "tabs", NULL);
  assert_remembered (&fixture, "tabs", NULL);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/edit/log", test_log);
  g_test_add_func ("/store/edit/conflict", test_conflict);
  g_test_add_func ("/store/edit/elsewhere", test_elsewhere);
  g_test_add_func ("/store/edit/elsewhere-equal", test_elsewhere_equal);
  g_test_add_func ("/store/edit/purge", test_purge);
  g_test_add_func ("/store/app-state", test_app_state);
  return g_test_run ();
}
