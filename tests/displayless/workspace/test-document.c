/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed, undone, and kept. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "workspace-fixture.h"

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

  fixture_type (document, "html", 3, "Häppy 🎉");
  fixture_type (document, "subject", 11, "!");
  g_assert_false (ilx_document_is_saved (document));
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Häppy 🎉</p>");
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

  fixture_type (document, "html", 6, " and new");
  ilx_document_end_typing (document);
  /* Backspace over what was typed just now and before. */
  for (guint i = 0; i < 5; i++)
    ilx_document_edit_text (document, "html", 13 - i, 1, "");
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Old an</p>");
  ilx_document_undo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Old and new</p>");
  label = dup_undo_label (document);
  g_assert_cmpstr (label, ==, "Undo Edit HTML");
  ilx_document_undo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Old</p>");
  ilx_document_undo (document);
  ilx_document_redo (document);
  ilx_document_redo (document);
  ilx_document_redo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Old an</p>");
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

  fixture_type (document, "html", 0, "Hello");
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
  g_assert_null (fixture_get_html (document));
  g_assert_cmpstr (get_subject (document), ==, "Spring sale");
  g_assert_null (ilx_campaign_get_included (ilx_document_get_campaign (document)));
  g_assert_true (fixture_flush (document, NULL));
  for (guint i = 0; i < 9; i++)
    ilx_document_redo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "Hello");
  g_assert_true (fixture_flush (document, NULL));
}

/* Typing that joins the edit that was saved last, and edits that end what could be redone. */
static void
test_saves_in_between (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autofree char *found = NULL;

  fixture_type (document, "html", 0, "abc");
  g_assert_true (fixture_flush (document, NULL));
  fixture_type (document, "html", 3, "def");
  g_assert_true (fixture_flush (document, NULL));
  ilx_document_set_string (document, "subject", "One");
  ilx_document_set_string (document, "from-name", "Two");
  ilx_document_undo (document);
  g_assert_true (fixture_flush (document, NULL));
  ilx_document_undo (document);
  ilx_document_set_string (document, "reply-to", "a@b.example");
  g_assert_true (fixture_flush (document, NULL));
  g_clear_object (&document);
  fixture_reopen (self);
  found = fixture_query (
      self, "SELECT group_concat (position || field || removed || '>' || inserted, ' ')"
            " || (SELECT ' ' || cursor FROM campaign_history) FROM campaign_edit");
  g_assert_cmpstr (found, ==, "0html>abcdef 2");

  document = fixture_open_document (self, id);
  ilx_document_undo (document);
  ilx_document_undo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "");
  g_assert_null (ilx_campaign_get_reply_to (ilx_document_get_campaign (document)));
  g_assert_true (fixture_flush (document, NULL));
}

/* --- What views are told ---------------------------------------------------------------------- */

/* A view that knows its text by the signal alone. */
typedef struct
{
  GString *text;
  guint n_told;
  guint n_own;
} View;

static void
text_changed_cb (IlxDocument *document,
                 const char *field,
                 guint offset,
                 guint n_removed,
                 const char *inserted,
                 View *view)
{
  const char *start, *end;

  if (!g_str_equal (field, "html"))
    return;
  view->n_told++;
  view->n_own += ilx_document_is_editing (document) ? 1 : 0;
  start = g_utf8_offset_to_pointer (view->text->str, offset);
  end = g_utf8_offset_to_pointer (start, n_removed);
  g_string_erase (view->text, start - view->text->str, end - start);
  g_string_insert (view->text, g_utf8_offset_to_pointer (view->text->str, offset) - view->text->str,
                   inserted);
}

static void
test_views_follow (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p>Über uns</p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  View view = { g_string_new (fixture_get_html (document)), 0, 0 };

  g_signal_connect (document, "text-changed", G_CALLBACK (text_changed_cb), &view);
  ilx_document_edit_text (document, "html", 3, 4, "🎉");
  g_assert_cmpuint (view.n_own, ==, 1);
  ilx_document_set_string (document, "html", "<p>🎉 um</p><b/>");
  ilx_document_set_string (document, "html", "<p>🎉 um</p><b/>");
  g_assert_cmpuint (view.n_told, ==, 2);
  g_assert_cmpuint (view.n_own, ==, 1);
  ilx_document_set_string (document, "html", NULL);
  g_assert_cmpstr (view.text->str, ==, "");
  ilx_document_undo (document);
  g_assert_cmpstr (view.text->str, ==, fixture_get_html (document));
  ilx_document_undo (document);
  ilx_document_undo (document);
  g_assert_cmpstr (view.text->str, ==, "<p>Über uns</p>");
  g_assert_false (ilx_document_is_editing (document));
  g_signal_handlers_disconnect_by_data (document, &view);
  g_string_free (view.text, TRUE);
  g_assert_true (fixture_flush (document, NULL));
}

