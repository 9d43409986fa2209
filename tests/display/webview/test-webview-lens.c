/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rewriting for the lenses, as a table: what a lens makes of a source, byte for byte. */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "ilx-webview-lens.h"

#define YES "(min-width:0)"
#define NO "(max-width:-1px)"

/* A source, and what the light and the dark lens make of it. */
typedef struct
{
  const char *source;
  const char *light;
  const char *dark;
} Row;

static const Row rows[] = {
  /* Nothing to do. */
  { "", "", "" },
  { "prefers-color-scheme: dark", "prefers-color-scheme: dark", "prefers-color-scheme: dark" },
  { "<p>(prefers-color-scheme: dark)</p>", "<p>(prefers-color-scheme: dark)</p>",
    "<p>(prefers-color-scheme: dark)</p>" },
  { "<p title='(prefers-color-scheme: dark)'>", "<p title='(prefers-color-scheme: dark)'>",
    "<p title='(prefers-color-scheme: dark)'>" },
  { "<!-- <style>@media (prefers-color-scheme: dark){} -->",
    "<!-- <style>@media (prefers-color-scheme: dark){} -->",
    "<!-- <style>@media (prefers-color-scheme: dark){} -->" },
  { "<script>'@media (prefers-color-scheme: dark)'</script>",
    "<script>'@media (prefers-color-scheme: dark)'</script>",
    "<script>'@media (prefers-color-scheme: dark)'</script>" },
  { "<textarea><style>@media (prefers-color-scheme: dark){}</textarea>",
    "<textarea><style>@media (prefers-color-scheme: dark){}</textarea>",
    "<textarea><style>@media (prefers-color-scheme: dark){}</textarea>" },
  { "<style>a{b:'(prefers-color-scheme: dark)'}</style>",
    "<style>a{b:'(prefers-color-scheme: dark)'}</style>",
    "<style>a{b:'(prefers-color-scheme: dark)'}</style>" },
  { "<style>/*@media (prefers-color-scheme: dark)*/</style>",
    "<style>/*@media (prefers-color-scheme: dark)*/</style>",
    "<style>/*@media (prefers-color-scheme: dark)*/</style>" },
  { "<style>@supports (prefers-color-scheme: dark){}</style>",
    "<style>@supports (prefers-color-scheme: dark){}</style>",
    "<style>@supports (prefers-color-scheme: dark){}</style>" },
  { "<style>@media (prefers-color-scheme){}</style>",
    "<style>@media (prefers-color-scheme){}</style>",
    "<style>@media (prefers-color-scheme){}</style>" },
  { "<style>@media (prefers-color-scheme: no-preference){}</style>",
    "<style>@media (prefers-color-scheme: no-preference){}</style>",
    "<style>@media (prefers-color-scheme: no-preference){}</style>" },
  { "<style>@media (prefers-color-scheme: darker){}</style>",
    "<style>@media (prefers-color-scheme: darker){}</style>",
    "<style>@media (prefers-color-scheme: darker){}</style>" },

  /* Queries. */
  { "<style>@media (prefers-color-scheme: dark){a{b:c}}</style>",
    "<style>@media " NO "{a{b:c}}</style>", "<style>@media " YES "{a{b:c}}</style>" },
  { "<style>@media (prefers-color-scheme:light){}</style>", "<style>@media " YES "{}</style>",
    "<style>@media " NO "{}</style>" },
  { "<STYLE>@MEDIA ( PREFERS-Color-Scheme :\n DARK ){}</STYLE>", "<STYLE>@MEDIA " NO "{}</STYLE>",
    "<STYLE>@MEDIA " YES "{}</STYLE>" },
  { "<style>@media/**/(/**/prefers-color-scheme/**/:/**/dark/**/){}</style>",
    "<style>@media/**/" NO "{}</style>", "<style>@media/**/" YES "{}</style>" },
  { "<style>@media screen and (prefers-color-scheme: dark) and (max-width: 600px),print{}</style>",
    "<style>@media screen and " NO " and (max-width: 600px),print{}</style>",
    "<style>@media screen and " YES " and (max-width: 600px),print{}</style>" },
  { "<style>@media not all and (prefers-color-scheme: light){}</style>",
    "<style>@media not all and " YES "{}</style>", "<style>@media not all and " NO "{}</style>" },
  { "<style>@media (not (prefers-color-scheme: dark)){}</style>",
    "<style>@media (not " NO "){}</style>", "<style>@media (not " YES "){}</style>" },
  { "<style>@media screen{@media (prefers-color-scheme: dark){a{}}}b{}</style>",
    "<style>@media screen{@media " NO "{a{}}}b{}</style>",
    "<style>@media screen{@media " YES "{a{}}}b{}</style>" },
  { "<style>a{color:red;@media (prefers-color-scheme: dark){color:blue}}</style>",
    "<style>a{color:red;@media " NO "{color:blue}}</style>",
    "<style>a{color:red;@media " YES "{color:blue}}</style>" },
  { "<style>@import url(a.css) (prefers-color-scheme: dark);b{}</style>",
    "<style>@import url(a.css) " NO ";b{}</style>",
    "<style>@import url(a.css) " YES ";b{}</style>" },
  { "<style>@import 'a;b{' (prefers-color-scheme: dark);</style>",
    "<style>@import 'a;b{' " NO ";</style>", "<style>@import 'a;b{' " YES ";</style>" },
  { "<style>@import url(a;b{c) (prefers-color-scheme: dark);</style>",
    "<style>@import url(a;b{c) " NO ";</style>", "<style>@import url(a;b{c) " YES ";</style>" },
  { "<style>@custom-media --d (prefers-color-scheme: dark);</style>",
    "<style>@custom-media --d " NO ";</style>", "<style>@custom-media --d " YES ";</style>" },

  /* Places where braces and quotes are none. */
  { "<style>a::before{content:'}{\\'};'}@media (prefers-color-scheme: dark){}</style>",
    "<style>a::before{content:'}{\\'};'}@media " NO "{}</style>",
    "<style>a::before{content:'}{\\'};'}@media " YES "{}</style>" },
  { "<style>a{b:url(x'y{z)}@media (prefers-color-scheme: dark){}</style>",
    "<style>a{b:url(x'y{z)}@media " NO "{}</style>",
    "<style>a{b:url(x'y{z)}@media " YES "{}</style>" },
  { "<style>/* } ' { */@media (prefers-color-scheme: dark){}</style>",
    "<style>/* } ' { */@media " NO "{}</style>", "<style>/* } ' { */@media " YES "{}</style>" },
  { "<style>a{b:'open\n}@media (prefers-color-scheme: dark){}</style>",
    "<style>a{b:'open\n}@media " NO "{}</style>", "<style>a{b:'open\n}@media " YES "{}</style>" },
  { "<style>a[b='{']{}@media (prefers-color-scheme: dark){}</style>",
    "<style>a[b='{']{}@media " NO "{}</style>", "<style>a[b='{']{}@media " YES "{}</style>" },
  { "<style><!-- @media (prefers-color-scheme: dark){} --></style>",
    "<style><!-- @media " NO "{} --></style>", "<style><!-- @media " YES "{} --></style>" },
  { "<svg><style><![CDATA[ @media (prefers-color-scheme: dark){} ]]></style></svg>",
    "<svg><style><![CDATA[ @media " NO "{} ]]></style></svg>",
    "<svg><style><![CDATA[ @media " YES "{} ]]></style></svg>" },
  { "<!--[if !mso]><!--><style>@media (prefers-color-scheme: dark){}</style><!--<![endif]-->",
    "<!--[if !mso]><!--><style>@media " NO "{}</style><!--<![endif]-->",
    "<!--[if !mso]><!--><style>@media " YES "{}</style><!--<![endif]-->" },
  { "<style>}}};@media (prefers-color-scheme: dark){}</style>",
    "<style>}}};@media " NO "{}</style>", "<style>}}};@media " YES "{}</style>" },

  /* What does not end. */
  { "<style>@media (prefers-color-scheme: dark){a{", "<style>@media " NO "{a{",
    "<style>@media " YES "{a{" },
  { "<style>@media (prefers-color-scheme: dark)", "<style>@media " NO, "<style>@media " YES },
  { "<style>@media (prefers-color-scheme: dark", "<style>@media (prefers-color-scheme: dark",
    "<style>@media (prefers-color-scheme: dark" },
  { "<style>@media (prefers-color-scheme:", "<style>@media (prefers-color-scheme:",
    "<style>@media (prefers-color-scheme:" },
  { "<style>@media (", "<style>@media (", "<style>@media (" },
  { "<style>@", "<style>@", "<style>@" },
  { "<style>/*", "<style>/*", "<style>/*" },
  { "<style>/**/", "<style>/**/", "<style>/**/" },
  { "<style>/*/", "<style>/*/", "<style>/*/" },
  { "<style>\\", "<style>\\", "<style>\\" },
  { "<style>'\\", "<style>'\\", "<style>'\\" },
  { "<style>url(\\", "<style>url(\\", "<style>url(\\" },
  { "<style>a{color-scheme", "<style>a{color-scheme", "<style>a{color-scheme" },
  { "<p style='color-scheme:light dark", "<p style='color-scheme:light light",
    "<p style='color-scheme:dark dark" },
  { "<style media='(prefers-color-scheme: dark)", "<style media='" NO, "<style media='" YES },
  { "<style", "<style", "<style" },

  /* Attributes. */
  { "<style media=\"(prefers-color-scheme: dark)\">a{}</style>",
    "<style media=\"" NO "\">a{}</style>", "<style media=\"" YES "\">a{}</style>" },
  { "<link rel=stylesheet MEDIA = '(prefers-color-scheme:dark)' href=a>",
    "<link rel=stylesheet MEDIA = '" NO "' href=a>",
    "<link rel=stylesheet MEDIA = '" YES "' href=a>" },
  { "<source media=(prefers-color-scheme:dark) srcset=a>", "<source media=" NO " srcset=a>",
    "<source media=" YES " srcset=a>" },
  { "<picture><source/media='(prefers-color-scheme: dark)'/srcset='a'></picture>",
    "<picture><source/media='" NO "'/srcset='a'></picture>",
    "<picture><source/media='" YES "'/srcset='a'></picture>" },
  { "<p title='>' style='color-scheme: light dark' class=x>",
    "<p title='>' style='color-scheme: light light' class=x>",
    "<p title='>' style='color-scheme: dark dark' class=x>" },
  { "<p media style = color-scheme:dark>", "<p media style = color-scheme:dark>",
    "<p media style = color-scheme:dark>" },

  /* The scheme that a mail takes. */
  { "<meta name=\"color-scheme\" content=\"light dark\">",
    "<meta name=\"color-scheme\" content=\"light light\">",
    "<meta name=\"color-scheme\" content=\"dark dark\">" },
  { "<META content='only dark light' NAME=Color-Scheme />",
    "<META content='only light light' NAME=Color-Scheme />",
    "<META content='only dark dark' NAME=Color-Scheme />" },
  { "<meta name=color-scheme content=light>", "<meta name=color-scheme content=light>",
    "<meta name=color-scheme content=light>" },
  { "<meta name=viewport content='light dark'>", "<meta name=viewport content='light dark'>",
    "<meta name=viewport content='light dark'>" },
  { "<style>:root{Color-Scheme: light dark;color:red}</style>",
    "<style>:root{Color-Scheme: light light;color:red}</style>",
    "<style>:root{Color-Scheme: dark dark;color:red}</style>" },
  { "<style>:root{color-scheme:light dark}</style>",
    "<style>:root{color-scheme:light light}</style>",
    "<style>:root{color-scheme:dark dark}</style>" },
  { "<style>:root{color-scheme:dark light!important}</style>",
    "<style>:root{color-scheme:light light!important}</style>",
    "<style>:root{color-scheme:dark dark!important}</style>" },
  { "<style>:root{color-scheme:light only}</style>",
    "<style>:root{color-scheme:light only}</style>",
    "<style>:root{color-scheme:light only}</style>" },
  { "<style>:root{supported-color-schemes:light dark}</style>",
    "<style>:root{supported-color-schemes:light dark}</style>",
    "<style>:root{supported-color-schemes:light dark}</style>" },
  { "<style>color-scheme:light dark{}</style>", "<style>color-scheme:light dark{}</style>",
    "<style>color-scheme:light dark{}</style>" },

  /* Links that are scripts. */
  { "<a href='javascript:x'>", "<a href='x-text:javascript:x'>", "<a href='x-text:javascript:x'>" },
  { "<a href=' JavaScript:x'>", "<a href='x-text: JavaScript:x'>",
    "<a href='x-text: JavaScript:x'>" },
  { "<a href='/javascript:'>", "<a href='/javascript:'>", "<a href='/javascript:'>" },

  /* Merge tags. */
  { "<p {{ style }} style='color-scheme:light dark'>{{ a > b }}",
    "<p {{ style }} style='color-scheme:light light'>{{ a > b }}",
    "<p {{ style }} style='color-scheme:dark dark'>{{ a > b }}" },
};

