/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of campaigns over a real store: what it lists, and how that follows what happens. */
#include "config.h"

#include <string.h>

#include "../support/ilx-test-window.h"
#include "ilx-campaign-trash.h"
#include "ilx-campaigns-page.h"
#include "ilx-list-frame.h"
#include "ilx-test-await.h"

static char *
dup_subjects (IlxTestWindow *self)
{
  GListModel *rows = ilx_test_window_get_rows (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (rows, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ilx_campaign_get_subject (campaign));
    }
  return g_string_free (text, FALSE);
}

static gboolean
are_subjects (IlxTestWindow *self, gconstpointer expected)
{
  g_autofree char *subjects = dup_subjects (self);

  return g_strcmp0 (subjects, expected) == 0;
}

static void
assert_subjects (IlxTestWindow *self, const char *expected)
{
  g_autofree char *subjects = NULL;

  g_test_message ("Waiting for %s", expected);
  ilx_test_window_wait_until (self, are_subjects, expected);
  ilx_test_window_settle (self);
  subjects = dup_subjects (self);
  g_assert_cmpstr (subjects, ==, expected);
}

static IlxListFrame *
get_frame (IlxTestWindow *self)
{
  return ILX_LIST_FRAME (ilx_test_window_find (self->page, ILX_TYPE_LIST_FRAME));
}

static gboolean
is_shown (IlxTestWindow *self, gconstpointer page)
{
  return g_str_equal (ilx_list_frame_get_shown (get_frame (self)), page);
}

static void
assert_shown (IlxTestWindow *self, const char *page)
{
  ilx_test_window_wait_until (self, is_shown, page);
}

static void
select_rows (IlxTestWindow *self, guint first, guint n)
{
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (ilx_test_window_get_rows (self)), first, n,
                                    TRUE);
}

static guint
count_selected (IlxTestWindow *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (ilx_test_window_get_rows (self)));

  return (guint) gtk_bitset_get_size (selected);
}

static void
add_four (IlxTestWindow *self)
{
  ilx_test_window_add_campaign (self, "Winter", ILX_CAMPAIGN_SENT, 1);
  ilx_test_window_add_campaign (self, "Autumn", ILX_CAMPAIGN_SCHEDULED, 2);
  ilx_test_window_add_campaign (self, "Summer", ILX_CAMPAIGN_DRAFT, 3);
  ilx_test_window_add_campaign (self, "Spring", ILX_CAMPAIGN_DRAFT, 4);
}

static void
show_four (IlxTestWindow *self)
{
  add_four (self);
  ilx_test_window_show (self, ilx_campaigns_page_new (self->workspace), 900);
  assert_subjects (self, "Spring Summer Autumn Winter");
  g_assert_false (ilx_list_frame_is_narrow (get_frame (self)));
}

static void
act (IlxTestWindow *self, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (self->page, name, target));
}

/* Nothing yet, something, nothing again: each has its page. */
static void
test_empty (IlxTestWindow *self, gconstpointer data)
{
  ilx_test_window_show (self, ilx_campaigns_page_new (self->workspace), 900);
  assert_shown (self, "empty");
  ilx_test_window_add_campaign (self, "First", ILX_CAMPAIGN_DRAFT, 1);
  assert_shown (self, "rows");
  select_rows (self, 0, 1);
  act (self, "page.trash");
  ilx_test_spin (200);
  assert_shown (self, "empty");
  act (self, "page.is-trash");
  assert_shown (self, "rows");
  assert_subjects (self, "First");
}

static void
test_search (IlxTestWindow *self, gconstpointer data)
{
  show_four (self);
  g_assert_true (ilx_page_start_search (ILX_PAGE (self->page)));
  g_object_set (get_frame (self), "search", "UM", NULL);
  assert_subjects (self, "Summer Autumn");
  g_object_set (get_frame (self), "search", "um su", NULL);
  assert_subjects (self, "Summer");
  g_object_set (get_frame (self), "search", "<b>&", NULL);
  assert_shown (self, "nothing");
  act (self, "page.clear-filters");
  assert_subjects (self, "Spring Summer Autumn Winter");
}

/* What stops being of the group goes out by itself. */
static void
test_groups (IlxTestWindow *self, gconstpointer data)
{
  show_four (self);
  act (self, "page.group::drafts");
  assert_subjects (self, "Spring Summer");
  ilx_test_window_set_state (self, "Spring", ILX_CAMPAIGN_FAILED);
  assert_subjects (self, "Summer");
  act (self, "page.group::attention");
  assert_subjects (self, "Spring");
  act (self, "page.group::sending");
  assert_shown (self, "nothing");
  act (self, "page.clear-filters");
  assert_subjects (self, "Spring Summer Autumn Winter");
}

/* What is nobody's yet, and what waits for a decision, no account hides; and a new draft belongs to
 * the account whose rows are shown. */
