/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pieces that the commands are made of: options, tables, errors, keys. */
#include "config.h"

#include "ilx-ctl-command.h"
#include "ilx-ctl-errors.h"
#include "ilx-ctl-guard.h"
#include "ilx-ctl-input.h"
#include "ilx-ctl-options.h"
#include "ilx-ctl-output.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-test-await.h"
#include "ilx-text.h"

static void
test_columns_are_aligned_by_what_a_terminal_shows (void)
{
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new_titled ("ID", "NAME", "COUNT", NULL);
  g_autofree char *text = NULL;

  ilx_ctl_table_add (table, "1", "中文", "5", NULL);
  ilx_ctl_table_add (table, "22", "e\xcc\x81t", "6", NULL);
  ilx_ctl_table_add (table, "3", "two\nlines", "", NULL);
  text = ilx_ctl_table_to_text (table);
  g_assert_cmpstr (text, ==,
                   "ID  NAME       COUNT\n"
                   "1   中文       5\n"
                   "22  e\xcc\x81t         6\n"
                   "3   two lines\n");
}

static void
test_a_terminal_obeys_no_foreign_text (void)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } rows[] = {
    { "plain – “text”\n\tand tab", "plain – “text”\n\tand tab" },
    { "\033[31mred\033[0m", "\357\277\275[31mred\357\277\275[0m" },
    { "\033]0;title\a", "\357\277\275]0;title\357\277\275" },
    { "a\rb", "a\357\277\275b" },
    { "\302\233"
      "31m",
      "\357\277\275"
      "31m" },
    { "txt\342\200\256exe", "txt\357\277\275exe" },
    { "🎉 عربي", "🎉 عربي" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = ilx_ctl_dup_harmless (rows[i].text);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

static void
test_numbers_and_short_forms (void)
{
  g_autofree char *unknown = ilx_ctl_dup_number (-1);
  g_autofree char *zero = ilx_ctl_dup_number (0);
  g_autofree char *whole = ilx_ctl_dup_shortened ("Grüße", 5);
  g_autofree char *cut = ilx_ctl_dup_shortened ("Grüßen", 5);
  g_autofree char *none = ilx_ctl_dup_shortened (NULL, 5);

  g_assert_cmpstr (unknown, ==, "–");
  g_assert_cmpstr (zero, ==, "0");
  g_assert_cmpstr (whole, ==, "Grüße");
  g_assert_cmpstr (cut, ==, "Grüß…");
  g_assert_cmpstr (none, ==, "");
}

/* --- Errors --- */

static void
test_every_error_has_its_exit (void)
{
  for (int code = 0; code < ILX_N_ERRORS; code++)
    {
      g_autoptr (GError) error = ilx_error_new ((IlxErrorCode) code, "Words.");
      IlxCtlExit status = ilx_ctl_error_get_exit (error);

      g_assert_cmpint (status, >, ILX_CTL_EXIT_DONE);
      g_assert_cmpint (status, <=, ILX_CTL_EXIT_UNCERTAIN);
    }
}

static void
test_exits_are_what_scripts_were_promised (void)
{
  static const struct
  {
    IlxErrorCode code;
    int status;
  } rows[] = {
    { ILX_ERROR_FAILED, 1 },        { ILX_ERROR_INVALID_INPUT, 1 }, { ILX_ERROR_BLOCKED, 1 },
    { ILX_ERROR_NOT_CONFIRMED, 1 }, { ILX_ERROR_CONFLICT, 1 },      { ILX_ERROR_USAGE, 2 },
    { ILX_ERROR_NOT_CONNECTED, 3 }, { ILX_ERROR_NETWORK, 4 },       { ILX_ERROR_TIMED_OUT, 4 },
    { ILX_ERROR_RATE_LIMITED, 4 },  { ILX_ERROR_SERVER, 4 },        { ILX_ERROR_UNCERTAIN, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = ilx_error_new (rows[i].code, "Words.");

      g_assert_cmpint (ilx_ctl_error_get_exit (error), ==, rows[i].status);
    }
}

static void
test_an_error_as_json (void)
{
  g_autoptr (GError) error = ilx_error_new (ILX_ERROR_RATE_LIMITED, "Slow “down”.");
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "Odd.");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Ended.");
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (JsonNode) odd = ilx_ctl_error_to_json (foreign);
  g_autoptr (JsonNode) ended = ilx_ctl_error_to_json (cancelled);

  ilx_error_set_detail (error, "Request was throttled.");
  ilx_error_set_retry_at (error, G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC);
  ilx_error_set_field (error, "subject");
  json = ilx_ctl_error_to_json (error);
  g_assert_cmpstr (ilx_json_get_string_or (json, "code", NULL), ==, "rate-limited");
  g_assert_cmpstr (ilx_json_get_string_or (json, "message", NULL), ==, "Slow “down”.");
  g_assert_nonnull (ilx_json_get_string_or (json, "remedy", NULL));
  g_assert_cmpstr (ilx_json_get_string_or (json, "detail", NULL), ==, "Request was throttled.");
  g_assert_cmpstr (ilx_json_get_string_or (json, "field", NULL), ==, "subject");
  g_assert_cmpstr (ilx_json_get_string_or (json, "retry_at", NULL), ==, "2027-01-15T08:00:00Z");
  g_assert_null (ilx_json_get (json, "permission"));
  g_assert_cmpstr (ilx_json_get_string_or (odd, "code", NULL), ==, "failed");
  g_assert_cmpstr (ilx_json_get_string_or (ended, "code", NULL), ==, "cancelled");
  g_assert_cmpint (ilx_ctl_error_get_exit (foreign), ==, 1);
}

/* --- Options --- */

static const IlxCtlOption some_options[] = {
  { "subject", "TEXT", "" },
  { "audience", "ID", "" },
  { "draft", NULL, "" },
  { NULL },
};

static GStrv
parse (IlxCtlOptions *options, const char *line, GError **error)
{
  g_auto (GStrv) args = g_strsplit (line, " ", -1);

  if (!ilx_ctl_options_parse_all (options, some_options, &args, error))
    return NULL;
  return g_steal_pointer (&args);
}

static void
test_options_are_kept_by_name (void)
{
  g_autoptr (IlxCtlOptions) options = ilx_ctl_options_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rest = parse (
      options, "ctl --audience a one --audience=b --subject= two --draft --subject x -h", &error);
  g_auto (GStrv) audiences = ilx_ctl_options_dup_all (options, "audience");
  g_auto (GStrv) none = ilx_ctl_options_dup_all (options, "exclude");

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (rest), ==, 3);
  g_assert_cmpstr (rest[1], ==, "one");
  g_assert_cmpstr (rest[2], ==, "two");
  g_assert_cmpuint (g_strv_length (audiences), ==, 2);
  g_assert_cmpstr (audiences[0], ==, "a");
  g_assert_cmpstr (audiences[1], ==, "b");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpstr (ilx_ctl_options_get (options, "subject"), ==, "x");
  g_assert_true (ilx_ctl_options_has (options, "draft"));
  g_assert_true (ilx_ctl_options_has (options, "help"));
  g_assert_false (ilx_ctl_options_has (options, "json"));
}

static void
test_unknown_and_incomplete_options_are_usage (void)
{
  static const char *const lines[]
      = { "ctl --nonsense", "ctl --subject", "ctl --draft=yes", "ctl -x", "ctl --profile" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (IlxCtlOptions) options = ilx_ctl_options_new ();
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) rest = parse (options, lines[i], &error);

      g_assert_null (rest);
      g_assert_true (ilx_error_is (error, ILX_ERROR_USAGE));
    }
}

