/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-activity-page.h"
#include "ilx-number.h"
#include "ilx-operation-cells.h"
#include "ilx-operation-detail.h"
#include "ilx-row-menu.h"
#include "ilx-split.h"

struct _IlxActivityPage
{
  IlxListPage parent_instance;

  GtkWidget *tools;
  IlxSplit *split;
  IlxListFrame *frame;
  GtkColumnView *table;
  GtkColumnViewColumn *subject_column;
  GtkColumnViewColumn *state_column;
  GtkColumnViewColumn *account_column;
  GtkColumnViewColumn *estimate_column;
  GtkColumnViewColumn *age_column;
  GtkListView *list;
  IlxOperationDetail *detail;
  GtkFilterListModel *source;
  GtkFilter *account_filter;
  GtkSingleSelection *selection;
  GMenuModel *row_menu;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxActivityPage, ilx_activity_page, ILX_TYPE_LIST_PAGE)

/* --- What is selected ------------------------------------------------------------------------- */

static IlxOperation *
get_selected (IlxActivityPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
show_title (IlxActivityPage *self)
{
  IlxOperation *operation = get_selected (self);
  g_autofree char *title
      = operation != NULL ? ilx_operation_cells_dup_subject (operation, self->workspace) : NULL;

  g_object_set (self->split, "title", title, NULL);
}

static void
selected_cb (IlxActivityPage *self)
{
  IlxOperation *operation = get_selected (self);

  ilx_operation_detail_set_operation (self->detail, operation);
  show_title (self);
  g_object_set (self->split, "has-detail", operation != NULL, NULL);
  ilx_list_page_set_enabled (ILX_LIST_PAGE (self), "open", operation != NULL);
}

static void
activate_cb (IlxActivityPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  ilx_split_show_detail (self->split);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxOperation *operation = get_selected (user_data);

  if (operation != NULL)
    gtk_widget_activate_action (user_data, "win.open-campaign", "s",
                                ilx_operation_get_campaign_id (operation));
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ilx_workspace_refresh_operations (ILX_ACTIVITY_PAGE (user_data)->workspace);
}

static const GActionEntry entries[] = {
  { "open", open_cb },
  { "refresh", refresh_cb },
  { "retry", refresh_cb },
};

/* --- Texts and choices of the template ---------------------------------------------------------
 *
 * Each is asked with the object that it is a property of, then what it follows, then the page. */

static char *
dup_count (gpointer object, guint n_shown, guint n_total, IlxActivityPage *self)
{
  g_autofree char *shown = ilx_number_format (n_shown);
  g_autofree char *total = ilx_number_format (n_total);

  if (n_shown == n_total)
    return g_strdup_printf (ngettext ("%s operation", "%s operations", n_total), total);
  /* Translators: how many operations the filter leaves, and how many there are. */
  return g_strdup_printf (ngettext ("%s of %s operation", "%s of %s operations", n_total), shown,
                          total);
}

static char *
dup_filter_words (gpointer object, const char *search, IlxActivityPage *self)
{
  return search != NULL && *search != '\0'
             ? g_strdup_printf (_ ("No campaign’s subject has “%s”."), search)
             : NULL;
}

/* A failed one asks as long as nothing else has become of its campaign. */
static gboolean
needs_the_user (IlxOperation *operation, IlxWorkspace *workspace)
{
  IlxCampaign *campaign;

  if (ilx_operation_get_state (operation) != ILX_OPERATION_FAILED)
    return ilx_operation_is_open (operation);
  campaign = ilx_campaign_list_find (ilx_workspace_get_campaigns (workspace),
                                     ilx_operation_get_campaign_id (operation));
  return campaign != NULL && ilx_campaign_get_state (campaign) == ILX_CAMPAIGN_FAILED;
}

/* What waits for a decision is hidden from nobody. */
static gboolean
is_of_account (IlxOperation *operation, gpointer self)
{
  return ilx_list_page_shows (self, ilx_operation_get_connection_id (operation))
         || needs_the_user (operation, ILX_ACTIVITY_PAGE (self)->workspace);
}

static void
account_changed_cb (IlxActivityPage *self)
{
  if (self->workspace != NULL)
    gtk_filter_changed (self->account_filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static char *
dup_subject (IlxOperation *operation, gpointer self)
{
  return ilx_operation_cells_dup_subject (operation, ILX_ACTIVITY_PAGE (self)->workspace);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
subjects_changed_cb (IlxActivityPage *self)
{
  if (*ilx_list_page_get_account (ILX_LIST_PAGE (self)) != '\0')
    account_changed_cb (self);
  ilx_list_page_update_rows (ILX_LIST_PAGE (self));
  show_title (self);
}

/* Another process, illixisctl say, may have been at it. */
static void
ilx_activity_page_map (GtkWidget *widget)
{
  IlxActivityPage *self = ILX_ACTIVITY_PAGE (widget);

  ilx_workspace_refresh_operations (self->workspace);
  subjects_changed_cb (self);
  GTK_WIDGET_CLASS (ilx_activity_page_parent_class)->map (widget);
}

static void
ilx_activity_page_dispose (GObject *object)
{
  IlxActivityPage *self = ILX_ACTIVITY_PAGE (object);

  G_OBJECT_CLASS (ilx_activity_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass,
                                               "/io/illixis/Illixis/activity/ilx-activity-page.ui");
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, tools);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, split);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, frame);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, table);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, subject_column);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, state_column);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, account_column);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, estimate_column);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, age_column);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, list);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, detail);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, source);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, account_filter);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, selection);
  gtk_widget_class_bind_template_child (klass, IlxActivityPage, row_menu);
  gtk_widget_class_bind_template_callback (klass, selected_cb);
  gtk_widget_class_bind_template_callback (klass, activate_cb);
  gtk_widget_class_bind_template_callback (klass, dup_count);
  gtk_widget_class_bind_template_callback (klass, dup_filter_words);
  gtk_widget_class_bind_template_callback (klass, is_of_account);
  ilx_list_page_bind_callbacks (klass);
  gtk_widget_class_bind_template_callback (klass, dup_subject);
}

