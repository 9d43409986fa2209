/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Klaviyo refuses, in the user's words; the form of a key; what a scope is for. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-endpoint.h"
#include "ilx-klaviyo-error.h"
#include "ilx-klaviyo-platform.h"

/* --- Errors ----------------------------------------------------------------------------------- */

static const struct
{
  int line;
  guint status;
  IlxErrorCode before;
  const char *body; /* NULL: no JSON */
  IlxErrorCode after;
  const char *detail;
  const char *field;
  const char *permission;
} refusals[] = {
  { __LINE__, 400, ILX_ERROR_REJECTED,
    "{\"errors\":[{\"id\":\"2c\",\"status\":400,\"code\":\"invalid\",\"title\":\"Invalid "
    "input.\",\"detail\":\"'audiences' is a required field.\",\"source\":{\"pointer\":"
    "\"/data/attributes/audiences\"}}]}",
    ILX_ERROR_REJECTED, "Invalid input. 'audiences' is a required field.", "included" },
  { __LINE__, 400, ILX_ERROR_REJECTED,
    "{\"errors\":[{\"title\":\"Invalid\",\"detail\":\"bad filter\",\"source\":{\"parameter\":"
    "\"filter\"}},{\"title\":\"Invalid\",\"detail\":\"worse filter\"}]}",
    ILX_ERROR_REJECTED, "Invalid. bad filter. Invalid. worse filter.", "filter" },
  { __LINE__, 400, ILX_ERROR_REJECTED,
    "{\"errors\":[{\"title\":\"Bad request\",\"detail\":\"Missing or invalid private key.\"}]}",
    ILX_ERROR_BAD_CREDENTIALS, "Bad request. Missing or invalid private key." },
  { __LINE__, 401, ILX_ERROR_BAD_CREDENTIALS,
    "{\"errors\":[{\"title\":\"No.\",\"detail\":\"No.\",\"source\":{\"pointer\":\"/data/\"}}]}",
    ILX_ERROR_BAD_CREDENTIALS, "No." },
  { __LINE__, 403, ILX_ERROR_MISSING_PERMISSION,
    "{\"errors\":[{\"title\":\"Denied.\",\"detail\":\"Your API key is missing required scopes: "
    "campaigns:read, templates:read\"}]}",
    ILX_ERROR_MISSING_PERMISSION,
    "Denied. Your API key is missing required scopes: campaigns:read, templates:read.", NULL,
    "campaigns:read templates:read" },
  { __LINE__, 403, ILX_ERROR_MISSING_PERMISSION,
    "{\"errors\":[{\"title\":\"Denied.\",\"detail\":\"Not in your plan: read it\"}]}",
    ILX_ERROR_MISSING_PERMISSION, "Denied. Not in your plan: read it.", NULL, "lists:read" },
  { __LINE__, 403, ILX_ERROR_MISSING_PERMISSION, NULL, ILX_ERROR_MISSING_PERMISSION, NULL, NULL,
    "lists:read" },
  { __LINE__, 413, ILX_ERROR_REJECTED, NULL, ILX_ERROR_REJECTED },
  { __LINE__, 410, ILX_ERROR_UPDATE_NEEDED, "{}", ILX_ERROR_UPDATE_NEEDED },
  { __LINE__, 409, ILX_ERROR_CONFLICT, "{\"errors\":\"no\"}", ILX_ERROR_CONFLICT },
  { __LINE__, 404, ILX_ERROR_NOT_FOUND, "{\"errors\":[]}", ILX_ERROR_NOT_FOUND },
  { __LINE__, 400, ILX_ERROR_REJECTED, "[1,2]", ILX_ERROR_REJECTED },
  { __LINE__, 400, ILX_ERROR_REJECTED,
    "{\"errors\":[{\"title\":7,\"detail\":null,\"source\":null},null,{\"detail\":\"x!\"}]}",
    ILX_ERROR_REJECTED, "x!" },
  { __LINE__, 503, ILX_ERROR_SERVER,
    "{\"errors\":[{\"title\":\"Service unavailable.\",\"detail\":\"Try again later.\"}]}",
    ILX_ERROR_SERVER, "Service unavailable. Try again later." },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (JsonNode) body
          = refusals[i].body != NULL ? ilx_json_parse_text (refusals[i].body, NULL) : NULL;
      g_autoptr (GError) error = ilx_error_new (refusals[i].before, "before");

      g_test_message ("line %d", refusals[i].line);
      ilx_klaviyo_refine_error (&error, refusals[i].status, body);
      ilx_klaviyo_name_permission (error, "lists:read");
      g_assert_error (error, ILX_ERROR, (int) refusals[i].after);
      g_assert_cmpstr (ilx_error_get_detail (error), ==, refusals[i].detail);
      g_assert_cmpstr (ilx_error_get_field (error), ==, refusals[i].field);
      g_assert_cmpstr (ilx_error_get_permission (error), ==, refusals[i].permission);
      if (refusals[i].permission != NULL)
        g_assert_nonnull (strstr (error->message, refusals[i].permission));
    }
}

