/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pure parts: requests, addresses, replies, retries, redaction; and the gate. */
#include "config.h"

#include <string.h>

#include "ilx-error.h"
#include "ilx-gate.h"
#include "ilx-http-request-private.h"
#include "ilx-http-retry.h"
#include "ilx-http-url.h"
#include "ilx-json.h"
#include "ilx-redaction.h"
#include "ilx-test-await.h"

#define SECRET "pk_0123456789abcdef_7f3c"

typedef struct
{
  guint line;
  const char *name;
  const char *value;
  const char *target;
} QueryRow;

static const QueryRow query_rows[] = {
  { __LINE__, "page[size]", "100", "/x?page%5Bsize%5D=100" },
  { __LINE__, "a", "", "/x?a=" },
  { __LINE__, "t", "2026-11-22T09:30:07+00:00", "/x?t=2026-11-22T09%3A30%3A07%2B00%3A00" },
  { __LINE__, "filter", "equals(name,\"A&B=ü\")",
    "/x?filter=equals%28name%2C%22A%26B%3D%C3%BC%22%29" },
  { __LINE__, "a", "x\r\nHost: evil", "/x?a=x%0D%0AHost%3A%20evil" },
  { __LINE__, "a", "#?/%41", "/x?a=%23%3F%2F%2541" },
  { __LINE__, "a", "-._~", "/x?a=-._~" },
};

static void
test_query (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (query_rows); i++)
    {
      const QueryRow *row = &query_rows[i];
      g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/x");
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;
      g_autofree char *expected = g_strconcat (row->target, "&b=1", NULL);

      g_test_message ("line %u", row->line);
      ilx_http_request_add_query (request, row->name, row->value);
      one = ilx_http_request_dup_target (request);
      g_assert_cmpstr (one, ==, row->target);
      ilx_http_request_add_query (request, "b", "1");
      two = ilx_http_request_dup_target (request);
      g_assert_cmpstr (two, ==, expected);
    }
}

static void
test_methods (void)
{
  static const struct
  {
    const char *method;
    gboolean is_repeatable;
    gboolean is_harmless;
  } rows[] = {
    { "GET", TRUE, TRUE },    { "HEAD", TRUE, TRUE },    { "PUT", TRUE, FALSE },
    { "PATCH", TRUE, FALSE }, { "DELETE", TRUE, FALSE }, { "POST", FALSE, FALSE },
    { "BREW", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxHttpRequest) request = ilx_http_request_new (rows[i].method, "/x");

      g_assert_cmpint (ilx_http_request_is_repeatable (request), ==, rows[i].is_repeatable);
      g_assert_cmpint (ilx_http_request_is_harmless (request), ==, rows[i].is_harmless);
      g_assert_cmpuint (ilx_http_request_get_timeout (request), ==, 60);
      g_assert_null (ilx_http_request_get_bytes (request));
      ilx_http_request_set_repeatable (request, !rows[i].is_repeatable);
      g_assert_cmpint (ilx_http_request_is_repeatable (request), ==, !rows[i].is_repeatable);
    }
}

static void
test_body (void)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("POST", "/x");
  GBytes *bytes;

  ilx_http_request_take_body (request, ilx_json_string ("first"));
  ilx_http_request_take_body (request, ilx_json_object ("a", ilx_json_null (), NULL));
  bytes = ilx_http_request_get_bytes (request);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "{\"a\":null}", 10);
  g_assert_true (ilx_http_request_get_bytes (request) == bytes);
  g_assert_nonnull (ilx_http_request_get_body (request));
}

typedef struct
{
  guint line;
  const char *url;
  gboolean is_base;
} BaseRow;

