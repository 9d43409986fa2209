/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-compat.h"
#include "ilx-connect-attempt.h"
#include "ilx-connect-dialog.h"
#include "ilx-missing-group.h"
#include "ilx-platforms.h"
#include "ilx-problem-box.h"
#include "ilx-problem.h"
#include "ilx-text.h"

/* Nobody is told off in the middle of typing. */
#define TYPING_PAUSE 700 /* milliseconds */

struct _IlxConnectDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkWidget *cancel_button;
  GtkWidget *start_button;
  GtkWidget *done_button;
  AdwPreferencesGroup *key_group;
  AdwComboRow *platform_row;
  GtkWidget *key_frame;
  GtkLabel *key_title;
  GtkEditable *key_row;
  GtkToggleButton *reveal_button;
  GtkLabel *key_error;
  IlxProblemBox *problem;
  GtkWidget *other_button;
  GtkWidget *session_button;
  GtkWidget *keyring_box;
  GtkLabel *keyring_label;
  GtkCheckButton *session_check;
  GtkWidget *demo_group;
  AdwActionRow *hint_row;
  AdwExpanderRow *permissions_row;
  AdwActionRow *permissions_text;
  GtkSpinner *spinner;
  GtkLabel *busy_label;
  GtkLabel *done_title;
  GtkLabel *done_text;
  IlxMissingGroup *missing;

  IlxWorkspace *workspace;     /* (owned) */
  const IlxPlatformInfo *info; /* static */
  IlxConnection *connection;   /* (owned) (nullable): to reconnect */
  GCancellable *cancellable;   /* (owned) (nullable): of the attempt under way */
  gboolean is_for_this_run;    /* what the attempt under way asks for */
  guint key_length;            /* of the key at the last change */
  guint check_source;          /* of the check after a pause in typing; 0: none */
};

G_DEFINE_FINAL_TYPE (IlxConnectDialog, ilx_connect_dialog, ADW_TYPE_WINDOW)

/* --- The form of the key ---------------------------------------------------------------------- */

static void
set_key_error (IlxConnectDialog *self, const char *message)
{
  GtkAccessible *text = GTK_ACCESSIBLE (self->key_row);

  gtk_label_set_label (self->key_error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->key_error), message != NULL);
  if (message == NULL)
    {
      gtk_widget_remove_css_class (self->key_frame, "error");
      gtk_accessible_reset_state (text, GTK_ACCESSIBLE_STATE_INVALID);
      return;
    }
  gtk_widget_add_css_class (self->key_frame, "error");
  gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  ilx_compat_announce (self->key_frame, message);
}

/* What is pasted often brings a line break or a blank along. */
static void
trim_key (IlxConnectDialog *self)
{
  char *trimmed = ilx_text_dup_trimmed (gtk_editable_get_text (self->key_row));

  if (!g_str_equal (trimmed, gtk_editable_get_text (self->key_row)))
    {
      gtk_editable_set_text (self->key_row, trimmed);
      gtk_editable_set_position (self->key_row, -1);
    }
  ilx_text_free_secret (trimmed);
}

static gboolean
check_key (IlxConnectDialog *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->check_source, g_source_remove);
  trim_key (self);
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->info->check_secret (gtk_editable_get_text (self->key_row), &error))
    set_key_error (self, NULL);
  else
    set_key_error (self, error->message);
  return error == NULL;
}

static gboolean
check_cb (gpointer user_data)
{
  IlxConnectDialog *self = user_data;

  self->check_source = 0;
  if (*gtk_editable_get_text (self->key_row) != '\0')
    check_key (self);
  return G_SOURCE_REMOVE;
}

static void
forget_problem (IlxConnectDialog *self)
{
  ilx_problem_box_set_error (self->problem, NULL);
  gtk_widget_set_visible (self->other_button, FALSE);
  gtk_widget_set_visible (self->session_button, FALSE);
}

