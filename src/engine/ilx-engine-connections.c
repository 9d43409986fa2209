/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting and disconnecting accounts. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-step-runner.h"
#include "ilx-text.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxEngine *engine;           /* (unowned): the task's source */
  const IlxPlatformInfo *info; /* (nullable) */
  char *secret;                /* (owned) (nullable): wiped */
  gboolean keep_secret;
  gboolean remove_webhooks;
  IlxConnection *expected; /* (owned) (nullable): the account that it has to be */
  /* progress */
  IlxPlatform *platform; /* (owned) */
  GPtrArray *audiences;  /* (owned) (nullable) */
  gboolean is_new;       /* the account was never connected before */
  gboolean is_saved;
  /* out */
  IlxConnection *connection; /* (owned) */
  gint n_webhooks;
} IlxConnecting;

static void
ilx_connecting_free (gpointer data)
{
  IlxConnecting *self = data;

  ilx_text_free_secret (self->secret);
  g_clear_object (&self->expected);
  g_clear_object (&self->platform);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_object (&self->connection);
  g_free (self);
}

static GCancellable *
get_cancellable (GTask *task)
{
  return g_task_get_cancellable (task);
}

static gboolean
verify_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;

  ilx_platform_verify_async (self->platform, get_cancellable (task), callback, data);
  return TRUE;
}

/* The connection that this account had before, also if it was disconnected: its id is what
 * campaigns refer to, so it comes back. */
static IlxConnection *
find_same_account (IlxEngine *engine, IlxConnection *verified)
{
  g_autoptr (GPtrArray) all = ilx_connection_store_load_all (engine->store, TRUE, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      IlxConnection *connection = g_ptr_array_index (all, i);

      if (ilx_text_equal (ilx_connection_get_platform (connection),
                          ilx_connection_get_platform (verified))
          && ilx_text_equal (ilx_connection_get_account_id (connection),
                             ilx_connection_get_account_id (verified)))
        return g_object_ref (connection);
    }
  return NULL;
}

static void
complete_connection (IlxConnecting *self)
{
  gint64 now = ilx_clock_get_now (self->engine->clock);
  g_autofree char *new_id = ilx_text_dup_id ();
  g_autoptr (IlxConnection) before = NULL;

  ilx_connection_set_platform (self->connection, self->info->id);
  before = find_same_account (self->engine, self->connection);
  self->is_new = before == NULL;
  ilx_connection_set_id (self->connection,
                         before != NULL ? ilx_connection_get_id (before) : new_id);
  ilx_connection_set_state (self->connection, ILX_CONNECTION_CONNECTED);
  ilx_connection_set_connected_at (self->connection, now);
  ilx_connection_set_checked_at (self->connection, now);
}

static gboolean
is_expected (IlxConnecting *self, GError **error)
{
  if (self->expected == NULL
      || ilx_text_equal (ilx_connection_get_account_id (self->connection),
                         ilx_connection_get_account_id (self->expected)))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_CONFLICT, _ ("This key belongs to “%s”, not to “%s”."),
                 ilx_connection_get_account_name (self->connection),
                 ilx_connection_get_account_name (self->expected));
  if (error != NULL)
    ilx_error_set_field (*error, "account");
  return FALSE;
}

static IlxStepOutcome
verify_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxConnecting *self = state;

  self->connection = ilx_platform_verify_finish (ILX_PLATFORM (source), result, error);
  if (self->connection == NULL || !is_expected (self, error))
    return ILX_STEP_FAILED;
  complete_connection (self);
  return ILX_STEP_NEXT;
}

static char *
dup_label (IlxConnecting *self)
{
  /* Translators: the entry in the keyring; platform, then account. */
  return g_strdup_printf (_ ("Illixis: %s key of %s"), self->info->name,
                          ilx_connection_get_account_name (self->connection));
}