static char *
dup_random_text (void)
{
  static const char *const pieces[] = {
    "a",     "ä",  "🎉",       "</p>",
    "עברית", "\n", "e\u0301", "<b>long enough not to be typed, but a paste of a piece of a mail</b>"
  };
  GString *text = g_string_new (NULL);

  for (gint i = g_test_rand_int_range (0, 3); i > 0; i--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
edit_at_random (IlxDocument *document)
{
  static const char *const fields[] = { "html", "html", "html", "text", "subject" };
  static const char *const lists[] = { "L1", "L2", "L3", NULL };
  g_autofree char *text = dup_random_text ();
  const char *field = fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))];

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      ilx_document_set_strv (document, "included", lists + g_test_rand_int_range (0, 4));
      break;
    case 1:
      ilx_document_set_boolean (document, "has-utm-tracking", g_test_rand_bit ());
      break;
    case 2:
      ilx_document_set_string (document, field, g_test_rand_bit () ? text : NULL);
      break;
    case 3:
    case 4:
    case 5:
      ilx_document_undo (document);
      break;
    case 6:
    case 7:
      ilx_document_redo (document);
      break;
    case 8:
      fixture_type (document, field, (guint) g_test_rand_int_range (0, 30), text);
      break;
    default:
      /* Also beyond the end, as a view with an old idea of the text might. */
      ilx_document_edit_text (document, field, (guint) g_test_rand_int_range (0, 60),
                              (guint) g_test_rand_int_range (0, 9), text);
    }
}

static char *
dup_content (IlxDocument *document)
{
  g_autoptr (IlxCampaign) copy = ilx_record_copy (ilx_document_get_campaign (document));
  g_autoptr (JsonNode) node = NULL;

  ilx_campaign_set_revision (copy, 0);
  ilx_campaign_set_updated_at (copy, 0);
  node = ilx_record_to_json (copy);
  return ilx_json_to_text (node, TRUE);
}

/* Whatever is done, and however often the program ends in between: undone it is the first text,
 * redone the last, and a view knows it by what it was told. */
static void
test_random_walk (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p>Ünder</p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autofree char *first = dup_content (document);

  for (guint round = 0; round < 12; round++)
    {
      View view = { g_string_new (fixture_get_html (document)), 0, 0 };
      g_autofree char *last = NULL;
      g_autofree char *found = NULL;
      const char *html;

      g_signal_connect (document, "text-changed", G_CALLBACK (text_changed_cb), &view);
      for (guint i = 0; i < 40; i++)
        edit_at_random (document);
      html = fixture_get_html (document);
      g_assert_cmpstr (view.text->str, ==, html != NULL ? html : "");
      g_signal_handlers_disconnect_by_data (document, &view);
      g_string_free (view.text, TRUE);
      g_assert_true (fixture_flush (document, NULL));
      last = dup_content (document);
      g_clear_object (&document);
      fixture_reopen (self);
      document = fixture_open_document (self, id);
      found = dup_content (document);
      g_assert_cmpstr (found, ==, last);
      if (round % 3 == 2)
        {
          g_autofree char *redone = NULL;
          g_autofree char *undone = NULL;

          while (fixture_can (document, "can-redo"))
            ilx_document_redo (document);
          redone = dup_content (document);
          while (fixture_can (document, "can-undo"))
            ilx_document_undo (document);
          undone = dup_content (document);
          g_assert_cmpstr (undone, ==, first);
          while (fixture_can (document, "can-redo"))
            ilx_document_redo (document);
          g_free (found);
          found = dup_content (document);
          g_assert_cmpstr (found, ==, redone);
        }
    }
  g_assert_true (fixture_flush (document, NULL));
}

/* --- Others ----------------------------------------------------------------------------------- */

