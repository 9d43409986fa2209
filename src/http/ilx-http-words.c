/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-http-words.h"
#include "ilx-time.h"

/**
 * ilx_http_words_get_code:
 * @status: an HTTP status that is no success
 *
 * Returns: what can be decided by it
 */
IlxErrorCode
ilx_http_words_get_code (guint status)
{
  switch (status)
    {
    case 401:
      return ILX_ERROR_BAD_CREDENTIALS;
    case 403:
      return ILX_ERROR_MISSING_PERMISSION;
    case 404:
      return ILX_ERROR_NOT_FOUND;
    case 409:
      return ILX_ERROR_CONFLICT;
    case 410:
      return ILX_ERROR_UPDATE_NEEDED;
    case 429:
      return ILX_ERROR_RATE_LIMITED;
    default:
      break;
    }
  if (status >= 400 && status < 500)
    return ILX_ERROR_REJECTED;
  return status >= 500 && status < 600 ? ILX_ERROR_SERVER : ILX_ERROR_BAD_REPLY;
}

static const char *
get_sentence (guint status)
{
  /* Translators: in each of these %s is a platform, such as Klaviyo. */
  switch ((int) ilx_http_words_get_code (status))
    {
    case ILX_ERROR_BAD_CREDENTIALS:
      return _ ("%s no longer accepts the key.");
    case ILX_ERROR_MISSING_PERMISSION:
      return _ ("%s does not allow this with the key in use.");
    case ILX_ERROR_NOT_FOUND:
      return _ ("%s does not have it, or no longer.");
    case ILX_ERROR_CONFLICT:
      return _ ("%s holds it in another state than was expected.");
    case ILX_ERROR_UPDATE_NEEDED:
      return _ ("%s retired what this version of Illixis speaks.");
    case ILX_ERROR_REJECTED:
      return status == 413 ? _ ("This is too large for %s.") : _ ("%s refused the request.");
    case ILX_ERROR_SERVER:
      return _ ("%s has a problem of its own.");
    default:
      return _ ("The answer of %s can't be understood.");
    }
}

static GError *
new_rate_limited (const char *platform_name, gint64 retry_at)
{
  g_autofree char *when = ilx_time_format_local (retry_at);
  GError *error
      = ilx_error_new (ILX_ERROR_RATE_LIMITED, _ ("%s asks us to slow down. Try again after %s."),
                       platform_name, when);

  ilx_error_set_retry_at (error, retry_at);
  return error;
}

/**
 * ilx_http_words_new_error:
 * @status: an HTTP status; a success means an answer that can't be understood
 * @platform_name: how the user calls the platform
 * @retry_at: for 429: when to come back, microseconds since the epoch
 *
 * Returns: (transfer full): an error of %ILX_ERROR with its status
 */
GError *
ilx_http_words_new_error (guint status, const char *platform_name, gint64 retry_at)
{
  g_autofree char *detail = g_strdup_printf ("HTTP %u", status);
  GError *error;

  if (status == 429)
    error = new_rate_limited (platform_name, retry_at);
  else
    error = ilx_error_new (ilx_http_words_get_code (status), get_sentence (status), platform_name);
  ilx_error_set_status (error, status);
  ilx_error_set_detail (error, detail);
  return error;
}

/**
 * ilx_http_words_new_timed_out:
 * @platform_name: how the user calls the platform
 *
 * Returns: (transfer full): an error of %ILX_ERROR_TIMED_OUT
 */
GError *
ilx_http_words_new_timed_out (const char *platform_name)
{
  return ilx_error_new (ILX_ERROR_TIMED_OUT, _ ("%s did not answer in time."), platform_name);
}

/**
 * ilx_http_words_new_broken:
 * @cause: what GIO or libsoup said
 * @platform_name: how the user calls the platform
 *
 * Returns: (transfer full): an error of %ILX_ERROR with @cause as detail
 */
GError *
ilx_http_words_new_broken (const GError *cause, const char *platform_name)
{
  GError *error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    error = ilx_http_words_new_timed_out (platform_name);
  else if (cause->domain == G_TLS_ERROR)
    error = ilx_error_new (ILX_ERROR_NETWORK,
                           _ ("The connection to %s is not secure, so nothing was sent."),
                           platform_name);
  else if (cause->domain == G_RESOLVER_ERROR)
    error = ilx_error_new (ILX_ERROR_NETWORK, _ ("The address of %s could not be found."),
                           platform_name);
  else
    error = ilx_error_new (ILX_ERROR_NETWORK, _ ("The connection to %s failed."), platform_name);
  ilx_error_set_detail (error, cause->message);
  return error;
}
