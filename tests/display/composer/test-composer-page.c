/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page as a whole: form, panes, keys, states. */
#include "config.h"

#include <string.h>

#include "composer-fixture.h"
#include "ilx-composer-tools.h"
#include "ilx-details-form.h"
#include "ilx-field-row.h"
#include "ilx-html-import.h"
#include "ilx-inbox-row.h"
#include "ilx-preview-pane.h"
#include "ilx-size-meter.h"
#include "ilx-source-pane.h"
#include "ilx-subject-words.h"
#include "ilx-error.h"

static IlxFieldRow *
get_row (Composer *composer, const char *name)
{
  return composer_find (composer->page, ILX_TYPE_FIELD_ROW, name);
}

static void
type (Composer *composer, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ilx_field_row_get_entry (get_row (composer, name))), text);
}

static const char *
get_label (gpointer root, const char *name)
{
  return gtk_label_get_label (composer_find (root, GTK_TYPE_LABEL, name));
}

/* --- Subject ---------------------------------------------------------------------------------- */

static void
test_subject_is_counted (Composer *composer, gconstpointer data)
{
  static const struct
  {
    const char *subject, *counter;
    gboolean has_note;
  } rows[] = {
    { "", "0 characters", FALSE },
    { "a", "1 character", FALSE },
    { "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xf0\x9f\x87\xa9"
      "\xf0\x9f\x87\xaa e\xcc\x81",
      "5 characters", FALSE },
    { "12345678901234567890123456789012345", "35 characters", FALSE },
    { "123456789012345678901234567890123456", "36 characters", TRUE },
    { "123456789012345678901234567890123456789012345678901234567890x", "61 characters", TRUE },
  };

  composer_show (composer, 1000, 800);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      type (composer, "subject", rows[i].subject);
      g_assert_cmpstr (get_label (get_row (composer, "subject"), "counter"), ==, rows[i].counter);
      g_assert_cmpint (*ilx_field_row_get_note (get_row (composer, "subject")) != '\0', ==,
                       rows[i].has_note);
    }
}

static void
test_inbox_rows_follow (Composer *composer, gconstpointer data)
{
  IlxInboxRow *light, *dark;

  composer_add_accounts (composer);
  composer_show (composer, 1000, 800);
  light = composer_find (composer->page, ILX_TYPE_INBOX_ROW, "light_row");
  dark = composer_find (composer->page, ILX_TYPE_INBOX_ROW, "dark_row");
  type (composer, "subject", "5 < 6 & <b>bold</b>");
  type (composer, "preview_text", "And more");
  g_assert_cmpstr (get_label (light, "subject"), ==, "5 < 6 & <b>bold</b>");
  g_assert_cmpstr (get_label (dark, "preview_text"), ==, "And more");
  g_assert_cmpstr (get_label (light, "sender"), ==, "Bean Street");
  type (composer, "from_name", "Ada");
  g_assert_cmpstr (get_label (dark, "sender"), ==, "Ada");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (light), "light"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (dark), "dark"));
}

static void
add_sent (Composer *composer, const char *subject, gint64 days)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gint64 now = ilx_workspace_get_now (composer->base.workspace);

  ilx_campaign_set_subject (campaign, subject);
  g_assert_true (fixture_save (&composer->base, campaign, NULL));
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_SENT);
  ilx_campaign_set_sent_at (campaign, now - days * G_TIME_SPAN_DAY);
  ilx_campaign_store_save_delivery_async (fixture_get_store (&composer->base), campaign, NULL,
                                          ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (
      ilx_campaign_store_save_delivery_finish (fixture_get_store (&composer->base), result, NULL));
  ilx_workspace_refresh_campaign (composer->base.workspace, ilx_campaign_get_id (campaign));
}

static void
test_repeated_subject (Composer *composer, gconstpointer data)
{
  add_sent (composer, "Long ago", 61);
  add_sent (composer, "Lately", 12);
  composer_show (composer, 1000, 800);
  type (composer, "subject", "Long ago");
  g_assert_cmpstr (ilx_field_row_get_note (get_row (composer, "subject")), ==, "");
  type (composer, "subject", " Lately ");
  g_assert_nonnull (strstr (ilx_field_row_get_note (get_row (composer, "subject")), "12 days ago"));
  type (composer, "subject", "Latel");
  g_assert_cmpstr (ilx_field_row_get_note (get_row (composer, "subject")), ==, "");
}

