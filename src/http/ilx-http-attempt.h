/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One try of a request: wait as long as the last failure asks, then for the tier's limit, then for
 * a free connection, then exchange. */
#pragma once

#include "ilx-http-client.h"
#include "ilx-http-reply.h"

G_BEGIN_DECLS

void ilx_http_attempt_async (IlxHttpClient *client,
                             IlxHttpRequest *request,
                             gint64 delay,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
IlxHttpReply *ilx_http_attempt_finish (IlxHttpClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
