/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated login.mailchimp.com: a page where a user allows an app in or not, the exchange of
 * its code for a token, and what the token says about the account.
 *
 * Codes are objects of the kind "oauth-codes"; what each is good for is hidden. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"

#include <string.h>

#define CODES "oauth-codes"
#define CODE_LIFE (5 * ILX_MINUTE)

typedef struct
{
  IlxSandboxPass *pass;
  IlxSandboxCall *call;
  GHashTable *form; /* (owned): of the query, or of the body of a POST */
} Login;

static const struct
{
  const char *email;
  const char *role;
  const char *scopes; /* NULL: all */
  guint number;
} users[] = {
  { ILX_SANDBOX_MAILCHIMP_OWNER, "owner", NULL, 27182818 },
  { ILX_SANDBOX_MAILCHIMP_VIEWER, "viewer", "read", 27182819 },
};

static const char *
get (Login *login, const char *name)
{
  const char *value = g_hash_table_lookup (login->form, name);

  return value != NULL ? value : "";
}

static void
reply_page (Login *login, guint status, const char *title, const char *content)
{
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title>"
      "<meta name=\"viewport\" content=\"width=device-width\">"
      "<style>body{font:1em sans-serif;max-width:32em;margin:3em auto;padding:0 1em}"
      "button,select{font:inherit;padding:.4em 1em}</style></head>"
      "<body><h1>%s</h1>%s</body></html>\n",
      title, title, content);

  ilx_sandbox_call_set_header (login->call, "Cache-Control", "no-store");
  ilx_sandbox_call_set_reply (login->call, status, "text/html; charset=utf-8", page);
}

/* An address of this computer must be given in numbers: "localhost" is refused. */
static gboolean
is_fit_to_return (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  if (host == NULL || g_uri_get_fragment (parsed) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (parsed), "https"))
    return !g_str_equal (host, "localhost");
  return g_str_equal (g_uri_get_scheme (parsed), "http") && g_str_equal (host, "127.0.0.1");
}

/* Answers itself when the app may not ask like this. Nobody is sent anywhere by a bad request. */
static gboolean
check_request (Login *login)
{
  const char *fault = NULL;

  if (!g_str_equal (get (login, "response_type"), "code"))
    fault = "<p>The response type must be <code>code</code>.</p>";
  else if (!g_str_equal (get (login, "client_id"), ILX_SANDBOX_MAILCHIMP_CLIENT_ID))
    fault = "<p>There is no app with this client id.</p>";
  else if (!is_fit_to_return (get (login, "redirect_uri")))
    fault = "<p>The redirect URI is not one that the app has registered.</p>";
  if (fault != NULL)
    reply_page (login, 400, "This app can’t be connected", fault);
  return fault == NULL;
}

static void
append_hidden (GString *html, Login *login, const char *name)
{
  g_autofree char *value = g_markup_escape_text (get (login, name), -1);

  if (g_hash_table_contains (login->form, name))
    g_string_append_printf (html, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, value);
}

static void
append_users (GString *html)
{
  g_string_append (html, "<p><label>Log in as <select name=\"user\">");
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    g_string_append_printf (html, "<option value=\"%s\">%s (%s)</option>", users[i].email,
                            users[i].email, users[i].role);
  g_string_append (html, "</select></label></p>");
}

static void
show_consent (Login *login)
{
  static const char *const kept[] = { "response_type", "client_id", "redirect_uri", "state" };
  g_autoptr (GString) html = g_string_new (
      "<p>This is the simulated Mailchimp of the account <b>Nordlicht Kaffee</b>. Nothing here is "
      "real.</p><p>An app asks to read and change everything in the account.</p>"
      "<form method=\"post\" action=\"" ILX_SANDBOX_MAILCHIMP_PREFIX "/oauth2/authorize\">");

  if (!check_request (login))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    append_hidden (html, login, kept[i]);
  append_users (html);
  g_string_append (html, "<p><button name=\"decision\" value=\"allow\">Allow</button> "
                         "<button name=\"decision\" value=\"deny\">Deny</button></p></form>");
  reply_page (login, 200, "Connect an app to Mailchimp", html->str);
}

