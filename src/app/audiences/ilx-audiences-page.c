/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audience-cells.h"
#include "ilx-audience-detail.h"
#include "ilx-audience-refresh.h"
#include "ilx-audiences-page.h"
#include "ilx-cell.h"
#include "ilx-line-layout.h"
#include "ilx-list-frame.h"
#include "ilx-number.h"
#include "ilx-problem-box.h"
#include "ilx-problem.h"
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
  GtkMenuButton *account_pill;
  GtkColumnView *table;
  GtkColumnViewColumn *name_column;
  GtkColumnViewColumn *kind_column;
  GtkColumnViewColumn *count_column;
  GtkColumnViewColumn *age_column;
  GtkListView *list;
  IlxAudienceDetail *detail;
  GtkFilterListModel *source;
  GtkFilter *kind_filter;
  GtkSingleSelection *selection;
  GMenuModel *row_menu;

  IlxWorkspace *workspace;         /* (owned) */
  IlxAudienceRefresh *refresh;     /* (owned) (nullable): of the account that is shown */
  GBindingGroup *refresh_bindings; /* (owned) */
  GSignalGroup *refresh_signals;   /* (owned) */
  GSimpleActionGroup *actions;     /* (owned): "page", here and in the header bar */
  GCancellable *cancellable;       /* (owned): cancelled when it goes */
  char *kind;                      /* (owned): "all", or the name of a kind */
  char *account;                   /* (owned): of a connection; empty: there is none */
  char *sorted_by;                 /* (owned) (nullable): chosen last in the menu */
  gboolean is_reversed;
};

typedef enum
{
  PROP_KIND = 1,
  PROP_ACCOUNT,
} IlxAudiencesPageProperty;
static GParamSpec *properties[PROP_ACCOUNT + 1];

G_DEFINE_FINAL_TYPE (IlxAudiencesPage, ilx_audiences_page, ILX_TYPE_PAGE)

static void
set_enabled (IlxAudiencesPage *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static IlxConnection *
get_connection (IlxAudiencesPage *self)
{
  return ilx_workspace_find_connection (self->workspace, self->account);
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
  IlxAudiencesPage *self = user_data;

  if (self->refresh != NULL)
    ilx_audience_refresh_start (self->refresh, 0);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxAudiencesPage *self = user_data;

  if (self->refresh != NULL)
    ilx_audience_refresh_stop (self->refresh);
}

static void
running_changed_cb (IlxAudiencesPage *self)
{
  gboolean is_working = self->refresh != NULL && ilx_audience_refresh_is_running (self->refresh);

  ilx_page_set_busy (ILX_PAGE (self), is_working);
  set_enabled (self, "refresh", !is_working && get_connection (self) != NULL);
  set_enabled (self, "stop", is_working);
}

/* That of the account that is shown; one of another goes on by itself. */
static void
follow_refresh (IlxAudiencesPage *self)
{
  g_clear_object (&self->refresh);
  if (get_connection (self) != NULL)
    self->refresh = ilx_audience_refresh_get (self->workspace, self->account);
  g_binding_group_set_source (self->refresh_bindings, self->refresh);
  g_signal_group_set_target (self->refresh_signals, self->refresh);
  running_changed_cb (self);
}

static void
prepare_refresh (IlxAudiencesPage *self)
{
  self->refresh_bindings = g_binding_group_new ();
  g_binding_group_bind (self->refresh_bindings, "is-running", self->progress_revealer,
                        "reveal-child", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->refresh_bindings, "fraction", self->progress_bar, "fraction",
                        G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->refresh_bindings, "words", self->progress_label, "label",
                        G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->refresh_bindings, "error", self->problem, "error",
                        G_BINDING_SYNC_CREATE);
  self->refresh_signals = g_signal_group_new (ILX_TYPE_AUDIENCE_REFRESH);
  g_signal_group_connect_swapped (self->refresh_signals, "notify::is-running",
                                  G_CALLBACK (running_changed_cb), self);
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
  g_object_set (user_data, "kind", "all", NULL);
  ilx_list_frame_clear_search (ILX_AUDIENCES_PAGE (user_data)->frame);
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
  { "account", NULL, "s", "''", change_string_cb },
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
is_filtered (gpointer object, const char *kind, IlxAudiencesPage *self)
{
  return g_strcmp0 (kind, "all") != 0;
}

static char *
dup_filter_words (gpointer object, const char *kind, const char *search, IlxAudiencesPage *self)
{
  if (search != NULL && *search != '\0')
    return g_strdup_printf (g_strcmp0 (kind, "list") == 0 ? _ ("No list has “%s” in its name.")
                            : g_strcmp0 (kind, "segment") == 0
                                ? _ ("No segment has “%s” in its name.")
                                : _ ("No audience has “%s” in its name."),
                            search);
  return g_strdup (g_strcmp0 (kind, "list") == 0 ? _ ("This account has no list.")
                                                 : _ ("This account has no segment."));
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
  gboolean has_account = get_connection (self) != NULL;

  g_object_set (
      self->frame, "empty-title", has_account ? _ ("No audiences yet") : _ ("No account connected"),
      "empty-description",
      has_account ? _ ("This account has no lists and segments, as far as they have been fetched.")
                  : _ ("Connect an account to see its lists and segments here."),
      "empty-label", has_account ? _ ("_Refresh") : _ ("_Connect an Account"), "empty-action",
      has_account ? "page.refresh" : "win.connect('')", NULL);
}

static void
show_account (IlxAudiencesPage *self)
{
  IlxConnection *connection = get_connection (self);

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_filter_list_model_set_model (
      self->source,
      connection != NULL ? ilx_workspace_get_audiences (self->workspace, self->account) : NULL);
  if (connection != NULL)
    gtk_menu_button_set_label (self->account_pill, ilx_connection_get_account_name (connection));
  show_empty (self);
  follow_refresh (self);
}

static void
set_account (IlxAudiencesPage *self, const char *account)
{
  if (g_strcmp0 (self->account, account) == 0)
    return;
  g_free (self->account);
  self->account = g_strdup (account);
  set_state (self, "account", g_variant_new_string (account));
  show_account (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static GMenuModel *
build_account_menu (GListModel *connections)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);
      g_autoptr (GMenuItem) item
          = g_menu_item_new (ilx_connection_get_account_name (connection), NULL);

      g_menu_item_set_action_and_target (item, "page.account", "s",
                                         ilx_connection_get_id (connection));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
connections_changed_cb (IlxAudiencesPage *self)
{
  GListModel *connections = ilx_workspace_get_connections (self->workspace);
  g_autoptr (GMenuModel) menu = build_account_menu (connections);
  g_autoptr (IlxConnection) first = g_list_model_get_item (connections, 0);

  gtk_menu_button_set_menu_model (self->account_pill, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->account_pill),
                          g_list_model_get_n_items (connections) > 1);
  if (get_connection (self) == NULL)
    set_account (self, first != NULL ? ilx_connection_get_id (first) : "");
  show_empty (self);
  follow_refresh (self);
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
  IlxAudiencesPage *self = ILX_AUDIENCES_PAGE (object);

  g_value_set_string (value, id == PROP_KIND ? self->kind : self->account);
}

static void
ilx_audiences_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxAudiencesPage *self = ILX_AUDIENCES_PAGE (object);

  if (id == PROP_KIND)
    set_kind (self, g_value_get_string (value));
  else
    set_account (self, g_value_get_string (value));
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
  g_clear_object (&self->refresh_bindings);
  g_clear_object (&self->refresh_signals);
  g_clear_object (&self->refresh);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_audiences_page_parent_class)->dispose (object);
}

