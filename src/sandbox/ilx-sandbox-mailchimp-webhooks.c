/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Mailchimp's webhooks, each of one list. Nothing is delivered: a sandbox calls
 * nobody. The secret is shown once, to whoever makes the webhook. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"

#define WEBHOOKS "webhooks"

static const IlxSandboxCollection collection = { .name = "webhooks", .is_whole = TRUE };

static const IlxSandboxSchema event_rows[] = {
  { "subscribe", ILX_SANDBOX_BOOLEAN },
  { "unsubscribe", ILX_SANDBOX_BOOLEAN },
  { "profile", ILX_SANDBOX_BOOLEAN },
  { "cleaned", ILX_SANDBOX_BOOLEAN },
  { "upemail", ILX_SANDBOX_BOOLEAN },
  { "campaign", ILX_SANDBOX_BOOLEAN },
  { NULL },
};
static const IlxSandboxSchema source_rows[] = {
  { "user", ILX_SANDBOX_BOOLEAN },
  { "admin", ILX_SANDBOX_BOOLEAN },
  { "api", ILX_SANDBOX_BOOLEAN },
  { NULL },
};
static const IlxSandboxSchema body[] = {
  { "url", ILX_SANDBOX_STRING, .min = 1 },
  { "events", ILX_SANDBOX_OBJECT, .inner = event_rows },
  { "sources", ILX_SANDBOX_OBJECT, .inner = source_rows },
  { NULL },
};

static JsonNode *
build_flags (const IlxSandboxSchema *table)
{
  JsonNode *flags = ilx_json_empty_object ();

  for (; table->name != NULL; table++)
    ilx_json_set (flags, table->name, ilx_json_bool (FALSE));
  return flags;
}

/* Everybody can be reached but this computer and those who are not on the web. */
static gboolean
is_reachable (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && g_str_has_prefix (g_uri_get_scheme (uri), "http")
         && !g_str_equal (host, "localhost") && !g_str_has_prefix (host, "127.");
}

static gboolean
is_taken (IlxSandboxState *state, const char *list_id, const char *url, IlxSandboxObject *but)
{
  GQueue *webhooks = ilx_sandbox_mailchimp_get_all (state, WEBHOOKS);

  for (GList *l = webhooks->head; l != NULL; l = l->next)
    if (l->data != but && g_str_equal (ilx_sandbox_mailchimp_read (l->data, "list_id"), list_id)
        && g_str_equal (ilx_sandbox_mailchimp_read (l->data, "url"), url))
      return TRUE;
  return FALSE;
}

/* Answers itself when the address won't do. */
static gboolean
check_url (IlxSandboxCall *call, const char *list_id, const char *url, IlxSandboxObject *but)
{
  if (!is_reachable (url))
    ilx_sandbox_mailchimp_refuse_field (call, "url",
                                        "The URL could not be validated: it did not answer.");
  else if (is_taken (ilx_sandbox_call_get_state (call), list_id, url, but))
    ilx_sandbox_mailchimp_refuse_field (call, "url",
                                        "Sorry, you can't set up multiple WebHooks for one URL");
  else
    return TRUE;
  return FALSE;
}

/* GET /lists/{list_id}/webhooks */
static void
get_webhooks (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  GQueue *all = ilx_sandbox_mailchimp_get_all (ilx_sandbox_call_get_state (call), WEBHOOKS);
  JsonNode *items;

  if (list == NULL)
    return;
  items = ilx_json_empty_array ();
  for (GList *l = all->head; l != NULL; l = l->next)
    if (g_str_equal (ilx_sandbox_mailchimp_read (l->data, "list_id"), list->id))
      ilx_json_append (items, json_node_copy (ilx_sandbox_object_get_attributes (l->data)));
  ilx_sandbox_mailchimp_reply_collection (
      call, &collection, items, ilx_json_object ("list_id", ilx_json_string (list->id), NULL));
}

