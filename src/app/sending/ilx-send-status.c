/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page says of each phase: what is, what it means for the mail, what comes next. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-moment.h"
#include "ilx-send-words.h"
#include "ilx-time.h"

static const struct
{
  const char *icon_name;
  const char *tone;
} looks[] = {
  [ILX_DISPATCH_IDLE] = { "document-edit-symbolic", NULL },
  [ILX_DISPATCH_PREPARING] = { "content-loading-symbolic", "accent" },
  [ILX_DISPATCH_AWAITING] = { "dialog-question-symbolic", "accent" },
  [ILX_DISPATCH_COUNTDOWN] = { "alarm-symbolic", "warning" },
  [ILX_DISPATCH_SUBMITTING] = { "content-loading-symbolic", "accent" },
  [ILX_DISPATCH_UNCERTAIN] = { "dialog-warning-symbolic", "warning" },
  [ILX_DISPATCH_SCHEDULED] = { "alarm-symbolic", "accent" },
  [ILX_DISPATCH_SENDING] = { "mail-send-symbolic", "accent" },
  [ILX_DISPATCH_SENT] = { "emblem-ok-symbolic", "success" },
  [ILX_DISPATCH_CANCELLED] = { "process-stop-symbolic", "warning" },
  [ILX_DISPATCH_FAILED] = { "dialog-error-symbolic", "error" },
};

