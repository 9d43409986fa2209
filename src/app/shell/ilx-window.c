/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-activity-page.h"
#include "ilx-audiences-page.h"
#include "ilx-campaigns-page.h"
#include "ilx-compat.h"
#include "ilx-composer-page.h"
#include "ilx-connections-page.h"
#include "ilx-first-frame.h"
#include "ilx-offline.h"
#include "ilx-recovery.h"
#include "ilx-send-page.h"
#include "ilx-slowdown.h"
#include "ilx-window-private.h"

/* Milliseconds in which a section has fetched and laid out its rows, more or less. */
#define FILLED_AFTER 1000

G_DEFINE_FINAL_TYPE (IlxWindow, ilx_window, ADW_TYPE_APPLICATION_WINDOW)

/* The sidebar, from the top; each is made when it is first shown. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  IlxPage *(*create) (IlxWorkspace *);
} sections[] = {
  { "campaigns", N_ ("Campaigns"), "mail-unread-symbolic", ilx_campaigns_page_new },
  { "audiences", N_ ("Audiences"), "system-users-symbolic", ilx_audiences_page_new },
  { "activity", N_ ("Activity"), "view-list-symbolic", ilx_activity_page_new },
  { "connections", N_ ("Connections"), "network-server-symbolic", ilx_connections_page_new },
};

/* --- The page that is shown ------------------------------------------------------------------- */

static IlxPage *
get_page_of (IlxWindow *self, GtkWidget *child)
{
  if (child != NULL && child == GTK_WIDGET (self->sections))
    child = gtk_stack_get_visible_child (self->sections);
  return child != NULL ? ILX_PAGE (child) : NULL;
}

/**
 * ilx_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
IlxPage *
ilx_window_get_page (IlxWindow *self)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  return get_page_of (self, tab != NULL ? adw_tab_page_get_child (tab) : NULL);
}

static const char *
get_text (const char *text)
{
  return text != NULL ? text : "";
}

/* Title, subtitle and tools of the page that is shown. */
static void
follow_page (IlxWindow *self)
{
  IlxPage *page = ilx_window_get_page (self);
  const char *title = page != NULL ? get_text (ilx_page_get_title (page)) : "";

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title,
                                 page != NULL ? get_text (ilx_page_get_subtitle (page)) : "");
  adw_bin_set_child (self->tools, page != NULL ? ilx_page_get_tools (page) : NULL);
  /* Translators: a window's title: what is shown, then the program. */
  if (*title != '\0')
    {
      g_autofree char *full = g_strdup_printf (_ ("%s – Illixis"), title);

      gtk_window_set_title (GTK_WINDOW (self), full);
    }
}

static void
page_changed_cb (GObject *page, GParamSpec *pspec, gpointer user_data)
{
  follow_page (user_data);
}

static gboolean
shows_sections (IlxWindow *self)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  return self->sections != NULL && tab != NULL
         && adw_tab_page_get_child (tab) == GTK_WIDGET (self->sections);
}

/* Nothing in the list selects: a walk over its rows by the keyboard would, and a screen reader
 * would say of each that it is not selected after all. */
static void
mark_section (IlxWindow *self, guint index, gboolean is_shown)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->section_list, (int) index));

  if (is_shown)
    gtk_widget_set_state_flags (row, GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (row, GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, is_shown, -1);
}

/* None is highlighted while a document is shown. */
static void
mark_sections (IlxWindow *self)
{
  const char *name;

  if (self->sections == NULL)
    return;
  name = shows_sections (self) ? gtk_stack_get_visible_child_name (self->sections) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    mark_section (self, i, g_strcmp0 (sections[i].name, name) == 0);
}

/* What the desktop told of a campaign is seen now. */
static void
take_note (IlxWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  IlxPage *page = ilx_window_get_page (self);

  if (application != NULL && ILX_IS_SEND_PAGE (page))
    ilx_notifier_withdraw (ilx_application_get_notifier (ILX_APPLICATION (application)),
                           ilx_page_get_document_id (page));
}

/* The bar hides by itself only when its single tab is not pinned. */
static void
n_pages_cb (IlxWindow *self)
{
  gtk_widget_set_visible (self->tab_bar, adw_tab_view_get_n_pages (self->tabs) > 1);
}

static void
page_selected_cb (IlxWindow *self)
{
  g_signal_group_set_target (self->page_signals, ilx_window_get_page (self));
  follow_page (self);
  take_note (self);
  mark_sections (self);
}

/* --- Sections --------------------------------------------------------------------------------- */

static guint
find_section (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (sections[i].name, name))
      return i;
  return 0;
}

