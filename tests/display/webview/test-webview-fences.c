/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fences without the preview around them: a hostile mail is loaded as a page, as it is. What
 * arrives at the server without fences shows that the mail is hostile indeed. */
#include "config.h"

#include "ilx-test-await.h"
#include "ilx-webview-fences.h"
#include "ilx-webview-filter.h"
#include "ilx-webview-fixture.h"

/* Long enough for a request on loopback, also on a busy machine. */
#define GRACE_MS 600

typedef struct
{
  const char *name;
  IlxWebviewFences up;
  IlxWebviewImages images;
} Fencing;

static WebKitUserContentFilter *
load_filter (gboolean loads_images)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter;

  ilx_webview_filter_load_async (loads_images, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  filter = ilx_webview_filter_load_finish (result, &error);
  g_assert_no_error (error);
  return filter;
}

static void
await_loaded (WebKitWebView *view)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (webkit_web_view_is_loading (view))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static GtkWidget *
load (IlxWebviewFixture *self, const char *mail, IlxWebviewFences up, IlxWebviewImages images)
{
  g_autoptr (WebKitUserContentFilter) filter = load_filter (images == ILX_WEBVIEW_IMAGES_REMOTE);
  WebKitWebView *view = ilx_webview_fences_new_view (up, images, filter);
  GtkWidget *window = ilx_webview_fixture_present (GTK_WIDGET (view));

  ilx_counting_server_reset (self->server);
  ilx_webview_fences_load (view, mail);
  await_loaded (view);
  return window;
}

/* Loads the hostile mail as a page behind some fences, and gives it time. */
static GtkWidget *
besiege (IlxWebviewFixture *self, IlxWebviewFences up, IlxWebviewImages images)
{
  g_autofree char *mail = ilx_webview_fixture_load_mail (self, "hostile.html");
  GtkWidget *window = load (self, mail, up, images);

  ilx_test_spin (GRACE_MS);
  return window;
}

