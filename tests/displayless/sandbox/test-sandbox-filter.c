/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filter may say, what it finds, and that everything else is refused. */
#include "config.h"

#include "ilx-sandbox-filter.h"

#include "ilx-error.h"
#include "ilx-json.h"

static const char *const statuses[] = { "Draft", "Cancelled: Smart Sending", NULL };

static const IlxSandboxFilterField fields[] = {
  { "id", "any equals", ILX_SANDBOX_VALUE_STRINGS, "id" },
  { "name", "any contains starts-with ends-with equals equals[]" },
  { "status", "any equals equals[]", .choices = statuses },
  { "created", "equals greater-than greater-or-equal less-than less-or-equal",
    ILX_SANDBOX_VALUE_TIME },
  { "archived", "equals", ILX_SANDBOX_VALUE_BOOLEAN },
  { "size", "equals greater-than less-than", ILX_SANDBOX_VALUE_NUMBER },
  { "messages.channel", "equals", ILX_SANDBOX_VALUE_STRING, "hidden.channel" },
  { "reason", "equals has", ILX_SANDBOX_VALUE_STRING, "attributes.suppressions.reason" },
  { "tag", "equals", ILX_SANDBOX_VALUE_STRING, "attributes.tags" },
  { NULL },
};

static const char document[]
    = "{\"id\":\"A1\",\"hidden\":{\"channel\":\"email\"},\"attributes\":{\"name\":\"Moin, (it's) "
      "R\\u00f6stung\",\"status\":\"Cancelled: Smart Sending\","
      "\"created\":\"2026-11-22T09:30:07+00:00\",\"archived\":false,\"size\":12,\"nothing\":null,"
      "\"tags\":[\"red\",\"blue\"],\"suppressions\":[{\"reason\":\"BOUNCE\"},"
      "{\"reason\":\"USER\"}]}}";

static const struct
{
  const char *filter;
  gboolean matches;
} good_rows[] = {
  { "equals(id,[\"A1\"])", TRUE },
  { "equals(id,['A2','A1'])", TRUE },
  { "any(id,[\"A2\", \"A3\"])", FALSE },
  { "any(name,['x','Moin, (it'])", FALSE },
  { "equals(name,\"Moin, (it's) Röstung\")", TRUE },
  { "equals(name,\"moin, (it's) röstung\")", FALSE },
  { "contains(name,'RÖST')", TRUE },
  { "starts-with(name,'Moin, (')", TRUE },
  { "ends-with(name,'stung')", TRUE },
  { "starts-with(name,'stung')", FALSE },
  { "ends-with(name,'Moin')", FALSE },
  { "contains(name,')')", TRUE },
  { "contains(name,'')", TRUE },
  { "equals(status,'Cancelled: Smart Sending')", TRUE },
  { "equals(status,['Draft'])", FALSE },
  { "any(status,['Draft','Cancelled: Smart Sending'])", TRUE },
  { "equals(created,2026-11-22T09:30:07Z)", TRUE },
  { "equals(created,2026-11-22T10:30:07+01:00)", TRUE },
  { "greater-than(created,2026-11-22T09:30:07Z)", FALSE },
  { "greater-or-equal(created,2026-11-22T09:30:07.000000Z)", TRUE },
  { "greater-than(created,2026-11-22T09:30:06.999999Z)", TRUE },
  { "less-than(created,2026-11-22T09:30:07Z)", FALSE },
  { "less-or-equal(created,2026-11-22T09:30:07Z)", TRUE },
  { "less-than(created,2026-11-22T09:30:08Z)", TRUE },
  { "equals(archived,false)", TRUE },
  { "equals(archived,true)", FALSE },
  { "equals(size,12)", TRUE },
  { "greater-than(size,9)", TRUE },
  { "less-than(size,11.5)", FALSE },
  { "equals(messages.channel,'email')", TRUE },
  { "equals(messages.channel,'sms')", FALSE },
  { "equals(reason,'USER')", TRUE },
  { "equals(reason,'SPAM')", FALSE },
  { "has(reason)", TRUE },
  { "equals(tag,'blue')", TRUE },
  { "equals(tag,'green')", FALSE },
  { "and(equals(messages.channel,'email'),contains(name,'Moin'))", TRUE },
  { "and(equals(messages.channel,'email'),contains(name,'Tschüß'))", FALSE },
  { "and(equals(archived,false), equals(size,12),has(reason))", TRUE },
};

