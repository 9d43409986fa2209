/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-line-layout.h"

/* What libadwaita's style sheet has between the parts of a row. */
#define SPACING_OF_STYLE 6

struct _IlxLineLayout
{
  GtkLayoutManager parent_instance;

  int spacing; /* pixels */
};

G_DEFINE_FINAL_TYPE (IlxLineLayout, ilx_line_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum
{
  PROP_SPACING = 1,
} IlxLineLayoutProperty;

/* --- Widths ----------------------------------------------------------------------------------- */

/* The children in their order, each with the widths that it asks for. */
static GArray *
collect (GtkWidget *widget)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequestedSize));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequestedSize size = { .data = child };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size,
                          &size.natural_size, NULL, NULL);
      g_array_append_val (sizes, size);
    }
  return sizes;
}

static int
get_gaps (IlxLineLayout *self, GArray *sizes)
{
  return sizes->len > 0 ? self->spacing * ((int) sizes->len - 1) : 0;
}

static int
sum_minimum (GArray *sizes)
{
  int sum = 0;

  for (guint i = 0; i < sizes->len; i++)
    sum += g_array_index (sizes, GtkRequestedSize, i).minimum_size;
  return sum;
}

/* Among those that expand, the first ones get what can't be divided. */
static void
give_rest (GArray *sizes, int rest)
{
  int n_expanding = 0;

  for (guint i = 0; i < sizes->len; i++)
    n_expanding += gtk_widget_compute_expand (g_array_index (sizes, GtkRequestedSize, i).data,
                                              GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < sizes->len && n_expanding > 0; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int share;

      if (!gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL))
        continue;
      share = (rest + n_expanding - 1) / n_expanding;
      n_expanding--;
      size->minimum_size += share;
      rest -= share;
    }
}

/* Afterwards their minimal sizes are what they get of @width. */
static void
distribute (IlxLineLayout *self, GArray *sizes, int width)
{
  int rest = MAX (0, width - get_gaps (self, sizes) - sum_minimum (sizes));

  rest = gtk_distribute_natural_allocation (rest, sizes->len, (GtkRequestedSize *) sizes->data);
  give_rest (sizes, rest);
}

/* --- Layout ----------------------------------------------------------------------------------- */

static GtkSizeRequestMode
ilx_line_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child)
        && gtk_widget_get_request_mode (child) != GTK_SIZE_REQUEST_CONSTANT_SIZE)
      return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
measure_width (IlxLineLayout *self, GArray *sizes, int *minimum, int *natural)
{
  *minimum = *natural = get_gaps (self, sizes);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      *minimum += size->minimum_size;
      *natural += size->natural_size;
    }
}

static void
measure_height (IlxLineLayout *self, GArray *sizes, int width, int *minimum, int *natural)
{
  if (width >= 0)
    distribute (self, sizes, width);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int child_minimum, child_natural;

      gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL,
                          width >= 0 ? size->minimum_size : -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

/* How narrow it can be does not depend on how high it may be. */
static void
ilx_line_layout_measure (GtkLayoutManager *layout,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  g_autoptr (GArray) sizes = collect (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (ILX_LINE_LAYOUT (layout), sizes, minimum, natural);
  else
    measure_height (ILX_LINE_LAYOUT (layout), sizes, for_size, minimum, natural);
}

/* Where the texts stand is said here, since a widget that is aligned by itself is searched for,
 * too. */
static void
allocate_child (const GtkRequestedSize *size, int x, int height)
{
  GtkAllocation place = { .x = x, .width = size->minimum_size, .height = height };

  if (gtk_widget_get_request_mode (size->data) != GTK_SIZE_REQUEST_CONSTANT_SIZE)
    {
      int natural;

      gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL, size->minimum_size, NULL, &natural,
                          NULL, NULL);
      place.height = MIN (natural, height);
      place.y = (height - place.height) / 2;
    }
  gtk_widget_size_allocate (size->data, &place, -1);
}

static void
ilx_line_layout_allocate (
    GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  IlxLineLayout *self = ILX_LINE_LAYOUT (layout);
  g_autoptr (GArray) sizes = collect (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  distribute (self, sizes, width);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      allocate_child (size, is_rtl ? width - x - size->minimum_size : x, height);
      x += size->minimum_size + self->spacing;
    }
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_line_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, ILX_LINE_LAYOUT (object)->spacing);
}

static void
ilx_line_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxLineLayout *self = ILX_LINE_LAYOUT (object);

  if (self->spacing == g_value_get_int (value))
    return;
  self->spacing = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
ilx_line_layout_class_init (IlxLineLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = ilx_line_layout_get_property;
  object_class->set_property = ilx_line_layout_set_property;
  layout_class->get_request_mode = ilx_line_layout_get_request_mode;
  layout_class->measure = ilx_line_layout_measure;
  layout_class->allocate = ilx_line_layout_allocate;
  g_object_class_install_property (
      object_class, PROP_SPACING,
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
}

static void
ilx_line_layout_init (IlxLineLayout *self)
{
}

/**
 * ilx_line_layout_new:
 * @spacing: pixels between two children
 *
 * Returns: (transfer full): the layout
 */
GtkLayoutManager *
ilx_line_layout_new (int spacing)
{
  return g_object_new (ILX_TYPE_LINE_LAYOUT, "spacing", spacing, NULL);
}

/* --- libadwaita ------------------------------------------------------------------------------- */

static gboolean
is_box (GtkWidget *widget, GtkOrientation orientation)
{
  return GTK_IS_BOX (widget)
         && gtk_orientable_get_orientation (GTK_ORIENTABLE (widget)) == orientation;
}

/* A line with a column of texts in it: title above subtitle, or above description. */
static void
use_in_line (GtkWidget *line)
{
  int spacing = gtk_box_get_spacing (GTK_BOX (line));

  for (GtkWidget *child = gtk_widget_get_first_child (line); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_box (child, GTK_ORIENTATION_VERTICAL))
      {
        gtk_widget_set_valign (child, GTK_ALIGN_FILL);
        gtk_widget_set_layout_manager (line, ilx_line_layout_new (MAX (spacing, SPACING_OF_STYLE)));
        return;
      }
}

static void
use_in_tree (GtkWidget *widget)
{
  if (is_box (widget, GTK_ORIENTATION_HORIZONTAL))
    use_in_line (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    use_in_tree (child);
}

static void (*row_constructed) (GObject *row);
static void (*group_constructed) (GObject *group);

static void
row_constructed_cb (GObject *row)
{
  row_constructed (row);
  use_in_tree (GTK_WIDGET (row));
}

static void
group_constructed_cb (GObject *group)
{
  group_constructed (group);
  use_in_tree (GTK_WIDGET (group));
}

/**
 * ilx_line_layout_use_in_rows:
 *
 * Has every #AdwActionRow and #AdwPreferencesGroup that is made from now on lay out its texts and
 * what stands beside them by this. To be called once, before there are any.
 */
void
ilx_line_layout_use_in_rows (void)
{
  GObjectClass *row_class = g_type_class_ref (ADW_TYPE_ACTION_ROW);
  GObjectClass *group_class = g_type_class_ref (ADW_TYPE_PREFERENCES_GROUP);

  row_constructed = row_class->constructed;
  row_class->constructed = row_constructed_cb;
  group_constructed = group_class->constructed;
  group_class->constructed = group_constructed_cb;
}
