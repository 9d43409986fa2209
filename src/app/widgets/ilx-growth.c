/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-growth.h"

/* What a large screen has; what a frame bears; what a view makes widgets for. */
#define FIRST_ROWS 40
#define ROWS_A_FRAME 10
#define ALL_WIDGETS 220

typedef struct
{
  GtkSliceListModel *slice; /* (owned) */
  gint64 begin;             /* monotonic: when to go on */
} IlxGrowth;

static void
ilx_growth_free (gpointer data)
{
  IlxGrowth *self = data;

  g_object_set_data (G_OBJECT (self->slice), "ilx-growth", NULL);
  g_object_unref (self->slice);
  g_free (self);
}

static gboolean
grow_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  GtkSliceListModel *slice = ((IlxGrowth *) user_data)->slice;
  guint size = gtk_slice_list_model_get_size (slice);

  if (g_get_monotonic_time () < ((IlxGrowth *) user_data)->begin)
    return G_SOURCE_CONTINUE;

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
 * @pause: in microseconds, before more rows come
 *
 * Shows the first rows of @slice now, and all of them a few frames later.
 */
void
ilx_growth_start (GtkWidget *view, GtkSliceListModel *slice, gint64 pause)
{
  IlxGrowth *self = g_object_get_data (G_OBJECT (slice), "ilx-growth");

  gtk_slice_list_model_set_size (slice, FIRST_ROWS);
  if (self == NULL)
    {
      self = g_new0 (IlxGrowth, 1);
      self->slice = g_object_ref (slice);
      g_object_set_data (G_OBJECT (slice), "ilx-growth", self);
      gtk_widget_add_tick_callback (view, grow_cb, self, ilx_growth_free);
    }
  self->begin = g_get_monotonic_time () + pause;
}
