/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of the page of campaigns with 10,000 of them: when the first rows are painted, what a
 * frame costs while all are scrolled through, and what a key in the search and a new order cost.
 *
 * Costs are CPU time of the main thread, so that a busy machine does not blur them. The share of
 * painting is told apart: it is the renderer's, which on a screen has the GPU. */
#include "config.h"

#include <adwaita.h>
#include <time.h>

#include "ilx-campaigns-page.h"
#include "ilx-db.h"
#include "ilx-test-await.h"
#include "ilx-text.h"

#define N_CAMPAIGNS 10000
#define FRAME 16.0 /* milliseconds */

/* --- Data ------------------------------------------------------------------------------------- */

static IlxCampaign *
make_campaign (gint64 i, gint64 now)
{
  static const char *const subjects[] = { "Spring sale", "Your order", "New in", "We miss you" };
  static const char *const included[] = { "one", "two", NULL };
  IlxCampaign *campaign = ilx_campaign_new ();
  g_autofree char *id = g_strdup_printf ("campaign-%05" G_GINT64_FORMAT, i);
  g_autofree char *subject
      = g_strdup_printf ("%s number %" G_GINT64_FORMAT, subjects[i % 4], i * 7919 % N_CAMPAIGNS);

  ilx_campaign_set_id (campaign, id);
  ilx_campaign_set_platform (campaign, "klaviyo");
  ilx_campaign_set_connection_id (campaign, "account");
  ilx_campaign_set_subject (campaign, subject);
  ilx_campaign_set_preview_text (campaign, "What you see in the inbox before you open it");
  ilx_campaign_set_included (campaign, included);
  ilx_campaign_set_revision (campaign, 1);
  ilx_campaign_set_created_at (campaign, now - i * ILX_HOUR);
  ilx_campaign_set_updated_at (campaign, now - i * ILX_HOUR);
  ilx_campaign_set_state (campaign, i % 3 == 0 ? ILX_CAMPAIGN_DRAFT : ILX_CAMPAIGN_SENT);
  ilx_campaign_set_recipients (campaign, i * 37 % 50000);
  return campaign;
}

static gboolean
insert_many (IlxDb *db, gpointer data, GError **error)
{
  for (gint64 i = 0; i < N_CAMPAIGNS; i++)
    {
      g_autoptr (IlxCampaign) campaign = make_campaign (i, *(gint64 *) data);

      if (!ilx_db_upsert (db, "campaign", campaign, error))
        return FALSE;
    }
  return TRUE;
}

static void
fill (IlxEngine *engine)
{
  gint64 now = ilx_clock_get_now (ilx_engine_get_clock (engine));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_store_write_async (ilx_engine_get_store (engine), insert_many, &now, NULL, NULL,
                         ilx_test_await_cb, &result);
  ilx_test_await (&result);
  if (ilx_store_write_finish (ilx_engine_get_store (engine), result, &error) == NULL)
    g_assert_no_error (error);
}

/* --- Measuring -------------------------------------------------------------------------------- */

static double
get_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static double
get_wall (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *page;
  double frame_start;
  double paint_start;
  GArray *frames;  /* of double: all of it */
  GArray *layouts; /* of double: without painting */
  guint n_frames;
} Bench;

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  ((Bench *) user_data)->frame_start = get_cpu ();
}

