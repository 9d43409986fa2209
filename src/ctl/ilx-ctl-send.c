/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing a campaign over: campaign send, status, cancel.
 *
 * Nothing leaves before somebody agreed to exactly this audience and this count: by typing the
 * count, or by --yes, which agrees to whatever count the platform named a moment ago. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-ctl-delivery.h"
#include "ilx-ctl-input.h"
#include "ilx-ctl-output.h"
#include "ilx-error.h"
#include "ilx-time.h"

/* A platform sends at once what is due so soon. */
#define MIN_AHEAD (5 * ILX_MINUTE)

static const char *const modes[] = { "draft", "now", "at", NULL };

static gboolean
load_delivery (IlxCtl *self, GError **error)
{
  return ilx_ctl_load_campaign (self, ilx_ctl_get_argument (self, 0), error)
         && ilx_ctl_load_connection (self, ilx_campaign_get_connection_id (self->campaign), error);
}

/* --- send --- */

static IlxDeliveryMode
get_mode (IlxCtl *self)
{
  if (ilx_ctl_options_has (self->options, "draft"))
    return ILX_DELIVER_DRAFT;
  return ilx_ctl_options_has (self->options, "now") ? ILX_DELIVER_NOW : ILX_DELIVER_AT;
}

/* What was agreed to in time may be finished late: then the platform decides. */
static gboolean
is_agreed (IlxCtl *self)
{
  g_autoptr (IlxOperation) open = ilx_journal_store_load_open (
      ilx_ctl_get_store (self), ilx_campaign_get_id (self->campaign), NULL);

  return open != NULL && ilx_operation_get_mode (open) == ILX_DELIVER_AT
         && ilx_operation_get_scheduled_at (open) == self->scheduled_at
         && ilx_operation_get_confirmed_at (open) != 0;
}

static gboolean
parse_time (IlxCtl *self, GError **error)
{
  const char *text = ilx_ctl_options_get (self->options, "at");

  if (text == NULL)
    return TRUE;
  if (!ilx_time_parse_user (text, &self->scheduled_at, error))
    return FALSE;
  if (self->scheduled_at >= ilx_ctl_get_now (self) + MIN_AHEAD || is_agreed (self))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                 _ ("“%s” is past or less than 5 minutes ahead. This would send at once: choose "
                    "--now, or a later time."),
                 text);
  if (error != NULL)
    ilx_error_set_field (*error, "at");
  return FALSE;
}

static gboolean
find_sent (IlxCtl *self, GError **error)
{
  GError *local = NULL;

  g_free (self->repeats);
  self->repeats = ilx_engine_find_sent (self->engine, self->campaign, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* Nobody agrees to a second mailing by habit: --yes is for what is new. */
static gboolean
parse_again (IlxCtl *self, GError **error)
{
  if (!ilx_ctl_options_has (self->options, "again"))
    return TRUE;
  if (!ilx_ctl_options_has (self->options, "yes"))
    return find_sent (self, error);
  ilx_set_error (error, ILX_ERROR_USAGE,
                 _ ("To send again on purpose the number must be typed; --yes does not agree to "
                    "that."));
  return FALSE;
}

static gboolean
prepare_send (IlxCtl *self, GError **error)
{
  if (ilx_ctl_options_count (self->options, modes) != 1)
    {
      ilx_set_error (error, ILX_ERROR_USAGE, _ ("Say one of --draft, --now and --at TIME."));
      return FALSE;
    }
  return load_delivery (self, error) && parse_time (self, error) && parse_again (self, error);
}

static gboolean
send_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_engine_send_again_async (self->engine, self->campaign, get_mode (self), self->scheduled_at,
                               self->repeats, self->cancellable, callback, data);
  return TRUE;
}

static gboolean
awaits_confirmation (IlxCtl *self)
{
  return ilx_operation_get_state (self->operation) == ILX_OPERATION_AWAITING_CONFIRMATION;
}

/* Nobody is there to be asked, or they said something else. */
static void
take_refusal (IlxCtl *self, const char *message)
{
  ilx_ctl_take_problem (
      self, ilx_error_new (ILX_ERROR_NOT_CONFIRMED, message,
                           ilx_ctl_get_platform_name (ilx_campaign_get_platform (self->campaign))));
}

static IlxStepOutcome
send_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;
  IlxOperation *operation = ilx_engine_send_finish (self->engine, result, error);

  if (operation == NULL)
    return ILX_STEP_FAILED;
  g_clear_object (&self->operation);
  self->operation = operation;
  if (!awaits_confirmation (self))
    return ILX_STEP_NEXT;
  if (!self->is_json && !ilx_ctl_tell_review (self, error))
    return ILX_STEP_FAILED;
  if (ilx_ctl_options_has (self->options, "yes"))
    self->count = ilx_operation_get_estimate (operation);
  else if (self->is_json || !ilx_ctl_is_terminal ())
    take_refusal (self, _ ("Nobody agreed to it, so nothing was sent. It waits on %s as a draft."));
  return ILX_STEP_NEXT;
}

static gboolean
ask_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  if (!awaits_confirmation (self) || self->problem != NULL || self->count >= 0)
    return FALSE;
  ilx_ctl_tell (_ ("To send it, type the number of people and press Enter. Anything else sends "
                   "nothing."));
  ilx_ctl_read_line_async (self->cancellable, callback, data);
  return TRUE;
}

