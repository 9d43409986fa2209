/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-klaviyo-platform.h"
#include "ilx-platforms.h"

static const IlxPlatformInfo platforms[] = {
  { "klaviyo", "Klaviyo", ILX_KLAVIYO_URL, ILX_KLAVIYO_URL_ENV, ilx_klaviyo_check_secret,
    ilx_klaviyo_platform_new, ilx_klaviyo_check, ilx_klaviyo_dup_disabled,
    ilx_klaviyo_get_step_title, N_ ("Private API key"),
    N_ ("In Klaviyo, open Settings, API keys, and create a private API key with full access."),
    ilx_klaviyo_scopes, ilx_klaviyo_day_limits, "https://www.klaviyo.com/campaigns" },
  { NULL },
};

/**
 * ilx_platforms_get_all:
 *
 * Returns: (transfer none): all platforms, ended by a row without id
 */
const IlxPlatformInfo *
ilx_platforms_get_all (void)
{
  return platforms;
}

/**
 * ilx_platforms_find:
 * @id: (nullable): such as "klaviyo"
 *
 * Returns: (transfer none) (nullable): the platform
 */
const IlxPlatformInfo *
ilx_platforms_find (const char *id)
{
  for (const IlxPlatformInfo *info = platforms; info->id != NULL; info++)
    if (g_strcmp0 (info->id, id) == 0)
      return info;
  return NULL;
}

static gboolean
is_web_scheme (const char *scheme)
{
  return g_str_equal (scheme, "http") || g_str_equal (scheme, "https");
}

/* By number only: what a name leads to is decided by somebody else. */
static gboolean
is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = NULL;

  if (uri == NULL || !is_web_scheme (g_uri_get_scheme (uri)) || g_uri_get_userinfo (uri) != NULL
      || g_uri_get_host (uri) == NULL)
    return FALSE;
  address = g_inet_address_new_from_string (g_uri_get_host (uri));
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * ilx_platform_info_dup_url:
 * @info: a platform
 * @error: %ILX_ERROR_INVALID_INPUT when the override does not lead to this computer; never ignored,
 *   since whoever set it must not reach the real platform unawares
 *
 * Returns: (transfer full): the address to use
 */
char *
ilx_platform_info_dup_url (const IlxPlatformInfo *info, GError **error)
{
  const char *override = g_getenv (info->url_env);

  if (override == NULL || *override == '\0')
    return g_strdup (info->url);
  if (is_loopback (override))
    return g_strdup (override);
  /* Translators: the placeholder is an environment variable, such as ILLIXIS_KLAVIYO_URL. */
  ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                 _ ("%s may only lead to this computer, as in http://127.0.0.1:8080. Change it or "
                    "unset it."),
                 info->url_env);
  if (error != NULL)
    ilx_error_set_field (*error, info->url_env);
  return NULL;
}
