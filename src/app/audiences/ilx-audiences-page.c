/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-words.h"
#include "ilx-audience-address.h"
#include "ilx-audience-cells.h"
#include "ilx-audience-detail.h"
#include "ilx-audiences-page.h"
#include "ilx-line-layout.h"
#include "ilx-number.h"
#include "ilx-problem-box.h"
#include "ilx-refresh-group.h"
#include "ilx-row-menu.h"
#include "ilx-split.h"

struct _IlxAudiencesPage
{
  IlxListPage parent_instance;

  GtkWidget *tools;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkWidget *problem;
  IlxSplit *split;
  IlxListFrame *frame;
  GtkColumnView *table;
  GtkColumnViewColumn *name_column;
  GtkColumnViewColumn *kind_column;
  GtkColumnViewColumn *account_column;
  GtkColumnViewColumn *count_column;
  GtkColumnViewColumn *age_column;
  GtkListView *list;
  IlxAudienceDetail *detail;
  GtkFilterListModel *source;
  GtkFilter *kind_filter;
  GtkFilter *account_filter;
  GtkSingleSelection *selection;
  GMenuModel *row_menu;

  IlxWorkspace *workspace;    /* (owned) */
  GListStore *audience_lists; /* (owned): of GListModel, one for each account */
  IlxRefreshGroup *refreshes; /* (owned): of the accounts that are shown */
  GCancellable *cancellable;  /* (owned): cancelled when it goes */
};

G_DEFINE_FINAL_TYPE (IlxAudiencesPage, ilx_audiences_page, ILX_TYPE_LIST_PAGE)

static IlxAccountChoice *
get_choice (IlxAudiencesPage *self)
{
  return ilx_workspace_get_account_choice (self->workspace);
}

/* --- What is selected ------------------------------------------------------------------------- */

static IlxAudience *
get_selected (IlxAudiencesPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
selected_cb (IlxAudiencesPage *self)
{
  IlxAudience *audience = get_selected (self);

  ilx_audience_detail_set_audience (self->detail, audience);
  g_object_set (self->split, "title", audience != NULL ? ilx_audience_get_name (audience) : NULL,
                "has-detail", audience != NULL, NULL);
  ilx_list_page_set_enabled (ILX_LIST_PAGE (self), "new-campaign", audience != NULL);
}

static void
activate_cb (IlxAudiencesPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  ilx_split_show_detail (self->split);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
new_campaign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxAudiencesPage *self = user_data;

  if (get_selected (self) != NULL)
    ilx_audience_address (GTK_WIDGET (self), self->workspace, get_selected (self),
                          self->cancellable);
}

/* --- Refreshing ------------------------------------------------------------------------------- */

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ilx_refresh_group_start (ILX_AUDIENCES_PAGE (user_data)->refreshes);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ilx_refresh_group_stop (ILX_AUDIENCES_PAGE (user_data)->refreshes);
}

static void
running_changed_cb (IlxAudiencesPage *self)
{
  gboolean is_working = ilx_refresh_group_is_running (self->refreshes);

  ilx_page_set_busy (ILX_PAGE (self), is_working);
  ilx_list_page_set_enabled (ILX_LIST_PAGE (self), "refresh",
                             !is_working && !ilx_refresh_group_is_empty (self->refreshes));
  ilx_list_page_set_enabled (ILX_LIST_PAGE (self), "stop", is_working);
}

