/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's library of templates over HTTP, and how templates are rendered. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-sandbox-render.h"
#include "tester.h"

static char *
add_template (Tester *tester, const char *name)
{
  tester_call (tester, 201, "POST", "/api/templates",
               "{'data':{'type':'template','attributes':{'name':'%s','editor_type':'CODE',"
               "'html':'<p>Moin {{ first_name }}</p>','text':null}}}",
               name);
  return tester_dup (tester, "data.id");
}

static void
test_life (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *id = NULL;
  g_autofree char *created = NULL;
  g_autofree char *path = NULL;

  tester_call (tester, 201, "POST", "/api/templates",
               "{'data':{'type':'template','attributes':{'name':'Herbst','editor_type':'CODE',"
               "'html':'<p>Moin &amp; hallo\\n\\u00e4</p>','text':'Moin'}}}");
  id = tester_dup (tester, "data.id");
  created = tester_dup (tester, "data.attributes.created");
  g_assert_true (g_str_has_suffix (created, "+00:00"));
  path = g_strconcat ("/api/templates/", id, NULL);
  tester_assert_string (tester, "data.type", "template");
  tester_assert_string (tester, "data.attributes.html", "<p>Moin &amp; hallo\nä</p>");
  tester_assert_string (tester, "data.attributes.text", "Moin");
  tester_assert_string (tester, "data.attributes.editor_type", "CODE");
  g_assert_true (g_str_has_suffix (tester_get_string (tester, "data.links.self"), path));

  tester_advance (tester, 60);
  tester_call (tester, 200, "PATCH", path,
               "{'data':{'type':'template','id':'%s','attributes':{'html':'<p>Neu</p>',"
               "'text':null}}}",
               id);
  tester_get (tester, 200, "%s", path);
  tester_assert_string (tester, "data.attributes.name", "Herbst");
  tester_assert_string (tester, "data.attributes.html", "<p>Neu</p>");
  tester_assert_null (tester, "data.attributes.text");
  tester_assert_string (tester, "data.attributes.created", created);
  g_assert_cmpstr (tester_get_string (tester, "data.attributes.updated"), >, created);

  tester_call (tester, 204, "DELETE", path, NULL);
  g_assert_null (tester_get_reply (tester));
  tester_get (tester, 404, "%s", path);
  tester_call (tester, 404, "DELETE", path, NULL);
  g_assert_cmpuint (tester_count (tester, "templates"), ==, 0);
}

static const struct
{
  const char *attributes;
  const char *pointer;
} bad_rows[] = {
  { "'editor_type':'CODE','html':'x'", "/data/attributes/name" },
  { "'name':'','editor_type':'CODE','html':'x'", "/data/attributes/name" },
  { "'name':'a','html':'x'", "/data/attributes/editor_type" },
  { "'name':'a','editor_type':'DND','html':'x'", "/data/attributes/editor_type" },
  { "'name':'a','editor_type':'CODE'", "/data/attributes/html" },
  { "'name':'a','editor_type':'CODE','html':null", "/data/attributes/html" },
  { "'name':'a','editor_type':'CODE','html':1", "/data/attributes/html" },
  { "'name':'a','editor_type':'CODE','html':'x','text':[]", "/data/attributes/text" },
  { "'name':'a','editor_type':'CODE','html':'x','definition':{}", "/data/attributes/definition" },
  { "'name':'a','editor_type':'CODE','html':'x','subject':'s'", "/data/attributes/subject" },
};

static void
test_refused (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *id = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      tester_call (tester, 400, "POST", "/api/templates",
                   "{'data':{'type':'template','attributes':{%s}}}", bad_rows[i].attributes);
      tester_assert_string (tester, "errors[0].source.pointer", bad_rows[i].pointer);
    }
  tester_call (tester, 400, "POST", "/api/templates",
               "{'data':{'type':'list','attributes':{'name':'a','editor_type':'CODE',"
               "'html':'x'}}}");
  tester_assert_string (tester, "errors[0].source.pointer", "/data/type");
  g_assert_cmpuint (tester_count (tester, "templates"), ==, 0);
}

