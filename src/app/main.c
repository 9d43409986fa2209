/* SPDX-License-Identifier: GPL-3.0-or-later */
/* illixis: the desktop app. Reads the command line and starts the application; everything else is
 * in shell/. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <sys/prctl.h>

#include "ilx-application.h"
#include "ilx-first-frame.h"
#include "ilx-loop-watch.h"
#include "ilx-tour.h"

typedef struct
{
  gboolean is_demo;
  gboolean is_service;
  gboolean is_version;
  char *tour_dir;
  char *profile;
  char *data_dir;
} IlxOptions;

static gboolean
parse (IlxOptions *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->is_demo,
      N_ ("Try it with platforms that are simulated on this computer"), NULL },
    { "tour", 0, 0, G_OPTION_ARG_FILENAME, &self->tour_dir,
      N_ ("Walk through the main job in the demo, and leave pictures in DIR"), N_ ("DIR") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &self->profile, N_ ("Use the data of this profile"),
      N_ ("NAME") },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, N_ ("Keep the data in this folder"),
      N_ ("DIR") },
    { "gapplication-service", 0, 0, G_OPTION_ARG_NONE, &self->is_service,
      N_ ("Wait for the bus to ask for something"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->is_version, N_ ("Say which version this is"),
      NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ ("E-mail campaigns, delivered by your platforms."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

/* No core dump of ours holds a key; a leak check has to look into its own process. */
static void
guard_process (void)
{
#if !defined(__SANITIZE_ADDRESS__)
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* To look at how the program itself does: in the environment, since it is not for users. */
static void
painted_cb (gpointer unused)
{
  if (g_getenv ("ILLIXIS_PRINT_FIRST_FRAME") != NULL)
    ilx_first_frame_print (NULL);
  if (g_getenv ("ILLIXIS_LOOP_WATCH") != NULL)
    ilx_loop_watch_start ();
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (application, window_added_cb, user_data);
  ilx_first_frame_await (window, painted_cb, NULL);
}

static int
run_application (IlxLaunch *launch, IlxTour *tour)
{
  g_autoptr (IlxApplication) application = ilx_application_new (launch);
  int status;

  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  if (tour != NULL)
    ilx_tour_follow (tour, application);
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  ilx_loop_watch_report ();
  return tour != NULL ? ilx_tour_get_status (tour) : status;
}

static int
run (const IlxOptions *options, GError **error)
{
  gboolean is_demo = options->is_demo || options->tour_dir != NULL;
  g_autoptr (IlxDemo) demo = is_demo ? ilx_demo_start (error) : NULL;
  g_autoptr (IlxTour) tour = NULL;
  IlxLaunch launch = {
    .data_dir = options->data_dir,
    .profile = options->profile,
    .tour_dir = options->tour_dir,
    .is_service = options->is_service,
    .demo = demo,
  };

  if (is_demo && demo == NULL)
    return 1;
  if (launch.tour_dir != NULL && (tour = ilx_tour_prepare (&launch, error)) == NULL)
    return 1;
  return run_application (&launch, tour);
}

static void
ilx_options_clear (IlxOptions *self)
{
  g_free (self->tour_dir);
  g_free (self->profile);
  g_free (self->data_dir);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IlxOptions, ilx_options_clear)

int
main (int argc, char **argv)
{
  g_auto (IlxOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  int status = 0;

  guard_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (APPLICATION_ID);
  if (!parse (&options, &argc, &argv, &error))
    status = 2;
  else if (options.is_version)
    g_print ("illixis %s\n", PACKAGE_VERSION);
  else
    status = run (&options, &error);
  if (error != NULL)
    g_printerr ("illixis: %s\n", error->message);
  return status;
}
