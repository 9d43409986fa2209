/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-compat.h"
#include "ilx-connect-dialog.h"
#include "ilx-problem-box.h"
#include "ilx-problem.h"
#include "ilx-welcome.h"

struct _IlxWelcome
{
  AdwWindow parent_instance;

  AdwCarousel *carousel;
  AdwStatusPage *connect_page;
  AdwStatusPage *demo_page;
  AdwStatusPage *secrets_page;
  GtkWidget *demo_button;
  GtkWidget *back_button;
  GtkButton *next_button;
  IlxProblemBox *problem;

  IlxWorkspace *workspace; /* (owned) */
  guint shown;             /* which page is */
};

G_DEFINE_FINAL_TYPE (IlxWelcome, ilx_welcome, ADW_TYPE_WINDOW)

/* --- Pages ------------------------------------------------------------------------------------ */

/* Of the pages that are beside the one shown nothing takes the focus. */
static void
show_page (IlxWelcome *self, guint position)
{
  guint n = adw_carousel_get_n_pages (self->carousel);
  AdwStatusPage *page;

  self->shown = position;
  for (guint i = 0; i < n; i++)
    gtk_widget_set_can_focus (adw_carousel_get_nth_page (self->carousel, i), i == position);
  gtk_widget_set_visible (self->back_button, position > 0);
  gtk_button_set_label (self->next_button, position + 1 < n ? _ ("_Next") : _ ("_Start"));
  page = ADW_STATUS_PAGE (adw_carousel_get_nth_page (self->carousel, position));
  ilx_compat_announce (GTK_WIDGET (self), adw_status_page_get_title (page));
}

static void
page_changed_cb (IlxWelcome *self, guint position)
{
  show_page (self, position);
}

static gboolean
is_animated (IlxWelcome *self)
{
  gboolean is_enabled;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &is_enabled,
                NULL);
  return is_enabled;
}

static void
go_to (IlxWelcome *self, guint position)
{
  adw_carousel_scroll_to (self->carousel, adw_carousel_get_nth_page (self->carousel, position),
                          is_animated (self));
  show_page (self, position);
}

static void
show_secrets (IlxWelcome *self)
{
  static const char *const words[] = {
    [ILX_SECRETS_AVAILABLE]
    = N_ ("A keyring is running on this computer. Keys of your accounts go there and nowhere else: "
          "not into a file, not into a log."),
    [ILX_SECRETS_LOCKED]
    = N_ ("A keyring is running on this computer, and it is locked. You are asked to unlock it "
          "when a key is needed; keys go there and nowhere else."),
    [ILX_SECRETS_ABSENT]
    = N_ ("No keyring is running on this computer, so keys are kept only until you close Illixis. "
          "With a keyring they would stay, and be in no file."),
  };
  const char *text = _ (words[ilx_workspace_get_secrets_state (self->workspace)]);

  if (ilx_workspace_is_demo (self->workspace))
    text = _ ("The demo has only keys of its own, which open nothing else. Outside of it, keys go "
              "into the keyring of your desktop and nowhere else.");
  adw_status_page_set_description (self->secrets_page, text);
}

static void
show_demo (IlxWelcome *self)
{
  if (!ilx_workspace_is_demo (self->workspace))
    return;
  adw_status_page_set_title (self->demo_page, _ ("This Is the Demo"));
  adw_status_page_set_description (self->demo_page,
                                   _ ("Everything here is simulated on this computer: the "
                                      "platform, its lists, the people on them. Try whatever you "
                                      "like: no mail leaves."));
  adw_status_page_set_description (self->connect_page,
                                   _ ("Start by connecting the simulated account: the dialog has a "
                                      "key for it."));
  gtk_widget_set_visible (self->demo_button, FALSE);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWelcome *self = ILX_WELCOME (widget);

  if (self->shown + 1 < adw_carousel_get_n_pages (self->carousel))
    go_to (self, self->shown + 1);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWelcome *self = ILX_WELCOME (widget);

  if (self->shown > 0)
    go_to (self, self->shown - 1);
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWelcome *self = ILX_WELCOME (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (IlxWorkspace) workspace = g_object_ref (self->workspace);

  gtk_window_close (GTK_WINDOW (self));
  ilx_connect_dialog_present (parent, workspace, NULL, NULL);
}

/* A process of its own, with data of its own: what is tried there can't touch what is here. */
static void
demo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxWelcome *self = ILX_WELCOME (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) demo
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--demo", NULL);

  ilx_problem_box_set_error (self->problem, error);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_problem_activate (widget, "app.help::keyring");
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_welcome_dispose (GObject *object)
{
  g_clear_object (&ILX_WELCOME (object)->workspace);
  G_OBJECT_CLASS (ilx_welcome_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "welcome.next", NULL, next_action);
  gtk_widget_class_install_action (klass, "welcome.back", NULL, back_action);
  gtk_widget_class_install_action (klass, "welcome.skip", NULL, skip_action);
  gtk_widget_class_install_action (klass, "welcome.connect", NULL, connect_action);
  gtk_widget_class_install_action (klass, "welcome.demo", NULL, demo_action);
  gtk_widget_class_install_action (klass, "welcome.help", NULL, help_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "welcome.skip", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Page_Down, 0, "welcome.next", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Page_Up, 0, "welcome.back", NULL);
}

static void
ilx_welcome_class_init (IlxWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_welcome_dispose;
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  install_actions (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/connections/ilx-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, carousel);
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, connect_page);
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, demo_page);
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, secrets_page);
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, demo_button);
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, back_button);
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, next_button);
  gtk_widget_class_bind_template_child (widget_class, IlxWelcome, problem);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
ilx_welcome_init (IlxWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ilx_problem_box_set_retry (self->problem, NULL, "welcome.demo");
}

/**
 * ilx_welcome_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the pages of the first run, not shown yet
 */
GtkWindow *
ilx_welcome_new (IlxWorkspace *workspace)
{
  IlxWelcome *self = g_object_new (ILX_TYPE_WELCOME, NULL);

  self->workspace = g_object_ref (workspace);
  show_demo (self);
  show_secrets (self);
  show_page (self, 0);
  g_signal_connect_object (workspace, "notify::secrets-state", G_CALLBACK (show_secrets), self,
                           G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}

/**
 * ilx_welcome_present:
 * @parent: the first window
 * @workspace: what all windows share
 *
 * Shows the pages of the first run, once in the life of a profile.
 */
void
ilx_welcome_present (GtkWindow *parent, IlxWorkspace *workspace)
{
  GSettings *settings = ilx_workspace_get_settings (workspace);
  GtkWindow *welcome;

  if (g_settings_get_boolean (settings, "has-been-welcomed"))
    return;
  g_settings_set_boolean (settings, "has-been-welcomed", TRUE);
  welcome = ilx_welcome_new (workspace);
  gtk_window_set_transient_for (welcome, parent);
  gtk_window_present (welcome);
}
