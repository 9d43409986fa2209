/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a call costs: requests per second and CPU per request, on one and on eight connections,
 * against a server in a process of its own that answers a page of ten lists. */
#include "config.h"

#include <libsoup/soup.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ilx-http-client.h"

#define N_REQUESTS 4000
#define N_WARM_UP 200

typedef struct
{
  IlxHttpClient *client;
  GMainLoop *loop;
  guint n_left; /* not started */
  guint n_open; /* not finished */
} Bench;

static char *
dup_page (void)
{
  GString *page = g_string_new ("{\"data\":[");

  for (guint i = 0; i < 10; i++)
    g_string_append_printf (page,
                            "%s{\"type\":\"list\",\"id\":\"Y6nRL%u\",\"attributes\":{\"name\":"
                            "\"Newsletter %u\",\"created\":\"2026-11-22T09:30:07+00:00\","
                            "\"updated\":\"2026-11-22T09:30:07+00:00\",\"opt_in_process\":"
                            "\"double_opt_in\"},\"links\":{\"self\":\"https://a.klaviyo.com/api/"
                            "lists/Y6nRL%u\"}}",
                            i > 0 ? "," : "", i, i, i);
  g_string_append (page,
                   "],\"links\":{\"self\":\"https://a.klaviyo.com/api/lists\",\"next\":null}}");
  return g_string_free (page, FALSE);
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  const char *page = user_data;

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/vnd.api+json", SOUP_MEMORY_STATIC, page,
                                    strlen (page));
}

/* The child: tells its port through @pipe and serves until it is killed. */
static void
serve (int pipe)
{
  g_autofree char *page = dup_page ();
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GSList *uris;
  int port;

  soup_server_add_handler (server, NULL, answer_cb, page, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    _exit (1);
  uris = soup_server_get_uris (server);
  port = g_uri_get_port (uris->data);
  if (write (pipe, &port, sizeof port) != sizeof port)
    _exit (1);
  g_main_loop_run (loop);
}

static pid_t
start_server (int *port)
{
  int ends[2];
  pid_t child;

  if (pipe (ends) != 0 || (child = fork ()) < 0)
    g_error ("No server can be started");
  if (child == 0)
    serve (ends[1]);
  if (read (ends[0], port, sizeof *port) != sizeof *port)
    g_error ("The server did not start");
  return child;
}

static void start_request (Bench *bench);

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = ilx_http_client_send_finish (bench->client, result, &error);

  if (json == NULL)
    g_error ("A request failed: %s", error->message);
  bench->n_open--;
  if (bench->n_left > 0)
    start_request (bench);
  else if (bench->n_open == 0)
    g_main_loop_quit (bench->loop);
}

static void
start_request (Bench *bench)
{
  g_autoptr (IlxHttpRequest) request = ilx_http_request_new ("GET", "/api/lists");

  bench->n_left--;
  bench->n_open++;
  ilx_http_client_send_async (bench->client, request, NULL, done_cb, bench);
}

static void
run (Bench *bench, guint n_connections, guint n_requests)
{
  bench->n_left = n_requests;
  for (guint i = 0; i < n_connections; i++)
    start_request (bench);
  g_main_loop_run (bench->loop);
}

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
measure (const char *url, guint n_connections)
{
  g_autoptr (IlxClock) clock = ilx_clock_new ();
  g_autoptr (IlxHttpClient) client = ilx_http_client_new (url, clock, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Bench bench = { client, loop, 0, 0 };
  gint64 started;
  double cpu;

  ilx_http_client_set_max_connections (client, n_connections);
  ilx_http_client_set_secret_header (client, "Authorization", "Klaviyo-API-Key ", "pk_benchmark");
  run (&bench, n_connections, N_WARM_UP);
  started = g_get_monotonic_time ();
  cpu = get_cpu ();
  run (&bench, n_connections, N_REQUESTS);
  cpu = get_cpu () - cpu;
  g_print ("client, %u connection%s: %6.0f requests/s, %4.0f µs CPU per request\n", n_connections,
           n_connections == 1 ? " " : "s",
           N_REQUESTS / ((double) (g_get_monotonic_time () - started) / 1e6),
           cpu / N_REQUESTS * 1e6);
}

int
main (void)
{
  g_autofree char *url = NULL;
  int port = 0;
  pid_t child = start_server (&port);

  setlocale (LC_ALL, "");
  url = g_strdup_printf ("http://127.0.0.1:%d", port);
  measure (url, 1);
  measure (url, 8);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  return 0;
}
