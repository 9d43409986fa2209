/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the simulated platforms. */
#include "config.h"

#include "ilx-sandbox-platform.h"

#include <string.h>

/* The one without prefix is the last: it is asked for whatever no other has. */
const IlxSandboxPlatform *const ilx_sandbox_platforms[] = {
  &ilx_sandbox_mailchimp,
  &ilx_sandbox_klaviyo,
  NULL,
};

static gboolean
has_path (const IlxSandboxPlatform *platform, const char *path)
{
  gsize length = strlen (platform->prefix);

  return length == 0
         || (strncmp (path, platform->prefix, length) == 0
             && (path[length] == '/' || path[length] == '\0'));
}

/**
 * ilx_sandbox_platforms_find:
 * @path: of a request
 *
 * Returns: (transfer none): the platform that answers it
 */
const IlxSandboxPlatform *
ilx_sandbox_platforms_find (const char *path)
{
  guint i = 0;

  while (!has_path (ilx_sandbox_platforms[i], path))
    i++;
  return ilx_sandbox_platforms[i];
}

/**
 * ilx_sandbox_platforms_have:
 * @name: "mailchimp"
 *
 * Returns: whether one is called so
 */
gboolean
ilx_sandbox_platforms_have (const char *name)
{
  for (guint i = 0; ilx_sandbox_platforms[i] != NULL; i++)
    if (g_str_equal (ilx_sandbox_platforms[i]->name, name))
      return TRUE;
  return FALSE;
}

/**
 * ilx_sandbox_platforms_open_shops:
 * @state: a state without objects
 *
 * Fills it with what the shop has at each platform.
 */
void
ilx_sandbox_platforms_open_shops (IlxSandboxState *state)
{
  for (guint i = 0; ilx_sandbox_platforms[i] != NULL; i++)
    ilx_sandbox_platforms[i]->open_shop (state);
}

/**
 * ilx_sandbox_platforms_refresh:
 * @state: the state
 *
 * Brings what is under way anywhere to the state's present.
 */
void
ilx_sandbox_platforms_refresh (IlxSandboxState *state)
{
  for (guint i = 0; ilx_sandbox_platforms[i] != NULL; i++)
    ilx_sandbox_platforms[i]->refresh (state);
}