static void
redirect (Login *login, const char *name, const char *value)
{
  const char *uri = get (login, "redirect_uri");
  const char *state = g_hash_table_lookup (login->form, "state");
  g_autofree char *escaped = g_uri_escape_string (state != NULL ? state : "", NULL, FALSE);
  g_autofree char *location
      = g_strdup_printf ("%s%s%s=%s%s%s", uri, strchr (uri, '?') != NULL ? "&" : "?", name, value,
                         state != NULL ? "&state=" : "", escaped);

  ilx_sandbox_call_set_header (login->call, "Location", location);
  ilx_sandbox_call_reply_empty (login->call, 302);
}

static int
find_user (const char *email)
{
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    if (g_str_equal (users[i].email, email))
      return (int) i;
  return -1;
}

static char *
add_code (Login *login, int user)
{
  IlxSandboxState *state = login->call->state;
  g_autofree char *serial = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_HEX);
  g_autofree char *random = g_uuid_string_random ();
  char *code = g_strconcat (serial, random, NULL);

  ilx_sandbox_mailchimp_add (state, CODES, code, NULL,
                             ilx_json_object ("user", ilx_json_int (user), "redirect_uri",
                                              ilx_json_string (get (login, "redirect_uri")), "made",
                                              ilx_json_int (ilx_sandbox_state_get_now (state)),
                                              NULL));
  return code;
}

static void
decide (Login *login)
{
  int user = find_user (get (login, "user"));
  g_autofree char *code = NULL;

  if (!check_request (login))
    return;
  if (g_str_equal (get (login, "decision"), "deny"))
    {
      redirect (login, "error", "access_denied");
      return;
    }
  if (user < 0 || !g_str_equal (get (login, "decision"), "allow"))
    {
      reply_page (login, 400, "This app can’t be connected", "<p>Nobody allowed it.</p>");
      return;
    }
  code = add_code (login, user);
  redirect (login, "code", code);
}

static void
refuse_token (Login *login, const char *error)
{
  g_autoptr (JsonNode) body = ilx_json_object ("error", ilx_json_string (error), NULL);
  g_autofree char *text = ilx_json_to_text (body, FALSE);

  ilx_sandbox_call_set_reply (login->call, 400, "application/json", text);
}

static gboolean
is_good_code (Login *login, IlxSandboxObject *code)
{
  JsonNode *hidden = code != NULL ? ilx_sandbox_object_get_hidden (code) : NULL;
  gint64 now = ilx_sandbox_state_get_now (login->call->state);

  return hidden != NULL && now - ilx_json_get_int_or (hidden, "made", 0) <= CODE_LIFE
         && g_str_equal (ilx_json_get_string_or (hidden, "redirect_uri", ""),
                         get (login, "redirect_uri"));
}

/* Whatever comes of it, a code that was shown is used up. */
static void
give_token (Login *login)
{
  IlxSandboxState *state = login->call->state;
  const char *id = get (login, "code");
  IlxSandboxObject *code = ilx_sandbox_mailchimp_get (state, CODES, id);
  gboolean is_good = is_good_code (login, code);
  gint64 user
      = code != NULL ? ilx_json_get_int_or (ilx_sandbox_object_get_hidden (code), "user", 0) : 0;
  const char *token;

  ilx_sandbox_state_remove (state, ILX_SANDBOX_MAILCHIMP, CODES, id);
  if (!is_good)
    {
      refuse_token (login, "invalid_grant");
      return;
    }
  token = ilx_sandbox_keys_add_token (login->pass->keys, ILX_SANDBOX_MAILCHIMP, users[user].scopes);
  ilx_sandbox_call_reply (login->call, 200,
                          ilx_json_object ("access_token", ilx_json_string (token), "expires_in",
                                           ilx_json_int (0), "scope", ilx_json_null (), NULL));
}

