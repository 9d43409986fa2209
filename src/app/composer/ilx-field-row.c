/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-field-row.h"
#include "ilx-line-layout.h"

struct _IlxFieldRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *counter;
  GtkEntry *entry;
  GtkLabel *note;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_PLACEHOLDER,
  PROP_IS_EDITABLE,
} IlxFieldRowProperty;
static GParamSpec *properties[PROP_IS_EDITABLE + 1];

G_DEFINE_FINAL_TYPE (IlxFieldRow, ilx_field_row, GTK_TYPE_WIDGET)

static void
ilx_field_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxFieldRow *self = ILX_FIELD_ROW (object);

  switch ((IlxFieldRowProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    case PROP_PLACEHOLDER:
      g_value_set_string (value, gtk_entry_get_placeholder_text (self->entry));
      break;
    case PROP_IS_EDITABLE:
      g_value_set_boolean (value, gtk_editable_get_editable (GTK_EDITABLE (self->entry)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_field_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxFieldRow *self = ILX_FIELD_ROW (object);

  switch ((IlxFieldRowProperty) id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->title, g_value_get_string (value));
      break;
    case PROP_PLACEHOLDER:
      ilx_field_row_set_placeholder (self, g_value_get_string (value));
      break;
    case PROP_IS_EDITABLE:
      gtk_editable_set_editable (GTK_EDITABLE (self->entry), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_field_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_field_row_parent_class)->dispose (object);
}

/* The cursor stays where it was: an undo that comes here has put it where it changed something. */
static gboolean
ilx_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_entry_grab_focus_without_selecting (ILX_FIELD_ROW (widget)->entry);
}

static void
ilx_field_row_class_init (IlxFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_field_row_get_property;
  object_class->set_property = ilx_field_row_set_property;
  object_class->dispose = ilx_field_row_dispose;
  widget_class->grab_focus = ilx_field_row_grab_focus;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  properties[PROP_IS_EDITABLE] = g_param_spec_boolean ("is-editable", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxFieldRow, box);
  gtk_widget_class_bind_template_child (widget_class, IlxFieldRow, title);
  gtk_widget_class_bind_template_child (widget_class, IlxFieldRow, counter);
  gtk_widget_class_bind_template_child (widget_class, IlxFieldRow, entry);
  gtk_widget_class_bind_template_child (widget_class, IlxFieldRow, note);
}

static void
ilx_field_row_init (IlxFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkEntry *
ilx_field_row_get_entry (IlxFieldRow *self)
{
  return self->entry;
}

const char *
ilx_field_row_get_text (IlxFieldRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

const char *
ilx_field_row_get_note (IlxFieldRow *self)
{
  return gtk_label_get_label (self->note);
}

/**
 * ilx_field_row_set_placeholder:
 * @self: a row
 * @placeholder: (nullable): what holds when it stays empty
 *
 * Shows it in grey, and tells it to a screen reader.
 */
void
ilx_field_row_set_placeholder (IlxFieldRow *self, const char *placeholder)
{
  gtk_entry_set_placeholder_text (self->entry, placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
                                  placeholder != NULL ? placeholder : "", -1);
}

static void
set_label (GtkLabel *label, const char *text, const char *tone)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (label), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (label), tone != NULL ? tone : "dim-label");
}

/**
 * ilx_field_row_set_note:
 * @self: a row
 * @note: (nullable): a sentence about what is in it
 * @tone: (nullable): "warning" or "error"
 *
 * Shows @note below the entry.
 */
void
ilx_field_row_set_note (IlxFieldRow *self, const char *note, const char *tone)
{
  gboolean is_error = g_strcmp0 (tone, "error") == 0;

  set_label (self->note, note, tone);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
      is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/**
 * ilx_field_row_set_counter:
 * @self: a row
 * @counter: (nullable): a few words
 * @tone: (nullable): "warning" or "error"
 *
 * Shows @counter beside the title.
 */
void
ilx_field_row_set_counter (IlxFieldRow *self, const char *counter, const char *tone)
{
  set_label (self->counter, counter, tone);
}