void
ilx_send_status_free (IlxSendStatus *self)
{
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

static const char *
get_platform (IlxDispatch *dispatch)
{
  return ilx_send_get_platform_name (ilx_dispatch_get_campaign (dispatch));
}

static gint64
get_now (IlxDispatch *dispatch)
{
  return ilx_workspace_get_now (ilx_dispatch_get_workspace (dispatch));
}

static void
say_idle (IlxSendStatus *status, IlxDispatch *dispatch, guint n_blocking)
{
  if (n_blocking > 0)
    {
      status->title = g_strdup (_ ("Not ready yet"));
      status->text = g_strdup_printf (ngettext ("%u thing must be mended first; see Checks below.",
                                                "%u things must be mended first; see Checks below.",
                                                n_blocking),
                                      n_blocking);
      return;
    }
  status->title = g_strdup (_ ("Ready"));
  status->text = g_strdup_printf (_ ("It is put on %s as a draft first, and counted there. Nothing "
                                     "is sent before you have seen the number and agreed to it."),
                                  get_platform (dispatch));
}

/* "Continuing in 42 s; nothing is lost." */
static gboolean
say_limit (IlxSendStatus *status, IlxDispatch *dispatch)
{
  gint64 retry_at = ilx_dispatch_get_retry_at (dispatch);
  gint64 seconds;

  if (retry_at == 0)
    return FALSE;
  seconds = MAX ((retry_at - get_now (dispatch) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, 1);
  status->title = g_strdup_printf (_ ("%s asks us to slow down"), get_platform (dispatch));
  if (seconds <= 120)
    status->text = g_strdup_printf (_ ("Continuing in %d s; nothing is lost."), (int) seconds);
  else
    {
      g_autofree char *then = ilx_moment_dup_relative (retry_at, get_now (dispatch), NULL);

      status->text = g_strdup_printf (_ ("Continuing at this time: %s. Nothing is lost."), then);
    }
  return TRUE;
}

static void
say_preparing (IlxSendStatus *status, IlxDispatch *dispatch)
{
  const char *step = ilx_dispatch_get_step_title (dispatch);

  if (say_limit (status, dispatch))
    return;
  status->title = g_strdup_printf (_ ("Preparing on %s"), get_platform (dispatch));
  status->text = step != NULL ? g_strdup_printf (_ ("%s… Nothing is sent yet."), step)
                              : g_strdup (_ ("Nothing is sent yet."));
}

static void
say_awaiting (IlxSendStatus *status, IlxDispatch *dispatch)
{
  IlxOperation *operation = ilx_dispatch_get_operation (dispatch);
  gint64 count = ilx_operation_get_estimate (operation);
  g_autofree char *number = ilx_send_dup_number (count);
  g_autofree char *age
      = ilx_time_format_age (get_now (dispatch) - ilx_operation_get_updated_at (operation));

  status->title = g_strdup_printf (
      ngettext ("%s person would get it", "%s people would get it", (gulong) count), number);
  status->text = g_strdup_printf (_ ("Counted by %s %s. Look at everything once more. Nothing has "
                                     "been sent."),
                                  get_platform (dispatch), age);
}

static void
say_countdown (IlxSendStatus *status, IlxDispatch *dispatch)
{
  status->title = g_strdup_printf (_ ("Sending in %u s"), ilx_dispatch_get_seconds_left (dispatch));
  status->text = g_strdup (_ ("Nothing has left yet. Undo, or close this page, and nothing will."));
}

static void
say_submitting (IlxSendStatus *status, IlxDispatch *dispatch)
{
  if (say_limit (status, dispatch))
    return;
  status->title = g_strdup_printf (_ ("Handing over to %s…"), get_platform (dispatch));
  status->text = g_strdup (_ ("It goes on by itself; you can leave this page."));
}

static void
say_uncertain (IlxSendStatus *status, IlxDispatch *dispatch)
{
  IlxOperation *operation = ilx_dispatch_get_operation (dispatch);
  gint64 next = operation != NULL ? ilx_operation_get_next_probe_at (operation) : 0;
  const char *subject = ilx_send_get_subject (ilx_dispatch_get_campaign (dispatch));
  gint64 minutes = (next - get_now (dispatch)) / (60 * G_USEC_PER_SEC);

  status->title = g_strdup_printf (_ ("%s did not answer"), get_platform (dispatch));
  if (ilx_dispatch_can_decide (dispatch))
    status->text = g_strdup_printf (_ ("We do not know whether it started, and all our questions "
                                       "stayed without an answer. Open "
                                       "%s and look at its campaigns: if “%s” is sending, "
                                       "scheduled or sent there, it went out; "
                                       "if it is a draft, it did not."),
                                    get_platform (dispatch), subject);
  else if (next != 0 && minutes >= 1)
    status->text = g_strdup_printf (
        ngettext ("We do not know whether it started. We ask again by ourselves in %d minute; "
                  "nothing is sent twice.",
                  "We do not know whether it started. We ask again by ourselves in %d minutes; "
                  "nothing is sent twice.",
                  (gulong) minutes),
        (int) minutes);
  else
    status->text = g_strdup (_ ("We do not know whether it started. We ask again by ourselves in a "
                                "moment; nothing is sent twice."));
}

static void
say_scheduled (IlxSendStatus *status, IlxDispatch *dispatch)
{
  IlxCampaign *campaign = ilx_dispatch_get_campaign (dispatch);
  gint64 at = ilx_campaign_get_scheduled_at (campaign);
  g_autofree char *when = ilx_moment_dup_relative (at, get_now (dispatch), NULL);
  g_autofree char *distance = ilx_moment_dup_distance (at - get_now (dispatch));

  status->title = g_strdup_printf (_ ("Scheduled: %s"), when);
  status->text = *distance != '\0'
                     ? g_strdup_printf (_ ("%s sends it %s, also when this computer is off."),
                                        get_platform (dispatch), distance)
                     : g_strdup_printf (_ ("The time has come; %s is about to send it."),
                                        get_platform (dispatch));
}

static void
say_sending (IlxSendStatus *status, IlxDispatch *dispatch)
{
  gint64 count = ilx_campaign_get_recipients (ilx_dispatch_get_campaign (dispatch));
  g_autofree char *number = ilx_send_dup_number (count);

  status->title = g_strdup_printf (_ ("%s is sending it"), get_platform (dispatch));
  if (count < 0)
    status->text = g_strdup_printf (_ ("%s does not say how far it is. You can leave this page."),
                                    get_platform (dispatch));
  else
    status->text = g_strdup_printf (
        ngettext ("To %s person. %s does not say how far it is. You can leave this page.",
                  "To %s people. %s does not say how far it is. You can leave this page.",
                  (gulong) count),
        number, get_platform (dispatch));
}

static void
say_sent (IlxSendStatus *status, IlxDispatch *dispatch)
{
  IlxCampaign *campaign = ilx_dispatch_get_campaign (dispatch);
  gint64 count = ilx_campaign_get_recipients (campaign);
  g_autofree char *number = ilx_send_dup_number (count);
  g_autofree char *when = ilx_campaign_get_sent_at (campaign) != 0
                              ? ilx_moment_dup_text (ilx_campaign_get_sent_at (campaign), NULL)
                              : NULL;

  status->title
      = count < 0 ? g_strdup (_ ("Sent"))
                  : g_strdup_printf (
                      ngettext ("Sent to %s person", "Sent to %s people", (gulong) count), number);
  status->text = when != NULL
                     ? g_strdup_printf (_ ("%s. The number is the one that %s estimated before."),
                                        when, get_platform (dispatch))
                     : g_strdup_printf (_ ("The number is the one that %s estimated before."),
                                        get_platform (dispatch));
}

static void
say_cancelled (IlxSendStatus *status, IlxDispatch *dispatch)
{
  status->title = g_strdup (_ ("Cancelled"));
  status->text
      = g_strdup_printf (_ ("What had left before has arrived, the rest never will. %s does not "
                            "say how many got it, so "
                            "it can’t be sent again from here; a copy can be changed and sent."),
                         get_platform (dispatch));
}

static void
say_failed (IlxSendStatus *status, IlxDispatch *dispatch)
{
  const char *problem = ilx_campaign_get_problem (ilx_dispatch_get_campaign (dispatch));

  status->title = g_strdup (_ ("It was not sent"));
  status->text
      = ilx_dispatch_may_review (dispatch)
            ? g_strdup_printf (_ ("%s Mend that, then review it again."),
                               problem != NULL ? problem : "")
            : g_strdup_printf (_ ("%s To send it after all, duplicate it and review the copy."),
                               problem != NULL ? problem : "");
}

/* Why a draft is one again comes before all else. */
static gboolean
say_error (IlxSendStatus *status, IlxDispatch *dispatch)
{
  const GError *error = ilx_dispatch_get_error (dispatch);

  if (error == NULL || ilx_dispatch_get_phase (dispatch) != ILX_DISPATCH_IDLE)
    return FALSE;
  status->icon_name = "dialog-error-symbolic";
  status->tone = "error";
  status->title = g_strdup (_ ("Nothing was sent"));
  status->text = g_strdup (error->message);
  return TRUE;
}

/**
 * ilx_send_build_status:
 * @dispatch: a dispatch
 * @n_blocking: how many checks stand against it
 *
 * Returns: (transfer full): what the page says of its phase
 */
IlxSendStatus *
ilx_send_build_status (IlxDispatch *dispatch, guint n_blocking)
{
  static void (*const say[]) (IlxSendStatus *, IlxDispatch *) = {
    [ILX_DISPATCH_PREPARING] = say_preparing, [ILX_DISPATCH_AWAITING] = say_awaiting,
    [ILX_DISPATCH_COUNTDOWN] = say_countdown, [ILX_DISPATCH_SUBMITTING] = say_submitting,
    [ILX_DISPATCH_UNCERTAIN] = say_uncertain, [ILX_DISPATCH_SCHEDULED] = say_scheduled,
    [ILX_DISPATCH_SENDING] = say_sending,     [ILX_DISPATCH_SENT] = say_sent,
    [ILX_DISPATCH_CANCELLED] = say_cancelled, [ILX_DISPATCH_FAILED] = say_failed,
  };
  IlxSendStatus *status = g_new0 (IlxSendStatus, 1);
  IlxDispatchPhase phase = ilx_dispatch_get_phase (dispatch);

  status->icon_name = looks[phase].icon_name;
  status->tone = looks[phase].tone;
  if (say_error (status, dispatch))
    return status;
  if (say[phase] != NULL)
    say[phase](status, dispatch);
  else
    say_idle (status, dispatch, n_blocking);
  return status;
}
