/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview as the program sees it: what reaches the network, what links do, what is told. */
#include "config.h"

#include <signal.h>

#include "ilx-pointer.h"
#include "ilx-test-await.h"
#include "ilx-webview-fixture.h"
#include "ilx-webview.h"

#define GRACE_MS 500
#define MAIL(body) "<!DOCTYPE html><html><head><title>Innocent</title></head><body>" body

static const char *const lenses[] = { "light", "dark-authored", "dark-inverted", "images-off" };

/* ---- The network ---- */

static void
assert_untouched (IlxWebviewFixture *self)
{
  WebKitWebView *view = ilx_webview_fixture_get_view (self);
  g_autofree char *ran
      = ilx_webview_evaluate (view, "return document.documentElement.dataset.ran ?? 'nothing'");
  g_autofree char *place = ilx_webview_evaluate (view, "return location.href");

  g_assert_cmpstr (ran, ==, "nothing");
  g_assert_cmpstr (place, ==, "about:blank");
  g_assert_cmpstr (webkit_web_view_get_title (view), ==, "Innocent");
}

static void
assert_nothing_arrived (IlxWebviewFixture *self)
{
  g_autofree char *paths = NULL;

  ilx_test_spin (GRACE_MS);
  paths = ilx_counting_server_dup_others (self->server, NULL);
  g_assert_cmpstr (paths, ==, "");
  g_assert_cmpuint (ilx_counting_server_get_n_connections (self->server), ==, 0);
  assert_untouched (self);
}

static void
test_reaches_nothing (IlxWebviewFixture *self, gconstpointer data)
{
  g_autofree char *hostile = ilx_webview_fixture_load_mail (self, "hostile.html");
  g_autofree char *longer = g_strconcat (hostile, "<img src='http://127.0.0.1/more'>", NULL);

  g_object_set (self->preview, "lens", data, NULL);
  ilx_webview_fixture_show (self, hostile);
  assert_nothing_arrived (self);
  ilx_webview_fixture_show (self, MAIL ("<p>Peace"));
  ilx_webview_fixture_show (self, hostile);
  ilx_webview_fixture_show (self, longer);
  assert_nothing_arrived (self);
}

static void
test_reaches_images_only (IlxWebviewFixture *self, gconstpointer data)
{
  g_autofree char *hostile = ilx_webview_fixture_load_mail (self, "hostile.html");
  g_autofree char *others = NULL;

  g_object_set (self->preview, "lens", data, "loads-images", TRUE, NULL);
  ilx_webview_fixture_show (self, hostile);
  ilx_test_spin (GRACE_MS);
  others = ilx_counting_server_dup_others (self->server, "/image/");
  g_assert_cmpstr (others, ==, "");
  g_assert_true (ilx_counting_server_has_path (self->server, "/image/img-src"));
  g_assert_true (ilx_counting_server_has_path (self->server, "/image/css-background"));
  g_assert_true (ilx_counting_server_has_path (self->server, "/image/td-background"));
  g_assert_cmpint (ilx_counting_server_has_path (self->server, "/image/picture-dark"), ==,
                   g_str_equal (data, "dark-authored"));
  g_assert_cmpint (ilx_counting_server_has_path (self->server, "/image/picture-light"), ==,
                   !g_str_equal (data, "dark-authored"));
  assert_untouched (self);
}

static void
test_fences_again (IlxWebviewFixture *self, gconstpointer data)
{
  g_autofree char *mail
      = ilx_counting_server_fill (self->server, MAIL ("<img src='@SERVER@/image/1'>"));
  g_autofree char *other
      = ilx_counting_server_fill (self->server, MAIL ("<img src='@SERVER@/image/2'>"));

  g_object_set (self->preview, "loads-images", TRUE, NULL);
  ilx_webview_fixture_show (self, mail);
  ilx_test_spin (GRACE_MS);
  g_assert_true (ilx_counting_server_has_path (self->server, "/image/1"));
  g_object_set (self->preview, "loads-images", FALSE, NULL);
  ilx_counting_server_reset (self->server);
  ilx_webview_fixture_show (self, other);
  assert_nothing_arrived (self);
  ilx_webview_fixture_show (self, mail);
  assert_nothing_arrived (self);
}

static void
test_images_off_loads_none (IlxWebviewFixture *self, gconstpointer data)
{
  g_autofree char *hostile = ilx_webview_fixture_load_mail (self, "hostile.html");

  g_object_set (self->preview, "lens", "images-off", "loads-images", TRUE, NULL);
  ilx_webview_fixture_show (self, hostile);
  assert_nothing_arrived (self);
}

