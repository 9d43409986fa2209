/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed, undone, and kept. */
#include "config.h"

#include "ilx-error.h"
#include "workspace-fixture.h"

static void
type (IlxDocument *document, const char *field, guint offset, const char *text)
{
  for (const char *letter = text; *letter != '\0'; letter = g_utf8_next_char (letter))
    {
      char one[7] = "";

      g_utf8_strncpy (one, letter, 1);
      ilx_document_edit_text (document, field, offset++, 0, one);
    }
}

static const char *
get_html (IlxDocument *document)
{
  return ilx_campaign_get_html (ilx_document_get_campaign (document));
}

static const char *
get_subject (IlxDocument *document)
{
  return ilx_campaign_get_subject (ilx_document_get_campaign (document));
}

static char *
dup_undo_label (IlxDocument *document)
{
  char *label;

  g_object_get (document, "undo-label", &label, NULL);
  return label;
}

static void
test_typing_saves_itself (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxCampaign) stored = NULL;
  IlxCampaign *row = ilx_campaign_list_find (ilx_workspace_get_campaigns (self->workspace), id);

  type (document, "html", 3, "Häppy 🎉");
  type (document, "subject", 11, "!");
  g_assert_false (ilx_document_is_saved (document));
  g_assert_cmpstr (get_html (document), ==, "<p>Häppy 🎉</p>");
  fixture_await_saved (document);
  stored = fixture_load (self, id);
  g_assert_cmpstr (ilx_campaign_get_html (stored), ==, "<p>Häppy 🎉</p>");
  g_assert_cmpstr (ilx_campaign_get_subject (stored), ==, "Spring sale!");
  g_assert_cmpstr (ilx_campaign_get_subject (row), ==, "Spring sale!");
}

static void
test_typing_is_one_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p>Old</p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autofree char *label = NULL;

  type (document, "html", 6, " and new");
  ilx_document_end_typing (document);
  /* Backspace over what was typed just now and before. */
  for (guint i = 0; i < 5; i++)
    ilx_document_edit_text (document, "html", 13 - i, 1, "");
  g_assert_cmpstr (get_html (document), ==, "<p>Old an</p>");
  ilx_document_undo (document);
  g_assert_cmpstr (get_html (document), ==, "<p>Old and new</p>");
  label = dup_undo_label (document);
  g_assert_cmpstr (label, ==, "Undo Edit HTML");
  ilx_document_undo (document);
  g_assert_cmpstr (get_html (document), ==, "<p>Old</p>");
  ilx_document_undo (document);
  ilx_document_redo (document);
  ilx_document_redo (document);
  ilx_document_redo (document);
  g_assert_cmpstr (get_html (document), ==, "<p>Old an</p>");
  fixture_await_saved (document);
}

static void
test_undo_after_reopening (Fixture *self, gconstpointer data)
{
  static const char *const lists[] = { "L1", "L2", NULL };
  g_autofree char *id = fixture_create (self, NULL);
  g_autoptr (IlxCampaign) before = fixture_load (self, id);
  g_autoptr (IlxCampaign) after = NULL;
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);

  type (document, "html", 0, "Hello");
  ilx_document_set_string (document, "subject", "Autumn sale");
  ilx_document_set_strv (document, "included", lists);
  ilx_document_set_boolean (document, "has-open-tracking", FALSE);
  ilx_document_set_string (document, "preview-text", NULL);
  ilx_document_undo (document);
  g_assert_true (fixture_flush (document, NULL));
  after = fixture_load (self, id);
  g_clear_object (&document);
  fixture_reopen (self);

  document = fixture_open_document (self, id);
  g_assert_cmpstr (get_subject (document), ==, "Autumn sale");
  ilx_document_redo (document);
  g_assert_false (ilx_campaign_get_has_open_tracking (ilx_document_get_campaign (document)));
  for (guint i = 0; i < 9; i++)
    ilx_document_undo (document);
  g_assert_null (get_html (document));
  g_assert_cmpstr (get_subject (document), ==, "Spring sale");
  g_assert_null (ilx_campaign_get_included (ilx_document_get_campaign (document)));
  g_assert_true (fixture_flush (document, NULL));
  for (guint i = 0; i < 9; i++)
    ilx_document_redo (document);
  g_assert_cmpstr (get_html (document), ==, "Hello");
  g_assert_true (fixture_flush (document, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/document/typing-saves-itself", test_typing_saves_itself);
  ADD ("/document/typing-is-one-undo", test_typing_is_one_undo);
  ADD ("/document/undo-after-reopening", test_undo_after_reopening);
  return g_test_run ();
}
