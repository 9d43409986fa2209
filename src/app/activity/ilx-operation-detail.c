/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-number.h"
#include "ilx-operation-actions.h"
#include "ilx-operation-detail.h"
#include "ilx-operation-look.h"
#include "ilx-problem-box.h"
#include "ilx-state-badge.h"

struct _IlxOperationDetail
{
  AdwBin parent_instance;

  GtkLabel *wish_label;
  IlxStateBadge *badge;
  GtkLabel *meaning_label;
  IlxProblemBox *problem;
  IlxOperationActions *actions;
  GtkListBox *steps_list;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxOperation *operation; /* (owned) (nullable) */
  GSignalGroup *signals;   /* (owned): of the operation */
  GListStore *steps;       /* (owned): of IlxOperationStep */
};

typedef enum
{
  PROP_OPERATION = 1
} IlxOperationDetailProperty;
static GParamSpec *properties[PROP_OPERATION + 1];

G_DEFINE_FINAL_TYPE (IlxOperationDetail, ilx_operation_detail, ADW_TYPE_BIN)

/* --- Steps ------------------------------------------------------------------------------------ */

/* Whether both tell of the same step, which then is brought up to date in its place. */
static gboolean
follow_step (GListStore *steps, guint position, IlxOperationStep *step)
{
  g_autoptr (IlxOperationStep) present = g_list_model_get_item (G_LIST_MODEL (steps), position);

  if (present == NULL
      || g_strcmp0 (ilx_operation_step_get_operation_id (present),
                    ilx_operation_step_get_operation_id (step))
             != 0
      || g_strcmp0 (ilx_operation_step_get_name (present), ilx_operation_step_get_name (step)) != 0)
    return FALSE;
  ilx_record_copy_fields (step, present, ILX_FIELD_NONE);
  return TRUE;
}

static void
show_steps (IlxOperationDetail *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = ilx_journal_store_load_steps (
      ilx_workspace_get_store (self->workspace), ilx_operation_get_id (self->operation), &error);
  guint n_same = 0;

  if (steps == NULL)
    {
      ilx_problem_box_set_error (self->problem, error);
      return;
    }
  while (n_same < steps->len
         && follow_step (self->steps, n_same, g_ptr_array_index (steps, n_same)))
    n_same++;
  g_list_store_splice (self->steps, n_same,
                       g_list_model_get_n_items (G_LIST_MODEL (self->steps)) - n_same,
                       steps->pdata + n_same, steps->len - n_same);
}

static void
step_changed_cb (IlxOperationStep *step, GParamSpec *pspec, gpointer user_data)
{
  AdwActionRow *row = user_data;
  IlxWorkspace *workspace = g_object_get_data (G_OBJECT (row), "workspace");
  g_autofree char *words = ilx_step_look_dup_words (step, ilx_workspace_get_now (workspace));
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_action_row_set_subtitle (row, escaped);
  adw_action_row_set_icon_name (row,
                                ilx_step_look_get_icon_name (ilx_operation_step_get_state (step)));
}

