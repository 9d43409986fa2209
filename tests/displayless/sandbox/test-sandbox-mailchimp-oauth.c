/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an app is let into the simulated Mailchimp: page, code, token, metadata. */
#include "config.h"

#include "asker.h"
#include "ilx-json.h"

#define AUTHORIZE "/mailchimp/oauth2/authorize"
#define CLIENT "client_id=635959587059"
#define SECRET "client_secret=sandbox-client-secret-0d6b7a51c2"
#define BACK "redirect_uri=http%3A%2F%2F127.0.0.1%3A48731%2Foauth%2Fmailchimp%2Fcallback"
#define REQUEST "response_type=code&" CLIENT "&" BACK "&state=a%26b"
#define OWNER "&user=owner%40nordlicht.example"

static const struct
{
  const char *query;
  guint status;
} pages[] = {
  { REQUEST, 200 },
  { "response_type=code&" CLIENT "&" BACK, 200 },
  { "response_type=token&" CLIENT "&" BACK, 400 },
  { CLIENT "&" BACK, 400 },
  { "response_type=code&client_id=1&" BACK, 400 },
  { "response_type=code&" CLIENT, 400 },
  { "response_type=code&" CLIENT "&redirect_uri=http%3A%2F%2Flocalhost%3A1%2F", 400 },
  { "response_type=code&" CLIENT "&redirect_uri=http%3A%2F%2Fevil.example%2F", 400 },
  { "response_type=code&" CLIENT "&redirect_uri=https%3A%2F%2Fapp.example%2F", 200 },
  { "response_type=code&" CLIENT "&redirect_uri=javascript%3Ax", 400 },
};

static Asker *
new_asker (void)
{
  Asker *asker = asker_new (0);

  asker_use_mailchimp (asker);
  asker_set_header (asker, "Authorization", NULL);
  asker_set_header (asker, "Content-Type", "application/x-www-form-urlencoded");
  return asker;
}

static void
test_pages (void)
{
  g_autoptr (Asker) asker = new_asker ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path = g_strconcat (AUTHORIZE "?", pages[i].query, NULL);

      asker_expect (asker, pages[i].status, "GET", path, NULL);
      g_assert_cmpstr (asker_get_header (asker, "Content-Type"), ==, "text/html; charset=utf-8");
      g_assert_null (asker_get_header (asker, "Location"));
      g_assert_true ((strstr (asker->text, "<form") != NULL) == (pages[i].status == 200));
    }
  /* What came in the query goes into the page, and stays text there. */
  asker_expect (asker, 200, "GET", AUTHORIZE "?" REQUEST "%22%3E%3Cb%3E", NULL);
  g_assert_null (strstr (asker->text, "\"><b>"));
}

/* The code that the browser would carry back. */
static char *
dup_code (Asker *asker, const char *form)
{
  const char *location;
  const char *code;

  asker_expect (asker, 302, "POST", AUTHORIZE, form);
  location = asker_get_header (asker, "Location");
  g_assert_true (
      g_str_has_prefix (location, "http://127.0.0.1:48731/oauth/mailchimp/callback?code="));
  g_assert_true (g_str_has_suffix (location, "&state=a%26b"));
  code = strstr (location, "code=") + strlen ("code=");
  return g_strndup (code, strcspn (code, "&"));
}

static void
ask_token (Asker *asker, guint status, const char *start, const char *code, const char *back)
{
  g_autofree char *form
      = g_strdup_printf ("grant_type=authorization_code&%s&%s&code=%s", start, back, code);

  asker_expect (asker, status, "POST", "/mailchimp/oauth2/token", form);
}

static void
test_deny (void)
{
  g_autoptr (Asker) asker = new_asker ();

  asker_expect (asker, 302, "POST", AUTHORIZE, REQUEST OWNER "&decision=deny");
  g_assert_cmpstr (asker_get_header (asker, "Location"), ==,
                   "http://127.0.0.1:48731/oauth/mailchimp/callback?error=access_denied"
                   "&state=a%26b");
  asker_expect (asker, 400, "POST", AUTHORIZE, REQUEST OWNER);
  asker_expect (asker, 400, "POST", AUTHORIZE, REQUEST "&user=nobody&decision=allow");
  asker_expect (asker, 400, "POST", AUTHORIZE, "decision=allow" OWNER);
}

