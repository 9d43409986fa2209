/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dispatch waits for: the seconds of the countdown, the end of a limit, the next probe, the
 * next look at how far it is. It waits for one thing at a time, and which one follows from its
 * phase.
 *
 * Waits are of steady time, which stands still while the computer sleeps; so they are cut into
 * pieces, and after each the date is looked at. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-dispatch-private.h"
#include "ilx-error.h"

#define PIECE ILX_MINUTE
/* Between two ticks the date moves by a second, like steady time. More is a computer that slept, or
 * a date that was set; then nobody watched the countdown. */
#define TICK_TOLERANCE (10 * ILX_SECOND)

/* How often to ask how far it is: often at first, then less. */
#define FIRST_LOOK (5 * ILX_SECOND)
#define LAST_LOOK (5 * ILX_MINUTE)
/* A campaign that is scheduled for later can still be taken back by somebody on the platform. */
#define SCHEDULED_LOOK (30 * ILX_MINUTE)
/* What is due is not out in the same second. */
#define DUE_MARGIN (10 * ILX_SECOND)
#define SOON (100 * G_TIME_SPAN_MILLISECOND)

typedef void (*Wake) (IlxDispatch *self);

typedef struct
{
  IlxDispatch *dispatch;     /* (owned) */
  GCancellable *cancellable; /* (owned) */
  Wake wake;
  gint64 until_date;
  gint64 until_steady;
} Wait;

static void
wait_free (Wait *wait)
{
  g_object_unref (wait->dispatch);
  g_object_unref (wait->cancellable);
  g_free (wait);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wait, wait_free)

static void wait_piece (Wait *wait);

static gboolean
is_over (Wait *wait)
{
  IlxClock *clock = ilx_dispatch_get_clock (wait->dispatch);

  return ilx_clock_get_now (clock) >= wait->until_date
         || ilx_clock_get_monotonic (clock) >= wait->until_steady;
}

static void
piece_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wait) wait = user_data;
  IlxDispatch *self = wait->dispatch;

  if (!ilx_clock_wait_finish (ILX_CLOCK (source), result, NULL)
      || g_cancellable_is_cancelled (wait->cancellable))
    return;
  if (!is_over (wait))
    {
      wait_piece (g_steal_pointer (&wait));
      return;
    }
  g_clear_object (&self->wait);
  self->wait_kind = ILX_WAIT_NOTHING;
  wait->wake (self);
}

static void
wait_piece (Wait *wait)
{
  IlxClock *clock = ilx_dispatch_get_clock (wait->dispatch);
  gint64 left = wait->until_steady - ilx_clock_get_monotonic (clock);

  ilx_clock_wait_async (clock, CLAMP (left, 1, PIECE), wait->cancellable, piece_cb, wait);
}

/* Has @wake called after so long. */
static void
start_wait (IlxDispatch *self, IlxWaitKind kind, gint64 microseconds, Wake wake)
{
  IlxClock *clock = ilx_dispatch_get_clock (self);
  Wait *wait = g_new0 (Wait, 1);

  microseconds = MAX (microseconds, SOON);
  self->wait_kind = kind;
  self->wait = g_cancellable_new ();
  wait->dispatch = g_object_ref (self);
  wait->cancellable = g_object_ref (self->wait);
  wait->wake = wake;
  wait->until_date = ilx_clock_get_now (clock) + microseconds;
  wait->until_steady = ilx_clock_get_monotonic (clock) + microseconds;
  wait_piece (wait);
}

void
ilx_dispatch_stop_waiting (IlxDispatch *self)
{
  g_autoptr (GCancellable) wait = g_steal_pointer (&self->wait);

  self->wait_kind = ILX_WAIT_NOTHING;
  if (wait != NULL)
    g_cancellable_cancel (wait);
}

/* --- The countdown ---------------------------------------------------------------------------- */

static void tick (IlxDispatch *self);

static void
start_tick (IlxDispatch *self)
{
  IlxClock *clock = ilx_dispatch_get_clock (self);

  self->tick_date = ilx_clock_get_now (clock);
  self->tick_steady = ilx_clock_get_monotonic (clock);
  start_wait (self, ILX_WAIT_TICK, ILX_SECOND, tick);
}

static gboolean
has_slept (IlxDispatch *self)
{
  IlxClock *clock = ilx_dispatch_get_clock (self);
  gint64 date = ilx_clock_get_now (clock) - self->tick_date;
  gint64 steady = ilx_clock_get_monotonic (clock) - self->tick_steady;

  return ABS (date - steady) > TICK_TOLERANCE;
}

static void
tick (IlxDispatch *self)
{
  if (self->phase != ILX_DISPATCH_COUNTDOWN)
    return;
  if (has_slept (self))
    {
      ilx_dispatch_stop_countdown (self,
                                   _ ("The computer slept or its clock was set during the "
                                      "countdown, so nothing was sent. Look at it once more."));
      return;
    }
  ilx_dispatch_set_seconds_left (self, self->seconds_left - 1);
  if (self->seconds_left > 0)
    start_tick (self);
  else
    ilx_dispatch_submit (self);
}

/* Agreed: counts down, then submits. */
void
ilx_dispatch_begin_countdown (IlxDispatch *self)
{
  int seconds = g_settings_get_int (ilx_workspace_get_settings (self->workspace), "send-countdown");

  if (seconds <= 0)
    {
      ilx_dispatch_submit (self);
      return;
    }
  ilx_dispatch_set_seconds_left (self, (guint) seconds);
  ilx_dispatch_set_phase (self, ILX_DISPATCH_COUNTDOWN);
  start_tick (self);
}

