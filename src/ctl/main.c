/* SPDX-License-Identifier: GPL-3.0-or-later */
/* illixisctl: the engine on a terminal. Sets the process up and owns its main loop; everything else
 * is ilx-ctl.c. */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>

#include "ilx-ctl-errors.h"
#include "ilx-ctl-guard.h"
#include "ilx-ctl.h"
#include "ilx-error.h"

typedef struct
{
  GMainLoop *loop;
  IlxCtl *ctl;
  int exit_code;
} IlxMain;

/* Timers and servers run without a locale; names and subjects are UTF-8 there as well. */
static void
set_up_locale (void)
{
  setlocale (LC_ALL, "");
  if (g_str_equal (nl_langinfo (CODESET), "ANSI_X3.4-1968"))
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

/* The first signal asks politely; whoever insists is obeyed by the system. */
static gboolean
signal_cb (gpointer user_data)
{
  IlxMain *self = user_data;

  ilx_ctl_stop (self->ctl);
  return G_SOURCE_REMOVE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IlxMain *self = user_data;

  self->exit_code = ilx_ctl_run_finish (self->ctl, result);
  g_main_loop_quit (self->loop);
}

static int
run (const char *const *args)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (IlxCtl) ctl = ilx_ctl_new ();
  IlxMain self = { loop, ctl, 0 };

  g_unix_signal_add (SIGINT, signal_cb, &self);
  g_unix_signal_add (SIGTERM, signal_cb, &self);
  ilx_ctl_run_async (ctl, args, done_cb, &self);
  g_main_loop_run (loop);
  return self.exit_code;
}

static int
refuse_key (const char *const *args)
{
  g_autoptr (GError) error = ilx_error_new (
      ILX_ERROR_USAGE, _ ("A key does not belong on the command line: the shell may have kept it, "
                          "and other programs could see it. Make a new key on the platform, and "
                          "give it with --api-key-file FILE."));

  ilx_ctl_error_print (error, g_strv_contains (args, "--json"));
  return (int) ilx_ctl_error_get_exit (error);
}

int
main (int argc, char **argv)
{
  gboolean is_clean;

  ilx_ctl_guard_process ();
  is_clean = ilx_ctl_guard_arguments (argc, argv);
  set_up_locale ();
  g_set_prgname ("illixisctl");
  /* The standard output is for answers. */
  g_log_writer_default_set_use_stderr (TRUE);
  return is_clean ? run ((const char *const *) argv) : refuse_key ((const char *const *) argv);
}
