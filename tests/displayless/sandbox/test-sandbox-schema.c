/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table's every kind of row, and the pointer of each kind of fault. */
#include "config.h"

#include "ilx-sandbox-schema.h"

#include "ilx-json.h"

static const char *const colours[] = { "red", "blue", NULL };
static const char *const steps[] = { "1", "25", NULL };
static const IlxSandboxSchema id_row[] = {
  { "id", ILX_SANDBOX_STRING },
  { NULL },
};
static const IlxSandboxSchema true_rows[] = {
  { "is_local", ILX_SANDBOX_BOOLEAN, ILX_SANDBOX_REQUIRED },
  { "at_once", ILX_SANDBOX_BOOLEAN },
  { NULL },
};
static const IlxSandboxSchema false_rows[] = {
  { "is_local", ILX_SANDBOX_BOOLEAN, ILX_SANDBOX_REQUIRED },
  { NULL },
};
static const IlxSandboxSchema option_rows[] = {
  { "true", .inner = true_rows },
  { "false", .inner = false_rows },
  { NULL },
};
static const IlxSandboxSchema now_rows[] = {
  { "method", ILX_SANDBOX_STRING },
  { NULL },
};
static const IlxSandboxSchema later_rows[] = {
  { "method", ILX_SANDBOX_STRING },
  { "at", ILX_SANDBOX_TIME, ILX_SANDBOX_REQUIRED },
  { "options", ILX_SANDBOX_VARIANT, ILX_SANDBOX_NULLABLE, option_rows, .tag = "is_local" },
  { NULL },
};
static const IlxSandboxSchema method_rows[] = {
  { "now", .inner = now_rows },
  { "later", .inner = later_rows },
  { NULL },
};
static const IlxSandboxSchema item_rows[] = {
  { "colour", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = colours },
  { NULL },
};
static const IlxSandboxSchema item_row[] = {
  { "item", ILX_SANDBOX_OBJECT, .inner = item_rows },
  { NULL },
};
static const IlxSandboxSchema rows[] = {
  { "name", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED },
  { "text", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "mail", ILX_SANDBOX_EMAIL, ILX_SANDBOX_NULLABLE },
  { "day", ILX_SANDBOX_DATE },
  { "size", ILX_SANDBOX_INTEGER, .min = 1, .max = 100 },
  { "step", ILX_SANDBOX_INTEGER, .choices = steps },
  { "flag", ILX_SANDBOX_BOOLEAN, ILX_SANDBOX_NULLABLE },
  { "ids", ILX_SANDBOX_ARRAY, .inner = id_row, .min = 1, .max = 2 },
  { "items", ILX_SANDBOX_ARRAY, .inner = item_row },
  { "context", ILX_SANDBOX_OPEN },
  { "when", ILX_SANDBOX_VARIANT, .inner = method_rows, .tag = "method" },
  { NULL },
};
static const IlxSandboxSchema root[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, rows },
  { NULL },
};

