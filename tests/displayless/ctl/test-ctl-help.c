/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --help at every level, wrong usage, and that the manual and the completion name the same
 * commands. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-test-ctl.h"

/* The words of all commands, from the program's own help: (element-type utf8). */
static GPtrArray *
list_commands (IlxTestCtl *ctl)
{
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (ctl, 0, "--help", NULL);
  GPtrArray *commands = g_ptr_array_new_with_free_func (g_free);
  const char *start = strstr (run->out, "\nCommands:\n");
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (start);
  lines = g_strsplit (start + strlen ("\nCommands:\n"), "\n", -1);
  for (guint i = 0; lines[i][0] != '\0'; i++)
    {
      const char *end = strstr (lines[i] + 2, "  ");

      g_assert_nonnull (end);
      g_ptr_array_add (commands, g_strndup (lines[i] + 2, (gsize) (end - lines[i] - 2)));
    }
  g_assert_cmpuint (commands->len, >, 15);
  return commands;
}

static IlxTestRun *
run_help (IlxTestCtl *ctl, const char *words)
{
  g_autofree char *line = g_strconcat (words, " --help", NULL);
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);

  return ilx_test_ctl_runv (ctl, NULL, (const char *const *) arguments);
}

static void
test_every_command_has_help (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (GPtrArray) commands = list_commands (ctl);
  g_autofree char *data = ilx_test_ctl_dup_path (ctl, "data");

  for (guint i = 0; i < commands->len; i++)
    {
      g_autoptr (IlxTestRun) run = run_help (ctl, g_ptr_array_index (commands, i));
      g_autofree char *usage
          = g_strconcat ("illixisctl ", (char *) g_ptr_array_index (commands, i), NULL);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_nonnull (strstr (run->out, usage));
      g_assert_nonnull (strstr (run->out, "--json"));
      g_assert_cmpstr (run->err, ==, "");
    }
  g_assert_false (g_file_test (data, G_FILE_TEST_EXISTS));
}

static void
test_every_group_has_help (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (IlxTestRun) campaign = ilx_test_ctl_expect (ctl, 0, "campaign", "-h", NULL);
  g_autoptr (IlxTestRun) brand = ilx_test_ctl_expect (ctl, 0, "brand", "--help", NULL);
  g_autoptr (IlxTestRun) operations = ilx_test_ctl_expect (ctl, 0, "operations", "--help", NULL);

  g_assert_nonnull (strstr (campaign->out, "campaign send"));
  g_assert_null (strstr (campaign->out, "brand set"));
  g_assert_nonnull (strstr (brand->out, "brand set"));
  g_assert_nonnull (strstr (operations->out, "operations resume"));
}

static void
test_version (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (ctl, 0, "--version", NULL);

  g_assert_cmpstr (run->out, ==, "illixisctl " PACKAGE_VERSION "\n");
}

static void
test_wrong_usage_ends_with_2 (void)
{
  static const char *const lines[] = {
    "",
    "nonsense",
    "--nonsense",
    "campaign",
    "campaign nonsense",
    "campaign list --nonsense",
    "campaign list extra",
    "campaign show",
    "campaign show a b",
    "campaign list --limit x",
    "campaign send",
    "campaign send ID",
    "campaign send ID --draft --now",
    "campaign send ID --now --at 2030-01-01",
    "campaign send ID --at",
    "campaign create --subject",
    "campaign create --text - --html -",
    "campaign create --smart-sending --no-smart-sending",
    "campaign create --text a --generate-text",
    "campaign list --api-key-file key",
    "brand",
    "brand set",
    "connect",
    "connect nonsense",
    "connect klaviyo",
    "operations resume ID --went-out --did-not-go-out",
    "sandbox --port 65536",
    "sandbox --port -1",
    "sandbox --speed 0",
    "export",
  };
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (GStrv) arguments = g_strsplit (lines[i], " ", -1);
      g_autofree char *json_line = g_strconcat ("--json ", lines[i], NULL);
      g_auto (GStrv) json_arguments = g_strsplit (g_strchomp (json_line), " ", -1);
      g_autoptr (IlxTestRun) run = ilx_test_ctl_runv (ctl, NULL, (const char *const *) arguments);
      g_autoptr (IlxTestRun) json
          = ilx_test_ctl_runv (ctl, NULL, (const char *const *) json_arguments);

      g_test_message ("“%s”: %s", lines[i], run->err);
      g_assert_cmpint (run->status, ==, 2);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_nonnull (strstr (run->err, "illixisctl: "));
      g_assert_cmpint (json->status, ==, 2);
      g_assert_cmpstr (ilx_json_get_string_or (json->json, "error.code", NULL), ==, "usage");
      g_assert_cmpstr (json->err, ==, "");
    }
}

