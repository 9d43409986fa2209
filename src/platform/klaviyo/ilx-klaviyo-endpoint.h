/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo's calls as a table: method, path, the scopes that they want, the limits they fall under.
 * A limit is an account's, for each endpoint; where several calls share a row of limits here, we
 * stay below what would be allowed. */
#pragma once

#include "ilx-http-request.h"

G_BEGIN_DECLS

/* Of the API that all this is written to; Klaviyo retires a revision after two years. */
#define ILX_KLAVIYO_REVISION "2026-07-15"
#define ILX_KLAVIYO_MEDIA_TYPE "application/vnd.api+json"

typedef enum
{
  ILX_KLAVIYO_GET_ACCOUNTS,
  ILX_KLAVIYO_GET_LISTS,
  ILX_KLAVIYO_COUNT_LIST,
  ILX_KLAVIYO_GET_SEGMENTS,
  ILX_KLAVIYO_COUNT_SEGMENT,
  ILX_KLAVIYO_GET_TEMPLATES,
  ILX_KLAVIYO_GET_TEMPLATE,
  ILX_KLAVIYO_CREATE_TEMPLATE,
  ILX_KLAVIYO_UPDATE_TEMPLATE,
  ILX_KLAVIYO_DELETE_TEMPLATE,
  ILX_KLAVIYO_GET_CAMPAIGNS,
  ILX_KLAVIYO_GET_CAMPAIGN,
  ILX_KLAVIYO_CREATE_CAMPAIGN,
  ILX_KLAVIYO_UPDATE_CAMPAIGN,
  ILX_KLAVIYO_DELETE_CAMPAIGN,
  ILX_KLAVIYO_GET_MESSAGES,
  ILX_KLAVIYO_GET_MESSAGE,
  ILX_KLAVIYO_UPDATE_MESSAGE,
  ILX_KLAVIYO_ASSIGN_TEMPLATE,
  ILX_KLAVIYO_GET_MESSAGE_TEMPLATE,
  ILX_KLAVIYO_START_ESTIMATION,
  ILX_KLAVIYO_GET_ESTIMATION_JOB,
  ILX_KLAVIYO_GET_ESTIMATION,
  ILX_KLAVIYO_START_SENDING,
  ILX_KLAVIYO_GET_SEND_JOB,
  ILX_KLAVIYO_CANCEL_SENDING,
  ILX_KLAVIYO_GET_FLOWS,
  ILX_KLAVIYO_GET_METRICS,
  ILX_KLAVIYO_GET_PROFILES,
  ILX_KLAVIYO_GET_EVENTS,
  ILX_KLAVIYO_GET_WEBHOOK_TOPICS,
  ILX_KLAVIYO_GET_WEBHOOKS,
  ILX_KLAVIYO_DELETE_WEBHOOK,
  ILX_KLAVIYO_N_CALLS
} IlxKlaviyoCall;

typedef struct
{
  const char *method;
  const char *path;   /* "{id}" stands for the id */
  const char *scopes; /* joined by blanks */
  const IlxHttpTier *tier;
  gboolean is_repeatable; /* a POST that does the same when it is done twice */
} IlxKlaviyoEndpoint;

const IlxKlaviyoEndpoint *ilx_klaviyo_endpoint_get (IlxKlaviyoCall call);
IlxHttpRequest *ilx_klaviyo_request_new (IlxKlaviyoCall call, const char *id);
IlxHttpRequest *ilx_klaviyo_request_new_body (IlxKlaviyoCall call, const char *id, JsonNode *body);

G_END_DECLS
