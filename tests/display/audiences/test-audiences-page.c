/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of audiences: what is cached is listed at once, and a refresh against a sandbox brings
 * what it finds into the rows. */
#include "config.h"

#include "../support/ilx-test-window.h"
#include "ilx-audience-detail.h"
#include "ilx-audiences-page.h"
#include "ilx-list-frame.h"
#include "ilx-problem-box.h"
#include "ilx-test-await.h"
#include "ilx-test-ctl.h"

static void
add_audience (GPtrArray *all, const char *name, IlxAudienceKind kind, gint64 count)
{
  IlxAudience *audience = ilx_audience_new ();

  ilx_audience_set_id (audience, name);
  ilx_audience_set_name (audience, name);
  ilx_audience_set_kind (audience, kind);
  ilx_audience_set_count (audience, count);
  g_ptr_array_add (all, audience);
}

static void
store_audiences (IlxTestWindow *self, const char *account, GPtrArray *all)
{
  IlxStore *store = ilx_workspace_get_store (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < all->len; i++)
    ilx_audience_set_connection_id (g_ptr_array_index (all, i), account);
  ilx_audience_store_replace_async (store, account, all, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_audience_store_replace_finish (store, result, NULL));
}

static void
save_audiences (IlxTestWindow *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  add_audience (all, "Newsletter", ILX_AUDIENCE_LIST, 100);
  add_audience (all, "Big spenders", ILX_AUDIENCE_SEGMENT, 7);
  add_audience (all, "<Engaged>", ILX_AUDIENCE_SEGMENT, -1);
  store_audiences (self, "shop", all);
}

static char *
dup_names (IlxTestWindow *self)
{
  GListModel *rows = ilx_test_window_get_rows (self);
  GString *names = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (IlxAudience) audience = g_list_model_get_item (rows, i);

      g_string_append_printf (names, "%s|", ilx_audience_get_name (audience));
    }
  return g_string_free (names, FALSE);
}

static gboolean
are_names (IlxTestWindow *self, gconstpointer expected)
{
  g_autofree char *names = dup_names (self);

  return g_str_equal (names, expected);
}

static void
assert_names (IlxTestWindow *self, const char *expected)
{
  g_autofree char *names = dup_names (self);

  g_test_message ("Waiting for %s, there are %s", expected, names);
  ilx_test_window_wait_until (self, are_names, expected);
}

static IlxListFrame *
get_frame (IlxTestWindow *self)
{
  return ILX_LIST_FRAME (ilx_test_window_find (self->page, ILX_TYPE_LIST_FRAME));
}

static void
act (IlxTestWindow *self, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (self->page, name, target));
}

static void
show_all (IlxTestWindow *self, const char *expected)
{
  ilx_test_window_add_account (self, "shop");
  save_audiences (self);
  ilx_test_window_show (self, ilx_audiences_page_new (self->workspace), 1200);
  assert_names (self, expected);
}

static void
show_three (IlxTestWindow *self)
{
  show_all (self, "<Engaged>|Big spenders|Newsletter|");
}

static void
test_no_account (IlxTestWindow *self, gconstpointer data)
{
  g_autofree char *title = NULL;

  ilx_test_window_show (self, ilx_audiences_page_new (self->workspace), 900);
  g_assert_cmpstr (ilx_list_frame_get_shown (get_frame (self)), ==, "empty");
  g_object_get (get_frame (self), "empty-title", &title, NULL);
  g_assert_cmpstr (title, ==, "No account connected");
  /* Connecting one makes it that account's page. */
  ilx_test_window_add_account (self, "shop");
  g_clear_pointer (&title, g_free);
  g_object_get (get_frame (self), "empty-title", &title, NULL);
  g_assert_cmpstr (title, ==, "No audiences yet");
}

static void
test_filters (IlxTestWindow *self, gconstpointer data)
{
  show_three (self);
  act (self, "page.group::segment");
  assert_names (self, "<Engaged>|Big spenders|");
  g_object_set (get_frame (self), "search", "ENGAGED", NULL);
  assert_names (self, "<Engaged>|");
  act (self, "page.group::list");
  assert_names (self, "");
  g_assert_cmpstr (ilx_list_frame_get_shown (get_frame (self)), ==, "nothing");
  act (self, "page.clear-filters");
  act (self, "page.sort::count");
  assert_names (self, "Newsletter|Big spenders|<Engaged>|");
}

/* Account by account. Both have a list of that name and id: one is not taken for the other. */
static void
test_account (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  GtkSingleSelection *rows;

  add_audience (others, "Newsletter", ILX_AUDIENCE_LIST, 5);
  ilx_test_window_add_account (self, "tea");
  store_audiences (self, "tea", others);
  ilx_test_window_add_account (self, "void");
  show_all (self, "Newsletter|<Engaged>|Big spenders|Newsletter|");
  ilx_test_window_choose_account (self, "tea");
  assert_names (self, "Newsletter|");
  ilx_test_window_choose_account (self, "void");
  assert_names (self, "");
  ilx_test_window_assert_nothing (self, "Account: void.");
  act (self, "page.clear-filters");
  assert_names (self, "Newsletter|<Engaged>|Big spenders|Newsletter|");
  ilx_test_window_choose_account (self, "shop");
  ilx_audiences_page_show_audience (ILX_AUDIENCES_PAGE (self->page), "tea", "Newsletter");
  g_assert_cmpstr (ilx_list_page_get_account (ILX_LIST_PAGE (self->page)), ==, "");
  rows = GTK_SINGLE_SELECTION (ilx_test_window_get_rows (self));
  g_assert_cmpstr (ilx_audience_get_connection_id (gtk_single_selection_get_selected_item (rows)),
                   ==, "tea");
}

