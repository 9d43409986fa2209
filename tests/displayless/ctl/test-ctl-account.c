/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts and audiences against the sandbox: connect, reconnect, disconnect, refresh, and life
 * without a keyring. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-test-ctl.h"

static const char *
get (IlxTestRun *run, const char *path)
{
  return ilx_json_get_string_or (run->json, path, NULL);
}

static void
test_the_sandbox_says_where_it_is (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);

  g_assert_true (g_str_has_prefix (ilx_test_ctl_get_url (ctl), "http://127.0.0.1:"));
  g_assert_true (g_str_has_prefix (ilx_test_ctl_get_key (ctl), "pk_"));
}

static void
test_connecting_names_the_account (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (ctl, 0, "connect", "klaviyo", "--api-key-file",
                                                    ilx_test_ctl_get_key_file (ctl), NULL);
  g_autoptr (IlxTestRun) list = ilx_test_ctl_expect (ctl, 0, "connections", "--json", NULL);
  g_autoptr (IlxTestRun) text = ilx_test_ctl_expect (ctl, 0, "connections", NULL);

  g_assert_cmpuint (ilx_json_get_length (list->json, ""), ==, 1);
  g_assert_cmpstr (get (list, "[0].platform"), ==, "klaviyo");
  g_assert_cmpstr (get (list, "[0].state"), ==, "connected");
  g_assert_nonnull (get (list, "[0].account_name"));
  g_assert_nonnull (strstr (run->out, get (list, "[0].account_name")));
  g_assert_nonnull (strstr (text->out, get (list, "[0].id")));
}

static void
test_a_key_through_a_pipe_with_blanks_around_it (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autofree char *input = g_strdup_printf (" %s \r\n\n", ilx_test_ctl_get_key (ctl));
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_run (ctl, input, "connect", "klaviyo", "--api-key-file", "-", "--json", NULL);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (get (run, "state"), ==, "connected");
  g_assert_cmpuint (ilx_json_get_length (run->json, "missing_permissions"), ==, 0);
}

static void
test_keys_that_are_none (void)
{
  static const struct
  {
    const char *key;
    int status;
    const char *code;
  } rows[] = {
    { "", 1, "invalid-input" },
    { " \n", 1, "invalid-input" },
    { "AbC123", 1, "invalid-input" }, /* a public key */
    { "pk_with blanks inside", 1, "invalid-input" },
    { "pk_0123456789abcdef0123456789abcdef01", 3, "bad-credentials" },
  };
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autoptr (IlxTestRun) none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxTestRun) run = ilx_test_ctl_run (ctl, rows[i].key, "connect", "klaviyo",
                                                     "--api-key-file", "-", "--json", NULL);

      g_test_message ("“%s”: %s", rows[i].key, run->out);
      g_assert_cmpint (run->status, ==, rows[i].status);
      g_assert_cmpstr (get (run, "error.code"), ==, rows[i].code);
      g_assert_true (*rows[i].key == '\0' || *rows[i].key == ' '
                     || strstr (run->out, rows[i].key) == NULL);
    }
  none = ilx_test_ctl_expect (ctl, 0, "connections", "--json", NULL);
  g_assert_cmpuint (ilx_json_get_length (none->json, ""), ==, 0);
}

static void
test_a_key_that_is_pasted_is_not_shown (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  const char *const arguments[] = { "connect", "klaviyo", "--api-key-file", "-", "--json", NULL };
  g_autofree char *typed = g_strdup_printf ("%s\n", ilx_test_ctl_get_key (ctl));
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_run_on_terminal (ctl, "Paste the key", typed, arguments);

  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (get (run, "state"), ==, "connected");
  g_assert_null (strstr (run->err, ilx_test_ctl_get_key (ctl)));
}

