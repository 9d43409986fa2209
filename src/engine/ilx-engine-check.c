/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking whether a connection is in order: is its key still accepted, and what may it do now? */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxEngine *engine;         /* (unowned): the task's source */
  IlxConnection *connection; /* (owned): as it is known */
  /* progress */
  IlxPlatform *platform; /* (owned) */
  /* out */
  IlxConnection *checked; /* (owned) (nullable) */
} IlxChecking;

static void
ilx_checking_free (gpointer data)
{
  IlxChecking *self = data;

  g_object_unref (self->connection);
  g_clear_object (&self->platform);
  g_clear_object (&self->checked);
  g_free (self);
}

static gboolean
open_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxChecking *self = state;

  ilx_engine_open_platform_async (self->engine, self->connection, g_task_get_cancellable (task),
                                  callback, data);
  return TRUE;
}

static IlxStepOutcome
open_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxChecking *self = state;

  self->platform = ilx_engine_open_platform_finish (ILX_ENGINE (source), result, error);
  return self->platform != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
verify_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxChecking *self = state;

  ilx_platform_verify_async (self->platform, g_task_get_cancellable (task), callback, data);
  return TRUE;
}

/* Who it is stays; what the platform says of it is new. */
static void
complete (IlxChecking *self)
{
  ilx_connection_set_id (self->checked, ilx_connection_get_id (self->connection));
  ilx_connection_set_platform (self->checked, ilx_connection_get_platform (self->connection));
  ilx_connection_set_connected_at (self->checked,
                                   ilx_connection_get_connected_at (self->connection));
  ilx_connection_set_checked_at (self->checked, ilx_clock_get_now (self->engine->clock));
  ilx_connection_set_state (self->checked, ILX_CONNECTION_CONNECTED);
}

static IlxStepOutcome
verify_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxChecking *self = state;
  g_autoptr (GError) local = NULL;

  self->checked = ilx_platform_verify_finish (ILX_PLATFORM (source), result, &local);
  if (self->checked == NULL)
    {
      ilx_engine_note_error (self->engine, ilx_connection_get_id (self->connection), local);
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  complete (self);
  return ILX_STEP_NEXT;
}

static gboolean
save_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxChecking *self = state;

  ilx_connection_store_save_async (self->engine->store, self->checked, NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
save_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxChecking *self = state;

  if (!ilx_connection_store_save_finish (ILX_STORE (source), result, error))
    return ILX_STEP_FAILED;
  ilx_engine_note_health (self->engine, ilx_connection_get_id (self->checked));
  return ILX_STEP_NEXT;
}

static const IlxStep check_table[] = {
  { "open the platform", open_begin, open_finish },
  { "verify the key", verify_begin, verify_finish },
  { "save what it may do", save_begin, save_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_engine_check_connection_async:
 * @self: the engine
 * @connection: an account that is connected, or was and is broken
 * @cancellable: (nullable): then nothing changes
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Asks the platform whether the key is accepted and what it may do, and saves the answer.
 */
void
ilx_engine_check_connection_async (IlxEngine *self,
                                   IlxConnection *connection,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  IlxChecking *checking = g_new0 (IlxChecking, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_check_connection_async);
  g_task_set_task_data (task, checking, ilx_checking_free);
  checking->engine = self;
  checking->connection = g_object_ref (connection);
  ilx_steps_run (g_steal_pointer (&task), check_table);
}

/**
 * ilx_engine_check_connection_finish:
 * @self: the engine
 * @result: the result
 * @error: %ILX_ERROR_BAD_CREDENTIALS, after which the connection is broken; those of the keyring,
 * the network, the store
 *
 * Returns: (transfer full) (nullable): the connection as it is now
 */
IlxConnection *
ilx_engine_check_connection_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  IlxChecking *checking = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&checking->checked);
}
