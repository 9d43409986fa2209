/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a client share: the client keeps what they need, a call asks it. */
#pragma once

#include <libsoup/soup.h>

#include "ilx-gate.h"
#include "ilx-http-client.h"
#include "ilx-http-reply.h"
#include "ilx-rate-limiter.h"

G_BEGIN_DECLS

SoupSession *ilx_http_client_get_session (IlxHttpClient *self);
IlxClock *ilx_http_client_get_clock (IlxHttpClient *self);
IlxRateLimiter *ilx_http_client_get_limiter (IlxHttpClient *self);
IlxGate *ilx_http_client_get_connections (IlxHttpClient *self);
IlxGate *ilx_http_client_get_turns (IlxHttpClient *self, const IlxHttpTier *tier);
void ilx_http_client_note_call (IlxHttpClient *self, const GError *error, gint64 resumes_at);
const char *ilx_http_client_get_name (IlxHttpClient *self);
GUri *ilx_http_client_get_base (IlxHttpClient *self);
char *ilx_http_client_dup_url (IlxHttpClient *self, IlxHttpRequest *request);
char *ilx_http_client_dup_redacted (IlxHttpClient *self, const char *text);
SoupMessage *
ilx_http_client_build_message (IlxHttpClient *self, IlxHttpRequest *request, GError **error);
JsonNode *
ilx_http_client_read_reply (IlxHttpClient *self, const IlxHttpReply *reply, GError **error);

G_END_DECLS
