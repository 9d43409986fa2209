/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The send page in every phase, each reached for real: what it says and what one can do. */
#include "config.h"

#include "../../displayless/workspace/dispatch-fixture.h"
#include "ilx-dispatch-view.h"
#include "ilx-preview-frame.h"
#include "ilx-send-confirm.h"
#include "ilx-send-page.h"
#include "ilx-send-words.h"
#include "ilx-stop-dialog.h"
#include "ilx-test-picture.h"

typedef struct
{
  DispatchFixture base;
  IlxDispatch *dispatch;
  IlxPage *page;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer speed)
{
  g_autofree char *id = NULL;

  fixture->base.speed = speed;
  dispatch_fixture_set_up (&fixture->base, NULL);
  dispatch_fixture_set_countdown (&fixture->base, 60);
  ilx_workspace_start (fixture->base.workspace);
  id = dispatch_fixture_add_campaign (&fixture->base, "Spring <b>sale</b> & more");
  fixture->page = ilx_send_page_new (fixture->base.workspace, id);
  fixture->dispatch = g_object_ref (ilx_send_page_get_dispatch (ILX_SEND_PAGE (fixture->page)));
  fixture->window = ilx_test_window_new (GTK_WIDGET (fixture->page), 900, 1400);
}

static void
close_window (Fixture *fixture)
{
  if (fixture->window == NULL)
    return;
  gtk_window_destroy (fixture->window);
  fixture->window = NULL;
  fixture->page = NULL;
  ilx_test_spin (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
  g_clear_object (&fixture->dispatch);
  dispatch_fixture_tear_down (&fixture->base, NULL);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return ilx_test_shows (GTK_WIDGET (fixture->page), text);
}

/* Waits for the update that is to come, and for what is counted in the background. */
static void
await_text (Fixture *fixture, const char *text)
{
  for (guint i = 0; i < 4000 && !shows (fixture, text); i++)
    ilx_test_spin (5);
  if (!shows (fixture, text))
    g_error ("The page does not say “%s”", text);
}

static gboolean
can (Fixture *fixture, const char *action)
{
  GtkWidget *button = ilx_test_find_button (GTK_WIDGET (fixture->page), action);

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button);
}

static void
activate (Fixture *fixture, const char *action)
{
  for (guint i = 0; i < 4000 && !can (fixture, action); i++)
    ilx_test_spin (5); /* the bar slides in */
  g_assert_true (can (fixture, action));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL);
}

static char *
dup_possible (Fixture *fixture)
{
  static const char *const all[]
      = { "send.prepare",        "send.save-draft", "send.confirm",     "send.undo",
          "send.abandon",        "send.recount",    "send.check-now",   "send.went-out",
          "send.did-not-go-out", "send.unschedule", "send.cancel-rest", "send.correct",
          "send.duplicate",      "send.again" };
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (can (fixture, all[i]))
      g_string_append_printf (found, "%s ", all[i] + strlen ("send."));
  return g_strdup (found->str);
}

/* Of all actions of the page, exactly those, once the bar has slid. */
static void
assert_can (Fixture *fixture, const char *expected)
{
  g_autofree char *found = dup_possible (fixture);

  for (guint i = 0; i < 100 && !g_str_equal (found, expected); i++)
    {
      ilx_test_spin (50);
      g_free (found);
      found = dup_possible (fixture);
    }
  g_assert_cmpstr (found, ==, expected);
}

static void
take_pictures (Fixture *fixture, const char *name)
{
  ilx_test_take_pictures (fixture->window, name);
}

static void
prepare (Fixture *fixture)
{
  activate (fixture, "send.prepare");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_AWAITING);
  ilx_test_spin (50);
}

static gint64
get_count (Fixture *fixture)
{
  return ilx_operation_get_estimate (ilx_dispatch_get_operation (fixture->dispatch));
}

static void
agree (Fixture *fixture)
{
  ilx_dispatch_confirm (fixture->dispatch, get_count (fixture));
  ilx_test_spin (50);
}