/**
 * ilx_dispatch_undo:
 * @self: a dispatch
 *
 * During the countdown: stops it. Nothing has left, and what was counted still awaits an agreement.
 */
void
ilx_dispatch_undo (IlxDispatch *self)
{
  if (self->phase != ILX_DISPATCH_COUNTDOWN)
    return;
  ilx_dispatch_stop_waiting (self);
  ilx_dispatch_set_phase (self, ILX_DISPATCH_AWAITING);
}

/**
 * ilx_dispatch_stop_countdown:
 * @self: a dispatch
 * @notice: why, a sentence
 *
 * Like ilx_dispatch_undo(), when it was not the user who wanted it: they are told.
 */
void
ilx_dispatch_stop_countdown (IlxDispatch *self, const char *notice)
{
  g_autoptr (IlxDispatch) held = g_object_ref (self);

  if (self->phase != ILX_DISPATCH_COUNTDOWN)
    return;
  ilx_dispatch_undo (self);
  ilx_dispatch_set_notice (self, notice);
  g_signal_emit_by_name (self->workspace, "dispatch-ended", self->campaign_id, (int) self->phase);
}

/**
 * ilx_dispatch_add_viewer:
 * @self: a dispatch
 *
 * Somebody shows it.
 */
void
ilx_dispatch_add_viewer (IlxDispatch *self)
{
  self->n_viewers++;
}

/**
 * ilx_dispatch_remove_viewer:
 * @self: a dispatch
 *
 * Whoever showed it shows it no more.
 */
void
ilx_dispatch_remove_viewer (IlxDispatch *self)
{
  g_return_if_fail (self->n_viewers > 0);
  if (--self->n_viewers == 0)
    ilx_dispatch_stop_countdown (
        self, _ ("The page was closed during the countdown, so nothing was sent."));
}

/* --- What comes by itself --------------------------------------------------------------------- */

static gint64
get_left (IlxDispatch *self, gint64 date)
{
  return date - ilx_workspace_get_now (self->workspace);
}

/* When an operation that is not worked on here goes on: after a limit, or when another process that
 * was at it may be through, or dead. */
static void
arrange_retry (IlxDispatch *self)
{
  gint64 retry_at = ilx_operation_get_retry_at (self->operation);

  if (self->busy_until != 0)
    retry_at = self->busy_until;
  else if (retry_at == 0)
    retry_at = ilx_workspace_get_now (self->workspace) + FIRST_LOOK;
  start_wait (self, ILX_WAIT_RETRY, get_left (self, retry_at), ilx_dispatch_resume);
}

static void
arrange_probe (IlxDispatch *self)
{
  gint64 next = ilx_operation_get_next_probe_at (self->operation);

  if (ilx_dispatch_can_decide (self))
    return; /* now it is the user's turn */
  start_wait (self, ILX_WAIT_PROBE, next != 0 ? get_left (self, next) + SOON : FIRST_LOOK,
              ilx_dispatch_look);
}

static void
look_again (IlxDispatch *self)
{
  self->look_pause = MIN (self->look_pause * 3 / 2, LAST_LOOK);
  ilx_dispatch_look (self);
}

static void
arrange_look (IlxDispatch *self)
{
  gint64 due = ilx_campaign_get_scheduled_at (self->campaign) + DUE_MARGIN;
  gint64 left = get_left (self, due);

  if (self->look_pause == 0)
    self->look_pause = FIRST_LOOK;
  if (self->phase == ILX_DISPATCH_SCHEDULED && left > 0)
    start_wait (self, ILX_WAIT_LOOK, MIN (left, SCHEDULED_LOOK), ilx_dispatch_look);
  else
    start_wait (self, ILX_WAIT_LOOK, self->look_pause, look_again);
}

/* Has the dispatch wait for what its phase waits for. */
void
ilx_dispatch_arrange (IlxDispatch *self)
{
  if (self->wait_kind == ILX_WAIT_TICK && self->phase == ILX_DISPATCH_COUNTDOWN)
    return;
  ilx_dispatch_stop_waiting (self);
  if (self->is_calling || self->phase == ILX_DISPATCH_COUNTDOWN
      || !ilx_keeper_is_started (ilx_workspace_get_keeper (self->workspace)))
    return;
  if (self->phase == ILX_DISPATCH_UNCERTAIN && self->operation != NULL
      && ilx_operation_is_open (self->operation))
    arrange_probe (self);
  else if (ilx_dispatch_is_open (self, ILX_OPERATION_RUNNING)
           && (self->phase == ILX_DISPATCH_PREPARING || self->phase == ILX_DISPATCH_SUBMITTING))
    arrange_retry (self);
  else if (self->phase == ILX_DISPATCH_SENDING || self->phase == ILX_DISPATCH_SCHEDULED)
    arrange_look (self);
}

/**
 * ilx_dispatch_nudge:
 * @self: a dispatch
 *
 * Somebody looks: what the platform knows is asked soon and often again.
 */
void
ilx_dispatch_nudge (IlxDispatch *self)
{
  self->look_pause = 0;
  if (self->phase == ILX_DISPATCH_SENDING || self->phase == ILX_DISPATCH_SCHEDULED)
    ilx_dispatch_look (self);
}
