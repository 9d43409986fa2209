/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ilx-account-store.h"
#include "ilx-campaign-store.h"
#include "publish-fixture.h"


static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_null (fixture->result);
  fixture->result = g_object_ref (result);
}

/* Lets time pass wherever something waits for it. */
static void
wait_for_result (Fixture *fixture)
{
  while (fixture->result == NULL)
    {
      if (ilx_clock_get_n_waiting (fixture->clock) > 0)
        ilx_clock_advance (fixture->clock, ILX_SECOND);
      g_main_context_iteration (NULL, ilx_clock_get_n_waiting (fixture->clock) == 0);
    }
}

static IlxOperation *
take_operation (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wait_for_result (fixture);
  result = g_steal_pointer (&fixture->result);
  return ilx_publisher_finish (fixture->publisher, result, error);
}

void
save_campaign (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_campaign_store_save_async (fixture->store, fixture->campaign, NULL, result_cb, fixture);
  wait_for_result (fixture);
  result = g_steal_pointer (&fixture->result);
  ilx_campaign_store_save_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

void
set_up_campaign (Fixture *fixture)
{
  static const char *const included[] = { "LIST", NULL };

  fixture->campaign = ilx_campaign_new ();
  ilx_campaign_set_platform (fixture->campaign, "fake");
  ilx_campaign_set_connection_id (fixture->campaign, "account");
  ilx_campaign_set_subject (fixture->campaign, "Spring sale");
  ilx_campaign_set_html (fixture->campaign, "<p>Hello</p>");
  ilx_campaign_set_included (fixture->campaign, included);
  save_campaign (fixture);
}

static void
set_up_connection (Fixture *fixture)
{
  g_autoptr (IlxConnection) connection = ilx_connection_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_connection_set_id (connection, "account");
  ilx_connection_set_platform (connection, "fake");
  ilx_connection_store_save_async (fixture->store, connection, NULL, result_cb, fixture);
  wait_for_result (fixture);
  result = g_steal_pointer (&fixture->result);
  ilx_connection_store_save_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *lock_path = NULL;

  fixture->dir = g_dir_make_tmp ("ilx-publish-XXXXXX", NULL);
  path = g_build_filename (fixture->dir, "illixis.db", NULL);
  lock_path = g_build_filename (fixture->dir, "operations.lock", NULL);
  fixture->clock = ilx_clock_new_manual (NOW);
  fixture->store = ilx_store_open (path, fixture->clock, &error);
  g_assert_no_error (error);
  fixture->platform = fake_platform_new ();
  fixture->publisher = ilx_publisher_new (fixture->store, lock_path);
  set_up_connection (fixture);
  set_up_campaign (fixture);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->publisher);
  g_object_unref (fixture->platform);
  g_object_unref (fixture->campaign);
  ilx_store_close (fixture->store);
  g_object_unref (fixture->store);
  g_object_unref (fixture->clock);
  remove_tree (fixture->dir);
  g_free (fixture->dir);
}

static IlxPublishMeans
get_means (Fixture *fixture)
{
  static IlxSender sender;

  sender.email = (char *) "hello@shop.example";
  return (IlxPublishMeans){ ILX_PLATFORM (fixture->platform), &sender, "Hello", fixture->repeats };
}

IlxOperation *
begin (Fixture *fixture, IlxDeliveryMode mode, gint64 at, GError **error)
{
  IlxPublishMeans means = get_means (fixture);

  ilx_publisher_begin_async (fixture->publisher, fixture->campaign, &means, mode, at, NULL,
                             result_cb, fixture);
  return take_operation (fixture, error);
}

IlxOperation *
resume (Fixture *fixture, const char *id, IlxRunMode mode, GError **error)
{
  IlxPublishMeans means = get_means (fixture);

  ilx_publisher_resume_async (fixture->publisher, id, &means, mode, NULL, result_cb, fixture);
  return take_operation (fixture, error);
}

IlxOperation *
confirm (Fixture *fixture, const char *id, gint64 count, GError **error)
{
  IlxPublishMeans means = get_means (fixture);

  ilx_publisher_confirm_async (fixture->publisher, id, count, &means, NULL, result_cb, fixture);
  return take_operation (fixture, error);
}

IlxOperation *
decide (Fixture *fixture, const char *id, gboolean went_out, GError **error)
{
  ilx_publisher_decide_async (fixture->publisher, id, went_out, NULL, result_cb, fixture);
  return take_operation (fixture, error);
}

IlxCampaign *
load_campaign (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  IlxCampaign *campaign
      = ilx_campaign_store_load (fixture->store, ilx_campaign_get_id (fixture->campaign), &error);

  g_assert_no_error (error);
  return campaign;
}

void
assert_campaign_state (Fixture *fixture, IlxCampaignState state)
{
  g_autoptr (IlxCampaign) campaign = load_campaign (fixture);

  g_assert_cmpstr (ilx_campaign_state_get_name (ilx_campaign_get_state (campaign)), ==,
                   ilx_campaign_state_get_name (state));
}

void
assert_operation_state (IlxOperation *operation, IlxOperationState state)
{
  g_assert_nonnull (operation);
  g_assert_cmpstr (ilx_operation_state_get_name (ilx_operation_get_state (operation)), ==,
                   ilx_operation_state_get_name (state));
}

/* The open operation of the campaign, or NULL. */
char *
dup_open_id (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) open = ilx_journal_store_load_open (
      fixture->store, ilx_campaign_get_id (fixture->campaign), &error);

  g_assert_no_error (error);
  return open != NULL ? g_strdup (ilx_operation_get_id (open)) : NULL;
}

IlxOperation *
begin_and_confirm (Fixture *fixture, GError **error)
{
  g_autoptr (IlxOperation) operation = begin (fixture, ILX_DELIVER_NOW, 0, error);

  if (operation == NULL)
    return NULL;
  assert_operation_state (operation, ILX_OPERATION_AWAITING_CONFIRMATION);
  return confirm (fixture, ilx_operation_get_id (operation), 100, error);
}

/* Goes on with whatever is open, as a user would who starts the program again. */
void
go_on (Fixture *fixture, guint n_times)
{
  for (guint i = 0; i < n_times; i++)
    {
      g_autofree char *id = dup_open_id (fixture);
      g_autoptr (IlxOperation) operation = NULL;

      if (id == NULL)
        return;
      operation = resume (fixture, id, ILX_RUN_ALL, NULL);
      if (operation != NULL
          && ilx_operation_get_state (operation) == ILX_OPERATION_AWAITING_CONFIRMATION)
        {
          g_autoptr (IlxOperation) confirmed
              = confirm (fixture, id, ilx_operation_get_estimate (operation), NULL);
        }
    }
}
