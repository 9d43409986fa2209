/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-audience-refresh.h"
#include "ilx-audience-sum.h"
#include "ilx-audience-words.h"
#include "ilx-line-layout.h"

struct _IlxAudienceSum
{
  GtkWidget parent_instance;

  GtkLabel *text;
  GtkProgressBar *progress;
  GtkLabel *problem;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxDocument *document;   /* (owned) (nullable) */
  GSignalGroup *refresh;   /* (owned): of the account */
  GSignalGroup *audiences; /* (owned): the list of the account */
  GPtrArray *included;     /* (element-type IlxAudience) (owned): whose numbers are in the sum */
};

G_DEFINE_FINAL_TYPE (IlxAudienceSum, ilx_audience_sum, GTK_TYPE_WIDGET)

static const char *
get_account (IlxAudienceSum *self)
{
  return ilx_campaign_get_connection_id (ilx_document_get_campaign (self->document));
}

/* (element-type IlxAudience), NULL for one that is gone. */
static GPtrArray *
find_included (IlxAudienceSum *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);
  const char *const *ids = ilx_campaign_get_included (campaign);
  GPtrArray *included = g_ptr_array_new ();

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_ptr_array_add (included,
                     ilx_workspace_find_audience (self->workspace, get_account (self), ids[i]));
  return included;
}

static void follow_sum (IlxAudienceSum *self);

static void
ignore (IlxAudienceSum *self)
{
  for (guint i = 0; i < self->included->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->included, i), follow_sum, self);
  g_ptr_array_set_size (self->included, 0);
}

static void
watch (IlxAudienceSum *self, GPtrArray *included)
{
  ignore (self);
  for (guint i = 0; i < included->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (included, i);

      if (audience == NULL)
        continue;
      g_signal_connect_swapped (audience, "notify::count", G_CALLBACK (follow_sum), self);
      g_ptr_array_add (self->included, g_object_ref (audience));
    }
}

static void
follow_sum (IlxAudienceSum *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);
  g_autoptr (GPtrArray) included = find_included (self);
  g_autofree char *text
      = ilx_audience_words_dup_sum (included, ilx_campaign_get_excluded (campaign) != NULL);

  gtk_label_set_label (self->text, text);
  watch (self, included);
}

static void
follow_refresh (IlxAudienceSum *self)
{
  g_autoptr (IlxAudienceRefresh) refresh = g_signal_group_dup_target (self->refresh);
  gboolean is_running = refresh != NULL && ilx_audience_refresh_is_running (refresh);
  const GError *error = refresh != NULL ? ilx_audience_refresh_get_error (refresh) : NULL;
  gboolean is_failed = error != NULL && !is_running;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_running);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), is_failed);
  gtk_label_set_label (self->problem, is_failed ? error->message : "");
  if (is_running)
    gtk_progress_bar_set_fraction (self->progress, ilx_audience_refresh_get_fraction (refresh));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audiences.refresh",
                                 refresh != NULL && !is_running);
  follow_sum (self);
}

static void
follow_account (IlxAudienceSum *self)
{
  const char *account = get_account (self);
  gboolean is_connected = ilx_workspace_find_connection (self->workspace, account) != NULL;
  g_autoptr (IlxAudienceRefresh) refresh
      = is_connected ? ilx_audience_refresh_get (self->workspace, account) : NULL;

  g_signal_group_set_target (
      self->audiences,
      account != NULL ? ilx_workspace_get_audiences (self->workspace, account) : NULL);
  g_signal_group_set_target (self->refresh, refresh);
  follow_refresh (self);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (IlxAudienceRefresh) refresh
      = g_signal_group_dup_target (ILX_AUDIENCE_SUM (widget)->refresh);

  if (refresh != NULL)
    ilx_audience_refresh_start (refresh, ILX_MINUTE);
}

static void
ilx_audience_sum_dispose (GObject *object)
{
  IlxAudienceSum *self = ILX_AUDIENCE_SUM (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->refresh);
  g_clear_object (&self->audiences);
  ignore (self);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_audience_sum_parent_class)->dispose (object);
}

static void
ilx_audience_sum_finalize (GObject *object)
{
  g_ptr_array_unref (ILX_AUDIENCE_SUM (object)->included);
  G_OBJECT_CLASS (ilx_audience_sum_parent_class)->finalize (object);
}

static void
ilx_audience_sum_class_init (IlxAudienceSumClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_audience_sum_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_audience_sum_finalize;
  gtk_widget_class_install_action (widget_class, "audiences.refresh", NULL, refresh_action);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-audience-sum.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceSum, text);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceSum, progress);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceSum, problem);
}

static void
ilx_audience_sum_init (IlxAudienceSum *self)
{
  self->included = g_ptr_array_new_with_free_func (g_object_unref);
  self->refresh = g_signal_group_new (ILX_TYPE_AUDIENCE_REFRESH);
  self->audiences = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->refresh, "notify", G_CALLBACK (follow_refresh), self);
  g_signal_group_connect_swapped (self->audiences, "items-changed", G_CALLBACK (follow_sum), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_audience_sum_set_document:
 * @self: a sum, once
 * @workspace: what all windows share
 * @document: what is edited
 */
void
ilx_audience_sum_set_document (IlxAudienceSum *self, IlxWorkspace *workspace, IlxDocument *document)
{
  IlxCampaign *campaign = ilx_document_get_campaign (document);

  self->workspace = g_object_ref (workspace);
  self->document = g_object_ref (document);
  g_signal_connect_object (campaign, "notify::included", G_CALLBACK (follow_sum), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (campaign, "notify::excluded", G_CALLBACK (follow_sum), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (campaign, "notify::connection-id", G_CALLBACK (follow_account), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (follow_account), self,
                           G_CONNECT_SWAPPED);
  follow_account (self);
}

const char *
ilx_audience_sum_get_text (IlxAudienceSum *self)
{
  return gtk_label_get_label (self->text);
}