/* Klaviyo publishes no limit; what it says when there is one is told in the words of the seed. */
static void
test_too_large (void)
{
  static const char *const details[] = { "HTML is too large.", "Content exceeds 1000 bytes" };

  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{\"errors\":[{\"title\":\"Invalid\",\"detail\":\"%s\",\"source\":{"
                             "\"pointer\":\"/data/attributes/html\"}}]}",
                             details[i]);
      g_autoptr (JsonNode) body = ilx_json_parse_text (text, NULL);
      g_autoptr (GError) error = ilx_error_new (ILX_ERROR_REJECTED, "before");

      ilx_klaviyo_refine_error (&error, 400, body);
      g_assert_error (error, ILX_ERROR, ILX_ERROR_REJECTED);
      g_assert_true (
          g_str_has_prefix (error->message, "HTML content exceeds Klaviyo's size limits"));
      g_assert_cmpstr (ilx_error_get_field (error), ==, "html");
    }
}

/* A body of a thousand entries does not become a wall of words. */
static void
test_many_entries (void)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":[");
  g_autoptr (GError) error = ilx_error_new (ILX_ERROR_REJECTED, "before");
  g_autoptr (JsonNode) body = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s{\"title\":\"T%u\",\"detail\":\"D%u\"}", i > 0 ? "," : "", i,
                            i);
  g_string_append (text, "]}");
  body = ilx_json_parse_text (text->str, NULL);
  ilx_klaviyo_refine_error (&error, 400, body);
  g_assert_cmpstr (ilx_error_get_detail (error), ==, "T0. D0. T1. D1. T2. D2. T3. D3.");
}

/* --- Keys ------------------------------------------------------------------------------------- */

static const struct
{
  int line;
  const char *key;
  const char *words; /* NULL: a key */
} keys[] = {
  { __LINE__, "pk_0123456789abcdef0123456789abcdef01", NULL },
  { __LINE__, "pk_AbC123_0123456789abcdef", NULL },
  { __LINE__, NULL, "empty" },
  { __LINE__, "", "empty" },
  { __LINE__, "AbC123", "public" },
  { __LINE__, "abcdef", "public" },
  { __LINE__, "pk_ 0123", "blanks" },
  { __LINE__, " pk_0123", "blanks" },
  { __LINE__, "pk_0123\n", "blanks" },
  { __LINE__,
    "pk_01\xC2\xA0"
    "23",
    "blanks" },
  { __LINE__, "pk_01\x7F", "blanks" },
  { __LINE__, "pk_", "damaged" },
  { __LINE__, "pk_01-23", "damaged" },
  { __LINE__, "pk_\xC3\xA4", "damaged" },
  { __LINE__, "pk_a\"b", "damaged" },
  { __LINE__, "sk_0123456789", "pk_" },
  { __LINE__, "PK_0123456789", "pk_" },
  { __LINE__, "AbC1234", "pk_" },
  { __LINE__, "\xFF\xFE", "not text" },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_key = ilx_klaviyo_check_secret (keys[i].key, &error);

      g_test_message ("line %d", keys[i].line);
      g_assert_cmpint (is_key, ==, keys[i].words == NULL);
      if (is_key)
        continue;
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
      g_assert_cmpstr (ilx_error_get_field (error), ==, "api-key");
      g_assert_nonnull (strstr (error->message, keys[i].words));
      if (keys[i].key != NULL && strlen (keys[i].key) > 3)
        g_assert_null (strstr (error->message, keys[i].key));
    }
}

