/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audience-cells.h"
#include "ilx-audience-detail.h"
#include "ilx-audiences-page.h"
#include "ilx-cell.h"
#include "ilx-line-layout.h"
#include "ilx-list-frame.h"
#include "ilx-number.h"
#include "ilx-problem-box.h"
#include "ilx-problem.h"
#include "ilx-refresh-group.h"
#include "ilx-row-menu.h"
#include "ilx-split.h"

struct _IlxAudiencesPage
{
  IlxPage parent_instance;

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

  IlxWorkspace *workspace;     /* (owned) */
  GListStore *audience_lists;  /* (owned): of GListModel, one for each account */
  IlxRefreshGroup *refreshes;  /* (owned): of the accounts that are shown */
  GSimpleActionGroup *actions; /* (owned): "page", here and in the header bar */
  GCancellable *cancellable;   /* (owned): cancelled when it goes */
  char *kind;                  /* (owned): "all", or the name of a kind */
  char *sorted_by;             /* (owned) (nullable): chosen last in the menu */
  gboolean is_reversed;
};

typedef enum
{
  PROP_KIND = 1,
} IlxAudiencesPageProperty;
static GParamSpec *properties[PROP_KIND + 1];

G_DEFINE_FINAL_TYPE (IlxAudiencesPage, ilx_audiences_page, ILX_TYPE_PAGE)

static void
set_enabled (IlxAudiencesPage *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

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
  set_enabled (self, "new-campaign", audience != NULL);
}

static void
activate_cb (IlxAudiencesPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  ilx_split_show_detail (self->split);
}

/* --- A campaign to it ------------------------------------------------------------------------- */

typedef struct
{
  IlxAudiencesPage *page; /* (owned) */
  IlxAudience *audience;  /* (owned) */
  IlxCampaign *campaign;  /* (owned) (nullable) */
} IlxAddressing;

static void
ilx_addressing_free (IlxAddressing *self)
{
  g_object_unref (self->page);
  g_object_unref (self->audience);
  g_clear_object (&self->campaign);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxAddressing, ilx_addressing_free)

static void
addressed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxAddressing) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *id = ilx_campaign_get_id (self->campaign);

  if (self->page->workspace == NULL)
    return;
  if (!ilx_campaign_store_save_finish (ILX_STORE (source), result, &error))
    ilx_problem_present (GTK_WIDGET (self->page), error);
  ilx_workspace_refresh_campaign (self->page->workspace, id);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "win.open-campaign", "s", id);
}

/* @self: (transfer full) */
static void
address (IlxAddressing *self)
{
  const char *const included[] = { ilx_audience_get_id (self->audience), NULL };
  const char *account = ilx_audience_get_connection_id (self->audience);
  IlxWorkspace *workspace = self->page->workspace;
  IlxConnection *connection = ilx_workspace_find_connection (workspace, account);

  if (connection != NULL)
    ilx_campaign_set_platform (self->campaign, ilx_connection_get_platform (connection));
  ilx_campaign_set_connection_id (self->campaign, account);
  ilx_campaign_set_included (self->campaign, included);
  ilx_campaign_store_save_async (ilx_workspace_get_store (workspace), self->campaign, NULL,
                                 addressed_cb, self);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxAddressing) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = ilx_workspace_create_campaign_finish (ILX_WORKSPACE (source), result, &error);

  if (self->page->workspace == NULL)
    return;
  if (id != NULL)
    self->campaign
        = ilx_campaign_store_load (ilx_workspace_get_store (self->page->workspace), id, &error);
  if (self->campaign != NULL)
    address (g_steal_pointer (&self));
  else
    ilx_problem_present (GTK_WIDGET (self->page), error);
}

static void
new_campaign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxAudiencesPage *self = user_data;
  IlxAddressing *addressing;

  if (get_selected (self) == NULL)
    return;
  addressing = g_new0 (IlxAddressing, 1);
  addressing->page = g_object_ref (self);
  addressing->audience = g_object_ref (get_selected (self));
  ilx_workspace_create_campaign_async (self->workspace, self->cancellable, created_cb, addressing);
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
  set_enabled (self, "refresh", !is_working && !ilx_refresh_group_is_empty (self->refreshes));
  set_enabled (self, "stop", is_working);
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

