/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain-text part, mail by mail; and mails made to exhaust whoever reads them. */
#include "config.h"

#include <string.h>

#include "ilx-text-part.h"

typedef struct
{
  int line;
  const char *html;
  const char *text;
} Row;

static const Row rows[] = {
  /* nothing */
  { __LINE__, "", "" },
  { __LINE__, "   \n\t", "" },
  { __LINE__, "<p></p><div> &nbsp; </div><!-- x -->", "" },
  { __LINE__, "<html><head><title>T</title><style>p{}</style></head><body></body></html>", "" },

  /* blocks */
  { __LINE__, "Hello", "Hello\n" },
  { __LINE__, "<h1>Sale</h1><p>One</p><p>Two</p>", "Sale\n\nOne\n\nTwo\n" },
  { __LINE__, "<div>One</div><div>Two</div>", "One\nTwo\n" },
  { __LINE__, "<div><div><div>One</div></div></div>Two", "One\nTwo\n" },
  { __LINE__, "One<br>Two<br/><br>Three", "One\nTwo\n\nThree\n" },
  { __LINE__, "<p>One<br></p><p>Two</p>", "One\n\nTwo\n" },
  { __LINE__, "One<hr>Two", "One\n\n----------\n\nTwo\n" },
  { __LINE__, "<pre>One\nTwo\n\nThree</pre>", "One\nTwo\n\nThree\n" },
  { __LINE__, "<p>One <b>bold</b><i>er</i> end.</p>", "One bolder end.\n" },
  { __LINE__, "<x-card>One</x-card> Two", "One Two\n" },

  /* blanks */
  { __LINE__, "<p>  One \n\t two&nbsp;&nbsp;three  </p>", "One two three\n" },
  { __LINE__, "One<b> </b>two <i> three</i>", "One two three\n" },
  { __LINE__, "a\u200bb\u00adc\ufeffd\u2060e\u034f", "abcde\n" },
  { __LINE__, "\u200c\u00a0\u200c\u00a0One", "One\n" },
  { __LINE__, "👨‍👩‍👧 می‌خواهم", "👨‍👩‍👧 می‌خواهم\n" },
  { __LINE__, "3\u202f€ a\u2003b\u3000c", "3 € a b c\n" },
  { __LINE__, "a&amp;b &lt;c&gt; &copy; &#8364; &hellip;", "a&b <c> © € …\n" },

  /* lists */
  { __LINE__, "<ul><li>One</li><li>Two</li></ul>", "- One\n- Two\n" },
  { __LINE__, "<p>A</p><ul><li>One</ul><p>B</p>", "A\n\n- One\n\nB\n" },
  { __LINE__, "<ol><li>One<li>Two</ol>", "1. One\n2. Two\n" },
  { __LINE__, "<ol start=9><li>Nine<li>Ten<br>more</ol>", "9. Nine\n10. Ten\n    more\n" },
  { __LINE__, "<ol start=x><li>One</ol>", "1. One\n" },
  { __LINE__, "<ul><li>One<ol><li>In</ol><li>Two</ul>", "- One\n  1. In\n- Two\n" },
  { __LINE__, "<ul><li></li><li>Two</li></ul>", "- Two\n" },
  { __LINE__, "<ul><li><p>One</p><p>more</p></li></ul>", "- One\n\n  more\n" },
  { __LINE__, "<li>Alone", "- Alone\n" },
  { __LINE__, "<dl><dt>T<dd>D</dl>E", "T\n  D\n\nE\n" },

  /* quotes */
  { __LINE__, "A<blockquote>Q<p>R</p></blockquote>B", "A\n\n> Q\n>\n> R\n\nB\n" },
  { __LINE__, "<blockquote>Q<blockquote>R</blockquote></blockquote>", "> Q\n>\n> > R\n" },

  /* tables */
  { __LINE__, "<table><tr><th>Item<th>Price<tr><td>Cup<td>3 €</table>",
    "Item | Price\nCup | 3 €\n" },
  { __LINE__, "<table><tr><td><td>A<td> <td>B<td></table>", "A | B\n" },
  { __LINE__, "<table><tr><td><p>A</p><td><p>B</p></table>", "A\n\nB\n" },
  { __LINE__, "<table><tr><td><table><tr><td>A</table><td>B</table>", "A\nB\n" },
  { __LINE__, "<table><tr><td>A<td>B</table><table><tr><td>C</table>", "A | B\nC\n" },

  /* links */
  { __LINE__, "<a href='https://s.example/x'>Shop</a>.", "Shop (https://s.example/x).\n" },
  { __LINE__, "<a href='https://s.example/'>https://s.example/</a>", "https://s.example/\n" },
  { __LINE__, "<a href='https://s.example/'>S.example</a>", "S.example\n" },
  { __LINE__, "<ul><li><a href='https://s.example'>s.example</a></ul>", "- s.example\n" },
  { __LINE__, "<a href='mailto:a@b.example?subject=x'>Write</a>", "Write (a@b.example)\n" },
  { __LINE__, "<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example\n" },
  { __LINE__, "<a href='MAILTO:a%2Bc@b.example'>Write</a>", "Write (a+c@b.example)\n" },
  { __LINE__, "<a href='tel:+49 30 1'>Call</a>", "Call (+49 30 1)\n" },
  { __LINE__, "<a href='#top'>Up</a> <a>No</a> <a href=''>Empty</a>", "Up No Empty\n" },
  { __LINE__, "<a href='javascript:alert(1)'>Bad</a>", "Bad\n" },
  { __LINE__, "<a href=' https://s.example/a b\n'>S</a>", "S (https://s.example/a%20b)\n" },
  { __LINE__, "<a href='https://s.example'></a>x", "x\n" },
  { __LINE__, "<a href='https://s.example'><img src=a></a>x", "https://s.examplex\n" },
  { __LINE__, "<a href='https://s.example'><img src=a alt='The shop'></a>",
    "The shop (https://s.example)\n" },
  { __LINE__, "<a href='https://s.example'><div>Two</div><div>lines</div></a>end",
    "Two\nlines (https://s.example)\nend\n" },
  { __LINE__, "<a href='https://s.example'>&gt;</a>", "> (https://s.example)\n" },

  /* images */
  { __LINE__, "<img alt='A  red\ncup'> <img src=x> <img alt=''>", "A red cup\n" },

  /* hidden */
  { __LINE__, "<div style='display:none'>P</div>A", "A\n" },
  { __LINE__, "<div style='DISPLAY : None !important;color:red'>P<p>Q</p></div>A", "A\n" },
  { __LINE__, "<span style='mso-hide:all'>P</span>A", "A\n" },
  { __LINE__, "<span style='visibility:hidden'>P</span>A", "A\n" },
  { __LINE__, "<span style='max-height:0px;overflow:hidden'>P</span>A", "A\n" },
  { __LINE__, "<span style='opacity:0'>P</span>A", "A\n" },
  { __LINE__, "<span style='opacity:0.5;max-height:0.5em'>P</span>A", "PA\n" },
  { __LINE__, "<span style='max-height:09px'>P</span>A", "PA\n" },
  { __LINE__, "<p hidden>P</p>A", "A\n" },
  { __LINE__, "<span class='x PreHeader'>P</span>A", "A\n" },
  { __LINE__, "<span style='font-size:1px'>P</span>A", "A\n" },
  { __LINE__, "<div style='font-size:0'>P<b style='font-size:14px'>B</b></div>", "B\n" },
  { __LINE__, "<div style='font-size:0px'>P {{ a }}{% if b %}</div>", "{% if b %}\n" },
  { __LINE__, "<span style='font-size:1em'>P</span>", "P\n" },
  { __LINE__, "<script>a</script><style>b</style><svg><text>c</text></svg><template>d</template>A",
    "A\n" },
  { __LINE__, "<!--[if mso]><p>Outlook</p><![endif]--><![if !mso]>Others<![endif]>", "Others\n" },

  /* merge tags */
  { __LINE__, "<p>Moin {{ first_name|default:'' }}!</p>", "Moin {{ first_name|default:'' }}!\n" },
  { __LINE__, "{{  first_name |  default:\"a  b\" }}", "{{  first_name |  default:\"a  b\" }}\n" },
  { __LINE__, "<p>{% unsubscribe 'Abmelden' %}</p>", "{% unsubscribe 'Abmelden' %}\n" },
  { __LINE__, "<a href=\"{% unsubscribe_link %}\">Abmelden</a>",
    "Abmelden ({% unsubscribe_link %})\n" },
  { __LINE__, "<a href=\"https://s.example/?n={{ a|default:\"b c\" }}&amp;d=e\">S</a>",
    "S (https://s.example/?n={{ a|default:\"b c\" }}&d=e)\n" },
  { __LINE__, "<img alt=\"For {{ first_name }}\">", "For {{ first_name }}\n" },
  { __LINE__, "{% if a < 3 and b > 4 %}x{% endif %}", "{% if a < 3 and b > 4 %}x{% endif %}\n" },
  { __LINE__, "<table>{% for i in l %}<tr><td>{{ i }}</td></tr>{% endfor %}</table>",
    "{% for i in l %}\n{{ i }}\n{% endfor %}\n" },
  { __LINE__, "*|IF:FNAME|**|FNAME|**|END:IF|*", "*|IF:FNAME|**|FNAME|**|END:IF|*\n" },
  { __LINE__, "{{{contact.first_name|there}}}", "{{{contact.first_name|there}}}\n" },
  { __LINE__, "{{ open <b>x</b>", "{{ open x\n" },
  { __LINE__, "{{ a }}\xf3\xb0\x80\x80&#xF0000;", "{{ a }}{{ a }}\n" },

  /* broken */
  { __LINE__, "<p>One<p>Two<b>Three</p>Four", "One\n\nTwoThree\n\nFour\n" },
  { __LINE__, "</p></div>A</a>", "A\n" },
  { __LINE__, "A<", "A<\n" },
  { __LINE__, "A<a href=\"", "A\n" },
  { __LINE__, "<td>A</td><tr>B", "AB\n" },
  { __LINE__, "1 < 2 &amp 3 &bogus; &#0; &#xD800;", "1 < 2 & 3 &bogus; � �\n" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = ilx_text_part_build (rows[i].html);

      g_test_message ("line %d", rows[i].line);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static char *
dup_repeated (const char *before, const char *piece, const char *after, gsize size)
{
  GString *text = g_string_new (before);

  while (text->len < size)
    g_string_append (text, piece);
  return g_string_free (g_string_append (text, after), FALSE);
}

/* Each would exhaust the stack, the memory or the patience of a reader that trusts its tree. */
static void
test_hostile (void)
{
  static const struct
  {
    int line;
    const char *before, *piece, *after, *needle;
  } hostile[] = {
    { __LINE__, "", "<div>", "end", "end" },
    { __LINE__, "", "<b>", "end", "end" },
    { __LINE__, "", "<table><tr><td>", "end", "end" },
    { __LINE__, "", "<ul><li>", "end", "end" },
    { __LINE__, "", "<blockquote>", "end", "end" },
    { __LINE__, "", "<p><a href=x>", "end", "end" },
    { __LINE__, "<p>", "<b id=1><i id=2><u id=3></p>x<p>", "end", "end" },
    { __LINE__, "", "<svg><desc>", "", "" },
    { __LINE__, "", "</div><div></b>", "end", "end" },
    { __LINE__, "<p>", "{{", "end", "end" },
    { __LINE__, "<a href=\"", "x", "\">end</a>", "end" },
    { __LINE__, "", "<option>", "end", "end" },
    { __LINE__, "", "&nbsp;", "end", "end" },
    { __LINE__, "", "<p>{{ a }}</p>", "end", "end" },
    { __LINE__, "", "<font color=red>x</p>", "end", "end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *html
          = dup_repeated (hostile[i].before, hostile[i].piece, hostile[i].after, 300 * 1000);
      gint64 started = g_get_monotonic_time ();
      g_autofree char *text = ilx_text_part_build (html);

      g_test_message ("line %d: %" G_GINT64_FORMAT " ms", hostile[i].line,
                      (g_get_monotonic_time () - started) / 1000);
      g_assert_nonnull (strstr (text, hostile[i].needle));
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpint (g_get_monotonic_time () - started, <, 10 * G_USEC_PER_SEC);
    }
}

/* Formatting elements that are opened again in each paragraph, more than memory has room for. */
static void
test_multiplying (void)
{
  g_autoptr (GString) html = g_string_new ("<p>");
  g_autofree char *text = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (html, "<b id=%u>", i);
  while (html->len < 900 * 1000)
    g_string_append (html, "</p><p>x");
  text = ilx_text_part_build (html->str);
  g_assert_true (g_str_has_prefix (text, "x\n\nx\n\nx"));
}

/* Mails of the largest size that is kept, which is more than is given to the tree. */
static void
test_large (void)
{
  g_autofree char *html
      = dup_repeated ("<h1>Sale</h1>", "<p>A &amp; {{ b  c }}&nbsp;d<br>e</p><style>f</style>",
                      "<p>end</p>", 5 * 1000 * 1000);
  g_autofree char *text = ilx_text_part_build (html);

  g_assert_true (g_str_has_prefix (text, "Sale\n\nA & {{ b  c }} d\ne\n\nA & "));
  g_assert_true (g_str_has_suffix (text, "\n\nend\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/email/text-part/rows", test_rows);
  g_test_add_func ("/email/text-part/hostile", test_hostile);
  g_test_add_func ("/email/text-part/multiplying", test_multiplying);
  g_test_add_func ("/email/text-part/large", test_large);
  return g_test_run ();
}
