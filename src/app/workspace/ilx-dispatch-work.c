/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of a dispatch, one at a time. Each begins with begin_call() and ends with end_call(),
 * which reads what the journal has by then: the phase follows from that alone. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-store.h"
#include "ilx-dispatch-private.h"
#include "ilx-document.h"
#include "ilx-error.h"

/* Another process is at it: how long until it is asked for again. */
#define BUSY_PAUSE (5 * ILX_SECOND)

typedef enum
{
  CALL_PLAIN = 0,
  CALL_CHECKS = 1 << 0,    /* by itself, in the background: begins nothing */
  CALL_BREAKABLE = 1 << 1, /* nothing can have left, so it may be broken off */
} CallFlags;

static void
begin_call (IlxDispatch *self, IlxDispatchPhase phase, CallFlags flags)
{
  g_assert (!self->is_calling);
  ilx_dispatch_stop_waiting (self);
  self->is_calling = TRUE;
  self->is_checking = (flags & CALL_CHECKS) != 0;
  self->busy_until = 0;
  g_clear_object (&self->cancellable);
  if ((flags & CALL_BREAKABLE) != 0)
    self->cancellable = g_cancellable_new ();
  ilx_dispatch_set_phase (self, phase);
  ilx_dispatch_notify_busy (self);
}

/* @error: (transfer full) (nullable) */
static void
end_call (IlxDispatch *self, GError *error)
{
  g_autoptr (IlxDispatch) held = g_object_ref (self);

  self->is_calling = FALSE;
  self->is_checking = FALSE;
  g_clear_object (&self->cancellable);
  ilx_dispatch_set_step (self, NULL, 0, 0);
  if (ilx_error_is (error, ILX_ERROR_BUSY))
    self->busy_until = ilx_workspace_get_now (self->workspace) + BUSY_PAUSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&error);
  ilx_dispatch_take_error (self, error);
  ilx_workspace_refresh_campaign (self->workspace, self->campaign_id);
  ilx_workspace_refresh_operations (self->workspace);
  ilx_dispatch_notify_busy (self);
}

static void
refuse (IlxDispatch *self, IlxErrorCode code, const char *sentence)
{
  ilx_dispatch_take_error (self, ilx_error_new (code, "%s", sentence));
}

/* --- Giving up -------------------------------------------------------------------------------- */

/* Why it is given up, and so what is told when it is. */
typedef struct
{
  IlxDispatch *dispatch; /* (owned) */
  GError *cause;         /* (owned) (nullable): told in place of a success */
  const char *notice;    /* (nullable) */
  gboolean sends_next;   /* the user wants another one prepared */
} Abandoning;

static void
abandoning_free (Abandoning *abandoning)
{
  g_object_unref (abandoning->dispatch);
  g_clear_error (&abandoning->cause);
  g_free (abandoning);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Abandoning, abandoning_free)

static void send_wish (IlxDispatch *self);

static void
abandoned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Abandoning) abandoning = user_data;
  IlxDispatch *self = abandoning->dispatch;
  gboolean is_automatic = abandoning->cause != NULL || abandoning->notice != NULL;
  GError *error = NULL;
  g_autoptr (IlxOperation) operation
      = ilx_engine_abandon_finish (ILX_ENGINE (source), result, &error);

  if (operation != NULL && abandoning->sends_next)
    {
      self->is_calling = FALSE;
      send_wish (self);
      return;
    }
  if (operation != NULL && abandoning->notice != NULL)
    ilx_dispatch_set_notice (self, abandoning->notice);
  /* Nobody asked for it: that it had gone out after all is what its phase says. */
  if (is_automatic && ilx_error_is (error, ILX_ERROR_CONFLICT))
    g_clear_error (&error);
  else if (operation != NULL)
    error = g_steal_pointer (&abandoning->cause);
  end_call (self, error);
}

/* @cause: (transfer full) (nullable) */
static void
give_up (IlxDispatch *self, GError *cause, const char *notice, gboolean sends_next)
{
  Abandoning *abandoning = g_new0 (Abandoning, 1);

  abandoning->dispatch = g_object_ref (self);
  abandoning->cause = cause;
  abandoning->notice = notice;
  abandoning->sends_next = sends_next;
  begin_call (self, sends_next ? ILX_DISPATCH_PREPARING : self->phase, CALL_PLAIN);
  ilx_engine_abandon_async (ilx_dispatch_get_engine (self), ilx_operation_get_id (self->operation),
                            NULL, abandoned_cb, abandoning);
}

