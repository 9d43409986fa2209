/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-error.h"
#include "stub-secrets.h"

struct _StubSecrets
{
  GObject parent_instance;

  GHashTable *kept; /* connection id to secret */
  IlxSecretsState state;
  gboolean is_silent;
  guint n_waiting;
};

static void stub_secrets_iface_init (IlxSecretStoreInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (StubSecrets,
                               stub_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ILX_TYPE_SECRET_STORE,
                                                      stub_secrets_iface_init))

static gboolean
refuse (StubSecrets *self, GTask *task)
{
  if (self->state == ILX_SECRETS_AVAILABLE)
    return FALSE;
  if (self->state == ILX_SECRETS_LOCKED)
    g_task_return_error (task, ilx_error_new (ILX_ERROR_SECRETS_LOCKED, "The keyring is locked."));
  else
    g_task_return_error (task, ilx_error_new (ILX_ERROR_SECRETS_ABSENT, "No keyring is there."));
  return TRUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  STUB_SECRETS (g_task_get_source_object (task))->n_waiting--;
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
wait_for_ever (StubSecrets *self, GTask *task)
{
  g_autoptr (GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  self->n_waiting++;
  g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task), NULL);
  g_source_attach (source, NULL);
}

static void
stub_secrets_store_async (IlxSecretStore *store,
                          const IlxSecretId *id,
                          const char *label,
                          const char *secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  StubSecrets *self = STUB_SECRETS (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (refuse (self, task))
    return;
  g_hash_table_insert (self->kept, g_strdup (id->connection_id), g_strdup (secret));
  if (self->is_silent)
    wait_for_ever (self, task);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
stub_secrets_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
stub_secrets_lookup_async (IlxSecretStore *store,
                           const IlxSecretId *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  StubSecrets *self = STUB_SECRETS (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!refuse (self, task))
    g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->kept, id->connection_id)),
                           g_free);
}

static char *
stub_secrets_lookup_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stub_secrets_clear_async (IlxSecretStore *store,
                          const IlxSecretId *id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  StubSecrets *self = STUB_SECRETS (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (refuse (self, task))
    return;
  g_hash_table_remove (self->kept, id->connection_id);
  g_task_return_boolean (task, TRUE);
}

static void
stub_secrets_iface_init (IlxSecretStoreInterface *iface)
{
  iface->store_async = stub_secrets_store_async;
  iface->store_finish = stub_secrets_finish;
  iface->lookup_async = stub_secrets_lookup_async;
  iface->lookup_finish = stub_secrets_lookup_finish;
  iface->clear_async = stub_secrets_clear_async;
  iface->clear_finish = stub_secrets_finish;
}

static void
stub_secrets_finalize (GObject *object)
{
  g_hash_table_unref (STUB_SECRETS (object)->kept);
  G_OBJECT_CLASS (stub_secrets_parent_class)->finalize (object);
}

static void
stub_secrets_class_init (StubSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stub_secrets_finalize;
}

static void
stub_secrets_init (StubSecrets *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

StubSecrets *
stub_secrets_new (void)
{
  return g_object_new (STUB_TYPE_SECRETS, NULL);
}

void
stub_secrets_set_state (StubSecrets *self, IlxSecretsState state)
{
  self->state = state;
}

void
stub_secrets_set_silent (StubSecrets *self, gboolean is_silent)
{
  self->is_silent = is_silent;
}

guint
stub_secrets_get_n_kept (StubSecrets *self)
{
  return g_hash_table_size (self->kept);
}

guint
stub_secrets_get_n_waiting (StubSecrets *self)
{
  return self->n_waiting;
}