/* Makes another key with few scopes and connects with it. */
static void
test_what_a_weak_key_disables_is_named (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autoptr (JsonNode) made = ilx_test_ctl_post_for (
      ctl, "keys", "{\"scopes\":[\"accounts:read\",\"lists:read\",\"segments:read\"]}");
  const char *key = ilx_json_get_string_or (made, "api_key", NULL);
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_run (ctl, key, "connect", "klaviyo", "--api-key-file", "-", "--json", NULL);

  g_assert_nonnull (key);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (ilx_json_get_length (run->json, "missing_permissions"), >, 0);
  g_assert_cmpuint (ilx_json_get_length (run->json, "disabled"), >, 0);
}

static void
test_audiences_are_cached_and_counted_on_demand (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autoptr (IlxTestRun) cached = NULL;
  g_autoptr (IlxTestRun) fresh = NULL;
  g_autoptr (IlxTestRun) offline = NULL;
  g_autoptr (IlxTestRun) refused = NULL;
  g_autoptr (IlxTestRun) text = NULL;

  ilx_test_ctl_connect (ctl);
  cached = ilx_test_ctl_expect (ctl, 0, "audiences", "klaviyo", "--json", NULL);
  g_assert_cmpuint (ilx_json_get_length (cached->json, ""), >, 5);
  g_assert_nonnull (get (cached, "[0].id"));
  g_assert_nonnull (get (cached, "[0].kind"));
  fresh = ilx_test_ctl_expect (ctl, 0, "audiences", "klaviyo", "--refresh", "--json", NULL);
  for (guint i = 0; i < ilx_json_get_length (fresh->json, ""); i++)
    {
      g_autofree char *count = g_strdup_printf ("[%u].count", i);
      g_autofree char *counted_at = g_strdup_printf ("[%u].counted_at", i);

      g_assert_cmpint (ilx_json_get_int_or (fresh->json, count, -1), >=, 0);
      g_assert_nonnull (get (fresh, counted_at));
    }
  ilx_test_ctl_stop_sandbox (ctl);
  offline = ilx_test_ctl_expect (ctl, 0, "audiences", "--json", NULL);
  g_assert_cmpstr (offline->out, ==, fresh->out);
  text = ilx_test_ctl_expect (ctl, 0, "audiences", "klaviyo", NULL);
  g_assert_nonnull (strstr (text->out, "COUNTED"));
  refused = ilx_test_ctl_expect (ctl, 4, "audiences", "klaviyo", "--refresh", "--json", NULL);
  g_assert_cmpstr (get (refused, "error.code"), ==, "network");
}

static void
test_audiences_are_named_by_id_or_name (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autoptr (IlxTestRun) all = NULL;
  g_autoptr (IlxTestRun) made = NULL;
  g_autoptr (IlxTestRun) show = NULL;
  g_autoptr (IlxTestRun) unknown = NULL;
  g_autoptr (IlxTestRun) other = NULL;

  ilx_test_ctl_connect (ctl);
  all = ilx_test_ctl_expect (ctl, 0, "audiences", "--json", NULL);
  made = ilx_test_ctl_expect (ctl, 0, "campaign", "create", "--platform", "klaviyo", "--audience",
                              get (all, "[0].name"), "--audience", get (all, "[1].id"),
                              "--audience", get (all, "[0].id"), "--exclude", get (all, "[2].name"),
                              "--json", NULL);
  show = ilx_test_ctl_expect (ctl, 0, "campaign", "show", get (made, "id"), "--json", NULL);
  g_assert_cmpuint (ilx_json_get_length (show->json, "included"), ==, 2);
  g_assert_cmpstr (get (show, "included[0]"), ==, get (all, "[0].id"));
  g_assert_cmpstr (get (show, "included[1]"), ==, get (all, "[1].id"));
  g_assert_cmpstr (get (show, "excluded[0]"), ==, get (all, "[2].id"));
  unknown = ilx_test_ctl_expect (ctl, 1, "campaign", "edit", get (made, "id"), "--audience",
                                 "No such list", "--json", NULL);
  g_assert_cmpstr (get (unknown, "error.code"), ==, "not-found");
  other = ilx_test_ctl_expect (ctl, 0, "campaign", "edit", get (made, "id"), "--audience",
                               get (all, "[3].id"), "--exclude", "", NULL);
  g_clear_pointer (&show, ilx_test_run_free);
  show = ilx_test_ctl_expect (ctl, 0, "campaign", "show", get (made, "id"), "--json", NULL);
  g_assert_cmpuint (ilx_json_get_length (show->json, "included"), ==, 1);
  g_assert_cmpuint (ilx_json_get_length (show->json, "excluded"), ==, 0);
}