static gboolean
keep_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;
  const char *id = ilx_connection_get_id (self->connection);
  g_autofree char *label = dup_label (self);
  IlxSecretId secret_id;

  if (!self->keep_secret)
    {
      ilx_engine_use_secret (self->engine, id, self->secret);
      return FALSE;
    }
  ilx_engine_fill_secret_id (self->engine, self->info->id, id, &secret_id);
  ilx_secret_store_store_async (self->engine->secrets, &secret_id, label, self->secret,
                                get_cancellable (task), callback, data);
  return TRUE;
}

/* A call that was cancelled may have come to its end all the same: no key stays behind of an
 * account that is not connected. */
static void
take_back_key (IlxConnecting *self)
{
  IlxSecretId secret_id;

  ilx_engine_fill_secret_id (self->engine, self->info->id, ilx_connection_get_id (self->connection),
                             &secret_id);
  ilx_secret_store_clear_async (self->engine->secrets, &secret_id, NULL, NULL, NULL);
}

static IlxStepOutcome
keep_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxConnecting *self = state;
  g_autoptr (GError) local = NULL;

  if (!ilx_secret_store_store_finish (ILX_SECRET_STORE (source), result, &local))
    {
      if (self->is_new && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        take_back_key (self);
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  g_hash_table_remove (self->engine->run_secrets, ilx_connection_get_id (self->connection));
  return ILX_STEP_NEXT;
}

static gboolean
save_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;

  ilx_connection_store_save_async (self->engine->store, self->connection, NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
save_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxConnecting *self = state;
  const char *id = ilx_connection_get_id (self->connection);

  if (!ilx_connection_store_save_finish (ILX_STORE (source), result, error))
    return ILX_STEP_FAILED;
  self->is_saved = TRUE;
  ilx_engine_adopt_platform (self->engine, self->platform, id);
  ilx_engine_note_health (self->engine, id);
  return ILX_STEP_NEXT;
}

static gboolean
audiences_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;

  ilx_platform_fetch_audiences_async (self->platform, get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
audiences_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxConnecting *self = state;
  g_autoptr (GError) local = NULL;

  /* The account is connected all the same; its audiences can be fetched later. */
  self->audiences = ilx_platform_fetch_audiences_finish (ILX_PLATFORM (source), result, &local);
  if (self->audiences == NULL)
    g_debug ("No audiences yet: %s", local->message);
  return ILX_STEP_NEXT;
}

static gboolean
cache_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;

  if (self->audiences == NULL)
    return FALSE;
  ilx_audience_store_replace_async (self->engine->store, ilx_connection_get_id (self->connection),
                                    self->audiences, NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
cache_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_audience_store_replace_finish (ILX_STORE (source), result, error) ? ILX_STEP_NEXT
                                                                               : ILX_STEP_FAILED;
}

static const IlxStep connect_table[] = {
  { "verify the key", verify_begin, verify_finish },
  { "keep the key", keep_begin, keep_finish },
  { "save the connection", save_begin, save_finish },
  { "fetch the audiences", audiences_begin, audiences_finish },
  { "cache the audiences", cache_begin, cache_finish },
  { NULL, NULL, NULL },
};

static gboolean
prepare (IlxConnecting *self, const char *platform, GError **error)
{
  self->info = ilx_engine_find_info (platform, error);
  if (self->info == NULL || !self->info->check_secret (self->secret, error))
    return FALSE;
  self->platform = ilx_engine_new_platform (self->engine, self->info, self->secret, error);
  return self->platform != NULL;
}

/* (transfer full): @task */
static void
start_connecting (GTask *task,
                  const char *platform,
                  IlxConnection *expected,
                  const char *secret,
                  gboolean keep_secret)
{
  IlxConnecting *connecting = g_new0 (IlxConnecting, 1);
  GError *error = NULL;

  g_task_set_task_data (task, connecting, ilx_connecting_free);
  connecting->engine = g_task_get_source_object (task);
  connecting->expected = expected != NULL ? g_object_ref (expected) : NULL;
  connecting->secret = ilx_text_dup_trimmed (secret);
  connecting->keep_secret = keep_secret;
  if (prepare (connecting, platform, &error))
    {
      ilx_steps_run (task, connect_table);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * ilx_engine_connect_async:
 * @self: the engine
 * @platform: an id such as "klaviyo"
 * @secret: the key, as the user gave it; white space at its ends is dropped
 * @keep_secret: %FALSE leaves the keyring alone and keeps the key for this run
 * @cancellable: (nullable): nothing is kept when it comes before the connection is saved; after
 * that only the fetching of audiences ends
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Checks the key's form, then the key, keeps it, and fetches the audiences. Errors:
 * %ILX_ERROR_INVALID_INPUT, %ILX_ERROR_BAD_CREDENTIALS, those of the keyring, the network, the
 * store.
 */
void
ilx_engine_connect_async (IlxEngine *self,
                          const char *platform,
                          const char *secret,
                          gboolean keep_secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_connect_async);
  start_connecting (task, platform, NULL, secret, keep_secret);
}

/**
 * ilx_engine_reconnect_async:
 * @self: the engine
 * @connection: the account that needs another key
 * @secret: the key; white space at its ends is dropped
 * @keep_secret: %FALSE leaves the keyring alone and keeps the key for this run
 * @cancellable: (nullable): nothing is kept when it comes before the key is
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Like ilx_engine_connect_async(), for this account alone: with the key of another one nothing
 * changes, and the error is %ILX_ERROR_CONFLICT with the field "account". Finish with
 * ilx_engine_connect_finish().
 */
void
ilx_engine_reconnect_async (IlxEngine *self,
                            IlxConnection *connection,
                            const char *secret,
                            gboolean keep_secret,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_reconnect_async);
  start_connecting (task, ilx_connection_get_platform (connection), connection, secret,
                    keep_secret);
}

/**
 * ilx_engine_connect_finish:
 * @self: the engine
 * @result: the result
 * @error: see ilx_engine_connect_async()
 *
 * Returns: (transfer full) (nullable): the connection, with its missing permissions
 */
IlxConnection *
ilx_engine_connect_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  IlxConnecting *connecting = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), &local)
      && !(connecting->is_saved && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&connecting->connection);
}