static IlxSandboxObject *
add_webhook (IlxSandboxState *state, const char *list_id, JsonNode *given)
{
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_HEX);
  IlxSandboxObject *webhook = ilx_sandbox_mailchimp_add (
      state, WEBHOOKS, id,
      ilx_json_object ("id", ilx_json_string (id), "url", ilx_json_string (""), "events",
                       build_flags (event_rows), "sources", build_flags (source_rows), "list_id",
                       ilx_json_string (list_id), "signing_enabled", ilx_json_bool (TRUE), NULL),
      NULL);

  ilx_sandbox_mailchimp_merge (ilx_sandbox_object_get_attributes (webhook), given);
  return webhook;
}

/* POST /lists/{list_id}/webhooks */
static void
create_webhook (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  JsonNode *given = ilx_sandbox_call_get_body (call);
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *secret = NULL;
  JsonNode *shown;

  if (list == NULL || !check_url (call, list->id, ilx_json_get_string_or (given, "url", ""), NULL))
    return;
  secret = g_compute_checksum_for_string (G_CHECKSUM_MD5, random, -1);
  shown = ilx_sandbox_json_dup (
      ilx_sandbox_object_get_attributes (add_webhook (state, list->id, given)));
  ilx_json_set (shown, "signing_secret", ilx_json_string (secret));
  ilx_sandbox_mailchimp_reply (call, 200, shown);
}

static IlxSandboxObject *
find_webhook (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  IlxSandboxObject *webhook
      = list != NULL ? ilx_sandbox_mailchimp_find (call, WEBHOOKS, "webhook_id") : NULL;

  if (webhook == NULL || g_str_equal (ilx_sandbox_mailchimp_read (webhook, "list_id"), list->id))
    return webhook;
  ilx_sandbox_mailchimp_refuse_missing (call);
  return NULL;
}

static void
reply_webhook (IlxSandboxCall *call, IlxSandboxObject *webhook)
{
  ilx_sandbox_mailchimp_reply (call, 200,
                               json_node_copy (ilx_sandbox_object_get_attributes (webhook)));
}

/* GET /lists/{list_id}/webhooks/{webhook_id} */
static void
get_webhook (IlxSandboxCall *call)
{
  IlxSandboxObject *webhook = find_webhook (call);

  if (webhook != NULL)
    reply_webhook (call, webhook);
}

/* PATCH /lists/{list_id}/webhooks/{webhook_id} */
static void
update_webhook (IlxSandboxCall *call)
{
  IlxSandboxObject *webhook = find_webhook (call);
  JsonNode *given = ilx_sandbox_call_get_body (call);
  const char *url = ilx_json_get_string_or (given, "url", NULL);

  if (webhook == NULL
      || (url != NULL
          && !check_url (call, ilx_sandbox_mailchimp_read (webhook, "list_id"), url, webhook)))
    return;
  ilx_sandbox_mailchimp_merge (ilx_sandbox_object_get_attributes (webhook), given);
  reply_webhook (call, webhook);
}

/* DELETE /lists/{list_id}/webhooks/{webhook_id} */
static void
delete_webhook (IlxSandboxCall *call)
{
  IlxSandboxObject *webhook = find_webhook (call);

  if (webhook == NULL)
    return;
  ilx_sandbox_state_remove (ilx_sandbox_call_get_state (call), ILX_SANDBOX_MAILCHIMP, WEBHOOKS,
                            webhook->id);
  ilx_sandbox_call_reply_empty (call, 204);
}

#define WEBHOOK "/3.0/lists/{list_id}/webhooks/{webhook_id}"

const IlxSandboxRoute ilx_sandbox_mailchimp_webhook_routes[] = {
  { "GET", "/3.0/lists/{list_id}/webhooks", get_webhooks },
  { "POST", "/3.0/lists/{list_id}/webhooks", create_webhook, "write", .schema = body },
  { "GET", WEBHOOK, get_webhook },
  { "PATCH", WEBHOOK, update_webhook, "write", .schema = body },
  { "DELETE", WEBHOOK, delete_webhook, "write" },
  { NULL },
};
