/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user may expect of the keyring, asked without making it ask anybody: it is there and open,
 * it would want its password first, or there is none. */
#include "config.h"

#include <libsecret/secret.h>

#include "ilx-error.h"
#include "ilx-keyring-call.h"
#include "ilx-secret-store.h"

typedef struct
{
  IlxSteps steps;

  /* progress */
  GDBusConnection *bus;   /* (owned) (nullable) */
  SecretService *service; /* (owned) (nullable) */

  /* out */
  IlxSecretsState state;
} Probe;

static void
probe_free (gpointer data)
{
  Probe *self = data;

  g_clear_object (&self->bus);
  g_clear_object (&self->service);
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
  Probe *self = state;

  self->bus = ilx_keyring_bus_finish (result, error);
  return self->bus != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
service_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Probe *self = state;

  if (self->bus == NULL)
    return FALSE;
  secret_service_get (SECRET_SERVICE_OPEN_SESSION, g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
service_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Probe *self = state;

  self->service = secret_service_get_finish (result, error);
  return self->service != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
collection_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Probe *self = state;

  if (self->service == NULL)
    return FALSE;
  secret_collection_for_alias (self->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
collection_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Probe *self = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  /* Without a default collection the first secret would make it ask for a password. */
  if (collection == NULL || secret_collection_get_locked (collection))
    self->state = ILX_SECRETS_LOCKED;
  return ILX_STEP_NEXT;
}

static const IlxStep probe_steps[] = {
  { "reach the bus", bus_begin, bus_finish },
  { "reach the service", service_begin, service_finish },
  { "look at its default collection", collection_begin, collection_finish },
  { NULL, NULL, NULL },
};

static void
settle (GTask *task, gpointer state)
{
  g_task_return_int (task, ((Probe *) state)->state);
}

/**
 * ilx_keyring_probe_within_async:
 * @timeout: microseconds until an answer counts as none
 * @cancellable: (nullable): ends it early
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * ilx_keyring_probe_async() with a time-out of the caller's.
 */
void
ilx_keyring_probe_within_async (gint64 timeout,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (IlxClock) clock = ilx_clock_new ();
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_keyring_probe_within_async);
  ilx_keyring_call_run (task, probe_steps, g_new0 (Probe, 1), probe_free, settle, clock, timeout);
}

/**
 * ilx_keyring_probe_async:
 * @cancellable: (nullable): ends it early
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Finds out in what state the keyring is, within a few seconds and without a prompt. Main thread.
 */
void
ilx_keyring_probe_async (GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ilx_keyring_probe_within_async (ILX_KEYRING_PROBE_TIMEOUT, cancellable, callback, user_data);
}

/**
 * ilx_keyring_probe_finish:
 * @result: the result
 *
 * Returns: the state; %ILX_SECRETS_LOCKED also for a keyring that does not answer, and
 *   %ILX_SECRETS_ABSENT when it was cancelled
 */
IlxSecretsState
ilx_keyring_probe_finish (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  gssize state = g_task_propagate_int (G_TASK (result), &error);

  if (error == NULL)
    return (IlxSecretsState) state;
  return ilx_error_is (error, ILX_ERROR_SECRETS_LOCKED) ? ILX_SECRETS_LOCKED : ILX_SECRETS_ABSENT;
}
