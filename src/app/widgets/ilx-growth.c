/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-growth.h"

/* What a large screen has; what a frame bears; what a view makes widgets for. */
#define FIRST_ROWS 40
#define ROWS_A_FRAME 10
#define ALL_WIDGETS 220

static gboolean
grow_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  GtkSliceListModel *slice = user_data;
  guint size = gtk_slice_list_model_get_size (slice);

  if (size < ALL_WIDGETS)
    {
      gtk_slice_list_model_set_size (slice, size + ROWS_A_FRAME);
      return G_SOURCE_CONTINUE;
    }
  gtk_slice_list_model_set_size (slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/**
 * ilx_growth_start:
 * @view: whose frames the rows come with
 * @slice: of the rows, from the first on
 *
 * Shows the first rows of @slice now, and all of them a few frames later.
 */
void
ilx_growth_start (GtkWidget *view, GtkSliceListModel *slice)
{
  gboolean is_growing = gtk_slice_list_model_get_size (slice) != G_MAXUINT;

  gtk_slice_list_model_set_size (slice, FIRST_ROWS);
  if (!is_growing)
    gtk_widget_add_tick_callback (view, grow_cb, g_object_ref (slice), g_object_unref);
}
