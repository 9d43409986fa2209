/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "workspace-fixture.h"

void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = g_settings_new_with_path (SETTINGS_ID, "/io/illixis/test/");
  g_autoptr (IlxSecretStore) secrets = ilx_memory_secret_store_new ();

  self->engine = ilx_engine_open (self->dir, NULL, secrets, &error);
  g_assert_no_error (error);
  self->workspace = ilx_workspace_new (self->engine, settings, ILX_WORKSPACE_PLAIN);
}

void
fixture_close (Fixture *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ilx_test_finalize (g_steal_pointer (&self->workspace));
  ilx_test_finalize (g_steal_pointer (&self->engine));
}

void
fixture_reopen (Fixture *self)
{
  fixture_close (self);
  fixture_open (self);
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("document-XXXXXX", NULL);
  fixture_open (self);
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

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  fixture_close (self);
  delete_folder (self->dir);
  g_free (self->dir);
}

IlxStore *
fixture_get_store (Fixture *self)
{
  return ilx_workspace_get_store (self->workspace);
}

gboolean
fixture_save (Fixture *self, IlxCampaign *campaign, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_store_save_async (fixture_get_store (self), campaign, NULL, ilx_test_await_cb,
                                 &result);
  ilx_test_await (&result);
  return ilx_campaign_store_save_finish (fixture_get_store (self), result, error);
}

char *
fixture_create (Fixture *self, const char *html)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (GError) error = NULL;

  ilx_campaign_set_subject (campaign, "Spring sale");
  ilx_campaign_set_html (campaign, html);
  fixture_save (self, campaign, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_campaign (self->workspace, ilx_campaign_get_id (campaign));
  return g_strdup (ilx_campaign_get_id (campaign));
}

IlxCampaign *
fixture_load (Fixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  IlxCampaign *campaign = ilx_campaign_store_load (fixture_get_store (self), id, &error);

  g_assert_no_error (error);
  return campaign;
}

IlxDocument *
fixture_open_document (Fixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  IlxDocument *document = ilx_document_open (self->workspace, id, &error);

  g_assert_no_error (error);
  return document;
}

gboolean
fixture_flush (IlxDocument *document, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_document_flush_async (document, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_document_flush_finish (document, result, error);
}

static void
saved_cb (IlxDocument *document, GParamSpec *pspec, guint *is_saved)
{
  *is_saved = ilx_document_is_saved (document);
}

void
fixture_await_saved (IlxDocument *document)
{
  guint is_saved = ilx_document_is_saved (document);
  gulong handler
      = g_signal_connect (document, "notify::is-saved", G_CALLBACK (saved_cb), &is_saved);

  ilx_test_await_count (&is_saved, TRUE);
  g_signal_handler_disconnect (document, handler);
}

char *
fixture_query (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxStmt) stmt
      = ilx_db_prepare (ilx_store_get_reader (fixture_get_store (self)), sql, &error);

  g_assert_no_error (error);
  return ilx_stmt_step (stmt, &error) == ILX_ROW ? g_strdup (ilx_stmt_get_text (stmt, 0)) : NULL;
}

void
fixture_type (IlxDocument *document, const char *field, guint offset, const char *text)
{
  for (const char *letter = text; *letter != '\0'; letter = g_utf8_next_char (letter))
    {
      char one[7] = "";

      g_utf8_strncpy (one, letter, 1);
      ilx_document_edit_text (document, field, offset++, 0, one);
    }
}

const char *
fixture_get_html (IlxDocument *document)
{
  return ilx_campaign_get_html (ilx_document_get_campaign (document));
}

gboolean
fixture_can (IlxDocument *document, const char *property)
{
  gboolean is_possible;

  g_object_get (document, property, &is_possible, NULL);
  return is_possible;
}
