/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-problem-details.h"
#include "ilx-problem-expander.h"

struct _IlxProblemExpander
{
  GtkWidget parent_instance;

  GtkWidget *expander;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (IlxProblemExpander, ilx_problem_expander, GTK_TYPE_WIDGET)

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxProblemExpander *self = ILX_PROBLEM_EXPANDER (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_label (self->text));
}

static void
ilx_problem_expander_dispose (GObject *object)
{
  IlxProblemExpander *self = ILX_PROBLEM_EXPANDER (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (ilx_problem_expander_parent_class)->dispose (object);
}

static void
ilx_problem_expander_class_init (IlxProblemExpanderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_problem_expander_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/widgets/ilx-problem-expander.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxProblemExpander, expander);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemExpander, text);
  gtk_widget_class_install_action (widget_class, "problem.copy", NULL, copy_action);
}

static void
ilx_problem_expander_init (IlxProblemExpander *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_problem_expander_new:
 * @error: (nullable): what went wrong
 *
 * Returns: (transfer floating): its details
 */
GtkWidget *
ilx_problem_expander_new (const GError *error)
{
  IlxProblemExpander *self = g_object_new (ILX_TYPE_PROBLEM_EXPANDER, NULL);

  ilx_problem_expander_set_error (self, error);
  return GTK_WIDGET (self);
}

/**
 * ilx_problem_expander_set_error:
 * @self: the details
 * @error: (nullable): what went wrong
 */
void
ilx_problem_expander_set_error (IlxProblemExpander *self, const GError *error)
{
  g_autofree char *details = error != NULL ? ilx_problem_dup_details (error) : g_strdup ("");

  g_strchomp (details);
  if (g_str_equal (details, gtk_label_get_label (self->text)))
    return; /* and who reads them goes on reading */
  gtk_label_set_label (self->text, details);
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), *details != '\0');
}
