/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "store-fixture.h"

void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->store = ilx_store_open (self->path, self->clock, &error);
  g_assert_no_error (error);
}

void
fixture_init (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("illixis-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "illixis.db", NULL);
  self->clock = ilx_clock_new_manual (STORE_NOW);
  fixture_open (self);
}

void
fixture_close (Fixture *self)
{
  if (self->store != NULL)
    ilx_store_close (self->store);
  ilx_test_finalize (g_steal_pointer (&self->store));
}

void
fixture_reopen (Fixture *self)
{
  fixture_close (self);
  fixture_open (self);
}

void
fixture_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        fixture_remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
fixture_clear (Fixture *self)
{
  if (self->store != NULL)
    fixture_close (self);
  fixture_remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->path);
  ilx_test_finalize (self->clock);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  ilx_test_await (result);
  return *result;
}

gboolean
save_campaign (IlxStore *store, IlxCampaign *campaign, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_store_save_async (store, campaign, NULL, ilx_test_await_cb, &result);
  return ilx_campaign_store_save_finish (store, wait_for (&result), error);
}

gboolean
save_edited (IlxStore *store, IlxCampaign *campaign, IlxEditLog *log, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_store_save_edited_async (store, campaign, log, NULL, ilx_test_await_cb, &result);
  return ilx_campaign_store_save_finish (store, wait_for (&result), error);
}

gboolean
save_delivery (IlxStore *store, IlxCampaign *campaign, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_store_save_delivery_async (store, campaign, NULL, ilx_test_await_cb, &result);
  return ilx_campaign_store_save_delivery_finish (store, wait_for (&result), error);
}

gboolean
trash_campaign (IlxStore *store, const char *id, gboolean is_trashed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_store_trash_async (store, id, is_trashed, NULL, ilx_test_await_cb, &result);
  return ilx_campaign_store_trash_finish (store, wait_for (&result), error);
}

gboolean
begin_operation (IlxStore *store, IlxOperation *operation, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_journal_store_begin_async (store, operation, NULL, ilx_test_await_cb, &result);
  return ilx_journal_store_begin_finish (store, wait_for (&result), error);
}

gboolean
commit_operation (IlxStore *store,
                  IlxOperation *operation,
                  IlxOperationStep *step,
                  IlxCampaign *campaign,
                  GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_journal_store_commit_async (store, operation, step, campaign, NULL, ilx_test_await_cb,
                                  &result);
  return ilx_journal_store_commit_finish (store, wait_for (&result), error);
}

gboolean
save_connection (IlxStore *store, IlxConnection *connection, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_connection_store_save_async (store, connection, NULL, ilx_test_await_cb, &result);
  return ilx_connection_store_save_finish (store, wait_for (&result), error);
}

static char *
make_text (const IlxField *field, guint seed)
{
  if (field->type == ILX_FIELD_STRV)
    return g_strdup_printf ("[\"%s-%u\",\"quote \\\" and \u2068עברית\u2069\"]", field->name, seed);
  if (field->type == ILX_FIELD_MAP)
    return g_strdup_printf ("{\"%s\":\"%u\",\"empty\":\"\"}", field->name, seed);
  return g_strdup_printf ("%s %u; '; DROP TABLE campaign; -- 🎉", field->name, seed);
}

void
fill_record (gpointer record, guint seed)
{
  guint n_fields;
  const IlxField *fields = ilx_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const IlxField *field = &fields[i];
      g_autofree char *text = make_text (field, seed);

      if (ilx_field_is_text (field))
        ilx_record_take_text (record, field, text);
      else if (field->type == ILX_FIELD_BOOL)
        ilx_record_take_number (record, field, (seed + i) % 2);
      else if (field->type == ILX_FIELD_ENUM)
        ilx_record_take_number (record, field, 1 + seed % 2);
      else
        ilx_record_take_number (record, field, G_MAXINT64 / 2 - seed * 1000 - i);
    }
}

IlxCampaign *
make_campaign (const char *subject)
{
  static const char *const included[] = { "list-1", NULL };
  IlxCampaign *campaign = ilx_campaign_new ();

  ilx_campaign_set_platform (campaign, "klaviyo");
  ilx_campaign_set_connection_id (campaign, "connection-1");
  ilx_campaign_set_subject (campaign, subject);
  ilx_campaign_set_included (campaign, included);
  ilx_campaign_set_html (campaign, "<p>Hello</p>");
  return campaign;
}

IlxOperation *
make_operation (IlxCampaign *campaign)
{
  IlxOperation *operation = ilx_operation_new ();
  g_autofree char *fingerprint = ilx_campaign_dup_fingerprint (campaign);

  ilx_operation_set_kind (operation, "send-campaign");
  ilx_operation_set_campaign_id (operation, ilx_campaign_get_id (campaign));
  ilx_operation_set_connection_id (operation, ilx_campaign_get_connection_id (campaign));
  ilx_operation_set_mode (operation, ILX_DELIVER_NOW);
  ilx_operation_set_revision (operation, ilx_campaign_get_revision (campaign));
  ilx_operation_set_fingerprint (operation, fingerprint);
  return operation;
}

char *
query_file (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  char *answer = NULL;

  /* By the real disk's name: the default one may be made to fail. */
  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, "unix"), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);
  while (*sql != '\0')
    {
      g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, &sql), ==, SQLITE_OK);
      if (stmt == NULL)
        break;
      if (sqlite3_step (stmt) == SQLITE_ROW && answer == NULL)
        answer = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
      g_assert_cmpint (sqlite3_finalize (stmt), ==, SQLITE_OK);
    }
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return answer;
}