static void
assert_lens (IlxWebviewLens lens, const char *source, const char *wanted)
{
  g_autofree char *shown = ilx_webview_lens_apply (lens, source, NULL);

  g_assert_cmpstr (shown, ==, wanted);
}

static void
test_schemes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_lens (ILX_WEBVIEW_LENS_LIGHT, rows[i].source, rows[i].light);
      assert_lens (ILX_WEBVIEW_LENS_IMAGES_OFF, rows[i].source, rows[i].light);
      assert_lens (ILX_WEBVIEW_LENS_DARK_AUTHORED, rows[i].source, rows[i].dark);
    }
}

/* Inverted clients know no dark rules, so the light ones are what they turn around. */
static const struct
{
  const char *source;
  const char *inverted;
} inversions[] = {
  { "<style>@media (prefers-color-scheme: dark){}</style>", "<style>@media " NO "{}</style>" },
  { "<p style='color:#000'>", "<p style='color:#ffffff'>" },
  { "<p style='color:#FFF;background:#ffffff'>", "<p style='color:#1e1e1e;background:#1e1e1e'>" },
  { "<p style='color:black'>", "<p style='color:#ffffff'>" },
  { "<p style='color:red;background:#ffeecc'>", "<p style='color:#ff9f9f;background:#3a2b0d'>" },
  { "<p style='COLOR: Black !important'>", "<p style='COLOR: #ffffff !important'>" },
  { "<p style='color:rgb(0,0,0)'>", "<p style='color:#ffffff'>" },
  { "<p style='color:rgb(0 0 0 / 50%)'>", "<p style='color:#ffffff80'>" },
  { "<p style='color:rgba(0, 0, 0, .5)'>", "<p style='color:#ffffff80'>" },
  { "<p style='color:#00000080'>", "<p style='color:#ffffff80'>" },
  { "<p style='color:hsl(0, 0%, 0%)'>", "<p style='color:#ffffff'>" },
  { "<p style='border:1px solid black'>", "<p style='border:1px solid #ffffff'>" },
  { "<p style='background:linear-gradient(black, #fff 50%)'>",
    "<p style='background:linear-gradient(#ffffff, #1e1e1e 50%)'>" },
  { "<p style='background:url(black.png) black'>",
    "<p style='background:url(black.png) #ffffff'>" },
  { "<p style='background:url(#fff) \"#fff\" /*#fff*/ #fff'>",
    "<p style='background:url(#fff) \"#fff\" /*#fff*/ #1e1e1e'>" },
  { "<p style='color:transparent;background:inherit'>",
    "<p style='color:transparent;background:inherit'>" },
  { "<p style='color:currentColor'>", "<p style='color:currentColor'>" },
  { "<p style='color:var(--black)'>", "<p style='color:var(--black)'>" },
  { "<p style='color:rgb(var(--x))'>", "<p style='color:rgb(var(--x))'>" },
  { "<p style='--a:#000'>", "<p style='--a:#ffffff'>" },
  { "<p style='font-family:Tan, Black'>", "<p style='font-family:Tan, Black'>" },
  { "<p style='fill:#000'>", "<p style='fill:#000'>" },
  { "<p style='color:#12'>", "<p style='color:#12'>" },
  { "<p style='color:#'>", "<p style='color:#'>" },
  { "<p style='color:rgb('>", "<p style='color:rgb('>" },
  { "<style>#fff{color:#000}a:hover{color:#000}</style>",
    "<style>#fff{color:#ffffff}a:hover{color:#ffffff}</style>" },
  { "<style>@media screen{black{color:black}}</style>",
    "<style>@media screen{black{color:#ffffff}}</style>" },
  { "<body bgcolor=\"#FFFFFF\" text=000000 link='black'>",
    "<body bgcolor=\"#1e1e1e\" text=#ffffff link='#ffffff'>" },
  { "<td bgcolor=nothing>", "<td bgcolor=nothing>" },
  { "<img src='black' alt='black'>", "<img src='black' alt='black'>" },
};