/* What stands in `data` beside the name, and where the fault is; NULL: it is good. */
static const struct
{
  const char *json;
  const char *pointer;
} table[] = {
  { "", NULL },
  { ",\"text\":null,\"flag\":null,\"mail\":null", NULL },
  { ",\"text\":\"x\",\"mail\":\"a@b.example\",\"day\":\"2028-02-29\"", NULL },
  { ",\"size\":1,\"step\":25,\"ids\":[\"a\",\"b\"],\"flag\":false", NULL },
  { ",\"context\":{\"whatever\":[1,{\"deep\":null}]}", NULL },
  { ",\"items\":[]", NULL },
  { ",\"items\":[{\"colour\":\"red\"},{\"colour\":\"blue\"}]", NULL },
  { ",\"when\":{\"method\":\"now\"}", NULL },
  { ",\"when\":{\"method\":\"later\",\"at\":\"2026-12-01T06:00:00Z\",\"options\":null}", NULL },
  { ",\"when\":{\"method\":\"later\",\"at\":\"2026-12-01T06:00:00+01:00\","
    "\"options\":{\"is_local\":true,\"at_once\":false}}",
    NULL },
  { ",\"more\":1", "/data/more" },
  { ",\"more\":null", "/data/more" },
  { ",\"Text\":\"x\"", "/data/Text" },
  { ",\"text\":1", "/data/text" },
  { ",\"mail\":\"nobody\"", "/data/mail" },
  { ",\"mail\":\"\"", "/data/mail" },
  { ",\"day\":\"2026-02-29\"", "/data/day" },
  { ",\"day\":\"2026-2-9\"", "/data/day" },
  { ",\"day\":null", "/data/day" },
  { ",\"size\":0", "/data/size" },
  { ",\"size\":101", "/data/size" },
  { ",\"size\":1.5", "/data/size" },
  { ",\"size\":\"1\"", "/data/size" },
  { ",\"size\":-9223372036854775808", "/data/size" },
  { ",\"step\":24", "/data/step" },
  { ",\"flag\":\"true\"", "/data/flag" },
  { ",\"flag\":0", "/data/flag" },
  { ",\"ids\":[]", "/data/ids" },
  { ",\"ids\":[\"a\",\"b\",\"c\"]", "/data/ids" },
  { ",\"ids\":[\"a\",null]", "/data/ids/1" },
  { ",\"ids\":\"a\"", "/data/ids" },
  { ",\"ids\":{}", "/data/ids" },
  { ",\"items\":[{\"colour\":\"red\"},{}]", "/data/items/1/colour" },
  { ",\"items\":[{\"colour\":\"red\"},{\"colour\":\"green\"}]", "/data/items/1/colour" },
  { ",\"items\":[{\"colour\":\"red\",\"x\":1}]", "/data/items/0/x" },
  { ",\"items\":[{\"colour\":\"red\"},[]]", "/data/items/1" },
  { ",\"context\":[]", "/data/context" },
  { ",\"context\":null", "/data/context" },
  { ",\"when\":{}", "/data/when/method" },
  { ",\"when\":{\"method\":\"never\"}", "/data/when/method" },
  { ",\"when\":{\"method\":null}", "/data/when/method" },
  { ",\"when\":{\"method\":\"now\",\"at\":\"2026-12-01T06:00:00Z\"}", "/data/when/at" },
  { ",\"when\":{\"method\":\"later\"}", "/data/when/at" },
  { ",\"when\":{\"method\":\"later\",\"at\":\"2026-12-01T06:00:00\"}", "/data/when/at" },
  { ",\"when\":{\"method\":\"later\",\"at\":\"2026-12-01 06:00:00Z\"}", "/data/when/at" },
  { ",\"when\":{\"method\":\"later\",\"at\":1}", "/data/when/at" },
  { ",\"when\":{\"method\":\"later\",\"at\":\"2026-12-01T06:00:00Z\","
    "\"options\":{\"is_local\":false,\"at_once\":true}}",
    "/data/when/options/at_once" },
  { ",\"when\":{\"method\":\"later\",\"at\":\"2026-12-01T06:00:00Z\","
    "\"options\":{\"is_local\":\"yes\"}}",
    "/data/when/options/is_local" },
};

static void
assert_pointer (const char *json, const char *expected)
{
  g_autoptr (JsonNode) node = ilx_json_parse_text (json, NULL);
  g_autofree char *pointer = NULL;
  g_autofree char *detail = NULL;
  gboolean fits;

  g_test_message ("%s", json);
  fits = ilx_sandbox_schema_check (root, node, &pointer, &detail);
  g_assert_cmpint (fits, ==, expected == NULL);
  g_assert_cmpstr (pointer, ==, expected);
  g_assert_cmpint (detail == NULL, ==, fits);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"data\":{\"name\":\"n\"%s}}", table[i].json);

      assert_pointer (json, table[i].pointer);
    }
}

static void
test_root (void)
{
  assert_pointer ("[]", "/");
  assert_pointer ("\"text\"", "/");
  assert_pointer ("{}", "/data");
  assert_pointer ("{\"data\":null}", "/data");
  assert_pointer ("{\"data\":[]}", "/data");
  assert_pointer ("{\"data\":{}}", "/data/name");
  assert_pointer ("{\"data\":{\"name\":null}}", "/data/name");
  assert_pointer ("{\"data\":{\"name\":\"n\"},\"meta\":{}}", "/meta");
}

static void
test_no_body (void)
{
  g_autofree char *pointer = NULL;
  g_autofree char *detail = NULL;

  g_assert_false (ilx_sandbox_schema_check (root, NULL, &pointer, &detail));
  g_assert_cmpstr (pointer, ==, "/");
  g_assert_nonnull (detail);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/schema/table", test_table);
  g_test_add_func ("/sandbox/schema/root", test_root);
  g_test_add_func ("/sandbox/schema/no-body", test_no_body);
  return g_test_run ();
}
