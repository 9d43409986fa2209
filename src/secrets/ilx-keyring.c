/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's keyring by libsecret: GNOME Keyring, KWallet, KeePassXC, or libsecret's own file when
 * SECRET_BACKEND asks for it. libsecret hides two things that users must be told: a locked secret
 * looks like none, and clearing one does nothing. So each "none" is followed by a search, which
 * finds locked secrets as well. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "ilx-error.h"
#include "ilx-keyring-call.h"
#include "ilx-secret-store.h"
#include "ilx-text.h"

/* Time to type a password; then a keyring that waits for what can't come is given up. */
#define DEFAULT_TIMEOUT (15 * ILX_SECOND)

#define ILX_TYPE_KEYRING (ilx_keyring_get_type ())
G_DECLARE_FINAL_TYPE (IlxKeyring, ilx_keyring, ILX, KEYRING, GObject)

struct _IlxKeyring
{
  GObject parent_instance;

  IlxClock *clock; /* (owned) */
  gint64 timeout;  /* microseconds */
};

typedef enum
{
  PROP_TIMEOUT = 1
} IlxKeyringProperty;

static GParamSpec *properties[PROP_TIMEOUT + 1];

static const SecretSchema schema = {
  APPLICATION_ID ".Secret",
  SECRET_SCHEMA_NONE,
  {
      { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "platform", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void ilx_keyring_init_iface (IlxSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IlxKeyring,
                               ilx_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ILX_TYPE_SECRET_STORE,
                                                      ilx_keyring_init_iface))

/* The state of all three calls. */
typedef struct
{
  IlxSteps steps;

  /* in */
  GHashTable *attributes; /* (owned) */
  char *label;            /* (owned) (nullable) */
  char *secret;           /* (owned) (nullable) wiped: what to store, or what was found */

  /* progress */
  GDBusConnection *bus; /* (owned) (nullable) */
} Work;

static GHashTable *
new_attributes (const IlxSecretId *id)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "profile", g_strdup (id->profile));
  g_hash_table_insert (attributes, (gpointer) "platform", g_strdup (id->platform));
  g_hash_table_insert (attributes, (gpointer) "account", g_strdup (id->connection_id));
  g_hash_table_insert (attributes, (gpointer) "kind", g_strdup (id->kind));
  return attributes;
}

static Work *
work_new (const IlxSecretId *id)
{
  Work *self = g_new0 (Work, 1);

  self->attributes = new_attributes (id);
  return self;
}

static void
work_free (gpointer data)
{
  Work *self = data;

  g_hash_table_unref (self->attributes);
  g_free (self->label);
  ilx_text_free_secret (self->secret);
  g_clear_object (&self->bus);
  g_free (self);
}

static gboolean
bus_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  if (ilx_keyring_is_file ())
    return FALSE;
  ilx_keyring_bus_async (g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
bus_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Work *self = state;

  self->bus = ilx_keyring_bus_finish (result, error);
  return self->bus != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
store_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Work *self = state;

  secret_password_storev (&schema, self->attributes, SECRET_COLLECTION_DEFAULT, self->label,
                          self->secret, g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
store_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (secret_password_store_finish (result, &local))
    return ILX_STEP_NEXT;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else /* a prompt that the user put away */
    ilx_set_error (error, ILX_ERROR_SECRETS_LOCKED,
                   _ ("The keyring is locked, and it was not unlocked."));
  return ILX_STEP_FAILED;
}

static gboolean
lookup_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Work *self = state;

  secret_password_lookupv (&schema, self->attributes, g_task_get_cancellable (task), callback,
                           data);
  return TRUE;
}

static IlxStepOutcome
lookup_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Work *self = state;
  g_autoptr (GError) local = NULL;
  char *found = secret_password_lookup_nonpageable_finish (result, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  self->secret = g_strdup (found);
  if (found != NULL)
    secret_password_free (found);
  return ILX_STEP_NEXT;
}

static gboolean
clear_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Work *self = state;

  secret_password_clearv (&schema, self->attributes, g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
clear_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;

  secret_password_clear_finish (result, &local);
  if (local == NULL)
    return ILX_STEP_NEXT;
  g_propagate_error (error, g_steal_pointer (&local));
  return ILX_STEP_FAILED;
}