/**
 * ilx_dispatch_abandon:
 * @self: a dispatch
 *
 * Gives up what is prepared, counted, or stopped. While mail is being handed over it does nothing.
 */
void
ilx_dispatch_abandon (IlxDispatch *self)
{
  if (self->is_calling && self->cancellable != NULL)
    {
      self->is_given_up = TRUE;
      g_cancellable_cancel (self->cancellable);
      return;
    }
  if (self->is_calling || self->operation == NULL || !ilx_operation_is_open (self->operation))
    return;
  ilx_dispatch_undo (self);
  ilx_dispatch_take_error (self, NULL);
  ilx_dispatch_set_notice (self, NULL);
  give_up (self, NULL, NULL, FALSE);
}

/* --- After a run of an operation -------------------------------------------------------------- */

static IlxOperation *
load_stored (IlxDispatch *self)
{
  return ilx_journal_store_load_last (ilx_workspace_get_store (self->workspace), self->campaign_id,
                                      NULL);
}

/* An agreement must not lie about until somebody starts the program again: what was agreed to, and
 * could not be handed over, is given up, and wants a new review. */
static gboolean
must_give_up (IlxDispatch *self, const GError *error)
{
  g_autoptr (IlxOperation) stored = load_stored (self);

  return error != NULL && !ilx_error_is (error, ILX_ERROR_BUSY) && stored != NULL
         && ilx_operation_get_state (stored) == ILX_OPERATION_RUNNING
         && ilx_operation_get_retry_at (stored) == 0
         && ilx_operation_get_confirmed_at (stored) != 0;
}

static gboolean
is_still_open (IlxDispatch *self)
{
  g_autoptr (IlxOperation) stored = load_stored (self);

  return stored != NULL && ilx_operation_is_open (stored);
}

/* Goes over from a run that stopped to giving up what it left. @cause: (transfer full) (nullable)
 */
static void
give_up_stored (IlxDispatch *self, GError *cause)
{
  g_autoptr (IlxOperation) stored = load_stored (self);

  g_set_object (&self->operation, stored);
  self->is_calling = FALSE;
  give_up (self, cause, NULL, FALSE);
}

static void
tell_of_count (IlxDispatch *self, IlxOperation *operation)
{
  gint64 count = ilx_operation_get_estimate (operation);
  g_autofree char *before = g_strdup_printf ("%'" G_GINT64_FORMAT, self->counted);
  g_autofree char *now = g_strdup_printf ("%'" G_GINT64_FORMAT, count);
  g_autofree char *notice = NULL;

  if (self->counted < 0 || self->counted == count
      || ilx_operation_get_state (operation) != ILX_OPERATION_AWAITING_CONFIRMATION)
    return;
  notice = g_strdup_printf (_ ("The count was %s before and is %s now. Look at it once more."),
                            before, now);
  ilx_dispatch_set_notice (self, notice);
}

static void
tell_of_draft (IlxDispatch *self, IlxOperation *operation)
{
  if (ilx_operation_get_mode (operation) == ILX_DELIVER_DRAFT
      && ilx_operation_get_state (operation) == ILX_OPERATION_DONE)
    ilx_dispatch_set_notice (self, _ ("Saved as a draft on the platform. Nothing was sent."));
}

/* @operation: (nullable); @error: (transfer full) (nullable): one of the two */
static void
end_run (IlxDispatch *self, IlxOperation *operation, GError *error)
{
  gboolean is_given_up = self->is_given_up;

  self->is_given_up = FALSE;
  if (operation != NULL)
    {
      tell_of_count (self, operation);
      tell_of_draft (self, operation);
    }
  self->counted = -1;
  if (must_give_up (self, error))
    give_up_stored (self, error);
  else if (is_given_up && is_still_open (self))
    {
      g_clear_error (&error);
      give_up_stored (self, NULL);
    }
  else
    end_call (self, error);
}

