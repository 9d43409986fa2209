/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-banner.h"
#include "ilx-line-layout.h"

struct _IlxBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkWidget *box;
  GtkLabel *label;
  GtkButton *button;
  char *title; /* (owned) (nullable) */
  char *tone;  /* (owned) (nullable) */
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_TONE,
} IlxBannerProperty;
static GParamSpec *properties[PROP_TONE + 1];

G_DEFINE_FINAL_TYPE (IlxBanner, ilx_banner, GTK_TYPE_WIDGET)

static void
ilx_banner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxBanner *self = ILX_BANNER (object);

  switch ((IlxBannerProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TONE:
      g_value_set_string (value, self->tone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((IlxBannerProperty) id)
    {
    case PROP_TITLE:
      ilx_banner_set_title (ILX_BANNER (object), g_value_get_string (value));
      break;
    case PROP_TONE:
      ilx_banner_set_tone (ILX_BANNER (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_banner_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_banner_parent_class)->dispose (object);
}

static void
ilx_banner_finalize (GObject *object)
{
  g_free (ILX_BANNER (object)->title);
  g_free (ILX_BANNER (object)->tone);
  G_OBJECT_CLASS (ilx_banner_parent_class)->finalize (object);
}

static void
ilx_banner_class_init (IlxBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_banner_get_property;
  object_class->set_property = ilx_banner_set_property;
  object_class->dispose = ilx_banner_dispose;
  object_class->finalize = ilx_banner_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_TONE] = g_param_spec_string ("tone", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/widgets/ilx-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, IlxBanner, box);
  gtk_widget_class_bind_template_child (widget_class, IlxBanner, label);
  gtk_widget_class_bind_template_child (widget_class, IlxBanner, button);
}

static void
ilx_banner_init (IlxBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_banner_new:
 *
 * Returns: (transfer floating): a banner that is not shown yet
 */
GtkWidget *
ilx_banner_new (void)
{
  return g_object_new (ILX_TYPE_BANNER, NULL);
}

/**
 * ilx_banner_set_title:
 * @self: a banner
 * @title: (nullable): plain text; empty or NULL hides it
 */
void
ilx_banner_set_title (IlxBanner *self, const char *title)
{
  gboolean is_shown = title != NULL && *title != '\0';

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  if (is_shown)
    gtk_label_set_label (self->label, title);
  gtk_revealer_set_reveal_child (self->revealer, is_shown);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * ilx_banner_set_button:
 * @self: a banner
 * @label: (nullable): NULL for no button
 * @detailed_action: (nullable): what it does
 */
void
ilx_banner_set_button (IlxBanner *self, const char *label, const char *detailed_action)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), detailed_action);
}

/**
 * ilx_banner_set_tone:
 * @self: a banner
 * @tone: (nullable): "warning", "error" or "accent"
 */
void
ilx_banner_set_tone (IlxBanner *self, const char *tone)
{
  if (g_strcmp0 (self->tone, tone) == 0)
    return;
  if (self->tone != NULL)
    gtk_widget_remove_css_class (self->box, self->tone);
  g_free (self->tone);
  self->tone = g_strdup (tone);
  if (tone != NULL)
    gtk_widget_add_css_class (self->box, tone);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}
