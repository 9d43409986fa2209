/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is asked of the simulated platforms, they answer once and as the documentation says an
 * answer looks. An input is "METHOD /path?query", a line feed, and the body. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-gate.h"

#include <string.h>

/* What inputs make stays; after so many of them the shop opens anew. */
#define N_BETWEEN_SHOPS 2000

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef struct
{
  IlxSandboxState *state;
  IlxSandboxKeys *keys;
  IlxSandboxLimits *limits;
  char *klaviyo; /* what each platform takes for a key */
  char *mailchimp;
  guint n;
} Shop;

static void
open_shop (Shop *shop)
{
  if (shop->state == NULL)
    {
      shop->state = ilx_sandbox_state_new (1);
      shop->keys = ilx_sandbox_keys_new ();
      shop->limits = ilx_sandbox_limits_new ();
      shop->klaviyo = g_strconcat ("Klaviyo-API-Key ",
                                   ilx_sandbox_keys_get_default (shop->keys, "klaviyo"), NULL);
      shop->mailchimp
          = g_strconcat ("Bearer ", ilx_sandbox_keys_get_default (shop->keys, "mailchimp"), NULL);
    }
  else if (shop->n++ % N_BETWEEN_SHOPS != 0)
    return;
  ilx_sandbox_state_clear (shop->state);
  ilx_sandbox_state_set_switch (shop->state, "limits", FALSE);
  ilx_sandbox_platforms_open_shops (shop->state);
}

/* Mailchimp's pages for people are no JSON. */
static gboolean
is_told (IlxSandboxCall *call, JsonNode *reply)
{
  if (call->platform == &ilx_sandbox_klaviyo)
    return ilx_json_get (reply, "errors[0].detail") != NULL;
  return ilx_json_get (reply, "detail") != NULL || ilx_json_get (reply, "error") != NULL;
}

static void
check_reply (IlxSandboxCall *call)
{
  g_autoptr (JsonNode) reply = NULL;

  g_assert (call->status >= 200 && call->status < 500);
  if (call->reply == NULL || g_str_has_prefix (call->media_type, "text/html"))
    return;
  reply = ilx_json_parse_text (call->reply, NULL);
  g_assert (reply != NULL);
  g_assert (is_told (call, reply) == (call->status >= 400));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static Shop shop;
  IlxSandboxHeaders headers = { NULL, "2026-07-15", NULL, "application/json" };
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *body = text + strcspn (text, "\n"), *path = text + strcspn (text, " \n"), *query;
  g_autoptr (IlxSandboxCall) call = NULL;
  g_autoptr (GBytes) bytes = NULL;

  open_shop (&shop);
  if (*body != '\0')
    *body++ = '\0';
  if (*path != '\0')
    *path++ = '\0';
  query = path + strcspn (path, "?");
  if (*query != '\0')
    *query++ = '\0';
  /* The server makes sure of this much: a method, and a path that a URL can have. */
  if (!g_utf8_validate (text, -1, NULL) || !g_utf8_validate (path, -1, NULL)
      || !g_utf8_validate (query, -1, NULL))
    return 0;
  bytes = g_bytes_new (body, strlen (body));
  call = ilx_sandbox_call_new (shop.state, text, path, query);
  headers.authorization = call->platform == &ilx_sandbox_klaviyo ? shop.klaviyo : shop.mailchimp;
  if (strstr (path, "/oauth2/") != NULL)
    headers.content_type = "application/x-www-form-urlencoded";
  ilx_sandbox_gate_handle (call, &headers, bytes, shop.keys, shop.limits);
  check_reply (call);
  return 0;
}
