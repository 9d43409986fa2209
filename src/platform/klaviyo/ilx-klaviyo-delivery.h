/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of Klaviyo's delivery share. Each file ilx-klaviyo-delivery-*.c holds the rows of
 * one thing; their order stands in ilx-klaviyo-delivery.c. */
#pragma once

#include "ilx-delivery.h"
#include "ilx-klaviyo-client.h"

G_BEGIN_DECLS

/* Kinds of remote ids, as ilx_campaign_get_remote() knows them. */
#define ILX_KLAVIYO_TEMPLATE "template"
#define ILX_KLAVIYO_CAMPAIGN "campaign"
#define ILX_KLAVIYO_MESSAGE "message"

IlxKlaviyoClient *ilx_klaviyo_delivery_get_client (IlxDelivery *delivery);
const char *ilx_klaviyo_delivery_get_remote (IlxDelivery *delivery, const char *kind);
void ilx_klaviyo_delivery_set_remote (IlxDelivery *delivery, const char *kind, const char *id);

/* Part of the fold: made by this delivery, so that it needs no change after. */
void ilx_klaviyo_delivery_mark_new (IlxDelivery *delivery, const char *kind);
gboolean ilx_klaviyo_delivery_is_older (IlxDelivery *delivery, const char *kind);

/* The intent of a row that creates: names that are unique, and since when to look for them. */
JsonNode *ilx_klaviyo_delivery_build_intent (IlxDelivery *delivery);
gint64 ilx_klaviyo_intent_get_created_after (JsonNode *intent);

/* One call. */
void ilx_klaviyo_delivery_send (IlxDelivery *delivery,
                                IlxKlaviyoCall call,
                                IlxHttpRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
JsonNode *
ilx_klaviyo_delivery_send_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error);
JsonNode *
ilx_klaviyo_delivery_done_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error);

/* One call that waits for what was just made to be there; see ilx_klaviyo_patience_fresh. */
void ilx_klaviyo_delivery_poll (IlxDelivery *delivery,
                                IlxKlaviyoCall call,
                                IlxHttpRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
JsonNode *
ilx_klaviyo_delivery_poll_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error);

/* Of a DELETE: what is gone already counts as taken back. */
gboolean
ilx_klaviyo_delivery_gone_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error);

/* Whether @reply, a template, has the campaign's HTML byte for byte. */
gboolean ilx_klaviyo_delivery_check_html (IlxDelivery *delivery, JsonNode *reply, GError **error);

/* ilx-klaviyo-delivery-template.c */
extern const IlxDeliveryStep ilx_klaviyo_find_template;
extern const IlxDeliveryStep ilx_klaviyo_upload_template;
extern const IlxDeliveryStep ilx_klaviyo_update_template;
extern const IlxDeliveryStep ilx_klaviyo_verify_template;
/* ilx-klaviyo-delivery-campaign.c */
extern const IlxDeliveryStep ilx_klaviyo_find_campaign;
extern const IlxDeliveryStep ilx_klaviyo_create_campaign;
extern const IlxDeliveryStep ilx_klaviyo_update_campaign;
/* ilx-klaviyo-delivery-message.c */
extern const IlxDeliveryStep ilx_klaviyo_find_message;
extern const IlxDeliveryStep ilx_klaviyo_update_message;
extern const IlxDeliveryStep ilx_klaviyo_assign_template;
extern const IlxDeliveryStep ilx_klaviyo_verify_content;
/* ilx-klaviyo-delivery-estimate.c */
extern const IlxDeliveryStep ilx_klaviyo_estimate;
/* ilx-klaviyo-delivery-send.c */
extern const IlxDeliveryStep ilx_klaviyo_start_sending;
/* ilx-klaviyo-delivery-status.c */
extern const IlxDeliveryStep ilx_klaviyo_read_back;

G_END_DECLS
