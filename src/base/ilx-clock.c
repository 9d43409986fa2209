/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One type with three temperaments. The system's clock; a fast one, whose steady time and waits run
 * `speed` times as fast while the date stays real; and a manual one that moves only when told. */
#include "config.h"

#include "ilx-clock.h"

struct _IlxClock
{
  GObject parent_instance;

  double speed;       /* 1 for the system's clock */
  gboolean is_manual; /* now and monotonic below hold the time */
  gint64 now;
  gint64 monotonic;
  gint64 offset;      /* what set_now() and advance() added to a running clock's date */
  gint64 started;     /* g_get_monotonic_time() when made, for the fast clock */
  GPtrArray *waiting; /* (element-type IlxWait) (owned), of a manual clock */
};

/* One wait_async() under way. */
typedef struct
{
  GTask *task; /* (owned) */
  gint64 until;
  GSource *timer;     /* (owned) (nullable): of a running clock */
  GSource *cancelled; /* (owned) (nullable) */
} IlxWait;

G_DEFINE_FINAL_TYPE (IlxClock, ilx_clock, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
ilx_wait_free (gpointer data)
{
  IlxWait *wait = data;

  clear_source (&wait->timer);
  clear_source (&wait->cancelled);
  g_clear_object (&wait->task);
  g_free (wait);
}

static void
ilx_clock_finalize (GObject *object)
{
  IlxClock *self = ILX_CLOCK (object);

  g_assert (self->waiting->len == 0);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (ilx_clock_parent_class)->finalize (object);
}

static void
ilx_clock_class_init (IlxClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_clock_finalize;
}

static void
ilx_clock_init (IlxClock *self)
{
  self->speed = 1;
  self->started = g_get_monotonic_time ();
  self->waiting = g_ptr_array_new_with_free_func (ilx_wait_free);
}

static IlxWait *
take_wait (IlxClock *self, guint index)
{
  return g_ptr_array_steal_index (self->waiting, index);
}

static void
finish_wait (IlxClock *self, IlxWait *wait)
{
  guint index;
  g_autoptr (GTask) task = g_object_ref (wait->task);

  if (g_ptr_array_find (self->waiting, wait, &index))
    ilx_wait_free (take_wait (self, index));
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static gboolean
timer_cb (gpointer user_data)
{
  IlxWait *wait = user_data;

  finish_wait (g_task_get_source_object (wait->task), wait);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  return timer_cb (user_data);
}

/* Fires what is due, the earliest first. A callback may start another wait. */
static void
fire_due (IlxClock *self)
{
  for (;;)
    {
      IlxWait *due = NULL;

      for (guint i = 0; i < self->waiting->len; i++)
        {
          IlxWait *wait = g_ptr_array_index (self->waiting, i);

          if (wait->until <= self->monotonic && (due == NULL || wait->until < due->until))
            due = wait;
        }
      if (due == NULL)
        return;
      finish_wait (self, due);
    }
}

/**
 * ilx_clock_new:
 *
 * Returns: (transfer full): the system's clock
 */
IlxClock *
ilx_clock_new (void)
{
  return g_object_new (ILX_TYPE_CLOCK, NULL);
}

/**
 * ilx_clock_new_fast:
 * @speed: how many times as fast steady time runs, at least 1
 *
 * Its waits end @speed times sooner, so that a test against the sandbox need not sit through a
 * platform's back-off. The date stays real.
 *
 * Returns: (transfer full): a new clock
 */
IlxClock *
ilx_clock_new_fast (double speed)
{
  IlxClock *self = ilx_clock_new ();

  self->speed = MAX (speed, 1);
  return self;
}

/**
 * ilx_clock_new_manual:
 * @now: the date it shows first, microseconds since the epoch
 *
 * Returns: (transfer full): a clock that moves only by ilx_clock_advance()
 */
IlxClock *
ilx_clock_new_manual (gint64 now)
{
  IlxClock *self = ilx_clock_new ();

  self->is_manual = TRUE;
  self->now = now;
  return self;
}

/**
 * ilx_clock_get_now:
 * @self: a clock
 *
 * Returns: the date, microseconds since the epoch. It may jump.
 */
gint64
ilx_clock_get_now (IlxClock *self)
{
  g_return_val_if_fail (ILX_IS_CLOCK (self), 0);
  return self->is_manual ? self->now : g_get_real_time () + self->offset;
}

/**
 * ilx_clock_get_monotonic:
 * @self: a clock
 *
 * Returns: steady time in microseconds from an arbitrary start. It never jumps.
 */
gint64
ilx_clock_get_monotonic (IlxClock *self)
{
  g_return_val_if_fail (ILX_IS_CLOCK (self), 0);
  if (self->is_manual)
    return self->monotonic;
  return self->started
         + (gint64) ((double) (g_get_monotonic_time () - self->started) * self->speed);
}

/**
 * ilx_clock_advance:
 * @self: a clock
 * @microseconds: how far
 *
 * A manual clock moves date and steady time and ends the waits that are due; of a running clock
 * only the date moves.
 */
void
ilx_clock_advance (IlxClock *self, gint64 microseconds)
{
  g_return_if_fail (ILX_IS_CLOCK (self));
  g_return_if_fail (microseconds >= 0);
  if (!self->is_manual)
    {
      self->offset += microseconds;
      return;
    }
  self->now += microseconds;
  self->monotonic += microseconds;
  fire_due (self);
}

/**
 * ilx_clock_set_now:
 * @self: a clock
 * @now: the new date, microseconds since the epoch
 *
 * Sets the date alone, as a user or a time server does; steady time and waits are not touched.
 */
void
ilx_clock_set_now (IlxClock *self, gint64 now)
{
  g_return_if_fail (ILX_IS_CLOCK (self));
  self->offset = now - g_get_real_time ();
  self->now = now;
}

/**
 * ilx_clock_get_n_waiting:
 * @self: a clock
 *
 * Returns: how many ilx_clock_wait_async() are under way, for tests that move a manual clock
 */
guint
ilx_clock_get_n_waiting (IlxClock *self)
{
  g_return_val_if_fail (ILX_IS_CLOCK (self), 0);
  return self->waiting->len;
}

static void
start_timer (IlxClock *self, IlxWait *wait, gint64 microseconds)
{
  double milliseconds = (double) microseconds / self->speed / 1000;

  if (self->is_manual)
    return;
  wait->timer = g_timeout_source_new ((guint) CLAMP (milliseconds + 0.999, 0, G_MAXINT));
  g_source_set_callback (wait->timer, timer_cb, wait, NULL);
  g_source_attach (wait->timer, g_task_get_context (wait->task));
}

static void
watch_cancellable (IlxWait *wait, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  wait->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (wait->cancelled, G_SOURCE_FUNC (cancelled_cb), wait, NULL);
  g_source_attach (wait->cancelled, g_task_get_context (wait->task));
}

/**
 * ilx_clock_wait_async:
 * @self: a clock
 * @microseconds: how long, in this clock's steady time; nothing and less ends at once
 * @cancellable: (nullable): ends the wait early
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Waits without blocking anything. Main thread.
 */
void
ilx_clock_wait_async (IlxClock *self,
                      gint64 microseconds,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  IlxWait *wait;

  g_return_if_fail (ILX_IS_CLOCK (self));
  wait = g_new0 (IlxWait, 1);
  wait->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (wait->task, (gpointer) (guintptr) ilx_clock_wait_async);
  wait->until = ilx_clock_get_monotonic (self) + microseconds;
  g_ptr_array_add (self->waiting, wait);
  if (microseconds <= 0)
    {
      finish_wait (self, wait);
      return;
    }
  start_timer (self, wait, microseconds);
  watch_cancellable (wait, cancellable);
}

/**
 * ilx_clock_wait_finish:
 * @self: a clock
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED is all that can happen
 *
 * Returns: %TRUE when the time is over
 */
gboolean
ilx_clock_wait_finish (IlxClock *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