/* --- Phases ----------------------------------------------------------------------------------- */

static void
test_idle (Fixture *fixture, gconstpointer data)
{
  await_text (fixture, "Ready");
  g_assert_true (shows (fixture, "Spring <b>sale</b> & more"));
  g_assert_true (shows (fixture, "Will get it"));
  assert_can (fixture, "prepare save-draft ");
  take_pictures (fixture, "idle");
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static IlxPreviewFrame *
get_frame (Fixture *fixture)
{
  return ILX_PREVIEW_FRAME (find_type (GTK_WIDGET (fixture->page), ILX_TYPE_PREVIEW_FRAME));
}

static GtkWidget *
find_toggle (GtkWidget *widget, const char *label)
{
  GtkWidget *found = GTK_IS_TOGGLE_BUTTON (widget)
                             && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0
                         ? widget
                         : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toggle (child, label);
  return found;
}

/* The mail that leaves, as it is stored; in light, in dark, and as wide as a phone. */
static void
test_thumbnail (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *toggle, *lens;
    int page_width;
  } rows[] = { { "_Dark", "dark-inverted", 640 },
               { "_Mobile", "light", 375 },
               { "_Light", "light", 640 } };
  IlxPreviewFrame *frame = get_frame (fixture);
  g_autofree char *html = NULL;
  g_autoptr (IlxCampaign) complete
      = ilx_campaign_store_load (ilx_workspace_get_store (fixture->base.workspace),
                                 ilx_dispatch_get_campaign_id (fixture->dispatch), NULL);

  for (guint i = 0; i < 4000 && ilx_preview_frame_get_view (frame) == NULL; i++)
    ilx_test_spin (5);
  g_assert_nonnull (ilx_preview_frame_get_view (frame));
  g_object_get (frame, "html", &html, NULL);
  g_assert_cmpstr (html, ==, ilx_campaign_get_html (complete));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *toggle = find_toggle (GTK_WIDGET (fixture->page), rows[i].toggle);
      g_autofree char *lens = NULL;
      gboolean loads_images;
      int page_width;

      gtk_widget_grab_focus (toggle); /* scrolls to it */
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
      g_object_get (frame, "lens", &lens, "page-width", &page_width, "loads-images", &loads_images,
                    NULL);
      g_assert_cmpstr (lens, ==, rows[i].lens);
      g_assert_cmpint (page_width, ==, rows[i].page_width);
      g_assert_false (loads_images);
    }
  ilx_test_spin (300);
  take_pictures (fixture, "thumbnail");
}

static char *module_dir;

static void
set_up_without_module (Fixture *fixture, gconstpointer data)
{
  module_dir = g_strdup (g_getenv ("ILLIXIS_MODULE_DIR"));
  g_setenv ("ILLIXIS_MODULE_DIR", "/nowhere", TRUE);
  set_up (fixture, data);
}

/* Without the module that draws mails everything else is there. */
static void
test_thumbnail_without_module (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *failure = ilx_preview_frame_dup_failure (get_frame (fixture));

      if (failure != NULL)
        break;
      ilx_test_spin (5);
    }
  await_text (fixture, "The part of Illixis that draws mails could not be loaded");
  await_text (fixture, "Ready");
  assert_can (fixture, "prepare save-draft ");
  g_setenv ("ILLIXIS_MODULE_DIR", module_dir, TRUE);
  g_clear_pointer (&module_dir, g_free);
}

static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  dispatch_fixture_edit_campaign (&fixture->base, ilx_dispatch_get_campaign_id (fixture->dispatch),
                                  "");
  await_text (fixture, "Not ready yet");
  g_assert_true (shows (fixture, "Must be mended"));
  assert_can (fixture, "");
  take_pictures (fixture, "blocked");
}

