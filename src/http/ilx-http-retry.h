/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a try that failed is followed by another, and when.
 *
 *   what came back                       repeatable call   other call
 *   429, Retry-After up to 120 s         after that        after that: it was not executed
 *   429, longer                          no                no
 *   5xx, a success that can't be read    back-off          no: it may have happened
 *   line broke in the middle, time-out   back-off          no: it may have happened
 *   never reached (refused, DNS, TLS)    no                no: the user should hear it at once
 *   anything else                        no                no
 */
#pragma once

#include "ilx-http-reply.h"

G_BEGIN_DECLS

#define ILX_HTTP_MAX_TRIES 5
/* Longer waits are not slept through; the error tells when to come back. */
#define ILX_HTTP_MAX_WAIT 120

gint64 ilx_http_retry_get_delay (const IlxHttpReply *reply,
                                 const GError *error,
                                 guint n_tries,
                                 gboolean is_repeatable);
gboolean ilx_http_retry_may_have_happened (const IlxHttpReply *reply, const GError *error);

G_END_DECLS
