/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-first-frame.h"

/* Milliseconds after which a window is no longer about to show something. */
#define SETTLED 1500

/* A number of /proc/self/smaps_rollup, in kilobytes. */
static gint64
read_size (const char *rollup, const char *name)
{
  const char *row = strstr (rollup, name);

  return row != NULL ? g_ascii_strtoll (row + strlen (name), NULL, 10) : 0;
}

/* The time (microseconds of the monotonic clock) and this process's memory (kilobytes); it must be
 * the process itself, since nobody else may look into one that keeps keys. */
static gboolean
print_cb (gpointer unused)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *rollup = NULL;

  if (g_file_get_contents ("/proc/self/smaps_rollup", &rollup, NULL, NULL))
    g_print ("{\"painted-at\": %" G_GINT64_FORMAT ", \"pss\": %" G_GINT64_FORMAT
             ", \"rss\": %" G_GINT64_FORMAT "}\n",
             now, read_size (rollup, "\nPss:"), read_size (rollup, "\nRss:"));
  return G_SOURCE_REMOVE;
}

/**
 * ilx_first_frame_print:
 * @unused: nothing
 *
 * Prints time and memory as a line of JSON, and once more when the window has had time to be
 * filled.
 */
void
ilx_first_frame_print (gpointer unused)
{
  print_cb (NULL);
  g_timeout_add (SETTLED, print_cb, NULL);
}

typedef struct
{
  IlxPainted painted;
  gpointer user_data;
} IlxAwaited;

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  IlxAwaited awaited = *(IlxAwaited *) user_data;

  g_signal_handlers_disconnect_by_func (clock, painted_cb, user_data);
  awaited.painted (awaited.user_data);
}

static void
free_awaited (gpointer awaited, GClosure *closure)
{
  g_free (awaited);
}

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect_data (gtk_widget_get_frame_clock (window), "after-paint",
                         G_CALLBACK (painted_cb), g_memdup2 (user_data, sizeof (IlxAwaited)),
                         free_awaited, 0);
}

/**
 * ilx_first_frame_await:
 * @window: a window that is not realized yet
 * @painted: is called when its first frame was painted
 * @user_data: for @painted; lives as long as @window
 */
void
ilx_first_frame_await (GtkWindow *window, IlxPainted painted, gpointer user_data)
{
  IlxAwaited *awaited = g_new (IlxAwaited, 1);

  *awaited = (IlxAwaited){ painted, user_data };
  g_signal_connect_data (window, "realize", G_CALLBACK (realized_cb), awaited, free_awaited,
                         G_CONNECT_AFTER);
}