/* ---- Links ---- */

static void
activated_cb (GtkWidget *preview, const char *target, GString *log)
{
  g_string_append_printf (log, "%s|", target);
}

static void
get_middle (IlxWebviewFixture *self, const char *id, double *x, double *y)
{
  g_autofree char *body
      = g_strdup_printf ("const r = document.getElementById ('%s').getBoundingClientRect ();"
                         "return (r.left + r.right) / 2 + ' ' + (r.top + r.bottom) / 2",
                         id);
  g_autofree char *answer = ilx_webview_evaluate (ilx_webview_fixture_get_view (self), body);
  char *rest;

  *x = g_ascii_strtod (answer, &rest);
  *y = g_ascii_strtod (rest, NULL);
}

static const struct
{
  const char *markup;
  const char *target;
} links[] = {
  { "<a id='x' href='@SERVER@/a'>A link</a>", "@SERVER@/a" },
  { "<a id='x' href='@SERVER@/a' target='_blank' ping='@SERVER@/ping'>A link</a>", "@SERVER@/a" },
  { "<a id='x' href='@SERVER@/a' target='_top' download>A link</a>", "@SERVER@/a" },
  { "<a id='x' href='{{ unsubscribe_url }}'>A link</a>", "{{ unsubscribe_url }}" },
  { "<a id='x' href='mailto:a@b.example?subject=x'>A link</a>", "mailto:a@b.example?subject=x" },
  { "<a id='x' href='tel:+1'>A link</a>", "tel:+1" },
  { "<a id='x' href=' #below '>A link</a>", "#below" },
  { "<a id='x' href='page.html'>A link</a>", "page.html" },
  { "<a id='x' href=''>A link</a>", "" },
  { "<a id='x' href='file:///etc/passwd'>A link</a>", "file:///etc/passwd" },
  { "<a id='x' href='data:text/html,<p>x'>A link</a>", "data:text/html,<p>x" },
  { "<a id='x' href=\"javascript:document.title='x'\">A link</a>",
    "javascript:document.title='x'" },
  { "<a id='x' href=\" JavaScript:document.title='x'\">A link</a>",
    "JavaScript:document.title='x'" },
  { "<a href='@SERVER@/a' onclick='document.title=1'><b><span id='x'>In it</span></b></a>",
    "@SERVER@/a" },
  { "<form action='@SERVER@/f'><a href='@SERVER@/a'><button id='x'>In it</button></a></form>",
    "@SERVER@/a" },
  { "<svg width='90' height='30'><a href='@SERVER@/a'><rect id='x' width='90' "
    "height='30'/></a></svg>",
    "@SERVER@/a" },
  { "<form action='@SERVER@/f'><button id='x'>Send</button></form>", NULL },
  { "<form action='@SERVER@/f'><input type='submit' id='x' formtarget='_blank'></form>", NULL },
};

static void
show_link (IlxWebviewFixture *self, const char *markup)
{
  g_autofree char *filled = ilx_counting_server_fill (self->server, markup);
  g_autofree char *mail = g_strconcat (MAIL ("<p style='height:3em'>Above</p>"), filled, NULL);

  ilx_webview_fixture_show (self, mail);
}

static void
assert_activated (IlxWebviewFixture *self, GString *log, const char *target)
{
  g_autofree char *filled = ilx_counting_server_fill (self->server, target != NULL ? target : "");
  g_autofree char *wanted = target != NULL ? g_strconcat (filled, "|", NULL) : g_strdup ("");

  g_assert_cmpstr (log->str, ==, wanted);
  g_string_truncate (log, 0);
  assert_untouched (self);
  g_assert_cmpuint (ilx_counting_server_get_n_connections (self->server), ==, 0);
}

static void
test_links_go_nowhere (IlxWebviewFixture *self, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);

  if (!ilx_pointer_is_there ())
    {
      g_test_skip ("There is no xdotool");
      return;
    }
  g_signal_connect (self->preview, "link-activated", G_CALLBACK (activated_cb), log);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      double x, y;

      g_test_message ("%s", links[i].markup);
      show_link (self, links[i].markup);
      get_middle (self, "x", &x, &y);
      ilx_pointer_click (self->preview, x, y, 1);
      ilx_webview_fixture_settle (self);
      assert_activated (self, log, links[i].target);
      ilx_pointer_click (self->preview, x, y, 2);
      ilx_webview_fixture_settle (self);
      assert_activated (self, log, links[i].target);
    }
  ilx_test_spin (GRACE_MS);
  g_assert_cmpuint (ilx_counting_server_get_n_connections (self->server), ==, 0);
}

