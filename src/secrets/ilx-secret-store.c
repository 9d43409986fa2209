/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-secret-store.h"
#include "ilx-step-runner.h"
#include "ilx-text.h"

G_DEFINE_INTERFACE (IlxSecretStore, ilx_secret_store, G_TYPE_OBJECT)

static void
ilx_secret_store_default_init (IlxSecretStoreInterface *iface)
{
}

/* Whether every part is there: one left out would make the id match the secrets of others. */
static gboolean
is_complete (const IlxSecretId *id)
{
  return id != NULL && id->profile != NULL && id->platform != NULL && id->connection_id != NULL
         && id->kind != NULL;
}

/* Storing: put it there, read it back, and take away what came back as something else. */
typedef struct
{
  IlxSteps steps;

  /* in */
  IlxSecretStore *store; /* (owned) */
  IlxSecretId id;        /* (owned strings) */
  char *label;
  char *secret; /* wiped */

  /* progress */
  gboolean is_altered;
} Storing;

static void
storing_free (gpointer data)
{
  Storing *self = data;

  g_free ((char *) self->id.profile);
  g_free ((char *) self->id.platform);
  g_free ((char *) self->id.connection_id);
  g_free ((char *) self->id.kind);
  g_free (self->label);
  ilx_text_free_secret (self->secret);
  g_object_unref (self->store);
  g_free (self);
}

static Storing *
storing_new (IlxSecretStore *store, const IlxSecretId *id, const char *label, const char *secret)
{
  Storing *self = g_new0 (Storing, 1);

  self->store = g_object_ref (store);
  self->id.profile = g_strdup (id->profile);
  self->id.platform = g_strdup (id->platform);
  self->id.connection_id = g_strdup (id->connection_id);
  self->id.kind = g_strdup (id->kind);
  self->label = g_strdup (label);
  self->secret = g_strdup (secret);
  return self;
}

static gboolean
put_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Storing *self = state;

  ILX_SECRET_STORE_GET_IFACE (self->store)
      ->store_async (self->store, &self->id, self->label, self->secret,
                     g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
put_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxSecretStore *store = ILX_SECRET_STORE (source);

  return ILX_SECRET_STORE_GET_IFACE (store)->store_finish (store, result, error) ? ILX_STEP_NEXT
                                                                                 : ILX_STEP_FAILED;
}

static gboolean
read_back_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Storing *self = state;

  ilx_secret_store_lookup_async (self->store, &self->id, g_task_get_cancellable (task), callback,
                                 data);
  return TRUE;
}

static IlxStepOutcome
read_back_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Storing *self = state;
  g_autoptr (GError) local = NULL;
  char *found = ilx_secret_store_lookup_finish (ILX_SECRET_STORE (source), result, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  self->is_altered = g_strcmp0 (found, self->secret) != 0;
  ilx_text_free_secret (found);
  return ILX_STEP_NEXT;
}

static gboolean
take_away_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Storing *self = state;

  if (!self->is_altered)
    return FALSE;
  ilx_secret_store_clear_async (self->store, &self->id, g_task_get_cancellable (task), callback,
                                data);
  return TRUE;
}

static IlxStepOutcome
take_away_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  /* Whether it could be taken away changes nothing for the user: this keyring is of no use. */
  ilx_secret_store_clear_finish (ILX_SECRET_STORE (source), result, NULL);
  ilx_set_error (error, ILX_ERROR_SECRETS_ABSENT,
                 _ ("The keyring did not give the key back as it was stored, so the key was not "
                    "kept."));
  return ILX_STEP_FAILED;
}

static const IlxStep storing_steps[] = {
  { "put it into the store", put_begin, put_finish },
  { "read it back", read_back_begin, read_back_finish },
  { "take away what was altered", take_away_begin, take_away_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_secret_store_store_async:
 * @self: a store
 * @id: which secret; every part must be there
 * @label: what a keyring manager shows, UTF-8; never secret
 * @secret: the secret, UTF-8; copied, and the copy wiped
 * @cancellable: (nullable): ends it early
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Stores @secret in place of what was there, reads it back and compares. Main thread.
 */
void
ilx_secret_store_store_async (IlxSecretStore *self,
                              const IlxSecretId *id,
                              const char *label,
                              const char *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ILX_IS_SECRET_STORE (self));
  g_return_if_fail (is_complete (id));
  g_return_if_fail (label != NULL && secret != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_secret_store_store_async);
  g_task_set_task_data (task, storing_new (self, id, label, secret), storing_free);
  ilx_steps_run (task, storing_steps);
}

/**
 * ilx_secret_store_store_finish:
 * @self: a store
 * @result: the result
 * @error: %ILX_ERROR_SECRETS_ABSENT when there is no keyring or it altered the secret,
 *   %ILX_ERROR_SECRETS_LOCKED, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the secret is kept
 */
gboolean
ilx_secret_store_store_finish (IlxSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ilx_secret_store_lookup_async:
 * @self: a store
 * @id: which secret; every part must be there
 * @cancellable: (nullable): ends it early
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads a secret. Main thread.
 */
void
ilx_secret_store_lookup_async (IlxSecretStore *self,
                               const IlxSecretId *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (ILX_IS_SECRET_STORE (self));
  g_return_if_fail (is_complete (id));
  ILX_SECRET_STORE_GET_IFACE (self)->lookup_async (self, id, cancellable, callback, user_data);
}

/**
 * ilx_secret_store_lookup_finish:
 * @self: a store
 * @result: the result
 * @error: %ILX_ERROR_SECRETS_ABSENT, %ILX_ERROR_SECRETS_LOCKED, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the secret, to be freed by ilx_text_free_secret(); NULL
 *   without an error when there is none
 */
char *
ilx_secret_store_lookup_finish (IlxSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_SECRET_STORE (self), NULL);
  return ILX_SECRET_STORE_GET_IFACE (self)->lookup_finish (self, result, error);
}

/**
 * ilx_secret_store_clear_async:
 * @self: a store
 * @id: which secret; every part must be there
 * @cancellable: (nullable): ends it early
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Forgets a secret. Main thread.
 */
void
ilx_secret_store_clear_async (IlxSecretStore *self,
                              const IlxSecretId *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (ILX_IS_SECRET_STORE (self));
  g_return_if_fail (is_complete (id));
  ILX_SECRET_STORE_GET_IFACE (self)->clear_async (self, id, cancellable, callback, user_data);
}

/**
 * ilx_secret_store_clear_finish:
 * @self: a store
 * @result: the result
 * @error: %ILX_ERROR_SECRETS_ABSENT, %ILX_ERROR_SECRETS_LOCKED, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the secret is gone now, also when there was none
 */
gboolean
ilx_secret_store_clear_finish (IlxSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ILX_IS_SECRET_STORE (self), FALSE);
  return ILX_SECRET_STORE_GET_IFACE (self)->clear_finish (self, result, error);
}
