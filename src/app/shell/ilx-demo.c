/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/types.h>

#include "ilx-demo.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-platforms.h"

struct _IlxDemo
{
  GPid sandbox;          /* 0: it does not run */
  JsonNode *description; /* (owned) (nullable) */
};

/* Beside this program, where both are installed and built. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "illixisctl", NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&path);
  return g_find_program_in_path ("illixisctl");
}

/* Runs between fork and exec: when we are killed, the sandbox must not stay behind. */
static void
child_setup_cb (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
}

static gboolean
spawn (IlxDemo *self, int *output, GError **error)
{
  g_autofree char *program = find_program ();
  const char *argv[] = { program, "sandbox", "--port", "0", NULL };

  if (program == NULL)
    {
      ilx_set_error (error, ILX_ERROR_FAILED,
                     _ ("The demo needs illixisctl, which is not installed."));
      return FALSE;
    }
  /* A child of ours, not of a process in between, which would end at once. */
  return g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
                                   child_setup_cb, NULL, &self->sandbox, NULL, output, NULL, error);
}

static char *
read_line (int output, GError **error)
{
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (output);
  char *line = NULL;

  g_io_channel_set_close_on_unref (channel, TRUE);
  if (g_io_channel_read_line (channel, &line, NULL, NULL, error) == G_IO_STATUS_EOF)
    ilx_set_error (error, ILX_ERROR_FAILED, _ ("The sandbox of the demo ended at once."));
  return line;
}

/* Platforms read it when they are made. */
static void
point_platforms (IlxDemo *self)
{
  for (const IlxPlatformInfo *info = ilx_platforms_get_all (); info->id != NULL; info++)
    {
      g_autofree char *path = g_strconcat (info->id, ".url", NULL);
      const char *url = ilx_json_get_string_or (self->description, path, NULL);

      if (url != NULL)
        g_setenv (info->url_env, url, TRUE);
    }
}

/**
 * ilx_demo_start:
 * @error: %ILX_ERROR_FAILED, those of starting a program
 *
 * Starts a sandbox on a port that is free, and has this process take it for the platforms. Blocks
 * for some ten milliseconds, and changes the environment: for main(), before there are a window and
 * threads.
 *
 * Returns: (transfer full) (nullable): the demo; its sandbox ends when it goes
 */
IlxDemo *
ilx_demo_start (GError **error)
{
  g_autoptr (IlxDemo) self = g_new0 (IlxDemo, 1);
  g_autofree char *line = NULL;
  int output;

  if (!spawn (self, &output, error))
    return NULL;
  line = read_line (output, error);
  if (line != NULL)
    self->description = ilx_json_parse_text (line, error);
  if (self->description == NULL)
    return NULL;
  point_platforms (self);
  return g_steal_pointer (&self);
}

/**
 * ilx_demo_free:
 * @self: (transfer full): the demo
 *
 * Ends its sandbox.
 */
void
ilx_demo_free (IlxDemo *self)
{
  if (self->sandbox != 0)
    kill (self->sandbox, SIGTERM);
  g_clear_pointer (&self->description, json_node_unref);
  g_free (self);
}

/**
 * ilx_demo_get_key:
 * @self: the demo
 * @platform: "klaviyo"
 *
 * Returns: (transfer none) (nullable): a key that is taken there
 */
const char *
ilx_demo_get_key (IlxDemo *self, const char *platform)
{
  g_autofree char *path = g_strconcat (platform, ".api_key", NULL);

  return ilx_json_get_string_or (self->description, path, NULL);
}