/* libsecret's file backend loses the tag of its file whenever it changes it again. */
static void
allow_lost_tags (IlxTestCtl *ctl)
{
  ilx_test_ctl_set_env (ctl, "ASAN_OPTIONS", "detect_leaks=0");
}

static void
test_disconnecting_forgets_and_reconnecting_heals (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autofree char *id = NULL;
  g_autoptr (IlxTestRun) before = NULL;
  g_autoptr (IlxTestRun) gone = NULL;
  g_autoptr (IlxTestRun) none = NULL;
  g_autoptr (IlxTestRun) send = NULL;
  g_autoptr (IlxTestRun) after = NULL;
  g_autoptr (IlxTestRun) again = NULL;

  ilx_test_ctl_connect (ctl);
  before = ilx_test_ctl_expect (ctl, 0, "connections", "--json", NULL);
  id = ilx_test_ctl_create_campaign (ctl, "Sale");
  allow_lost_tags (ctl);
  gone = ilx_test_ctl_expect (ctl, 0, "disconnect", "klaviyo", "--json", NULL);
  g_assert_cmpstr (get (gone, "id"), ==, get (before, "[0].id"));
  none = ilx_test_ctl_expect (ctl, 3, "audiences", "klaviyo", "--json", NULL);
  send = ilx_test_ctl_expect (ctl, 3, "campaign", "send", id, "--draft", "--json", NULL);
  g_assert_cmpstr (get (send, "error.code"), ==, "not-connected");
  ilx_test_ctl_connect (ctl);
  after = ilx_test_ctl_expect (ctl, 0, "connections", "--json", NULL);
  g_assert_cmpstr (get (after, "[0].id"), ==, get (before, "[0].id"));
  again = ilx_test_ctl_expect (ctl, 0, "campaign", "send", id, "--draft", "--json", NULL);
}

static void
test_a_revoked_key_is_told_and_healed (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_autofree char *revoke = g_strdup_printf ("{\"revoke\":\"%s\"}", ilx_test_ctl_get_key (ctl));
  g_autoptr (JsonNode) made = NULL;
  g_autoptr (JsonNode) revoked = NULL;
  g_autoptr (IlxTestRun) refused = NULL;
  g_autoptr (IlxTestRun) broken = NULL;
  g_autoptr (IlxTestRun) healed = NULL;

  ilx_test_ctl_connect (ctl);
  made = ilx_test_ctl_post_for (ctl, "keys", "{}");
  revoked = ilx_test_ctl_post_for (ctl, "keys", revoke);
  refused = ilx_test_ctl_expect (ctl, 3, "audiences", "klaviyo", "--refresh", "--json", NULL);
  g_assert_cmpstr (get (refused, "error.code"), ==, "bad-credentials");
  broken = ilx_test_ctl_expect (ctl, 0, "connections", "--json", NULL);
  g_assert_cmpstr (get (broken, "[0].state"), ==, "broken");
  allow_lost_tags (ctl);
  healed = ilx_test_ctl_run (ctl, ilx_json_get_string_or (made, "api_key", NULL), "connect",
                             "klaviyo", "--api-key-file", "-", "--json", NULL);
  g_assert_cmpint (healed->status, ==, 0);
  g_assert_cmpstr (get (healed, "id"), ==, get (broken, "[0].id"));
  g_assert_cmpstr (get (healed, "state"), ==, "connected");
}

