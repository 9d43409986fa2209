/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request out, one reply in: with a time-out on our clock, a bound on the body, and the
 * knowledge whether anything went out. No policy. */
#pragma once

#include <libsoup/soup.h>

#include "ilx-clock.h"
#include "ilx-http-reply.h"

G_BEGIN_DECLS

#define ILX_HTTP_MAX_BODY ((gsize) 32 * 1024 * 1024)

void ilx_http_exchange_async (SoupSession *session,
                              SoupMessage *message,
                              IlxClock *clock,
                              guint timeout,
                              const char *platform_name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
IlxHttpReply *ilx_http_exchange_finish (GAsyncResult *result, GError **error);

G_END_DECLS
