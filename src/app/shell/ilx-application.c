/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-application.h"
#include "ilx-error.h"
#include "ilx-failure-window.h"
#include "ilx-help.h"
#include "ilx-lifetime.h"
#include "ilx-line-layout.h"
#include "ilx-notifier.h"
#include "ilx-plain-names.h"
#include "ilx-platforms.h"
#include "ilx-preferences-window.h"
#include "ilx-quit.h"
#include "ilx-samples.h"
#include "ilx-source-pane.h"
#include "ilx-welcome.h"
#include "ilx-window.h"

struct _IlxApplication
{
  AdwApplication parent_instance;

  const IlxLaunch *launch;
  GError *failure;         /* (owned) (nullable): why the profile can't be opened */
  IlxEngine *engine;       /* (owned) (nullable) */
  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxNotifier *notifier;   /* (owned) (nullable) */
  IlxLifetime *lifetime;   /* (owned) (nullable) */
  GtkWindow *preferences;  /* (unowned) (nullable): while it is open; weak */
};

G_DEFINE_FINAL_TYPE (IlxApplication, ilx_application, ADW_TYPE_APPLICATION)

/* --- The profile ------------------------------------------------------------------------------ */

static const char *
get_profile (IlxApplication *self)
{
  if (self->launch->profile != NULL)
    return self->launch->profile;
  return self->launch->demo != NULL ? "demo" : "default";
}

static GSettings *
new_settings (IlxApplication *self)
{
  g_autofree char *path = g_strdup_printf ("/io/illixis/Illixis/%s/", get_profile (self));

  return g_settings_new_with_path (SETTINGS_ID, path);
}

/* So that nobody has to look for a key to try the demo. */
static void
hand_over_demo_keys (IlxApplication *self)
{
  for (const IlxPlatformInfo *info = ilx_platforms_get_all (); info->id != NULL; info++)
    ilx_workspace_set_demo_key (self->workspace, info->id,
                                ilx_demo_get_key (self->launch->demo, info->id));
}

static gboolean
open_workspace (IlxApplication *self)
{
  gboolean is_demo = self->launch->demo != NULL;
  g_autoptr (IlxSecretStore) secrets = is_demo ? ilx_memory_secret_store_new () : NULL;
  g_autoptr (GSettings) settings = NULL;

  self->engine
      = ilx_engine_open (self->launch->data_dir, get_profile (self), secrets, &self->failure);
  if (self->engine == NULL)
    return FALSE;
  settings = new_settings (self);
  self->workspace = ilx_workspace_new (self->engine, settings,
                                       is_demo ? ILX_WORKSPACE_IS_DEMO : ILX_WORKSPACE_PLAIN);
  if (is_demo)
    hand_over_demo_keys (self);
  ilx_workspace_probe_secrets (self->workspace);
  self->lifetime = ilx_lifetime_new (GTK_APPLICATION (self), self->workspace);
  self->notifier = ilx_notifier_new (G_APPLICATION (self), self->workspace);
  g_settings_bind (settings, "color-scheme", adw_style_manager_get_default (), "color-scheme",
                   G_SETTINGS_BIND_GET);
  return TRUE;
}

/* --- The demo --------------------------------------------------------------------------------- */

static void
samples_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ilx_samples_add_finish (ILX_WORKSPACE (source), result, &error))
    g_message ("The samples could not be added: %s", error->message);
}

static void
demo_connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) connection
      = ilx_engine_connect_finish (ILX_ENGINE (source), result, &error);

  if (connection == NULL)
    g_message ("The demo's account could not be connected: %s", error->message);
  ilx_workspace_refresh_connections (workspace);
  ilx_samples_add_async (workspace, NULL, samples_cb, NULL);
  ilx_workspace_start (workspace);
}

/* Nothing can be taken up before there is a key again, and the samples belong to the account. The
 * tour connects it by hand, to show how that is done. */
