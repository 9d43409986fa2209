/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox.h"

#include "ilx-json.h"
#include "ilx-sandbox-control.h"
#include "ilx-sandbox-exchange.h"
#include "ilx-sandbox-platform.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#define BACKLOG 128

struct _IlxSandbox
{
  GObject parent_instance;

  SoupServer *server;      /* (owned) (nullable): while it listens */
  GSocketService *service; /* (owned) (nullable): likewise */
  IlxSandboxParts parts;
  IlxSandboxLines *lines;    /* (owned) */
  IlxClock *clock;           /* (owned): real time, for delays */
  GCancellable *cancellable; /* (owned): ends what waits */
};

G_DEFINE_FINAL_TYPE (IlxSandbox, ilx_sandbox, G_TYPE_OBJECT)

static void
ilx_sandbox_finalize (GObject *object)
{
  IlxSandbox *self = ILX_SANDBOX (object);

  ilx_sandbox_stop (self);
  ilx_sandbox_state_free (self->parts.state);
  ilx_sandbox_keys_free (self->parts.keys);
  ilx_sandbox_limits_free (self->parts.limits);
  ilx_sandbox_faults_free (self->parts.faults);
  ilx_sandbox_log_free (self->parts.log);
  ilx_sandbox_lines_free (self->lines);
  g_object_unref (self->clock);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (ilx_sandbox_parent_class)->finalize (object);
}

static void
ilx_sandbox_class_init (IlxSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_sandbox_finalize;
}

static void
ilx_sandbox_init (IlxSandbox *self)
{
  self->parts.keys = ilx_sandbox_keys_new ();
  self->parts.limits = ilx_sandbox_limits_new ();
  self->parts.faults = ilx_sandbox_faults_new ();
  self->parts.log = ilx_sandbox_log_new ();
  self->lines = ilx_sandbox_lines_new ();
  self->clock = ilx_clock_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * ilx_sandbox_new:
 * @speed: how many times as fast as the world limits and jobs run, 1 for real; 0 for a clock that
 *   stands until it is moved
 *
 * Returns: (transfer full): a sandbox with its shop open, which doesn't listen yet
 */
IlxSandbox *
ilx_sandbox_new (double speed)
{
  IlxSandbox *self = g_object_new (ILX_TYPE_SANDBOX, NULL);

  self->parts.state = ilx_sandbox_state_new (speed);
  ilx_sandbox_platforms_open_shops (self->parts.state);
  return self;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  IlxSandbox *self = user_data;

  ilx_sandbox_exchange_run (G_OBJECT (self), &self->parts, self->lines, self->clock,
                            self->cancellable, message);
}

/* A reply's head and body go out in two pieces: without TCP_NODELAY the second would wait for the
 * client's late acknowledgement of the first. */
static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  IlxSandbox *self = user_data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  /* A client that is gone already has no address. */
  if (local == NULL || remote == NULL)
    return TRUE;
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE,
                       NULL);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

/* Connections are accepted here and not by the server, which in libsoup 3.2 loses a socket with
 * each that it accepts. */
static GSocketService *
listen_on_loopback (guint port, char **url, GError **error)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, (guint16) port);
  g_autoptr (GSocketAddress) got = NULL;

  g_socket_listener_set_backlog (G_SOCKET_LISTENER (service), BACKLOG);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &got, error))
    return NULL;
  *url = g_strdup_printf ("http://127.0.0.1:%u",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  return g_steal_pointer (&service);
}

/* libsoup keeps a connection open after an answer only while it listens somewhere by itself. Nobody
 * is told of that port. */
static SoupServer *
create_server (IlxSandbox *self, GError **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("raw-paths", TRUE, NULL);

  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  return g_steal_pointer (&server);
}

/**
 * ilx_sandbox_start:
 * @self: a sandbox that doesn't listen
 * @port: where, or 0 for a free one
 * @error: a %G_IO_ERROR when the port can't be had
 *
 * Listens on 127.0.0.1 and nowhere else, on the thread's default main context.
 *
 * Returns: whether it does
 */
gboolean
ilx_sandbox_start (IlxSandbox *self, guint port, GError **error)
{
  g_autoptr (GSocketService) service = NULL;
  g_autoptr (SoupServer) server = NULL;
  g_autofree char *url = NULL;

  g_return_val_if_fail (ILX_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);
  g_return_val_if_fail (port <= G_MAXUINT16, FALSE);
  service = listen_on_loopback (port, &url, error);
  server = service != NULL ? create_server (self, error) : NULL;
  if (server == NULL)
    return FALSE;
  ilx_sandbox_state_set_base_url (self->parts.state, url);
  self->server = g_steal_pointer (&server);
  self->service = g_steal_pointer (&service);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return TRUE;
}

/**
 * ilx_sandbox_stop:
 * @self: a sandbox
 *
 * Closes every connection, the hanging ones too. What waits for a delay ends with the next turns of
 * the main loop. The objects stay.
 */
void
ilx_sandbox_stop (IlxSandbox *self)
{
  g_return_if_fail (ILX_IS_SANDBOX (self));
  if (self->server == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  ilx_sandbox_lines_clear (self->lines);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

/**
 * ilx_sandbox_describe:
 * @self: a sandbox that listens
 *
 * Returns: (transfer full):
 * {"klaviyo":{"url","api_key"},"mailchimp":{"url","api_key",…},"control"}: where everything is and
 * the key that opens it
 */
JsonNode *
ilx_sandbox_describe (IlxSandbox *self)
{
  const char *url = ilx_sandbox_state_get_base_url (self->parts.state);
  g_autofree char *control = g_strconcat (url, ILX_SANDBOX_CONTROL_PREFIX, NULL);
  JsonNode *description = ilx_json_empty_object ();

  for (guint i = 0; ilx_sandbox_platforms[i] != NULL; i++)
    ilx_json_set (description, ilx_sandbox_platforms[i]->name,
                  ilx_sandbox_platforms[i]->describe (self->parts.state, self->parts.keys));
  ilx_json_set (description, "control", ilx_json_string (control));
  return description;
}

/**
 * ilx_sandbox_parts_reset:
 * @parts: a sandbox's
 *
 * Opens a fresh shop: no log, no faults, limits unused, the clock with the world's. Keys stay,
 * those revoked stay revoked.
 */
void
ilx_sandbox_parts_reset (IlxSandboxParts *parts)
{
  ilx_sandbox_state_clear (parts->state);
  ilx_sandbox_limits_clear (parts->limits);
  ilx_sandbox_faults_clear (parts->faults);
  ilx_sandbox_log_clear (parts->log);
  ilx_sandbox_platforms_open_shops (parts->state);
}

/**
 * ilx_sandbox_reset:
 * @self: a sandbox
 *
 * As the control interface's reset. Connections that hang are left alone.
 */
void
ilx_sandbox_reset (IlxSandbox *self)
{
  g_return_if_fail (ILX_IS_SANDBOX (self));
  ilx_sandbox_parts_reset (&self->parts);
}
