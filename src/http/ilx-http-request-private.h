/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the room itself asks of a request: to follow a link that a page gave. */
#pragma once

#include "ilx-http-request.h"

G_BEGIN_DECLS

IlxHttpRequest *ilx_http_request_new_next (IlxHttpRequest *self, const char *url);
const char *ilx_http_request_get_url (IlxHttpRequest *self);
GBytes *ilx_http_request_get_bytes (IlxHttpRequest *self);
gboolean ilx_http_request_is_harmless (IlxHttpRequest *self);

G_END_DECLS