static void
ilx_audiences_page_finalize (GObject *object)
{
  IlxAudiencesPage *self = ILX_AUDIENCES_PAGE (object);

  g_object_unref (self->actions);
  g_object_unref (self->cancellable);
  g_free (self->kind);
  g_free (self->account);
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
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, account_pill);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, table);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, name_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, kind_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, count_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, age_column);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, list);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, detail);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, source);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, kind_filter);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, selection);
  gtk_widget_class_bind_template_child (klass, IlxAudiencesPage, row_menu);
  gtk_widget_class_bind_template_callback (klass, selected_cb);
  gtk_widget_class_bind_template_callback (klass, activate_cb);
  gtk_widget_class_bind_template_callback (klass, dup_count);
  gtk_widget_class_bind_template_callback (klass, is_filtered);
  gtk_widget_class_bind_template_callback (klass, dup_filter_words);
  ilx_list_frame_bind_choices (klass);
  gtk_widget_class_bind_template_callback (klass, is_of_kind);
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
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, "", flags);
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
  self->account = g_strdup ("");
  self->cancellable = g_cancellable_new ();
  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->tools, "page", G_ACTION_GROUP (self->actions));
  ilx_row_menu_attach (GTK_WIDGET (self->table), self->row_menu);
  ilx_row_menu_attach (GTK_WIDGET (self->list), self->row_menu);
  ilx_row_menu_add_global_key (GTK_WIDGET (self), "F5|<Control>r", "page.refresh");
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
  g_autoptr (GtkListItemFactory) rows = ilx_audience_cells_new_factory (ILX_AUDIENCE_CELL_ROW);

  self->workspace = g_object_ref (workspace);
  ilx_cell_set_column (self->name_column, ilx_audience_cells_new_factory (ILX_AUDIENCE_CELL_NAME));
  ilx_cell_set_column (self->kind_column, ilx_audience_cells_new_factory (ILX_AUDIENCE_CELL_KIND));
  ilx_cell_set_column (self->count_column,
                       ilx_audience_cells_new_factory (ILX_AUDIENCE_CELL_COUNT));
  ilx_cell_set_column (self->age_column, ilx_audience_cells_new_factory (ILX_AUDIENCE_CELL_AGE));
  gtk_list_view_set_factory (self->list, rows);
  ilx_audience_detail_set_workspace (self->detail, workspace);
  prepare_refresh (self);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (connections_changed_cb),
                           self, G_CONNECT_SWAPPED);
  connections_changed_cb (self);
  selected_cb (self);
  return ILX_PAGE (self);
}
