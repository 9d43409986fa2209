/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign JSON: what is taken, what is refused, and what paths find in it. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "ilx-error.h"
#include "ilx-json.h"

#define DATE ((gint64) 1795339805 * G_USEC_PER_SEC)

/* Expected: NULL for what is refused. */
static const struct
{
  int line;
  const char *text;
  const char *expected;
} parse_rows[] = {
  { __LINE__, "{}", "{}" },
  { __LINE__, " \t\r\n[ ] \n", "[]" },
  { __LINE__, "null", "null" },
  { __LINE__, "\"x\"", "\"x\"" },
  { __LINE__, "-12", "-12" },
  { __LINE__, "[true,false,null]", "[true,false,null]" },
  { __LINE__, "[0,-0,1.5,1e2,1E+2,2.5e-1]", "[0,0,1.5,100.0,100.0,0.25]" },
  { __LINE__, "[9223372036854775807,-9223372036854775808]",
    "[9223372036854775807,-9223372036854775808]" },
  { __LINE__, "[\"\\\"\\\\\\/\\b\\n\\u00e4\"]", "[\"\\\"\\\\/\\b\\nä\"]" },
  { __LINE__, "[\"{\\\"[//,/* \"]", "[\"{\\\"[//,/* \"]" },
  { __LINE__, "{\"a\":1,\"a\":2}", "{\"a\":2}" },
  { __LINE__, "{\"\":1}", "{\"\":1}" },

  { __LINE__, "", NULL },
  { __LINE__, "  ", NULL },
  { __LINE__, "\xef\xbb\xbf{}", NULL },
  { __LINE__, "{", NULL },
  { __LINE__, "}", NULL },
  { __LINE__, "[}", NULL },
  { __LINE__, "[1", NULL },
  { __LINE__, "[1,]", NULL },
  { __LINE__, "[1 2]", NULL },
  { __LINE__, "{\"a\"}", NULL },
  { __LINE__, "{\"a\":}", NULL },
  { __LINE__, "{a:1}", NULL },
  { __LINE__, "{'a':1}", NULL },
  { __LINE__, "\"x", NULL },
  { __LINE__, "\"x\\", NULL },
  { __LINE__, "\"\\x\"", NULL },
  { __LINE__, "\"\\u00g0\"", NULL },
  { __LINE__, "\"\\u12\"", NULL },
  { __LINE__, "\xff", NULL },
  { __LINE__, "[\"\xc3\"]", NULL },
  /* more than one document */
  { __LINE__, "{}{}", NULL },
  { __LINE__, "{\"a\":1}\n{\"b\":2}", NULL },
  { __LINE__, "1 2", NULL },
  { __LINE__, "[1],", NULL },
  /* numbers that json-glib reads as others */
  { __LINE__, "[010]", NULL },
  { __LINE__, "[0x10]", NULL },
  { __LINE__, "[-01]", NULL },
  { __LINE__, "[.5]", NULL },
  { __LINE__, "[1.]", NULL },
  { __LINE__, "[1e]", NULL },
  { __LINE__, "[1e+]", NULL },
  { __LINE__, "[+1]", NULL },
  { __LINE__, "[--1]", NULL },
  { __LINE__, "[-]", NULL },
  { __LINE__, "[1.5.5]", NULL },
  { __LINE__, "[1a]", NULL },
  { __LINE__, "[nan]", NULL },
  { __LINE__, "[Infinity]", NULL },
  /* words and comments */
  { __LINE__, "[True]", NULL },
  { __LINE__, "[nul]", NULL },
  { __LINE__, "[nulls]", NULL },
  { __LINE__, "// x\n{}", NULL },
  { __LINE__, "/* \" */ [] /* \" */", NULL },
  { __LINE__, "var x = {};", NULL },
  { __LINE__, "<html><body>502</body></html>", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (parse_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = ilx_json_parse_text (parse_rows[i].text, &error);
      g_autofree char *text = node != NULL ? ilx_json_to_text (node, FALSE) : NULL;

      g_test_message ("line %d", parse_rows[i].line);
      if (parse_rows[i].expected == NULL)
        g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
      else
        g_assert_no_error (error);
      g_assert_true ((node != NULL) == (parse_rows[i].expected != NULL));
      g_assert_cmpstr (text, ==, parse_rows[i].expected);
    }
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) nul = g_bytes_new_static ("[\"a\0b\"]", 7);
  g_autoptr (GBytes) cut = g_bytes_new_static ("[1]garbage", 3);
  g_autoptr (JsonNode) node = ilx_json_parse (cut, NULL);

  g_assert_null (ilx_json_parse (nothing, NULL));
  g_assert_null (ilx_json_parse (nul, NULL));
  g_assert_cmpuint (ilx_json_get_length (node, ""), ==, 1);
}