/* --- Scopes and endpoints --------------------------------------------------------------------- */

static gboolean
is_scope (const char *scope)
{
  return g_str_has_suffix (scope, ":read") || g_str_has_suffix (scope, ":write");
}

/* Every scope that an endpoint wants has a sentence of its own. */
static void
test_scopes (void)
{
  for (guint i = 0; i < ILX_KLAVIYO_N_CALLS; i++)
    {
      const IlxKlaviyoEndpoint *endpoint = ilx_klaviyo_endpoint_get (i);
      g_auto (GStrv) scopes = g_strsplit (endpoint->scopes, " ", -1);
      g_auto (GStrv) sentences = ilx_klaviyo_dup_disabled ((const char *const *) scopes);

      g_assert_cmpuint (g_strv_length (sentences), ==, g_strv_length (scopes));
      for (guint j = 0; scopes[j] != NULL; j++)
        {
          g_assert_true (is_scope (scopes[j]));
          g_assert_null (strstr (sentences[j], scopes[j]));
        }
    }
}

static void
test_unknown_scope (void)
{
  static const char *const unknown[] = { "coupons:read", "lists:read", NULL };
  g_auto (GStrv) sentences = ilx_klaviyo_dup_disabled (unknown);
  g_auto (GStrv) none = ilx_klaviyo_dup_disabled (NULL);

  g_assert_nonnull (strstr (sentences[0], "coupons:read"));
  g_assert_cmpuint (g_strv_length (sentences), ==, 2);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

/* Only these may be done twice by themselves; above all no creation and no sending. */
static void
test_repeatable (void)
{
  for (guint i = 0; i < ILX_KLAVIYO_N_CALLS; i++)
    {
      const IlxKlaviyoEndpoint *endpoint = ilx_klaviyo_endpoint_get (i);
      gboolean has_id = strstr (endpoint->path, "{id}") != NULL;
      g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (i, has_id ? "a/../b?c" : NULL);
      gboolean is_safe_post = i == ILX_KLAVIYO_ASSIGN_TEMPLATE || i == ILX_KLAVIYO_START_ESTIMATION;

      g_assert_cmpint (ilx_http_request_is_repeatable (request), ==,
                       !g_str_equal (endpoint->method, "POST") || is_safe_post);
      g_assert_nonnull (ilx_http_request_get_tier (request));
      g_assert_null (strstr (ilx_http_request_get_path (request), "{id}"));
      if (has_id)
        g_assert_nonnull (strstr (ilx_http_request_get_path (request), "a%2F..%2Fb%3Fc"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/klaviyo/errors", test_errors);
  g_test_add_func ("/klaviyo/errors/too-large", test_too_large);
  g_test_add_func ("/klaviyo/errors/many", test_many_entries);
  g_test_add_func ("/klaviyo/keys", test_keys);
  g_test_add_func ("/klaviyo/scopes", test_scopes);
  g_test_add_func ("/klaviyo/scopes/unknown", test_unknown_scope);
  g_test_add_func ("/klaviyo/endpoints/repeatable", test_repeatable);
  return g_test_run ();
}