/* Begun only when nothing was found, or nothing should be left. */
static gboolean
search_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Work *self = state;

  if (self->secret != NULL)
    return FALSE;
  secret_password_searchv (&schema, self->attributes, SECRET_SEARCH_ALL,
                           g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
search_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autolist (GObject) found = secret_password_search_finish (result, &local);

  if (local == NULL && found == NULL)
    return ILX_STEP_NEXT;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    ilx_set_error (error, ILX_ERROR_SECRETS_LOCKED,
                   _ ("The keyring is locked, so the key in it can't be reached."));
  return ILX_STEP_FAILED;
}

static const IlxStep store_steps[] = {
  { "reach the bus", bus_begin, bus_finish },
  { "store", store_begin, store_finish },
  { NULL, NULL, NULL },
};

static const IlxStep lookup_steps[] = {
  { "reach the bus", bus_begin, bus_finish },
  { "look it up", lookup_begin, lookup_finish },
  { "look for a locked one", search_begin, search_finish },
  { NULL, NULL, NULL },
};

static const IlxStep clear_steps[] = {
  { "reach the bus", bus_begin, bus_finish },
  { "clear", clear_begin, clear_finish },
  { "look for a locked one", search_begin, search_finish },
  { NULL, NULL, NULL },
};

static void
settle_boolean (GTask *task, gpointer state)
{
  g_task_return_boolean (task, TRUE);
}

static void
settle_secret (GTask *task, gpointer state)
{
  Work *self = state;

  g_task_return_pointer (task, g_steal_pointer (&self->secret),
                         (GDestroyNotify) ilx_text_free_secret);
}

static void
keyring_store_async (IlxSecretStore *store,
                     const IlxSecretId *id,
                     const char *label,
                     const char *secret,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  IlxKeyring *self = ILX_KEYRING (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Work *work = work_new (id);

  g_task_set_source_tag (task, (gpointer) (guintptr) keyring_store_async);
  work->label = g_strdup (label);
  work->secret = g_strdup (secret);
  ilx_keyring_call_run (task, store_steps, work, work_free, settle_boolean, self->clock,
                        self->timeout);
}

static gboolean
keyring_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
keyring_lookup_async (IlxSecretStore *store,
                      const IlxSecretId *id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  IlxKeyring *self = ILX_KEYRING (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) keyring_lookup_async);
  ilx_keyring_call_run (task, lookup_steps, work_new (id), work_free, settle_secret, self->clock,
                        self->timeout);
}

static char *
keyring_lookup_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keyring_clear_async (IlxSecretStore *store,
                     const IlxSecretId *id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  IlxKeyring *self = ILX_KEYRING (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) keyring_clear_async);
  ilx_keyring_call_run (task, clear_steps, work_new (id), work_free, settle_boolean, self->clock,
                        self->timeout);
}

static void
ilx_keyring_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((IlxKeyringProperty) prop_id)
    {
    case PROP_TIMEOUT:
      g_value_set_int64 (value, ILX_KEYRING (object)->timeout);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ilx_keyring_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IlxKeyring *self = ILX_KEYRING (object);

  switch ((IlxKeyringProperty) prop_id)
    {
    case PROP_TIMEOUT:
      if (self->timeout == g_value_get_int64 (value))
        return;
      self->timeout = g_value_get_int64 (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ilx_keyring_finalize (GObject *object)
{
  g_object_unref (ILX_KEYRING (object)->clock);
  G_OBJECT_CLASS (ilx_keyring_parent_class)->finalize (object);
}

static void
ilx_keyring_init_iface (IlxSecretStoreInterface *iface)
{
  iface->store_async = keyring_store_async;
  iface->store_finish = keyring_finish;
  iface->lookup_async = keyring_lookup_async;
  iface->lookup_finish = keyring_lookup_finish;
  iface->clear_async = keyring_clear_async;
  iface->clear_finish = keyring_finish;
}

static void
ilx_keyring_class_init (IlxKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ilx_keyring_get_property;
  object_class->set_property = ilx_keyring_set_property;
  object_class->finalize = ilx_keyring_finalize;
  properties[PROP_TIMEOUT]
      = g_param_spec_int64 ("timeout", NULL, NULL, 1, G_MAXINT64, DEFAULT_TIMEOUT,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_keyring_init (IlxKeyring *self)
{
  self->clock = ilx_clock_new ();
  self->timeout = DEFAULT_TIMEOUT;
}

/**
 * ilx_keyring_new:
 *
 * Each call ends within the property `timeout`, in microseconds, 15 seconds unless set.
 *
 * Returns: (transfer full): the user's keyring; it is not reached before the first call
 */
IlxSecretStore *
ilx_keyring_new (void)
{
  return g_object_new (ILX_TYPE_KEYRING, NULL);
}
