/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came back, whole, and what it means: JSON, or an error. Pure: no network, no time. */
#pragma once

#include "ilx-http-client.h"

G_BEGIN_DECLS

/* Without a Retry-After a 429 asks for a minute. */
#define ILX_HTTP_DEFAULT_RETRY_AFTER 60

typedef struct
{
  guint status;
  char *content_type;       /* (nullable): without parameters */
  char *retry_after;        /* (nullable): as it came */
  char *request_id;         /* (nullable): as it came */
  GBytes *body;             /* never NULL */
  gboolean is_body_missing; /* it is empty, and should not be */
} IlxHttpReply;

/* Who reads it. */
typedef struct
{
  const char *platform_name;
  IlxHttpErrorFunc error_func; /* (nullable) */
  const char *const *secrets;  /* (array zero-terminated=1) (nullable) */
  gint64 now;
} IlxHttpReader;

void ilx_http_reply_free (IlxHttpReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxHttpReply, ilx_http_reply_free)

gboolean ilx_http_reply_is_success (const IlxHttpReply *self);
guint ilx_http_reply_get_retry_after (const IlxHttpReply *self);
JsonNode *
ilx_http_reply_read (const IlxHttpReply *self, const IlxHttpReader *reader, GError **error);

G_END_DECLS