static JsonNode *
parse_nested (guint depth, char open, char close)
{
  g_autofree char *before = g_strnfill (depth, open);
  g_autofree char *after = g_strnfill (depth, close);
  g_autofree char *text = g_strconcat (before, after, NULL);

  return ilx_json_parse_text (text, NULL);
}

static void
test_depth (void)
{
  g_autoptr (JsonNode) deepest = parse_nested (128, '[', ']');
  g_autoptr (JsonNode) quoted = ilx_json_parse_text ("\"[[[[\\\"[[[[\"", NULL);

  g_assert_nonnull (deepest);
  g_assert_nonnull (quoted);
  g_assert_null (parse_nested (129, '[', ']'));
  g_assert_null (parse_nested (1000 * 1000, '[', ']'));
  g_assert_null (parse_nested (1000 * 1000, '[', ' '));
}

/* What would not be UTF-8, or end a string too soon, becomes the replacement character. */
static void
test_mends (void)
{
  static const struct
  {
    const char *text, *expected;
  } rows[] = { { "\"\\ud83d\\ude00\"", "😀" },        { "\"\\ud83d\"", "�" },
               { "\"\\ude00\\ud83d\"", "��" },       { "\"a\\u0000b\"", "a�b" },
               { "\"\\ud83d\\u0041\"", "�A" },       { "\"\\\\u0000\"", "\\u0000" },
               { "\"\\ud83d\\ud83d\\ude00\"", "�😀" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = ilx_json_parse_text (rows[i].text, NULL);

      g_assert_cmpstr (ilx_json_get_string_or (node, "", "refused"), ==, rows[i].expected);
    }
}

static const char document[]
    = "{\"data\":[{\"id\":\"A\",\"n\":7,\"d\":2.75,\"b\":true,\"z\":null,\"s\":\"12\","
      "\"f\":\"1.5\",\"big\":99999999999999999999,\"bigs\":\"9007199254740993\",\"inf\":1e999,"
      "\"t\":\"2026-11-22T09:30:05+00:00\",\"w\":\"abc\",\"e\":\"\",\"hex\":\"0x10\"},"
      "{\"tags\":[\"a\",1,null,\"b\",[],{}]}],\"o\":{\"o\":{\"k-1\":\"v\"}}}";

static void
test_paths (void)
{
  static const char *const found[]
      = { "", "data", "data[0]", "data[0].id", "data[1].tags[3]", "o.o", "o.o.k-1" };
  static const char *const missing[] = { "x",
                                         "data[2]",
                                         "data[0].z",
                                         "data[0].id.x",
                                         "data[0][0]",
                                         "o[0]",
                                         "data.id",
                                         "[0]",
                                         "o..o",
                                         "data[-1]",
                                         "data[x]",
                                         "data[",
                                         "data[]",
                                         "data[0",
                                         "o.o.k",
                                         ".",
                                         "data[0].id[0]",
                                         "data[99999999999999999999]" };
  g_autoptr (JsonNode) root = ilx_json_parse_text (document, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    g_assert_nonnull (ilx_json_get (root, found[i]));
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    g_assert_null (ilx_json_get (root, missing[i]));
  g_assert_null (ilx_json_get (NULL, "data"));
}

static void
test_strings (void)
{
  g_autoptr (JsonNode) root = ilx_json_parse_text (document, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (ilx_json_get_string (root, "data[0].id", &error), ==, "A");
  g_assert_no_error (error);
  g_assert_cmpstr (ilx_json_get_string (root, "data[0].e", &error), ==, "");
  g_assert_null (ilx_json_get_string (root, "data[0].z", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (error->message, "data[0].z"));
  g_assert_null (ilx_json_get_string (root, "data[0].n", NULL));
  g_assert_cmpstr (ilx_json_get_string_or (root, "data[0].n", "f"), ==, "f");
  g_assert_cmpstr (ilx_json_get_string_or (root, "o", "f"), ==, "f");
  g_assert_null (ilx_json_get_string_or (NULL, "o", NULL));
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *path;
    gint64 whole;
    double fraction;
  } rows[] = { { "n", 7, 7 },         { "d", 2, 2.75 },
               { "s", 12, 12 },       { "f", 1, 1.5 },
               { "b", -1, -1 },       { "z", -1, -1 },
               { "w", -1, -1 },       { "e", -1, -1 },
               { "missing", -1, -1 }, { "inf", -1, -1 },
               { "big", -1, 1e20 },   { "bigs", 9007199254740993, 9007199254740992.0 } };
  g_autoptr (JsonNode) root = ilx_json_parse_text (document, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("data[0].", rows[i].path, NULL);

      g_test_message ("%s", path);
      g_assert_cmpint (ilx_json_get_int_or (root, path, -1), ==, rows[i].whole);
      g_assert_cmpfloat (ilx_json_get_double_or (root, path, -1), ==, rows[i].fraction);
    }
}

static void
test_others (void)
{
  g_autoptr (JsonNode) root = ilx_json_parse_text (document, NULL);
  g_auto (GStrv) tags = ilx_json_dup_strv (root, "data[1].tags");
  g_auto (GStrv) none = ilx_json_dup_strv (root, "data[0].z");
  g_autofree char *joined = g_strjoinv (",", tags);
  g_autoptr (GError) error = NULL;

  g_assert_true (ilx_json_get_bool_or (root, "data[0].b", FALSE));
  g_assert_false (ilx_json_get_bool_or (root, "data[0].n", FALSE));
  g_assert_true (ilx_json_get_bool_or (root, "data[0].z", TRUE));
  g_assert_cmpint (ilx_json_get_time_or (root, "data[0].t", 0), ==, DATE);
  g_assert_cmpint (ilx_json_get_time_or (root, "data[0].w", 5), ==, 5);
  g_assert_cmpint (ilx_json_get_time_or (root, "data[0].n", 5), ==, 5);
  g_assert_cmpuint (ilx_json_get_length (root, "data"), ==, 2);
  g_assert_cmpuint (ilx_json_get_length (root, "o"), ==, 0);
  g_assert_cmpuint (json_array_get_length (ilx_json_get_array (root, "data", &error)), ==, 2);
  g_assert_no_error (error);
  g_assert_null (ilx_json_get_array (root, "o", &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BAD_REPLY);
  g_assert_cmpstr (joined, ==, "a,b");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_build (void)
{
  const char *const strings[] = { "a", "\"b\"\n", NULL };
  g_autoptr (JsonNode) node = ilx_json_object (
      "text", ilx_json_string ("ä\t\\"), "none", ilx_json_string (NULL), "int", ilx_json_int (-3),
      "double", ilx_json_double (0.5), "bool", ilx_json_bool (TRUE), "null", ilx_json_null (),
      "time", ilx_json_time (DATE), "no-time", ilx_json_time (0), "strv", ilx_json_strv (strings),
      "no-strv", ilx_json_strv (NULL), "array",
      ilx_json_array (ilx_json_int (1), ilx_json_empty_object (), NULL), NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) again = NULL;

  ilx_json_set (node, "int", ilx_json_int (4));
  text = ilx_json_to_text (node, FALSE);
  g_assert_cmpstr (text, ==,
                   "{\"text\":\"ä\\t\\\\\",\"none\":null,\"int\":4,\"double\":0.5,\"bool\":true,"
                   "\"null\":null,\"time\":\"2026-11-22T09:30:05Z\",\"no-time\":null,"
                   "\"strv\":[\"a\",\"\\\"b\\\"\\n\"],\"no-strv\":[],\"array\":[1,{}]}");
  again = ilx_json_parse_text (text, NULL);
  g_assert_true (json_node_equal (node, again));
}

static void
test_pretty (void)
{
  g_autoptr (JsonNode) node = ilx_json_array (ilx_json_int (1), NULL);
  g_autofree char *text = ilx_json_to_text (node, TRUE);

  g_assert_nonnull (strchr (text, '\n'));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/json/parse", test_parse);
  g_test_add_func ("/base/json/bytes", test_bytes);
  g_test_add_func ("/base/json/depth", test_depth);
  g_test_add_func ("/base/json/mends", test_mends);
  g_test_add_func ("/base/json/paths", test_paths);
  g_test_add_func ("/base/json/strings", test_strings);
  g_test_add_func ("/base/json/numbers", test_numbers);
  g_test_add_func ("/base/json/others", test_others);
  g_test_add_func ("/base/json/build", test_build);
  g_test_add_func ("/base/json/pretty", test_pretty);
  return g_test_run ();
}
