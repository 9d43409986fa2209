/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-connect-dialog.h"
#include "ilx-connection-card.h"
#include "ilx-connection-words.h"
#include "ilx-disconnect-dialog.h"
#include "ilx-missing-group.h"
#include "ilx-platforms.h"
#include "ilx-problem-box.h"
#include "ilx-problem.h"
#include "ilx-state-badge.h"
#include "ilx-text.h"
#include "ilx-toast.h"

/* How often "2 minutes ago" is looked at again. */
#define AGE_SECONDS 30

struct _IlxConnectionCard
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  IlxStateBadge *badge;
  AdwActionRow *sender_row;
  AdwActionRow *check_row;
  AdwActionRow *call_row;
  AdwActionRow *problem_row;
  AdwActionRow *id_row;
  AdwActionRow *address_row;
  AdwActionRow *timezone_row;
  AdwActionRow *key_row;
  IlxProblemBox *problem;
  IlxMissingGroup *missing;
  GtkButton *check_button;
  GtkWidget *reconnect_button;
  GPtrArray *budget_rows; /* (owned) (element-type GtkWidget): in the group */

  IlxWorkspace *workspace;   /* (owned) */
  IlxConnection *connection; /* (owned) */
  GCancellable *cancellable; /* (owned): of what is asked for here */
  gboolean is_busy;
  guint refresh_source; /* 0: nothing to show anew */
  guint age_source;     /* 0: not on the screen */
};

G_DEFINE_FINAL_TYPE (IlxConnectionCard, ilx_connection_card, ADW_TYPE_BIN)

/* --- What it shows ---------------------------------------------------------------------------- */

static void
set_text (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, ilx_text_is_blank (text) ? _ ("Not known") : text);
}

static void
show_account (IlxConnectionCard *self)
{
  IlxConnection *connection = self->connection;
  g_autofree char *title = g_markup_escape_text (ilx_connection_get_account_name (connection), -1);
  g_autofree char *plain = ilx_connection_words_dup_description (connection);
  g_autofree char *description = g_markup_escape_text (plain, -1);
  g_autofree char *sender = ilx_connection_words_dup_sender (connection);
  const char *label, *icon_name, *tone;

  adw_preferences_group_set_title (self->group, title);
  adw_preferences_group_set_description (self->group, description);
  ilx_connection_words_get_state (connection, &label, &icon_name, &tone);
  ilx_state_badge_set (self->badge, label, icon_name, tone);
  if (ilx_connection_get_state (connection) == ILX_CONNECTION_CONNECTED)
    gtk_widget_remove_css_class (self->reconnect_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->reconnect_button, "suggested-action");
  set_text (self->sender_row, sender);
  set_text (self->id_row, ilx_connection_get_account_id (connection));
  set_text (self->address_row, ilx_connection_get_postal_address (connection));
  set_text (self->timezone_row, ilx_connection_get_timezone (connection));
  ilx_missing_group_show (self->missing, ilx_workspace_get_engine (self->workspace), connection);
}

static const char *
get_platform_name (IlxConnectionCard *self)
{
  const IlxPlatformInfo *info = ilx_platforms_find (ilx_connection_get_platform (self->connection));

  return info != NULL ? info->name : ilx_connection_get_platform (self->connection);
}

static GtkWidget *
new_budget_row (IlxConnectionCard *self, const IlxDayBudget *budget)
{
  g_autofree char *words = ilx_connection_words_dup_budget (budget, get_platform_name (self));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", budget->title,
                                 "subtitle", words, "subtitle-lines", 0, NULL);
  GtkWidget *level = gtk_level_bar_new_for_interval (0, MAX (budget->n_ours, 1));

  gtk_level_bar_set_value (GTK_LEVEL_BAR (level), MIN (budget->n_used, budget->n_ours));
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (level, 72, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  budget->title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), level);
  return row;
}

static void
show_budgets (IlxConnectionCard *self, const IlxConnectionHealth *health)
{
  for (guint i = 0; i < self->budget_rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->budget_rows, i));
  g_ptr_array_set_size (self->budget_rows, 0);
  for (guint i = 0; i < health->budgets->len; i++)
    {
      const IlxDayBudget *budget = &g_array_index (health->budgets, IlxDayBudget, i);
      GtkWidget *row;

      if (budget->n_used == 0)
        continue;
      row = new_budget_row (self, budget);
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->budget_rows, row);
    }
}