/* --- Preparing -------------------------------------------------------------------------------- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDispatch) self = user_data;
  GError *error = NULL;
  g_autoptr (IlxOperation) operation = ilx_engine_send_finish (ILX_ENGINE (source), result, &error);

  end_run (self, operation, error);
}

static void
hand_over (IlxDispatch *self)
{
  ilx_engine_send_again_async (ilx_dispatch_get_engine (self), self->campaign, self->mode,
                               self->scheduled_at, self->repeats, self->cancellable, sent_cb,
                               g_object_ref (self));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDispatch) self = user_data;
  GError *error = NULL;

  if (ilx_document_flush_finish (ILX_DOCUMENT (source), result, &error))
    hand_over (self);
  else
    end_run (self, NULL, error);
}

/* What somebody typed a moment ago in another window is part of it. */
static void
send_wish (IlxDispatch *self)
{
  g_autoptr (IlxDocument) document = ilx_document_open (self->workspace, self->campaign_id, NULL);

  begin_call (self, ILX_DISPATCH_PREPARING, CALL_BREAKABLE);
  if (document != NULL && !ilx_document_is_saved (document))
    ilx_document_flush_async (document, self->cancellable, flushed_cb, g_object_ref (self));
  else
    hand_over (self);
}

static gboolean
is_same_wish (IlxDispatch *self)
{
  return g_strcmp0 (ilx_operation_get_repeats (self->operation), self->repeats) == 0
         && ilx_operation_get_mode (self->operation) == self->mode
         && (self->mode != ILX_DELIVER_AT
             || ilx_operation_get_scheduled_at (self->operation) == self->scheduled_at);
}

/* An operation that stopped halfway may only be gone on with when nobody agreed to it: preparing
 * never sends. */
static gboolean
must_drop (IlxDispatch *self)
{
  return ilx_dispatch_is_open (self, ILX_OPERATION_RUNNING)
         && (ilx_operation_get_confirmed_at (self->operation) != 0 || !is_same_wish (self));
}

/* @repeats: (transfer full) (nullable) */
static void
prepare (IlxDispatch *self, IlxDeliveryMode mode, gint64 scheduled_at, char *repeats)
{
  g_free (self->repeats);
  self->repeats = repeats;
  self->mode = mode;
  self->scheduled_at = mode == ILX_DELIVER_AT ? scheduled_at : 0;
  self->counted = self->phase == ILX_DISPATCH_AWAITING && is_same_wish (self)
                      ? ilx_operation_get_estimate (self->operation)
                      : -1;
  ilx_dispatch_take_error (self, NULL);
  ilx_dispatch_set_notice (self, NULL);
  if (must_drop (self))
    give_up (self, NULL, NULL, TRUE);
  else
    send_wish (self);
}

/**
 * ilx_dispatch_prepare:
 * @self: a dispatch
 * @mode: how far it is to go in the end; a draft needs no confirmation
 * @scheduled_at: of %ILX_DELIVER_AT, microseconds since the epoch
 *
 * Puts the campaign on the platform as a draft and has it counted there. Nothing is sent by it,
 * whatever was agreed to before. While something is under way it does nothing.
 */
void
ilx_dispatch_prepare (IlxDispatch *self, IlxDeliveryMode mode, gint64 scheduled_at)
{
  if (self->is_calling || !ilx_dispatch_may_review (self))
    return;
  prepare (self, mode, scheduled_at,
           ilx_dispatch_is_repeat (self) ? g_strdup (ilx_operation_get_repeats (self->operation))
                                         : NULL);
}

/**
 * ilx_dispatch_repeat:
 * @self: a dispatch
 * @mode: how far it is to go in the end
 * @scheduled_at: of %ILX_DELIVER_AT, microseconds since the epoch
 *
 * As ilx_dispatch_prepare(), though the same mail went to the same people lately: the newest such
 * sending, and no other, is repeated on purpose. Nothing is sent by it; it wants a confirmation as
 * everything does. When nothing of that kind was sent it prepares as always.
 */
