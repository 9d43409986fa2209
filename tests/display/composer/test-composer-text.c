/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What entries and the source do to a document, and it to them: nothing may be lost on the way. */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "composer-fixture.h"
#include "ilx-buffer-link.h"
#include "ilx-entry-link.h"
#include "ilx-text-diff.h"

/* --- Differences ------------------------------------------------------------------------------ */

static void
test_diff (void)
{
  static const struct
  {
    const char *from, *to;
    guint offset, n_removed;
    const char *inserted;
  } rows[] = {
    { NULL, "a", 0, 0, "a" },
    { "abc", "", 0, 3, "" },
    { "abc", "abXc", 2, 0, "X" },
    { "aaa", "aa", 2, 1, "" },
    { "aa", "aaa", 2, 0, "a" },
    { "größe", "grüße", 2, 1, "ü" },
    { "€", "\xe2\x82\xad", 0, 1, "\xe2\x82\xad" }, /* the first two bytes are the same */
    { "\xc3\xa9", "\xc2\xa9", 0, 1, "\xc2\xa9" },  /* and here the last one */
    { "a\r\nb", "a\nb", 1, 1, "" },
    { "x\xf0\x9f\x98\x80y", "x\xf0\x9f\x98\x81y", 1, 1, "\xf0\x9f\x98\x81" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (IlxTextDiff) diff = { 0 };

      g_assert_true (ilx_text_diff_find (rows[i].from, rows[i].to, &diff));
      g_assert_cmpuint (diff.offset, ==, rows[i].offset);
      g_assert_cmpuint (diff.n_removed, ==, rows[i].n_removed);
      g_assert_cmpstr (diff.inserted, ==, rows[i].inserted);
    }
}

static void
test_same_is_no_diff (void)
{
  IlxTextDiff diff;

  g_assert_false (ilx_text_diff_find ("größe", "größe", &diff));
  g_assert_false (ilx_text_diff_find (NULL, "", &diff));
}

/* --- The source ------------------------------------------------------------------------------- */

static const char *
get_html (Composer *composer)
{
  const char *html = ilx_campaign_get_html (composer_get_campaign (composer));

  return html != NULL ? html : "";
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
assert_same (Composer *composer, GtkTextBuffer *buffer)
{
  g_autofree char *text = dup_text (buffer);

  g_assert_cmpstr (text, ==, get_html (composer));
}

/* With all that splits lines, and what takes several bytes. */
static char *
dup_random_piece (GRand *random)
{
  static const char *const pieces[] = { "a",
                                        "<p>",
                                        "\r\n",
                                        "\r",
                                        "\n",
                                        "ä",
                                        "€",
                                        "\xf0\x9f\x98\x80",
                                        "e\xcc\x81",
                                        "\xe2\x80\xa9",
                                        "\xef\xbf\xbc",
                                        "\t",
                                        "{{ person.first_name }}",
                                        "  ",
                                        "" };
  GString *piece = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 6); n > 0; n--)
    g_string_append (piece, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (piece, FALSE);
}

static void
edit_buffer (GtkTextBuffer *buffer, GRand *random)
{
  int n = gtk_text_buffer_get_char_count (buffer);
  int first = g_rand_int_range (random, 0, n + 1);
  int last = MIN (n, first + g_rand_int_range (random, 0, 8));
  g_autofree char *piece = dup_random_piece (random);
  gboolean is_action = g_rand_boolean (random);
  GtkTextIter start, end;

  if (is_action)
    gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, first);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, last);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, piece, -1);
  if (g_rand_boolean (random))
    {
      gtk_text_buffer_get_start_iter (buffer, &start);
      gtk_text_buffer_insert (buffer, &start, piece, -1);
    }
  if (is_action)
    gtk_text_buffer_end_user_action (buffer);
}

static void
edit_document (Composer *composer, GRand *random)
{
  guint n = (guint) g_utf8_strlen (get_html (composer), -1);
  guint offset = (guint) g_rand_int_range (random, 0, (int) n + 1);
  guint n_removed = MIN (n - offset, (guint) g_rand_int_range (random, 0, 8));
  g_autofree char *piece = dup_random_piece (random);

  ilx_document_edit_text (composer->document, "html", offset, n_removed, piece);
}

static void
test_random_edits (Composer *composer, gconstpointer data)
{
  const char *rounds = g_getenv ("ILLIXIS_TEST_ROUNDS");
  guint n = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : 2000;
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  g_autoptr (IlxBufferLink) link
      = ilx_buffer_link_new (composer->document, "html", GTK_TEXT_BUFFER (buffer));

  for (guint i = 0; i < n; i++)
    {
      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          edit_document (composer, random);
          break;
        case 1:
          ilx_document_undo (composer->document);
          break;
        case 2:
          ilx_document_redo (composer->document);
          break;
        default:
          edit_buffer (GTK_TEXT_BUFFER (buffer), random);
        }
      assert_same (composer, GTK_TEXT_BUFFER (buffer));
    }
  while (TRUE)
    {
      gboolean can_undo;

      g_object_get (composer->document, "can-undo", &can_undo, NULL);
      if (!can_undo)
        break;
      ilx_document_undo (composer->document);
      assert_same (composer, GTK_TEXT_BUFFER (buffer));
    }
}

static void
test_bytes_stay (Composer *composer, gconstpointer data)
{
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  g_autoptr (IlxBufferLink) link
      = ilx_buffer_link_new (composer->document, "html", GTK_TEXT_BUFFER (buffer));
  GtkTextIter place;

  assert_same (composer, GTK_TEXT_BUFFER (buffer));
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (buffer), &place, 1);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (buffer), &place, "x", -1);
  g_assert_cmpstr (get_html (composer), ==, "\xef\xbb\xbf<p>\r\nx\r\n\r</p>\n\n");
}