static void
start_demo (IlxApplication *self)
{
  const char *key = ilx_demo_get_key (self->launch->demo, "klaviyo");

  if (self->launch->tour_dir == NULL)
    {
      ilx_engine_connect_async (self->engine, "klaviyo", key, TRUE, NULL, demo_connected_cb,
                                g_object_ref (self->workspace));
      return;
    }
  ilx_samples_add_async (self->workspace, NULL, samples_cb, NULL);
  ilx_workspace_start (self->workspace);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static GtkWindow *
get_window (IlxApplication *self)
{
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxApplication *self = user_data;

  if (self->workspace != NULL)
    gtk_window_present (GTK_WINDOW (ilx_window_new (self, ILX_WINDOW_HAS_SECTIONS)));
  else
    g_application_activate (G_APPLICATION (self)); /* which says why not */
}

static int
compare_main_window (gconstpointer window, gconstpointer unused)
{
  return ILX_IS_WINDOW ((gpointer) window) ? 0 : 1;
}

/* Asked for by the desktop or a notification, perhaps before there is a window. */
static void
activate_in_window (gpointer application, const char *action, GVariant *parameter)
{
  GList *found;

  g_application_activate (G_APPLICATION (application));
  found = g_list_find_custom (gtk_application_get_windows (GTK_APPLICATION (application)), NULL,
                              compare_main_window);
  if (found != NULL)
    gtk_widget_activate_action_variant (found->data, action, parameter);
}

static void
new_campaign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_in_window (user_data, "win.new-campaign", NULL);
}

static void
review_campaign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_in_window (user_data, "win.review-campaign", parameter);
}

/* Only brings up the question: nothing is stopped before somebody agreed in the window. */
static void
stop_everything_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_in_window (user_data, "win.stop-everything", NULL);
}

static gboolean
present_preferences_cb (gpointer user_data)
{
  IlxApplication *self = user_data;

  if (self->preferences != NULL)
    gtk_window_present (self->preferences);
  return G_SOURCE_REMOVE;
}

/* Parameter: (nullable): the name of a page. To make it and to lay it out are two pieces of work,
 * with room between them for what else is going on. */
static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxApplication *self = user_data;
  const char *page = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;

  if (self->preferences == NULL)
    {
      g_set_weak_pointer (&self->preferences, ilx_preferences_window_new (self->workspace, page));
      gtk_window_set_transient_for (self->preferences, get_window (self));
    }
  else if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self->preferences), page);
  g_idle_add (present_preferences_cb, self);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ilx_help_show (get_window (user_data), g_variant_get_string (parameter, NULL));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxApplication *self = user_data;

  adw_show_about_window (get_window (self), "application-name", _ ("Illixis"), "application-icon",
                         APPLICATION_ID, "version", PACKAGE_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _ ("The Illixis makers"), NULL);
}

static gboolean
close_all_cb (gpointer user_data)
{
  ilx_quit_close_all (GTK_APPLICATION (user_data));
  return G_SOURCE_REMOVE;
}

