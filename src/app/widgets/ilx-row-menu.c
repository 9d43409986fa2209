/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-cell.h"
#include "ilx-row-menu.h"

static GtkSelectionModel *
get_model (GtkWidget *view)
{
  return GTK_IS_COLUMN_VIEW (view) ? gtk_column_view_get_model (GTK_COLUMN_VIEW (view))
                                   : gtk_list_view_get_model (GTK_LIST_VIEW (view));
}

/* What hangs on a view while it has a menu. */
typedef struct
{
  GMenuModel *menu;   /* (owned) */
  GtkWidget *popover; /* (unowned) (nullable): a child of what has the view */
} IlxRowMenu;

static void
ilx_row_menu_free (gpointer data)
{
  IlxRowMenu *self = data;

  g_object_unref (self->menu);
  g_free (self);
}

static IlxRowMenu *
get_row_menu (GtkWidget *view)
{
  return g_object_get_data (G_OBJECT (view), "ilx-row-menu");
}

static void
drop_popover (GtkWidget *view)
{
  IlxRowMenu *self = get_row_menu (view);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

/* A popover gets the size that it needs from a parent that has a layout manager; lists have none.
 */
static GtkWidget *
find_parent (GtkWidget *view)
{
  GtkWidget *parent = view;

  while (gtk_widget_get_layout_manager (parent) == NULL && gtk_widget_get_parent (parent) != NULL)
    parent = gtk_widget_get_parent (parent);
  return parent;
}

/* Made anew each time: one whose items come and go keeps the size that it had without them. */
static GtkPopover *
new_popover (GtkWidget *view, GtkWidget *parent)
{
  IlxRowMenu *self = get_row_menu (view);

  drop_popover (view);
  self->popover = gtk_popover_menu_new_from_model (self->menu);
  gtk_widget_set_parent (self->popover, parent);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  return GTK_POPOVER (self->popover);
}

static void
pop_up (GtkWidget *view, guint position, const GdkRectangle *area)
{
  GtkSelectionModel *model = get_model (view);
  GtkWidget *parent = find_parent (view);
  GtkPopover *popover;
  double x, y;

  if (model == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  gtk_widget_translate_coordinates (view, parent, area->x, area->y, &x, &y);
  popover = new_popover (view, parent);
  gtk_popover_set_pointing_to (popover,
                               &(GdkRectangle){ (int) x, (int) y, area->width, area->height });
  gtk_popover_popup (popover);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  guint position = ilx_cell_find_position (view, x, y);
  GdkRectangle area = { (int) x, (int) y, 1, 1 };

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (view, position, &area);
}

/* What Ctrl does with the mouse, a long press does with a finger. */
static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, gpointer user_data)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  guint position = ilx_cell_find_position (view, x, y);
  GtkSelectionModel *model = get_model (view);

  if (model == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

static gboolean
menu_key_cb (GtkWidget *view, GVariant *arguments, gpointer user_data)
{
  GdkRectangle area;
  guint position = ilx_cell_find_focus (view, &area);

  pop_up (view, position, &area);
  return position != GTK_INVALID_LIST_POSITION;
}

static void
add_shortcut (GtkWidget *view,
              const char *trigger,
              GtkShortcutAction *action,
              GtkShortcutScope scope)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), scope);

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), action));
  gtk_widget_add_controller (view, controller);
}

/**
 * ilx_row_menu_attach:
 * @view: a list or a table
 * @menu: what its rows offer; its actions work on the selection
 *
 * Gives the rows of @view a context menu, and has a long press select them.
 */
void
ilx_row_menu_attach (GtkWidget *view, GMenuModel *menu)
{
  IlxRowMenu *self = g_new0 (IlxRowMenu, 1);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  self->menu = g_object_ref (menu);
  g_object_set_data_full (G_OBJECT (view), "ilx-row-menu", self, ilx_row_menu_free);
  g_signal_connect (view, "destroy", G_CALLBACK (drop_popover), NULL);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), NULL);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
  add_shortcut (view, "Menu|<Shift>F10", gtk_callback_action_new (menu_key_cb, NULL, NULL),
                GTK_SHORTCUT_SCOPE_LOCAL);
}

/**
 * ilx_row_menu_add_key:
 * @view: a list or a table
 * @trigger: as gtk_shortcut_trigger_parse_string() takes it
 * @detailed_action: what it does
 *
 * Gives an action on the selection its key.
 */
void
ilx_row_menu_add_key (GtkWidget *view, const char *trigger, const char *detailed_action)
{
  add_shortcut (view, trigger, gtk_named_action_new (detailed_action), GTK_SHORTCUT_SCOPE_LOCAL);
}

static gboolean
global_key_cb (GtkWidget *page, GVariant *arguments, gpointer detailed_action)
{
  return gtk_widget_get_mapped (page)
         && gtk_widget_activate_action_variant (page, detailed_action, NULL);
}

/**
 * ilx_row_menu_add_global_key:
 * @page: what has the action
 * @trigger: as gtk_shortcut_trigger_parse_string() takes it
 * @action: a name without a target, static
 *
 * Gives an action of a page its key, wherever in its window the focus is. A page that is not shown
 * leaves the key to the others.
 */
void
ilx_row_menu_add_global_key (GtkWidget *page, const char *trigger, const char *action)
{
  add_shortcut (page, trigger, gtk_callback_action_new (global_key_cb, (gpointer) action, NULL),
                GTK_SHORTCUT_SCOPE_GLOBAL);
}
