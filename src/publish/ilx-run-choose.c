/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row is next, and whether it may be begun: the confirmation is asked for here. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-store.h"
#include "ilx-confirmation.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-run-private.h"

/* A time nearer than this has passed before the platform knows of it, and then it sends at once. */
#define SCHEDULE_MARGIN ILX_MINUTE

static gboolean
has_later_entry (IlxRun *self)
{
  for (const IlxDeliveryStep *row = self->row + 1; row->name != NULL; row++)
    if (ilx_run_find_entry (self, row) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether the round has nothing to do with its row. */
static gboolean
is_over (IlxRun *self)
{
  if (self->entry != NULL)
    return ilx_operation_step_get_state (self->entry) == ILX_STEP_DONE;
  /* Belt and braces: whatever a platform's table says, a draft is never sent. */
  if (self->row->effect == ILX_EFFECT_SEND
      && ilx_operation_get_mode (self->args.operation) == ILX_DELIVER_DRAFT)
    return TRUE;
  /* Not needed when an earlier run came by; what that run did may make it look needed now. */
  if (has_later_entry (self))
    return TRUE;
  return self->row->is_needed != NULL && !self->row->is_needed (self->args.delivery);
}

static void
enter_row (IlxRun *self)
{
  IlxOperationStep *entry = ilx_run_find_entry (self, self->row);

  if (entry == self->entry && entry != NULL)
    return; /* another round of the same row */
  g_set_object (&self->entry, entry);
  g_clear_pointer (&self->intent, json_node_unref);
  g_clear_error (&self->call_error);
  self->n_calls = 0;
  self->n_silent = 0;
  if (entry != NULL && ilx_operation_step_get_intent (entry) != NULL)
    self->intent = ilx_json_parse_text (ilx_operation_step_get_intent (entry), NULL);
}

static gboolean
has_probe (IlxRun *self)
{
  return self->row->effect == ILX_EFFECT_CREATE || self->row->effect == ILX_EFFECT_SEND;
}

static void
block (IlxRun *self, const char *message)
{
  g_autoptr (GError) error = ilx_error_new (ILX_ERROR_BLOCKED, "%s", message);

  ilx_run_fail (self, error);
}

static gboolean
is_too_late (IlxRun *self)
{
  IlxOperation *operation = self->args.operation;

  return ilx_operation_get_mode (operation) == ILX_DELIVER_AT
         && ilx_operation_get_scheduled_at (operation) < ilx_run_get_now (self) + SCHEDULE_MARGIN;
}

/* Stops for the user to look and agree. What was agreed to before is void. */
static void
ask_for_confirmation (IlxRun *self, gint64 count)
{
  ilx_operation_set_confirmation (self->args.operation, NULL);
  ilx_operation_set_confirmed_at (self->args.operation, 0);
  ilx_operation_set_estimate (self->args.operation, count);
  ilx_run_stop (self, ILX_OPERATION_AWAITING_CONFIRMATION, ILX_CAMPAIGN_DRAFT);
}

/* The last gate before mail leaves. The campaign is read from the store once more, since what
 * counts is what is there now, not what this run was given. */
static void
check_may_send (IlxRun *self)
{
  gint64 count = ilx_campaign_get_recipients (ilx_run_get_campaign (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) stored = ilx_campaign_store_load (
      self->args.store, ilx_operation_get_campaign_id (self->args.operation), &error);

  if (stored == NULL)
    ilx_run_stop_with_error (self, error);
  else if (is_too_late (self))
    block (self, _ ("The time to send has passed. Choose another time, or send it now."));
  else if (count < 0)
    block (self, _ ("The platform did not say how many people would get it, so it was not sent. "
                    "Try again in a minute."));
  else if (count == 0)
    block (self, _ ("Nobody would get it: the audience is empty, or everybody in it is suppressed "
                    "or excluded. Choose another audience."));
  else if (!ilx_confirmation_is_valid (self->args.operation, stored, ilx_run_get_now (self)))
    ask_for_confirmation (self, count);
}

/* A run that must not begin anything new has come to something new. */
static void
stop_before_call (IlxRun *self)
{
  if (self->args.mode == ILX_RUN_ABANDON)
    {
      self->is_failed = TRUE; /* takes back */
      ilx_run_stop (self, ILX_OPERATION_ABANDONED, ILX_CAMPAIGN_DRAFT);
      return;
    }
  if (ilx_operation_get_state (self->args.operation) == ILX_OPERATION_NEEDS_ATTENTION)
    ilx_run_stop (self, ILX_OPERATION_RUNNING, ILX_CAMPAIGN_SUBMITTING);
  self->need = ILX_NEED_NOTHING;
}

static void
choose_need (IlxRun *self)
{
  gboolean is_intended
      = self->entry != NULL && ilx_operation_step_get_state (self->entry) == ILX_STEP_INTENDED;

  if (is_intended && has_probe (self))
    {
      self->need = ILX_NEED_PROBE;
      return;
    }
  self->need = ILX_NEED_CALL;
  if (self->args.mode != ILX_RUN_ALL && !ilx_run_is_sent (self)
      && (self->args.mode == ILX_RUN_ABANDON || self->row->effect != ILX_EFFECT_READ))
    stop_before_call (self);
  else if (self->row->effect == ILX_EFFECT_SEND)
    check_may_send (self);
}

static gboolean
has_later_change (IlxRun *self, const IlxDeliveryStep *row)
{
  for (row++; row->name != NULL; row++)
    if (row->effect != ILX_EFFECT_READ && ilx_run_find_entry (self, row) != NULL)
      return TRUE;
  return FALSE;
}

static void
apply_again (IlxRun *self, const IlxDeliveryStep *row, IlxOperationStep *entry)
{
  const char *text = ilx_operation_step_get_result (entry);
  g_autoptr (JsonNode) result = text != NULL ? ilx_json_parse_text (text, NULL) : NULL;

  if (row->apply != NULL && result != NULL)
    row->apply (self->args.delivery, result);
}

/**
 * ilx_run_replay:
 * @self: a run about to start
 *
 * Brings the delivery to where the journal is. What was only read before an operation stopped to be
 * confirmed is forgotten, and read anew: the user is to agree to how things are, not to how they
 * were.
 */
void
ilx_run_replay (IlxRun *self)
{
  gboolean awaited_confirmation
      = ilx_operation_get_state (self->args.operation) == ILX_OPERATION_AWAITING_CONFIRMATION;

  for (const IlxDeliveryStep *row = self->args.rows; row->name != NULL; row++)
    {
      IlxOperationStep *entry = ilx_run_find_entry (self, row);

      if (entry == NULL || ilx_operation_step_get_state (entry) != ILX_STEP_DONE)
        continue;
      if (awaited_confirmation && row->effect == ILX_EFFECT_READ && !has_later_change (self, row))
        g_ptr_array_remove (self->entries, entry);
      else
        apply_again (self, row, entry);
    }
}

/**
 * ilx_run_choose:
 * @self: a run
 *
 * Goes to the next row that is not over and says what the round does with it, or ends the run.
 */
void
ilx_run_choose (IlxRun *self)
{
  for (; self->row->name != NULL; self->row++)
    {
      enter_row (self);
      if (!is_over (self))
        {
          choose_need (self);
          return;
        }
    }
  g_clear_object (&self->entry);
  ilx_run_finish_operation (self);
}