void
ilx_dispatch_repeat (IlxDispatch *self, IlxDeliveryMode mode, gint64 scheduled_at)
{
  g_autoptr (IlxCampaign) complete = NULL;
  GError *error = NULL;
  char *sent = NULL;

  if (self->is_calling || !ilx_dispatch_may_review (self))
    return;
  complete = ilx_campaign_store_load (ilx_workspace_get_store (self->workspace), self->campaign_id,
                                      &error);
  if (complete != NULL)
    sent = ilx_engine_find_sent (ilx_dispatch_get_engine (self), complete, &error);
  if (error != NULL)
    ilx_dispatch_take_error (self, error);
  else
    prepare (self, mode, scheduled_at, sent);
}

/* --- Confirming ------------------------------------------------------------------------------- */

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDispatch) self = user_data;
  GError *error = NULL;
  g_autoptr (IlxOperation) operation
      = ilx_engine_confirm_finish (ILX_ENGINE (source), result, &error);

  end_run (self, operation, error);
}

/* The end of the countdown: from here on mail may leave. Never broken off, since then nobody could
 * say whether it did. */
void
ilx_dispatch_submit (IlxDispatch *self)
{
  begin_call (self, ILX_DISPATCH_SUBMITTING, CALL_PLAIN);
  ilx_engine_confirm_async (ilx_dispatch_get_engine (self), self->operation, self->agreed, NULL,
                            confirmed_cb, g_object_ref (self));
}

static gboolean
is_what_was_shown (IlxDispatch *self, gint64 count)
{
  return count > 0 && count == ilx_operation_get_estimate (self->operation)
         && ilx_operation_get_revision (self->operation)
                == ilx_campaign_get_revision (self->campaign);
}

/**
 * ilx_dispatch_confirm:
 * @self: a dispatch that awaits it
 * @count: how many people the user was shown
 *
 * Agrees, and begins the countdown; at its end, and not before, it is handed over for sending. If
 * @count is not the one that was counted, nothing happens but an error. A second call does nothing.
 */
void
ilx_dispatch_confirm (IlxDispatch *self, gint64 count)
{
  if (self->is_calling || self->phase != ILX_DISPATCH_AWAITING)
    return;
  ilx_dispatch_sync (self); /* as it is stored now */
  if (self->phase != ILX_DISPATCH_AWAITING)
    return;
  if (!is_what_was_shown (self, count))
    {
      refuse (
          self, ILX_ERROR_NOT_CONFIRMED,
          _ ("What would be sent is no longer what was shown. Nothing was sent; look at it once "
             "more."));
      return;
    }
  ilx_dispatch_take_error (self, NULL);
  ilx_dispatch_set_notice (self, NULL);
  self->agreed = count;
  g_free (self->agreed_id);
  self->agreed_id = g_strdup (ilx_operation_get_id (self->operation));
  ilx_dispatch_begin_countdown (self);
}

/* --- Going on, asking, deciding --------------------------------------------------------------- */

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDispatch) self = user_data;
  GError *error = NULL;
  g_autoptr (IlxOperation) operation
      = ilx_engine_resume_finish (ILX_ENGINE (source), result, &error);

  end_run (self, operation, error);
}

/* Goes on with an operation that was interrupted. What the user agreed to is part of it, so this is
 * for the keeper and for limits, never for something that stopped with an error after that. */
void
ilx_dispatch_resume (IlxDispatch *self)
{
  gboolean is_confirmed;

  if (self->is_calling || !ilx_dispatch_is_open (self, ILX_OPERATION_RUNNING))
    return;
  is_confirmed = ilx_operation_get_confirmed_at (self->operation) != 0;
  if (is_confirmed && ilx_operation_get_error_code (self->operation) != NULL
      && ilx_operation_get_retry_at (self->operation) == 0)
    {
      give_up (self, NULL,
               _ ("It could not be handed over, so nothing was sent. Review it again to send it."),
               FALSE);
      return;
    }
  begin_call (self, is_confirmed ? ILX_DISPATCH_SUBMITTING : ILX_DISPATCH_PREPARING,
              is_confirmed ? CALL_PLAIN : CALL_BREAKABLE);
  ilx_engine_resume_async (ilx_dispatch_get_engine (self), ilx_operation_get_id (self->operation),
                           self->cancellable, resumed_cb, g_object_ref (self));
}

/* The platform says that it did not start: then there is nothing to be uncertain about, and it
 * wants a new review. Asking never sends. */
