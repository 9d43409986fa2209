/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-problem-box.h"
#include "ilx-problem.h"
#include "ilx-toast.h"
#include "ilx-version-words.h"
#include "ilx-versions-dialog.h"

struct _IlxVersionsDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  IlxProblemBox *problem;
  GtkListBox *list;

  IlxWorkspace *workspace; /* (owned) (nullable): until it is closed */
  IlxDocument *document;   /* (owned) (nullable): likewise */
  GtkWidget *parent;       /* (owned) (nullable): likewise; where it is told what was restored */
};

G_DEFINE_FINAL_TYPE (IlxVersionsDialog, ilx_versions_dialog, ADW_TYPE_WINDOW)

/* --- Restoring -------------------------------------------------------------------------------- */

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxVersionsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_restored
      = ilx_document_restore_version_finish (ILX_DOCUMENT (source), result, &error);

  if (self->document == NULL)
    return;
  if (!is_restored)
    {
      ilx_problem_present (GTK_WIDGET (self), error);
      return;
    }
  ilx_toast (self->parent, _ ("Version restored"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxVersionsDialog *self = ILX_VERSIONS_DIALOG (widget);

  ilx_document_restore_version_async (self->document, g_variant_get_int64 (parameter), NULL,
                                      restored_cb, g_object_ref (self));
}

/* --- Rows ------------------------------------------------------------------------------------- */

static GtkWidget *
new_change_row (const char *title, const char *change)
{
  g_autofree char *escaped = change != NULL ? g_markup_escape_text (change, -1) : NULL;

  return g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", escaped, "title-lines", 2,
                       "subtitle-lines", 3, NULL);
}

static GtkWidget *
new_restore_row (gint64 id, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Restore"));
  /* Translators: said of the button "Restore"; the placeholder is a version's name. */
  g_autofree char *label = g_strdup_printf (_ ("Restore %s"), title);

  /* There is nothing in it but the button, which is where Tab leads. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_margin_top (button, 8);
  gtk_widget_set_margin_bottom (button, 8);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "versions.restore");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
add_changes (AdwExpanderRow *row, IlxStoredEdit *edit, gint64 id)
{
  for (guint i = 0; i < edit->parts->len; i++)
    {
      const IlxEditPart *part = ilx_stored_edit_get (edit, i);
      g_autofree char *change = ilx_version_words_dup_change (part);

      adw_expander_row_add_row (row,
                                new_change_row (ilx_version_words_get_field (part->field), change));
    }
  if (edit->parts->len > 0)
    adw_expander_row_add_row (
        row, new_restore_row (id, g_object_get_data (G_OBJECT (row), "ilx-title")));
  else
    adw_expander_row_add_row (row, new_change_row (_ ("The campaign is just like this now"), NULL));
}

/* Read when it is looked at: a version may be as large as the mail. */
static void
expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, IlxVersionsDialog *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "ilx-version");
  g_autoptr (IlxStoredEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (!adw_expander_row_get_expanded (row) || id == NULL || self->document == NULL)
    return;
  edit = ilx_document_compare_version (self->document, *id, &error);
  if (edit != NULL)
    add_changes (row, edit, *id);
  else
    adw_expander_row_add_row (row, new_change_row (ilx_problem_get_title (error), error->message));
  g_object_set_data (G_OBJECT (row), "ilx-version", NULL);
}

static GtkWidget *
new_row (IlxVersionsDialog *self, const IlxVersion *version)
{
  g_autofree char *title = ilx_version_words_dup_title (version);
  g_autofree char *origin
      = ilx_version_words_dup_origin (version, ilx_workspace_get_now (self->workspace));
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", escaped, "subtitle", origin, NULL);

  g_object_set_data_full (G_OBJECT (row), "ilx-version",
                          g_memdup2 (&version->id, sizeof version->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "ilx-title", g_steal_pointer (&title), g_free);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
  return row;
}

static void
fill (IlxVersionsDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = ilx_document_load_versions (self->document, &error);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  ilx_problem_box_set_error (self->problem, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (versions, i)));
  if (versions == NULL)
    gtk_stack_set_visible_child_name (self->stack, "problem");
  else
    gtk_stack_set_visible_child_name (self->stack, versions->len > 0 ? "list" : "empty");
}