/* A bus that is not there, and no file in its place. */
static void
take_keyring_away (IlxTestCtl *ctl)
{
  ilx_test_ctl_set_env (ctl, "SECRET_BACKEND", NULL);
  ilx_test_ctl_set_env (ctl, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
}

static void
test_without_a_keyring_a_key_serves_one_run (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  const char *file = ilx_test_ctl_get_key_file (ctl);
  g_autoptr (IlxTestRun) refused = NULL;
  g_autoptr (IlxTestRun) connected = NULL;
  g_autoptr (IlxTestRun) without = NULL;
  g_autoptr (IlxTestRun) with = NULL;

  take_keyring_away (ctl);
  refused
      = ilx_test_ctl_expect (ctl, 3, "connect", "klaviyo", "--api-key-file", file, "--json", NULL);
  g_assert_cmpstr (get (refused, "error.code"), ==, "secrets-absent");
  g_assert_nonnull (strstr (get (refused, "error.remedy"), "--api-key-file"));
  connected = ilx_test_ctl_expect (ctl, 0, "connect", "klaviyo", "--api-key-file", file,
                                   "--this-run-only", NULL);
  without = ilx_test_ctl_expect (ctl, 3, "audiences", "klaviyo", "--refresh", "--json", NULL);
  with = ilx_test_ctl_expect (ctl, 0, "audiences", "klaviyo", "--refresh", "--api-key-file", file,
                              "--json", NULL);
  g_assert_cmpuint (ilx_json_get_length (with->json, ""), >, 0);
}

/* The key is in no file but its own and the keyring's. */
static void
grep_tree (const char *path, const char *needle)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (g_str_equal (name, "key"))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        grep_tree (child, needle);
      else if (g_file_get_contents (child, &text, &length, NULL)
               && memmem (text, length, needle, strlen (needle)) != NULL)
        g_error ("The key is in %s", child);
    }
}

static void
test_the_key_is_nowhere (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  const char *key = ilx_test_ctl_get_key (ctl);
  g_autofree char *id = NULL;
  g_autoptr (IlxTestRun) draft = NULL;
  g_autofree char *dir = ilx_test_ctl_dup_path (ctl, "export");
  g_autoptr (IlxTestRun) exported = NULL;

  ilx_test_ctl_set_env (ctl, "G_MESSAGES_DEBUG", "all");
  ilx_test_ctl_connect (ctl);
  id = ilx_test_ctl_create_campaign (ctl, "Sale");
  draft = ilx_test_ctl_expect (ctl, 0, "campaign", "send", id, "--draft", NULL);
  g_assert_null (strstr (draft->out, key));
  g_assert_null (strstr (draft->err, key));
  exported = ilx_test_ctl_expect (ctl, 0, "export", dir, NULL);
  grep_tree (ilx_test_ctl_get_dir (ctl), key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ctl/sandbox/where", test_the_sandbox_says_where_it_is);
  g_test_add_func ("/ctl/connect/account", test_connecting_names_the_account);
  g_test_add_func ("/ctl/connect/pipe", test_a_key_through_a_pipe_with_blanks_around_it);
  g_test_add_func ("/ctl/connect/terminal", test_a_key_that_is_pasted_is_not_shown);
  g_test_add_func ("/ctl/connect/wrong-keys", test_keys_that_are_none);
  g_test_add_func ("/ctl/connect/weak-key", test_what_a_weak_key_disables_is_named);
  g_test_add_func ("/ctl/connect/heals", test_disconnecting_forgets_and_reconnecting_heals);
  g_test_add_func ("/ctl/connect/revoked", test_a_revoked_key_is_told_and_healed);
  g_test_add_func ("/ctl/connect/no-keyring", test_without_a_keyring_a_key_serves_one_run);
  g_test_add_func ("/ctl/connect/key-is-nowhere", test_the_key_is_nowhere);
  g_test_add_func ("/ctl/audiences/counts", test_audiences_are_cached_and_counted_on_demand);
  g_test_add_func ("/ctl/audiences/names", test_audiences_are_named_by_id_or_name);
  return g_test_run ();
}
