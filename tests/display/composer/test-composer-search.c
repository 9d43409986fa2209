/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching and replacing in the source. */
#include "config.h"

#include "composer-fixture.h"
#include "ilx-source-pane.h"

#define HTML "<p>cat</p>\r\n<p>Cat</p>\n<p>concat</p>\n"

/* The buffer is searched when nothing else is to do. */
static void
await_status (IlxSourceSearch *search)
{
  for (guint i = 0; i < 100; i++)
    {
      const char *status = ilx_source_search_get_status (search);

      if (*status != '\0' && !g_str_equal (status, "Searching…"))
        return;
      composer_settle ();
    }
  g_error ("The search does not end");
}

static void
assert_status (IlxSourceSearch *search, const char *expected)
{
  for (guint i = 0; i < 100; i++)
    if (g_str_equal (ilx_source_search_get_status (search), expected))
      return;
    else
      composer_settle ();
  g_assert_cmpstr (ilx_source_search_get_status (search), ==, expected);
}

static IlxSourceSearch *
open_search (Composer *composer, const char *text, const char *replacement)
{
  IlxSourcePane *pane;
  IlxSourceSearch *search;

  composer_show (composer, 1000, 800);
  composer_act (composer, replacement != NULL ? "composer.replace" : "composer.find");
  pane = composer_find (composer->page, ILX_TYPE_SOURCE_PANE, NULL);
  search = ilx_source_pane_get_search (pane);
  ilx_source_search_set_text (search, text, replacement);
  ilx_test_spin (200); /* the entry waits for more keys */
  await_status (search);
  return search;
}

static void
act (IlxSourceSearch *search, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (search), action, NULL));
  composer_settle ();
}

static char *
dup_selected (Composer *composer)
{
  IlxSourcePane *pane = composer_find (composer->page, ILX_TYPE_SOURCE_PANE, NULL);
  GtkTextBuffer *buffer = ilx_source_pane_get_buffer (pane);
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
test_next_and_previous (Composer *composer, gconstpointer data)
{
  IlxSourceSearch *search = open_search (composer, "cat", NULL);
  g_autofree char *first = dup_selected (composer);
  g_autofree char *second = NULL;

  g_assert_cmpstr (first, ==, "cat");
  assert_status (search, "1 of 3 matches");
  act (search, "search.next");
  assert_status (search, "2 of 3 matches");
  second = dup_selected (composer);
  g_assert_cmpstr (second, ==, "Cat");
  act (search, "search.previous");
  act (search, "search.previous");
  assert_status (search, "3 of 3 matches");
  act (search, "search.next");
  g_assert_cmpstr (ilx_source_search_get_status (search), ==, "1 of 3 matches");
}

static void
test_nothing (Composer *composer, gconstpointer data)
{
  IlxSourceSearch *search = open_search (composer, "dog", NULL);

  assert_status (search, "No match");
}

static void
test_match_case (Composer *composer, gconstpointer data)
{
  IlxSourceSearch *search = open_search (composer, "cat", NULL);

  gtk_check_button_set_active (composer_find (search, GTK_TYPE_CHECK_BUTTON, "case_check"), TRUE);
  assert_status (search, "1 of 2 matches");
}

static void
assert_html (Composer *composer, const char *html)
{
  g_assert_cmpstr (ilx_campaign_get_html (composer_get_campaign (composer)), ==, html);
}

static void
test_replace_all_is_one_undo (Composer *composer, gconstpointer data)
{
  IlxSourceSearch *search = open_search (composer, "cat", "größe");
  gboolean can_undo;

  act (search, "search.replace-all");
  assert_html (composer, "<p>größe</p>\r\n<p>größe</p>\n<p>congröße</p>\n");
  composer_act (composer, "composer.undo");
  assert_html (composer, HTML);
  g_object_get (composer->document, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
  composer_act (composer, "composer.redo");
  assert_html (composer, "<p>größe</p>\r\n<p>größe</p>\n<p>congröße</p>\n");
}

static void
test_replace_one (Composer *composer, gconstpointer data)
{
  IlxSourceSearch *search = open_search (composer, "cat", "dog");

  act (search, "search.replace");
  assert_html (composer, "<p>dog</p>\r\n<p>Cat</p>\n<p>concat</p>\n");
  assert_status (search, "1 of 2 matches");
  act (search, "search.replace");
  assert_html (composer, "<p>dog</p>\r\n<p>dog</p>\n<p>concat</p>\n");
  composer_act (composer, "composer.undo");
  assert_html (composer, "<p>dog</p>\r\n<p>Cat</p>\n<p>concat</p>\n");
}

static void
test_close_gives_the_focus_back (Composer *composer, gconstpointer data)
{
  IlxSourceSearch *search = open_search (composer, "cat", NULL);
  GtkWidget *view = composer_find (composer->page, GTK_TYPE_TEXT_VIEW, "view");

  g_assert_false (gtk_widget_has_focus (view));
  act (search, "search.close");
  g_assert_true (gtk_window_get_focus (composer->window) == view);
}

int
main (int argc, char **argv)
{
#define ADD(path, test)                                                                            \
  g_test_add ("/composer-search/" path, Composer, HTML, composer_set_up, test, composer_tear_down)

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("next-and-previous", test_next_and_previous);
  ADD ("nothing", test_nothing);
  ADD ("match-case", test_match_case);
  ADD ("replace-all-is-one-undo", test_replace_all_is_one_undo);
  ADD ("replace-one", test_replace_one);
  ADD ("close-gives-the-focus-back", test_close_gives_the_focus_back);
  return g_test_run ();
}
