/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that is full, or broken, while somebody writes: what is typed stays, is told to be not
 * saved, and is saved when there is room again. */
#include "config.h"

#include "../store/store-vfs.h"
#include "ilx-error.h"
#include "ilx-session.h"
#include "workspace-fixture.h"

static void
error_cb (IlxDocument *document, GParamSpec *pspec, guint *has_error)
{
  *has_error = ilx_document_get_error (document) != NULL;
}

static void
type_until_it_fails (IlxDocument *document)
{
  guint has_error = FALSE;

  g_signal_connect (document, "notify::error", G_CALLBACK (error_cb), &has_error);
  ilx_document_edit_text (document, "html", 0, 0, "a");
  ilx_test_await_count (&has_error, TRUE);
  g_signal_handlers_disconnect_by_data (document, &has_error);
}

static void
assert_stored (Fixture *self, const char *id, const char *html)
{
  g_autoptr (IlxCampaign) stored = fixture_load (self, id);

  g_assert_cmpstr (ilx_campaign_get_html (stored), ==, html);
}

static void
test_tries_again (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);

  ilx_document_edit_text (document, "html", 0, 0, "x");
  g_assert_true (fixture_flush (document, NULL));
  store_vfs_arm (1, GPOINTER_TO_INT (data), TRUE);
  type_until_it_fails (document);
  g_assert_false (ilx_document_is_saved (document));
  g_assert_true (ilx_document_is_editable (document));
  g_assert_true (ilx_document_get_error (document)->domain == ILX_ERROR);
  ilx_document_edit_text (document, "html", 1, 0, "b");
  ilx_document_end_typing (document);
  ilx_document_edit_text (document, "html", 2, 0, "c");
  ilx_test_spin (300);
  g_assert_false (ilx_document_is_saved (document));
  assert_stored (self, id, "x");
  g_assert_true (store_vfs_disarm ());
  fixture_await_saved (document);
  g_assert_null (ilx_document_get_error (document));
  assert_stored (self, id, "abcx");

  g_clear_object (&document);
  fixture_reopen (self);
  document = fixture_open_document (self, id);
  for (guint i = 0; i < 2; i++)
    ilx_document_undo (document);
  g_assert_cmpstr (ilx_campaign_get_html (ilx_document_get_campaign (document)), ==, "x");
  g_assert_true (fixture_flush (document, NULL));
}

/* Whoever wants to go on now is told at once, and does not wait for the next try. */
static void
test_flush (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_document_edit_text (document, "html", 0, 0, "x");
  store_vfs_arm (1, FAULT_FULL, TRUE);
  g_assert_false (fixture_flush (document, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_STORAGE_FULL);
  g_clear_error (&error);
  ilx_workspace_end_session_async (self->workspace, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_false (ilx_workspace_end_session_finish (self->workspace, result, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_STORAGE_FULL);
  g_assert_true (store_vfs_disarm ());
  g_assert_true (fixture_flush (document, NULL));
  assert_stored (self, id, "x");
}

/* The n-th write fails, for every n: after each, text and history are those of one moment. */
static void
test_each_write (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  gboolean has_failed = TRUE;

  for (guint n = 1; has_failed; n++)
    {
      g_autofree char *length = NULL;
      g_autofree char *inserted = NULL;
      g_autoptr (GError) error = NULL;

      ilx_document_end_typing (document);
      ilx_document_edit_text (document, "html", 0, 0, "y");
      store_vfs_arm (n, FAULT_IO, FALSE);
      if (!fixture_flush (document, &error))
        g_assert_true (error->domain == ILX_ERROR);
      has_failed = store_vfs_disarm ();
      length = fixture_query (self, "SELECT length (html) FROM campaign_body");
      inserted
          = fixture_query (self, "SELECT coalesce (sum (length (inserted)), 0) FROM campaign_edit");
      g_assert_cmpstr (length, ==, inserted);
      g_assert_true (fixture_flush (document, NULL));
      g_assert_cmpuint (n, <, 100);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  store_vfs_install ();
#define ADD(path, data, func)                                                                      \
  g_test_add (path, Fixture, GINT_TO_POINTER (data), fixture_set_up, func, fixture_tear_down)
  ADD ("/document/disk/full", FAULT_FULL, test_tries_again);
  ADD ("/document/disk/broken", FAULT_IO, test_tries_again);
  ADD ("/document/disk/flush", 0, test_flush);
  ADD ("/document/disk/each-write", 0, test_each_write);
  return g_test_run ();
}
