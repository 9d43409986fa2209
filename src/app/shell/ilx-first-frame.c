/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-first-frame.h"

/* A number of /proc/self/smaps_rollup, in kilobytes. */
static gint64
read_size (const char *rollup, const char *name)
{
  const char *row = strstr (rollup, name);

  return row != NULL ? g_ascii_strtoll (row + strlen (name), NULL, 10) : 0;
}

/**
 * ilx_first_frame_print:
 *
 * Prints as a line of JSON the time (microseconds of the monotonic clock) and this process's memory
 * (kilobytes); it must be the process itself, since nobody else may look into one that keeps keys.
 */
void
ilx_first_frame_print (void)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *rollup = NULL;

  if (g_file_get_contents ("/proc/self/smaps_rollup", &rollup, NULL, NULL))
    g_print ("{\"painted-at\": %" G_GINT64_FORMAT ", \"pss\": %" G_GINT64_FORMAT
             ", \"rss\": %" G_GINT64_FORMAT "}\n",
             now, read_size (rollup, "\nPss:"), read_size (rollup, "\nRss:"));
}

typedef void (*IlxPainted) (void);

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  IlxPainted painted = (IlxPainted) user_data;

  g_signal_handlers_disconnect_by_func (clock, painted_cb, user_data);
  painted ();
}

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb),
                    user_data);
}

/**
 * ilx_first_frame_await:
 * @window: a window that is not realized yet
 * @painted: is called when its first frame was painted
 */
void
ilx_first_frame_await (GtkWindow *window, void (*painted) (void))
{
  g_signal_connect_after (window, "realize", G_CALLBACK (realized_cb), (gpointer) painted);
}