static const BaseRow base_rows[] = {
  { __LINE__, "https://a.klaviyo.com", TRUE },
  { __LINE__, "https://a.klaviyo.com/", TRUE },
  { __LINE__, "https://us1.api.mailchimp.com/3.0", TRUE },
  { __LINE__, "HTTPS://A.KLAVIYO.COM", TRUE },
  { __LINE__, "http://127.0.0.1:8080", TRUE },
  { __LINE__, "http://127.255.0.3", TRUE },
  { __LINE__, "http://[::1]:8080", TRUE },
  { __LINE__, "http://localhost:1", TRUE },
  { __LINE__, "http://LOCALHOST", TRUE },
  { __LINE__, "http://a.klaviyo.com", FALSE },
  { __LINE__, "http://127.0.0.1.evil.example", FALSE },
  { __LINE__, "http://localhost.evil.example", FALSE },
  { __LINE__, "http://127.0.0.1@evil.example", FALSE },
  { __LINE__, "http://evil.example#@127.0.0.1", FALSE },
  { __LINE__, "http://evil.example\\@127.0.0.1", FALSE },
  { __LINE__, "http://10.0.0.1", FALSE },
  { __LINE__, "http://[::ffff:10.0.0.1]", FALSE },
  { __LINE__, "http://0.0.0.0", FALSE },
  { __LINE__, "https://user:word@a.klaviyo.com", FALSE },
  { __LINE__, "https://a.klaviyo.com?x=1", FALSE },
  { __LINE__, "https://a.klaviyo.com#x", FALSE },
  { __LINE__, "https://a.klaviyo.com:99999", FALSE },
  { __LINE__, "https://a.klav iyo.com", FALSE },
  { __LINE__, "https://ä.example", FALSE },
  { __LINE__, "https://a\r\nb", FALSE },
  { __LINE__, "https://", FALSE },
  { __LINE__, "https:///x", FALSE },
  { __LINE__, "file:///etc/passwd", FALSE },
  { __LINE__, "ftp://127.0.0.1", FALSE },
  { __LINE__, "a.klaviyo.com", FALSE },
  { __LINE__, "", FALSE },
};

static void
test_base (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (base_rows); i++)
    {
      g_autoptr (IlxClock) clock = ilx_clock_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (IlxHttpClient) client = ilx_http_client_new (base_rows[i].url, clock, &error);

      g_test_message ("line %u", base_rows[i].line);
      g_assert_cmpint (client != NULL, ==, base_rows[i].is_base);
      if (client == NULL)
        g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
    }
}

typedef struct
{
  guint line;
  const char *base;
  const char *url;
  gboolean is_within;
} WithinRow;

static const WithinRow within_rows[] = {
  { __LINE__, "https://a.b", "https://a.b/api/lists?page%5Bcursor%5D=bmV4dDo6", TRUE },
  { __LINE__, "https://a.b", "https://A.B:443/x", TRUE },
  { __LINE__, "https://a.b:443", "HTTPS://a.b/x", TRUE },
  { __LINE__, "http://[::1]:80", "http://[::1]/x", TRUE },
  { __LINE__, "https://a.b", "http://a.b/x", FALSE },
  { __LINE__, "https://a.b", "https://a.b:8443/x", FALSE },
  { __LINE__, "https://a.b", "https://a.b.evil/x", FALSE },
  { __LINE__, "https://a.b", "https://evil/a.b", FALSE },
  { __LINE__, "https://a.b", "https://a.b@evil/", FALSE },
  { __LINE__, "https://a.b", "https://u:p@a.b/", FALSE },
  { __LINE__, "https://a.b", "https://a.b/x#y", FALSE },
  { __LINE__, "https://a.b", "https://a.b/x\r\nX: y", FALSE },
  { __LINE__, "https://a.b", "//a.b/x", FALSE },
  { __LINE__, "https://a.b", "/x", FALSE },
  { __LINE__, "https://a.b", "", FALSE },
  { __LINE__, "https://a.b", "javascript:alert(1)", FALSE },
};

static void
test_within (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (within_rows); i++)
    {
      const WithinRow *row = &within_rows[i];
      g_autoptr (GUri) base = ilx_http_url_parse_base (row->base, NULL);
      g_autoptr (GUri) url = ilx_http_url_parse_within (row->url, base);

      g_test_message ("line %u", row->line);
      g_assert_cmpint (url != NULL, ==, row->is_within);
    }
}

typedef struct
{
  guint line;
  const char *text;
  const char *expected;
} RedactionRow;

static const RedactionRow redaction_rows[] = {
  { __LINE__, "", "" },
  { __LINE__, "nothing here", "nothing here" },
  { __LINE__, "key " SECRET " is bad", "key pk_…7f3c is bad" },
  { __LINE__, SECRET SECRET, "pk_…7f3cpk_…7f3c" },
  { __LINE__, "pk_live_someone_elses_9999!", "pk_…9999!" },
  { __LINE__, "pk_abc", "pk_…" },
  { __LINE__, "pk_", "pk_" },
  { __LINE__, "pk_ pk_\xc3\xa4", "pk_ pk_\xc3\xa4" },
  { __LINE__, "the-other-secret", "pk_…cret" },
  { __LINE__, "a\x1b[31mb\tc\nd\x7f", "a [31mb\tc\nd " },
  { __LINE__, "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
};

static void
test_redaction (void)
{
  static const char *const secrets[] = { SECRET, "the-other-secret", "", NULL };
  g_autofree char *endless = g_strnfill (100000, 'a');
  g_autofree char *cut = ilx_redaction_dup (endless, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (redaction_rows); i++)
    {
      g_autofree char *clean = ilx_redaction_dup (redaction_rows[i].text, secrets);

      g_test_message ("line %u", redaction_rows[i].line);
      g_assert_cmpstr (clean, ==, redaction_rows[i].expected);
    }
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 2001);
  g_assert_null (ilx_redaction_dup (NULL, secrets));
}

