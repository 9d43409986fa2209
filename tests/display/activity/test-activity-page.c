/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of operations over a real journal: what it tells of each, and what it offers. */
#include "config.h"

#include "../support/ilx-test-window.h"
#include "ilx-activity-page.h"
#include "ilx-list-frame.h"
#include "ilx-operation-actions.h"
#include "ilx-operation-detail.h"
#include "ilx-problem-box.h"
#include "ilx-test-await.h"

static IlxOperation *
begin_in (IlxTestWindow *self, const char *campaign_id, const char *account)
{
  IlxStore *store = ilx_workspace_get_store (self->workspace);
  g_autoptr (IlxOperation) operation = ilx_operation_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_operation_set_id (operation, campaign_id);
  ilx_operation_set_kind (operation, "send-campaign");
  ilx_operation_set_campaign_id (operation, campaign_id);
  ilx_operation_set_connection_id (operation, account);
  ilx_operation_set_mode (operation, ILX_DELIVER_NOW);
  ilx_operation_set_revision (operation, 1);
  ilx_operation_set_estimate (operation, 9310);
  ilx_operation_set_created_at (operation, ilx_workspace_get_now (self->workspace));
  ilx_operation_set_stamp (operation, ilx_workspace_get_now (self->workspace));
  ilx_journal_store_begin_async (store, operation, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_journal_store_begin_finish (store, result, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&operation);
}

static IlxOperation *
begin (IlxTestWindow *self, const char *campaign_id)
{
  return begin_in (self, campaign_id, NULL);
}

static void
commit (IlxTestWindow *self, IlxOperation *operation, IlxOperationStep *step)
{
  IlxStore *store = ilx_workspace_get_store (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_journal_store_commit_async (store, operation, step, NULL, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_journal_store_commit_finish (store, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_operations (self->workspace);
}

static void
end (IlxTestWindow *self, IlxOperation *operation, IlxOperationState state, const char *message)
{
  ilx_operation_set_state (operation, state);
  ilx_operation_set_error_code (operation, message != NULL ? "rejected" : NULL);
  ilx_operation_set_error_message (operation, message);
  ilx_operation_set_updated_at (operation, ilx_workspace_get_now (self->workspace));
  if (!ilx_operation_is_open (operation))
    ilx_operation_set_finished_at (operation, ilx_workspace_get_now (self->workspace));
  commit (self, operation, NULL);
}

static IlxOperationStep *
new_step (const char *operation_id, const char *name, gint64 position)
{
  IlxOperationStep *step = ilx_operation_step_new ();

  ilx_operation_step_set_operation_id (step, operation_id);
  ilx_operation_step_set_name (step, name);
  ilx_operation_step_set_position (step, position);
  ilx_operation_step_set_state (step, ILX_STEP_DONE);
  ilx_operation_step_set_result (step, "{\"template\":\"01ABC\"}");
  ilx_operation_step_set_attempts (step, 1);
  ilx_operation_step_set_started_at (step, ILX_DAY);
  ilx_operation_step_set_finished_at (step, ILX_DAY);
  return step;
}

static void
select_row (IlxTestWindow *self, guint position)
{
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (ilx_test_window_get_rows (self)),
                                     position);
  ilx_test_window_wait_for (self, ILX_TYPE_OPERATION_ACTIONS);
  ilx_test_window_settle (self);
}

static GtkWidget *
find_button (GtkWidget *below, const char *label)
{
  if (GTK_IS_BUTTON (below) && gtk_widget_get_mapped (below)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (below)), label) == 0)
    return below;
  for (GtkWidget *child = gtk_widget_get_first_child (below); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_offers (IlxTestWindow *self, gboolean check, gboolean review, gboolean give_up)
{
  g_assert_true ((find_button (self->page, "_Check Now") != NULL) == check);
  g_assert_true ((find_button (self->page, "_Review and Send") != NULL) == review);
  g_assert_true ((find_button (self->page, "_Give Up") != NULL) == give_up);
  g_assert_nonnull (find_button (self->page, "Open _Campaign"));
}

static void
test_empty (IlxTestWindow *self, gconstpointer data)
{
  GtkWidget *frame;

  ilx_test_window_show (self, ilx_activity_page_new (self->workspace), 900);
  frame = ilx_test_window_find (self->page, ILX_TYPE_LIST_FRAME);
  g_assert_cmpstr (ilx_list_frame_get_shown (ILX_LIST_FRAME (frame)), ==, "empty");
}

static void
test_steps (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (IlxOperation) operation = NULL;
  g_autoptr (IlxOperationStep) first = new_step ("Spring", "upload-template", 0);
  g_autoptr (IlxOperationStep) second = new_step ("Spring", "estimate", 1);
  IlxOperationDetail *detail;
  GListModel *steps;

  ilx_test_window_add_campaign (self, "Spring", ILX_CAMPAIGN_DRAFT, 1);
  operation = begin (self, "Spring");
  commit (self, operation, first);
  ilx_test_window_show (self, ilx_activity_page_new (self->workspace), 1200);
  select_row (self, 0);
  detail = ILX_OPERATION_DETAIL (ilx_test_window_wait_for (self, ILX_TYPE_OPERATION_DETAIL));
  steps = ilx_operation_detail_get_steps (detail);
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, 1);
  /* What comes to the journal comes to the page. */
  ilx_operation_set_step (operation, "estimate");
  commit (self, operation, second);
  ilx_test_window_settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, 2);
}

static void
test_failed (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (IlxOperation) operation = NULL;

  ilx_test_window_add_campaign (self, "<Spring> & more", ILX_CAMPAIGN_DRAFT, 1);
  operation = begin (self, "<Spring> & more");
  end (self, operation, ILX_OPERATION_FAILED, "Klaviyo refused <the template>.");
  ilx_test_window_show (self, ilx_activity_page_new (self->workspace), 1200);
  select_row (self, 0);
  assert_offers (self, FALSE, TRUE, FALSE);
  g_assert_nonnull (ilx_test_window_find (self->page, ILX_TYPE_PROBLEM_BOX));
  gtk_widget_activate_action (ilx_test_window_find (self->page, ILX_TYPE_OPERATION_ACTIONS),
                              "operation.review", NULL);
  g_assert_cmpstr (self->asked->str, ==, "review-campaign:'<Spring> & more' ");
}

/* What is offered follows the state while the page looks on. */
static void
test_actions_follow (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (IlxOperation) operation = NULL;

  ilx_test_window_add_campaign (self, "Spring", ILX_CAMPAIGN_DRAFT, 1);
  operation = begin (self, "Spring");
  end (self, operation, ILX_OPERATION_AWAITING_CONFIRMATION, NULL);
  ilx_test_window_show (self, ilx_activity_page_new (self->workspace), 1200);
  select_row (self, 0);
  assert_offers (self, FALSE, TRUE, TRUE);
  end (self, operation, ILX_OPERATION_NEEDS_ATTENTION, NULL);
  ilx_test_window_settle (self);
  g_assert_null (find_button (self->page, "It Went _Out"));
  g_assert_null (find_button (self->page, "_Give Up"));
  end (self, operation, ILX_OPERATION_DONE, NULL);
  ilx_test_window_settle (self);
  assert_offers (self, FALSE, FALSE, FALSE);
}

static guint
count_rows (IlxTestWindow *self)
{
  return g_list_model_get_n_items (ilx_test_window_get_rows (self));
}

/* Whose operations are shown is chosen on top of the sidebar; what waits for a decision stays. */
static void
test_account (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (IlxOperation) beans = NULL;
  g_autoptr (IlxOperation) tea = NULL;

  ilx_test_window_add_account (self, "Beans");
  ilx_test_window_add_account (self, "Tea");
  ilx_test_window_add_account (self, "Empty");
  ilx_test_window_add_campaign (self, "Spring", ILX_CAMPAIGN_DRAFT, 1);
  ilx_test_window_add_campaign (self, "Summer", ILX_CAMPAIGN_DRAFT, 2);
  beans = begin_in (self, "Spring", "Beans");
  tea = begin_in (self, "Summer", "Tea");
  end (self, tea, ILX_OPERATION_DONE, NULL);
  ilx_test_window_choose_account (self, "Tea");
  ilx_test_window_show (self, ilx_activity_page_new (self->workspace), 1200);
  ilx_test_window_settle (self);
  g_assert_cmpuint (count_rows (self), ==, 2);
  end (self, beans, ILX_OPERATION_NEEDS_ATTENTION, NULL);
  ilx_test_window_settle (self);
  g_assert_cmpuint (count_rows (self), ==, 2);
  end (self, beans, ILX_OPERATION_DONE, NULL);
  ilx_test_window_settle (self);
  g_assert_cmpuint (count_rows (self), ==, 1);
  ilx_test_window_choose_account (self, "Empty");
  ilx_test_window_settle (self);
  ilx_test_window_assert_nothing (self, "Account: Empty.");
  gtk_widget_activate_action (self->page, "page.clear-filters", NULL);
  ilx_test_window_settle (self);
  g_assert_cmpuint (count_rows (self), ==, 2);
}

static void
test_account_hides_no_question (IlxTestWindow *self, gconstpointer data)
{
  static const struct
  {
    const char *campaign;
    IlxOperationState state;
    IlxCampaignState campaign_state; /* of one that has ended */
    guint n_shown;                   /* of this and those above */
  } rows[] = {
    { "Asks", ILX_OPERATION_AWAITING_CONFIRMATION, ILX_CAMPAIGN_DRAFT, 1 },
    { "Silent", ILX_OPERATION_NEEDS_ATTENTION, ILX_CAMPAIGN_UNCERTAIN, 2 },
    { "Failed", ILX_OPERATION_FAILED, ILX_CAMPAIGN_FAILED, 3 },
    { "Later", ILX_OPERATION_FAILED, ILX_CAMPAIGN_SENT, 3 },
    { "Done", ILX_OPERATION_DONE, ILX_CAMPAIGN_SENT, 3 },
    { "Given up", ILX_OPERATION_ABANDONED, ILX_CAMPAIGN_DRAFT, 3 },
  };

  ilx_test_window_add_account (self, "Beans");
  ilx_test_window_add_account (self, "Tea");
  ilx_test_window_choose_account (self, "Tea");
  ilx_test_window_show (self, ilx_activity_page_new (self->workspace), 1200);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxOperation) operation = NULL;

      ilx_test_window_add_campaign (self, rows[i].campaign, ILX_CAMPAIGN_DRAFT, i + 1);
      operation = begin_in (self, rows[i].campaign, "Beans");
      end (self, operation, rows[i].state, NULL);
      if (!ilx_operation_is_open (operation))
        ilx_test_window_set_state (self, rows[i].campaign, rows[i].campaign_state);
      ilx_test_window_settle (self);
      g_test_message ("%s", rows[i].campaign);
      g_assert_cmpuint (count_rows (self), ==, rows[i].n_shown);
    }
}

