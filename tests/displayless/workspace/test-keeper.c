/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes on without a window, and stopping all of it. */
#include "config.h"

#include "dispatch-fixture.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-keeper.h"
#include "ilx-stop-everything.h"

static IlxDispatch *
open_new (DispatchFixture *fixture, const char *subject)
{
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, subject);

  return ilx_dispatch_open (fixture->workspace, id);
}

static void
agree (IlxDispatch *dispatch)
{
  ilx_dispatch_confirm (dispatch,
                        ilx_operation_get_estimate (ilx_dispatch_get_operation (dispatch)));
}

static IlxDispatch *
schedule_new (DispatchFixture *fixture, const char *subject)
{
  gint64 at = ilx_workspace_get_now (fixture->workspace) + 30 * ILX_DAY;
  IlxDispatch *dispatch = open_new (fixture, subject);

  dispatch_fixture_set_countdown (fixture, 0);
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_AT, at);
  dispatch_await (dispatch, ILX_DISPATCH_AWAITING);
  agree (dispatch);
  dispatch_await (dispatch, ILX_DISPATCH_SCHEDULED);
  return dispatch;
}

/* Nobody holds it but the keeper, and it comes to its end. */
static void
test_goes_on_alone (DispatchFixture *fixture, gconstpointer data)
{
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, "Alone");
  IlxDispatch *dispatch = ilx_dispatch_open (fixture->workspace, id);

  ilx_workspace_start (fixture->workspace);
  dispatch_fixture_set_countdown (fixture, 0);
  dispatch_prepare_now (dispatch);
  agree (dispatch);
  g_object_unref (dispatch);
  g_assert_true (ilx_workspace_is_working (fixture->workspace));
  while (ilx_workspace_is_working (fixture->workspace))
    ilx_test_spin (2);
  dispatch = ilx_keeper_find (ilx_workspace_get_keeper (fixture->workspace), id);
  while (dispatch != NULL) /* watched until it is sent, then let go */
    {
      ilx_test_spin (2);
      dispatch = ilx_keeper_find (ilx_workspace_get_keeper (fixture->workspace), id);
    }
  g_assert_cmpstr (fixture->ended->str, ==, "sent ");
  g_assert_cmpuint (ilx_sent_count (fixture->ctl, "Alone").n_send_jobs, ==, 1);
}

/* Scheduled in an earlier life: it is watched from the start, and what became of it is told. */
static void
test_watched_from_start (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autofree char *id = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = schedule_new (fixture, "Later");
  id = g_strdup (ilx_dispatch_get_campaign_id (dispatch));
  g_clear_object (&dispatch);
  dispatch_fixture_restart (fixture);
  g_assert_null (ilx_keeper_find (ilx_workspace_get_keeper (fixture->workspace), id));
  ilx_workspace_start (fixture->workspace);
  g_assert_nonnull (ilx_keeper_find (ilx_workspace_get_keeper (fixture->workspace), id));
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
}

/* A start that finds nobody at the other end does not turn in circles, and loses nothing. */
static void
test_start_offline (DispatchFixture *fixture, gconstpointer data)
{
  g_autofree char *id = dispatch_fixture_add_campaign (fixture, "Offline");
  g_autoptr (IlxDispatch) dispatch = ilx_dispatch_open (fixture->workspace, id);

  ilx_workspace_start (fixture->workspace);
  dispatch_fixture_inject (fixture, "POST", "/api/campaigns", "\"kind\":\"latency\",\"delay\":500");
  ilx_dispatch_prepare (dispatch, ILX_DELIVER_NOW, 0);
  ilx_test_spin (100);
  g_clear_object (&dispatch);
  dispatch_fixture_restart (fixture);
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  ilx_workspace_start (fixture->workspace);
  dispatch = ilx_dispatch_open (fixture->workspace, id);
  dispatch_await (dispatch, ILX_DISPATCH_IDLE);
  g_assert_error (ilx_dispatch_get_error (dispatch), ILX_ERROR, ILX_ERROR_NETWORK);
  g_assert_true (ilx_dispatch_is_interrupted (dispatch));
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
}

/* --- Stop everything -------------------------------------------------------------------------- */

static gboolean
stop (DispatchFixture *fixture, GListModel *items)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_all;

  ilx_workspace_stop_everything_async (fixture->workspace, items, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  is_all = ilx_workspace_stop_everything_finish (fixture->workspace, result, &error);
  g_assert_no_error (error);
  return is_all;
}

static void
assert_answered (GListModel *items, IlxStopState state)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (IlxStopItem) item = g_list_model_get_item (items, i);

      g_test_message ("%s: %s: %s", ilx_stop_item_get_subject (item), ilx_stop_item_get_plan (item),
                      ilx_stop_item_get_answer (item));
      g_assert_nonnull (ilx_stop_item_get_answer (item));
      g_assert_cmpint (ilx_stop_item_get_state (item), ==, state);
    }
}

