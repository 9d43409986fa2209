/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-age-label.h"
#include "ilx-banner.h"
#include "ilx-campaign-cells.h"
#include "ilx-campaign-filter.h"
#include "ilx-campaign-look.h"
#include "ilx-campaign-trash.h"
#include "ilx-campaigns-page.h"
#include "ilx-cell.h"
#include "ilx-growth.h"
#include "ilx-list-frame.h"
#include "ilx-number.h"
#include "ilx-problem.h"
#include "ilx-row-menu.h"
#include "ilx-toast.h"

/* Between two keys of a search, in microseconds: only what is in sight follows each. */
#define SEARCH_PAUSE (G_USEC_PER_SEC * 2 / 5)

struct _IlxCampaignsPage
{
  IlxPage parent_instance;

  GtkWidget *tools;
  IlxBanner *trash_banner;
  IlxListFrame *frame;
  GtkBox *pills;
  GtkColumnView *table;
  GtkColumnViewColumn *subject_column;
  GtkColumnViewColumn *state_column;
  GtkColumnViewColumn *account_column;
  GtkColumnViewColumn *audience_column;
  GtkColumnViewColumn *recipients_column;
  GtkColumnViewColumn *moment_column;
  GtkListView *list;
  GtkRevealer *selection_bar;
  GtkLabel *selection_label;
  GtkFilterListModel *source;
  GtkFilterListModel *filtered;
  GtkSliceListModel *shown;
  GtkMultiSelection *selection;
  GMenuModel *row_menu;

  IlxWorkspace *workspace;     /* (owned) */
  GSimpleActionGroup *actions; /* (owned): "page", here and in the header bar */
  GCancellable *cancellable;   /* (owned): cancelled when it goes */
  GPtrArray *audience_lists;   /* (element-type GListModel) (owned): whose names are shown */
  char *group;                 /* (owned) */
  gboolean is_trash;
  char *sorted_by; /* (owned) (nullable): chosen last in the menu */
  gboolean is_reversed;
};

typedef enum
{
  PROP_GROUP = 1,
  PROP_IS_TRASH,
} IlxCampaignsPageProperty;
static GParamSpec *properties[PROP_IS_TRASH + 1];

G_DEFINE_FINAL_TYPE (IlxCampaignsPage, ilx_campaigns_page, ILX_TYPE_PAGE)

/* --- What is selected ------------------------------------------------------------------------- */

static IlxCampaign *
dup_nth (IlxCampaignsPage *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->selection), position);
}

static guint
count_selected (IlxCampaignsPage *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (selected);
}

/* The one that is selected: (transfer full); NULL for none and for several. */
static IlxCampaign *
dup_only (IlxCampaignsPage *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_get_size (selected) != 1)
    return NULL;
  return dup_nth (self, gtk_bitset_get_minimum (selected));
}

static GStrv
dup_selected_ids (IlxCampaignsPage *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (IlxCampaign) campaign = dup_nth (self, position);

      g_strv_builder_add (ids, ilx_campaign_get_id (campaign));
    }
  return g_strv_builder_end (ids);
}