static void
test_never_hidden (IlxTestWindow *self, gconstpointer data)
{
  static const char *const subjects[] = { "Nobody's", "Hidden", "Uncertain", "Failed" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  IlxCampaign *draft;

  ilx_test_window_add_account (self, "Beans");
  ilx_test_window_add_account (self, "Tea");
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      ilx_test_window_add_campaign (self, subjects[i], ILX_CAMPAIGN_DRAFT, 9 - i);
      if (i > 0)
        ilx_test_window_set_account (self, subjects[i], "Beans");
    }
  ilx_test_window_show (self, ilx_campaigns_page_new (self->workspace), 900);
  ilx_test_window_choose_account (self, "Tea");
  assert_subjects (self, "Nobody's");
  ilx_test_window_set_state (self, "Uncertain", ILX_CAMPAIGN_UNCERTAIN);
  ilx_test_window_set_state (self, "Failed", ILX_CAMPAIGN_FAILED);
  assert_subjects (self, "Nobody's Uncertain Failed");

  ilx_workspace_create_campaign_async (self->workspace, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  id = ilx_workspace_create_campaign_finish (self->workspace, result, NULL);
  draft = ilx_campaign_list_find (ilx_workspace_get_campaigns (self->workspace), id);
  g_assert_cmpstr (ilx_campaign_get_connection_id (draft), ==, "Tea");
  g_assert_cmpstr (ilx_campaign_get_platform (draft), ==, "klaviyo");
}

/* Whose campaigns are shown is chosen on top of the sidebar, and Clear Filters ends that as well.
 */
static void
test_account (IlxTestWindow *self, gconstpointer data)
{
  ilx_test_window_add_account (self, "Beans");
  ilx_test_window_add_account (self, "Tea");
  ilx_test_window_add_account (self, "Empty");
  show_four (self);
  ilx_test_window_set_account (self, "Summer", "Tea");
  ilx_test_window_set_account (self, "Spring", "Beans");
  ilx_test_window_choose_account (self, "Tea");
  g_assert_cmpstr (ilx_page_get_subtitle (ILX_PAGE (self->page)), ==, "Tea");
  act (self, "page.group::drafts");
  assert_subjects (self, "Summer");
  act (self, "page.group::sending");
  assert_shown (self, "nothing");
  act (self, "page.group::drafts");
  ilx_test_window_choose_account (self, "Empty");
  assert_shown (self, "nothing");
  ilx_test_window_assert_nothing (self, "Shown: Drafts. Account: Empty.");
  act (self, "page.clear-filters");
  assert_subjects (self, "Spring Summer Autumn Winter");
  g_assert_cmpstr (ilx_list_page_get_account (ILX_LIST_PAGE (self->page)), ==, "");
  g_assert_null (ilx_page_get_subtitle (ILX_PAGE (self->page)));
}

/* The order follows a change, and what was selected stays selected. */
static void
test_sorting (IlxTestWindow *self, gconstpointer data)
{
  show_four (self);
  act (self, "page.sort::subject");
  assert_subjects (self, "Autumn Spring Summer Winter");
  select_rows (self, 3, 1);
  ilx_test_window_set_subject (self, "Summer", "A summer");
  assert_subjects (self, "A summer Autumn Spring Winter");
  g_assert_cmpuint (count_selected (self), ==, 1);
  act (self, "page.open");
  g_assert_cmpstr (self->asked->str, ==, "review-campaign:'Winter' ");
  act (self, "page.sort::subject");
  assert_subjects (self, "Winter Spring Autumn A summer");
  act (self, "page.sort::created");
  assert_subjects (self, "Spring A summer Autumn Winter");
}

/* A row that changes stays selected, and the row itself is the same. */
static void
test_live (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (GObject) before = NULL;
  g_autoptr (GObject) after = NULL;

  show_four (self);
  select_rows (self, 1, 1);
  before = g_list_model_get_item (ilx_test_window_get_rows (self), 1);
  ilx_test_window_set_subject (self, "Summer", "Midsummer");
  assert_subjects (self, "Spring Midsummer Autumn Winter");
  after = g_list_model_get_item (ilx_test_window_get_rows (self), 1);
  g_assert_true (before == after);
  g_assert_cmpuint (count_selected (self), ==, 1);
  ilx_test_window_add_campaign (self, "Newer", ILX_CAMPAIGN_DRAFT, 5);
  assert_subjects (self, "Newer Spring Midsummer Autumn Winter");
  g_assert_cmpuint (count_selected (self), ==, 1);
}

/* Drafts are opened, what has left is shown where it can't be written. */
static void
test_opening (IlxTestWindow *self, gconstpointer data)
{
  GtkWidget *table;

  show_four (self);
  table = ilx_test_window_find (self->page, GTK_TYPE_COLUMN_VIEW);
  g_signal_emit_by_name (table, "activate", 0u);
  g_signal_emit_by_name (table, "activate", 2u);
  g_assert_cmpstr (self->asked->str, ==, "open-campaign:'Spring' review-campaign:'Autumn' ");
  select_rows (self, 0, 2);
  g_assert_false (gtk_widget_activate_action (self->page, "page.no-such-action", NULL));
  act (self, "page.open");
  g_assert_cmpstr (self->asked->str, ==, "open-campaign:'Spring' review-campaign:'Autumn' ");
}

static void
wait_for_count (IlxTestWindow *self, guint n)
{
  GListModel *campaigns = G_LIST_MODEL (ilx_workspace_get_campaigns (self->workspace));
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (g_list_model_get_n_items (campaigns) != n && g_get_monotonic_time () < end)
    ilx_test_spin (5);
  g_assert_cmpuint (g_list_model_get_n_items (campaigns), ==, n);
}

static void
test_duplicate (IlxTestWindow *self, gconstpointer data)
{
  show_four (self);
  select_rows (self, 3, 1);
  act (self, "page.duplicate");
  wait_for_count (self, 5);
}

/* Several at once; what comes back has its old place. */
static void
test_trash_and_undo (IlxTestWindow *self, gconstpointer data)
{
  static const char *const back[] = { "Summer", NULL };

  show_four (self);
  select_rows (self, 0, 2);
  act (self, "page.trash");
  wait_for_count (self, 2);
  assert_subjects (self, "Autumn Winter");
  ilx_campaign_trash_restore (self->page, self->workspace, back);
  wait_for_count (self, 3);
  assert_subjects (self, "Summer Autumn Winter");
  act (self, "page.is-trash");
  assert_subjects (self, "Spring");
  select_rows (self, 0, 1);
  act (self, "page.restore");
  wait_for_count (self, 4);
  assert_shown (self, "empty");
  act (self, "page.is-trash");
  assert_subjects (self, "Spring Summer Autumn Winter");
}

static gboolean
has_dialog (IlxTestWindow *self, gconstpointer data)
{
  return ilx_test_window_find_dialog () != NULL;
}

/* The store says why not, and what can go goes. */
static void
test_refusal (IlxTestWindow *self, gconstpointer data)
{
  GtkWidget *dialog;

  show_four (self);
  select_rows (self, 1, 2);
  act (self, "page.trash");
  wait_for_count (self, 3);
  ilx_test_spin (100);
  assert_subjects (self, "Spring Autumn Winter");
  ilx_test_window_wait_until (self, has_dialog, NULL);
  dialog = ilx_test_window_find_dialog ();
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_narrow (IlxTestWindow *self, gconstpointer data)
{
  return ilx_list_frame_is_narrow (get_frame (self))
         && ilx_test_window_find (self->page, GTK_TYPE_COLUMN_VIEW) == NULL;
}

/* Where there is no room the same rows take two lines. */
static void
test_narrow (IlxTestWindow *self, gconstpointer data)
{
  add_four (self);
  ilx_test_window_show (self, ilx_campaigns_page_new (self->workspace), 360);
  ilx_test_window_wait_until (self, is_narrow, NULL);
  assert_subjects (self, "Spring Summer Autumn Winter");
  ilx_test_window_assert_fits (self);
}

static gboolean
listens (GListModel *shortcuts, const char *trigger)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      g_autofree char *text = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

      if (strstr (text, trigger) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_trigger (GtkWidget *widget, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller) && listens (G_LIST_MODEL (controller), trigger))
        return TRUE;
    }
  return FALSE;
}

