/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-line.h"

#include <sys/socket.h>

struct _IlxSandboxLines
{
  GHashTable *hanging; /* set of IlxSandboxLine (owned) */
};

/* One connection that hangs. */
typedef struct
{
  IlxSandboxLines *lines;
  GSocketConnection *connection; /* (owned) */
  GSource *watch;                /* (owned) */
} IlxSandboxLine;

static void
line_free (gpointer data)
{
  IlxSandboxLine *line = data;

  g_source_destroy (line->watch);
  g_source_unref (line->watch);
  g_io_stream_close (G_IO_STREAM (line->connection), NULL, NULL);
  g_object_unref (line->connection);
  g_free (line);
}

/**
 * ilx_sandbox_lines_new:
 *
 * Returns: (transfer full): a holder without connections
 */
IlxSandboxLines *
ilx_sandbox_lines_new (void)
{
  IlxSandboxLines *self = g_new0 (IlxSandboxLines, 1);

  self->hanging = g_hash_table_new_full (NULL, NULL, line_free, NULL);
  return self;
}

void
ilx_sandbox_lines_free (IlxSandboxLines *self)
{
  g_hash_table_unref (self->hanging);
  g_free (self);
}

void
ilx_sandbox_lines_clear (IlxSandboxLines *self)
{
  g_hash_table_remove_all (self->hanging);
}

guint
ilx_sandbox_lines_get_n (IlxSandboxLines *self)
{
  return g_hash_table_size (self->hanging);
}

/* The client sent something more, which is thrown away, or went, which ends the line. */
static gboolean
readable_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  IlxSandboxLine *line = user_data;
  g_autoptr (GError) error = NULL;
  char waste[4096];
  gssize n = g_socket_receive_with_blocking (socket, waste, sizeof waste, FALSE, NULL, &error);

  if (n > 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  g_hash_table_remove (line->lines->hanging, line);
  return G_SOURCE_REMOVE;
}

/* Takes the connection away from the server. Some versions of libsoup give it in a wrapper of
 * theirs. NULL when the client has gone while the message waited. */
static GSocketConnection *
steal (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  GIOStream *inner = NULL;

  if (stream == NULL || G_IS_SOCKET_CONNECTION (stream))
    return (GSocketConnection *) g_steal_pointer (&stream);
  g_object_get (stream, "base-iostream", &inner, NULL);
  return G_SOCKET_CONNECTION (inner);
}

/**
 * ilx_sandbox_lines_hang:
 * @self: keeps the connection
 * @message: what will never be answered; the server must have been given its connection by
 *   soup_server_accept_iostream()
 *
 * A paused message doesn't notice that its client goes away; a connection of our own does.
 */
void
ilx_sandbox_lines_hang (IlxSandboxLines *self, SoupServerMessage *message)
{
  GSocketConnection *connection = steal (message);
  IlxSandboxLine *line;

  if (connection == NULL)
    return;
  line = g_new0 (IlxSandboxLine, 1);
  line->lines = self;
  line->connection = connection;
  line->watch = g_socket_create_source (g_socket_connection_get_socket (connection),
                                        G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
  g_source_set_callback (line->watch, G_SOURCE_FUNC (readable_cb), line, NULL);
  g_source_attach (line->watch, g_main_context_get_thread_default ());
  g_hash_table_add (self->hanging, line);
}

/**
 * ilx_sandbox_line_drop:
 * @message: what will not be answered; as for ilx_sandbox_lines_hang()
 *
 * Closes the connection.
 */
void
ilx_sandbox_line_drop (SoupServerMessage *message)
{
  g_autoptr (GSocketConnection) connection = steal (message);

  if (connection != NULL)
    g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

/**
 * ilx_sandbox_line_reset:
 * @message: what will be answered in part; as for ilx_sandbox_lines_hang()
 * @bytes: that part, head and all; few enough for the socket's buffer
 * @length: how many
 */
void
ilx_sandbox_line_reset (SoupServerMessage *message, const char *bytes, gsize length)
{
  g_autoptr (GSocketConnection) connection = steal (message);
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  GSocket *socket;

  if (connection == NULL)
    return;
  socket = g_socket_connection_get_socket (connection);
  g_socket_send_with_blocking (socket, bytes, length, FALSE, NULL, NULL);
  /* With a linger time of nothing close() sends a reset in place of an orderly end. */
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}
