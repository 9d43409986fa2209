/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace over a real engine in a folder of its own; no network. */
#include "config.h"

#include <glib/gstdio.h>

#include "ilx-error.h"
#include "ilx-samples.h"
#include "ilx-test-await.h"
#include "ilx-workspace.h"

typedef struct
{
  char *dir;
  IlxEngine *engine;
  IlxWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = g_settings_new_with_path (SETTINGS_ID, "/io/illixis/test/");
  g_autoptr (IlxSecretStore) secrets = ilx_memory_secret_store_new ();

  self->dir = g_dir_make_tmp ("workspace-XXXXXX", NULL);
  self->engine = ilx_engine_open (self->dir, NULL, secrets, &error);
  g_assert_no_error (error);
  self->workspace = ilx_workspace_new (self->engine, settings, ILX_WORKSPACE_PLAIN);
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      delete_folder (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->workspace);
  g_object_unref (self->engine);
  delete_folder (self->dir);
  g_free (self->dir);
}

static guint
count (IlxCampaignList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static char *
create (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  ilx_workspace_create_campaign_async (self->workspace, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  id = ilx_workspace_create_campaign_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  return id;
}

static gboolean
trash (Fixture *self, const char *id, gboolean is_trashed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_workspace_trash_campaign_async (self->workspace, id, is_trashed, NULL, ilx_test_await_cb,
                                      &result);
  ilx_test_await (&result);
  return ilx_workspace_trash_campaign_finish (self->workspace, result, error);
}

static void
test_lists_follow (Fixture *self, gconstpointer data)
{
  IlxCampaignList *campaigns = ilx_workspace_get_campaigns (self->workspace);
  IlxCampaignList *trashed = ilx_workspace_get_trash (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = create (self);
  g_autofree char *copy = NULL;

  g_assert_cmpuint (count (campaigns), ==, 1);
  g_assert_nonnull (ilx_campaign_list_find (campaigns, id));
  ilx_workspace_duplicate_campaign_async (self->workspace, id, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  copy = ilx_workspace_create_campaign_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copy, !=, id);
  g_assert_cmpuint (count (campaigns), ==, 2);
  g_assert_true (trash (self, id, TRUE, NULL));
  g_assert_cmpuint (count (campaigns), ==, 1);
  g_assert_cmpuint (count (trashed), ==, 1);
  g_assert_true (trash (self, id, FALSE, NULL));
  g_assert_cmpuint (count (campaigns), ==, 2);
  g_assert_cmpuint (count (trashed), ==, 0);
  g_assert_false (trash (self, "nobody", TRUE, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_FOUND);
}

/* A row stays the same object, so that what is bound to it follows. */
static void
test_row_is_live (Fixture *self, gconstpointer data)
{
  g_autofree char *id = create (self);
  IlxCampaign *row = ilx_campaign_list_find (ilx_workspace_get_campaigns (self->workspace), id);
  g_autoptr (IlxCampaign) campaign
      = ilx_campaign_store_load (ilx_workspace_get_store (self->workspace), id, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_set_subject (campaign, "Spring");
  ilx_campaign_set_html (campaign, "<p>Large</p>");
  ilx_campaign_store_save_async (ilx_workspace_get_store (self->workspace), campaign, NULL,
                                 ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (
      ilx_campaign_store_save_finish (ilx_workspace_get_store (self->workspace), result, NULL));
  ilx_workspace_refresh_campaign (self->workspace, id);
  g_assert_cmpstr (ilx_campaign_get_subject (row), ==, "Spring");
  g_assert_null (ilx_campaign_get_html (row));
}

/* The first page is there at once, the rest comes by itself, each once and in order. */
static void
test_pages (Fixture *self, gconstpointer data)
{
  const guint n = 520;
  g_autoptr (IlxCampaignList) list = NULL;
  gint64 before = G_MAXINT64;

  for (guint i = 0; i < n; i++)
    g_free (create (self));
  list = ilx_campaign_list_new (ilx_workspace_get_store (self->workspace), FALSE);
  g_assert_cmpuint (count (list), >, 0);
  g_assert_cmpuint (count (list), <, n);
  g_assert_false (ilx_campaign_list_is_complete (list));
  while (!ilx_campaign_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count (list), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (ilx_campaign_get_created_at (campaign), <=, before);
      before = ilx_campaign_get_created_at (campaign);
    }
}

/* Nothing but an account and an audience stands against sending the samples. */
static void
test_samples_are_good (Fixture *self, gconstpointer data)
{
  static const char *const allowed[] = { "not-connected", "no-audience", NULL };
  IlxCampaignList *campaigns = ilx_workspace_get_campaigns (self->workspace);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      ilx_samples_add_async (self->workspace, NULL, ilx_test_await_cb, &result);
      ilx_test_await (&result);
      g_assert_true (ilx_samples_add_finish (self->workspace, result, NULL));
      g_assert_cmpuint (count (campaigns), ==, 2);
    }
  for (guint i = 0; i < count (campaigns); i++)
    {
      g_autoptr (IlxCampaign) row = g_list_model_get_item (G_LIST_MODEL (campaigns), i);
      g_autoptr (IlxCampaign) campaign = ilx_campaign_store_load (
          ilx_workspace_get_store (self->workspace), ilx_campaign_get_id (row), NULL);
      g_autoptr (GPtrArray) findings = NULL;

      ilx_campaign_set_platform (campaign, "klaviyo");
      findings = ilx_engine_check_campaign (self->engine, campaign, NULL);
      for (guint f = 0; f < findings->len; f++)
        {
          const IlxFinding *finding = g_ptr_array_index (findings, f);

          g_test_message ("%s: %s", finding->code, finding->message);
          if (finding->level == ILX_FINDING_BLOCKS)
            g_assert_true (g_strv_contains (allowed, finding->code));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/workspace/lists-follow", test_lists_follow);
  ADD ("/workspace/row-is-live", test_row_is_live);
  ADD ("/workspace/pages", test_pages);
  ADD ("/workspace/samples-are-good", test_samples_are_good);
  return g_test_run ();
}