/* --- Keeping one ------------------------------------------------------------------------------ */

typedef struct
{
  GtkWidget *parent;     /* (owned): where it is told */
  IlxDocument *document; /* (owned) */
  GtkEditable *entry;    /* (unowned): while the question is asked */
} IlxVersionQuestion;

static void
ilx_version_question_free (gpointer data)
{
  IlxVersionQuestion *question = data;

  g_object_unref (question->parent);
  g_object_unref (question->document);
  g_free (question);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_kept = ilx_document_keep_version_finish (ILX_DOCUMENT (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (parent);

  if (root == NULL)
    return; /* it was closed meanwhile */
  if (!is_kept)
    {
      ilx_problem_present (parent, error);
      return;
    }
  ilx_toast (parent, _ ("Version saved"));
  if (ILX_IS_VERSIONS_DIALOG (root))
    fill (ILX_VERSIONS_DIALOG (root));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  IlxVersionQuestion *question = user_data;

  if (g_str_equal (response, "save"))
    ilx_document_keep_version_async (question->document, gtk_editable_get_text (question->entry),
                                     NULL, kept_cb, g_object_ref (question->parent));
}

static GtkEditable *
add_entry (AdwMessageDialog *dialog)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Name"));
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (row))), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_message_dialog_set_extra_child (dialog, group);
  return GTK_EDITABLE (row);
}

/**
 * ilx_versions_dialog_ask_name:
 * @parent: where it is asked from
 * @document: what is kept
 *
 * Asks how the present version is to be called, and keeps it then. Without a name it has its time.
 *
 * Returns: (transfer none): the question
 */
GtkWindow *
ilx_versions_dialog_ask_name (GtkWidget *parent, IlxDocument *document)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_WINDOW (root), _ ("Save a Version"),
      _ ("Everything is saved as you type. A version is what you can come back to later, by the "
         "history. Without a name it is called after its time.")));
  IlxVersionQuestion *question = g_new0 (IlxVersionQuestion, 1);

  question->parent = g_object_ref (parent);
  question->document = g_object_ref (document);
  question->entry = add_entry (dialog);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "ilx-question", question, ilx_version_question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->entry));
  return GTK_WINDOW (dialog);
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxVersionsDialog *self = ILX_VERSIONS_DIALOG (widget);

  ilx_versions_dialog_ask_name (GTK_WIDGET (self->stack), self->document);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_versions_dialog_dispose (GObject *object)
{
  IlxVersionsDialog *self = ILX_VERSIONS_DIALOG (object);

  g_clear_object (&self->parent);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_versions_dialog_parent_class)->dispose (object);
}

static void
ilx_versions_dialog_class_init (IlxVersionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_versions_dialog_dispose;
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  gtk_widget_class_install_action (widget_class, "versions.restore", "x", restore_action);
  gtk_widget_class_install_action (widget_class, "versions.keep", NULL, keep_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/composer/ilx-versions-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxVersionsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxVersionsDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, IlxVersionsDialog, list);
}

static void
ilx_versions_dialog_init (IlxVersionsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_versions_dialog_present:
 * @parent: where it is asked for
 * @workspace: what all windows share
 * @document: whose history
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
ilx_versions_dialog_present (GtkWidget *parent, IlxWorkspace *workspace, IlxDocument *document)
{
  IlxVersionsDialog *self = g_object_new (ILX_TYPE_VERSIONS_DIALOG, "transient-for",
                                          gtk_widget_get_root (parent), NULL);

  self->workspace = g_object_ref (workspace);
  self->document = g_object_ref (document);
  self->parent = g_object_ref (parent);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}
