/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in front of the simulated Mailchimp's handlers: data centre, path, key, connections,
 * volume, role, query, body. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-router.h"

#include <string.h>

#define DC_PREFIX "/" ILX_SANDBOX_MAILCHIMP_DC
#define MAX_BODY_BYTES (12 * 1024 * 1024)
#define MAX_CONNECTIONS 10

static const IlxSandboxRoute *const tables[] = {
  ilx_sandbox_mailchimp_account_routes,
  ilx_sandbox_mailchimp_list_routes,
  ilx_sandbox_mailchimp_member_routes,
  ilx_sandbox_mailchimp_webhook_routes,
  ilx_sandbox_mailchimp_action_routes,
  ilx_sandbox_mailchimp_campaign_routes,
  ilx_sandbox_mailchimp_content_routes,
  ilx_sandbox_mailchimp_report_routes,
  NULL,
};

/* From where Mailchimp's edge refuses without a word; where that is, it doesn't say. */
static const IlxSandboxAllowance volume = { 0, 1500, 0 };

static gboolean
refuse (IlxSandboxPass *pass, guint status, const char *title, const char *detail)
{
  ilx_sandbox_mailchimp_refuse (pass->call, status, title, detail);
  return FALSE;
}

static gboolean
refuse_key (IlxSandboxPass *pass)
{
  return refuse (
      pass, 401, "API Key Invalid",
      "Your API key may be invalid, or you've attempted to access the wrong datacenter.");
}

static gboolean
pass_place (IlxSandboxPass *pass)
{
  const char *path = pass->call->local_path;

  if (!g_str_has_prefix (path, DC_PREFIX "/"))
    return refuse_key (pass);
  pass->call->local_path = path + strlen (DC_PREFIX);
  return TRUE;
}

static gboolean
pass_method (IlxSandboxPass *pass)
{
  if (pass->headers->method_override == NULL || g_str_equal (pass->call->method, "POST"))
    return TRUE;
  return refuse (pass, 422, "Invalid Method Override",
                 "The X-HTTP-Method-Override header can only be used with the POST method.");
}

static gboolean
pass_route (IlxSandboxPass *pass)
{
  switch (ilx_sandbox_router_find (tables, pass->call))
    {
    case ILX_SANDBOX_ROUTE_FOUND:
      return TRUE;
    case ILX_SANDBOX_ROUTE_NO_METHOD:
      return refuse (pass, 405, "Method Not Allowed",
                     "The requested method and resource are not compatible. See the Allow header "
                     "for this resource's available methods.");
    case ILX_SANDBOX_ROUTE_NO_PATH:
    default:
      ilx_sandbox_mailchimp_refuse_missing (pass->call);
      return FALSE;
    }
}

/* The password of "any:password". */
static char *
dup_basic_key (const char *encoded)
{
  gsize length;
  g_autofree guchar *decoded = g_base64_decode (encoded, &length);
  g_autofree char *text = g_strndup ((const char *) decoded, length);
  const char *colon = strchr (text, ':');

  return g_strdup (colon != NULL ? colon + 1 : "");
}