/* The same mail went out before: there is one way, and it says so at every step. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = dispatch_fixture_add_campaign (&fixture->base, "Spring <b>sale</b> & more");
  g_autoptr (IlxDispatch) first = ilx_dispatch_open (fixture->base.workspace, id);
  GtkWidget *dialog;

  dispatch_fixture_set_countdown (&fixture->base, 0);
  ilx_dispatch_confirm (first, dispatch_prepare_now (first));
  dispatch_await (first, ILX_DISPATCH_SENT);
  dispatch_fixture_set_countdown (&fixture->base, 60);
  await_text (fixture, "Not ready yet");
  await_text (fixture, "Mailed in the last 48 hours");
  g_assert_true (shows (fixture, "Smart Sending is on"));
  assert_can (fixture, "again ");
  take_pictures (fixture, "again-blocked");
  activate (fixture, "send.again");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_AWAITING);
  await_text (fixture, "The same people get the same mail again.");
  assert_can (fixture, "confirm abandon recount ");
  take_pictures (fixture, "again-awaiting");
  dialog = ilx_send_confirm_present (GTK_WIDGET (fixture->page), fixture->dispatch);
  ilx_test_spin (100);
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), "again"));
  g_assert_true (ilx_test_shows (dialog, "This repeats a sending on purpose"));
  g_assert_nonnull (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog)));
  ilx_test_take_pictures (GTK_WINDOW (dialog), "again-confirm");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (&fixture->base), ==, 1);
}

static void
test_preparing (Fixture *fixture, gconstpointer data)
{
  dispatch_fixture_inject (&fixture->base, "POST", "/api/campaigns",
                           "\"kind\":\"latency\",\"delay\":3000");
  await_text (fixture, "Ready");
  activate (fixture, "send.prepare");
  await_text (fixture, "Preparing on Klaviyo");
  await_text (fixture, "… Nothing is sent yet.");
  assert_can (fixture, "abandon ");
  take_pictures (fixture, "preparing");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_AWAITING);
}

static void
test_limited (Fixture *fixture, gconstpointer data)
{
  dispatch_fixture_inject (&fixture->base, "POST", "/api/campaigns",
                           "\"kind\":\"status\",\"status\":429,\"retry_after\":900,\"count\":0");
  await_text (fixture, "Ready");
  activate (fixture, "send.prepare");
  await_text (fixture, "Klaviyo asks us to slow down");
  g_assert_true (shows (fixture, "othing is lost"));
  take_pictures (fixture, "limited");
  ilx_test_ctl_delete (fixture->base.ctl, "faults");
}

static void
test_awaiting (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  await_text (fixture, "Ready");
  prepare (fixture);
  answer = ilx_send_dup_answer (fixture->dispatch);
  await_text (fixture, "people would get it");
  await_text (fixture, answer);
  g_assert_true (shows (fixture, "Will not get it"));
  assert_can (fixture, "confirm abandon recount ");
  take_pictures (fixture, "awaiting");
}

static void
test_countdown (Fixture *fixture, gconstpointer data)
{
  await_text (fixture, "Ready");
  prepare (fixture);
  agree (fixture);
  await_text (fixture, "Sending in");
  assert_can (fixture, "undo ");
  take_pictures (fixture, "countdown");
  activate (fixture, "send.undo");
  assert_can (fixture, "confirm abandon recount ");
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (&fixture->base), ==, 0);
}

/* Closing the page is an undo, and the next one says so. */
static void
test_close_in_countdown (Fixture *fixture, gconstpointer data)
{
  await_text (fixture, "Ready");
  prepare (fixture);
  agree (fixture);
  g_assert_cmpint (ilx_dispatch_get_phase (fixture->dispatch), ==, ILX_DISPATCH_COUNTDOWN);
  close_window (fixture);
  g_assert_cmpint (ilx_dispatch_get_phase (fixture->dispatch), ==, ILX_DISPATCH_AWAITING);
  fixture->page = ilx_send_page_new (fixture->base.workspace,
                                     ilx_dispatch_get_campaign_id (fixture->dispatch));
  fixture->window = ilx_test_window_new (GTK_WIDGET (fixture->page), 900, 1400);
  await_text (fixture, "nothing was sent");
  take_pictures (fixture, "notice");
}

