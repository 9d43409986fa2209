/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in front of the simulated Klaviyo's handlers, in Klaviyo's order: path, key, scopes,
 * revision, media types, limits, query, body. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-platform.h"
#include "ilx-sandbox-query.h"
#include "ilx-sandbox-router.h"
#include "ilx-sandbox-words.h"

#include <string.h>

#define KEY_PREFIX "Klaviyo-API-Key "
/* Where Klaviyo's own limit for a whole request lies is not published; this is generous. */
#define MAX_BODY_BYTES (5 * 1024 * 1024)

/* A revision lives for a year, and for another as deprecated. */
static const char living_revisions[]
    = "2026-07-15 2026-04-15 2026-01-15 2025-10-15 2025-07-15 2025-04-15 2025-01-15";
static const char retired_revisions[]
    = "2024-10-15 2024-07-15 2024-06-15 2024-05-15 2024-02-15 2023-12-15 2023-10-15 2023-09-15 "
      "2023-08-15 2023-07-15 2023-06-15 2023-02-22 2023-01-24 2022-10-17";

static const IlxSandboxRoute *const tables[] = {
  ilx_sandbox_klaviyo_account_routes,  ilx_sandbox_klaviyo_audience_routes,
  ilx_sandbox_klaviyo_template_routes, ilx_sandbox_klaviyo_campaign_routes,
  ilx_sandbox_klaviyo_message_routes,  ilx_sandbox_klaviyo_job_routes,
  ilx_sandbox_klaviyo_profile_routes,  ilx_sandbox_klaviyo_metric_routes,
  ilx_sandbox_klaviyo_webhook_routes,  NULL,
};

/* The limit that all calls with profile_count share; its address is what is counted by. */
static const IlxSandboxAllowance profile_count_allowance = { 1, 15, 0 };

static gboolean
refuse (IlxSandboxPass *pass,
        guint status,
        const char *code,
        const char *title,
        const char *detail,
        const char *source)
{
  ilx_sandbox_call_reply_error (pass->call, status, code, title, detail, source);
  return FALSE;
}

static gboolean
pass_route (IlxSandboxPass *pass)
{
  g_autofree char *detail = NULL;

  switch (ilx_sandbox_router_find (tables, pass->call))
    {
    case ILX_SANDBOX_ROUTE_FOUND:
      return TRUE;
    case ILX_SANDBOX_ROUTE_NO_METHOD:
      detail = g_strdup_printf ("Method \"%s\" not allowed.", pass->call->method);
      return refuse (pass, 405, "method_not_allowed", "Method not allowed.", detail, NULL);
    case ILX_SANDBOX_ROUTE_NO_PATH:
    default:
      return refuse (pass, 404, "not_found", "Not found.", "The path is not known.", NULL);
    }
}

/* The key in "Klaviyo-API-Key pk_…"; NULL for every other scheme, as Klaviyo refuses them too. */
static const char *
get_key (const IlxSandboxHeaders *headers)
{
  const char *value = headers->authorization;

  if (value == NULL || !g_str_has_prefix (value, KEY_PREFIX))
    return NULL;
  return value + strlen (KEY_PREFIX);
}

static gboolean
pass_key (IlxSandboxPass *pass)
{
  const char *key = get_key (pass->headers);
  const char *detail
      = key == NULL || *key == '\0' ? "Missing or invalid private key." : "Invalid private key.";

  if (key != NULL && ilx_sandbox_keys_has (pass->keys, ILX_SANDBOX_KLAVIYO, key))
    return TRUE;
  ilx_sandbox_call_set_header (pass->call, "WWW-Authenticate", "Klaviyo-API-Key");
  return refuse (pass, 401, "not_authenticated", "Authentication credentials were not provided.",
                 detail, "/data/");
}

