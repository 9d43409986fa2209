/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users write, and what we make of it. */
#include "config.h"

#include <string.h>

#include "ilx-error.h"
#include "ilx-text.h"

#define LABEL_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void
test_blank (void)
{
  static const char *const blank[] = { NULL, "", " ", "\t\n\r ", "\u00a0\u2003" };
  static const char *const others[] = { "a", " a ", ".", "\u200b", "ä" };

  for (guint i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (ilx_text_is_blank (blank[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (ilx_text_is_blank (others[i]));
  g_assert_true (ilx_text_equal (NULL, ""));
  g_assert_true (ilx_text_equal (NULL, NULL));
  g_assert_true (ilx_text_equal ("a", "a"));
  g_assert_false (ilx_text_equal ("a", NULL));
  g_assert_false (ilx_text_equal ("a", "A"));
}

static void
test_domain (void)
{
  static const char *const good[]
      = { "shop.example",   "a.b.c.example", "x-y.example",           "1.example",
          "bücher.example", "SHOP.Example",  "xn--bcher-kva.example", LABEL_63 ".example" };
  static const char *const bad[] = { NULL,
                                     "",
                                     "example",
                                     ".example",
                                     "shop.",
                                     "shop..example",
                                     "-a.example",
                                     "a-.example",
                                     "a b.example",
                                     "a_b.example",
                                     "a.example\n",
                                     "a.example/x",
                                     "a@b.example",
                                     " a.example",
                                     "https://a.example",
                                     "a.example:80",
                                     LABEL_63 "a.example" };
  g_autofree char *long_domain = g_strjoin (".", LABEL_63, LABEL_63, LABEL_63, LABEL_63, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ilx_text_is_domain (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ilx_text_is_domain (bad[i]));
  g_assert_false (ilx_text_is_domain (long_domain));
}

static void
test_email (void)
{
  static const char *const good[]
      = { "hello@shop.example", "a@b.example",         "a.b+c_d-e@x.example",
          "o'neil@x.example",   "jörg@bücher.example", LABEL_63 "a@x.example" };
  static const char *const bad[] = { NULL,
                                     "",
                                     "@",
                                     "hello",
                                     "hello@",
                                     "@shop.example",
                                     "hello@shop",
                                     "a b@shop.example",
                                     "a@b@shop.example",
                                     ".a@shop.example",
                                     "a.@shop.example",
                                     "a..b@shop.example",
                                     "a@shop.example\n",
                                     "a\r\nBcc: b@shop.example",
                                     "a@shop.example, b@shop.example",
                                     "Hello <hello@shop.example>",
                                     "a\"b@shop.example",
                                     LABEL_63 "aa@x.example" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ilx_text_is_email (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ilx_text_is_email (bad[i]));
}

static void
test_graphemes (void)
{
  static const struct
  {
    const char *text;
    guint n;
  } rows[] = { { NULL, 0 },
               { "", 0 },
               { "abc", 3 },
               { "ä", 1 },
               { "a\u0308", 1 },
               { "日本", 2 },
               { "🇩🇪🇫🇷", 2 },
               { "🇩🇪🇫", 2 },
               { "👨‍👩‍👧", 1 },
               { "👍🏽", 1 },
               { "❤️", 1 },
               { "a\u200db", 2 },
               { "\r\n", 1 },
               { "각", 1 },
               { "\u0308", 1 },
               { "🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpuint (ilx_text_count_graphemes (rows[i].text), ==, rows[i].n);
    }
}

static void
test_trimmed_and_slug (void)
{
  static const char *const rows[][2] = { { "Nordlicht Kaffee", "nordlicht-kaffee" },
                                         { "  --a__b  c!! ", "a-b-c" },
                                         { "A&B 24/7", "a-b-24-7" },
                                         { "", "" },
                                         { "---", "" } };
  g_autofree char *none = ilx_text_dup_trimmed (NULL);
  g_autofree char *trimmed = ilx_text_dup_trimmed ("\t a b \n");

  g_assert_null (none);
  g_assert_cmpstr (trimmed, ==, "a b");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *slug = ilx_text_dup_slug (rows[i][0]);
      g_autofree char *again = ilx_text_dup_slug (slug);

      g_assert_cmpstr (slug, ==, rows[i][1]);
      g_assert_cmpstr (again, ==, slug);
    }
}

static void
test_checked (void)
{
  static const struct
  {
    int line;
    const char *bytes;
    gsize length;
    const char *place; /* NULL: taken */
  } rows[] = {
    { __LINE__, "", 0, NULL },
    { __LINE__, "<p>ä\r\n</p>", 11, NULL },
    { __LINE__, "\xef\xbb\xbfx", 4, NULL },
    { __LINE__, "a\nb\0c", 5, "line 2" },
    { __LINE__, "\0", 1, "line 1" },
    { __LINE__, "a\n\nb\xff", 5, "line 3" },
    { __LINE__, "G\xf6\xdf!", 4, "line 1" },
    { __LINE__, "a\xc3", 2, "line 1" },
    { __LINE__, "\xed\xa0\x80", 3, "line 1" },
    { __LINE__, "\xff\xfe<\0p\0", 6, "line 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (rows[i].bytes, rows[i].length);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = ilx_text_dup_checked (bytes, "The HTML", "html", &error);

      g_test_message ("line %d", rows[i].line);
      if (rows[i].place == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpmem (text, strlen (text), rows[i].bytes, rows[i].length);
          continue;
        }
      g_assert_null (text);
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
      g_assert_cmpstr (ilx_error_get_field (error), ==, "html");
      g_assert_nonnull (strstr (error->message, rows[i].place));
      g_assert_true (g_str_has_prefix (error->message, "The HTML "));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (ilx_text_dup_checked (bytes, "The HTML", "html", NULL));
    }
}

static void
test_ids (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 2000; i++)
    {
      char *id = ilx_text_dup_id ();

      g_assert_cmpuint (strlen (id), ==, 12);
      g_assert_cmpuint (strspn (id, "0123456789abcdefghjkmnpqrstvwxyz"), ==, 12);
      g_assert_true (g_hash_table_add (ids, id));
    }
}

static void
test_wipes (void)
{
  char secret[] = "pk_secret";

  ilx_text_wipe (NULL);
  ilx_text_free_secret (NULL);
  ilx_text_wipe (secret);
  for (guint i = 0; i < sizeof secret; i++)
    g_assert_cmpint (secret[i], ==, 0);
  ilx_text_free_secret (g_strdup ("pk_other"));
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded;
  } rows[] = {
    { "", "" },
    { "Plain TEXT", "plain text" },
    { "GRÖSSER", "gro\xcc\x88sser" },
    { "größer", "gro\xcc\x88sser" },
    { "gro\xcc\x88ßer", "gro\xcc\x88sser" },
    { "\xef\xac\x81n", "fin" },
    { "🍂 Ä", "🍂 a\xcc\x88" },
  };
  g_auto (GStrv) words = ilx_text_split_words ("  Two\tWÖRTER \n");
  g_auto (GStrv) none = ilx_text_split_words (" ");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = ilx_text_fold (rows[i].text);

      g_assert_cmpstr (folded, ==, rows[i].folded);
    }
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  g_assert_cmpstr (words[1], ==, "wo\xcc\x88rter");
  g_assert_null (none[0]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/text/blank", test_blank);
  g_test_add_func ("/base/text/domain", test_domain);
  g_test_add_func ("/base/text/email", test_email);
  g_test_add_func ("/base/text/graphemes", test_graphemes);
  g_test_add_func ("/base/text/trimmed-and-slug", test_trimmed_and_slug);
  g_test_add_func ("/base/text/checked", test_checked);
  g_test_add_func ("/base/text/ids", test_ids);
  g_test_add_func ("/base/text/wipes", test_wipes);
  g_test_add_func ("/base/text/fold", test_fold);
  return g_test_run ();
}