static GtkWidget *
new_step_row (gpointer item, gpointer user_data)
{
  IlxOperationDetail *self = user_data;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (
      ilx_engine_get_step_title (ilx_workspace_get_engine (self->workspace), self->operation,
                                 ilx_operation_step_get_name (item)),
      -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_object_set_data_full (G_OBJECT (row), "workspace", g_object_ref (self->workspace),
                          g_object_unref);
  g_signal_connect_object (item, "notify", G_CALLBACK (step_changed_cb), row, 0);
  step_changed_cb (item, NULL, row);
  return row;
}

/**
 * ilx_operation_detail_get_steps:
 * @self: the details
 *
 * Returns: (transfer none): the steps of the operation
 */
GListModel *
ilx_operation_detail_get_steps (IlxOperationDetail *self)
{
  return G_LIST_MODEL (self->steps);
}

/* --- The operation ---------------------------------------------------------------------------- */

static char *
dup_wish (IlxOperationDetail *self)
{
  gint64 estimate = ilx_operation_get_estimate (self->operation);
  g_autofree char *wish
      = ilx_operation_look_dup_wish (self->operation, ilx_workspace_get_now (self->workspace));
  g_autofree char *number = ilx_number_format (estimate);

  if (estimate < 0)
    return g_steal_pointer (&wish);
  /* Translators: what was wanted, as in "Send now", and how many people it was for. */
  return g_strdup_printf (ngettext ("%s, to %s person", "%s, to %s people", (gulong) estimate),
                          wish, number);
}

static void
changed_cb (IlxOperationDetail *self)
{
  IlxOperationState state = ilx_operation_get_state (self->operation);
  g_autoptr (GError) error = ilx_operation_look_dup_error (self->operation);
  g_autofree char *wish = dup_wish (self);

  gtk_label_set_label (self->wish_label, wish);
  gtk_label_set_label (self->meaning_label, ilx_operation_look_get_meaning (state));
  ilx_state_badge_set (self->badge, ilx_operation_look_get_title (state),
                       ilx_operation_look_get_icon_name (state),
                       ilx_operation_look_get_tone (state));
  ilx_problem_box_set_error (self->problem, error);
  show_steps (self);
}

/**
 * ilx_operation_detail_set_operation:
 * @self: the details
 * @operation: (nullable): what to show
 */
void
ilx_operation_detail_set_operation (IlxOperationDetail *self, IlxOperation *operation)
{
  if (!g_set_object (&self->operation, operation))
    return;
  g_signal_group_set_target (self->signals, operation);
  ilx_operation_actions_set_operation (self->actions, operation);
  if (operation != NULL)
    changed_cb (self);
  else
    g_list_store_remove_all (self->steps);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPERATION]);
}

/**
 * ilx_operation_detail_set_workspace:
 * @self: the details
 * @workspace: whose operations
 */
void
ilx_operation_detail_set_workspace (IlxOperationDetail *self, IlxWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  ilx_operation_actions_set_workspace (self->actions, workspace);
  gtk_list_box_bind_model (self->steps_list, G_LIST_MODEL (self->steps), new_step_row, self, NULL);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_operation_detail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_OPERATION)
    g_value_set_object (value, ILX_OPERATION_DETAIL (object)->operation);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_operation_detail_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_OPERATION)
    ilx_operation_detail_set_operation (ILX_OPERATION_DETAIL (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_operation_detail_dispose (GObject *object)
{
  IlxOperationDetail *self = ILX_OPERATION_DETAIL (object);

  if (self->steps_list != NULL)
    gtk_list_box_bind_model (self->steps_list, NULL, NULL, NULL, NULL);
  self->steps_list = NULL;
  g_clear_object (&self->signals);
  g_clear_object (&self->steps);
  g_clear_object (&self->operation);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_operation_detail_parent_class)->dispose (object);
}

static void
ilx_operation_detail_class_init (IlxOperationDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_operation_detail_get_property;
  object_class->set_property = ilx_operation_detail_set_property;
  object_class->dispose = ilx_operation_detail_dispose;
  properties[PROP_OPERATION]
      = g_param_spec_object ("operation", NULL, NULL, ILX_TYPE_OPERATION,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ILX_TYPE_OPERATION_ACTIONS);
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  g_type_ensure (ILX_TYPE_STATE_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/activity/ilx-operation-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxOperationDetail, wish_label);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationDetail, badge);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationDetail, meaning_label);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationDetail, problem);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationDetail, actions);
  gtk_widget_class_bind_template_child (widget_class, IlxOperationDetail, steps_list);
}

static void
ilx_operation_detail_init (IlxOperationDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->steps = g_list_store_new (ILX_TYPE_OPERATION_STEP);
  self->signals = g_signal_group_new (ILX_TYPE_OPERATION);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (changed_cb), self);
}
