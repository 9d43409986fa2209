/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-text.h"

enum
{
  PROGRESS,
  CONNECTION_CHANGED,
  HEALTH_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxEngine, ilx_engine, G_TYPE_OBJECT)

static void
ilx_engine_dispose (GObject *object)
{
  ilx_engine_close (ILX_ENGINE (object));
  G_OBJECT_CLASS (ilx_engine_parent_class)->dispose (object);
}

static void
ilx_engine_finalize (GObject *object)
{
  IlxEngine *self = ILX_ENGINE (object);

  g_hash_table_unref (self->run_secrets);
  g_hash_table_unref (self->platforms);
  g_hash_table_unref (self->call_records);
  g_clear_object (&self->publisher);
  g_clear_object (&self->secrets);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_free (self->data_dir);
  g_free (self->profile);
  G_OBJECT_CLASS (ilx_engine_parent_class)->finalize (object);
}

static void
ilx_engine_class_init (IlxEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_engine_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_engine_finalize;
  signals[PROGRESS]
      = g_signal_new ("progress", ILX_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 4, ILX_TYPE_OPERATION, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  signals[CONNECTION_CHANGED]
      = g_signal_new ("connection-changed", ILX_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[HEALTH_CHANGED] = g_signal_new ("health-changed", ILX_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ilx_engine_init (IlxEngine *self)
{
  self->run_secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) ilx_text_free_secret);
  self->platforms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->call_records = ilx_engine_new_call_records ();
}

static gboolean
is_profile_name (const char *profile)
{
  g_autofree char *slug = ilx_text_dup_slug (profile);

  return *slug != '\0' && g_str_equal (slug, profile);
}

/**
 * ilx_engine_dup_data_dir:
 * @data_dir: (nullable): the folder; else `$ILLIXIS_DATA_DIR`, else the user's
 * @profile: (nullable): NULL is "default"
 *
 * Returns: (transfer full): where that profile is, whether it can be opened or not
 */
char *
ilx_engine_dup_data_dir (const char *data_dir, const char *profile)
{
  const char *from_env = g_getenv ("ILLIXIS_DATA_DIR");
  g_autofree char *base = NULL;

  if (data_dir == NULL && from_env != NULL && *from_env != '\0')
    data_dir = from_env;
  base = data_dir != NULL ? g_strdup (data_dir)
                          : g_build_filename (g_get_user_data_dir (), "illixis", NULL);
  if (profile == NULL || g_str_equal (profile, "default"))
    return g_steal_pointer (&base);
  return g_build_filename (base, "profiles", profile, NULL);
}

/* A clock that runs faster is for tests alone: it is taken only when no platform could be real. */
static IlxClock *
new_clock (void)
{
  const char *speed = g_getenv ("ILLIXIS_TEST_SPEED");

  if (speed == NULL)
    return ilx_clock_new ();
  for (const IlxPlatformInfo *info = ilx_platforms_get_all (); info->id != NULL; info++)
    if (g_getenv (info->url_env) == NULL)
      return ilx_clock_new ();
  return ilx_clock_new_fast (g_ascii_strtod (speed, NULL));
}

static void
progress_cb (IlxPublisher *publisher,
             IlxOperation *operation,
             const char *title,
             guint position,
             guint n_rows,
             IlxEngine *self)
{
  g_signal_emit (self, signals[PROGRESS], 0, operation, title, position, n_rows);
}

static gboolean
open_store (IlxEngine *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "illixis.db", NULL);
  g_autofree char *lock_path = g_build_filename (self->data_dir, "operations.lock", NULL);

  if (g_mkdir_with_parents (self->data_dir, 0700) != 0)
    {
      ilx_set_error (
          error,
          errno == EROFS || errno == EACCES ? ILX_ERROR_STORAGE_READ_ONLY : ILX_ERROR_STORAGE,
          _ ("The data folder “%s” can't be made: %s"), self->data_dir, g_strerror (errno));
      return FALSE;
    }
  self->store = ilx_store_open (path, self->clock, error);
  if (self->store == NULL)
    return FALSE;
  self->publisher = ilx_publisher_new (self->store, lock_path);
  g_signal_connect_object (self->publisher, "progress", G_CALLBACK (progress_cb), self, 0);
  return TRUE;
}

/**
 * ilx_engine_open:
 * @data_dir: (nullable): the folder; else `$ILLIXIS_DATA_DIR`, else the user's
 * @profile: (nullable): lower-case letters, digits, hyphens; NULL is "default"
 * @secrets: (nullable): where secrets are; else the keyring
 * @error: %ILX_ERROR_STORAGE and its kin, %ILX_ERROR_INVALID_INPUT
 *
 * Opens a profile, making it if it is new. No network and no keyring yet.
 *
 * Returns: (transfer full) (nullable): the engine
 */
IlxEngine *
ilx_engine_open (const char *data_dir, const char *profile, IlxSecretStore *secrets, GError **error)
{
  g_autoptr (IlxEngine) self = NULL;

  if (profile == NULL)
    profile = "default";
  if (!is_profile_name (profile))
    {
      ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                     _ ("“%s” can't name a profile: use lower-case letters, digits and hyphens."),
                     profile);
      return NULL;
    }
  self = g_object_new (ILX_TYPE_ENGINE, NULL);
  self->profile = g_strdup (profile);
  self->data_dir = ilx_engine_dup_data_dir (data_dir, profile);
  self->clock = new_clock ();
  self->secrets = secrets != NULL ? g_object_ref (secrets) : ilx_keyring_new ();
  return open_store (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ilx_engine_close:
 * @self: the engine
 *
 * Lets go of the platforms and ends the writer after what it has to write. May be called twice.
 */
void
ilx_engine_close (IlxEngine *self)
{
  g_hash_table_remove_all (self->platforms);
  g_hash_table_remove_all (self->run_secrets);
  if (self->store != NULL)
    ilx_store_close (self->store);
}

/**
 * ilx_engine_get_store:
 * @self: the engine
 *
 * Returns: (transfer none): the profile's data
 */
IlxStore *
ilx_engine_get_store (IlxEngine *self)
{
  return self->store;
}

/**
 * ilx_engine_get_clock:
 * @self: the engine
 *
 * Returns: (transfer none): the clock that everything in it goes by
 */
IlxClock *
ilx_engine_get_clock (IlxEngine *self)
{
  return self->clock;
}

/**
 * ilx_engine_get_data_dir:
 * @self: the engine
 *
 * Returns: (transfer none): the profile's folder
 */
const char *
ilx_engine_get_data_dir (IlxEngine *self)
{
  return self->data_dir;
}

/**
 * ilx_engine_emit_health_changed:
 * @self: the engine
 * @connection_id: the account that did something
 */
void
ilx_engine_emit_health_changed (IlxEngine *self, const char *connection_id)
{
  g_signal_emit (self, signals[HEALTH_CHANGED], 0, connection_id);
}

/**
 * ilx_engine_emit_connection_changed:
 * @self: the engine
 * @connection_id: the account whose record was saved, and not because somebody asked for it
 */
void
ilx_engine_emit_connection_changed (IlxEngine *self, const char *connection_id)
{
  g_signal_emit (self, signals[CONNECTION_CHANGED], 0, connection_id);
}
