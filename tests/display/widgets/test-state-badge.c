/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "ilx-state-badge.h"

static void
test_tone_is_a_class (void)
{
  GtkWidget *badge = g_object_ref_sink (ilx_state_badge_new ());

  ilx_state_badge_set (ILX_STATE_BADGE (badge), "Sent", "emblem-ok-symbolic", "success");
  g_assert_true (gtk_widget_has_css_class (badge, "success"));
  ilx_state_badge_set (ILX_STATE_BADGE (badge), "Draft", NULL, NULL);
  g_assert_false (gtk_widget_has_css_class (badge, "success"));
  g_object_unref (badge);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/state-badge/tone-is-a-class", test_tone_is_a_class);
  return g_test_run ();
}