static void
test_submitting (Fixture *fixture, gconstpointer data)
{
  dispatch_fixture_set_countdown (&fixture->base, 0);
  dispatch_fixture_inject (&fixture->base, "POST", "/api/campaign-send-jobs",
                           "\"kind\":\"latency\",\"delay\":2000");
  await_text (fixture, "Ready");
  prepare (fixture);
  agree (fixture);
  await_text (fixture, "Handing over to Klaviyo");
  assert_can (fixture, "");
  take_pictures (fixture, "submitting");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_SENT);
  await_text (fixture, "Sent to");
  assert_can (fixture, "correct duplicate ");
  take_pictures (fixture, "sent");
}

/* What was sent wrongly is followed by a draft for the same people that says what it is. */
static void
test_correction (Fixture *fixture, gconstpointer data)
{
  IlxWorkspace *workspace = fixture->base.workspace;
  const char *id = ilx_dispatch_get_campaign_id (fixture->dispatch);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (IlxCampaign) copy = NULL;
  g_autoptr (IlxCampaign) copy_of_copy = NULL;
  g_autofree char *copy_id = NULL;
  g_autofree char *again_id = NULL;

  ilx_workspace_correct_campaign_async (workspace, id, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  copy_id = ilx_workspace_create_campaign_finish (workspace, result, NULL);
  copy = ilx_campaign_store_load (ilx_workspace_get_store (workspace), copy_id, NULL);
  g_assert_cmpstr (ilx_campaign_get_subject (copy), ==, "Correction: Spring <b>sale</b> & more");
  g_assert_true (
      g_strv_equal (ilx_campaign_get_included (copy),
                    ilx_campaign_get_included (ilx_dispatch_get_campaign (fixture->dispatch))));
  g_assert_cmpint (ilx_campaign_get_state (copy), ==, ILX_CAMPAIGN_DRAFT);
  /* A correction of a correction is one. */
  ilx_workspace_correct_campaign_async (workspace, copy_id, NULL, ilx_test_await_cb, &again);
  ilx_test_await (&again);
  again_id = ilx_workspace_create_campaign_finish (workspace, again, NULL);
  copy_of_copy = ilx_campaign_store_load (ilx_workspace_get_store (workspace), again_id, NULL);
  g_assert_cmpstr (ilx_campaign_get_subject (copy_of_copy), ==, ilx_campaign_get_subject (copy));
}

static void
test_uncertain (Fixture *fixture, gconstpointer data)
{
  dispatch_fixture_set_countdown (&fixture->base, 0);
  await_text (fixture, "Ready");
  prepare (fixture);
  dispatch_fixture_inject (&fixture->base, "POST", "/api/campaign-send-jobs", "\"kind\":\"drop\"");
  dispatch_fixture_inject (&fixture->base, "GET", "/api/campaign-send-jobs/*",
                           "\"kind\":\"status\",\"status\":500,\"count\":0");
  agree (fixture);
  await_text (fixture, "Klaviyo did not answer");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_UNCERTAIN);
  take_pictures (fixture, "uncertain");
  dispatch_fixture_await_silence (&fixture->base, fixture->dispatch);
  await_text (fixture, "Open Klaviyo");
  assert_can (fixture, "check-now went-out did-not-go-out ");
  take_pictures (fixture, "deciding");
  activate (fixture, "send.did-not-go-out");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_IDLE);
  await_text (fixture, "You said that it did not go out");
  assert_can (fixture, "prepare save-draft ");
}

