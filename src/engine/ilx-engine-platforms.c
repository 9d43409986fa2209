/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection's platform object: made with its secret when first used, kept while the engine
 * lives. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-text.h"

/* What a platform object carries along. */
#define QUOTA_DATA "ilx-quota"
#define CONNECTION_DATA "ilx-connection-id"

/**
 * ilx_engine_find_info:
 * @platform: an id such as "klaviyo"
 * @error: %ILX_ERROR_INVALID_INPUT
 *
 * Returns: (transfer none) (nullable): the platform
 */
const IlxPlatformInfo *
ilx_engine_find_info (const char *platform, GError **error)
{
  const IlxPlatformInfo *info = ilx_platforms_find (platform);

  if (info == NULL)
    {
      ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                     _ ("“%s” is not a platform that Illixis knows. It knows: klaviyo."), platform);
      if (error != NULL)
        ilx_error_set_field (*error, "platform");
    }
  return info;
}

/**
 * ilx_engine_new_platform:
 * @self: the engine
 * @info: which platform
 * @secret: the key
 * @error: %ILX_ERROR_INVALID_INPUT for an address that is not allowed
 *
 * Returns: (transfer full) (nullable): a new platform object, of nobody yet
 */
IlxPlatform *
ilx_engine_new_platform (IlxEngine *self,
                         const IlxPlatformInfo *info,
                         const char *secret,
                         GError **error)
{
  g_autofree char *url = ilx_platform_info_dup_url (info, error);
  g_autoptr (IlxHttpQuota) quota = NULL;
  IlxPlatform *platform;

  if (url == NULL)
    return NULL;
  quota = ilx_engine_quota_new (self->store);
  platform = info->create (url, secret, self->clock, quota, error);
  if (platform != NULL)
    g_object_set_data_full (G_OBJECT (platform), QUOTA_DATA, g_steal_pointer (&quota),
                            g_object_unref);
  return platform;
}

static void
called_cb (IlxPlatform *platform, GError *error, gint64 resumes_at, IlxEngine *self)
{
  ilx_engine_note_call (self, g_object_get_data (G_OBJECT (platform), CONNECTION_DATA), error,
                        resumes_at);
}

/**
 * ilx_engine_adopt_platform:
 * @self: the engine
 * @platform: a new platform object
 * @connection_id: whose it is
 *
 * Keeps it for that connection, whose days it counts and whose calls it tells of from now on.
 */
void
ilx_engine_adopt_platform (IlxEngine *self, IlxPlatform *platform, const char *connection_id)
{
  GObject *object = G_OBJECT (platform);

  ilx_engine_quota_set_connection_id (g_object_get_data (object, QUOTA_DATA), connection_id);
  g_object_set_data_full (object, CONNECTION_DATA, g_strdup (connection_id), g_free);
  g_signal_connect_object (platform, "called", G_CALLBACK (called_cb), self, 0);
  g_hash_table_insert (self->platforms, g_strdup (connection_id), g_object_ref (platform));
}

/**
 * ilx_engine_fill_secret_id:
 * @self: the engine
 * @platform: the platform's id
 * @connection_id: the connection's id
 * @id: (out): what names the connection's key in the keyring; it borrows the strings
 */
void
ilx_engine_fill_secret_id (IlxEngine *self,
                           const char *platform,
                           const char *connection_id,
                           IlxSecretId *id)
{
  *id = (IlxSecretId){
    .profile = self->profile,
    .platform = platform,
    .connection_id = connection_id,
    .kind = "api-key",
  };
}

/**
 * ilx_engine_use_secret:
 * @self: the engine
 * @connection_id: of a connected account
 * @secret: its key, for as long as the engine lives
 */
void
ilx_engine_use_secret (IlxEngine *self, const char *connection_id, const char *secret)
{
  g_hash_table_insert (self->run_secrets, g_strdup (connection_id), g_strdup (secret));
  ilx_engine_forget_platform (self, connection_id);
}

/**
 * ilx_engine_forget_platform:
 * @self: the engine
 * @connection_id: whose platform object to drop, since its secret is another now
 */
void
ilx_engine_forget_platform (IlxEngine *self, const char *connection_id)
{
  g_hash_table_remove (self->platforms, connection_id);
}

