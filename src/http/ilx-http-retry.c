/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sys/random.h>

#include "ilx-error.h"
#include "ilx-http-retry.h"

#define MAX_BACK_OFF_STEPS 4 /* 2⁴ = 16 seconds */

/* 1, 2, 4, 8, 16 seconds, and up to half as much again, so that clients that failed together do not
 * come back together. */
static gint64
get_back_off (guint n_tries)
{
  gint64 pause = ILX_SECOND << MIN (n_tries - 1, MAX_BACK_OFF_STEPS);
  guint32 random = 0;

  if (getrandom (&random, sizeof random, GRND_NONBLOCK) != sizeof random)
    random = G_MAXUINT32 / 2;
  return pause + (gint64) ((double) pause / 2 * random / G_MAXUINT32);
}

static gint64
get_throttled_delay (const IlxHttpReply *reply)
{
  guint seconds = ilx_http_reply_get_retry_after (reply);

  return seconds <= ILX_HTTP_MAX_WAIT ? seconds * ILX_SECOND : -1;
}

/**
 * ilx_http_retry_may_have_happened:
 * @reply: (nullable): what came back, if it came whole
 * @error: what it was made into
 *
 * Returns: whether the try may have been executed although it failed
 */
gboolean
ilx_http_retry_may_have_happened (const IlxHttpReply *reply, const GError *error)
{
  if (reply == NULL)
    return ilx_error_get_may_have_happened (error);
  return reply->status >= 500 || ilx_http_reply_is_success (reply);
}

static gboolean
is_transient (const IlxHttpReply *reply, const GError *error)
{
  if (reply != NULL)
    return ilx_http_retry_may_have_happened (reply, error);
  return ilx_error_is (error, ILX_ERROR_TIMED_OUT)
         || (ilx_error_is (error, ILX_ERROR_NETWORK) && ilx_error_get_may_have_happened (error));
}

/**
 * ilx_http_retry_get_delay:
 * @reply: (nullable): what came back, if it came whole
 * @error: what it was made into; without @reply its "may have happened" says that the line broke
 *   after the request had gone out
 * @n_tries: how many there were, with this one
 * @is_repeatable: whether the request does no harm twice
 *
 * Returns: microseconds until the next try, or -1: give up
 */
gint64
ilx_http_retry_get_delay (const IlxHttpReply *reply,
                          const GError *error,
                          guint n_tries,
                          gboolean is_repeatable)
{
  if (n_tries >= ILX_HTTP_MAX_TRIES || error->domain != ILX_ERROR)
    return -1;
  if (reply != NULL && reply->status == 429)
    return get_throttled_delay (reply);
  return is_repeatable && is_transient (reply, error) ? get_back_off (n_tries) : -1;
}