static void
save_elsewhere (Fixture *self, const char *id, const char *subject)
{
  g_autoptr (IlxCampaign) other = fixture_load (self, id);
  g_autoptr (GError) error = NULL;

  ilx_campaign_set_subject (other, subject);
  fixture_save (self, other, &error);
  g_assert_no_error (error);
}

/* With nothing of its own to write, a document shows what others wrote. */
static void
test_follows_others (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autofree char *label = NULL;

  fixture_type (document, "html", 3, "Mine");
  g_assert_true (fixture_flush (document, NULL));
  save_elsewhere (self, id, "Theirs");
  ilx_workspace_refresh_campaign (self->workspace, id);
  g_assert_cmpstr (get_subject (document), ==, "Theirs");
  g_assert_true (ilx_document_is_saved (document));
  label = dup_undo_label (document);
  g_assert_cmpstr (label, ==, "Undo Changes Made Elsewhere");
  fixture_type (document, "html", 7, "!");
  g_assert_true (fixture_flush (document, NULL));
  for (guint i = 0; i < 2; i++)
    ilx_document_undo (document);
  g_assert_cmpstr (get_subject (document), ==, "Spring sale");
  ilx_document_undo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p></p>");
  g_assert_true (fixture_flush (document, NULL));
}

/* What others wrote while it was closed is an undo away, too. */
static void
test_others_while_closed (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);

  fixture_type (document, "html", 3, "Mine");
  g_assert_true (fixture_flush (document, NULL));
  g_clear_object (&document);
  save_elsewhere (self, id, "Theirs");
  fixture_reopen (self);
  document = fixture_open_document (self, id);
  g_assert_cmpstr (get_subject (document), ==, "Theirs");
  ilx_document_undo (document);
  g_assert_cmpstr (get_subject (document), ==, "Spring sale");
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Mine</p>");
  g_assert_true (fixture_flush (document, NULL));
}

/* Changed here and elsewhere: nothing is written over, nothing is dropped. */
static void
test_conflict (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxCampaign) stored = NULL;
  g_autoptr (GError) error = NULL;

  fixture_type (document, "html", 3, "Mine");
  save_elsewhere (self, id, "Theirs");
  g_assert_false (fixture_flush (document, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_error (ilx_document_get_error (document), ILX_ERROR, ILX_ERROR_CONFLICT);
  ilx_workspace_refresh_campaign (self->workspace, id);
  fixture_type (document, "html", 7, " too");
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Mine too</p>");
  g_assert_cmpstr (get_subject (document), ==, "Spring sale");
  g_assert_false (ilx_document_is_saved (document));

  g_clear_error (&error);
  g_assert_true (ilx_document_reload (document, &error));
  g_assert_no_error (error);
  g_assert_null (ilx_document_get_error (document));
  g_assert_cmpstr (get_subject (document), ==, "Theirs");
  g_assert_cmpstr (fixture_get_html (document), ==, "<p></p>");
  fixture_await_saved (document);
  g_clear_object (&document);
  fixture_reopen (self);
  document = fixture_open_document (self, id);
  g_assert_cmpstr (get_subject (document), ==, "Theirs");
  ilx_document_undo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Mine too</p>");
  g_assert_true (fixture_flush (document, NULL));
  stored = fixture_load (self, id);
  g_assert_cmpstr (ilx_campaign_get_html (stored), ==, "<p>Mine too</p>");
}

static char *
dup_unsaved (Fixture *self)
{
  return fixture_query (self, "SELECT value FROM app_state WHERE key LIKE 'unsaved/%'");
}

/* The same, but the program ends before anybody decides. */
static void
test_cut_off_in_conflict (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  IlxDocument *document = fixture_open_document (self, id);
  g_autofree char *unsaved = NULL;
  g_autofree char *forgotten = NULL;

  save_elsewhere (self, id, "Theirs");
  fixture_type (document, "html", 3, "Mine");
  g_assert_false (fixture_flush (document, NULL));
  fixture_type (document, "html", 7, " too");
  while (unsaved == NULL || strstr (unsaved, "Mine too") == NULL)
    {
      ilx_test_spin (20);
      g_free (unsaved);
      unsaved = dup_unsaved (self);
    }
  /* What holds itself while it can't write is let go by hand, as a kill would. */
  g_object_run_dispose (G_OBJECT (document));
  g_object_unref (document);
  g_object_unref (document);
  fixture_reopen (self);

  document = fixture_open_document (self, id);
  g_assert_cmpstr (get_subject (document), ==, "Theirs");
  g_assert_cmpstr (fixture_get_html (document), ==, "<p></p>");
  fixture_await_saved (document);
  ilx_test_spin (50);
  forgotten = dup_unsaved (self);
  g_assert_null (forgotten);
  g_object_unref (document);
  fixture_reopen (self);
  document = fixture_open_document (self, id);
  ilx_document_undo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Mine too</p>");
  ilx_document_undo (document);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p></p>");
  g_assert_true (fixture_flush (document, NULL));
  g_object_unref (document);
}

/* --- Accounts, and what is not there ---------------------------------------------------------- */

static void
test_account (Fixture *self, gconstpointer data)
{
  static const char *const lists[] = { "L1", NULL };
  g_autofree char *id = fixture_create (self, "");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxConnection) connection = ilx_connection_new ();
  IlxCampaign *campaign = ilx_document_get_campaign (document);
  g_autofree char *label = NULL;

  ilx_connection_set_id (connection, "account-1");
  ilx_connection_set_platform (connection, "klaviyo");
  ilx_document_set_strv (document, "included", lists);
  ilx_document_set_account (document, connection);
  ilx_document_set_account (document, connection);
  g_assert_cmpstr (ilx_campaign_get_platform (campaign), ==, "klaviyo");
  g_assert_cmpstr (ilx_campaign_get_connection_id (campaign), ==, "account-1");
  g_assert_null (ilx_campaign_get_included (campaign));
  label = dup_undo_label (document);
  g_assert_cmpstr (label, ==, "Undo Change Account");
  ilx_document_undo (document);
  g_assert_null (ilx_campaign_get_connection_id (campaign));
  g_assert_cmpstr (ilx_campaign_get_included (campaign)[0], ==, "L1");
  g_assert_true (fixture_flush (document, NULL));
}