static void
set_enabled (IlxCampaignsPage *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
show_selection (IlxCampaignsPage *self, guint n_selected)
{
  g_autofree char *number = ilx_number_format (n_selected);
  g_autofree char *text
      = g_strdup_printf (ngettext ("%s selected", "%s selected", n_selected), number);

  gtk_label_set_label (self->selection_label, text);
  gtk_revealer_set_reveal_child (self->selection_bar,
                                 n_selected > 1 || (n_selected == 1 && self->is_trash));
}

static void
selection_changed_cb (IlxCampaignsPage *self)
{
  guint n_selected = count_selected (self);
  g_autoptr (IlxCampaign) only = dup_only (self);
  gboolean is_here = only != NULL && !self->is_trash;

  show_selection (self, n_selected);
  set_enabled (self, "open", is_here);
  set_enabled (self, "review", is_here);
  set_enabled (self, "duplicate", is_here);
  set_enabled (self, "trash", n_selected > 0 && !self->is_trash);
  set_enabled (self, "restore", n_selected > 0 && self->is_trash);
  set_enabled (self, "select-none", n_selected > 0);
}

/* --- Actions on campaigns --------------------------------------------------------------------- */

static void
show_campaign (IlxCampaignsPage *self, IlxCampaign *campaign)
{
  const char *action
      = ilx_campaign_is_editable (campaign) ? "win.open-campaign" : "win.review-campaign";

  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", ilx_campaign_get_id (campaign));
}

static void
activate_cb (IlxCampaignsPage *self, guint position)
{
  g_autoptr (IlxCampaign) campaign = dup_nth (self, position);

  if (campaign != NULL && !self->is_trash)
    show_campaign (self, campaign);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (IlxCampaign) only = dup_only (user_data);

  if (only != NULL)
    show_campaign (user_data, only);
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (IlxCampaign) only = dup_only (user_data);

  if (only != NULL)
    gtk_widget_activate_action (user_data, "win.review-campaign", "s", ilx_campaign_get_id (only));
}

static void
show_duplicated (IlxCampaignsPage *self, const char *id)
{
  IlxCampaign *copy = ilx_campaign_list_find (ilx_workspace_get_campaigns (self->workspace), id);
  g_autofree char *action
      = g_action_print_detailed_name ("win.open-campaign", g_variant_new_string (id));
  g_autofree char *name = copy != NULL ? ilx_campaign_look_dup_name (copy) : g_strdup (id);
  g_autofree char *title = g_strdup_printf (_ ("“%s” duplicated"), name);

  ilx_toast_with_action (GTK_WIDGET (self), title, _ ("_Open"), action);
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxCampaignsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = ilx_workspace_create_campaign_finish (ILX_WORKSPACE (source), result, &error);

  if (id == NULL)
    {
      ilx_problem_present (GTK_WIDGET (self), error);
      return;
    }
  if (self->workspace == NULL)
    return;
  show_duplicated (self, id);
}

static void
duplicate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxCampaignsPage *self = user_data;
  g_autoptr (IlxCampaign) only = dup_only (self);

  if (only != NULL)
    ilx_workspace_duplicate_campaign_async (self->workspace, ilx_campaign_get_id (only),
                                            self->cancellable, duplicated_cb, g_object_ref (self));
}

static void
trash_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxCampaignsPage *self = user_data;
  g_auto (GStrv) ids = dup_selected_ids (self);

  ilx_campaign_trash_move (GTK_WIDGET (self), self->workspace, (const char *const *) ids);
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxCampaignsPage *self = user_data;
  g_auto (GStrv) ids = dup_selected_ids (self);

  ilx_campaign_trash_restore (GTK_WIDGET (self), self->workspace, (const char *const *) ids);
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_selection_model_unselect_all (
      GTK_SELECTION_MODEL (ILX_CAMPAIGNS_PAGE (user_data)->selection));
}

/* Other rows are about to come, most of them not in sight. */
static void
rows_change_cb (IlxCampaignsPage *self)
{
  ilx_growth_start (GTK_WIDGET (self), self->shown, SEARCH_PAUSE);
}

/* --- Actions on the list ---------------------------------------------------------------------- */

static GtkColumnViewColumn *
find_column (IlxCampaignsPage *self, const char *name)
{
  const struct
  {
    const char *name;
    GtkColumnViewColumn *column;
  } columns[] = {
    { "subject", self->subject_column }, { "state", self->state_column },
    { "account", self->account_column }, { "audience", self->audience_column },
    { "moment", self->moment_column },   { "recipients", self->recipients_column },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].name, name))
      return columns[i].column;
  return NULL;
}

/* Choosing the same once more turns the order round. Of numbers the largest come first. */
static void
sort_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxCampaignsPage *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);
  gboolean is_number = g_str_equal (name, "recipients") || g_str_equal (name, "moment");

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
  IlxCampaignsPage *self = user_data;

  g_object_set (self, "group", "all", NULL);
  ilx_account_choice_set_account (ilx_workspace_get_account_choice (self->workspace), NULL);
  ilx_list_frame_clear_search (self->frame);
}

static IlxCampaignList *
get_list (IlxCampaignsPage *self)
{
  return self->is_trash ? ilx_workspace_get_trash (self->workspace)
                        : ilx_workspace_get_campaigns (self->workspace);
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ilx_campaign_list_reload (get_list (user_data));
}

/* A property as an action of the same name. (A GPropertyAction would keep the page alive.) */
static void
change_string_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_object_set (user_data, g_action_get_name (G_ACTION (action)),
                g_variant_get_string (value, NULL), NULL);
}

static void
change_trash_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_object_set (user_data, "is-trash", g_variant_get_boolean (value), NULL);
}

static const GActionEntry entries[] = {
  { "open", open_cb },
  { "review", review_cb },
  { "duplicate", duplicate_cb },
  { "trash", trash_cb },
  { "restore", restore_cb },
  { "select-none", select_none_cb },
  { "sort", sort_cb, "s" },
  { "clear-filters", clear_filters_cb },
  { "retry", retry_cb },
  { "group", NULL, "s", "'all'", change_string_cb },
  { "is-trash", NULL, NULL, "false", change_trash_cb },
};