static void
test_wrong_id (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *path = NULL;

  tester_call (tester, 201, "POST", "/api/templates",
               "{'data':{'type':'template','attributes':{'name':'a','editor_type':'CODE',"
               "'html':'x'}}}");
  path = g_strconcat ("/api/templates/", tester_get_string (tester, "data.id"), NULL);
  tester_call (tester, 400, "PATCH", path,
               "{'data':{'type':'template','id':'nobody','attributes':{'html':'y'}}}");
  tester_assert_string (tester, "errors[0].source.pointer", "/data/id");
  tester_call (tester, 404, "PATCH", "/api/templates/nobody",
               "{'data':{'type':'template','id':'nobody','attributes':{'html':'y'}}}");
}

/* The probe of a lost creation: by name and time; and pages of ten. */
static void
test_list (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *next = NULL;
  const char *query;

  for (guint i = 0; i < 13; i++)
    {
      g_autofree char *name = g_strdup_printf ("T%02u", i);

      g_free (add_template (tester, name));
    }
  tester_get (tester, 200, "/api/templates?filter=%s",
              "and%28equals%28name%2C%22T07%22%29%2C"
              "greater-or-equal%28created%2C2026-01-01T00%3A00%3A00Z%29%29");
  g_assert_cmpuint (ilx_json_get_length (tester_get_reply (tester), "data"), ==, 1);
  tester_get (tester, 400, "/api/templates?filter=%s",
              "greater-or-equal%28created%2C%222026-01-01T00%3A00%3A00Z%22%29");
  tester_assert_string (tester, "errors[0].source.parameter", "filter");
  tester_get (tester, 400, "/api/templates?page%%5Bsize%%5D=11");
  tester_get (tester, 200, "/api/templates?sort=-name&fields%%5Btemplate%%5D=name");
  tester_assert_string (tester, "data[0].attributes.name", "T12");
  tester_assert_null (tester, "data[0].attributes.html");
  g_assert_cmpuint (ilx_json_get_length (tester_get_reply (tester), "data"), ==, 10);
  next = tester_dup (tester, "links.next");
  query = strstr (next, "/api/templates?");
  g_assert_nonnull (query);
  tester_get (tester, 200, "%s", query);
  tester_assert_string (tester, "data[2].attributes.name", "T00");
  tester_assert_null (tester, "links.next");
}

static void
test_limit (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *id = add_template (tester, "first");

  for (guint i = 1; i < 1000; i++)
    g_free (add_template (tester, "more"));
  tester_call (tester, 400, "POST", "/api/templates",
               "{'data':{'type':'template','attributes':{'name':'a','editor_type':'CODE',"
               "'html':'x'}}}");
  tester_call (tester, 400, "POST", "/api/template-clone",
               "{'data':{'type':'template','id':'%s','attributes':{}}}", id);
}

static void
test_clone (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *id = add_template (tester, "Vorlage");

  tester_call (tester, 201, "POST", "/api/template-clone",
               "{'data':{'type':'template','id':'%s','attributes':{'name':'Zwei'}}}", id);
  tester_assert_string (tester, "data.attributes.name", "Zwei");
  g_assert_cmpstr (tester_get_string (tester, "data.id"), !=, id);
  tester_call (tester, 404, "POST", "/api/template-clone",
               "{'data':{'type':'template','id':'nobody','attributes':{'name':'Zwei'}}}");
}

static void
test_render_call (void)
{
  g_autoptr (Tester) tester = tester_new ();
  g_autofree char *id = NULL;

  tester_call (tester, 201, "POST", "/api/templates",
               "{'data':{'type':'template','attributes':{'name':'a','editor_type':'CODE',"
               "'html':'<p>Moin {{ first_name }}</p>','text':'{{ person.name }}'}}}");
  id = tester_dup (tester, "data.id");
  tester_call (tester, 201, "POST", "/api/template-render",
               "{'data':{'type':'template','id':'%s','attributes':{'context':{"
               "'first_name':'Jule & Co','person':{'name':'Jule & Co'}}}}}",
               id);
  tester_assert_string (tester, "data.attributes.html", "<p>Moin Jule &amp; Co</p>");
  tester_assert_string (tester, "data.attributes.text", "Jule & Co");
  tester_assert_string (tester, "data.id", id);
  tester_call (tester, 400, "POST", "/api/template-render",
               "{'data':{'type':'template','id':'%s','attributes':{}}}", id);
  tester_call (tester, 404, "POST", "/api/template-render",
               "{'data':{'type':'template','id':'nobody','attributes':{'context':{}}}}");
  g_assert_cmpuint (tester_count (tester, "templates"), ==, 1);
}

