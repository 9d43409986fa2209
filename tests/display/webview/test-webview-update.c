/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail that was brought into the page by changes looks like one that was loaded as a page, pixel
 * by pixel; and what the user sees stays where it is. */
#include "config.h"

#include "ilx-test-await.h"
#include "ilx-webview-fences.h"
#include "ilx-webview-filter.h"
#include "ilx-webview-fixture.h"
#include "ilx-webview-lens.h"

#define POINT                                                                                      \
  "data:image/png;base64,"                                                                         \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg" \
  "=="

/* Each follows the one before in the same page. */
static const char *const mails[] = {
  "<!DOCTYPE html><html lang=en><head><title>a</title><style>p{color:navy}</style></head>"
  "<body><p>One</p><p>Two</p></body></html>",
  /* other style, an attribute on each level, a paragraph between */
  "<!DOCTYPE html><html lang=de dir=rtl class=x><head><title>b</title><style>p{color:teal}"
  ".x{background:#eee}</style></head><body style='margin:40px' bgcolor='#ffeecc'><p>One</p>"
  "<p>Between</p><p>Two</p></body></html>",
  /* attributes gone, another style before */
  "<!DOCTYPE html><html><head><style>p{font-size:30px}</style><style>p{color:red}</style></head>"
  "<body><p>Two</p><p>One</p></body></html>",
  /* tables with text where none may be, elements that do not end */
  "<!DOCTYPE html><table border=1>stray<tr><td>1<td>2<tr><td colspan=2><b>bold<p>in it</table>after"
  "<ul><li>a<li>b<ol><li>c</ul><p>x<div>y",
  "<!DOCTYPE html><table border=1><tbody><tr><td width=200>1</td></tr></tbody><tr><td>3</table>",
  /* another document type: quirks */
  "<table width=100% height=50><tr><td bgcolor=yellow>quirky</td></tr></table><p "
  "style='width:50'>x",
  "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" "
  "\"http://www.w3.org/TR/html4/loose.dtd\"><table><tr><td><img src='" POINT "' width=60 height=40>"
  "</td></tr></table>",
  "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
  "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html "
  "xmlns=\"http://www.w3.org/1999/xhtml\">"
  "<head /><body><img src=\"" POINT "\" width=\"60\" height=\"40\" alt=\"\" /><br /></body></html>",
  /* drawings, formulas, comments */
  "<!DOCTYPE html><!-- a --><svg width=100 height=50 viewBox='0 0 10 5'><defs><linearGradient id=g>"
  "<stop stop-color=red/><stop offset=1 stop-color=blue/></linearGradient></defs>"
  "<rect width=10 height=5 fill='url(#g)'/><foreignObject width=5 height=5><p>x</p></foreignObject>"
  "</svg><math><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
  "<!DOCTYPE html><!-- b --><svg width=100 height=50 viewBox='0 0 10 5'><defs><linearGradient id=g>"
  "<stop stop-color=lime/><stop offset=1 stop-color=blue/></linearGradient></defs>"
  "<circle r=3 cx=4 cy=3 fill='url(#g)'/></svg><!--[if mso]><p>no</p><![endif]-->"
  "<!--[if !mso]><!--><p>yes</p><!--<![endif]-->",
  /* what opens, what is a form, what is in the head by mistake */
  "<!DOCTYPE html><head><p>ends the head</p><style>p{margin:9px}</style><details open><summary>s"
  "</summary>d</details><input value=v><textarea>\n\ntext</textarea><select><option>1"
  "<option selected>2</select><progress value=.5></progress>",
  "<!DOCTYPE html><details><summary>s</summary>d</details><input type=checkbox checked><textarea>"
  "other</textarea><select><option selected>1<option>2</select>",
  /* media queries, imports, escapes, variables, right to left */
  "<!DOCTYPE html><style media='(max-width:9000px)'>@media "
  "(min-width:1px){p{--c:#090;color:var(--c)}}"
  "p::before{content:'\\201C}'}</style><p "
  "dir=rtl>\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d</p><p>\xe2\x82\xac &euro; &amp;amp;",
  "<!DOCTYPE html><body background='" POINT "' text=blue link=green><font size=5 color=red>f</font>"
  "<center>c</center><a href='x'>l</a><hr noshade width=50%><nobr>n</nobr>",
  /* nothing at all, and only text */
  "<!DOCTYPE html>",
  "<!DOCTYPE html>Only text &lt;b&gt;",
  "<!DOCTYPE html><p onclick='x()'>handled</p><script>document.body.append('ran')</script><p>x</p>",
};

