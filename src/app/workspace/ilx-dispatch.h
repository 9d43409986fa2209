/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A campaign on its way out, as all windows see it: prepared, counted, agreed to, counted down,
 * handed over, and what became of it. One a campaign in a process; it goes on without a window.
 *
 *   idle ─prepare─► preparing ─► awaiting ─confirm─► countdown ─► submitting ─► scheduled
 *     ▲                 │           ▲                   │             │   │     sending ─► sent
 *     └──── error ──────┘           └────── undo ───────┘             │   └───► failed, cancelled
 *                                                                uncertain
 *
 * Nothing can leave before the end of the countdown; the engine's confirmation is made then, from
 * the number that the user saw. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_DISPATCH_IDLE,       /* a draft; "error" says why the last try ended */
  ILX_DISPATCH_PREPARING,  /* goes to the platform as a draft and is counted there */
  ILX_DISPATCH_AWAITING,   /* counted; somebody must agree to exactly this */
  ILX_DISPATCH_COUNTDOWN,  /* agreed; nothing has left */
  ILX_DISPATCH_SUBMITTING, /* being handed over */
  ILX_DISPATCH_UNCERTAIN,  /* the platform did not say whether it started */
  ILX_DISPATCH_SCHEDULED,
  ILX_DISPATCH_SENDING,
  ILX_DISPATCH_SENT,
  ILX_DISPATCH_CANCELLED,
  ILX_DISPATCH_FAILED,
} IlxDispatchPhase;

/* Properties, all notified:
 *   "phase" (int, IlxDispatchPhase), "campaign" (IlxCampaign, the row of the list, live)
 *   "operation" (IlxOperation, nullable): the open or last one
 *   "step-title" (string, nullable), "step-position", "n-steps" (uint): while something works
 *   "seconds-left" (uint): of the countdown
 *   "retry-at" (int64): waits for a limit until then and goes on by itself; 0: it does not
 *   "can-decide" (boolean): uncertain, and all probes stayed silent
 *   "error" (boxed GError, nullable): of the last thing that was tried
 *   "notice" (string, nullable): what happened that nobody asked for, in a sentence: it was
 * changed, the countdown was stopped, the count is another "is-busy" (boolean): a call is under way
 */
#define ILX_TYPE_DISPATCH (ilx_dispatch_get_type ())
G_DECLARE_FINAL_TYPE (IlxDispatch, ilx_dispatch, ILX, DISPATCH, GObject)

/* The one of that campaign: (transfer full). It lives as long as somebody holds it or it works. */
IlxDispatch *ilx_dispatch_open (IlxWorkspace *workspace, const char *campaign_id);

IlxDispatchPhase ilx_dispatch_get_phase (IlxDispatch *self);
IlxOperation *ilx_dispatch_get_operation (IlxDispatch *self); /* lent, nullable */
const GError *ilx_dispatch_get_error (IlxDispatch *self);     /* nullable */
/* Everything that stands against it, from what is known here: (transfer full). */
IlxFindings *ilx_dispatch_check (IlxDispatch *self, GError **error);

/* Hands it over as a draft and has it counted, up to AWAITING. */
void ilx_dispatch_prepare (IlxDispatch *self, IlxDeliveryMode mode, gint64 scheduled_at);
/* Likewise, purposely repeating what went to the same people lately. */
void ilx_dispatch_repeat (IlxDispatch *self, IlxDeliveryMode mode, gint64 scheduled_at);
/* Agrees with exactly @count people and begins the countdown. */
void ilx_dispatch_confirm (IlxDispatch *self, gint64 count);
/* During the countdown: back to AWAITING, nothing has left. */
void ilx_dispatch_undo (IlxDispatch *self);
/* Uncertain, or interrupted: asks the platform now. */
void ilx_dispatch_check_now (IlxDispatch *self);
/* Uncertain, after all probes stayed silent. */
void ilx_dispatch_decide (IlxDispatch *self, gboolean went_out);
/* Gives an open operation up that has sent nothing. */
void ilx_dispatch_abandon (IlxDispatch *self);
/* Unschedules, or stops what has not left yet. */
void ilx_dispatch_cancel (IlxDispatch *self);
/* Asks the platform soon where it stands, if that is worth asking: somebody looks. */
void ilx_dispatch_nudge (IlxDispatch *self);
/* Stops a countdown that the user did not undo, and says why. */
void ilx_dispatch_stop_countdown (IlxDispatch *self, const char *notice);

/* Who shows it. When the last one goes during the countdown, that is stopped: nobody could undo it
 * any more. */
void ilx_dispatch_add_viewer (IlxDispatch *self);
void ilx_dispatch_remove_viewer (IlxDispatch *self);

IlxCampaign *ilx_dispatch_get_campaign (IlxDispatch *self);   /* lent, without its body */
IlxWorkspace *ilx_dispatch_get_workspace (IlxDispatch *self); /* lent */
const char *ilx_dispatch_get_campaign_id (IlxDispatch *self);
const char *ilx_dispatch_get_notice (IlxDispatch *self);     /* nullable */
const char *ilx_dispatch_get_step_title (IlxDispatch *self); /* nullable */
guint ilx_dispatch_get_step_position (IlxDispatch *self);
guint ilx_dispatch_get_n_steps (IlxDispatch *self);
guint ilx_dispatch_get_seconds_left (IlxDispatch *self);
gint64 ilx_dispatch_get_retry_at (IlxDispatch *self);
gboolean ilx_dispatch_can_decide (IlxDispatch *self);
gboolean ilx_dispatch_is_busy (IlxDispatch *self);
/* Whether it can be prepared: nothing has left, and nothing can be about to. */
gboolean ilx_dispatch_may_review (IlxDispatch *self);
/* Whether the open operation sends again on purpose. */
gboolean ilx_dispatch_is_repeat (IlxDispatch *self);
/* Whether an operation is open that has sent nothing and that nobody works on. */
gboolean ilx_dispatch_is_interrupted (IlxDispatch *self);
/* Counted so long ago that it should be counted again before somebody agrees. */
gboolean ilx_dispatch_is_stale (IlxDispatch *self);
const char *ilx_dispatch_phase_get_name (IlxDispatchPhase phase);

G_END_DECLS