static gboolean
pass_scopes (IlxSandboxPass *pass)
{
  static const char title[] = "You do not have permission to perform this action.";
  const IlxSandboxRoute *route = pass->call->route;
  g_autofree char *missing
      = ilx_sandbox_keys_dup_missing (pass->keys, get_key (pass->headers), route->scopes);
  g_autofree char *detail = NULL;

  if (missing != NULL)
    {
      detail = g_strdup_printf ("Your API key is missing required scopes: %s", missing);
      return refuse (pass, 403, "permission_denied", title, detail, "/data/");
    }
  if (route->needs_switch == NULL
      || ilx_sandbox_state_has_switch (pass->call->state, route->needs_switch))
    return TRUE;
  return refuse (pass, 403, "permission_denied", title,
                 "This feature is not part of your account's plan.", "/data/");
}

static gboolean
pass_revision (IlxSandboxPass *pass)
{
  const char *revision = pass->headers->revision;
  g_autofree char *detail = NULL;

  if (revision == NULL || *revision == '\0')
    return refuse (pass, 400, "invalid", "Invalid input.", "The 'revision' header is required.",
                   "/data/");
  if (strchr (revision, ' ') == NULL && ilx_sandbox_words_have (living_revisions, revision, -1))
    return TRUE;
  if (ilx_sandbox_words_have (retired_revisions, revision, -1))
    return refuse (pass, 410, "gone", "Revision retired.",
                   "This API revision is no longer supported. Please use a newer one.", "/data/");
  detail = g_strdup_printf ("'%s' is not a valid API revision.", revision);
  return refuse (pass, 400, "invalid", "Invalid input.", detail, "/data/");
}

