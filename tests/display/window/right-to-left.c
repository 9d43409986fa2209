/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into the program, it turns its windows around, as a language that is written from the
 * right does. (GTK asks for that in translations of the program alone, so LANGUAGE is not enough.)
 */
#include <dlfcn.h>
#include <gtk/gtk.h>

G_MODULE_EXPORT void
gtk_window_present (GtkWindow *window)
{
  void (*present) (GtkWindow *) = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  present (window);
}