static void
add_actions (IlxCampaignsPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
set_state (IlxCampaignsPage *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

/* --- The trash -------------------------------------------------------------------------------- */

static void
purged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxCampaignsPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (ilx_campaign_store_purge_finish (ILX_STORE (source), result, &error) > 0
      && self->workspace != NULL)
    ilx_campaign_list_reload (ilx_workspace_get_trash (self->workspace));
  else if (error != NULL)
    g_debug ("The trash could not be emptied: %s", error->message);
}

static void
show_empty (IlxCampaignsPage *self)
{
  g_object_set (
      self->frame, "empty-title",
      self->is_trash ? _ ("The trash is empty") : _ ("No campaigns yet"), "empty-description",
      self->is_trash ? _ ("Campaigns that you move to the trash stay here for 30 days.")
                     : _ ("Write your first one. Nothing leaves before you review and send it."),
      "empty-icon", self->is_trash ? "user-trash-symbolic" : "mail-unread-symbolic", "empty-label",
      self->is_trash ? _ ("_Show Campaigns") : _ ("_New Campaign"), "empty-action",
      self->is_trash ? "page.is-trash" : "win.new-campaign", NULL);
}

static void
set_trash (IlxCampaignsPage *self, gboolean is_trash)
{
  if (self->is_trash == is_trash)
    return;
  self->is_trash = is_trash;
  ilx_growth_start (GTK_WIDGET (self), self->shown, 0);
  gtk_filter_list_model_set_model (self->source, G_LIST_MODEL (get_list (self)));
  ilx_banner_set_title (
      self->trash_banner,
      is_trash ? _ ("Campaigns stay here for 30 days, then they are deleted for good. Restore one "
                    "to open it.")
               : "");
  selection_changed_cb (self);
  show_empty (self);
  set_state (self, "is-trash", g_variant_new_boolean (is_trash));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_TRASH]);
  if (is_trash)
    ilx_campaign_store_purge_async (ilx_workspace_get_store (self->workspace), NULL, purged_cb,
                                    g_object_ref (self));
}

/* --- Texts and choices of the template ---------------------------------------------------------
 *
 * Each is asked with the object that it is a property of, then what it follows, then the page. */

static gboolean
is_loading (gpointer object, gboolean is_complete, IlxCampaignsPage *self)
{
  return !is_complete;
}

static char *
dup_count (gpointer object, guint n_shown, guint n_total, IlxCampaignsPage *self)
{
  g_autofree char *shown = ilx_number_format (n_shown);
  g_autofree char *total = ilx_number_format (n_total);

  if (n_shown == n_total)
    return g_strdup_printf (ngettext ("%s campaign", "%s campaigns", n_total), total);
  /* Translators: how many campaigns the filter leaves, and how many there are. */
  return g_strdup_printf (ngettext ("%s of %s campaign", "%s of %s campaigns", n_total), shown,
                          total);
}

static gboolean
is_filtered (gpointer object, const char *group, const char *account, IlxCampaignsPage *self)
{
  return ilx_campaign_group_find (group) != ILX_CAMPAIGN_GROUP_ALL
         || (account != NULL && *account != '\0');
}

