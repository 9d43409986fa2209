/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of accounts, and how each does. */
#include "config.h"

#include "connect-fixture.h"

#include "ilx-connection-card.h"
#include "ilx-connections-page.h"
#include "ilx-disconnect-dialog.h"
#include "ilx-error.h"
#include "ilx-problem-box.h"
#include "ilx-quota-store.h"
#include "ilx-state-badge.h"
#include "ilx-test-await.h"

static IlxPage *page; /* of the test at hand */

static void
open_page (Fixture *fixture)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();

  page = ilx_connections_page_new (fixture->workspace);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (page));
  gtk_window_set_child (GTK_WINDOW (window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 900);
  fixture_show (fixture, GTK_WINDOW (window));
}

static gpointer
get_child (gpointer widget, GType type, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (child);
  return child;
}

static const char *
get_page_name (void)
{
  return gtk_stack_get_visible_child_name (get_child (page, ILX_TYPE_CONNECTIONS_PAGE, "stack"));
}

static GtkWidget *
get_card (void)
{
  GtkWidget *card
      = gtk_widget_get_first_child (get_child (page, ILX_TYPE_CONNECTIONS_PAGE, "cards"));

  g_assert_true (ILX_IS_CONNECTION_CARD (card));
  return card;
}

static gpointer
get_part (const char *name)
{
  return get_child (get_card (), ILX_TYPE_CONNECTION_CARD, name);
}

static gboolean
has_badge (const char *text)
{
  g_autofree char *label = NULL;

  g_object_get (get_part ("badge"), "label", &label, NULL);
  return g_str_equal (label, text);
}

static void
act (const char *action)
{
  gtk_widget_activate_action (get_card (), action, NULL);
}

static void
check_now (void)
{
  GtkButton *button = get_part ("check_button");

  act ("connection.check");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  WAIT_UNTIL (gtk_widget_get_sensitive (GTK_WIDGET (button)));
}

/* Whether @text is on a label somewhere in @widget. */
static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

/* --- Cases ------------------------------------------------------------------------------------ */

static void
test_follows (Fixture *fixture, gconstpointer data)
{

  open_page (fixture);
  g_assert_cmpstr (get_page_name (), ==, "empty");
  fixture_connect (fixture, NULL);
  g_assert_cmpstr (get_page_name (), ==, "list");
  WAIT_UNTIL (has_badge ("Connected"));
  g_assert_true (has_text (get_card (), ilx_connection_get_account_name (fixture->account)));
  g_assert_true (has_text (get_card (), ilx_connection_get_account_id (fixture->account)));
  fixture_picture (fixture, "page");
}

/* What a platform calls an account is text, whatever is in it. */
static void
test_hostile_name (Fixture *fixture, gconstpointer data)
{
  fixture_connect (fixture, NULL);
  open_page (fixture);
  ilx_connection_set_account_name (
      ilx_connection_card_get_connection (ILX_CONNECTION_CARD (get_card ())),
      "Beans & <b>Brews</b> %s");
  WAIT_UNTIL (has_text (get_card (), "Beans & <b>Brews</b> %s"));
}

static void
test_broken_and_healed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = fixture_dup_key (fixture, "{}");
  g_autofree char *revoke = g_strdup_printf ("{\"revoke\": \"%s\"}", key);

  fixture_connect (fixture, key);
  open_page (fixture);
  ilx_test_ctl_post (fixture->ctl, "keys", revoke);
  check_now ();
  WAIT_UNTIL (has_badge ("No longer accepted"));
  g_assert_error (ilx_problem_box_get_error (get_part ("problem")), ILX_ERROR,
                  ILX_ERROR_BAD_CREDENTIALS);
  fixture_picture (fixture, "page-broken");
  fixture_connect (fixture, NULL);
  ilx_test_spin (20);
  WAIT_UNTIL (has_badge ("Connected"));
  g_assert_null (ilx_problem_box_get_error (get_part ("problem")));
}

static void
test_missing_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = fixture_dup_key (
      fixture, "{\"scopes\": [\"accounts:read\", \"lists:read\", \"segments:read\"]}");

  fixture_connect (fixture, key);
  open_page (fixture);
  WAIT_UNTIL (has_badge ("Lacks permissions"));
  g_assert_true (gtk_widget_get_visible (get_part ("missing")));
  check_now ();
  g_assert_null (ilx_problem_box_get_error (get_part ("problem")));
  fixture_picture (fixture, "page-missing");
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{

  fixture_connect (fixture, NULL);
  open_page (fixture);
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  check_now ();
  g_assert_error (ilx_problem_box_get_error (get_part ("problem")), ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (get_part ("call_row")), "failed"));
  WAIT_UNTIL (has_badge ("Connected"));
}