/* Not from within a key of a dialog that would be gone before the key is. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_idle_add (close_all_cb, user_data);
}

static const GActionEntry actions[] = {
  { "new-window", new_window_cb },
  { "new-campaign", new_campaign_cb },
  { "review-campaign", review_campaign_cb, "s" },
  { "stop-everything", stop_everything_cb },
  { "preferences", preferences_cb },
  { "preferences-page", preferences_cb, "s" },
  { "help", help_cb, "s" },
  { "about", about_cb },
  { "quit", quit_cb },
};

/* Every accelerator of the program, in one place; the shortcuts window shows them. */
static const struct
{
  const char *action;
  const char *accelerators[3];
} accelerators[] = {
  { "app.new-window", { "<Control><Shift>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "win.shortcuts", { "<Control>question" } },
  { "win.help", { "F1" } },
  { "win.new-campaign", { "<Control>n" } },
  { "win.find", { "<Control>f" } },
  { "win.go", { "<Control>j", "<Control><Shift>f" } },
  { "win.close-tab", { "<Control>w" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.open-menu", { "F10" } },
  { "win.show-section::campaigns", { "<Alt>1" } },
  { "win.show-section::audiences", { "<Alt>2" } },
  { "win.show-section::activity", { "<Alt>3" } },
  { "win.show-section::connections", { "<Alt>4" } },
};

static void
add_accelerators (IlxApplication *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].accelerators);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/illixis/Illixis/shell/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
ilx_application_startup (GApplication *application)
{
  IlxApplication *self = ILX_APPLICATION (application);

  G_APPLICATION_CLASS (ilx_application_parent_class)->startup (application);
  ilx_line_layout_use_in_rows ();
  ilx_plain_names_use ();
  add_style ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  add_accelerators (self);
  ilx_quit_watch (GTK_APPLICATION (self));
  ilx_source_pane_prepare ();
  if (!open_workspace (self))
    return;
  if (self->launch->demo != NULL)
    start_demo (self);
  else
    ilx_workspace_start (self->workspace);
}

static GtkWindow *
new_failure_window (IlxApplication *self)
{
  g_autofree char *folder = ilx_engine_dup_data_dir (self->launch->data_dir, get_profile (self));

  return ilx_failure_window_new (GTK_APPLICATION (self), self->failure, folder);
}

static GtkWindow *
new_first_window (IlxApplication *self)
{
  IlxWindow *window;

  ilx_lifetime_go_on (self->lifetime);
  window = ilx_window_new (self, ILX_WINDOW_HAS_SECTIONS);
  ilx_window_tell_recovered (window);
  return GTK_WINDOW (window);
}

/* Nobody reads it in a test that drives the program from outside. */
static gboolean
is_welcoming (IlxApplication *self)
{
  return self->workspace != NULL && g_getenv ("ILLIXIS_TEST_NO_WELCOME") == NULL;
}

static void
ilx_application_activate (GApplication *application)
{
  IlxApplication *self = ILX_APPLICATION (application);
  GtkWindow *window = get_window (self);
  gboolean is_first = window == NULL;

  if (is_first)
    window = self->workspace != NULL ? new_first_window (self) : new_failure_window (self);
  gtk_window_present (window);
  if (is_first && is_welcoming (self))
    ilx_welcome_present (window, self->workspace);
}

static void
ilx_application_shutdown (GApplication *application)
{
  IlxApplication *self = ILX_APPLICATION (application);

  if (self->workspace != NULL)
    ilx_workspace_stop (self->workspace);
  g_clear_object (&self->lifetime);
  g_clear_object (&self->notifier);
  g_clear_weak_pointer (&self->preferences);
  g_clear_object (&self->workspace);
  g_clear_object (&self->engine);
  G_APPLICATION_CLASS (ilx_application_parent_class)->shutdown (application);
}

static void
ilx_application_finalize (GObject *object)
{
  g_clear_error (&ILX_APPLICATION (object)->failure);
  G_OBJECT_CLASS (ilx_application_parent_class)->finalize (object);
}

static void
ilx_application_class_init (IlxApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ilx_application_finalize;
  application_class->startup = ilx_application_startup;
  application_class->activate = ilx_application_activate;
  application_class->shutdown = ilx_application_shutdown;
}

static void
ilx_application_init (IlxApplication *self)
{
}

/* One process a profile: each has a name of its own on the bus. */
static char *
dup_application_id (const IlxLaunch *launch)
{
  g_autofree char *name = NULL;

  if (launch->tour_dir != NULL)
    return g_strdup (APPLICATION_ID ".Tour");
  if (launch->demo != NULL)
    return g_strdup (APPLICATION_ID ".Demo");
  if (launch->profile == NULL || g_str_equal (launch->profile, "default"))
    return g_strdup (APPLICATION_ID);
  name = g_strdelimit (g_strdup (launch->profile), "-", '_');
  return g_strdup_printf ("%s.Profile_%s", APPLICATION_ID, name);
}

/**
 * ilx_application_new:
 * @launch: what the command line says; outlives the application
 *
 * Returns: (transfer full): the application, not running yet
 */
IlxApplication *
ilx_application_new (const IlxLaunch *launch)
{
  g_autofree char *id = dup_application_id (launch);
  IlxApplication *self = g_object_new (
      ILX_TYPE_APPLICATION, "application-id", id, "resource-base-path", "/io/illixis/Illixis",
      "flags", launch->is_service ? G_APPLICATION_IS_SERVICE : G_APPLICATION_DEFAULT_FLAGS, NULL);

  self->launch = launch;
  return self;
}

IlxNotifier *
ilx_application_get_notifier (IlxApplication *self)
{
  return self->notifier;
}

IlxWorkspace *
ilx_application_get_workspace (IlxApplication *self)
{
  return self->workspace;
}

const IlxLaunch *
ilx_application_get_launch (IlxApplication *self)
{
  return self->launch;
}