/* Has the tab of the sections show that one, whether it is in front or not. */
static void
prepare_section (IlxWindow *self, guint index)
{
  if (gtk_stack_get_child_by_name (self->sections, sections[index].name) == NULL)
    gtk_stack_add_named (self->sections, GTK_WIDGET (sections[index].create (self->workspace)),
                         sections[index].name);
  gtk_stack_set_visible_child_name (self->sections, sections[index].name);
  page_selected_cb (self);
}

/**
 * ilx_window_show_section:
 * @self: a window that has sections
 * @name: "campaigns", "audiences", "activity" or "connections"
 *
 * Shows that section, making it if it is not there yet.
 */
void
ilx_window_show_section (IlxWindow *self, const char *name)
{
  guint index = find_section (name);

  g_return_if_fail (self->sections != NULL);
  adw_tab_view_set_selected_page (self->tabs,
                                  adw_tab_view_get_page (self->tabs, GTK_WIDGET (self->sections)));
  prepare_section (self, index);
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  g_settings_set_string (ilx_workspace_get_settings (self->workspace), "section",
                         sections[index].name);
}

static void
section_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  ilx_window_show_section (user_data, sections[gtk_list_box_row_get_index (row)].name);
}

static GtkWidget *
new_section_row (guint index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (sections[index].icon_name));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (sections[index].title)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (sections[index].title), -1);
  return row;
}

static gboolean
filled_cb (gpointer user_data)
{
  ILX_WINDOW (user_data)->fill_id = 0;
  ilx_compat_return_memory ();
  return G_SOURCE_REMOVE;
}

/* What can wait for the first frame: the window stands there before what is in it. Somebody may
 * have opened a campaign by then, which stays in front. The demo's platforms are on this computer:
 * it needs no network. */
static gboolean
fill_cb (gpointer user_data)
{
  IlxWindow *self = user_data;
  g_autofree char *name = NULL;

  self->fill_id = g_timeout_add (FILLED_AFTER, filled_cb, self);
  if (!ilx_workspace_is_demo (self->workspace))
    ilx_offline_watch (self->offline_banner, NULL);
  ilx_slowdown_watch (self->slowdown_banner, self->workspace);
  if (self->sections == NULL || gtk_stack_get_visible_child (self->sections) != NULL)
    return G_SOURCE_REMOVE;
  name = g_settings_get_string (ilx_workspace_get_settings (self->workspace), "section");
  prepare_section (self, find_section (name));
  return G_SOURCE_REMOVE;
}

static void
first_frame_cb (gpointer user_data)
{
  IlxWindow *self = user_data;

  self->fill_id = g_idle_add (fill_cb, self);
}

static void
add_sections (IlxWindow *self)
{
  AdwTabPage *tab;

  self->sections = GTK_STACK (gtk_stack_new ());
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    gtk_list_box_append (self->section_list, new_section_row (i));
  tab = adw_tab_view_add_page (self->tabs, GTK_WIDGET (self->sections), NULL);
  adw_tab_view_set_page_pinned (self->tabs, tab, TRUE);
  adw_tab_page_set_icon (tab, g_themed_icon_new ("go-home-symbolic"));
  adw_tab_page_set_title (tab, _ ("Sections"));
}

/* --- Documents -------------------------------------------------------------------------------- */

static AdwTabPage *
find_document (IlxWindow *self, GType type, const char *id)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (self->tabs, i);
      GtkWidget *child = adw_tab_page_get_child (tab);

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type)
          && g_strcmp0 (ilx_page_get_document_id (ILX_PAGE (child)), id) == 0)
        return tab;
    }
  return NULL;
}

static gboolean
to_icon (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *name = g_value_get_string (from);

  g_value_take_object (to, name != NULL ? g_themed_icon_new (name) : NULL);
  return TRUE;
}

