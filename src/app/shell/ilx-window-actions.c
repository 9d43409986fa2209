/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What menus, buttons, keys and the desktop ask of a window. */
#include "config.h"

#include "ilx-audiences-page.h"
#include "ilx-campaign-trash.h"
#include "ilx-connect-dialog.h"
#include "ilx-go-dialog.h"
#include "ilx-problem.h"
#include "ilx-session.h"
#include "ilx-stop-dialog.h"
#include "ilx-window-private.h"

/* --- Campaigns -------------------------------------------------------------------------------- */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = ilx_workspace_create_campaign_finish (ILX_WORKSPACE (source), result, &error);

  if (id != NULL)
    ilx_window_open_campaign (self, id);
  else
    ilx_problem_present (GTK_WIDGET (self), error);
}

static void
new_campaign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);

  ilx_workspace_create_campaign_async (self->workspace, NULL, created_cb, g_object_ref (self));
}

static void
open_campaign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_window_open_campaign (ILX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
review_campaign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_window_review_campaign (ILX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_recovered_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);
  GPtrArray *recovered = ilx_workspace_get_recovered (self->workspace);

  ilx_banner_set_title (self->recovery_banner, NULL);
  for (guint i = 0; i < recovered->len; i++)
    ilx_window_open_campaign (self, ilx_campaign_get_id (g_ptr_array_index (recovered, i)));
}

/* Parameter: ids; what the toast of moving them to the trash takes back. */
static void
restore_campaigns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);

  ilx_campaign_trash_restore (ILX_WINDOW (widget)->toasts, ILX_WINDOW (widget)->workspace, ids);
}

/* --- Where to go ------------------------------------------------------------------------------ */

static void
show_section_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (ILX_WINDOW (widget)->sections != NULL)
    ilx_window_show_section (ILX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxPage *page = ilx_window_get_page (ILX_WINDOW (widget));

  if (page == NULL || !ilx_page_start_search (page))
    gtk_widget_error_bell (widget);
}

/* Parameters: account and audience. */
static void
show_audience_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);
  const char *connection_id, *id;

  if (self->sections == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &connection_id, &id);
  ilx_window_show_section (self, "audiences");
  ilx_audiences_page_show_audience (ILX_AUDIENCES_PAGE (ilx_window_get_page (self)), connection_id,
                                    id);
}

/* Parameter: the account whose rows are shown, or nothing for all. */
static void
choose_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_account_choice_set_account (ilx_workspace_get_account_choice (ILX_WINDOW (widget)->workspace),
                                  g_variant_get_string (parameter, NULL));
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);

  ilx_go_dialog_present (GTK_WINDOW (self), self->workspace, ilx_window_get_page (self));
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxPage *page = ilx_window_get_page (ILX_WINDOW (widget));
  const char *topic = page != NULL ? ilx_page_get_help_topic (page) : NULL;

  gtk_widget_activate_action (widget, "app.help", "s", topic != NULL ? topic : "");
}

static void
close_tab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  if (tab != NULL && !adw_tab_page_get_pinned (tab))
    adw_tab_view_close_page (self->tabs, tab);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet,
                          adw_leaflet_get_visible_child (self->leaflet) == self->content
                              ? ADW_NAVIGATION_DIRECTION_BACK
                              : ADW_NAVIGATION_DIRECTION_FORWARD);
  else
    gtk_widget_set_visible (self->sidebar, !gtk_widget_get_visible (self->sidebar));
}

/* Once the sidebar has come: a menu opens beside its button, and that has to be on the screen. */
static void
open_menu (IlxWindow *self)
{
  if (adw_leaflet_get_child_transition_running (self->leaflet))
    return;
  g_signal_handlers_disconnect_by_func (self->leaflet, open_menu, self);
  gtk_menu_button_popup (self->menu_button);
}

/* Wherever the sidebar is, and the menu with it. */
static void
open_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);

  if (self->sections == NULL)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  gtk_widget_set_visible (self->sidebar, TRUE);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->sidebar);
  g_signal_connect_object (self->leaflet, "notify::child-transition-running",
                           G_CALLBACK (open_menu), self, G_CONNECT_SWAPPED);
  open_menu (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (ILX_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* --- Dialogs ---------------------------------------------------------------------------------- */

/* Parameter: the account to reconnect, or nothing for a new one. */
static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  ilx_connect_dialog_present (GTK_WINDOW (widget), ILX_WINDOW (widget)->workspace, NULL,
                              *id != '\0' ? id : NULL);
}

/* Made when it is asked for: where GtkApplication looks by itself, each window would have one. */
static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *self = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (self) == NULL)
    {
      g_autoptr (GtkBuilder) builder
          = gtk_builder_new_from_resource ("/io/illixis/Illixis/shell/help-overlay.ui");
      GObject *overlay = gtk_builder_get_object (builder, "help_overlay");

      gtk_application_window_set_help_overlay (self, GTK_SHORTCUTS_WINDOW (overlay));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (self)));
}

static void
stop_everything_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWindow *self = ILX_WINDOW (widget);

  /* Asked for from several places, it is the same question. */
  if (self->stop_dialog == NULL)
    g_set_weak_pointer (&self->stop_dialog,
                        ilx_stop_dialog_present (GTK_WINDOW (widget), self->workspace));
  else
    gtk_window_present (GTK_WINDOW (self->stop_dialog));
}

/* --- All of them ------------------------------------------------------------------------------ */

/**
 * ilx_window_install_actions:
 * @klass: the window's class
 *
 * Makes known what a window can be asked for: "win.…".
 */
void
ilx_window_install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "win.new-campaign", NULL, new_campaign_action },
    { "win.open-campaign", "s", open_campaign_action },
    { "win.review-campaign", "s", review_campaign_action },
    { "win.open-recovered", NULL, open_recovered_action },
    { "win.restore-campaigns", "as", restore_campaigns_action },
    { "win.show-section", "s", show_section_action },
    { "win.show-audience", "(ss)", show_audience_action },
    { "win.choose-account", "s", choose_account_action },
    { "win.connect", "s", connect_action },
    { "win.go", NULL, go_action },
    { "win.find", NULL, find_action },
    { "win.help", NULL, help_action },
    { "win.close-tab", NULL, close_tab_action },
    { "win.toggle-sidebar", NULL, toggle_sidebar_action },
    { "win.open-menu", NULL, open_menu_action },
    { "win.back", NULL, back_action },
    { "win.shortcuts", NULL, shortcuts_action },
    { "win.stop-everything", NULL, stop_everything_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].type, actions[i].activate);
}