static void
key_changed_cb (IlxConnectDialog *self)
{
  guint length = (guint) g_utf8_strlen (gtk_editable_get_text (self->key_row), -1);
  gboolean is_pasted = length > self->key_length + 1;

  self->key_length = length;
  set_key_error (self, NULL);
  forget_problem (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.start", length > 0);
  g_clear_handle_id (&self->check_source, g_source_remove);
  /* Not from here: the text must not change while it tells of a change. */
  self->check_source
      = is_pasted ? g_idle_add (check_cb, self) : g_timeout_add (TYPING_PAUSE, check_cb, self);
}

static void
key_entered_cb (IlxConnectDialog *self)
{
  gtk_widget_add_css_class (self->key_frame, "focused");
}

static void
key_left_cb (IlxConnectDialog *self)
{
  gtk_widget_remove_css_class (self->key_frame, "focused");
}

/* --- The attempt ------------------------------------------------------------------------------ */

static void
show_page (IlxConnectDialog *self, const char *name)
{
  gboolean is_key = g_str_equal (name, "key");
  gboolean is_done = g_str_equal (name, "done");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_spinner_set_spinning (self->spinner, !is_key && !is_done);
  gtk_widget_set_visible (self->cancel_button, !is_done);
  gtk_widget_set_visible (self->start_button, is_key);
  gtk_widget_set_visible (self->done_button, is_done);
  if (is_key)
    gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
  else
    gtk_widget_grab_focus (is_done ? self->done_button : self->cancel_button);
}

static void
forget_key (IlxConnectDialog *self)
{
  g_signal_handlers_block_by_func (self->key_row, key_changed_cb, self);
  gtk_editable_set_text (self->key_row, "");
  gtk_toggle_button_set_active (self->reveal_button, FALSE);
  g_signal_handlers_unblock_by_func (self->key_row, key_changed_cb, self);
  g_clear_handle_id (&self->check_source, g_source_remove);
}

static void
show_connected (IlxConnectDialog *self, IlxConnection *connection)
{
  g_autofree char *title
      = g_strdup_printf (_ ("“%s” is connected"), ilx_connection_get_account_name (connection));

  forget_key (self);
  gtk_label_set_label (self->done_title, title);
  gtk_label_set_label (self->done_text,
                       self->is_for_this_run
                           ? _ ("The key is kept until you close Illixis. You will be asked for it "
                                "the next time.")
                           : _ ("The key is in your keyring. Lists and segments are ready to be "
                                "chosen as audiences."));
  if (ilx_workspace_is_demo (self->workspace))
    gtk_label_set_label (self->done_text, _ ("It is simulated on this computer: try whatever you "
                                             "like, no mail will leave."));
  ilx_missing_group_show (self->missing, ilx_workspace_get_engine (self->workspace), connection);
  ilx_compat_announce (GTK_WIDGET (self), title);
  show_page (self, "done");
}

/* What is known better here than in the table: there it is about a key that worked once. */
typedef struct
{
  IlxErrorCode code;
  const char *title;
  const char *advice;
} IlxConnectWords;

static const IlxConnectWords connect_words[] = {
  { ILX_ERROR_BAD_CREDENTIALS, N_ ("This key is not accepted"),
    N_ ("Nothing was changed here; copy the key once more, or create another one.") },
  { ILX_ERROR_MISSING_PERMISSION, N_ ("This key can't be used"),
    N_ ("Without that, Illixis can't see whose key it is; create one with full access.") },
  { ILX_ERROR_RATE_LIMITED, N_ ("The platform asks us to slow down"),
    N_ ("Nothing was changed here, and the key stays in the field until then.") },
  { ILX_ERROR_NETWORK, N_ ("The platform can't be reached"),
    N_ ("The key stays in the field; check the network and try again.") },
  { ILX_ERROR_CONFLICT, N_ ("This is the key of another account"),
    N_ ("Nothing was changed; use a key of the account, or connect the other one beside it.") },
  { ILX_ERROR_SECRETS_ABSENT, N_ ("The key can't be kept"),
    N_ ("The key itself is good; keep it until you close Illixis, or start a keyring.") },
  { ILX_ERROR_SECRETS_LOCKED, N_ ("The key can't be kept"),
    N_ ("The key itself is good; unlock the keyring and try again, or keep it until you close "
        "Illixis.") },
};

static char *
dup_sentence (IlxConnectDialog *self, const GError *error)
{
  if (ilx_error_is (error, ILX_ERROR_BAD_CREDENTIALS))
    return g_strdup_printf (_ ("%s does not know this key, or no longer."), self->info->name);
  return g_strdup (error->message);
}

static void
refine_words (IlxConnectDialog *self, const GError *error)
{
  g_autofree char *sentence = dup_sentence (self, error);

  for (guint i = 0; i < G_N_ELEMENTS (connect_words); i++)
    if (ilx_error_is (error, connect_words[i].code))
      ilx_problem_box_set_words (self->problem, _ (connect_words[i].title), sentence,
                                 _ (connect_words[i].advice));
}

static void
show_failure (IlxConnectDialog *self, const GError *error)
{
  show_page (self, "key");
  if (ilx_error_is (error, ILX_ERROR_INVALID_INPUT))
    {
      set_key_error (self, error->message);
      return;
    }
  ilx_problem_box_set_error (self->problem, error);
  refine_words (self, error);
  gtk_widget_set_visible (self->other_button, ilx_error_is (error, ILX_ERROR_CONFLICT));
  gtk_widget_set_visible (self->session_button,
                          ilx_error_is (error, ILX_ERROR_SECRETS_ABSENT)
                              || ilx_error_is (error, ILX_ERROR_SECRETS_LOCKED));
}

/* The dialog may be closed by now: then the attempt was cancelled and there is nothing to show. */
static void
attempted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) connection
      = ilx_connect_attempt_finish (ILX_WORKSPACE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_object (&self->cancellable);
  if (connection != NULL)
    show_connected (self, connection);
  else
    show_failure (self, error);
}

