/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-age-label.h"
#include "ilx-audience-cells.h"
#include "ilx-audience-detail.h"
#include "ilx-campaign-look.h"
#include "ilx-number.h"
#include "ilx-state-badge.h"

/* So many campaigns are listed; all are counted. */
#define MAX_LISTED 50

struct _IlxAudienceDetail
{
  AdwBin parent_instance;

  AdwActionRow *kind_row;
  AdwActionRow *count_row;
  IlxAgeLabel *age;
  AdwPreferencesGroup *campaigns_group;
  GtkListBox *campaigns_list;

  IlxWorkspace *workspace;       /* (owned) (nullable) */
  IlxAudience *audience;         /* (owned) (nullable) */
  GSignalGroup *signals;         /* (owned): of the audience */
  GtkFilter *filter;             /* (owned): campaigns that go to it */
  GtkFilterListModel *campaigns; /* (owned) */
};

typedef enum
{
  PROP_AUDIENCE = 1
} IlxAudienceDetailProperty;
static GParamSpec *properties[PROP_AUDIENCE + 1];

G_DEFINE_FINAL_TYPE (IlxAudienceDetail, ilx_audience_detail, ADW_TYPE_BIN)

/* --- The audience ----------------------------------------------------------------------------- */

static void
show_audience (IlxAudienceDetail *self)
{
  IlxAudienceKind kind = ilx_audience_get_kind (self->audience);
  g_autofree char *count = ilx_audience_dup_count (self->audience);

  adw_action_row_set_icon_name (self->kind_row, ilx_audience_kind_get_icon_name (kind));
  adw_action_row_set_subtitle (self->kind_row, ilx_audience_get_is_processing (self->audience)
                                                   ? _ ("Its members are still being computed")
                                                   : ilx_audience_kind_get_title (kind));
  adw_action_row_set_subtitle (self->count_row, count);
  ilx_age_label_set_time (self->age, ilx_audience_get_counted_at (self->audience));
}

static void
audience_changed_cb (IlxAudienceDetail *self)
{
  show_audience (self);
}

/**
 * ilx_audience_detail_set_audience:
 * @self: the details
 * @audience: (nullable): what to show
 */
void
ilx_audience_detail_set_audience (IlxAudienceDetail *self, IlxAudience *audience)
{
  if (!g_set_object (&self->audience, audience))
    return;
  g_signal_group_set_target (self->signals, audience);
  if (audience != NULL)
    show_audience (self);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUDIENCE]);
}

/* --- Its campaigns ---------------------------------------------------------------------------- */

static gboolean
goes_to_it (gpointer item, gpointer user_data)
{
  IlxAudienceDetail *self = user_data;
  const char *const *included = ilx_campaign_get_included (item);

  return self->audience != NULL && included != NULL
         && g_strcmp0 (ilx_campaign_get_connection_id (item),
                       ilx_audience_get_connection_id (self->audience))
                == 0
         && g_strv_contains (included, ilx_audience_get_id (self->audience));
}

static void
campaigns_changed_cb (IlxAudienceDetail *self)
{
  guint n = ilx_audience_detail_get_n_campaigns (self);
  g_autofree char *number = ilx_number_format (n);
  g_autofree char *title
      = n == 0 ? g_strdup (_ ("No campaign goes to it"))
               : g_strdup_printf (ngettext ("%s campaign goes to it", "%s campaigns go to it", n),
                                  number);

  adw_preferences_group_set_title (self->campaigns_group, title);
  gtk_widget_set_visible (GTK_WIDGET (self->campaigns_list), n > 0);
}

/* A subject may be anything; titles of rows are markup unless told otherwise. */
static GtkWidget *
new_campaign_row (gpointer item, gpointer user_data)
{
  IlxAudienceDetail *self = user_data;
  IlxCampaignState state = ilx_campaign_get_state (item);
  gint64 now = ilx_workspace_get_now (self->workspace);
  g_autofree char *name = ilx_campaign_look_dup_name (item);
  g_autofree char *words = ilx_campaign_look_dup_words (item, now);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *badge = ilx_state_badge_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  ilx_state_badge_set (ILX_STATE_BADGE (badge), words, ilx_campaign_look_get_icon_name (state),
                       ilx_campaign_look_get_tone (state));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), ilx_campaign_is_editable (item)
                                                            ? "win.open-campaign"
                                                            : "win.review-campaign");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ilx_campaign_get_id (item));
  return row;
}

/**
 * ilx_audience_detail_get_n_campaigns:
 * @self: the details
 *
 * Returns: how many campaigns go to the audience
 */
guint
ilx_audience_detail_get_n_campaigns (IlxAudienceDetail *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->campaigns));
}

/**
 * ilx_audience_detail_set_workspace:
 * @self: the details
 * @workspace: whose campaigns
 */
void
ilx_audience_detail_set_workspace (IlxAudienceDetail *self, IlxWorkspace *workspace)
{
  g_autoptr (GtkSliceListModel) listed
      = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->campaigns)), 0, MAX_LISTED);

  g_set_object (&self->workspace, workspace);
  gtk_filter_list_model_set_model (self->campaigns,
                                   G_LIST_MODEL (ilx_workspace_get_campaigns (workspace)));
  gtk_list_box_bind_model (self->campaigns_list, G_LIST_MODEL (listed), new_campaign_row, self,
                           NULL);
  campaigns_changed_cb (self);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_audience_detail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_AUDIENCE)
    g_value_set_object (value, ILX_AUDIENCE_DETAIL (object)->audience);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_audience_detail_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_AUDIENCE)
    ilx_audience_detail_set_audience (ILX_AUDIENCE_DETAIL (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_audience_detail_dispose (GObject *object)
{
  IlxAudienceDetail *self = ILX_AUDIENCE_DETAIL (object);

  if (self->campaigns_list != NULL)
    gtk_list_box_bind_model (self->campaigns_list, NULL, NULL, NULL, NULL);
  self->campaigns_list = NULL;
  g_clear_object (&self->signals);
  g_clear_object (&self->campaigns);
  g_clear_object (&self->filter);
  g_clear_object (&self->audience);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_audience_detail_parent_class)->dispose (object);
}

static void
ilx_audience_detail_class_init (IlxAudienceDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_audience_detail_get_property;
  object_class->set_property = ilx_audience_detail_set_property;
  object_class->dispose = ilx_audience_detail_dispose;
  properties[PROP_AUDIENCE]
      = g_param_spec_object ("audience", NULL, NULL, ILX_TYPE_AUDIENCE,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ILX_TYPE_AGE_LABEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/audiences/ilx-audience-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceDetail, kind_row);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceDetail, count_row);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceDetail, age);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceDetail, campaigns_group);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceDetail, campaigns_list);
}

static void
ilx_audience_detail_init (IlxAudienceDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (ILX_TYPE_AUDIENCE);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (audience_changed_cb), self);
  self->filter = GTK_FILTER (gtk_custom_filter_new (goes_to_it, self, NULL));
  self->campaigns = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  g_signal_connect_object (self->campaigns, "items-changed", G_CALLBACK (campaigns_changed_cb),
                           self, G_CONNECT_SWAPPED);
}