/* Without navigations, since the first one would be the last. */
static void
test_mail_is_hostile (IlxWebviewFixture *self, gconstpointer data)
{
  GtkWidget *window = besiege (self, ILX_WEBVIEW_FENCE_POLICY, ILX_WEBVIEW_IMAGES_OWN);
  WebKitWebView *view = WEBKIT_WEB_VIEW (gtk_window_get_child (GTK_WINDOW (window)));
  g_autofree char *paths = ilx_counting_server_dup_others (self->server, NULL);

  g_test_message ("%u paths:\n%s", ilx_counting_server_get_n_paths (self->server), paths);
  g_assert_cmpuint (ilx_counting_server_get_n_paths (self->server), >=, 40);
  g_assert_cmpstr (webkit_web_view_get_title (view), ==, "Script ran");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing arrives, nothing runs, and the page is still ours. */
static void
test_nothing_passes (IlxWebviewFixture *self, gconstpointer data)
{
  const Fencing *fencing = data;
  GtkWidget *window = besiege (self, fencing->up, fencing->images);
  WebKitWebView *view = WEBKIT_WEB_VIEW (gtk_window_get_child (GTK_WINDOW (window)));
  g_autofree char *paths = ilx_counting_server_dup_others (self->server, NULL);
  g_autofree char *ran
      = ilx_webview_evaluate (view, "return document.documentElement.dataset.ran ?? 'nothing'");
  g_autofree char *place = ilx_webview_evaluate (view, "return location.href");

  g_assert_cmpstr (paths, ==, "");
  g_assert_cmpuint (ilx_counting_server_get_n_connections (self->server), ==, 0);
  g_assert_cmpstr (ran, ==, "nothing");
  g_assert_cmpstr (place, ==, "about:blank");
  g_assert_cmpstr (webkit_web_view_get_title (view), ==, "Innocent");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_only_images_pass (IlxWebviewFixture *self, gconstpointer data)
{
  const Fencing *fencing = data;
  GtkWidget *window = besiege (self, fencing->up, ILX_WEBVIEW_IMAGES_REMOTE);
  g_autofree char *others = ilx_counting_server_dup_others (self->server, "/image/");

  g_assert_cmpstr (others, ==, "");
  g_assert_true (ilx_counting_server_has_path (self->server, "/image/img-src"));
  g_assert_true (ilx_counting_server_has_path (self->server, "/image/css-background"));
  g_assert_cmpuint (ilx_counting_server_get_n_paths (self->server), >=, 15);
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  const char *name;
  const char *mail;
} Navigation;

static const Navigation navigations[] = {
  { "refresh", "<meta http-equiv=refresh content='0;url=@SERVER@/x'>" },
  { "location", "<script>location = '@SERVER@/x'</script>" },
  { "onload", "<body onload=\"location = '@SERVER@/x'\">" },
  { "submit", "<form id=f action='@SERVER@/x'></form><script>f.submit()</script>" },
  { "post", "<form id=f action='@SERVER@/x' method=post></form><script>f.submit()</script>" },
  { "click", "<a id=a href='@SERVER@/x'>x</a><script>a.click()</script>" },
  { "frame", "<frameset><frame src='@SERVER@/x'></frameset>" },
  { "iframe", "<iframe src='@SERVER@/x'></iframe>" },
  { "iframe-in-data", "<iframe src=\"data:text/html,<img src='@SERVER@/x'>\"></iframe>" },
  { "iframe-srcdoc", "<iframe srcdoc=\"<img src='@SERVER@/x'>\"></iframe>" },
  { "object", "<object data='@SERVER@/x' type='text/html'></object>" },
};

static void
test_navigation_happens (IlxWebviewFixture *self, gconstpointer data)
{
  const Navigation *navigation = data;
  g_autofree char *mail = ilx_counting_server_fill (self->server, navigation->mail);
  GtkWidget *window = load (self, mail, 0, ILX_WEBVIEW_IMAGES_OWN);
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!ilx_counting_server_has_path (self->server, "/x") && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ilx_counting_server_has_path (self->server, "/x"));
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ALL ILX_WEBVIEW_FENCES_ALL
#define WITHOUT(fence) (ALL & ~(IlxWebviewFences) ILX_WEBVIEW_FENCE_##fence)

static void
test_navigation_is_refused (IlxWebviewFixture *self, gconstpointer data)
{
  const Navigation *navigation = data;
  const IlxWebviewFences ups[]
      = { WITHOUT (POLICY), WITHOUT (MARKUP), ILX_WEBVIEW_FENCE_POLICY | ILX_WEBVIEW_FENCE_CSP };
  g_autofree char *mail = ilx_counting_server_fill (self->server, navigation->mail);

  for (guint i = 0; i < G_N_ELEMENTS (ups); i++)
    {
      GtkWidget *window = load (self, mail, ups[i], ILX_WEBVIEW_IMAGES_OWN);

      ilx_test_spin (GRACE_MS / 2);
      g_assert_cmpuint (ilx_counting_server_get_n_connections (self->server), ==, 0);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

#define OWN ILX_WEBVIEW_IMAGES_OWN
#define REMOTE ILX_WEBVIEW_IMAGES_REMOTE
static const Fencing closed[] = {
  { "all", ALL, OWN },
  { "all-no-images", ALL, ILX_WEBVIEW_IMAGES_NONE },
  { "without-session", WITHOUT (SESSION), OWN },
  { "without-filter", WITHOUT (FILTER), OWN },
  { "without-csp", WITHOUT (CSP), OWN },
  { "without-policy", WITHOUT (POLICY), OWN },
  { "without-proxy", WITHOUT (PROXY), OWN },
  { "without-markup", WITHOUT (MARKUP), OWN },
};

static const Fencing lifted[] = {
  { "all", ALL, REMOTE },
  { "without-filter", WITHOUT (FILTER), REMOTE },
  { "without-csp", WITHOUT (CSP), REMOTE },
  { "without-policy", WITHOUT (POLICY), REMOTE },
};

static void
add (const char *folder,
     const char *name,
     gconstpointer data,
     void (*test) (IlxWebviewFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/webview-fences/", folder, "/", name, NULL);

  g_test_add (path, IlxWebviewFixture, data, ilx_webview_fixture_set_up, test,
              ilx_webview_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* Without fences WebKit plays media, and is not always happy with what it was given. */
  g_unsetenv ("G_DEBUG");
  add ("mail-is-hostile", "behind-policy", NULL, test_mail_is_hostile);
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    add ("nothing-passes", closed[i].name, &closed[i], test_nothing_passes);
  for (guint i = 0; i < G_N_ELEMENTS (lifted); i++)
    add ("only-images-pass", lifted[i].name, &lifted[i], test_only_images_pass);
  for (guint i = 0; i < G_N_ELEMENTS (navigations); i++)
    {
      add ("navigation-happens", navigations[i].name, &navigations[i], test_navigation_happens);
      add ("navigation-is-refused", navigations[i].name, &navigations[i],
           test_navigation_is_refused);
    }
  return g_test_run ();
}
