/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that connects an account, as a person meets it. */
#include "config.h"

#include "connect-fixture.h"

#include "ilx-connect-dialog.h"
#include "ilx-error.h"
#include "ilx-problem-box.h"
#include "ilx-test-await.h"

static gpointer
get_child (Fixture *fixture, const char *name)
{
  GObject *child
      = gtk_widget_get_template_child (GTK_WIDGET (fixture->window), ILX_TYPE_CONNECT_DIALOG, name);

  g_assert_nonnull (child);
  return child;
}

static void
open_dialog (Fixture *fixture, const char *connection_id)
{
  fixture_show (fixture, ilx_connect_dialog_new (fixture->workspace, NULL, connection_id));
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (get_child (fixture, "stack"));
}

static const char *
get_label (Fixture *fixture, const char *name)
{
  return gtk_label_get_label (get_child (fixture, name));
}

static const char *
get_key (Fixture *fixture)
{
  return gtk_editable_get_text (get_child (fixture, "key_row"));
}

static const GError *
get_problem (Fixture *fixture)
{
  return ilx_problem_box_get_error (get_child (fixture, "problem"));
}

static void
paste (Fixture *fixture, const char *key)
{
  gtk_editable_set_text (get_child (fixture, "key_row"), key);
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static void
try_key (Fixture *fixture, const char *key)
{
  paste (fixture, key);
  act (fixture, "connect.start");
  g_assert_cmpstr (get_page (fixture), ==, "busy");
  WAIT_UNTIL (!g_str_equal (get_page (fixture), "busy"));
}

/* --- Cases ------------------------------------------------------------------------------------ */

static void
test_connects (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pasted = g_strdup_printf ("  %s \n", ilx_test_ctl_get_key (fixture->ctl));

  open_dialog (fixture, NULL);
  paste (fixture, pasted);
  WAIT_UNTIL (g_str_equal (get_key (fixture), ilx_test_ctl_get_key (fixture->ctl)));
  act (fixture, "connect.start");
  WAIT_UNTIL (g_str_equal (get_page (fixture), "done"));
  g_assert_nonnull (strstr (get_label (fixture, "done_title"), "“"));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "missing")));
  g_assert_cmpstr (get_key (fixture), ==, "");
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 1);
  g_assert_cmpuint (stub_secrets_get_n_kept (fixture->secrets), ==, 1);
}

static void
test_form (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  GtkAccessible *text;

  open_dialog (fixture, NULL);
  row = get_child (fixture, "key_frame");
  text = get_child (fixture, "key_row");
  /* One letter after the other says nothing; it may become a key. */
  paste (fixture, "A");
  ilx_test_spin (50);
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "key_error")));
  paste (fixture, "AbC123");
  WAIT_UNTIL (gtk_widget_get_visible (get_child (fixture, "key_error")));
  g_assert_nonnull (strstr (get_label (fixture, "key_error"), "public"));
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  act (fixture, "connect.start");
  g_assert_cmpstr (get_page (fixture), ==, "key");
  paste (fixture, "pk_0123456789");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_false (gtk_test_accessible_has_state (text, GTK_ACCESSIBLE_STATE_INVALID));
}

/* Hidden as long as nobody asks; and then too it is no value that a screen reader would read. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  GtkText *text;

  open_dialog (fixture, NULL);
  text = get_child (fixture, "key_row");
  paste (fixture, "pk_0123456789");
  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (text)));
  g_assert_false (gtk_text_get_visibility (text));
  g_assert_false (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
  gtk_toggle_button_set_active (get_child (fixture, "reveal_button"), TRUE);
  g_assert_true (gtk_text_get_visibility (text));
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, NULL);
  try_key (fixture, "pk_0123456789abcdef");
  g_assert_error (get_problem (fixture), ILX_ERROR, ILX_ERROR_BAD_CREDENTIALS);
  g_assert_cmpstr (get_key (fixture), ==, "pk_0123456789abcdef");
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 0);
  g_assert_cmpuint (stub_secrets_get_n_kept (fixture->secrets), ==, 0);
  /* Typing puts the problem away; the right key heals it. */
  try_key (fixture, ilx_test_ctl_get_key (fixture->ctl));
  g_assert_cmpstr (get_page (fixture), ==, "done");
}