/* --- Sender ----------------------------------------------------------------------------------- */

static void
assert_placeholder (Composer *composer, const char *name, const char *expected)
{
  g_assert_cmpstr (
      gtk_entry_get_placeholder_text (ilx_field_row_get_entry (get_row (composer, name))), ==,
      expected);
}

static void
test_placeholders (Composer *composer, gconstpointer data)
{
  composer_show (composer, 1000, 800);
  assert_placeholder (composer, "from_email", "No address is known yet");
  composer_add_accounts (composer);
  assert_placeholder (composer, "from_name", "Bean Street");
  assert_placeholder (composer, "from_email", "hello@bean.example");
  assert_placeholder (composer, "reply_to", "hello@bean.example");
  type (composer, "from_email", "ada@bean.example");
  assert_placeholder (composer, "from_email", "hello@bean.example");
  assert_placeholder (composer, "reply_to", "ada@bean.example");
}

static void
test_malformed_address (Composer *composer, gconstpointer data)
{
  IlxFieldRow *row;

  composer_show (composer, 1000, 800);
  row = get_row (composer, "reply_to");
  type (composer, "reply_to", "ada at bean");
  g_assert_nonnull (
      strstr (ilx_field_row_get_note (row), "“ada at bean” is not an e-mail address"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (ilx_field_row_get_entry (row)), "error"));
  gtk_test_accessible_assert_state (ilx_field_row_get_entry (row), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  type (composer, "reply_to", "ada@bean.example");
  g_assert_cmpstr (ilx_field_row_get_note (row), ==, "");
}

/* --- Panes ------------------------------------------------------------------------------------ */

static gboolean
is_shown (Composer *composer, GType type)
{
  GtkWidget *found = composer_look_for (composer->page, type, NULL);

  return found != NULL && gtk_widget_get_mapped (found);
}

/* A page arranges itself after it was laid out, which a busy machine takes its time for. */
static void
assert_shown (Composer *composer, gboolean details, gboolean source, gboolean preview)
{
  for (guint i = 0; i < 50; i++)
    if (is_shown (composer, ILX_TYPE_DETAILS_FORM) == details
        && is_shown (composer, ILX_TYPE_SOURCE_PANE) == source
        && is_shown (composer, ILX_TYPE_PREVIEW_PANE) == preview)
      return;
    else
      composer_settle ();
  g_assert_cmpint (is_shown (composer, ILX_TYPE_DETAILS_FORM), ==, details);
  g_assert_cmpint (is_shown (composer, ILX_TYPE_SOURCE_PANE), ==, source);
  g_assert_cmpint (is_shown (composer, ILX_TYPE_PREVIEW_PANE), ==, preview);
}

static void
test_wide (Composer *composer, gconstpointer data)
{
  composer_show (composer, 1100, 800);
  assert_shown (composer, TRUE, FALSE, TRUE);
  composer_act (composer, "composer.source");
  assert_shown (composer, FALSE, TRUE, TRUE);
  composer_act (composer, "composer.preview-only");
  assert_shown (composer, FALSE, FALSE, TRUE);
  composer_act (composer, "composer.preview-only");
  assert_shown (composer, FALSE, TRUE, TRUE);
  composer_act (composer, "composer.preview-only");
  composer_act (composer, "composer.show::details");
  assert_shown (composer, TRUE, FALSE, TRUE);
}

static void
test_narrow (Composer *composer, gconstpointer data)
{
  composer_show (composer, 700, 800);
  assert_shown (composer, TRUE, FALSE, FALSE);
  composer_act (composer, "composer.show::source");
  assert_shown (composer, FALSE, TRUE, FALSE);
  composer_act (composer, "composer.show::preview");
  assert_shown (composer, FALSE, FALSE, TRUE);
  composer_act (composer, "composer.preview-only");
  assert_shown (composer, FALSE, TRUE, FALSE);
}

static void
test_next_pane (Composer *composer, gconstpointer data)
{
  composer_show (composer, 700, 800);
  composer_act (composer, "composer.next-pane(1)");
  assert_shown (composer, FALSE, TRUE, FALSE);
  composer_act (composer, "composer.next-pane(1)");
  assert_shown (composer, FALSE, FALSE, TRUE);
  composer_act (composer, "composer.next-pane(-1)");
  assert_shown (composer, FALSE, TRUE, FALSE);
  composer_act (composer, "composer.next-pane(-1)");
  assert_shown (composer, TRUE, FALSE, FALSE);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (composer->window),
                                         GTK_WIDGET (get_row (composer, "subject"))));
}

