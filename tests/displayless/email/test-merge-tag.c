/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merge tags are found whole wherever they stand, and pieces of HTML add up to the HTML. */
#include "config.h"

#include <string.h>

#include "ilx-html-scanner.h"
#include "ilx-merge-tag.h"

/* "kind place tag" for each: v variable, c command, n note, s stars, o open, x stray; t text, m
 * markup, h hidden. */
static char *
dup_summary (GArray *tags)
{
  GString *summary = g_string_new (NULL);

  for (guint i = 0; i < tags->len; i++)
    {
      const IlxMergeTag *tag = &g_array_index (tags, IlxMergeTag, i);
      g_autofree char *text = ilx_merge_tag_dup (tag);

      g_string_append_printf (summary, "%s%c%c %s", i > 0 ? "; " : "", "vcnsox"[tag->kind],
                              "tmh"[tag->place], text);
    }
  return g_string_free (summary, FALSE);
}

typedef struct
{
  int line;
  const char *text;
  const char *expected;
} Row;

static const Row plain_rows[] = {
  { __LINE__, "", "" },
  { __LINE__, "no tags { here } % # *|", "" },
  { __LINE__, "Hi {{ first_name }}!", "vt {{ first_name }}" },
  { __LINE__, "{{a}}{%b%}{#c#}*|D|*{{{e|f}}}",
    "vt {{a}}; ct {%b%}; nt {#c#}; st *|D|*; vt {{{e|f}}}" },
  { __LINE__, "{{ first_name", "ot {{" },
  { __LINE__, "{% if", "ot {%" },
  { __LINE__, "first_name }}", "xt }}" },
  { __LINE__, "if %}", "xt %}" },
  { __LINE__, "{{ a {{ b }}", "ot {{; vt {{ b }}" },
  { __LINE__, "{{ a {% b %} }}", "ot {{; ct {% b %}; xt }}" },
  { __LINE__, "{{ a }", "ot {{" },
  { __LINE__, "{{{ a }}", "ot {{{; xt }}" },
  { __LINE__, "{{ 'ä€' }}", "vt {{ 'ä€' }}" },
  { __LINE__, "{{\n a\n}}", "vt {{\n a\n}}" },
  { __LINE__, "{# a\nb #}", "" },
  { __LINE__, "5 *| 3\n|*", "" },
  { __LINE__, "{{{{{{", "ot {{{; ot {{{" },
};

static const Row html_rows[] = {
  { __LINE__, "<a href=\"{% unsubscribe_link %}\">{{ a }}</a>",
    "cm {% unsubscribe_link %}; vt {{ a }}" },
  { __LINE__, "<a href=\"{{ a|default:\"x>y\" }}\" b='{{ c }}'>d</a>",
    "vm {{ a|default:\"x>y\" }}; vm {{ c }}" },
  { __LINE__, "<!-- {{ a }} -->{{ b }}", "vh {{ a }}; vt {{ b }}" },
  { __LINE__, "<style>@media a{p{b:c}}</style>", "" },
  { __LINE__, "<STYLE>@media a{p{b:c}}</Style >{{ d }}", "vt {{ d }}" },
  { __LINE__, "<style>{{ a }}", "vh {{ a }}" },
  { __LINE__, "<title>{{ a }}</title>", "vh {{ a }}" },
  { __LINE__, "<p title=it's>{{ a }}</p>'", "vt {{ a }}" },
  { __LINE__, "{% if a < b %}<p>x</p>{% endif %}", "ct {% if a < b %}; ct {% endif %}" },
  { __LINE__, "{% if a <b %}x", "ct {% if a <b %}" },
  { __LINE__, "<!-->{{ a }}<!---->{{ b }}", "vt {{ a }}; vt {{ b }}" },
  { __LINE__, "<![if !mso]>{{ a }}<![endif]>", "vt {{ a }}" },
  { __LINE__, "a < b {{ c }} <3", "vt {{ c }}" },
  { __LINE__, "<p", "" },
  { __LINE__, "<p a=\"{{ b", "om {{" },
  { __LINE__, "<script>if (a<b) '</scripts>' {{ c }}</script>{{ d }}", "vh {{ c }}; vt {{ d }}" },
};

