/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>

#include "ilx-counting-server.h"

struct _IlxCountingServer
{
  GSocketService *service;
  SoupServer *server;
  char *host;
  guint n_connections;
  GHashTable *paths;
};

/* A red point. */
static const char image[]
    = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40' "
      "fill='red'/></svg>";

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  IlxCountingServer *self = user_data;

  g_hash_table_add (self->paths, g_strdup (path));
  /* Media ask for ranges that the image does not have. */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "image/svg+xml", SOUP_MEMORY_STATIC, image,
                                    sizeof image - 1);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             IlxCountingServer *self)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  self->n_connections++;
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

IlxCountingServer *
ilx_counting_server_new (void)
{
  IlxCountingServer *self = g_new0 (IlxCountingServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);
  self->host = g_strdup_printf ("127.0.0.1:%u",
                                g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return self;
}

void
ilx_counting_server_free (IlxCountingServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_hash_table_unref (self->paths);
  g_free (self->host);
  g_free (self);
}

void
ilx_counting_server_reset (IlxCountingServer *self)
{
  self->n_connections = 0;
  g_hash_table_remove_all (self->paths);
}

guint
ilx_counting_server_get_n_connections (IlxCountingServer *self)
{
  return self->n_connections;
}

guint
ilx_counting_server_get_n_paths (IlxCountingServer *self)
{
  return g_hash_table_size (self->paths);
}

gboolean
ilx_counting_server_has_path (IlxCountingServer *self, const char *path)
{
  return g_hash_table_contains (self->paths, path);
}

char *
ilx_counting_server_dup_others (IlxCountingServer *self, const char *prefix)
{
  g_autoptr (GList) paths
      = g_list_sort (g_hash_table_get_keys (self->paths), (GCompareFunc) g_strcmp0);
  GString *text = g_string_new (NULL);

  for (GList *at = paths; at != NULL; at = at->next)
    if (prefix == NULL || !g_str_has_prefix (at->data, prefix))
      g_string_append_printf (text, "%s\n", (const char *) at->data);
  return g_string_free (text, FALSE);
}

char *
ilx_counting_server_fill (IlxCountingServer *self, const char *text)
{
  g_autofree char *url = g_strconcat ("http://", self->host, NULL);
  GString *filled = g_string_new (text);

  g_string_replace (filled, "@SERVER@", url, 0);
  g_string_replace (filled, "@HOST@", self->host, 0);
  return g_string_free (filled, FALSE);
}
