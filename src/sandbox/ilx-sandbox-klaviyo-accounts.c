/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's account: exactly one. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

static const IlxSandboxQuery query = { .fields = "account" };

/* GET /api/accounts */
static void
get_accounts (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "accounts");
}

/* GET /api/accounts/{id} */
static void
get_account (IlxSandboxCall *call)
{
  IlxSandboxObject *account = ilx_sandbox_call_find (call, "accounts", "account");

  if (account != NULL)
    ilx_sandbox_call_reply_object (call, 200, account);
}

const IlxSandboxRoute ilx_sandbox_klaviyo_account_routes[] = {
  { "GET", "/api/accounts", get_accounts, "accounts:read", 1, 15, 0, &query },
  { "GET", "/api/accounts/{id}", get_account, "accounts:read", 1, 15, 0, &query },
  { NULL },
};
