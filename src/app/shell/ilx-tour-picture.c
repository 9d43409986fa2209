/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-error.h"
#include "ilx-tour-picture.h"

static void
draw_widget (GtkSnapshot *snapshot, GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
}

/* Where a popover stands in the widget of the surface that it belongs to. */
static graphene_point_t
find_popover (GtkNative *popover)
{
  GtkNative *parent = gtk_widget_get_native (gtk_widget_get_parent (GTK_WIDGET (popover)));
  GdkSurface *surface = gtk_native_get_surface (popover);
  double inner_x;
  double inner_y;
  double outer_x;
  double outer_y;

  gtk_native_get_surface_transform (popover, &inner_x, &inner_y);
  gtk_native_get_surface_transform (parent, &outer_x, &outer_y);
  return GRAPHENE_POINT_INIT (
      (float) (gdk_popup_get_position_x (GDK_POPUP (surface)) + inner_x - outer_x),
      (float) (gdk_popup_get_position_y (GDK_POPUP (surface)) + inner_y - outer_y));
}

/* Popovers below @widget, over what is drawn already; and those of popovers. */
static void
draw_popovers (GtkSnapshot *snapshot, GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean is_popover = GTK_IS_POPOVER (child);

      if (!gtk_widget_get_mapped (child))
        continue;
      if (is_popover)
        {
          graphene_point_t place = find_popover (GTK_NATIVE (child));

          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &place);
          draw_widget (snapshot, child);
        }
      draw_popovers (snapshot, child);
      if (is_popover)
        gtk_snapshot_restore (snapshot);
    }
}

static void
draw_shadow (GtkSnapshot *snapshot, GtkWidget *widget)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                        (float) gtk_widget_get_height (widget)),
                                   12);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &(GdkRGBA){ 0, 0, 0, 0.4F }, 0, 2, 0, 12);
}

/* A dialog in the middle of what it belongs to, as window managers put it. */
static void
draw_window (GtkSnapshot *snapshot, GtkWindow *window, GtkWindow *base)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);

  gtk_snapshot_save (snapshot);
  if (window != base)
    {
      int width
          = gtk_widget_get_width (GTK_WIDGET (base)) - gtk_widget_get_width (GTK_WIDGET (window));
      int height
          = gtk_widget_get_height (GTK_WIDGET (base)) - gtk_widget_get_height (GTK_WIDGET (window));

      draw_window (snapshot, parent, base);
      gtk_snapshot_translate (
          snapshot, &GRAPHENE_POINT_INIT ((float) MAX (width, 0) / 2, (float) MAX (height, 0) / 2));
      draw_shadow (snapshot, GTK_WIDGET (window));
    }
  draw_widget (snapshot, GTK_WIDGET (window));
  draw_popovers (snapshot, GTK_WIDGET (window));
  gtk_snapshot_restore (snapshot);
}

static GtkWindow *
find_base (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);

  return parent != NULL && gtk_widget_get_mapped (GTK_WIDGET (parent)) ? find_base (parent)
                                                                       : window;
}

/**
 * ilx_picture_draw:
 * @window: a window that has had a frame
 *
 * Returns: (transfer full) (nullable): what it shows, over the window that it belongs to
 */
GdkTexture *
ilx_picture_draw (GtkWindow *window)
{
  GtkWindow *base = find_base (window);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (base));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (base)),
                                             (float) gtk_widget_get_height (GTK_WIDGET (base)));

  draw_window (snapshot, window, base);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL || renderer == NULL)
    return NULL;
  return gsk_renderer_render_texture (renderer, node, &area);
}

static void
save_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  if (gdk_texture_save_to_png (source, path))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, ILX_ERROR, ILX_ERROR_FAILED, "%s could not be written.",
                             (const char *) path);
}

/**
 * ilx_picture_save_async:
 * @texture: a picture
 * @path: where to
 * @callback: is called when it is there
 * @user_data: for @callback
 *
 * Packing a picture takes longer than a frame, so another thread does it.
 */
void
ilx_picture_save_async (GdkTexture *texture,
                        const char *path,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (texture, NULL, callback, user_data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * ilx_picture_save_finish:
 * @texture: the picture
 * @result: what the callback was given
 * @error: %ILX_ERROR_FAILED
 *
 * Returns: whether it was written
 */
gboolean
ilx_picture_save_finish (GdkTexture *texture, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