static void
assert_hovered (IlxWebviewFixture *self, const char *target)
{
  g_autofree char *hovered = NULL;

  ilx_webview_fixture_settle (self);
  g_object_get (self->preview, "hovered-uri", &hovered, NULL);
  g_assert_cmpstr (hovered, ==, target);
}

static void
test_links_tell_where (IlxWebviewFixture *self, gconstpointer data)
{
  double x, y;

  if (!ilx_pointer_is_there ())
    {
      g_test_skip ("There is no xdotool");
      return;
    }
  ilx_pointer_move (self->preview, 500, 400);
  ilx_webview_fixture_show (self, MAIL ("<p><a id='x' href='https://a.example/'>A link</a></p>"
                                        "<p><a id='y' href='{{ there }}'><i>Another</i></a></p>"));
  assert_hovered (self, NULL);
  get_middle (self, "x", &x, &y);
  ilx_pointer_move (self->preview, x, y);
  assert_hovered (self, "https://a.example/");
  get_middle (self, "y", &x, &y);
  ilx_pointer_move (self->preview, x, y);
  assert_hovered (self, "{{ there }}");
  ilx_webview_fixture_show (self, MAIL ("<p>No link"));
  assert_hovered (self, NULL);
}

static void
test_keyboard (IlxWebviewFixture *self, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);

  if (!ilx_pointer_is_there ())
    {
      g_test_skip ("There is no xdotool");
      return;
    }
  ilx_pointer_move (self->preview, 500, 400);
  g_signal_connect (self->preview, "link-activated", G_CALLBACK (activated_cb), log);
  show_link (self, "<a href='@SERVER@/one'>One</a> <a href='@SERVER@/two'>Two</a>");
  g_assert_true (gtk_widget_grab_focus (self->preview));
  ilx_pointer_type (self->preview, "Tab");
  ilx_webview_fixture_settle (self);
  ilx_pointer_type (self->preview, "Return");
  ilx_webview_fixture_settle (self);
  assert_activated (self, log, "@SERVER@/one");
  ilx_pointer_type (self->preview, "Tab Return");
  ilx_webview_fixture_settle (self);
  assert_activated (self, log, "@SERVER@/two");
}

/* The keys lead into the mail, through its links, and out of it again. */
static void
test_tab_leaves (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *before = gtk_button_new_with_label ("Before");
  GtkWidget *after = gtk_button_new_with_label ("After");
  IlxWebviewFixture self = { NULL };
  GtkWidget *preview = GTK_WIDGET (g_object_new (ILX_TYPE_WEBVIEW, "vexpand", TRUE, NULL));

  if (!ilx_pointer_is_there ())
    {
      g_test_skip ("There is no xdotool");
      return;
    }
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), preview);
  gtk_box_append (GTK_BOX (box), after);
  self.preview = preview;
  self.window = ilx_webview_fixture_present (box);
  ilx_webview_fixture_show (&self, MAIL ("<a href=a>A</a> <a href=b>B</a>"));
  gtk_widget_grab_focus (before);
  for (guint i = 0; i < 9 && gtk_window_get_focus (GTK_WINDOW (self.window)) != after; i++)
    {
      ilx_pointer_type (preview, "Tab");
      ilx_webview_fixture_settle (&self);
    }
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self.window)) == after);
  ilx_pointer_type (preview, "shift+Tab");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self.window))
                 == gtk_widget_get_first_child (preview));
  gtk_window_destroy (GTK_WINDOW (self.window));
}

static void
test_accessible (IlxWebviewFixture *self, gconstpointer data)
{
  ilx_webview_fixture_show (self, MAIL ("x"));
  gtk_test_accessible_assert_property (ilx_webview_fixture_get_view (self),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Preview of the mail");
}

/* ---- What is told ---- */

static GArray *
find_web_processes (void)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (pid_t));
  const char *name;

  while ((name = g_dir_read_name (proc)) != NULL)
    {
      pid_t pid = (pid_t) g_ascii_strtoll (name, NULL, 10);
      pid_t ancestor = pid;
      gboolean is_web = FALSE;

      for (guint depth = 0; ancestor > 1 && ancestor != getpid () && depth < 9; depth++)
        {
          g_autofree char *path = g_strdup_printf ("/proc/%d/stat", ancestor);
          g_autofree char *stat = NULL;

          if (!g_file_get_contents (path, &stat, NULL, NULL))
            break;
          is_web |= depth == 0 && strstr (stat, "(WebKitWebProces") != NULL;
          ancestor = (pid_t) g_ascii_strtoll (strrchr (stat, ')') + 4, NULL, 10);
        }
      if (is_web && ancestor == getpid ())
        g_array_append_val (found, pid);
    }
  return found;
}