static char *
dup_filter_words (gpointer object,
                  const char *group_name,
                  const char *account,
                  const char *search,
                  IlxCampaignsPage *self)
{
  IlxCampaignGroup group = ilx_campaign_group_find (group_name);
  const char *title = ilx_campaign_group_get_title (group);
  char *account_words
      = self->workspace != NULL
            ? ilx_account_choice_dup_words (ilx_workspace_get_account_choice (self->workspace))
            : NULL;
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  if (search != NULL && *search != '\0')
    g_ptr_array_add (sentences,
                     g_strdup_printf (_ ("No subject or preview text has “%s”."), search));
  if (group != ILX_CAMPAIGN_GROUP_ALL)
    /* Translators: which group of campaigns is shown, as in "Drafts". */
    g_ptr_array_add (sentences, g_strdup_printf (_ ("Shown: %s."), title));
  if (account_words != NULL)
    g_ptr_array_add (sentences, account_words);
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

static char *
dup_moment_title (gpointer object, gboolean is_trash, IlxCampaignsPage *self)
{
  return g_strdup (is_trash ? _ ("Moved to Trash") : _ ("Edited or Sent"));
}

/* What rows are sorted by; these are asked with a row, and with the page as data. */
static char *
dup_account (IlxCampaign *campaign, gpointer self)
{
  return ilx_campaign_cells_dup_account (campaign, ILX_CAMPAIGNS_PAGE (self)->workspace);
}

static char *
dup_audience (IlxCampaign *campaign, gpointer self)
{
  return ilx_campaign_cells_dup_audience (campaign, ILX_CAMPAIGNS_PAGE (self)->workspace);
}

static gint64
get_moment (IlxCampaign *campaign, gpointer self)
{
  return ilx_campaign_cells_get_moment (campaign);
}

/* --- Accounts and audiences ------------------------------------------------------------------- */

static void
names_changed_cb (IlxCampaignsPage *self)
{
  ilx_cell_update_all (GTK_WIDGET (self->table));
  ilx_cell_update_all (GTK_WIDGET (self->list));
}

static void
follow_audiences (IlxCampaignsPage *self, IlxConnection *connection)
{
  GListModel *audiences
      = ilx_workspace_get_audiences (self->workspace, ilx_connection_get_id (connection));

  if (g_ptr_array_find (self->audience_lists, audiences, NULL))
    return;
  g_ptr_array_add (self->audience_lists, g_object_ref (audiences));
  g_signal_connect_object (audiences, "items-changed", G_CALLBACK (names_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
connections_changed_cb (IlxCampaignsPage *self)
{
  GListModel *connections = ilx_workspace_get_connections (self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);

      follow_audiences (self, connection);
    }
  names_changed_cb (self);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
set_group (IlxCampaignsPage *self, const char *group)
{
  if (g_strcmp0 (self->group, group) == 0)
    return;
  g_free (self->group);
  self->group = g_strdup (group);
  set_state (self, "group", g_variant_new_string (group));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP]);
}

static void
ilx_campaigns_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxCampaignsPage *self = ILX_CAMPAIGNS_PAGE (object);

  if (id == PROP_IS_TRASH)
    g_value_set_boolean (value, self->is_trash);
  else
    g_value_set_string (value, self->group);
}

static void
ilx_campaigns_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxCampaignsPage *self = ILX_CAMPAIGNS_PAGE (object);

  if (id == PROP_IS_TRASH)
    set_trash (self, g_value_get_boolean (value));
  else
    set_group (self, g_value_get_string (value));
}

static gboolean
ilx_campaigns_page_start_search (IlxPage *page)
{
  return ilx_list_frame_start_search (ILX_CAMPAIGNS_PAGE (page)->frame);
}

/* Words that depend on the day are true again when they are seen again. */
static void
ilx_campaigns_page_map (GtkWidget *widget)
{
  names_changed_cb (ILX_CAMPAIGNS_PAGE (widget));
  GTK_WIDGET_CLASS (ilx_campaigns_page_parent_class)->map (widget);
}

