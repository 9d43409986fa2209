/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-wrap-layout.h"

#define COLUMN_GAP 12
#define ROW_GAP 6

struct _IlxWrapLayout
{
  GtkLayoutManager parent_instance;

  gboolean fills;
};

typedef enum
{
  PROP_FILLS = 1
} IlxWrapLayoutProperty;
static GParamSpec *properties[PROP_FILLS + 1];

G_DEFINE_FINAL_TYPE (IlxWrapLayout, ilx_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* --- Rows ------------------------------------------------------------------------------------- */

/* A row: its children, from @first on, how wide they are together, and how high the highest. */
typedef struct
{
  GtkWidget *first; /* (nullable): there is no row */
  guint n_children;
  int width;
  int height;
} Row;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
get_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Takes children from @child on as long as they fit; one at least. */
static Row
take_row (GtkWidget *child, int width)
{
  Row row = { .first = skip_hidden (child) };

  for (child = row.first; child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int child_width = get_width (child);
      int needed = row.width + (row.n_children > 0 ? COLUMN_GAP : 0) + child_width;

      if (row.n_children > 0 && needed > width)
        break;
      row.width = MIN (needed, width);
      row.height = MAX (row.height, get_height (child, MIN (child_width, width)));
      row.n_children++;
    }
  return row;
}

static GtkWidget *
get_next (const Row *row)
{
  GtkWidget *child = row->first;

  for (guint i = 0; i < row->n_children; i++)
    child = skip_hidden (gtk_widget_get_next_sibling (child));
  return child;
}

/* --- Layout ----------------------------------------------------------------------------------- */

static GtkSizeRequestMode
ilx_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* At least the widest child, at best all beside each other. */
static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget)); child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += get_width (child) + (*natural > 0 ? COLUMN_GAP : 0);
    }
}

static int
measure_height (GtkWidget *widget, int width)
{
  int height = 0;

  for (Row row = take_row (gtk_widget_get_first_child (widget), width); row.first != NULL;
       row = take_row (get_next (&row), width))
    height += row.height + (height > 0 ? ROW_GAP : 0);
  return height;
}

static void
ilx_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = measure_height (widget, for_size >= 0 ? for_size : G_MAXINT);
}

static void
allocate_row (IlxWrapLayout *self, GtkWidget *widget, const Row *row, int y, int width)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int extra = self->fills ? (width - row->width) / (int) row->n_children : 0;
  GtkWidget *child = row->first;
  int x = 0;

  for (guint i = 0; i < row->n_children; i++)
    {
      int child_width = MIN (get_width (child) + extra, width - x);
      int left = is_rtl ? width - x - child_width : x;

      gtk_widget_size_allocate (child, &(GtkAllocation){ left, y, child_width, row->height }, -1);
      x += child_width + COLUMN_GAP;
      child = skip_hidden (gtk_widget_get_next_sibling (child));
    }
}

static void
ilx_wrap_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  int y = 0;

  for (Row row = take_row (gtk_widget_get_first_child (widget), width); row.first != NULL;
       row = take_row (get_next (&row), width))
    {
      allocate_row (ILX_WRAP_LAYOUT (manager), widget, &row, y, width);
      y += row.height + ROW_GAP;
    }
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_wrap_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IlxWrapLayoutProperty) id)
    {
    case PROP_FILLS:
      g_value_set_boolean (value, ILX_WRAP_LAYOUT (object)->fills);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((IlxWrapLayoutProperty) id)
    {
    case PROP_FILLS:
      ILX_WRAP_LAYOUT (object)->fills = g_value_get_boolean (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_wrap_layout_class_init (IlxWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = ilx_wrap_layout_get_property;
  object_class->set_property = ilx_wrap_layout_set_property;
  layout_class->get_request_mode = ilx_wrap_layout_get_request_mode;
  layout_class->measure = ilx_wrap_layout_measure;
  layout_class->allocate = ilx_wrap_layout_allocate;
  properties[PROP_FILLS] = g_param_spec_boolean ("fills", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_wrap_layout_init (IlxWrapLayout *self)
{
}

/**
 * ilx_wrap_layout_new:
 *
 * Returns: (transfer full): a layout
 */
GtkLayoutManager *
ilx_wrap_layout_new (void)
{
  return g_object_new (ILX_TYPE_WRAP_LAYOUT, NULL);
}
