/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets a mail: the picker, the chosen ones, what their numbers say. */
#include "config.h"

#include <string.h>

#include "composer-fixture.h"
#include "ilx-account-field.h"
#include "ilx-audience-field.h"
#include "ilx-audience-line.h"
#include "ilx-audience-picker.h"
#include "ilx-audience-sum.h"
#include "ilx-audience-words.h"

/* --- Words ------------------------------------------------------------------------------------ */

static IlxAudience *
new_audience (gint64 count)
{
  IlxAudience *audience = ilx_audience_new ();

  ilx_audience_set_name (audience, "VIP");
  ilx_audience_set_kind (audience, ILX_AUDIENCE_SEGMENT);
  ilx_audience_set_count (audience, count);
  ilx_audience_set_counted_at (audience, G_TIME_SPAN_HOUR);
  return audience;
}

static void
test_line_in_words (void)
{
  static const struct
  {
    gint64 count;
    gboolean is_processing;
    const char *words;
  } rows[] = {
    { 1, FALSE, "Segment · 1 person · counted 3 minutes ago" },
    { 0, FALSE, "Segment · 0 people · counted 3 minutes ago" },
    { -1, FALSE, "Segment · not counted yet" },
    { 12, TRUE, "Segment · its members are still being found" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxAudience) audience = new_audience (rows[i].count);
      g_autofree char *words = NULL;

      ilx_audience_set_is_processing (audience, rows[i].is_processing);
      words = ilx_audience_words_dup_line (audience, G_TIME_SPAN_HOUR + 3 * G_TIME_SPAN_MINUTE);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_sum_in_words (void)
{
  static const struct
  {
    gint64 counts[3]; /* -1: not counted; -2: gone; -3: no more */
    gboolean has_excluded;
    const char *words;
  } rows[] = {
    { { -3 }, FALSE, "Nobody gets this mail yet. Choose a list or a segment." },
    { { 5, -3 }, FALSE, "Up to 5 people; those who unsubscribed are in this number" },
    { { 5, -3 }, TRUE, "Up to 5 people, less those who are left out" },
    { { 5, 6, -3 }, FALSE, "Up to 11 people; someone who is in two of them counts twice" },
    { { 5, 6, -3 },
      TRUE,
      "Up to 11 people, less those who are left out; someone who is in two of them counts twice" },
    { { -1, -3 }, FALSE, "How many people that is has not been counted yet." },
    { { 5, -1, -3 }, FALSE, "Up to 5 people, without 1 audience that has not been counted" },
    { { 5, -1, -2 }, FALSE, "Up to 5 people, without 2 audiences that have not been counted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) included = g_ptr_array_new ();
      g_autofree char *words = NULL;

      for (guint j = 0; j < 3 && rows[i].counts[j] != -3; j++)
        g_ptr_array_add (included,
                         rows[i].counts[j] == -2 ? NULL : new_audience (rows[i].counts[j]));
      words = ilx_audience_words_dup_sum (included, rows[i].has_excluded);
      g_assert_cmpstr (words, ==, rows[i].words);
      for (guint j = 0; j < included->len; j++)
        g_clear_object (&included->pdata[j]);
    }
}

/* --- The picker ------------------------------------------------------------------------------- */

static IlxAudiencePicker *
open_picker (Composer *composer, gboolean is_excluding)
{
  GtkWindow *window
      = ilx_audience_picker_new (NULL, composer->base.workspace, composer->document, is_excluding);

  gtk_window_present (window);
  composer_settle ();
  return ILX_AUDIENCE_PICKER (window);
}

static void
close_picker (IlxAudiencePicker *picker)
{
  g_object_add_weak_pointer (G_OBJECT (picker), (gpointer *) &picker);
  gtk_window_close (GTK_WINDOW (picker));
  composer_settle ();
  g_assert_null (picker);
}

static void
search (IlxAudiencePicker *picker, const char *text)
{
  gtk_editable_set_text (composer_find (picker, GTK_TYPE_SEARCH_ENTRY, NULL), text);
  composer_settle ();
}

static const char *
get_shown_page (IlxAudiencePicker *picker)
{
  return gtk_stack_get_visible_child_name (composer_find (picker, GTK_TYPE_STACK, "stack"));
}

static void
assert_ids (const char *const *ids, const char *joined)
{
  g_autofree char *text = ids != NULL ? g_strjoinv (" ", (GStrv) ids) : g_strdup ("");

  g_assert_cmpstr (text, ==, joined);
}

static void
test_picker (Composer *composer, gconstpointer data)
{
  IlxAudiencePicker *picker;
  IlxCampaign *campaign = composer_get_campaign (composer);

  composer_add_accounts (composer);
  picker = open_picker (composer, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (ilx_audience_picker_get_shown (picker)), ==, 3);
  search (picker, "vI");
  g_assert_cmpuint (g_list_model_get_n_items (ilx_audience_picker_get_shown (picker)), ==, 1);
  ilx_audience_picker_toggle (picker, 0);
  assert_ids (ilx_campaign_get_included (campaign), "vip");
  search (picker, "news");
  g_signal_emit_by_name (composer_find (picker, GTK_TYPE_SEARCH_ENTRY, NULL), "activate");
  assert_ids (ilx_campaign_get_included (campaign), "vip news");
  search (picker, "vip");
  ilx_audience_picker_toggle (picker, 0);
  assert_ids (ilx_campaign_get_included (campaign), "news");
  ilx_document_undo (composer->document);
  assert_ids (ilx_campaign_get_included (campaign), "vip news");
  close_picker (picker);
}

static void
test_picker_states (Composer *composer, gconstpointer data)
{
  IlxAudiencePicker *picker;
  GListModel *connections = ilx_workspace_get_connections (composer->base.workspace);
  IlxAudience *audience;

  composer_add_accounts (composer);
  picker = open_picker (composer, FALSE);
  g_assert_cmpstr (get_shown_page (picker), ==, "list");
  search (picker, "nonesuch");
  g_assert_cmpstr (get_shown_page (picker), ==, "nothing");
  close_picker (picker);

  g_assert_cmpuint (g_list_model_get_n_items (connections), ==, 2);
  audience = ilx_workspace_find_audience (composer->base.workspace, "other", "theirs");
  {
    g_autoptr (GAsyncResult) result = NULL;

    ilx_audience_store_delete_async (fixture_get_store (&composer->base), audience, NULL,
                                     ilx_test_await_cb, &result);
    ilx_test_await (&result);
    g_assert_true (
        ilx_audience_store_delete_finish (fixture_get_store (&composer->base), result, NULL));
  }
  ilx_workspace_refresh_audiences (composer->base.workspace, "other");
  ilx_document_set_account (composer->document,
                            ilx_workspace_find_connection (composer->base.workspace, "other"));
  picker = open_picker (composer, FALSE);
  g_assert_cmpstr (get_shown_page (picker), ==, "empty");
  close_picker (picker);
}

/* Nobody both gets a mail and is left out. */
static void
test_picker_leaves_the_other_side (Composer *composer, gconstpointer data)
{
  IlxAudiencePicker *picker;
  IlxCampaign *campaign = composer_get_campaign (composer);

  composer_add_accounts (composer);
  ilx_document_set_strv (composer->document, "included", (const char *const[]){ "vip", NULL });
  picker = open_picker (composer, TRUE);
  search (picker, "vip");
  ilx_audience_picker_toggle (picker, 0);
  assert_ids (ilx_campaign_get_excluded (campaign), "");
  assert_ids (ilx_campaign_get_included (campaign), "vip");
  search (picker, "newsletter");
  ilx_audience_picker_toggle (picker, 0);
  assert_ids (ilx_campaign_get_excluded (campaign), "news");
  close_picker (picker);
}

/* Thousands of segments cost what is on the screen. */
static void
test_picker_of_many (Composer *composer, gconstpointer data)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  IlxAudiencePicker *picker;

  composer_add_accounts (composer);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Segment %04u", i);
      IlxAudience *audience = new_audience (i);

      ilx_audience_set_id (audience, name);
      ilx_audience_set_connection_id (audience, "shop");
      ilx_audience_set_name (audience, name);
      g_ptr_array_add (many, audience);
    }
  ilx_audience_store_replace_async (fixture_get_store (&composer->base), "shop", many, NULL,
                                    ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_workspace_refresh_audiences (composer->base.workspace, "shop");
  picker = open_picker (composer, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (ilx_audience_picker_get_shown (picker)), ==, 3000);
  search (picker, "2999");
  ilx_audience_picker_toggle (picker, 0);
  assert_ids (ilx_campaign_get_included (composer_get_campaign (composer)), "Segment 2999");
  close_picker (picker);
}

/* --- The chosen ones -------------------------------------------------------------------------- */

static const char *
get_details (Composer *composer, guint index)
{
  IlxAudienceField *field = composer_find (composer->page, ILX_TYPE_AUDIENCE_FIELD, "included");
  GtkListBox *list = composer_find (field, GTK_TYPE_LIST_BOX, NULL);

  return ilx_audience_line_get_details (composer_find (
      gtk_list_box_get_row_at_index (list, (int) index), ILX_TYPE_AUDIENCE_LINE, NULL));
}

static void
test_chosen_rows (Composer *composer, gconstpointer data)
{
  IlxAudienceField *field;

  composer_add_accounts (composer);
  ilx_document_set_strv (composer->document, "included",
                         (const char *const[]){ "news", "gone", "theirs", "new", NULL });
  composer_show (composer, 1000, 800);
  field = composer_find (composer->page, ILX_TYPE_AUDIENCE_FIELD, "included");
  g_assert_cmpuint (ilx_audience_field_get_n_rows (field), ==, 4);
  g_assert_true (g_str_has_prefix (get_details (composer, 0), "List · 1204 people"));
  g_assert_true (g_str_has_prefix (get_details (composer, 1), "No longer exists"));
  g_assert_true (g_str_has_prefix (get_details (composer, 2), "Belongs to another account"));
  g_assert_cmpstr (get_details (composer, 3), ==, "Segment · not counted yet");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (field), "audiences.remove", "s", "gone"));
  g_assert_cmpuint (ilx_audience_field_get_n_rows (field), ==, 3);
  assert_ids (ilx_campaign_get_included (composer_get_campaign (composer)), "news theirs new");
  ilx_document_undo (composer->document);
  g_assert_cmpuint (ilx_audience_field_get_n_rows (field), ==, 4);
  g_assert_true (g_str_has_prefix (get_details (composer, 1), "No longer exists"));
}

