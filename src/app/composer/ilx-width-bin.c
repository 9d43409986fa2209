/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-width-bin.h"

/* What 96 dots per inch are to the setting "gtk-xft-dpi". */
#define USUAL_DPI (96 * 1024)

struct _IlxWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (nullable) */
  int width;
  int allocated; /* what "width" will be */
  guint idle_id;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_WIDTH,
} IlxWidthBinProperty;
static GParamSpec *properties[PROP_WIDTH + 1];

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    ilx_width_bin_set_child (ILX_WIDTH_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
ilx_width_bin_init_buildable (GtkBuildableIface *interface)
{
  parent_buildable = g_type_interface_peek_parent (interface);
  interface->add_child = add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IlxWidthBin,
                               ilx_width_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      ilx_width_bin_init_buildable))

static int
scale_down (IlxWidthBin *self, int width)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > USUAL_DPI ? (int) ((gint64) width * USUAL_DPI / dpi) : width;
}

static gboolean
notify_cb (gpointer user_data)
{
  IlxWidthBin *self = user_data;

  self->idle_id = 0;
  if (self->width != self->allocated)
    {
      self->width = self->allocated;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
    }
  return G_SOURCE_REMOVE;
}

static void
ilx_width_bin_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  IlxWidthBin *self = ILX_WIDTH_BIN (widget);

  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
}

/* Whoever hears of the width shows and hides children, which an allocation must not do. */
static void
ilx_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IlxWidthBin *self = ILX_WIDTH_BIN (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
  self->allocated = scale_down (self, width);
  if (self->allocated != self->width && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_cb, self, NULL);
}

static void
ilx_width_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxWidthBin *self = ILX_WIDTH_BIN (object);

  switch ((IlxWidthBinProperty) id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_width_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((IlxWidthBinProperty) id)
    {
    case PROP_CHILD:
      ilx_width_bin_set_child (ILX_WIDTH_BIN (object), g_value_get_object (value));
      break;
    case PROP_WIDTH:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_width_bin_dispose (GObject *object)
{
  IlxWidthBin *self = ILX_WIDTH_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (ilx_width_bin_parent_class)->dispose (object);
}

static void
ilx_width_bin_class_init (IlxWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_width_bin_get_property;
  object_class->set_property = ilx_width_bin_set_property;
  object_class->dispose = ilx_width_bin_dispose;
  widget_class->measure = ilx_width_bin_measure;
  widget_class->size_allocate = ilx_width_bin_size_allocate;
  properties[PROP_CHILD]
      = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDTH]
      = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_width_bin_init (IlxWidthBin *self)
{
}

int
ilx_width_bin_get_width (IlxWidthBin *self)
{
  return self->width;
}

/**
 * ilx_width_bin_set_child:
 * @self: a bin
 * @child: (nullable): what it holds
 */
void
ilx_width_bin_set_child (IlxWidthBin *self, GtkWidget *child)
{
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}
