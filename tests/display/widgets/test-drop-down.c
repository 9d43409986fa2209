/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drop-down shows while nothing is chosen, and what a screen reader says of it. */
#include "config.h"

#include <adwaita.h>

#include "ilx-drop-down.h"

static gboolean
shows (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

static char *
dup_loud (gpointer item)
{
  return g_ascii_strup (gtk_string_object_get_string (item), -1);
}

static void
test_words (void)
{
  static const char *const items[] = { "Light", "Dark", NULL };
  IlxDropDownWords functions[] = { NULL, dup_loud };
  static const char *const labels[] = { "Lens: Dark", "Lens: DARK" };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      g_autoptr (GtkStringList) lenses = gtk_string_list_new (items);
      GtkWidget *drop_down = g_object_ref_sink (gtk_drop_down_new_from_strings (items + 2));
      GtkWidget *button = gtk_widget_get_first_child (drop_down);

      ilx_drop_down_set_words (GTK_DROP_DOWN (drop_down), "Lens", "Nothing <yet>", functions[i]);
      g_assert_true (shows (drop_down, "Nothing <yet>"));
      g_assert_false (shows (drop_down, "(None)"));
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           "Lens: Nothing <yet>");
      gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (lenses));
      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, labels[i]);
      g_object_unref (drop_down);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/drop-down/words", test_words);
  return g_test_run ();
}
