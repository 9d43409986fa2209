/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-look.h"
#include "ilx-dispatch.h"
#include "ilx-line-layout.h"
#include "ilx-operation-actions.h"
#include "ilx-operation-cells.h"
#include "ilx-problem-box.h"

struct _IlxOperationActions
{
  AdwBin parent_instance;

  GtkWidget *work_box;
  GtkLabel *work_label;
  IlxProblemBox *problem;
  GtkLabel *advice_label;
  GtkWidget *check_button;
  GtkWidget *went_out_button;
  GtkWidget *did_not_button;
  GtkWidget *review_button;
  GtkWidget *abandon_button;

  IlxWorkspace *workspace;         /* (owned) (nullable) */
  IlxOperation *operation;         /* (owned) (nullable) */
  IlxDispatch *dispatch;           /* (owned) (nullable): of an open operation */
  GSignalGroup *operation_signals; /* (owned) */
  GSignalGroup *dispatch_signals;  /* (owned) */
};

typedef enum
{
  PROP_OPERATION = 1
} IlxOperationActionsProperty;
static GParamSpec *properties[PROP_OPERATION + 1];

G_DEFINE_FINAL_TYPE (IlxOperationActions, ilx_operation_actions, ADW_TYPE_BIN)

/* --- What the state allows -------------------------------------------------------------------- */

static void
show_work (IlxOperationActions *self)
{
  const char *title = self->dispatch != NULL ? ilx_dispatch_get_step_title (self->dispatch) : NULL;
  gboolean is_busy = self->dispatch != NULL && ilx_dispatch_is_busy (self->dispatch);
  g_autofree char *text = NULL;

  if (title != NULL && ilx_dispatch_get_n_steps (self->dispatch) > 0)
    /* Translators: what is being done, and the how-manieth step of how many that is. */
    text = g_strdup_printf (_ ("%s, step %u of %u"), title,
                            ilx_dispatch_get_step_position (self->dispatch) + 1,
                            ilx_dispatch_get_n_steps (self->dispatch));
  gtk_label_set_label (self->work_label, text != NULL ? text : _ ("Asking the platform"));
  gtk_widget_set_visible (self->work_box, is_busy);
}

static char *
dup_advice (IlxOperationActions *self, gboolean is_uncertain, gboolean can_decide)
{
  gint64 next = ilx_operation_get_next_probe_at (self->operation);
  g_autofree char *moment = NULL;
  g_autofree char *subject = NULL;

  if (can_decide)
    {
      subject = ilx_operation_cells_dup_subject (self->operation, self->workspace);
      return g_strdup_printf (
          _ ("The platform stayed silent each time. Look there for “%s”: if it is listed as sent "
             "or sending, it went out; if it is a draft or missing, it did not."),
          subject);
    }
  if (!is_uncertain || next == 0)
    return NULL;
  moment = ilx_moment_format (next, ilx_workspace_get_now (self->workspace));
  return g_strdup_printf (_ ("The platform is asked again by itself: %s."), moment);
}

static void
show_advice (IlxOperationActions *self, gboolean is_uncertain, gboolean can_decide)
{
  g_autofree char *advice = dup_advice (self, is_uncertain, can_decide);

  gtk_label_set_label (self->advice_label, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice_label), advice != NULL);
}

static void
show_actions (IlxOperationActions *self)
{
  IlxOperationState state = ilx_operation_get_state (self->operation);
  gboolean is_busy = self->dispatch != NULL && ilx_dispatch_is_busy (self->dispatch);
  gboolean is_uncertain = state == ILX_OPERATION_NEEDS_ATTENTION;
  gboolean is_awaiting = state == ILX_OPERATION_AWAITING_CONFIRMATION;
  gboolean is_running = state == ILX_OPERATION_RUNNING;
  gboolean can_decide
      = is_uncertain && self->dispatch != NULL && ilx_dispatch_can_decide (self->dispatch);

  gtk_widget_set_visible (self->check_button, (is_uncertain || is_running) && !is_busy);
  gtk_widget_set_visible (self->went_out_button, can_decide && !is_busy);
  gtk_widget_set_visible (self->did_not_button, can_decide && !is_busy);
  gtk_widget_set_visible (self->review_button, is_awaiting || state == ILX_OPERATION_FAILED);
  gtk_widget_set_visible (self->abandon_button, (is_awaiting || is_running) && !is_busy);
  show_advice (self, is_uncertain, can_decide);
  show_work (self);
}

/* Only an open operation has somebody at it. */
static void
follow_dispatch (IlxOperationActions *self)
{
  gboolean is_open = self->operation != NULL && ilx_operation_is_open (self->operation);

  if (is_open == (self->dispatch != NULL))
    return;
  g_signal_group_set_target (self->dispatch_signals, NULL);
  g_clear_object (&self->dispatch);
  if (is_open)
    {
      self->dispatch
          = ilx_dispatch_open (self->workspace, ilx_operation_get_campaign_id (self->operation));
      g_signal_group_set_target (self->dispatch_signals, self->dispatch);
    }
}

static void
changed_cb (IlxOperationActions *self)
{
  if (self->operation == NULL)
    return;
  follow_dispatch (self);
  ilx_problem_box_set_error (
      self->problem, self->dispatch != NULL ? ilx_dispatch_get_error (self->dispatch) : NULL);
  show_actions (self);
}

