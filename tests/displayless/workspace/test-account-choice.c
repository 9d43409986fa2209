/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose rows are shown: what can be chosen, what is kept, and what is forgotten. */
#include "config.h"

#include "ilx-account-choice.h"
#include "ilx-connection.h"

typedef struct
{
  GListStore *connections;
  GSettings *settings;
  IlxAccountChoice *choice;
  guint n_told;
} Fixture;

static void
told_cb (Fixture *self)
{
  self->n_told++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->connections = g_list_store_new (ILX_TYPE_CONNECTION);
  self->settings = g_settings_new_with_path (SETTINGS_ID, "/io/illixis/test/");
  g_settings_reset (self->settings, "account");
  self->choice = ilx_account_choice_new (G_LIST_MODEL (self->connections), self->settings);
  g_signal_connect_swapped (self->choice, "notify::account", G_CALLBACK (told_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->choice);
  g_object_unref (self->connections);
  g_object_unref (self->settings);
}

static void
connect_account (Fixture *self, const char *id)
{
  g_autoptr (IlxConnection) connection = ilx_connection_new ();

  ilx_connection_set_id (connection, id);
  ilx_connection_set_account_name (connection, id);
  g_list_store_append (self->connections, connection);
  ilx_account_choice_follow (self->choice);
}

static void
disconnect_first (Fixture *self)
{
  g_list_store_remove (self->connections, 0);
  ilx_account_choice_follow (self->choice);
}

static void
assert_account (Fixture *self, const char *expected)
{
  g_assert_cmpstr (ilx_account_choice_get_account (self->choice), ==, expected);
}

static void
assert_title (Fixture *self, const char *expected)
{
  g_autofree char *title = NULL;

  g_object_get (self->choice, "title", &title, NULL);
  g_assert_cmpstr (title, ==, expected);
}

static void
test_single (Fixture *self, gconstpointer data)
{
  connect_account (self, "one");
  ilx_account_choice_set_account (self->choice, "one");
  g_assert_false (ilx_account_choice_has_choice (self->choice));
  assert_account (self, "");
  assert_title (self, NULL);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (IlxAccountChoice) other = NULL;

  connect_account (self, "one");
  connect_account (self, "two");
  g_assert_true (ilx_account_choice_has_choice (self->choice));
  ilx_account_choice_set_account (self->choice, "two");
  assert_account (self, "two");
  g_assert_cmpuint (self->n_told, ==, 1);
  assert_title (self, "two");
  other = ilx_account_choice_new (G_LIST_MODEL (self->connections), self->settings);
  g_assert_cmpstr (ilx_account_choice_get_account (other), ==, "two");
  ilx_account_choice_set_account (other, NULL);
  assert_account (self, "");
  ilx_account_choice_set_account (self->choice, "nobody");
  assert_account (self, "");
}

/* With the other account gone there is nothing to choose, and what comes later does not bring the
 * filter back. */
static void
test_forgotten (Fixture *self, gconstpointer data)
{
  connect_account (self, "one");
  connect_account (self, "two");
  ilx_account_choice_set_account (self->choice, "two");
  disconnect_first (self);
  assert_account (self, "");
  g_assert_cmpuint (self->n_told, ==, 2);
  connect_account (self, "three");
  assert_account (self, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/account-choice/single", test_single);
  ADD ("/account-choice/kept", test_kept);
  ADD ("/account-choice/forgotten", test_forgotten);
  return g_test_run ();
}
