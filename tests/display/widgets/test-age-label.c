/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words about time stay true while they are seen, and cost nothing while they are not. */
#include "config.h"

#include <adwaita.h>

#include "ilx-age-label.h"
#include "ilx-test-await.h"

static void
test_stays_true (void)
{
  g_autoptr (IlxClock) clock = ilx_clock_new_manual (100 * ILX_DAY);
  GtkWidget *window = adw_window_new ();
  GtkWidget *label = ilx_age_label_new ();

  ilx_age_label_set_clock (clock);
  ilx_age_label_set_time (ILX_AGE_LABEL (label), 100 * ILX_DAY - 3 * ILX_MINUTE);
  g_assert_cmpstr (ilx_age_label_get_text (ILX_AGE_LABEL (label)), ==, "3 minutes ago");
  g_assert_cmpuint (ilx_age_label_get_n_shown (), ==, 0);
  adw_window_set_content (ADW_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpuint (ilx_age_label_get_n_shown (), ==, 1);
  ilx_clock_advance (clock, 2 * ILX_MINUTE);
  ilx_age_label_set_clock (clock);
  g_assert_cmpstr (ilx_age_label_get_text (ILX_AGE_LABEL (label)), ==, "5 minutes ago");
  gtk_widget_set_visible (label, FALSE);
  ilx_test_spin (20);
  g_assert_cmpuint (ilx_age_label_get_n_shown (), ==, 0);
  ilx_clock_advance (clock, ILX_HOUR);
  gtk_widget_set_visible (label, TRUE);
  ilx_test_spin (20);
  g_assert_cmpstr (ilx_age_label_get_text (ILX_AGE_LABEL (label)), ==, "1 hour ago");
  ilx_age_label_set_time (ILX_AGE_LABEL (label), 0);
  g_assert_null (ilx_age_label_get_text (ILX_AGE_LABEL (label)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpuint (ilx_age_label_get_n_shown (), ==, 0);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/age-label/stays-true", test_stays_true);
  return g_test_run ();
}
