/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "ilx-error.h"
#include "ilx-first-frame.h"
#include "ilx-loop-watch.h"
#include "ilx-tour-hand.h"
#include "ilx-tour-picture.h"
#include "ilx-tour-stops.h"
#include "ilx-tour.h"

#define TICK 25         /* milliseconds */
#define CALM_TICKS 18   /* what is expected has been there for so long: nothing moves any more */
#define PATIENCE 15     /* seconds */
#define TYPED_AT_ONCE 8 /* bytes, about: a fast hand, forty times a second */

struct _IlxTour
{
  const IlxLaunch *launch;
  char *data_dir;              /* (owned) */
  FILE *text;                  /* (owned) (nullable): tour.txt */
  IlxApplication *application; /* (unowned) (nullable) */
  GtkWindow *window;           /* (unowned) (nullable): the first */
  guint timer;

  const IlxTourStop *stop;
  gint64 deadline;
  gboolean is_done; /* the deed; what it brings is awaited */
  guint calm;
  guint typed; /* bytes of the text that is being typed */
  gboolean is_saving;
  guint n_pictures;
  int status;
};

/* --- What is done ----------------------------------------------------------------------------- */

/* A few letters at a time; whole ones. */
static gboolean
type_on (IlxTour *self, const char *text)
{
  const char *rest;
  const char *end;

  if (self->typed == 0 && !ilx_hand_enter (self->stop->what))
    return FALSE;
  rest = text + self->typed;
  end = rest + MIN (strlen (rest), TYPED_AT_ONCE);
  while (*end != '\0' && ((guchar) *end & 0xC0) == 0x80)
    end++;
  if (*rest != '\0' && !ilx_hand_type (self->stop->what, rest, (int) (end - rest)))
    return FALSE;
  self->typed += (guint) (end - rest);
  return *end == '\0';
}

static gboolean
activate (const IlxTourStop *stop)
{
  GtkWindow *window = ilx_hand_get_window ();
  GVariant *target = stop->with != NULL ? g_variant_new_string (stop->with) : NULL;

  return window != NULL
         && gtk_widget_activate_action_variant (GTK_WIDGET (window), stop->what, target);
}

static gboolean
set_width (IlxTour *self, const char *width)
{
  gtk_window_set_default_size (self->window, (int) g_ascii_strtoll (width, NULL, 10),
                               gtk_widget_get_height (GTK_WIDGET (self->window)));
  return TRUE;
}

static gboolean
set_preference (IlxTour *self, const IlxTourStop *stop)
{
  IlxWorkspace *workspace = ilx_application_get_workspace (self->application);
  g_autoptr (GVariant) value = g_variant_parse (NULL, stop->with, NULL, NULL, NULL);

  return value != NULL
         && g_settings_set_value (ilx_workspace_get_settings (workspace), stop->what, value);
}

static gboolean
close_newest (void)
{
  GtkWindow *window = ilx_hand_get_window ();

  if (window != NULL)
    gtk_window_close (window);
  return window != NULL;
}

/* "Type 1,234 to agree" */
static gboolean
type_number (IlxTour *self)
{
  GtkWidget *row = ilx_hand_find (self->stop->what);
  g_autoptr (GString) number = g_string_new (NULL);
  const char *title;

  if (!ADW_IS_PREFERENCES_ROW (row))
    return FALSE;
  title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  for (guint i = 0; title[i] != '\0'; i++)
    if (g_ascii_isdigit (title[i]))
      g_string_append_c (number, title[i]);
  return type_on (self, number->str);
}