static void
start (IlxConnectDialog *self, const char *key, IlxConnectFlags flags)
{
  g_autofree char *text = g_strdup_printf (
      _ ("Asking %s whose key it is, and what may be done with it…"), self->info->name);

  forget_problem (self);
  gtk_label_set_label (self->busy_label, text);
  show_page (self, "busy");
  self->is_for_this_run = (flags & ILX_CONNECT_KEEP_KEY) == 0;
  self->cancellable = g_cancellable_new ();
  ilx_connect_attempt_async (self->workspace, self->info->id, self->connection, key, flags,
                             self->cancellable, attempted_cb, g_object_ref (self));
}

static void
start_with_entry (IlxConnectDialog *self, IlxConnectFlags flags)
{
  if (self->cancellable == NULL && check_key (self))
    start (self, gtk_editable_get_text (self->key_row), flags);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static IlxConnectFlags
get_keep (IlxConnectDialog *self)
{
  return gtk_check_button_get_active (self->session_check) ? 0 : ILX_CONNECT_KEEP_KEY;
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectDialog *self = ILX_CONNECT_DIALOG (widget);

  start_with_entry (self, get_keep (self));
}

static void
session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectDialog *self = ILX_CONNECT_DIALOG (widget);

  gtk_check_button_set_active (self->session_check, TRUE);
  start_with_entry (self, 0);
}

static void
other_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectDialog *self = ILX_CONNECT_DIALOG (widget);

  start_with_entry (self, get_keep (self) | ILX_CONNECT_ANY_ACCOUNT);
}

static void
demo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectDialog *self = ILX_CONNECT_DIALOG (widget);
  const char *key = ilx_workspace_get_demo_key (self->workspace, self->info->id);

  if (key != NULL && self->cancellable == NULL)
    start (self, key, ILX_CONNECT_KEEP_KEY);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectDialog *self = ILX_CONNECT_DIALOG (widget);
  g_autofree char *action = g_strdup_printf ("app.help::%s-key", self->info->id);

  ilx_problem_activate (widget, action);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
key_activated_cb (IlxConnectDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "connect.start", NULL);
}

static gboolean
keyring_help_cb (IlxConnectDialog *self)
{
  ilx_problem_activate (GTK_WIDGET (self), "app.help::keyring");
  return GDK_EVENT_STOP;
}