static void
ilx_activity_page_class_init (IlxActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_activity_page_dispose;
  widget_class->map = ilx_activity_page_map;
  g_type_ensure (ILX_TYPE_LIST_FRAME);
  g_type_ensure (ILX_TYPE_OPERATION_DETAIL);
  g_type_ensure (ILX_TYPE_SPLIT);
  bind_template (widget_class);
}

static void
ilx_activity_page_init (IlxActivityPage *self)
{
  ilx_list_page_add_actions (ILX_LIST_PAGE (self), entries, G_N_ELEMENTS (entries));
  gtk_widget_init_template (GTK_WIDGET (self));
  ilx_list_page_set_views (ILX_LIST_PAGE (self), self->frame, self->table, self->list,
                           self->row_menu);
  g_signal_connect (self, "notify::account", G_CALLBACK (account_changed_cb), NULL);
  ilx_row_menu_add_global_key (GTK_WIDGET (self), "F5|<Control>r", "page.refresh");
}

static void
set_columns (IlxActivityPage *self)
{
  const struct
  {
    const char *name;
    GtkColumnViewColumn *column;
    IlxOperationCellKind kind;
  } rows[] = {
    { "subject", self->subject_column, ILX_OPERATION_CELL_SUBJECT },
    { "state", self->state_column, ILX_OPERATION_CELL_STATE },
    { "account", self->account_column, ILX_OPERATION_CELL_ACCOUNT },
    { "estimate", self->estimate_column, ILX_OPERATION_CELL_ESTIMATE },
    { "age", self->age_column, ILX_OPERATION_CELL_AGE },
  };
  g_autoptr (GtkListItemFactory) narrow
      = ilx_operation_cells_new_factory (ILX_OPERATION_CELL_ROW, self->workspace);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    ilx_list_page_add_column (ILX_LIST_PAGE (self), rows[i].name, rows[i].column,
                              GTK_SORT_ASCENDING,
                              ilx_operation_cells_new_factory (rows[i].kind, self->workspace));
  gtk_list_view_set_factory (self->list, narrow);
}

/**
 * ilx_activity_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_activity_page_new (IlxWorkspace *workspace)
{
  IlxActivityPage *self = g_object_new (ILX_TYPE_ACTIVITY_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  set_columns (self);
  ilx_operation_detail_set_workspace (self->detail, workspace);
  g_signal_connect_object (ilx_workspace_get_campaigns (workspace), "notify::is-complete",
                           G_CALLBACK (subjects_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "campaign-changed", G_CALLBACK (subjects_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_filter_list_model_set_model (self->source, ilx_workspace_get_operations (workspace));
  ilx_list_page_follow_choice (ILX_LIST_PAGE (self), ilx_workspace_get_account_choice (workspace));
  selected_cb (self);
  return ILX_PAGE (self);
}