/* --- Disconnecting ---------------------------------------------------------------------------- */

static gboolean
open_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;

  if (!self->remove_webhooks)
    return FALSE;
  ilx_engine_open_platform_async (self->engine, self->connection, get_cancellable (task), callback,
                                  data);
  return TRUE;
}

static IlxStepOutcome
open_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxConnecting *self = state;

  self->platform = ilx_engine_open_platform_finish (ILX_ENGINE (source), result, error);
  return self->platform != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
webhooks_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;

  if (!self->remove_webhooks)
    return FALSE;
  ilx_platform_remove_webhooks_async (self->platform, get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
webhooks_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxConnecting *self = state;

  self->n_webhooks = ilx_platform_remove_webhooks_finish (ILX_PLATFORM (source), result, error);
  return self->n_webhooks >= 0 ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
clear_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;
  IlxSecretId secret_id;

  ilx_engine_fill_secret_id (self->engine, ilx_connection_get_platform (self->connection),
                             ilx_connection_get_id (self->connection), &secret_id);
  ilx_secret_store_clear_async (self->engine->secrets, &secret_id, get_cancellable (task), callback,
                                data);
  return TRUE;
}

static IlxStepOutcome
clear_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ilx_secret_store_clear_finish (ILX_SECRET_STORE (source), result, &local)
      || ilx_error_is (local, ILX_ERROR_SECRETS_ABSENT))
    return ILX_STEP_NEXT; /* without a keyring there is nothing in it */
  g_propagate_error (error, g_steal_pointer (&local));
  return ILX_STEP_FAILED;
}

