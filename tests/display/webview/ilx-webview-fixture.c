/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-test-await.h"
#include "ilx-webview-fences.h"
#include "ilx-webview-fixture.h"
#include "ilx-webview.h"

GtkWidget *
ilx_webview_fixture_present (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
ilx_webview_fixture_set_up (IlxWebviewFixture *self, gconstpointer data)
{
  self->server = ilx_counting_server_new ();
  self->preview = ilx_webview_new ();
  self->window = ilx_webview_fixture_present (self->preview);
}

void
ilx_webview_fixture_tear_down (IlxWebviewFixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ilx_test_spin (20);
  ilx_counting_server_free (self->server);
}

WebKitWebView *
ilx_webview_fixture_get_view (IlxWebviewFixture *self)
{
  return WEBKIT_WEB_VIEW (gtk_widget_get_first_child (self->preview));
}

static gboolean
is_drawn (IlxWebviewFixture *self)
{
  gboolean drawn;

  g_object_get (self->preview, "is-drawn", &drawn, NULL);
  return drawn;
}

void
ilx_webview_fixture_await_drawn (IlxWebviewFixture *self)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!is_drawn (self) || !ilx_webview_is_settled (ILX_WEBVIEW (self->preview)))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* Until what is in the page is on the screen too. */
void
ilx_webview_fixture_settle (IlxWebviewFixture *self)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *answer
          = ilx_webview_evaluate (ilx_webview_fixture_get_view (self),
                                  "return new Promise (r => requestAnimationFrame (() => r (1)))");

      g_assert_cmpstr (answer, ==, "1");
    }
}

void
ilx_webview_fixture_show (IlxWebviewFixture *self, const char *html)
{
  g_object_set (self->preview, "html", html, NULL);
  ilx_webview_fixture_await_drawn (self);
  ilx_webview_fixture_settle (self);
}

char *
ilx_webview_fixture_load_mail (IlxWebviewFixture *self, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "display", "webview", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return ilx_counting_server_fill (self->server, text);
}

char *
ilx_webview_evaluate (WebKitWebView *view, const char *body)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = NULL;

  webkit_web_view_call_async_javascript_function (view, body, -1, NULL, ILX_WEBVIEW_WORLD, NULL,
                                                  NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  value = webkit_web_view_call_async_javascript_function_finish (view, result, &error);
  g_assert_no_error (error);
  return jsc_value_to_string (value);
}

GBytes *
ilx_webview_dup_pixels (WebKitWebView *view, int *width, int *height)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  gsize stride;
  guchar *pixels;

  webkit_web_view_get_snapshot (view, WEBKIT_SNAPSHOT_REGION_FULL_DOCUMENT,
                                WEBKIT_SNAPSHOT_OPTIONS_NONE, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  texture = webkit_web_view_get_snapshot_finish (view, result, &error);
  g_assert_no_error (error);
  *width = gdk_texture_get_width (texture);
  *height = gdk_texture_get_height (texture);
  stride = (gsize) *width * 4;
  pixels = g_malloc (stride * (gsize) *height);
  gdk_texture_download (texture, pixels, stride);
  return g_bytes_new_take (pixels, stride * (gsize) *height);
}
