/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which phase follows from what is stored, and what follows from the phase. */
#include "config.h"

#include "ilx-dispatch-private.h"

/* --- Which phase it is in --------------------------------------------------------------------- */

/* Without an open operation the campaign says it all. */
static IlxDispatchPhase
get_phase_of_campaign (IlxCampaign *campaign)
{
  switch (ilx_campaign_get_state (campaign))
    {
    case ILX_CAMPAIGN_SCHEDULED:
      return ILX_DISPATCH_SCHEDULED;
    case ILX_CAMPAIGN_SENDING:
      return ILX_DISPATCH_SENDING;
    case ILX_CAMPAIGN_SENT:
      return ILX_DISPATCH_SENT;
    case ILX_CAMPAIGN_CANCELLED:
      return ILX_DISPATCH_CANCELLED;
    case ILX_CAMPAIGN_FAILED:
      return ILX_DISPATCH_FAILED;
    case ILX_CAMPAIGN_UNCERTAIN:
      return ILX_DISPATCH_UNCERTAIN;
    case ILX_CAMPAIGN_SUBMITTING:
    case ILX_CAMPAIGN_DRAFT:
    default:
      return ILX_DISPATCH_IDLE;
    }
}

/* An operation that a call stopped with an error waits for somebody; without an error it is at work
 * elsewhere, or its process died. */
static gboolean
goes_on (IlxDispatch *self)
{
  return self->is_calling || self->busy_until != 0
         || ilx_operation_get_retry_at (self->operation) != 0
         || ilx_operation_get_error_code (self->operation) == NULL;
}

static IlxDispatchPhase
get_phase_of_running (IlxDispatch *self)
{
  if (!goes_on (self))
    return ILX_DISPATCH_IDLE;
  return ilx_operation_get_confirmed_at (self->operation) != 0 ? ILX_DISPATCH_SUBMITTING
                                                               : ILX_DISPATCH_PREPARING;
}

static gboolean
is_still_agreed (IlxDispatch *self)
{
  return self->phase == ILX_DISPATCH_COUNTDOWN
         && g_strcmp0 (ilx_operation_get_id (self->operation), self->agreed_id) == 0
         && ilx_operation_get_estimate (self->operation) == self->agreed
         && ilx_operation_get_revision (self->operation)
                == ilx_campaign_get_revision (self->campaign);
}

IlxDispatchPhase
ilx_dispatch_find_phase (IlxDispatch *self)
{
  if (ilx_dispatch_is_open (self, ILX_OPERATION_NEEDS_ATTENTION))
    return ILX_DISPATCH_UNCERTAIN;
  if (ilx_dispatch_is_open (self, ILX_OPERATION_AWAITING_CONFIRMATION))
    return is_still_agreed (self) ? ILX_DISPATCH_COUNTDOWN : ILX_DISPATCH_AWAITING;
  if (ilx_dispatch_is_open (self, ILX_OPERATION_RUNNING))
    return get_phase_of_running (self);
  return get_phase_of_campaign (self->campaign);
}

/* Whether somebody who looks away wants to hear of it. */
gboolean
ilx_dispatch_is_end (IlxDispatchPhase from, IlxDispatchPhase to)
{
  switch (to)
    {
    case ILX_DISPATCH_UNCERTAIN:
    case ILX_DISPATCH_SCHEDULED:
    case ILX_DISPATCH_SENT:
    case ILX_DISPATCH_CANCELLED:
    case ILX_DISPATCH_FAILED:
      return TRUE;
    case ILX_DISPATCH_IDLE:
      return from == ILX_DISPATCH_SUBMITTING || from == ILX_DISPATCH_UNCERTAIN;
    case ILX_DISPATCH_PREPARING:
    case ILX_DISPATCH_AWAITING:
    case ILX_DISPATCH_COUNTDOWN:
    case ILX_DISPATCH_SUBMITTING:
    case ILX_DISPATCH_SENDING:
    default:
      return FALSE;
    }
}

/**
 * ilx_dispatch_phase_get_name:
 * @phase: a phase
 *
 * Returns: (transfer none): its stable name, for logs and tests
 */
const char *
ilx_dispatch_phase_get_name (IlxDispatchPhase phase)
{
  static const char *const names[]
      = { "idle",      "preparing", "awaiting", "countdown", "submitting", "uncertain",
          "scheduled", "sending",   "sent",     "cancelled", "failed" };

  return names[phase];
}

/* --- What one may do in it -------------------------------------------------------------------- */

/* A delivery that came to its end has sent something, whatever became of the campaign later. */
static gboolean
may_have_left (IlxDispatch *self)
{
  return ilx_dispatch_is_open (self, ILX_OPERATION_DONE)
         && ilx_operation_get_mode (self->operation) != ILX_DELIVER_DRAFT;
}

/**
 * ilx_dispatch_may_review:
 * @self: a dispatch
 *
 * Of what was cancelled, or failed on the platform after it was handed over, some may have got it:
 * then a copy can be sent, the campaign itself can't.
 *
 * Returns: whether it can be prepared to be sent
 */
gboolean
ilx_dispatch_may_review (IlxDispatch *self)
{
  return self->phase == ILX_DISPATCH_IDLE || self->phase == ILX_DISPATCH_AWAITING
         || (self->phase == ILX_DISPATCH_FAILED && !may_have_left (self));
}

/**
 * ilx_dispatch_is_interrupted:
 * @self: a dispatch
 *
 * Returns: whether an operation is open that nobody works on and that waits for no limit
 */
gboolean
ilx_dispatch_is_interrupted (IlxDispatch *self)
{
  return !self->is_calling && ilx_dispatch_is_open (self, ILX_OPERATION_RUNNING)
         && self->phase == ILX_DISPATCH_IDLE;
}

/* --- For the keeper --------------------------------------------------------------------------- */

/* Whether the program should not end yet. */
gboolean
ilx_dispatch_is_working (IlxDispatch *self)
{
  if (self->is_calling && !self->is_checking)
    return TRUE;
  return self->phase == ILX_DISPATCH_PREPARING || self->phase == ILX_DISPATCH_COUNTDOWN
         || self->phase == ILX_DISPATCH_SUBMITTING
         || (self->phase == ILX_DISPATCH_UNCERTAIN && !ilx_dispatch_can_decide (self));
}

/* Whether it is needed even if nobody looks at it. */
gboolean
ilx_dispatch_is_kept (IlxDispatch *self)
{
  return self->is_calling || ilx_dispatch_is_working (self) || self->phase == ILX_DISPATCH_UNCERTAIN
         || self->phase == ILX_DISPATCH_SCHEDULED || self->phase == ILX_DISPATCH_SENDING;
}