static gboolean
did_not_start (IlxDispatch *self, IlxDispatchPhase before)
{
  g_autoptr (IlxOperation) stored = load_stored (self);

  return before == ILX_DISPATCH_UNCERTAIN && stored != NULL
         && ilx_operation_get_state (stored) == ILX_OPERATION_RUNNING;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDispatch) self = user_data;
  GError *error = NULL;
  IlxDispatchPhase before = self->phase;

  ilx_engine_refresh_campaign_finish (ILX_ENGINE (source), result, &error);
  if (did_not_start (self, before))
    {
      g_autoptr (IlxOperation) stored = load_stored (self);

      g_clear_error (&error);
      g_set_object (&self->operation, stored);
      self->is_calling = FALSE;
      give_up (self, NULL,
               _ ("The platform says that it did not start. Nothing was sent; review it again to "
                  "send it."),
               FALSE);
      return;
    }
  end_call (self, error);
}

static void
look (IlxDispatch *self, CallFlags flags)
{
  begin_call (self, self->phase, flags);
  ilx_engine_refresh_campaign_async (ilx_dispatch_get_engine (self), self->campaign, NULL,
                                     looked_cb, g_object_ref (self));
}

/* Asks the platform where it stands. */
void
ilx_dispatch_look (IlxDispatch *self)
{
  if (!self->is_calling)
    look (self, CALL_CHECKS);
}

/**
 * ilx_dispatch_check_now:
 * @self: a dispatch
 *
 * Asks the platform now instead of later. Nothing is sent by it.
 */
void
ilx_dispatch_check_now (IlxDispatch *self)
{
  if (self->is_calling || self->phase == ILX_DISPATCH_COUNTDOWN
      || self->phase == ILX_DISPATCH_PREPARING || self->phase == ILX_DISPATCH_SUBMITTING)
    return;
  ilx_dispatch_take_error (self, NULL);
  look (self, CALL_PLAIN);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDispatch) self = user_data;
  GError *error = NULL;
  g_autoptr (IlxOperation) operation
      = ilx_engine_decide_finish (ILX_ENGINE (source), result, &error);

  if (operation != NULL && ilx_operation_get_state (operation) == ILX_OPERATION_FAILED)
    ilx_dispatch_set_notice (self,
                             _ ("You said that it did not go out. Review it again to send it."));
  end_call (self, error);
}

/**
 * ilx_dispatch_decide:
 * @self: an uncertain dispatch that can be decided
 * @went_out: what the user saw on the platform
 *
 * The user's last word. It never sends: "it did not" leads to a draft that wants a new review.
 */
void
ilx_dispatch_decide (IlxDispatch *self, gboolean went_out)
{
  if (self->is_calling || !ilx_dispatch_can_decide (self))
    return;
  ilx_dispatch_take_error (self, NULL);
  begin_call (self, self->phase, CALL_PLAIN);
  ilx_engine_decide_async (ilx_dispatch_get_engine (self), ilx_operation_get_id (self->operation),
                           went_out, NULL, decided_cb, g_object_ref (self));
}

/* --- Taking back ------------------------------------------------------------------------------ */

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxDispatch) self = user_data;
  GError *error = NULL;

  ilx_engine_cancel_finish (ILX_ENGINE (source), result, &error);
  end_call (self, error);
}

/**
 * ilx_dispatch_cancel:
 * @self: a dispatch that is scheduled or sending
 *
 * Takes it back to a draft, or stops what has not left yet.
 */
void
ilx_dispatch_cancel (IlxDispatch *self)
{
  if (self->is_calling
      || (self->phase != ILX_DISPATCH_SCHEDULED && self->phase != ILX_DISPATCH_SENDING))
    return;
  ilx_dispatch_take_error (self, NULL);
  ilx_dispatch_set_notice (self, NULL);
  begin_call (self, self->phase, CALL_PLAIN);
  ilx_engine_cancel_async (ilx_dispatch_get_engine (self), self->campaign, NULL, cancelled_cb,
                           g_object_ref (self));
}

/* The program ends: what may be broken off is, what may be leaving is left to end by itself. */
void
ilx_dispatch_break_off (IlxDispatch *self)
{
  ilx_dispatch_stop_waiting (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
