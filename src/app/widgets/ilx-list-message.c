/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-list-message.h"

static GtkWidget *
new_spinner (void)
{
  return g_object_new (GTK_TYPE_SPINNER, "spinning", TRUE, "width-request", 32, "height-request",
                       32, "halign", GTK_ALIGN_CENTER, NULL);
}

static GtkWidget *
new_button (const IlxListMessage *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (self->button);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  if (self->is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), self->action);
  return button;
}

/**
 * ilx_list_message_show:
 * @self: a message
 * @place: where it stands
 * @is_other: whether its button is another one than before
 *
 * Shows it. What it is made of is made when it is first needed: its large icon alone would cost as
 * much memory as the list.
 */
void
ilx_list_message_show (const IlxListMessage *self, AdwBin *place, gboolean is_other)
{
  g_autofree char *description = g_markup_escape_text (self->description, -1);
  GtkWidget *status = adw_bin_get_child (place);

  if (status == NULL)
    adw_bin_set_child (place, status = adw_status_page_new ());
  g_object_set (status, "icon-name", self->icon_name, "title", self->title, "description",
                description, NULL);
  if (is_other)
    g_object_set (status, "child", self->button != NULL ? new_button (self) : new_spinner (), NULL);
}