typedef struct
{
  guint line;
  guint status;
  const char *type;
  const char *body;
  int code; /* -1: it can be read */
} ReplyRow;

static const ReplyRow reply_rows[] = {
  { __LINE__, 200, "application/json", "{\"a\":1}", -1 },
  { __LINE__, 200, "application/vnd.api+json", "[]", -1 },
  { __LINE__, 201, "Application/Vnd.API+JSON", "null", -1 },
  { __LINE__, 200, "text/json", "1", -1 },
  { __LINE__, 204, NULL, "", -1 },
  { __LINE__, 200, "text/html", "", -1 },
  { __LINE__, 200, "text/html", "{}", ILX_ERROR_BAD_REPLY },
  { __LINE__, 200, NULL, "{}", ILX_ERROR_BAD_REPLY },
  { __LINE__, 200, "application/json-seq", "{}", ILX_ERROR_BAD_REPLY },
  { __LINE__, 200, "application/json", "{", ILX_ERROR_BAD_REPLY },
  { __LINE__, 200, "application/json", "<html>", ILX_ERROR_BAD_REPLY },
  { __LINE__, 100, NULL, "", ILX_ERROR_BAD_REPLY },
  { __LINE__, 302, NULL, "", ILX_ERROR_BAD_REPLY },
  { __LINE__, 400, "application/json", "[[[[", ILX_ERROR_REJECTED },
  { __LINE__, 405, NULL, "", ILX_ERROR_REJECTED },
  { __LINE__, 415, NULL, "", ILX_ERROR_REJECTED },
  { __LINE__, 418, NULL, "", ILX_ERROR_REJECTED },
  { __LINE__, 599, NULL, "", ILX_ERROR_SERVER },
  { __LINE__, 600, NULL, "", ILX_ERROR_BAD_REPLY },
  { __LINE__, 0, NULL, "", ILX_ERROR_BAD_REPLY },
};

static void
test_reply (void)
{
  const IlxHttpReader reader = { "Klaviyo", NULL, NULL, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (reply_rows); i++)
    {
      const ReplyRow *row = &reply_rows[i];
      g_autoptr (GBytes) body = g_bytes_new_static (row->body, strlen (row->body));
      IlxHttpReply reply = { row->status, (char *) row->type, NULL, NULL, body };
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json = ilx_http_reply_read (&reply, &reader, &error);

      g_test_message ("line %u", row->line);
      g_assert_cmpint (json != NULL, ==, row->code == -1);
      g_assert_cmpint (error != NULL ? error->code : -1, ==, row->code);
    }
}

typedef struct
{
  guint line;
  guint status; /* 0: no reply */
  IlxErrorCode code;
  gboolean has_left;
  guint n_tries;
  gboolean is_repeatable;
  gint64 least; /* seconds; -1: give up */
} RetryRow;

static const RetryRow retry_rows[] = {
  { __LINE__, 500, ILX_ERROR_SERVER, FALSE, 1, TRUE, 1 },
  { __LINE__, 500, ILX_ERROR_SERVER, FALSE, 2, TRUE, 2 },
  { __LINE__, 500, ILX_ERROR_SERVER, FALSE, 4, TRUE, 8 },
  { __LINE__, 500, ILX_ERROR_SERVER, FALSE, 5, TRUE, -1 },
  { __LINE__, 500, ILX_ERROR_SERVER, FALSE, 1, FALSE, -1 },
  { __LINE__, 500, ILX_ERROR_REJECTED, FALSE, 1, TRUE, 1 },
  { __LINE__, 200, ILX_ERROR_BAD_REPLY, FALSE, 1, TRUE, 1 },
  { __LINE__, 200, ILX_ERROR_BAD_REPLY, FALSE, 1, FALSE, -1 },
  { __LINE__, 302, ILX_ERROR_BAD_REPLY, FALSE, 1, TRUE, -1 },
  { __LINE__, 409, ILX_ERROR_CONFLICT, FALSE, 1, TRUE, -1 },
  { __LINE__, 429, ILX_ERROR_RATE_LIMITED, FALSE, 1, FALSE, 60 },
  { __LINE__, 429, ILX_ERROR_RATE_LIMITED, FALSE, 5, TRUE, -1 },
  { __LINE__, 0, ILX_ERROR_NETWORK, TRUE, 1, TRUE, 1 },
  { __LINE__, 0, ILX_ERROR_NETWORK, FALSE, 1, TRUE, -1 },
  { __LINE__, 0, ILX_ERROR_NETWORK, TRUE, 1, FALSE, -1 },
  { __LINE__, 0, ILX_ERROR_TIMED_OUT, FALSE, 1, TRUE, 1 },
  { __LINE__, 0, ILX_ERROR_TIMED_OUT, TRUE, 1, FALSE, -1 },
  { __LINE__, 0, ILX_ERROR_BAD_REPLY, TRUE, 1, TRUE, -1 },
  { __LINE__, 0, ILX_ERROR_RATE_LIMITED, FALSE, 1, TRUE, -1 },
  { __LINE__, 0, ILX_ERROR_INVALID_INPUT, FALSE, 1, TRUE, -1 },
};

