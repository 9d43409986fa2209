/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of a campaign as windows see it, against a real sandbox: what is sent, and above all what
 * is not. */
#include "config.h"

#include "dispatch-fixture.h"
#include "ilx-document.h"
#include "ilx-error.h"

static IlxDispatch *
open_new (DispatchFixture *fixture, const char *subject)
{
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, subject);

  return ilx_dispatch_open (fixture->workspace, id);
}

static void
note_phase_cb (IlxDispatch *dispatch, GParamSpec *pspec, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ",
                          ilx_dispatch_phase_get_name (ilx_dispatch_get_phase (dispatch)));
}

static void
test_whole_way (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (GString) phases = g_string_new (NULL);
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "The whole way");
  g_signal_connect (dispatch, "notify::phase", G_CALLBACK (note_phase_cb), phases);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_IDLE);
  count = dispatch_prepare_now (dispatch);
  g_assert_cmpint (count, >, 0);
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
  ilx_dispatch_confirm (dispatch, count);
  g_assert_cmpuint (ilx_dispatch_get_seconds_left (dispatch), ==, 3);
  g_assert_true (ilx_workspace_is_working (fixture->workspace));
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpstr (phases->str, ==, "preparing awaiting countdown submitting sending sent ");
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 1);
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
  g_assert_cmpstr (fixture->ended->str, ==, "sent ");
}

static void
test_undo (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Undone");
  count = dispatch_prepare_now (dispatch);
  ilx_test_ctl_delete (fixture->ctl, "requests");
  ilx_dispatch_confirm (dispatch, count);
  ilx_test_spin (30);
  ilx_dispatch_undo (dispatch);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_AWAITING);
  g_assert_cmpuint (ilx_dispatch_get_seconds_left (dispatch), ==, 0);
  ilx_test_spin (300); /* the countdown would be over by far */
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_AWAITING);
  g_assert_cmpuint (dispatch_fixture_count_requests (fixture, "POST", "/"), ==, 0);
  g_assert_cmpuint (dispatch_fixture_count_requests (fixture, "PATCH", "/"), ==, 0);
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
  g_assert_cmpstr (fixture->ended->str, ==, "");
}

static void
send_first (DispatchFixture *fixture, const char *subject)
{
  g_autoptr (IlxDispatch) dispatch = open_new (fixture, subject);

  dispatch_fixture_set_countdown (fixture, 0);
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  dispatch_fixture_set_countdown (fixture, 60);
}

static gint64
prepare_again (IlxDispatch *dispatch)
{
  ilx_dispatch_repeat (dispatch, ILX_DELIVER_NOW, 0);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  g_assert_no_error (ilx_dispatch_get_error (dispatch));
  g_assert_true (ilx_dispatch_is_repeat (dispatch));
  return ilx_operation_get_estimate (ilx_dispatch_get_operation (dispatch));
}

/* A copy goes out by who says so, and only as often as it is said: undone, given up, or changed, it
 * has to be said anew. */
static void
test_again (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (IlxDispatch) third = NULL;
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  send_first (fixture, "Again");
  dispatch = open_new (fixture, "Again");
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_error (ilx_dispatch_get_error (dispatch), ILX_ERROR, ILX_ERROR_BLOCKED);

  count = prepare_again (dispatch);
  ilx_dispatch_confirm (dispatch, count + 1);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_AWAITING);
  ilx_dispatch_confirm (dispatch, count);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_COUNTDOWN);
  ilx_dispatch_undo (dispatch);
  ilx_dispatch_abandon (dispatch);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_error (ilx_dispatch_get_error (dispatch), ILX_ERROR, ILX_ERROR_BLOCKED);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 1);

  /* Another one, prepared at the same time, comes too late. */
  third = open_new (fixture, "Again");
  count = prepare_again (third);
  prepare_again (dispatch);
  dispatch_fixture_set_countdown (fixture, 0);
  ilx_dispatch_confirm (dispatch, count);
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 2);
  ilx_dispatch_confirm (third, count);
  dispatch_await (third, ILX_DISPATCH_AWAITING);
  g_assert_error (ilx_dispatch_get_error (third), ILX_ERROR, ILX_ERROR_BLOCKED);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 2);
}