static WebKitWebView *
load_page (const char *html, GtkWidget **window)
{
  g_autofree char *copy = ilx_webview_lens_apply (ILX_WEBVIEW_LENS_LIGHT, html, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WebKitUserContentFilter) filter = NULL;
  WebKitWebView *view;
  g_autofree char *answer = NULL;

  ilx_webview_filter_load_async (FALSE, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  filter = ilx_webview_filter_load_finish (result, NULL);
  view = ilx_webview_fences_new_view (ILX_WEBVIEW_FENCES_ALL, ILX_WEBVIEW_IMAGES_OWN, filter);
  *window = ilx_webview_fixture_present (GTK_WIDGET (view));
  ilx_webview_fences_load (view, copy);
  while (webkit_web_view_is_loading (view))
    g_main_context_iteration (NULL, TRUE);
  answer = ilx_webview_evaluate (
      view, "return new Promise (r => requestAnimationFrame (() => requestAnimationFrame (() => r "
            "(1))))");
  return view;
}

static void
save (GBytes *pixels, int width, int height, const char *name)
{
  const char *folder = g_getenv ("ILLIXIS_TEST_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (folder == NULL)
    return;
  path = g_build_filename (folder, name, NULL);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, (gsize) width * 4);
  gdk_texture_save_to_png (texture, path);
}

static void
assert_same_pixels (WebKitWebView *updated, WebKitWebView *fresh)
{
  int width, height, fresh_width, fresh_height;
  g_autoptr (GBytes) pixels = ilx_webview_dup_pixels (updated, &width, &height);
  g_autoptr (GBytes) wanted = ilx_webview_dup_pixels (fresh, &fresh_width, &fresh_height);

  save (pixels, width, height, "updated.png");
  save (wanted, fresh_width, fresh_height, "fresh.png");
  g_assert_cmpint (width, ==, fresh_width);
  g_assert_cmpint (height, ==, fresh_height);
  g_assert_true (g_bytes_equal (pixels, wanted));
}

static void
assert_like_fresh (IlxWebviewFixture *self, const char *mail)
{
  WebKitWebView *view;
  GtkWidget *window;
  WebKitWebView *fresh = load_page (mail, &window);

  ilx_webview_fixture_show (self, mail);
  view = ilx_webview_fixture_get_view (self);
  assert_same_pixels (view, fresh);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_like_fresh (IlxWebviewFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_test_message ("%u: %s", i, mails[i]);
      assert_like_fresh (self, mails[i]);
    }
  for (guint i = G_N_ELEMENTS (mails); i-- > 0;)
    {
      g_test_message ("back to %u", i);
      assert_like_fresh (self, mails[i]);
    }
}

/* A mail that is written letter by letter, and taken away again, is the one that is written at
 * once: the page never keeps something of a version that was there in between. */
static void
test_letter_by_letter (IlxWebviewFixture *self, gconstpointer data)
{
  const char *mail = mails[1];
  g_autofree char *written = NULL;
  g_autofree char *wanted = NULL;

  for (gsize i = 1; i <= strlen (mail); i++)
    {
      g_autofree char *part = g_strndup (mail, i);

      g_object_set (self->preview, "html", part, NULL);
      g_main_context_iteration (NULL, FALSE);
    }
  ilx_webview_fixture_await_drawn (self);
  ilx_test_spin (50);
  ilx_webview_fixture_settle (self);
  written = ilx_webview_evaluate (ilx_webview_fixture_get_view (self),
                                  "return document.documentElement.outerHTML");
  ilx_webview_fixture_show (self, "<!DOCTYPE html>");
  ilx_webview_fixture_show (self, mail);
  wanted = ilx_webview_evaluate (ilx_webview_fixture_get_view (self),
                                 "return document.documentElement.outerHTML");
  g_assert_cmpstr (written, ==, wanted);
}

static char *
build_long_mail (guint changed)
{
  GString *mail = g_string_new ("<!DOCTYPE html><body>");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (mail, "<p>Paragraph %u%s</p>", i, i == changed ? ", changed" : "");
  return g_string_free (mail, FALSE);
}

static void
test_keeps_place (IlxWebviewFixture *self, gconstpointer data)
{
  g_autofree char *mail = build_long_mail (0);
  g_autofree char *other = build_long_mail (150);
  g_autofree char *quirky = g_strdup (other + strlen ("<!DOCTYPE html>"));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *reloaded = NULL;
  g_autofree char *refenced = NULL;
  g_autofree char *kept = NULL;

  ilx_webview_fixture_show (self, mail);
  before = ilx_webview_evaluate (ilx_webview_fixture_get_view (self),
                                 "globalThis.first = document.querySelector ('p + p');"
                                 "window.scrollTo (0, 2000); return scrollY");
  g_assert_cmpstr (before, ==, "2000");
  ilx_webview_fixture_show (self, other);
  after = ilx_webview_evaluate (ilx_webview_fixture_get_view (self), "return scrollY");
  g_assert_cmpstr (after, ==, "2000");
  kept = ilx_webview_evaluate (ilx_webview_fixture_get_view (self),
                               "return globalThis.first === document.querySelector ('p + p')");
  g_assert_cmpstr (kept, ==, "true");
  ilx_webview_fixture_show (self, quirky);
  ilx_test_spin (200);
  reloaded = ilx_webview_evaluate (ilx_webview_fixture_get_view (self), "return scrollY");
  g_assert_cmpstr (reloaded, ==, "2000");
  g_object_set (self->preview, "loads-images", TRUE, NULL);
  ilx_webview_fixture_await_drawn (self);
  refenced = ilx_webview_evaluate (ilx_webview_fixture_get_view (self), "return scrollY");
  g_assert_cmpstr (refenced, ==, "2000");
}

static guint
count_red (WebKitWebView *view)
{
  int width, height;
  g_autoptr (GBytes) pixels = ilx_webview_dup_pixels (view, &width, &height);
  const guint32 *at = g_bytes_get_data (pixels, NULL);
  guint count = 0;

  for (int i = 0; i < width * height; i++)
    count += (at[i] & 0xffffff) == 0xff0000;
  return count;
}

/* An image that is not shown says what it is, in its own colour, also if that is long; the mail
 * knows nothing of it. */
static void
test_alt_texts (IlxWebviewFixture *self, gconstpointer data)
{
  static const char *const lenses[] = { "light", "images-off" };
  static const char mail[] = "<!DOCTYPE html><html><head></head><body><img %s width=\"120\" "
                             "height=\"90\" alt=\"A long text that needs more than a line\" "
                             "style=\"color:#f00;font:bold 20px sans-serif\"></body></html>";
  const char *const sources[] = { "src=\"http://127.0.0.1/x\"", "src=\"" POINT "\"" };

  for (guint i = 0; i < G_N_ELEMENTS (lenses); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sources); j++)
      {
        g_autofree char *html = g_strdup_printf (mail, sources[j]);
        g_autofree char *body = NULL;
        WebKitWebView *view;
        gboolean is_missing = i == 1 || j == 0;

        g_object_set (self->preview, "lens", lenses[i], NULL);
        ilx_webview_fixture_show (self, "<!DOCTYPE html>");
        ilx_webview_fixture_show (self, html);
        view = ilx_webview_fixture_get_view (self);
        ilx_test_spin (100);
        g_assert_cmpint (count_red (view) > 50, ==, is_missing);
        body = ilx_webview_evaluate (view, "return document.body.outerHTML");
        g_assert_nonnull (strstr (html, body));
      }
}

