/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of a mail, and what is not. */
#include "config.h"

#include <string.h>

#include "ilx-content-check.h"

#define UNSUBSCRIBE "<p>{% unsubscribe 'Abmelden' %}</p>"
#define ADDRESS "<p>{{ organization.full_address }}</p>"
#define FOOTER UNSUBSCRIBE ADDRESS
#define GOOD "<p>Hello</p>" FOOTER

/* Ten of each, as people see them. */
#define FAMILY "\U0001f468\u200d\U0001f469\u200d\U0001f467"
#define FAMILIES FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY
#define FLAGS "🇩🇪🇩🇪🇩🇪🇩🇪🇩🇪🇩🇪🇩🇪🇩🇪🇩🇪🇩🇪"

static const char *const unsubscribe_tags[]
    = { "{% unsubscribe %}", "{% unsubscribe_link %}", NULL };

/* NULL stands for what is good. Expected: "code" for each, with "!" before what blocks and "?"
 * before what is good to know. */
typedef struct
{
  int line;
  const char *subject;
  const char *html;
  const char *expected;
  const char *preview;
  const char *text;
} Row;

static const Row rows[] = {
  { __LINE__, "Spring sale", GOOD, "" },

  /* subject */
  { __LINE__, "", GOOD, "!no-subject" },
  { __LINE__, " \t", GOOD, "!no-subject" },
  { __LINE__, "SPRING SALE TODAY", GOOD, "?shouting-subject" },
  { __LINE__, "SALE", GOOD, "" },
  { __LINE__, "СКИДКИ СЕГОДНЯ", GOOD, "?shouting-subject" },
  { __LINE__, "2026: 50 %", GOOD, "" },
  { __LINE__, "{{ first_name|default:'you' }}, SALE 1", GOOD, "" },
  { __LINE__, "123456789 123456789 123456789 123456789 123456789 123456789 ", GOOD, "" },
  { __LINE__, "123456789 123456789 123456789 123456789 123456789 123456789 1", GOOD,
    "?long-subject" },
  { __LINE__, FAMILIES FAMILIES FAMILIES FLAGS, GOOD, "" },
  { __LINE__, "Hi {{ first_name }}", GOOD, "merge-tag-without-default" },
  { __LINE__, "Hi {{ first_name", GOOD, "!broken-merge-tag" },
  { __LINE__, "Hi first_name }}", GOOD, "!broken-merge-tag" },
  { __LINE__, "Hi {% if first_name %}you", GOOD, "!broken-merge-tag" },

  /* preview */
  { __LINE__, NULL, GOOD, "?no-preview-text", "" },
  { __LINE__, NULL, GOOD, "!broken-merge-tag", "{{ a" },

  /* content */
  { __LINE__, NULL, "", "!no-content" },
  { __LINE__, NULL, " \n ", "!no-content" },
  { __LINE__, NULL, "<style>p{a:b}</style><!-- {% unsubscribe %} -->",
    "!no-content no-postal-address !no-unsubscribe" },
  { __LINE__, NULL, "<a href='{% unsubscribe_link %}'></a><address></address>", "!no-content" },
  { __LINE__, NULL,
    "<a href='{% unsubscribe_link %}'></a><address></address>"
    "<img alt='' src='https://s.example/a.png'>",
    "images-only" },

  /* unsubscribe */
  { __LINE__, NULL, "<p>Hello</p>" ADDRESS, "!no-unsubscribe" },
  { __LINE__, NULL, "<p>Hello</p><!-- {% unsubscribe %} -->" ADDRESS, "!no-unsubscribe" },
  { __LINE__, NULL, "<p>Hello</p><title>{% unsubscribe %}</title>" ADDRESS, "!no-unsubscribe" },
  { __LINE__, NULL, "<p>unsubscribe</p>" ADDRESS, "!no-unsubscribe" },
  { __LINE__, NULL, "<p>{% unsubscribed %}</p>" ADDRESS, "!no-unsubscribe" },
  { __LINE__, NULL, "<p>{%unsubscribe%}</p>" ADDRESS, "" },
  { __LINE__, NULL, "<a href=\"{% unsubscribe_link %}\">x</a>" ADDRESS, "" },
  { __LINE__, NULL, GOOD, "no-unsubscribe-in-text", NULL, "Hello" },
  { __LINE__, NULL, GOOD, "", NULL, "Hello {% unsubscribe_link %}" },
  { __LINE__, NULL, GOOD, "", NULL, " \n" },

  /* merge tags */
  { __LINE__, NULL, "{{ first_name }}" FOOTER, "merge-tag-without-default" },
  { __LINE__, NULL, "{{ first_name }}{{ first_name }}{{ last_name }}" FOOTER,
    "merge-tag-without-default merge-tag-without-default" },
  { __LINE__, NULL, "{{ first_name|default:'' }}{{ email }}{{ person.email }}" FOOTER, "" },
  { __LINE__, NULL, "{{ first_name|title }}" FOOTER, "merge-tag-without-default" },
  { __LINE__, NULL, "{{{contact.first_name|there}}}{{{contact.company}}}" FOOTER,
    "merge-tag-without-default" },
  { __LINE__, NULL, "{% if first_name %}{{ first_name }}{% endif %}" FOOTER, "" },
  { __LINE__, NULL, "{% if first_name %}a{% endif %}{{ first_name }}" FOOTER,
    "merge-tag-without-default" },
  { __LINE__, NULL, "{% for i in person.list %}{{ i.name }}{% endfor %}" FOOTER, "" },
  { __LINE__, NULL, "{{ organization.name }}{{ organization.url }}" FOOTER, "" },
  { __LINE__, NULL, "<a href='https://s.example/{{ code }}'>x</a>" FOOTER,
    "merge-tag-without-default" },
  { __LINE__, NULL, "{{ first_name }" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, "{{ }}" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, "{% %}" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, "{{ first<b>_name</b>|default:'' }}" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, "a }} b" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, "{% if a %}b" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, "b{% endif %}" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, "{% if a %}{% for b in c %}{% endif %}{% endfor %}" FOOTER,
    "!broken-merge-tag !broken-merge-tag" },
  { __LINE__, NULL, "{% if a %}{% if b %}c{% endif %}{% else %}d{% endif %}" FOOTER, "" },
  { __LINE__, NULL, "{% iffy %}" FOOTER, "" },
  { __LINE__, NULL, "<style>@media print{p{a:b}}</style><p>a</p>" FOOTER, "" },
  { __LINE__, NULL, "<!--[if mso]>{{ a <![endif]--><p>a</p>" FOOTER, "!broken-merge-tag" },
  { __LINE__, NULL, GOOD, "!broken-merge-tag", NULL, "{% unsubscribe %} {{ a" },

  /* images */
  { __LINE__, NULL, GOOD "<img src='https://s.example/a.png' alt=''>", "" },
  { __LINE__, NULL, GOOD "<img src='https://s.example/a.png'><img src='https://s.example/b'>",
    "image-without-alt" },
  { __LINE__, NULL, GOOD "<img src='https://s.example/a.gif' width=1 height=1>", "" },
  { __LINE__, NULL, GOOD "<img src='https://s.example/a.gif' width=100 height=1>",
    "image-without-alt" },
  { __LINE__, NULL, GOOD "<img alt='' src='{{ a|default:'x' }}'>", "" },
  { __LINE__, NULL, GOOD "<img alt='' src='cid:a'>", "" },
  { __LINE__, NULL, GOOD "<img alt='' src=''>", "dead-image" },
  { __LINE__, NULL, GOOD "<img alt=''>", "dead-image" },
  { __LINE__, NULL, GOOD "<img alt='' src='file:///home/a.png'>", "dead-image" },
  { __LINE__, NULL, GOOD "<img alt='' src='images/a.png'>", "dead-image" },
  { __LINE__, NULL, GOOD "<img alt='' src='data:image/png;base64,AAAA'>", "dead-image" },
  { __LINE__, NULL, GOOD "<img alt='' src='http://localhost:8080/a.png'>", "dead-image" },

  /* links */
  { __LINE__, NULL, GOOD "<a href='https://s.example'>a</a><a name=b>b</a>", "" },
  { __LINE__, NULL, GOOD "<a href='mailto:a@b.example'>a</a><a href='tel:1'>b</a>", "" },
  { __LINE__, NULL, GOOD "<a href='#part'>a</a><a href='myapp:open'>b</a>", "" },
  { __LINE__, NULL, GOOD "<a href='http://s.example'>a</a>", "?insecure-link" },
  { __LINE__, NULL, GOOD "<a href=''>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='#'>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='https://'>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='shop.example'>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='/sale'>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='http://127.0.0.1:3000/'>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='https://LocalHost/'>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='javascript:void(0)'>a</a>", "dead-link" },
  { __LINE__, NULL, GOOD "<a href='{{ url|default:'x' }}'>a</a>", "" },
  { __LINE__, NULL, GOOD "<div style='display:none'><a href=''>a</a><img></div>", "" },

  /* the address */
  { __LINE__, NULL, "<p>Hello</p>" UNSUBSCRIBE, "no-postal-address" },
  { __LINE__, NULL, "<address>Street 1</address>" UNSUBSCRIBE, "" },
  { __LINE__, NULL, "<p>*|LIST:ADDRESS|*</p>" UNSUBSCRIBE, "" },
  { __LINE__, NULL, "<p>*|HTML:LIST_ADDRESS_HTML|*</p>" UNSUBSCRIBE, "" },
};

