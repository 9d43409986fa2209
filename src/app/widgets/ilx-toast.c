/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-compat.h"
#include "ilx-toast.h"

#define TIMEOUT 5 /* seconds */

static void
show (GtkWidget *from, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  ilx_compat_announce (from, adw_toast_get_title (toast));
  adw_toast_set_timeout (toast, TIMEOUT);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

/* Titles are markup; a subject may hold anything. */
static AdwToast *
new_toast (const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  return adw_toast_new (escaped);
}

/**
 * ilx_toast:
 * @from: where it happened
 * @title: one line of plain text
 *
 * Shows @title for five seconds.
 */
void
ilx_toast (GtkWidget *from, const char *title)
{
  show (from, new_toast (title));
}

/**
 * ilx_toast_with_action:
 * @from: where it happened
 * @title: one line of plain text
 * @button_label: "Undo" and the like
 * @detailed_action: what the button does
 *
 * Shows @title with a button for five seconds.
 */
void
ilx_toast_with_action (GtkWidget *from,
                       const char *title,
                       const char *button_label,
                       const char *detailed_action)
{
  AdwToast *toast = new_toast (title);

  adw_toast_set_button_label (toast, button_label);
  adw_toast_set_detailed_action_name (toast, detailed_action);
  show (from, toast);
}