static void
test_global_options_may_stand_anywhere (void)
{
  static const char *const lines[] = {
    "--json campaign list",
    "campaign --json list",
    "campaign list --json",
    "--data-dir {} campaign --json list",
    "--profile shop campaign list --json",
    "campaign list --json --",
  };
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);
      g_autofree char *other = ilx_test_ctl_dup_path (ctl, "other");
      g_auto (GStrv) arguments = NULL;
      g_autoptr (IlxTestRun) run = NULL;

      g_string_replace (line, "{}", other, 0);
      arguments = g_strsplit (line->str, " ", -1);
      run = ilx_test_ctl_runv (ctl, NULL, (const char *const *) arguments);
      g_test_message ("“%s”: %s", lines[i], run->err);
      g_assert_cmpint (run->status, ==, 0);
      g_assert_cmpstr (run->out, ==, "[]\n");
    }
}

static void
test_a_key_as_an_argument_is_refused (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  const char *key = "pk_0123456789abcdef0123456789abcdef01";
  g_autoptr (IlxTestRun) run = ilx_test_ctl_expect (ctl, 2, "connect", "klaviyo", key, NULL);
  g_autoptr (IlxTestRun) json
      = ilx_test_ctl_expect (ctl, 2, "connect", "klaviyo", "--api-key-file", key, "--json", NULL);

  g_assert_nonnull (strstr (run->err, "--api-key-file"));
  g_assert_null (strstr (run->err, "0123"));
  g_assert_cmpstr (ilx_json_get_string_or (json->json, "error.code", NULL), ==, "usage");
  g_assert_null (strstr (json->out, "0123"));
}

/* --- The furniture --- */

static char *
load_data_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", name, NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The commands as the manual's ".It Cm campaign create" items name them. */
static GHashTable *
list_manual_commands (void)
{
  g_autofree char *manual = load_data_file ("illixisctl.1");
  g_autoptr (GRegex) item
      = g_regex_new ("^\\.It Cm ([a-z]+(?: [a-z]+)?)", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GHashTable *commands = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (g_regex_match (item, manual, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_hash_table_add (commands, g_match_info_fetch (match, 1));
  return commands;
}

static void
test_the_manual_names_every_command (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (GPtrArray) commands = list_commands (ctl);
  g_autoptr (GHashTable) manual = list_manual_commands ();

  for (guint i = 0; i < commands->len; i++)
    if (!g_hash_table_contains (manual, g_ptr_array_index (commands, i)))
      g_error ("The manual lacks “%s”", (char *) g_ptr_array_index (commands, i));
}

/* The words of a variable of the completion script: (transfer full). */
static GStrv
get_completion_words (const char *script, const char *variable)
{
  g_autofree char *start = g_strdup_printf ("_illixisctl_%s='", variable);
  const char *found = strstr (script, start);
  g_autofree char *words = NULL;

  g_assert_nonnull (found);
  found += strlen (start);
  words = g_strndup (found, strcspn (found, "'"));
  return g_strsplit (words, " ", -1);
}

static void
test_the_completion_names_every_command (void)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_PLAIN);
  g_autoptr (GPtrArray) commands = list_commands (ctl);
  g_autofree char *script = load_data_file ("completions/illixisctl");
  g_auto (GStrv) first = get_completion_words (script, "commands");

  for (guint i = 0; i < commands->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_ptr_array_index (commands, i), " ", 2);
      g_auto (GStrv) second = words[1] != NULL ? get_completion_words (script, words[0]) : NULL;

      if (!g_strv_contains ((const char *const *) first, words[0])
          || (second != NULL && !g_strv_contains ((const char *const *) second, words[1])))
        g_error ("The completion lacks “%s”", (char *) g_ptr_array_index (commands, i));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ctl/help/commands", test_every_command_has_help);
  g_test_add_func ("/ctl/help/groups", test_every_group_has_help);
  g_test_add_func ("/ctl/help/version", test_version);
  g_test_add_func ("/ctl/usage/wrong", test_wrong_usage_ends_with_2);
  g_test_add_func ("/ctl/usage/global-options", test_global_options_may_stand_anywhere);
  g_test_add_func ("/ctl/usage/key-as-argument", test_a_key_as_an_argument_is_refused);
  g_test_add_func ("/ctl/furniture/manual", test_the_manual_names_every_command);
  g_test_add_func ("/ctl/furniture/completion", test_the_completion_names_every_command);
  return g_test_run ();
}
