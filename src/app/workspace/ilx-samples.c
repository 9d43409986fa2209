/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-samples.h"
#include "ilx-step-runner.h"
#include "ilx-text.h"

/* Names and mails of the invented shop are not translated: they stand for the user's own. */
static const struct
{
  const char *subject;
  const char *preview_text;
  const char *file;
} samples[] = {
  { "Cold brew, three ways", "A jar, cold water, one night", "cold-brew.html" },
  { "Spring roast: 20 % off 🌱", "Until Sunday, and every grinder too", "spring-roast.html" },
};

typedef struct
{
  IlxSteps steps;
  IlxWorkspace *workspace; /* (unowned): the task's source */
  IlxBrand *brand;         /* (owned) (nullable) */
  IlxCampaign *campaign;   /* (owned) (nullable): being saved */
  guint n_saved;
} IlxSampling;

static void
ilx_sampling_free (gpointer data)
{
  IlxSampling *self = data;

  g_clear_object (&self->brand);
  g_clear_object (&self->campaign);
  g_free (self);
}

static IlxBrand *
new_brand (void)
{
  IlxBrand *brand = ilx_brand_new ();

  ilx_brand_set_name (brand, "Nordlicht Kaffee");
  ilx_brand_set_slug (brand, "nordlicht-kaffee");
  ilx_brand_set_domain (brand, "nordlicht.example");
  ilx_brand_set_sender_name (brand, "Ada of Nordlicht Kaffee");
  ilx_brand_set_sender_email (brand, "ada@nordlicht.example");
  ilx_brand_set_postal_address (brand, "Holtenauer Straße 12, 24105 Kiel, Germany");
  return brand;
}

static gboolean
brand_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxSampling *self = state;

  if (self->brand != NULL)
    return FALSE;
  self->brand = new_brand ();
  ilx_brand_store_save_async (ilx_workspace_get_store (self->workspace), self->brand, NULL,
                              callback, data);
  return TRUE;
}

static IlxStepOutcome
brand_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_brand_store_save_finish (ILX_STORE (source), result, error) ? ILX_STEP_NEXT
                                                                         : ILX_STEP_FAILED;
}

static void
take_account (IlxCampaign *campaign, IlxWorkspace *workspace)
{
  g_autoptr (IlxConnection) connection
      = g_list_model_get_item (ilx_workspace_get_connections (workspace), 0);

  if (connection == NULL)
    return;
  ilx_campaign_set_platform (campaign, ilx_connection_get_platform (connection));
  ilx_campaign_set_connection_id (campaign, ilx_connection_get_id (connection));
}

static IlxCampaign *
new_sample (IlxSampling *self)
{
  g_autofree char *path
      = g_strconcat ("/io/illixis/Illixis/samples/", samples[self->n_saved].file, NULL);
  g_autoptr (GBytes) html = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  IlxCampaign *campaign = ilx_campaign_new ();
  gint64 now = ilx_workspace_get_now (self->workspace) + self->n_saved;

  g_assert (html != NULL);
  ilx_campaign_set_created_at (campaign, now);
  ilx_campaign_set_updated_at (campaign, now);
  take_account (campaign, self->workspace);
  ilx_campaign_set_subject (campaign, samples[self->n_saved].subject);
  ilx_campaign_set_preview_text (campaign, samples[self->n_saved].preview_text);
  /* Resources end with a NUL. */
  ilx_campaign_set_html (campaign, g_bytes_get_data (html, NULL));
  return campaign;
}

static gboolean
campaign_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxSampling *self = state;

  if (self->n_saved == G_N_ELEMENTS (samples))
    return FALSE;
  g_clear_object (&self->campaign);
  self->campaign = new_sample (self);
  ilx_campaign_store_save_async (ilx_workspace_get_store (self->workspace), self->campaign, NULL,
                                 callback, data);
  return TRUE;
}

static IlxStepOutcome
campaign_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxSampling *self = state;

  if (!ilx_campaign_store_save_finish (ILX_STORE (source), result, error))
    return ILX_STEP_FAILED;
  ilx_workspace_refresh_campaign (self->workspace, ilx_campaign_get_id (self->campaign));
  self->n_saved++;
  return ILX_STEP_AGAIN;
}

static const IlxStep sampling_table[] = {
  { "the brand", brand_begin, brand_finish },
  { "a campaign", campaign_begin, campaign_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_samples_add_async:
 * @workspace: of the demo
 * @cancellable: (nullable): what is added by then stays
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Fills a profile that has no campaigns with those of an invented shop.
 */
void
ilx_samples_add_async (IlxWorkspace *workspace,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  GListModel *campaigns = G_LIST_MODEL (ilx_workspace_get_campaigns (workspace));
  IlxSampling *self = g_new0 (IlxSampling, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_samples_add_async);
  g_task_set_task_data (task, self, ilx_sampling_free);
  self->workspace = workspace;
  if (g_list_model_get_n_items (campaigns) > 0)
    g_task_return_boolean (task, TRUE);
  else
    ilx_steps_run (g_steal_pointer (&task), sampling_table);
}

/**
 * ilx_samples_add_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: those of the store
 *
 * Returns: whether the profile has campaigns now
 */
gboolean
ilx_samples_add_finish (IlxWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
