/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day counters of a connection's client, kept in the store. */
#include "config.h"

#include "ilx-engine-private.h"
#include "ilx-quota-store.h"

#define ILX_TYPE_ENGINE_QUOTA (ilx_engine_quota_get_type ())
G_DECLARE_FINAL_TYPE (IlxEngineQuota, ilx_engine_quota, ILX, ENGINE_QUOTA, GObject)

struct _IlxEngineQuota
{
  GObject parent_instance;

  IlxStore *store;
  char *connection_id; /* (nullable): whose is not known before it is verified */
  guint n_pending;     /* counted here, not written yet */
};

static void ilx_engine_quota_iface_init (IlxHttpQuotaInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (IlxEngineQuota,
                               ilx_engine_quota,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ILX_TYPE_HTTP_QUOTA,
                                                      ilx_engine_quota_iface_init))

static guint
ilx_engine_quota_get_used (IlxHttpQuota *quota, const char *tier, gint64 day)
{
  IlxEngineQuota *self = ILX_ENGINE_QUOTA (quota);

  if (self->connection_id == NULL)
    return 0;
  return ilx_quota_store_load (self->store, self->connection_id, tier, day, NULL) + self->n_pending;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxEngineQuota) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_pending--;
  if (!ilx_quota_store_add_finish (ILX_STORE (source), result, &error))
    g_warning ("A call was not counted: %s", error->message);
}

static void
ilx_engine_quota_add (IlxHttpQuota *quota, const char *tier, gint64 day)
{
  IlxEngineQuota *self = ILX_ENGINE_QUOTA (quota);

  if (self->connection_id == NULL)
    return;
  self->n_pending++;
  ilx_quota_store_add_async (self->store, self->connection_id, tier, day, NULL, added_cb,
                             g_object_ref (self));
}

static void
ilx_engine_quota_finalize (GObject *object)
{
  IlxEngineQuota *self = ILX_ENGINE_QUOTA (object);

  g_object_unref (self->store);
  g_free (self->connection_id);
  G_OBJECT_CLASS (ilx_engine_quota_parent_class)->finalize (object);
}

static void
ilx_engine_quota_class_init (IlxEngineQuotaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_engine_quota_finalize;
}

static void
ilx_engine_quota_iface_init (IlxHttpQuotaInterface *iface)
{
  iface->get_used = ilx_engine_quota_get_used;
  iface->add = ilx_engine_quota_add;
}

static void
ilx_engine_quota_init (IlxEngineQuota *self)
{
}

/**
 * ilx_engine_quota_new:
 * @store: where the counters are
 *
 * Returns: (transfer full): counters for the client of a connection; they count nothing before it
 * is known whose they are
 */
IlxHttpQuota *
ilx_engine_quota_new (IlxStore *store)
{
  IlxEngineQuota *self = g_object_new (ILX_TYPE_ENGINE_QUOTA, NULL);

  self->store = g_object_ref (store);
  return ILX_HTTP_QUOTA (self);
}

/**
 * ilx_engine_quota_set_connection_id:
 * @quota: counters made by ilx_engine_quota_new()
 * @connection_id: whose they are
 */
void
ilx_engine_quota_set_connection_id (IlxHttpQuota *quota, const char *connection_id)
{
  IlxEngineQuota *self = ILX_ENGINE_QUOTA (quota);

  g_free (self->connection_id);
  self->connection_id = g_strdup (connection_id);
}