/* People may write 9,310 or 9 310 as they see it. */
static gboolean
is_count (const char *typed, gint64 count)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  g_autofree char *shown = ilx_ctl_dup_number (count);

  return g_str_equal (typed, plain) || g_str_equal (typed, shown);
}

static IlxStepOutcome
ask_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;
  g_autoptr (GBytes) bytes = ilx_ctl_read_finish (result, error);
  g_autofree char *typed = NULL;
  gsize length;
  const char *data;

  if (bytes == NULL)
    return ILX_STEP_FAILED;
  data = g_bytes_get_data (bytes, &length);
  typed = g_strstrip (g_strndup (data != NULL ? data : "", length));
  if (is_count (typed, ilx_operation_get_estimate (self->operation)))
    self->count = ilx_operation_get_estimate (self->operation);
  else
    take_refusal (self, _ ("That is not the number, so nothing was sent. It waits on %s as a "
                           "draft."));
  return ILX_STEP_NEXT;
}

static gboolean
confirm_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  if (!awaits_confirmation (self) || self->problem != NULL)
    return FALSE;
  ilx_engine_confirm_async (self->engine, self->operation, self->count, self->cancellable, callback,
                            data);
  return TRUE;
}

static IlxStepOutcome
confirm_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;
  IlxOperation *operation = ilx_engine_confirm_finish (self->engine, result, error);

  if (operation == NULL)
    return ILX_STEP_FAILED;
  g_clear_object (&self->operation);
  self->operation = operation;
  return ILX_STEP_NEXT;
}

/* --- status --- */

/* What never went to a platform is known here best. */
static gboolean
is_local (IlxCtl *self)
{
  g_autoptr (IlxOperation) last = ilx_journal_store_load_last (
      ilx_ctl_get_store (self), ilx_campaign_get_id (self->campaign), NULL);

  return last == NULL && ilx_campaign_get_remote (self->campaign, "campaign") == NULL;
}

static gboolean
refresh_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  if (is_local (self))
    return FALSE;
  ilx_engine_refresh_campaign_async (self->engine, self->campaign, self->cancellable, callback,
                                     data);
  return TRUE;
}

static void
tell_age (IlxCtl *self)
{
  g_autoptr (IlxOperation) last = ilx_journal_store_load_last (
      ilx_ctl_get_store (self), ilx_campaign_get_id (self->campaign), NULL);
  g_autofree char *age = NULL;

  if (last == NULL || self->is_json)
    return;
  age = ilx_time_format_age (ilx_ctl_get_now (self) - ilx_operation_get_updated_at (last));
  ilx_ctl_tell (_ ("The platform could not be asked. Shown is what was known here (last step: "
                   "%s)."),
                age);
}

/* Without an answer, what was known last is still worth showing. */
static IlxStepOutcome
refresh_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;
  g_autoptr (GError) local = NULL;

  if (ilx_engine_refresh_campaign_finish (self->engine, result, &local))
    return ILX_STEP_NEXT;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  tell_age (self);
  ilx_ctl_take_problem (self, g_steal_pointer (&local));
  return ILX_STEP_NEXT;
}

/* --- cancel --- */

static gboolean
cancel_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_engine_cancel_async (self->engine, self->campaign, self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
cancel_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return ilx_engine_cancel_finish (self->engine, result, error) ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static const IlxStep send_steps[] = {
  { "hand it over", send_begin, send_finish },
  { "ask", ask_begin, ask_finish },
  { "agree", confirm_begin, confirm_finish },
  { NULL },
};

static const IlxStep status_steps[] = {
  { "ask the platform", refresh_begin, refresh_finish },
  { NULL },
};

static const IlxStep cancel_steps[] = {
  { "cancel", cancel_begin, cancel_finish },
  { NULL },
};

static const IlxCtlOption send_options[] = {
  { "draft", NULL, N_ ("Put it on the platform as a draft; nothing is sent") },
  { "now", NULL, N_ ("Send it now") },
  { "at", N_ ("TIME"), N_ ("Send it then: \"2026-12-01 09:00\" here, or 2026-12-01T08:00:00Z") },
  { "again", NULL, N_ ("Repeat on purpose what went to the same audience lately") },
  { "yes", NULL, N_ ("Agree to the audience and the count that are shown") },
  { NULL },
};

const IlxCtlCommand ilx_ctl_send_commands[] = {
  { "campaign send", N_ ("ID --draft|--now|--at TIME"), N_ ("Hand a campaign over to its platform"),
    N_ ("Before --now and --at the audience and the estimated number of people are shown, and\n"
        "nothing leaves until you type that number or gave --yes. An interrupted sending goes on\n"
        "when the command is given again: what happened is found out first, nothing is sent "
        "twice. The\n"
        "same mail to the same audience within 30 days is blocked, unless --again says that it is\n"
        "meant; then the number must be typed."),
    send_options, 1, 1, ILX_CTL_TAKES_KEY, prepare_send, send_steps, ilx_ctl_answer_delivery },
  { "campaign status", N_ ("ID"), N_ ("Ask the platform where a campaign stands"), NULL, NULL, 1, 1,
    ILX_CTL_TAKES_KEY, load_delivery, status_steps, ilx_ctl_answer_delivery },
  { "campaign cancel", N_ ("ID"), N_ ("Unschedule a campaign, or stop what has not left yet"), NULL,
    NULL, 1, 1, ILX_CTL_TAKES_KEY, load_delivery, cancel_steps, ilx_ctl_answer_delivery },
  { NULL }
};