/* --- What is known before --------------------------------------------------------------------- */

static void
show_platform (IlxConnectDialog *self)
{
  g_autofree char *permissions = g_strjoinv (", ", (GStrv) self->info->permissions);
  g_autofree char *description = NULL;

  /* Translators: in both, the placeholder is a platform, such as Klaviyo. */
  description = g_strdup_printf (
      ilx_workspace_is_demo (self->workspace)
          ? _ ("In the demo, %s is simulated on this computer. It takes a key of its own.")
          : _ ("Illixis talks to %s by a key that you create there. It is kept in your keyring, "
               "never in a file."),
      self->info->name);
  gtk_label_set_label (self->key_title, _ (self->info->secret_title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->key_frame), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->info->secret_title), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->key_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->info->secret_title), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->hint_row), _ (self->info->secret_hint));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->permissions_text), permissions);
  adw_preferences_group_set_description (self->key_group, description);
  gtk_widget_set_visible (self->demo_group,
                          ilx_workspace_get_demo_key (self->workspace, self->info->id) != NULL);
}

static void
platform_chosen_cb (IlxConnectDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->platform_row);

  if (self->workspace == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  self->info = &ilx_platforms_get_all ()[selected];
  show_platform (self);
  forget_problem (self);
  set_key_error (self, NULL);
}

static void
offer_platforms (IlxConnectDialog *self, gboolean is_fixed)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const IlxPlatformInfo *all = ilx_platforms_get_all ();

  for (const IlxPlatformInfo *info = all; info->id != NULL; info++)
    gtk_string_list_append (names, info->name);
  adw_combo_row_set_model (self->platform_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->platform_row, (guint) (self->info - all));
  gtk_widget_set_visible (GTK_WIDGET (self->platform_row),
                          !is_fixed && g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
}

static void
show_keyring (IlxConnectDialog *self)
{
  IlxSecretsState state = ilx_workspace_get_secrets_state (self->workspace);
  gboolean is_wanting = state != ILX_SECRETS_AVAILABLE;

  gtk_label_set_label (self->keyring_label,
                       state == ILX_SECRETS_LOCKED
                           ? _ ("Your keyring is locked. You are asked to unlock it when the key "
                                "is kept.")
                           : _ ("No keyring is running, so a key is kept only until you close "
                                "Illixis."));
  gtk_widget_set_visible (self->keyring_box, is_wanting);
  gtk_check_button_set_active (self->session_check, state == ILX_SECRETS_ABSENT);
}

/* The account that is meant when none is named: the only one that needs it. */
static IlxConnection *
find_broken (IlxWorkspace *workspace)
{
  GListModel *all = ilx_workspace_get_connections (workspace);
  IlxConnection *found = NULL;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (all, i);

      if (ilx_connection_get_state (connection) != ILX_CONNECTION_BROKEN)
        continue;
      found = connection; /* the list keeps it */
      n++;
    }
  return n == 1 ? found : NULL;
}

static void
show_reconnecting (IlxConnectDialog *self)
{
  g_autofree char *title
      = g_strdup_printf (_ ("Reconnect “%s”"), ilx_connection_get_account_name (self->connection));

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (GTK_BUTTON (self->start_button), _ ("Rec_onnect"));
}

static const IlxPlatformInfo *
choose_platform (IlxConnectDialog *self, const char *platform)
{
  const IlxPlatformInfo *info;
  g_autofree char *usual
      = g_settings_get_string (ilx_workspace_get_settings (self->workspace), "default-platform");

  if (self->connection != NULL)
    platform = ilx_connection_get_platform (self->connection);
  info = ilx_platforms_find (platform != NULL ? platform : usual);
  return info != NULL ? info : ilx_platforms_get_all ();
}

/* --- Life ------------------------------------------------------------------------------------- */

/* However it is closed: the attempt under way holds the dialog, so dispose would come too late. */
static void
ilx_connect_dialog_unrealize (GtkWidget *widget)
{
  IlxConnectDialog *self = ILX_CONNECT_DIALOG (widget);

  g_cancellable_cancel (self->cancellable);
  forget_key (self);
  GTK_WIDGET_CLASS (ilx_connect_dialog_parent_class)->unrealize (widget);
}