static const char *
get_key_words (IlxConnectionCard *self, const IlxConnectionHealth *health)
{
  if (ilx_workspace_is_demo (self->workspace))
    return _ ("A key of the demo, which opens nothing else");
  return health->is_for_this_run ? _ ("Kept until you close Illixis") : _ ("In your keyring");
}

/* The buttons that help with most problems are right below it. */
static void
show_problem (IlxConnectionCard *self, const GError *error)
{
  ilx_problem_box_set_error (self->problem, error);
  if (ilx_error_is (error, ILX_ERROR_BAD_CREDENTIALS)
      || ilx_error_is (error, ILX_ERROR_NOT_CONNECTED))
    ilx_problem_box_set_words (self->problem, ilx_problem_get_title (error),
                               ilx_problem_get_sentence (error), ilx_problem_get_advice (error));
}

/* Whether the last call failed; else the last problem is history. */
static gboolean
is_failing (const IlxConnectionHealth *health)
{
  return health->error != NULL && health->failed_at == health->called_at;
}

static void
show_last_problem (IlxConnectionCard *self, const IlxConnectionHealth *health, gint64 now)
{
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem_row),
                          health->error != NULL && !is_failing (health));
  if (health->error == NULL)
    return;
  words = ilx_connection_words_dup_problem (health, ilx_problem_get_title (health->error), now);
  set_text (self->problem_row, words);
}

static void
show_health (IlxConnectionCard *self)
{
  gint64 now = ilx_workspace_get_now (self->workspace);
  g_autoptr (IlxConnectionHealth) health
      = ilx_engine_dup_health (ilx_workspace_get_engine (self->workspace), self->connection);
  g_autofree char *checked = ilx_connection_words_dup_checked (self->connection, now);
  g_autofree char *called = ilx_connection_words_dup_called (health, now);

  set_text (self->check_row, checked);
  set_text (self->call_row, called);
  set_text (self->key_row, get_key_words (self, health));
  show_budgets (self, health);
  show_last_problem (self, health, now);
  if (!self->is_busy)
    show_problem (self, is_failing (health) ? health->error : NULL);
}

static gboolean
refresh_cb (gpointer user_data)
{
  IlxConnectionCard *self = user_data;

  self->refresh_source = 0;
  show_account (self);
  show_health (self);
  return G_SOURCE_REMOVE;
}

/* Ten calls that end in one go are shown once. */
static void
queue_refresh (IlxConnectionCard *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add (refresh_cb, self);
}

static void
health_changed_cb (IlxEngine *engine, const char *id, IlxConnectionCard *self)
{
  if (ilx_text_equal (id, ilx_connection_get_id (self->connection)))
    queue_refresh (self);
}

static gboolean
age_cb (gpointer user_data)
{
  show_health (user_data);
  return G_SOURCE_CONTINUE;
}

/* --- What can be done ------------------------------------------------------------------------- */

static void
set_busy (IlxConnectionCard *self, gboolean is_busy, const char *label)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->is_busy = is_busy;
  gtk_widget_action_set_enabled (widget, "connection.check", !is_busy);
  gtk_widget_action_set_enabled (widget, "connection.reconnect", !is_busy);
  gtk_widget_action_set_enabled (widget, "connection.disconnect", !is_busy);
  gtk_button_set_label (self->check_button, label != NULL ? label : _ ("C_heck Now"));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxConnectionCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxConnection) connection
      = ilx_engine_check_connection_finish (ILX_ENGINE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE, NULL);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  ilx_workspace_refresh_connections (self->workspace);
  show_account (self);
  show_health (self);
  /* Also one that came before any call was made. */
  if (error != NULL)
    show_problem (self, error);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);

  set_busy (self, TRUE, _ ("Checking…"));
  ilx_engine_check_connection_async (ilx_workspace_get_engine (self->workspace), self->connection,
                                     self->cancellable, checked_cb, g_object_ref (self));
}

static void
reconnect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  ilx_connect_dialog_present (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->workspace,
                              NULL, ilx_connection_get_id (self->connection));
}

static void
tell_disconnected (IlxConnectionCard *self, gint n_webhooks)
{
  const char *name = ilx_connection_get_account_name (self->connection);
  g_autofree char *title
      = n_webhooks > 0
            ? g_strdup_printf (ngettext ("“%s” disconnected, and %d webhook deleted",
                                         "“%s” disconnected, and %d webhooks deleted", n_webhooks),
                               name, n_webhooks)
            : g_strdup_printf (_ ("“%s” disconnected"), name);

  ilx_toast (GTK_WIDGET (self), title);
}

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxConnectionCard) self = user_data;
  g_autoptr (GError) error = NULL;
  gint n_webhooks = 0;
  gboolean is_done
      = ilx_engine_disconnect_finish (ILX_ENGINE (source), result, &n_webhooks, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE, NULL);
  if (!is_done)
    {
      show_problem (self, error);
      return;
    }
  tell_disconnected (self, n_webhooks);
  ilx_workspace_refresh_audiences (self->workspace, ilx_connection_get_id (self->connection));
  ilx_workspace_refresh_connections (self->workspace);
}

