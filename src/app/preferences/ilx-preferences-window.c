/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-brand-page.h"
#include "ilx-compat.h"
#include "ilx-platforms.h"
#include "ilx-preferences-accounts.h"
#include "ilx-preferences-window.h"
#include "ilx-problem.h"

struct _IlxPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *platform_row;
  IlxBrandPage *brand_page;
  AdwPreferencesGroup *accounts_group;
  GtkAdjustment *countdown;
  GtkSwitch *details_switch;
  AdwActionRow *data_row;
  AdwActionRow *keys_row;
  AdwComboRow *scheme_row;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxPreferencesWindow, ilx_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* --- Choices ---------------------------------------------------------------------------------- */

/* The values of "color-scheme", in the order of the row. */
static const char *const schemes[] = { "default", "force-light", "force-dark" };

static gboolean
to_scheme_position (GValue *value, GVariant *variant, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
from_scheme_position (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint position = g_value_get_uint (value);

  return position < G_N_ELEMENTS (schemes) ? g_variant_new_string (schemes[position]) : NULL;
}

static void
platform_chosen_cb (IlxPreferencesWindow *self)
{
  guint position = adw_combo_row_get_selected (self->platform_row);

  if (self->workspace == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  g_settings_set_string (ilx_workspace_get_settings (self->workspace), "default-platform",
                         ilx_platforms_get_all ()[position].id);
}

static void
show_platforms (IlxPreferencesWindow *self, GSettings *settings)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_settings_get_string (settings, "default-platform");
  const IlxPlatformInfo *all = ilx_platforms_get_all ();
  guint position = 0;

  for (const IlxPlatformInfo *info = all; info->id != NULL; info++)
    {
      gtk_string_list_append (names, info->name);
      if (g_str_equal (info->id, chosen))
        position = (guint) (info - all);
    }
  adw_combo_row_set_model (self->platform_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->platform_row, position);
}

static void
bind_settings (IlxPreferencesWindow *self, GSettings *settings)
{
  g_settings_bind (settings, "send-countdown", self->countdown, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "hides-notification-details", self->details_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "color-scheme", self->scheme_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, to_scheme_position, from_scheme_position,
                                NULL, NULL);
}

/* --- What is stored --------------------------------------------------------------------------- */

static void
show_keys (IlxPreferencesWindow *self)
{
  static const char *const words[] = {
    [ILX_SECRETS_AVAILABLE] = N_ ("In your keyring, and in no file"),
    [ILX_SECRETS_LOCKED] = N_ ("In your keyring, which is locked now"),
    [ILX_SECRETS_ABSENT] = N_ ("Kept until you close Illixis, since no keyring is running"),
  };
  const char *text = _ (words[ilx_workspace_get_secrets_state (self->workspace)]);

  if (ilx_workspace_is_demo (self->workspace))
    text = _ ("Kept until you close the demo; they open nothing else");
  adw_action_row_set_subtitle (self->keys_row, text);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ilx_compat_show_uri_finish (NULL, result, &error)
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ilx_problem_toast (GTK_WIDGET (self->data_row), error);
}

static void
open_data_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxPreferencesWindow *self = ILX_PREFERENCES_WINDOW (widget);
  IlxEngine *engine = ilx_workspace_get_engine (self->workspace);
  g_autoptr (GFile) folder = g_file_new_for_path (ilx_engine_get_data_dir (engine));
  g_autofree char *uri = g_file_get_uri (folder);

  ilx_compat_show_uri (GTK_WINDOW (self), uri, NULL, opened_cb, g_object_ref (self));
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_preferences_window_dispose (GObject *object)
{
  g_clear_object (&ILX_PREFERENCES_WINDOW (object)->workspace);
  G_OBJECT_CLASS (ilx_preferences_window_parent_class)->dispose (object);
}

static void
ilx_preferences_window_class_init (IlxPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_preferences_window_dispose;
  g_type_ensure (ILX_TYPE_BRAND_PAGE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/preferences/ilx-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, platform_row);
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, brand_page);
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, countdown);
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, details_switch);
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, data_row);
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, keys_row);
  gtk_widget_class_bind_template_child (widget_class, IlxPreferencesWindow, scheme_row);
  gtk_widget_class_bind_template_callback (widget_class, platform_chosen_cb);
  gtk_widget_class_install_action (widget_class, "preferences.open-data", NULL, open_data_action);
}

/* Gives @stack to whatever switches between its pages, and returns the one that it had. */
static AdwViewStack *
switch_stack (GtkWidget *widget, AdwViewStack *stack)
{
  GParamSpec *property = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "stack");
  AdwViewStack *old = NULL;

  if (property != NULL && property->value_type == ADW_TYPE_VIEW_STACK)
    {
      g_object_get (widget, "stack", &old, NULL);
      g_object_set (widget, "stack", stack, NULL);
      return old;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr (AdwViewStack) found = switch_stack (child, stack);

      if (found != NULL)
        g_set_object (&old, found);
    }
  return old;
}

/* With each page that is added, the switchers make the buttons of all pages anew, which takes
 * longer than everything else here: so they learn of the pages once all are there. */
static void
ilx_preferences_window_init (IlxPreferencesWindow *self)
{
  g_autoptr (AdwViewStack) stack = switch_stack (GTK_WIDGET (self), NULL);
  g_autoptr (AdwViewStack) none = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  none = switch_stack (GTK_WIDGET (self), stack);
}

/**
 * ilx_preferences_window_new:
 * @workspace: what all windows share
 * @page: (nullable): the name of the page to show first: "general", "brand", "accounts", "sending",
 * "privacy" or "appearance"
 *
 * Returns: (transfer floating): the window
 */
GtkWindow *
ilx_preferences_window_new (IlxWorkspace *workspace, const char *page)
{
  IlxPreferencesWindow *self = g_object_new (ILX_TYPE_PREFERENCES_WINDOW, NULL);
  GSettings *settings = ilx_workspace_get_settings (workspace);

  show_platforms (self, settings);
  self->workspace = g_object_ref (workspace);
  bind_settings (self, settings);
  ilx_brand_page_set_workspace (self->brand_page, workspace);
  ilx_preferences_accounts_fill (self->accounts_group, workspace);
  adw_action_row_set_subtitle (self->data_row,
                               ilx_engine_get_data_dir (ilx_workspace_get_engine (workspace)));
  show_keys (self);
  g_signal_connect_object (workspace, "notify::secrets-state", G_CALLBACK (show_keys), self,
                           G_CONNECT_SWAPPED);
  ilx_workspace_probe_secrets (workspace);
  if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
  return GTK_WINDOW (self);
}
