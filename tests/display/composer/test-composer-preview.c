/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview: how its module is found or not, its lenses, its links. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "composer-fixture.h"
#include "ilx-app-state-store.h"
#include "ilx-link-inspector.h"
#include "ilx-preview-file.h"
#include "ilx-preview-frame.h"
#include "ilx-preview-pane.h"

#define HTML "<h1>Spring</h1><p>Hello <a href=\"https://shop.example/?a=1&amp;b=2\">shop</a></p>"

static IlxPreviewPane *
show (Composer *composer, int width)
{
  composer_show (composer, width, 800);
  composer_act (composer, "composer.show::preview");
  return composer_find (composer->page, ILX_TYPE_PREVIEW_PANE, NULL);
}

static IlxPreviewFrame *
get_frame (IlxPreviewPane *pane, const char *name)
{
  return composer_find (pane, ILX_TYPE_PREVIEW_FRAME, name);
}

static const char *
get_page (gpointer root)
{
  return gtk_stack_get_visible_child_name (composer_find (root, GTK_TYPE_STACK, "stack"));
}

static void
await_page (gpointer root, const char *name)
{
  for (guint i = 0; i < 80 && !g_str_equal (get_page (root), name); i++)
    composer_settle ();
  g_assert_cmpstr (get_page (root), ==, name);
}

/* First of all tests: afterwards the module stays loaded. */
static void
test_module_is_missing (Composer *composer, gconstpointer data)
{
  IlxPreviewPane *pane = show (composer, 700);
  IlxPreviewFrame *frame = get_frame (pane, "desktop_frame");
  GtkWidget *failed;
  g_autofree char *failure = NULL;

  failed = composer_find (frame, ADW_TYPE_STATUS_PAGE, "failed_page");
  for (guint i = 0; i < 80 && !gtk_widget_get_visible (failed); i++)
    composer_settle ();
  g_assert_true (gtk_widget_get_visible (failed));
  failure = ilx_preview_frame_dup_failure (frame);
  g_assert_nonnull (strstr (failure, "/nonexistent"));
  g_assert_null (ilx_preview_frame_get_view (frame));
}

static void
test_nothing_to_show (Composer *composer, gconstpointer data)
{
  IlxPreviewPane *pane = show (composer, 700);

  g_assert_cmpstr (get_page (pane), ==, "empty");
  ilx_document_edit_text (composer->document, "html", 0, 0, "<p>x</p>");
  await_page (pane, "mail");
  ilx_document_undo (composer->document);
  await_page (pane, "empty");
}

static void
test_plain_text (Composer *composer, gconstpointer data)
{
  IlxPreviewPane *pane = show (composer, 700);
  GtkTextBuffer *buffer
      = gtk_text_view_get_buffer (composer_find (pane, GTK_TYPE_TEXT_VIEW, "text_view"));
  g_autofree char *expected
      = ilx_engine_dup_text_part (composer->base.engine, composer_get_campaign (composer));
  g_autofree char *text = NULL;

  ilx_preview_pane_set_lens (pane, "plain-text");
  await_page (pane, "text");
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
  g_assert_nonnull (strstr (text, "https://shop.example/?a=1&b=2"));
}

static gboolean
is_shown (IlxPreviewPane *pane, const char *name)
{
  return gtk_widget_get_visible (GTK_WIDGET (get_frame (pane, name)));
}

/* Panes arrange themselves after they were laid out. */
static void
assert_devices (IlxPreviewPane *pane, gboolean desktop, gboolean phone)
{
  for (guint i = 0; i < 50; i++)
    if (is_shown (pane, "desktop_frame") == desktop && is_shown (pane, "phone_frame") == phone)
      return;
    else
      composer_settle ();
  g_assert_cmpint (is_shown (pane, "desktop_frame"), ==, desktop);
  g_assert_cmpint (is_shown (pane, "phone_frame"), ==, phone);
}

static void
test_devices (Composer *composer, gconstpointer data)
{
  IlxPreviewPane *pane = show (composer, 500);
  GtkWidget *only;

  assert_devices (pane, FALSE, TRUE);
  gtk_toggle_button_set_active (composer_find (pane, GTK_TYPE_TOGGLE_BUTTON, "desktop_toggle"),
                                TRUE);
  assert_devices (pane, TRUE, FALSE);
  composer_resize (composer, 1200);
  only = composer_find (composer->page, GTK_TYPE_TOGGLE_BUTTON, "preview_only_toggle");
  for (guint i = 0; i < 50 && !gtk_widget_get_visible (only); i++)
    composer_settle ();
  composer_act (composer, "composer.preview-only");
  assert_devices (pane, TRUE, TRUE);
}

static void
test_widths_are_kept (Composer *composer, gconstpointer data)
{
  GSettings *settings = ilx_workspace_get_settings (composer->base.workspace);
  IlxPreviewPane *pane = show (composer, 500);
  int width;

  g_settings_set_int (settings, "preview-mobile-width", 412);
  g_object_get (get_frame (pane, "phone_frame"), "page-width", &width, NULL);
  g_assert_cmpint (width, ==, 412);
  g_settings_reset (settings, "preview-mobile-width");
}