/* What the rewriting of the lenses stands for, asked of the page. */
static void
assert_answer (IlxWebviewFixture *self,
               const char *lens,
               const char *mail,
               const char *body,
               const char *wanted)
{
  g_autofree char *answer = NULL;

  g_test_message ("%s: %s", lens, mail);
  g_object_set (self->preview, "lens", lens, NULL);
  ilx_webview_fixture_show (self, mail);
  answer = ilx_webview_evaluate (ilx_webview_fixture_get_view (self), body);
  g_assert_cmpstr (answer, ==, wanted);
}

#define COLOR "return getComputedStyle (document.querySelector ('p')).color"
#define BLACK "rgb(0, 0, 0)"
#define WHITE "rgb(255, 255, 255)"
#define RED "rgb(255, 0, 0)"
#define BLUE "rgb(0, 0, 255)"
#define RULES                                                                                      \
  "<style>@media (prefers-color-scheme: dark){p{color:red}}"                                       \
  "@media (prefers-color-scheme: light){p{color:blue}}</style><p>x"
#define FUNCTION                                                                                   \
  "<meta name=color-scheme content='light dark'><p style='color:light-dark(blue,red)'>x"

static void
test_schemes (IlxWebviewFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *lens;
    const char *mail;
    const char *body;
    const char *wanted;
  } cases[] = {
    { "light", RULES, COLOR, BLUE },
    { "dark-authored", RULES, COLOR, RED },
    { "images-off", RULES, COLOR, BLUE },
    { "light", "<p>x", COLOR, BLACK },
    { "dark-authored", "<p>x", COLOR, WHITE },
    { "dark-inverted", "<p>x", COLOR, WHITE },
    { "light", FUNCTION, COLOR, BLUE },
    { "dark-authored", FUNCTION, COLOR, RED },
    { "light", "<style>:root{color-scheme:light dark}</style><p>x", COLOR, BLACK },
    { "dark-authored", "<style>:root{color-scheme:light dark}</style><p>x", COLOR, WHITE },
    { "dark-authored", "<style>:root{color-scheme:only light}</style><p>x", COLOR, BLACK },
    { "dark-authored", "<meta name=color-scheme content='light only'><p>x", COLOR, BLACK },
    { "dark-inverted", "<p style='color:black'>x", COLOR, WHITE },
    { "dark-inverted", "<p style='color:rgb(0 0 0 / 50%)'>x", COLOR, "rgba(255, 255, 255, 0.5)" },
  };

  for (guint dark = 0; dark < 2; dark++)
    {
      g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", dark, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        assert_answer (self, cases[i].lens, cases[i].mail, cases[i].body, cases[i].wanted);
    }
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", FALSE, NULL);
}