/* Whatever is clicked twice, one send job. */
static void
test_twice (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (IlxDispatch) again = NULL;
  IlxSentCount sent;
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Twice");
  again = ilx_dispatch_open (fixture->workspace, ilx_dispatch_get_campaign_id (dispatch));
  g_assert_true (again == dispatch);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  count = dispatch_prepare_now (dispatch);
  ilx_dispatch_confirm (dispatch, count);
  ilx_dispatch_confirm (dispatch, count);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  dispatch_await_entry (dispatch, ILX_DISPATCH_SUBMITTING);
  ilx_dispatch_confirm (dispatch, count);
  ilx_dispatch_undo (dispatch);
  ilx_dispatch_abandon (dispatch);
  ilx_dispatch_cancel (dispatch);
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  ilx_dispatch_confirm (dispatch, count);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  ilx_test_spin (200);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_SENT);
  sent = ilx_sent_count (fixture->ctl, "Twice");
  g_assert_cmpuint (sent.n_send_jobs, ==, 1);
  g_assert_cmpuint (sent.n_campaigns, ==, 1);
  g_assert_cmpuint (sent.n_templates, ==, 1);
}

static void
test_other_count (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Other count");
  count = dispatch_prepare_now (dispatch);
  for (gint64 wrong = count - 1; wrong <= count + 1; wrong += 2)
    {
      ilx_dispatch_confirm (dispatch, wrong);
      g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_AWAITING);
      g_assert_error (ilx_dispatch_get_error (dispatch), ILX_ERROR, ILX_ERROR_NOT_CONFIRMED);
    }
  ilx_dispatch_confirm (dispatch, 0);
  ilx_dispatch_confirm (dispatch, -1);
  ilx_test_spin (200);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
}

static void
test_edit_meanwhile (DispatchFixture *fixture, gconstpointer is_counting_down)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Before");
  count = dispatch_prepare_now (dispatch);
  if (is_counting_down)
    ilx_dispatch_confirm (dispatch, count);
  dispatch_fixture_edit_campaign (fixture, ilx_dispatch_get_campaign_id (dispatch), "After");
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_IDLE);
  g_assert_nonnull (ilx_dispatch_get_notice (dispatch));
  ilx_dispatch_confirm (dispatch, count);
  ilx_test_spin (300);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_IDLE);
  /* A new review goes all the way, with what it is now. */
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "After").n_send_jobs, ==, 1);
}

/* Typed a moment before, and not on the disk yet: it is what goes out. */
static void
test_typed_just_now (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (IlxDocument) document = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Before");
  document = ilx_document_open (fixture->workspace, ilx_dispatch_get_campaign_id (dispatch), NULL);
  ilx_document_set_string (document, "subject", "Just now");
  g_assert_false (ilx_document_is_saved (document));
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Just now").n_send_jobs, ==, 1);
}

/* By another program, of which no signal tells. */
static void
test_edit_elsewhere (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  IlxStore *store = ilx_engine_get_store (fixture->engine);

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Before");
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  campaign = ilx_campaign_store_load (store, ilx_dispatch_get_campaign_id (dispatch), NULL);
  ilx_campaign_set_subject (campaign, "After");
  ilx_campaign_store_save_async (store, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_campaign_store_save_finish (store, result, NULL));
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_nonnull (ilx_dispatch_get_error (dispatch));
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
}

static void
test_clock_jumps (DispatchFixture *fixture, gconstpointer forward)
{
  IlxClock *clock = ilx_engine_get_clock (fixture->engine);
  g_autoptr (IlxDispatch) dispatch = NULL;
  gint64 jump = (forward ? 1 : -1) * 20 * ILX_MINUTE;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Jump");
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  ilx_clock_set_now (clock, ilx_clock_get_now (clock) + jump);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  g_assert_nonnull (ilx_dispatch_get_notice (dispatch));
  g_assert_cmpstr (fixture->ended->str, ==, "awaiting ");
  ilx_test_spin (200);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
}

static void
test_nobody_looks (DispatchFixture *fixture, gconstpointer by_window)
{
  g_autoptr (IlxDispatch) dispatch = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Closed");
  ilx_dispatch_add_viewer (dispatch);
  ilx_dispatch_add_viewer (dispatch);
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  ilx_dispatch_remove_viewer (dispatch);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_COUNTDOWN);
  if (by_window)
    ilx_workspace_windows_closed (fixture->workspace);
  else
    ilx_dispatch_remove_viewer (dispatch);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_AWAITING);
  g_assert_nonnull (ilx_dispatch_get_notice (dispatch));
  ilx_test_spin (300);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
}

static void
test_at_once (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;

  dispatch_fixture_set_countdown (fixture, 0);
  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "At once");
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_SUBMITTING);
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 1);
}

static void
test_draft (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Draft");
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_DRAFT, 0);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_no_error (ilx_dispatch_get_error (dispatch));
  g_assert_nonnull (ilx_dispatch_get_notice (dispatch));
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Draft").n_campaigns, ==, 1);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
}

