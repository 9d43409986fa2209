/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-words.h"
#include "ilx-campaign-cells.h"
#include "ilx-campaign-filter.h"
#include "ilx-campaigns-page-private.h"
#include "ilx-growth.h"
#include "ilx-number.h"

/* Between two keys of a search, in microseconds: only what is in sight follows each. */
#define SEARCH_PAUSE (G_USEC_PER_SEC * 2 / 5)

typedef enum
{
  PROP_IS_TRASH = 1,
} IlxCampaignsPageProperty;
static GParamSpec *properties[PROP_IS_TRASH + 1];

G_DEFINE_FINAL_TYPE (IlxCampaignsPage, ilx_campaigns_page, ILX_TYPE_LIST_PAGE)

/* Other rows are about to come, most of them not in sight. */
static void
rows_change_cb (IlxCampaignsPage *self)
{
  ilx_growth_start (GTK_WIDGET (self), self->shown, SEARCH_PAUSE);
}

IlxCampaignList *
ilx_campaigns_page_get_list (IlxCampaignsPage *self)
{
  return self->is_trash ? ilx_workspace_get_trash (self->workspace)
                        : ilx_workspace_get_campaigns (self->workspace);
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
  gtk_filter_list_model_set_model (self->source, G_LIST_MODEL (ilx_campaigns_page_get_list (self)));
  ilx_banner_set_title (
      self->trash_banner,
      is_trash ? _ ("Campaigns stay here for 30 days, then they are deleted for good. Restore one "
                    "to open it.")
               : "");
  ilx_campaigns_page_follow_selection (self);
  show_empty (self);
  ilx_list_page_set_state (ILX_LIST_PAGE (self), "is-trash", g_variant_new_boolean (is_trash));
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

static char *
dup_filter_words (gpointer object,
                  const char *group_name,
                  const char *search,
                  IlxCampaignsPage *self)
{
  IlxCampaignGroup group = ilx_campaign_group_find (group_name);
  const char *title = ilx_campaign_group_get_title (group);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  if (search != NULL && *search != '\0')
    g_ptr_array_add (sentences,
                     g_strdup_printf (_ ("No subject or preview text has “%s”."), search));
  if (group != ILX_CAMPAIGN_GROUP_ALL)
    /* Translators: which group of campaigns is shown, as in "Drafts". */
    g_ptr_array_add (sentences, g_strdup_printf (_ ("Shown: %s."), title));
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
  return ilx_account_words_dup_account (campaign, ILX_CAMPAIGNS_PAGE (self)->workspace);
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
  ilx_list_page_update_rows (ILX_LIST_PAGE (self));
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
ilx_campaigns_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, ILX_CAMPAIGNS_PAGE (object)->is_trash);
}

static void
ilx_campaigns_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_trash (ILX_CAMPAIGNS_PAGE (object), g_value_get_boolean (value));
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
  g_clear_pointer (&self->audience_lists, g_ptr_array_unref);
  G_OBJECT_CLASS (ilx_campaigns_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
ilx_campaigns_page_finalize (GObject *object)
{
  IlxCampaignsPage *self = ILX_CAMPAIGNS_PAGE (object);

  g_object_unref (self->cancellable);
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
  gtk_widget_class_bind_template_callback (klass, ilx_campaigns_page_follow_selection);
  gtk_widget_class_bind_template_callback (klass, ilx_campaigns_page_activate);
  gtk_widget_class_bind_template_callback (klass, rows_change_cb);
  gtk_widget_class_bind_template_callback (klass, is_loading);
  gtk_widget_class_bind_template_callback (klass, dup_count);
  gtk_widget_class_bind_template_callback (klass, dup_filter_words);
  gtk_widget_class_bind_template_callback (klass, dup_moment_title);
  ilx_list_page_bind_callbacks (klass);
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
  self->cancellable = g_cancellable_new ();
  self->audience_lists = g_ptr_array_new_with_free_func (g_object_unref);
  ilx_campaigns_page_add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  ilx_list_page_set_views (ILX_LIST_PAGE (self), self->frame, self->table, self->list,
                           self->row_menu);
  add_pills (self);
  show_empty (self);
}

static void
set_columns (IlxCampaignsPage *self)
{
  const struct
  {
    const char *name;
    GtkColumnViewColumn *column;
    GtkSortType order;
    IlxCampaignCellKind kind;
  } rows[] = {
    { "subject", self->subject_column, GTK_SORT_ASCENDING, ILX_CAMPAIGN_CELL_SUBJECT },
    { "state", self->state_column, GTK_SORT_ASCENDING, ILX_CAMPAIGN_CELL_STATE },
    { "account", self->account_column, GTK_SORT_ASCENDING, ILX_CAMPAIGN_CELL_ACCOUNT },
    { "audience", self->audience_column, GTK_SORT_ASCENDING, ILX_CAMPAIGN_CELL_AUDIENCE },
    { "recipients", self->recipients_column, GTK_SORT_DESCENDING, ILX_CAMPAIGN_CELL_RECIPIENTS },
    { "moment", self->moment_column, GTK_SORT_DESCENDING, ILX_CAMPAIGN_CELL_MOMENT },
  };
  g_autoptr (GtkListItemFactory) narrow
      = ilx_campaign_cells_new_factory (ILX_CAMPAIGN_CELL_ROW, self->workspace);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    ilx_list_page_add_column (ILX_LIST_PAGE (self), rows[i].name, rows[i].column, rows[i].order,
                              ilx_campaign_cells_new_factory (rows[i].kind, self->workspace));
  gtk_list_view_set_factory (self->list, narrow);
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
  set_columns (self);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (connections_changed_cb),
                           self, G_CONNECT_SWAPPED);
  connections_changed_cb (self);
  ilx_growth_start (GTK_WIDGET (self), self->shown, 0);
  gtk_filter_list_model_set_model (self->source, G_LIST_MODEL (ilx_campaigns_page_get_list (self)));
  ilx_list_page_follow_choice (ILX_LIST_PAGE (self), ilx_workspace_get_account_choice (workspace));
  ilx_campaigns_page_follow_selection (self);
  return ILX_PAGE (self);
}
