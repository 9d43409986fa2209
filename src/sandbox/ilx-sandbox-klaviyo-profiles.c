/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's profiles, to be read. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#define MARKETING "subscriptions.email.marketing."
#define COMPARISONS "greater-than greater-or-equal less-than less-or-equal"

static const IlxSandboxFilterField filters[] = {
  { "id", "any equals equals[]", ILX_SANDBOX_VALUE_STRING, "id" },
  { "email", "any equals equals[]", ILX_SANDBOX_VALUE_STRING },
  { "phone_number", "any equals equals[]", ILX_SANDBOX_VALUE_STRING },
  { "external_id", "any equals equals[]", ILX_SANDBOX_VALUE_STRING },
  { "_kx", "equals", ILX_SANDBOX_VALUE_STRING, "hidden.exchange_id" },
  { "created", "greater-than less-than", ILX_SANDBOX_VALUE_TIME },
  { "updated", "greater-than less-than", ILX_SANDBOX_VALUE_TIME },
  { MARKETING "suppression.reason", "equals", ILX_SANDBOX_VALUE_STRING },
  { MARKETING "suppression.timestamp", COMPARISONS, ILX_SANDBOX_VALUE_TIME },
  { MARKETING "list_suppressions.reason", "equals", ILX_SANDBOX_VALUE_STRING },
  { MARKETING "list_suppressions.timestamp", COMPARISONS, ILX_SANDBOX_VALUE_TIME },
  { MARKETING "list_suppressions.list_id", "equals", ILX_SANDBOX_VALUE_STRING },
  { NULL },
};
static const IlxSandboxQuery profiles_query = {
  .fields = "profile conversation push-token",
  .additional = "profile",
  .includes = "conversations push-tokens",
  .sorts = "created email id updated " MARKETING "suppression.timestamp " MARKETING
           "list_suppressions.timestamp",
  .filters = filters,
  .page_default = 20,
  .page_max = 100,
};
static const IlxSandboxQuery profile_query = {
  .fields = "profile conversation list push-token segment",
  .additional = "profile",
  .includes = "conversations lists push-tokens segments",
};

/* GET /api/profiles */
static void
get_profiles (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "profiles");
}

/* GET /api/profiles/{id} */
static void
get_profile (IlxSandboxCall *call)
{
  IlxSandboxObject *profile = ilx_sandbox_call_find (call, "profiles", "profile");

  if (profile != NULL)
    ilx_sandbox_call_reply_object (call, 200, profile);
}

const IlxSandboxRoute ilx_sandbox_klaviyo_profile_routes[] = {
  { "GET", "/api/profiles", get_profiles, "profiles:read", 75, 750, 0, &profiles_query },
  { "GET", "/api/profiles/{id}", get_profile, "profiles:read", 75, 750, 0, &profile_query },
  { NULL },
};