static void
test_token (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *code = dup_code (asker, REQUEST OWNER "&decision=allow");
  g_autofree char *token = NULL;
  g_autofree char *value = NULL;

  ask_token (asker, 200, CLIENT "&" SECRET, code, BACK);
  g_assert_cmpint (ilx_json_get_int_or (asker->json, "expires_in", -1), ==, 0);
  token = g_strdup (asker_get_string (asker, "access_token"));
  g_assert_cmpuint (strlen (token), ==, 32);
  ask_token (asker, 400, CLIENT "&" SECRET, code, BACK);
  g_assert_cmpstr (asker_get_string (asker, "error"), ==, "invalid_grant");
  value = g_strconcat ("OAuth ", token, NULL);
  asker_set_header (asker, "Authorization", value);
  asker_expect (asker, 200, "GET", "/mailchimp/oauth2/metadata", NULL);
  g_assert_cmpstr (asker_get_string (asker, "dc"), ==, "us21");
  g_assert_cmpstr (asker_get_string (asker, "role"), ==, "owner");
  g_assert_cmpstr (asker_get_string (asker, "login.email"), ==, "owner@nordlicht.example");
  g_assert_true (g_str_has_prefix (asker_get_string (asker, "api_endpoint"), asker->url));
  g_assert_true (g_str_has_suffix (asker_get_string (asker, "api_endpoint"), "/mailchimp/us21"));
}

/* A word too much: the metadata want "OAuth", the API wants "Bearer". */
static void
test_schemes (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *code = dup_code (asker, REQUEST OWNER "&decision=allow");
  g_autofree char *bearer = NULL;
  g_autofree char *oauth = NULL;

  ask_token (asker, 200, CLIENT "&" SECRET, code, BACK);
  bearer = g_strconcat ("Bearer ", asker_get_string (asker, "access_token"), NULL);
  oauth = g_strconcat ("OAuth ", asker_get_string (asker, "access_token"), NULL);
  asker_set_header (asker, "Authorization", bearer);
  asker_expect (asker, 401, "GET", "/mailchimp/oauth2/metadata", NULL);
  asker_expect (asker, 200, "GET", "/mailchimp/us21/3.0/ping", NULL);
  asker_set_header (asker, "Authorization", oauth);
  asker_expect (asker, 401, "GET", "/mailchimp/us21/3.0/ping", NULL);
  asker_set_header (asker, "Authorization", NULL);
  asker_expect (asker, 401, "GET", "/mailchimp/oauth2/metadata", NULL);
}

static const struct
{
  const char *start;
  const char *back;
  const char *error;
} refusals[] = {
  { "client_id=1&" SECRET, BACK, "invalid_client" },
  { CLIENT "&client_secret=wrong", BACK, "invalid_client" },
  { CLIENT, BACK, "invalid_client" },
  { CLIENT "&" SECRET "&grant_type=password", BACK, "unsupported_grant_type" },
  { CLIENT "&" SECRET, BACK "%2F", "invalid_grant" },
  { CLIENT "&" SECRET, "redirect_uri=http%3A%2F%2F127.0.0.1%3A48731", "invalid_grant" },
};

static void
test_refusals (void)
{
  g_autoptr (Asker) asker = new_asker ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *code = dup_code (asker, REQUEST OWNER "&decision=allow");

      ask_token (asker, 400, refusals[i].start, code, refusals[i].back);
      g_assert_cmpstr (asker_get_string (asker, "error"), ==, refusals[i].error);
    }
  asker_set_header (asker, "Content-Type", "application/json");
  asker_expect (asker, 400, "POST", "/mailchimp/oauth2/token", "{}");
  asker_expect (asker, 405, "GET", "/mailchimp/oauth2/token", NULL);
  asker_expect (asker, 404, "GET", "/mailchimp/oauth2/nothing", NULL);
}

static void
test_code_expires (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *code = dup_code (asker, REQUEST OWNER "&decision=allow");

  asker_expect (asker, 200, "POST", "/_sandbox/clock", "{'advance':301}");
  ask_token (asker, 400, CLIENT "&" SECRET, code, BACK);
  g_assert_cmpstr (asker_get_string (asker, "error"), ==, "invalid_grant");
}

static void
test_viewer (void)
{
  g_autoptr (Asker) asker = new_asker ();
  g_autofree char *code
      = dup_code (asker, REQUEST "&user=viewer%40nordlicht.example&decision=allow");
  g_autofree char *bearer = NULL;

  ask_token (asker, 200, CLIENT "&" SECRET, code, BACK);
  bearer = g_strconcat ("Bearer ", asker_get_string (asker, "access_token"), NULL);
  asker_set_header (asker, "Authorization", bearer);
  asker_expect (asker, 200, "GET", "/mailchimp/us21/3.0/lists", NULL);
  asker_expect (asker, 403, "POST", "/mailchimp/us21/3.0/campaigns", "{'type':'regular'}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/mailchimp/oauth/pages", test_pages);
  g_test_add_func ("/sandbox/mailchimp/oauth/deny", test_deny);
  g_test_add_func ("/sandbox/mailchimp/oauth/token", test_token);
  g_test_add_func ("/sandbox/mailchimp/oauth/schemes", test_schemes);
  g_test_add_func ("/sandbox/mailchimp/oauth/refusals", test_refusals);
  g_test_add_func ("/sandbox/mailchimp/oauth/code-expires", test_code_expires);
  g_test_add_func ("/sandbox/mailchimp/oauth/viewer", test_viewer);
  return g_test_run ();
}