static void
test_retry (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (retry_rows); i++)
    {
      const RetryRow *row = &retry_rows[i];
      IlxHttpReply reply = { row->status, NULL, NULL, NULL, NULL };
      g_autoptr (GError) error = ilx_error_new (row->code, "x");
      gint64 delay;

      g_test_message ("line %u", row->line);
      ilx_error_set_may_have_happened (error, row->has_left);
      delay = ilx_http_retry_get_delay (row->status != 0 ? &reply : NULL, error, row->n_tries,
                                        row->is_repeatable);
      g_assert_cmpint (delay, >=, row->least < 0 ? -1 : row->least * ILX_SECOND);
      g_assert_cmpint (delay, <=, row->least < 0 ? -1 : row->least * ILX_SECOND * 3 / 2);
    }
}

static void
test_cancelled_is_final (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  g_assert_cmpint (ilx_http_retry_get_delay (NULL, error, 1, TRUE), ==, -1);
}

/* First come, first in; who goes away does not hold up the others. */
static void
test_gate (void)
{
  IlxGate *gate = ilx_gate_new (2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[3] = { NULL };

  g_assert_true (ilx_gate_try_enter (gate));
  ilx_gate_enter_async (gate, NULL, ilx_test_await_cb, &results[0]);
  g_assert_false (ilx_gate_try_enter (gate));
  ilx_gate_enter_async (gate, cancellable, ilx_test_await_cb, &results[1]);
  ilx_gate_enter_async (gate, NULL, ilx_test_await_cb, &results[2]);
  ilx_test_await (&results[0]);
  ilx_test_spin (5);
  g_assert_true (results[1] == NULL && results[2] == NULL);

  g_cancellable_cancel (cancellable);
  ilx_test_await (&results[1]);
  g_assert_false (ilx_gate_enter_finish (results[1], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ilx_gate_leave (gate);
  ilx_test_await (&results[2]);
  g_assert_true (ilx_gate_enter_finish (results[2], NULL));
  ilx_gate_leave (gate);
  ilx_gate_leave (gate);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_assert_finalize_object (G_OBJECT (results[i]));
  ilx_gate_free (gate);
}

/* Let in and cancelled in the same moment: inside, or the place would be lost. */
static void
test_gate_race (void)
{
  g_autoptr (IlxGate) gate = ilx_gate_new (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (ilx_gate_try_enter (gate));
  ilx_gate_enter_async (gate, cancellable, ilx_test_await_cb, &result);
  ilx_test_spin (2);
  ilx_gate_leave (gate);
  g_cancellable_cancel (cancellable);
  ilx_test_await (&result);
  g_assert_true (ilx_gate_enter_finish (result, NULL));
  g_assert_false (ilx_gate_try_enter (gate));
  ilx_gate_leave (gate);
  g_assert_true (ilx_gate_try_enter (gate));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/http/request/query", test_query);
  g_test_add_func ("/http/request/methods", test_methods);
  g_test_add_func ("/http/request/body", test_body);
  g_test_add_func ("/http/url/base", test_base);
  g_test_add_func ("/http/url/within", test_within);
  g_test_add_func ("/http/redaction", test_redaction);
  g_test_add_func ("/http/reply", test_reply);
  g_test_add_func ("/http/retry/table", test_retry);
  g_test_add_func ("/http/retry/cancelled", test_cancelled_is_final);
  g_test_add_func ("/http/gate/queue", test_gate);
  g_test_add_func ("/http/gate/race", test_gate_race);
  return g_test_run ();
}