static void
test_scheduled (Fixture *fixture, gconstpointer data)
{
  gint64 at = ilx_workspace_get_now (fixture->base.workspace) + 3 * ILX_DAY;

  dispatch_fixture_set_countdown (&fixture->base, 0);
  ilx_dispatch_prepare (fixture->dispatch, ILX_DELIVER_AT, at);
  dispatch_await (fixture->dispatch, ILX_DISPATCH_AWAITING);
  agree (fixture);
  dispatch_await (fixture->dispatch, ILX_DISPATCH_SCHEDULED);
  await_text (fixture, "Scheduled: ");
  assert_can (fixture, "unschedule ");
  take_pictures (fixture, "scheduled");
  activate (fixture, "send.unschedule");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_IDLE);
  assert_can (fixture, "prepare save-draft ");
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  await_text (fixture, "Ready");
  dispatch_fixture_inject (&fixture->base, "POST", "/api/campaigns",
                           "\"kind\":\"status\",\"status\":400,\"count\":0");
  activate (fixture, "send.prepare");
  dispatch_await (fixture->dispatch, ILX_DISPATCH_FAILED);
  await_text (fixture, "It was not sent");
  assert_can (fixture, "prepare save-draft duplicate ");
  take_pictures (fixture, "failed");
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  await_text (fixture, "Ready");
  ilx_test_ctl_stop_sandbox (fixture->base.ctl);
  activate (fixture, "send.prepare");
  dispatch_await_entry (fixture->dispatch, ILX_DISPATCH_PREPARING);
  dispatch_await (fixture->dispatch, ILX_DISPATCH_IDLE);
  await_text (fixture, "Nothing was sent");
  take_pictures (fixture, "offline");
}

/* --- Stop everything -------------------------------------------------------------------------- */

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  await_text (fixture, "Ready");
  prepare (fixture);
  agree (fixture);
  dialog = ilx_stop_dialog_present (fixture->window, fixture->base.workspace);
  ilx_test_spin (100);
  g_assert_true (ilx_test_shows (dialog, "Spring <b>sale</b> & more"));
  g_assert_true (ilx_test_shows (dialog, "nothing has left"));
  g_assert_cmpint (ilx_dispatch_get_phase (fixture->dispatch), ==, ILX_DISPATCH_COUNTDOWN);
  ilx_test_take_pictures (GTK_WINDOW (dialog), "stop");
  gtk_widget_activate_action (dialog, "stop.stop", NULL);
  for (guint i = 0; i < 4000 && !ilx_test_shows (dialog, "Everything is stopped."); i++)
    ilx_test_spin (5);
  g_assert_true (ilx_test_shows (dialog, "Everything is stopped."));
  g_assert_true (ilx_test_shows (dialog, "Nothing will be sent."));
  ilx_test_take_pictures (GTK_WINDOW (dialog), "stopped");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (dispatch_fixture_count_send_jobs (&fixture->base), ==, 0);
}

static void
test_stop_nothing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = ilx_stop_dialog_present (fixture->window, fixture->base.workspace);

  ilx_test_spin (100);
  g_assert_true (ilx_test_shows (dialog, "Nothing to Stop"));
  g_assert_false (can (fixture, "stop.stop"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define ADD(name, speed, test)                                                                     \
  g_test_add ("/send-page/" name, Fixture, speed, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ilx_test_init_style ();
  /* The first, since the module stays loaded. */
  g_test_add ("/send-page/without-module", Fixture, NULL, set_up_without_module,
              test_thumbnail_without_module, tear_down);
  ADD ("idle", NULL, test_idle);
  ADD ("thumbnail", NULL, test_thumbnail);
  ADD ("blocked", NULL, test_blocked);
  ADD ("again", NULL, test_again);
  ADD ("preparing", NULL, test_preparing);
  ADD ("limited", NULL, test_limited);
  ADD ("awaiting", NULL, test_awaiting);
  ADD ("countdown", "5", test_countdown);
  ADD ("close-in-countdown", "5", test_close_in_countdown);
  ADD ("submitting", NULL, test_submitting);
  ADD ("correction", NULL, test_correction);
  ADD ("uncertain", NULL, test_uncertain);
  ADD ("scheduled", NULL, test_scheduled);
  ADD ("failed", NULL, test_failed);
  ADD ("offline", NULL, test_offline);
  ADD ("stop", "5", test_stop);
  ADD ("stop-nothing", NULL, test_stop_nothing);
  return g_test_run ();
}
