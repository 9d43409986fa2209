/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the first run. */
#include "config.h"

#include "connect-fixture.h"

#include "ilx-test-await.h"
#include "ilx-welcome.h"

static gpointer
get_child (Fixture *fixture, const char *name)
{
  GObject *child
      = gtk_widget_get_template_child (GTK_WIDGET (fixture->window), ILX_TYPE_WELCOME, name);

  g_assert_nonnull (child);
  return child;
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = ilx_workspace_get_settings (fixture->workspace);
  guint n;

  fixture_show (fixture, GTK_WINDOW (gtk_window_new ()));
  n = count_windows ();
  ilx_welcome_present (fixture->window, fixture->workspace);
  g_assert_cmpuint (count_windows (), ==, n + 1);
  g_assert_true (g_settings_get_boolean (settings, "has-been-welcomed"));
  ilx_welcome_present (fixture->window, fixture->workspace);
  g_assert_cmpuint (count_windows (), ==, n + 1);
  g_settings_reset (settings, "has-been-welcomed");
}

/* Only what is on the page that is shown takes the focus. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "connect_page", "demo_page", "secrets_page" };

  fixture_show (fixture, ilx_welcome_new (fixture->workspace));
  for (guint shown = 0; shown < G_N_ELEMENTS (names); shown++)
    {
      g_autofree char *picture = g_strdup_printf ("welcome-%u", shown);

      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        g_assert_cmpint (gtk_widget_get_can_focus (get_child (fixture, names[i])), ==, i == shown);
      g_assert_cmpint (gtk_widget_get_visible (get_child (fixture, "back_button")), ==, shown > 0);
      fixture_picture (fixture, picture);
      act (fixture, "welcome.next");
      ilx_test_spin (20);
    }
  /* The last "next" closes it. */
  g_assert_false (gtk_widget_get_realized (GTK_WIDGET (fixture->window)));
}

static void
test_demo_says_so (Fixture *fixture, gconstpointer data)
{
  fixture_show (fixture, ilx_welcome_new (fixture->workspace));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "demo_button")));
  g_assert_nonnull (
      strstr (adw_status_page_get_description (get_child (fixture, "demo_page")), "simulated"));
}

/* What runs here is what is told: there is no keyring on the bus of this test. */
static void
test_secrets_are_true (Fixture *fixture, gconstpointer data)
{
  fixture_show (fixture, ilx_welcome_new (fixture->workspace));
  ilx_workspace_probe_secrets (fixture->workspace);
  WAIT_UNTIL (ilx_workspace_get_secrets_state (fixture->workspace) == ILX_SECRETS_ABSENT);
  g_assert_nonnull (strstr (adw_status_page_get_description (get_child (fixture, "secrets_page")),
                            "No keyring is running"));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/welcome/once", Fixture, NULL, fixture_set_up, test_once, fixture_tear_down);
  g_test_add ("/welcome/pages", Fixture, NULL, fixture_set_up, test_pages, fixture_tear_down);
  g_test_add ("/welcome/demo-says-so", Fixture, GUINT_TO_POINTER (ILX_WORKSPACE_IS_DEMO),
              fixture_set_up, test_demo_says_so, fixture_tear_down);
  g_test_add ("/welcome/secrets-are-true", Fixture, NULL, fixture_set_up, test_secrets_are_true,
              fixture_tear_down);
  return g_test_run ();
}