static void
ilx_campaigns_page_dispose (GObject *object)
{
  IlxCampaignsPage *self = ILX_CAMPAIGNS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->tools != NULL)
    gtk_widget_insert_action_group (self->tools, "page", NULL);
  g_clear_pointer (&self->audience_lists, g_ptr_array_unref);
  /* The views go first: their cells ask the workspace. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_campaigns_page_parent_class)->dispose (object);
}

static void
ilx_campaigns_page_finalize (GObject *object)
{
  IlxCampaignsPage *self = ILX_CAMPAIGNS_PAGE (object);

  g_clear_object (&self->actions);
  g_object_unref (self->cancellable);
  g_free (self->group);
  g_free (self->sorted_by);
  G_OBJECT_CLASS (ilx_campaigns_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      klass, "/io/illixis/Illixis/campaigns/ilx-campaigns-page.ui");
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, tools);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, trash_banner);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, frame);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, pills);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, table);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, subject_column);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, state_column);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, account_column);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, audience_column);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, recipients_column);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, moment_column);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, list);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, selection_bar);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, selection_label);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, source);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, filtered);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, shown);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, selection);
  gtk_widget_class_bind_template_child (klass, IlxCampaignsPage, row_menu);
}

static void
bind_callbacks (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, selection_changed_cb);
  gtk_widget_class_bind_template_callback (klass, activate_cb);
  gtk_widget_class_bind_template_callback (klass, rows_change_cb);
  gtk_widget_class_bind_template_callback (klass, is_loading);
  gtk_widget_class_bind_template_callback (klass, is_filtered);
  gtk_widget_class_bind_template_callback (klass, dup_count);
  gtk_widget_class_bind_template_callback (klass, dup_filter_words);
  gtk_widget_class_bind_template_callback (klass, dup_moment_title);
  ilx_list_frame_bind_choices (klass);
  gtk_widget_class_bind_template_callback (klass, dup_account);
  gtk_widget_class_bind_template_callback (klass, dup_audience);
  gtk_widget_class_bind_template_callback (klass, get_moment);
}

static void
ilx_campaigns_page_class_init (IlxCampaignsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_campaigns_page_get_property;
  object_class->set_property = ilx_campaigns_page_set_property;
  object_class->dispose = ilx_campaigns_page_dispose;
  object_class->finalize = ilx_campaigns_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = ilx_campaigns_page_map;
  ILX_PAGE_CLASS (klass)->start_search = ilx_campaigns_page_start_search;
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, "all", flags);
  properties[PROP_IS_TRASH] = g_param_spec_boolean ("is-trash", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ILX_TYPE_BANNER);
  g_type_ensure (ILX_TYPE_CAMPAIGN);
  g_type_ensure (ILX_TYPE_CAMPAIGN_FILTER);
  g_type_ensure (ILX_TYPE_CAMPAIGN_LIST);
  g_type_ensure (ILX_TYPE_LIST_FRAME);
  bind_template (GTK_WIDGET_CLASS (klass));
  bind_callbacks (GTK_WIDGET_CLASS (klass));
}

static void
add_pills (IlxCampaignsPage *self)
{
  GtkWidget *last = NULL;

  for (int i = 0; i < ILX_N_CAMPAIGN_GROUPS; i++)
    {
      GtkWidget *pill
          = gtk_toggle_button_new_with_label (ilx_campaign_group_get_title ((IlxCampaignGroup) i));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (pill), "page.group");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (pill), "s",
                                        ilx_campaign_group_get_name ((IlxCampaignGroup) i));
      gtk_box_insert_child_after (self->pills, pill, last);
      last = pill;
    }
}

static void
ilx_campaigns_page_init (IlxCampaignsPage *self)
{
  self->group = g_strdup ("all");
  self->cancellable = g_cancellable_new ();
  self->audience_lists = g_ptr_array_new_with_free_func (g_object_unref);
  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->tools, "page", G_ACTION_GROUP (self->actions));
  add_pills (self);
  show_empty (self);
  ilx_row_menu_attach (GTK_WIDGET (self->table), self->row_menu);
  ilx_row_menu_attach (GTK_WIDGET (self->list), self->row_menu);
}

static void
set_factories (IlxCampaignsPage *self)
{
  g_autoptr (GtkListItemFactory) rows
      = ilx_campaign_cells_new_factory (ILX_CAMPAIGN_CELL_ROW, self->workspace);

  ilx_cell_set_column (self->subject_column,
                       ilx_campaign_cells_new_factory (ILX_CAMPAIGN_CELL_SUBJECT, self->workspace));
  ilx_cell_set_column (self->state_column,
                       ilx_campaign_cells_new_factory (ILX_CAMPAIGN_CELL_STATE, self->workspace));
  ilx_cell_set_column (self->account_column,
                       ilx_campaign_cells_new_factory (ILX_CAMPAIGN_CELL_ACCOUNT, self->workspace));
  ilx_cell_set_column (self->audience_column, ilx_campaign_cells_new_factory (
                                                  ILX_CAMPAIGN_CELL_AUDIENCE, self->workspace));
  ilx_cell_set_column (self->recipients_column, ilx_campaign_cells_new_factory (
                                                    ILX_CAMPAIGN_CELL_RECIPIENTS, self->workspace));
  ilx_cell_set_column (self->moment_column,
                       ilx_campaign_cells_new_factory (ILX_CAMPAIGN_CELL_MOMENT, self->workspace));
  gtk_list_view_set_factory (self->list, rows);
}

static void
follow_choice (IlxCampaignsPage *self, IlxAccountChoice *choice)
{
  g_object_bind_property (choice, "account", self, "account", G_BINDING_SYNC_CREATE);
  g_object_bind_property (choice, "has-choice", self->account_column, "visible",
                          G_BINDING_SYNC_CREATE);
}

/**
 * ilx_campaigns_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_campaigns_page_new (IlxWorkspace *workspace)
{
  IlxCampaignsPage *self = g_object_new (ILX_TYPE_CAMPAIGNS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  set_factories (self);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (connections_changed_cb),
                           self, G_CONNECT_SWAPPED);
  connections_changed_cb (self);
  ilx_growth_start (GTK_WIDGET (self), self->shown, 0);
  gtk_filter_list_model_set_model (self->source, G_LIST_MODEL (get_list (self)));
  follow_choice (self, ilx_workspace_get_account_choice (workspace));
  selection_changed_cb (self);
  return ILX_PAGE (self);
}