static void
test_no_network (Fixture *fixture, gconstpointer data)
{
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  open_dialog (fixture, NULL);
  try_key (fixture, "pk_0123456789abcdef");
  g_assert_error (get_problem (fixture), ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_cmpstr (get_key (fixture), ==, "pk_0123456789abcdef");
}

static void
test_server_fails (Fixture *fixture, gconstpointer data)
{
  ilx_test_ctl_post (
      fixture->ctl, "faults",
      "{\"path\": \"/api/accounts\", \"kind\": \"status\", \"status\": 503, \"count\": 20}");
  open_dialog (fixture, NULL);
  try_key (fixture, ilx_test_ctl_get_key (fixture->ctl));
  g_assert_error (get_problem (fixture), ILX_ERROR, ILX_ERROR_SERVER);
  ilx_test_ctl_delete (fixture->ctl, "faults");
  act (fixture, "connect.start");
  WAIT_UNTIL (g_str_equal (get_page (fixture), "done"));
}

static void
test_missing_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = fixture_dup_key (
      fixture, "{\"scopes\": [\"accounts:read\", \"lists:read\", \"segments:read\"]}");

  open_dialog (fixture, NULL);
  try_key (fixture, key);
  g_assert_cmpstr (get_page (fixture), ==, "done");
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "missing")));
}

static void
test_no_account_permission (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = fixture_dup_key (fixture, "{\"scopes\": [\"lists:read\"]}");

  open_dialog (fixture, NULL);
  try_key (fixture, key);
  g_assert_error (get_problem (fixture), ILX_ERROR, ILX_ERROR_MISSING_PERMISSION);
}

/* --- The keyring ------------------------------------------------------------------------------ */

static void
test_keyring (Fixture *fixture, IlxSecretsState state, IlxErrorCode code)
{
  stub_secrets_set_state (fixture->secrets, state);
  open_dialog (fixture, NULL);
  try_key (fixture, ilx_test_ctl_get_key (fixture->ctl));
  g_assert_error (get_problem (fixture), ILX_ERROR, (int) code);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "session_button")));
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 0);
  act (fixture, "connect.session");
  WAIT_UNTIL (g_str_equal (get_page (fixture), "done"));
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 1);
  g_assert_cmpuint (stub_secrets_get_n_kept (fixture->secrets), ==, 0);
}

static void
test_keyring_absent (Fixture *fixture, gconstpointer data)
{
  test_keyring (fixture, ILX_SECRETS_ABSENT, ILX_ERROR_SECRETS_ABSENT);
}

static void
test_keyring_locked (Fixture *fixture, gconstpointer data)
{
  test_keyring (fixture, ILX_SECRETS_LOCKED, ILX_ERROR_SECRETS_LOCKED);
}

/* --- Leaving it ------------------------------------------------------------------------------- */

static void
test_cancel_asking (Fixture *fixture, gconstpointer data)
{
  ilx_test_ctl_post (fixture->ctl, "faults", "{\"path\": \"/api/accounts\", \"kind\": \"hang\"}");
  open_dialog (fixture, NULL);
  paste (fixture, ilx_test_ctl_get_key (fixture->ctl));
  act (fixture, "connect.start");
  ilx_test_spin (100);
  g_assert_cmpstr (get_page (fixture), ==, "busy");
  act (fixture, "connect.cancel");
  ilx_test_spin (200);
  ilx_workspace_refresh_connections (fixture->workspace);
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 0);
  g_assert_cmpuint (stub_secrets_get_n_kept (fixture->secrets), ==, 0);
}

/* The key is in the keyring already when it is cancelled, and must not stay there. */
static void
test_cancel_keeping (Fixture *fixture, gconstpointer data)
{
  stub_secrets_set_silent (fixture->secrets, TRUE);
  open_dialog (fixture, NULL);
  paste (fixture, ilx_test_ctl_get_key (fixture->ctl));
  act (fixture, "connect.start");
  WAIT_UNTIL (stub_secrets_get_n_waiting (fixture->secrets) == 1);
  act (fixture, "connect.cancel");
  WAIT_UNTIL (stub_secrets_get_n_waiting (fixture->secrets) == 0);
  WAIT_UNTIL (stub_secrets_get_n_kept (fixture->secrets) == 0);
  ilx_workspace_refresh_connections (fixture->workspace);
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 0);
}

static void
count_requests (Fixture *fixture, const char *path, guint *n)
{
  g_autoptr (JsonNode) requests = ilx_test_ctl_ask (fixture->ctl, "requests");
  g_autofree char *text = json_to_string (requests, FALSE);

  *n = strstr (text, path) != NULL;
}

