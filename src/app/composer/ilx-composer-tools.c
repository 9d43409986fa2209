/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-composer-tools.h"

struct _IlxComposerTools
{
  GtkWidget parent_instance;

  GtkLabel *state;
  GtkWidget *problem_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *review_button;
  GtkLabel *review_label;

  IlxDocument *document; /* (owned) */
  gboolean is_compact;
};

G_DEFINE_FINAL_TYPE (IlxComposerTools, ilx_composer_tools, GTK_TYPE_WIDGET)

static void
name_button (GtkWidget *button, const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
follow_labels (IlxComposerTools *self)
{
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  g_object_get (self->document, "undo-label", &undo, "redo-label", &redo, NULL);
  name_button (self->undo_button, undo != NULL ? undo : _ ("Undo"));
  name_button (self->redo_button, redo != NULL ? redo : _ ("Redo"));
}

static void
follow_state (IlxComposerTools *self)
{
  gboolean is_failed = ilx_document_get_error (self->document) != NULL;
  gboolean is_saved = ilx_document_is_saved (self->document);
  gboolean is_editable = ilx_document_is_editable (self->document);

  gtk_label_set_label (self->state, is_failed  ? _ ("Not saved")
                                    : is_saved ? _ ("Saved")
                                               : _ ("Saving…"));
  gtk_widget_set_visible (GTK_WIDGET (self->state), !self->is_compact && is_editable);
  gtk_widget_set_visible (self->problem_button, is_failed);
}

static void
follow_review (IlxComposerTools *self)
{
  gboolean is_editable = ilx_document_is_editable (self->document);

  gtk_label_set_label (self->review_label,
                       is_editable ? _ ("_Review and Send") : _ ("Show _Delivery"));
  gtk_widget_set_visible (GTK_WIDGET (self->review_label), !self->is_compact);
  name_button (self->review_button, is_editable ? _ ("Review and Send") : _ ("Show Delivery"));
  if (is_editable)
    gtk_widget_add_css_class (self->review_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->review_button, "suggested-action");
}

static void
follow (IlxComposerTools *self)
{
  follow_labels (self);
  follow_state (self);
  follow_review (self);
}

static void
ilx_composer_tools_dispose (GObject *object)
{
  IlxComposerTools *self = ILX_COMPOSER_TOOLS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (ilx_composer_tools_parent_class)->dispose (object);
}

static void
ilx_composer_tools_class_init (IlxComposerToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_composer_tools_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/composer/ilx-composer-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxComposerTools, state);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerTools, problem_button);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerTools, undo_button);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerTools, redo_button);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerTools, review_button);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerTools, review_label);
}

static void
ilx_composer_tools_init (IlxComposerTools *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_composer_tools_new:
 * @document: what is composed
 *
 * Returns: (transfer floating): its tools
 */
GtkWidget *
ilx_composer_tools_new (IlxDocument *document)
{
  IlxComposerTools *self = g_object_new (ILX_TYPE_COMPOSER_TOOLS, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
  return GTK_WIDGET (self);
}

/**
 * ilx_composer_tools_set_compact:
 * @self: the tools
 * @is_compact: symbols alone
 */
void
ilx_composer_tools_set_compact (IlxComposerTools *self, gboolean is_compact)
{
  if (self->is_compact == is_compact)
    return;
  self->is_compact = is_compact;
  follow (self);
}

const char *
ilx_composer_tools_get_state (IlxComposerTools *self)
{
  return gtk_label_get_label (self->state);
}
