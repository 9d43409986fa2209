/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-send-confirm.h"
#include "ilx-send-words.h"

/* One question. Goes with its dialog. */
typedef struct
{
  AdwMessageDialog *dialog; /* (unowned): owns this */
  IlxDispatch *dispatch;    /* (owned) */
  gint64 count;             /* what is shown, and all that is agreed to */
  GtkEditable *entry;       /* (unowned) (nullable): of the number, if it must be typed */
  guint timer;
  gboolean is_awake;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_handle_id (&question->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (question->dispatch, question);
  g_object_unref (question->dispatch);
  g_free (question);
}

static gboolean
is_typed (Question *question)
{
  return question->entry == NULL
         || ilx_send_is_number (gtk_editable_get_text (question->entry), question->count);
}

static void
update (Question *question)
{
  adw_message_dialog_set_response_enabled (question->dialog, "send",
                                           question->is_awake && is_typed (question));
}

static gboolean
awake_cb (gpointer user_data)
{
  Question *question = user_data;

  question->timer = 0;
  question->is_awake = TRUE;
  update (question);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (GtkEditable *entry, gpointer user_data)
{
  update (user_data);
}

static gboolean
is_as_shown (Question *question)
{
  IlxOperation *operation = ilx_dispatch_get_operation (question->dispatch);

  return ilx_dispatch_get_phase (question->dispatch) == ILX_DISPATCH_AWAITING
         && ilx_operation_get_estimate (operation) == question->count;
}

/* What was asked about is not there any more. The page says why. */
static void
changed_cb (IlxDispatch *dispatch, GParamSpec *pspec, gpointer user_data)
{
  Question *question = user_data;

  if (!is_as_shown (question))
    gtk_window_close (GTK_WINDOW (question->dialog));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  g_signal_handlers_disconnect_by_data (question->dispatch, question);
  if (g_str_equal (response, "send") && question->is_awake && is_typed (question))
    ilx_dispatch_confirm (question->dispatch, question->count);
}

static void
add_entry (Question *question)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *number = ilx_send_dup_number (question->count);
  g_autofree char *title = g_strdup_printf (_ ("Type %s to agree"), number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (row))), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_message_dialog_set_extra_child (question->dialog, group);
  question->entry = GTK_EDITABLE (row);
  g_signal_connect (row, "changed", G_CALLBACK (typed_cb), question);
}

static AdwMessageDialog *
new_dialog (GtkWidget *parent, IlxDispatch *dispatch)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autofree char *heading = ilx_send_dup_heading (dispatch);
  g_autofree char *body = ilx_send_dup_body (dispatch);
  g_autofree char *answer = ilx_send_dup_answer (dispatch);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "send", answer, NULL);
  adw_message_dialog_set_response_appearance (dialog, "send", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (dialog, "send", FALSE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

/**
 * ilx_send_confirm_present:
 * @parent: where it is asked from
 * @dispatch: one that awaits a confirmation
 *
 * Asks whether to send to exactly the people that were counted.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
ilx_send_confirm_present (GtkWidget *parent, IlxDispatch *dispatch)
{
  Question *question = g_new0 (Question, 1);
  IlxSendUsual usual = ilx_send_get_usual (dispatch);

  question->dispatch = g_object_ref (dispatch);
  question->dialog = new_dialog (parent, dispatch);
  question->count = ilx_operation_get_estimate (ilx_dispatch_get_operation (dispatch));
  g_object_set_data_full (G_OBJECT (question->dialog), "ilx-question", question, question_free);
  if (ilx_dispatch_is_repeat (dispatch) || ilx_send_must_type (&usual, question->count))
    add_entry (question);
  question->timer = g_timeout_add (ILX_SEND_CONFIRM_DEAD_TIME, awake_cb, question);
  g_signal_connect (question->dialog, "response", G_CALLBACK (response_cb), question);
  g_signal_connect (dispatch, "notify::phase", G_CALLBACK (changed_cb), question);
  g_signal_connect (dispatch, "notify::operation", G_CALLBACK (changed_cb), question);
  gtk_window_present (GTK_WINDOW (question->dialog));
  return GTK_WIDGET (question->dialog);
}
