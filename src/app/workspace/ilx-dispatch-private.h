/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a dispatch, shared by the files that it is told in: ilx-dispatch.c (what it is, and
 * what it tells), ilx-dispatch-phase.c (which phase follows from what is stored),
 * ilx-dispatch-work.c (the calls), ilx-dispatch-wait.c (the countdown, and when to look again). */
#pragma once

#include "ilx-dispatch.h"
#include "ilx-keeper.h"

G_BEGIN_DECLS

/* What a dispatch waits for; never for two things at once. */
typedef enum
{
  ILX_WAIT_NOTHING,
  ILX_WAIT_TICK,  /* the next second of the countdown */
  ILX_WAIT_RETRY, /* to go on with an operation that stopped for a limit, or that another has */
  ILX_WAIT_PROBE, /* to ask whether it started */
  ILX_WAIT_LOOK,  /* to ask how far it is */
} IlxWaitKind;

struct _IlxDispatch
{
  GObject parent_instance;

  IlxWorkspace *workspace; /* (owned) */
  char *campaign_id;       /* (owned) */
  IlxCampaign *campaign;   /* (owned): the row of the list, if it is there */
  IlxOperation *operation; /* (owned) (nullable): the last one, as stored */
  IlxDispatchPhase phase;
  GError *error;    /* (owned) (nullable) */
  char *notice;     /* (owned) (nullable) */
  char *step_title; /* (owned) (nullable) */
  guint step_position;
  guint n_steps;
  guint n_viewers;

  /* the call under way */
  gboolean is_calling;
  gboolean is_checking;      /* it asks, and begins nothing */
  gboolean is_given_up;      /* abandon it when the call has ended */
  GCancellable *cancellable; /* (owned) (nullable): of a call that may be broken off */
  IlxDeliveryMode mode;      /* wanted last */
  gint64 scheduled_at;       /* likewise */
  char *repeats;             /* (owned) (nullable): likewise, an operation to be sent again */
  gint64 counted;            /* shown before it was counted again, -1: nothing was */

  /* the countdown */
  gint64 agreed;   /* people */
  char *agreed_id; /* (owned) (nullable): of the operation */
  guint seconds_left;
  gint64 tick_date; /* both clocks at the last tick: they must agree */
  gint64 tick_steady;

  /* waiting */
  IlxWaitKind wait_kind;
  gint64 wait_until;  /* the date, what it was told */
  GCancellable *wait; /* (owned) (nullable) */
  gint64 busy_until;  /* another process is at it; ask again then */
  gint64 look_pause;  /* grows with each look in vain */
};

/* ilx-dispatch.c */
IlxEngine *ilx_dispatch_get_engine (IlxDispatch *self);
IlxClock *ilx_dispatch_get_clock (IlxDispatch *self);
gboolean ilx_dispatch_is_open (IlxDispatch *self, IlxOperationState state);
void ilx_dispatch_set_phase (IlxDispatch *self, IlxDispatchPhase phase);
void ilx_dispatch_take_error (IlxDispatch *self, GError *error);
void ilx_dispatch_set_notice (IlxDispatch *self, const char *notice);
void ilx_dispatch_set_step (IlxDispatch *self, const char *title, guint position, guint n_steps);
void ilx_dispatch_set_seconds_left (IlxDispatch *self, guint seconds_left);
void ilx_dispatch_notify_busy (IlxDispatch *self);
void ilx_dispatch_sync (IlxDispatch *self);

/* ilx-dispatch-phase.c: the phase that follows, and whether somebody who looks away wants to hear.
 */
IlxDispatchPhase ilx_dispatch_find_phase (IlxDispatch *self);
gboolean ilx_dispatch_is_end (IlxDispatchPhase from, IlxDispatchPhase to);

/* ilx-dispatch-work.c */
void ilx_dispatch_submit (IlxDispatch *self);
void ilx_dispatch_look (IlxDispatch *self);

/* ilx-dispatch-wait.c */
void ilx_dispatch_begin_countdown (IlxDispatch *self);
void ilx_dispatch_arrange (IlxDispatch *self);
void ilx_dispatch_stop_waiting (IlxDispatch *self);

/* For the keeper. */
gboolean ilx_dispatch_is_working (IlxDispatch *self);
gboolean ilx_dispatch_is_kept (IlxDispatch *self);
void ilx_dispatch_resume (IlxDispatch *self);
void ilx_dispatch_break_off (IlxDispatch *self);

G_END_DECLS