/* The details tell which campaigns go there, and one more is made at a press. */
static void
test_new_campaign (IlxTestWindow *self, gconstpointer data)
{
  GtkSingleSelection *rows;
  IlxAudienceDetail *detail;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  show_three (self);
  rows = GTK_SINGLE_SELECTION (ilx_test_window_get_rows (self));
  gtk_single_selection_set_selected (rows, 1);
  detail = ILX_AUDIENCE_DETAIL (ilx_test_window_wait_for (self, ILX_TYPE_AUDIENCE_DETAIL));
  g_assert_cmpuint (ilx_audience_detail_get_n_campaigns (detail), ==, 0);
  act (self, "page.new-campaign");
  while (self->asked->len == 0 && g_get_monotonic_time () < end)
    ilx_test_spin (5);
  g_assert_true (g_str_has_prefix (self->asked->str, "open-campaign:"));
  g_assert_cmpuint (ilx_audience_detail_get_n_campaigns (detail), ==, 1);
}

static void
wait_until_idle (IlxTestWindow *self)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (ilx_page_is_busy (ILX_PAGE (self->page)) && g_get_monotonic_time () < end)
    ilx_test_spin (5);
  g_assert_false (ilx_page_is_busy (ILX_PAGE (self->page)));
}

/* Its secret is nowhere: that is said in the page, and what is cached stays. */
static void
test_problem (IlxTestWindow *self, gconstpointer data)
{
  show_three (self);
  act (self, "page.refresh");
  wait_until_idle (self);
  ilx_test_window_wait_for (self, ILX_TYPE_PROBLEM_BOX);
  assert_names (self, "<Engaged>|Big spenders|Newsletter|");
}

static guint
count_counted (IlxTestWindow *self)
{
  GListModel *rows = ilx_test_window_get_rows (self);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (IlxAudience) audience = g_list_model_get_item (rows, i);

      n += ilx_audience_get_count (audience) >= 0;
    }
  return n;
}

static void
connect_account (IlxTestWindow *self, IlxTestCtl *ctl)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) connection = NULL;

  ilx_engine_connect_async (self->engine, "klaviyo", ilx_test_ctl_get_key (ctl), TRUE, NULL,
                            ilx_test_await_cb, &result);
  ilx_test_await (&result);
  connection = ilx_engine_connect_finish (self->engine, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_connections (self->workspace);
}

/* Everything is counted by the platform, and the rows have it; stopped halfway, they have half. */
static void
test_refresh (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  guint n;

  g_setenv ("ILLIXIS_KLAVIYO_URL", ilx_test_ctl_get_url (ctl), TRUE);
  connect_account (self, ctl);
  ilx_test_window_show (self, ilx_audiences_page_new (self->workspace), 900);
  n = g_list_model_get_n_items (ilx_test_window_get_rows (self));
  g_assert_cmpuint (n, >, 1);
  act (self, "page.refresh");
  g_assert_true (ilx_page_is_busy (ILX_PAGE (self->page)));
  act (self, "page.stop");
  wait_until_idle (self);
  g_assert_null (ilx_test_window_find (self->page, ILX_TYPE_PROBLEM_BOX));
  act (self, "page.refresh");
  wait_until_idle (self);
  g_assert_null (ilx_test_window_find (self->page, ILX_TYPE_PROBLEM_BOX));
  g_assert_cmpuint (count_counted (self), ==, n);
}

static void
test_narrow (IlxTestWindow *self, gconstpointer data)
{
  ilx_test_window_add_account (self, "shop");
  save_audiences (self);
  ilx_test_window_show (self, ilx_audiences_page_new (self->workspace), 360);
  assert_names (self, "<Engaged>|Big spenders|Newsletter|");
  g_assert_true (ilx_list_frame_is_narrow (get_frame (self)));
  g_signal_emit_by_name (ilx_test_window_wait_for (self, GTK_TYPE_LIST_VIEW), "activate", 1u);
  ilx_test_window_wait_for (self, ILX_TYPE_AUDIENCE_DETAIL);
  ilx_test_window_assert_fits (self);
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
  g_setenv ("ILLIXIS_TEST_SPEED", ILX_TEST_CTL_SPEED, TRUE);
#define ADD(path, func)                                                                            \
  g_test_add (path, IlxTestWindow, NULL, ilx_test_window_set_up, func, ilx_test_window_tear_down)
  ADD ("/audiences-page/no-account", test_no_account);
  ADD ("/audiences-page/filters", test_filters);
  ADD ("/audiences-page/account", test_account);
  ADD ("/audiences-page/new-campaign", test_new_campaign);
  ADD ("/audiences-page/problem", test_problem);
  ADD ("/audiences-page/refresh", test_refresh);
  ADD ("/audiences-page/narrow", test_narrow);
  ADD ("/audiences-page/narrow-large-text", test_narrow_large_text);
  return g_test_run ();
}
