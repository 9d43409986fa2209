/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform's answer: lines with status, content type, Retry-After, request id and the link to the
 * next page, then the body. It is read or refused, the link stays on our origin, and no secret gets
 * into what is shown. */
#include "config.h"

#include <string.h>

#include "ilx-error.h"
#include "ilx-http-retry.h"
#include "ilx-http-url.h"
#include "ilx-json.h"
#include "ilx-redaction.h"

#define SECRET "pk_0123456789abcdef_7f3c"
#define BASE "https://a.klaviyo.com"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *const secrets[] = { SECRET, NULL };

static void
assert_shown (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (text == NULL || strstr (text, SECRET) == NULL);
  g_assert_true (text == NULL || strchr (text, '\033') == NULL);
}

static void
echo_cb (GError **error, guint status, JsonNode *json)
{
  ilx_error_set_detail (*error, ilx_json_get_string_or (json, "errors[0].detail", "no detail"));
  ilx_error_set_field (*error, ilx_json_get_string_or (json, "errors[0].source.pointer", NULL));
}

static void
check_reply (const IlxHttpReply *reply)
{
  const IlxHttpReader reader = { "Klaviyo", echo_cb, secrets, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = ilx_http_reply_read (reply, &reader, &error);
  gint64 delay;

  g_assert_true ((json == NULL) == (error != NULL));
  if (error == NULL)
    return;
  g_assert_true (error->domain == ILX_ERROR);
  assert_shown (error->message);
  assert_shown (ilx_error_get_detail (error));
  assert_shown (ilx_error_get_field (error));
  assert_shown (ilx_error_get_request_id (error));
  delay = ilx_http_retry_get_delay (reply, error, 1, FALSE);
  g_assert_true (delay == -1 || reply->status == 429);
  g_assert_cmpint (delay, <=, ILX_HTTP_MAX_WAIT * ILX_SECOND);
}

static void
check_link (const char *link)
{
  g_autoptr (GUri) base = ilx_http_url_parse_base (BASE, NULL);
  g_autoptr (GUri) uri = ilx_http_url_parse_within (link, base);

  if (uri == NULL)
    return;
  g_assert_cmpint (g_ascii_strncasecmp (link, "https://a", strlen ("https://a")), ==, 0);
  g_assert_cmpint (g_ascii_strcasecmp (g_uri_get_host (uri), "a.klaviyo.com"), ==, 0);
  g_assert_null (strpbrk (link, "\r\n "));
}

static void
check_redaction (const char *text)
{
  g_autofree char *clean = ilx_redaction_dup (text, secrets);
  g_autofree char *again = ilx_redaction_dup (clean, secrets);

  assert_shown (clean);
  assert_shown (again);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", 6);
  IlxHttpReply reply = { 0 };

  check_redaction (text);
  if (g_strv_length (lines) < 6)
    return 0;
  reply.status = (guint) g_ascii_strtoull (lines[0], NULL, 10) % 700;
  reply.content_type = lines[1];
  reply.retry_after = lines[2];
  reply.request_id = lines[3];
  reply.body = g_bytes_new_static (lines[5], strlen (lines[5]));
  check_link (lines[4]);
  check_reply (&reply);
  g_bytes_unref (reply.body);
  return 0;
}
