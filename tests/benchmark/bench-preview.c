/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes from a key in a mail of 100 kB until the preview has it on the screen: each
 * stroke changes a letter and a colour, and is over when a frame was painted that has the colour.
 */
#include "config.h"

#include <gtk/gtk.h>
#include <stdlib.h>

#include "ilx-webview.h"

#define N_STROKES 50
#define N_WARM_UP 5
#define MAIL_BYTES (100 * 1024)

typedef struct
{
  GtkWidget *preview;
  GMainLoop *loop;
  char *rest; /* of the mail, behind what changes */
  guint stroke;
  guint32 color; /* waited for */
  gint64 started;
  double taken[N_STROKES + N_WARM_UP]; /* milliseconds */
} Bench;

/* Rows of nested tables with styles on every cell, as mails are. */
static char *
build_rest (void)
{
  GString *html = g_string_new (NULL);

  for (guint i = 0; html->len < MAIL_BYTES; i++)
    g_string_append_printf (
        html,
        "<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\"><tr>"
        "<td style=\"padding:16px 24px;background:#f%x%xf%x%x;font-family:Arial,sans-serif\">"
        "<h2 style=\"margin:0;font-size:20px;color:#222\">Product %u</h2><p class=\"text\" "
        "style=\"margin:8px 0;font-size:14px;line-height:20px;color:#444\">It comes in four "
        "colours, "
        "and it lasts. <a href=\"https://shop.example/p/%u?utm_source=mail\" "
        "style=\"color:#1a5fb4\">Look at it</a>.</p></td><td width=\"120\" align=\"right\" "
        "style=\"padding:16px\">%u.00</td></tr></table>",
        i % 16, i % 7, i % 11, i % 5, i, i, i);
  g_string_append (html, "</body></html>");
  return g_string_free (html, FALSE);
}

static char *
build_mail (Bench *bench)
{
  g_autofree char *typed = g_strnfill (bench->stroke, 'x');

  return g_strdup_printf (
      "<!DOCTYPE html><html><head><style>.text{color:#333}@media "
      "(max-width:600px){.text{padding:0}}"
      "</style></head><body style=\"margin:0\"><div style=\"height:40px;background:#%06x\"></div>"
      "<p>Dear %s,</p>%s",
      bench->color, typed, bench->rest);
}

/* The colour in the upper left corner of what the window painted. */
static guint32
read_color (Bench *bench)
{
  GtkWidget *window = gtk_widget_get_parent (bench->preview);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint32 pixel = 0;

  /* A widget that was painted gives what it painted. */
  gtk_widget_snapshot_child (window, bench->preview, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return 0;
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (4, 4, 1, 1));
  gdk_texture_download (texture, (guchar *) &pixel, 4);
  return pixel & 0xffffff;
}

static void
strike (Bench *bench)
{
  g_autofree char *mail = NULL;

  bench->stroke++;
  bench->color = 0x102030 + bench->stroke * 0x040201;
  mail = build_mail (bench);
  bench->started = g_get_monotonic_time ();
  g_object_set (bench->preview, "html", mail, NULL);
}

static gboolean
strike_cb (gpointer user_data)
{
  strike (user_data);
  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock *clock, Bench *bench)
{
  if (bench->started == 0 || read_color (bench) != bench->color)
    return;
  bench->taken[bench->stroke - 1] = (double) (g_get_monotonic_time () - bench->started) / 1000.0;
  bench->started = 0;
  if (bench->stroke == G_N_ELEMENTS (bench->taken))
    g_main_loop_quit (bench->loop);
  else
    g_timeout_add (60, strike_cb, bench); /* as fast as one types */
}

static int
compare (const void *a, const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
report (Bench *bench)
{
  double *taken = bench->taken + N_WARM_UP;
  double first = bench->taken[0];

  qsort (taken, N_STROKES, sizeof *taken, compare);
  g_print ("preview of a mail of %u kB: first on the screen after %.0f ms;\n"
           "a key is on the screen after %.1f ms (median of %u), %.1f ms at worst\n",
           MAIL_BYTES / 1024, first, taken[N_STROKES / 2], N_STROKES, taken[N_STROKES - 1]);
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL };
  GtkWidget *window;
  GdkFrameClock *clock;

  gtk_init ();
  bench.preview = g_object_ref_sink (ilx_webview_new ());
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.rest = build_rest ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 800);
  gtk_window_set_child (GTK_WINDOW (window), bench.preview);
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &bench);
  strike (&bench);
  g_main_loop_run (bench.loop);
  report (&bench);
  g_signal_handlers_disconnect_by_data (clock, &bench);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (bench.preview);
  g_main_loop_unref (bench.loop);
  g_free (bench.rest);
  return 0;
}