/* Whether one of the comma-separated @ranges takes the media type of the replies. */
static gboolean
accepts_replies (const char *ranges)
{
  static const char accepted[] = "application/vnd.api+json application/json application/* */*";
  const char *rest = ranges;
  const char *range;
  gsize length;

  while ((range = ilx_sandbox_words_next (&rest, ',', &length)) != NULL)
    {
      g_autofree char *type = g_strndup (range, length);

      type[strcspn (type, ";")] = '\0';
      if (ilx_sandbox_words_have (accepted, g_strstrip (type), -1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_json_type (const char *content_type)
{
  g_autofree char *type = g_strdup (content_type != NULL ? content_type : "");

  type[strcspn (type, ";")] = '\0';
  return ilx_sandbox_words_have ("application/vnd.api+json application/json", g_strstrip (type),
                                 -1);
}

static gboolean
pass_media_types (IlxSandboxPass *pass)
{
  g_autofree char *detail = NULL;

  if (pass->headers->accept != NULL && !accepts_replies (pass->headers->accept))
    return refuse (pass, 406, "not_acceptable", "Not acceptable.",
                   "Could not satisfy the request Accept header.", NULL);
  if (pass->call->route->schema == NULL || is_json_type (pass->headers->content_type))
    return TRUE;
  detail = g_strdup_printf ("Unsupported media type \"%s\" in request.",
                            pass->headers->content_type != NULL ? pass->headers->content_type : "");
  return refuse (pass, 415, "unsupported_media_type", "Unsupported media type.", detail, NULL);
}

static void
set_number_header (IlxSandboxCall *call, const char *name, guint number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", number);
  ilx_sandbox_call_set_header (call, name, text);
}

/* The steady window in the headers of every answer but a 429, which says when to come back. */
static gboolean
obey (IlxSandboxPass *pass, const IlxSandboxVerdict *verdict)
{
  g_autofree char *detail = NULL;

  if (!verdict->is_throttled)
    {
      if (verdict->limit == 0)
        return TRUE;
      set_number_header (pass->call, "RateLimit-Limit", verdict->limit);
      set_number_header (pass->call, "RateLimit-Remaining", verdict->remaining);
      set_number_header (pass->call, "RateLimit-Reset", verdict->reset);
      return TRUE;
    }
  set_number_header (pass->call, "Retry-After", verdict->retry_after);
  detail = g_strdup_printf ("Request was throttled. Expected available in %u second%s.",
                            verdict->retry_after, verdict->retry_after == 1 ? "" : "s");
  return refuse (pass, 429, "throttled", "Request was throttled.", detail, NULL);
}

/* Asked of the text: limits come before the query is looked at. */
static gboolean
wants_profile_count (IlxSandboxCall *call)
{
  const IlxSandboxQuery *query = call->route->query;

  return call->query_text != NULL && query != NULL
         && (ilx_sandbox_words_have (query->additional, "list", -1)
             || ilx_sandbox_words_have (query->additional, "segment", -1))
         && strstr (call->query_text, "additional-fields") != NULL
         && strstr (call->query_text, "profile_count") != NULL;
}

static gboolean
pass_limits (IlxSandboxPass *pass)
{
  const IlxSandboxRoute *route = pass->call->route;
  IlxSandboxAllowance allowance = { route->burst, route->steady, route->daily };
  gconstpointer who = route;
  IlxSandboxVerdict verdict;

  if (!ilx_sandbox_state_has_switch (pass->call->state, "limits"))
    return TRUE;
  if (wants_profile_count (pass->call))
    {
      who = &profile_count_allowance;
      allowance = profile_count_allowance;
    }
  verdict = ilx_sandbox_limits_take (pass->limits, who, &allowance,
                                     ilx_sandbox_state_get_steady (pass->call->state));
  return obey (pass, &verdict);
}

static gboolean
pass_query (IlxSandboxPass *pass)
{
  return ilx_sandbox_query_read (pass->call);
}

static gboolean
pass_body (IlxSandboxPass *pass)
{
  const IlxSandboxSchema *schema = pass->call->route->schema;
  g_autoptr (GError) error = NULL;
  g_autofree char *pointer = NULL;
  g_autofree char *detail = NULL;

  if (schema == NULL)
    return TRUE;
  if (g_bytes_get_size (pass->body) > MAX_BODY_BYTES)
    return refuse (pass, 413, "payload_too_large", "Payload too large.",
                   "The request's body is too large.", NULL);
  pass->call->body = ilx_json_parse (pass->body, &error);
  if (pass->call->body == NULL)
    return refuse (pass, 400, "invalid", "Invalid input.", "The body is not valid JSON.", "/data");
  if (ilx_sandbox_schema_check (schema, pass->call->body, &pointer, &detail))
    return TRUE;
  return refuse (pass, 400, "invalid", "Invalid input.", detail, pointer);
}

/* Makes all checks that the route's row can express, lets the handler answer, and answers itself
 * when a check fails. */
static void
handle (IlxSandboxPass *pass)
{
  static gboolean (*const checks[]) (IlxSandboxPass *) = {
    pass_route,       pass_key,    pass_scopes, pass_revision,
    pass_media_types, pass_limits, pass_query,  pass_body,
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!checks[i](pass))
      return;
  ilx_sandbox_klaviyo_refresh (pass->call->state);
  pass->call->route->handle (pass->call);
}

static const char *
get_error_code (guint status)
{
  switch (status)
    {
    case 429:
      return "throttled";
    case 409:
      return "conflict";
    case 503:
      return "service_unavailable";
    default:
      return status >= 500 ? "error" : "invalid";
    }
}

static void
fail (IlxSandboxCall *call, guint status, const char *phrase)
{
  ilx_sandbox_call_reply_error (call, status, get_error_code (status), phrase,
                                "This answer was asked for.", NULL);
}

static JsonNode *
describe (IlxSandboxState *state, IlxSandboxKeys *keys)
{
  return ilx_json_object (
      "url", ilx_json_string (ilx_sandbox_state_get_base_url (state)), "api_key",
      ilx_json_string (ilx_sandbox_keys_get_default (keys, ILX_SANDBOX_KLAVIYO)), NULL);
}

const IlxSandboxPlatform ilx_sandbox_klaviyo = {
  .name = ILX_SANDBOX_KLAVIYO,
  .prefix = "",
  .media_type = ILX_SANDBOX_MEDIA_TYPE,
  .error_media_type = ILX_SANDBOX_MEDIA_TYPE,
  .open_shop = ilx_sandbox_klaviyo_open_shop,
  .refresh = ilx_sandbox_klaviyo_refresh,
  .handle = handle,
  .fail = fail,
  .describe = describe,
};
