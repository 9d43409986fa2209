/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-compat.h"
#include "ilx-failure-window.h"
#include "ilx-problem.h"

struct _IlxFailureWindow
{
  AdwApplicationWindow parent_instance;

  AdwStatusPage *status;
  char *folder; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxFailureWindow, ilx_failure_window, ADW_TYPE_APPLICATION_WINDOW)

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ilx_compat_show_uri_finish (GTK_WINDOW (source), result, &error))
    ilx_problem_present (GTK_WIDGET (source), error);
}

static void
open_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *uri = g_filename_to_uri (ILX_FAILURE_WINDOW (widget)->folder, NULL, NULL);

  if (uri != NULL)
    ilx_compat_show_uri (GTK_WINDOW (widget), uri, NULL, opened_cb, NULL);
}

static void
ilx_failure_window_finalize (GObject *object)
{
  g_free (ILX_FAILURE_WINDOW (object)->folder);
  G_OBJECT_CLASS (ilx_failure_window_parent_class)->finalize (object);
}

static void
ilx_failure_window_class_init (IlxFailureWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ilx_failure_window_finalize;
  gtk_widget_class_install_action (widget_class, "failure.open-folder", NULL, open_folder_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/shell/ilx-failure-window.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxFailureWindow, status);
}

static void
ilx_failure_window_init (IlxFailureWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_failure_window_new:
 * @application: the application
 * @error: why the profile can't be opened
 * @folder: where its data is
 *
 * Returns: (transfer none): the window; the application keeps it
 */
GtkWindow *
ilx_failure_window_new (GtkApplication *application, const GError *error, const char *folder)
{
  IlxFailureWindow *self = g_object_new (ILX_TYPE_FAILURE_WINDOW, "application", application, NULL);
  g_autofree char *description = g_markup_escape_text (error->message, -1);

  self->folder = g_canonicalize_filename (folder, NULL);
  adw_status_page_set_title (self->status, ilx_problem_get_title (error));
  adw_status_page_set_description (self->status, description);
  return GTK_WINDOW (self);
}