/* FALSE: not yet; it is tried again. */
static gboolean
do_deed (IlxTour *self, const IlxTourStop *stop)
{
  switch (stop->deed)
    {
    case ILX_TOUR_LOOK:
      return TRUE;
    case ILX_TOUR_PRESS:
      return ilx_hand_press (stop->what);
    case ILX_TOUR_TYPE:
      return type_on (self, stop->with);
    case ILX_TOUR_KEY:
      return type_on (self, ilx_demo_get_key (self->launch->demo, stop->with));
    case ILX_TOUR_NUMBER:
      return type_number (self);
    case ILX_TOUR_CHOOSE:
      return ilx_hand_choose (stop->what, stop->with);
    case ILX_TOUR_ACTION:
      return activate (stop);
    case ILX_TOUR_WIDTH:
      return set_width (self, stop->with);
    case ILX_TOUR_SETTING:
      return set_preference (self, stop);
    case ILX_TOUR_CLOSE:
      return close_newest ();
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
is_there (const char *expected)
{
  if (expected == NULL)
    return TRUE;
  if (expected[0] == '!')
    return !is_there (expected + 1);
  if (strchr ("#@:", expected[0]) != NULL)
    return ilx_hand_find (expected) != NULL;
  return ilx_hand_sees (expected);
}

/* --- Telling ---------------------------------------------------------------------------------- */

static void G_GNUC_PRINTF (2, 3) tell (IlxTour *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("%s\n", line);
  if (self->text != NULL)
    fprintf (self->text, "%s\n", line);
}

static void
end_tour (IlxTour *self, int status)
{
  self->status = status;
  g_clear_handle_id (&self->timer, g_source_remove);
  ilx_loop_watch_set_place ("end");
  g_application_quit (G_APPLICATION (self->application));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IlxTour *self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (!ilx_picture_save_finish (GDK_TEXTURE (source), result, &error))
    {
      tell (self, "Failed: %s", error->message);
      end_tour (self, 1);
    }
  else if (self->status != 0)
    end_tour (self, self->status);
}

/* Whether there was something to draw: between two windows there is nothing for a moment. */
static gboolean
take_picture (IlxTour *self, const char *name, const char *text)
{
  GtkWindow *window = ilx_hand_get_window ();
  g_autoptr (GdkTexture) texture = window != NULL ? ilx_picture_draw (window) : NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  /* Only a tour draws pictures: the program itself would not have stood still. */
  ilx_loop_watch_forgive ();
  if (texture == NULL)
    return FALSE;
  file = g_strdup_printf ("%02u-%s.png", ++self->n_pictures, name);
  path = g_build_filename (self->launch->tour_dir, file, NULL);
  tell (self, "%s\n    %s", text, path);
  self->is_saving = TRUE;
  ilx_picture_save_async (texture, path, saved_cb, self);
  return TRUE;
}

static void
fail (IlxTour *self, const IlxTourStop *stop)
{
  if (!self->is_done)
    tell (self, "Failed at “%s”: “%s” could not be done.", stop->text,
          stop->what != NULL ? stop->what : "");
  else
    tell (self, "Failed at “%s”: “%s” did not come.", stop->text, stop->expects);
  self->status = 1;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!take_picture (self, "failed", "What was there instead:"))
    end_tour (self, 1);
}

/* --- From stop to stop ------------------------------------------------------------------------ */

static void
begin_stop (IlxTour *self, const IlxTourStop *stop)
{
  self->stop = stop;
  self->deadline = g_get_monotonic_time ()
                   + (stop->patience != 0 ? stop->patience : PATIENCE) * G_TIME_SPAN_SECOND;
  self->is_done = FALSE;
  self->calm = 0;
  self->typed = 0;
  ilx_loop_watch_set_place (stop->text);
}

static void
leave_stop (IlxTour *self, const IlxTourStop *stop)
{
  if (stop->picture == NULL || take_picture (self, stop->picture, stop->text))
    begin_stop (self, stop + 1);
  else
    self->calm = 0;
}

static gboolean
tick_cb (gpointer user_data)
{
  IlxTour *self = user_data;
  const IlxTourStop *stop = self->stop;

  if (self->is_saving)
    return G_SOURCE_CONTINUE;
  if (stop->text == NULL)
    {
      self->timer = 0;
      end_tour (self, 0);
      return G_SOURCE_REMOVE;
    }
  if (!self->is_done)
    self->is_done = do_deed (self, stop);
  else if (!is_there (stop->expects))
    self->calm = 0;
  else if (++self->calm >= (stop->picture != NULL ? CALM_TICKS : 1))
    leave_stop (self, stop);
  if (self->stop == stop && self->timer != 0 && g_get_monotonic_time () > self->deadline)
    fail (self, stop);
  return self->timer != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
painted_cb (gpointer unused)
{
  ilx_loop_watch_start ();
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  IlxTour *self = user_data;

  if (self->window != NULL)
    return;
  self->window = window;
  ilx_first_frame_await (window, painted_cb, NULL);
  begin_stop (self, ilx_tour_stops);
  self->timer = g_timeout_add (TICK, tick_cb, self);
}

/* --- Life ------------------------------------------------------------------------------------- */

/* A machine where nobody has chosen a language or a preference. */
static void
set_environment (void)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
}

/**
 * ilx_tour_prepare:
 * @launch: what the command line says; gets a data folder, and outlives the tour
 * @error: those of the file system
 *
 * Returns: (transfer full) (nullable): the tour, waiting for ilx_tour_follow()
 */
IlxTour *
ilx_tour_prepare (IlxLaunch *launch, GError **error)
{
  g_autoptr (IlxTour) self = g_new0 (IlxTour, 1);
  g_autofree char *path = g_build_filename (launch->tour_dir, "tour.txt", NULL);

  self->launch = launch;
  /* Until it was walked to its end. */
  self->status = 1;
  set_environment ();
  if (g_mkdir_with_parents (launch->tour_dir, 0755) == 0)
    self->text = g_fopen (path, "w");
  if (self->text == NULL)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  self->data_dir = g_dir_make_tmp ("illixis-tour-XXXXXX", error);
  if (self->data_dir == NULL)
    return NULL;
  launch->data_dir = self->data_dir;
  return g_steal_pointer (&self);
}

/**
 * ilx_tour_follow:
 * @self: a tour
 * @application: not running yet; does not outlive the tour
 *
 * Begins when the first window is there.
 */
void
ilx_tour_follow (IlxTour *self, IlxApplication *application)
{
  self->application = application;
  self->status = 0;
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), self);
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        delete_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * ilx_tour_free:
 * @self: (transfer full): a tour; its application is gone
 *
 * Deletes the data folder.
 */
void
ilx_tour_free (IlxTour *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->text, fclose);
  if (self->data_dir != NULL)
    delete_folder (self->data_dir);
  g_free (self->data_dir);
  g_free (self);
}

int
ilx_tour_get_status (IlxTour *self)
{
  return self->status;
}
