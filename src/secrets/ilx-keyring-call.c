/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "ilx-error.h"
#include "ilx-keyring-call.h"

/* Held by the work, by the timer and by the watch on the caller's cancellable. */
typedef struct
{
  GTask *task;           /* (owned) (nullable): the caller's, NULL once it has returned */
  GCancellable *work;    /* (owned): ends the work */
  GCancellable *waiting; /* (owned): ends the timer */
  GSource *cancelled;    /* (owned) (nullable): watches the caller's cancellable */
  IlxKeyringSettle settle;
  gint64 timeout;
} Call;

static void
call_clear (gpointer data)
{
  Call *self = data;

  g_assert (self->task == NULL && self->cancelled == NULL);
  g_object_unref (self->work);
  g_object_unref (self->waiting);
}

static void
call_unref (gpointer data)
{
  g_rc_box_release_full (data, call_clear);
}

static GError *
new_locked_error (gint64 timeout)
{
  gulong seconds = (gulong) MAX (timeout / ILX_SECOND, 1);

  return ilx_error_new (ILX_ERROR_SECRETS_LOCKED,
                        ngettext ("The keyring did not answer within %lu second. It may be waiting "
                                  "for its password, or for its first one.",
                                  "The keyring did not answer within %lu seconds. It may be "
                                  "waiting for its password, or for its first one.",
                                  seconds),
                        seconds);
}

/* An answer that the other side owed, or that nobody gave to its prompt. A keyring whose default
 * collection could not be made for want of a password says that there is no such object, or method.
 */
static gboolean
is_locked (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
         || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

/* libsecret's, GDBus's and GIO's errors as ours; it takes @error. */
static GError *
translate (GError *error)
{
  g_autoptr (GError) foreign = error;
  GError *ours;

  if (foreign->domain == ILX_ERROR)
    return g_steal_pointer (&foreign);
  if (is_locked (foreign))
    ours = ilx_error_new (ILX_ERROR_SECRETS_LOCKED, _ ("The keyring is locked."));
  else
    ours = ilx_error_new (ILX_ERROR_SECRETS_ABSENT, _ ("No keyring could be used."));
  ilx_error_set_detail (ours, foreign->message);
  return ours;
}

/* Takes the caller's task out of the race, with everything that watched over it. */
static GTask *
call_steal_task (Call *self)
{
  g_cancellable_cancel (self->waiting);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  return g_steal_pointer (&self->task);
}

static void
work_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) work = g_object_ref (G_TASK (result));
  Call *self = user_data;
  GError *error = NULL;
  gboolean is_done = g_task_propagate_boolean (work, &error);

  if (self->task != NULL)
    {
      g_autoptr (GTask) task = call_steal_task (self);

      if (is_done)
        self->settle (task, g_task_get_task_data (work));
      else
        g_task_return_error (task, translate (g_steal_pointer (&error)));
    }
  g_clear_error (&error);
  call_unref (self);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;

  if (ilx_clock_wait_finish (ILX_CLOCK (source), result, NULL) && self->task != NULL)
    {
      g_autoptr (GTask) task = call_steal_task (self);

      g_cancellable_cancel (self->work);
      g_task_return_error (task, new_locked_error (self->timeout));
    }
  call_unref (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Call *self = user_data;
  g_autoptr (GTask) task = call_steal_task (self);

  g_cancellable_cancel (self->work);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
watch_caller (Call *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), g_rc_box_acquire (self),
                         call_unref);
  g_source_attach (self->cancelled, g_task_get_context (self->task));
}

/**
 * ilx_keyring_call_run:
 * @task: (transfer full): the caller's; it returns what @settle gives it, or an error of ours or
 *   %G_IO_ERROR_CANCELLED
 * @table: the work
 * @state: (transfer full): the state of @table
 * @free_state: frees @state
 * @settle: returns the result
 * @clock: tells when the time is over
 * @timeout: microseconds
 *
 * Does the work of @table in a task of its own, so that @task ends in time whatever it does.
 */
void
ilx_keyring_call_run (GTask *task,
                      const IlxStep *table,
                      gpointer state,
                      GDestroyNotify free_state,
                      IlxKeyringSettle settle,
                      IlxClock *clock,
                      gint64 timeout)
{
  Call *self = g_rc_box_new0 (Call);
  GTask *work;

  self->task = task;
  self->work = g_cancellable_new ();
  self->waiting = g_cancellable_new ();
  self->settle = settle;
  self->timeout = timeout;
  watch_caller (self);
  ilx_clock_wait_async (clock, timeout, self->waiting, waited_cb, g_rc_box_acquire (self));
  work = g_task_new (NULL, self->work, work_done_cb, self);
  g_task_set_source_tag (work, (gpointer) (guintptr) ilx_keyring_call_run);
  g_task_set_task_data (work, state, free_state);
  ilx_steps_run (work, table);
}