static void
bind_tab (AdwTabPage *tab, IlxPage *page)
{
  g_object_bind_property (page, "title", tab, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "is-busy", tab, "loading", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (page, "icon-name", tab, "icon", G_BINDING_SYNC_CREATE, to_icon, NULL,
                               NULL, NULL);
}

static void
open_document (IlxWindow *self,
               GType type,
               IlxPage *(*create) (IlxWorkspace *, const char *),
               const char *id)
{
  AdwTabPage *tab = find_document (self, type, id);

  if (tab == NULL)
    {
      IlxPage *page = create (self->workspace, id);

      tab = adw_tab_view_append (self->tabs, GTK_WIDGET (page));
      bind_tab (tab, page);
    }
  adw_tab_view_set_selected_page (self->tabs, tab);
  adw_leaflet_set_visible_child (self->leaflet, self->content);
}

/**
 * ilx_window_open_campaign:
 * @self: a window
 * @campaign_id: what to compose
 *
 * Shows the composer of that campaign, in a tab.
 */
void
ilx_window_open_campaign (IlxWindow *self, const char *campaign_id)
{
  open_document (self, ILX_TYPE_COMPOSER_PAGE, ilx_composer_page_new, campaign_id);
}

/**
 * ilx_window_review_campaign:
 * @self: a window
 * @campaign_id: what to send
 *
 * Shows the send page of that campaign, in a tab.
 */
void
ilx_window_review_campaign (IlxWindow *self, const char *campaign_id)
{
  open_document (self, ILX_TYPE_SEND_PAGE, ilx_send_page_new, campaign_id);
}

static gboolean
close_page_cb (AdwTabView *tabs, AdwTabPage *tab, gpointer user_data)
{
  IlxWindow *self = user_data;
  IlxPage *page = get_page_of (self, adw_tab_page_get_child (tab));

  if (page != NULL)
    ilx_page_closed (page);
  adw_tab_view_close_page_finish (tabs, tab, !adw_tab_page_get_pinned (tab));
  if (adw_tab_view_get_n_pages (tabs) == 0)
    gtk_window_destroy (GTK_WINDOW (self));
  return GDK_EVENT_STOP;
}

static AdwTabView *
create_window_cb (AdwTabView *tabs, gpointer user_data)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (user_data));
  IlxWindow *window = ilx_window_new (ILX_APPLICATION (application), 0);

  gtk_window_present (GTK_WINDOW (window));
  return window->tabs;
}

/* Bindings of a tab stay with its page when it is dragged into another window. */
static void
page_attached_cb (AdwTabView *tabs, AdwTabPage *tab, int position, gpointer user_data)
{
  page_selected_cb (user_data);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_window_dispose (GObject *object)
{
  IlxWindow *self = ILX_WINDOW (object);

  g_clear_weak_pointer (&self->stop_dialog);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_object (&self->page_signals);
  self->sections = NULL;
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_window_parent_class)->dispose (object);
}

static void
ilx_window_class_init (IlxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_window_dispose;
  g_type_ensure (ILX_TYPE_ACCOUNT_CHOOSER);
  g_type_ensure (ILX_TYPE_BANNER);
  ilx_window_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/shell/ilx-window.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, demo_banner);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, recovery_banner);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, offline_banner);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, slowdown_banner);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, content);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, account_chooser);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, section_list);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, title);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, tools);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, tabs);
  gtk_widget_class_bind_template_child (widget_class, IlxWindow, tab_bar);
  gtk_widget_class_bind_template_callback (widget_class, section_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, n_pages_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_window_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_attached_cb);
}

static void
ilx_window_init (IlxWindow *self)
{
  self->page_signals = g_signal_group_new (ILX_TYPE_PAGE);
  g_signal_group_connect (self->page_signals, "notify", G_CALLBACK (page_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  if (g_str_has_suffix (APPLICATION_ID, ".Devel"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  /* Alt with a digit chooses a section, Ctrl+Home belongs to what is edited. */
  adw_tab_view_remove_shortcuts (
      self->tabs, ADW_TAB_VIEW_SHORTCUT_ALT_DIGITS | ADW_TAB_VIEW_SHORTCUT_ALT_ZERO
                      | ADW_TAB_VIEW_SHORTCUT_CONTROL_HOME | ADW_TAB_VIEW_SHORTCUT_CONTROL_END);
}

static void
bind_size (IlxWindow *self)
{
  GSettings *settings = ilx_workspace_get_settings (self->workspace);

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-is-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

/**
 * ilx_window_new:
 * @application: the application, started
 * @flags: what it has
 *
 * Returns: (transfer none): the window, not shown yet; the application keeps it
 */
IlxWindow *
ilx_window_new (IlxApplication *application, IlxWindowFlags flags)
{
  IlxWindow *self = g_object_new (ILX_TYPE_WINDOW, "application", application, NULL);

  self->workspace = g_object_ref (ilx_application_get_workspace (application));
  if (ilx_workspace_is_demo (self->workspace))
    ilx_banner_set_title (self->demo_banner, _ ("Demo: nothing leaves this computer"));
  ilx_first_frame_await (GTK_WINDOW (self), first_frame_cb, self);
  if ((flags & ILX_WINDOW_HAS_SECTIONS) != 0)
    {
      bind_size (self);
      add_sections (self);
      ilx_account_chooser_set_workspace (self->account_chooser, self->workspace);
    }
  else
    gtk_widget_set_visible (self->sidebar, FALSE);
  return self;
}

/**
 * ilx_window_tell_recovered:
 * @self: a window
 *
 * Says what was being written when the last run was cut off, and offers to go on with it.
 */
void
ilx_window_tell_recovered (IlxWindow *self)
{
  g_autofree char *words = ilx_recovery_dup_words (self->workspace);

  ilx_banner_set_button (self->recovery_banner, _ ("Open"), "win.open-recovered");
  ilx_banner_set_title (self->recovery_banner, words);
}