static void
test_keys (IlxTestWindow *self, gconstpointer data)
{
  static const char *const keys[] = { "Delete", "<Control>d", "<Shift>F10", "Menu" };
  GtkWidget *table;

  show_four (self);
  table = ilx_test_window_find (self->page, GTK_TYPE_COLUMN_VIEW);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (has_trigger (table, keys[i]));
  g_assert_cmpstr (ilx_page_get_help_topic (ILX_PAGE (self->page)), ==, "campaigns");
}

static void
test_narrow_large_text (IlxTestWindow *self, gconstpointer data)
{
  ilx_test_window_set_text_scale (2);
  test_narrow (self, data);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, func)                                                                            \
  g_test_add (path, IlxTestWindow, NULL, ilx_test_window_set_up, func, ilx_test_window_tear_down)
  ADD ("/campaigns-page/empty", test_empty);
  ADD ("/campaigns-page/search", test_search);
  ADD ("/campaigns-page/groups", test_groups);
  ADD ("/campaigns-page/account", test_account);
  ADD ("/campaigns-page/never-hidden", test_never_hidden);
  ADD ("/campaigns-page/sorting", test_sorting);
  ADD ("/campaigns-page/live", test_live);
  ADD ("/campaigns-page/opening", test_opening);
  ADD ("/campaigns-page/duplicate", test_duplicate);
  ADD ("/campaigns-page/trash-and-undo", test_trash_and_undo);
  ADD ("/campaigns-page/refusal", test_refusal);
  ADD ("/campaigns-page/narrow", test_narrow);
  ADD ("/campaigns-page/narrow-large-text", test_narrow_large_text);
  ADD ("/campaigns-page/keys", test_keys);
  return g_test_run ();
}