static GtkColumnViewColumn *
find_column (IlxAudiencesPage *self, const char *name)
{
  if (g_str_equal (name, "kind"))
    return self->kind_column;
  if (g_str_equal (name, "count"))
    return self->count_column;
  return g_str_equal (name, "age") ? self->age_column : self->name_column;
}

/* Choosing the same once more turns the order round. The largest and the latest come first. */
static void
sort_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxAudiencesPage *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);
  gboolean is_number = g_str_equal (name, "count") || g_str_equal (name, "age");

  self->is_reversed = g_strcmp0 (self->sorted_by, name) == 0 ? !self->is_reversed : is_number;
  g_free (self->sorted_by);
  self->sorted_by = g_strdup (name);
  gtk_column_view_sort_by_column (self->table, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->table, find_column (self, name),
                                  self->is_reversed ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
clear_filters_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxAudiencesPage *self = user_data;

  g_object_set (self, "kind", "all", NULL);
  ilx_account_choice_set_account (get_choice (self), NULL);
  ilx_list_frame_clear_search (self->frame);
}

/* A property as an action of the same name. (A GPropertyAction would keep the page alive.) */
static void
change_string_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_object_set (user_data, g_action_get_name (G_ACTION (action)),
                g_variant_get_string (value, NULL), NULL);
}

static const GActionEntry entries[] = {
  { "new-campaign", new_campaign_cb },
  { "refresh", refresh_cb },
  { "retry", refresh_cb },
  { "stop", stop_cb },
  { "sort", sort_cb, "s" },
  { "kind", NULL, "s", "'all'", change_string_cb },
  { "clear-filters", clear_filters_cb },
};

static void
set_state (IlxAudiencesPage *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

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

static gboolean
is_filtered (gpointer object, const char *kind, const char *account, IlxAudiencesPage *self)
{
  return g_strcmp0 (kind, "all") != 0 || (account != NULL && *account != '\0');
}

/* (transfer full) (nullable) */
static char *
dup_kind_words (const char *kind, const char *search)
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

static char *
dup_filter_words (gpointer object,
                  const char *kind,
                  const char *account,
                  const char *search,
                  IlxAudiencesPage *self)
{
  g_autofree char *kind_words = dup_kind_words (kind, search);
  g_autofree char *account_words
      = self->workspace != NULL ? ilx_account_choice_dup_words (get_choice (self)) : NULL;

  if (kind_words != NULL && account_words != NULL)
    return g_strjoin (" ", kind_words, account_words, NULL);
  return kind_words != NULL ? g_steal_pointer (&kind_words) : g_steal_pointer (&account_words);
}

static gboolean
is_of_account (IlxAudience *audience, gpointer self)
{
  return ilx_page_shows (self, ilx_audience_get_connection_id (audience));
}

static char *
dup_account (IlxAudience *audience, gpointer self)
{
  return ilx_audience_cells_dup_account (audience, ILX_AUDIENCES_PAGE (self)->workspace);
}

static gboolean
is_of_kind (IlxAudience *audience, gpointer self)
{
  const char *kind = ILX_AUDIENCES_PAGE (self)->kind;

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
                            ilx_page_get_account (ILX_PAGE (self)));
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
  ilx_cell_update_all (GTK_WIDGET (self->table));
  ilx_cell_update_all (GTK_WIDGET (self->list));
  show_empty (self);
  account_changed_cb (self);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
set_kind (IlxAudiencesPage *self, const char *kind)
{
  if (g_strcmp0 (self->kind, kind) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (kind);
  set_state (self, "kind", g_variant_new_string (kind));
  gtk_filter_changed (self->kind_filter, GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

static void
ilx_audiences_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, ILX_AUDIENCES_PAGE (object)->kind);
}

static void
ilx_audiences_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_kind (ILX_AUDIENCES_PAGE (object), g_value_get_string (value));
}

static gboolean
ilx_audiences_page_start_search (IlxPage *page)
{
  return ilx_list_frame_start_search (ILX_AUDIENCES_PAGE (page)->frame);
}

static void
ilx_audiences_page_dispose (GObject *object)
{
  IlxAudiencesPage *self = ILX_AUDIENCES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->tools != NULL)
    gtk_widget_insert_action_group (self->tools, "page", NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_audiences_page_parent_class)->dispose (object);
}

