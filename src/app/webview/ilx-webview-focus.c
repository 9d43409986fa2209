/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-webview-focus.h"

typedef struct
{
  GtkWidget *preview;
  guint32 time; /* of the last Tab that went into the preview */
} Guard;

/**
 * ilx_webview_focus_open:
 * @view: a new web view
 *
 * Takes the focus away from what is in it unseen.
 */
void
ilx_webview_focus_open (GtkWidget *view)
{
  GtkWidget *child = gtk_widget_get_first_child (view);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_can_focus (child, FALSE);
}

static gboolean
is_tab (guint key)
{
  return key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab || key == GDK_KEY_KP_Tab;
}

static gboolean
has_focus_inside (Guard *guard)
{
  GtkRoot *root = gtk_widget_get_root (guard->preview);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, guard->preview);
}

/* The same key a second time, when the focus has left already, has done its work. */
static gboolean
key_pressed_cb (
    GtkEventController *controller, guint key, guint code, GdkModifierType state, Guard *guard)
{
  guint32 time = gtk_event_controller_get_current_event_time (controller);

  if (!is_tab (key))
    return GDK_EVENT_PROPAGATE;
  if (has_focus_inside (guard))
    guard->time = time;
  else if (guard->time != 0 && guard->time == time)
    return GDK_EVENT_STOP;
  return GDK_EVENT_PROPAGATE;
}

static void
free_guard (gpointer guard, GClosure *closure)
{
  g_free (guard);
}

/**
 * ilx_webview_focus_guard_new:
 * @preview: the widget with the view in it; it must outlive the guard
 *
 * Returns: (transfer full): a controller for the window of @preview
 */
GtkEventController *
ilx_webview_focus_guard_new (GtkWidget *preview)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  Guard *guard = g_new0 (Guard, 1);

  guard->preview = preview;
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "key-pressed", G_CALLBACK (key_pressed_cb), guard, free_guard,
                         0);
  return controller;
}