/* A mail is laid out in pixels, however large the text of the desktop is. */
static void
test_text_scale (IlxWebviewFixture *self, gconstpointer data)
{
  static const char *const body
      = "const r = document.querySelector ('span').getBoundingClientRect ();"
        "return [r.width, r.height, innerWidth, devicePixelRatio].join (' ')";
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  int dpi;

  ilx_webview_fixture_show (self, "<!DOCTYPE html><span style='font-size:16px'>Some text</span>");
  before = ilx_webview_evaluate (ilx_webview_fixture_get_view (self), body);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  ilx_test_spin (300);
  after = ilx_webview_evaluate (ilx_webview_fixture_get_view (self), body);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  g_assert_cmpstr (before, ==, after);
}

static void
add (const char *path, void (*test) (IlxWebviewFixture *, gconstpointer))
{
  g_test_add (path, IlxWebviewFixture, NULL, ilx_webview_fixture_set_up, test,
              ilx_webview_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  add ("/webview-update/like-fresh", test_like_fresh);
  add ("/webview-update/letter-by-letter", test_letter_by_letter);
  add ("/webview-update/keeps-place", test_keeps_place);
  add ("/webview-update/alt-texts", test_alt_texts);
  add ("/webview-update/schemes", test_schemes);
  add ("/webview-update/text-scale", test_text_scale);
  return g_test_run ();
}
