/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an endpoint wants: a method, a path, a query, a body, and which limits it falls under. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How often the platform lets a class of endpoints be called; 0: not limited. Static. */
typedef struct
{
  const char *name; /* stable: names the counter that survives restarts */
  guint per_second;
  guint per_minute;
  guint per_day;
  /* Nobody else is likely to call these, so all that is allowed is used, not the usual share. */
  gboolean takes_all;
} IlxHttpTier;

typedef struct _IlxHttpRequest IlxHttpRequest;

IlxHttpRequest *ilx_http_request_new (const char *method, const char *path);
IlxHttpRequest *ilx_http_request_ref (IlxHttpRequest *self);
void ilx_http_request_unref (IlxHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxHttpRequest, ilx_http_request_unref)

void ilx_http_request_add_query (IlxHttpRequest *self, const char *name, const char *value);
void ilx_http_request_take_body (IlxHttpRequest *self, JsonNode *body);
void ilx_http_request_set_tier (IlxHttpRequest *self, const IlxHttpTier *tier);
/* GET, HEAD, PUT, PATCH and DELETE are repeatable unless said otherwise; POST is not. */
void ilx_http_request_set_repeatable (IlxHttpRequest *self, gboolean is_repeatable);
void ilx_http_request_set_timeout (IlxHttpRequest *self, guint seconds);

const char *ilx_http_request_get_method (IlxHttpRequest *self);
const char *ilx_http_request_get_path (IlxHttpRequest *self);
char *ilx_http_request_dup_target (IlxHttpRequest *self);
JsonNode *ilx_http_request_get_body (IlxHttpRequest *self);
const IlxHttpTier *ilx_http_request_get_tier (IlxHttpRequest *self);
gboolean ilx_http_request_is_repeatable (IlxHttpRequest *self);
guint ilx_http_request_get_timeout (IlxHttpRequest *self);

G_END_DECLS
