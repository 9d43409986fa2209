/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-gate.h"

struct _IlxGate
{
  guint capacity;
  guint n_inside;
  GQueue waiting; /* (element-type GTask) (owned) */
};

/* What is beside a task that waits. */
typedef struct
{
  IlxGate *gate;
  GSource *cancelled; /* (owned) (nullable) */
} IlxVisitor;

static void
ilx_visitor_free (gpointer data)
{
  IlxVisitor *visitor = data;

  if (visitor->cancelled != NULL)
    {
      g_source_destroy (visitor->cancelled);
      g_source_unref (visitor->cancelled);
    }
  g_free (visitor);
}

/**
 * ilx_gate_new:
 * @capacity: how many may be inside at the same time, at least 1
 *
 * Returns: (transfer full): an empty gate
 */
IlxGate *
ilx_gate_new (guint capacity)
{
  IlxGate *self = g_new0 (IlxGate, 1);

  self->capacity = MAX (capacity, 1);
  g_queue_init (&self->waiting);
  return self;
}

/**
 * ilx_gate_free:
 * @self: (transfer full): a gate where nobody waits
 */
void
ilx_gate_free (IlxGate *self)
{
  g_assert (g_queue_is_empty (&self->waiting));
  g_free (self);
}

/**
 * ilx_gate_try_enter:
 * @self: a gate
 *
 * Returns: whether there was room and nobody before us, so that we are inside now
 */
gboolean
ilx_gate_try_enter (IlxGate *self)
{
  if (self->n_inside >= self->capacity)
    return FALSE;
  self->n_inside++;
  return TRUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IlxVisitor *visitor = g_task_get_task_data (task);

  g_queue_remove (&visitor->gate->waiting, task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task, IlxVisitor *visitor, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  visitor->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (visitor->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (visitor->cancelled, g_task_get_context (task));
}

/**
 * ilx_gate_enter_async:
 * @self: a gate, which outlives the wait
 * @cancellable: (nullable): gives the place in the queue up
 * @callback: called when inside
 * @user_data: for @callback
 *
 * Waits in the queue. Whoever got in is inside even if it is cancelled in the same moment, and must
 * leave.
 */
void
ilx_gate_enter_async (IlxGate *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  IlxVisitor *visitor = g_new0 (IlxVisitor, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_gate_enter_async);
  g_task_set_check_cancellable (task, FALSE);
  visitor->gate = self;
  g_task_set_task_data (task, visitor, ilx_visitor_free);
  if (ilx_gate_try_enter (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  watch_cancellable (task, visitor, cancellable);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
}

/**
 * ilx_gate_enter_finish:
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED is all that can happen
 *
 * Returns: whether we are inside
 */
gboolean
ilx_gate_enter_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ilx_gate_leave:
 * @self: a gate that we are inside of
 *
 * Lets the next one in.
 */
void
ilx_gate_leave (IlxGate *self)
{
  g_autoptr (GTask) next = g_queue_pop_head (&self->waiting);
  IlxVisitor *visitor;

  g_assert (self->n_inside > 0);
  if (next == NULL)
    {
      self->n_inside--;
      return;
    }
  visitor = g_task_get_task_data (next);
  if (visitor->cancelled != NULL)
    g_source_destroy (visitor->cancelled);
  g_task_return_boolean (next, TRUE);
}