static void
test_stop_nothing (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) items = NULL;

  ilx_workspace_start (fixture->workspace);
  items = ilx_workspace_list_stoppable (fixture->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 0);
  g_assert_true (stop (fixture, items));
}

static void
test_stop_all (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) scheduled = NULL;
  g_autoptr (IlxDispatch) counting = NULL;
  g_autoptr (IlxDispatch) awaiting = NULL;
  g_autoptr (IlxDispatch) preparing = NULL;
  g_autoptr (IlxDispatch) idle = NULL;
  g_autoptr (GListModel) items = NULL;

  ilx_workspace_start (fixture->workspace);
  scheduled = schedule_new (fixture, "Scheduled");
  idle = open_new (fixture, "Idle");
  awaiting = open_new (fixture, "Awaiting");
  dispatch_prepare_now (awaiting);
  counting = open_new (fixture, "Counting");
  dispatch_prepare_now (counting);
  preparing = open_new (fixture, "Preparing");
  dispatch_fixture_inject (fixture, "POST", "/api/campaigns", "\"kind\":\"latency\",\"delay\":300");
  ilx_dispatch_prepare (preparing, ILX_DELIVER_NOW, 0);
  dispatch_fixture_set_countdown (fixture, 60);
  agree (counting);
  items = ilx_workspace_list_stoppable (fixture->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 4);
  g_assert_true (stop (fixture, items));
  assert_answered (items, ILX_STOP_STOPPED);
  g_assert_cmpint (ilx_dispatch_get_phase (scheduled), ==, ILX_DISPATCH_IDLE);
  g_assert_cmpint (ilx_dispatch_get_phase (counting), ==, ILX_DISPATCH_IDLE);
  g_assert_cmpint (ilx_dispatch_get_phase (awaiting), ==, ILX_DISPATCH_IDLE);
  g_assert_cmpint (ilx_dispatch_get_phase (preparing), ==, ILX_DISPATCH_IDLE);
  g_assert_false (ilx_workspace_is_working (fixture->workspace));
  ilx_test_spin (300);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 1); /* the scheduled one's */
}

/* What came up between the look at the list and the word. */
static void
test_stop_what_came_later (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (GListModel) items = NULL;

  ilx_workspace_start (fixture->workspace);
  items = ilx_workspace_list_stoppable (fixture->workspace);
  dispatch = open_new (fixture, "Later");
  dispatch_prepare_now (dispatch);
  dispatch_fixture_set_countdown (fixture, 60);
  agree (dispatch);
  g_assert_true (stop (fixture, items));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (fixture), ==, 0);
}

/* On the line when the word comes: what can be stopped is stopped after it, and the answer is true.
 */
static void
test_stop_handing_over (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (GListModel) items = NULL;
  g_autoptr (IlxStopItem) item = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch_fixture_set_countdown (fixture, 0);
  dispatch = open_new (fixture, "Handed over");
  dispatch_prepare_now (dispatch);
  dispatch_fixture_inject (fixture, "POST", "/api/campaign-send-jobs",
                           "\"kind\":\"latency\",\"delay\":200");
  agree (dispatch);
  items = ilx_workspace_list_stoppable (fixture->workspace);
  stop (fixture, items);
  item = g_list_model_get_item (items, 0);
  if (ilx_stop_item_get_state (item) == ILX_STOP_STOPPED)
    g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_CANCELLED);
  else
    g_assert_cmpint (ilx_stop_item_get_state (item), ==, ILX_STOP_FAILED);
  g_assert_nonnull (ilx_stop_item_get_answer (item));
}

static void
test_stop_offline (DispatchFixture *fixture, gconstpointer data)
{
  g_autoptr (IlxDispatch) dispatch = NULL;
  g_autoptr (GListModel) items = NULL;

  ilx_workspace_start (fixture->workspace);
  dispatch = schedule_new (fixture, "Scheduled");
  ilx_test_ctl_stop_sandbox (fixture->ctl);
  items = ilx_workspace_list_stoppable (fixture->workspace);
  g_assert_false (stop (fixture, items));
  assert_answered (items, ILX_STOP_FAILED);
  g_assert_cmpint (ilx_dispatch_get_phase (dispatch), ==, ILX_DISPATCH_SCHEDULED);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/keeper/" name, DispatchFixture, NULL, dispatch_fixture_set_up, test,               \
              dispatch_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("goes-on-alone", test_goes_on_alone);
  ADD ("watched-from-start", test_watched_from_start);
  ADD ("start-offline", test_start_offline);
  ADD ("stop/nothing", test_stop_nothing);
  ADD ("stop/all", test_stop_all);
  ADD ("stop/what-came-later", test_stop_what_came_later);
  ADD ("stop/handing-over", test_stop_handing_over);
  ADD ("stop/offline", test_stop_offline);
  return g_test_run ();
}