static const char *const bad_rows[] = {
  "",
  "equals",
  "equals(",
  "equals()",
  "equals(name)",
  "equals(name,)",
  "equals(name,Moin)",
  "equals(name,'Moin",
  "equals(name,'Moin\")",
  "equals(name,'Moin'",
  "equals(name,'Moin'))",
  "equals(name,'Moin') ",
  " equals(name,'Moin')",
  "equals (name,'Moin')",
  "equals(name,'a','b')",
  "equals(name,['a','b')",
  "equals(name,[])",
  "equals(name,['a',])",
  "equals(name,12)",
  "equals(Name,'Moin')",
  "equals(subject,'Moin')",
  "EQUALS(name,'Moin')",
  "is(name,'Moin')",
  "equals[](name,['Moin'])",
  "equals(id,'A1')",
  "any(id,'A1')",
  "any(name,'A1')",
  "contains(name,['A1'])",
  "contains(id,'A1')",
  "greater-than(name,'A')",
  "equals(status,'draft')",
  "equals(status,'Cancelled')",
  "greater-than(created,'2026-11-22T09:30:07Z')",
  "greater-than(created,\"2026-11-22T09:30:07Z\")",
  "greater-than(created,2026-11-22)",
  "greater-than(created,2026-11-22T09:30:07)",
  "greater-than(created,2026-11-22t09:30:07z)",
  "greater-than(created,2026-11-22 09:30:07Z)",
  "greater-than(created,2026-13-22T09:30:07Z)",
  "greater-than(created,2026-11-22T09:30:07.1234567Z)",
  "greater-than(created,2026-11-22T09:30:07 00:00)",
  "contains(created,2026-11-22T09:30:07Z)",
  "equals(archived,'false')",
  "equals(archived,False)",
  "equals(archived,0)",
  "equals(size,'12')",
  "equals(size,1e3)",
  "equals(size,12 )",
  "has(name)",
  "has(reason,'x')",
  "has()",
  "and(equals(archived,false))",
  "and()",
  "and(equals(archived,false),)",
  "and(equals(archived,false),equals(size,12)",
  "and(equals(archived,false),equals(size,12)))",
  "and(equals(archived,false),and(equals(size,12),has(reason)))",
  "or(equals(archived,false),equals(size,12))",
  "not(equals(archived,false))",
  "equals(archived,false),equals(size,12)",
};

static void
test_good (void)
{
  g_autoptr (JsonNode) node = ilx_json_parse_text (document, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IlxSandboxFilter) filter
          = ilx_sandbox_filter_parse (good_rows[i].filter, fields, &error);

      g_test_message ("%s", good_rows[i].filter);
      g_assert_no_error (error);
      g_assert_nonnull (filter);
      g_assert_cmpint (ilx_sandbox_filter_matches (filter, node), ==, good_rows[i].matches);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IlxSandboxFilter) filter = ilx_sandbox_filter_parse (bad_rows[i], fields, &error);

      g_test_message ("%s", bad_rows[i]);
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
      g_assert_cmpstr (ilx_error_get_field (error), ==, "filter");
      g_assert_null (filter);
    }
}

/* What is null or absent equals nothing, and is no reason to fall over. */
static void
test_absent (void)
{
  static const IlxSandboxFilterField rows[] = {
    { "nothing", "equals less-than has", ILX_SANDBOX_VALUE_TIME },
    { "absent", "equals less-than has", ILX_SANDBOX_VALUE_TIME, "attributes.a.b.c" },
    { NULL },
  };
  g_autoptr (JsonNode) node = ilx_json_parse_text (document, NULL);
  const char *const filters[]
      = { "less-than(nothing,2026-11-22T09:30:07Z)", "equals(nothing,2026-11-22T09:30:07Z)",
          "less-than(absent,2026-11-22T09:30:07Z)", "has(absent)", "has(nothing)" };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (IlxSandboxFilter) filter = ilx_sandbox_filter_parse (filters[i], rows, NULL);

      g_assert_nonnull (filter);
      g_assert_false (ilx_sandbox_filter_matches (filter, node));
    }
  g_assert_true (ilx_sandbox_filter_matches (NULL, node));
}

static void
test_has_field (void)
{
  g_autoptr (IlxSandboxFilter) filter = ilx_sandbox_filter_parse (
      "and(equals(archived,false),equals(messages.channel,'email'))", fields, NULL);

  g_assert_true (ilx_sandbox_filter_has_field (filter, "messages.channel"));
  g_assert_false (ilx_sandbox_filter_has_field (filter, "name"));
  g_assert_false (ilx_sandbox_filter_has_field (NULL, "messages.channel"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/filter/good", test_good);
  g_test_add_func ("/sandbox/filter/bad", test_bad);
  g_test_add_func ("/sandbox/filter/absent", test_absent);
  g_test_add_func ("/sandbox/filter/has-field", test_has_field);
  return g_test_run ();
}