static void
test_sum_follows (Composer *composer, gconstpointer data)
{
  IlxAudienceSum *sum;

  composer_add_accounts (composer);
  composer_show (composer, 1000, 800);
  sum = composer_find (composer->page, ILX_TYPE_AUDIENCE_SUM, NULL);
  g_assert_nonnull (strstr (ilx_audience_sum_get_text (sum), "Nobody"));
  ilx_document_set_strv (composer->document, "included",
                         (const char *const[]){ "news", "vip", NULL });
  g_assert_nonnull (strstr (ilx_audience_sum_get_text (sum), "9310 people"));
  composer_add_audience (composer, "shop", "vip", "VIP", ILX_AUDIENCE_SEGMENT, 6);
  g_assert_nonnull (strstr (ilx_audience_sum_get_text (sum), "1210 people"));
}

/* --- The account ------------------------------------------------------------------------------ */

static void
test_no_account (Composer *composer, gconstpointer data)
{
  IlxAccountField *field;
  GtkWidget *add;

  composer_show (composer, 1000, 800);
  field = composer_find (composer->page, ILX_TYPE_ACCOUNT_FIELD, NULL);
  add = composer_find (composer->page, GTK_TYPE_BUTTON, "add_button");
  g_assert_true (gtk_widget_get_visible (composer_find (field, GTK_TYPE_LIST_BOX, "connect_list")));
  g_assert_false (gtk_widget_is_sensitive (add));
  g_signal_emit_by_name (composer_find (field, ADW_TYPE_ACTION_ROW, "connect_row"), "activate");
  g_assert_cmpstr (composer->activated, ==, "connect ");
}

