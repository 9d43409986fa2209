/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that wrap, beside something that does not: they get the room that is left, in both
 * directions of writing, and are measured a few times instead of a hundred. */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "ilx-line-layout.h"

#define SPACING 12
#define TEXT                                                                                       \
  "A campaign is sent once, and to those alone who are named on this page, whatever happens."

/* A text that counts how often it is asked for its height. */
typedef struct
{
  GtkWidget parent_instance;
} Paragraph;
typedef GtkWidgetClass ParagraphClass;
static GType paragraph_get_type (void);
G_DEFINE_TYPE (Paragraph, paragraph, GTK_TYPE_WIDGET)

static guint n_measured;

#define AREA 24000

static GtkSizeRequestMode
paragraph_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As high as its area needs at a width, as a text is. */
static void
paragraph_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  n_measured++;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = for_size > 0 ? (int) ceil ((double) AREA / for_size) : 40;
      *natural = MAX (*minimum, 1200);
    }
  else
    *minimum = *natural = (int) ceil ((double) AREA / (for_size > 0 ? for_size : 1200));
}

static void
paragraph_class_init (ParagraphClass *klass)
{
  klass->get_request_mode = paragraph_get_request_mode;
  klass->measure = paragraph_measure;
}

static void
paragraph_init (Paragraph *self)
{
}

typedef struct
{
  GtkWidget *box;
  GtkWidget *text;
  GtkWidget *button;
} Line;

static void
line_set_up (Line *line, gconstpointer unused)
{
  line->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  line->text = g_object_new (paragraph_get_type (), "hexpand", TRUE, NULL);
  line->button = gtk_button_new_with_label ("Open");
  gtk_widget_set_layout_manager (line->box, ilx_line_layout_new (SPACING));
  gtk_box_append (GTK_BOX (line->box), line->text);
  gtk_box_append (GTK_BOX (line->box), line->button);
  n_measured = 0;
}

static void
line_tear_down (Line *line, gconstpointer unused)
{
  g_object_unref (line->box);
}

static graphene_rect_t
get_place (Line *line, GtkWidget *child)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (child, line->box, &place));
  return place;
}

static void
allocate (Line *line, int width, int height)
{
  GtkAllocation place = { 0, 0, width, height };

  gtk_widget_size_allocate (line->box, &place, -1);
}

static void
test_what_is_left (Line *line, gconstpointer unused)
{
  int button, minimum, natural;

  gtk_widget_measure (line->button, GTK_ORIENTATION_HORIZONTAL, -1, &button, NULL, NULL, NULL);
  gtk_widget_measure (line->box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 40 + SPACING + button);
  g_assert_cmpint (natural, ==, 1200 + SPACING + button);
  gtk_widget_measure (line->box, GTK_ORIENTATION_VERTICAL, 400, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, (int) ceil ((double) AREA / (400 - SPACING - button)));
  allocate (line, 400, minimum);
  g_assert_cmpfloat (get_place (line, line->text).size.width, ==, 400 - SPACING - button);
  g_assert_cmpfloat (get_place (line, line->button).origin.x, ==, 400 - button);
}

/* The text stands in the middle of a line that is higher than it. */
static void
test_middle (Line *line, gconstpointer unused)
{
  graphene_rect_t place;
  int minimum;

  gtk_widget_measure (line->box, GTK_ORIENTATION_VERTICAL, 600, &minimum, NULL, NULL, NULL);
  allocate (line, 600, minimum + 40);
  place = get_place (line, line->text);
  g_assert_cmpfloat (place.origin.y, ==, 20);
  g_assert_cmpfloat (place.size.height, ==, minimum);
}

static void
test_right_to_left (Line *line, gconstpointer unused)
{
  int button;

  gtk_widget_set_direction (line->box, GTK_TEXT_DIR_RTL);
  gtk_widget_measure (line->button, GTK_ORIENTATION_HORIZONTAL, -1, &button, NULL, NULL, NULL);
  allocate (line, 400, 200);
  g_assert_cmpfloat (get_place (line, line->button).origin.x, ==, 0);
  g_assert_cmpfloat (get_place (line, line->text).origin.x, ==, button + SPACING);
}

/* GtkBoxLayout asks about a hundred times. */
static void
test_seldom_measured (Line *line, gconstpointer unused)
{
  gtk_widget_measure (line->box, GTK_ORIENTATION_VERTICAL, 400, NULL, NULL, NULL, NULL);
  allocate (line, 400, 200);
  g_assert_cmpuint (n_measured, <=, 8);
}

/* A row of libadwaita, and the head of a group: each as high as its text needs at that width. */
static void
test_rows (Line *line, gconstpointer unused)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (
      g_object_new (ADW_TYPE_ACTION_ROW, "title", TEXT, "subtitle", TEXT, NULL));
  GtkWidget *header = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  int narrow, wide;

  g_assert_true (ILX_IS_LINE_LAYOUT (gtk_widget_get_layout_manager (header)));
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 200, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 1200, &wide, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, 2 * wide);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ilx_line_layout_use_in_rows ();
#define add(name, test)                                                                            \
  g_test_add ("/line-layout/" name, Line, NULL, line_set_up, test, line_tear_down)
  add ("what-is-left", test_what_is_left);
  add ("middle", test_middle);
  add ("right-to-left", test_right_to_left);
  add ("seldom-measured", test_seldom_measured);
  add ("rows", test_rows);
  return g_test_run ();
}