/* Makes the platform object and keeps it; (transfer full) (nullable). */
static IlxPlatform *
keep_new_platform (IlxEngine *self, IlxConnection *connection, const char *secret, GError **error)
{
  const char *id = ilx_connection_get_id (connection);
  const IlxPlatformInfo *info
      = ilx_engine_find_info (ilx_connection_get_platform (connection), error);
  IlxPlatform *platform = info != NULL ? ilx_engine_new_platform (self, info, secret, error) : NULL;

  if (platform != NULL)
    ilx_engine_adopt_platform (self, platform, id);
  return platform;
}

static void
return_platform (GTask *task, IlxConnection *connection, const char *secret)
{
  GError *error = NULL;
  IlxPlatform *platform
      = keep_new_platform (g_task_get_source_object (task), connection, secret, &error);

  if (platform != NULL)
    g_task_return_pointer (task, platform, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxConnection *connection = g_task_get_task_data (task);
  GError *error = NULL;
  char *secret = ilx_secret_store_lookup_finish (ILX_SECRET_STORE (source), result, &error);

  if (error == NULL && secret == NULL)
    error = ilx_error_new (ILX_ERROR_NOT_CONNECTED,
                           _ ("The keyring has no key for “%s”. Connect the account again; nothing "
                              "else is lost."),
                           ilx_connection_get_account_name (connection));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    return_platform (task, connection, secret);
  ilx_text_free_secret (secret);
}

/**
 * ilx_engine_open_platform_async:
 * @self: the engine
 * @connection: whose platform object is wanted
 * @cancellable: (nullable): stops waiting for the keyring
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks the keyring when it must. Errors: %ILX_ERROR_NOT_CONNECTED, and those of the keyring.
 */
void
ilx_engine_open_platform_async (IlxEngine *self,
                                IlxConnection *connection,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *id = ilx_connection_get_id (connection);
  IlxPlatform *known = g_hash_table_lookup (self->platforms, id);
  const char *secret = g_hash_table_lookup (self->run_secrets, id);
  IlxSecretId secret_id;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_open_platform_async);
  g_task_set_task_data (task, g_object_ref (connection), g_object_unref);
  if (known != NULL)
    g_task_return_pointer (task, g_object_ref (known), g_object_unref);
  else if (secret != NULL)
    return_platform (task, connection, secret);
  else
    {
      ilx_engine_fill_secret_id (self, ilx_connection_get_platform (connection), id, &secret_id);
      ilx_secret_store_lookup_async (self->secrets, &secret_id, cancellable, lookup_cb,
                                     g_steal_pointer (&task));
    }
}

/**
 * ilx_engine_open_platform_finish:
 * @self: the engine
 * @result: the result
 * @error: see ilx_engine_open_platform_async()
 *
 * Returns: (transfer full) (nullable): the platform object
 */
IlxPlatform *
ilx_engine_open_platform_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  IlxEngine *engine; /* (owned) */
  char *connection_id;
} IlxBreaking;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IlxBreaking *breaking = user_data;
  g_autoptr (GError) error = NULL;

  if (ilx_connection_store_save_finish (ILX_STORE (source), result, &error))
    ilx_engine_emit_connection_changed (breaking->engine, breaking->connection_id);
  else
    g_warning ("The state of a connection was not saved: %s", error->message);
  g_object_unref (breaking->engine);
  g_free (breaking->connection_id);
  g_free (breaking);
}

static void
save_as_broken (IlxEngine *self, IlxConnection *connection)
{
  IlxBreaking *breaking = g_new0 (IlxBreaking, 1);

  breaking->engine = g_object_ref (self);
  breaking->connection_id = g_strdup (ilx_connection_get_id (connection));
  ilx_connection_set_state (connection, ILX_CONNECTION_BROKEN);
  ilx_connection_store_save_async (self->store, connection, NULL, saved_cb, breaking);
}

/**
 * ilx_engine_note_error:
 * @self: the engine
 * @connection_id: (nullable): the account that was called
 * @error: (nullable): how the call failed
 *
 * Marks a connection as broken when its platform no longer accepts the secret, so that the user is
 * told to reconnect wherever the account turns up.
 */
void
ilx_engine_note_error (IlxEngine *self, const char *connection_id, const GError *error)
{
  g_autoptr (IlxConnection) connection = NULL;

  if (connection_id == NULL || !ilx_error_is (error, ILX_ERROR_BAD_CREDENTIALS))
    return;
  connection = ilx_connection_store_load (self->store, connection_id, NULL);
  if (connection == NULL || ilx_connection_get_state (connection) != ILX_CONNECTION_CONNECTED)
    return;
  save_as_broken (self, connection);
}