static gboolean
forget_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxConnecting *self = state;
  const char *id = ilx_connection_get_id (self->connection);

  ilx_engine_forget_platform (self->engine, id);
  g_hash_table_remove (self->engine->run_secrets, id);
  ilx_connection_store_forget_async (self->engine->store, id, NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
forget_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxConnecting *self = state;

  ilx_connection_set_state (self->connection, ILX_CONNECTION_DISCONNECTED);
  return ilx_connection_store_forget_finish (ILX_STORE (source), result, error) ? ILX_STEP_NEXT
                                                                                : ILX_STEP_FAILED;
}

static const IlxStep disconnect_table[] = {
  { "open the platform", open_begin, open_finish },
  { "remove the webhooks", webhooks_begin, webhooks_finish },
  { "clear the key", clear_begin, clear_finish },
  { "forget the connection", forget_begin, forget_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_engine_disconnect_async:
 * @self: the engine
 * @connection: the account
 * @remove_webhooks: whether to ask the platform to delete our webhooks first, which needs the key
 * @cancellable: (nullable): nothing is forgotten when it comes early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Forgets the key and the cached audiences; campaigns, brand and history stay.
 */
void
ilx_engine_disconnect_async (IlxEngine *self,
                             IlxConnection *connection,
                             gboolean remove_webhooks,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  IlxConnecting *connecting = g_new0 (IlxConnecting, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_disconnect_async);
  g_task_set_task_data (task, connecting, ilx_connecting_free);
  connecting->engine = self;
  connecting->connection = g_object_ref (connection);
  connecting->remove_webhooks = remove_webhooks;
  ilx_steps_run (g_steal_pointer (&task), disconnect_table);
}

/**
 * ilx_engine_disconnect_finish:
 * @self: the engine
 * @result: the result
 * @n_webhooks: (out) (optional): how many webhooks were deleted
 * @error: what failed; then nothing was forgotten
 *
 * Returns: %TRUE when it is done
 */
gboolean
ilx_engine_disconnect_finish (IlxEngine *self,
                              GAsyncResult *result,
                              gint *n_webhooks,
                              GError **error)
{
  IlxConnecting *connecting = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (n_webhooks != NULL)
    *n_webhooks = connecting->n_webhooks;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Finding ---------------------------------------------------------------------------------- */

static gboolean
is_meant (IlxConnection *connection, const char *name)
{
  return g_str_equal (ilx_connection_get_id (connection), name)
         || g_str_equal (ilx_connection_get_platform (connection), name);
}

/**
 * ilx_engine_find_connection:
 * @self: the engine
 * @name: a platform's id or a connection's
 * @error: %ILX_ERROR_NOT_CONNECTED, or %ILX_ERROR_INVALID_INPUT when several accounts fit
 *
 * Returns: (transfer full) (nullable): the connection that is meant
 */
IlxConnection *
ilx_engine_find_connection (IlxEngine *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) all = ilx_connection_store_load_all (self->store, FALSE, error);
  IlxConnection *found = NULL;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      IlxConnection *connection = g_ptr_array_index (all, i);

      if (!is_meant (connection, name))
        continue;
      if (found != NULL)
        {
          ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                         _ ("Several accounts of “%s” are connected. Name one by its id."), name);
          return NULL;
        }
      found = connection;
    }
  if (found == NULL)
    ilx_set_error (error, ILX_ERROR_NOT_CONNECTED, _ ("No account of “%s” is connected."), name);
  return found != NULL ? g_object_ref (found) : NULL;
}

/**
 * ilx_engine_dup_disabled:
 * @self: the engine
 * @connection: an account
 *
 * Returns: (transfer full): a translated sentence for each thing that its missing permissions
 * disable
 */
GStrv
ilx_engine_dup_disabled (IlxEngine *self, IlxConnection *connection)
{
  const IlxPlatformInfo *info = ilx_platforms_find (ilx_connection_get_platform (connection));
  static const char *const none[] = { NULL };

  if (info == NULL || ilx_connection_get_missing_permissions (connection) == NULL)
    return g_strdupv ((GStrv) none);
  return info->dup_disabled (ilx_connection_get_missing_permissions (connection));
}