static void
exchange_code (Login *login)
{
  const char *type = login->pass->headers->content_type;

  if (type == NULL || !g_str_has_prefix (type, "application/x-www-form-urlencoded"))
    refuse_token (login, "invalid_request");
  else if (!g_str_equal (get (login, "client_id"), ILX_SANDBOX_MAILCHIMP_CLIENT_ID)
           || !g_str_equal (get (login, "client_secret"), ILX_SANDBOX_MAILCHIMP_CLIENT_SECRET))
    refuse_token (login, "invalid_client");
  else if (!g_str_equal (get (login, "grant_type"), "authorization_code"))
    refuse_token (login, "unsupported_grant_type");
  else
    give_token (login);
}

static JsonNode *
build_login (guint user)
{
  return ilx_json_object ("email", ilx_json_string (users[user].email), "avatar", ilx_json_null (),
                          "login_id", ilx_json_int (users[user].number), "login_name",
                          ilx_json_string (users[user].email), "login_email",
                          ilx_json_string (users[user].email), NULL);
}

static void
show_metadata (Login *login)
{
  const char *given = login->pass->headers->authorization;
  const char *token = given != NULL && g_str_has_prefix (given, "OAuth ") ? given + 6 : "";
  g_autofree char *missing = NULL;
  g_autofree char *url = NULL;
  g_autofree char *endpoint = NULL;
  guint user;

  if (!ilx_sandbox_keys_has (login->pass->keys, ILX_SANDBOX_MAILCHIMP, token))
    {
      ilx_sandbox_call_set_reply (login->call, 401, "application/json",
                                  "{\"error\":\"invalid_token\"}");
      return;
    }
  missing = ilx_sandbox_keys_dup_missing (login->pass->keys, token, "write");
  user = missing != NULL ? 1 : 0;
  url = g_strconcat (ilx_sandbox_state_get_base_url (login->call->state),
                     ILX_SANDBOX_MAILCHIMP_PREFIX, NULL);
  endpoint = g_strconcat (url, "/" ILX_SANDBOX_MAILCHIMP_DC, NULL);
  ilx_sandbox_call_reply (login->call, 200,
                          ilx_json_object ("dc", ilx_json_string (ILX_SANDBOX_MAILCHIMP_DC), "role",
                                           ilx_json_string (users[user].role), "accountname",
                                           ilx_json_string ("Nordlicht Kaffee"), "user_id",
                                           ilx_json_int (users[user].number), "login",
                                           build_login (user), "login_url", ilx_json_string (url),
                                           "api_endpoint", ilx_json_string (endpoint), NULL));
}

static GHashTable *
parse_form (IlxSandboxPass *pass)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (pass->body, &length);
  g_autofree char *text = g_str_equal (pass->call->method, "POST")
                              ? g_strndup (bytes != NULL ? bytes : "", length)
                              : g_strdup (pass->call->query_text);

  return g_uri_parse_params (text != NULL ? text : "", -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

static const struct
{
  const char *method;
  const char *path;
  void (*handle) (Login *login);
} rows[] = {
  { "GET", "/oauth2/authorize", show_consent },
  { "POST", "/oauth2/authorize", decide },
  { "POST", "/oauth2/token", exchange_code },
  { "GET", "/oauth2/metadata", show_metadata },
};

/**
 * ilx_sandbox_mailchimp_handle_oauth:
 * @pass: a call below /oauth2/
 *
 * Answers it.
 */
void
ilx_sandbox_mailchimp_handle_oauth (IlxSandboxPass *pass)
{
  g_autoptr (GHashTable) form = parse_form (pass);
  Login login = { pass, pass->call, form };
  gboolean is_known = FALSE;

  for (guint i = 0; form != NULL && i < G_N_ELEMENTS (rows); i++)
    {
      if (!g_str_equal (rows[i].path, pass->call->local_path))
        continue;
      is_known = TRUE;
      if (g_str_equal (rows[i].method, pass->call->method))
        {
          rows[i].handle (&login);
          return;
        }
    }
  if (form == NULL)
    refuse_token (&login, "invalid_request");
  else if (is_known)
    ilx_sandbox_mailchimp_refuse (pass->call, 405, "Method Not Allowed", "Not with this method.");
  else
    ilx_sandbox_mailchimp_refuse_missing (pass->call);
}
