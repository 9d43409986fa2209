/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-router.h"

#include "ilx-sandbox-call-private.h"

#include <string.h>

/* The places in a path that a pattern's braces stood for. */
typedef struct
{
  const char *name; /* within the pattern, name_length bytes */
  gsize name_length;
  const char *value; /* within the path, value_length bytes */
  gsize value_length;
} IlxSandboxMatch;

/* Compares the pieces of both; an empty piece never stands for an argument, so that a slash at the
 * end makes another path. */
static gboolean
match (const char *pattern, const char *path, IlxSandboxMatch *matches, guint *n_matches)
{
  *n_matches = 0;
  while (*pattern == '/' && *path == '/')
    {
      gsize wanted, found;

      pattern++;
      path++;
      wanted = strchrnul (pattern, '/') - pattern;
      found = strchrnul (path, '/') - path;
      if (*pattern == '{' && found > 0 && *n_matches < ILX_SANDBOX_MAX_ARGUMENTS)
        matches[(*n_matches)++] = (IlxSandboxMatch){ pattern + 1, wanted - 2, path, found };
      else if (wanted != found || memcmp (pattern, path, wanted) != 0)
        return FALSE;
      pattern += wanted;
      path += found;
    }
  return *pattern == '\0' && *path == '\0';
}

static gboolean
take_arguments (IlxSandboxCall *call, const IlxSandboxMatch *matches, guint n_matches)
{
  for (guint i = 0; i < n_matches; i++)
    {
      g_autofree char *name = g_strndup (matches[i].name, matches[i].name_length);
      char *value = g_uri_unescape_segment (matches[i].value,
                                            matches[i].value + matches[i].value_length, NULL);

      if (value == NULL)
        return FALSE;
      call->argument_names[i] = g_intern_string (name);
      call->arguments[i] = value;
      call->n_arguments = i + 1;
    }
  return TRUE;
}

/**
 * ilx_sandbox_router_find:
 * @tables: (array zero-terminated=1): tables of rows, each ended by a row without method
 * @call: a call without route
 *
 * Returns: whether the call has its route and arguments now, or why not
 */
IlxSandboxRouteResult
ilx_sandbox_router_find (const IlxSandboxRoute *const *tables, IlxSandboxCall *call)
{
  IlxSandboxRouteResult result = ILX_SANDBOX_ROUTE_NO_PATH;
  IlxSandboxMatch matches[ILX_SANDBOX_MAX_ARGUMENTS];
  guint n_matches;

  for (; *tables != NULL; tables++)
    for (const IlxSandboxRoute *row = *tables; row->method != NULL; row++)
      {
        if (!match (row->pattern, call->local_path, matches, &n_matches))
          continue;
        if (g_str_equal (row->method, call->method))
          {
            call->route = row;
            return take_arguments (call, matches, n_matches) ? ILX_SANDBOX_ROUTE_FOUND
                                                             : ILX_SANDBOX_ROUTE_NO_PATH;
          }
        result = ILX_SANDBOX_ROUTE_NO_METHOD;
      }
  return result;
}
