/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-audience-address.h"
#include "ilx-problem.h"

typedef struct
{
  GtkWidget *page;         /* (owned) */
  IlxWorkspace *workspace; /* (owned) */
  IlxAudience *audience;   /* (owned) */
  IlxCampaign *campaign;   /* (owned) (nullable) */
} IlxAddressing;

static void
ilx_addressing_free (IlxAddressing *self)
{
  g_object_unref (self->page);
  g_object_unref (self->workspace);
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

  if (!ilx_campaign_store_save_finish (ILX_STORE (source), result, &error))
    ilx_problem_present (self->page, error);
  ilx_workspace_refresh_campaign (self->workspace, id);
  gtk_widget_activate_action (self->page, "win.open-campaign", "s", id);
}

/* @self: (transfer full) */
static void
address (IlxAddressing *self)
{
  const char *const included[] = { ilx_audience_get_id (self->audience), NULL };
  const char *account = ilx_audience_get_connection_id (self->audience);
  IlxWorkspace *workspace = self->workspace;
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

  if (id != NULL)
    self->campaign
        = ilx_campaign_store_load (ilx_workspace_get_store (self->workspace), id, &error);
  if (self->campaign != NULL)
    address (g_steal_pointer (&self));
  else
    ilx_problem_present (self->page, error);
}

/**
 * ilx_audience_address:
 * @page: whose window opens it
 * @workspace: what all windows share
 * @audience: who is to get it
 * @cancellable: (nullable): until it is written
 *
 * Writes a new draft to @audience, of the account that it is of, and opens it.
 */
void
ilx_audience_address (GtkWidget *page,
                      IlxWorkspace *workspace,
                      IlxAudience *audience,
                      GCancellable *cancellable)
{
  IlxAddressing *self = g_new0 (IlxAddressing, 1);

  self->page = g_object_ref (page);
  self->workspace = g_object_ref (workspace);
  self->audience = g_object_ref (audience);
  ilx_workspace_create_campaign_async (workspace, cancellable, created_cb, self);
}