static gboolean
can_undo (Composer *composer)
{
  gboolean can;

  g_object_get (composer->document, "can-undo", &can, NULL);
  return can;
}

static void
test_stroke_is_one_undo (Composer *composer, gconstpointer data)
{
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  g_autoptr (IlxBufferLink) link
      = ilx_buffer_link_new (composer->document, "html", GTK_TEXT_BUFFER (buffer));
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (GTK_TEXT_BUFFER (buffer));
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (buffer), &start, 4);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (buffer), &end, 7);
  gtk_text_buffer_delete (GTK_TEXT_BUFFER (buffer), &start, &end);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (buffer), &start, "2", -1);
  gtk_text_buffer_end_user_action (GTK_TEXT_BUFFER (buffer));
  g_assert_cmpstr (get_html (composer), ==, "one 2 three");
  ilx_document_undo (composer->document);
  g_assert_cmpstr (get_html (composer), ==, "one two three");
  g_assert_false (can_undo (composer));
  assert_same (composer, GTK_TEXT_BUFFER (buffer));
}

static void
test_cursor_goes_where_it_changed (Composer *composer, gconstpointer data)
{
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  g_autoptr (IlxBufferLink) link
      = ilx_buffer_link_new (composer->document, "html", GTK_TEXT_BUFFER (buffer));
  int position;

  ilx_document_edit_text (composer->document, "html", 4, 3, "2");
  g_object_get (buffer, "cursor-position", &position, NULL);
  g_assert_cmpint (position, ==, 5);
}

static void
test_two_views (Composer *composer, gconstpointer data)
{
  g_autoptr (GtkSourceBuffer) first = gtk_source_buffer_new (NULL);
  g_autoptr (GtkSourceBuffer) second = gtk_source_buffer_new (NULL);
  g_autoptr (IlxBufferLink) first_link
      = ilx_buffer_link_new (composer->document, "html", GTK_TEXT_BUFFER (first));
  g_autoptr (IlxBufferLink) second_link
      = ilx_buffer_link_new (composer->document, "html", GTK_TEXT_BUFFER (second));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (first), &end);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (first), &end, "!", -1);
  assert_same (composer, GTK_TEXT_BUFFER (first));
  assert_same (composer, GTK_TEXT_BUFFER (second));
}

/* --- Entries ---------------------------------------------------------------------------------- */

static GtkEntry *
new_entry (Composer *composer, const char *field)
{
  GtkEntry *entry = GTK_ENTRY (g_object_ref_sink (gtk_entry_new ()));

  ilx_entry_link (entry, composer->document, field);
  return entry;
}

static void
test_entry (Composer *composer, gconstpointer data)
{
  g_autoptr (GtkEntry) entry = new_entry (composer, "subject");
  int position = 6;

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Spring sale");
  gtk_editable_insert_text (GTK_EDITABLE (entry), " größ", -1, &position);
  g_assert_cmpstr (ilx_campaign_get_subject (composer_get_campaign (composer)), ==,
                   "Spring größ sale");
  gtk_editable_delete_text (GTK_EDITABLE (entry), 0, 6);
  g_assert_cmpstr (ilx_campaign_get_subject (composer_get_campaign (composer)), ==, " größ sale");
  ilx_document_undo (composer->document);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Spring größ sale");
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (entry)));
}

static void
test_entry_follows_others (Composer *composer, gconstpointer data)
{
  g_autoptr (GtkEntry) first = new_entry (composer, "from-name");
  g_autoptr (GtkEntry) second = new_entry (composer, "from-name");

  gtk_editable_set_text (GTK_EDITABLE (first), "Ada");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (second)), ==, "Ada");
  ilx_document_set_string (composer->document, "from-name", "Bea");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (first)), ==, "Bea");
}

/* A header has one line. */
static void
test_entry_takes_no_line_break (Composer *composer, gconstpointer data)
{
  g_autoptr (GtkEntry) entry = new_entry (composer, "preview-text");
  int position = 0;

  gtk_editable_insert_text (GTK_EDITABLE (entry), "one\r\ntwo\n", -1, &position);
  g_assert_cmpstr (ilx_campaign_get_preview_text (composer_get_campaign (composer)), ==,
                   "one  two ");
  g_assert_cmpint (position, ==, 9);
}

static void
test_entry_goes_before_the_document (Composer *composer, gconstpointer data)
{
  GtkEntry *entry = new_entry (composer, "subject");

  g_assert_finalize_object (entry);
  ilx_document_set_string (composer->document, "subject", "After");
}

int
main (int argc, char **argv)
{
#define ADD(path, html, test)                                                                      \
  g_test_add ("/composer-text/" path, Composer, html, composer_set_up, test, composer_tear_down)

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();
  g_test_add_func ("/composer-text/diff", test_diff);
  g_test_add_func ("/composer-text/same-is-no-diff", test_same_is_no_diff);
  ADD ("random-edits", "<p>\r\nHello</p>", test_random_edits);
  ADD ("bytes-stay", "\xef\xbb\xbf<p>\r\n\r\n\r</p>\n\n", test_bytes_stay);
  ADD ("stroke-is-one-undo", "one two three", test_stroke_is_one_undo);
  ADD ("cursor-goes-where-it-changed", "one two three", test_cursor_goes_where_it_changed);
  ADD ("two-views", "one", test_two_views);
  ADD ("entry", NULL, test_entry);
  ADD ("entry-follows-others", NULL, test_entry_follows_others);
  ADD ("entry-takes-no-line-break", NULL, test_entry_takes_no_line_break);
  ADD ("entry-goes-before-the-document", NULL, test_entry_goes_before_the_document);
  return g_test_run ();
}