static void
test_narrow (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (IlxOperation) operation = NULL;

  ilx_test_window_add_campaign (self, "Spring", ILX_CAMPAIGN_DRAFT, 1);
  operation = begin (self, "Spring");
  end (self, operation, ILX_OPERATION_ABANDONED, NULL);
  ilx_test_window_show (self, ilx_activity_page_new (self->workspace), 360);
  g_assert_null (ilx_test_window_find (self->page, ILX_TYPE_OPERATION_DETAIL));
  g_signal_emit_by_name (ilx_test_window_wait_for (self, GTK_TYPE_LIST_VIEW), "activate", 0u);
  ilx_test_window_wait_for (self, ILX_TYPE_OPERATION_DETAIL);
  ilx_test_window_assert_fits (self);
}

static void
test_narrow_large_text (IlxTestWindow *self, gconstpointer data)
{
  ilx_test_window_set_text_scale (2);
  test_narrow (self, data);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, func)                                                                            \
  g_test_add (path, IlxTestWindow, NULL, ilx_test_window_set_up, func, ilx_test_window_tear_down)
  ADD ("/activity-page/empty", test_empty);
  ADD ("/activity-page/steps", test_steps);
  ADD ("/activity-page/failed", test_failed);
  ADD ("/activity-page/actions-follow", test_actions_follow);
  ADD ("/activity-page/account", test_account);
  ADD ("/activity-page/account-hides-no-question", test_account_hides_no_question);
  ADD ("/activity-page/narrow", test_narrow);
  ADD ("/activity-page/narrow-large-text", test_narrow_large_text);
  return g_test_run ();
}
