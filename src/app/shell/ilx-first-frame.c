/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-first-frame.h"

#include <stdio.h>

/* Milliseconds after which a window is no longer about to show something. */
#define SETTLED 1500

typedef struct
{
  gint64 pss; /* kilobytes */
  gint64 rss;
} IlxMemory;

static gint64
read_size (const char *row, const char *name)
{
  return g_str_has_prefix (row, name) ? g_ascii_strtoll (row + strlen (name), NULL, 10) : 0;
}

/* A mapping begins with its address, in small letters; what is told of it, with a capital. */
static gboolean
is_mapping (const char *row)
{
  return g_ascii_isxdigit (*row) && !g_ascii_isupper (*row);
}

/* Without what was lent to the X server: a frame that cairo drew lies in such a piece, as large as
 * the window, until the server has said that it took it, or another frame follows. Which of them
 * comes first is chance, and decides about megabytes. */
static void
measure_row (IlxMemory *self, const char *row, gboolean *is_lent)
{
  if (is_mapping (row))
    *is_lent = strstr (row, "/SYSV") != NULL;
  else if (!*is_lent)
    {
      self->pss += read_size (row, "Pss:");
      self->rss += read_size (row, "Rss:");
    }
}

/* Row by row, since the whole text would be a good part of what is measured. */
static IlxMemory
measure (void)
{
  FILE *file = fopen ("/proc/self/smaps", "re");
  IlxMemory memory = { 0 };
  gboolean is_lent = FALSE;
  char row[512];

  while (file != NULL && fgets (row, sizeof row, file) != NULL)
    measure_row (&memory, row, &is_lent);
  if (file != NULL)
    fclose (file);
  return memory;
}

/* The time (microseconds of the monotonic clock) and this process's memory (kilobytes); it must be
 * the process itself, since nobody else may look into one that keeps keys. */
static gboolean
print_cb (gpointer unused)
{
  gint64 now = g_get_monotonic_time ();
  IlxMemory memory = measure ();

  g_print ("{\"painted-at\": %" G_GINT64_FORMAT ", \"pss\": %" G_GINT64_FORMAT
           ", \"rss\": %" G_GINT64_FORMAT "}\n",
           now, memory.pss, memory.rss);
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
