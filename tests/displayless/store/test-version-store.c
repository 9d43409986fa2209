/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions that somebody kept: in and out of the database, and gone with their campaign. */
#include "config.h"

#include "ilx-app-state-store.h"
#include "ilx-version-store.h"
#include "store-fixture.h"

static gboolean
keep (Fixture *fixture,
      const char *campaign_id,
      IlxVersionKind kind,
      const char *name,
      const char *content,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_version_store_keep_async (fixture->store, campaign_id, kind, name, content, NULL,
                                ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_version_store_keep_finish (fixture->store, result, error);
}

static void
remember (Fixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_app_state_store_save_async (fixture->store, key, "{}", NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_app_state_store_save_finish (fixture->store, result, NULL));
}

static void
assert_content (Fixture *fixture, const IlxVersion *version, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = ilx_version_store_load_content (fixture->store, version->id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (content, ==, expected);
}

static void
test_keep (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("versions");
  g_autoptr (IlxCampaign) other = make_campaign ("others");
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  const char *id = ilx_campaign_get_id (campaign);

  fixture_init (&fixture);
  g_assert_true (save_campaign (fixture.store, campaign, NULL));
  g_assert_true (save_campaign (fixture.store, other, NULL));
  g_assert_true (keep (&fixture, id, ILX_VERSION_BY_USER, "Größer 🎉", "{\"a\":1}", &error));
  g_assert_true (keep (&fixture, id, ILX_VERSION_BY_USER, NULL, "{\"a\":1}", &error));
  /* By itself only what is not there yet. */
  g_assert_true (keep (&fixture, id, ILX_VERSION_BEFORE_RESTORE, NULL, "{\"a\":1}", &error));
  g_assert_true (keep (&fixture, id, ILX_VERSION_BEFORE_RESTORE, NULL, "{}", &error));
  g_assert_no_error (error);
  fixture_reopen (&fixture);

  versions = ilx_version_store_load_all (fixture.store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { NULL, NULL, "Größer 🎉" };
      static const char *const contents[] = { "{}", "{\"a\":1}", "{\"a\":1}" };
      const IlxVersion *version = g_ptr_array_index (versions, i);

      g_assert_cmpstr (version->name, ==, names[i]);
      g_assert_cmpint (version->kind, ==,
                       i == 0 ? ILX_VERSION_BEFORE_RESTORE : ILX_VERSION_BY_USER);
      g_assert_cmpint (version->kept_at, ==, STORE_NOW);
      assert_content (&fixture, version, contents[i]);
    }
  g_clear_pointer (&versions, g_ptr_array_unref);
  versions = ilx_version_store_load_all (fixture.store, ilx_campaign_get_id (other), &error);
  g_assert_cmpuint (versions->len, ==, 0);
  fixture_clear (&fixture);
}

static void
test_not_found (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  g_assert_false (keep (&fixture, "n0b0dy", ILX_VERSION_BY_USER, NULL, "{}", &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ilx_version_store_load_content (fixture.store, 77, &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  fixture_clear (&fixture);
}

/* Of a campaign that is deleted for good neither its versions stay nor what could not be saved. */
static void
test_purge (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxCampaign) campaign = make_campaign ("purged");
  g_autofree char *key = g_strconcat ("unsaved/", ilx_campaign_get_id (campaign), NULL);
  g_autofree char *rest = NULL;
  g_autofree char *purge_sql = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  fixture_init (&fixture);
  g_assert_true (save_campaign (fixture.store, campaign, NULL));
  g_assert_true (
      keep (&fixture, ilx_campaign_get_id (campaign), ILX_VERSION_BY_USER, NULL, "{}", NULL));
  remember (&fixture, key);
  remember (&fixture, "unsaved/another");
  g_assert_true (trash_campaign (fixture.store, ilx_campaign_get_id (campaign), TRUE, NULL));
  purge_sql = g_strdup_printf ("UPDATE campaign SET trashed_at = 1 WHERE id = '%s'",
                               ilx_campaign_get_id (campaign));
  g_free (query_file (fixture.path, purge_sql));
  ilx_campaign_store_purge_async (fixture.store, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_cmpint (ilx_campaign_store_purge_finish (fixture.store, result, NULL), ==, 1);
  g_clear_object (&result);
  rest = query_file (fixture.path, "SELECT (SELECT count(*) FROM campaign_version) || ' '"
                                   " || (SELECT group_concat (key) FROM app_state)");
  g_assert_cmpstr (rest, ==, "0 unsaved/another");
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/version/keep", test_keep);
  g_test_add_func ("/store/version/not-found", test_not_found);
  g_test_add_func ("/store/version/purge", test_purge);
  return g_test_run ();
}