static void
use_reports (Fixture *fixture, guint n)
{
  IlxStore *store = ilx_workspace_get_store (fixture->workspace);
  const char *id = ilx_connection_get_id (fixture->account);
  gint64 day = ilx_workspace_get_now (fixture->workspace) / ILX_DAY;
  guint goal = ilx_quota_store_load (store, id, "klaviyo-reports", day, NULL) + n;

  while (n-- > 0)
    ilx_quota_store_add_async (store, id, "klaviyo-reports", day, NULL, NULL, NULL);
  WAIT_UNTIL (ilx_quota_store_load (store, id, "klaviyo-reports", day, NULL) == goal);
}

static void
test_budget (Fixture *fixture, gconstpointer data)
{
  fixture_connect (fixture, NULL);
  use_reports (fixture, 3);
  open_page (fixture);
  g_assert_true (has_text (get_card (), "3 of 180 used today"));
  use_reports (fixture, 177);
  gtk_widget_set_visible (get_card (), FALSE);
  gtk_widget_set_visible (get_card (), TRUE);
  g_assert_true (has_text (get_card (), "180 of 180 used today. Numbers refresh after"));
  fixture_picture (fixture, "page-budget");
}

/* --- Disconnecting ---------------------------------------------------------------------------- */

static GtkWindow *
find_dialog (Fixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static void
test_disconnect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *n_audiences = NULL;
  GtkWindow *dialog;

  fixture_connect (fixture, NULL);
  n_audiences = g_strdup_printf (
      "%u lists", g_list_model_get_n_items (ilx_workspace_get_audiences (
                      fixture->workspace, ilx_connection_get_id (fixture->account))));
  open_page (fixture);
  act ("connection.disconnect");
  dialog = find_dialog (fixture);
  g_assert_nonnull (dialog);
  g_assert_nonnull (
      strstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), "from Klaviyo"));
  g_assert_true (has_text (GTK_WIDGET (dialog), n_audiences));
  g_assert_true (has_text (GTK_WIDGET (dialog), "keyring"));
  g_assert_true (has_text (GTK_WIDGET (dialog), "still sent"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  ilx_test_spin (50);
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 1);
  act ("connection.disconnect");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (fixture)), "disconnect");
  WAIT_UNTIL (fixture_count_accounts (fixture) == 0);
  g_assert_cmpstr (get_page_name (), ==, "empty");
  g_assert_cmpuint (stub_secrets_get_n_kept (fixture->secrets), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (ilx_workspace_get_audiences (
                        fixture->workspace, ilx_connection_get_id (fixture->account))),
                    ==, 0);
}

static void
tick_webhooks (AdwMessageDialog *dialog)
{
  for (GtkWidget *child = gtk_widget_get_first_child (adw_message_dialog_get_extra_child (dialog));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child), TRUE);
}

/* Nothing is forgotten when the webhooks could not be deleted. */
static void
test_webhooks_stay (Fixture *fixture, gconstpointer data)
{
  fixture_connect (fixture, NULL);
  open_page (fixture);
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  act ("connection.disconnect");
  tick_webhooks (ADW_MESSAGE_DIALOG (find_dialog (fixture)));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (fixture)), "disconnect");
  WAIT_UNTIL (ilx_problem_box_get_error (get_part ("problem")) != NULL);
  WAIT_UNTIL (gtk_widget_get_sensitive (get_part ("check_button")));
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 1);
  g_assert_cmpuint (stub_secrets_get_n_kept (fixture->secrets), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } cases[] = {
    { "/connections-page/follows", test_follows },
    { "/connections-page/hostile-name", test_hostile_name },
    { "/connections-page/broken-and-healed", test_broken_and_healed },
    { "/connections-page/missing-permissions", test_missing_permissions },
    { "/connections-page/offline", test_offline },
    { "/connections-page/budget", test_budget },
    { "/connections-page/disconnect", test_disconnect },
    { "/connections-page/webhooks-stay", test_webhooks_stay },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, fixture_set_up, cases[i].test, fixture_tear_down);
  return g_test_run ();
}
