/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account's way to its platform. It owns all policy: authentication, time-outs, pacing,
 * retries, bounds, logging. Endpoint code trades requests for JSON and knows none of it.
 *
 * Main thread only; every call is asynchronous. */
#pragma once

#include "ilx-clock.h"
#include "ilx-http-quota.h"
#include "ilx-http-request.h"

G_BEGIN_DECLS

/* Signal "called" (GError *error, gint64 resumes_at): a try came to its end, with @error NULL or
 * how it failed. @resumes_at is not 0 when the platform asked to be left alone until then. */
#define ILX_TYPE_HTTP_CLIENT (ilx_http_client_get_type ())
G_DECLARE_FINAL_TYPE (IlxHttpClient, ilx_http_client, ILX, HTTP_CLIENT, GObject)

/* Makes the platform's error body into an error; never called for 2xx. @json is NULL when the body
 * was not JSON. It may refine @error (made by status already): message, detail, permission, field.
 */
typedef void (*IlxHttpErrorFunc) (GError **error, guint status, JsonNode *json);

IlxHttpClient *ilx_http_client_new (const char *base_url, IlxClock *clock, GError **error);

void ilx_http_client_set_name (IlxHttpClient *self, const char *platform_name);
void ilx_http_client_set_header (IlxHttpClient *self, const char *name, const char *value);
void ilx_http_client_set_secret_header (IlxHttpClient *self,
                                        const char *name,
                                        const char *prefix,
                                        const char *secret);
void ilx_http_client_set_error_func (IlxHttpClient *self, IlxHttpErrorFunc func);
void ilx_http_client_set_quota (IlxHttpClient *self, IlxHttpQuota *quota);
void ilx_http_client_set_max_connections (IlxHttpClient *self, guint max_connections);

void ilx_http_client_send_async (IlxHttpClient *self,
                                 IlxHttpRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
JsonNode *ilx_http_client_send_finish (IlxHttpClient *self, GAsyncResult *result, GError **error);

void ilx_http_client_fetch_all_async (IlxHttpClient *self,
                                      IlxHttpRequest *request,
                                      const char *items_path,
                                      const char *next_path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
JsonNode *
ilx_http_client_fetch_all_finish (IlxHttpClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
