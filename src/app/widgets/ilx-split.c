/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-split.h"

struct _IlxSplit
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  AdwBin *list_bin;
  GtkWidget *detail_box;
  AdwBin *detail_bin;
  GtkWidget *back_button;
  char *title; /* (owned) (nullable) */
  gboolean has_detail;
};

typedef enum
{
  PROP_LIST = 1,
  PROP_DETAIL,
  PROP_TITLE,
  PROP_HAS_DETAIL,
} IlxSplitProperty;
static GParamSpec *properties[PROP_HAS_DETAIL + 1];

G_DEFINE_FINAL_TYPE (IlxSplit, ilx_split, GTK_TYPE_WIDGET)

static void
back_cb (IlxSplit *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list_bin));
  gtk_widget_child_focus (GTK_WIDGET (self->list_bin), GTK_DIR_TAB_FORWARD);
}

/* Where the list made room for the details, the focus comes along. */
static void
focus_detail (IlxSplit *self)
{
  if (adw_leaflet_get_folded (self->leaflet)
      && adw_leaflet_get_visible_child (self->leaflet) == self->detail_box)
    gtk_widget_grab_focus (self->back_button);
}

static void
set_title (IlxSplit *self, const char *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* The list comes back before its details go, since a leaflet shows what is there. */
static void
set_has_detail (IlxSplit *self, gboolean has_detail)
{
  if (self->has_detail == has_detail)
    return;
  self->has_detail = has_detail;
  if (!has_detail)
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list_bin));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_DETAIL]);
}

static void
ilx_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxSplit *self = ILX_SPLIT (object);

  switch ((IlxSplitProperty) id)
    {
    case PROP_LIST:
      g_value_set_object (value, adw_bin_get_child (self->list_bin));
      break;
    case PROP_DETAIL:
      g_value_set_object (value, adw_bin_get_child (self->detail_bin));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_HAS_DETAIL:
      g_value_set_boolean (value, self->has_detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxSplit *self = ILX_SPLIT (object);

  switch ((IlxSplitProperty) id)
    {
    case PROP_LIST:
      adw_bin_set_child (self->list_bin, g_value_get_object (value));
      break;
    case PROP_DETAIL:
      adw_bin_set_child (self->detail_bin, g_value_get_object (value));
      break;
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_HAS_DETAIL:
      set_has_detail (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_split_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_split_parent_class)->dispose (object);
}

static void
ilx_split_finalize (GObject *object)
{
  g_free (ILX_SPLIT (object)->title);
  G_OBJECT_CLASS (ilx_split_parent_class)->finalize (object);
}

static void
ilx_split_class_init (IlxSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_split_get_property;
  object_class->set_property = ilx_split_set_property;
  object_class->dispose = ilx_split_dispose;
  object_class->finalize = ilx_split_finalize;
  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_DETAIL] = g_param_spec_object ("detail", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_HAS_DETAIL] = g_param_spec_boolean ("has-detail", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/widgets/ilx-split.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxSplit, leaflet);
  gtk_widget_class_bind_template_child (widget_class, IlxSplit, list_bin);
  gtk_widget_class_bind_template_child (widget_class, IlxSplit, detail_box);
  gtk_widget_class_bind_template_child (widget_class, IlxSplit, detail_bin);
  gtk_widget_class_bind_template_child (widget_class, IlxSplit, back_button);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_detail);
}

static void
ilx_split_init (IlxSplit *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_split_show_detail:
 * @self: a split with something chosen
 *
 * Shows the details where only one of both is shown; that may turn out in the next layout.
 */
void
ilx_split_show_detail (IlxSplit *self)
{
  if (!self->has_detail)
    return;
  adw_leaflet_set_visible_child (self->leaflet, self->detail_box);
  focus_detail (self);
}

/**
 * ilx_split_is_folded:
 * @self: a split
 *
 * Returns: whether only one of both is shown
 */
gboolean
ilx_split_is_folded (IlxSplit *self)
{
  return adw_leaflet_get_folded (self->leaflet);
}