static void
test_schedule (DispatchFixture *fixture, gconstpointer data)
{
  gint64 at = ilx_workspace_get_now (fixture->workspace) + 30 * ILX_DAY;
  g_autoptr (IlxDispatch) dispatch = NULL;
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Later");
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_AT, at);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  count = ilx_operation_get_estimate (ilx_dispatch_get_operation (dispatch));
  /* Another wish wants another agreement. */
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_AT, at + ILX_HOUR);
  dispatch_await_entry (dispatch, ILX_DISPATCH_PREPARING);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  ilx_dispatch_confirm (dispatch, count);
  dispatch_await (dispatch, ILX_DISPATCH_SCHEDULED);
  g_assert_cmpint (ilx_campaign_get_scheduled_at (ilx_dispatch_get_campaign (dispatch))
                       / G_USEC_PER_SEC,
                   ==, (at + ILX_HOUR) / G_USEC_PER_SEC);
  ilx_dispatch_cancel (dispatch);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_no_error (ilx_dispatch_get_error (dispatch));
}

static void
note_retry_cb (IlxDispatch *dispatch, GParamSpec *pspec, gpointer user_data)
{
  gboolean *has_waited = user_data;

  *has_waited |= ilx_dispatch_get_retry_at (dispatch) != 0;
}

/* Longer than the client waits by itself: the operation stops, and goes on at its time. */
static void
test_limit (DispatchFixture *fixture, gconstpointer path)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  gboolean is_send = strstr (path, "send-jobs") != NULL;
  gboolean has_waited = FALSE;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Limited");
  g_signal_connect (dispatch, "notify::retry-at", G_CALLBACK (note_retry_cb), &has_waited);
  dispatch_fixture_inject (fixture, "POST", path,
                           "\"kind\":\"status\",\"status\":429,\"retry_after\":900");
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  if (!is_send)
    dispatch_await_entry (dispatch, ILX_DISPATCH_PREPARING);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  ilx_dispatch_confirm (dispatch,
                        ilx_operation_get_estimate (ilx_dispatch_get_operation (dispatch)));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Limited").n_send_jobs, ==, 1);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Limited").n_campaigns, ==, 1);
  g_assert_true (has_waited);
}

static void
test_no_network (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Offline");
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_error (ilx_dispatch_get_error (dispatch), ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
}

/* Agreed to, but the line is dead: nothing waits to be sent some time later. */
static void
test_no_network_after (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Offline after all");
  count = dispatch_prepare_now (dispatch);
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  ilx_dispatch_confirm (dispatch, count);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_error (ilx_dispatch_get_error (dispatch), ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_cmpint (ilx_operation_get_state (ilx_dispatch_get_operation (dispatch)), ==,
                   ILX_OPERATION_ABANDONED);
  g_assert_cmpstr (fixture->ended->str, ==, "idle ");
}

/* The call hangs and every probe as well. */
static void
make_uncertain (DispatchFixture *fixture, IlxDispatch *dispatch, const char *kind)
{
  g_autofree char *fault = g_strdup_printf ("\"kind\":\"%s\"", kind);
  gint64 count = dispatch_prepare_now (dispatch);

  dispatch_fixture_inject (fixture, "POST", "/api/campaign-send-jobs", fault);
  dispatch_fixture_inject (fixture, "GET", "/api/campaign-send-jobs/*",
                           "\"kind\":\"status\",\"status\":500,\"count\":0");
  ilx_dispatch_confirm (dispatch, count);
  dispatch_await (dispatch, ILX_DISPATCH_UNCERTAIN);
}

static void
test_uncertain_settles (DispatchFixture *fixture, gconstpointer kind)
{
  gboolean went_out = g_str_equal (kind, "drop-after");
  g_autoptr (IlxDispatch) dispatch = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Uncertain");
  make_uncertain (fixture, dispatch, kind);
  g_assert_true (ilx_workspace_is_working (fixture->workspace));
  g_assert_false (ilx_dispatch_can_decide (dispatch));
  ilx_dispatch_decide (dispatch, FALSE); /* too early: nothing happens */
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  ilx_dispatch_confirm (dispatch, 1);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_UNCERTAIN);
  ilx_test_ctl_delete (fixture->ctl, "faults");
  ilx_dispatch_check_now (dispatch);
  dispatch_await (dispatch, went_out ? ILX_DISPATCH_SENT : ILX_DISPATCH_IDLE);
  if (!went_out)
    g_assert_nonnull (ilx_dispatch_get_notice (dispatch));
  ilx_test_spin (300);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Uncertain").n_send_jobs, ==, went_out ? 1 : 0);
}

static void
test_uncertain_decided (DispatchFixture *fixture, gconstpointer went_out)
{
  g_autoptr (IlxDispatch) dispatch = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Silent");
  make_uncertain (fixture, dispatch, went_out ? "drop-after" : "drop");
  dispatch_fixture_await_silence (fixture, dispatch);
  g_assert_true (ilx_dispatch_can_decide (dispatch));
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
  ilx_dispatch_decide (dispatch, went_out != NULL);
  ilx_test_ctl_delete (fixture->ctl, "faults");
  dispatch_await (dispatch, went_out ? ILX_DISPATCH_SENT : ILX_DISPATCH_IDLE);
  ilx_test_spin (200);
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Silent").n_send_jobs, ==, went_out ? 1 : 0);
}

/* What was counted waits for the user over a restart; a countdown does not go on. */
static void
test_restart (DispatchFixture *fixture, gconstpointer is_counting_down)
{
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, "Restarted");
  g_autoptr (IlxDispatch) dispatch = ilx_dispatch_open (fixture->workspace, id);
  gint64 count;

  ilx_workspace_start (fixture->workspace);
  count = dispatch_prepare_now (dispatch);
  if (is_counting_down)
    ilx_dispatch_confirm (dispatch, count);
  g_clear_object (&dispatch);
  dispatch_fixture_restart (fixture);
  ilx_workspace_start (fixture->workspace);
  dispatch = ilx_dispatch_open (fixture->workspace, id);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_AWAITING);
  ilx_test_spin (300);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_AWAITING);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
  ilx_dispatch_confirm (dispatch, count);
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 1);
}