static void
laid_out_cb (GdkFrameClock *clock, gpointer user_data)
{
  ((Bench *) user_data)->paint_start = get_cpu ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Bench *self = user_data;
  double all = get_cpu () - self->frame_start;
  double layout
      = self->paint_start > self->frame_start ? self->paint_start - self->frame_start : all;

  g_array_append_val (self->frames, all);
  g_array_append_val (self->layouts, layout);
  self->n_frames++;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static void
print_frames (const char *what, GArray *frames)
{
  guint n = frames->len;
  guint n_late = 0;

  g_array_sort (frames, compare_doubles);
  for (guint i = 0; i < n; i++)
    n_late += g_array_index (frames, double, i) > FRAME;
  g_print ("%-44s %8.2f ms median, %8.2f ms p99, %8.2f ms at worst, %u of %u over %.0f ms\n", what,
           g_array_index (frames, double, n / 2), g_array_index (frames, double, n * 99 / 100),
           g_array_index (frames, double, n - 1), n_late, n, FRAME);
}

static void
forget_frames (Bench *self)
{
  g_array_set_size (self->frames, 0);
  g_array_set_size (self->layouts, 0);
}

static void
wait_frame (Bench *self)
{
  guint before = self->n_frames;

  gtk_widget_queue_draw (self->page);
  while (self->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/illixis/Illixis/shell/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
follow_frames (Bench *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);

  gdk_frame_clock_begin_updating (clock);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_after (clock, "layout", G_CALLBACK (laid_out_cb), self);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

/* --- The figures ------------------------------------------------------------------------------ */

static void
open_window (Bench *self, IlxWorkspace *workspace, int width)
{
  self->window = adw_window_new ();
  self->page = GTK_WIDGET (ilx_campaigns_page_new (workspace));
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 800);
  gtk_widget_realize (self->window);
  follow_frames (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static guint
count_labels (GtkWidget *widget)
{
  guint n = GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget)
            && gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child);
  return n;
}

static void
bench_opening (Bench *self, IlxEngine *engine, GSettings *settings, IlxWorkspace **workspace)
{
  double start = get_wall ();
  double first;

  *workspace = ilx_workspace_new (engine, settings, ILX_WORKSPACE_PLAIN);
  g_print ("%-44s %8.2f ms\n", "the workspace with its first page", get_wall () - start);
  start = get_wall ();
  open_window (self, *workspace, 1000);
  while (self->n_frames == 0)
    g_main_context_iteration (NULL, TRUE);
  first = get_wall ();
  g_print ("%-44s %8.2f ms after the page was asked for\n", "the first frame", first - start);
  while (count_labels (self->page) < 40)
    wait_frame (self);
  g_print ("%-44s %8.2f ms after the first frame\n", "the first rows", get_wall () - first);
  while (!ilx_campaign_list_is_complete (ilx_workspace_get_campaigns (*workspace)))
    g_main_context_iteration (NULL, TRUE);
  g_print ("%-44s %8.2f ms after the first frame\n", "all rows", get_wall () - first);
  print_frames ("a frame while they come in", self->frames);
  forget_frames (self);
}

static void
bench_scrolling (Bench *self, const char *what, double rows)
{
  GtkWidget *view = find_widget (self->page, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  double step, end;

  for (view = find_widget (self->page, GTK_TYPE_LIST_VIEW); view != NULL;
       view = gtk_widget_get_parent (view))
    if (GTK_IS_SCROLLED_WINDOW (view))
      break;
  g_assert_nonnull (view);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view));
  gtk_adjustment_set_value (adjustment, 0);
  wait_frame (self);
  forget_frames (self);
  step = gtk_adjustment_get_upper (adjustment) / N_CAMPAIGNS * rows;
  end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  while (gtk_adjustment_get_value (adjustment) < end - 1)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
      wait_frame (self);
    }
  print_frames (what, self->frames);
  print_frames ("  without painting", self->layouts);
}

static void
bench_search (Bench *self)
{
  GtkWidget *entry = NULL;
  const char *const typed[] = { "s", "sp", "spr", "spri", "sprin", "spring", "spring 9" };

  ilx_page_start_search (ILX_PAGE (self->page));
  while (entry == NULL)
    {
      wait_frame (self);
      entry = find_widget (self->page, GTK_TYPE_SEARCH_ENTRY);
    }
  g_object_set (entry, "search-delay", 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      double start = get_cpu ();
      double change, first;

      gtk_editable_set_text (GTK_EDITABLE (entry), typed[i]);
      change = get_cpu () - start;
      wait_frame (self);
      first = get_cpu () - start;
      for (guint frame = 0; frame < 10; frame++)
        wait_frame (self);
      g_print ("a key in the search, for “%s”: %.2f ms, %.2f ms with its frame\n", typed[i], change,
               first);
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  wait_frame (self);
}

static void
bench_sorting (Bench *self)
{
  const char *const orders[] = { "subject", "subject", "audience", "state", "moment", "created" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      double start = get_cpu ();
      double action;

      forget_frames (self);
      gtk_widget_activate_action (self->page, "page.sort", "s", orders[i]);
      action = get_cpu () - start;
      for (guint frame = 0; frame < 40; frame++)
        wait_frame (self);
      g_print ("another order, by %s: %.2f ms at once\n", orders[i], action);
      print_frames ("  and the frames that follow", self->frames);
    }
}

static void
bench_narrow (Bench *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 800);
  for (guint i = 0; i < 10; i++)
    wait_frame (self);
  bench_scrolling (self, "a frame, narrow, a page of rows each", 12);
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = g_dir_make_tmp ("bench-lists-XXXXXX", NULL);
  g_autoptr (IlxSecretStore) secrets = ilx_memory_secret_store_new ();
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (IlxEngine) engine = NULL;
  g_autoptr (IlxWorkspace) workspace = NULL;
  Bench bench = { .frames = g_array_new (FALSE, FALSE, sizeof (double)),
                  .layouts = g_array_new (FALSE, FALSE, sizeof (double)) };

  gtk_init ();
  adw_init ();
  add_style ();
  settings = g_settings_new_with_path (SETTINGS_ID, "/io/illixis/bench/");
  engine = ilx_engine_open (dir, NULL, secrets, NULL);
  fill (engine);
  bench_opening (&bench, engine, settings, &workspace);
  bench_scrolling (&bench, "a frame, five rows each", 5);
  bench_scrolling (&bench, "a frame, a page of rows each", 14);
  bench_search (&bench);
  bench_sorting (&bench);
  bench_narrow (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_array_unref (bench.frames);
  g_array_unref (bench.layouts);
  return 0;
}
