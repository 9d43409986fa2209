/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-activity-page.h"
#include "ilx-cell.h"
#include "ilx-list-frame.h"
#include "ilx-number.h"
#include "ilx-operation-cells.h"
#include "ilx-operation-detail.h"
#include "ilx-row-menu.h"
#include "ilx-split.h"

struct _IlxActivityPage
{
  IlxPage parent_instance;

  GtkWidget *tools;
  IlxSplit *split;
  IlxListFrame *frame;
  GtkColumnView *table;
  GtkColumnViewColumn *subject_column;
  GtkColumnViewColumn *state_column;
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

G_DEFINE_FINAL_TYPE (IlxActivityPage, ilx_activity_page, ILX_TYPE_PAGE)

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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.open", operation != NULL);
}

static void
activate_cb (IlxActivityPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  ilx_split_show_detail (self->split);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxOperation *operation = get_selected (ILX_ACTIVITY_PAGE (widget));

  if (operation != NULL)
    gtk_widget_activate_action (widget, "win.open-campaign", "s",
                                ilx_operation_get_campaign_id (operation));
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_workspace_refresh_operations (ILX_ACTIVITY_PAGE (widget)->workspace);
}

static void
clear_filters_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxActivityPage *self = ILX_ACTIVITY_PAGE (widget);

  ilx_account_choice_set_account (ilx_workspace_get_account_choice (self->workspace), NULL);
  ilx_list_frame_clear_search (self->frame);
}

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
dup_filter_words (gpointer object, const char *account, const char *search, IlxActivityPage *self)
{
  g_autofree char *words
      = self->workspace != NULL
            ? ilx_account_choice_dup_words (ilx_workspace_get_account_choice (self->workspace))
            : NULL;
  g_autofree char *sentence = NULL;

  if (search == NULL || *search == '\0')
    return g_steal_pointer (&words);
  sentence = g_strdup_printf (_ ("No campaign’s subject has “%s”."), search);
  return words != NULL ? g_strjoin (" ", sentence, words, NULL) : g_steal_pointer (&sentence);
}

static gboolean
is_filtered (gpointer object, const char *account, IlxActivityPage *self)
{
  return account != NULL && *account != '\0';
}

static gboolean
is_of_account (IlxOperation *operation, gpointer self)
{
  return ilx_page_shows (self, ilx_operation_get_connection_id (operation));
}

static void
account_changed_cb (IlxActivityPage *self)
{
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
  ilx_cell_update_all (GTK_WIDGET (self->table));
  ilx_cell_update_all (GTK_WIDGET (self->list));
  show_title (self);
}

static gboolean
ilx_activity_page_start_search (IlxPage *page)
{
  return ilx_list_frame_start_search (ILX_ACTIVITY_PAGE (page)->frame);
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

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_activity_page_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_callback (klass, is_filtered);
  gtk_widget_class_bind_template_callback (klass, is_of_account);
  ilx_list_frame_bind_choices (klass);
  gtk_widget_class_bind_template_callback (klass, dup_subject);
}

static void
ilx_activity_page_class_init (IlxActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_activity_page_dispose;
  widget_class->map = ilx_activity_page_map;
  ILX_PAGE_CLASS (klass)->start_search = ilx_activity_page_start_search;
  gtk_widget_class_install_action (widget_class, "page.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "page.retry", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "page.clear-filters", NULL, clear_filters_action);
  g_type_ensure (ILX_TYPE_LIST_FRAME);
  g_type_ensure (ILX_TYPE_OPERATION_DETAIL);
  g_type_ensure (ILX_TYPE_SPLIT);
  bind_template (widget_class);
}

static void
ilx_activity_page_init (IlxActivityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::account", G_CALLBACK (account_changed_cb), NULL);
  ilx_row_menu_attach (GTK_WIDGET (self->table), self->row_menu);
  ilx_row_menu_attach (GTK_WIDGET (self->list), self->row_menu);
  ilx_row_menu_add_global_key (GTK_WIDGET (self), "F5|<Control>r", "page.refresh");
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
  g_autoptr (GtkListItemFactory) rows
      = ilx_operation_cells_new_factory (ILX_OPERATION_CELL_ROW, workspace);

  self->workspace = g_object_ref (workspace);
  ilx_cell_set_column (self->subject_column,
                       ilx_operation_cells_new_factory (ILX_OPERATION_CELL_SUBJECT, workspace));
  ilx_cell_set_column (self->state_column,
                       ilx_operation_cells_new_factory (ILX_OPERATION_CELL_STATE, workspace));
  ilx_cell_set_column (self->estimate_column,
                       ilx_operation_cells_new_factory (ILX_OPERATION_CELL_ESTIMATE, workspace));
  ilx_cell_set_column (self->age_column,
                       ilx_operation_cells_new_factory (ILX_OPERATION_CELL_AGE, workspace));
  gtk_list_view_set_factory (self->list, rows);
  ilx_operation_detail_set_workspace (self->detail, workspace);
  g_signal_connect_object (ilx_workspace_get_campaigns (workspace), "notify::is-complete",
                           G_CALLBACK (subjects_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "campaign-changed", G_CALLBACK (subjects_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_filter_list_model_set_model (self->source, ilx_workspace_get_operations (workspace));
  g_object_bind_property (ilx_workspace_get_account_choice (workspace), "account", self, "account",
                          G_BINDING_SYNC_CREATE);
  selected_cb (self);
  return ILX_PAGE (self);
}
