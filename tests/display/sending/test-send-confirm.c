/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before mail leaves: what must be so that no wrong click answers it. */
#include "config.h"

#include "../../displayless/workspace/dispatch-fixture.h"
#include "ilx-send-confirm.h"
#include "ilx-send-words.h"
#include "ilx-test-picture.h"

typedef struct
{
  DispatchFixture base;
  IlxDispatch *dispatch;
  GtkWindow *window;
  GtkWidget *dialog;
  gint64 count;
} Fixture;

/* A mailing of the usual size before it, so that a click is enough. */
static void
send_before (Fixture *fixture)
{
  g_autofree char *id = dispatch_fixture_add_campaign (&fixture->base, "Before");
  g_autoptr (IlxDispatch) dispatch = ilx_dispatch_open (fixture->base.workspace, id);

  dispatch_fixture_set_countdown (&fixture->base, 0);
  ilx_dispatch_confirm (dispatch, dispatch_prepare_now (dispatch));
  dispatch_await (dispatch, ILX_DISPATCH_SENT);
  dispatch_fixture_set_countdown (&fixture->base, 60);
}

static void
set_up (Fixture *fixture, gconstpointer is_first)
{
  g_autofree char *id = NULL;

  dispatch_fixture_set_up (&fixture->base, NULL);
  dispatch_fixture_set_countdown (&fixture->base, 60);
  ilx_workspace_start (fixture->base.workspace);
  if (!is_first)
    send_before (fixture);
  id = dispatch_fixture_add_campaign (&fixture->base, "Spring <b>sale</b> & more");
  fixture->dispatch = ilx_dispatch_open (fixture->base.workspace, id);
  fixture->count = dispatch_prepare_now (fixture->dispatch);
  fixture->window = ilx_test_window_new (gtk_label_new ("Page"), 800, 600);
  fixture->dialog = ilx_send_confirm_present (GTK_WIDGET (fixture->window), fixture->dispatch);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  ilx_test_spin (100);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* Before anything that takes time: it may count down. */
  ilx_dispatch_undo (fixture->dispatch);
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  gtk_window_destroy (fixture->window);
  ilx_test_spin (50);
  g_clear_object (&fixture->dispatch);
  dispatch_fixture_tear_down (&fixture->base, NULL);
}

static gboolean
is_enabled (Fixture *fixture)
{
  return adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (fixture->dialog), "send");
}

static GtkEditable *
find_entry (GtkWidget *widget)
{
  if (ADW_IS_ENTRY_ROW (widget))
    return GTK_EDITABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_asks (Fixture *fixture)
{
  g_assert_cmpint (ilx_dispatch_get_phase (fixture->dispatch), ==, ILX_DISPATCH_AWAITING);
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (&fixture->base), <=, 1);
}

/* A double click on the button that opened it lands on nothing. */
static void
test_dead_at_first (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (fixture->dialog);
  g_autofree char *number = ilx_send_dup_number (fixture->count);

  g_assert_null (find_entry (fixture->dialog));
  g_assert_false (is_enabled (fixture));
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "cancel");
  g_assert_cmpstr (adw_message_dialog_get_close_response (dialog), ==, "cancel");
  g_assert_cmpint (adw_message_dialog_get_response_appearance (dialog, "send"), ==,
                   ADW_RESPONSE_DESTRUCTIVE);
  g_assert_nonnull (strstr (adw_message_dialog_get_response_label (dialog, "send"), number));
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (dialog), number));
  g_assert_true (ilx_test_shows (fixture->dialog, "Spring <b>sale</b> & more"));
  ilx_test_take_pictures (GTK_WINDOW (fixture->dialog), "confirm");
  adw_message_dialog_response (dialog, "send"); /* even if it got through */
  assert_asks (fixture);
}

static void
test_sends_after (Fixture *fixture, gconstpointer data)
{
  ilx_test_spin (ILX_SEND_CONFIRM_DEAD_TIME + 100);
  g_assert_true (is_enabled (fixture));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (fixture->dialog), "send");
  g_assert_cmpint (ilx_dispatch_get_phase (fixture->dispatch), ==, ILX_DISPATCH_COUNTDOWN);
}

static void
test_enter_cancels (Fixture *fixture, gconstpointer data)
{
  ilx_test_spin (ILX_SEND_CONFIRM_DEAD_TIME + 100);
  g_signal_emit_by_name (fixture->dialog, "activate-default");
  ilx_test_spin (400);
  g_assert_null (fixture->dialog);
  assert_asks (fixture);
}

static void
test_close_cancels (Fixture *fixture, gconstpointer data)
{
  ilx_test_spin (ILX_SEND_CONFIRM_DEAD_TIME + 100);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ilx_test_spin (100);
  assert_asks (fixture);
}

static void
test_typed (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture->dialog);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->count);
  g_autofree char *wrong = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->count + 1);

  g_assert_nonnull (entry);
  gtk_editable_set_text (entry, number);
  g_assert_false (is_enabled (fixture)); /* too fast to have been read */
  ilx_test_spin (ILX_SEND_CONFIRM_DEAD_TIME + 100);
  g_assert_true (is_enabled (fixture));
  gtk_editable_set_text (entry, wrong);
  g_assert_false (is_enabled (fixture));
  ilx_test_take_pictures (GTK_WINDOW (fixture->dialog), "confirm-typed");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (fixture->dialog), "send");
  assert_asks (fixture);
}

static void
test_typed_sends (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture->dialog);
  g_autofree char *number = ilx_send_dup_number (fixture->count);

  ilx_test_spin (ILX_SEND_CONFIRM_DEAD_TIME + 100);
  gtk_editable_set_text (entry, number);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (fixture->dialog), "send");
  g_assert_cmpint (ilx_dispatch_get_phase (fixture->dispatch), ==, ILX_DISPATCH_COUNTDOWN);
}

/* The question goes away with what it is about. */
static void
test_change_closes (Fixture *fixture, gconstpointer data)
{
  dispatch_fixture_edit_campaign (&fixture->base, ilx_dispatch_get_campaign_id (fixture->dispatch),
                                  "After");
  ilx_test_spin (400);
  g_assert_null (fixture->dialog);
  g_assert_cmpint (ilx_dispatch_get_phase (fixture->dispatch), ==, ILX_DISPATCH_IDLE);
}

#define ADD(name, is_first, test)                                                                  \
  g_test_add ("/send-confirm/" name, Fixture, GINT_TO_POINTER (is_first), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ilx_test_init_style ();
  ADD ("dead-at-first", FALSE, test_dead_at_first);
  ADD ("sends-after", FALSE, test_sends_after);
  ADD ("enter-cancels", FALSE, test_enter_cancels);
  ADD ("close-cancels", FALSE, test_close_cancels);
  ADD ("typed", TRUE, test_typed);
  ADD ("typed-sends", TRUE, test_typed_sends);
  ADD ("change-closes", FALSE, test_change_closes);
  return g_test_run ();
}
