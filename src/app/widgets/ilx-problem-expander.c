/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-problem-details.h"
#include "ilx-problem-expander.h"

struct _IlxProblemDetails
{
  GtkWidget parent_instance;

  GtkWidget *expander;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (IlxProblemDetails, ilx_problem_details, GTK_TYPE_WIDGET)

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxProblemDetails *self = ILX_PROBLEM_DETAILS (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_label (self->text));
}

static void
ilx_problem_details_dispose (GObject *object)
{
  IlxProblemDetails *self = ILX_PROBLEM_DETAILS (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (ilx_problem_details_parent_class)->dispose (object);
}

static void
ilx_problem_details_class_init (IlxProblemDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_problem_details_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/widgets/ilx-problem-expander.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxProblemDetails, expander);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemDetails, text);
  gtk_widget_class_install_action (widget_class, "problem.copy", NULL, copy_action);
}

static void
ilx_problem_details_init (IlxProblemDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_problem_details_new:
 * @error: (nullable): what went wrong
 *
 * Returns: (transfer floating): its details
 */
GtkWidget *
ilx_problem_details_new (const GError *error)
{
  IlxProblemDetails *self = g_object_new (ILX_TYPE_PROBLEM_DETAILS, NULL);

  ilx_problem_details_set_error (self, error);
  return GTK_WIDGET (self);
}

/**
 * ilx_problem_details_set_error:
 * @self: the details
 * @error: (nullable): what went wrong
 */
void
ilx_problem_details_set_error (IlxProblemDetails *self, const GError *error)
{
  g_autofree char *details = error != NULL ? ilx_problem_dup_details (error) : g_strdup ("");

  gtk_label_set_label (self->text, details);
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), *details != '\0');
}
