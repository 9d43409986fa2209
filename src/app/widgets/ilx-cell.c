/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-cell.h"

typedef struct
{
  GtkListItem *row; /* (unowned): owns the child */
  GtkWidget *child; /* (unowned): owns this */
  const IlxCellKind *kind;
  gpointer user_data;
  gpointer item; /* (owned) (nullable) */
  gulong handler;
} IlxCell;

static GQuark
get_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("ilx-cell");
  return quark;
}

static IlxCell *
get_cell (GtkWidget *child)
{
  return child != NULL ? g_object_get_qdata (G_OBJECT (child), get_quark ()) : NULL;
}

static void
release (IlxCell *self)
{
  if (self->item == NULL)
    return;
  g_clear_signal_handler (&self->handler, self->item);
  g_clear_object (&self->item);
}

static void
free_cell (gpointer data)
{
  release (data);
  g_free (data);
}

static void
fill (IlxCell *self)
{
  g_autofree char *text = NULL;

  if (self->kind->dup_text == NULL)
    {
      self->kind->update (self->child, self->item, self->user_data);
      return;
    }
  text = self->kind->dup_text (self->item, self->user_data);
  ilx_cell_set_text (self->child, text);
}

/**
 * ilx_cell_update_all:
 * @view: a widget
 *
 * Fills the bound cells below it once more.
 */
void
ilx_cell_update_all (GtkWidget *view)
{
  IlxCell *self = get_cell (view);

  if (self != NULL)
    {
      if (self->item != NULL)
        fill (self);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ilx_cell_update_all (child);
}

/* The first cell below a row; the pointer may be beside of what the cell shows. */
static IlxCell *
find_below (GtkWidget *widget)
{
  IlxCell *cell = get_cell (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); cell == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    cell = find_below (child);
  return cell;
}

static IlxCell *
find_around (GtkWidget *widget, GtkWidget *view)
{
  IlxCell *cell = NULL;

  /* Up to the row, whose parent is the list: there every cell below is of that row. */
  for (GtkWidget *at = widget; at != NULL && at != view && !GTK_IS_SCROLLABLE (at);
       at = gtk_widget_get_parent (at))
    {
      cell = find_below (at);
      if (cell != NULL)
        break;
    }
  return cell != NULL && cell->item != NULL ? cell : NULL;
}

/**
 * ilx_cell_find_position:
 * @view: a list
 * @x: in its coordinates
 * @y: likewise
 *
 * Returns: which row is there, or %GTK_INVALID_LIST_POSITION
 */
guint
ilx_cell_find_position (GtkWidget *view, double x, double y)
{
  IlxCell *cell = find_around (gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT), view);

  return cell != NULL ? gtk_list_item_get_position (cell->row) : GTK_INVALID_LIST_POSITION;
}

/**
 * ilx_cell_find_focus:
 * @view: a list
 * @area: (out): where the row is, in coordinates of @view
 *
 * Returns: which row has the focus, or %GTK_INVALID_LIST_POSITION
 */
guint
ilx_cell_find_focus (GtkWidget *view, GdkRectangle *area)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  IlxCell *cell;
  graphene_rect_t bounds;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, view))
    return GTK_INVALID_LIST_POSITION;
  cell = find_around (focus, view);
  if (cell == NULL || !gtk_widget_compute_bounds (cell->child, view, &bounds))
    return GTK_INVALID_LIST_POSITION;
  *area = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                          (int) bounds.size.height };
  return gtk_list_item_get_position (cell->row);
}

/**
 * ilx_cell_set_row_label:
 * @child: what a cell shows
 * @label: a name for its row
 */
void
ilx_cell_set_row_label (GtkWidget *child, const char *label)
{
  GtkWidget *row = gtk_widget_get_parent (child);

  /* In a table there is the cell between. */
  while (row != NULL && gtk_widget_get_parent (row) != NULL
         && !GTK_IS_SCROLLABLE (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* --- Factories and texts ---------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  IlxCell *self = g_new0 (IlxCell, 1);

  self->kind = g_object_get_qdata (G_OBJECT (factory), get_quark ());
  self->row = row;
  self->child = self->kind->create ();
  self->user_data = user_data;
  g_object_set_qdata_full (G_OBJECT (self->child), get_quark (), self, free_cell);
  gtk_list_item_set_child (row, self->child);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  IlxCell *self = get_cell (gtk_list_item_get_child (row));

  release (self);
  self->item = g_object_ref (gtk_list_item_get_item (row));
  self->handler = g_signal_connect_swapped (self->item, "notify", G_CALLBACK (fill), self);
  fill (self);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  IlxCell *self = get_cell (gtk_list_item_get_child (row));

  if (self != NULL)
    release (self);
}

/**
 * ilx_cell_new_factory:
 * @kind: what cells show, static
 * @user_data: for its functions; outlives the factory
 *
 * Returns: (transfer full): what makes them
 */
GtkListItemFactory *
ilx_cell_new_factory (const IlxCellKind *kind, gpointer user_data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_qdata (G_OBJECT (factory), get_quark (), (gpointer) kind);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), user_data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

/**
 * ilx_cell_set_column:
 * @column: a column of a table
 * @factory: (transfer full): what makes its cells
 */
void
ilx_cell_set_column (GtkColumnViewColumn *column, GtkListItemFactory *factory)
{
  gtk_column_view_column_set_factory (column, factory);
  g_object_unref (factory);
}

/**
 * ilx_cell_new_text:
 * @min_chars: how many characters it wants at least
 * @nat_chars: how many it would like
 * @xalign: where it stands, 0 to 1
 *
 * Returns: (transfer floating): a text that is cut, never wrapped, and cheap to measure
 */
GtkWidget *
ilx_cell_new_text (guint min_chars, guint nat_chars, float xalign)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), min_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), nat_chars);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), xalign);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  /* A text that is cut would else stand higher than one that is not. */
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  return text;
}

/**
 * ilx_cell_new_name:
 *
 * Returns: (transfer floating): a text for a short name
 */
GtkWidget *
ilx_cell_new_name (void)
{
  return ilx_cell_new_text (8, 18, 0);
}

/**
 * ilx_cell_new_number:
 * @min_chars: how many characters it wants at least
 * @nat_chars: how many it would like
 *
 * Returns: (transfer floating): a text for numbers, which stand below each other
 */
GtkWidget *
ilx_cell_new_number (guint min_chars, guint nat_chars)
{
  GtkWidget *text = ilx_cell_new_text (min_chars, nat_chars, 1);

  gtk_widget_add_css_class (text, "numeric");
  return text;
}

/**
 * ilx_cell_new_row:
 * @first_line: (transfer floating): of ilx_cell_new_line()
 * @second_line: (transfer floating): another
 *
 * Returns: (transfer floating): a row of a narrow list
 */
GtkWidget *
ilx_cell_new_row (GtkWidget *first_line, GtkWidget *second_line)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_add_css_class (row, "illixis-row");
  gtk_box_append (GTK_BOX (row), first_line);
  gtk_box_append (GTK_BOX (row), second_line);
  return row;
}

/**
 * ilx_cell_set_text:
 * @text: of ilx_cell_new_text()
 * @value: (nullable): plain text
 */
void
ilx_cell_set_text (GtkWidget *text, const char *value)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (text), value);
}

/**
 * ilx_cell_new_line:
 * @start: (transfer floating): as wide as it can be
 * @end: (transfer floating): as wide as it wants
 *
 * Returns: (transfer floating): both on one line
 */
GtkWidget *
ilx_cell_new_line (GtkWidget *start, GtkWidget *end)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_hexpand (start, TRUE);
  gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (box), end);
  return box;
}
