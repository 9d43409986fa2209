/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences apply at once, and what is typed as the brand is never lost. */
#include "config.h"

#include "../connections/connect-fixture.h"

#include "ilx-brand-page.h"
#include "ilx-preferences-window.h"
#include "ilx-test-await.h"

static gpointer
get_child (Fixture *fixture, const char *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (fixture->window),
                                                  ILX_TYPE_PREFERENCES_WINDOW, name);

  g_assert_nonnull (child);
  return child;
}

static gpointer
get_brand_child (Fixture *fixture, const char *name)
{
  GObject *child = gtk_widget_get_template_child (get_child (fixture, "brand_page"),
                                                  ILX_TYPE_BRAND_PAGE, name);

  g_assert_nonnull (child);
  return child;
}

static void
open_window (Fixture *fixture, const char *page)
{
  fixture_show (fixture, ilx_preferences_window_new (fixture->workspace, page));
}

static void
type (Fixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (get_brand_child (fixture, row), text);
}

static IlxBrand *
load_brand (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  IlxBrand *brand = ilx_brand_store_load (ilx_workspace_get_store (fixture->workspace), &error);

  g_assert_no_error (error);
  return brand;
}

static gboolean
has_sender (Fixture *fixture, const char *email)
{
  g_autoptr (IlxBrand) brand = load_brand (fixture);

  return g_strcmp0 (ilx_brand_get_sender_email (brand), email) == 0;
}

static void
close_window (Fixture *fixture)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->window);
}

/* --- Cases ------------------------------------------------------------------------------------ */

static void
test_brand_is_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxBrand) brand = NULL;

  open_window (fixture, "brand");
  type (fixture, "name_row", "Nordlicht");
  type (fixture, "sender_email_row", " hello@nordlicht.example ");
  type (fixture, "postal_address_row", "Am Hafen 1, Hamburg");
  WAIT_UNTIL (has_sender (fixture, "hello@nordlicht.example"));
  brand = load_brand (fixture);
  g_assert_cmpstr (ilx_brand_get_name (brand), ==, "Nordlicht");
  g_assert_cmpstr (ilx_brand_get_postal_address (brand), ==, "Am Hafen 1, Hamburg");
  close_window (fixture);
  open_window (fixture, "brand");
  g_assert_cmpstr (gtk_editable_get_text (get_brand_child (fixture, "name_row")), ==, "Nordlicht");
  fixture_picture (fixture, "preferences-brand");
}

/* The window goes before the pause in typing is over. */
static void
test_brand_survives_closing (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, "brand");
  type (fixture, "sender_email_row", "last@nordlicht.example");
  close_window (fixture);
  WAIT_UNTIL (has_sender (fixture, "last@nordlicht.example"));
}

static void
test_wrong_brand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IlxBrand) brand = NULL;
  GtkWidget *row;

  open_window (fixture, "brand");
  type (fixture, "sender_email_row", "hello@nordlicht.example");
  WAIT_UNTIL (has_sender (fixture, "hello@nordlicht.example"));
  row = get_brand_child (fixture, "sender_email_row");
  type (fixture, "sender_email_row", "hello@");
  type (fixture, "domain_row", "not a domain");
  type (fixture, "sender_name_row", "Nordlicht Kaffee");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (gtk_widget_get_visible (get_brand_child (fixture, "sender_email_error")));
  g_assert_true (gtk_widget_get_visible (get_brand_child (fixture, "domain_error")));
  fixture_picture (fixture, "preferences-brand-wrong");
  close_window (fixture);
  ilx_test_spin (100);
  /* What is right is saved, what is wrong is not. */
  brand = load_brand (fixture);
  g_assert_cmpstr (ilx_brand_get_sender_name (brand), ==, "Nordlicht Kaffee");
  g_assert_cmpstr (ilx_brand_get_sender_email (brand), ==, "hello@nordlicht.example");
  g_assert_null (ilx_brand_get_domain (brand));
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = ilx_workspace_get_settings (fixture->workspace);
  g_autofree char *scheme = NULL;

  open_window (fixture, NULL);
  gtk_adjustment_set_value (get_child (fixture, "countdown"), 25);
  g_assert_cmpint (g_settings_get_int (settings, "send-countdown"), ==, 25);
  gtk_adjustment_set_value (get_child (fixture, "countdown"), 90);
  g_assert_cmpint (g_settings_get_int (settings, "send-countdown"), ==, 60);
  g_settings_set_int (settings, "send-countdown", 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_child (fixture, "countdown")), ==, 0);
  adw_combo_row_set_selected (get_child (fixture, "scheme_row"), 2);
  scheme = g_settings_get_string (settings, "color-scheme");
  g_assert_cmpstr (scheme, ==, "force-dark");
  gtk_switch_set_active (get_child (fixture, "details_switch"), FALSE);
  g_assert_false (g_settings_get_boolean (settings, "hides-notification-details"));
  g_settings_reset (settings, "color-scheme");
  g_settings_reset (settings, "send-countdown");
  g_settings_reset (settings, "hides-notification-details");
  g_assert_cmpuint (adw_combo_row_get_selected (get_child (fixture, "scheme_row")), ==, 0);
}

static guint
count_buttons (GtkWidget *widget)
{
  guint n = g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwViewSwitcherButton") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_buttons (child);
  return n;
}

/* In the title and at the bottom of a narrow window: each knows every page. */
static void
test_switchers (Fixture *fixture, gconstpointer data)
{
  guint n;

  open_window (fixture, NULL);
  n = count_buttons (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n % 6, ==, 0);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "general", "brand", "accounts", "sending", "privacy", "appearance" };

  fixture_connect (fixture, NULL);
  open_window (fixture, "privacy");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (fixture->window);
      g_autofree char *name = g_strconcat ("preferences-page-", names[i], NULL);

      if (i == 0)
        g_assert_cmpstr (adw_preferences_window_get_visible_page_name (window), ==, "privacy");
      adw_preferences_window_set_visible_page_name (window, names[i]);
      g_assert_cmpstr (adw_preferences_window_get_visible_page_name (window), ==, names[i]);
      fixture_picture (fixture, name);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } cases[] = {
    { "/preferences/brand-is-saved", test_brand_is_saved },
    { "/preferences/brand-survives-closing", test_brand_survives_closing },
    { "/preferences/wrong-brand", test_wrong_brand },
    { "/preferences/settings", test_settings },
    { "/preferences/pages", test_pages },
    { "/preferences/switchers", test_switchers },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, fixture_set_up, cases[i].test, fixture_tear_down);
  return g_test_run ();
}