static void
bind_refreshes (IlxAudiencesPage *self)
{
  const struct
  {
    const char *name;
    gpointer target;
    const char *property;
  } rows[] = {
    { "is-running", self->progress_revealer, "reveal-child" },
    { "fraction", self->progress_bar, "fraction" },
    { "words", self->progress_label, "label" },
    { "error", self->problem, "error" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_object_bind_property (self->refreshes, rows[i].name, rows[i].target, rows[i].property,
                            G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->refreshes, "notify::is-running", G_CALLBACK (running_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/* --- The list --------------------------------------------------------------------------------- */

static const GActionEntry entries[] = {
  { "new-campaign", new_campaign_cb },
  { "refresh", refresh_cb },
  { "retry", refresh_cb },
  { "stop", stop_cb },
};

/* --- Texts and choices of the template ---------------------------------------------------------
 *
 * Each is asked with the object that it is a property of, then what it follows, then the page. */

static char *
dup_count (gpointer object, guint n_shown, guint n_total, IlxAudiencesPage *self)
{
  g_autofree char *shown = ilx_number_format (n_shown);
  g_autofree char *total = ilx_number_format (n_total);

  if (n_shown == n_total)
    return g_strdup_printf (ngettext ("%s audience", "%s audiences", n_total), total);
  /* Translators: how many audiences the filter leaves, and how many there are. */
  return g_strdup_printf (ngettext ("%s of %s audience", "%s of %s audiences", n_total), shown,
                          total);
}

static char *
dup_filter_words (gpointer object, const char *kind, const char *search, IlxAudiencesPage *self)
{
  gboolean is_list = g_strcmp0 (kind, "list") == 0;
  gboolean is_segment = g_strcmp0 (kind, "segment") == 0;

  if (search != NULL && *search != '\0')
    return g_strdup_printf (is_list      ? _ ("No list has “%s” in its name.")
                            : is_segment ? _ ("No segment has “%s” in its name.")
                                         : _ ("No audience has “%s” in its name."),
                            search);
  if (is_list || is_segment)
    return g_strdup (is_list ? _ ("There is no list.") : _ ("There is no segment."));
  return NULL;
}

static gboolean
is_of_account (IlxAudience *audience, gpointer self)
{
  return ilx_list_page_shows (self, ilx_audience_get_connection_id (audience));
}

static char *
dup_account (IlxAudience *audience, gpointer self)
{
  return ilx_account_words_dup_account (audience, ILX_AUDIENCES_PAGE (self)->workspace);
}

static gboolean
is_of_kind (IlxAudience *audience, gpointer self)
{
  const char *kind = ilx_list_page_get_group (self);

  return g_str_equal (kind, "all")
         || g_str_equal (kind, ilx_audience_kind_get_name (ilx_audience_get_kind (audience)));
}

/* --- Accounts --------------------------------------------------------------------------------- */

static void
show_empty (IlxAudiencesPage *self)
{
  guint n = g_list_model_get_n_items (ilx_workspace_get_connections (self->workspace));

  g_object_set (
      self->frame, "empty-title", n > 0 ? _ ("No audiences yet") : _ ("No account connected"),
      "empty-description",
      n > 1    ? _ ("These accounts have no lists and segments, as far as they have been fetched.")
      : n == 1 ? _ ("This account has no lists and segments, as far as they have been fetched.")
               : _ ("Connect an account to see its lists and segments here."),
      "empty-label", n > 0 ? _ ("_Refresh") : _ ("_Connect an Account"), "empty-action",
      n > 0 ? "page.refresh" : "win.connect('')", NULL);
}

static void
account_changed_cb (IlxAudiencesPage *self)
{
  if (self->workspace == NULL)
    return;
  gtk_filter_changed (self->account_filter, GTK_FILTER_CHANGE_DIFFERENT);
  ilx_refresh_group_follow (self->refreshes, self->workspace,
                            ilx_list_page_get_account (ILX_LIST_PAGE (self)));
  running_changed_cb (self);
}

static gboolean
has_lists (IlxAudiencesPage *self, GPtrArray *lists)
{
  GListModel *present = G_LIST_MODEL (self->audience_lists);

  if (g_list_model_get_n_items (present) != lists->len)
    return FALSE;
  for (guint i = 0; i < lists->len; i++)
    {
      g_autoptr (GObject) list = g_list_model_get_item (present, i);

      if (list != g_ptr_array_index (lists, i))
        return FALSE;
    }
  return TRUE;
}

/* An account that merely changes leaves its rows alone, and with them what is selected. */
static void
follow_lists (IlxAudiencesPage *self)
{
  GListModel *connections = ilx_workspace_get_connections (self->workspace);
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);

      g_ptr_array_add (
          lists, ilx_workspace_get_audiences (self->workspace, ilx_connection_get_id (connection)));
    }
  if (!has_lists (self, lists))
    g_list_store_splice (self->audience_lists, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (self->audience_lists)),
                         lists->pdata, lists->len);
}

static void
connections_changed_cb (IlxAudiencesPage *self)
{
  follow_lists (self);
  ilx_list_page_update_rows (ILX_LIST_PAGE (self));
  show_empty (self);
  account_changed_cb (self);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
group_changed_cb (IlxAudiencesPage *self)
{
  gtk_filter_changed (self->kind_filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
ilx_audiences_page_dispose (GObject *object)
{
  IlxAudiencesPage *self = ILX_AUDIENCES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ilx_audiences_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
ilx_audiences_page_finalize (GObject *object)
{
  IlxAudiencesPage *self = ILX_AUDIENCES_PAGE (object);

  g_object_unref (self->refreshes);
  g_object_unref (self->audience_lists);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (ilx_audiences_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      klass, "/io/illixis/Illixis/audiences/ilx-audiences-page.ui");
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, tools);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, progress_revealer);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, progress_bar);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, progress_label);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, problem);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, split);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, frame);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, table);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, name_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, kind_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, account_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, count_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, age_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, list);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, detail);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, source);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, kind_filter);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, account_filter);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, selection);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, row_menu);
  gtk_widget_class_bind_template_callback (klass, selected_cb);
  gtk_widget_class_bind_template_callback (klass, activate_cb);
  gtk_widget_class_bind_template_callback (klass, dup_count);
  gtk_widget_class_bind_template_callback (klass, dup_filter_words);
  ilx_list_page_bind_callbacks (klass);
  gtk_widget_class_bind_template_callback (klass, is_of_kind);
  gtk_widget_class_bind_template_callback (klass, is_of_account);
  gtk_widget_class_bind_template_callback (klass, dup_account);
}