static void
disconnect_cb (GtkWidget *widget, gboolean remove_webhooks)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);

  set_busy (self, TRUE, NULL);
  ilx_engine_disconnect_async (ilx_workspace_get_engine (self->workspace), self->connection,
                               remove_webhooks, self->cancellable, disconnected_cb,
                               g_object_ref (self));
}

static void
disconnect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);

  gtk_window_present (
      ilx_disconnect_dialog_new (self->workspace, self->connection, widget, disconnect_cb));
}

static void
copy_id_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          ilx_connection_get_account_id (self->connection));
  ilx_toast (widget, _ ("Account ID copied"));
}

static void
show_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);
  g_autoptr (IlxConnectionHealth) health
      = ilx_engine_dup_health (ilx_workspace_get_engine (self->workspace), self->connection);

  if (health->error != NULL)
    ilx_problem_present (widget, health->error);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_connection_card_map (GtkWidget *widget)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);

  GTK_WIDGET_CLASS (ilx_connection_card_parent_class)->map (widget);
  show_health (self);
  self->age_source = g_timeout_add_seconds (AGE_SECONDS, age_cb, self);
}

static void
ilx_connection_card_unmap (GtkWidget *widget)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (widget);

  g_clear_handle_id (&self->age_source, g_source_remove);
  GTK_WIDGET_CLASS (ilx_connection_card_parent_class)->unmap (widget);
}

static void
ilx_connection_card_dispose (GObject *object)
{
  IlxConnectionCard *self = ILX_CONNECTION_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->age_source, g_source_remove);
  g_clear_pointer (&self->budget_rows, g_ptr_array_unref);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_connection_card_parent_class)->dispose (object);
}

static void
ilx_connection_card_finalize (GObject *object)
{
  g_object_unref (ILX_CONNECTION_CARD (object)->cancellable);
  G_OBJECT_CLASS (ilx_connection_card_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
#define BIND(name) gtk_widget_class_bind_template_child (klass, IlxConnectionCard, name)
  BIND (group);
  BIND (badge);
  BIND (sender_row);
  BIND (check_row);
  BIND (call_row);
  BIND (problem_row);
  BIND (id_row);
  BIND (address_row);
  BIND (timezone_row);
  BIND (key_row);
  BIND (problem);
  BIND (missing);
  BIND (check_button);
  BIND (reconnect_button);
#undef BIND
}

static void
ilx_connection_card_class_init (IlxConnectionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_connection_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_connection_card_finalize;
  widget_class->map = ilx_connection_card_map;
  widget_class->unmap = ilx_connection_card_unmap;
  g_type_ensure (ILX_TYPE_STATE_BADGE);
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  g_type_ensure (ILX_TYPE_MISSING_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/connections/ilx-connection-card.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "connection.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "connection.reconnect", NULL, reconnect_action);
  gtk_widget_class_install_action (widget_class, "connection.disconnect", NULL, disconnect_action);
  gtk_widget_class_install_action (widget_class, "connection.show-problem", NULL,
                                   show_problem_action);
  gtk_widget_class_install_action (widget_class, "connection.copy-id", NULL, copy_id_action);
}

static void
ilx_connection_card_init (IlxConnectionCard *self)
{
  self->cancellable = g_cancellable_new ();
  self->budget_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_connection_card_new:
 * @workspace: what all windows share
 * @connection: one of its connections
 *
 * Returns: (transfer floating): a card that follows it
 */
GtkWidget *
ilx_connection_card_new (IlxWorkspace *workspace, IlxConnection *connection)
{
  IlxConnectionCard *self = g_object_new (ILX_TYPE_CONNECTION_CARD, NULL);

  self->workspace = g_object_ref (workspace);
  self->connection = g_object_ref (connection);
  g_signal_connect_object (connection, "notify", G_CALLBACK (queue_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ilx_workspace_get_engine (workspace), "health-changed",
                           G_CALLBACK (health_changed_cb), self, 0);
  show_account (self);
  show_health (self);
  return GTK_WIDGET (self);
}

IlxConnection *
ilx_connection_card_get_connection (IlxConnectionCard *self)
{
  return self->connection;
}
