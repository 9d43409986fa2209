/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands look up in the profile, by what the user typed. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-campaign-store.h"
#include "ilx-ctl.h"
#include "ilx-error.h"
#include "ilx-platforms.h"

/**
 * ilx_ctl_get_store:
 * @self: a run with an engine
 *
 * Returns: (transfer none): the profile's store
 */
IlxStore *
ilx_ctl_get_store (IlxCtl *self)
{
  return ilx_engine_get_store (self->engine);
}

/**
 * ilx_ctl_get_platform_name:
 * @platform: (nullable): its id
 *
 * Returns: (transfer none): how people call it
 */
const char *
ilx_ctl_get_platform_name (const char *platform)
{
  const IlxPlatformInfo *info = platform != NULL ? ilx_platforms_find (platform) : NULL;

  return info != NULL ? info->name : platform != NULL ? platform : _ ("the platform");
}

/* A key that was given for this run is the key of whatever account the command turns to. */
static void
set_connection (IlxCtl *self, IlxConnection *connection)
{
  g_set_object (&self->connection, connection);
  if (self->secret != NULL)
    ilx_engine_use_secret (self->engine, ilx_connection_get_id (connection), self->secret);
}

/* Without a name there must be just one to choose from. */
static IlxConnection *
find_only_connection (IlxCtl *self, GError **error)
{
  g_autoptr (GPtrArray) all
      = ilx_connection_store_load_all (ilx_ctl_get_store (self), FALSE, error);

  if (all == NULL)
    return NULL;
  if (all->len == 1)
    return g_object_ref (g_ptr_array_index (all, 0));
  if (all->len == 0)
    ilx_set_error (error, ILX_ERROR_NOT_CONNECTED, _ ("No account is connected."));
  else
    ilx_set_error (error, ILX_ERROR_USAGE,
                   _ ("Several accounts are connected. Name one: see illixisctl connections"));
  return NULL;
}

/**
 * ilx_ctl_find_connection:
 * @self: the run; gets the connection
 * @name: (nullable): a platform or the id of a connection; NULL for the only one
 * @error: %ILX_ERROR_NOT_CONNECTED, %ILX_ERROR_USAGE
 *
 * Returns: whether it was found
 */
gboolean
ilx_ctl_find_connection (IlxCtl *self, const char *name, GError **error)
{
  g_autoptr (IlxConnection) connection
      = name != NULL ? ilx_engine_find_connection (self->engine, name, error)
                     : find_only_connection (self, error);

  if (connection == NULL)
    return FALSE;
  set_connection (self, connection);
  return TRUE;
}

/**
 * ilx_ctl_load_connection:
 * @self: the run; gets the connection
 * @id: (nullable): the connection of a campaign or an operation; NULL: it has none yet
 * @error: of the store
 *
 * Returns: %FALSE only on error
 */
gboolean
ilx_ctl_load_connection (IlxCtl *self, const char *id, GError **error)
{
  g_autoptr (IlxConnection) connection = NULL;

  if (id == NULL)
    return TRUE;
  connection = ilx_connection_store_load (ilx_ctl_get_store (self), id, error);
  if (connection == NULL)
    return FALSE;
  set_connection (self, connection);
  return TRUE;
}

/**
 * ilx_ctl_load_campaign:
 * @self: the run; gets the campaign, complete, in place of the one that it has
 * @id: its id
 * @error: %ILX_ERROR_NOT_FOUND
 *
 * Returns: whether it is there
 */
gboolean
ilx_ctl_load_campaign (IlxCtl *self, const char *id, GError **error)
{
  IlxCampaign *campaign = ilx_campaign_store_load (ilx_ctl_get_store (self), id, error);

  if (campaign == NULL)
    return FALSE;
  g_clear_object (&self->campaign);
  self->campaign = campaign;
  return TRUE;
}

/**
 * ilx_ctl_dup_audience_names:
 * @self: the run, with the connection that they belong to
 * @ids: (nullable) (array zero-terminated=1): ids of audiences
 *
 * Returns: (transfer full): their names in quotes, by commas; the id of one that isn't cached
 */
char *
ilx_ctl_dup_audience_names (IlxCtl *self, const char *const *ids)
{
  GString *names = g_string_new (NULL);

  for (; ids != NULL && *ids != NULL; ids++)
    {
      g_autoptr (IlxAudience) audience = NULL;

      if (self->connection != NULL)
        audience = ilx_audience_store_load (ilx_ctl_get_store (self),
                                            ilx_connection_get_id (self->connection), *ids, NULL);
      g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "",
                              audience != NULL ? ilx_audience_get_name (audience) : *ids);
    }
  return g_string_free (names, FALSE);
}
