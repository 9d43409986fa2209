/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "ilx-error.h"
#include "ilx-http-url.h"

/* Nothing that could end a header line or be read in two ways. */
static gboolean
is_printable_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text) || *text == '\\')
      return FALSE;
  return TRUE;
}

static GUri *
parse (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  if (!is_printable_ascii (url))
    return NULL;
  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || g_uri_get_userinfo (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return NULL;
  return g_steal_pointer (&uri);
}

/**
 * ilx_http_url_is_loopback:
 * @url: an address
 *
 * Returns: whether its host can only be this machine: `localhost`, 127.0.0.0/8 or ::1
 */
gboolean
ilx_http_url_is_loopback (GUri *url)
{
  const char *host = g_uri_get_host (url);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * ilx_http_url_parse_base:
 * @url: where a platform lives
 * @error: %ILX_ERROR_INVALID_INPUT when it is no address, or neither https nor on this machine
 *
 * Returns: (transfer full) (nullable): @url, parsed
 */
GUri *
ilx_http_url_parse_base (const char *url, GError **error)
{
  g_autoptr (GUri) base = parse (url);
  const char *scheme = base != NULL ? g_uri_get_scheme (base) : "";

  if (base == NULL || g_uri_get_query (base) != NULL
      || !(g_str_equal (scheme, "https") || g_str_equal (scheme, "http")))
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("The address of the platform is not a web address."));
  else if (g_str_equal (scheme, "http") && !ilx_http_url_is_loopback (base))
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("The address of the platform must begin with https://."));
  else
    return g_steal_pointer (&base);
  if (error != NULL)
    ilx_error_set_field (*error, "url");
  return NULL;
}

/**
 * ilx_http_url_parse_within:
 * @url: a whole address, perhaps from a platform's answer
 * @base: where our secret may go
 *
 * Returns: (transfer full) (nullable): @url, or NULL when scheme, host and port are not those of
 * @base
 */
GUri *
ilx_http_url_parse_within (const char *url, GUri *base)
{
  g_autoptr (GUri) uri = parse (url);

  if (uri == NULL || g_uri_get_port (uri) != g_uri_get_port (base)
      || g_ascii_strcasecmp (g_uri_get_scheme (uri), g_uri_get_scheme (base)) != 0
      || g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (base)) != 0)
    return NULL;
  return g_steal_pointer (&uri);
}