static void
ilx_audiences_page_class_init (IlxAudiencesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ilx_audiences_page_dispose;
  object_class->finalize = ilx_audiences_page_finalize;
  g_type_ensure (ILX_TYPE_AUDIENCE);
  g_type_ensure (ILX_TYPE_AUDIENCE_DETAIL);
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  g_type_ensure (ILX_TYPE_LIST_FRAME);
  g_type_ensure (ILX_TYPE_SPLIT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ilx_audiences_page_init (IlxAudiencesPage *self)
{
  self->audience_lists = g_list_store_new (G_TYPE_LIST_MODEL);
  self->refreshes = ilx_refresh_group_new ();
  self->cancellable = g_cancellable_new ();
  ilx_list_page_add_actions (ILX_LIST_PAGE (self), entries, G_N_ELEMENTS (entries));
  gtk_widget_init_template (GTK_WIDGET (self));
  ilx_list_page_set_views (ILX_LIST_PAGE (self), self->frame, self->table, self->list,
                           self->row_menu);
  g_signal_connect (self, "notify::account", G_CALLBACK (account_changed_cb), NULL);
  g_signal_connect (self, "notify::group", G_CALLBACK (group_changed_cb), NULL);
  ilx_row_menu_add_global_key (GTK_WIDGET (self), "F5|<Control>r", "page.refresh");
}

static void
set_columns (IlxAudiencesPage *self)
{
  const struct
  {
    const char *name;
    GtkColumnViewColumn *column;
    GtkSortType order;
    IlxAudienceCellKind kind;
  } rows[] = {
    { "name", self->name_column, GTK_SORT_ASCENDING, ILX_AUDIENCE_CELL_NAME },
    { "kind", self->kind_column, GTK_SORT_ASCENDING, ILX_AUDIENCE_CELL_KIND },
    { "account", self->account_column, GTK_SORT_ASCENDING, ILX_AUDIENCE_CELL_ACCOUNT },
    { "count", self->count_column, GTK_SORT_DESCENDING, ILX_AUDIENCE_CELL_COUNT },
    { "age", self->age_column, GTK_SORT_DESCENDING, ILX_AUDIENCE_CELL_AGE },
  };
  g_autoptr (GtkListItemFactory) narrow
      = ilx_audience_cells_new_factory (ILX_AUDIENCE_CELL_ROW, self->workspace);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    ilx_list_page_add_column (ILX_LIST_PAGE (self), rows[i].name, rows[i].column, rows[i].order,
                              ilx_audience_cells_new_factory (rows[i].kind, self->workspace));
  gtk_list_view_set_factory (self->list, narrow);
}

/**
 * ilx_audiences_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_audiences_page_new (IlxWorkspace *workspace)
{
  IlxAudiencesPage *self = g_object_new (ILX_TYPE_AUDIENCES_PAGE, NULL);
  g_autoptr (GtkFlattenListModel) all = NULL;

  self->workspace = g_object_ref (workspace);
  set_columns (self);
  ilx_audience_detail_set_workspace (self->detail, workspace);
  bind_refreshes (self);
  all = gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->audience_lists)));
  gtk_filter_list_model_set_model (self->source, G_LIST_MODEL (all));
  ilx_list_page_follow_choice (ILX_LIST_PAGE (self), get_choice (self));
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (connections_changed_cb),
                           self, G_CONNECT_SWAPPED);
  connections_changed_cb (self);
  selected_cb (self);
  return ILX_PAGE (self);
}

static guint
find_position (IlxAudiencesPage *self, const char *connection_id, const char *audience_id)
{
  GListModel *rows = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (IlxAudience) audience = g_list_model_get_item (rows, i);

      if (g_strcmp0 (ilx_audience_get_id (audience), audience_id) == 0
          && g_strcmp0 (ilx_audience_get_connection_id (audience), connection_id) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * ilx_audiences_page_show_audience:
 * @self: the page
 * @connection_id: of an account
 * @audience_id: of an audience of it
 *
 * Shows that audience; one that is gone is as none.
 */
void
ilx_audiences_page_show_audience (IlxAudiencesPage *self,
                                  const char *connection_id,
                                  const char *audience_id)
{
  GtkWidget *view
      = ilx_list_frame_is_narrow (self->frame) ? GTK_WIDGET (self->list) : GTK_WIDGET (self->table);
  guint position;

  ilx_list_page_clear_filters (ILX_LIST_PAGE (self));
  if (!ilx_list_page_shows (ILX_LIST_PAGE (self), connection_id))
    ilx_account_choice_set_account (get_choice (self), NULL);
  position = find_position (self, connection_id, audience_id);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  activate_cb (self, position);
  gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
}