static void
ilx_connect_dialog_dispose (GObject *object)
{
  IlxConnectDialog *self = ILX_CONNECT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_connect_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
#define BIND(name) gtk_widget_class_bind_template_child (klass, IlxConnectDialog, name)
  BIND (stack);
  BIND (cancel_button);
  BIND (start_button);
  BIND (done_button);
  BIND (key_group);
  BIND (platform_row);
  BIND (key_frame);
  BIND (key_title);
  BIND (key_row);
  BIND (reveal_button);
  BIND (key_error);
  BIND (problem);
  BIND (other_button);
  BIND (session_button);
  BIND (keyring_box);
  BIND (keyring_label);
  BIND (session_check);
  BIND (demo_group);
  BIND (hint_row);
  BIND (permissions_row);
  BIND (permissions_text);
  BIND (spinner);
  BIND (busy_label);
  BIND (done_title);
  BIND (done_text);
  BIND (missing);
#undef BIND
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "connect.start", NULL, start_action);
  gtk_widget_class_install_action (klass, "connect.session", NULL, session_action);
  gtk_widget_class_install_action (klass, "connect.other", NULL, other_action);
  gtk_widget_class_install_action (klass, "connect.demo", NULL, demo_action);
  gtk_widget_class_install_action (klass, "connect.help", NULL, help_action);
  gtk_widget_class_install_action (klass, "connect.cancel", NULL, close_action);
  gtk_widget_class_install_action (klass, "connect.done", NULL, close_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "connect.cancel", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F1, 0, "connect.help", NULL);
}

static void
ilx_connect_dialog_class_init (IlxConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_connect_dialog_dispose;
  widget_class->unrealize = ilx_connect_dialog_unrealize;
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  g_type_ensure (ILX_TYPE_MISSING_GROUP);
  g_type_ensure (GTK_TYPE_PASSWORD_ENTRY_BUFFER);
  install_actions (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/connections/ilx-connect-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, platform_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, keyring_help_cb);
}

static void
ilx_connect_dialog_init (IlxConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.start", FALSE);
  ilx_problem_box_set_retry (self->problem, NULL, "connect.start");
}

/**
 * ilx_connect_dialog_new:
 * @workspace: what all windows share
 * @platform: (nullable): its id
 * @connection_id: (nullable): the account to reconnect
 *
 * Returns: (transfer floating): the dialog, not shown yet
 */
GtkWindow *
ilx_connect_dialog_new (IlxWorkspace *workspace, const char *platform, const char *connection_id)
{
  IlxConnectDialog *self = g_object_new (ILX_TYPE_CONNECT_DIALOG, NULL);
  IlxConnection *connection
      = connection_id != NULL ? ilx_workspace_find_connection (workspace, connection_id) : NULL;

  if (connection_id == NULL && platform == NULL)
    connection = find_broken (workspace);
  g_set_object (&self->connection, connection);
  self->workspace = g_object_ref (workspace);
  self->info = choose_platform (self, platform);
  if (connection != NULL)
    show_reconnecting (self);
  offer_platforms (self, platform != NULL || connection != NULL);
  show_platform (self);
  show_keyring (self);
  g_signal_connect_object (workspace, "notify::secrets-state", G_CALLBACK (show_keyring), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->key_row));
  return GTK_WINDOW (self);
}

/**
 * ilx_connect_dialog_present:
 * @parent: the window over which it stands
 * @workspace: what all windows share
 * @platform: (nullable): its id
 * @connection_id: (nullable): the account to reconnect
 *
 * Shows the dialog.
 */
void
ilx_connect_dialog_present (GtkWindow *parent,
                            IlxWorkspace *workspace,
                            const char *platform,
                            const char *connection_id)
{
  GtkWindow *dialog = ilx_connect_dialog_new (workspace, platform, connection_id);

  ilx_workspace_probe_secrets (workspace);
  gtk_window_set_transient_for (dialog, parent);
  gtk_window_present (dialog);
}
