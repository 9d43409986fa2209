/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Mailchimp's account and the domains that it may write from. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-words.h"

#include <string.h>

#define DOMAINS "verified-domains"
/* What stands in the mail that nobody gets. */
#define CODE "k3v9qa"

static const IlxSandboxCollection domains_collection
    = { .name = "domains", .is_whole = TRUE, .has_no_links = TRUE };

static const IlxSandboxSchema domain_body[] = {
  { "verification_email", ILX_SANDBOX_EMAIL, ILX_SANDBOX_REQUIRED },
  { NULL },
};
static const IlxSandboxSchema verify_body[] = {
  { "code", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .min = 1 },
  { NULL },
};

static guint
count_subscribers (IlxSandboxState *state)
{
  GQueue *lists = ilx_sandbox_mailchimp_get_all (state, "lists");
  guint n = 0;

  for (GList *l = lists->head; l != NULL; l = l->next)
    n += ilx_sandbox_mailchimp_count_status (state, ((IlxSandboxObject *) l->data)->id,
                                             "subscribed");
  return n;
}

/* GET / */
static void
get_root (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *account
      = ilx_sandbox_mailchimp_get (state, "accounts", ILX_SANDBOX_MAILCHIMP_ACCOUNT_ID);
  JsonNode *shown = ilx_sandbox_json_dup (ilx_sandbox_object_get_attributes (account));
  gboolean is_paid = ilx_sandbox_state_has_switch (state, "paid");

  ilx_json_set (shown, "pricing_plan_type", ilx_json_string (is_paid ? "monthly" : "forever_free"));
  ilx_json_set (shown, "total_subscribers", ilx_json_int (count_subscribers (state)));
  ilx_sandbox_mailchimp_reply (call, 200, shown);
}

/* GET /ping */
static void
ping (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply (
      call, 200, ilx_json_object ("health_status", ilx_json_string ("Everything's Chimpy!"), NULL));
}

/* GET /verified-domains */
static void
get_domains (IlxSandboxCall *call)
{
  GQueue *domains = ilx_sandbox_mailchimp_get_all (ilx_sandbox_call_get_state (call), DOMAINS);
  JsonNode *items = ilx_json_empty_array ();

  for (GList *l = domains->head; l != NULL; l = l->next)
    ilx_json_append (items, json_node_copy (ilx_sandbox_object_get_attributes (l->data)));
  ilx_sandbox_mailchimp_reply_collection (call, &domains_collection, items, NULL);
}

static void
reply_domain (IlxSandboxCall *call, IlxSandboxObject *domain)
{
  ilx_sandbox_call_reply (call, 200, json_node_copy (ilx_sandbox_object_get_attributes (domain)));
}

/* GET /verified-domains/{domain_name} */
static void
get_domain (IlxSandboxCall *call)
{
  IlxSandboxObject *domain = ilx_sandbox_mailchimp_find (call, DOMAINS, "domain_name");

  if (domain != NULL)
    reply_domain (call, domain);
}

static IlxSandboxObject *
add_domain (IlxSandboxState *state, const char *name, const char *email)
{
  g_autofree char *now = ilx_sandbox_format_time (ilx_sandbox_state_get_now (state));

  return ilx_sandbox_mailchimp_add (
      state, DOMAINS, name,
      ilx_json_object ("domain", ilx_json_string (name), "verified", ilx_json_bool (FALSE),
                       "authenticated", ilx_json_bool (FALSE), "verification_email",
                       ilx_json_string (email), "verification_sent", ilx_json_string (now),
                       "status", ilx_json_string ("VERIFICATION_IN_PROGRESS"),
                       "is_free_email_provider", ilx_json_bool (FALSE), NULL),
      NULL);
}

/* POST /verified-domains */
static void
create_domain (IlxSandboxCall *call)
{
  static const char free_ones[] = "gmail.com yahoo.com outlook.com gmx.de web.de";
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  const char *email
      = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "verification_email", "");
  g_autofree char *name = g_ascii_strdown (strrchr (email, '@') + 1, -1);

  if (ilx_sandbox_words_have (free_ones, name, -1))
    ilx_sandbox_mailchimp_refuse_field (call, "verification_email",
                                        "Domains of free providers can't be verified.");
  else if (ilx_sandbox_mailchimp_get (state, DOMAINS, name) != NULL)
    ilx_sandbox_mailchimp_refuse_field (call, "verification_email",
                                        "This domain has already been added.");
  else
    reply_domain (call, add_domain (state, name, email));
}

/* POST /verified-domains/{domain_name}/actions/verify */
static void
verify_domain (IlxSandboxCall *call)
{
  IlxSandboxObject *domain = ilx_sandbox_mailchimp_find (call, DOMAINS, "domain_name");

  if (domain == NULL)
    return;
  if (!g_str_equal (ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "code", ""), CODE))
    {
      ilx_sandbox_mailchimp_refuse_field (call, "code", "The code is not correct.");
      return;
    }
  ilx_json_set (ilx_sandbox_object_get_attributes (domain), "verified", ilx_json_bool (TRUE));
  ilx_sandbox_mailchimp_write (domain, "status", "VERIFIED");
  reply_domain (call, domain);
}

const IlxSandboxRoute ilx_sandbox_mailchimp_account_routes[] = {
  { "GET", "/3.0", get_root },
  { "GET", "/3.0/", get_root },
  { "GET", "/3.0/ping", ping },
  { "GET", "/3.0/verified-domains", get_domains },
  { "POST", "/3.0/verified-domains", create_domain, "write", .schema = domain_body },
  { "GET", "/3.0/verified-domains/{domain_name}", get_domain },
  { "POST", "/3.0/verified-domains/{domain_name}/actions/verify", verify_domain, "write",
    .schema = verify_body },
  { NULL },
};
