/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo, as the registry lists it. */
#pragma once

#include "ilx-klaviyo-client.h"
#include "ilx-platform.h"

G_BEGIN_DECLS

#define ILX_TYPE_KLAVIYO_PLATFORM (ilx_klaviyo_platform_get_type ())
G_DECLARE_FINAL_TYPE (IlxKlaviyoPlatform, ilx_klaviyo_platform, ILX, KLAVIYO_PLATFORM, IlxPlatform)

#define ILX_KLAVIYO_URL "https://a.klaviyo.com"
#define ILX_KLAVIYO_URL_ENV "ILLIXIS_KLAVIYO_URL"

IlxPlatform *ilx_klaviyo_platform_new (
    const char *url, const char *secret, IlxClock *clock, IlxHttpQuota *quota, GError **error);
IlxKlaviyoClient *ilx_klaviyo_platform_get_client (IlxKlaviyoPlatform *self);

/* ilx-klaviyo-connect.c */
gboolean ilx_klaviyo_check_secret (const char *secret, GError **error);
/* ilx-klaviyo-scopes.c */
GStrv ilx_klaviyo_dup_disabled (const char *const *missing_permissions);
extern const char *const ilx_klaviyo_scopes[];
/* ilx-klaviyo-delivery.c */
const char *ilx_klaviyo_get_step_title (const char *name);
/* ilx-klaviyo-endpoint.c */
extern const IlxDayLimit ilx_klaviyo_day_limits[];

IlxFindings *ilx_klaviyo_check (IlxCampaign *campaign);

G_END_DECLS