static const char context[]
    = "{\"first_name\":\"Jule\",\"last_name\":\"\",\"n\":3,\"yes\":true,\"no\":false,"
      "\"person\":{\"Favourite Colour\":\"grün\",\"tags\":[\"a\",\"b\"],\"html\":\"<b>\"}}";

static const struct
{
  const char *text;
  gboolean is_html;
  const char *rendered; /* NULL: refused */
} render_rows[] = {
  { "nothing { } to %} do }}", TRUE, "nothing { } to %} do }}" },
  { "{{ first_name }}", TRUE, "Jule" },
  { "{{first_name}}{{ first_name}}", TRUE, "JuleJule" },
  { "{{ unknown }}.", TRUE, "." },
  { "{{ a.b.c }}.", TRUE, "." },
  { "{{ n }}", TRUE, "3" },
  { "{{ last_name|default:'x' }}", TRUE, "x" },
  { "{{ last_name|default:\"it's\" }}", FALSE, "it's" },
  { "{{ last_name|default:'a|b' }}", FALSE, "a|b" },
  { "{{ first_name|default:'x'|upper }}", TRUE, "JULE" },
  { "{{ first_name|lower }}", TRUE, "jule" },
  { "{{ first_name|lower|title }}", TRUE, "Jule" },
  { "{{ person.tags.1 }}", TRUE, "b" },
  { "{{ person.tags.7 }}.", TRUE, "." },
  { "{{ person|lookup:'Favourite Colour'|default:'' }}", TRUE, "grün" },
  { "{{ person|lookup:'Nothing'|default:'rot' }}", TRUE, "rot" },
  { "{{ person.html }}", TRUE, "&lt;b&gt;" },
  { "{{ person.html }}", FALSE, "<b>" },
  { "{% unsubscribe %}", TRUE, "<a href=\"#\">Unsubscribe</a>" },
  { "{% unsubscribe 'Ab & weg' %}", TRUE, "<a href=\"#\">Ab &amp; weg</a>" },
  { "{% unsubscribe 'Ab' %}", FALSE, "#" },
  { "<a href=\"{% unsubscribe_link %}\">", TRUE, "<a href=\"#\">" },
  { "{% manage_preferences_link %}{%web_view_link%}", FALSE, "##" },
  { "{% if yes %}a{% else %}b{% endif %}", TRUE, "a" },
  { "{% if no %}a{% else %}b{% endif %}", TRUE, "b" },
  { "{% if not no %}a{% endif %}c", TRUE, "ac" },
  { "{% if last_name %}a{% endif %}c", TRUE, "c" },
  { "{% if no %}{% if yes %}a{% endif %}{{ n }}{% endif %}c", TRUE, "c" },
  { "{{ first_name", TRUE, NULL },
  { "{{ }}", TRUE, NULL },
  { "{{ first_name|nonsense }}", TRUE, NULL },
  { "{{ first_name|default:x }}", TRUE, NULL },
  { "{{ 'text' }}", TRUE, NULL },
  { "{% unsubscribe", TRUE, NULL },
  { "{% unsubscribe Ab %}", TRUE, NULL },
  { "{% for x in y %}{% endfor %}", TRUE, NULL },
  { "{% if yes %}", TRUE, NULL },
  { "{% if %}{% endif %}", TRUE, NULL },
  { "{% endif %}", TRUE, NULL },
  { "{% else %}", TRUE, NULL },
  { "{% %}", TRUE, NULL },
};

static void
test_render (void)
{
  g_autoptr (JsonNode) node = ilx_json_parse_text (context, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (render_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rendered
          = ilx_sandbox_render (render_rows[i].text, node, render_rows[i].is_html, &error);

      g_test_message ("%s", render_rows[i].text);
      g_assert_cmpstr (rendered, ==, render_rows[i].rendered);
      if (rendered == NULL)
        g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/templates/render", test_render);
  g_test_add_func ("/sandbox/templates/life", test_life);
  g_test_add_func ("/sandbox/templates/refused", test_refused);
  g_test_add_func ("/sandbox/templates/wrong-id", test_wrong_id);
  g_test_add_func ("/sandbox/templates/list", test_list);
  g_test_add_func ("/sandbox/templates/limit", test_limit);
  g_test_add_func ("/sandbox/templates/clone", test_clone);
  g_test_add_func ("/sandbox/templates/render-call", test_render_call);
  return g_test_run ();
}