static int
measure (gpointer widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Nothing asks for more than the narrowest window has, in each pane and also with large text. */
static void
test_fits_360 (Composer *composer, gconstpointer data)
{
  static const char *const panes[] = { "details", "source", "preview" };
  int usual;

  composer_add_accounts (composer);
  ilx_document_set_strv (composer->document, "included",
                         (const char *const[]){ "news", "vip", "gone", NULL });
  composer_show (composer, 360, 640);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &usual, NULL);
  for (int scale = 1; scale <= 2; scale++)
    {
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * scale, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
        {
          g_autofree char *action = g_strconcat ("composer.show::", panes[i], NULL);
          g_autofree char *picture = g_strdup_printf ("narrow-%s-%d", panes[i], scale);

          composer_act (composer, action);
          composer_take_picture (composer, picture);
          g_test_message ("%s at %d: %d", panes[i], scale, measure (composer->page));
          g_assert_cmpint (measure (composer->page), <=, 360);
          g_assert_cmpint (measure (ilx_page_get_tools (composer->page)), <=, 200);
        }
      composer_act (composer, "composer.replace");
      g_assert_cmpint (measure (composer->page), <=, 360);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", usual, NULL);
}

/* --- Undo ------------------------------------------------------------------------------------- */

static void
test_undo_shows_what_it_changed (Composer *composer, gconstpointer data)
{
  GtkWidget *undo;

  composer_show (composer, 700, 800);
  undo = composer_find (ilx_page_get_tools (composer->page), GTK_TYPE_BUTTON, "undo_button");
  g_assert_false (gtk_widget_get_sensitive (undo));
  ilx_document_edit_text (composer->document, "html", 0, 0, "x");
  g_assert_true (gtk_widget_get_sensitive (undo));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (undo), !=, "Undo");
  composer_act (composer, "composer.undo");
  assert_shown (composer, FALSE, TRUE, FALSE);
  composer_act (composer, "composer.redo");
  type (composer, "subject", "New");
  composer_act (composer, "composer.show::preview");
  composer_act (composer, "composer.undo");
  assert_shown (composer, TRUE, FALSE, FALSE);
}

/* --- States ----------------------------------------------------------------------------------- */

static void
test_title (Composer *composer, gconstpointer data)
{
  composer_add_accounts (composer);
  composer_show (composer, 1000, 800);
  g_assert_cmpstr (ilx_page_get_title (composer->page), ==, "Spring sale");
  g_assert_cmpstr (ilx_page_get_subtitle (composer->page), ==, "Klaviyo · Bean Street");
  g_assert_cmpstr (ilx_page_get_help_topic (composer->page), ==, "compose");
  type (composer, "subject", "  ");
  g_assert_cmpstr (ilx_page_get_title (composer->page), ==, "New Campaign");
}

static void
test_saved (Composer *composer, gconstpointer data)
{
  IlxComposerTools *tools;

  composer_show (composer, 1000, 800);
  tools = ILX_COMPOSER_TOOLS (ilx_page_get_tools (composer->page));
  g_assert_cmpstr (ilx_composer_tools_get_state (tools), ==, "Saved");
  type (composer, "subject", "New");
  g_assert_cmpstr (ilx_composer_tools_get_state (tools), ==, "Saving…");
  fixture_await_saved (composer->document);
  g_assert_cmpstr (ilx_composer_tools_get_state (tools), ==, "Saved");
}

static void
test_review_writes_first (Composer *composer, gconstpointer data)
{
  g_autofree char *expected = g_strconcat ("review-campaign ", composer->id, NULL);
  g_autoptr (IlxCampaign) stored = NULL;

  composer_show (composer, 1000, 800);
  type (composer, "subject", "New");
  composer_act (composer, "composer.review");
  while (composer->activated == NULL)
    composer_settle ();
  g_assert_cmpstr (composer->activated, ==, expected);
  g_assert_false (ilx_page_is_busy (composer->page));
  stored = fixture_load (&composer->base, composer->id);
  g_assert_cmpstr (ilx_campaign_get_subject (stored), ==, "New");
}