static char *
dup_key (const char *authorization)
{
  if (authorization == NULL)
    return NULL;
  if (g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    return g_strdup (authorization + 7);
  if (g_ascii_strncasecmp (authorization, "Basic ", 6) == 0)
    return dup_basic_key (authorization + 6);
  return g_strdup ("");
}

static gboolean
pass_key (IlxSandboxPass *pass)
{
  g_autofree char *key = dup_key (pass->headers->authorization);

  if (key == NULL)
    return refuse (pass, 401, "API Key Missing", "Your request did not include an API key.");
  return ilx_sandbox_keys_has (pass->keys, ILX_SANDBOX_MAILCHIMP, key) || refuse_key (pass);
}

static gboolean
pass_connections (IlxSandboxPass *pass)
{
  if (pass->call->n_under_way <= MAX_CONNECTIONS
      || !ilx_sandbox_state_has_switch (pass->call->state, "limits"))
    return TRUE;
  return refuse (pass, 429, "Too Many Requests",
                 "You have exceeded the limit of 10 simultaneous connections.");
}

static gboolean
pass_volume (IlxSandboxPass *pass)
{
  IlxSandboxVerdict verdict;

  if (!ilx_sandbox_state_has_switch (pass->call->state, "limits"))
    return TRUE;
  verdict = ilx_sandbox_limits_take (pass->limits, &volume, &volume,
                                     ilx_sandbox_state_get_steady (pass->call->state));
  if (verdict.is_throttled)
    ilx_sandbox_call_reply_empty (pass->call, 403);
  return !verdict.is_throttled;
}

static gboolean
pass_role (IlxSandboxPass *pass)
{
  const IlxSandboxRoute *route = pass->call->route;
  g_autofree char *key = dup_key (pass->headers->authorization);
  g_autofree char *missing = ilx_sandbox_keys_dup_missing (pass->keys, key, route->scopes);

  if (missing != NULL)
    return refuse (pass, 403, "Forbidden", "User does not have access to the requested operation.");
  if (route->needs_switch == NULL
      || ilx_sandbox_state_has_switch (pass->call->state, route->needs_switch))
    return TRUE;
  return refuse (pass, 403, "Forbidden", "Your current plan does not support this feature.");
}

static gboolean
pass_query (IlxSandboxPass *pass)
{
  IlxSandboxCall *call = pass->call;

  call->query = g_uri_parse_params (call->query_text != NULL ? call->query_text : "", -1, "&",
                                    G_URI_PARAMS_WWW_FORM, NULL);
  if (call->query == NULL)
    return refuse (pass, 400, "Bad Request", "The query can't be read.");
  if (ilx_sandbox_call_get_query (call, "fields") == NULL
      || ilx_sandbox_call_get_query (call, "exclude_fields") == NULL)
    return TRUE;
  return refuse (pass, 400, "Bad Request",
                 "Only one of 'fields' and 'exclude_fields' can be given.");
}

/* "/settings/reply_to" as "settings.reply_to". */
static char *
dup_field (const char *pointer)
{
  return g_strdelimit (g_strdup (*pointer == '/' ? pointer + 1 : pointer), "/", '.');
}

static const char *
get_flaw_words (IlxSandboxFlaw flaw, const char *detail)
{
  switch (flaw)
    {
    case ILX_SANDBOX_FLAW_REQUIRED:
    case ILX_SANDBOX_FLAW_NULL:
      return "This value should not be blank.";
    case ILX_SANDBOX_FLAW_UNKNOWN:
      return "This field is not known.";
    case ILX_SANDBOX_FLAW_CHOICE:
      return "The value you selected is not a valid choice.";
    case ILX_SANDBOX_FLAW_KIND:
      return strstr (detail, "e-mail") != NULL ? "This value should be a valid email." : detail;
    case ILX_SANDBOX_FLAW_BOUNDS:
    default:
      return detail;
    }
}

static gboolean
pass_body (IlxSandboxPass *pass)
{
  const IlxSandboxSchema *schema = pass->call->route->schema;
  IlxSandboxFlaw flaw;
  g_autofree char *pointer = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *field = NULL;

  if (schema == NULL)
    return TRUE;
  if (g_bytes_get_size (pass->body) > MAX_BODY_BYTES)
    return refuse (pass, 413, "Request Entity Too Large", "The request's body is too large.");
  pass->call->body = ilx_json_parse (pass->body, NULL);
  if (pass->call->body == NULL)
    return refuse (pass, 400, "JSON Parse Error",
                   "We encountered an unspecified JSON parsing error.");
  if (!ilx_sandbox_schema_find_flaw (schema, pass->call->body, &flaw, &pointer, &detail))
    return TRUE;
  field = dup_field (pointer);
  ilx_sandbox_mailchimp_refuse_field (pass->call, field, get_flaw_words (flaw, detail));
  return FALSE;
}

/* Makes all checks that the route's row can express, lets the handler answer, and answers itself
 * when a check fails. */
static void
handle (IlxSandboxPass *pass)
{
  static gboolean (*const checks[]) (IlxSandboxPass *) = {
    pass_place,  pass_method, pass_route, pass_key,  pass_connections,
    pass_volume, pass_role,   pass_query, pass_body,
  };

  ilx_sandbox_mailchimp_refresh (pass->call->state);
  if (g_str_has_prefix (pass->call->local_path, "/oauth2/"))
    {
      ilx_sandbox_mailchimp_handle_oauth (pass);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!checks[i](pass))
      return;
  pass->call->route->handle (pass->call);
}

static void
fail (IlxSandboxCall *call, guint status, const char *phrase)
{
  ilx_sandbox_mailchimp_refuse (call, status, phrase, "This answer was asked for.");
}

static JsonNode *
describe (IlxSandboxState *state, IlxSandboxKeys *keys)
{
  g_autofree char *url
      = g_strconcat (ilx_sandbox_state_get_base_url (state), ILX_SANDBOX_MAILCHIMP_PREFIX, NULL);

  return ilx_json_object (
      "url", ilx_json_string (url), "dc", ilx_json_string (ILX_SANDBOX_MAILCHIMP_DC), "api_key",
      ilx_json_string (ilx_sandbox_keys_get_default (keys, ILX_SANDBOX_MAILCHIMP)), "client_id",
      ilx_json_string (ILX_SANDBOX_MAILCHIMP_CLIENT_ID), "client_secret",
      ilx_json_string (ILX_SANDBOX_MAILCHIMP_CLIENT_SECRET), NULL);
}

const IlxSandboxPlatform ilx_sandbox_mailchimp = {
  .name = ILX_SANDBOX_MAILCHIMP,
  .prefix = ILX_SANDBOX_MAILCHIMP_PREFIX,
  .media_type = "application/json; charset=utf-8",
  .error_media_type = "application/problem+json; charset=utf-8",
  .open_shop = ilx_sandbox_mailchimp_open_shop,
  .refresh = ilx_sandbox_mailchimp_refresh,
  .handle = handle,
  .fail = fail,
  .describe = describe,
};
