/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets that live as long as this object: for tests, for the demo, and for one run without a
 * keyring. What is replaced, cleared or left behind is overwritten before it is freed. */
#include "config.h"

#include "ilx-secret-store.h"
#include "ilx-text.h"

#define ILX_TYPE_MEMORY_SECRET_STORE (ilx_memory_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (
    IlxMemorySecretStore, ilx_memory_secret_store, ILX, MEMORY_SECRET_STORE, GObject)

struct _IlxMemorySecretStore
{
  GObject parent_instance;

  GHashTable *secrets; /* key of the id to secret (owned, wiped) */
};

static void ilx_memory_secret_store_init_iface (IlxSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IlxMemorySecretStore,
                               ilx_memory_secret_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ILX_TYPE_SECRET_STORE,
                                                      ilx_memory_secret_store_init_iface))

/* The lengths keep ("a", "b:c") apart from ("a:b", "c"). */
static char *
dup_key (const IlxSecretId *id)
{
  return g_strdup_printf ("%zu:%s%zu:%s%zu:%s%zu:%s", strlen (id->profile), id->profile,
                          strlen (id->platform), id->platform, strlen (id->connection_id),
                          id->connection_id, strlen (id->kind), id->kind);
}

static void
memory_store_async (IlxSecretStore *store,
                    const IlxSecretId *id,
                    const char *label,
                    const char *secret,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  IlxMemorySecretStore *self = ILX_MEMORY_SECRET_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) memory_store_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_hash_table_insert (self->secrets, dup_key (id), g_strdup (secret));
  g_task_return_boolean (task, TRUE);
}

static gboolean
memory_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
memory_lookup_async (IlxSecretStore *store,
                     const IlxSecretId *id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  IlxMemorySecretStore *self = ILX_MEMORY_SECRET_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = dup_key (id);

  g_task_set_source_tag (task, (gpointer) (guintptr) memory_lookup_async);
  g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->secrets, key)),
                         (GDestroyNotify) ilx_text_free_secret);
}

static char *
memory_lookup_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
memory_clear_async (IlxSecretStore *store,
                    const IlxSecretId *id,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  IlxMemorySecretStore *self = ILX_MEMORY_SECRET_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = dup_key (id);

  g_task_set_source_tag (task, (gpointer) (guintptr) memory_clear_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_hash_table_remove (self->secrets, key);
  g_task_return_boolean (task, TRUE);
}

static void
ilx_memory_secret_store_finalize (GObject *object)
{
  g_hash_table_unref (ILX_MEMORY_SECRET_STORE (object)->secrets);
  G_OBJECT_CLASS (ilx_memory_secret_store_parent_class)->finalize (object);
}

static void
ilx_memory_secret_store_init_iface (IlxSecretStoreInterface *iface)
{
  iface->store_async = memory_store_async;
  iface->store_finish = memory_finish;
  iface->lookup_async = memory_lookup_async;
  iface->lookup_finish = memory_lookup_finish;
  iface->clear_async = memory_clear_async;
  iface->clear_finish = memory_finish;
}

static void
ilx_memory_secret_store_class_init (IlxMemorySecretStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_memory_secret_store_finalize;
}

static void
ilx_memory_secret_store_init (IlxMemorySecretStore *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) ilx_text_free_secret);
}

/**
 * ilx_memory_secret_store_new:
 *
 * Returns: (transfer full): an empty store in this process's memory
 */
IlxSecretStore *
ilx_memory_secret_store_new (void)
{
  return g_object_new (ILX_TYPE_MEMORY_SECRET_STORE, NULL);
}
