/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer, a failure or a probe means for the operation. These decisions are what keeps a
 * campaign from going out twice:
 *
 *   failure                             CREATE, SEND          READ, CHANGE
 *   without effect, may pass            stays open            stays open
 *   without effect, lasting (a 400)     fails (*)             fails
 *   effect unknown                      probe                 stays open, done again later
 *
 *   (*) a SEND that is refused is probed once all the same: an earlier call may be why. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-run-private.h"

/* A call is made at most so often in a run, however clearly it did not happen. */
#define MAX_CALLS 2

/* Whether trying the same again could only fail the same way. */
static gboolean
is_lasting (const GError *error)
{
  if (error == NULL || error->domain != ILX_ERROR)
    return FALSE;
  switch ((IlxErrorCode) error->code)
    {
    case ILX_ERROR_REJECTED:
    case ILX_ERROR_CONFLICT:
    case ILX_ERROR_NOT_FOUND:
    case ILX_ERROR_MISSING_PERMISSION:
    case ILX_ERROR_UPDATE_NEEDED:
    case ILX_ERROR_INVALID_INPUT:
    case ILX_ERROR_BLOCKED:
      return TRUE;
    /* What passes, or is healed by reconnecting. */
    case ILX_ERROR_FAILED:
    case ILX_ERROR_USAGE:
    case ILX_ERROR_NOT_CONNECTED:
    case ILX_ERROR_BAD_CREDENTIALS:
    case ILX_ERROR_RATE_LIMITED:
    case ILX_ERROR_NETWORK:
    case ILX_ERROR_TIMED_OUT:
    case ILX_ERROR_SERVER:
    case ILX_ERROR_BAD_REPLY:
    case ILX_ERROR_NOT_CONFIRMED:
    case ILX_ERROR_UNCERTAIN:
    case ILX_ERROR_BUSY:
    case ILX_ERROR_STORAGE:
    case ILX_ERROR_STORAGE_FULL:
    case ILX_ERROR_STORAGE_READ_ONLY:
    case ILX_ERROR_STORAGE_CORRUPT:
    case ILX_ERROR_STORAGE_NEWER:
    case ILX_ERROR_SECRETS_ABSENT:
    case ILX_ERROR_SECRETS_LOCKED:
    case ILX_N_ERRORS:
    default:
      return FALSE;
    }
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
is_of_unknown_effect (const GError *error)
{
  return is_cancelled (error) || ilx_error_get_may_have_happened (error);
}

static gboolean
is_probed (IlxRun *self)
{
  return self->row->effect == ILX_EFFECT_CREATE || self->row->effect == ILX_EFFECT_SEND;
}

static void
end_entry (IlxRun *self, IlxStepState state, const char *message)
{
  ilx_operation_step_set_state (self->entry, state);
  ilx_operation_step_set_message (self->entry, message);
  ilx_operation_step_set_finished_at (self->entry, ilx_run_get_now (self));
}

/* Mail may be leaving, and nobody can say: the user must know. */
static void
need_attention (IlxRun *self)
{
  ilx_run_stop (self, ILX_OPERATION_NEEDS_ATTENTION, ILX_CAMPAIGN_UNCERTAIN);
}

/* It is out: whatever comes after, the campaign must never look as if it were not. */
static void
take_sent (IlxRun *self)
{
  gboolean is_scheduled = ilx_operation_get_mode (self->args.operation) == ILX_DELIVER_AT;

  ilx_operation_set_n_probes (self->args.operation, 0);
  ilx_operation_set_next_probe_at (self->args.operation, 0);
  ilx_operation_set_state (self->args.operation, ILX_OPERATION_RUNNING);
  ilx_campaign_set_state (ilx_run_get_campaign (self),
                          is_scheduled ? ILX_CAMPAIGN_SCHEDULED : ILX_CAMPAIGN_SENDING);
}

/**
 * ilx_run_take_result:
 * @self: a run
 * @result: (transfer full): what the call or the probe gave
 *
 * The row is done: its result is what the journal keeps, and the delivery learns of it.
 */
void
ilx_run_take_result (IlxRun *self, JsonNode *result)
{
  g_autoptr (JsonNode) owned = result;
  g_autofree char *text = ilx_json_to_text (result, FALSE);

  end_entry (self, ILX_STEP_DONE, NULL);
  ilx_operation_step_set_result (self->entry, text);
  if (self->row->apply != NULL)
    self->row->apply (self->args.delivery, owned);
  if (self->row->effect == ILX_EFFECT_SEND)
    take_sent (self);
  self->need = ILX_NEED_ROUND;
}

/**
 * ilx_run_take_error:
 * @self: a run
 * @error: (transfer full): how the call failed
 */
void
ilx_run_take_error (IlxRun *self, GError *error)
{
  gboolean is_refused_send = self->row->effect == ILX_EFFECT_SEND && is_lasting (error);

  g_clear_error (&self->call_error);
  self->call_error = error;
  ilx_operation_step_set_message (self->entry, error->message);
  if (is_probed (self) && !is_cancelled (error)
      && (is_of_unknown_effect (error) || is_refused_send))
    {
      self->need = ILX_NEED_ROUND; /* the entry stays "intended": the next round probes */
      return;
    }
  if (!is_of_unknown_effect (error))
    end_entry (self, ILX_STEP_REFUSED, error->message);
  if (is_lasting (error))
    {
      ilx_run_fail (self, error);
      return;
    }
  if (is_cancelled (error) && self->row->effect == ILX_EFFECT_SEND)
    need_attention (self);
  ilx_run_stop_with_error (self, error);
}

/* It certainly did not happen: once more, or was that enough? */
static void
take_did_not (IlxRun *self)
{
  g_autoptr (GError) error
      = self->call_error != NULL
            ? g_error_copy (self->call_error)
            : ilx_error_new (ILX_ERROR_TIMED_OUT, _ ("The platform did not answer in time."));

  ilx_error_set_may_have_happened (error, FALSE);
  self->n_silent = 0;
  ilx_operation_set_n_probes (self->args.operation, 0);
  ilx_operation_set_next_probe_at (self->args.operation, 0);
  end_entry (self, ILX_STEP_REFUSED, error->message);
  if (is_lasting (error) || (self->n_calls >= MAX_CALLS && self->row->effect == ILX_EFFECT_SEND))
    ilx_run_fail (self, error);
  else if (self->n_calls >= MAX_CALLS)
    ilx_run_stop_with_error (self, error);
  else
    self->need = ILX_NEED_ROUND;
}

/* Counts a silent probe of a SEND and says when the next is due. */
static void
count_silent (IlxRun *self)
{
  IlxOperation *operation = self->args.operation;
  gint64 now = ilx_run_get_now (self);
  gint64 n = ilx_operation_get_n_probes (operation);
  gboolean is_due = self->n_calls > 0 || now >= ilx_operation_get_next_probe_at (operation);

  if (!is_due || n >= ILX_RUN_N_PROBES)
    return;
  ilx_operation_set_n_probes (operation, ++n);
  ilx_operation_set_next_probe_at (operation,
                                   n < ILX_RUN_N_PROBES ? now + ilx_run_probe_delays[n] : 0);
}

static void
take_silent (IlxRun *self, GError *error)
{
  g_autoptr (GError) fallback = NULL;
  gboolean was_asked_on_purpose
      = ilx_operation_get_state (self->args.operation) == ILX_OPERATION_NEEDS_ATTENTION;

  if (error == NULL)
    error = fallback
        = ilx_error_new (ILX_ERROR_TIMED_OUT, _ ("The platform did not answer in time."));
  self->n_silent++;
  if (self->row->effect == ILX_EFFECT_SEND)
    count_silent (self);
  if (self->n_silent < ILX_RUN_N_PROBES_AT_ONCE && !was_asked_on_purpose && !is_cancelled (error))
    {
      self->need = ILX_NEED_ROUND; /* once more, after the next delay */
      return;
    }
  if (self->row->effect == ILX_EFFECT_SEND)
    need_attention (self);
  if (self->row->effect != ILX_EFFECT_SEND || is_cancelled (error))
    ilx_run_stop_with_error (self, error);
}

/**
 * ilx_run_take_probe:
 * @self: a run
 * @outcome: what the probe found
 * @result: (transfer full) (nullable): of %ILX_PROBE_HAPPENED
 * @error: (transfer full) (nullable): why it stayed silent
 */
void
ilx_run_take_probe (IlxRun *self, IlxProbe outcome, JsonNode *result, GError *error)
{
  g_autoptr (GError) owned = error;

  switch (outcome)
    {
    case ILX_PROBE_HAPPENED:
      ilx_run_take_result (self, result != NULL ? result : ilx_json_empty_object ());
      break;
    case ILX_PROBE_DID_NOT:
      take_did_not (self);
      break;
    case ILX_PROBE_SILENT:
      take_silent (self, owned);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * ilx_run_get_wait:
 * @self: a run about to probe
 *
 * What was just asked may still be on its way; a probe that comes too early would not see it.
 *
 * Returns: how long to wait before, in microseconds
 */
gint64
ilx_run_get_wait (IlxRun *self)
{
  gint64 age = ilx_run_get_now (self) - ilx_operation_step_get_started_at (self->entry);

  if (self->n_silent > 0)
    return ilx_run_probe_delays[MIN (self->n_silent, ILX_RUN_N_PROBES - 1)];
  return CLAMP (ilx_run_probe_delays[0] - age, 0, ilx_run_probe_delays[0]);
}