static void
kill_web_processes (int number)
{
  g_autoptr (GArray) processes = find_web_processes ();

  g_assert_cmpuint (processes->len, >, 0);
  for (guint i = 0; i < processes->len; i++)
    kill (g_array_index (processes, pid_t, i), number);
}

static void
await_failure (IlxWebviewFixture *self, const char *wanted)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autofree char *failure = NULL;

      g_object_get (self->preview, "failure", &failure, NULL);
      if (g_strcmp0 (failure, wanted) == 0)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
assert_shows (IlxWebviewFixture *self, const char *wanted)
{
  g_autofree char *text = ilx_webview_evaluate (ilx_webview_fixture_get_view (self),
                                                "return document.body.innerText");

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_crash (IlxWebviewFixture *self, gconstpointer data)
{
  gboolean is_drawn;

  for (guint i = 0; i < 2; i++)
    {
      ilx_webview_fixture_show (self, MAIL ("<p>Here</p>"));
      await_failure (self, NULL);
      assert_shows (self, "Here");
      kill_web_processes (SIGKILL);
      await_failure (self, "The preview could not be drawn.");
      g_object_get (self->preview, "is-drawn", &is_drawn, NULL);
      g_assert_false (is_drawn);
      g_assert_null (gtk_widget_get_first_child (self->preview));
    }
}

static void
await_web_processes (guint at_least, guint at_most)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autoptr (GArray) processes = find_web_processes ();

      if (processes->len >= at_least && processes->len <= at_most)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      ilx_test_spin (2);
    }
}

/* A process that stands still draws nothing; when it goes on, all is well by itself. */
static void
test_blank (IlxWebviewFixture *self, gconstpointer data)
{
  await_web_processes (0, 0); /* of tests before this */
  g_object_set (self->preview, "html", MAIL ("<p>Here</p>"), NULL);
  await_web_processes (1, 9);
  kill_web_processes (SIGSTOP);
  await_failure (self, "The preview could not be drawn.");
  kill_web_processes (SIGCONT);
  await_failure (self, NULL);
  ilx_webview_fixture_await_drawn (self);
  assert_shows (self, "Here");
}

static void
test_last_wins (IlxWebviewFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *mail = g_strdup_printf (MAIL ("<p>Version %u</p>"), i);

      g_object_set (self->preview, "html", mail, NULL);
      g_main_context_iteration (NULL, FALSE);
    }
  ilx_webview_fixture_await_drawn (self);
  ilx_test_spin (100);
  assert_shows (self, "Version 299");
}

static void
test_goes_away_at_any_time (void)
{
  for (guint i = 0; i < 12; i++)
    {
      GtkWidget *preview = g_object_new (g_type_from_name ("IlxWebview"), "html", MAIL ("x"), NULL);
      GtkWidget *window = ilx_webview_fixture_present (preview);

      ilx_test_spin (i * 40);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  ilx_test_spin (300);
}

static void
add (const char *path, gconstpointer data, void (*test) (IlxWebviewFixture *, gconstpointer))
{
  g_test_add (path, IlxWebviewFixture, data, ilx_webview_fixture_set_up, test,
              ilx_webview_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lenses); i++)
    {
      g_autofree char *nothing = g_strconcat ("/webview/reaches-nothing/", lenses[i], NULL);
      g_autofree char *images = g_strconcat ("/webview/reaches-images-only/", lenses[i], NULL);

      add (nothing, lenses[i], test_reaches_nothing);
      if (!g_str_equal (lenses[i], "images-off"))
        add (images, lenses[i], test_reaches_images_only);
    }
  add ("/webview/fences-again", NULL, test_fences_again);
  add ("/webview/images-off-loads-none", NULL, test_images_off_loads_none);
  add ("/webview/links-go-nowhere", NULL, test_links_go_nowhere);
  add ("/webview/links-tell-where", NULL, test_links_tell_where);
  add ("/webview/keyboard", NULL, test_keyboard);
  g_test_add_func ("/webview/tab-leaves", test_tab_leaves);
  add ("/webview/accessible", NULL, test_accessible);
  add ("/webview/crash", NULL, test_crash);
  add ("/webview/blank", NULL, test_blank);
  add ("/webview/last-wins", NULL, test_last_wins);
  g_test_add_func ("/webview/goes-away-at-any-time", test_goes_away_at_any_time);
  return g_test_run ();
}