static void
test_account_chooser (Composer *composer, gconstpointer data)
{
  GtkDropDown *chooser;

  composer_add_accounts (composer);
  composer_show (composer, 1000, 800);
  chooser = composer_find (composer->page, GTK_TYPE_DROP_DOWN, "chooser");
  g_assert_cmpuint (gtk_drop_down_get_selected (chooser), ==, 0);
  gtk_drop_down_set_selected (chooser, 1);
  g_assert_cmpstr (ilx_campaign_get_connection_id (composer_get_campaign (composer)), ==, "other");
  ilx_document_undo (composer->document);
  g_assert_cmpuint (gtk_drop_down_get_selected (chooser), ==, 0);
}

/* A chooser picks its first row by itself; that must never become the mail's account. */
static void
test_nobody_chooses_for_the_user (Composer *composer, gconstpointer data)
{
  GtkDropDown *chooser;

  composer_show (composer, 1000, 800);
  composer_act (composer, "composer.source");
  composer_add_accounts (composer);
  ilx_document_undo (composer->document);
  g_assert_null (ilx_campaign_get_connection_id (composer_get_campaign (composer)));
  composer_act (composer, "composer.show::details");
  chooser = composer_find (composer->page, GTK_TYPE_DROP_DOWN, "chooser");
  g_assert_null (ilx_connection_get_id (gtk_drop_down_get_selected_item (chooser)));
  g_assert_null (ilx_campaign_get_connection_id (composer_get_campaign (composer)));
}

static void
test_pictures (Composer *composer, gconstpointer data)
{
  IlxAudiencePicker *picker;

  composer_add_accounts (composer);
  ilx_document_set_strv (composer->document, "included", (const char *const[]){ "news", NULL });
  ilx_document_set_strv (composer->document, "excluded", (const char *const[]){ "vip", NULL });
  picker = open_picker (composer, FALSE);
  composer->window = GTK_WINDOW (picker);
  composer_take_picture (composer, "picker");
  composer->window = NULL;
  close_picker (picker);
}

int
main (int argc, char **argv)
{
#define ADD(path, test)                                                                            \
  g_test_add ("/composer-audiences/" path, Composer, NULL, composer_set_up, test,                  \
              composer_tear_down)

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/composer-audiences/line-in-words", test_line_in_words);
  g_test_add_func ("/composer-audiences/sum-in-words", test_sum_in_words);
  ADD ("picker", test_picker);
  ADD ("picker-states", test_picker_states);
  ADD ("picker-leaves-the-other-side", test_picker_leaves_the_other_side);
  ADD ("picker-of-many", test_picker_of_many);
  ADD ("chosen-rows", test_chosen_rows);
  ADD ("sum-follows", test_sum_follows);
  ADD ("no-account", test_no_account);
  ADD ("account-chooser", test_account_chooser);
  ADD ("nobody-chooses-for-the-user", test_nobody_chooses_for_the_user);
  ADD ("pictures", test_pictures);
  return g_test_run ();
}
