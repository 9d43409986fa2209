/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions: asked for a name, listed, told what would change, and restored. */
#include "config.h"

#include "composer-fixture.h"
#include "ilx-version-words.h"
#include "ilx-versions-dialog.h"

static GtkWindow *
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static guint
count_versions (Composer *composer)
{
  g_autoptr (GPtrArray) versions = ilx_document_load_versions (composer->document, NULL);

  return versions->len;
}

static void
save_version (Composer *composer, const char *name)
{
  guint before = count_versions (composer);
  GtkWindow *question;

  composer_act (composer, "composer.keep-version");
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  gtk_editable_set_text (GTK_EDITABLE (composer_find (question, ADW_TYPE_ENTRY_ROW, NULL)), name);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "save");
  while (count_versions (composer) == before)
    g_main_context_iteration (NULL, TRUE);
  composer_settle ();
}

static void
test_restore (Composer *composer, gconstpointer data)
{
  GtkWindow *dialog;
  AdwExpanderRow *row;
  GtkWidget *change;
  GtkButton *button;

  composer_show (composer, 1000, 800);
  ilx_document_set_string (composer->document, "subject", "The first");
  save_version (composer, "Für Ada <3");
  ilx_document_set_string (composer->document, "subject", "The second");
  composer_act (composer, "composer.history");
  dialog = find_window (ILX_TYPE_VERSIONS_DIALOG);
  row = composer_find (dialog, ADW_TYPE_EXPANDER_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Für Ada &lt;3");
  g_assert_nonnull (strstr (adw_expander_row_get_subtitle (row), "saved by you"));

  adw_expander_row_set_expanded (row, TRUE);
  composer_settle ();
  change = gtk_widget_get_ancestor (GTK_WIDGET (composer_find (row, GTK_TYPE_BUTTON, NULL)),
                                    GTK_TYPE_LIST_BOX);
  change = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (change), 0));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (change)), ==, "Subject");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (change)), ==, "“The first”");

  button = composer_find (row, GTK_TYPE_BUTTON, NULL);
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Restore Für Ada <3");
  g_signal_emit_by_name (button, "clicked");
  while (find_window (ILX_TYPE_VERSIONS_DIALOG) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (ilx_campaign_get_subject (composer_get_campaign (composer)), ==, "The first");
  composer_act (composer, "composer.undo");
  g_assert_cmpstr (ilx_campaign_get_subject (composer_get_campaign (composer)), ==, "The second");
  g_assert_cmpuint (count_versions (composer), ==, 2);
}

/* From the history itself, which follows; without a name it has its time. */
static void
test_save_from_the_history (Composer *composer, gconstpointer data)
{
  GtkWindow *dialog, *question;
  GtkStack *stack;

  composer_show (composer, 1000, 800);
  composer_act (composer, "composer.history");
  dialog = find_window (ILX_TYPE_VERSIONS_DIALOG);
  stack = composer_find (dialog, GTK_TYPE_STACK, "stack");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "versions.keep", NULL);
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "save");
  while (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "list") != 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (dialog);
  composer_settle ();
}

static void
test_words (void)
{
  static const struct
  {
    const char *name, *removed, *inserted;
    const char *field, *change;
  } rows[] = {
    { "subject", "New", "Old & good", "Subject", "“Old & good”" },
    { "subject", "New", NULL, "Subject", "It was empty" },
    { "html", "a\nb\nc", "a\nc", "HTML", "1 line goes" },
    { "html", "a\na\nb", "a\nb\na\nx\nb", "HTML", "2 lines come" },
    { "html", "a\nb\nc", "a\nx\nc", "HTML", "1 line comes, 1 line goes" },
    { "html", "a\nb", "b\na", "HTML", "The same lines in another order" },
    { "html", "a", " ", "HTML", "It was empty" },
    { "text", NULL, "a\nb", "Plain text", "2 lines come" },
    { "has-open-tracking", "1", "0", "Tracking of opens", "It was off" },
    { "included", "[]", "[\"L1\"]", "Who gets it", "It was another choice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const IlxEditPart part = { (char *) rows[i].name, ILX_EDIT_WHOLE, (char *) rows[i].removed,
                                 (char *) rows[i].inserted };
      g_autofree char *change = ilx_version_words_dup_change (&part);

      g_assert_cmpstr (ilx_version_words_get_field (rows[i].name), ==, rows[i].field);
      g_assert_cmpstr (change, ==, rows[i].change);
    }
}

#define ADD(path, func, html)                                                                      \
  g_test_add (path, Composer, html, composer_set_up, func, composer_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/composer/versions/words", test_words);
  ADD ("/composer/versions/restore", test_restore, "<p>Hello</p>");
  ADD ("/composer/versions/save-from-the-history", test_save_from_the_history, "<p>Hello</p>");
  return g_test_run ();
}