static void
test_plain (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_rows); i++)
    {
      g_autoptr (GArray) tags = ilx_merge_tags_find (plain_rows[i].text);
      g_autofree char *summary = dup_summary (tags);

      g_test_message ("line %d", plain_rows[i].line);
      g_assert_cmpstr (summary, ==, plain_rows[i].expected);
    }
}

static void
test_html (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (html_rows); i++)
    {
      g_autoptr (GArray) tags = ilx_merge_tags_find_in_html (html_rows[i].text);
      g_autofree char *summary = dup_summary (tags);

      g_test_message ("line %d", html_rows[i].line);
      g_assert_cmpstr (summary, ==, html_rows[i].expected);
    }
}

/* Nothing is lost between the pieces, whatever the text: all rows, and all their beginnings. */
static void
test_pieces_add_up (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (html_rows); i++)
    for (gsize length = 0; length <= strlen (html_rows[i].text); length++)
      {
        g_autofree char *html = g_strndup (html_rows[i].text, length);
        g_autoptr (GString) whole = g_string_new (NULL);
        IlxHtmlScanner scanner;
        IlxHtmlToken token;

        ilx_html_scanner_init (&scanner, html);
        while (ilx_html_scanner_next (&scanner, &token))
          {
            g_assert_cmpuint (token.length, >, 0);
            g_string_append_len (whole, token.start, (gssize) token.length);
          }
        g_assert_cmpstr (whole->str, ==, html);
      }
}

static void
test_parts (void)
{
  static const struct
  {
    const char *text, *inner, *word;
  } rows[] = {
    { "{{ first_name|default:'' }}", "first_name|default:''", "first_name" },
    { "{% unsubscribe 'Abmelden' %}", "unsubscribe 'Abmelden'", "unsubscribe" },
    { "{%unsubscribe%}", "unsubscribe", "unsubscribe" },
    { "{%- if a -%}", "if a", "if" },
    { "{{{contact.first_name|there}}}", "contact.first_name|there", "contact.first_name" },
    { "*|FNAME|*", "FNAME", "FNAME" },
    { "{{ }}", "", "" },
    { "{%%}", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) tags = ilx_merge_tags_find (rows[i].text);
      const IlxMergeTag *tag = &g_array_index (tags, IlxMergeTag, 0);
      g_autofree char *inner = NULL;
      g_autofree char *word = NULL;

      g_assert_cmpuint (tags->len, ==, 1);
      inner = ilx_merge_tag_dup_inner (tag);
      word = ilx_merge_tag_dup_word (tag);
      g_assert_cmpstr (inner, ==, rows[i].inner);
      g_assert_cmpstr (word, ==, rows[i].word);
    }
}

/* A million beginnings without an end are read once, not a million times. */
static void
test_reads_once (void)
{
  static const char *const pieces[]
      = { "{{", "{%", "{#", "*|", "{{{", "<a b=\"", "<!-", "</", "<style>", "{# <a " };
  gint64 started = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) tags = NULL;

      while (text->len < 1000 * 1000)
        g_string_append (text, pieces[i]);
      tags = ilx_merge_tags_find_in_html (text->str);
    }
  g_assert_cmpint (g_get_monotonic_time () - started, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/email/merge-tag/plain", test_plain);
  g_test_add_func ("/email/merge-tag/html", test_html);
  g_test_add_func ("/email/merge-tag/pieces-add-up", test_pieces_add_up);
  g_test_add_func ("/email/merge-tag/parts", test_parts);
  g_test_add_func ("/email/merge-tag/reads-once", test_reads_once);
  return g_test_run ();
}
