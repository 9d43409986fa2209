/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "ilx-ctl-guard.h"

/* Shorter than any key that a platform gives out, longer than what a subject would hold. */
#define MIN_KEY_LENGTH 16

/* With one of 0 to 2 closed, the database would get its number, and a message would be written into
 * it. */
static void
open_standard_streams (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd > STDERR_FILENO)
    close (fd);
}

/**
 * ilx_ctl_guard_process:
 *
 * Closes the side doors of this process: core dumps and the eyes of other programs of the same
 * user, since a key is in memory while a platform is talked to.
 */
void
ilx_ctl_guard_process (void)
{
  open_standard_streams ();
  /* A reader that went away ends the printing, not a sending under way. */
  signal (SIGPIPE, SIG_IGN);
#if !defined(__SANITIZE_ADDRESS__)
  /* RLIMIT_CORE would not do: a core handler behind a pipe gets the memory all the same. A leak
   * check has to look into its own process, so it goes without. */
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

static gboolean
is_key (const char *text)
{
  const char *key = strstr (text, "pk_");
  gsize length;

  /* At the start, or as the value of an option. */
  if (key == NULL || (key != text && key[-1] != '='))
    return FALSE;
  length = strspn (key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
  return length >= MIN_KEY_LENGTH && key[length] == '\0';
}

/**
 * ilx_ctl_guard_arguments:
 * @argc: as main() got it
 * @argv: as main() got it; keys in it are overwritten, so that process lists stop showing them
 *
 * Returns: %FALSE when there was a key among the arguments
 */
gboolean
ilx_ctl_guard_arguments (int argc, char **argv)
{
  gboolean is_clean = TRUE;

  for (int i = 1; i < argc; i++)
    if (is_key (argv[i]))
      {
        memset (argv[i], '*', strlen (argv[i]));
        is_clean = FALSE;
      }
  return is_clean;
}