static void
test_numbers_in_options (void)
{
  static const struct
  {
    const char *text;
    gint64 whole;  /* -1: refused */
    double number; /* -1: refused */
  } rows[] = {
    { "0", 0, -1 },      { "12", 12, 12 },
    { "1.5", -1, 1.5 },  { "-1", -1, -1 },
    { "", -1, -1 },      { "x", -1, -1 },
    { "1x", -1, -1 },    { "inf", -1, -1 },
    { "1e3", -1, 1000 }, { "99999999999999999999", -1, 1e20 },
    { "nan", -1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxCtlOptions) options = ilx_ctl_options_new ();
      g_autofree char *line = g_strconcat ("ctl --subject=", rows[i].text, NULL);
      g_auto (GStrv) rest = parse (options, line, NULL);
      gint64 whole = -2;
      double number = -2;

      g_assert_cmpint (ilx_ctl_options_get_int (options, "subject", &whole, NULL), ==,
                       rows[i].whole >= 0);
      g_assert_cmpint (whole, ==, rows[i].whole >= 0 ? rows[i].whole : -2);
      g_assert_cmpint (ilx_ctl_options_get_double (options, "subject", &number, NULL), ==,
                       rows[i].number >= 0);
      g_assert_true (number == (rows[i].number >= 0 ? rows[i].number : -2)
                     || number == rows[i].number);
    }
}

/* --- Keys and files --- */