/* The account is saved already when it is cancelled: then it is disconnected again. */
static void
test_cancel_fetching (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  ilx_test_ctl_post (fixture->ctl, "faults",
                     "{\"path\": \"/api/lists\", \"kind\": \"hang\", \"after\": "
                     "1, \"count\": 5}");
  open_dialog (fixture, NULL);
  paste (fixture, ilx_test_ctl_get_key (fixture->ctl));
  act (fixture, "connect.start");
  WAIT_UNTIL (stub_secrets_get_n_kept (fixture->secrets) == 1);
  ilx_test_spin (100);
  count_requests (fixture, "/api/lists", &n);
  g_assert_cmpuint (n, ==, 1);
  act (fixture, "connect.cancel");
  WAIT_UNTIL (stub_secrets_get_n_kept (fixture->secrets) == 0);
  ilx_test_spin (50);
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 0);
}

/* --- Again ------------------------------------------------------------------------------------ */

static void
test_reconnects (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;

  fixture_connect (fixture, NULL);
  key = fixture_dup_key (fixture, "{}");
  open_dialog (fixture, ilx_connection_get_id (fixture->account));
  g_assert_nonnull (strstr (gtk_window_get_title (fixture->window),
                            ilx_connection_get_account_name (fixture->account)));
  try_key (fixture, key);
  g_assert_cmpstr (get_page (fixture), ==, "done");
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 1);
}

static void
save (Fixture *fixture, IlxConnection *connection)
{
  IlxStore *store = ilx_workspace_get_store (fixture->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_connection_store_save_async (store, connection, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_connection_store_save_finish (store, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_connections (fixture->workspace);
}

static void
test_key_of_another (Fixture *fixture, gconstpointer data)
{
  fixture_connect (fixture, NULL);
  ilx_connection_set_account_id (fixture->account, "OTHER1");
  ilx_connection_set_account_name (fixture->account, "Other Shop");
  ilx_connection_set_state (fixture->account, ILX_CONNECTION_BROKEN);
  save (fixture, fixture->account);
  /* None is named: the one that needs it is meant. */
  open_dialog (fixture, NULL);
  g_assert_nonnull (strstr (gtk_window_get_title (fixture->window), "Other Shop"));
  try_key (fixture, ilx_test_ctl_get_key (fixture->ctl));
  g_assert_error (get_problem (fixture), ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "other_button")));
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 1);
  act (fixture, "connect.other");
  WAIT_UNTIL (g_str_equal (get_page (fixture), "done"));
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 2);
}

static void
test_demo_key (Fixture *fixture, gconstpointer data)
{
  ilx_workspace_set_demo_key (fixture->workspace, "klaviyo", ilx_test_ctl_get_key (fixture->ctl));
  open_dialog (fixture, NULL);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "demo_group")));
  act (fixture, "connect.demo");
  WAIT_UNTIL (g_str_equal (get_page (fixture), "done"));
  g_assert_cmpuint (fixture_count_accounts (fixture), ==, 1);
}

/* --- On a phone, with large letters ----------------------------------------------------------- */

static int
get_min_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *font = NULL;
  GtkWidget *window;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  g_object_set (settings, "gtk-font-name", "Cantarell 22", NULL);
  open_dialog (fixture, NULL);
  window = GTK_WIDGET (fixture->window);
  g_assert_cmpint (get_min_width (window), <=, 360);
  try_key (fixture, "pk_0123456789abcdef");
  g_assert_cmpint (get_min_width (window), <=, 360);
  try_key (fixture, ilx_test_ctl_get_key (fixture->ctl));
  g_assert_cmpstr (get_page (fixture), ==, "done");
  g_assert_cmpint (get_min_width (window), <=, 360);
  g_object_set (settings, "gtk-font-name", font, NULL);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
    guint flags;
  } cases[] = {
    { "/connect-dialog/connects", test_connects },
    { "/connect-dialog/form", test_form },
    { "/connect-dialog/hidden", test_hidden },
    { "/connect-dialog/wrong-key", test_wrong_key },
    { "/connect-dialog/no-network", test_no_network },
    { "/connect-dialog/server-fails", test_server_fails },
    { "/connect-dialog/missing-permissions", test_missing_permissions },
    { "/connect-dialog/no-account-permission", test_no_account_permission },
    { "/connect-dialog/keyring-absent", test_keyring_absent },
    { "/connect-dialog/keyring-locked", test_keyring_locked },
    { "/connect-dialog/cancel-asking", test_cancel_asking },
    { "/connect-dialog/cancel-keeping", test_cancel_keeping },
    { "/connect-dialog/cancel-fetching", test_cancel_fetching },
    { "/connect-dialog/reconnects", test_reconnects },
    { "/connect-dialog/key-of-another", test_key_of_another },
    { "/connect-dialog/narrow", test_narrow },
    { "/connect-dialog/demo-key", test_demo_key, ILX_WORKSPACE_IS_DEMO },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, GUINT_TO_POINTER (cases[i].flags), fixture_set_up,
                cases[i].test, fixture_tear_down);
  return g_test_run ();
}