static char *
dup_summary (IlxFindings *findings)
{
  GString *summary = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const IlxFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (summary, "%s%s%s", i > 0 ? " " : "",
                              finding->level == ILX_FINDING_BLOCKS  ? "!"
                              : finding->level == ILX_FINDING_HINTS ? "?"
                                                                    : "",
                              finding->code);
      /* A sentence, of a field, without what printf left over. */
      g_assert_nonnull (finding->field);
      g_assert_true (g_str_has_suffix (finding->message, "."));
      g_assert_true (g_utf8_validate (finding->message, -1, NULL));
      g_assert_null (strstr (finding->message, "%%"));
    }
  return g_string_free (summary, FALSE);
}

static char *
dup_checked (const char *subject, const char *html, const char *preview, const char *text)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (GPtrArray) findings = NULL;

  ilx_campaign_set_subject (campaign, subject);
  ilx_campaign_set_preview_text (campaign, preview);
  ilx_campaign_set_html (campaign, html);
  ilx_campaign_set_text (campaign, text);
  findings = ilx_content_check (campaign, unsubscribe_tags);
  return dup_summary (findings);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autofree char *summary
          = dup_checked (row->subject != NULL ? row->subject : "Spring sale", row->html,
                         row->preview != NULL ? row->preview : "All cups", row->text);

      g_test_message ("line %d", row->line);
      g_assert_cmpstr (summary, ==, row->expected);
    }
}

