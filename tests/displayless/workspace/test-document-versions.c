/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions: kept, compared, restored; and nothing that is there now is ever lost by it. */
#include "config.h"

#include "ilx-error.h"
#include "workspace-fixture.h"

static gboolean
keep (IlxDocument *document, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_document_keep_version_async (document, name, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_document_keep_version_finish (document, result, NULL);
}

static gboolean
restore (IlxDocument *document, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_document_restore_version_async (document, id, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_document_restore_version_finish (document, result, error);
}

static gint64
get_id (IlxDocument *document, guint index)
{
  g_autoptr (GPtrArray) versions = ilx_document_load_versions (document, NULL);

  g_assert_cmpuint (versions->len, >, index);
  return ((IlxVersion *) g_ptr_array_index (versions, index))->id;
}

/* "name/kind …", the newest first. */
static char *
dup_versions (IlxDocument *document)
{
  g_autoptr (GPtrArray) versions = ilx_document_load_versions (document, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < versions->len; i++)
    {
      const IlxVersion *version = g_ptr_array_index (versions, i);

      g_string_append_printf (text, "%s%s/%d", i > 0 ? " " : "",
                              version->name != NULL ? version->name : "-", (int) version->kind);
    }
  return g_string_free (text, FALSE);
}

static void
assert_state (IlxDocument *document, const char *html, const char *subject)
{
  IlxCampaign *campaign = ilx_document_get_campaign (document);

  g_assert_cmpstr (ilx_campaign_get_html (campaign), ==, html);
  g_assert_cmpstr (ilx_campaign_get_subject (campaign), ==, subject);
}

static void
test_restore (Fixture *self, gconstpointer data)
{
  static const char *const lists[] = { "L1", "L2", NULL };
  g_autofree char *id = fixture_create (self, "<p>First</p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  g_autofree char *versions = NULL;

  g_assert_true (keep (document, "  The first 🎉 "));
  ilx_document_edit_text (document, "html", 3, 5, "Second");
  ilx_document_set_string (document, "subject", NULL);
  ilx_document_set_strv (document, "included", lists);
  ilx_document_set_boolean (document, "has-open-tracking", FALSE);

  g_assert_true (restore (document, get_id (document, 0), &error));
  g_assert_no_error (error);
  assert_state (document, "<p>First</p>", "Spring sale");
  g_assert_null (ilx_campaign_get_included (ilx_document_get_campaign (document)));
  g_assert_true (ilx_campaign_get_has_open_tracking (ilx_document_get_campaign (document)));
  g_object_get (document, "undo-label", &label, NULL);
  g_assert_cmpstr (label, ==, "Undo Restore Version");
  versions = dup_versions (document);
  g_assert_cmpstr (versions, ==, "-/1 The first 🎉/0");

  /* One undo brings everything back, also after a restart. */
  g_assert_true (fixture_flush (document, NULL));
  g_clear_object (&document);
  fixture_reopen (self);
  document = fixture_open_document (self, id);
  assert_state (document, "<p>First</p>", "Spring sale");
  ilx_document_undo (document);
  assert_state (document, "<p>Second</p>", NULL);
  g_assert_false (ilx_campaign_get_has_open_tracking (ilx_document_get_campaign (document)));
  /* And so does the version that was kept by itself. */
  ilx_document_redo (document);
  g_assert_true (restore (document, get_id (document, 0), &error));
  assert_state (document, "<p>Second</p>", NULL);
  g_assert_true (fixture_flush (document, NULL));
}

/* What is typed while the present is being kept goes by the edit, and comes back by an undo. */
static void
test_typing_meanwhile (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p>First</p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (keep (document, NULL));
  ilx_document_set_string (document, "subject", "Before");
  ilx_document_restore_version_async (document, get_id (document, 0), NULL, ilx_test_await_cb,
                                      &result);
  ilx_document_set_string (document, "subject", "Meanwhile");
  ilx_test_await (&result);
  g_assert_true (ilx_document_restore_version_finish (document, result, NULL));
  assert_state (document, "<p>First</p>", "Spring sale");
  ilx_document_undo (document);
  assert_state (document, "<p>First</p>", "Meanwhile");
  g_assert_true (fixture_flush (document, NULL));
}

static void
test_compare (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p>First</p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxStoredEdit) same = NULL;
  g_autoptr (IlxStoredEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *versions = NULL;

  g_assert_true (keep (document, " "));
  same = ilx_document_compare_version (document, get_id (document, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (same->parts->len, ==, 0);
  /* Restoring what is there already is no edit, and keeps nothing twice. */
  g_assert_true (restore (document, get_id (document, 0), NULL));
  versions = dup_versions (document);
  g_assert_cmpstr (versions, ==, "-/0");

  ilx_document_edit_text (document, "html", 3, 0, "Not the ");
  edit = ilx_document_compare_version (document, get_id (document, 0), &error);
  g_assert_cmpuint (edit->parts->len, ==, 1);
  g_assert_cmpstr (ilx_stored_edit_get (edit, 0)->field, ==, "html");
  g_assert_cmpstr (ilx_stored_edit_get (edit, 0)->removed, ==, "<p>Not the First</p>");
  g_assert_cmpstr (ilx_stored_edit_get (edit, 0)->inserted, ==, "<p>First</p>");
  g_assert_null (ilx_document_compare_version (document, 4711, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_FOUND);
  g_assert_true (fixture_flush (document, NULL));
}

/* What can't be edited stays as it is; but what it is can be kept. */
static void
test_locked (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p>First</p>");
  g_autoptr (IlxDocument) document = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_workspace_trash_campaign_async (self->workspace, id, TRUE, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  document = fixture_open_document (self, id);
  g_assert_false (ilx_document_is_editable (document));
  g_assert_true (keep (document, "As it is"));
  g_assert_false (restore (document, get_id (document, 0), &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_clear_object (&result);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/workspace/versions/restore", test_restore);
  ADD ("/workspace/versions/typing-meanwhile", test_typing_meanwhile);
  ADD ("/workspace/versions/compare", test_compare);
  ADD ("/workspace/versions/locked", test_locked);
  return g_test_run ();
}