static void
test_keys_are_trimmed_and_nothing_else (void)
{
  static const struct
  {
    const char *file;
    gssize length;
    const char *key; /* NULL: refused */
  } rows[] = {
    { "pk_abc", -1, "pk_abc" }, { "\n pk_abc \r\n\n", -1, "pk_abc" }, { "", -1, NULL },
    { " \n\t", -1, NULL },      { "pk_a bc", -1, "pk_a bc" },         { "pk\0abc", 6, NULL },
    { "pk_\xff", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length = rows[i].length >= 0 ? (gsize) rows[i].length : strlen (rows[i].file);
      g_autoptr (GBytes) bytes = g_bytes_new (rows[i].file, length);
      g_autoptr (GError) error = NULL;
      char *key = ilx_ctl_dup_key (bytes, &error);

      g_assert_cmpstr (key, ==, rows[i].key);
      g_assert_cmpint (error != NULL, ==, rows[i].key == NULL);
      ilx_text_free_secret (key);
    }
}

static void
test_keys_among_the_arguments_are_found_and_hidden (void)
{
  static const struct
  {
    const char *argument;
    gboolean is_clean;
  } rows[] = {
    { "pk_0123456789abcdef0123", FALSE },
    { "--api-key-file=pk_0123456789abcdef0123", FALSE },
    { "pk_short", TRUE },
    { "./pk_0123456789abcdef0123", TRUE },
    { "Sale pk_0123456789abcdef0123", TRUE },
    { "pk_0123456789abcdef0123.txt", TRUE },
    { "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *argument = g_strdup (rows[i].argument);
      char *argv[] = { (char *) "illixisctl", argument, NULL };

      g_assert_cmpint (ilx_ctl_guard_arguments (2, argv), ==, rows[i].is_clean);
      g_assert_cmpint (g_str_equal (argument, rows[i].argument), ==, rows[i].is_clean);
      g_assert_true (rows[i].is_clean || strstr (argument, "0123") == NULL);
    }
}

static GBytes *
read_file (const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_ctl_read_file_async (path, max_bytes, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_ctl_read_finish (result, error);
}

static void
test_a_file_may_be_full_but_not_fuller (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "file", NULL);
  g_autofree char *text = g_strnfill (100000, 'x');

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (path, text, 100000, NULL));
  for (gsize max = 99999; max <= 100001; max++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_file (path, max, &error);

      g_assert_cmpint (bytes != NULL, ==, max >= 100000);
      g_assert_cmpint (ilx_error_is (error, ILX_ERROR_INVALID_INPUT), ==, max < 100000);
      g_assert_true (bytes == NULL || g_bytes_get_size (bytes) == 100000);
    }
}

static void
check_command (const IlxCtlCommand *command, gpointer user_data)
{
  guint *n = user_data;

  g_assert_true (command == ilx_ctl_command_find (command->words));
  g_assert_nonnull (command->summary);
  g_assert_nonnull (command->answer);
  g_assert_true (command->min_arguments <= command->max_arguments);
  g_assert_true (command->max_arguments == 0 || command->usage != NULL);
  if (strchr (command->words, ' ') != NULL)
    {
      g_autofree char *group
          = g_strndup (command->words, (gsize) (strchr (command->words, ' ') - command->words));

      g_assert_nonnull (ilx_ctl_group_find (group));
      g_assert_true (ilx_ctl_command_is_in (command, group));
    }
  (*n)++;
}

static void
test_every_command_is_whole (void)
{
  guint n = 0;

  ilx_ctl_command_foreach (check_command, &n);
  g_assert_cmpuint (n, >, 15);
  g_assert_null (ilx_ctl_command_find ("campaign"));
  g_assert_null (ilx_ctl_command_find (""));
  g_assert_null (ilx_ctl_group_find ("camp"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ctl/table/aligned", test_columns_are_aligned_by_what_a_terminal_shows);
  g_test_add_func ("/ctl/output/harmless", test_a_terminal_obeys_no_foreign_text);
  g_test_add_func ("/ctl/output/numbers", test_numbers_and_short_forms);
  g_test_add_func ("/ctl/errors/exits", test_every_error_has_its_exit);
  g_test_add_func ("/ctl/errors/promised-exits", test_exits_are_what_scripts_were_promised);
  g_test_add_func ("/ctl/errors/json", test_an_error_as_json);
  g_test_add_func ("/ctl/options/by-name", test_options_are_kept_by_name);
  g_test_add_func ("/ctl/options/usage", test_unknown_and_incomplete_options_are_usage);
  g_test_add_func ("/ctl/options/numbers", test_numbers_in_options);
  g_test_add_func ("/ctl/keys/trimmed", test_keys_are_trimmed_and_nothing_else);
  g_test_add_func ("/ctl/keys/arguments", test_keys_among_the_arguments_are_found_and_hidden);
  g_test_add_func ("/ctl/input/bounds", test_a_file_may_be_full_but_not_fuller);
  g_test_add_func ("/ctl/commands/whole", test_every_command_is_whole);
  return g_test_run ();
}
