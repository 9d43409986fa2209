/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-state-badge.h"

struct _IlxStateBadge
{
  GtkWidget parent_instance;

  GtkImage *image;
  GtkLabel *text;
  char *icon_name; /* (owned) (nullable) */
  char *tone;      /* (owned) (nullable) */
};

typedef enum
{
  PROP_LABEL = 1,
  PROP_ICON_NAME,
  PROP_TONE,
} IlxStateBadgeProperty;
static GParamSpec *properties[PROP_TONE + 1];

G_DEFINE_FINAL_TYPE (IlxStateBadge, ilx_state_badge, GTK_TYPE_WIDGET)

static void
set_label (IlxStateBadge *self, const char *label)
{
  if (g_strcmp0 (gtk_label_get_label (self->text), label != NULL ? label : "") == 0)
    return;
  gtk_label_set_label (self->text, label != NULL ? label : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
set_icon_name (IlxStateBadge *self, const char *icon_name)
{
  if (g_strcmp0 (self->icon_name, icon_name) == 0)
    return;
  g_free (self->icon_name);
  self->icon_name = g_strdup (icon_name);
  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon_name != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}

static void
set_tone (IlxStateBadge *self, const char *tone)
{
  if (g_strcmp0 (self->tone, tone) == 0)
    return;
  if (self->tone != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->tone);
  g_free (self->tone);
  self->tone = g_strdup (tone);
  if (tone != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), tone);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}

static void
ilx_state_badge_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxStateBadge *self = ILX_STATE_BADGE (object);

  switch ((IlxStateBadgeProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->text));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_TONE:
      g_value_set_string (value, self->tone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_state_badge_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxStateBadge *self = ILX_STATE_BADGE (object);

  switch ((IlxStateBadgeProperty) id)
    {
    case PROP_LABEL:
      set_label (self, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_TONE:
      set_tone (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_state_badge_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_state_badge_parent_class)->dispose (object);
}

static void
ilx_state_badge_finalize (GObject *object)
{
  g_free (ILX_STATE_BADGE (object)->icon_name);
  g_free (ILX_STATE_BADGE (object)->tone);
  G_OBJECT_CLASS (ilx_state_badge_parent_class)->finalize (object);
}

static void
ilx_state_badge_class_init (IlxStateBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_state_badge_get_property;
  object_class->set_property = ilx_state_badge_set_property;
  object_class->dispose = ilx_state_badge_dispose;
  object_class->finalize = ilx_state_badge_finalize;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TONE] = g_param_spec_string ("tone", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "ilxbadge");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/widgets/ilx-state-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxStateBadge, image);
  gtk_widget_class_bind_template_child (widget_class, IlxStateBadge, text);
}

static void
ilx_state_badge_init (IlxStateBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_state_badge_new:
 *
 * Returns: (transfer floating): an empty badge
 */
GtkWidget *
ilx_state_badge_new (void)
{
  return g_object_new (ILX_TYPE_STATE_BADGE, NULL);
}

/**
 * ilx_state_badge_set:
 * @self: a badge
 * @label: the state in a word or two
 * @icon_name: (nullable): its symbol
 * @tone: (nullable): "accent", "success", "warning" or "error"
 */
void
ilx_state_badge_set (IlxStateBadge *self,
                     const char *label,
                     const char *icon_name,
                     const char *tone)
{
  set_label (self, label);
  set_icon_name (self, icon_name);
  set_tone (self, tone);
}
