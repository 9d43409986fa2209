/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-problem.h"
#include "ilx-toast.h"

/**
 * ilx_problem_get_title:
 * @error: what went wrong
 *
 * Returns: (transfer none): a few words for it
 */
const char *
ilx_problem_get_title (const GError *error)
{
  if (error->domain != ILX_ERROR)
    return ilx_error_code_get_title (ILX_ERROR_FAILED);
  return ilx_error_code_get_title ((IlxErrorCode) error->code);
}

typedef struct
{
  const char *label;
  const char *action;
} IlxRemedy;

/* The button that helps, by code; a code that is missing here is helped by reading the sentence. */
static const IlxRemedy remedies[ILX_N_ERRORS] = {
  [ILX_ERROR_NOT_CONNECTED] = { N_ ("_Connect an Account"), "app.connect" },
  [ILX_ERROR_BAD_CREDENTIALS] = { N_ ("_Reconnect"), "app.connect" },
  [ILX_ERROR_MISSING_PERMISSION] = { N_ ("_How to Change the Key"), "app.help::klaviyo-key" },
  [ILX_ERROR_SECRETS_ABSENT] = { N_ ("_How to Set One Up"), "app.help::keyring" },
  [ILX_ERROR_SECRETS_LOCKED] = { N_ ("_How to Unlock It"), "app.help::keyring" },
};

/**
 * ilx_problem_get_remedy:
 * @error: what went wrong
 * @label: (out): of the button that helps
 * @action: (out): its detailed action
 *
 * Returns: whether there is such a button
 */
gboolean
ilx_problem_get_remedy (const GError *error, const char **label, const char **action)
{
  if (error->domain != ILX_ERROR || remedies[error->code].label == NULL)
    return FALSE;
  *label = _ (remedies[error->code].label);
  *action = remedies[error->code].action;
  return TRUE;
}

static void
add_line (GString *text, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", name, value);
}

/**
 * ilx_problem_dup_details:
 * @error: what went wrong
 *
 * Returns: (transfer full): the technical words, a line each; perhaps empty
 */
char *
ilx_problem_dup_details (const GError *error)
{
  GString *text = g_string_new (NULL);
  guint status = ilx_error_get_status (error);
  g_autofree char *status_text = status != 0 ? g_strdup_printf ("%u", status) : NULL;

  if (error->domain == ILX_ERROR)
    add_line (text, _ ("Code"), ilx_error_code_get_name ((IlxErrorCode) error->code));
  add_line (text, _ ("Status"), status_text);
  add_line (text, _ ("Permission"), ilx_error_get_permission (error));
  add_line (text, _ ("Request"), ilx_error_get_request_id (error));
  add_line (text, _ ("The platform says"), ilx_error_get_detail (error));
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_details (const GError *error)
{
  g_autofree char *details = ilx_problem_dup_details (error);
  GtkWidget *label, *expander;

  if (*details == '\0')
    return NULL;
  label = gtk_label_new (g_strchomp (details));
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  expander = gtk_expander_new_with_mnemonic (_ ("_Details"));
  gtk_expander_set_child (GTK_EXPANDER (expander), label);
  return expander;
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  GtkWidget *parent = user_data;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_str_equal (response, "close"))
    return;
  if (g_action_parse_detailed_name (response, &name, &target, NULL))
    gtk_widget_activate_action_variant (parent, name, target);
}

/**
 * ilx_problem_present:
 * @parent: where it happened
 * @error: what went wrong
 *
 * Shows a dialog with the sentence, the button that helps, and the details.
 */
void
ilx_problem_present (GtkWidget *parent, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  const char *label, *action;
  GtkWidget *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   ilx_problem_get_title (error), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  if (ilx_problem_get_remedy (error, &label, &action))
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), action, label);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), new_details (error));
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
details_cb (AdwToast *toast, gpointer user_data)
{
  ilx_problem_present (user_data, g_object_get_data (G_OBJECT (toast), "ilx-error"));
}

/**
 * ilx_problem_toast:
 * @from: where it happened
 * @error: what went wrong
 *
 * Shows a few words for eight seconds, with a button for the rest.
 */
void
ilx_problem_toast (GtkWidget *from, const GError *error)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  if (overlay == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  toast = adw_toast_new (ilx_problem_get_title (error));
  adw_toast_set_timeout (toast, 8);
  adw_toast_set_button_label (toast, _ ("_Details"));
  g_object_set_data_full (G_OBJECT (toast), "ilx-error", g_error_copy (error),
                          (GDestroyNotify) g_error_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (details_cb), from, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
