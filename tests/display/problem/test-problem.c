/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app's words for errors: all there, none of a command line, none that is private. */
#include "config.h"

#include "ilx-problem-box.h"
#include "ilx-problem-expander.h"
#include "ilx-problem.h"
#include "ilx-test-await.h"

static gboolean
is_sentence (const char *text)
{
  return g_str_has_suffix (text, ".") && !g_str_has_suffix (text, "..");
}

static void
test_every_code_has_words (void)
{
  for (guint code = 0; code < ILX_N_ERRORS; code++)
    {
      g_autoptr (GError) error = ilx_error_new (code, "What happened.");
      const char *title = ilx_problem_get_title (error);
      const char *advice = ilx_problem_get_advice (error);
      const char *label = NULL, *action = NULL;
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      g_assert_true (title != NULL && *title != '\0');
      g_assert_false (is_sentence (title));
      g_assert_true (advice != NULL && is_sentence (advice));
      g_assert_cmpstr (ilx_problem_get_sentence (error), ==, "What happened.");
      if (ilx_problem_get_remedy (error, &label, &action))
        g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
    }
}

/* The guide's list of what is never said, and what only illixisctl may say. */
static void
test_words_are_the_apps (void)
{
  static const char *const banned[]
      = { "illixisctl", "--", "Oops", "nvalid", "nknown error", "!", "ILX_" };

  for (guint code = 0; code < ILX_N_ERRORS; code++)
    {
      g_autoptr (GError) error = ilx_error_new (code, "What happened.");

      for (guint i = 0; i < G_N_ELEMENTS (banned); i++)
        {
          g_assert_null (strstr (ilx_problem_get_title (error), banned[i]));
          g_assert_null (strstr (ilx_problem_get_advice (error), banned[i]));
        }
    }
}

/* Messages of other domains are for makers, not for users. */
static void
test_other_domains (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                                                  "write(3): ENOSPC for hans@example.org");
  g_autofree char *details = ilx_problem_dup_details (error);

  g_assert_null (strstr (ilx_problem_get_sentence (error), "ENOSPC"));
  g_assert_nonnull (strstr (details, "ENOSPC"));
  g_assert_null (strstr (details, "hans"));
}

static GError *
new_hostile_error (void)
{
  GError *error = ilx_error_new (ILX_ERROR_REJECTED, "Klaviyo refused the request.");

  ilx_error_set_status (error, 400);
  ilx_error_set_call (error, "POST /api/campaigns/01HX4/send");
  ilx_error_set_failed_at (error, G_GINT64_CONSTANT (1780000000) * G_USEC_PER_SEC);
  ilx_error_set_request_id (error, "9f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0");
  ilx_error_set_permission (error, "lists:read\nCode: forged");
  ilx_error_set_detail (error, "No <anna.Müller+x@shop.example> (mailto:bob%40shop.example), key "
                               "pk_0123456789abcdef, 'Bearer eyJhbGciOi.x', \"SG.abcdefgh\", "
                               "0123456789012345678901234567890123456789abc\x1b[31m\xff");
  return error;
}

static void
test_hostile_details (void)
{
  static const char *const private[]
      = { "anna", "Müller", "bob", "pk_0123", "eyJhb", "SG.abc", "0123456789012", "\x1b", "\xff" };
  static const char *const wanted[] = { "POST /api/campaigns/01HX4/send",
                                        "400",
                                        "9f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0",
                                        "lists:read",
                                        "2026-05-28T",
                                        "rejected",
                                        "Bearer" };
  g_autoptr (GError) error = new_hostile_error ();
  g_autofree char *details = ilx_problem_dup_details (error);

  g_assert_true (g_utf8_validate (details, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (private); i++)
    g_assert_null (strstr (details, private[i]));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (details, wanted[i]));
  g_assert_null (strstr (details, "\nCode: forged"));
}

/* --- The box ---------------------------------------------------------------------------------- */

typedef struct
{
  GtkWindow *window;
  IlxProblemBox *box;
  GSimpleActionGroup *actions;
  char *activated; /* "name parameter" of the last action */
} Fixture;

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->activated);
  fixture->activated
      = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)),
                         parameter != NULL ? g_variant_get_string (parameter, NULL) : "-");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[]
      = { { "connect", activate_cb, "s" }, { "retry", activate_cb } };

  fixture->window = GTK_WINDOW (g_object_ref_sink (gtk_window_new ()));
  fixture->box = ILX_PROBLEM_BOX (ilx_problem_box_new ());
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win",
                                  G_ACTION_GROUP (fixture->actions));
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->box));
  gtk_window_present (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->window);
  g_object_unref (fixture->actions);
  g_free (fixture->activated);
}

static gpointer
get_child (Fixture *fixture, const char *name)
{
  GObject *child
      = gtk_widget_get_template_child (GTK_WIDGET (fixture->box), ILX_TYPE_PROBLEM_BOX, name);

  g_assert_nonnull (child);
  return child;
}

static void
test_box_shows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = new_hostile_error ();
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->box)));
  ilx_problem_box_set_error (fixture->box, error);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->box)));
  g_assert_cmpstr (gtk_label_get_label (get_child (fixture, "sentence")), ==,
                   "Klaviyo refused the request.");
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "buttons")));
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "details")));
  ilx_problem_box_set_error (fixture->box, cancelled);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->box)));
}

static void
test_box_helps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = ilx_error_new (ILX_ERROR_NOT_CONNECTED, "No account is there.");

  ilx_problem_box_set_error (fixture->box, error);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "remedy_button")));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "retry_button")));
  g_signal_emit_by_name (get_child (fixture, "remedy_button"), "clicked");
  g_assert_cmpstr (fixture->activated, ==, "connect ");
  ilx_problem_box_set_retry (fixture->box, NULL, "win.retry");
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "retry_button")));
  g_signal_emit_by_name (get_child (fixture, "retry_button"), "clicked");
  g_assert_cmpstr (fixture->activated, ==, "retry -");
}

/* The action is the window's, the button is in a dialog over it. */
static void
test_remedy_from_dialog (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_transient_for (dialog, fixture->window);
  g_assert_true (ilx_problem_activate (GTK_WIDGET (dialog), "win.connect::abc"));
  g_assert_cmpstr (fixture->activated, ==, "connect abc");
  g_assert_false (ilx_problem_activate (GTK_WIDGET (dialog), "win.nothing"));
  gtk_window_destroy (dialog);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = new_hostile_error ();
  g_autofree char *details = ilx_problem_dup_details (error);
  g_autofree char *copied = NULL;

  ilx_problem_box_set_error (fixture->box, error);
  gtk_widget_activate_action (get_child (fixture, "details"), "problem.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
                                 read_cb, &copied);
  while (copied == NULL)
    ilx_test_spin (2);
  g_assert_cmpstr (copied, ==, details);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/problem/every-code-has-words", test_every_code_has_words);
  g_test_add_func ("/problem/words-are-the-apps", test_words_are_the_apps);
  g_test_add_func ("/problem/other-domains", test_other_domains);
  g_test_add_func ("/problem/hostile-details", test_hostile_details);
  g_test_add ("/problem/box-shows", Fixture, NULL, set_up, test_box_shows, tear_down);
  g_test_add ("/problem/box-helps", Fixture, NULL, set_up, test_box_helps, tear_down);
  g_test_add ("/problem/remedy-from-dialog", Fixture, NULL, set_up, test_remedy_from_dialog,
              tear_down);
  g_test_add ("/problem/copy", Fixture, NULL, set_up, test_copy, tear_down);
  return g_test_run ();
}