static void
test_sizes (void)
{
  static const struct
  {
    gsize size;
    const char *expected;
  } sizes[] = { { 80 * 1024, "" },
                { 80 * 1024 + 1, "large-html" },
                { 500 * 1024, "large-html" },
                { 500 * 1024 + 1, "!html-too-large" },
                { 5000 * 1000, "!html-too-large" } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *filling = g_strnfill (sizes[i].size - strlen (GOOD), 'x');
      g_autofree char *html = g_strconcat (GOOD, filling, NULL);
      g_autofree char *summary = dup_checked ("Spring sale", html, "All cups", NULL);

      g_assert_cmpstr (summary, ==, sizes[i].expected);
    }
}

static void
test_long_subjects (void)
{
  g_autofree char *most = g_strnfill (150, 'x');
  g_autofree char *more = g_strnfill (151, 'x');
  g_autofree char *hinted = dup_checked (most, GOOD, "All cups", NULL);
  g_autofree char *warned = dup_checked (more, GOOD, "All cups", NULL);

  g_assert_cmpstr (hinted, ==, "?long-subject");
  g_assert_cmpstr (warned, ==, "long-subject");
}

/* A campaign that was just made, and a platform whose tags nobody knows. */
static void
test_empty (void)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (GPtrArray) findings = ilx_content_check (campaign, unsubscribe_tags);
  g_autoptr (GPtrArray) unknown = NULL;
  g_autofree char *summary = dup_summary (findings);

  g_assert_cmpstr (summary, ==, "!no-subject ?no-preview-text !no-content");
  ilx_campaign_set_html (campaign, "<p>Hello</p>" ADDRESS);
  unknown = ilx_content_check (campaign, NULL);
  g_free (summary);
  summary = dup_summary (unknown);
  g_assert_cmpstr (summary, ==, "!no-subject ?no-preview-text");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/email/content-check/rows", test_rows);
  g_test_add_func ("/email/content-check/sizes", test_sizes);
  g_test_add_func ("/email/content-check/long-subjects", test_long_subjects);
  g_test_add_func ("/email/content-check/empty", test_empty);
  return g_test_run ();
}
