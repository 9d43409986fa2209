/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account's way to Klaviyo: the HTTP client with Klaviyo's headers and errors, and two ways of
 * asking that all of its room need: all pages, and again until it is settled. */
#pragma once

#include "ilx-http-client.h"
#include "ilx-klaviyo-endpoint.h"

G_BEGIN_DECLS

#define ILX_TYPE_KLAVIYO_CLIENT (ilx_klaviyo_client_get_type ())
G_DECLARE_FINAL_TYPE (IlxKlaviyoClient, ilx_klaviyo_client, ILX, KLAVIYO_CLIENT, GObject)

/* How long to go on asking. Static. */
typedef struct
{
  gint64 interval; /* microseconds between two tries */
  guint max_tries;
  gboolean (*is_settled) (JsonNode *reply, const GError *error); /* one of the two is NULL */
} IlxKlaviyoPatience;

/* What was just created may be answered with 404 for a moment. */
extern const IlxKlaviyoPatience ilx_klaviyo_patience_fresh;

IlxKlaviyoClient *ilx_klaviyo_client_new (
    const char *url, const char *secret, IlxClock *clock, IlxHttpQuota *quota, GError **error);

IlxClock *ilx_klaviyo_client_get_clock (IlxKlaviyoClient *self);
IlxHttpClient *ilx_klaviyo_client_get_http (IlxKlaviyoClient *self);

void ilx_klaviyo_client_send_async (IlxKlaviyoClient *self,
                                    IlxKlaviyoCall call,
                                    IlxHttpRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
JsonNode *
ilx_klaviyo_client_send_finish (IlxKlaviyoClient *self, GAsyncResult *result, GError **error);

void ilx_klaviyo_client_fetch_all_async (IlxKlaviyoClient *self,
                                         IlxKlaviyoCall call,
                                         IlxHttpRequest *request,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
JsonNode *
ilx_klaviyo_client_fetch_all_finish (IlxKlaviyoClient *self, GAsyncResult *result, GError **error);

void ilx_klaviyo_client_poll_async (IlxKlaviyoClient *self,
                                    IlxKlaviyoCall call,
                                    IlxHttpRequest *request,
                                    const IlxKlaviyoPatience *patience,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
JsonNode *
ilx_klaviyo_client_poll_finish (IlxKlaviyoClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