static void
test_images_are_remembered (Composer *composer, gconstpointer data)
{
  IlxPreviewPane *pane = show (composer, 500);
  g_autofree char *key = g_strconcat ("preview-images/", composer->id, NULL);
  g_autofree char *value = NULL;
  gboolean loads;

  g_object_get (get_frame (pane, "phone_frame"), "loads-images", &loads, NULL);
  g_assert_false (loads);
  gtk_toggle_button_set_active (composer_find (pane, GTK_TYPE_TOGGLE_BUTTON, "images_toggle"),
                                TRUE);
  g_object_get (get_frame (pane, "desktop_frame"), "loads-images", &loads, NULL);
  g_assert_true (loads);
  composer_settle ();
  gtk_window_destroy (composer->window);
  composer_settle ();
  pane = show (composer, 500);
  g_object_get (get_frame (pane, "phone_frame"), "loads-images", &loads, NULL);
  g_assert_true (loads);
}

/* --- Links ------------------------------------------------------------------------------------ */

static void
test_what_a_browser_opens (void)
{
  static const struct
  {
    const char *uri;
    gboolean can_open;
  } rows[] = {
    { "https://shop.example/", TRUE },
    { "HTTP://shop.example", TRUE },
    { "mailto:ada@shop.example", TRUE },
    { "https://shop.example/{{ id }}", FALSE },
    { "https://shop.example/?x=%7B%7Bid%7D%7D", FALSE },
    { "{% unsubscribe_link %}", FALSE },
    { "*|UNSUB|*", FALSE },
    { "javascript:alert(1)", FALSE },
    { "file:///etc/passwd", FALSE },
    { "data:text/html,x", FALSE },
    { "#top", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (ilx_link_inspector_can_open (rows[i].uri) != rows[i].can_open)
      g_error ("“%s”", rows[i].uri);
}

static void
test_link_is_shown_whole (Composer *composer, gconstpointer data)
{
  IlxPreviewPane *pane = show (composer, 500);
  GtkWidget *inspector;

  g_signal_emit_by_name (get_frame (pane, "phone_frame"), "link-activated",
                         "https://shop.example/?a=1&b=<2>");
  composer_settle ();
  inspector = composer_find (pane, ILX_TYPE_LINK_INSPECTOR, NULL);
  g_assert_true (gtk_widget_get_visible (inspector));
  g_assert_cmpstr (gtk_label_get_label (composer_find (inspector, GTK_TYPE_LABEL, "uri")), ==,
                   "https://shop.example/?a=1&b=<2>");
  /* GTK 4.8 can't lose a window whose popover is open. */
  gtk_popover_popdown (GTK_POPOVER (inspector));
  ilx_test_spin (400);
}

/* --- The file for a browser ------------------------------------------------------------------- */

static void
test_file_is_private (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) file = NULL;
      g_autofree char *text = NULL;
      GStatBuf info;

      ilx_preview_file_write_async ("<p>größe", NULL, ilx_test_await_cb, &result);
      ilx_test_await (&result);
      file = ilx_preview_file_write_finish (result, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (g_file_peek_path (file), &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
      g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "<p>größe");
      /* As somebody might have left it. */
      g_chmod (g_file_peek_path (file), 0666);
    }
}

/* --- The real module -------------------------------------------------------------------------- */

static void
test_mail_is_drawn (Composer *composer, gconstpointer data)
{
  IlxPreviewPane *pane;
  IlxPreviewFrame *frame;
  gboolean is_drawn = FALSE;
  g_autofree char *lens = NULL;

  g_setenv ("ILLIXIS_MODULE_DIR", data, TRUE);
  pane = show (composer, 500);
  frame = get_frame (pane, "phone_frame");
  for (guint i = 0; i < 200 && !is_drawn; i++)
    {
      composer_settle ();
      if (ilx_preview_frame_get_view (frame) != NULL)
        g_object_get (ilx_preview_frame_get_view (frame), "is-drawn", &is_drawn, NULL);
    }
  g_assert_true (is_drawn);
  g_assert_cmpstr (get_page (frame), ==, "view");
  ilx_preview_pane_set_lens (pane, "dark-inverted");
  g_object_get (ilx_preview_frame_get_view (frame), "lens", &lens, NULL);
  g_assert_cmpstr (lens, ==, "dark-inverted");
  composer_take_picture (composer, "preview-phone");
}

static void
set_up (Composer *composer, gconstpointer data)
{
  composer_set_up (composer, HTML);
}

static void
set_up_empty (Composer *composer, gconstpointer data)
{
  composer_set_up (composer, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *modules = g_strdup (g_getenv ("ILLIXIS_MODULE_DIR"));
#define ADD(path, before, test)                                                                    \
  g_test_add ("/composer-preview/" path, Composer, modules, before, test, composer_tear_down)

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_setenv ("ILLIXIS_MODULE_DIR", "/nonexistent", TRUE);
  ADD ("module-is-missing", set_up, test_module_is_missing);
  ADD ("nothing-to-show", set_up_empty, test_nothing_to_show);
  ADD ("plain-text", set_up, test_plain_text);
  ADD ("devices", set_up, test_devices);
  ADD ("widths-are-kept", set_up, test_widths_are_kept);
  ADD ("images-are-remembered", set_up, test_images_are_remembered);
  g_test_add_func ("/composer-preview/what-a-browser-opens", test_what_a_browser_opens);
  ADD ("link-is-shown-whole", set_up, test_link_is_shown_whole);
  g_test_add_func ("/composer-preview/file-is-private", test_file_is_private);
  ADD ("mail-is-drawn", set_up, test_mail_is_drawn);
  return g_test_run ();
}
