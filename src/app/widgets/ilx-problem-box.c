/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-compat.h"
#include "ilx-line-layout.h"
#include "ilx-problem-box.h"
#include "ilx-problem-expander.h"
#include "ilx-problem.h"
#include "ilx-wrap-layout.h"

struct _IlxProblemBox
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkLabel *advice;
  GtkWidget *buttons;
  GtkButton *retry_button;
  GtkButton *remedy_button;
  IlxProblemExpander *details;

  GError *error;      /* (owned) (nullable) */
  char *retry_action; /* (owned) (nullable) */
};

typedef enum
{
  PROP_ERROR = 1,
  PROP_RETRY_ACTION,
} IlxProblemBoxProperty;
static GParamSpec *properties[PROP_RETRY_ACTION + 1];

G_DEFINE_FINAL_TYPE (IlxProblemBox, ilx_problem_box, GTK_TYPE_WIDGET)

static void
remedy_clicked_cb (IlxProblemBox *self)
{
  const char *label, *action;

  if (self->error != NULL && ilx_problem_get_remedy (self->error, &label, &action))
    ilx_problem_activate (GTK_WIDGET (self), action);
}

static void
show_buttons (IlxProblemBox *self)
{
  const char *label = NULL, *action;
  gboolean has_remedy
      = self->error != NULL && ilx_problem_get_remedy (self->error, &label, &action);

  if (has_remedy)
    gtk_button_set_label (self->remedy_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_button), has_remedy);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), self->retry_action != NULL);
  gtk_widget_set_visible (self->buttons, has_remedy || self->retry_action != NULL);
}

static void
show_error (IlxProblemBox *self)
{
  ilx_problem_expander_set_error (self->details, self->error);
  show_buttons (self);
  if (self->error != NULL)
    {
      gtk_label_set_label (self->title, ilx_problem_get_title (self->error));
      gtk_label_set_label (self->sentence, ilx_problem_get_sentence (self->error));
      gtk_label_set_label (self->advice, ilx_problem_get_advice (self->error));
      ilx_compat_announce (GTK_WIDGET (self), ilx_problem_get_sentence (self->error));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->error != NULL);
}

static void
ilx_problem_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxProblemBox *self = ILX_PROBLEM_BOX (object);

  switch ((IlxProblemBoxProperty) id)
    {
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_RETRY_ACTION:
      g_value_set_string (value, self->retry_action);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_problem_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxProblemBox *self = ILX_PROBLEM_BOX (object);

  switch ((IlxProblemBoxProperty) id)
    {
    case PROP_ERROR:
      ilx_problem_box_set_error (self, g_value_get_boxed (value));
      break;
    case PROP_RETRY_ACTION:
      ilx_problem_box_set_retry (self, NULL, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_problem_box_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_problem_box_parent_class)->dispose (object);
}

static void
ilx_problem_box_finalize (GObject *object)
{
  IlxProblemBox *self = ILX_PROBLEM_BOX (object);

  g_clear_error (&self->error);
  g_free (self->retry_action);
  G_OBJECT_CLASS (ilx_problem_box_parent_class)->finalize (object);
}

static void
ilx_problem_box_class_init (IlxProblemBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_problem_box_get_property;
  object_class->set_property = ilx_problem_box_set_property;
  object_class->dispose = ilx_problem_box_dispose;
  object_class->finalize = ilx_problem_box_finalize;
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_RETRY_ACTION] = g_param_spec_string ("retry-action", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ILX_TYPE_PROBLEM_EXPANDER);
  g_type_ensure (ILX_TYPE_WRAP_LAYOUT);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/widgets/ilx-problem-box.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, icon);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, title);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, sentence);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, advice);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, buttons);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, retry_button);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, IlxProblemBox, details);
  gtk_widget_class_bind_template_callback (widget_class, remedy_clicked_cb);
}

static void
ilx_problem_box_init (IlxProblemBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_problem_box_new:
 *
 * Returns: (transfer floating): a box that is not shown yet
 */
GtkWidget *
ilx_problem_box_new (void)
{
  return g_object_new (ILX_TYPE_PROBLEM_BOX, NULL);
}

/**
 * ilx_problem_box_set_error:
 * @self: a box
 * @error: (nullable): what went wrong; a cancellation is nothing that did
 */
void
ilx_problem_box_set_error (IlxProblemBox *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    error = NULL;
  if (error == self->error)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  show_error (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/**
 * ilx_problem_box_get_error:
 * @self: a box
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const GError *
ilx_problem_box_get_error (IlxProblemBox *self)
{
  return self->error;
}

/**
 * ilx_problem_box_set_retry:
 * @self: a box
 * @label: (nullable): of the button; else "Try Again"
 * @detailed_action: (nullable): what it does; NULL for no button
 */
void
ilx_problem_box_set_retry (IlxProblemBox *self, const char *label, const char *detailed_action)
{
  gtk_button_set_label (self->retry_button, label != NULL ? label : _ ("_Try Again"));
  if (g_strcmp0 (self->retry_action, detailed_action) == 0)
    return;
  g_free (self->retry_action);
  self->retry_action = g_strdup (detailed_action);
  if (detailed_action != NULL)
    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->retry_button), detailed_action);
  show_buttons (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_ACTION]);
}

/**
 * ilx_problem_box_set_words:
 * @self: a box that shows an error
 * @title: a few words
 * @sentence: what happened
 * @advice: what it means and what to do
 *
 * Where a page knows better than the table; the button that helps is on the page then.
 */
void
ilx_problem_box_set_words (IlxProblemBox *self,
                           const char *title,
                           const char *sentence,
                           const char *advice)
{
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_button), FALSE);
  gtk_widget_set_visible (self->buttons, self->retry_action != NULL);
}