static void
test_not_found (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ilx_document_open (self->workspace, "nobody", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_NOT_FOUND);
}

static void
test_one_a_campaign (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxDocument) again = fixture_open_document (self, id);

  g_assert_true (document == again);
}

static void
gone_cb (gpointer user_data, GObject *object)
{
  *(guint *) user_data = TRUE;
}

/* Closed in the middle of a word. */
static void
test_closing_saves (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  IlxDocument *document = fixture_open_document (self, id);
  guint is_gone = FALSE;

  g_object_weak_ref (G_OBJECT (document), gone_cb, &is_gone);
  fixture_type (document, "html", 0, "Hel");
  g_object_unref (document);
  ilx_test_await_count (&is_gone, TRUE);
  {
    g_autoptr (IlxCampaign) stored = fixture_load (self, id);

    g_assert_cmpstr (ilx_campaign_get_html (stored), ==, "Hel");
  }
}

static void
test_flush_all (Fixture *self, gconstpointer data)
{
  g_autofree char *first_id = fixture_create (self, "");
  g_autofree char *second_id = fixture_create (self, "");
  g_autoptr (IlxDocument) first = fixture_open_document (self, first_id);
  g_autoptr (IlxDocument) second = fixture_open_document (self, second_id);
  g_autoptr (GAsyncResult) result = NULL;

  fixture_type (first, "html", 0, "First");
  fixture_type (second, "html", 0, "Second");
  ilx_workspace_flush_async (self->workspace, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_workspace_flush_finish (self->workspace, result, NULL));
  g_assert_true (ilx_document_is_saved (first));
  g_assert_true (ilx_document_is_saved (second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/document/typing-saves-itself", test_typing_saves_itself);
  ADD ("/document/typing-is-one-undo", test_typing_is_one_undo);
  ADD ("/document/undo-after-reopening", test_undo_after_reopening);
  ADD ("/document/saves-in-between", test_saves_in_between);
  ADD ("/document/views-follow", test_views_follow);
  ADD ("/document/random-walk", test_random_walk);
  ADD ("/document/follows-others", test_follows_others);
  ADD ("/document/others-while-closed", test_others_while_closed);
  ADD ("/document/conflict", test_conflict);
  ADD ("/document/cut-off-in-conflict", test_cut_off_in_conflict);
  ADD ("/document/account", test_account);
  ADD ("/document/not-found", test_not_found);
  ADD ("/document/one-a-campaign", test_one_a_campaign);
  ADD ("/document/closing-saves", test_closing_saves);
  ADD ("/document/flush-all", test_flush_all);
  return g_test_run ();
}