static void
set_state (Composer *composer, IlxCampaignState state)
{
  g_autoptr (IlxCampaign) campaign = fixture_load (&composer->base, composer->id);
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_set_state (campaign, state);
  ilx_campaign_store_save_delivery_async (fixture_get_store (&composer->base), campaign, NULL,
                                          ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (
      ilx_campaign_store_save_delivery_finish (fixture_get_store (&composer->base), result, NULL));
  ilx_workspace_refresh_campaign (composer->base.workspace, composer->id);
  composer_settle ();
}

static void
test_read_only (Composer *composer, gconstpointer data)
{
  static const char *const rows[]
      = { "subject", "preview_text", "from_name", "from_email", "reply_to" };
  GtkTextView *view;
  char *title = NULL;

  composer_show (composer, 1000, 800);
  composer_act (composer, "composer.source");
  view = composer_find (composer->page, GTK_TYPE_TEXT_VIEW, "view");
  g_assert_true (gtk_text_view_get_editable (view));
  set_state (composer, ILX_CAMPAIGN_SENT);
  g_assert_false (gtk_text_view_get_editable (view));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (gtk_editable_get_editable (
        GTK_EDITABLE (ilx_field_row_get_entry (get_row (composer, rows[i])))));
  g_object_get (composer_find (composer->page, g_type_from_name ("IlxBanner"), "locked_banner"),
                "title", &title, NULL);
  g_assert_cmpstr (title, ==, "This campaign was sent and stays as it was.");
  g_free (title);
  composer_take_picture (composer, "read-only");
  composer_act (composer, "composer.duplicate");
  while (composer->activated == NULL)
    composer_settle ();
  g_assert_true (g_str_has_prefix (composer->activated, "open-campaign "));
  g_assert_null (strstr (composer->activated, composer->id));
}

static void
test_missing (Composer *composer, gconstpointer data)
{
  g_free (composer->id);
  composer->id = g_strdup ("nonesuch");
  composer_show (composer, 1000, 800);
  composer_find (composer->page, ADW_TYPE_STATUS_PAGE, NULL);
  g_assert_null (ilx_page_get_tools (composer->page));
  g_assert_false (ilx_page_start_search (composer->page));
  ilx_page_closed (composer->page);
}

/* --- Import ----------------------------------------------------------------------------------- */

static GFile *
write_file (Composer *composer, const char *text, gsize length)
{
  g_autofree char *path = g_build_filename (composer->base.dir, "mail.html", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, (gssize) length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
test_import (Composer *composer, gconstpointer data)
{
  static const char html[] = "\xef\xbb\xbf<html>\r\n<p>größe</p>\r\n";
  g_autoptr (GFile) file = write_file (composer, html, strlen (html));
  IlxSourcePane *pane;

  composer_show (composer, 1000, 800);
  composer_act (composer, "composer.source");
  pane = composer_find (composer->page, ILX_TYPE_SOURCE_PANE, NULL);
  ilx_source_pane_import (pane, file);
  while (g_strcmp0 (ilx_campaign_get_html (composer_get_campaign (composer)), html) != 0)
    composer_settle ();
  composer_act (composer, "composer.undo");
  g_assert_cmpstr (ilx_campaign_get_html (composer_get_campaign (composer)), ==, "<p>old</p>");
}

static void
test_import_refuses (Composer *composer, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } rows[] = {
    { "a\0b", 3 },
    { "gr\xf6\xdf"
      "e",
      5 },
  };
  g_autofree char *large = g_strnfill (5 * 1000 * 1000 + 1, 'x');

  for (guint i = 0; i <= G_N_ELEMENTS (rows); i++)
    {
      gboolean is_large = i == G_N_ELEMENTS (rows);
      g_autoptr (GFile) file = write_file (composer, is_large ? large : rows[i].bytes,
                                           is_large ? strlen (large) : rows[i].length);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      ilx_html_import_async (file, NULL, ilx_test_await_cb, &result);
      ilx_test_await (&result);
      g_assert_null (ilx_html_import_finish (file, result, &error));
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
    }
}

static void
test_size_meter (void)
{
  g_autoptr (IlxSizeMeter) meter = g_object_ref_sink (g_object_new (ILX_TYPE_SIZE_METER, NULL));
  static const struct
  {
    gsize n_bytes;
    const char *text;
  } rows[] = {
    { 0, "0 KB" },
    { 1, "1 KB" },
    { 75 * 1024 - 1, "75 KB" },
    { 75 * 1024, "75 KB: near the 102 KB at which Gmail cuts" },
    { 102 * 1024, "102 KB: Gmail will cut it off at 102 KB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ilx_size_meter_set_bytes (meter, rows[i].n_bytes);
      g_assert_cmpstr (ilx_size_meter_get_text (meter), ==, rows[i].text);
    }
}

/* --- For everybody ---------------------------------------------------------------------------- */

static gboolean
is_icon_only (GtkWidget *button)
{
  GtkWidget *child = gtk_widget_get_first_child (button);

  return child != NULL && GTK_IS_IMAGE (child) && gtk_widget_get_next_sibling (child) == NULL;
}

static void
check_button (GtkWidget *button)
{
  if (!is_icon_only (button) || GTK_IS_MENU_BUTTON (gtk_widget_get_parent (button)))
    return;
  if (gtk_widget_get_tooltip_text (button) == NULL)
    g_error ("The button “%s” has no tooltip",
             gtk_buildable_get_buildable_id (GTK_BUILDABLE (button)));
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (button),
                                                     GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                     gtk_widget_get_tooltip_text (button)));
}

static void
check_buttons (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_get_ancestor (root, GTK_TYPE_SPIN_BUTTON) == NULL
      && gtk_widget_get_ancestor (root, GTK_TYPE_DROP_DOWN) == NULL
      && gtk_widget_get_ancestor (root, GTK_TYPE_MENU_BUTTON) == NULL)
    check_button (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_buttons (child);
}

static void
test_buttons_are_named (Composer *composer, gconstpointer data)
{
  composer_add_accounts (composer);
  ilx_document_set_strv (composer->document, "included", (const char *const[]){ "news", NULL });
  composer_show (composer, 1000, 800);
  check_buttons (GTK_WIDGET (composer->page));
  check_buttons (ilx_page_get_tools (composer->page));
}

static void
test_pictures (Composer *composer, gconstpointer data)
{
  composer_add_accounts (composer);
  ilx_document_set_strv (composer->document, "included",
                         (const char *const[]){ "news", "vip", "gone", NULL });
  ilx_document_set_string (composer->document, "preview-text", "Beans that smell of summer");
  composer_show (composer, 1280, 900);
  composer_take_picture (composer, "wide-light");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  composer_settle ();
  composer_take_picture (composer, "wide-dark");
  composer_act (composer, "composer.replace");
  composer_settle ();
  composer_settle ();
  composer_take_picture (composer, "source-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  composer_resize (composer, 800);
  composer_take_picture (composer, "middle");
}

int
main (int argc, char **argv)
{
#define ADD(path, html, test)                                                                      \
  g_test_add ("/composer-page/" path, Composer, html, composer_set_up, test, composer_tear_down)

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("subject-is-counted", NULL, test_subject_is_counted);
  ADD ("inbox-rows-follow", NULL, test_inbox_rows_follow);
  ADD ("repeated-subject", NULL, test_repeated_subject);
  ADD ("placeholders", NULL, test_placeholders);
  ADD ("malformed-address", NULL, test_malformed_address);
  ADD ("wide", NULL, test_wide);
  ADD ("narrow", NULL, test_narrow);
  ADD ("next-pane", NULL, test_next_pane);
  ADD ("fits-360", "<p>Hello</p>", test_fits_360);
  ADD ("undo-shows-what-it-changed", NULL, test_undo_shows_what_it_changed);
  ADD ("title", NULL, test_title);
  ADD ("saved", NULL, test_saved);
  ADD ("review-writes-first", NULL, test_review_writes_first);
  ADD ("read-only", "<p>Hello</p>", test_read_only);
  ADD ("missing", NULL, test_missing);
  ADD ("import", "<p>old</p>", test_import);
  ADD ("import-refuses", NULL, test_import_refuses);
  g_test_add_func ("/composer-page/size-meter", test_size_meter);
  ADD ("buttons-are-named", NULL, test_buttons_are_named);
  ADD ("pictures", "<h1>Spring</h1>\n<p>Hello {{ person.first_name }}</p>", test_pictures);
  return g_test_run ();
}