static void
test_inversion (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (inversions); i++)
    assert_lens (ILX_WEBVIEW_LENS_DARK_INVERTED, inversions[i].source, inversions[i].inverted);
}

static void
test_light_only (void)
{
  static const struct
  {
    const char *source;
    gboolean is_light_only;
  } cases[] = {
    { "<meta name=color-scheme content='light dark'>", FALSE },
    { "<meta name=color-scheme content='dark'>", FALSE },
    { "<meta name=color-scheme content='light'>", TRUE },
    { "<meta name=color-scheme content='Light Only'>", TRUE },
    { "<meta name=viewport content='light'>", FALSE },
    { "<!--<meta name=color-scheme content='light'>-->", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_light_only = FALSE;
      g_autofree char *shown = ilx_webview_lens_apply (ILX_WEBVIEW_LENS_DARK_AUTHORED,
                                                       cases[i].source, &is_light_only);

      g_assert_nonnull (shown);
      g_assert_cmpint (is_light_only, ==, cases[i].is_light_only);
    }
}

/* Nothing to rewrite in a mega byte of what is hard to read: it comes back, and soon. */
static void
test_large (void)
{
  static const char *const pieces[]
      = { "<p>x</p>", "<style>a{b:c}", "<style>(((", "<!--", "<a b='", "{{", "@media ", "/*", "\\",
          "\"",       "</style",       "<" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *source = g_string_new ("<style>@media screen{");

      while (source->len < 1024 * 1024)
        g_string_append (source, pieces[i]);
      for (guint lens = 0; lens <= ILX_WEBVIEW_LENS_IMAGES_OFF; lens++)
        assert_lens ((IlxWebviewLens) lens, source->str, source->str);
      g_string_free (source, TRUE);
    }
}

static void
test_doctype (void)
{
  static const struct
  {
    const char *source;
    const char *doctype;
  } cases[] = {
    { "<!DOCTYPE html><p>", "<!DOCTYPE html>" },
    { " \n<!-- x --><?xml?><!doctype html PUBLIC \"-//W3C//DTD\" \"http://a\"><p>",
      "<!doctype html PUBLIC \"-//W3C//DTD\" \"http://a\">" },
    { "<p><!DOCTYPE html>", "" },
    { "text<!DOCTYPE html>", "" },
    { "<html><!DOCTYPE html>", "" },
    { "", "" },
    { "<!DOCTYPE", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *doctype = ilx_webview_lens_dup_doctype (cases[i].source);

      g_assert_cmpstr (doctype, ==, cases[i].doctype);
    }
}

static void
test_names (void)
{
  IlxWebviewLens lens = ILX_WEBVIEW_LENS_LIGHT;

  g_assert_true (ilx_webview_lens_parse ("dark-inverted", &lens));
  g_assert_cmpint (lens, ==, ILX_WEBVIEW_LENS_DARK_INVERTED);
  g_assert_cmpstr (ilx_webview_lens_get_name (lens), ==, "dark-inverted");
  g_assert_false (ilx_webview_lens_parse ("dark", &lens));
  g_assert_false (ilx_webview_lens_parse (NULL, &lens));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webview-lens/schemes", test_schemes);
  g_test_add_func ("/webview-lens/inversion", test_inversion);
  g_test_add_func ("/webview-lens/light-only", test_light_only);
  g_test_add_func ("/webview-lens/large", test_large);
  g_test_add_func ("/webview-lens/doctype", test_doctype);
  g_test_add_func ("/webview-lens/names", test_names);
  return g_test_run ();
}
