/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-stop-dialog.h"
#include "ilx-stop-everything.h"
#include "ilx-wrap-layout.h"

struct _IlxStopDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkLabel *intro;
  GtkListBox *list;
  GtkButton *close_button;
  GtkButton *stop_button;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  GListModel *items;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (IlxStopDialog, ilx_stop_dialog, ADW_TYPE_WINDOW)

/* --- Rows ------------------------------------------------------------------------------------- */

static const char *
get_icon (IlxStopState state)
{
  switch (state)
    {
    case ILX_STOP_WORKING:
      return "content-loading-symbolic";
    case ILX_STOP_STOPPED:
      return "emblem-ok-symbolic";
    case ILX_STOP_FAILED:
      return "dialog-warning-symbolic";
    case ILX_STOP_WAITING:
    default:
      return "media-playback-stop-symbolic";
    }
}

/* The account and what will be done; later what came of it. */
static void
update_row (IlxStopItem *item, GParamSpec *pspec, AdwActionRow *row)
{
  const char *answer = ilx_stop_item_get_answer (item);
  IlxStopState state = ilx_stop_item_get_state (item);
  g_autofree char *text
      = g_strdup_printf ("%s\n%s", ilx_stop_item_get_account (item),
                         answer != NULL              ? answer
                         : state == ILX_STOP_WORKING ? _ ("Stopping…")
                                                     : ilx_stop_item_get_plan (item));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
  adw_action_row_set_icon_name (row, get_icon (state));
}

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  g_autofree char *subject = g_markup_escape_text (ilx_stop_item_get_subject (item), -1);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", subject, NULL);

  update_row (item, NULL, ADW_ACTION_ROW (row));
  g_signal_connect_object (item, "notify::state", G_CALLBACK (update_row), row, 0);
  return row;
}

/* --- Stopping --------------------------------------------------------------------------------- */

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxStopDialog) self = user_data;
  gboolean is_all = ilx_workspace_stop_everything_finish (ILX_WORKSPACE (source), result, NULL);

  if (self->workspace == NULL)
    return; /* it was closed meanwhile */
  gtk_label_set_label (self->intro,
                       is_all ? _ ("Everything is stopped.")
                              : _ ("Not everything could be stopped. What is marked needs you."));
  gtk_button_set_label (self->close_button, _ ("_Close"));
  gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxStopDialog *self = ILX_STOP_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "stop.stop", FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), FALSE);
  gtk_button_set_label (self->close_button, _ ("_Close"));
  gtk_label_set_label (self->intro, _ ("Stopping…"));
  gtk_stack_set_visible_child_name (self->stack, "items");
  ilx_workspace_stop_everything_async (self->workspace, self->items, NULL, stopped_cb,
                                       g_object_ref (self));
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_stop_dialog_dispose (GObject *object)
{
  IlxStopDialog *self = ILX_STOP_DIALOG (object);

  g_clear_object (&self->items);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_stop_dialog_parent_class)->dispose (object);
}

static void
ilx_stop_dialog_class_init (IlxStopDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_stop_dialog_dispose;
  g_type_ensure (ILX_TYPE_WRAP_LAYOUT);
  gtk_widget_class_install_action (widget_class, "stop.stop", NULL, stop_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/sending/ilx-stop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxStopDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxStopDialog, intro);
  gtk_widget_class_bind_template_child (widget_class, IlxStopDialog, list);
  gtk_widget_class_bind_template_child (widget_class, IlxStopDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, IlxStopDialog, stop_button);
}

static void
ilx_stop_dialog_init (IlxStopDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_items (IlxStopDialog *self)
{
  guint n = g_list_model_get_n_items (self->items);

  gtk_list_box_bind_model (self->list, self->items, new_row, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "items" : "nothing");
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "stop.stop", n > 0);
  gtk_label_set_label (self->intro,
                       _ ("This is stopped at once, on all platforms. Mail that has left can’t be "
                          "called back."));
  if (n == 0)
    gtk_button_set_label (self->close_button, _ ("_Close"));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->close_button));
}

/**
 * ilx_stop_dialog_present:
 * @parent: the window over which it stands
 * @workspace: what all windows share
 *
 * Lists what would be stopped, and stops it when the user agrees.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
ilx_stop_dialog_present (GtkWindow *parent, IlxWorkspace *workspace)
{
  IlxStopDialog *self = g_object_new (ILX_TYPE_STOP_DIALOG, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->items = ilx_workspace_list_stoppable (workspace);
  show_items (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
