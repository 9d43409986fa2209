/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going to anything: what is found by which words, in which order, and how fast among many. */
#include "config.h"

#include <adwaita.h>

#include "../../displayless/workspace/ilx-test-account.h"
#include "../../displayless/workspace/workspace-fixture.h"
#include "ilx-go-dialog.h"
#include "ilx-go-places.h"
#include "ilx-go-search.h"

static char *
search (Fixture *fixture, const char *group, const char *words, guint n_most)
{
  g_autoptr (GPtrArray) found = ilx_go_search (fixture->workspace, group, words);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (found->len, n_most); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                            ilx_go_place_get_title (g_ptr_array_index (found, i)));
  return g_string_free (text, FALSE);
}

static void
add_campaign (Fixture *fixture, const char *subject)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();

  ilx_campaign_set_subject (campaign, subject);
  g_assert_true (fixture_save (fixture, campaign, NULL));
  ilx_workspace_refresh_campaign (fixture->workspace, ilx_campaign_get_id (campaign));
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *group, *words, *found;
  } rows[] = {
    { NULL, "activ", "Activity" },
    { NULL, "größer", "Summer hours, GRÖSSER & <better>" },
    { NULL, "HOURS summer", "Summer hours, GRÖSSER & <better>" },
    { NULL, "hours", "Summer hours, GRÖSSER & <better>" },
    { NULL, "nothing has this", "" },
    { NULL, "help klaviyo", "Make a key for Klaviyo" },
    { NULL, "history", "" },
    { "composer.", "history", "History of This Campaign" },
    { NULL, "priv pref", "Privacy" },
    { NULL, "sending pref", "Sending" },
    { NULL, "brand pref", "Brand" },
    { NULL, "preferences",
      "Preferences|Preferences|General|Brand|Accounts|Sending|Privacy|Appearance" },
    { NULL, "new", "New Campaign|New Window|A new beginning" },
  };

  add_campaign (fixture, "Summer hours, GRÖSSER & <better>");
  add_campaign (fixture, "A new beginning");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = search (fixture, rows[i].group, rows[i].words, 9);

      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

/* What one does comes before what one reads about it. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = ilx_go_search (fixture->workspace, NULL, "preferences");

  g_assert_cmpstr (ilx_go_place_get_action (g_ptr_array_index (found, 0)), ==, "app.preferences");
}

/* Which account's rows are shown can be chosen as soon as there are several. */
static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  IlxAccountChoice *choice = ilx_workspace_get_account_choice (fixture->workspace);
  g_autofree char *with_one = NULL;
  g_autofree char *with_two = NULL;
  g_autofree char *all = NULL;
  g_autoptr (GPtrArray) found = NULL;

  ilx_test_account_add (fixture->workspace, "Bean Street", "Bean Street");
  with_one = search (fixture, NULL, "bean", 9);
  g_assert_cmpstr (with_one, ==, "");
  ilx_test_account_add (fixture->workspace, "Tea House", "Tea House");
  g_assert_true (ilx_account_choice_has_choice (choice));
  with_two = search (fixture, NULL, "bean", 9);
  g_assert_cmpstr (with_two, ==, "Bean Street");
  all = search (fixture, NULL, "all acc", 9);
  g_assert_cmpstr (all, ==, "All Accounts");
  found = ilx_go_search (fixture->workspace, NULL, "bean");
  g_assert_cmpstr (ilx_go_place_get_action (g_ptr_array_index (found, 0)), ==,
                   "win.choose-account('Bean Street')");
}

/* All of them are real: an action that does not parse would do nothing, and none of them sends. */
static void
test_actions (void)
{
  for (const IlxGoFixed *fixed = ilx_go_places; fixed->title != NULL; fixed++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) target = NULL;
      g_autofree char *name = NULL;

      g_assert_true (g_action_parse_detailed_name (fixed->action, &name, &target, &error));
      g_assert_no_error (error);
      g_assert_false (g_str_has_prefix (fixed->action, "send."));
    }
}

#define N_MANY 10000

static gboolean
insert_many (IlxDb *db, gpointer data, GError **error)
{
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
      g_autofree char *subject = g_strdup_printf ("Letter number %u of the spring", i);
      g_autofree char *id = g_strdup_printf ("many%08u", i);

      ilx_campaign_set_id (campaign, id);
      ilx_campaign_set_subject (campaign, subject);
      ilx_campaign_set_created_at (campaign, 1 + i);
      if (!ilx_db_upsert (db, "campaign", campaign, error))
        return FALSE;
    }
  return TRUE;
}

static void
fill (Fixture *fixture)
{
  static int some;
  g_autoptr (GAsyncResult) result = NULL;
  IlxCampaignList *campaigns = ilx_workspace_get_campaigns (fixture->workspace);

  ilx_store_write_async (fixture_get_store (fixture), insert_many, &some, NULL, NULL,
                         ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_nonnull (ilx_store_write_finish (fixture_get_store (fixture), result, NULL));
  ilx_campaign_list_reload (campaigns);
  while (!ilx_campaign_list_is_complete (campaigns))
    g_main_context_iteration (NULL, TRUE);
}

/* Of ten thousand campaigns one is found for each key that is typed. How long that takes is said,
 * not asserted: the machine may be slow. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *found = NULL;
  gint64 begin;

  fill (fixture);
  begin = g_get_monotonic_time ();
  found = search (fixture, NULL, "letter 9999", 9);
  g_test_message ("%.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpstr (found, ==, "Letter number 9999 of the spring");
  g_free (found);
  found = search (fixture, NULL, "letter", 99);
  g_assert_true (g_str_has_prefix (found, "Letter number 9999 of the spring|Letter number 9998 "));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/go/accounts", test_accounts);
  g_test_add_func ("/go/actions", test_actions);
  ADD ("/go/words", test_words);
  ADD ("/go/order", test_order);
  ADD ("/go/many", test_many);
  return g_test_run ();
}