/* Given up while it is prepared: it is broken off and taken back. */
static void
test_abandon (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = open_new (fixture, "Given up");
  dispatch_fixture_inject (fixture, "POST", "/api/campaigns", "\"kind\":\"latency\",\"delay\":300");
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  ilx_test_spin (100);
  ilx_dispatch_abandon (dispatch);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_no_error (ilx_dispatch_get_error (dispatch));
  g_assert_cmpint (ilx_operation_get_state (ilx_dispatch_get_operation (dispatch)), ==,
                   ILX_OPERATION_ABANDONED);
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
}

#define ADD(name, data, test)                                                                      \
  g_test_add ("/dispatch/" name, DispatchFixture, data, dispatch_fixture_set_up, test,             \
              dispatch_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("whole-way", NULL, test_whole_way);
  ADD ("undo", NULL, test_undo);
  ADD ("twice", NULL, test_twice);
  ADD ("again", NULL, test_again);
  ADD ("other-count", NULL, test_other_count);
  ADD ("edit-while-awaiting", GINT_TO_POINTER (FALSE), test_edit_meanwhile);
  ADD ("edit-in-countdown", GINT_TO_POINTER (TRUE), test_edit_meanwhile);
  ADD ("typed-just-now", NULL, test_typed_just_now);
  ADD ("edit-elsewhere", NULL, test_edit_elsewhere);
  ADD ("clock-jumps/forward", GINT_TO_POINTER (TRUE), test_clock_jumps);
  ADD ("clock-jumps/backward", GINT_TO_POINTER (FALSE), test_clock_jumps);
  ADD ("nobody-looks/page", GINT_TO_POINTER (FALSE), test_nobody_looks);
  ADD ("nobody-looks/window", GINT_TO_POINTER (TRUE), test_nobody_looks);
  ADD ("at-once", NULL, test_at_once);
  ADD ("draft", NULL, test_draft);
  ADD ("schedule", NULL, test_schedule);
  ADD ("limit/preparing", "/api/campaigns", test_limit);
  ADD ("limit/submitting", "/api/campaign-send-jobs", test_limit);
  ADD ("no-network/preparing", NULL, test_no_network);
  ADD ("no-network/submitting", NULL, test_no_network_after);
  ADD ("uncertain/went-out", "drop-after", test_uncertain_settles);
  ADD ("uncertain/did-not", "drop", test_uncertain_settles);
  ADD ("decided/went-out", GINT_TO_POINTER (TRUE), test_uncertain_decided);
  ADD ("decided/did-not", GINT_TO_POINTER (FALSE), test_uncertain_decided);
  ADD ("restart/awaiting", GINT_TO_POINTER (FALSE), test_restart);
  ADD ("restart/countdown", GINT_TO_POINTER (TRUE), test_restart);
  ADD ("abandon", NULL, test_abandon);
  return g_test_run ();
}