/**
 * ilx_operation_actions_set_operation:
 * @self: the buttons
 * @operation: (nullable): what they are for
 */
void
ilx_operation_actions_set_operation (IlxOperationActions *self, IlxOperation *operation)
{
  if (self->operation == operation)
    return;
  g_signal_group_set_target (self->dispatch_signals, NULL);
  g_clear_object (&self->dispatch);
  g_set_object (&self->operation, operation);
  g_signal_group_set_target (self->operation_signals, operation);
  changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPERATION]);
}

/**
 * ilx_operation_actions_set_workspace:
 * @self: the buttons
 * @workspace: whose operations
 */
void
ilx_operation_actions_set_workspace (IlxOperationActions *self, IlxWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxOperationActions *self = ILX_OPERATION_ACTIONS (widget);

  if (self->dispatch != NULL)
    ilx_dispatch_check_now (self->dispatch);
}

static void
abandon_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxOperationActions *self = ILX_OPERATION_ACTIONS (widget);

  if (self->dispatch != NULL)
    ilx_dispatch_abandon (self->dispatch);
}

static void
decided_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  IlxOperationActions *self = user_data;
  IlxDispatch *dispatch = g_object_get_data (G_OBJECT (dialog), "dispatch");

  if (dispatch != self->dispatch || g_str_equal (response, "cancel"))
    return;
  ilx_dispatch_decide (dispatch, g_str_equal (response, "went-out"));
}

/* The last word can't be taken back, so it is asked for once more. */
static void
decide (IlxOperationActions *self, gboolean went_out)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *subject = NULL;
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  if (self->dispatch == NULL)
    return;
  subject = ilx_operation_cells_dup_subject (self->operation, self->workspace);
  heading = g_strdup_printf (went_out ? _ ("Count “%s” as sent?") : _ ("Count “%s” as not sent?"),
                             subject);
  dialog = adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading,
      went_out ? _ ("It will not be sent again. Choose this when the platform lists it as sent or "
                    "sending.")
               : _ ("It becomes a draft again and wants a new review. If it did go out, people "
                    "could get it twice."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), went_out ? "went-out" : "did-not",
                                   went_out ? _ ("It Went _Out") : _ ("It Did _Not Go Out"));
  if (!went_out)
    adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "did-not",
                                                ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "dispatch", g_object_ref (self->dispatch),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (decided_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
went_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (ILX_OPERATION_ACTIONS (widget), TRUE);
}

static void
did_not_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (ILX_OPERATION_ACTIONS (widget), FALSE);
}

static void
review_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxOperationActions *self = ILX_OPERATION_ACTIONS (widget);

  if (self->operation != NULL)
    gtk_widget_activate_action (widget, "win.review-campaign", "s",
                                ilx_operation_get_campaign_id (self->operation));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxOperationActions *self = ILX_OPERATION_ACTIONS (widget);

  if (self->operation != NULL)
    gtk_widget_activate_action (widget, "win.open-campaign", "s",
                                ilx_operation_get_campaign_id (self->operation));
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_operation_actions_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_OPERATION)
    g_value_set_object (value, ILX_OPERATION_ACTIONS (object)->operation);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_operation_actions_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  if (id == PROP_OPERATION)
    ilx_operation_actions_set_operation (ILX_OPERATION_ACTIONS (object),
                                         g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_operation_actions_dispose (GObject *object)
{
  IlxOperationActions *self = ILX_OPERATION_ACTIONS (object);

  g_clear_object (&self->dispatch_signals);
  g_clear_object (&self->operation_signals);
  g_clear_object (&self->dispatch);
  g_clear_object (&self->operation);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_operation_actions_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "operation.check", NULL, check_action);
  gtk_widget_class_install_action (klass, "operation.abandon", NULL, abandon_action);
  gtk_widget_class_install_action (klass, "operation.went-out", NULL, went_out_action);
  gtk_widget_class_install_action (klass, "operation.did-not", NULL, did_not_action);
  gtk_widget_class_install_action (klass, "operation.review", NULL, review_action);
  gtk_widget_class_install_action (klass, "operation.open", NULL, open_action);
}

static void
ilx_operation_actions_class_init (IlxOperationActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_operation_actions_get_property;
  object_class->set_property = ilx_operation_actions_set_property;
  object_class->dispose = ilx_operation_actions_dispose;
  properties[PROP_OPERATION]
      = g_param_spec_object ("operation", NULL, NULL, ILX_TYPE_OPERATION,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_actions (widget_class);
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/activity/ilx-operation-actions.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, work_box);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, work_label);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, problem);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, advice_label);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, check_button);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, went_out_button);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, did_not_button);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, review_button);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationActions, abandon_button);
}

static void
ilx_operation_actions_init (IlxOperationActions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->operation_signals = g_signal_group_new (ILX_TYPE_OPERATION);
  g_signal_group_connect_swapped (self->operation_signals, "notify", G_CALLBACK (changed_cb), self);
  self->dispatch_signals = g_signal_group_new (ILX_TYPE_DISPATCH);
  g_signal_group_connect_swapped (self->dispatch_signals, "notify", G_CALLBACK (changed_cb), self);
}