static void
ilx_audiences_page_finalize (GObject *object)
{
  IlxAudiencesPage *self = ILX_AUDIENCES_PAGE (object);

  g_object_unref (self->actions);
  g_object_unref (self->refreshes);
  g_object_unref (self->audience_lists);
  g_object_unref (self->cancellable);
  g_free (self->kind);
  g_free (self->sorted_by);
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
  gtk_widget_class_bind_template_callback (klass, is_filtered);
  gtk_widget_class_bind_template_callback (klass, dup_filter_words);
  ilx_list_frame_bind_choices (klass);
  gtk_widget_class_bind_template_callback (klass, is_of_kind);
  gtk_widget_class_bind_template_callback (klass, is_of_account);
  gtk_widget_class_bind_template_callback (klass, dup_account);
}

static void
ilx_audiences_page_class_init (IlxAudiencesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_audiences_page_get_property;
  object_class->set_property = ilx_audiences_page_set_property;
  object_class->dispose = ilx_audiences_page_dispose;
  object_class->finalize = ilx_audiences_page_finalize;
  ILX_PAGE_CLASS (klass)->start_search = ilx_audiences_page_start_search;
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "all", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ILX_TYPE_AUDIENCE);
  g_type_ensure (ILX_TYPE_AUDIENCE_DETAIL);
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  g_type_ensure (ILX_TYPE_LIST_FRAME);
  g_type_ensure (ILX_TYPE_SPLIT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
add_actions (IlxAudiencesPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
ilx_audiences_page_init (IlxAudiencesPage *self)
{
  self->kind = g_strdup ("all");
  self->audience_lists = g_list_store_new (G_TYPE_LIST_MODEL);
  self->refreshes = ilx_refresh_group_new ();
  self->cancellable = g_cancellable_new ();
  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::account", G_CALLBACK (account_changed_cb), NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->tools, "page", G_ACTION_GROUP (self->actions));
  ilx_row_menu_attach (GTK_WIDGET (self->table), self->row_menu);
  ilx_row_menu_attach (GTK_WIDGET (self->list), self->row_menu);
  ilx_row_menu_add_global_key (GTK_WIDGET (self), "F5|<Control>r", "page.refresh");
}

static void
set_factories (IlxAudiencesPage *self)
{
  const struct
  {
    GtkColumnViewColumn *column;
    IlxAudienceCellKind kind;
  } columns[] = {
    { self->name_column, ILX_AUDIENCE_CELL_NAME },
    { self->kind_column, ILX_AUDIENCE_CELL_KIND },
    { self->account_column, ILX_AUDIENCE_CELL_ACCOUNT },
    { self->count_column, ILX_AUDIENCE_CELL_COUNT },
    { self->age_column, ILX_AUDIENCE_CELL_AGE },
  };
  g_autoptr (GtkListItemFactory) rows
      = ilx_audience_cells_new_factory (ILX_AUDIENCE_CELL_ROW, self->workspace);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    ilx_cell_set_column (columns[i].column,
                         ilx_audience_cells_new_factory (columns[i].kind, self->workspace));
  gtk_list_view_set_factory (self->list, rows);
}

static void
follow_choice (IlxAudiencesPage *self, IlxAccountChoice *choice)
{
  g_object_bind_property (choice, "account", self, "account", G_BINDING_SYNC_CREATE);
  g_object_bind_property (choice, "has-choice", self->account_column, "visible",
                          G_BINDING_SYNC_CREATE);
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
  set_factories (self);
  ilx_audience_detail_set_workspace (self->detail, workspace);
  bind_refreshes (self);
  all = gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->audience_lists)));
  gtk_filter_list_model_set_model (self->source, G_LIST_MODEL (all));
  follow_choice (self, ilx_workspace_get_account_choice (workspace));
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

  g_object_set (self, "kind", "all", NULL);
  ilx_list_frame_clear_search (self->frame);
  if (!ilx_page_shows (ILX_PAGE (self), connection_id))
    ilx_account_choice_set_account (get_choice (self), NULL);
  position = find_position (self, connection_id, audience_id);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  activate_cb (self, position);
  gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
}
